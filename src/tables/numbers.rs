//! Columns of numbers of people.

use crate::model::toll::Estimate;

/// Numbers of people, one a row, any of which may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<u32>);

/// Stands for a number nobody gave.
const UNKNOWN: u32 = u32::MAX;

impl Numbers {
    /// Adds a row.
    pub fn push(&mut self, number: Option<u32>) {
        self.0.push(number.unwrap_or(UNKNOWN));
    }

    /// The number of a row; `None` where nobody gave it or the table has no such column.
    pub fn get(&self, row: u32) -> Option<u32> {
        let at = usize::try_from(row).ok()?;
        self.0.get(at).copied().filter(|number| *number != UNKNOWN)
    }

    /// Whether the table has such a column.
    pub fn is_there(&self) -> bool {
        !self.0.is_empty()
    }
}

/// Low, best and high numbers of people. A table with one number has it as the best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimates {
    /// At least.
    pub low: Numbers,
    /// Most likely.
    pub best: Numbers,
    /// At most.
    pub high: Numbers,
}

impl Estimates {
    /// What a row says.
    pub fn get(&self, row: u32) -> Estimate {
        Estimate {
            low: self.low.get(row),
            best: self.best.get(row),
            high: self.high.get(row),
        }
    }
}

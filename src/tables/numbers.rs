//! Columns of numbers of people.

use crate::model::toll::Estimate;

/// Numbers of people, one a row, any of which may be unknown. Two bytes each: hardly one is larger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    small: Vec<u16>,
    /// Those that are too large, by row.
    large: Vec<(u32, u32)>,
}

/// Stands for a number nobody gave.
const UNKNOWN: u16 = u16::MAX;

/// Stands for a number that is too large.
const LARGE: u16 = u16::MAX - 1;

impl Numbers {
    /// Adds a row.
    pub fn push(&mut self, number: Option<u32>) {
        let small = match number {
            None => UNKNOWN,
            Some(number) => match u16::try_from(number) {
                Ok(small) if small < LARGE => small,
                _ => {
                    self.large.push((self.rows(), number));
                    LARGE
                }
            },
        };
        self.small.push(small);
    }

    fn rows(&self) -> u32 {
        u32::try_from(self.small.len()).unwrap_or(u32::MAX)
    }

    /// Adds the rows of another one, in their order.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.rows();
        let large = other.large.iter();
        self.large
            .extend(large.map(|(row, number)| (before.saturating_add(*row), *number)));
        self.small.extend_from_slice(&other.small);
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.small.shrink_to_fit();
        self.large.shrink_to_fit();
    }

    /// The number of a row; `None` where nobody gave it or the table has no such column.
    pub fn get(&self, row: u32) -> Option<u32> {
        let at = usize::try_from(row).ok()?;
        match self.small.get(at).copied()? {
            UNKNOWN => None,
            LARGE => {
                let at = self.large.binary_search_by_key(&row, |large| large.0);
                self.large.get(at.ok()?).map(|large| large.1)
            }
            small => Some(u32::from(small)),
        }
    }

    /// Whether the table has such a column.
    pub fn is_there(&self) -> bool {
        !self.small.is_empty()
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

    /// Adds the rows of another one, in their order.
    pub(super) fn append(&mut self, other: &Self) {
        self.low.append(&other.low);
        self.best.append(&other.best);
        self.high.append(&other.high);
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.low.shrink();
        self.best.shrink();
        self.high.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size_come_back_and_so_do_those_of_two_columns() {
        let given: Vec<Option<u32>> = vec![
            Some(0),
            None,
            Some(65_533),
            Some(65_534),
            Some(65_535),
            Some(u32::MAX),
            Some(7),
        ];
        let mut numbers = Numbers::default();
        given.iter().for_each(|number| numbers.push(*number));
        let again = numbers.clone();
        numbers.append(&again);
        let found: Vec<_> = (0..14).map(|row| numbers.get(row)).collect();
        assert_eq!(found, [given.clone(), given].concat());
        assert_eq!(numbers.get(14), None);
    }
}

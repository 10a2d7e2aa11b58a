//! Columns of numbers of people.

use super::mask::Mask;
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

    /// Says the number of a row behind all rows that have one; those between have none.
    pub(super) fn set(&mut self, row: u32, number: Option<u32>) {
        self.pad(row);
        self.push(number);
    }

    fn pad(&mut self, rows: u32) {
        self.small
            .resize(self.small.len().max(rows as usize), UNKNOWN);
    }

    /// Adds the rows of another one behind the first `rows`.
    pub(super) fn append(&mut self, rows: u32, other: &Self) {
        if !other.is_there() {
            return;
        }
        self.pad(rows);
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

    /// Which of so many rows have a number from the least up to and including the most.
    pub(super) fn within(&self, rows: u32, least: u32, most: u32) -> Mask {
        let mask = u16::try_from(least).map(|low| {
            // One comparison a row: what is below the least wraps around to something large.
            let high = most.min(u32::from(LARGE - 1)) as u16;
            let room = high.wrapping_sub(low);
            let is_empty = high < low;
            Mask::of_values(rows, &self.small, |small| {
                (small.wrapping_sub(low) <= room) & !is_empty
            })
        });
        let mut mask = mask.unwrap_or_else(|_| Mask::none(rows));
        let fits = |number: u32| least <= number && number <= most;
        let large = self.large.iter().filter(|(_, number)| fits(*number));
        large.for_each(|(row, _)| mask.insert(*row));
        mask
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

    /// Says the numbers of a row behind all rows that have some. Of `wanted`, one that nobody knows
    /// is kept as well, so that the table is seen to have such a column.
    pub(super) fn set(&mut self, row: u32, estimate: Estimate, wanted: [bool; 3]) {
        let numbers = [
            (&mut self.low, estimate.low),
            (&mut self.best, estimate.best),
            (&mut self.high, estimate.high),
        ];
        for ((to, number), is_wanted) in numbers.into_iter().zip(wanted) {
            if is_wanted || number.is_some() {
                to.set(row, number);
            }
        }
    }

    /// Adds the rows of another one behind the first `rows`.
    pub(super) fn append(&mut self, rows: u32, other: &Self) {
        self.low.append(rows, &other.low);
        self.best.append(rows, &other.best);
        self.high.append(rows, &other.high);
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
        numbers.append(9, &again);
        numbers.set(17, Some(1));
        let found: Vec<_> = (0..19).map(|row| numbers.get(row)).collect();
        let expected = [
            given.clone(),
            vec![None, None],
            given,
            vec![None, Some(1), None],
        ];
        assert_eq!(found, expected.concat());
    }
}

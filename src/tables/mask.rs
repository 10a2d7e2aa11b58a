//! Which rows of a table fit: one bit a row, filled on both cores where that pays.

use std::num::NonZero;
use std::thread;

/// How many rows are worth a second thread.
const WORTH_A_THREAD: usize = 200_000;

/// Some rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// 64 rows each, the first in the lowest bit; bits behind the last row are zero.
    words: Vec<u64>,
    rows: u32,
}

impl Mask {
    /// All of so many rows.
    pub fn all(rows: u32) -> Self {
        Self::of(rows, |_| true)
    }

    /// None of so many rows.
    pub fn none(rows: u32) -> Self {
        Self {
            words: vec![0; (rows as usize).div_ceil(64)],
            rows,
        }
    }

    /// The rows that fit.
    pub fn of(rows: u32, fits: impl Fn(usize) -> bool + Sync) -> Self {
        let mut mask = Self::none(rows);
        in_parts(&mut mask.words, &|first, words| {
            for (number, word) in words.iter_mut().enumerate() {
                let start = (first + number) * 64;
                let end = (start + 64).min(rows as usize);
                for (bit, row) in (start..end).enumerate() {
                    *word |= u64::from(fits(row)) << bit;
                }
            }
        });
        mask
    }

    /// The rows whose value fits; rows beyond the values do not.
    pub fn of_values<T: Copy + Sync>(
        rows: u32,
        values: &[T],
        fits: impl Fn(T) -> bool + Sync,
    ) -> Self {
        let mut mask = Self::none(rows);
        let values = values.get(..rows as usize).unwrap_or(values);
        in_parts(&mut mask.words, &|first, words| {
            let values = values.get(first * 64..).unwrap_or_default();
            for (word, values) in words.iter_mut().zip(values.chunks(64)) {
                let bits = values.iter().enumerate();
                *word = bits.fold(0, |word, (bit, value)| {
                    word | u64::from(fits(*value)) << bit
                });
            }
        });
        mask
    }

    /// These rows of so many.
    pub fn from_rows(rows: u32, these: impl IntoIterator<Item = u32>) -> Self {
        let mut mask = Self::none(rows);
        these.into_iter().for_each(|row| mask.insert(row));
        mask
    }

    /// Adds a row; one beyond the last is nothing.
    pub fn insert(&mut self, row: u32) {
        if row < self.rows
            && let Some(word) = self.words.get_mut(row as usize / 64)
        {
            *word |= 1 << (row % 64);
        }
    }

    /// Whether a row is among them.
    pub fn contains(&self, row: u32) -> bool {
        let word = self.words.get(row as usize / 64).copied();
        word.unwrap_or(0) >> (row % 64) & 1 == 1
    }

    /// How many rows there are to choose from.
    pub fn len(&self) -> u32 {
        self.rows
    }

    /// Whether no row is among them.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many rows are among them.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether all rows are among them.
    pub fn is_all(&self) -> bool {
        self.count() == self.rows
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        let words = (0_u32..).zip(&self.words);
        words.flat_map(|(number, word)| {
            Bits(*word).map(move |bit| number.wrapping_mul(64).wrapping_add(bit))
        })
    }

    /// Keeps what is in both.
    pub fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds what is in the other.
    pub fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes away what is in the other.
    pub fn and_not(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// All rows but these.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let mut out = Self::all(self.rows);
        out.and_not(self);
        out
    }

    /// 64 rows each, the first in the lowest bit.
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}

/// The places of the bits that are set, lowest first.
pub(super) struct Bits(pub(super) u64);

impl Iterator for Bits {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit)
    }
}

/// How many threads so many rows are worth.
pub(super) fn threads_for(rows: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    cores.min(8).min(rows / WORTH_A_THREAD + 1)
}

/// Fills words in parts, each told the number of its first word.
fn in_parts(words: &mut [u64], fill: &(impl Fn(usize, &mut [u64]) + Sync)) {
    let threads = threads_for(words.len() * 64);
    if threads < 2 {
        return fill(0, words);
    }
    let part = words.len().div_ceil(threads);
    thread::scope(|scope| {
        let mut parts: Vec<_> = words.chunks_mut(part).enumerate().collect();
        let own = parts.pop();
        for (number, words) in parts {
            scope.spawn(move || fill(number * part, words));
        }
        if let Some((number, words)) = own {
            fill(number * part, words);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mask_is_a_set_of_rows(rows in 0_u32..300, seed in any::<u64>()) {
            let fits = |row: usize| (seed.rotate_left(row as u32 % 61) ^ row as u64).is_multiple_of(3);
            let mask = Mask::of(rows, fits);
            let values: Vec<usize> = (0..rows as usize).collect();
            prop_assert_eq!(&Mask::of_values(rows, &values, fits), &mask);
            let expected: Vec<u32> = (0..rows).filter(|row| fits(*row as usize)).collect();
            prop_assert_eq!(mask.rows().collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(mask.count() as usize, expected.len());
            prop_assert_eq!(&Mask::from_rows(rows, expected), &mask);
            let is_in = |row| row < rows && fits(row as usize);
            prop_assert!((0..rows + 70).all(|row| mask.contains(row) == is_in(row)));
            let mut all = mask.inverted();
            prop_assert!(!all.rows().any(|row| mask.contains(row)));
            all.or(&mask);
            prop_assert!(all.is_all());
        }
    }

    #[test]
    fn many_rows_are_filled_in_parts_alike() {
        let rows = 1_000_003;
        let mask = Mask::of(rows, |row| row % 7 == 3);
        assert_eq!(mask.count(), rows.div_ceil(7));
        assert!(mask.rows().eq((3..rows).step_by(7)));
    }
}

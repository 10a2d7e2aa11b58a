//! How many stretches of each hue begin where in a long text.
//!
//! In: stretches put in and taken out one by one. Out: how many of each hue begin in a range of
//! bytes, in O(log n) however many there are, so that marks along a scroll bar cost what the bar is
//! high and not what the text holds.

use crate::model::look::Hue;

/// Cells a text is cut into: many times finer than any scroll bar.
const CELLS: usize = 8_192;
const HUES: usize = Hue::ALL.len();

/// Numbers by hue, in the order of [`Hue::ALL`].
pub type ByHue = [u32; HUES];

/// Numbers of stretches by hue and place (a Fenwick tree over the cells).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Density {
    /// Bytes in a cell; at least 1.
    cell: usize,
    /// `sums[i]` is the sum of the `lowest set bit of i` cells that end with cell `i - 1`.
    sums: Vec<ByHue>,
}

impl Default for Density {
    fn default() -> Self {
        Self::over(0)
    }
}

impl Density {
    /// For a text of so many bytes, nothing in it.
    pub fn over(bytes: usize) -> Self {
        let cell = bytes.div_ceil(CELLS).max(1);
        let cells = bytes / cell + 1;
        Self {
            cell,
            sums: vec![[0; HUES]; cells + 1],
        }
    }

    /// Puts in a stretch that begins at `byte`.
    pub fn insert(&mut self, hue: Hue, byte: usize) {
        self.change(hue, byte, |sum| sum.saturating_add(1));
    }

    /// Takes out a stretch that was put in with the same hue and byte.
    pub fn remove(&mut self, hue: Hue, byte: usize) {
        self.change(hue, byte, |sum| sum.saturating_sub(1));
    }

    /// How many stretches of each hue begin in a range of bytes, to the nearest cell.
    pub fn counts(&self, range: std::ops::Range<usize>) -> ByHue {
        let (before, until) = (self.before(range.start), self.before(range.end));
        std::array::from_fn(|hue| {
            let of = |sums: &ByHue| sums.get(hue).copied().unwrap_or_default();
            of(&until).saturating_sub(of(&before))
        })
    }

    /// The numbers in all cells before the one that holds `byte`; in all cells past the end.
    fn before(&self, byte: usize) -> ByHue {
        let mut node = (byte / self.cell).min(self.sums.len() - 1);
        let mut out = [0; HUES];
        while node > 0 {
            let sums = self.sums.get(node).copied().unwrap_or_default();
            for (out, sum) in out.iter_mut().zip(sums) {
                *out += sum;
            }
            node -= lowest_bit(node);
        }
        out
    }

    fn change(&mut self, hue: Hue, byte: usize, by_one: fn(u32) -> u32) {
        let last = self.sums.len().saturating_sub(2);
        let mut node = (byte / self.cell).min(last) + 1;
        while let Some(sums) = self.sums.get_mut(node) {
            if let Some(sum) = sums.get_mut(hue as usize) {
                *sum = by_one(*sum);
            }
            node += lowest_bit(node);
        }
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_agree_with_counting(
            put in prop::collection::vec((0..8_usize, 0..400_usize), 0..60),
            taken in 0..60_usize,
            (start, length) in (0..400_usize, 0..500_usize),
        ) {
            let mut density = Density::over(400);
            for (hue, byte) in &put {
                density.insert(Hue::ALL[*hue], *byte);
            }
            let (gone, left) = put.split_at(taken.min(put.len()));
            for (hue, byte) in gone {
                density.remove(Hue::ALL[*hue], *byte);
            }
            let counts = density.counts(start..start + length);
            for (hue, found) in counts.into_iter().enumerate() {
                let here = |(of, byte): &&(usize, usize)| {
                    *of == hue && (start..start + length).contains(byte)
                };
                prop_assert_eq!(found as usize, left.iter().filter(here).count());
            }
        }
    }

    #[test]
    fn a_long_text_is_counted_to_the_nearest_cell() {
        let mut density = Density::over(4_000_000);
        for byte in (0..4_000_000).step_by(40) {
            density.insert(Hue::Teal, byte);
        }
        let total = |range| density.counts(range).iter().sum::<u32>();
        assert_eq!(total(0..usize::MAX), 100_000);
        let third = total(1_000_000..2_000_000);
        assert!(third.abs_diff(25_000) < 20, "{third}");
        assert_eq!(total(0..0), 0);
    }
}

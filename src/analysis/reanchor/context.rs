//! How well the surroundings of a passage agree with those of a place in the new text.

use super::words::Words;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many bytes of equal words on a side make its context the same.
pub(super) const CONTEXT: usize = 32;
/// How far words are compared one by one, on either side.
const LONGEST_RUN: usize = 64;
/// How many words on a side are compared where not all are equal.
const WINDOW: usize = 12;
/// Less agreement than this is what any two sentences of one language share.
const NOISE: f32 = 0.35;

/// The agreement of the words around a passage with those around a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Context {
    /// Before the passage.
    pub left: Side,
    /// Behind it.
    pub right: Side,
}

/// The agreement on one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Side {
    /// How many words next to the passage are equal, up to 64; 64 where both texts end with them.
    pub run: usize,
    /// How many of them make the context the same; all where they do not.
    pub needed: usize,
    /// Whether at least 32 bytes of words are equal, or all there are in both texts.
    pub same: bool,
    /// The share of the next twelve words that is found there, 0 to 1.
    pub share: f32,
}

impl Side {
    /// The share, where it is more than chance.
    pub fn telling(self) -> f32 {
        if self.share < NOISE { 0.0 } else { self.share }
    }
}

impl Context {
    /// Compares what stands around `from` in the old text with what stands around `to` in the new.
    pub fn of(old: &Words, new: &Words, from: &Range<usize>, to: &Range<usize>) -> Self {
        let left = side(
            old.slice(0..from.start).iter().rev().copied(),
            new.slice(0..to.start).iter().rev().copied(),
            |run| old.weights(from.start - run..from.start),
        );
        let right = side(
            old.slice(from.end..old.len()).iter().copied(),
            new.slice(to.end..new.len()).iter().copied(),
            |run| old.weights(from.end..from.end + run),
        );
        Self { left, right }
    }

    /// Whether the words on both sides are the same.
    pub fn is_same(&self) -> bool {
        self.left.same && self.right.same
    }

    /// The words that agree on both sides, 0 to 2.
    pub fn share(&self) -> f32 {
        self.left.share + self.right.share
    }
}

fn side(
    mut old: impl Iterator<Item = u32> + Clone,
    mut new: impl Iterator<Item = u32> + Clone,
    weight: impl Fn(usize) -> usize,
) -> Side {
    let (olds, news) = (old.clone(), new.clone());
    let (mut run, mut needed) = (0, 0);
    let mut all = false;
    while run < LONGEST_RUN {
        match (old.next(), new.next()) {
            (None, None) => {
                all = true;
                break;
            }
            (Some(one), Some(other)) if one == other => {
                run += 1;
                if needed == 0 && weight(run) >= CONTEXT {
                    needed = run;
                }
            }
            _ => break,
        }
    }
    let same = all || needed > 0;
    let share = match same {
        true => 1.0,
        false => share(olds, news),
    };
    Side {
        run: if all { LONGEST_RUN } else { run },
        needed: if needed > 0 { needed } else { run },
        same,
        share,
    }
}

/// The share of the old words that stand in the same order among the new ones.
fn share(old: impl Iterator<Item = u32>, new: impl Iterator<Item = u32>) -> f32 {
    let old: Vec<u32> = old.take(WINDOW).collect();
    let new: Vec<u32> = new.take(WINDOW).collect();
    if old.is_empty() {
        return 0.0;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let equal: usize = ops.iter().map(equal_len).sum();
    equal as f32 / old.len() as f32
}

/// How many words an operation leaves as they are.
pub(super) fn equal_len(op: &DiffOp) -> usize {
    match op {
        DiffOp::Equal { len, .. } => *len,
        _ => 0,
    }
}

//! Which word of the old text is which word of the new one.
//!
//! Six words in a row that stand once in either text fix a place beyond doubt. The longest list of
//! such places in the same order is the skeleton; what lies between is compared word by word; the
//! places out of order are stretches that moved. Near linear in the length of the texts.

use super::words::Words;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many words in a row that stand once in both texts fix a place.
const IN_A_ROW: usize = 6;
/// No more words than this are added at either end of a stretch that moved.
const LONGEST_GROWTH: usize = 64;
/// Instead of a place in the new text.
const NOWHERE: u32 = u32::MAX;

/// The words of the old text in the new one.
#[derive(Debug)]
pub(super) struct Alignment {
    in_order: Vec<u32>,
    moved: Vec<u32>,
    /// How many fixed places begin before each word of the old text, those in order and those not.
    fixed: Vec<u32>,
}

/// A place in the old text and one in the new one, each the number of a word.
type Pair = (u32, u32);

impl Alignment {
    pub fn new(old: &Words, new: &Words) -> Self {
        let pairs = unique_pairs(&old.ids, &new.ids);
        let kept = longest_in_order(&pairs);
        let mut alignment = Self {
            in_order: vec![NOWHERE; old.len()],
            moved: vec![NOWHERE; old.len()],
            fixed: counted(&pairs, old.len()),
        };
        alignment.fill(old, new, &pairs, &kept);
        alignment.follow_moves(old, new, &pairs, &kept);
        alignment
    }

    /// Where a word stands in the new text, everything before and behind it likewise.
    pub fn in_order(&self, word: usize) -> Option<usize> {
        place(&self.in_order, word)
    }

    /// Where a word stands in the new text as part of a stretch that moved.
    pub fn moved(&self, word: usize) -> Option<usize> {
        place(&self.moved, word)
    }

    /// Whether six words in a row among these stand once in either text.
    pub fn is_fixed(&self, words: &Range<usize>) -> bool {
        let Some(end) = (words.end + 1).checked_sub(IN_A_ROW) else {
            return false;
        };
        let before = |at: usize| self.fixed.get(at).copied().unwrap_or(0);
        end > words.start && before(end) > before(words.start)
    }

    /// Lays the skeleton and compares what lies between.
    fn fill(&mut self, old: &Words, new: &Words, pairs: &[Pair], kept: &[usize]) {
        let mut done = (0, 0);
        for pair in kept.iter().filter_map(|at| pairs.get(*at)) {
            let (from, to) = (pair.0 as usize, pair.1 as usize);
            // A row that begins inside the one before continues it.
            let skip = done.0.max(from) - from;
            let skip = skip.max(done.1.max(to) - to);
            if skip >= IN_A_ROW {
                continue;
            }
            self.compare(old, new, done.0..from + skip, done.1..to + skip);
            self.put(from + skip, to + skip, IN_A_ROW - skip);
            done = (from + IN_A_ROW, to + IN_A_ROW);
        }
        self.compare(old, new, done.0..old.len(), done.1..new.len());
    }

    /// Compares two stretches that hold no more fixed places in order.
    fn compare(&mut self, old: &Words, new: &Words, from: Range<usize>, to: Range<usize>) {
        if from.is_empty() || to.is_empty() {
            return;
        }
        let (before, after) = (old.slice(from.clone()), new.slice(to.clone()));
        for op in capture_diff_slices(Algorithm::Myers, before, after) {
            if let DiffOp::Equal {
                old_index,
                new_index,
                len,
            } = op
            {
                self.put(from.start + old_index, to.start + new_index, len);
            }
        }
    }

    fn put(&mut self, from: usize, to: usize, len: usize) {
        set(&mut self.in_order, from, to, len);
    }

    /// Notes the fixed places out of order, each grown as far as the words agree.
    fn follow_moves(&mut self, old: &Words, new: &Words, pairs: &[Pair], kept: &[usize]) {
        let mut kept = kept.iter().copied().peekable();
        for (at, pair) in pairs.iter().enumerate() {
            if kept.next_if_eq(&at).is_some() {
                continue;
            }
            let (from, to) = (pair.0 as usize, pair.1 as usize);
            if self.moved(from) == Some(to) && self.moved(from + IN_A_ROW - 1).is_some() {
                continue;
            }
            let back = agreeing_back(old, new, from, to);
            let on = agreeing_on(old, new, from + IN_A_ROW, to + IN_A_ROW);
            set(
                &mut self.moved,
                from - back,
                to - back,
                back + IN_A_ROW + on,
            );
        }
    }
}

/// How many words before two places agree.
fn agreeing_back(old: &Words, new: &Words, from: usize, to: usize) -> usize {
    let before = old.slice(0..from).iter().rev();
    let other = new.slice(0..to).iter().rev();
    let equal = before.zip(other).take(LONGEST_GROWTH);
    equal.take_while(|(one, other)| one == other).count()
}

/// How many words from two places on agree.
fn agreeing_on(old: &Words, new: &Words, from: usize, to: usize) -> usize {
    let behind = old.slice(from..old.len()).iter();
    let other = new.slice(to..new.len()).iter();
    let equal = behind.zip(other).take(LONGEST_GROWTH);
    equal.take_while(|(one, other)| one == other).count()
}

fn set(map: &mut [u32], from: usize, to: usize, len: usize) {
    let places = map.iter_mut().skip(from).take(len);
    for (place, to) in places.zip(to..) {
        if *place == NOWHERE {
            *place = u32::try_from(to).unwrap_or(NOWHERE);
        }
    }
}

fn place(map: &[u32], word: usize) -> Option<usize> {
    let found = map.get(word).filter(|to| **to != NOWHERE)?;
    Some(*found as usize)
}

fn counted(pairs: &[Pair], words: usize) -> Vec<u32> {
    let mut starts = pairs.iter().map(|(from, _)| *from as usize).peekable();
    let mut count = 0;
    let before = |at: usize| {
        let now = count;
        while starts.next_if(|start| *start <= at).is_some() {
            count += 1;
        }
        now
    };
    (0..=words).map(before).collect()
}

/// The rows of words that stand once in either text, by their place in the old one.
fn unique_pairs(old: &[u32], new: &[u32]) -> Vec<Pair> {
    let (olds, news) = (unique_rows(old), unique_rows(new));
    let mut others = news.iter().peekable();
    let mut pairs = Vec::new();
    for (row, from) in &olds {
        while others.next_if(|(other, _)| other < row).is_some() {}
        if let Some((_, to)) = others.next_if(|(other, _)| other == row) {
            pairs.push((*from, *to));
        }
    }
    let agree = |(from, to): &Pair| row(old, *from) == row(new, *to);
    pairs.retain(agree);
    pairs.sort_unstable();
    pairs
}

fn row(words: &[u32], at: u32) -> Option<&[u32]> {
    words.get(at as usize..at as usize + IN_A_ROW)
}

/// The sums of the rows that stand once, sorted, each with its place.
fn unique_rows(words: &[u32]) -> Vec<(u64, u32)> {
    let sums = words.windows(IN_A_ROW).map(sum);
    let mut rows: Vec<(u64, u32)> = sums.zip(0..).collect();
    rows.sort_unstable();
    let mut unique: Vec<(u64, u32)> = Vec::new();
    for same in rows.chunk_by(|one, other| one.0 == other.0) {
        if let [only] = same {
            unique.push(*only);
        }
    }
    unique
}

fn sum(row: &[u32]) -> u64 {
    row.iter().fold(0x9e37_79b9_7f4a_7c15, |sum: u64, word| {
        (sum.rotate_left(23) ^ u64::from(*word)).wrapping_mul(0xff51_afd7_ed55_8ccd)
    })
}

/// The numbers of the pairs, sorted by their first place, whose second places make the longest
/// ascending list. O(n log n).
fn longest_in_order(pairs: &[Pair]) -> Vec<usize> {
    // The last pair of the best list of each length, and the pair before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let to = |at: &usize| pairs.get(*at).map(|pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| to(end) < Some(pair.1));
        before.push(
            length
                .checked_sub(1)
                .and_then(|last| ends.get(last))
                .copied(),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut list = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        list.push(at);
        next = before.get(at).copied().flatten();
    }
    list.reverse();
    list
}

#[cfg(test)]
mod tests {
    use super::super::words::Lexicon;
    use super::*;

    fn aligned(old: &str, new: &str) -> (Alignment, usize) {
        let mut lexicon = Lexicon::default();
        let (old, new) = (lexicon.words(old), lexicon.words(new));
        (Alignment::new(&old, &new), old.len())
    }

    #[test]
    fn the_longest_ascending_list_is_found() {
        for (places, expected) in [
            (vec![], vec![]),
            (vec![1, 2, 3], vec![0, 1, 2]),
            (vec![5, 1, 2, 9, 3], vec![1, 2, 4]),
            (vec![3, 2, 1], vec![2]),
        ] {
            let pairs: Vec<Pair> = (0..).zip(places).collect();
            assert_eq!(longest_in_order(&pairs), expected);
        }
    }

    #[test]
    fn a_stretch_that_moved_is_followed_and_the_rest_stays_in_order() {
        let one = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu.";
        let two =
            "One two three four five six seven eight nine ten eleven twelve thirteen fourteen.";
        let (found, words) = aligned(&format!("{one} {two}"), &format!("{two} {one}"));
        assert_eq!(words, 28);
        assert_eq!(found.in_order(0), None, "the shorter one moved");
        assert_eq!(found.moved(0), Some(15));
        assert_eq!(found.moved(12), Some(27), "its full stop too");
        assert_eq!(found.in_order(13), Some(0));
        assert!(found.is_fixed(&(0..6)) && !found.is_fixed(&(0..5)));
    }

    #[test]
    fn what_repeats_fixes_nothing() {
        let refrain = "and so it goes on and on. ";
        let (found, words) = aligned(&refrain.repeat(3), &refrain.repeat(4));
        assert!((0..words).all(|at| !found.is_fixed(&(at..at + 6))));
    }
}

//! Which word of the old text is which word of the new one.
//!
//! Six words in a row that stand once in either text fix a place beyond doubt. The longest list of
//! such places in the same order is the skeleton; what lies between is compared word by word, in
//! pieces of bounded length; the places out of order are stretches that moved. Near linear in the
//! length of the texts, also where they have nothing in common.

use super::words::Words;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many words in a row that stand once in both texts fix a place.
const IN_A_ROW: usize = 6;
/// What is too long to be compared word by word is parted by shorter rows, one after the other.
const SHORTER_ROWS: [usize; 2] = [3, 1];
/// No more words than this, of both texts, are compared word by word at once: the work grows with
/// their square. What no row parts any further is taken to have changed altogether.
pub(super) const MOST_COMPARED: usize = 4_000;
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

/// A stretch of the old text and one of the new one, in words.
type Stretches = (Range<usize>, Range<usize>);

impl Alignment {
    pub fn new(old: &Words, new: &Words) -> Self {
        let pairs = unique_pairs(&old.ids, &new.ids, IN_A_ROW);
        let kept = longest_in_order(&pairs);
        let mut alignment = Self {
            in_order: vec![NOWHERE; old.len()],
            moved: vec![NOWHERE; old.len()],
            fixed: counted(&pairs, old.len()),
        };
        let skeleton = kept.iter().filter_map(|at| pairs.get(*at)).copied();
        let whole = (0..old.len(), 0..new.len());
        alignment.fill((old, new), whole, skeleton, IN_A_ROW, &SHORTER_ROWS);
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

    /// Lays a skeleton of rows over two stretches and compares what lies between.
    fn fill(
        &mut self,
        texts: (&Words, &Words),
        (from, to): Stretches,
        skeleton: impl Iterator<Item = Pair>,
        row: usize,
        shorter: &[usize],
    ) {
        let ends = (from.end, to.end);
        let mut done = (from.start, to.start);
        for pair in skeleton {
            let (from, to) = (pair.0 as usize, pair.1 as usize);
            // A row that begins inside the one before continues it.
            let skip = done.0.max(from) - from;
            let skip = skip.max(done.1.max(to) - to);
            if skip >= row {
                continue;
            }
            self.compare(texts, (done.0..from + skip, done.1..to + skip), shorter);
            self.put(from + skip, to + skip, row - skip);
            done = (from + row, to + row);
        }
        self.compare(texts, (done.0..ends.0, done.1..ends.1), shorter);
    }

    /// Compares two stretches that hold no more fixed places in order.
    fn compare(&mut self, texts: (&Words, &Words), between: Stretches, shorter: &[usize]) {
        let (from, to) = self.trim(texts, between);
        if from.is_empty() || to.is_empty() {
            return;
        }
        let (before, after) = (texts.0.slice(from.clone()), texts.1.slice(to.clone()));
        if before.len() + after.len() > MOST_COMPARED {
            if let Some((row, shorter)) = shorter.split_first() {
                let pairs = unique_pairs(before, after, *row);
                let kept = longest_in_order(&pairs);
                let start = (from.start as u32, to.start as u32);
                let skeleton = kept.iter().filter_map(|at| pairs.get(*at));
                let skeleton = skeleton.map(|pair| (pair.0 + start.0, pair.1 + start.1));
                self.fill(texts, (from, to), skeleton, *row, shorter);
            }
            return;
        }
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

    /// Puts the words in which two stretches agree at their ends in place; what lies between.
    fn trim(&mut self, (old, new): (&Words, &Words), (from, to): Stretches) -> Stretches {
        let equal = |(one, other): &(&u32, &u32)| one == other;
        let (before, after) = (old.slice(from.clone()), new.slice(to.clone()));
        let head = before.iter().zip(after).take_while(equal).count();
        let most = before.len().min(after.len()) - head;
        let tails = before.iter().rev().zip(after.iter().rev()).take(most);
        let tail = tails.take_while(equal).count();
        let ends = (from.end - tail, to.end - tail);
        self.put(from.start, to.start, head);
        self.put(ends.0, ends.1, tail);
        (from.start + head..ends.0, to.start + head..ends.1)
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

/// The rows of so many words that stand once in either text, by their place in the old one.
fn unique_pairs(old: &[u32], new: &[u32], length: usize) -> Vec<Pair> {
    let (olds, news) = (unique_rows(old, length), unique_rows(new, length));
    let mut others = news.iter().peekable();
    let mut pairs = Vec::new();
    for (row, from) in &olds {
        while others.next_if(|(other, _)| other < row).is_some() {}
        if let Some((_, to)) = others.next_if(|(other, _)| other == row) {
            pairs.push((*from, *to));
        }
    }
    let agree = |(from, to): &Pair| row(old, *from, length) == row(new, *to, length);
    pairs.retain(agree);
    pairs.sort_unstable();
    pairs
}

fn row(words: &[u32], at: u32, length: usize) -> Option<&[u32]> {
    words.get(at as usize..at as usize + length)
}

/// The sums of the rows that stand once, sorted, each with its place.
fn unique_rows(words: &[u32], length: usize) -> Vec<(u64, u32)> {
    let sums = words.windows(length).map(sum);
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

    /// A text of `count` words out of `kinds` that are drawn by chance from a seed.
    fn babble(count: usize, kinds: u64, mut seed: u64) -> String {
        let mut draw = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % kinds
        };
        (0..count).map(|_| format!("w{} ", draw())).collect()
    }

    #[test]
    fn texts_with_nothing_in_common_are_compared_in_bounded_time() {
        let began = std::time::Instant::now();
        for kinds in [30, 5_000, 1_000_000] {
            let (old, new) = (babble(100_000, kinds, 1), babble(100_000, kinds, 2));
            aligned(&old, &new);
        }
        assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
    }

    #[test]
    fn what_no_long_row_parts_is_parted_by_shorter_ones() {
        // Every third word is new, so that no six in a row are kept.
        let old = babble(9_000, 1_000_000, 3);
        let words: Vec<&str> = old.split_whitespace().collect();
        let edited = |(at, word): (usize, &&str)| match at % 3 {
            0 => format!("x{at} "),
            _ => format!("{word} "),
        };
        let new: String = words.iter().enumerate().map(edited).collect();
        let (found, count) = aligned(&old, &new);
        let kept = (0..count)
            .filter(|at| found.in_order(*at) == Some(*at))
            .count();
        assert_eq!(kept, 6_000);
    }

    #[test]
    fn what_repeats_fixes_nothing() {
        let refrain = "and so it goes on and on. ";
        let (found, words) = aligned(&refrain.repeat(3), &refrain.repeat(4));
        assert!((0..words).all(|at| !found.is_fixed(&(at..at + 6))));
    }
}

//! Which row of an edition is which of another.

use super::prints::Print;
use std::cmp::Ordering;

/// The rows of two editions, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Those that read otherwise, in the older and the newer file; in the order of the newer.
    pub changed: Vec<(u32, u32)>,
    /// Those only the older has, in its order.
    pub gone: Vec<u32>,
    /// Those only the newer has, in its order.
    pub added: Vec<u32>,
    /// How many read the same.
    pub same: u32,
    /// How many ids stand several times on one side.
    pub repeated: u32,
}

/// A row with its number.
type Numbered = (Print, u32);

impl Pairs {
    /// Pairs the rows. O(n log n).
    pub(super) fn of(older: &[Print], newer: &[Print]) -> Self {
        let (older, newer) = (sorted(older), sorted(newer));
        let mut older = older.chunk_by(have_one_key).peekable();
        let mut newer = newer.chunk_by(have_one_key).peekable();
        let mut pairs = Self::default();
        loop {
            let (before, now) = match order(older.peek().copied(), newer.peek().copied()) {
                None => break,
                Some(Ordering::Less) => (older.next(), None),
                Some(Ordering::Greater) => (None, newer.next()),
                Some(Ordering::Equal) => (older.next(), newer.next()),
            };
            pairs.add(before.unwrap_or_default(), now.unwrap_or_default());
        }
        pairs.changed.sort_unstable_by_key(|(_, now)| *now);
        pairs.gone.sort_unstable();
        pairs.added.sort_unstable();
        pairs
    }

    /// Adds all rows of one key.
    fn add(&mut self, before: &[Numbered], now: &[Numbered]) {
        let is_repeated = before.len() > 1 || now.len() > 1;
        let mut all = before.iter().chain(now);
        let has_id = all.next().is_some_and(|(print, _)| print.has_id());
        self.repeated += u32::from(is_repeated && has_id);
        let (before, now) = self.without_same(before, now);
        let both = before.len().min(now.len());
        self.changed
            .extend(before.iter().copied().zip(now.iter().copied()));
        self.gone.extend(before.iter().skip(both));
        self.added.extend(now.iter().skip(both));
    }

    /// Takes out what reads the same on both sides; what is left is in the order of the files. Both
    /// sides are sorted by what they say.
    fn without_same(&mut self, before: &[Numbered], now: &[Numbered]) -> (Vec<u32>, Vec<u32>) {
        let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
        let (mut only_before, mut only_now) = (Vec::new(), Vec::new());
        loop {
            let order = match (before.peek(), now.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => one.said.cmp(&other.said),
            };
            match order {
                Ordering::Less => only_before.extend(before.next().map(|(_, row)| *row)),
                Ordering::Greater => only_now.extend(now.next().map(|(_, row)| *row)),
                Ordering::Equal => {
                    before.next();
                    now.next();
                    self.same += 1;
                }
            }
        }
        only_before.sort_unstable();
        only_now.sort_unstable();
        (only_before, only_now)
    }
}

fn sorted(prints: &[Print]) -> Vec<Numbered> {
    let mut rows: Vec<Numbered> = prints.iter().copied().zip(0..).collect();
    rows.sort_unstable();
    rows
}

fn have_one_key(one: &Numbered, other: &Numbered) -> bool {
    one.0.key == other.0.key
}

/// Which of two groups comes first; nothing where there is none.
fn order(one: Option<&[Numbered]>, other: Option<&[Numbered]>) -> Option<Ordering> {
    let key = |group: Option<&[Numbered]>| Some(group?.first()?.0.key);
    match (key(one), key(other)) {
        (None, None) => None,
        (Some(_), None) => Some(Ordering::Less),
        (None, Some(_)) => Some(Ordering::Greater),
        (Some(one), Some(other)) => Some(one.cmp(&other)),
    }
}

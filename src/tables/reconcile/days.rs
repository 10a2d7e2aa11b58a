//! The rows of a table by their days.

use crate::model::day::DayRange;
use crate::tables::loaded::RowDays;

/// Longer rows are kept apart: else every question would have to look so far back.
const SHORT_DAYS: u32 = 31;

/// The dated rows of a table in the order of their first days.
#[derive(Clone, Debug, Default)]
pub struct DayIndex {
    /// Those of at most [`SHORT_DAYS`]: the first day and the row.
    short: Vec<(i32, u32)>,
    /// The others.
    long: Vec<(i32, u32)>,
}

impl DayIndex {
    /// Puts the rows in order. O(n log n); O(n) where they are nearly so.
    pub fn new(days: &RowDays) -> Self {
        let mut made = Self::default();
        for (row, (first, more)) in (0_u32..).zip(days.first.iter().zip(&days.more)) {
            if *first == RowDays::UNDATED {
                continue;
            }
            let list = match *more < SHORT_DAYS {
                true => &mut made.short,
                false => &mut made.long,
            };
            list.push((*first, row));
        }
        made.short.sort();
        made.long.sort();
        made
    }

    /// The rows some of whose days lie within these, or that begin at most so many days before:
    /// every row that touches them, and few others. The order says nothing.
    pub fn near(&self, days: DayRange) -> impl Iterator<Item = u32> + '_ {
        let (first, last) = (days.first().number(), days.last().number());
        let back = i32::try_from(SHORT_DAYS).unwrap_or(0);
        let short = between(&self.short, first.saturating_sub(back), last);
        let long = between(&self.long, i32::MIN, last);
        short.iter().chain(long).map(|(_, row)| *row)
    }

    /// The short rows in order, with their first days.
    pub(super) fn in_order(&self) -> &[(i32, u32)] {
        &self.short
    }
}

fn between(rows: &[(i32, u32)], first: i32, last: i32) -> &[(i32, u32)] {
    let from = rows.partition_point(|(day, _)| *day < first);
    let to = rows.partition_point(|(day, _)| *day <= last);
    rows.get(from..to).unwrap_or_default()
}

/// How many days lie between two ranges; 0 where they overlap.
pub(super) fn gap(one: DayRange, other: DayRange) -> u32 {
    let apart = |early: DayRange, late: DayRange| {
        let days = late.first().number().saturating_sub(early.last().number());
        u32::try_from(days).unwrap_or(0)
    };
    apart(one, other).max(apart(other, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::day::Day;

    fn range(first: i32, last: i32) -> DayRange {
        DayRange::new(Day::from_number(first), Day::from_number(last)).expect("forwards")
    }

    #[test]
    fn every_row_that_touches_the_days_is_near() {
        let mut days = RowDays::default();
        let all = [
            Some(range(10, 10)),
            None,
            Some(range(-300, 64)),
            Some(range(5, 9)),
            Some(range(3, 3)),
            Some(range(12, 12)),
            Some(range(11, 400)),
        ];
        all.iter().for_each(|range| days.push(*range));
        let index = DayIndex::new(&days);
        for (first, last) in [(9, 11), (0, 2), (3, 3), (64, 65), (-900, -800), (399, 500)] {
            let wanted = range(first, last);
            let mut near: Vec<u32> = index.near(wanted).collect();
            near.sort_unstable();
            for (row, days) in (0..).zip(&all) {
                let touches = days.is_some_and(|days| days.intersection(wanted).is_some());
                assert!(!touches || near.contains(&row), "{row} in {wanted:?}");
            }
            assert!(!near.contains(&1), "an undated row is near nothing");
        }
    }

    #[test]
    fn days_apart_are_counted_both_ways() {
        for (one, other, expected) in [
            ((1, 1), (1, 1), 0),
            ((1, 5), (5, 9), 0),
            ((1, 1), (3, 4), 2),
            ((3, 4), (1, 1), 2),
        ] {
            assert_eq!(gap(range(one.0, one.1), range(other.0, other.1)), expected);
        }
    }
}

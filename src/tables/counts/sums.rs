//! The sums of the rows that fit, by group and day, and how they are cut into buckets.
//!
//! Prefix sums over days: a bucket costs two looks for each group, however many rows there are.

use super::layout::{Layout, Span};
use super::{CannotCount, MOST_CELLS, TableCounts};
use crate::analysis::buckets;
use crate::analysis::counts::{self, Cell, Counting};
use crate::analysis::group::Group;
use crate::model::day::{Day, DayRange};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sums of some rows by group and day, ready to be cut into buckets.
#[derive(Clone)]
pub struct DaySums {
    layout: Arc<Layout>,
    /// What the cells of days before each one add up to.
    before: Vec<u64>,
    /// What each span adds up to, for those that have rows.
    spans: Vec<(Span, u64)>,
    /// The groups with a dated row, by number.
    present: Vec<u32>,
    /// From the first to the last known day.
    known: Option<DayRange>,
    /// Without cells and buckets.
    rest: TableCounts,
}

impl DaySums {
    pub(super) fn new(
        layout: Arc<Layout>,
        all_spans: &[Span],
        rows: &[u32],
        amounts: &[u64],
    ) -> Self {
        let behind = layout.cell_count();
        let row_count = |cell: usize| rows.get(cell).copied().unwrap_or(0);
        let amount = |cell: usize| match amounts.is_empty() {
            true => u64::from(row_count(cell)),
            false => amounts.get(cell).copied().unwrap_or(0),
        };
        let mut seen = Seen::new(layout.groups.len());
        let before: Vec<u64> = (0..behind).map(amount).collect();
        let before = running(&before);
        for (cell, rows) in rows.iter().enumerate().take(behind) {
            if *rows > 0 {
                seen.add_day(layout.at(cell), *rows);
            }
        }
        let mut spans = Vec::new();
        for (cell, span) in (behind..).zip(all_spans) {
            if row_count(cell) > 0 {
                seen.add(span.group, span.days, row_count(cell));
                spans.push((*span, amount(cell)));
            }
        }
        let undated = behind + all_spans.len();
        let rest = TableCounts {
            dated: seen.rows,
            undated: row_count(undated),
            undated_amount: amount(undated) as f64,
            unknown: row_count(undated + 1),
            ..TableCounts::default()
        };
        Self {
            before,
            spans,
            present: seen.present(),
            known: seen.days(),
            rest,
            layout,
        }
    }

    /// From the first to the last day that any of the rows may lie on; `None` when all are undated.
    pub fn known(&self) -> Option<DayRange> {
        self.known
    }

    /// The groups with a dated row, in the order in which counts have them.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        let present = self.present.iter();
        present.filter_map(|group| self.layout.groups.get(*group as usize))
    }

    /// Every different day and span of days with the place of its group, and what its rows add up
    /// to, group by group; nothing where that is nothing.
    pub fn places(&self) -> impl Iterator<Item = (usize, DayRange, u64)> {
        let days = self.amounts().map(|(group, day, amount)| {
            let days = DayRange::day(Day::from_number(day));
            (group, days, amount)
        });
        let spans = self.spans.iter();
        let spans = spans.map(|(span, amount)| (span.group, span.days, *amount));
        let all = days.chain(spans.filter(|(_, _, amount)| *amount > 0));
        all.filter_map(|(group, days, amount)| {
            let at = self.present.binary_search(&group).ok()?;
            Some((at, days, amount))
        })
    }

    /// The same with so many groups at most: where there are more, the smaller ones become one,
    /// which comes last.
    #[must_use]
    pub fn folded(&self, most: usize, together: impl Fn(usize) -> Group) -> Self {
        if self.present.len() <= most.max(1) {
            return self.clone();
        }
        let kept = self.largest(most.max(1) - 1);
        let others = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        let number = |group: u32| {
            let at = kept.binary_search(&group);
            at.map_or(others, |at| u32::try_from(at).unwrap_or(others))
        };
        let known = kept.iter();
        let known = known.filter_map(|group| self.layout.groups.get(*group as usize));
        let rest = together(self.present.len() - kept.len());
        let groups: Vec<Group> = known.cloned().chain([rest]).collect();
        let days = || self.amounts().map(|(group, day, _)| (number(group), day));
        let layout = Layout::new(groups, days);
        let mut amounts = vec![0; layout.cell_count()];
        for (group, day, amount) in self.amounts() {
            if let Some(sum) = amounts.get_mut(layout.from(number(group), day)) {
                *sum += amount;
            }
        }
        let spans = self.spans.iter().map(|(span, amount)| {
            let group = number(span.group);
            (Span { group, ..*span }, *amount)
        });
        Self {
            before: running(&amounts),
            spans: spans.collect(),
            present: (0..=others).collect(),
            known: self.known,
            rest: self.rest.clone(),
            layout: Arc::new(layout),
        }
    }

    /// The groups that add up to the most, so many, in their order.
    fn largest(&self, number: usize) -> Vec<u32> {
        let mut of_spans: BTreeMap<u32, u64> = BTreeMap::new();
        for (span, amount) in &self.spans {
            *of_spans.entry(span.group).or_default() += amount;
        }
        let total = |group: u32| {
            let days = self.before(group, i32::MAX) - self.before(group, i32::MIN);
            days + of_spans.get(&group).copied().unwrap_or(0)
        };
        let mut groups = self.present.clone();
        groups.sort_by_key(|group| (Reverse(total(*group)), *group));
        groups.truncate(number);
        groups.sort_unstable();
        groups
    }

    /// The days of each group on which there is something, and how much.
    fn amounts(&self) -> impl Iterator<Item = (u32, i32, u64)> {
        let pairs = self.before.windows(2).enumerate();
        let amounts = pairs.filter_map(|(cell, pair)| match pair {
            [before, after] if after > before => Some((cell, after - before)),
            _ => None,
        });
        amounts.map(|(cell, amount)| {
            let (group, day) = self.layout.at(cell);
            (group, day, amount)
        })
    }

    /// Cuts the days into the buckets and the window of `how`; its split, measure and rule are
    /// those of the index.
    ///
    /// # Errors
    /// When the window runs backwards or is cut too finely.
    pub fn cut(&self, how: &Counting) -> Result<TableCounts, CannotCount> {
        let mut counts = self.rest.clone();
        if let Some(window) = counts::window(self.known, how)? {
            counts.buckets = buckets::cut(window, how.bucket.0)?;
        }
        let (groups, buckets) = (self.present.len(), counts.buckets.len());
        if groups.saturating_mul(buckets) > MOST_CELLS {
            return Err(CannotCount::TooManyCells { groups, buckets });
        }
        counts.cells = vec![Cell::default(); groups * buckets];
        counts.groups = self.groups().cloned().collect();
        for (column, group) in self.present.iter().enumerate() {
            self.cut_days(*group, column, &mut counts);
        }
        for (span, amount) in &self.spans {
            self.spread(*span, *amount as f64, &mut counts);
        }
        Ok(counts)
    }

    /// What the days of a group before `day` add up to, with all of the groups before it.
    fn before(&self, group: u32, day: i32) -> u64 {
        let at = self.layout.from(group, day);
        self.before.get(at).copied().unwrap_or(0)
    }

    fn cut_days(&self, group: u32, column: usize, counts: &mut TableCounts) {
        let groups = counts.groups.len();
        let (all, end) = (self.before(group, i32::MIN), self.before(group, i32::MAX));
        let cells = counts.cells.iter_mut().skip(column).step_by(groups.max(1));
        let mut inside = 0;
        for (bucket, cell) in counts.buckets.iter().zip(cells) {
            let first = self.before(group, bucket.first().number());
            let next = self.before(group, bucket.last().number() + 1);
            let sum = next - first;
            cell.certain += sum as f64;
            cell.expected += sum as f64;
            inside += sum;
        }
        counts.outside += (end - all - inside) as f64;
    }

    fn spread(&self, span: Span, amount: f64, counts: &mut TableCounts) {
        let Ok(column) = self.present.binary_search(&span.group) else {
            return;
        };
        let groups = counts.groups.len();
        let all_days = span.days.days();
        let first = counts
            .buckets
            .partition_point(|bucket| bucket.last() < span.days.first());
        let mut inside = 0;
        for (number, bucket) in counts.buckets.iter().enumerate().skip(first) {
            let Some(here) = bucket.intersection(span.days) else {
                break;
            };
            inside += here.days();
            if let Some(cell) = counts.cells.get_mut(number * groups + column) {
                cell.expected += amount * f64::from(here.days()) / f64::from(all_days);
                if here.days() == all_days {
                    cell.certain += amount;
                }
            }
        }
        counts.outside += amount * f64::from(all_days - inside) / f64::from(all_days);
    }
}

/// What all before each place add up to, and at the end all.
fn running(amounts: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    let sums = amounts.iter().map(|amount| {
        sum += amount;
        sum
    });
    std::iter::once(0).chain(sums).collect()
}

/// Which groups and days have rows.
struct Seen {
    groups: Vec<bool>,
    first: i32,
    last: i32,
    rows: u32,
}

impl Seen {
    fn new(groups: usize) -> Self {
        Self {
            groups: vec![false; groups],
            first: i32::MAX,
            last: i32::MIN,
            rows: 0,
        }
    }

    fn add(&mut self, group: u32, days: DayRange, rows: u32) {
        self.add_day((group, days.first().number()), rows);
        self.last = self.last.max(days.last().number());
    }

    fn add_day(&mut self, (group, day): (u32, i32), rows: u32) {
        if let Some(seen) = self.groups.get_mut(group as usize) {
            *seen = true;
        }
        self.first = self.first.min(day);
        self.last = self.last.max(day);
        self.rows += rows;
    }

    /// From the first to the last day.
    fn days(&self) -> Option<DayRange> {
        let [first, last] = [self.first, self.last].map(Day::from_number);
        DayRange::new(first, last)
    }

    fn present(&self) -> Vec<u32> {
        let seen = (0..).zip(&self.groups).filter(|(_, seen)| **seen);
        seen.map(|(group, _)| group).collect()
    }
}

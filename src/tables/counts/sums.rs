//! The sums of the rows that fit, by group and day, and how they are cut into buckets.
//!
//! Prefix sums over days: a bucket costs two looks for each group, however many rows there are; spans
//! of days cost the buckets they begin and end in.

use super::cell_sums::CellSums;
use super::layout::{Layout, Span};
use super::spread::Spread;
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
    /// The spans of the index, in the order of their groups and days.
    spans: Arc<[Span]>,
    /// What each of them adds up to.
    of_spans: Vec<u64>,
    /// The groups with a dated row, by number.
    present: Vec<u32>,
    /// From the first to the last known day.
    known: Option<DayRange>,
    /// Without cells and buckets.
    rest: TableCounts,
}

impl DaySums {
    /// The sums of an index with these spans, which stand in the order of their groups and days.
    pub(super) fn new(layout: Arc<Layout>, spans: Arc<[Span]>, sums: &CellSums) -> Self {
        let behind = layout.cell_count();
        let mut seen = Seen::new(layout.groups.len());
        let days: Vec<u32> = sums.from(0).take(behind).map(|(rows, _)| rows).collect();
        layout.each_with_rows(&days, &mut |group, days, rows| seen.add(group, days, rows));
        let of_spans = sums.from(behind).take(spans.len());
        for ((rows, _), span) in of_spans
            .clone()
            .zip(&*spans)
            .filter(|((rows, _), _)| *rows > 0)
        {
            seen.add(span.group, ends(span.days), rows);
        }
        let mut others = sums.from(behind + spans.len());
        let (undated, undated_amount) = others.next().unwrap_or_default();
        let (unknown, _) = others.next().unwrap_or_default();
        let rest = TableCounts {
            dated: seen.rows,
            undated,
            undated_amount: undated_amount as f64,
            unknown,
            ..TableCounts::default()
        };
        Self {
            before: running(sums.from(0).take(behind).map(|(_, amount)| amount)),
            of_spans: of_spans.map(|(_, amount)| amount).collect(),
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
        let spans = self.spans();
        let spans = spans.map(|(span, amount)| (span.group, span.days, amount));
        days.chain(spans).filter_map(|(group, days, amount)| {
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
        let mut kept = self.by_size();
        kept.truncate(most.max(1) - 1);
        self.keeping(kept, together)
    }

    /// The same with these groups only: all others become one, which comes last.
    #[must_use]
    pub fn folded_to(&self, kept: &[Group], together: impl Fn(usize) -> Group) -> Self {
        let is_kept = |number: &u32| {
            let group = self.layout.groups.get(*number as usize);
            group.is_some_and(|group| kept.contains(group))
        };
        let present = self.present.iter().copied();
        let numbers: Vec<u32> = present.filter(is_kept).collect();
        match numbers.len() == self.present.len() {
            true => self.clone(),
            false => self.keeping(numbers, together),
        }
    }

    /// Its groups, those that add up to the most first.
    pub fn ranked(&self) -> impl Iterator<Item = &Group> {
        let all = self.by_size().into_iter();
        all.filter_map(|group| self.layout.groups.get(group as usize))
    }

    fn keeping(&self, mut kept: Vec<u32>, together: impl Fn(usize) -> Group) -> Self {
        kept.sort_unstable();
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
        let spans = self.spans().map(|(span, amount)| {
            let group = number(span.group);
            (Span { group, ..span }, amount)
        });
        let mut spans: Vec<(Span, u64)> = spans.collect();
        spans.sort_unstable_by_key(|(span, _)| (span.group, span.days));
        Self {
            before: running(amounts.into_iter()),
            spans: spans.iter().map(|(span, _)| *span).collect(),
            of_spans: spans.into_iter().map(|(_, amount)| amount).collect(),
            present: (0..=others).collect(),
            known: self.known,
            rest: self.rest.clone(),
            layout: Arc::new(layout),
        }
    }

    /// The numbers of its groups, those that add up to the most first.
    fn by_size(&self) -> Vec<u32> {
        let mut of_spans: BTreeMap<u32, u64> = BTreeMap::new();
        for (span, amount) in self.spans() {
            *of_spans.entry(span.group).or_default() += amount;
        }
        let total = |group: u32| {
            let days = self.before(group, i32::MAX) - self.before(group, i32::MIN);
            days + of_spans.get(&group).copied().unwrap_or(0)
        };
        let mut groups = self.present.clone();
        groups.sort_by_key(|group| (Reverse(total(*group)), *group));
        groups
    }

    /// The spans of days on which there is something, and how much, in the order of their groups and
    /// days.
    fn spans(&self) -> impl Iterator<Item = (Span, u64)> {
        let all = self.spans.iter().zip(&self.of_spans);
        let all = all.map(|(span, amount)| (*span, *amount));
        all.filter(|(_, amount)| *amount > 0)
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
        self.cut_spans(&mut counts);
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

    fn cut_spans(&self, counts: &mut TableCounts) {
        let mut spread = Spread::new(&counts.buckets, self.present.len(), &mut counts.cells);
        let mut columns = self.present.iter().zip(0..).peekable();
        for (Span { group, days }, amount) in self.spans() {
            // Both go through the groups in order.
            while columns.next_if(|(present, _)| **present < group).is_some() {}
            if let Some((present, column)) = columns.peek()
                && **present == group
            {
                spread.add(*column, days, amount);
            }
        }
        counts.outside += spread.finish();
    }
}

fn ends(days: DayRange) -> [i32; 2] {
    [days.first().number(), days.last().number()]
}

/// What all before each place add up to, and at the end all.
fn running(amounts: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut sums = Vec::with_capacity(amounts.size_hint().0 + 1);
    let mut sum = 0;
    sums.push(sum);
    sums.extend(amounts.map(|amount| {
        sum += amount;
        sum
    }));
    sums
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

    fn add(&mut self, group: u32, [first, last]: [i32; 2], rows: u32) {
        if let Some(seen) = self.groups.get_mut(group as usize) {
            *seen = true;
        }
        self.first = self.first.min(first);
        self.last = self.last.max(last);
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

//! The sums of rows by group and day, and what falls into each bucket.
//!
//! In: what rows add up to in each cell of an index. Out: [`TableCounts`]. Prefix sums over the days
//! answer any bucket; spans cost the buckets they begin and end in.

use super::index::{CellSums, Index, Span};
use super::spread::Spread;
use super::{CannotCount, MOST_CELLS, TableCounts};
use crate::analysis::buckets;
use crate::analysis::counts::{self, Cell, Counting};
use crate::model::day::{Day, DayRange};
use std::sync::Arc;

/// The sums of some rows by group and day, ready to be cut into buckets.
#[derive(Clone)]
pub struct DaySums {
    index: Arc<Index>,
    /// What the cells of days before each one add up to.
    before: Vec<u64>,
    /// What each span of the index adds up to.
    spans: Vec<u64>,
    /// The groups with a dated row, by number.
    present: Vec<u32>,
    /// From the first to the last known day.
    known: Option<DayRange>,
    /// Without cells and buckets.
    rest: TableCounts,
}

impl DaySums {
    pub(super) fn new(index: Arc<Index>, sums: &CellSums) -> Self {
        let behind = index.days.len(index.groups.len());
        let mut seen = Seen::new(index.groups.len());
        let days = sums.rows.get(..behind).unwrap_or_default();
        index
            .days
            .each_with_rows(days, &mut |group, days, rows| seen.add(group, days, rows));
        let (mut before, mut sum) = (Vec::with_capacity(behind + 1), 0);
        before.push(0);
        before.extend((0..behind).map(|cell| {
            sum += sums.amount(cell);
            sum
        }));
        for (cell, span) in (behind..).zip(&index.spans) {
            let rows = sums.rows(cell);
            if rows > 0 {
                seen.add(span.group, ends(span.days), rows);
            }
        }
        let undated = behind + index.spans.len();
        Self {
            before,
            spans: (behind..undated).map(|cell| sums.amount(cell)).collect(),
            present: seen.present(),
            known: seen.days(),
            rest: TableCounts {
                dated: seen.rows,
                undated: sums.rows(undated),
                undated_amount: sums.amount(undated) as f64,
                unknown: sums.rows(undated + 1),
                ..TableCounts::default()
            },
            index,
        }
    }

    /// From the first to the last day that any of the rows may lie on; `None` when all are undated.
    pub fn known(&self) -> Option<DayRange> {
        self.known
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
        let numbers = self.present.iter();
        let known = numbers.filter_map(|group| self.index.groups.get(*group as usize));
        counts.groups = known.cloned().collect();
        for (column, group) in self.present.iter().enumerate() {
            self.cut_days(*group, column, &mut counts);
        }
        self.cut_spans(&mut counts);
        Ok(counts)
    }

    /// What the days of a group before `day` add up to, with all of the groups before it.
    fn before(&self, group: u32, day: i32) -> u64 {
        let at = self.index.days.from(group, day);
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
        let spans = self.index.spans.iter().zip(&self.spans);
        let spans = spans.filter(|(_, amount)| **amount > 0);
        let mut spread = Spread::new(&counts.buckets, self.present.len(), &mut counts.cells);
        let mut columns = self.present.iter().zip(0..).peekable();
        for (Span { group, days }, amount) in spans {
            // Both go through the groups in order.
            while columns.next_if(|(present, _)| *present < group).is_some() {}
            if let Some((present, column)) = columns.peek()
                && *present == group
            {
                spread.add(*column, *days, *amount);
            }
        }
        counts.outside += spread.finish();
    }
}

fn ends(days: DayRange) -> [i32; 2] {
    [days.first().number(), days.last().number()]
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

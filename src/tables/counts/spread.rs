//! Spans of days spread over buckets: each costs the buckets it begins and ends in, however many it
//! covers.
//!
//! A bucket that a span covers from end to end gets a share that depends on the span's amount a day
//! and the bucket's days only. So the amount a day is added where such buckets begin and taken away
//! where they end, and one walk over the buckets hands out the shares. It is counted in whole
//! 2^-64ths: what was added is taken away to the last bit, and nothing is left behind of a span that
//! has ended.

use crate::analysis::counts::Cell;
use crate::model::day::DayRange;

/// For windows up to so many days, the bucket of every day is noted.
const MOST_NOTED: u32 = 1 << 18;
/// So many parts an amount has.
const PARTS: f64 = 18_446_744_073_709_551_616.0;

/// Spans being spread.
pub(super) struct Spread<'c> {
    buckets: &'c [DayRange],
    groups: usize,
    cells: &'c mut [Cell],
    /// The first and the last day of the buckets.
    window: Option<DayRange>,
    /// The bucket of each day of the window; empty for a long one.
    of_day: Vec<u32>,
    /// By bucket and group, by how much more falls on each day than in the bucket before.
    rises: Vec<i128>,
    outside: f64,
    /// The cell in which the span added last begins, and what is still to be added to it: spans
    /// come in the order of their days, so the next one most likely begins there too.
    pending: (usize, Cell),
}

impl<'c> Spread<'c> {
    /// Spreads over buckets that touch, each with a cell for every group.
    pub(super) fn new(buckets: &'c [DayRange], groups: usize, cells: &'c mut [Cell]) -> Self {
        let ends = buckets.first().zip(buckets.last());
        Self {
            window: ends.map(|(first, last)| first.hull(*last)),
            buckets,
            groups,
            cells,
            of_day: Vec::new(),
            rises: Vec::new(),
            outside: 0.0,
            pending: (0, Cell::default()),
        }
    }

    /// Spreads an amount of a group over days.
    pub(super) fn add(&mut self, group: usize, days: DayRange, amount: u64) {
        let inside = self.window.and_then(|window| window.intersection(days));
        let Some(inside) = inside else {
            self.outside += amount as f64;
            return;
        };
        let (first, last) = (inside.first().number(), inside.last().number());
        let (from, to) = (self.bucket_of(first), self.bucket_of(last));
        let all = days.days();
        let a_day = amount as f64 / f64::from(all);
        let is_certain = from == to && inside == days;
        // Without branches that are as often taken as not.
        let certain = if is_certain { amount as f64 } else { 0.0 };
        let (start, _) = self.ends_of(to);
        let (_, end) = self.ends_of(from);
        let here = end.min(last).abs_diff(first) + 1;
        let here = if is_certain {
            certain
        } else {
            a_day * f64::from(here)
        };
        let cell = from * self.groups + group;
        if self.pending.0 != cell {
            self.settle();
            self.pending.0 = cell;
        }
        self.pending.1.certain += certain;
        self.pending.1.expected += here;
        if to > from
            && let Some(cell) = self.cells.get_mut(to * self.groups + group)
        {
            cell.expected += a_day * f64::from(last.abs_diff(start) + 1);
        }
        if inside != days {
            self.outside += a_day * f64::from(all - inside.days());
        }
        if to > from + 1 {
            self.cover(group, [from + 1, to], all, amount);
        }
    }

    /// Adds what is pending to its cell.
    fn settle(&mut self) {
        let (cell, pending) = std::mem::take(&mut self.pending);
        if let Some(cell) = self.cells.get_mut(cell) {
            cell.certain += pending.certain;
            cell.expected += pending.expected;
        }
    }

    /// The first and the last day of a bucket.
    fn ends_of(&self, bucket: usize) -> (i32, i32) {
        let days = self.buckets.get(bucket);
        days.map_or((0, 0), |days| (days.first().number(), days.last().number()))
    }

    /// Notes buckets that a span covers, the last not included.
    fn cover(&mut self, group: usize, [from, to]: [usize; 2], all: u32, amount: u64) {
        if self.rises.is_empty() {
            self.rises = vec![0; self.cells.len()];
        }
        let of_one = u64::MAX / u64::from(all.max(1));
        let a_day = (u128::from(amount) * u128::from(of_one)).cast_signed();
        if let Some(rise) = self.rises.get_mut(from * self.groups + group) {
            *rise += a_day;
        }
        if let Some(rise) = self.rises.get_mut(to * self.groups + group) {
            *rise -= a_day;
        }
    }

    /// The bucket of a day of the window.
    fn bucket_of(&mut self, day: i32) -> usize {
        let Some(window) = self.window.filter(|window| window.days() <= MOST_NOTED) else {
            return self
                .buckets
                .partition_point(|bucket| bucket.last().number() < day);
        };
        if self.of_day.is_empty() {
            let noted = self.buckets.iter().zip(0..);
            let noted = noted.flat_map(|(bucket, number)| (0..bucket.days()).map(move |_| number));
            self.of_day = noted.collect();
        }
        let slot = day.abs_diff(window.first().number());
        self.of_day
            .get(slot as usize)
            .map_or(0, |number| *number as usize)
    }

    /// Hands out the shares of covered buckets; what lies outside all buckets.
    pub(super) fn finish(mut self) -> f64 {
        self.settle();
        if !self.rises.is_empty() {
            let mut a_day = vec![0_i128; self.groups];
            let groups = self.groups.max(1);
            let cells = self.cells.chunks_mut(groups).zip(self.rises.chunks(groups));
            for (bucket, (cells, rises)) in self.buckets.iter().zip(cells) {
                let days = f64::from(bucket.days()) / PARTS;
                for ((cell, rise), a_day) in cells.iter_mut().zip(rises).zip(&mut a_day) {
                    *a_day += rise;
                    cell.expected += *a_day as f64 * days;
                }
            }
        }
        self.outside
    }
}

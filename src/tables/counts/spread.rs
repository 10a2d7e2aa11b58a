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
        }
    }

    /// Spreads an amount of a group over days.
    pub(super) fn add(&mut self, group: usize, days: DayRange, amount: u64) {
        let inside = self.window.and_then(|window| window.intersection(days));
        let Some(inside) = inside else {
            self.outside += amount as f64;
            return;
        };
        let (all, out) = (days.days(), days.days() - inside.days());
        if out > 0 {
            self.outside += amount as f64 * f64::from(out) / f64::from(all);
        }
        let (from, to) = (
            self.bucket_of(inside.first().number()),
            self.bucket_of(inside.last().number()),
        );
        if from == to && out == 0 {
            let cell = self.cells.get_mut(from * self.groups + group);
            if let Some(cell) = cell {
                cell.certain += amount as f64;
                cell.expected += amount as f64;
            }
            return;
        }
        self.share(group, from, inside, all, amount);
        if to > from {
            self.share(group, to, inside, all, amount);
        }
        if to > from + 1 {
            self.cover(group, [from + 1, to], all, amount);
        }
    }

    /// What of an amount that is spread over so many days falls on those of them in one bucket.
    fn share(&mut self, group: usize, bucket: usize, inside: DayRange, all: u32, amount: u64) {
        let here = self
            .buckets
            .get(bucket)
            .and_then(|it| it.intersection(inside));
        let days = here.map_or(0, DayRange::days);
        if let Some(cell) = self.cells.get_mut(bucket * self.groups + group) {
            cell.expected += amount as f64 * f64::from(days) / f64::from(all);
        }
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
    pub(super) fn finish(self) -> f64 {
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

//! One lane of a table: how many rows lie on which days.
//!
//! In: the sums of a table by group and day. Out: what lies between two days by prefix sums, and,
//! where that is little, every day and span on which something is.

use crate::model::day::{Day, DayRange};
use crate::model::look::{Hue, Shape};
use crate::model::row_filter::RowFilter;
use std::sync::Arc;

/// One lane of a table.
#[derive(Clone, Debug)]
pub struct SeriesLane {
    /// The name of what it holds; empty where the table has one lane only.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// Its shape.
    pub shape: Shape,
    /// What its rows are chosen by, all of these; nothing where the table has one lane only.
    pub group: Vec<RowFilter>,
    /// What it adds up to.
    pub total: f64,
    pub(super) strip: StripSums,
    pub(super) places: Places,
}

impl SeriesLane {
    /// From its first to its last day.
    pub fn known(&self) -> Option<DayRange> {
        self.places.known()
    }

    /// What lies on the days before `day`, as far as that is to be expected.
    pub fn before(&self, day: Day) -> f64 {
        self.strip.before(day.number())
    }

    /// Stretches of whole days within these, each at least so many days long, and what is expected
    /// in each; nothing where that is nothing. They stay where they are as the window moves.
    pub fn stretches(&self, window: DayRange, least_days: f64) -> Vec<(DayRange, f64)> {
        self.strip.stretches(window, least_days)
    }

    /// Each day and span of days that touches these, with what lies there; `None` where there are
    /// more than `most`.
    pub fn places(&self, window: DayRange, most: usize) -> Option<Vec<(DayRange, u64)>> {
        self.places.within(window, most)
    }
}

/// Prefix sums over days, or over months where the days are too many.
#[derive(Clone, Debug, Default)]
pub(super) struct StripSums {
    /// Where each stretch begins, and where the last ends.
    pub edges: Arc<[i32]>,
    /// What is expected before each edge.
    pub sums: Vec<f64>,
}

impl StripSums {
    pub(super) fn before(&self, day: i32) -> f64 {
        let at = self.edges.partition_point(|edge| *edge < day);
        let at = at.min(self.sums.len().saturating_sub(1));
        self.sums.get(at).copied().unwrap_or(0.0)
    }

    fn stretches(&self, window: DayRange, least_days: f64) -> Vec<(DayRange, f64)> {
        let [Some(first), Some(end)] = [self.edges.first(), self.edges.last()] else {
            return Vec::new();
        };
        let count = self.edges.len() - 1;
        let each = f64::from(end - first) / count.max(1) as f64;
        let step = (least_days / each).ceil().max(1.0) as usize;
        let (from, to) = (window.first().number(), window.last().number());
        let begin = self.edges.partition_point(|edge| *edge <= from);
        let begin = begin.saturating_sub(1) / step * step;
        let mut out = Vec::new();
        for at in (begin..count).step_by(step) {
            let next = (at + step).min(count);
            let (Some(first), Some(end)) = (self.edges.get(at), self.edges.get(next)) else {
                break;
            };
            if *first > to {
                break;
            }
            let sum = |at: usize| self.sums.get(at).copied().unwrap_or(0.0);
            let amount = sum(next) - sum(at);
            let days = DayRange::new(Day::from_number(*first), Day::from_number(end - 1));
            out.extend(days.filter(|_| amount > 1e-9).map(|days| (days, amount)));
        }
        out
    }
}

/// Every day and span on which something is.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// By their day.
    days: Vec<(Day, u64)>,
    /// By their first day.
    spans: Vec<(DayRange, u64)>,
    /// The last day of any span up to each.
    reach: Vec<Day>,
    /// The last days of the spans, sorted.
    ends: Vec<Day>,
}

impl Places {
    pub(super) fn new(all: impl IntoIterator<Item = (DayRange, u64)>) -> Self {
        let (mut days, mut spans) = (Vec::new(), Vec::new());
        for (range, amount) in all {
            match range.days() {
                1 => days.push((range.first(), amount)),
                _ => spans.push((range, amount)),
            }
        }
        days.sort_unstable();
        spans.sort_unstable();
        let mut furthest = Day::MIN;
        let reach = spans.iter().map(|(span, _)| {
            furthest = furthest.max(span.last());
            furthest
        });
        let reach = reach.collect();
        let mut ends: Vec<Day> = spans.iter().map(|(span, _)| span.last()).collect();
        ends.sort_unstable();
        Self {
            days,
            spans,
            reach,
            ends,
        }
    }

    fn known(&self) -> Option<DayRange> {
        let first = self.days.first().map(|(day, _)| *day);
        let first_span = self.spans.first().map(|(span, _)| span.first());
        let last = self.days.last().map(|(day, _)| *day);
        let first = first.into_iter().chain(first_span).min()?;
        let last = last.into_iter().chain(self.reach.last().copied()).max()?;
        DayRange::new(first, last)
    }

    fn within(&self, window: DayRange, most: usize) -> Option<Vec<(DayRange, u64)>> {
        let from = self.days.partition_point(|(day, _)| *day < window.first());
        let to = self.days.partition_point(|(day, _)| *day <= window.last());
        let begun = self
            .spans
            .partition_point(|(span, _)| span.first() <= window.last());
        let over = self.ends.partition_point(|end| *end < window.first());
        if (to - from) + begun.saturating_sub(over) > most {
            return None;
        }
        let days = self.days.get(from..to).unwrap_or_default();
        let mut out: Vec<_> = days
            .iter()
            .map(|(day, amount)| (DayRange::day(*day), *amount))
            .collect();
        // None before the first whose reach comes into sight can touch the window.
        let first = self.reach.partition_point(|last| *last < window.first());
        let spans = self.spans.get(first..begun).unwrap_or_default();
        out.extend(
            spans
                .iter()
                .filter(|(span, _)| span.last() >= window.first()),
        );
        out.sort_unstable();
        Some(out)
    }
}

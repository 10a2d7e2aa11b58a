//! Where each row counts, and the sums of the rows that fit.
//!
//! Each row belongs to one *cell*: a group and a day, or a group and a span of days where its day
//! is not known better, or the undated, or those without a number. A filter makes one pass that
//! adds to cells; prefix sums over the days then answer any bucket. Rows with one span are summed
//! before they are spread, so that a table of months costs as many spans as it has months.

use super::CannotCount;
use super::groups::Grouping;
use super::layout::{Layout, Place, Span};
use super::sums::DaySums;
use crate::analysis::counts::{Counting, Measure};
use crate::analysis::dates::DateRule;
use crate::model::day::DayRange;
use crate::tables::columns::ColumnCache;
use crate::tables::joined::Names;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use crate::tables::mask::{Bits, Mask, threads_for};
use crate::tables::numbers::Numbers;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

/// Where each row of a table counts, for one split, measure and rule.
#[derive(Clone)]
pub struct DayIndex(Arc<Index>);

struct Index {
    layout: Arc<Layout>,
    spans: Vec<Span>,
    /// The cell of each row: those of days, then those of spans, then the undated, then those
    /// without a number.
    cells: Vec<u32>,
    /// What each row adds; one where empty.
    weights: Vec<u32>,
}

impl DayIndex {
    /// Says for every row where it counts; the bucket and window of `how` do not matter.
    ///
    /// # Errors
    /// When the split is none of a table, a column cannot be read, or `watch` stops the work.
    pub fn new(
        table: &LoadedTable,
        columns: &ColumnCache,
        names: &Names,
        how: &Counting,
        watch: Watch<'_>,
    ) -> Result<Self, CannotCount> {
        let grouping = Grouping::new(table, columns, names, how.split, watch)?;
        let weights = weights_of(table, how.measure);
        let mut spans = Spans::default();
        let mut places = Vec::with_capacity(table.len() as usize);
        for row in 0..table.len() {
            if row % 65_536 == 0 && !watch(row as f32 / table.len() as f32) {
                return Err(CannotLoad::Stopped.into());
            }
            places.push(
                match (weights.is_known(row), counted_days(table, row, how)) {
                    (false, _) => Place::Unknown,
                    (true, None) => Place::Undated,
                    (true, Some(days)) if days.days() == 1 => {
                        Place::Day(grouping.group(row), days.first().number())
                    }
                    (true, Some(days)) => Place::Span(spans.number(Span {
                        group: grouping.group(row),
                        days,
                    })),
                },
            );
        }
        let layout = Layout::new(grouping.groups, || places.iter().filter_map(Place::day));
        let cells = numbered(&places, &layout, spans.list.len());
        Ok(Self(Arc::new(Index {
            layout: Arc::new(layout),
            spans: spans.list,
            cells,
            weights: weights.each(table.len()),
        })))
    }

    /// Sums the rows that fit: one pass, on both cores where that pays.
    pub fn sums(&self, fits: &Mask) -> DaySums {
        let index = &self.0;
        let (rows, amounts) = index.add_up(fits.words());
        DaySums::new(Arc::clone(&index.layout), &index.spans, &rows, &amounts)
    }
}

/// The days a row is spread over when it is counted; `None` for an undated one. What lasted is one
/// event at its start, while its toll is spread over its length.
fn counted_days(table: &LoadedTable, row: u32, how: &Counting) -> Option<DayRange> {
    let days = table.days.get(row)?;
    let at_start = table.mapping.date.lasted && how.measure == Measure::Events;
    Some(match how.rule {
        DateRule::Earliest => DayRange::day(days.first()),
        DateRule::Spread if at_start => DayRange::day(days.first()),
        DateRule::Spread => days,
    })
}

/// What rows add.
enum Weights<'t> {
    One,
    Given(&'t Numbers),
}

fn weights_of(table: &LoadedTable, measure: Measure) -> Weights<'_> {
    match measure {
        Measure::Events if table.mapping.number.is_none() => Weights::One,
        Measure::Events => Weights::Given(&table.number),
        Measure::KilledLow => Weights::Given(&table.killed.low),
        Measure::KilledBest => Weights::Given(&table.killed.best),
        Measure::KilledHigh => Weights::Given(&table.killed.high),
    }
}

impl Weights<'_> {
    fn is_known(&self, row: u32) -> bool {
        match self {
            Self::One => true,
            Self::Given(numbers) => numbers.get(row).is_some(),
        }
    }

    fn each(&self, rows: u32) -> Vec<u32> {
        match self {
            Self::One => Vec::new(),
            Self::Given(numbers) => (0..rows).map(|row| numbers.get(row).unwrap_or(0)).collect(),
        }
    }
}

/// The different spans, in the order in which they first appear.
#[derive(Default)]
struct Spans {
    list: Vec<Span>,
    numbers: HashMap<Span, u32>,
}

impl Spans {
    fn number(&mut self, span: Span) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(span).or_insert(next);
        if number == next {
            self.list.push(span);
        }
        number
    }
}

/// The number of each row's cell.
fn numbered(places: &[Place], layout: &Layout, spans: usize) -> Vec<u32> {
    let behind = layout.cell_count();
    let cell = |place: &Place| {
        let cell = match place {
            Place::Day(group, day) => layout.from(*group, *day),
            Place::Span(number) => behind + *number as usize,
            Place::Undated => behind + spans,
            Place::Unknown => behind + spans + 1,
        };
        u32::try_from(cell).unwrap_or(u32::MAX)
    };
    places.iter().map(cell).collect()
}

impl Index {
    fn cell_count(&self) -> usize {
        self.layout.cell_count() + self.spans.len() + 2
    }

    /// How many rows each cell has, and what they add up to; the latter empty where it is the same.
    fn add_up(&self, words: &[u64]) -> (Vec<u32>, Vec<u64>) {
        let part = words.len().div_ceil(threads_for(self.cells.len())).max(1);
        let parts = words.chunks(part).enumerate();
        let add = |number: usize, words: &[u64]| self.add_part(number * part * 64, words);
        let sums: Vec<(Vec<u32>, Vec<u64>)> = thread::scope(|scope| {
            let mut parts: Vec<_> = parts.collect();
            let own = parts.pop();
            let others = parts.into_iter();
            let others = others.map(|(number, words)| scope.spawn(move || add(number, words)));
            let others: Vec<_> = others.collect();
            let own = own.map(|(number, words)| add(number, words));
            let others = others.into_iter().filter_map(|other| other.join().ok());
            others.chain(own).collect()
        });
        let mut sums = sums.into_iter();
        let nothing = || (vec![0; self.cell_count()], vec![0; self.amount_count()]);
        let mut sum = sums.next().unwrap_or_else(nothing);
        for (rows, amounts) in sums {
            sum.0.iter_mut().zip(rows).for_each(|(sum, it)| *sum += it);
            sum.1
                .iter_mut()
                .zip(amounts)
                .for_each(|(sum, it)| *sum += it);
        }
        sum
    }

    fn amount_count(&self) -> usize {
        match self.weights.is_empty() {
            true => 0,
            false => self.cell_count(),
        }
    }

    fn add_part(&self, first: usize, words: &[u64]) -> (Vec<u32>, Vec<u64>) {
        let mut rows = vec![0_u32; self.cell_count()];
        let mut amounts = vec![0_u64; self.amount_count()];
        let cells = self.cells.get(first..).unwrap_or_default();
        each_fitting(words, cells, |cell, _| {
            if let Some(rows) = rows.get_mut(cell as usize) {
                *rows += 1;
            }
        });
        if !amounts.is_empty() {
            let weights = self.weights.get(first..).unwrap_or_default();
            each_fitting(words, cells, |cell, place| {
                let weight = weights.get(place).copied().unwrap_or(0);
                if let Some(amount) = amounts.get_mut(cell as usize) {
                    *amount += u64::from(weight);
                }
            });
        }
        (rows, amounts)
    }
}

/// The cells of the rows whose bit is set, with their places.
fn each_fitting(words: &[u64], cells: &[u32], mut see: impl FnMut(u32, usize)) {
    for (number, (word, cells)) in words.iter().zip(cells.chunks(64)).enumerate() {
        let start = number * 64;
        if *word == u64::MAX {
            for (at, cell) in cells.iter().enumerate() {
                see(*cell, start + at);
            }
            continue;
        }
        for bit in Bits(*word) {
            if let Some(cell) = cells.get(bit as usize) {
                see(*cell, start + bit as usize);
            }
        }
    }
}

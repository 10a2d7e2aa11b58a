//! Where each row counts, and what the rows that fit add up to there.
//!
//! Each row belongs to one *cell*: a group and a day, or a group and a span of days where its day
//! is not known better, or the undated, or those without a number. A filter makes one pass over the
//! rows that fit and adds to cells; where most rows fit, over the others, to take them away from
//! what all add up to. Rows with one span are summed before they are spread, so that a table of
//! months costs as many spans as it has months.

use super::CannotCount;
use super::cell_sums::{Amounts, CellSums};
use super::groups::Grouping;
use super::layout::{Layout, Place, Span};
use super::sums::DaySums;
use crate::analysis::counts::Counting;
use crate::model::day::DayRange;
use crate::model::measure::{Bound, DateRule, Measure};
use crate::model::toll::Harm;
use crate::tables::columns::ColumnCache;
use crate::tables::joined::Names;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use crate::tables::mask::{Bits, Mask, threads_for};
use crate::tables::numbers::{Estimates, Numbers};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;

/// So many sums are kept to be used again: one for each core of a small machine.
const MOST_SPARE: usize = 2;

/// Where each row of a table counts, for one split, measure and rule.
#[derive(Clone)]
pub struct DayIndex(Arc<Index>);

struct Index {
    layout: Arc<Layout>,
    /// In the order of their groups and days.
    spans: Arc<[Span]>,
    /// The cell of each row: those of days, then those of spans, then the undated, then those
    /// without a number.
    cells: Vec<u32>,
    /// What each row adds; one where empty.
    weights: Vec<u32>,
    amounts: Amounts,
    /// What all rows add up to.
    all: CellSums,
    /// Sums that nobody needs any more: to have room for new ones costs more than to fill it.
    spare: Mutex<Vec<CellSums>>,
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
                match (weights.of(row).is_some(), counted_days(table, row, how)) {
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
        let (spans, numbers) = spans.sorted();
        let layout = Layout::new(grouping.groups, || places.iter().filter_map(Place::day));
        let cells = numbered(&places, &layout, &numbers);
        let weights = weights.each(table.len());
        let mut index = Index {
            layout: Arc::new(layout),
            spans: spans.into(),
            cells,
            amounts: amounts_of(&weights),
            weights,
            all: CellSums::default(),
            spare: Mutex::default(),
        };
        index.all = index.add_up(Mask::all(table.len()).words(), Which::Fitting, table.len());
        Ok(Self(Arc::new(index)))
    }

    /// Sums the rows that fit: one pass over them or over the others, whichever are fewer, on both
    /// cores where that pays.
    pub fn sums(&self, fits: &Mask) -> DaySums {
        let index = &self.0;
        let (all, fitting) = (fits.len(), fits.count());
        let sums = if fitting > all / 2 && all as usize == index.cells.len() {
            let others = index.add_up(fits.words(), Which::Others, all - fitting);
            others.taken_from(&index.all)
        } else {
            index.add_up(fits.words(), Which::Fitting, fitting)
        };
        let day_sums = DaySums::new(Arc::clone(&index.layout), Arc::clone(&index.spans), &sums);
        index.give_back(sums);
        day_sums
    }
}

/// The days a row is spread over when it is counted; `None` for an undated one. What lasted is one
/// event at its start, while its toll is spread over its length.
fn counted_days(table: &LoadedTable, row: u32, how: &Counting) -> Option<DayRange> {
    let days = table.days.get(row)?;
    let at_start = how.measure == Measure::Events && table.lasted(row);
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
    Bound(&'t Estimates, Bound),
}

fn weights_of(table: &LoadedTable, measure: Measure) -> Weights<'_> {
    match measure {
        Measure::Events if table.mapping.number.is_none() => Weights::One,
        Measure::Events => Weights::Given(&table.number),
        Measure::Toll(harm, bound) => {
            let estimates = match harm {
                Harm::Killed => &table.killed,
                Harm::Injured => &table.injured,
            };
            match bound {
                Bound::Low => Weights::Given(&estimates.low),
                Bound::Best => Weights::Given(&estimates.best),
                Bound::High => Weights::Given(&estimates.high),
                Bound::LowOfBest | Bound::HighOfBest => Weights::Bound(estimates, bound),
            }
        }
    }
}

impl Weights<'_> {
    /// What a row adds; `None` when nobody tells.
    fn of(&self, row: u32) -> Option<u32> {
        match self {
            Self::One => Some(1),
            Self::Given(numbers) => numbers.get(row),
            Self::Bound(estimates, bound) => bound.of(estimates.get(row)),
        }
    }

    /// What each row adds; nothing where that is one.
    fn each(&self, rows: u32) -> Vec<u32> {
        match self {
            Self::One => Vec::new(),
            _ => (0..rows).map(|row| self.of(row).unwrap_or(0)).collect(),
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

    /// The spans in the order of their groups and days, and the place there of each number.
    fn sorted(self) -> (Vec<Span>, Vec<u32>) {
        let mut numbered: Vec<(Span, usize)> = self.list.into_iter().zip(0..).collect();
        numbered.sort_unstable_by_key(|(span, _)| (span.group, span.days));
        let mut places = vec![0; numbered.len()];
        for (place, (_, number)) in (0..).zip(&numbered) {
            if let Some(slot) = places.get_mut(*number) {
                *slot = place;
            }
        }
        (numbered.into_iter().map(|(span, _)| span).collect(), places)
    }
}

/// The number of each row's cell; `spans` has the places of spans by their numbers.
fn numbered(places: &[Place], layout: &Layout, spans: &[u32]) -> Vec<u32> {
    let behind = layout.cell_count();
    let span = |number: u32| spans.get(number as usize).copied().unwrap_or(0) as usize;
    let cell = |place: &Place| {
        let cell = match place {
            Place::Day(group, day) => layout.from(*group, *day),
            Place::Span(number) => behind + span(*number),
            Place::Undated => behind + spans.len(),
            Place::Unknown => behind + spans.len() + 1,
        };
        u32::try_from(cell).unwrap_or(u32::MAX)
    };
    places.iter().map(cell).collect()
}

/// Which rows are added up.
#[derive(Clone, Copy)]
enum Which {
    Fitting,
    Others,
}

impl Index {
    /// Sums the rows whose bit is set, or those whose bit is not; there are so many of them.
    fn add_up(&self, words: &[u64], which: Which, rows: u32) -> CellSums {
        let part = words.len().div_ceil(threads_for(rows as usize)).max(1);
        let parts = words.chunks(part).enumerate();
        let add = |number: usize, words: &[u64]| self.add_part(number * part * 64, words, which);
        let mut sums = thread::scope(|scope| {
            let mut parts: Vec<_> = parts.collect();
            let own = parts.pop();
            let others = parts.into_iter();
            let others = others.map(|(number, words)| scope.spawn(move || add(number, words)));
            let others: Vec<_> = others.collect();
            let own = own.map(|(number, words)| add(number, words));
            let others = others.into_iter().filter_map(|other| other.join().ok());
            others.chain(own).collect::<Vec<_>>().into_iter()
        });
        let first = sums.next().unwrap_or_else(|| self.nothing());
        sums.fold(first, |sum, it| {
            let sum = sum.plus(&it);
            self.give_back(it);
            sum
        })
    }

    /// Keeps sums for the next ones to be made in.
    fn give_back(&self, sums: CellSums) {
        if let Ok(mut spare) = self.spare.lock()
            && spare.len() < MOST_SPARE
        {
            spare.push(sums);
        }
    }

    fn nothing(&self) -> CellSums {
        let spare = self.spare.lock().ok().and_then(|mut spare| spare.pop());
        if let Some(mut sums) = spare {
            sums.clear();
            return sums;
        }
        let cells = self.layout.cell_count() + self.spans.len() + 2;
        CellSums::nothing(cells, self.amounts)
    }

    fn add_part(&self, first: usize, words: &[u64], which: Which) -> CellSums {
        let mut sums = self.nothing();
        let cells = self.cells.get(first..).unwrap_or_default();
        let weights = self.weights.get(first..).unwrap_or_default();
        let weight = |place: usize| weights.get(place).copied().unwrap_or(0);
        match self.amounts {
            Amounts::One => each_row(words, cells, which, |cell, _| sums.add_row(cell)),
            Amounts::Small => each_row(words, cells, which, |cell, place| {
                sums.add_small(cell, weight(place));
            }),
            Amounts::Large => each_row(words, cells, which, |cell, place| {
                sums.add_large(cell, weight(place));
            }),
        }
        sums
    }
}

/// Whether what rows add fits in 32 bits all together.
fn amounts_of(weights: &[u32]) -> Amounts {
    let all: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    match u32::try_from(all) {
        _ if weights.is_empty() => Amounts::One,
        Ok(_) => Amounts::Small,
        Err(_) => Amounts::Large,
    }
}

/// The cells of the rows whose bit is set, or of those whose bit is not, with their places.
fn each_row(words: &[u64], cells: &[u32], which: Which, mut see: impl FnMut(u32, usize)) {
    let turned = match which {
        Which::Fitting => 0,
        Which::Others => u64::MAX,
    };
    for (number, (word, cells)) in words.iter().zip(cells.chunks(64)).enumerate() {
        let (word, start) = (word ^ turned, number * 64);
        if word == u64::MAX {
            for (at, cell) in cells.iter().enumerate() {
                see(*cell, start + at);
            }
            continue;
        }
        for bit in Bits(word) {
            if let Some(cell) = cells.get(bit as usize) {
                see(*cell, start + bit as usize);
            }
        }
    }
}

//! Where each row counts, and what the rows that fit add up to there.
//!
//! Each row belongs to one *cell*: a group and a day, or a group and a span of days where its day
//! is not known better, or the undated, or those without a number. A filter makes one pass over the
//! rows that fit and adds to cells; where most rows fit, over the others, to take them away from
//! what all add up to. Rows with one span are summed before they are spread, so that a table of
//! months costs as many spans as it has months.

use super::CannotCount;
use super::groups::Grouping;
use super::sums::DaySums;
use crate::analysis::counts::{Counting, Measure};
use crate::analysis::dates::DateRule;
use crate::analysis::group::Group;
use crate::model::day::DayRange;
use crate::tables::columns::ColumnCache;
use crate::tables::joined::Names;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use crate::tables::mask::{Bits, Mask, threads_for};
use crate::tables::numbers::Numbers;
use std::collections::HashMap;
use std::ops::AddAssign;
use std::sync::{Arc, Mutex};
use std::thread;

/// As many cells of groups and days are kept without looking which of them have rows.
const MOST_DENSE: usize = 1 << 19;

/// So many sums are kept to be used again: one for each core of a small machine.
const MOST_SPARE: usize = 2;

/// Where each row of a table counts, for one split, measure and rule.
#[derive(Clone)]
pub struct DayIndex(Arc<Index>);

pub(super) struct Index {
    pub(super) groups: Vec<Group>,
    pub(super) days: Days,
    /// In the order of their groups and days.
    pub(super) spans: Vec<Span>,
    /// The cell of each row: those of days, then those of spans, then the undated, then those
    /// without a number.
    cells: Vec<u32>,
    /// What each row adds; one where empty.
    weights: Vec<u32>,
    /// What all rows add up to.
    all: CellSums,
    /// Sums that nobody needs any more: to have room for new ones costs more than to fill it.
    spare: Mutex<Vec<CellSums>>,
}

/// What rows add up to in each cell.
#[derive(Clone, Default)]
pub(super) struct CellSums {
    /// How many there are.
    pub(super) rows: Vec<u32>,
    /// What they add; empty where that is how many there are.
    amounts: Vec<u64>,
}

impl CellSums {
    pub(super) fn rows(&self, cell: usize) -> u32 {
        self.rows.get(cell).copied().unwrap_or(0)
    }

    pub(super) fn amount(&self, cell: usize) -> u64 {
        match self.amounts.is_empty() {
            true => u64::from(self.rows(cell)),
            false => self.amounts.get(cell).copied().unwrap_or(0),
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        let rows = self.rows.iter_mut().zip(&other.rows);
        rows.for_each(|(sum, it)| *sum += it);
        let amounts = self.amounts.iter_mut().zip(&other.amounts);
        amounts.for_each(|(sum, it)| *sum += it);
        self
    }

    /// What is left of `all` without these.
    fn taken_from(mut self, all: &Self) -> Self {
        let rows = self.rows.iter_mut().zip(&all.rows);
        rows.for_each(|(sum, all)| *sum = all - *sum);
        let amounts = self.amounts.iter_mut().zip(&all.amounts);
        amounts.for_each(|(sum, all)| *sum = all - *sum);
        self
    }

    fn clear(&mut self) {
        self.rows.fill(0);
        self.amounts.fill(0);
    }
}

/// A group and the days that rows of it are spread over.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) group: u32,
    pub(super) days: DayRange,
}

/// The cells of days, group by group.
pub(super) enum Days {
    /// Every day from `first` on, `each` of them, for each group.
    Dense { first: i32, each: usize },
    /// The days that have rows, as [`key`] has them, sorted.
    Sparse(Vec<u64>),
}

fn key(group: u32, day: i32) -> u64 {
    // Flipping the sign bit lets days before 1970 sort first.
    u64::from(group) << 32 | u64::from(day.cast_unsigned() ^ (1 << 31))
}

impl Days {
    /// The first cell of a group on a day or later; that behind its last where there is none.
    pub(super) fn from(&self, group: u32, day: i32) -> usize {
        match self {
            Self::Dense { first, each } => {
                let slot = i64::from(day) - i64::from(*first);
                let slot = usize::try_from(slot.max(0)).unwrap_or(usize::MAX);
                group as usize * each + slot.min(*each)
            }
            Self::Sparse(keys) => keys.partition_point(|it| *it < key(group, day)),
        }
    }

    pub(super) fn len(&self, groups: usize) -> usize {
        match self {
            Self::Dense { each, .. } => groups * each,
            Self::Sparse(keys) => keys.len(),
        }
    }

    /// Tells `see` of each day that has rows, or of each group that has some: the group, the first
    /// day, the last, and how many rows.
    pub(super) fn each_with_rows(&self, rows: &[u32], see: &mut dyn FnMut(u32, [i32; 2], u32)) {
        match self {
            Self::Dense { first, each } => {
                let day = |slot: usize| first.saturating_add_unsigned(slot as u32);
                for (group, rows) in (0..).zip(rows.chunks((*each).max(1))) {
                    let is_some = |rows: &u32| *rows > 0;
                    let ends = rows
                        .iter()
                        .position(is_some)
                        .zip(rows.iter().rposition(is_some));
                    if let Some((first, last)) = ends {
                        see(group, [day(first), day(last)], rows.iter().sum());
                    }
                }
            }
            Self::Sparse(keys) => {
                for (key, rows) in keys.iter().zip(rows).filter(|(_, rows)| **rows > 0) {
                    let day = (key & u64::from(u32::MAX)) as u32 ^ (1 << 31);
                    see((key >> 32) as u32, [day.cast_signed(); 2], *rows);
                }
            }
        }
    }
}

/// Where a row counts, before cells are numbered.
#[derive(Clone, Copy)]
enum Place {
    Day(u32, i32),
    /// By number.
    Span(u32),
    Undated,
    Unknown,
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
        let (spans, numbers) = spans.sorted();
        let days = Days::of(&places, grouping.groups.len());
        let behind = days.len(grouping.groups.len());
        let cells = numbered(&places, &days, behind, &numbers);
        let mut index = Index {
            groups: grouping.groups,
            days,
            spans,
            cells,
            weights: weights.each(table.len()),
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
        let day_sums = DaySums::new(Arc::clone(index), &sums);
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

impl Days {
    fn of(places: &[Place], groups: usize) -> Self {
        let days = || {
            places.iter().filter_map(|place| match place {
                Place::Day(group, day) => Some((*group, *day)),
                Place::Span(_) | Place::Undated | Place::Unknown => None,
            })
        };
        let (mut first, mut last) = (i32::MAX, i32::MIN);
        for (_, day) in days() {
            (first, last) = (first.min(day), last.max(day));
        }
        if first > last {
            return Self::Dense { first: 0, each: 0 };
        }
        let each = last.abs_diff(first) as usize + 1;
        if each.saturating_mul(groups) <= MOST_DENSE {
            return Self::Dense { first, each };
        }
        let mut keys: Vec<u64> = days().map(|(group, day)| key(group, day)).collect();
        keys.sort_unstable();
        keys.dedup();
        Self::Sparse(keys)
    }
}

/// The number of each row's cell; `spans` has the places of spans by their numbers.
fn numbered(places: &[Place], days: &Days, behind: usize, spans: &[u32]) -> Vec<u32> {
    let span = |number: u32| spans.get(number as usize).copied().unwrap_or(0) as usize;
    let cell = |place: &Place| {
        let cell = match place {
            Place::Day(group, day) => days.from(*group, *day),
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
        let cells = self.days.len(self.groups.len()) + self.spans.len() + 2;
        let amounts = if self.weights.is_empty() { 0 } else { cells };
        CellSums {
            rows: vec![0; cells],
            amounts: vec![0; amounts],
        }
    }

    fn add_part(&self, first: usize, words: &[u64], which: Which) -> CellSums {
        let mut sums = self.nothing();
        let (rows, amounts) = (&mut sums.rows, &mut sums.amounts);
        let cells = self.cells.get(first..).unwrap_or_default();
        let weights = self.weights.get(first..).unwrap_or_default();
        if weights.is_empty() {
            each_row(words, cells, which, |cell, _| add(rows, cell, 1));
        } else {
            each_row(words, cells, which, |cell, place| {
                add(rows, cell, 1);
                let weight = weights.get(place).copied().unwrap_or(0);
                add(amounts, cell, u64::from(weight));
            });
        }
        sums
    }
}

fn add<T: AddAssign>(sums: &mut [T], cell: u32, what: T) {
    if let Some(sum) = sums.get_mut(cell as usize) {
        *sum += what;
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

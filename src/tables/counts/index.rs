//! Where each row counts, and the sums of the rows that fit.
//!
//! Each row belongs to one *cell*: a group and a day, or a group and a span of days where its day
//! is not known better, or the undated, or those without a number. A filter makes one pass that
//! adds to cells; prefix sums over the days then answer any bucket. Rows with one span are summed
//! before they are spread, so that a table of months costs as many spans as it has months.

use super::groups::Grouping;
use super::{CannotCount, MOST_CELLS, TableCounts};
use crate::analysis::buckets;
use crate::analysis::counts::{self, Cell, Counting, Measure};
use crate::analysis::dates::DateRule;
use crate::analysis::group::Group;
use crate::model::day::{Day, DayRange};
use crate::tables::columns::ColumnCache;
use crate::tables::joined::Names;
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use crate::tables::mask::{Bits, Mask, threads_for};
use crate::tables::numbers::Numbers;
use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

/// As many cells of groups and days are kept without looking which of them have rows.
const MOST_DENSE: usize = 1 << 19;

/// Where each row of a table counts, for one split, measure and rule.
#[derive(Clone)]
pub struct DayIndex(Arc<Index>);

struct Index {
    groups: Vec<Group>,
    days: Days,
    spans: Vec<Span>,
    /// The cell of each row: those of days, then those of spans, then the undated, then those
    /// without a number.
    cells: Vec<u32>,
    /// What each row adds; one where empty.
    weights: Vec<u32>,
}

/// A group and the days that rows of it are spread over.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Span {
    group: u32,
    days: DayRange,
}

/// The cells of days, group by group.
enum Days {
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
    fn from(&self, group: u32, day: i32) -> usize {
        match self {
            Self::Dense { first, each } => {
                let slot = i64::from(day) - i64::from(*first);
                let slot = usize::try_from(slot.max(0)).unwrap_or(usize::MAX);
                group as usize * each + slot.min(*each)
            }
            Self::Sparse(keys) => keys.partition_point(|it| *it < key(group, day)),
        }
    }

    fn len(&self, groups: usize) -> usize {
        match self {
            Self::Dense { each, .. } => groups * each,
            Self::Sparse(keys) => keys.len(),
        }
    }

    /// The group and the day of a cell.
    fn at(&self, cell: usize) -> (u32, i32) {
        match self {
            Self::Dense { first, each } => {
                let each = (*each).max(1);
                let slot = i32::try_from(cell % each).unwrap_or(0);
                (u32::try_from(cell / each).unwrap_or(0), first + slot)
            }
            Self::Sparse(keys) => {
                let key = keys.get(cell).copied().unwrap_or(0);
                let day = (key & u64::from(u32::MAX)) as u32 ^ (1 << 31);
                ((key >> 32) as u32, day.cast_signed())
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
        let days = Days::of(&places, grouping.groups.len());
        let behind = days.len(grouping.groups.len());
        let cells = numbered(&places, &days, behind, spans.list.len());
        Ok(Self(Arc::new(Index {
            groups: grouping.groups,
            days,
            spans: spans.list,
            cells,
            weights: weights.each(table.len()),
        })))
    }

    /// Sums the rows that fit: one pass, on both cores where that pays.
    pub fn sums(&self, fits: &Mask) -> DaySums {
        let index = &self.0;
        let (rows, amounts) = index.add_up(fits.words());
        DaySums::new(Arc::clone(index), &rows, &amounts)
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

/// The number of each row's cell.
fn numbered(places: &[Place], days: &Days, behind: usize, spans: usize) -> Vec<u32> {
    let cell = |place: &Place| {
        let cell = match place {
            Place::Day(group, day) => days.from(*group, *day),
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
        self.days.len(self.groups.len()) + self.spans.len() + 2
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

/// The sums of some rows by group and day, ready to be cut into buckets.
#[derive(Clone)]
pub struct DaySums {
    index: Arc<Index>,
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
    fn new(index: Arc<Index>, rows: &[u32], amounts: &[u64]) -> Self {
        let behind = index.days.len(index.groups.len());
        let row_count = |cell: usize| rows.get(cell).copied().unwrap_or(0);
        let amount = |cell: usize| match amounts.is_empty() {
            true => u64::from(row_count(cell)),
            false => amounts.get(cell).copied().unwrap_or(0),
        };
        let mut seen = Seen::new(index.groups.len());
        let (mut before, mut sum) = (Vec::with_capacity(behind + 1), 0);
        before.push(0);
        for cell in 0..behind {
            sum += amount(cell);
            before.push(sum);
        }
        for (cell, rows) in rows.iter().enumerate().take(behind) {
            if *rows > 0 {
                seen.add_day(index.days.at(cell), *rows);
            }
        }
        let mut spans = Vec::new();
        for (cell, span) in (behind..).zip(&index.spans) {
            if row_count(cell) > 0 {
                seen.add(span.group, span.days, row_count(cell));
                spans.push((*span, amount(cell)));
            }
        }
        let undated = behind + index.spans.len();
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
        for (span, amount) in &self.spans {
            self.spread(*span, *amount as f64, &mut counts);
        }
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

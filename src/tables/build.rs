//! Rows of cells to the typed columns of a table.
//!
//! In: a mapping, and rows of cells. Out: the columns that mean something, for a chunk of rows or
//! for all of them.

use super::coded::Coder;
use super::dates::DateReader;
use super::load::CannotLoad;
use super::loaded::{LoadedTable, RowDays};
use super::numbers::{Estimates, Numbers};
use super::records::Records;
use super::values;
use super::warnings::Warnings;
use crate::model::mapping::{DateAt, DateColumns, EstimateColumns, Mapping};
use std::borrow::Cow;
use std::sync::Arc;

/// The cells of a row: those of the columns a [`Plan`] wants, the others are empty.
pub(super) type Cells<'c> = [Cow<'c, [u8]>];

/// Which column, by its number, becomes what.
pub(super) struct Plan {
    names: Arc<[String]>,
    mapping: Arc<Mapping>,
    dates: DateReader,
    kind: Vec<usize>,
    initiator: Vec<usize>,
    target: Vec<usize>,
    place: Vec<usize>,
    country: Option<usize>,
    /// North and east.
    point: Option<[Option<usize>; 2]>,
    killed: [Option<usize>; 3],
    injured: [Option<usize>; 3],
    number: Option<usize>,
    wanted: Vec<usize>,
    least: usize,
}

impl Plan {
    pub(super) fn new(names: &Arc<[String]>, mapping: &Mapping) -> Result<Self, CannotLoad> {
        let column = |name: &str| names.iter().position(|other| other == name);
        let mut least = 0;
        for name in used(mapping) {
            let found = column(name).ok_or_else(|| CannotLoad::NoColumn(name.to_owned()))?;
            least = least.max(found + 1);
        }
        let one = |name: &Option<String>| column(name.as_deref()?);
        let all = |names: &[String]| names.iter().filter_map(|name| column(name)).collect();
        let three = |of: &EstimateColumns| [&of.low, &of.best, &of.high].map(one);
        let dates = date_columns(&mapping.date);
        let mut plan = Self {
            dates: DateReader::new(&mapping.date, &column),
            kind: all(&mapping.kind.columns),
            initiator: all(&mapping.initiator),
            target: all(&mapping.target),
            place: all(&mapping.place),
            country: one(&mapping.country),
            point: (mapping.latitude.is_some())
                .then(|| [one(&mapping.latitude), one(&mapping.longitude)]),
            killed: three(&mapping.killed),
            injured: three(&mapping.injured),
            number: one(&mapping.number),
            wanted: dates.into_iter().filter_map(column).collect(),
            least,
            mapping: Arc::new(mapping.clone()),
            names: Arc::clone(names),
        };
        plan.want();
        Ok(plan)
    }

    fn want(&mut self) {
        let lists = [&self.kind, &self.initiator, &self.target, &self.place];
        let single = [self.country, self.number].into_iter();
        let point = self.point.into_iter().flatten();
        let single = single.chain(point).chain(self.killed).chain(self.injured);
        let all = lists.into_iter().flatten().copied();
        let all: Vec<usize> = all.chain(single.flatten()).collect();
        self.wanted.extend(all);
        self.wanted.sort_unstable();
        self.wanted.dedup();
    }

    /// The numbers of the columns whose cells are read, in their order.
    pub(super) fn wanted(&self) -> &[usize] {
        &self.wanted
    }

    /// How many cells a row must have, so that none that means something is missing.
    pub(super) fn least(&self) -> usize {
        self.least
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

/// Columns of rows.
#[derive(Default)]
pub(super) struct Columns {
    days: RowDays,
    kind: Coder,
    initiator: Coder,
    target: Coder,
    place: Coder,
    country: Coder,
    points: Vec<[f32; 2]>,
    killed: Estimates,
    injured: Estimates,
    number: Numbers,
    rows: u32,
}

impl Columns {
    /// How many rows there are.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Adds a row; what is odd about it goes to `warnings`.
    pub(super) fn push(&mut self, plan: &Plan, cells: &Cells<'_>, warnings: &mut Warnings) {
        let mut row = Row {
            plan,
            cells,
            number: self.rows,
            warnings,
        };
        self.days.push(row.days());
        row.texts(&mut self.kind, &plan.kind, Choose::Last);
        row.texts(&mut self.initiator, &plan.initiator, Choose::All);
        row.texts(&mut self.target, &plan.target, Choose::All);
        row.texts(&mut self.place, &plan.place, Choose::First);
        row.texts(&mut self.country, plan.country.as_slice(), Choose::First);
        if let Some(columns) = plan.point {
            self.points.push(columns.map(|column| row.degrees(column)));
        }
        row.estimate(&mut self.killed, plan.killed);
        row.estimate(&mut self.injured, plan.injured);
        if plan.number.is_some() {
            self.number.push(row.number(plan.number));
        }
        self.rows = self.rows.saturating_add(1);
    }

    /// Adds the rows of other columns, in their order.
    ///
    /// # Errors
    /// When they are too many to be counted.
    pub(super) fn append(&mut self, other: Self) -> Result<(), CannotLoad> {
        self.days.append(&other.days);
        let texts = [
            (&mut self.kind, other.kind),
            (&mut self.initiator, other.initiator),
            (&mut self.target, other.target),
            (&mut self.place, other.place),
            (&mut self.country, other.country),
        ];
        for (mine, theirs) in texts {
            mine.append(theirs.so_far());
            if mine.is_full() {
                return Err(CannotLoad::TooLarge);
            }
        }
        self.points.extend_from_slice(&other.points);
        self.killed.append(&other.killed);
        self.injured.append(&other.injured);
        self.number.append(&other.number);
        let rows = self.rows.checked_add(other.rows);
        // The last number stands for no row.
        self.rows = rows
            .filter(|rows| *rows < u32::MAX)
            .ok_or(CannotLoad::TooLarge)?;
        Ok(())
    }

    fn shrink(&mut self) {
        self.days.shrink();
        self.points.shrink_to_fit();
        self.killed.shrink();
        self.injured.shrink();
        self.number.shrink();
    }

    /// The table.
    pub(super) fn finish(
        mut self,
        plan: &Plan,
        records: Records,
        warnings: Warnings,
        refused: u32,
    ) -> LoadedTable {
        self.shrink();
        LoadedTable {
            columns: Arc::clone(&plan.names),
            mapping: Arc::clone(&plan.mapping),
            records,
            days: self.days,
            kind: self.kind.finish(),
            initiator: self.initiator.finish(),
            target: self.target.finish(),
            place: self.place.finish(),
            country: self.country.finish(),
            points: self.points,
            killed: self.killed,
            injured: self.injured,
            number: self.number,
            warned: warnings.all(),
            warnings: warnings.into_kept().into(),
            refused,
        }
    }
}

/// Which of several cells that say something is taken.
#[derive(Clone, Copy)]
enum Choose {
    First,
    Last,
    All,
}

/// One row on its way into columns.
struct Row<'r> {
    plan: &'r Plan,
    cells: &'r Cells<'r>,
    number: u32,
    warnings: &'r mut Warnings,
}

impl<'r> Row<'r> {
    fn cell(&self, column: usize) -> &'r [u8] {
        self.cells.get(column).map_or(&[], |cell| cell.as_ref())
    }

    fn odd(&mut self, column: usize, what: &str) {
        let name = self.plan.names.get(column).map_or("", String::as_str);
        let value = self.cell(column);
        self.warnings.about_cell(self.number, name, value, what);
    }

    fn days(&mut self) -> Option<crate::model::day::DayRange> {
        let read = self.plan.dates.read(&|column| self.cell(column));
        if let Some((column, what)) = read.odd {
            self.odd(column, what);
        }
        read.days
    }

    /// Adds what these columns say; nothing where the table has none of them.
    fn texts(&self, to: &mut Coder, columns: &[usize], choose: Choose) {
        let said = |column: &usize| Some(self.cell(*column)).filter(|cell| !cell.is_empty());
        let chosen = match (columns, choose) {
            ([], _) => return,
            (_, Choose::First) | ([_], _) => columns.iter().find_map(said),
            (_, Choose::Last) => columns.iter().rev().find_map(said),
            (_, Choose::All) => {
                let all: Vec<&[u8]> = columns.iter().filter_map(said).collect();
                return to.push_bytes(&all.join(&b"; "[..]));
            }
        };
        to.push_bytes(chosen.unwrap_or_default());
    }

    fn degrees(&self, column: Option<usize>) -> f32 {
        let cell = column.map(|column| self.cell(column).trim_ascii());
        let text = cell.and_then(|cell| std::str::from_utf8(cell).ok());
        text.and_then(|text| text.parse().ok()).unwrap_or(f32::NAN)
    }

    fn estimate(&mut self, to: &mut Estimates, [low, best, high]: [Option<usize>; 3]) {
        let columns = [
            (low, &mut to.low),
            (best, &mut to.best),
            (high, &mut to.high),
        ];
        for (column, numbers) in columns {
            if column.is_some() {
                numbers.push(self.number(column));
            }
        }
    }

    fn number(&mut self, column: Option<usize>) -> Option<u32> {
        let column = column?;
        values::number(self.cell(column), &self.plan.mapping.unknown).unwrap_or_else(|what| {
            self.odd(column, what);
            None
        })
    }
}

/// Every column a date is read from.
fn date_columns(date: &DateColumns) -> Vec<&str> {
    let mut out = match &date.at {
        DateAt::Nowhere => Vec::new(),
        DateAt::One(name) => vec![name.as_str()],
        DateAt::Range(first, last) => vec![first.as_str(), last],
        DateAt::Parts(year, month, day) => {
            let later = month.iter().chain(day).map(String::as_str);
            std::iter::once(year.as_str()).chain(later).collect()
        }
    };
    out.extend(date.precision.iter().map(|of| of.column.as_str()));
    out
}

/// Every column a mapping names.
fn used(mapping: &Mapping) -> Vec<&str> {
    let mut out = date_columns(&mapping.date);
    let lists = [
        &mapping.kind.columns,
        &mapping.initiator,
        &mapping.target,
        &mapping.place,
        &mapping.source,
        &mapping.notes,
    ];
    out.extend(lists.into_iter().flatten().map(String::as_str));
    let single = [
        &mapping.id,
        &mapping.country,
        &mapping.latitude,
        &mapping.longitude,
        &mapping.number,
        &mapping.killed.low,
        &mapping.killed.best,
        &mapping.killed.high,
        &mapping.injured.low,
        &mapping.injured.best,
        &mapping.injured.high,
    ];
    out.extend(single.into_iter().flatten().map(String::as_str));
    out.extend(mapping.victims.iter().map(|(_, column)| column.as_str()));
    out
}

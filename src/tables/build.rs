//! Rows of cells to the typed columns of a table.
//!
//! In: a mapping, and rows of cells. Out: the columns that mean something, for a chunk of rows or
//! for all of them.

use super::coded::Coder;
use super::dates::{DateReader, ReadDate};
use super::load::CannotLoad;
use super::loaded::{LoadedTable, RowDays};
use super::numbers::{Estimates, Numbers};
use super::records::Records;
use super::values;
use super::warnings::{Ids, Totals, Warnings, about_the_whole, disordered, names_total};
use crate::model::day::DayRange;
use crate::model::mapping::{EstimateColumns, Mapping};
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
    point: Option<[usize; 2]>,
    killed: [Option<usize>; 3],
    injured: [Option<usize>; 3],
    number: Option<usize>,
    id: Option<usize>,
    wanted: Vec<usize>,
    least: usize,
    all: usize,
}

impl Plan {
    pub(super) fn new(names: &Arc<[String]>, mapping: &Mapping) -> Result<Self, CannotLoad> {
        let column = |name: &str| names.iter().position(|other| other == name);
        let is_said = |name: &str| {
            mapping
                .source
                .iter()
                .chain(&mapping.notes)
                .any(|it| it == name)
        };
        let (mut least, mut all_named) = (0, 0);
        for name in mapping.named_columns() {
            let found = column(name).ok_or_else(|| CannotLoad::NoColumn(name.to_owned()))?;
            all_named = all_named.max(found + 1);
            if !is_said(name) {
                least = least.max(found + 1);
            }
        }
        let one = |name: &Option<String>| column(name.as_deref()?);
        let all = |names: &[String]| names.iter().filter_map(|name| column(name)).collect();
        let three = |of: &EstimateColumns| [&of.low, &of.best, &of.high].map(one);
        let dates = mapping.date.named_columns();
        let mut plan = Self {
            dates: DateReader::new(&mapping.date, &column).with_unknown(&mapping.unknown),
            kind: all(&mapping.kind.columns),
            initiator: all(&mapping.initiator),
            target: all(&mapping.target),
            place: all(&mapping.place),
            country: one(&mapping.country),
            point: one(&mapping.latitude)
                .zip(one(&mapping.longitude))
                .map(|(north, east)| [north, east]),
            killed: three(&mapping.killed),
            injured: three(&mapping.injured),
            number: one(&mapping.number),
            id: one(&mapping.id),
            wanted: dates.into_iter().filter_map(column).collect(),
            least,
            all: all_named,
            mapping: Arc::new(mapping.clone()),
            names: Arc::clone(names),
        };
        plan.want();
        Ok(plan)
    }

    fn want(&mut self) {
        let lists = [&self.kind, &self.initiator, &self.target, &self.place];
        let single = [self.country, self.number, self.id].into_iter();
        let point = self.point.into_iter().flatten();
        let single = single.chain(self.killed).chain(self.injured);
        let all = lists.into_iter().flatten().copied();
        let all: Vec<usize> = all.chain(point).chain(single.flatten()).collect();
        self.wanted.extend(all);
        self.wanted.sort_unstable();
        self.wanted.dedup();
    }

    /// The numbers of the columns whose cells are read, in their order.
    pub(super) fn wanted(&self) -> &[usize] {
        &self.wanted
    }

    /// How many cells a row must have, so that none is missing but those of sources and notes.
    pub(super) fn least(&self) -> usize {
        self.least
    }

    /// How many cells a row must have, so that none that means something is missing.
    pub(super) fn all(&self) -> usize {
        self.all
    }

    /// The days of a row.
    pub(super) fn days(&self, cells: &Cells<'_>) -> Option<DayRange> {
        self.dates.read(&|column| bytes(cells, column)).days
    }

    /// What tells the rows that are totals of others.
    pub(super) fn totals(&self) -> Totals<'_> {
        let column = |name: &str| self.names.iter().position(|other| other == name);
        Totals::new(&self.mapping, &column)
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

/// The bytes of a cell; none where there is no such cell.
pub(super) fn bytes<'c>(cells: &'c Cells<'_>, column: usize) -> &'c [u8] {
    cells.get(column).map_or(&[], |cell| cell.as_ref())
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
    ids: Ids,
    rows: u32,
}

impl Columns {
    /// How many rows there are.
    pub(super) fn rows(&self) -> u32 {
        self.rows
    }

    /// Whether a kind, place or actor has a name that says it is a total.
    pub(super) fn name_totals(&self) -> bool {
        let names = [&self.kind, &self.initiator, &self.place, &self.country];
        let mut names = names
            .iter()
            .flat_map(|names| names.so_far().dictionary.iter());
        names.any(|(_, name)| names_total(name))
    }

    /// Adds a row, and gives its days; what is odd about it goes to `warnings`.
    pub(super) fn push(
        &mut self,
        plan: &Plan,
        cells: &Cells<'_>,
        warnings: &mut Warnings,
    ) -> Option<DayRange> {
        let mut row = Row {
            plan,
            cells,
            number: self.rows,
            warnings,
        };
        let date = row.date();
        match date.lasted {
            true => self.days.push_lasted(date.days),
            false => self.days.push(date.days),
        }
        row.texts(&mut self.kind, &plan.kind, Choose::Last);
        row.texts(&mut self.initiator, &plan.initiator, Choose::All);
        row.texts(&mut self.target, &plan.target, Choose::All);
        row.texts(&mut self.place, &plan.place, Choose::First);
        row.texts(&mut self.country, plan.country.as_slice(), Choose::First);
        if let Some(columns) = plan.point {
            self.points.push(row.point(columns));
        }
        row.estimate(&mut self.killed, plan.killed);
        row.estimate(&mut self.injured, plan.injured);
        if let Some(column) = plan.number {
            self.number.push(row.amount(column));
        }
        if let Some(column) = plan.id {
            self.ids.push(row.cell(column));
        }
        self.rows = self.rows.saturating_add(1);
        date.days
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
        self.killed.append(self.rows, &other.killed);
        self.injured.append(self.rows, &other.injured);
        self.number.append(self.rows, &other.number);
        self.ids.append(other.ids);
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
        mut warnings: Warnings,
        refused: u32,
    ) -> LoadedTable {
        self.shrink();
        let mut table = LoadedTable {
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
            warned: 0,
            warnings: Arc::new([]),
            refused,
        };
        let line = |row| table.records.line(row).ok().flatten().unwrap_or(0);
        warnings.extend(about_the_whole(&table, &self.ids, &line));
        table.warned = warnings.all();
        table.warnings = warnings.into_kept().into();
        table
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
        bytes(self.cells, column)
    }

    fn odd(&mut self, column: usize, what: &str) {
        let name = self.plan.names.get(column).map_or("", String::as_str);
        let value = self.cell(column);
        self.warnings
            .about_cell(Some(self.number), name, value, what);
    }

    fn date(&mut self) -> ReadDate {
        let read = self.plan.dates.read(&|column| self.cell(column));
        if let Some((column, what)) = read.odd {
            self.odd(column, what);
        }
        read
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

    fn point(&mut self, [north, east]: [usize; 2]) -> [f32; 2] {
        let unknown = &self.plan.mapping.unknown;
        let read = values::point(self.cell(north), self.cell(east), unknown);
        if let Some((which, what)) = read.odd {
            self.odd(if which == 0 { north } else { east }, what);
        }
        read.at.unwrap_or([f32::NAN; 2])
    }

    fn estimate(&mut self, to: &mut Estimates, columns: [Option<usize>; 3]) {
        if columns == [None; 3] {
            return;
        }
        let cells = columns.map(|column| column.map_or(&[][..], |column| self.cell(column)));
        let read = values::estimate(cells, &self.plan.mapping.unknown);
        for (column, what) in columns.into_iter().zip(read.odd) {
            if let Some((column, what)) = column.zip(what) {
                self.odd(column, what);
            }
        }
        let [low, best, high] = columns;
        if let Some((column, what)) = best.or(low).or(high).zip(disordered(read.estimate)) {
            self.odd(column, &what);
        }
        let wanted = columns.map(|column| column.is_some());
        to.set(self.number, read.estimate, wanted);
    }

    fn amount(&mut self, column: usize) -> Option<u32> {
        let read = values::amount(self.cell(column), &self.plan.mapping.unknown);
        if let Some(what) = read.odd {
            self.odd(column, what);
        }
        read.best
    }
}

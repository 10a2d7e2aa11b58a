//! `tightrope show` on a table: its rows, columns, warnings, or the profile it is read through.
//!
//! Rows go out as they are read from the file, a stretch at a time, so that a large table costs no
//! more memory than a small one.

use super::counting::filters;
use super::meaning;
use super::reading::{OpenTable, look_at};
use super::{TableArgs, warnings};
use crate::cli::output::{deliver, print};
use crate::cli::{Done, Failure};
use crate::formats::table::{Cell, Format, Table, csv_line, json_line};
use crate::ingest::tables::profiles;
use crate::model::day::{Day, DayRange};
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::model::toll::Estimate;
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::filter::fits;
use crate::tables::joined::Names;
use crate::tables::mask::Mask;
use crate::tables::query::RowQuery;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// What of a table can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Each row with what it means; csv and json also have every column of the file.
    Rows,
    /// The columns of the file and what they mean.
    Columns,
    /// What is odd about single rows.
    Warnings,
    /// What the columns mean, as a profile file for --map.
    Profile,
}

/// How a table is shown.
pub struct Shown<'a> {
    /// Only rows that meet these.
    pub conditions: &'a [String],
    /// How it is written.
    pub format: Format,
    /// Where; to stdout when `None`.
    pub output: Option<&'a Path>,
}

/// Shows a part of a table that was read, whose names are those `project` knows.
///
/// # Errors
/// When a condition is none, the file cannot be read any more, or the output not be written.
pub fn run(
    open: &OpenTable,
    project: &Project,
    part: Part,
    shown: &Shown<'_>,
) -> Result<Done, Failure> {
    let table = match part {
        Part::Rows => return rows(open, project, shown),
        Part::Columns => columns(&open.rows),
        Part::Warnings => warnings::table(open),
        Part::Profile => return profile(&open.path, &open.rows.mapping, shown.output),
    };
    let text = table.write(shown.format);
    deliver(text.as_bytes(), &open.path, shown.output)
}

/// Shows what the columns of a file mean as far as can be seen, without reading its rows.
///
/// # Errors
/// When the file is no table, or the output cannot be written.
pub fn profile_of(path: &Path, args: &TableArgs, output: Option<&Path>) -> Result<Done, Failure> {
    profile(path, &look_at(path, args)?.mapping, output)
}

fn profile(path: &Path, mapping: &Mapping, output: Option<&Path>) -> Result<Done, Failure> {
    deliver(profiles::write(mapping).as_bytes(), path, output)
}

fn columns(table: &LoadedTable) -> Table {
    let meanings = meaning::of_columns(&table.mapping);
    let row = |(number, name): (i64, &String)| {
        let meaning = meaning::of_column(&meanings, name);
        vec![Cell::Number(number), Cell::text(name), Cell::text(meaning)]
    };
    Table {
        columns: vec!["number", "name", "meaning"],
        rows: (1..).zip(table.columns.iter()).map(row).collect(),
    }
}

/// The names of what a row means.
fn meaning_names(table: &LoadedTable) -> [&'static str; 18] {
    let [first, second] = match table.mapping.sides.is_directed() {
        true => ["initiator", "target"],
        false => ["side_a", "side_b"],
    };
    [
        "row",
        "first_day",
        "last_day",
        "kind",
        "family",
        first,
        second,
        "place",
        "country",
        "latitude",
        "longitude",
        "killed_low",
        "killed_best",
        "killed_high",
        "injured_low",
        "injured_best",
        "injured_high",
        "number",
    ]
}

/// Rows read from the file at a time.
const AT_A_TIME: u32 = 4096;

fn rows(open: &OpenTable, project: &Project, shown: &Shown<'_>) -> Result<Done, Failure> {
    let table = &*open.rows;
    let query = RowQuery {
        filters: filters(shown.conditions)?,
        ..RowQuery::default()
    };
    let names = Names::new(table, project);
    let refused = |error: &dyn std::fmt::Display| {
        Failure::refused(format!("{}: {error}", open.path.display()))
    };
    let fitting = fits(table, &ColumnCache::default(), &names, &query, &|_| true);
    let fitting = fitting.map_err(|error| refused(&error))?;
    if shown.format == Format::Text {
        let meaning = Table {
            columns: meaning_names(table).to_vec(),
            rows: fitting.rows().map(|row| meant(table, row)).collect(),
        };
        let text = said_only(&meaning).write(Format::Text);
        return deliver(text.as_bytes(), &open.path, shown.output);
    }
    let mut out = Out::new(shown);
    let columns = names_of(table);
    if shown.format == Format::Csv {
        let head: Vec<Cell> = columns.iter().map(Cell::text).collect();
        out.write(csv_line(&head))?;
    }
    for_each_stretch(table, &fitting, |row, cells| {
        let mut line = meant(table, row);
        line.extend(cells.iter().map(|cell| Cell::raw(cell)));
        line.resize(columns.len(), Cell::Unknown);
        out.write(match shown.format {
            Format::Csv => csv_line(&line),
            Format::Json | Format::Text => json_line(&columns, &line),
        })
    })
    .map_err(|error| match error {
        Stopped::Read(error) => refused(&error),
        Stopped::Write(failure) => failure,
    })?;
    out.finish(&open.path)
}

/// The names of all cells of a line: what it means, then the columns of the file, so named that
/// none is taken for the other.
fn names_of(table: &LoadedTable) -> Vec<String> {
    let meaning = meaning_names(table).map(str::to_owned).into_iter();
    let raw = table.columns.iter().map(|name| format!("column:{name}"));
    meaning.chain(raw).collect()
}

/// What a row means.
fn meant(table: &LoadedTable, row: u32) -> Vec<Cell> {
    let days = table.days.get(row);
    let day = |day: Option<Day>| Cell::text(day.map_or_else(String::new, |day| day.to_string()));
    let kind = table.kind.code(row);
    let mut cells = vec![
        Cell::Number(i64::from(row) + 1),
        day(days.map(DayRange::first)),
        day(days.map(DayRange::last)),
        Cell::text(table.kind_name(kind)),
        Cell::text(table.family(kind).in_words()),
        Cell::text(table.initiator.text(row)),
        Cell::text(table.target.text(row)),
        Cell::text(table.place.text(row)),
        Cell::text(table.country.text(row)),
    ];
    cells.extend(point(table, row));
    cells.extend(people(table.killed.get(row)));
    cells.extend(people(table.injured.get(row)));
    cells.push(match table.number.is_there() {
        true => Cell::number(table.number.get(row)),
        false => Cell::Number(1),
    });
    cells
}

fn point(table: &LoadedTable, row: u32) -> [Cell; 2] {
    let at = usize::try_from(row).ok();
    let point = at.and_then(|at| table.points.get(at)).copied();
    let degrees = |degrees: f32| match degrees.is_finite() {
        // As short as the number is exact.
        true => Cell::Decimal(degrees.to_string().parse().unwrap_or_default()),
        false => Cell::Unknown,
    };
    point.map_or([Cell::Unknown, Cell::Unknown], |point| point.map(degrees))
}

fn people(estimate: Estimate) -> [Cell; 3] {
    [estimate.low, estimate.best, estimate.high].map(Cell::number)
}

/// The same without columns that say nothing in any row.
fn said_only(table: &Table) -> Table {
    let says = |column: &usize| {
        let mut rows = table.rows.iter();
        rows.any(|row| row.get(*column).is_some_and(|cell| *cell != Cell::Unknown))
    };
    let kept: Vec<usize> = (0..table.columns.len()).filter(says).collect();
    let of = |row: &Vec<Cell>| kept.iter().filter_map(|at| row.get(*at).cloned()).collect();
    Table {
        columns: kept
            .iter()
            .filter_map(|at| table.columns.get(*at).copied())
            .collect(),
        rows: table.rows.iter().map(of).collect(),
    }
}

enum Stopped {
    Read(std::io::Error),
    Write(Failure),
}

/// Each row that fits with its cells, in the order of the file.
fn for_each_stretch(
    table: &LoadedTable,
    fitting: &Mask,
    mut see: impl FnMut(u32, &[String]) -> Result<(), Failure>,
) -> Result<(), Stopped> {
    let mut from = 0;
    while from < table.len() {
        let to = table.len().min(from.saturating_add(AT_A_TIME));
        if (from..to).any(|row| fitting.contains(row)) {
            let cells = table.records.read_many(from..to).map_err(Stopped::Read)?;
            for (row, cells) in (from..to).zip(&cells) {
                if fitting.contains(row) {
                    see(row, cells).map_err(Stopped::Write)?;
                }
            }
        }
        from = to;
    }
    Ok(())
}

/// Where lines go: to stdout as they come, to a file once they are all there.
struct Out {
    to: Option<PathBuf>,
    waiting: String,
}

/// So many bytes wait before they go to stdout.
const WAITING: usize = 1 << 18;

impl Out {
    fn new(shown: &Shown<'_>) -> Self {
        Self {
            to: shown.output.map(Path::to_owned),
            waiting: String::new(),
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "lines are made to be written"
    )]
    fn write(&mut self, line: String) -> Result<(), Failure> {
        self.waiting.push_str(&line);
        if self.to.is_none() && self.waiting.len() > WAITING {
            print(std::mem::take(&mut self.waiting).as_bytes())?;
        }
        Ok(())
    }

    fn finish(self, from: &Path) -> Result<Done, Failure> {
        deliver(self.waiting.as_bytes(), from, self.to.as_deref())
    }
}

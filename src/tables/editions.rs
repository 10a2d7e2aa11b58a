//! Two editions of a table beside one another: which rows came, went, or read otherwise.
//!
//! In: the older and the newer edition in memory, their files to be read again. Out: [`Changes`], as
//! numbers of rows; what a cell was and is stands in the files. [`linked`] does the same for the rows a
//! project keeps something about, and needs the newer edition only.
//!
//! A row is known again by its id. An id that stands several times in a file means none of its rows
//! for sure: rows that read the same are taken for one first, the others in their order. Without an id
//! rows are told apart by all they say, so that they only come or go. Columns are compared by their
//! names; what stands in a column of one edition only changes no row. Each file is gone through once,
//! and once more where rows changed; what is kept of a row meanwhile are 24 bytes of hashes.

mod columns;
mod fields;
mod linked;
mod pairs;
mod prints;
mod said;

pub use fields::{FieldChange, fields};
pub use linked::{Linked, linked};

use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use crate::model::mapping::Mapping;
use columns::differing;
use pairs::Pairs;
use prints::{Seeds, Side, prints};

/// What became of the rows of a table in a newer edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether rows are known by an id.
    pub by_id: bool,
    /// How many ids stand several times in one of the files.
    pub repeated: u32,
    /// How many rows of the older and of the newer file have no id, where the others have one.
    pub blank_ids: [u32; 2],
    /// How many rows read the same.
    pub same: u32,
    /// Rows that read otherwise, in the order of the newer file.
    pub changed: Vec<ChangedRow>,
    /// Rows of the older file that are gone, in its order.
    pub gone: Vec<u32>,
    /// Rows of the newer file that are new, in its order.
    pub added: Vec<u32>,
    /// The columns both have and how many rows changed in each: first those that mean something, what
    /// tells an incident from others before the rest; then the others in the order of the older file.
    pub columns: Vec<(String, u32)>,
    /// The columns only the newer file has.
    pub new_columns: Vec<String>,
    /// The columns only the older file has.
    pub lost_columns: Vec<String>,
}

/// A row that reads otherwise, by its numbers from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// In the older file.
    pub before: u32,
    /// In the newer file.
    pub now: u32,
    /// The first column that differs, by its place in [`Changes::columns`].
    pub first: u16,
    /// How many more do.
    pub more: u16,
}

impl Changes {
    /// Whether the rows and the columns are what they were.
    pub fn is_empty(&self) -> bool {
        let rows = self.changed.len() + self.gone.len() + self.added.len();
        rows + self.new_columns.len() + self.lost_columns.len() == 0
    }

    /// The columns in which rows changed, most rows first, with how many.
    pub fn by_column(&self) -> Vec<(&str, u32)> {
        let changed = self.columns.iter().filter(|(_, rows)| *rows > 0);
        let mut changed: Vec<_> = changed.map(|(name, rows)| (name.as_str(), *rows)).collect();
        changed.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        changed
    }

    /// What changed of a row, in short: the name of a column, and how many others.
    pub fn in_short(&self, row: &ChangedRow) -> String {
        let column = self.columns.get(usize::from(row.first));
        let name = column.map_or("", |(name, _)| name.as_str());
        match row.more {
            0 => name.to_owned(),
            more => format!("{name} + {more}"),
        }
    }
}

/// Compares two editions of a table. Reads both files on all cores: for a job.
///
/// # Errors
/// When a file cannot be read any more, is another one by now, or `watch` stops it.
pub fn changes(
    older: &LoadedTable,
    newer: &LoadedTable,
    watch: Watch<'_>,
) -> Result<Changes, CannotLoad> {
    let (mut common, lost_columns) = parted(&older.columns, &newer.columns);
    common.sort_by_key(|name| weight(&newer.mapping, name));
    let (_, new_columns) = parted(&newer.columns, &older.columns);
    let by_id = id_column(older).is_some() && id_column(newer).is_some();
    let (seeds, id) = (Seeds::default(), |table| id_column(table).filter(|_| by_id));
    let side = |table| Side {
        table,
        columns: places(table, &common),
        id: id(table),
        seeds: &seeds,
    };
    let (before, now) = (side(older), side(newer));
    let quarter = |from: f32| move |part: f32| watch(from + part / 4.0);
    let of_older = prints(&before, &quarter(0.0))?;
    let of_newer = prints(&now, &quarter(0.25))?;
    let Pairs {
        changed,
        gone,
        added,
        same,
        repeated,
    } = Pairs::of(&of_older, &of_newer);
    let blank = |prints: &[prints::Print]| {
        let blank = prints.iter().filter(|print| by_id && !print.has_id());
        u32::try_from(blank.count()).unwrap_or(u32::MAX)
    };
    let blank_ids = [blank(&of_older), blank(&of_newer)];
    drop((of_older, of_newer));
    let half = |part: f32| watch(0.5 + part / 2.0);
    let (changed, counts) = differing((&before, &now), &changed, &half)?;
    Ok(Changes {
        by_id,
        repeated,
        blank_ids,
        same,
        changed,
        gone,
        added,
        columns: common.into_iter().zip(counts).collect(),
        new_columns,
        lost_columns,
    })
}

/// Where a column stands among those that mean something; the others after them all.
fn weight(mapping: &Mapping, name: &str) -> usize {
    let tolls = [&mapping.killed, &mapping.injured];
    let tolls = tolls.map(|toll| [&toll.best, &toll.low, &toll.high]);
    let tolls = tolls
        .iter()
        .flatten()
        .filter_map(|column| column.as_deref());
    let places = mapping.place.iter().map(String::as_str);
    let kinds = mapping.kind.columns.iter().map(String::as_str);
    let first = mapping.date.named_columns().into_iter();
    let first = first.chain(places).chain(kinds).chain(tolls);
    let mut all = first.chain(mapping.named_columns());
    all.position(|own| own == name).unwrap_or(usize::MAX)
}

/// Of the columns of one file those another has too, and those it has not.
fn parted(columns: &[String], other: &[String]) -> (Vec<String>, Vec<String>) {
    let columns = columns.iter().cloned();
    columns.partition(|name| other.contains(name))
}

fn places(table: &LoadedTable, names: &[String]) -> Vec<usize> {
    names.iter().filter_map(|name| table.column(name)).collect()
}

fn id_column(table: &LoadedTable) -> Option<usize> {
    table.column(table.mapping.id.as_ref()?)
}

//! What tells one row of a table from all others, also in a newer edition of its file.
//!
//! In: the cells of a row, or the rows a project keeps something about. Out: its key, or where those
//! stand in the file.

use super::column::rows_where;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use crate::model::id::RowId;
use crate::model::table::TableRow;
use crate::model::text::Sha;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// How many letters of a hash stand for a row without an id.
const HASH_LETTERS: usize = 16;

/// The key of a row with these cells: what its id column says; where the table has none, or the cell
/// is empty, a hash of all of its cells, which holds as long as none of them changes.
pub fn row_key(table: &LoadedTable, cells: &[String]) -> String {
    let id = id_column(table).and_then(|at| cells.get(at));
    let id = id.map(|id| id.trim()).filter(|id| !id.is_empty());
    id.map_or_else(|| hash(cells), str::to_owned)
}

/// The first row of the file that is the one a project keeps under this id; `None` where the file has
/// it no more. `kept` are the rows kept of the table. Reads the file: for a job.
///
/// # Errors
/// As [`rows_kept`].
pub fn row_kept(
    table: &LoadedTable,
    kept: &[Arc<TableRow>],
    id: RowId,
    watch: Watch<'_>,
) -> Result<Option<u32>, CannotLoad> {
    let key = kept.iter().find(|row| row.id == id).map(|row| &row.key);
    let of_key = kept.iter().filter(|row| Some(&row.key) == key).cloned();
    let found = rows_kept(table, &of_key.collect::<Vec<_>>(), watch)?;
    let mut found = found.into_iter().filter(|(_, row)| *row == id);
    Ok(found.next().map(|(at, _)| at))
}

/// By number, the rows of the file the project keeps something about, which `kept` are: of each key
/// that is looked for, all of them, as an id may stand several times. Rows that read the same are
/// all one. Reads the file: for a job.
///
/// # Errors
/// When the file cannot be read, or `watch` stops it.
pub fn rows_kept(
    table: &LoadedTable,
    kept: &[Arc<TableRow>],
    watch: Watch<'_>,
) -> Result<BTreeMap<u32, RowId>, CannotLoad> {
    let mut found = Found::new(table, kept);
    if let Some(at) = id_column(table) {
        let rows = rows_where(table, &[at], watch, &|cells| {
            let id = cells.first().map(|id| id.trim());
            id.is_some_and(|id| found.kept.contains_key(id))
        })?;
        for row in rows {
            found.add(row, |cells| row_key(table, cells))?;
        }
    }
    let is_hash = |key: &&str| key.starts_with('#') && !found.keys.contains(*key);
    if found.kept.keys().any(is_hash) {
        let all: Vec<usize> = (0..table.columns.len()).collect();
        let owned = |cells: &[&str]| -> Vec<String> {
            cells.iter().map(|cell| (*cell).to_owned()).collect()
        };
        let rows = rows_where(table, &all, watch, &|cells| {
            found.kept.contains_key(&*hash(&owned(cells)))
        })?;
        for row in rows {
            found.add(row, hash)?;
        }
    }
    Ok(found.rows)
}

/// What was found of the rows kept.
struct Found<'a> {
    table: &'a LoadedTable,
    kept: BTreeMap<&'a str, Vec<&'a TableRow>>,
    keys: BTreeSet<String>,
    rows: BTreeMap<u32, RowId>,
}

impl<'a> Found<'a> {
    fn new(table: &'a LoadedTable, rows: &'a [Arc<TableRow>]) -> Self {
        let mut kept: BTreeMap<&str, Vec<&TableRow>> = BTreeMap::new();
        for row in rows {
            kept.entry(&row.key).or_default().push(row);
        }
        Self {
            table,
            kept,
            keys: BTreeSet::new(),
            rows: BTreeMap::new(),
        }
    }

    fn add(&mut self, row: u32, key: impl Fn(&[String]) -> String) -> io::Result<()> {
        let cells = self.table.records.read(row)?;
        let key = key(&cells);
        let Some(kept) = self.kept.get(&*key) else {
            return Ok(());
        };
        let cells = named(self.table, cells);
        if let Some(found) = TableRow::among(kept.iter().copied(), &key, &cells) {
            self.rows.insert(row, found.id);
        }
        self.keys.insert(key);
        Ok(())
    }
}

/// The cells of a row with the names of their columns, the empty ones too.
pub fn named(table: &LoadedTable, cells: Vec<String>) -> Vec<(String, String)> {
    table.columns.iter().cloned().zip(cells).collect()
}

fn id_column(table: &LoadedTable) -> Option<usize> {
    table.column(table.mapping.id.as_ref()?)
}

/// Empty cells at the end are none: rows of a file without a header may be shorter.
fn hash(cells: &[String]) -> String {
    let length = cells.iter().rposition(|cell| !cell.is_empty());
    let cells = cells.get(..length.map_or(0, |last| last + 1));
    let joined = cells.unwrap_or_default().join("\u{1f}");
    let hex = Sha::of(joined.as_bytes()).to_string();
    format!("#{}", hex.get(..HASH_LETTERS).unwrap_or_default())
}

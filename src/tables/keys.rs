//! What tells one row of a table from all others, also in a newer edition of its file.
//!
//! In: the cells of a row, or a key. Out: its key, or the row that has it.

use super::column::rows_where;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use crate::model::text::Sha;
use std::collections::{BTreeMap, BTreeSet};

/// How many letters of a hash stand for a row without an id.
const HASH_LETTERS: usize = 16;

/// The key of a row with these cells: what its id column says; where the table has none, or the cell
/// is empty, a hash of all of its cells, which holds as long as none of them changes.
pub fn row_key(table: &LoadedTable, cells: &[String]) -> String {
    let id = id_column(table).and_then(|at| cells.get(at));
    let id = id.map(|id| id.trim()).filter(|id| !id.is_empty());
    id.map_or_else(|| hash(cells), str::to_owned)
}

/// The first row with this key; `None` where the file has none any more. Reads the file: for a job.
///
/// # Errors
/// As [`rows_with_keys`].
pub fn row_with_key(
    table: &LoadedTable,
    key: &str,
    watch: Watch<'_>,
) -> Result<Option<u32>, CannotLoad> {
    let found = rows_with_keys(table, &BTreeSet::from([key.to_owned()]), watch)?;
    Ok(found.get(key).copied())
}

/// By key, the first row that has it; without those the file has no row for any more. Reads the
/// file: for a job.
///
/// # Errors
/// When the file cannot be read, or `watch` stops it.
pub fn rows_with_keys(
    table: &LoadedTable,
    keys: &BTreeSet<String>,
    watch: Watch<'_>,
) -> Result<BTreeMap<String, u32>, CannotLoad> {
    let mut found = BTreeMap::new();
    if let Some(at) = id_column(table) {
        let rows = rows_where(table, &[at], watch, &|cells| {
            cells.first().is_some_and(|id| keys.contains(id.trim()))
        })?;
        for row in rows {
            let key = row_key(table, &table.records.read(row)?);
            found.entry(key).or_insert(row);
        }
    }
    let is_hash = |key: &&String| key.starts_with('#') && !found.contains_key(*key);
    if keys.iter().any(|key| is_hash(&key)) {
        let all: Vec<usize> = (0..table.columns.len()).collect();
        let owned = |cells: &[&str]| -> Vec<String> {
            cells.iter().map(|cell| (*cell).to_owned()).collect()
        };
        let rows = rows_where(table, &all, watch, &|cells| {
            keys.contains(&hash(&owned(cells)))
        })?;
        for row in rows {
            let key = hash(&table.records.read(row)?);
            found.entry(key).or_insert(row);
        }
    }
    Ok(found)
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

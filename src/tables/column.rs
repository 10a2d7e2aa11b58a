//! Columns that mean nothing to a chart, read from the file when somebody asks for one.
//!
//! In: a table in memory, the number of a column of its file. Out: that column as codes, one a row,
//! for the one who asked to keep; or the rows whose cells fit.

use super::coded::{Coded, Coder};
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;

/// Rows read at a time.
const AT_A_TIME: u32 = 4096;

/// Reads a column of the file, by its number from 0: the code of each row, in their order. A row
/// that is too short for it says nothing. Reads the whole file: for a job.
///
/// # Errors
/// When the file cannot be read any more, is another one by now, or `watch` stops it.
pub fn column(table: &LoadedTable, index: usize, watch: Watch<'_>) -> Result<Coded, CannotLoad> {
    let mut coder = Coder::default();
    each(table, watch, |_, cells| {
        coder.push(cells.get(index).map_or("", String::as_str));
    })?;
    Ok(coder.finish())
}

/// The rows, in their order, whose cells in `columns` (numbers from 0) pass `test`, which gets them
/// in the order of `columns`. Keeps no text: for columns too long to be kept. Reads the whole file:
/// for a job.
///
/// # Errors
/// As [`column`].
pub fn rows_where(
    table: &LoadedTable,
    columns: &[usize],
    watch: Watch<'_>,
    test: &(dyn Fn(&[&str]) -> bool + Sync),
) -> Result<Vec<u32>, CannotLoad> {
    let mut out = Vec::new();
    each(table, watch, |row, cells| {
        let cell = |at: &usize| cells.get(*at).map_or("", String::as_str);
        let cells: Vec<&str> = columns.iter().map(cell).collect();
        if test(&cells) {
            out.push(row);
        }
    })?;
    Ok(out)
}

fn each(
    table: &LoadedTable,
    watch: Watch<'_>,
    mut see: impl FnMut(u32, &[String]),
) -> Result<(), CannotLoad> {
    let mut from = 0;
    while from < table.len() {
        if !watch(from as f32 / table.len() as f32) {
            return Err(CannotLoad::Stopped);
        }
        let to = table.len().min(from.saturating_add(AT_A_TIME));
        let rows = table.records.read_many(from..to)?;
        for (row, cells) in (from..to).zip(&rows) {
            see(row, cells);
        }
        from = to;
    }
    Ok(())
}

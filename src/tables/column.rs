//! Columns that mean nothing to a chart, read from the file when somebody asks for one.
//!
//! In: a table in memory, the number of a column of its file. Out: that column as codes, one a row,
//! for the one who asked to keep; or the rows whose cells fit.

use super::cells::cell;
use super::coded::{Coded, Coder};
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use super::pass::{Chunk, Effort, Pass};
use super::widths::Row;
use std::borrow::Cow;

/// Reads a column of the file, by its number from 0: the code of each row, in their order. A row
/// that is too short for it says nothing. Reads the whole file, on all cores: for a job.
///
/// # Errors
/// When the file cannot be read any more, is another one by now, has more than 4 GB of different
/// texts in this column, or `watch` stops it.
pub fn column(table: &LoadedTable, index: usize, watch: Watch<'_>) -> Result<Coded, CannotLoad> {
    let read = |chunk: &Chunk<'_>| {
        let mut coder = Coder::default();
        let rows = each_row(table, chunk, |_, cells| {
            let raw = cells.raw(chunk.bytes, index).unwrap_or_default();
            coder.push_bytes(&cell(raw, table.records.cut()));
        });
        (rows, coder)
    };
    let mut all = Coder::default();
    pass(table, watch, &read, &mut |coder: Coder| {
        all.append(coder.so_far());
        match all.is_full() {
            true => Err(CannotLoad::TooLarge),
            false => Ok(()),
        }
    })?;
    Ok(all.finish())
}

/// The rows, in their order, whose cells in `columns` (numbers from 0) pass `test`, which gets them
/// in the order of `columns`. Keeps no text: for columns too long to be kept. Reads the whole file,
/// on all cores: for a job.
///
/// # Errors
/// As [`column`].
pub fn rows_where(
    table: &LoadedTable,
    columns: &[usize],
    watch: Watch<'_>,
    test: &(dyn Fn(&[&str]) -> bool + Sync),
) -> Result<Vec<u32>, CannotLoad> {
    let read = |chunk: &Chunk<'_>| {
        let mut fitting = Vec::new();
        let rows = each_row(table, chunk, |row, cells| {
            let said = |column: &usize| {
                let raw = cells.raw(chunk.bytes, *column).unwrap_or_default();
                text(cell(raw, table.records.cut()))
            };
            let said: Vec<Cow<'_, str>> = columns.iter().map(said).collect();
            let said: Vec<&str> = said.iter().map(AsRef::as_ref).collect();
            if test(&said) {
                fitting.push(row);
            }
        });
        (rows, fitting)
    };
    let mut all = Vec::new();
    pass(table, watch, &read, &mut |fitting: Vec<u32>| {
        all.extend(fitting);
        Ok(())
    })?;
    Ok(all)
}

fn text(cell: Cow<'_, [u8]>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => String::from_utf8_lossy(cell),
        Cow::Owned(cell) => match String::from_utf8(cell) {
            Ok(text) => Cow::Owned(text),
            Err(bad) => Cow::Owned(String::from_utf8_lossy(bad.as_bytes()).into_owned()),
        },
    }
}

/// Shows the records of a chunk that are rows; how many there were. Which are is known: from
/// where they begin.
pub(super) fn each_row(
    table: &LoadedTable,
    chunk: &Chunk<'_>,
    mut see: impl FnMut(u32, &Row<'_>),
) -> u32 {
    let first = table.records.first_from(chunk.base);
    let mut row = first;
    for record in chunk.structure.records() {
        if table.records.row_start(row) == Some(chunk.base + record.start as u64) {
            see(row, &table.records.widths().row(&record, chunk.bytes));
            row += 1;
        }
    }
    row - first
}

/// Goes through the rows of a table on all cores; what was made of its chunks is taken in the order
/// of the file.
///
/// # Errors
/// As [`column`].
pub(super) fn pass<P: Send>(
    table: &LoadedTable,
    watch: Watch<'_>,
    read: &(dyn Fn(&Chunk<'_>) -> (u32, P) + Sync),
    take: &mut (dyn FnMut(P) -> Result<(), CannotLoad> + Send),
) -> Result<(), CannotLoad> {
    let records = &table.records;
    let Some(from) = records.row_start(0) else {
        return Ok(());
    };
    let pass = Pass {
        bytes: records.bytes(),
        cut: records.cut(),
        from,
        effort: Effort::default(),
    };
    let mut rows = 0;
    pass.run(None, watch, read, &mut |(more, part)| {
        rows += more;
        take(part)
    })?;
    match rows == table.len() {
        true => Ok(()),
        false => Err(CannotLoad::Changed),
    }
}

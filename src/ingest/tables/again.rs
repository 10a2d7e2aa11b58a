//! The file of a table of a project, found and read again wherever it lies now.
//!
//! In: what the project says of the table, and the folders its file may lie in. Out: its rows, or
//! what lies in its place; a file with another SHA-256 is never taken for it.

use super::places::Places;
use super::{ReadTable, TableError, file_now, read};
use crate::ingest::child::Child;
use crate::model::table::{EventTable, TableFile};
use crate::storage::files::Files;
use crate::tables::load::{CannotLoad, Watch};
use std::path::{Path, PathBuf};

/// What lies where the file of a table should.
pub enum Found<T> {
    /// The file, at this place.
    Here(T, PathBuf),
    /// Another file: it was changed.
    Changed(PathBuf),
    /// Nothing.
    Missing,
}

/// Finds the file of a table and reads it.
///
/// # Errors
/// When it is there but cannot be read, or `watch` stops the work.
pub fn read_again(
    (files, child): (&dyn Files, &Child),
    table: &EventTable,
    places: &Places,
    watch: Watch<'_>,
) -> Result<Found<ReadTable>, TableError> {
    let read = |path: &Path| read(files, child, path, &table.layout, &table.mapping, watch);
    let is_it = |read: &ReadTable| read.file.sha == table.file.sha;
    found(files, &table.file, places, &|| watch(0.0), &read, &is_it)
}

/// Finds the file of a table, to see whether it is what it was: each that may be it is hashed.
///
/// # Errors
/// When it is there but cannot be read.
pub fn look_for(
    files: &dyn Files,
    file: &TableFile,
    places: &Places,
) -> Result<Found<()>, TableError> {
    let sha = |path: &Path| Ok(file_now(files, path)?.0);
    let found = found(files, file, places, &|| true, &sha, &|sha| *sha == file.sha)?;
    Ok(match found {
        Found::Here(_, path) => Found::Here((), path),
        Found::Changed(path) => Found::Changed(path),
        Found::Missing => Found::Missing,
    })
}

/// What is taken from the file of a table, wherever it lies: by its size, then by what it holds.
fn found<T>(
    files: &dyn Files,
    file: &TableFile,
    places: &Places,
    go_on: &dyn Fn() -> bool,
    take: &dyn Fn(&Path) -> Result<T, TableError>,
    is_it: &dyn Fn(&T) -> bool,
) -> Result<Found<T>, TableError> {
    for path in places.likely(files, file) {
        let taken = take(&path)?;
        // Another file may be of the same size.
        if is_it(&taken) {
            return Ok(Found::Here(taken, path));
        }
    }
    if let Some(path) = places.search(files, file, go_on) {
        return Ok(Found::Here(take(&path)?, path));
    }
    if !go_on() {
        return Err(TableError::Load {
            path: file.path.clone(),
            error: CannotLoad::Stopped,
        });
    }
    let changed = places.changed(files, file);
    Ok(changed.map_or(Found::Missing, Found::Changed))
}

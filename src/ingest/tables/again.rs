//! The file of a table of a project, found and read again.

use super::places::Places;
use super::{ReadTable, read};
use crate::ingest::child::Child;
use crate::model::table::EventTable;
use crate::storage::files::Files;
use crate::tables::load::Watch;
use std::path::{Path, PathBuf};

/// What became of the file of a table of the project.
pub enum TableRead {
    /// It was found at this place, and read.
    Here(ReadTable, PathBuf),
    /// Another file lies in its place.
    Changed(PathBuf),
    /// It is nowhere to be found.
    Missing,
    /// It is there, but cannot be read: why.
    Failed(String),
}

/// Finds the file of a table of the project and reads it again. Reads the whole
/// file: for a job.
pub fn read_again(
    (files, child): (&dyn Files, &Child),
    table: &EventTable,
    places: &Places,
    watch: Watch<'_>,
) -> TableRead {
    let read = |path: &Path| {
        let read = read(files, child, path, &table.layout, &table.mapping, watch);
        read.map_err(|error| error.to_string())
    };
    let go_on = || watch(0.0);
    for path in places.likely(files, &table.file) {
        match read(&path) {
            Ok(read) if read.file.sha == table.file.sha => return TableRead::Here(read, path),
            // Of the same size, but another file.
            Ok(_) => {}
            Err(why) => return TableRead::Failed(why),
        }
    }
    if let Some(path) = places.search(files, &table.file, &go_on) {
        return match read(&path) {
            Ok(read) => TableRead::Here(read, path),
            Err(why) => TableRead::Failed(why),
        };
    }
    if !go_on() {
        return TableRead::Failed("it was stopped".to_owned());
    }
    let changed = places.changed(files, &table.file);
    changed.map_or(TableRead::Missing, TableRead::Changed)
}

//! Files to event tables: what sort of file it is, how it is cut, what its columns mean.
//!
//! In: a path. Out: a [`Look`] at it, for an analyst to correct; then a [`ReadTable`].
//!
//! Every file goes one way: what it is packed in is taken off (`packed`), a spreadsheet or JSON is
//! turned into delimited text by a child process (`converter`, `convert`), other encodings into
//! UTF-8 (`transcode`), into a file without a name; plain UTF-8 stays where it is (`open`).

mod again;
pub mod convert;
mod converter;
mod csv;
mod dialect;
mod error;
mod fields;
mod gauge;
mod geo;
mod grid;
pub mod guess;
mod header;
mod json;
mod limits;
mod look;
mod look_newer;
mod lost;
pub mod meaning;
mod new;
pub mod newer;
mod no_object;
mod objects;
mod open;
mod packed;
pub mod peek;
pub mod places;
pub mod profiles;
mod read;
pub mod recognise;
mod sample;
pub mod seen;
mod sheet_cell;
mod sheets;
mod sort;
pub mod task;
mod transcode;
mod zip_directory;

pub use again::{Found, look_for, read_again};
pub use error::{TableError, Unreadable};
pub use look::{Choices, Known, Look, PREVIEWED};
pub use look_newer::{NewerLook, look_newer};
pub use lost::Lost;
pub use new::{NewTable, bytes_of, file_now, size_now};
pub use open::Opened;
pub use read::{ReadRows, ReadTable, hash, read, rows};

use crate::ingest::child::Child;
use crate::model::table::TableLayout;
use crate::storage::files::Files;
use crate::tables::load::Watch;
use std::path::Path;

/// The ends of the names of files that are taken for tables.
const ENDINGS: [&str; 14] = [
    "csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson",
    "geojson", "gz", "zip",
];

/// The ends of the names of files that are taken for tables, without a dot.
pub fn endings() -> impl Iterator<Item = &'static str> {
    ENDINGS.into_iter()
}

/// Whether a file of this name is taken for a table.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// Whether a file of this name may be a table as well as a source: what is in it tells.
pub fn may_be_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ["txt", "text"].contains(&ending.to_ascii_lowercase().as_str())
}

/// Whether a file that may be a source as well is a table beyond doubt: all its lines have as many
/// cells as the others. Its beginning is read.
pub fn holds_table(files: &dyn Files, path: &Path) -> bool {
    may_be_table(path) && look::is_surely_table(files, path).unwrap_or(false)
}

/// Looks at a file: a small part of it is read.
///
/// # Errors
/// When it cannot be read or is no table.
pub fn look(files: &dyn Files, child: &Child, path: &Path) -> Result<Look, TableError> {
    look_knowing(files, child, path, &Known::default())
}

/// Looks at a file once more, when an analyst knows better: what is known is taken, the rest
/// guessed.
///
/// # Errors
/// When it cannot be read or is no table.
pub fn look_knowing(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    known: &Known,
) -> Result<Look, TableError> {
    look::look(files, child, path, known).map_err(|fault| fault.about(path))
}

/// The text of a table, to be read at any place. Text in UTF-8 is read where it is.
///
/// # Errors
/// When it cannot be read, is damaged, or more comes out of it than an honest file holds.
pub fn open(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    watch: Watch<'_>,
) -> Result<Opened, TableError> {
    open::open(files, child, path, layout, watch).map_err(|fault| fault.about(path))
}

//! Files to event tables: what sort of file it is, how it is cut, what its columns mean.
//!
//! In: a path. Out: a [`Look`] at it, for an analyst to correct; then a [`ReadTable`].
//!
//! Every file goes one way: what it is packed in is taken off (`packed`), a spreadsheet or JSON is
//! turned into delimited text by a child process (`converter`, `convert`), other encodings into
//! UTF-8 (`transcode`), into a file without a name; plain UTF-8 stays where it is (`open`).

pub mod convert;
mod converter;
mod csv;
mod dialect;
mod error;
mod fields;
mod geo;
mod grid;
pub mod guess;
mod header;
mod json;
mod limits;
mod look;
pub mod meaning;
mod objects;
mod open;
mod packed;
pub mod profiles;
pub mod recognise;
mod sample;
pub mod seen;
mod sheet_cell;
mod sheets;
mod sort;
pub mod task;
mod transcode;
mod zip_directory;

pub use error::{TableError, Unreadable};
pub use look::{Choices, Known, Look, PREVIEWED};
pub use open::Opened;

use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFile, TableLayout};
use crate::model::text::{Sha, ShaOf};
use crate::storage::files::Files;
use crate::storage::read_at::{ReadAt, read_range};
use crate::tables::load::{CannotLoad, Watch, load, load_hashed};
use crate::tables::loaded::LoadedTable;
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// The ends of the names of files that are taken for tables.
const ENDINGS: [&str; 14] = [
    "csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson",
    "geojson", "gz", "zip",
];

/// A table that was read.
#[derive(Clone)]
pub struct ReadTable {
    /// Its rows.
    pub table: Arc<LoadedTable>,
    /// Its file.
    pub file: TableFile,
    /// What had to be left out or replaced to read it, a sentence each.
    pub notes: Vec<String>,
}

/// The ends of the names of files that are taken for tables, without a dot.
pub fn endings() -> impl Iterator<Item = &'static str> {
    ENDINGS.into_iter()
}

/// Whether a file of this name is taken for a table.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
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

/// Reads a table.
///
/// # Errors
/// When it cannot be read or is no table with these columns.
pub fn read(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<ReadTable, TableError> {
    let failed = |error: CannotLoad| TableError::Load {
        path: path.display().to_string(),
        error,
    };
    // What is unpacked first is half of the work, as far as anybody watches.
    let first = |part: f32| watch(part / 2.0);
    let second = |part: f32| watch(0.5 + part / 2.0);
    let opened = open(files, child, path, layout, &first)?;
    let bytes = Arc::clone(&opened.bytes);
    let (table, sha) = if opened.is_in_place {
        load_hashed(bytes, layout, mapping, watch).map_err(failed)?
    } else {
        let packed = files.open(path)?;
        thread::scope(|scope| {
            let hash = scope.spawn(|| hashed(&*packed));
            let table = load(bytes, layout, mapping, &second).map_err(failed)?;
            // Reading does not panic.
            let sha = hash.join().unwrap_or(Err(CannotLoad::Stopped));
            Ok::<_, TableError>((table, sha.map_err(failed)?))
        })?
    };
    Ok(ReadTable {
        table: Arc::new(table),
        file: TableFile {
            path: path.to_string_lossy().into_owned(),
            sha,
            bytes: opened.size,
            embedded: false,
        },
        notes: opened.notes,
    })
}

/// The hash of a file that is larger than memory, perhaps.
fn hashed(bytes: &dyn ReadAt) -> Result<Sha, CannotLoad> {
    const AT_ONCE: usize = 1 << 20;
    let (mut hash, mut at) = (ShaOf::default(), 0);
    loop {
        let piece = read_range(bytes, at, AT_ONCE)?;
        if piece.is_empty() {
            return Ok(hash.finish());
        }
        hash.add(&piece);
        at += piece.len() as u64;
    }
}

//! Files to rows, and to the hash that tells one edition of a file from another.

use super::error::TableError;
use super::open;
use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFile, TableLayout};
use crate::model::text::{Sha, ShaOf};
use crate::storage::files::Files;
use crate::storage::read_at::{ReadAt, read_range};
use crate::tables::load::{CannotLoad, Watch, load, load_hashed};
use crate::tables::loaded::LoadedTable;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// So many bytes are hashed at once.
const HASHED_AT_ONCE: usize = 1024 * 1024;

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

/// The rows of a table.
#[derive(Clone)]
pub struct ReadRows {
    /// The rows.
    pub table: Arc<LoadedTable>,
    /// What had to be left out or replaced to read them, a sentence each.
    pub notes: Vec<String>,
}

/// Reads a table, and hashes its file by the way.
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
    let file = files.open(path)?;
    let begin = |bytes: &dyn ReadAt| hash_before(&*file, bytes);
    let (rows, sha) = read_rows(
        files,
        child,
        path,
        layout,
        watch,
        &|bytes, is_file, watch| {
            if is_file {
                let hash = begin(&*bytes)?;
                let (table, sha) = load_hashed(bytes, hash, layout, mapping, watch)?;
                return Ok((table, Some(sha)));
            }
            Ok((load(bytes, layout, mapping, watch)?, None))
        },
    )?;
    let sha = match sha {
        Some(sha) => sha,
        None => hash(files, path, &|_| watch(1.0))?,
    };
    Ok(ReadTable {
        table: rows.table,
        file: TableFile {
            path: path.to_string_lossy().into_owned(),
            sha,
            bytes: file.size(),
            embedded: false,
        },
        notes: rows.notes,
    })
}

/// Reads the rows of a table and leaves its file unhashed, which is quicker: for a file that is
/// only counted, or whose rows are wanted on the screen before anything else. [`hash`] may follow.
///
/// # Errors
/// As [`read`].
pub fn rows(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<ReadRows, TableError> {
    let (rows, ()) = read_rows(files, child, path, layout, watch, &|bytes, _, watch| {
        Ok((load(bytes, layout, mapping, watch)?, ()))
    })?;
    Ok(rows)
}

/// The SHA-256 of a file, of which only a little is in memory at any time.
///
/// # Errors
/// When it cannot be read, or `watch` stops it.
pub fn hash(files: &dyn Files, path: &Path, watch: Watch<'_>) -> Result<Sha, TableError> {
    let bytes = files.open(path)?;
    hash_of(&*bytes, watch).map_err(|error| about(path, error))
}

fn about(path: &Path, error: CannotLoad) -> TableError {
    TableError::Load {
        path: path.display().to_string(),
        error,
    }
}

/// Makes a table of bytes; told whether they are the file itself, but for a byte order mark.
type Make<'m, T> =
    &'m dyn Fn(Arc<dyn ReadAt>, bool, Watch<'_>) -> Result<(LoadedTable, T), CannotLoad>;

fn read_rows<T>(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    watch: Watch<'_>,
    make: Make<'_, T>,
) -> Result<(ReadRows, T), TableError> {
    // What is unpacked first is half of the work, as far as anybody watches.
    let first = |part: f32| watch(part / 2.0);
    let opened = open(files, child, path, layout, &first)?;
    let second = |part: f32| match opened.is_in_place {
        true => watch(part),
        false => watch(0.5 + part / 2.0),
    };
    let made = make(Arc::clone(&opened.bytes), opened.is_in_place, &second);
    let (table, more) = made.map_err(|error| about(path, error))?;
    let rows = ReadRows {
        table: Arc::new(table),
        notes: opened.notes,
    };
    Ok((rows, more))
}

/// The hash of what stands in a file before the bytes at its end.
fn hash_before(file: &dyn ReadAt, bytes: &dyn ReadAt) -> io::Result<ShaOf> {
    let before = file.size().saturating_sub(bytes.size());
    let mut hash = ShaOf::default();
    hash.add(&read_range(file, 0, usize::try_from(before).unwrap_or(0))?);
    Ok(hash)
}

fn hash_of(bytes: &dyn ReadAt, watch: Watch<'_>) -> Result<Sha, CannotLoad> {
    let (mut hash, mut at) = (ShaOf::default(), 0);
    loop {
        let piece = read_range(bytes, at, HASHED_AT_ONCE)?;
        if piece.is_empty() {
            return Ok(hash.finish());
        }
        hash.add(&piece);
        at += piece.len() as u64;
        if !watch(at as f32 / bytes.size().max(1) as f32) {
            return Err(CannotLoad::Stopped);
        }
    }
}

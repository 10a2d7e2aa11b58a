//! Files to rows, and to the hash that tells one edition of a file from another.

use super::error::TableError;
use super::new::bytes_of;
use super::{Opened, open};
use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFile, TableLayout};
use crate::model::text::{Sha, ShaOf};
use crate::storage::files::{FileError, Files};
use crate::storage::read_at::{ReadAt, read_range};
use crate::tables::load::{CannotLoad, Watch, load, load_hashed};
use crate::tables::loaded::LoadedTable;
use std::path::Path;
use std::sync::Arc;
use std::thread;

/// So many bytes are hashed at once.
const HASHED_AT_ONCE: usize = 1024 * 1024;

/// A table that was read.
#[derive(Clone)]
pub struct ReadTable {
    /// Its rows.
    pub table: Arc<LoadedTable>,
    /// Its file.
    pub file: TableFile,
    /// What had to be left out or replaced to read it, and whether it has no rows; a sentence each.
    pub notes: Vec<String>,
}

/// The rows of a table.
#[derive(Clone)]
pub struct ReadRows {
    /// The rows.
    pub table: Arc<LoadedTable>,
    /// What had to be left out or replaced to read them, and whether there are none; a sentence each.
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
    let file = bytes_of(files, path)?;
    let (opened, (table, sha)) = read_opened(files, child, path, layout, watch, &|of, watch| {
        let bytes = Arc::clone(&of.bytes);
        if of.is_in_place {
            return Ok(load_hashed(bytes, layout, mapping, watch)?);
        }
        // The file is not what is read: it is hashed meanwhile.
        thread::scope(|scope| {
            let hash = scope.spawn(|| hash_of(&*file, &|_| true));
            let table = load(bytes, layout, mapping, watch)?;
            // Hashing does not panic.
            let sha = hash.join().unwrap_or(Err(CannotLoad::Stopped))?;
            Ok((table, sha))
        })
    })?;
    Ok(ReadTable {
        notes: notes(opened, &table),
        table: Arc::new(table),
        file: TableFile {
            path: path.to_string_lossy().into_owned(),
            sha,
            bytes: file.size(),
            embedded: false,
        },
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
    let (opened, table) = read_opened(files, child, path, layout, watch, &|of, watch| {
        Ok(load(Arc::clone(&of.bytes), layout, mapping, watch)?)
    })?;
    Ok(ReadRows {
        notes: notes(opened, &table),
        table: Arc::new(table),
    })
}

/// The SHA-256 of a file, of which only a little is in memory at any time.
///
/// # Errors
/// When it cannot be read, or `watch` stops it.
pub fn hash(files: &dyn Files, path: &Path, watch: Watch<'_>) -> Result<Sha, TableError> {
    let bytes = bytes_of(files, path)?;
    hash_of(&*bytes, watch).map_err(|error| Failed::Load(error).of(path))
}

/// That a file has no rows.
const NO_ROWS: &str = "there are names of columns in it, but no rows";

/// What had to be left out or replaced, and whether anything is left.
fn notes(opened: Opened, table: &LoadedTable) -> Vec<String> {
    let mut notes = opened.notes;
    if table.is_empty() {
        notes.push(NO_ROWS.to_owned());
    }
    notes
}

/// Why there are no rows.
enum Failed {
    File(FileError),
    Load(CannotLoad),
}

impl From<FileError> for Failed {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

impl From<CannotLoad> for Failed {
    fn from(error: CannotLoad) -> Self {
        Self::Load(error)
    }
}

impl Failed {
    fn of(self, path: &Path) -> TableError {
        match self {
            Self::File(error) => TableError::File(error),
            Self::Load(error) => TableError::Load {
                path: path.display().to_string(),
                error,
            },
        }
    }
}

/// Makes something of the text of a table.
type Make<'m, T> = &'m dyn Fn(&Opened, Watch<'_>) -> Result<T, Failed>;

fn read_opened<T>(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    layout: &TableLayout,
    watch: Watch<'_>,
    make: Make<'_, T>,
) -> Result<(Opened, T), TableError> {
    // What is unpacked first is half of the work, as far as anybody watches.
    let first = |part: f32| watch(part / 2.0);
    let opened = open(files, child, path, layout, &first)?;
    let second = |part: f32| match opened.is_in_place {
        true => watch(part),
        false => watch(0.5 + part / 2.0),
    };
    let made = make(&opened, &second).map_err(|failed| failed.of(path))?;
    Ok((opened, made))
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

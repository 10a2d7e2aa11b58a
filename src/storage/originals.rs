//! The files sources and embedded tables were read from, kept as they were in a folder beside the
//! project.
//!
//! In: a project's path, and bytes or a large file to copy. Out: `P.sources/SHA.EXTENSION` beside `P.ron`, whole or not at
//! all, named by what it holds: written once, never changed, never removed. A project opens
//! without them; they are wanted to read a source again, and to show that it was not altered.

use super::files::{Action, FileError, Files, Handle, folder_of, read_at_most};
use super::read_at::{each_piece, sha_of};
use super::replace;
use crate::model::source::Original;
use crate::model::table::TableFile;
use crate::model::text::{Sha, ShaOf};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest end of a name that is kept, in characters.
const LONGEST_EXTENSION: usize = 10;

/// The bytes of a file, shared.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(Arc<[u8]>);

impl Bytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// A file a source was read from, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalFile {
    /// What is known of it.
    pub original: Original,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The file of a table, to be copied beside the project piece by piece: it may be large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCopy {
    /// Where it is.
    pub from: PathBuf,
    /// What it is.
    pub file: TableFile,
}

/// Something to be kept beside the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToKeep {
    /// The file of a source.
    Original(OriginalFile),
    /// The file of a table.
    Table(TableCopy),
}

impl From<OriginalFile> for ToKeep {
    fn from(file: OriginalFile) -> Self {
        Self::Original(file)
    }
}

/// A kept file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// It is not there.
    #[error("{}: the original of this source is not there (copy ‘{name}’ there under this name)", path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
        /// What it was called.
        name: String,
    },
    /// The project has no place on disk to keep it at.
    #[error("the original of this source is not kept (add ‘{name}’ to the project again)")]
    NotKept {
        /// What it was called.
        name: String,
    },
    /// It holds something else than it was.
    #[error("{}: this is not the original any more: its SHA-256 differs (move it away, and copy ‘{name}’ there under this name)", path.display())]
    Damaged {
        /// Where it is.
        path: PathBuf,
        /// What it was called.
        name: String,
    },
    /// The disk would not have it.
    #[error(transparent)]
    Io(#[from] FileError),
}

/// The folder the originals of a project are kept in: `P.sources` for `P.ron`.
pub fn folder(project: &Path) -> PathBuf {
    project.with_extension("sources")
}

/// Where the original of a source of a project is kept.
pub fn path(project: &Path, original: &Original) -> PathBuf {
    place(project, &original.name, original.sha)
}

/// Where the file of a table is kept while it is embedded.
pub fn table_path(project: &Path, file: &TableFile) -> PathBuf {
    place(project, file.name(), file.sha)
}

fn place(project: &Path, name: &str, sha: Sha) -> PathBuf {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let end: String = end
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_EXTENSION)
        .collect();
    let end = if end.is_empty() { "bin" } else { &end };
    let name = format!("{sha}.{}", end.to_lowercase());
    folder(project).join(name)
}

/// Keeps a file; nothing where it is kept already. What lies at its place but is something else is
/// moved aside first.
///
/// # Errors
/// When it could not be written.
pub fn keep(files: &dyn Files, project: &Path, file: &OriginalFile) -> Result<(), FileError> {
    let path = path(project, &file.original);
    put(files, &path, file.original.sha, file.bytes.as_slice())
}

/// Copies the file of a table to its place, never all of it in memory; nothing where it is kept
/// already.
///
/// # Errors
/// When it cannot be read or written, or is not the file of the table any more.
pub fn keep_table(files: &dyn Files, project: &Path, copy: &TableCopy) -> Result<(), FileError> {
    let to = table_path(project, &copy.file);
    copy_file(files, &copy.from, &to, copy.file.sha)
}

/// Copies a file with this SHA-256, piece by piece.
fn copy_file(files: &dyn Files, from: &Path, to: &Path, sha: Sha) -> Result<(), FileError> {
    if files.metadata(to)?.is_some() {
        if holds(files, to, sha)? {
            return Ok(());
        }
        // Beside it lies what is damaged, as with every kept file.
        let there = files.read(to)?;
        replace::keep_aside(files, to, ".damaged", &there)?;
    } else {
        make_folder(files, folder_of(to))?;
    }
    let bytes = files.open(from)?;
    let cannot = |error| FileError::new(Action::Read, from, error);
    let mut write = |handle: &mut dyn Handle| {
        let mut hashing = ShaOf::default();
        let mut refused = None;
        let read = each_piece(&*bytes, |piece| {
            hashing.add(piece);
            handle.write(piece).map_err(|error| {
                refused = Some(error);
                io::Error::other("not written")
            })
        });
        match (refused, read) {
            (Some(error), _) => Err(error),
            (None, Err(error)) => Err(cannot(error)),
            (None, Ok(())) if hashing.finish() != sha => {
                Err(cannot(io::Error::other("it is not the same file any more")))
            }
            (None, Ok(())) => Ok(()),
        }
    };
    replace::replace_by(files, to, &mut write)
}

/// Whether a file has this SHA-256.
fn holds(files: &dyn Files, path: &Path, sha: Sha) -> Result<bool, FileError> {
    let bytes = files.open(path)?;
    let found = sha_of(&*bytes, &|| true);
    let found = found.map_err(|error| FileError::new(Action::Read, path, error))?;
    Ok(found == Some(sha))
}

/// Puts bytes with this SHA-256 at their place.
fn put(files: &dyn Files, path: &Path, sha: Sha, bytes: &[u8]) -> Result<(), FileError> {
    if files.metadata(path)?.is_some() {
        let there = files.read(path)?;
        if Sha::of(&there) == sha {
            return Ok(());
        }
        replace::keep_aside(files, path, ".damaged", &there)?;
    } else {
        make_folder(files, folder_of(path))?;
    }
    replace::replace(files, path, bytes)
}

fn make_folder(files: &dyn Files, folder: &Path) -> Result<(), FileError> {
    if files.metadata(folder)?.is_none() {
        files.create_dir_all(folder)?;
        files.sync_folder(folder_of(folder))?;
    }
    Ok(())
}

/// The bytes of a kept file, as they were.
///
/// # Errors
/// When it is missing, damaged, or cannot be read.
pub fn read(
    files: &dyn Files,
    project: &Path,
    original: &Original,
) -> Result<Vec<u8>, OriginalError> {
    let path = path(project, original);
    let name = original.name.clone();
    if files.metadata(&path)?.is_none() {
        return Err(OriginalError::Missing { path, name });
    }
    let bytes = read_at_most(files, &path, original.bytes.max(1))
        .ok()
        .filter(|bytes| Sha::of(bytes) == original.sha);
    bytes.ok_or(OriginalError::Damaged { path, name })
}

/// Keeps everything that is kept beside `from` beside `to` as well, also what no source needs at
/// present: an undo may want it again. What is damaged there stays behind.
///
/// # Errors
/// When the disk refuses.
pub fn copy(files: &dyn Files, from: &Path, to: &Path) -> Result<(), FileError> {
    let (from, to) = (folder(from), folder(to));
    if from == to || !files.metadata(&from)?.is_some_and(|it| it.is_folder) {
        return Ok(());
    }
    for name in files.list(&from)? {
        let path = from.join(&name);
        let is_file = files.metadata(&path)?.is_some_and(|it| !it.is_folder);
        let Some(sha) = sha_in(&name).filter(|_| is_file) else {
            continue;
        };
        if holds(files, &path, sha)? {
            copy_file(files, &path, &to.join(&name), sha)?;
        }
    }
    Ok(())
}

/// What a file of this name holds, if it is the name of a kept one.
fn sha_in(name: &str) -> Option<Sha> {
    let (sha, end) = name.split_once('.')?;
    let is_plain = end.chars().all(|c| c.is_ascii_alphanumeric());
    sha.parse().ok().filter(|_| is_plain)
}

//! The files sources were read from, kept as they were in a folder beside the project.
//!
//! In: a project's path, and bytes. Out: `P.sources/SHA.EXTENSION` beside `P.ron`, whole or not at
//! all, named by what it holds: written once, never changed, never removed. A project opens
//! without them; they are wanted to read a source again, and to show that it was not altered.

use super::files::{FileError, Files, folder_of, read_at_most};
use super::replace;
use crate::model::source::Original;
use crate::model::text::Sha;
use std::fmt;
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
    let end = original.name.rsplit_once('.').map_or("", |(_, end)| end);
    let end: String = end
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_EXTENSION)
        .collect();
    let end = if end.is_empty() { "bin" } else { &end };
    let name = format!("{}.{}", original.sha, end.to_lowercase());
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
        let bytes = files.read(&path)?;
        if Sha::of(&bytes) == sha {
            put(files, &to.join(&name), sha, &bytes)?;
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

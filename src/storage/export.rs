//! Files for other programs, written where a person says.
//!
//! In: bytes and a path as it was typed. Out: the file, whole or not at all; links stay links, what
//! is no plain file is written into, and no project is ever replaced by something else.

use super::files::{FileError, Files, beside, folder_of};
use super::project_file;
use super::recovery::journal_path;
use super::replace::replace_shared;
use std::path::{Path, PathBuf};

/// So much of a file tells whether it is a project.
const START: usize = 4 << 10;

/// An export was not written. Whatever was there is still there.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It would take the place of what it was made from.
    #[error("{}: this is what the output is made from (choose another name)", .0.display())]
    IsInput(PathBuf),
    /// It would take the place of a project.
    #[error("{}: a Tightrope project lies there (choose another name)", .0.display())]
    IsProject(PathBuf),
    /// There is no such folder.
    #[error("{}: there is no such folder (choose another, or make it first)", .0.display())]
    NoFolder(PathBuf),
    /// It is a folder.
    #[error("{}: this is a folder (name a file)", .0.display())]
    IsFolder(PathBuf),
    /// The disk would not have it.
    #[error(transparent)]
    Io(#[from] FileError),
}

/// Writes `bytes` to `path`, in place of a plain file that is no project. `input` is the project
/// the bytes come from, where it lies on disk.
///
/// # Errors
/// Why not; what was there is then still there.
pub fn write(
    files: &dyn Files,
    path: &Path,
    bytes: &[u8],
    input: Option<&Path>,
) -> Result<(), ExportError> {
    let found = files.metadata(path)?;
    if found.is_some_and(|found| found.is_folder) {
        return Err(ExportError::IsFolder(path.to_owned()));
    }
    // What stands there may be a stream that others hold open under a name of the system’s own.
    let system = ["/dev", "/proc"].iter().any(|root| path.starts_with(root));
    if found.is_some_and(|found| !found.is_plain || system) {
        return Ok(files.append_to(path)?.write(bytes)?);
    }
    let real = files.real_path(path);
    if let Some(input) = input {
        let input = files.real_path(input);
        let beside = [journal_path(&input), beside(&input, ".lock")];
        if real == input || beside.contains(&real) {
            return Err(ExportError::IsInput(path.to_owned()));
        }
    }
    if found.is_some() {
        if project_file::is_project(&files.read_start(&real, START)?) {
            return Err(ExportError::IsProject(path.to_owned()));
        }
    } else if files.metadata(folder_of(&real))?.is_none() {
        return Err(ExportError::NoFolder(folder_of(path).to_owned()));
    }
    Ok(replace_shared(files, &real, bytes)?)
}

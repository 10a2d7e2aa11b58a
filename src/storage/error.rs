//! Why a project could not be opened or saved, each with what, where and what to do.

use super::files::FileError;
use super::journal::JournalError;
use super::line::NotWritable;
use super::project_file::{self, BadLine};
use super::store::WhyReadOnly;
use crate::document::Refused;
use std::path::{Path, PathBuf};

/// A project could not be opened. Nothing was changed on disk.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("{}: there is no such file (check the name and the folder)", path.display())]
    NotFound {
        /// Which.
        path: PathBuf,
    },
    /// It is a file of another sort.
    #[error("{}:1: this is not a Tightrope project: {why} (open a project, a case folder or a text)", path.display())]
    NotAProject {
        /// Which.
        path: PathBuf,
        /// What gives that away.
        why: String,
    },
    /// A later program made it.
    #[error("{}:3: made by a newer Tightrope: format {format}; this one reads {} (use a newer Tightrope)", path.display(), project_file::FORMAT)]
    NewerFormat {
        /// Which.
        path: PathBuf,
        /// Its format version.
        format: u32,
    },
    /// Lines do not fit their checksums or say nothing.
    #[error("{}", damaged_lines(path, bad).join("\n"))]
    Damaged {
        /// Which.
        path: PathBuf,
        /// Every bad line.
        bad: Vec<BadLine>,
    },
    /// Its lines are sound, but its records contradict one another.
    #[error("{}", invalid_lines(path, refused).join("\n"))]
    Invalid {
        /// Which.
        path: PathBuf,
        /// Every contradiction.
        refused: Vec<Refused>,
    },
    /// The disk would not have it.
    #[error(transparent)]
    Io(#[from] FileError),
    /// The journal beside it could not be written.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl OpenError {
    /// One line per thing that is wrong, each with file and line where there is one.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Damaged { path, bad } => damaged_lines(path, bad),
            Self::Invalid { path, refused } => invalid_lines(path, refused),
            other => vec![other.to_string()],
        }
    }
}

fn damaged_lines(path: &Path, bad: &[BadLine]) -> Vec<String> {
    let say = |bad: &BadLine| {
        format!(
            "{}:{}: the project is damaged: {} (keep this file, and go back to a copy)",
            path.display(),
            bad.line,
            bad.what
        )
    };
    bad.iter().map(say).collect()
}

fn invalid_lines(path: &Path, refused: &[Refused]) -> Vec<String> {
    let say = |refused: &Refused| {
        format!(
            "{}: {refused} (correct it with the program that wrote the file)",
            path.display()
        )
    };
    refused.iter().map(say).collect()
}

/// A project could not be saved. What was on disk is still there.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Somebody changed the file since it was read or written here.
    #[error("{}: the file was changed by another program; nothing was overwritten (save under another name to keep both)", path.display())]
    ChangedOnDisk {
        /// Which.
        path: PathBuf,
    },
    /// There is no such folder.
    #[error("{}: there is no such folder (choose another, or make it first)", folder.display())]
    NoFolder {
        /// Which.
        folder: PathBuf,
    },
    /// The project is open only to read.
    #[error("{}: this project is open only to read, because {why} (save under another name)", path.display())]
    ReadOnly {
        /// Which.
        path: PathBuf,
        /// Why.
        why: WhyReadOnly,
    },
    /// The disk would not have it.
    #[error("not saved: {0}")]
    Io(#[from] FileError),
    /// The journal beside it could not be written.
    #[error("not saved: {0}")]
    Journal(#[from] JournalError),
    /// A record has no RON: a fault of the program.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
}

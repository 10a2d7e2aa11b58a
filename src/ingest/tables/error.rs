//! Why a file is no table that can be read: what, where and what to do.

use crate::storage::files::{Action, FileError};
use crate::tables::load::CannotLoad;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is not a sort of file that holds a table, or does not hold together.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: String,
        /// What is wrong.
        error: Unreadable,
    },
    /// It is no table, or not with these columns.
    #[error("{path}: {error}")]
    Load {
        /// The file.
        path: String,
        /// What is wrong.
        error: CannotLoad,
    },
}

impl TableError {
    /// Whether nothing is wrong: somebody stopped the reading.
    pub fn is_stopped(&self) -> bool {
        let Self::Load { error, .. } = self else {
            return false;
        };
        matches!(error, CannotLoad::Stopped)
    }
}

/// What is wrong with a file that was to be a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    /// It is a file of another sort.
    #[error("this is {sort}, which is no table ({instead})")]
    OtherSort {
        /// What it is.
        sort: String,
        /// What to do.
        instead: String,
    },
    /// It holds a NUL character.
    #[error("a NUL character stands in line {line}, so it is no text (save it as CSV in UTF-8)")]
    Nul {
        /// The number of its line, from 1.
        line: usize,
    },
    /// No sign parts its lines into cells.
    #[error(
        "its lines do not fall into columns at commas, semicolons, tabs or bars (choose a table, or add it as a text)"
    )]
    NoColumns,
    /// There is nothing in it.
    #[error("there are no rows in it (choose another file)")]
    Empty,
    /// It is locked with a password.
    #[error("it is locked with a password (save a copy without one)")]
    Locked,
    /// An archive without a table.
    #[error("the archive holds no table (unpack it, and add its files)")]
    NoEntry,
    /// The archive has no such file any more.
    #[error("there is no file {wanted:?} in the archive (choose one of {})", .there.join(", "))]
    NoSuchEntry {
        /// What was asked for.
        wanted: String,
        /// What there is.
        there: Vec<String>,
    },
    /// An archive inside an archive.
    #[error("it holds another archive (unpack that first)")]
    Nested,
    /// The spreadsheet has no such sheet any more.
    #[error("there is no sheet {wanted:?} in it (choose one of {})", .there.join(", "))]
    NoSuchSheet {
        /// What was asked for.
        wanted: String,
        /// What there is.
        there: Vec<String>,
    },
    /// The JSON has no list of objects there.
    #[error("{0} (a table is a list of objects, or one object a line)")]
    NoList(String),
    /// There is more of something than an honest file has.
    #[error("{what}, more than any honest table needs (do not trust this file)")]
    Excessive {
        /// What there is too much of.
        what: String,
    },
    /// It does not hold together.
    #[error("it is damaged: {what} (open it in the program that made it, and save it again)")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// Whoever was to read it could not, or gave up.
    #[error("it could not be read: {what} (save it as CSV in UTF-8, and add that)")]
    NotRead {
        /// What happened.
        what: String,
    },
}

impl Unreadable {
    /// Something is wrong with the file.
    #[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
    pub(super) fn damaged(what: impl ToString) -> Self {
        let what = what.to_string();
        Self::Damaged { what }
    }

    /// There is too much of something.
    pub(super) fn excessive(what: impl Into<String>) -> Self {
        let what = what.into();
        Self::Excessive { what }
    }

    /// Whoever was to read it could not.
    pub(super) fn not_read(what: impl Into<String>) -> Self {
        let what = what.into();
        Self::NotRead { what }
    }
}

/// A [`TableError`] before anybody said which file it is about.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(transparent)]
    Io(io::Error),
    #[error("stopped")]
    Stopped,
}

impl From<io::Error> for Fault {
    /// Faults travel through readers of others as errors of reading; what these find wrong
    /// themselves is damage.
    fn from(error: io::Error) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(fault) => return fault,
            Err(error) => error,
        };
        match error.kind() {
            io::ErrorKind::UnexpectedEof => {
                Unreadable::damaged("what is packed in it ends too early").into()
            }
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Unreadable::damaged(error).into()
            }
            _ => Self::Io(error),
        }
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io(error) => error,
            fault => Self::other(fault),
        }
    }
}

impl Fault {
    /// About this file.
    pub(super) fn about(self, path: &Path) -> TableError {
        let named = path.display().to_string();
        match self {
            Self::File(error) => TableError::File(error),
            Self::Io(error) => TableError::File(FileError::new(Action::Read, path, error)),
            Self::Unreadable(error) => TableError::Unreadable { path: named, error },
            Self::Stopped => TableError::Load {
                path: named,
                error: CannotLoad::Stopped,
            },
        }
    }
}

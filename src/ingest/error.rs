//! Why a file could not be read as a source: what, where and what to do.

use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes; also the largest text that is taken out of one.
pub const MOST_BYTES: usize = 64 << 20;

/// A file is no source that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TextError {
    /// It is a file of a sort that is known, but not read.
    #[error("this is {sort}, which is not read ({instead})")]
    OtherSort {
        /// What it is.
        sort: String,
        /// What to do.
        instead: String,
    },
    /// Its name says that it is no source.
    #[error(
        "files that end in .{extension} are not read as sources (use .txt, .md, .html, .docx or .pdf)"
    )]
    Extension {
        /// How its name ends.
        extension: String,
    },
    /// It holds a NUL character.
    #[error("a NUL character stands in it, so it is no plain text (save it as UTF-8)")]
    Nul {
        /// The number of its line, from 1.
        line: usize,
    },
    /// It is UTF-8 but for some bytes.
    #[error("byte {byte} is not valid UTF-8, though the rest is (save it as UTF-8 again)")]
    BadUtf8 {
        /// The number of its line, from 1.
        line: usize,
        /// Its place in the file, from 1.
        byte: usize,
    },
    /// There is nothing in it.
    #[error("there is no text in it (choose another file)")]
    Empty,
    /// Its pages are pictures.
    #[error("its pages hold pictures but no text (have the text recognised first, by OCR)")]
    OnlyPictures,
    /// It is locked with a password.
    #[error("it is locked with a password (save a copy without one)")]
    Locked,
    /// It is too large.
    #[error("it has {bytes} bytes; a text may have {MOST_BYTES} (split it into several files)")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// What is packed in it is too large, or nested too deeply: harmless files are not like that.
    #[error("{what}, more than any honest file needs (do not trust this file)")]
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
    #[error("it could not be read: {what} (save it as plain text, and add that)")]
    NotRead {
        /// What happened.
        what: String,
    },
}

impl TextError {
    /// The line it is about, from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::Nul { line } | Self::BadUtf8 { line, .. } => *line,
            _ => 1,
        }
    }

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
}

//! The journal beside a project: every edit, one line each, on disk before anyone relies on it.
//!
//! In: [`Entry`] after [`Entry`]. Out: `P.ron.journal`, from which [`super::recovery`] brings
//! back what the project file does not hold yet, and all that can be undone and redone.
//!
//! ```text
//! (format:1,project:"7c0e…") // 0c4b7a3e
//! (seq:1,made:(by:"u1-k3f9",at:"2026-11-22T16:31:00Z"),act:Do(label:"…",…)) // <chain> <CRC-32>
//! (seq:2,made:(…),act:Undo) // <chain> <CRC-32>
//! ```
//!
//! The chain of a line is the SHA-256 of the chain before it (32 bytes) followed by the bytes of
//! the line up to ` // `. Before the first line stands the SHA-256 of `tightrope journal 1 ` and
//! the project's id; or, for a journal begun in the middle, what its head says under `after`.
//! The CRC-32 covers everything before it. Lines end in LF; a line without one was cut off.

mod reading;

use super::files::{FileError, Files, Handle};
use super::line::{self, NotWritable};
use super::replace;
use crate::document::Transaction;
use crate::model::made::Made;
use crate::model::text::{Sha, SourceText};
pub(super) use reading::{Numbered, Readable, newer_format, read_behind, read_head};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A point of a journal: how many entries lead to it, and the hash over all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalMark {
    /// How many entries.
    pub entries: u64,
    /// The hash over them, one chained to the other.
    pub chain: Sha,
}

impl JournalMark {
    /// The point before the first entry of a project's journal.
    pub fn start(project: Sha) -> Self {
        Self {
            entries: 0,
            chain: Sha::of(format!("tightrope journal 1 {project}").as_bytes()),
        }
    }

    fn after(self, body: &str) -> Self {
        Self {
            entries: self.entries + 1,
            chain: Sha::of(&[self.chain.bytes(), body.as_bytes()].concat()),
        }
    }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// By whom, and when.
    pub made: Made,
    /// What.
    pub act: Act,
}

/// What can be done to a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// A transaction was applied.
    Do(Arc<Transaction>),
    /// The last one was taken back.
    Undo,
    /// What was taken back last was done again.
    Redo,
    /// The text of a source was added, for a following transaction to name.
    Text(SourceText),
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    seq: u64,
    made: Made,
    act: ActLine,
}

#[derive(Serialize, Deserialize)]
enum ActLine {
    Do(Arc<Transaction>),
    Undo,
    Redo,
    Text { sha: Sha, text: Arc<str> },
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: u32,
    project: Sha,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<JournalMark>,
}

impl Entry {
    fn encode(&self, seq: u64) -> Result<String, NotWritable> {
        line::encode(&EntryLine {
            seq,
            made: self.made,
            act: match &self.act {
                Act::Do(transaction) => ActLine::Do(Arc::clone(transaction)),
                Act::Undo => ActLine::Undo,
                Act::Redo => ActLine::Redo,
                Act::Text(text) => ActLine::Text {
                    sha: text.sha(),
                    text: text.shared(),
                },
            },
        })
    }

    fn decode(body: &str, seq: u64) -> Result<Self, String> {
        let line: EntryLine = line::decode(body)?;
        if line.seq != seq {
            return Err(format!("it has number {} instead of {seq}", line.seq));
        }
        let act = match line.act {
            ActLine::Do(transaction) => Act::Do(transaction),
            ActLine::Undo => Act::Undo,
            ActLine::Redo => Act::Redo,
            ActLine::Text { sha, text } => {
                let text = SourceText::new(text).map_err(|error| error.to_string())?;
                if text.sha() != sha {
                    return Err("the text is not the one its SHA-256 names".to_owned());
                }
                Act::Text(text)
            }
        };
        Ok(Self {
            made: line.made,
            act,
        })
    }
}

/// An edit is not on disk.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk did not take it. It is kept in memory and written before the next one.
    #[error("{0}; your last edits are in memory only")]
    File(#[from] FileError),
    /// The edit has no RON: a fault of the program.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
}

/// A journal being written. Owned by one worker.
pub struct Journal {
    files: Arc<dyn Files>,
    path: PathBuf,
    handle: Option<Box<dyn Handle>>,
    /// So much of the file is known to be good.
    good_bytes: usize,
    mark: JournalMark,
    /// Lines the disk did not take yet.
    waiting: Vec<u8>,
}

impl Journal {
    /// Begins a journal at `path`, in place of what is there.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn begin(
        files: Arc<dyn Files>,
        path: &Path,
        project: Sha,
        after: Option<JournalMark>,
    ) -> Result<Self, JournalError> {
        let bytes = head_line(project, after)?;
        let mark = after.unwrap_or_else(|| JournalMark::start(project));
        Ok(Self::put(files, path, &bytes, mark)?)
    }

    /// Puts good lines that lead to `mark` at `path`, to go on from there.
    pub(super) fn put(
        files: Arc<dyn Files>,
        path: &Path,
        bytes: &[u8],
        mark: JournalMark,
    ) -> Result<Self, FileError> {
        replace::replace(&*files, path, bytes)?;
        Ok(Self::resume(files, path, bytes.len(), mark))
    }

    /// Goes on with a journal whose `good_bytes` are all of it and lead to `mark`.
    pub(super) fn resume(
        files: Arc<dyn Files>,
        path: &Path,
        good_bytes: usize,
        mark: JournalMark,
    ) -> Self {
        Self {
            files,
            path: path.to_owned(),
            handle: None,
            good_bytes,
            mark,
            waiting: Vec::new(),
        }
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far it has got, entries that wait for the disk included. A project file saved with
    /// this mark holds all of them.
    pub fn mark(&self) -> JournalMark {
        self.mark
    }

    /// Whether everything appended is on disk.
    pub fn is_on_disk(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Writes an entry durably, after any that still wait.
    ///
    /// # Errors
    /// When the disk did not take it: it waits then, and [`Journal::flush`] or the next append
    /// tries again.
    pub fn append(&mut self, entry: &Entry) -> Result<(), JournalError> {
        let body = entry.encode(self.mark.entries + 1)?;
        self.mark = self.mark.after(&body);
        let (line, _) = seal_entry(&body, self.mark.chain);
        self.waiting.extend_from_slice(line.as_bytes());
        Ok(self.flush()?)
    }

    /// Writes the entries that wait.
    ///
    /// # Errors
    /// When the disk did not take them; they go on waiting.
    pub fn flush(&mut self) -> Result<(), FileError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.write_waiting()?;
        self.good_bytes += self.waiting.len();
        self.waiting.clear();
        Ok(())
    }

    /// A handle that failed is dropped: what it wrote may be half there, so never retry on it.
    fn write_waiting(&mut self) -> Result<(), FileError> {
        let mut handle = match self.handle.take() {
            Some(handle) => handle,
            None => self.open()?,
        };
        handle.write(&self.waiting)?;
        handle.sync()?;
        self.handle = Some(handle);
        Ok(())
    }

    /// Opens the file to append; whatever a failed write left behind the good bytes goes first.
    fn open(&self) -> Result<Box<dyn Handle>, FileError> {
        let found = self.files.metadata(&self.path)?;
        if found.is_none_or(|found| found.bytes != self.good_bytes as u64) {
            let bytes = self.files.read(&self.path)?;
            let good = bytes.get(..self.good_bytes).unwrap_or(&bytes);
            replace::replace(&*self.files, &self.path, good)?;
        }
        self.files.append_to(&self.path)
    }
}

pub(super) fn head_line(project: Sha, after: Option<JournalMark>) -> Result<Vec<u8>, NotWritable> {
    let head = Head {
        format: 1,
        project,
        after,
    };
    let (mut sealed, _) = line::seal(line::encode(&head)?);
    sealed.push('\n');
    Ok(sealed.into_bytes())
}

/// The line of an entry, its line break included.
fn seal_entry(body: &str, chain: Sha) -> (String, u32) {
    let text = format!("{body} // {chain}");
    let crc = crc32fast::hash(text.as_bytes());
    (format!("{text} {crc:08x}\n"), crc)
}

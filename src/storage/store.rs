//! A project held open at its place on disk.
//!
//! In: a path, then edits and snapshots to keep. Out: the [`Document`] that was there, and after
//! each `Ok` the certainty that what was given is on disk. Owned by one worker thread.

use super::error::{OpenError, SaveError};
use super::files::{FileError, Files, Guard, Lock, beside, folder_of, read_at_most};
use super::journal::{Entry, Journal, JournalMark};
use super::originals::{self, ToKeep};
use super::project_file::{self, NotReadable};
use super::recovery::{self, Warning};
use super::replace;
use crate::document::{Document, Snapshot};
use crate::model::id::Replica;
use crate::model::project::Project;
use crate::model::text::Sha;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether this window may write to the project.
pub enum Access {
    /// It may; nobody else may while this is held.
    Owner(Box<dyn Guard>),
    /// It may not.
    ReadOnly {
        /// Why.
        why: WhyReadOnly,
    },
}

/// Why a project is open only to read. As text it goes behind “because”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyReadOnly {
    /// Another window has it open.
    OpenElsewhere {
        /// Whose; empty when unknown.
        by: String,
    },
    /// The disk does not let it be written.
    CannotBeWritten {
        /// What it said.
        error: String,
    },
    /// A later program wrote its journal.
    NewerJournal {
        /// The format of the journal.
        format: u32,
    },
}

impl fmt::Display for WhyReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenElsewhere { by } if by.is_empty() => {
                write!(f, "another window has it open")
            }
            Self::OpenElsewhere { by } => write!(f, "{by} has it open"),
            Self::CannotBeWritten { error } => write!(f, "it cannot be written: {error}"),
            Self::NewerJournal { format } => write!(
                f,
                "a newer Tightrope wrote its journal (format {format}; this one reads 1)"
            ),
        }
    }
}

impl Access {
    /// Whether this window may not write.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::ReadOnly { .. })
    }
}

/// What a file was when it was last read or written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of it.
    pub sha: Sha,
}

impl Stamp {
    fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.len() as u64,
            sha: Sha::of(bytes),
        }
    }
}

/// A save that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the file is now.
    pub stamp: Stamp,
    /// How much of the journal it includes.
    pub mark: Option<JournalMark>,
}

/// A project brought back from disk.
pub struct Opened {
    /// The project, with every edit and the history to undo it.
    pub document: Document,
    /// Its place on disk.
    pub store: Store,
    /// What could not be used of the journal.
    pub warnings: Vec<Warning>,
    /// How many edits the journal held that the project file did not.
    pub replayed: usize,
}

/// The place of an open project: the lock, the journal, and what the file last was.
pub struct Store {
    files: Arc<dyn Files>,
    path: PathBuf,
    stamp: Option<Stamp>,
    access: Access,
    journal: Option<Journal>,
}

impl Store {
    /// Opens a project, bringing back edits that were not saved. `owner` is what others read who
    /// find it locked.
    ///
    /// # Errors
    /// What is wrong with the file and what to do; nothing was changed on disk then.
    pub fn open(
        files: Arc<dyn Files>,
        path: &Path,
        replica: Replica,
        owner: &str,
    ) -> Result<Opened, OpenError> {
        // Refused before a lock file is laid beside something that is no project.
        load(&*files, path, replica)?;
        let path = files.real_path(path);
        // A folder nobody here may write to is a good reason to open it only to read.
        let read_only = |error: FileError| Access::ReadOnly {
            why: WhyReadOnly::CannotBeWritten {
                error: error.to_string(),
            },
        };
        let mut access = lock(&*files, &path, owner).unwrap_or_else(read_only);
        let Loaded {
            mut document,
            mark,
            stamp,
        } = load(&*files, &path, replica)?;
        let writable = !access.is_read_only();
        if writable {
            replace::sweep(&*files, &path);
        }
        let recovered = recovery::recover(&files, &path, mark, &mut document, writable)?;
        if let (true, Some(format)) = (writable, recovered.newer) {
            let why = WhyReadOnly::NewerJournal { format };
            access = Access::ReadOnly { why };
        }
        Ok(Opened {
            document,
            store: Self {
                files,
                path,
                stamp: Some(stamp),
                access,
                journal: recovered.journal,
            },
            warnings: recovered.warnings,
            replayed: recovered.replayed,
        })
    }

    /// Makes a project file where there is none, and opens it.
    ///
    /// # Errors
    /// When there is one, or it could not be written.
    pub fn create(
        files: Arc<dyn Files>,
        path: &Path,
        project: &Project,
        owner: &str,
    ) -> Result<Self, SaveError> {
        let path = files.real_path(path);
        let access = lock_to_write(&*files, &path, owner)?;
        let mut store = Self {
            files,
            path,
            stamp: None,
            access,
            journal: None,
        };
        store.write(project, None)?;
        let start = project.info.values().next().map(|info| info.project);
        let start = start.unwrap_or_else(|| Sha::of(b""));
        let at = recovery::journal_path(&store.path);
        store.set_journal_aside()?;
        store.journal = Some(Journal::begin(Arc::clone(&store.files), &at, start, None)?);
        Ok(store)
    }

    /// Where the project lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this window may write to it.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Whether every edit given to [`Store::append`] is on disk.
    pub fn is_on_disk(&self) -> bool {
        self.journal.as_ref().is_none_or(Journal::is_on_disk)
    }

    /// Puts an edit on disk.
    ///
    /// # Errors
    /// When it is in memory only; it is tried again with the next one, and a save includes it.
    pub fn append(&mut self, entry: &Entry) -> Result<(), SaveError> {
        match &mut self.journal {
            Some(journal) => Ok(journal.append(entry)?),
            None => Err(self.read_only()),
        }
    }

    /// Keeps a file a source was read from beside the project.
    ///
    /// # Errors
    /// When it is not on disk.
    pub fn keep_original(&self, file: &ToKeep) -> Result<(), SaveError> {
        if self.access.is_read_only() {
            return Err(self.read_only());
        }
        match file {
            ToKeep::Original(file) => originals::keep(&*self.files, &self.path, file)?,
            ToKeep::Table(copy) => originals::keep_table(&*self.files, &self.path, copy)?,
        }
        Ok(())
    }

    /// Puts the whole project on disk. `snapshot` holds exactly the edits appended so far.
    ///
    /// # Errors
    /// When it was not saved; the file is then as it was.
    pub fn save(&mut self, snapshot: &Snapshot) -> Result<Saved, SaveError> {
        if let Some(journal) = &mut self.journal {
            // Entries that the disk still refuses are in the snapshot, and the mark counts them.
            let _ = journal.flush();
        }
        let mark = self.journal.as_ref().map(Journal::mark);
        self.write(snapshot.project(), mark)
    }

    /// Puts the project at another place, with its journal, and goes on there. The file at the
    /// old place stays; one at the new place is replaced.
    ///
    /// # Errors
    /// When it was not saved; this store then goes on at the old place.
    pub fn save_as(
        &mut self,
        path: &Path,
        snapshot: &Snapshot,
        owner: &str,
    ) -> Result<Saved, SaveError> {
        let path = self.files.real_path(path);
        if path == self.path {
            return self.save(snapshot);
        }
        let mut there = Self {
            files: Arc::clone(&self.files),
            access: lock_to_write(&*self.files, &path, owner)?,
            path,
            stamp: None,
            journal: None,
        };
        if there.access.is_read_only() {
            return Err(there.read_only());
        }
        if there.files.metadata(&there.path)?.is_some() {
            there.stamp = Some(Stamp::of(&there.files.read(&there.path)?));
        }
        originals::copy(&*self.files, &self.path, &there.path)?;
        there.set_journal_aside()?;
        there.journal = Some(self.journal_at(&there.path, snapshot)?);
        let saved = there.save(snapshot)?;
        *self = there;
        Ok(saved)
    }

    /// A copy of this journal for another place; a fresh one where there is none to copy.
    fn journal_at(&mut self, project: &Path, snapshot: &Snapshot) -> Result<Journal, SaveError> {
        let at = recovery::journal_path(project);
        let files = Arc::clone(&self.files);
        if let Some(journal) = &mut self.journal
            && journal.flush().is_ok()
        {
            let bytes = self.files.read(journal.path())?;
            return Ok(Journal::put(files, &at, &bytes, journal.mark())?);
        }
        let info = snapshot.project().info.values().next();
        let id = info.map_or_else(|| Sha::of(b""), |info| info.project);
        let after = self.journal.as_ref().map(Journal::mark);
        Ok(Journal::begin(files, &at, id, after)?)
    }

    fn set_journal_aside(&self) -> Result<(), FileError> {
        let at = recovery::journal_path(&self.path);
        if self.files.metadata(&at)?.is_some() {
            let bytes = self.files.read(&at)?;
            replace::keep_aside(&*self.files, &at, ".old", &bytes)?;
            self.files.remove(&at)?;
        }
        Ok(())
    }

    fn write(&mut self, project: &Project, mark: Option<JournalMark>) -> Result<Saved, SaveError> {
        if self.access.is_read_only() {
            return Err(self.read_only());
        }
        let bytes = project_file::encode(project, mark)?;
        let stamp = save(&*self.files, &self.path, &bytes, self.stamp)?;
        self.stamp = Some(stamp);
        Ok(Saved { stamp, mark })
    }

    fn read_only(&self) -> SaveError {
        let why = match &self.access {
            Access::ReadOnly { why } => why.clone(),
            Access::Owner(_) => WhyReadOnly::OpenElsewhere { by: String::new() },
        };
        SaveError::ReadOnly {
            path: self.path.clone(),
            why,
        }
    }
}

/// Puts `bytes` at `path`, provided that what is there is still what `expected` says (`None`:
/// no file).
///
/// # Errors
/// When it is not, or the disk refuses; the file is then as it was.
pub fn save(
    files: &dyn Files,
    path: &Path,
    bytes: &[u8],
    expected: Option<Stamp>,
) -> Result<Stamp, SaveError> {
    let found = match files.metadata(path)? {
        Some(_) => Some(Stamp::of(&files.read(path)?)),
        None => None,
    };
    // A file that vanished is written again: nothing is overwritten by that.
    if found.is_some() && found != expected {
        return Err(SaveError::ChangedOnDisk {
            path: path.to_owned(),
        });
    }
    replace::replace(files, path, bytes)?;
    Ok(Stamp::of(bytes))
}

/// Reads a project with its unsaved edits, without locking it or changing anything on disk.
///
/// # Errors
/// What is wrong with the file and what to do.
pub fn read(
    files: &Arc<dyn Files>,
    path: &Path,
    replica: Replica,
) -> Result<(Document, Vec<Warning>), OpenError> {
    let Loaded {
        mut document, mark, ..
    } = load(&**files, path, replica)?;
    let recovered = recovery::read_along(files, path, mark, &mut document)?;
    Ok((document, recovered.warnings))
}

/// The largest project file that is read.
const MOST_BYTES: u64 = 2 << 30;

struct Loaded {
    document: Document,
    mark: Option<JournalMark>,
    stamp: Stamp,
}

fn load(files: &dyn Files, path: &Path, replica: Replica) -> Result<Loaded, OpenError> {
    let owned = || path.to_owned();
    match files.metadata(path)? {
        None => return Err(OpenError::NotFound { path: owned() }),
        Some(found) if found.is_folder => {
            let why = "it is a folder".to_owned();
            return Err(OpenError::NotAProject { path: owned(), why });
        }
        Some(_) => {}
    }
    let bytes = read_at_most(files, path, MOST_BYTES)?;
    let contents = project_file::decode(&bytes).map_err(|error| match error {
        NotReadable::NotAProject { why } => OpenError::NotAProject { path: owned(), why },
        NotReadable::NewerFormat { format } => OpenError::NewerFormat {
            path: owned(),
            format,
        },
        NotReadable::Damaged(bad) => OpenError::Damaged { path: owned(), bad },
    })?;
    let document =
        Document::new(contents.project, replica).map_err(|refused| OpenError::Invalid {
            path: owned(),
            refused,
        })?;
    Ok(Loaded {
        document,
        mark: contents.mark,
        stamp: Stamp::of(&bytes),
    })
}

fn lock(files: &dyn Files, path: &Path, owner: &str) -> Result<Access, FileError> {
    Ok(match files.lock(&beside(path, ".lock"), owner)? {
        Lock::Held(guard) => Access::Owner(guard),
        Lock::Taken { by } => Access::ReadOnly {
            why: WhyReadOnly::OpenElsewhere { by },
        },
    })
}

/// The lock of a place that is to be written.
fn lock_to_write(files: &dyn Files, path: &Path, owner: &str) -> Result<Access, SaveError> {
    let folder = folder_of(path);
    if files.metadata(folder)?.is_none() {
        let folder = folder.to_owned();
        return Err(SaveError::NoFolder { folder });
    }
    Ok(lock(files, path, owner)?)
}

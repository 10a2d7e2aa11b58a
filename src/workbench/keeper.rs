//! Keeps the open project on disk: one worker at a time has its store, edits wait in line.
//!
//! In: entries for the journal and wishes to save. Out: jobs to run, and what became of them.

use crate::document::{Snapshot, StateId};
use crate::model::source::Original;
use crate::storage::drafts;
use crate::storage::error::SaveError;
use crate::storage::files::Files;
use crate::storage::journal::Entry;
use crate::storage::originals::ToKeep;
use crate::storage::store::{Access, Store};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a project lies, and what of it is not there yet.
pub struct Keeper {
    store: Slot,
    waiting: Vec<Entry>,
    /// Files of sources and tables that are not beside the project yet.
    originals: Vec<ToKeep>,
    wishes: VecDeque<Wish>,
    saved: Option<StateId>,
    path: Option<PathBuf>,
    named: bool,
    read_only: Option<String>,
    failed: bool,
    /// The last wish to write the project file was not granted.
    unsaved: bool,
    /// The disk refused what waits: it is tried again with the next edit or save.
    held: bool,
}

enum Slot {
    /// Nothing is on disk: an unnamed copy nobody has edited. Holds how it began.
    Nowhere(Box<Snapshot>),
    /// The store, between jobs.
    Here(Box<Store>),
    /// A job has it.
    Away,
}

/// A wish to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Where it is.
    Save,
    /// Under another name.
    SaveAs(PathBuf),
}

/// A job for a worker: takes the store along and brings it back.
pub struct DiskJob {
    slot: Slot,
    entries: Vec<Entry>,
    originals: Vec<ToKeep>,
    wish: Option<(Wish, Snapshot, StateId)>,
    world: DiskWorld,
}

/// What a disk job needs besides.
#[derive(Clone)]
pub struct DiskWorld {
    /// All file access.
    pub files: Arc<dyn Files>,
    /// Where drafts are kept.
    pub data: PathBuf,
    /// What others read who find the project locked.
    pub owner: String,
}

/// What became of a disk job.
pub struct DiskDone {
    slot: Slot,
    unwritten: Vec<Entry>,
    kept: Vec<ToKeep>,
    /// Why files of sources are not on disk, where they are not.
    pub not_kept: Option<SaveError>,
    /// Why edits are not on disk, where they are not.
    pub trouble: Option<SaveError>,
    /// What became of the wish to save: the state that is saved.
    pub saved: Option<Result<StateId, SaveError>>,
    /// Whether a new name was given.
    pub renamed: bool,
    wished: bool,
}

impl Keeper {
    /// A project that lies nowhere until it is edited.
    pub fn nowhere(start: &Snapshot) -> Self {
        Self::new(Slot::Nowhere(Box::new(start.clone())), None, false)
    }

    /// A project from disk; `named` unless it is a draft.
    pub fn at(store: Store, named: bool) -> Self {
        let path = store.path().to_owned();
        let read_only = match store.access() {
            Access::ReadOnly { why } => Some(why.to_string()),
            Access::Owner(_) => None,
        };
        let mut keeper = Self::new(Slot::Here(Box::new(store)), Some(path), named);
        keeper.read_only = read_only;
        keeper
    }

    fn new(store: Slot, path: Option<PathBuf>, named: bool) -> Self {
        Self {
            store,
            waiting: Vec::new(),
            originals: Vec::new(),
            wishes: VecDeque::new(),
            saved: None,
            path,
            named,
            read_only: None,
            failed: false,
            unsaved: false,
            held: false,
        }
    }

    /// Notes which state the project file holds.
    pub fn is_saved_at(&mut self, state: StateId) {
        self.saved = Some(state);
    }

    /// Whether the project file holds this state.
    pub fn holds(&self, state: StateId) -> bool {
        self.saved == Some(state)
    }

    /// Where the project lies; `None` for an unnamed one, also while it is kept as a draft.
    pub fn named_path(&self) -> Option<&Path> {
        self.path.as_deref().filter(|_| self.named)
    }

    /// Whether nothing of it is on disk, and nothing needs to be.
    pub fn is_nowhere(&self) -> bool {
        matches!(self.store, Slot::Nowhere(_)) && self.waiting.is_empty()
    }

    /// Why, when this window may only read it.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Whether the project file could not be written, though every edit is kept.
    pub fn is_only_kept(&self) -> bool {
        self.unsaved
    }

    /// Whether every edit is on disk, in the journal if not in the project file.
    pub fn is_kept(&self) -> bool {
        !self.failed && !matches!(self.store, Slot::Away) && self.waiting.is_empty()
    }

    /// Whether the disk did not take an edit.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    fn has_work(&self) -> bool {
        !self.waiting.is_empty() || !self.wishes.is_empty()
    }

    /// Where it lies on disk, also while it is a draft.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether nothing is going on, and nothing can be done before something else happens.
    pub fn is_idle(&self) -> bool {
        !matches!(self.store, Slot::Away) && (self.held || !self.has_work())
    }

    /// Puts an edit in line for the journal.
    pub fn note(&mut self, entry: Entry) {
        self.held = false;
        self.waiting.push(entry);
    }

    /// Puts a file in line, to be kept beside the project.
    pub fn keep(&mut self, file: impl Into<ToKeep>) {
        self.held = false;
        self.originals.push(file.into());
    }

    /// The bytes of a file that waits to be kept.
    pub fn waiting_original(&self, original: &Original) -> Option<&[u8]> {
        let mut waiting = self.originals.iter().filter_map(|file| match file {
            ToKeep::Original(file) => Some(file),
            ToKeep::Table(_) => None,
        });
        let found = waiting.find(|file| file.original.sha == original.sha)?;
        Some(found.bytes.as_slice())
    }

    /// Whether files of sources wait to be kept, because the disk refused them or is still at it.
    pub fn lacks_originals(&self) -> bool {
        !self.originals.is_empty()
    }

    /// Asks for the project file to be written.
    pub fn wish(&mut self, wish: Wish) {
        self.held = false;
        // A plain save after a plain save is the same wish.
        if self.wishes.back() != Some(&wish) {
            self.wishes.push_back(wish);
        }
    }

    /// The next job, when there is something to do and no worker does it.
    pub fn next_job(
        &mut self,
        now: &Snapshot,
        state: StateId,
        world: &DiskWorld,
    ) -> Option<DiskJob> {
        if self.is_idle() || matches!(self.store, Slot::Away) {
            return None;
        }
        Some(DiskJob {
            slot: std::mem::replace(&mut self.store, Slot::Away),
            entries: std::mem::take(&mut self.waiting),
            originals: self.originals.clone(),
            wish: self
                .wishes
                .pop_front()
                .map(|wish| (wish, now.clone(), state)),
            world: world.clone(),
        })
    }

    /// Takes the store back from a worker; `saved` is the state the project file now holds, if
    /// it was written.
    pub fn take_back(&mut self, done: DiskDone, saved: Option<StateId>) {
        self.held = !done.unwritten.is_empty();
        self.failed = done.trouble.is_some() || self.held;
        self.originals.retain(|file| !done.kept.contains(file));
        // What could not be written goes before what was done since.
        let later = std::mem::replace(&mut self.waiting, done.unwritten);
        self.waiting.extend(later);
        self.saved = saved.or(self.saved);
        self.unsaved = done.wished && saved.is_none();
        if let Slot::Here(store) = &done.slot {
            self.path = Some(store.path().to_owned());
        }
        if done.renamed {
            self.named = true;
            self.read_only = None;
        }
        self.store = done.slot;
    }
}

impl DiskJob {
    /// What the person is told is going on.
    pub fn name(&self) -> &'static str {
        match self.wish {
            Some(_) => "Saving",
            None => "Keeping edits",
        }
    }

    /// Does it. Runs on a worker.
    pub fn run(self) -> DiskDone {
        let Self {
            slot,
            entries,
            originals,
            wish,
            world,
        } = self;
        let mut store = match slot {
            Slot::Here(store) => store,
            Slot::Nowhere(start) => {
                match drafts::create(&world.files, &world.data, start.project(), &world.owner) {
                    Ok(store) => Box::new(store),
                    Err(error) => {
                        return DiskDone::nothing_written(
                            Slot::Nowhere(start),
                            entries,
                            wish.is_some(),
                            error,
                        );
                    }
                }
            }
            Slot::Away => return DiskDone::lost(entries),
        };
        // Before the edits that add their sources: a file without a source does no harm.
        let mut kept = Kept::default();
        let refused = kept.keep(&store, originals);
        let mut trouble = None;
        for entry in &entries {
            trouble = store.append(entry).err().or(trouble);
        }
        let mut renamed = false;
        let wished = wish.is_some();
        let saved = wish.map(|(wish, snapshot, state)| {
            match wish {
                Wish::Save => store.save(&snapshot)?,
                Wish::SaveAs(path) => {
                    let old = store.path().to_owned();
                    let saved = store.save_as(&path, &snapshot, &world.owner)?;
                    renamed = true;
                    if old != store.path() && drafts::is_draft(&*world.files, &world.data, &old) {
                        // The work is safe under its name; a draft left behind is offered again.
                        let _ = drafts::discard(&*world.files, &old);
                    }
                    saved
                }
            };
            Ok(state)
        });
        if matches!(saved, Some(Ok(_))) {
            trouble = None;
        }
        if renamed && !refused.is_empty() {
            // The new place may have room for what the old one refused.
            kept.trouble = None;
            kept.keep(&store, refused);
        }
        DiskDone {
            slot: Slot::Here(store),
            unwritten: Vec::new(),
            kept: kept.files,
            not_kept: kept.trouble,
            trouble,
            saved,
            renamed,
            wished,
        }
    }
}

/// Files of sources that were put beside the project, and why others were not.
#[derive(Default)]
struct Kept {
    files: Vec<ToKeep>,
    trouble: Option<SaveError>,
}

impl Kept {
    /// Keeps these files; those that were refused.
    fn keep(&mut self, store: &Store, files: Vec<ToKeep>) -> Vec<ToKeep> {
        let mut refused = Vec::new();
        for file in files {
            match store.keep_original(&file) {
                Ok(()) => self.files.push(file),
                Err(error) => {
                    self.trouble = Some(error);
                    refused.push(file);
                }
            }
        }
        refused
    }
}

impl DiskDone {
    fn nothing_written(slot: Slot, entries: Vec<Entry>, wished: bool, error: SaveError) -> Self {
        let (trouble, saved) = if wished {
            (None, Some(Err(error)))
        } else {
            (Some(error), None)
        };
        Self {
            slot,
            unwritten: entries,
            kept: Vec::new(),
            not_kept: None,
            trouble,
            saved,
            renamed: false,
            wished,
        }
    }

    fn lost(entries: Vec<Entry>) -> Self {
        Self {
            slot: Slot::Away,
            unwritten: entries,
            kept: Vec::new(),
            not_kept: None,
            trouble: None,
            saved: None,
            renamed: false,
            wished: false,
        }
    }
}

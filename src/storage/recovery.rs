//! Bringing a document back to its last edit.
//!
//! In: a document as the project file holds it, with its mark, and the journal beside it. Out: the
//! document with every later edit and its whole history, a journal to go on with, and a
//! [`Warning`] for all that could not be used; its bytes are kept aside, never deleted.

use super::files::{FileError, Files, beside};
use super::journal::{
    Act, Journal, JournalError, JournalMark, Numbered, Readable, head_line, newer_format,
    read_behind, read_head,
};
use super::replace;
use crate::document::{Document, History};
use crate::model::text::Sha;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Part of a journal could not be used. The project is open all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The journal.
    pub journal: PathBuf,
    /// What is wrong.
    pub about: Doubt,
    /// Where its bytes are kept; `None` when the project was opened only to read.
    pub kept: Option<PathBuf>,
}

/// What can be wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The last line was being written when the program or the machine stopped.
    Torn {
        /// Its number, from 1.
        line: usize,
    },
    /// A line is damaged; what follows it was not used.
    Damaged {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// Edits before the last save are unreadable, so they cannot be undone; those after it were
    /// found and used.
    HistoryLost,
    /// An edit does not fit the project; it and what follows were not used.
    DoesNotFit {
        /// The number of its line, from 1.
        line: usize,
        /// Why.
        why: String,
    },
    /// It belongs to another project.
    Foreign,
    /// It does not lead to what the project file includes.
    Behind,
    /// A later program wrote it.
    Newer {
        /// Its format.
        format: u32,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let journal = self.journal.display();
        match &self.about {
            Doubt::Torn { line } => write!(
                f,
                "{journal}:{line}: the last edit was being written when the program stopped, and is missing"
            ),
            Doubt::Damaged { line, what } => {
                write!(
                    f,
                    "{journal}:{line}: {what}; edits from here on were not used"
                )
            }
            Doubt::HistoryLost => write!(
                f,
                "{journal}:1: edits before the last save are damaged and cannot be undone"
            ),
            Doubt::DoesNotFit { line, why } => {
                write!(
                    f,
                    "{journal}:{line}: {why}; edits from here on were not used"
                )
            }
            Doubt::Foreign => write!(
                f,
                "{journal}:1: it belongs to another project and was not used"
            ),
            Doubt::Behind => write!(
                f,
                "{journal}:1: it does not lead to what the project file holds and was not used"
            ),
            Doubt::Newer { format } => write!(
                f,
                "{journal}:1: made by a newer Tightrope: format {format}; this one reads 1; edits since the last save are not seen here: use a newer Tightrope"
            ),
        }?;
        match &self.kept {
            Some(kept) => write!(f, " (the journal as it was is kept as {})", kept.display()),
            None => write!(f, " (nothing was changed on disk)"),
        }
    }
}

/// A document brought back.
pub(super) struct Recovered {
    /// The journal to go on with; `None` when the project was opened only to read.
    pub journal: Option<Journal>,
    pub warnings: Vec<Warning>,
    /// How many edits the project file did not hold.
    pub replayed: usize,
    /// The format of a journal that only a later program can go on with.
    pub newer: Option<u32>,
}

/// Where the journal of a project lies.
pub fn journal_path(project: &Path) -> PathBuf {
    beside(project, ".journal")
}

/// Reads the journal of `project` into `document`. With `writable` it also mends the journal.
pub(super) fn recover(
    files: &Arc<dyn Files>,
    project: &Path,
    mark: Option<JournalMark>,
    document: &mut Document,
    writable: bool,
) -> Result<Recovered, JournalError> {
    let id = project_id(document);
    let mark = mark.unwrap_or_else(|| JournalMark::start(id));
    let path = journal_path(project);
    let bytes = match files.metadata(&path)? {
        Some(_) => Some(files.read(&path)?),
        None => None,
    };
    if let Some(format) = bytes.as_deref().and_then(newer_format) {
        return Ok(Recovered {
            journal: None,
            warnings: vec![Warning {
                journal: path,
                about: Doubt::Newer { format },
                kept: None,
            }],
            replayed: 0,
            newer: Some(format),
        });
    }
    let plan = plan(bytes.as_deref(), id, mark, document);
    let mut kept = None;
    if let (true, true, Some(bytes)) = (writable, plan.mend.is_some(), &bytes) {
        kept = Some(replace::keep_aside(&**files, &path, ".old", bytes)?);
    }
    let journal = match (writable, &plan.mend) {
        (false, _) => None,
        (true, Some(good)) => Some(Journal::put(
            Arc::clone(files),
            &path,
            &good.bytes()?,
            plan.end,
        )?),
        (true, None) => {
            let bytes = bytes.as_deref().map_or(0, <[u8]>::len);
            Some(Journal::resume(Arc::clone(files), &path, bytes, plan.end))
        }
    };
    let warn = |about| Warning {
        journal: path.clone(),
        about,
        kept: kept.clone(),
    };
    Ok(Recovered {
        journal,
        warnings: plan.doubts.into_iter().map(warn).collect(),
        replayed: plan.replayed,
        newer: None,
    })
}

fn project_id(document: &Document) -> Sha {
    let info = document.project().info.values().next();
    info.map_or_else(|| Sha::of(b""), |info| info.project)
}

/// The journal as it should be where it is not.
enum Mend {
    /// Nothing but a head, which goes on from this mark.
    Begin(Sha, JournalMark),
    /// A new head before some good lines.
    Head(Sha, JournalMark, Vec<u8>),
    /// The good lines, their head included.
    Cut(Vec<u8>),
}

impl Mend {
    fn bytes(&self) -> Result<Vec<u8>, JournalError> {
        Ok(match self {
            Self::Begin(project, after) => begin(*project, *after)?,
            Self::Head(project, after, lines) => [begin(*project, *after)?, lines.clone()].concat(),
            Self::Cut(lines) => lines.clone(),
        })
    }
}

fn begin(project: Sha, after: JournalMark) -> Result<Vec<u8>, JournalError> {
    let after = (after != JournalMark::start(project)).then_some(after);
    Ok(head_line(project, after)?)
}

struct Plan {
    mend: Option<Mend>,
    end: JournalMark,
    doubts: Vec<Doubt>,
    replayed: usize,
}

fn plan(bytes: Option<&[u8]>, id: Sha, mark: JournalMark, document: &mut Document) -> Plan {
    let afresh = |doubts| Plan {
        mend: Some(Mend::Begin(id, mark)),
        end: mark,
        doubts,
        replayed: 0,
    };
    let Some(bytes) = bytes else {
        return afresh(Vec::new());
    };
    let head = read_head(bytes);
    if let Some((_, readable)) = &head
        && let Some(position) = readable.position(mark)
    {
        return replay(bytes, readable, position, document);
    }
    if let Some(readable) = read_behind(bytes, mark) {
        let mut plan = replay(bytes, &readable, 0, document);
        let end = readable
            .entries
            .get(plan.replayed.wrapping_sub(1))
            .map_or(readable.start, |last| last.end);
        let lines = bytes.get(readable.start..end).unwrap_or_default();
        plan.mend = Some(Mend::Head(id, mark, lines.to_owned()));
        plan.doubts.insert(0, Doubt::HistoryLost);
        return plan;
    }
    // Chains tell journals apart; the id only explains why this one does not lead here.
    let foreign = head.is_some_and(|(project, _)| project != id);
    afresh(vec![if foreign {
        Doubt::Foreign
    } else {
        Doubt::Behind
    }])
}

/// Takes over the history up to `position` and does again what follows.
fn replay(bytes: &[u8], readable: &Readable, position: usize, document: &mut Document) -> Plan {
    let (held, new) = readable
        .entries
        .split_at_checked(position)
        .unwrap_or_default();
    document.adopt_history(history_of(held));
    let mut plan = Plan {
        mend: None,
        end: readable.end(),
        doubts: Vec::new(),
        replayed: new.len(),
    };
    if let Some(stop) = &readable.stop {
        plan.mend = Some(cut(bytes, readable.end_byte()));
        plan.doubts.push(if stop.torn {
            Doubt::Torn { line: stop.line }
        } else {
            Doubt::Damaged {
                line: stop.line,
                what: stop.what.clone(),
            }
        });
    }
    for (index, numbered) in new.iter().enumerate() {
        if let Err(why) = redo(&numbered.entry.act, document) {
            let before = index
                .checked_sub(1)
                .and_then(|index| new.get(index))
                .or(held.last());
            plan.end = before.map_or(readable.base, |last| last.mark);
            plan.mend = Some(cut(bytes, before.map_or(readable.start, |last| last.end)));
            plan.replayed = index;
            plan.doubts = vec![Doubt::DoesNotFit {
                line: numbered.line,
                why,
            }];
            break;
        }
    }
    plan
}

fn cut(bytes: &[u8], end: usize) -> Mend {
    Mend::Cut(bytes.get(..end).unwrap_or(bytes).to_owned())
}

fn history_of(entries: &[Numbered]) -> History {
    let mut history = History::default();
    for numbered in entries {
        match &numbered.entry.act {
            Act::Do(transaction) => history.push(Arc::clone(transaction)),
            Act::Undo => history.step_back(),
            Act::Redo => history.step_forward(),
            Act::Text(_) => {}
        }
    }
    history
}

fn redo(act: &Act, document: &mut Document) -> Result<(), String> {
    match act {
        Act::Do(transaction) => document
            .apply(transaction.as_ref().clone())
            .map(drop)
            .map_err(|refused| refused.to_string()),
        Act::Undo => document
            .undo()
            .map(drop)
            .ok_or_else(|| "there is nothing to undo".to_owned()),
        Act::Redo => document
            .redo()
            .map(drop)
            .ok_or_else(|| "there is nothing to redo".to_owned()),
        Act::Text(text) => {
            document.add_text(text.clone());
            Ok(())
        }
    }
}

/// Brings `document` back for reading only: nothing on disk is touched.
pub(super) fn read_along(
    files: &Arc<dyn Files>,
    project: &Path,
    mark: Option<JournalMark>,
    document: &mut Document,
) -> Result<Recovered, FileError> {
    recover(files, project, mark, document, false).map_err(|error| match error {
        JournalError::File(error) => error,
        JournalError::NotWritable(error) => FileError::new(
            super::files::Action::Read,
            project,
            std::io::Error::other(error.to_string()),
        ),
    })
}

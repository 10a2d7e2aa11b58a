//! The only door to change: transactions of record changes, applied whole or not at all.
//!
//! In: a [`Transaction`], usually the work of a verb on an [`Edit`]. Out: a new [`Snapshot`] of
//! the project with its index of who refers to whom, and a history to undo and redo.

pub mod boilerplate;
pub mod edit;
pub mod history;
pub mod snapshot;
pub mod transaction;
pub mod validity;
pub mod verbs;

pub use edit::Edit;
pub use history::{History, StateId};
pub use snapshot::{Revision, Snapshot};
pub use transaction::{Change, Transaction};
pub use validity::{Invalid, Refused};

use crate::model::id::{IdGenerator, Replica};
use crate::model::made::Made;
use crate::model::project::Project;
use crate::model::record::{Record, References as _};
use crate::model::text::SourceText;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One project under work: its current snapshot and its history.
#[derive(Clone, Debug)]
pub struct Document {
    now: Snapshot,
    history: History,
    ids: IdGenerator,
}

impl Document {
    /// A document on `project`, with no history. New ids carry the tag `replica`.
    ///
    /// # Errors
    /// Every record that is invalid or names a record that is not there.
    pub fn new(project: Project, replica: Replica) -> Result<Self, Vec<Refused>> {
        let mut listed = Vec::new();
        let mut ids = IdGenerator::new(replica);
        let mut problems = Vec::new();
        for record in project.records() {
            let referrer = record.id();
            ids.saw(referrer);
            record.references(&mut |target| {
                listed.push((target, referrer));
                if !project.holds(target) {
                    problems.push(Refused::Dangling { referrer, target });
                }
            });
            problems.extend(validity::check(&record, &project).err());
        }
        if project.info.is_empty() {
            problems.push(Refused::NoInfo);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        listed.sort_unstable();
        let now = Snapshot {
            project,
            referrers: listed.into_iter().collect(),
            revision: Revision::default(),
        };
        Ok(Self {
            now,
            history: History::default(),
            ids,
        })
    }

    /// The present moment. A clone is O(1).
    pub fn snapshot(&self) -> &Snapshot {
        &self.now
    }

    /// The records of the present moment.
    pub fn project(&self) -> &Project {
        &self.now.project
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Names the current state; an undo restores the earlier name. Differs from the name at the
    /// last save exactly when there is something to save.
    pub fn state(&self) -> StateId {
        self.history.state()
    }

    /// A workbench for verbs: collects changes that [`Document::apply`] then takes.
    pub fn edit(&self, made: Made) -> Edit {
        Edit::new(self.now.clone(), self.ids.clone(), made)
    }

    /// Keeps the text of a source that a following transaction adds. Changes no record.
    pub fn add_text(&mut self, text: SourceText) {
        self.now.project.texts.insert(text.sha(), text);
    }

    /// Applies all of `transaction`, or nothing.
    ///
    /// # Errors
    /// When a record is not as `before` says, is invalid afterwards, or would leave a reference
    /// to nothing. The document is then exactly as it was.
    pub fn apply(&mut self, transaction: Transaction) -> Result<Arc<Transaction>, Refused> {
        let next = swapped_in(&transaction, &self.now)?;
        validity::check_changes(&transaction, &next)?;
        for change in &transaction.changes {
            self.ids.saw(change.id());
        }
        let transaction = Arc::new(transaction);
        self.now = next;
        self.history.push(Arc::clone(&transaction));
        Ok(transaction)
    }

    /// Takes back the last transaction and returns it; `None` when there is none.
    pub fn undo(&mut self) -> Option<Arc<Transaction>> {
        let transaction = Arc::clone(&self.history.last_done()?.transaction);
        self.now = swapped_in(&transaction.swapped(), &self.now).ok()?;
        self.history.step_back();
        Some(transaction)
    }

    /// Does again what was undone last and returns it; `None` when there is nothing.
    pub fn redo(&mut self) -> Option<Arc<Transaction>> {
        let transaction = Arc::clone(&self.history.next_undone()?.transaction);
        self.now = swapped_in(&transaction, &self.now).ok()?;
        self.history.step_forward();
        Some(transaction)
    }

    /// Takes over a history that led to the present state, for example from a journal.
    pub fn adopt_history(&mut self, history: History) {
        for step in history.steps() {
            for change in &step.transaction.changes {
                self.ids.saw(change.id());
            }
        }
        self.history = history;
    }
}

/// `now` with the `before` of each change replaced by its `after`.
fn swapped_in(transaction: &Transaction, now: &Snapshot) -> Result<Snapshot, Refused> {
    let mut next = now.clone();
    let mut seen = BTreeSet::new();
    for change in &transaction.changes {
        let id = change.id();
        if !seen.insert(id) {
            return Err(Refused::ChangedTwice { id });
        }
        if next.project.record(id).as_ref() != change.before() {
            return Err(Refused::Stale { id });
        }
        if let Some(before) = change.before() {
            next.unlist(before);
        }
        match change.after() {
            Some(after) => {
                next.list(after);
                next.project.put(Record::clone(after));
            }
            None => next.project.take(id),
        }
    }
    next.revision.0 += 1;
    Ok(next)
}

//! A workbench for verbs: a private copy of the project on which they try out their changes.

use super::snapshot::Snapshot;
use super::transaction::{Change, Transaction};
use super::validity::Refused;
use crate::model::id::{IdGenerator, RecordId, TypedId};
use crate::model::made::Made;
use crate::model::project::Project;
use crate::model::record::{Noted, Record};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Collects the changes of one transaction. Verbs read their own changes back from
/// [`Edit::now`].
#[derive(Debug)]
pub struct Edit {
    base: Project,
    now: Snapshot,
    ids: IdGenerator,
    made: Made,
    touched: BTreeSet<RecordId>,
    label: String,
}

impl Edit {
    pub(super) fn new(now: Snapshot, ids: IdGenerator, made: Made) -> Self {
        Self {
            base: now.project.clone(),
            now,
            ids,
            made,
            touched: BTreeSet::new(),
            label: String::new(),
        }
    }

    /// The state with the changes so far, its reference index included.
    pub fn now(&self) -> &Snapshot {
        &self.now
    }

    /// The records with the changes so far.
    pub fn project(&self) -> &Project {
        &self.now.project
    }

    /// Who does this, and when.
    pub fn made(&self) -> Made {
        self.made
    }

    /// Does the rest in the name of `made.by`.
    pub fn sign(&mut self, made: Made) {
        self.made = made;
    }

    /// Says what is done, for the Undo command; the last call wins.
    pub fn label(&mut self, label: impl Into<String>) {
        self.label = label.into();
    }

    /// An id nobody has used.
    pub fn new_id<I: TypedId>(&mut self) -> I {
        self.ids.fresh()
    }

    /// The record with this id.
    ///
    /// # Errors
    /// When there is none.
    pub fn get<T: Noted>(&self, id: T::Id) -> Result<Arc<T>, Refused> {
        let found = self.now.project.get::<T>(id).cloned();
        found.ok_or_else(|| Refused::Missing { id: id.into() })
    }

    /// Makes a record, or replaces the one with the same id.
    pub fn put(&mut self, record: impl Into<Record>) {
        let record = record.into();
        self.take_out(record.id());
        self.now.list(&record);
        self.now.project.put(record);
    }

    /// Changes a record in place.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn change<T: Noted>(
        &mut self,
        id: T::Id,
        change: impl FnOnce(&mut T),
    ) -> Result<(), Refused> {
        let mut record = T::clone(&*self.get::<T>(id)?);
        change(&mut record);
        self.put(record);
        Ok(())
    }

    /// Deletes a record. Whoever names it must be changed in the same transaction.
    pub fn remove(&mut self, id: impl Into<RecordId>) {
        self.take_out(id.into());
    }

    fn take_out(&mut self, id: RecordId) {
        self.touched.insert(id);
        if let Some(before) = self.now.project.record(id) {
            self.now.unlist(&before);
            self.now.project.take(id);
        }
    }

    /// Whether nothing differs from how it was.
    pub fn is_empty(&self) -> bool {
        self.changes().next().is_none()
    }

    fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.touched.iter().filter_map(|id| {
            let (before, after) = (self.base.record(*id), self.now.project.record(*id));
            if before == after {
                None
            } else {
                Change::new(before, after)
            }
        })
    }

    /// The transaction that does all of it.
    pub fn finish(self) -> Transaction {
        let changes = self.changes().collect();
        Transaction {
            label: self.label,
            made: self.made,
            changes,
        }
    }
}

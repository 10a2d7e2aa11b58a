//! Changes of records, and bundles of them that belong together.

use crate::model::id::RecordId;
use crate::model::made::Made;
use crate::model::record::Record;
use serde::{Deserialize, Serialize};

/// One record before and after: made, changed or deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Sides", into = "Sides")]
pub struct Change {
    id: RecordId,
    before: Option<Record>,
    after: Option<Record>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Sides {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Record>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<Record>,
}

impl From<Change> for Sides {
    fn from(change: Change) -> Self {
        Self {
            before: change.before,
            after: change.after,
        }
    }
}

impl TryFrom<Sides> for Change {
    type Error = &'static str;

    fn try_from(sides: Sides) -> Result<Self, Self::Error> {
        Self::new(sides.before, sides.after).ok_or("a change needs one record, or two of one id")
    }
}

impl Change {
    /// A change between two versions of one record; `None` when both are missing or their ids
    /// differ.
    pub fn new(before: Option<Record>, after: Option<Record>) -> Option<Self> {
        let id = before.as_ref().or(after.as_ref())?.id();
        let same = after.as_ref().is_none_or(|after| after.id() == id);
        same.then_some(Self { id, before, after })
    }

    /// Whose change it is.
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// The record before; `None` when it is made.
    pub fn before(&self) -> Option<&Record> {
        self.before.as_ref()
    }

    /// The record afterwards; `None` when it is deleted.
    pub fn after(&self) -> Option<&Record> {
        self.after.as_ref()
    }

    fn swapped(&self) -> Self {
        Self {
            id: self.id,
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// Changes that happen together or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// What was done, in the words of the Undo command: "make event ‘Strike, Paktika’".
    pub label: String,
    /// Who did it, and when.
    #[serde(default)]
    pub made: Made,
    /// At most one change per record.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// The transaction that takes this one back.
    pub fn swapped(&self) -> Self {
        Self {
            label: self.label.clone(),
            made: self.made,
            changes: self.changes.iter().rev().map(Change::swapped).collect(),
        }
    }
}

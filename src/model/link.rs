//! How one event stands to another.

use super::id::{AnnotationId, EventId, LinkId, RecordId};
use super::made::Made;
use super::record::References;
use serde::{Deserialize, Serialize};

/// A directed link between two events: `from` is a duplicate of, a part of, or an answer to `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// The event the link starts from.
    pub from: EventId,
    /// How they stand.
    pub relation: Relation,
    /// The event it leads to.
    pub to: EventId,
    /// The passage that says so; the analyst says so when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asserted_in: Option<AnnotationId>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

/// How one event stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// The same event told again.
    DuplicateOf,
    /// Something within a larger event.
    PartOf,
    /// An answer to it.
    InResponseTo,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 3] = [Self::DuplicateOf, Self::PartOf, Self::InResponseTo];

    /// In plain words, between `from` and `to`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::DuplicateOf => "duplicate of",
            Self::PartOf => "part of",
            Self::InResponseTo => "in response to",
        }
    }
}

impl References for Link {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.from.into());
        visit(self.to.into());
        self.asserted_in.into_iter().for_each(|id| visit(id.into()));
        self.made.references(visit);
    }
}

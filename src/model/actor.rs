//! Those who act or speak.

use super::id::{ActorId, RecordId, SourceId};
use super::record::References;
use serde::{Deserialize, Serialize};

/// Somebody who acts or speaks, under one canonical name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// The canonical name.
    pub name: String,
    /// The larger actor it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<ActorId>,
    /// Its other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
}

/// Another name of an actor or place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The source that uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// Whether the name takes a side ("Fitna al-Khawarij").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loaded: bool,
    /// Anything to add.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl References for Actor {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.within.into_iter().for_each(|id| visit(id.into()));
        let sources = self.aliases.iter().filter_map(|alias| alias.source);
        sources.for_each(|id| visit(id.into()));
    }
}

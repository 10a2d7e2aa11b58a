//! Where things happen.

use super::actor::Alias;
use super::id::{PlaceId, RecordId};
use super::record::References;
use serde::{Deserialize, Serialize};

/// Somewhere, under one canonical name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// The canonical name.
    pub name: String,
    /// The country it lies in; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// The larger place it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<PlaceId>,
    /// Where on earth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Its other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
}

/// A point on earth (WGS 84), in millionths of a degree, so that equal means equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// North positive, -90,000,000 to 90,000,000.
    pub latitude_e6: i32,
    /// East positive, -180,000,000 to 180,000,000.
    pub longitude_e6: i32,
}

impl References for Place {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.within.into_iter().for_each(|id| visit(id.into()));
        let sources = self.aliases.iter().filter_map(|alias| alias.source);
        sources.for_each(|id| visit(id.into()));
    }
}

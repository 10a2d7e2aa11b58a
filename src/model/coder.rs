//! The people who code.

use super::id::{CoderId, RecordId};
use super::record::References;
use serde::{Deserialize, Serialize};

/// A person who codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coder {
    /// Its id.
    pub id: CoderId,
    /// The name kept with what they do.
    pub name: String,
}

impl References for Coder {
    fn references(&self, _visit: &mut dyn FnMut(RecordId)) {}
}

//! The project itself: its title and where it came from.

use super::id::{InfoId, RecordId, Replica, TypedId, Uid};
use super::record::References;
use super::text::Sha;
use serde::{Deserialize, Serialize};

/// The one record about the project itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Info {
    /// Always [`Info::ID`].
    pub id: InfoId,
    /// What the project is called.
    pub title: String,
    /// Tells projects apart, also when one is a renamed copy of another on disk.
    pub project: Sha,
    /// The case it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseRef>,
    /// What the analyst notes about the project as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
}

/// The read-only folder a project was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRef {
    /// Its folder as it was opened.
    pub folder: String,
    /// The title it had.
    pub title: String,
}

impl Info {
    /// The id of the only such record in every project.
    pub fn only_id() -> InfoId {
        InfoId::from_uid(Uid {
            counter: 1,
            replica: Replica::from_bits(0),
        })
    }
}

impl References for Info {
    fn references(&self, _visit: &mut dyn FnMut(RecordId)) {}
}

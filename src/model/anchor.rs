//! Passages with their own "now".

use super::edtf::Edtf;
use super::id::{AnchorId, RecordId, SourceId};
use super::made::Made;
use super::record::References;
use super::text::TextSpan;
use serde::{Deserialize, Serialize};

/// A stretch of a source in which relative dates count from another "now" than its publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its id.
    pub id: AnchorId,
    /// Where it stands.
    pub source: SourceId,
    /// The passage.
    pub span: TextSpan,
    /// The "now" of the passage; may be uncertain, a set or an interval.
    pub now: Edtf,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

impl References for Anchor {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.source.into());
        self.made.references(visit);
    }
}

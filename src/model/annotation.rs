//! Codes on words of a source.

use super::edtf::Edtf;
use super::id::{ActorId, AnnotationId, CodeId, PlaceId, RecordId, SourceId};
use super::made::Made;
use super::record::References;
use super::text::TextSpan;
use serde::{Deserialize, Serialize};

/// Codes on one or more stretches of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its id.
    pub id: AnnotationId,
    /// Where it stands.
    pub source: SourceId,
    /// Its stretches: at least one, sorted, apart from one another.
    pub spans: Vec<TextSpan>,
    /// What they are coded with, in the order given.
    pub codes: Vec<CodeId>,
    /// Whom, where and when its words mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// The words it was made on, where the text under its spans now reads otherwise:
    /// the annotation then needs review. `None` while they agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Box<str>>,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

/// What some words of an annotation stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words; `None` for the annotation as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<TextSpan>,
    /// What they stand for here.
    pub of: Mentioned,
}

/// What a mention stands for: "Kabul" may be a government in one sentence and a city in the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mentioned {
    /// Somebody.
    Actor(ActorId),
    /// Somewhere.
    Place(PlaceId),
    /// Some time.
    Date(Edtf),
}

impl Annotation {
    /// Whether the text under its spans differs from the words it was made on.
    pub fn needs_review(&self) -> bool {
        self.quote.is_some()
    }

    /// From the start of its first stretch to the end of its last. `None` only while it has none,
    /// which no project holds.
    pub fn hull(&self) -> Option<TextSpan> {
        TextSpan::new(self.spans.first()?.start(), self.spans.last()?.end())
    }
}

impl References for Annotation {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.source.into());
        self.codes.iter().for_each(|id| visit((*id).into()));
        for mention in &self.mentions {
            match mention.of {
                Mentioned::Actor(id) => visit(id.into()),
                Mentioned::Place(id) => visit(id.into()),
                Mentioned::Date(_) => {}
            }
        }
        self.made.references(visit);
    }
}

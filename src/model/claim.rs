//! What speakers say that is not itself a report of an event.

use super::id::{ClaimId, EventId, RecordId};
use super::made::Made;
use super::record::References;
use super::report::{Credibility, Passage, Speaker};
use super::when::When;
use serde::{Deserialize, Serialize};

/// A speaker's proposition that is not itself a report of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The passage it rests on.
    pub passage: Passage,
    /// Who says so; the source's author when nobody is named.
    #[serde(default)]
    pub speaker: Speaker,
    /// What sort of claim it is.
    pub sort: ClaimSort,
    /// What is claimed, in one sentence.
    pub proposition: String,
    /// What it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Subject>,
    /// What it denies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denies: Vec<Subject>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "When::is_empty")]
    pub when: When,
    /// How credible the information is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Credibility>,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

/// What a claim speaks of or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// An event.
    Event(EventId),
    /// Another claim.
    Claim(ClaimId),
}

/// The sorts of claims.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum ClaimSort {
    /// A judgement.
    #[default]
    Assessment,
    /// Blame, or an alleged motive.
    Accusation,
    /// A threat of something to come.
    Warning,
    /// What will or could happen.
    Prediction,
    /// What somebody should do.
    Recommendation,
    /// That another claim, or an event, is untrue.
    Denial,
}

impl ClaimSort {
    /// Every sort.
    pub const ALL: [Self; 6] = [
        Self::Assessment,
        Self::Accusation,
        Self::Warning,
        Self::Prediction,
        Self::Recommendation,
        Self::Denial,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::Accusation => "accusation",
            Self::Warning => "warning",
            Self::Prediction => "prediction",
            Self::Recommendation => "recommendation",
            Self::Denial => "denial",
        }
    }
}

impl Subject {
    /// The record it names.
    pub fn record(self) -> RecordId {
        match self {
            Self::Event(id) => id.into(),
            Self::Claim(id) => id.into(),
        }
    }
}

impl References for Claim {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.passage.references(visit);
        self.speaker
            .actor
            .into_iter()
            .for_each(|id| visit(id.into()));
        self.about
            .into_iter()
            .for_each(|subject| visit(subject.record()));
        self.denies
            .iter()
            .for_each(|subject| visit(subject.record()));
        self.made.references(visit);
    }
}

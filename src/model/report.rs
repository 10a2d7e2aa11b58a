//! What one passage, or one row of a table, says about one event.

use super::id::{ActorId, AnnotationId, EventId, PlaceId, RecordId, ReportId, RowId, SourceId};
use super::made::Made;
use super::record::References;
use super::toll::Toll;
use super::when::When;
use serde::{Deserialize, Serialize};

/// What one passage says about one event. Reports of one event may disagree; all are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The event it speaks of.
    pub event: EventId,
    /// The passage it rests on.
    pub passage: Passage,
    /// Who says so; the source's author when nobody is named.
    #[serde(default)]
    pub speaker: Speaker,
    /// How they put it.
    #[serde(default)]
    pub stance: Stance,
    /// How credible the information is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<Credibility>,
    /// The date as said here.
    #[serde(default, skip_serializing_if = "When::is_empty")]
    pub when: When,
    /// The places as said here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// Who did it, as said here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub initiator: Vec<ActorId>,
    /// To whom, as said here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<ActorId>,
    /// The toll as said here.
    #[serde(default, skip_serializing_if = "Toll::is_empty")]
    pub toll: Toll,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

/// The words a report or claim rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Passage {
    /// An annotation.
    Annotation(AnnotationId),
    /// A row of an event table.
    Row(RowId),
    /// The annotation was deleted: *no passage*. Where it stood and what it read are kept.
    Missing {
        /// The source it stood in.
        source: SourceId,
        /// The words it read.
        quote: String,
    },
}

impl Passage {
    /// The annotation, while there is one.
    pub fn annotation(&self) -> Option<AnnotationId> {
        match self {
            Self::Annotation(id) => Some(*id),
            Self::Row(_) | Self::Missing { .. } => None,
        }
    }

    /// The row of a table, where it is one.
    pub fn row(&self) -> Option<RowId> {
        match self {
            Self::Row(id) => Some(*id),
            Self::Annotation(_) | Self::Missing { .. } => None,
        }
    }

    pub(super) fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        match self {
            Self::Annotation(id) => visit((*id).into()),
            Self::Row(id) => visit((*id).into()),
            Self::Missing { source, .. } => visit((*source).into()),
        }
    }
}

/// Who speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speaker {
    /// The actor, where it is clear who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// As the source puts it: "He", "officials". Empty for the author.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub as_written: String,
}

/// How a speaker puts what they report.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Stance {
    /// As a fact.
    #[default]
    Asserts,
    /// As an accusation or on hearsay.
    Alleges,
    /// That it did not happen, or not so.
    Denies,
    /// As their own deed.
    ClaimsResponsibility,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 4] = [
        Self::Asserts,
        Self::Alleges,
        Self::Denies,
        Self::ClaimsResponsibility,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Alleges => "alleges",
            Self::Denies => "denies",
            Self::ClaimsResponsibility => "claims responsibility",
        }
    }
}

/// The Admiralty digit of a piece of information: 1 confirmed to 6 cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Credibility(u8);

/// A number is no credibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0} is no credibility (1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged)"
)]
pub struct BadCredibility(u8);

impl Credibility {
    /// Every digit, most credible first.
    pub const ALL: [Self; 6] = [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6)];

    /// The digit, 1 to 6.
    pub fn digit(self) -> u8 {
        self.0
    }

    /// What the digit means.
    pub fn in_words(self) -> &'static str {
        match self.0 {
            1 => "confirmed",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "cannot be judged",
        }
    }
}

impl TryFrom<u8> for Credibility {
    type Error = BadCredibility;

    fn try_from(digit: u8) -> Result<Self, BadCredibility> {
        if (1..=6).contains(&digit) {
            Ok(Self(digit))
        } else {
            Err(BadCredibility(digit))
        }
    }
}

impl From<Credibility> for u8 {
    fn from(credibility: Credibility) -> u8 {
        credibility.0
    }
}

impl References for Report {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.event.into());
        self.passage.references(visit);
        self.speaker
            .actor
            .into_iter()
            .for_each(|id| visit(id.into()));
        self.places.iter().for_each(|id| visit((*id).into()));
        self.initiator.iter().for_each(|id| visit((*id).into()));
        self.target.iter().for_each(|id| visit((*id).into()));
        self.made.references(visit);
    }
}

//! Things that happened or took effect.

use super::id::{ActorId, EventId, KindId, PlaceId, RecordId, ReportId};
use super::made::Made;
use super::record::References;
use super::toll::Toll;
use super::when::When;
use serde::{Deserialize, Serialize};

/// Something that happened or took effect, of one kind, with the values the analyst adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// A few words that name it.
    pub title: String,
    /// What it is.
    pub kind: KindId,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Adopted<When>>,
    /// Where: every place it is said to have touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Adopted<Vec<PlaceId>>>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Adopted<Vec<ActorId>>>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Adopted<Vec<ActorId>>>,
    /// The dead and the injured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toll: Option<Adopted<Toll>>,
    /// What only policy shifts have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyShift>,
    /// Whether it counts.
    #[serde(default)]
    pub countable: Countable,
    /// The standing the analyst gives it instead of the derived one, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<(Standing, String)>,
    /// What the analyst notes about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Who made it, and when.
    #[serde(default)]
    pub made: Made,
}

/// A value the analyst took, and on what ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub from: Ground,
}

/// Where an adopted value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// A report says so.
    Report(ReportId),
    /// The analyst says so, for this reason (which may be empty).
    Reason(String),
}

/// The analyst's decision whether an event counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Countable {
    /// Whether it does.
    pub counts: bool,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Default for Countable {
    fn default() -> Self {
        Self {
            counts: true,
            reason: String::new(),
        }
    }
}

/// A change of course towards somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PolicyShift {
    /// By which means: "trade", "refugees", "agreement". Empty when not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub instrument: String,
    /// Towards conflict or cooperation.
    pub direction: Direction,
    /// Its own score in tenths of a PLOVER point, -100 to 100; that of its kind when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_tenths: Option<i16>,
    /// How far it has got.
    pub status: PolicyStatus,
    /// Until when it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<super::edtf::Edtf>,
}

/// Towards conflict or cooperation.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Direction {
    /// Towards conflict.
    Escalatory,
    /// Neither, or both.
    #[default]
    Neutral,
    /// Towards cooperation.
    Conciliatory,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 3] = [Self::Escalatory, Self::Neutral, Self::Conciliatory];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Escalatory => "escalatory",
            Self::Neutral => "neither",
            Self::Conciliatory => "conciliatory",
        }
    }
}

/// How far a policy shift has got.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum PolicyStatus {
    /// Said, not yet done.
    Announced,
    /// Done and holding.
    #[default]
    InForce,
    /// Over.
    Ended,
}

impl PolicyStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Announced, Self::InForce, Self::Ended];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::InForce => "in force",
            Self::Ended => "ended",
        }
    }
}

/// How firmly the sources stand behind an event. It never changes a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// Nobody reports it (yet): the analyst's own entry.
    Unreported,
    /// Somebody alleges it, nobody asserts it.
    Alleged,
    /// A report denies it.
    Contested,
    /// Somebody asserts it.
    Asserted,
    /// Two sources that do not derive from each other assert it.
    Corroborated,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 5] = [
        Self::Unreported,
        Self::Alleged,
        Self::Contested,
        Self::Asserted,
        Self::Corroborated,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unreported => "no report",
            Self::Alleged => "alleged",
            Self::Contested => "contested",
            Self::Asserted => "asserted",
            Self::Corroborated => "corroborated",
        }
    }
}

impl Event {
    /// Its date, wherever it comes from.
    pub fn when(&self) -> Option<&When> {
        self.when.as_ref().map(|adopted| &adopted.value)
    }

    /// Its toll, wherever it comes from.
    pub fn toll(&self) -> Option<&Toll> {
        self.toll.as_ref().map(|adopted| &adopted.value)
    }

    /// Its places; none when nobody knows.
    pub fn places(&self) -> &[PlaceId] {
        self.places.as_ref().map_or(&[], |adopted| &adopted.value)
    }

    /// Who did it; nobody when nobody knows.
    pub fn initiator(&self) -> &[ActorId] {
        self.initiator
            .as_ref()
            .map_or(&[], |adopted| &adopted.value)
    }

    /// To whom; nobody when nobody knows.
    pub fn target(&self) -> &[ActorId] {
        self.target.as_ref().map_or(&[], |adopted| &adopted.value)
    }
}

impl<T> Adopted<T> {
    /// A value with the analyst's reason.
    pub fn for_reason(value: T, reason: impl Into<String>) -> Self {
        Self {
            value,
            from: Ground::Reason(reason.into()),
        }
    }

    /// A value taken from a report.
    pub fn from_report(value: T, report: ReportId) -> Self {
        Self {
            value,
            from: Ground::Report(report),
        }
    }
}

impl Ground {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        if let Self::Report(id) = self {
            visit((*id).into());
        }
    }
}

fn from<T>(adopted: Option<&Adopted<T>>, visit: &mut dyn FnMut(RecordId)) {
    if let Some(adopted) = adopted {
        adopted.from.references(visit);
    }
}

impl References for Event {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        visit(self.kind.into());
        from(self.when.as_ref(), visit);
        from(self.places.as_ref(), visit);
        from(self.initiator.as_ref(), visit);
        from(self.target.as_ref(), visit);
        from(self.toll.as_ref(), visit);
        self.places().iter().for_each(|id| visit((*id).into()));
        self.initiator().iter().for_each(|id| visit((*id).into()));
        self.target().iter().for_each(|id| visit((*id).into()));
        self.made.references(visit);
    }
}

//! The lanes of the timeline: what there is one for each of, and how they are arranged.

use super::id::{ActorId, CodeId, KindId, PlaceId, RecordId, SourceId, replaced, replaced_two};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the timeline has a lane for each of.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum LanesBy {
    /// The lane names of the codebook.
    #[default]
    Codebook,
    /// The kinds of events.
    Kind,
    /// Whoever did something or suffered it.
    Actor,
    /// Whoever did something together with whoever suffered it.
    Dyad,
    /// The places.
    Place,
    /// The instruments of policy shifts.
    Instrument,
    /// The sources that report.
    Source,
    /// The codes of the passages that events rest on.
    Code,
}

impl LanesBy {
    /// Everything lanes can be made by.
    pub const ALL: [Self; 8] = [
        Self::Codebook,
        Self::Kind,
        Self::Actor,
        Self::Dyad,
        Self::Place,
        Self::Instrument,
        Self::Source,
        Self::Code,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Codebook => "codebook",
            Self::Kind => "kind",
            Self::Actor => "actor",
            Self::Dyad => "dyad",
            Self::Place => "place",
            Self::Instrument => "instrument",
            Self::Source => "source",
            Self::Code => "code",
        }
    }

    /// Whether they are the usual ones.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// How lanes are arranged. Keys of lanes there are none of do no harm: they may come again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Arrangement {
    /// The lanes somebody has put in order; others follow as they usually do. Each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<LaneKey>,
    /// Those folded to one row that is darker where there is more.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub folded: BTreeSet<LaneKey>,
    /// Those not shown.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden: BTreeSet<LaneKey>,
    /// Whether arcs show how all events stand to one another.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub links: bool,
}

impl Arrangement {
    /// Whether it is the usual one.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The lanes it speaks of.
    pub fn keys(&self) -> impl Iterator<Item = &LaneKey> {
        let order = self.order.iter();
        order.chain(&self.folded).chain(&self.hidden)
    }

    /// Keeps what is said of these lanes only.
    pub fn retain(&mut self, mut keep: impl FnMut(&LaneKey) -> bool) {
        self.order.retain(&mut keep);
        self.folded.retain(&mut keep);
        self.hidden.retain(&mut keep);
    }

    /// Puts another record in the place of one, or drops what is said of its lanes.
    pub fn replace(&mut self, old: RecordId, new: Option<RecordId>) {
        let replaced = |key: LaneKey| key.replaced(old, new);
        let order = std::mem::take(&mut self.order);
        for key in order.into_iter().filter_map(replaced) {
            if !self.order.contains(&key) {
                self.order.push(key);
            }
        }
        for keys in [&mut self.folded, &mut self.hidden] {
            *keys = std::mem::take(keys)
                .into_iter()
                .filter_map(replaced)
                .collect();
        }
    }
}

/// What a lane holds. `None` is the lane of what has no such thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LaneKey {
    /// The kinds of this lane name.
    Name(String),
    /// This kind.
    Kind(KindId),
    /// What this actor did or suffered.
    Actor(Option<ActorId>),
    /// What the first did to the second.
    Dyad(Option<ActorId>, Option<ActorId>),
    /// What touched this place.
    Place(Option<PlaceId>),
    /// Policy shifts by this instrument; empty for everything else.
    Instrument(String),
    /// What this source reports.
    Source(Option<SourceId>),
    /// What rests on passages of this code.
    Code(Option<CodeId>),
    /// The smallest lanes together.
    Others(LanesBy),
    /// The claims.
    Claims,
}

impl LaneKey {
    /// The records it speaks of.
    pub fn records(&self) -> impl Iterator<Item = RecordId> {
        let (first, second) = match self {
            Self::Kind(id) => (Some(RecordId::from(*id)), None),
            Self::Actor(id) => (id.map(RecordId::from), None),
            Self::Dyad(from, to) => (from.map(RecordId::from), to.map(RecordId::from)),
            Self::Place(id) => (id.map(RecordId::from), None),
            Self::Source(id) => (id.map(RecordId::from), None),
            Self::Code(id) => (id.map(RecordId::from), None),
            Self::Name(_) | Self::Instrument(_) | Self::Others(_) | Self::Claims => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// The lane with another record in the place of one; `None` where nothing takes its place.
    fn replaced(self, old: RecordId, new: Option<RecordId>) -> Option<Self> {
        Some(match self {
            Self::Kind(id) => Self::Kind(replaced(id, old, new)?),
            Self::Actor(Some(id)) => Self::Actor(Some(replaced(id, old, new)?)),
            Self::Dyad(from, to) => {
                let (from, to) = replaced_two((from, to), old, new)?;
                Self::Dyad(from, to)
            }
            Self::Place(Some(id)) => Self::Place(Some(replaced(id, old, new)?)),
            Self::Source(Some(id)) => Self::Source(Some(replaced(id, old, new)?)),
            Self::Code(Some(id)) => Self::Code(Some(replaced(id, old, new)?)),
            key => key,
        })
    }
}

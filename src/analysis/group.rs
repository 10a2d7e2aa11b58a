//! What the bars of a chart are split by: one group per event, so that no event becomes two.
//!
//! An event with several values, such as two places, belongs to the group of all of them, named
//! "Nangarhar; Khost".

use super::dyads::dyad_name;
use super::facts::EventFacts;
use crate::model::codebook::{Family, Kind};
use crate::model::event::Standing;
use crate::model::id::KindId;
use crate::model::look::{Hue, Shape};
use crate::model::view::Split;

/// The rank of what is put together because it is too small.
const OTHERS: u32 = u32::MAX;

/// One value of a split. Sorts as charts list them: kinds as in the codebook, families and
/// standings in their order, names by letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    rank: u32,
    kind: Option<KindId>,
    /// Its name; empty for "all" and for events without a value.
    pub name: String,
    /// The hue of its kind; `None` unless split by kind.
    pub hue: Option<Hue>,
    /// The shape of its kind; `None` unless split by kind.
    pub shape: Option<Shape>,
}

impl Group {
    /// The group of everything.
    pub fn all() -> Self {
        Self::named(0, String::new())
    }

    /// The group an event belongs to.
    pub fn of(facts: &EventFacts, split: Split) -> Self {
        match split {
            Split::None => Self::all(),
            Split::Kind => Self::of_kind(&facts.kind),
            Split::Family => Self::of_family(facts.family()),
            Split::Actor => Self::named(0, facts.initiator.join("; ")),
            Split::Dyad => {
                let [from, to] = [&facts.initiator, &facts.target].map(|names| names.join("; "));
                Self::named(0, dyad_name(&from, &to))
            }
            Split::Place => Self::named(0, facts.places.join("; ")),
            Split::Country => Self::named(0, facts.countries.join("; ")),
            Split::Standing => Self::ranked(&Standing::ALL, facts.standing, Standing::in_words),
            Split::Source => {
                let first = facts.told_in().next();
                Self::named(0, first.cloned().unwrap_or_default())
            }
        }
    }

    /// The group of a kind of the codebook.
    pub fn of_kind(kind: &Kind) -> Self {
        Self {
            rank: kind.order,
            kind: Some(kind.id),
            name: kind.name.clone(),
            hue: Some(kind.hue),
            shape: Some(kind.shape),
        }
    }

    /// The group of what the codebook has no kind for, behind those it has.
    pub fn of_native_type(name: String) -> Self {
        Self::named(OTHERS - 1, name)
    }

    /// The group of a family.
    pub fn of_family(family: Family) -> Self {
        Self::ranked(&Family::ALL, family, Family::in_words)
    }

    /// The group of a name.
    pub fn of_name(name: String) -> Self {
        Self::named(0, name)
    }

    /// The group of so many others, too small to stand alone.
    pub fn of_others(number: usize) -> Self {
        let noun = if number == 1 { "other" } else { "others" };
        Self::named(OTHERS, format!("{number} {noun}"))
    }

    /// The kind of the codebook it is.
    pub fn kind(&self) -> Option<KindId> {
        self.kind
    }

    /// Whether this is a group of others.
    pub fn is_others(&self) -> bool {
        self.rank == OTHERS && self.kind.is_none()
    }

    fn named(rank: u32, name: String) -> Self {
        Self {
            rank,
            kind: None,
            name,
            hue: None,
            shape: None,
        }
    }

    fn ranked<T: Copy + PartialEq>(all: &[T], value: T, words: fn(T) -> &'static str) -> Self {
        let rank = all.iter().position(|other| *other == value).unwrap_or(0);
        Self::named(u32::try_from(rank).unwrap_or(0), words(value).to_owned())
    }
}

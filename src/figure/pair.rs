//! Two actors and what they do towards one another.
//!
//! In: events with initiators and targets, and which actors belong to which. Out: the pairs there
//! are, and for each event who acts towards whom. An actor stands for itself and for all that
//! belong to it.

use crate::analysis::facts::EventFacts;
use crate::derived::Derived;
use crate::model::codebook::Family;
use crate::model::event::Event;
use crate::model::id::{ActorId, KindId};
use crate::model::project::Project;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Two actors, none of which belongs to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one whose acts stand first, or above.
    pub one: ActorId,
    /// The other.
    pub other: ActorId,
}

impl Pair {
    /// The same two, the other way round.
    pub fn swapped(self) -> Self {
        Self {
            one: self.other,
            other: self.one,
        }
    }
}

/// Who acts towards whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The first of a pair towards the other.
    Forth,
    /// The other towards the first.
    Back,
    /// Each towards the other.
    Both,
    /// Somebody else towards both.
    Others,
}

/// A pair with how often it meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The two.
    pub pair: Pair,
    /// In how many events of the family asked for.
    pub of_family: usize,
    /// In how many events of any family, counted or not.
    pub events: usize,
    /// In how many rows of tables.
    pub rows: u64,
}

/// The two sides of a pair, each with all that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The two.
    pub pair: Pair,
    /// Their canonical names.
    pub names: (String, String),
    one: BTreeSet<ActorId>,
    other: BTreeSet<ActorId>,
}

impl Sides {
    /// The sides of a pair; `None` when one of them is no actor of the project, or both are one.
    pub fn new(project: &Project, pair: Pair) -> Option<Self> {
        let name = |id| Some(project.actors.get(&id)?.name.clone());
        let members = |id| {
            let ids = project.actors.keys().copied();
            ids.filter(|it| lineage(project, *it).contains(&id))
                .collect()
        };
        (pair.one != pair.other).then_some(())?;
        Some(Self {
            names: (name(pair.one)?, name(pair.other)?),
            one: members(pair.one),
            other: members(pair.other),
            pair,
        })
    }

    /// Whether an actor is the first of the two or belongs to it.
    pub fn is_of_one(&self, id: ActorId) -> bool {
        self.one.contains(&id)
    }

    /// Whether an actor is the other of the two or belongs to it.
    pub fn is_of_other(&self, id: ActorId) -> bool {
        self.other.contains(&id)
    }

    /// Who acts towards whom in an event; `None` where it is not between the two.
    pub fn way(&self, event: &Event) -> Option<Way> {
        let any =
            |ids: &[ActorId], side: &BTreeSet<ActorId>| ids.iter().any(|id| side.contains(id));
        let (from, to) = (event.initiator(), event.target());
        let forth = any(from, &self.one) && any(to, &self.other);
        let back = any(from, &self.other) && any(to, &self.one);
        let to_both = any(to, &self.one) && any(to, &self.other);
        let by_others = !from.is_empty() && !any(from, &self.one) && !any(from, &self.other);
        match (forth, back) {
            (true, true) => Some(Way::Both),
            (true, false) => Some(Way::Forth),
            (false, true) => Some(Way::Back),
            (false, false) => (to_both && by_others).then_some(Way::Others),
        }
    }

    /// Whether either of the two takes part in an event, on whichever side.
    pub fn take_part(&self, event: &Event) -> bool {
        let mut all = event.initiator().iter().chain(event.target());
        all.any(|id| self.is_of_one(*id) || self.is_of_other(*id))
    }

    /// The names of who acts and of who is acted upon; those of the pair in order where it is both.
    pub fn from_and_to(&self, way: Way) -> (&str, &str) {
        let (one, other) = (self.names.0.as_str(), self.names.1.as_str());
        match way {
            Way::Back => (other, one),
            Way::Forth | Way::Both | Way::Others => (one, other),
        }
    }
}

/// An actor and all it belongs to, itself first.
fn lineage(project: &Project, id: ActorId) -> Vec<ActorId> {
    let mut out = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        // A valid project has no ring; a broken one must not hang.
        if out.contains(&id) {
            break;
        }
        out.push(id);
        next = project.actors.get(&id).and_then(|actor| actor.within);
    }
    out
}

/// How one actor acts towards another.
#[derive(Clone, Copy, Debug, Default)]
struct Acts {
    number: usize,
    /// The place of the first of its kinds in the codebook.
    first_kind: Option<(u32, KindId)>,
}

#[derive(Clone, Debug, Default)]
struct Counted {
    events: usize,
    of_family: usize,
    by: BTreeMap<ActorId, Acts>,
}

/// The pairs that meet in an event, those with the most events of `family` first. The first of a
/// pair is the one whose acts come first in the codebook, else the one who acts more often.
pub fn pairs(project: &Project, derived: &Derived, family: Family) -> Vec<Met> {
    let mut found: BTreeMap<(ActorId, ActorId), Counted> = BTreeMap::new();
    for facts in derived.events().iter() {
        for (a, b) in meeting(project, facts) {
            let counted = found.entry((a.min(b), a.max(b))).or_default();
            let acts = counted.by.entry(a).or_default();
            acts.number += 1;
            let order = (facts.kind.order, facts.kind.id);
            acts.first_kind = Some(acts.first_kind.map_or(order, |first| first.min(order)));
        }
        let pairs: BTreeSet<_> = meeting(project, facts)
            .into_iter()
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        for pair in pairs {
            let counted = found.entry(pair).or_default();
            counted.events += 1;
            counted.of_family += usize::from(facts.family() == family);
        }
    }
    let mut out: Vec<Met> = found
        .into_iter()
        .map(|((a, b), counted)| met(a, b, &counted))
        .collect();
    let depth = |pair: Pair| lineage(project, pair.one).len() + lineage(project, pair.other).len();
    out.sort_by_key(|met| {
        (
            Reverse(met.of_family),
            Reverse(met.events),
            depth(met.pair),
            met.pair,
        )
    });
    out
}

/// These pairs with the rows of tables in which they meet, then those that meet only there, the most
/// rows first; the first of those is the one who acts in more of them.
pub fn with_rows(mut met: Vec<Met>, rows: &BTreeMap<(ActorId, ActorId), u64>) -> Vec<Met> {
    let of = |pair: Pair| {
        let towards = |a, b| rows.get(&(a, b)).copied().unwrap_or(0);
        (towards(pair.one, pair.other), towards(pair.other, pair.one))
    };
    let mut known = BTreeSet::new();
    for one in &mut met {
        let (forth, back) = of(one.pair);
        one.rows = forth + back;
        known.insert(one.pair);
        known.insert(one.pair.swapped());
    }
    let mut only: Vec<Met> = Vec::new();
    for (one, other) in rows.keys() {
        let pair = Pair {
            one: *one,
            other: *other,
        };
        if known.contains(&pair) {
            continue;
        }
        known.insert(pair);
        known.insert(pair.swapped());
        let (forth, back) = of(pair);
        only.push(Met {
            pair: if back > forth { pair.swapped() } else { pair },
            of_family: 0,
            events: 0,
            rows: forth + back,
        });
    }
    only.sort_by_key(|met| (Reverse(met.rows), met.pair));
    met.extend(only);
    met
}

fn met(a: ActorId, b: ActorId, counted: &Counted) -> Met {
    let rank = |id: ActorId| {
        let acts = counted.by.get(&id).copied().unwrap_or_default();
        (
            acts.first_kind.is_none(),
            acts.first_kind,
            Reverse(acts.number),
            id,
        )
    };
    let (one, other) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    Met {
        pair: Pair { one, other },
        of_family: counted.of_family,
        events: counted.events,
        rows: 0,
    }
}

/// Who acts towards whom in an event, each pair once: also those they belong to, unless both belong
/// to the same or one to the other.
fn meeting(project: &Project, facts: &EventFacts) -> BTreeSet<(ActorId, ActorId)> {
    meetings_of(project, facts.event.initiator(), facts.event.target())
}

/// The same for those on either side of anything.
pub(super) fn meetings_of(
    project: &Project,
    from: &[ActorId],
    to: &[ActorId],
) -> BTreeSet<(ActorId, ActorId)> {
    let mut out = BTreeSet::new();
    for from in from {
        let from = lineage(project, *from);
        for to in to {
            let to = lineage(project, *to);
            let apart = |a: &ActorId, b: &ActorId| !from.contains(b) && !to.contains(a);
            for a in &from {
                out.extend(to.iter().filter(|b| apart(a, b)).map(|b| (*a, *b)));
            }
        }
    }
    out
}

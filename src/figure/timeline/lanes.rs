//! Which lanes a timeline has: what there is one for each of, their order, which are folded or
//! hidden.
//!
//! In: the facts of the events that are shown, and an arrangement. Out: lanes from top to bottom.
//! An event stands in every lane it belongs to, and lanes know how many of theirs do so.

use super::entry::Entry;
use crate::analysis::dyads::{dyad_name, dyads};
use crate::analysis::facts::EventFacts;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::figure::labels::{capitalised, number_of};
use crate::figure::words::CLAIMS;
use crate::model::codebook::{Family, codes_in_tree_order, kinds_in_order};
use crate::model::id::{ActorId, RecordId};
use crate::model::lanes::{Arrangement, LaneKey, LanesBy};
use crate::model::project::Project;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many lanes at most; where there would be more, the smallest share one.
const MOST: usize = 12;

/// Which lanes are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// What there is a lane for each of.
    pub by: LanesBy,
    /// How they are arranged.
    pub arrangement: Arrangement,
}

/// One band of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it holds.
    pub key: LaneKey,
    /// Its name.
    pub name: String,
    /// It is folded to one row that is darker where there is more.
    pub folded: bool,
    /// How many of its events stand in other lanes as well.
    pub shared: usize,
    /// What is dated, by its first day.
    pub entries: Vec<Entry>,
    /// What is not, oldest record first.
    pub undated: Vec<RecordId>,
}

impl Lanes {
    /// The usual arrangement of lanes by something.
    pub fn by(by: LanesBy) -> Self {
        Self {
            by,
            ..Self::default()
        }
    }
}

/// The lane of what has no such thing as the lanes are made by.
fn is_of_none(key: &LaneKey) -> bool {
    match key {
        LaneKey::Actor(None)
        | LaneKey::Dyad(None, None)
        | LaneKey::Place(None)
        | LaneKey::Source(None)
        | LaneKey::Code(None) => true,
        LaneKey::Instrument(instrument) => instrument.is_empty(),
        _ => false,
    }
}

/// What it is called.
fn name(key: &LaneKey, project: &Project) -> String {
    let actor = |id: &Option<ActorId>| {
        let actor = id.and_then(|id| project.actors.get(&id));
        actor.map_or("", |it| it.name.as_str())
    };
    match key {
        LaneKey::Name(name) => name.clone(),
        LaneKey::Kind(id) => named(project.kinds.get(id).map(|it| &it.name)),
        LaneKey::Actor(None) | LaneKey::Dyad(None, None) => "No actor".to_owned(),
        LaneKey::Actor(id) => actor(id).to_owned(),
        LaneKey::Dyad(from, to) => dyad_name(actor(from), actor(to)),
        LaneKey::Place(None) => "No place".to_owned(),
        LaneKey::Place(Some(id)) => named(project.places.get(id).map(|it| &it.name)),
        LaneKey::Instrument(name) if name.is_empty() => "No instrument".to_owned(),
        LaneKey::Instrument(name) => capitalised(name),
        LaneKey::Source(None) => "No source".to_owned(),
        LaneKey::Source(Some(id)) => named(project.sources.get(id).map(|it| &it.title)),
        LaneKey::Code(None) => "No code".to_owned(),
        LaneKey::Code(Some(id)) => named(project.codes.get(id).map(|it| &it.name)),
        LaneKey::Others(_) => "Others".to_owned(),
        LaneKey::Claims => CLAIMS.to_owned(),
    }
}

fn named(name: Option<&String>) -> String {
    name.cloned().unwrap_or_default()
}

impl Default for Lane {
    fn default() -> Self {
        Self::named("")
    }
}

impl Lane {
    pub(super) fn new(key: LaneKey, project: &Project) -> Self {
        Self {
            name: name(&key, project),
            key,
            folded: false,
            shared: 0,
            entries: Vec::new(),
            undated: Vec::new(),
        }
    }

    /// A lane of this name without anything in it.
    pub(in crate::figure) fn named(name: &str) -> Self {
        Self {
            key: LaneKey::Name(name.to_owned()),
            name: name.to_owned(),
            folded: false,
            shared: 0,
            entries: Vec::new(),
            undated: Vec::new(),
        }
    }

    /// How many records it holds, dated or not.
    pub fn count(&self) -> usize {
        let dated: usize = self.entries.iter().map(|entry| entry.ids.len()).sum();
        dated + self.undated.len()
    }

    /// "9 events, 2 of them undated; 3 stand in other lanes as well".
    pub fn facts(&self) -> String {
        let noun = match self.key {
            LaneKey::Claims => "claim",
            _ => "event",
        };
        let mut facts = number_of(self.count(), noun);
        if !self.undated.is_empty() {
            facts.push_str(&format!(", {} of them undated", self.undated.len()));
        }
        if self.shared > 0 {
            let verb = if self.shared == 1 { "stands" } else { "stand" };
            facts.push_str(&format!("; {} {verb} in other lanes as well", self.shared));
        }
        facts
    }

    fn add(&mut self, facts: &EventFacts, is_shared: bool) {
        self.shared += usize::from(is_shared);
        self.put(facts, Entry::of_event(facts));
    }

    /// Takes an event in, with its entry where it is dated.
    pub(in crate::figure) fn put(&mut self, facts: &EventFacts, entry: Option<Entry>) {
        match entry {
            Some(entry) => self.entries.push(entry),
            None => self.undated.push(facts.id().into()),
        }
    }

    /// Puts the entries in the order of their first days.
    pub(in crate::figure) fn sort(&mut self) {
        self.entries.sort_by_key(|entry| {
            let first = entry.ids.first().copied();
            (entry.first_day(), entry.last_day(), first)
        });
    }

    /// Sorts what it holds by its first day, and tells the names of marks that may stand in other
    /// lanes too apart from those.
    pub(super) fn settle(&mut self, by: LanesBy) {
        self.sort();
        if may_repeat(by) && self.key != LaneKey::Claims {
            for entry in &mut self.entries {
                entry.name = format!("{} ({})", entry.name, self.name);
            }
        }
    }
}

/// Whether an event may stand in several lanes.
pub(super) fn may_repeat(by: LanesBy) -> bool {
    match by {
        LanesBy::Codebook | LanesBy::Kind | LanesBy::Instrument => false,
        LanesBy::Actor | LanesBy::Dyad | LanesBy::Place | LanesBy::Source | LanesBy::Code => true,
    }
}

/// Which lanes an event belongs to: at least one, each once.
fn keys_of(facts: &EventFacts, by: LanesBy) -> Vec<LaneKey> {
    let event = &facts.event;
    let mut keys: Vec<LaneKey> = match by {
        LanesBy::Codebook => vec![LaneKey::Name(facts.kind.lane.clone())],
        LanesBy::Kind => vec![LaneKey::Kind(event.kind)],
        LanesBy::Actor => {
            let actors = event.initiator().iter().chain(event.target());
            each(actors, LaneKey::Actor)
        }
        LanesBy::Dyad => {
            let dyads = dyads(event.initiator(), event.target()).into_iter();
            dyads.map(|(from, to)| LaneKey::Dyad(from, to)).collect()
        }
        LanesBy::Place => each(event.places(), LaneKey::Place),
        LanesBy::Instrument => {
            let policy = event.policy.as_ref();
            let policy = policy.filter(|_| facts.family() == Family::Policy);
            let instrument = policy.map(|it| it.instrument.trim().to_lowercase());
            vec![LaneKey::Instrument(instrument.unwrap_or_default())]
        }
        LanesBy::Source => each(&facts.sources, LaneKey::Source),
        LanesBy::Code => each(&facts.codes, LaneKey::Code),
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A lane for each; that of none where there is none.
fn each<'a, I: Copy + 'a>(
    ids: impl IntoIterator<Item = &'a I>,
    key: fn(Option<I>) -> LaneKey,
) -> Vec<LaneKey> {
    let keys: Vec<LaneKey> = ids.into_iter().map(|id| key(Some(*id))).collect();
    if keys.is_empty() {
        return vec![key(None)];
    }
    keys
}

/// The lanes of the events that `selection` admits, in their usual order: as in the codebook, else
/// the largest first.
pub(super) fn lanes(
    project: &Project,
    derived: &Derived,
    selection: &Selection,
    by: LanesBy,
) -> Vec<Lane> {
    let shown = || derived.events().iter().filter(|it| selection.admits(it));
    let mut counts: BTreeMap<LaneKey, usize> = BTreeMap::new();
    if by == LanesBy::Codebook {
        let fits = |family| selection.family.is_none_or(|it| it == family);
        let kinds = project.kinds.values().filter(|kind| fits(kind.family));
        counts.extend(kinds.map(|kind| (LaneKey::Name(kind.lane.clone()), 0)));
    }
    for facts in shown() {
        for key in keys_of(facts, by) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let keys = usual_order(project, &counts, by);
    let places: BTreeMap<&LaneKey, usize> = keys.iter().zip(0..).collect();
    let mut lanes: Vec<Lane> = keys
        .iter()
        .map(|key| Lane::new(key.clone(), project))
        .collect();
    let others = LaneKey::Others(by);
    let others = places.get(&others).copied();
    for facts in shown() {
        let at = keys_of(facts, by).into_iter();
        // Of the others, too, an event is told once.
        let at: BTreeSet<usize> = at
            .filter_map(|key| places.get(&key).copied().or(others))
            .collect();
        for place in &at {
            if let Some(lane) = lanes.get_mut(*place) {
                lane.add(facts, at.len() > 1);
            }
        }
    }
    lanes
}

/// The keys of the lanes there are, from top to bottom: the smallest share one where there are too
/// many; what has no such thing comes last.
fn usual_order(project: &Project, counts: &BTreeMap<LaneKey, usize>, by: LanesBy) -> Vec<LaneKey> {
    let (none, mut keys): (Vec<LaneKey>, Vec<LaneKey>) =
        counts.keys().cloned().partition(is_of_none);
    let count = |key: &LaneKey| counts.get(key).copied().unwrap_or(0);
    keys.sort_by_cached_key(|key| (Reverse(count(key)), name(key, project)));
    // Lane names are the analyst's own and few: each has its lane.
    let has_others = by != LanesBy::Codebook && keys.len() + none.len() > MOST;
    if has_others {
        keys.truncate(MOST - 1 - none.len());
    }
    let (kinds, codes) = (kinds_in_order(project), codes_in_tree_order(project));
    // Others have no place there and stay as they are.
    keys.sort_by_key(|key| match key {
        LaneKey::Name(name) => kinds.iter().position(|kind| kind.lane == *name),
        LaneKey::Kind(id) => kinds.iter().position(|kind| kind.id == *id),
        LaneKey::Code(Some(id)) => codes.iter().position(|(_, code)| code.id == *id),
        _ => None,
    });
    keys.extend(has_others.then_some(LaneKey::Others(by)));
    keys.extend(none);
    keys
}

/// Puts lanes in the order somebody gave them, folds those that are, and takes the hidden ones out.
pub(super) fn arrange(mut lanes: Vec<Lane>, arrangement: &Arrangement) -> (Vec<Lane>, Vec<Lane>) {
    let place = |lane: &Lane| arrangement.order.iter().position(|key| *key == lane.key);
    lanes.sort_by_key(|lane| place(lane).unwrap_or(usize::MAX));
    for lane in &mut lanes {
        lane.folded = arrangement.folded.contains(&lane.key);
    }
    lanes
        .into_iter()
        .partition(|lane| !arrangement.hidden.contains(&lane.key))
}

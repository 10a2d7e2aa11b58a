//! The facts of every event, what the sources cover, and the totals of the status bar.

use super::Follows;
use super::changes::changes;
use crate::analysis::coverage::Coverage;
use crate::analysis::facts::EventFacts;
use crate::document::Snapshot;
use crate::model::claim::{Claim, Subject};
use crate::model::codebook::Family;
use crate::model::id::{EventId, SourceId};
use crate::model::project::Project;
use crate::model::source::Source;
use imbl::{OrdMap, OrdSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What charts and tables read. A clone is O(1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Events {
    facts: OrdMap<EventId, Arc<EventFacts>>,
    undated: OrdSet<EventId>,
    totals: Totals,
    /// How many rest on a row of a table.
    on_rows: usize,
    coverage: Arc<Coverage>,
}

/// How many events there are of each family, and how many of them count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Incidents.
    pub incidents: usize,
    /// Incidents that count.
    pub countable_incidents: usize,
    /// Policy shifts.
    pub policy_shifts: usize,
    /// Policy shifts that count.
    pub countable_policy_shifts: usize,
    /// Diplomatic events.
    pub diplomatic: usize,
    /// Events of any family, countable or not, that no chart can place in time.
    pub undated: usize,
}

impl Events {
    /// The facts of one event.
    pub fn get(&self, id: EventId) -> Option<&Arc<EventFacts>> {
        self.facts.get(&id)
    }

    /// The facts of every event, oldest record first.
    pub fn iter(&self) -> impl Iterator<Item = &EventFacts> {
        self.facts.values().map(AsRef::as_ref)
    }

    /// The totals.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// The events that no chart can place in time, oldest record first.
    pub fn undated(&self) -> impl Iterator<Item = EventId> {
        self.undated.iter().copied()
    }

    /// How many events rest on a row of a table.
    pub fn on_rows(&self) -> usize {
        self.on_rows
    }

    /// What the sources cover together.
    pub fn coverage(&self) -> &Arc<Coverage> {
        &self.coverage
    }

    fn put(&mut self, now: &Snapshot, id: EventId) {
        let event = now.project().events.get(&id);
        let facts = event.and_then(|event| EventFacts::of(now, event));
        if let Some(facts) = &facts {
            self.totals.change(facts, |number| number.saturating_add(1));
            self.on_rows += usize::from(!facts.tables.is_empty());
        }
        let dated = facts.as_ref().is_none_or(|facts| facts.extent.is_some());
        if dated {
            self.undated.remove(&id);
        } else {
            self.undated.insert(id);
        }
        let before = match facts {
            Some(facts) => self.facts.insert(id, Arc::new(facts)),
            None => self.facts.remove(&id),
        };
        if let Some(before) = before {
            self.totals
                .change(&before, |number| number.saturating_sub(1));
            self.on_rows -= usize::from(!before.tables.is_empty());
        }
    }

    /// The events reported by some of these sources.
    fn resting_on(&self, sources: &[SourceId]) -> Vec<EventId> {
        if sources.is_empty() {
            return Vec::new();
        }
        let rests = |facts: &&EventFacts| facts.sources.iter().any(|id| sources.contains(id));
        self.iter().filter(rests).map(EventFacts::id).collect()
    }

    fn put_all(&mut self, now: &Snapshot) {
        let ids: Vec<EventId> = now.project().events.keys().copied().collect();
        let gone: Vec<EventId> = self
            .facts
            .keys()
            .filter(|id| !now.project().events.contains_key(*id))
            .copied()
            .collect();
        for id in ids.into_iter().chain(gone) {
            self.put(now, id);
        }
    }
}

impl Totals {
    fn change(&mut self, facts: &EventFacts, by_one: fn(usize) -> usize) {
        let (all, countable) = match facts.family() {
            Family::Incident => (&mut self.incidents, Some(&mut self.countable_incidents)),
            Family::Policy => (
                &mut self.policy_shifts,
                Some(&mut self.countable_policy_shifts),
            ),
            Family::Diplomatic => (&mut self.diplomatic, None),
        };
        *all = by_one(*all);
        if let Some(countable) = countable.filter(|_| facts.is_countable()) {
            *countable = by_one(*countable);
        }
        if facts.extent.is_none() {
            self.undated = by_one(self.undated);
        }
    }
}

impl Follows for Events {
    fn rebuild(now: &Snapshot) -> Self {
        let mut new = Self {
            coverage: Arc::new(coverage(now.project())),
            ..Self::default()
        };
        new.put_all(now);
        new
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        if !old.sources.ptr_eq(&new.sources) {
            self.coverage = Arc::new(coverage(new));
        }
        if names_changed(old, new) {
            self.put_all(now);
            return;
        }
        let mut touched = touched(before, now);
        touched.extend(self.resting_on(&reboilerplated(old, new)));
        for id in touched {
            self.put(now, id);
        }
    }
}

/// Names and sources stand in the facts of any number of events and change seldom: then
/// everything is gathered anew.
fn names_changed(old: &Project, new: &Project) -> bool {
    let sources = changes(&old.sources, &new.sources).any(|changed| {
        let (Some(old), Some(new)) = (changed.before, changed.after) else {
            // Nothing rests on a source that was not there, or is there no more.
            return false;
        };
        old.title != new.title
            || old.published != new.published
            || old.coverage != new.coverage
            || old.derived_from != new.derived_from
            || old.supersedes != new.supersedes
            // A row that cites a source by one of these is not independent of it.
            || old.author != new.author
            || old.publisher != new.publisher
    });
    sources
        || changes(&old.tables, &new.tables).any(|changed| {
            let versions = changed.before.zip(changed.after);
            versions.is_some_and(|(old, new)| old.title != new.title || old.mapping != new.mapping)
        })
        || changes(&old.kinds, &new.kinds).any(|changed| changed.before.is_some())
        || changes(&old.actors, &new.actors).any(|changed| changed.before.is_some())
        || changes(&old.places, &new.places).any(|changed| changed.before.is_some())
}

/// The sources whose boilerplate is another.
fn reboilerplated(old: &Project, new: &Project) -> Vec<SourceId> {
    let both = |changed: super::changes::Changed<'_, Source>| {
        let (old, new) = (changed.before?, changed.after?);
        (old.boilerplate != new.boilerplate).then_some(new.id)
    };
    changes(&old.sources, &new.sources)
        .filter_map(both)
        .collect()
}

/// The events whose own record, reports, denials or passages changed.
fn touched(before: &Snapshot, now: &Snapshot) -> BTreeSet<EventId> {
    let (old, new) = (before.project(), now.project());
    let mut out = BTreeSet::new();
    for changed in changes(&old.events, &new.events) {
        out.extend(changed.versions().map(|event| event.id));
    }
    for changed in changes(&old.reports, &new.reports) {
        out.extend(changed.versions().map(|report| report.event));
    }
    for changed in changes(&old.claims, &new.claims) {
        out.extend(changed.versions().flat_map(|claim| denied(claim)));
    }
    for changed in changes(&old.rows, &new.rows) {
        // One that came or went has changed the reports that rest on it.
        if let (Some(old), Some(new)) = (changed.before, changed.after)
            && (old.table, &old.cells) != (new.table, &new.cells)
        {
            out.extend(now.reports_on_row(new.id).map(|report| report.event));
        }
    }
    for changed in changes(&old.annotations, &new.annotations) {
        // One that came or went has changed the reports that rest on it.
        if let (Some(old), Some(new)) = (changed.before, changed.after)
            && (old.codes != new.codes || old.source != new.source || old.spans != new.spans)
        {
            out.extend(now.reports_on(new.id).map(|report| report.event));
        }
    }
    out
}

fn denied(claim: &Claim) -> impl Iterator<Item = EventId> + '_ {
    claim.denies.iter().filter_map(|subject| match subject {
        Subject::Event(id) => Some(*id),
        Subject::Claim(_) => None,
    })
}

/// What the sources cover; an old version speaks no more once a newer one says what it covers.
fn coverage(project: &Project) -> Coverage {
    let replaced = project.superseded();
    let sources = project.sources.values();
    let speaking = sources.filter(|source| !replaced.contains(&source.id));
    Coverage::of(speaking.map(AsRef::as_ref))
}

//! What charts, tables and filters need to know of one event, gathered once.
//!
//! In: a snapshot and an event. Out: its standing, its days, its names in words, the passages it
//! rests on. Everything that has no number stays `None` or empty.

use super::coverage::horizon;
use super::dates::WhichDate;
use super::standing::judge;
use crate::document::{Snapshot, boilerplate};
use crate::model::claim::Subject;
use crate::model::codebook::{Family, Kind};
use crate::model::day::Day;
use crate::model::edtf::Extent;
use crate::model::event::{Event, Standing};
use crate::model::id::{AnnotationId, CodeId, EventId, PlaceId, SourceId, TableId};
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::model::toll::{Estimate, Harm};
use crate::model::when::Used;
use std::sync::Arc;

/// One event as charts see it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventFacts {
    /// The event.
    pub event: Arc<Event>,
    /// Its kind: name, family, lane, hue, shape.
    pub kind: Arc<Kind>,
    /// How firmly the sources stand behind it, or what the analyst says instead.
    pub standing: Standing,
    /// Nobody asserts it, somebody alleges it: drawn with a dashed outline.
    pub alleged: bool,
    /// Somebody denies it: the word "denied" stands with it.
    pub denied: bool,
    /// The days of the date charts draw; `None` when undated or without a finite start.
    pub extent: Option<Extent>,
    /// The days of the dates told elsewhere, in their order; those without a finite start left out.
    pub elsewhere: Vec<Extent>,
    /// The last day of which its sources can know; `None` when none of them says.
    pub horizon: Option<Day>,
    /// Who did it, by canonical name; empty when nobody knows.
    pub initiator: Vec<String>,
    /// To whom, by canonical name.
    pub target: Vec<String>,
    /// Where, by canonical name.
    pub places: Vec<String>,
    /// The countries of its places, each once; a place without one has that of the place it lies in.
    pub countries: Vec<String>,
    /// The sources that report it, each once, in the order of the reports.
    pub sources: Vec<SourceId>,
    /// Their titles, in the same order.
    pub source_titles: Vec<String>,
    /// The event tables whose rows report it, each once, in the order of the reports.
    pub tables: Vec<TableId>,
    /// Their titles, in the same order.
    pub table_titles: Vec<String>,
    /// The passages it rests on, each once, in the order of the reports.
    pub annotations: Vec<AnnotationId>,
    /// The codes of those passages, sorted.
    pub codes: Vec<CodeId>,
    /// Whether boilerplate is all it rests on, so that it is in no count.
    pub only_boilerplate: bool,
}

impl EventFacts {
    /// Gathers what is known of `event`; `None` only when its kind is missing, which no valid
    /// project allows.
    pub fn of(snapshot: &Snapshot, event: &Arc<Event>) -> Option<Self> {
        let project = snapshot.project();
        let kind = Arc::clone(project.kinds.get(&event.kind)?);
        let denied = snapshot
            .claims_about(event.id)
            .any(|claim| claim.denies.contains(&Subject::Event(event.id)));
        let reports = snapshot.reports_of(event.id).map(AsRef::as_ref);
        let judgement = judge(project, event, reports, denied);
        let sources = resting_on(snapshot, event.id, Project::source_of);
        let tables = resting_on(snapshot, event.id, Project::table_of);
        let annotations = snapshot.annotations_of(event.id);
        let mut codes: Vec<CodeId> = annotations
            .iter()
            .flat_map(|annotation| annotation.codes.iter().copied())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let known = sources.iter().filter_map(|id| project.sources.get(id));
        let actors = |ids: &[_]| names(ids, |id| project.actors.get(id).map(|it| &it.name));
        Some(Self {
            standing: judgement.standing,
            alleged: judgement.alleged,
            denied: judgement.denied,
            extent: finite(event, WhichDate::Used),
            elsewhere: elsewhere(event),
            horizon: known.filter_map(|source| horizon(source)).max(),
            initiator: actors(event.initiator()),
            target: actors(event.target()),
            places: names(event.places(), |id| {
                project.places.get(id).map(|it| &it.name)
            }),
            countries: countries(project, event.places()),
            source_titles: names(&sources, |id| project.sources.get(id).map(|it| &it.title)),
            table_titles: names(&tables, |id| project.tables.get(id).map(|it| &it.title)),
            tables,
            annotations: annotations.iter().map(|it| it.id).collect(),
            codes,
            only_boilerplate: boilerplate::rests_on_boilerplate(snapshot, event.id),
            sources,
            kind,
            event: Arc::clone(event),
        })
    }

    /// The titles of everything that reports it: sources, then tables.
    pub fn told_in(&self) -> impl Iterator<Item = &String> {
        self.source_titles.iter().chain(&self.table_titles)
    }

    /// Its id.
    pub fn id(&self) -> EventId {
        self.event.id
    }

    /// Its family.
    pub fn family(&self) -> Family {
        self.kind.family
    }

    /// Whether it counts: the analyst counts it, and it rests on more than boilerplate.
    pub fn is_countable(&self) -> bool {
        self.event.countable.counts && !self.only_boilerplate
    }

    /// Why it does not count: the analyst's reason, which may be empty, else boilerplate. `None`
    /// for an event that counts.
    pub fn uncounted_because(&self) -> Option<&str> {
        match (self.event.countable.counts, self.only_boilerplate) {
            (false, _) => Some(&self.event.countable.reason),
            (true, true) => Some(boilerplate::REASON),
            (true, false) => None,
        }
    }

    /// Its days by one of its dates; `None` when that date is missing or has no finite start.
    pub fn days_by(&self, which: WhichDate) -> Option<Extent> {
        match which {
            WhichDate::Used => self.extent.clone(),
            _ => finite(&self.event, which),
        }
    }

    /// The last day that those who tell this date can know of it, so that it is spread no further;
    /// `None` for a date told elsewhere, which may be known later than the sources.
    pub fn known_until(&self, which: WhichDate) -> Option<Day> {
        let used = self.event.when().map(|when| when.used);
        let is_from_elsewhere = match which {
            WhichDate::Used => matches!(used, Some(Used::Elsewhere(_))),
            WhichDate::Resolved => false,
            WhichDate::Elsewhere => true,
        };
        self.horizon.filter(|_| !is_from_elsewhere)
    }

    /// Whether the date charts draw carries a `?`, `~` or `%`.
    pub fn is_date_qualified(&self) -> bool {
        let date = self.event.when().and_then(|when| when.used_date());
        date.is_some_and(|date| date.is_uncertain() || date.is_approximate())
    }

    /// Its title without its kind in front: "Strike, Paktika" reads "Paktika" in the lane of strikes.
    pub fn short_title(&self) -> String {
        let title = self.event.title.as_str();
        let rest = title
            .strip_prefix(self.kind.name.as_str())
            .and_then(|rest| rest.strip_prefix(", "))
            .filter(|rest| !rest.trim().is_empty());
        let mut letters = rest.unwrap_or(title).chars();
        let first = letters.next();
        first
            .into_iter()
            .flat_map(char::to_uppercase)
            .chain(letters)
            .collect()
    }

    /// How many were killed or injured at least, most likely and at most; parts nobody tells are
    /// `None`.
    pub fn toll(&self, harm: Harm) -> Estimate {
        let toll = self.event.toll();
        toll.map(|toll| toll.total(harm)).unwrap_or_default()
    }
}

fn finite(event: &Event, which: WhichDate) -> Option<Extent> {
    let date = which.of(event.when()?)?;
    Some(date.extent()).filter(|extent| *extent != Extent::Unbounded)
}

fn elsewhere(event: &Event) -> Vec<Extent> {
    let dates = event.when().map_or(&[][..], |when| &when.elsewhere);
    dates
        .iter()
        .map(|other| other.date.extent())
        .filter(|extent| *extent != Extent::Unbounded)
        .collect()
}

/// What the reports of an event rest on, each once, in their order.
fn resting_on<I: PartialEq>(
    snapshot: &Snapshot,
    event: EventId,
    on: fn(&Project, &Passage) -> Option<I>,
) -> Vec<I> {
    let mut out = Vec::new();
    for report in snapshot.reports_of(event) {
        if let Some(id) = on(snapshot.project(), &report.passage)
            && !out.contains(&id)
        {
            out.push(id);
        }
    }
    out
}

fn names<'a, I>(ids: &[I], name: impl Fn(&I) -> Option<&'a String>) -> Vec<String> {
    ids.iter().filter_map(name).cloned().collect()
}

fn countries(project: &Project, places: &[PlaceId]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in places {
        if let Some(country) = country(project, *id)
            && !out.contains(&country)
        {
            out.push(country);
        }
    }
    out
}

/// A place's own country, else that of the nearest place around it that has one.
fn country(project: &Project, place: PlaceId) -> Option<String> {
    let mut at = project.places.get(&place)?;
    // A valid project has no cycle here; the bound keeps a broken one from hanging the window.
    for _ in 0..64 {
        if !at.country.is_empty() {
            return Some(at.country.clone());
        }
        at = project.places.get(&at.within?)?;
    }
    None
}

//! Which existing events a passage may speak of.
//!
//! In: a snapshot and an annotation. Out: events ranked by how much they share with what is coded
//! in the passage, each with the reasons in plain words.

use super::names::is_within;
use super::passage::{Said, kind_of};
use crate::document::Snapshot;
use crate::document::boilerplate::{is_boilerplate, rests_on_boilerplate};
use crate::model::annotation::Annotation;
use crate::model::day::DayRange;
use crate::model::edtf::{Edtf, Extent};
use crate::model::event::Event;
use crate::model::id::{AnnotationId, EventId, KindId, PlaceId};
use crate::model::place::Place;
use crate::model::project::Project;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

/// An event a passage may speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The event.
    pub event: EventId,
    /// How much speaks for it: above 0, about 100 when everything fits.
    pub score: i32,
    /// What speaks for and against it, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Something that speaks for an event, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The dates overlap: that of the event, in plain words.
    SameTime(String),
    /// So many days lie between the dates.
    DaysApart(u32),
    /// A place of the event is mentioned.
    SamePlace(String),
    /// One of the two places lies within the other.
    NearPlace {
        /// The smaller one.
        inner: String,
        /// The larger one.
        outer: String,
    },
    /// An actor of the event is mentioned.
    SameActor(String),
    /// The passage's code makes events of this kind.
    SameKind(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameTime(date) => write!(f, "same time: {date}"),
            Self::DaysApart(1) => write!(f, "1 day apart"),
            Self::DaysApart(days) => write!(f, "{days} days apart"),
            Self::SamePlace(place) => write!(f, "same place: {place}"),
            Self::NearPlace { inner, outer } => write!(f, "{inner} lies in {outer}"),
            Self::SameActor(actor) => write!(f, "same actor: {actor}"),
            Self::SameKind(kind) => write!(f, "same kind: {kind}"),
        }
    }
}

/// Dates further apart than this speak against an event.
const FAR_DAYS: u32 = 60;
/// Of several shared actors only so many are weighed.
const MOST_ACTORS: usize = 2;

/// At most `most` events that the passage may speak of and does not report yet, the likeliest
/// first; of equal ones the older first. None when the annotation is gone or lies in boilerplate, and
/// no event that rests on nothing else.
pub fn candidates(now: &Snapshot, annotation: AnnotationId, most: usize) -> Vec<Candidate> {
    let Some(passage) = now.project().annotations.get(&annotation) else {
        return Vec::new();
    };
    if is_boilerplate(now.project(), passage) {
        return Vec::new();
    }
    let reported = now.events_on(annotation).into_iter().map(|event| event.id);
    let reported: BTreeSet<EventId> = reported.collect();
    let clues = Clues::of(now, passage);
    let events = now.project().events.values();
    let mut found: Vec<Candidate> = events
        .filter(|event| !reported.contains(&event.id))
        .filter_map(|event| clues.weigh(now.project(), event))
        .filter(|found| !rests_on_boilerplate(now, found.event))
        .collect();
    found.sort_by_key(|candidate| (Reverse(candidate.score), candidate.event));
    found.truncate(most);
    found
}

/// What a passage offers to compare.
struct Clues {
    said: Said,
    days: Vec<Vec<DayRange>>,
    kind: Option<KindId>,
}

impl Clues {
    fn of(now: &Snapshot, passage: &Annotation) -> Self {
        let said = Said::by(now, passage);
        let days = said.dates.iter().map(|(date, _)| days(date));
        Self {
            days: days.filter(|days| !days.is_empty()).collect(),
            kind: kind_of(now.project(), passage),
            said,
        }
    }

    fn weigh(&self, project: &Project, event: &Event) -> Option<Candidate> {
        let mut weighed = Vec::new();
        weighed.extend(self.time(event));
        weighed.extend(self.place(project, event));
        weighed.extend(self.actors(project, event));
        weighed.extend(self.kind(project, event));
        weighed.sort_by_key(|(points, _)| Reverse(points.abs()));
        let score = weighed.iter().map(|(points, _)| points).sum();
        (score > 0).then(|| Candidate {
            event: event.id,
            score,
            reasons: weighed.into_iter().map(|(_, reason)| reason).collect(),
        })
    }

    /// The nearest of the passage's dates. A shared day says more, a shared decade less.
    fn time(&self, event: &Event) -> Option<(i32, Reason)> {
        let date = event.when()?.used_date()?;
        let theirs = days(date);
        let gap = self
            .days
            .iter()
            .filter_map(|ours| gap_days(ours, &theirs))
            .min()?;
        Some(match gap {
            0 => {
                let width: u32 = theirs.iter().map(|range| range.days()).sum();
                let points = match width {
                    1..=31 => 40,
                    32..=366 => 25,
                    _ => 10,
                };
                (points, Reason::SameTime(date.in_words()))
            }
            1..=7 => (30, Reason::DaysApart(gap)),
            8..=31 => (20, Reason::DaysApart(gap)),
            32..=FAR_DAYS => (5, Reason::DaysApart(gap)),
            _ => (-20, Reason::DaysApart(gap)),
        })
    }

    fn place(&self, project: &Project, event: &Event) -> Option<(i32, Reason)> {
        let name = |id: PlaceId| project.places.get(&id).map(|place| place.name.clone());
        let theirs = event.places();
        if let Some(same) = self.said.places.iter().find(|ours| theirs.contains(ours)) {
            return Some((30, Reason::SamePlace(name(*same)?)));
        }
        let pairs = self.said.places.iter();
        let pairs = pairs.flat_map(|ours| theirs.iter().map(|other| (*ours, *other)));
        let (inner, outer) = pairs
            .flat_map(|(ours, other)| [(ours, other), (other, ours)])
            .find(|(inner, outer)| is_within::<Place>(project, *inner, *outer))?;
        let (inner, outer) = (name(inner)?, name(outer)?);
        Some((15, Reason::NearPlace { inner, outer }))
    }

    fn actors(&self, project: &Project, event: &Event) -> Vec<(i32, Reason)> {
        let shared =
            self.said.actors.iter().filter(|actor| {
                event.initiator().contains(actor) || event.target().contains(actor)
            });
        shared
            .filter_map(|id| project.actors.get(id))
            .take(MOST_ACTORS)
            .map(|actor| (10, Reason::SameActor(actor.name.clone())))
            .collect()
    }

    fn kind(&self, project: &Project, event: &Event) -> Option<(i32, Reason)> {
        let kind = project
            .kinds
            .get(&self.kind.filter(|kind| *kind == event.kind)?)?;
        Some((15, Reason::SameKind(kind.name.clone())))
    }
}

/// The days on which it happened or began.
fn days(date: &Edtf) -> Vec<DayRange> {
    match date.extent() {
        Extent::Within(ranges) => ranges,
        Extent::Lasted { start, .. } => vec![start],
        Extent::Unbounded => Vec::new(),
    }
}

/// How many days lie between two sets of days: 0 when they share one.
fn gap_days(ours: &[DayRange], theirs: &[DayRange]) -> Option<u32> {
    let gap = |a: &DayRange, b: &DayRange| {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        let days = second.first().number() - first.last().number();
        u32::try_from(days).unwrap_or(0)
    };
    let pairs = ours
        .iter()
        .flat_map(|a| theirs.iter().map(move |b| gap(a, b)));
    pairs.min()
}

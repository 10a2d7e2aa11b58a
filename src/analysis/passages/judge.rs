//! Whether one passage passes the filters of a query.

use super::near::{Carriers, Joints};
use super::query::{Query, Reach, Side, Term, Test};
use crate::analysis::coverage::horizon;
use crate::analysis::dates::length;
use crate::analysis::folding::{Folding, Letters, fold};
use crate::document::Snapshot;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, End, Extent};
use crate::model::id::{
    ActorId, AnnotationId, CodeId, CoderId, EventId, PlaceId, RecordId, SourceId,
};
use crate::model::report::{Passage, Speaker};
use crate::model::text::Quote;
use std::collections::BTreeSet;

/// A query made ready for one snapshot.
pub(super) struct Judge<'s> {
    snapshot: &'s Snapshot,
    clauses: Vec<Vec<(bool, Ready)>>,
    letters: Letters,
}

/// A filter with all it needs.
enum Ready {
    /// The passage carries one of these itself.
    Codes(BTreeSet<CodeId>),
    /// A code reaches the passage.
    Carried(Carriers),
    /// It is one of these.
    Among(BTreeSet<AnnotationId>),
    Source(SourceId),
    Coder(CoderId),
    /// Some of its days are among these; no day is, where the date has none.
    Days(Vec<DayRange>),
    /// Folded: whatever the case, the accents and the forms of letters.
    Text(String),
}

impl<'s> Judge<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, query: &Query, joints: &mut Joints) -> Self {
        let mut letters = Letters::new(Folding::ALL);
        let mut ready = |term: &Term| {
            let test = ready(snapshot, query.subcodes, &term.test, joints, &mut letters);
            (term.not, test)
        };
        let clauses = query.clauses.iter();
        let clauses = clauses.map(|clause| clause.any.iter().map(&mut ready).collect());
        let clauses = clauses.collect();
        Self {
            snapshot,
            clauses,
            letters,
        }
    }

    pub(super) fn admits(&mut self, annotation: &Annotation) -> bool {
        let (snapshot, letters) = (self.snapshot, &mut self.letters);
        self.clauses.iter().all(|clause| {
            let mut terms = clause.iter();
            terms.any(|(not, test)| test.holds(snapshot, annotation, letters) != *not)
        })
    }

    /// The passages the narrowest clause can name, oldest first, each once; `None` where none
    /// names any, so that all of them are to be looked at.
    pub(super) fn narrowest(&self) -> Option<Vec<AnnotationId>> {
        let named = self.clauses.iter().filter_map(|clause| self.named(clause));
        named.min_by_key(Vec::len)
    }

    fn named(&self, clause: &[(bool, Ready)]) -> Option<Vec<AnnotationId>> {
        let mut named = Vec::new();
        for (not, test) in clause {
            if *not || !test.name(self.snapshot, &mut named) {
                return None;
            }
        }
        named.sort_unstable();
        named.dedup();
        Some(named)
    }
}

impl Ready {
    fn holds(&self, snapshot: &Snapshot, annotation: &Annotation, letters: &mut Letters) -> bool {
        match self {
            Self::Codes(codes) => annotation.codes.iter().any(|code| codes.contains(code)),
            Self::Carried(carriers) => carriers.reach(annotation),
            Self::Among(ids) => ids.contains(&annotation.id),
            Self::Source(id) => annotation.source == *id,
            Self::Coder(id) => annotation.made.by == Some(*id),
            Self::Days(wanted) => falls_on(snapshot, annotation, wanted),
            Self::Text(text) => words(snapshot, annotation, letters).contains(text),
        }
    }

    /// Adds the passages it can name without looking at all of them; whether it can.
    fn name(&self, snapshot: &Snapshot, into: &mut Vec<AnnotationId>) -> bool {
        match self {
            Self::Codes(codes) => {
                let carriers = codes.iter().flat_map(|code| annotations(snapshot, *code));
                into.extend(carriers);
            }
            Self::Among(ids) => into.extend(ids),
            Self::Source(id) => into.extend(annotations(snapshot, *id)),
            Self::Coder(id) => into.extend(annotations(snapshot, *id)),
            Self::Carried(_) | Self::Days(_) | Self::Text(_) => return false,
        }
        true
    }
}

fn ready(
    snapshot: &Snapshot,
    subcodes: bool,
    test: &Test,
    joints: &mut Joints,
    letters: &mut Letters,
) -> Ready {
    match test {
        Test::Code(Reach::Itself, id) => Ready::Codes(super::code_with(snapshot, *id, subcodes)),
        Test::Code(reach, id) => {
            let codes = super::code_with(snapshot, *id, subcodes);
            Ready::Carried(carriers(snapshot, &codes, *reach, joints))
        }
        Test::Kind(id) => Ready::Among(on_events(snapshot, events(snapshot, *id))),
        Test::Event(id) => Ready::Among(on_events(snapshot, [*id])),
        Test::Actor(id) => Ready::Among(of_actor(snapshot, *id)),
        Test::Place(id) => Ready::Among(of_place(snapshot, *id)),
        Test::Speaker(id) => Ready::Among(of_speaker(snapshot, *id)),
        Test::Source(id) => Ready::Source(*id),
        Test::Coder(id) => Ready::Coder(*id),
        Test::Date(side, date) => Ready::Days(days(*side, date)),
        Test::Text(text) => Ready::Text(fold(text, letters)),
    }
}

/// Where the annotations with one of these codes reach.
pub(in crate::analysis) fn carriers(
    snapshot: &Snapshot,
    codes: &BTreeSet<CodeId>,
    reach: Reach,
    joints: &mut Joints,
) -> Carriers {
    let project = snapshot.project();
    let ids = codes.iter().flat_map(|code| annotations(snapshot, *code));
    let found = ids.filter_map(|id| project.annotations.get(&id));
    Carriers::new(project, reach, found, joints)
}

/// The annotations that name a record.
fn annotations(
    snapshot: &Snapshot,
    of: impl Into<RecordId>,
) -> impl Iterator<Item = AnnotationId> + '_ {
    snapshot.referrers(of).filter_map(|id| match id {
        RecordId::Annotation(id) => Some(id),
        _ => None,
    })
}

fn events(snapshot: &Snapshot, of: impl Into<RecordId>) -> impl Iterator<Item = EventId> + '_ {
    snapshot.referrers(of).filter_map(|id| match id {
        RecordId::Event(id) => Some(id),
        _ => None,
    })
}

fn on_events(
    snapshot: &Snapshot,
    events: impl IntoIterator<Item = EventId>,
) -> BTreeSet<AnnotationId> {
    let found = events.into_iter().map(|id| snapshot.annotations_of(id));
    found.flatten().map(|annotation| annotation.id).collect()
}

fn of_actor(snapshot: &Snapshot, actor: ActorId) -> BTreeSet<AnnotationId> {
    let reports = &snapshot.project().reports;
    let mut found = BTreeSet::new();
    for id in actors_within(snapshot, actor) {
        found.extend(annotations(snapshot, id));
        found.extend(on_events(snapshot, events(snapshot, id)));
        for referrer in snapshot.referrers(id) {
            if let RecordId::Report(report) = referrer
                && let Some(report) = reports.get(&report)
                && (report.initiator.contains(&id) || report.target.contains(&id))
            {
                found.extend(report.passage.annotation());
            }
        }
    }
    found
}

fn of_place(snapshot: &Snapshot, place: PlaceId) -> BTreeSet<AnnotationId> {
    let reports = &snapshot.project().reports;
    let mut found = BTreeSet::new();
    for id in places_within(snapshot, place) {
        found.extend(annotations(snapshot, id));
        found.extend(on_events(snapshot, events(snapshot, id)));
        for referrer in snapshot.referrers(id) {
            if let RecordId::Report(report) = referrer {
                let report = reports.get(&report);
                found.extend(report.and_then(|report| report.passage.annotation()));
            }
        }
    }
    found
}

fn of_speaker(snapshot: &Snapshot, actor: ActorId) -> BTreeSet<AnnotationId> {
    let project = snapshot.project();
    let mut found = BTreeSet::new();
    for id in actors_within(snapshot, actor) {
        let speaks = |speaker: &Speaker| speaker.actor == Some(id);
        for referrer in snapshot.referrers(id) {
            let passage = match referrer {
                RecordId::Report(report) => project
                    .reports
                    .get(&report)
                    .filter(|report| speaks(&report.speaker))
                    .map(|report| &report.passage),
                RecordId::Claim(claim) => project
                    .claims
                    .get(&claim)
                    .filter(|claim| speaks(&claim.speaker))
                    .map(|claim| &claim.passage),
                _ => None,
            };
            found.extend(passage.and_then(Passage::annotation));
        }
    }
    found
}

/// A code and all that stand under it.
pub(super) fn codes_below(snapshot: &Snapshot, code: CodeId) -> BTreeSet<CodeId> {
    let codes = &snapshot.project().codes;
    with_all_below(code, |above| {
        let below = snapshot.referrers(above).filter_map(|id| match id {
            RecordId::Code(id) => codes.get(&id),
            _ => None,
        });
        let below = below.filter(|code| code.parent == Some(above));
        below.map(|code| code.id).collect()
    })
}

fn actors_within(snapshot: &Snapshot, actor: ActorId) -> BTreeSet<ActorId> {
    with_all_below(actor, |larger| {
        let within = snapshot.referrers(larger).filter_map(|id| match id {
            RecordId::Actor(id) => Some(id),
            _ => None,
        });
        within.collect()
    })
}

fn places_within(snapshot: &Snapshot, place: PlaceId) -> BTreeSet<PlaceId> {
    with_all_below(place, |larger| {
        let within = snapshot.referrers(larger).filter_map(|id| match id {
            RecordId::Place(id) => Some(id),
            _ => None,
        });
        within.collect()
    })
}

fn with_all_below<I: Copy + Ord>(first: I, below: impl Fn(I) -> Vec<I>) -> BTreeSet<I> {
    let mut found = BTreeSet::from([first]);
    let mut waiting = vec![first];
    while let Some(next) = waiting.pop() {
        waiting.extend(below(next).into_iter().filter(|id| found.insert(*id)));
    }
    found
}

/// The words of a passage, folded.
fn words(snapshot: &Snapshot, annotation: &Annotation, letters: &mut Letters) -> String {
    let Some(text) = snapshot.project().text_of(annotation.source) else {
        return String::new();
    };
    let parts = annotation.spans.iter().filter_map(|span| text.get(*span));
    let parts: Vec<String> = parts.map(|part| fold(part, letters)).collect();
    parts.join(Quote::GAP)
}

/// The days a filter asks for; none where its date has no finite side there.
fn days(side: Side, date: &Edtf) -> Vec<DayRange> {
    let extent = date.extent();
    let open = matches!(extent, Extent::Lasted { end: End::Open, .. });
    let hull = extent.hull().map(|hull| (hull.first(), hull.last()));
    let range = |first, last| DayRange::new(first, last).into_iter().collect();
    match (side, hull) {
        (_, None) => Vec::new(),
        (Side::On, Some((first, _))) if open => range(first, Day::MAX),
        (Side::On, Some((first, last))) => match extent {
            Extent::Within(days) => days,
            _ => range(first, last),
        },
        (Side::From, Some((first, _))) => range(first, Day::MAX),
        (Side::To, Some(_)) if open => range(Day::MIN, Day::MAX),
        (Side::To, Some((_, last))) => range(Day::MIN, last),
    }
}

fn falls_on(snapshot: &Snapshot, annotation: &Annotation, wanted: &[DayRange]) -> bool {
    let found = passage_days(snapshot, annotation);
    let meets = |day: &DayRange| {
        let mut wanted = wanted.iter();
        wanted.any(|range| range.intersection(*day).is_some())
    };
    found.iter().any(meets)
}

/// The days of a passage: those of the dates used by the events that rest on it, else those it
/// mentions; sorted, empty when undated.
pub(super) fn passage_days(snapshot: &Snapshot, annotation: &Annotation) -> Vec<DayRange> {
    let source = snapshot.project().sources.get(&annotation.source);
    let last = source.and_then(|source| horizon(source));
    let events = snapshot.events_on(annotation.id);
    let used = events
        .iter()
        .filter_map(|event| event.when()?.used_extent());
    let mut found: Vec<DayRange> = used.flat_map(|extent| all_days(&extent, last)).collect();
    if found.is_empty() {
        let mentioned = annotation.mentions.iter().filter_map(|it| match &it.of {
            Mentioned::Date(date) => Some(date.extent()),
            _ => None,
        });
        found.extend(mentioned.flat_map(|extent| all_days(&extent, last)));
    }
    found.sort_unstable();
    found
}

/// The days on which something may have happened or gone on.
fn all_days(extent: &Extent, horizon: Option<Day>) -> Vec<DayRange> {
    match length(extent, horizon) {
        Some(length) => vec![length],
        None => extent.start_days().to_vec(),
    }
}

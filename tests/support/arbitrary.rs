//! Arbitrary projects and transactions for property tests.
//!
//! In: a finite list of numbers, [`Choices`], which proptest makes and shrinks. Out: whole
//! consistent projects with records of every noun, and transactions on any project, some of which
//! a document must refuse. Whatever is built reads its decisions off the list; a used-up list
//! reads as zeros, and every decision's zero is its simplest answer, so that shorter lists mean
//! simpler projects.

mod choices;

use self::choices::TEXTS;
use super::{arbitrary_tables, arbitrary_views};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::str::FromStr as _;
use std::sync::Arc;
use tightrope::document::{Change, Transaction};
use tightrope::model::actor::Actor;
use tightrope::model::anchor::Anchor;
use tightrope::model::annotation::{Annotation, Mention, Mentioned};
use tightrope::model::claim::{Claim, ClaimSort};
use tightrope::model::codebook::{Code, Family, Kind, Makes};
use tightrope::model::coder::Coder;
use tightrope::model::event::{
    Adopted, Countable, Direction, Event, PolicyShift, PolicyStatus, Standing,
};
use tightrope::model::id::{Noun, RecordId, Replica, SourceId, TypedId, Uid};
use tightrope::model::info::{CaseRef, Info};
use tightrope::model::link::{Link, Relation};
use tightrope::model::look::{Hue, Shape};
use tightrope::model::made::Made;
use tightrope::model::place::{Place, Position};
use tightrope::model::project::Project;
use tightrope::model::record::{Noted, Record};
use tightrope::model::report::{Credibility, Report, Stance};
use tightrope::model::source::{
    ArabicStyle, Coverage, Original, ReadingStatus, Reliability, Source, Taken,
};
use tightrope::model::text::{Sha, SourceText, TextSpan};

pub use self::choices::Choices;

/// A whole consistent project with at least one record of every noun, and the texts of its
/// sources: emoji, Urdu, CRLF, combining marks and characters that formats like to escape.
pub fn project() -> impl Strategy<Value = Project> {
    choices(3_000).prop_map(|mut choices| build_project(&mut choices))
}

/// Up to `most` numbers to take decisions from.
pub fn choices(most: usize) -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u32>(), 0..=most).prop_map(Choices::new)
}

/// The places of a text where a character begins or the text ends.
fn edges(text: &SourceText) -> Vec<usize> {
    let starts = text.as_str().char_indices().map(|(at, _)| at);
    starts.chain([text.as_str().len()]).collect()
}

/// The ids of every record of a noun, oldest first.
pub fn ids<T: Noted>(project: &Project) -> Vec<T::Id> {
    T::all(project).keys().copied().collect()
}

/// The id with this number, of one of two replicas.
pub fn numbered<I: TypedId>(counter: u32) -> I {
    I::from_uid(Uid {
        counter,
        replica: Replica::from_bits(u64::from(counter % 2)),
    })
}

fn build_project(choices: &mut Choices) -> Project {
    let mut project = Project::default();
    for text in TEXTS {
        let text = SourceText::new(text).expect("small");
        project.texts.insert(text.sha(), text);
    }
    for noun in Noun::ALL {
        // Two events are the fewest that can be linked.
        for counter in 1..=2 + choices.below(3) {
            let id = fresh(*noun, u32::try_from(counter).expect("small"));
            let made = record(id, &project, choices);
            insert(&mut project, made);
        }
    }
    // Now that there are reports to adopt from.
    for event in ids::<Event>(&project) {
        let made = record(event.into(), &project, choices);
        insert(&mut project, made);
    }
    project
}

/// The id of a noun with this number; that of the only information record whatever the number.
fn fresh(noun: Noun, counter: u32) -> RecordId {
    if noun == Noun::Info {
        return Info::only_id().into();
    }
    let replica = Replica::from_bits(u64::from(counter % 2));
    let text = format!("{}{counter}-{replica}", noun.letter());
    RecordId::from_str(&text).expect("a letter, a number and a tag are an id")
}

/// Puts a record into a project without asking whether it fits.
pub fn insert(project: &mut Project, record: Record) {
    match record {
        Record::Info(it) => drop(project.info.insert(it.id, it)),
        Record::Coder(it) => drop(project.coders.insert(it.id, it)),
        Record::Source(it) => drop(project.sources.insert(it.id, it)),
        Record::Anchor(it) => drop(project.anchors.insert(it.id, it)),
        Record::Kind(it) => drop(project.kinds.insert(it.id, it)),
        Record::Code(it) => drop(project.codes.insert(it.id, it)),
        Record::Actor(it) => drop(project.actors.insert(it.id, it)),
        Record::Place(it) => drop(project.places.insert(it.id, it)),
        Record::Annotation(it) => drop(project.annotations.insert(it.id, it)),
        Record::Event(it) => drop(project.events.insert(it.id, it)),
        Record::Report(it) => drop(project.reports.insert(it.id, it)),
        Record::Claim(it) => drop(project.claims.insert(it.id, it)),
        Record::Link(it) => drop(project.links.insert(it.id, it)),
        Record::EventTable(it) => drop(project.tables.insert(it.id, it)),
        Record::TableRow(it) => drop(project.rows.insert(it.id, it)),
        Record::View(it) => drop(project.views.insert(it.id, it)),
    }
}

/// A record with this id that names records of `project` only.
pub fn record(id: RecordId, project: &Project, choices: &mut Choices) -> Record {
    match id {
        RecordId::Info(id) => Info {
            id,
            title: choices.text(),
            project: Sha::of(choices.text().as_bytes()),
            case: choices.once_in(2).then(|| CaseRef {
                folder: choices.text(),
                title: choices.text(),
            }),
            memo: choices.text(),
        }
        .into(),
        RecordId::Coder(id) => Coder {
            id,
            name: choices.name(),
        }
        .into(),
        RecordId::Source(id) => source(id, project, choices).into(),
        RecordId::Anchor(id) => {
            let (source, text) = some_text(project, choices);
            Anchor {
                id,
                source,
                span: choices.span(&text),
                now: choices.date(),
                reason: choices.text(),
                made: choices.made(project),
            }
            .into()
        }
        RecordId::Kind(id) => Kind {
            id,
            name: choices.name(),
            family: choices.one(&Family::ALL),
            lane: choices.text(),
            order: u32::try_from(choices.below(3)).expect("small"),
            hue: choices.one(&Hue::ALL),
            shape: choices.one(&Shape::ALL),
            plover: choices.text(),
            score_tenths: choices.tenths(),
            version: 1 + u32::try_from(choices.below(3)).expect("small"),
        }
        .into(),
        RecordId::Code(id) => Code {
            id,
            name: choices.name(),
            parent: choices.maybe_id::<Code>(project),
            order: u32::try_from(choices.below(3)).expect("small"),
            hue: choices.maybe(&Hue::ALL),
            shape: choices.maybe(&Shape::ALL),
            makes: match choices.below(3) {
                0 => choices.maybe_id::<Kind>(project).map(Makes::Event),
                1 => Some(Makes::Claim),
                _ => None,
            },
            description: choices.text(),
            rule: choices.text(),
            examples: (0..choices.below(3)).map(|_| choices.text()).collect(),
            version: 1 + u32::try_from(choices.below(3)).expect("small"),
        }
        .into(),
        RecordId::Actor(id) => Actor {
            id,
            name: choices.name(),
            within: choices.maybe_id::<Actor>(project),
            aliases: choices.aliases(project),
            memo: choices.text(),
        }
        .into(),
        RecordId::Place(id) => Place {
            id,
            name: choices.name(),
            country: choices.text(),
            within: choices.maybe_id::<Place>(project),
            position: choices.maybe(&[Position {
                latitude_e6: 32_500_000,
                longitude_e6: -69_000_001,
            }]),
            aliases: choices.aliases(project),
            memo: choices.text(),
        }
        .into(),
        RecordId::Annotation(id) => annotation(id, project, choices).into(),
        RecordId::Event(id) => event(id, project, choices).into(),
        RecordId::Report(id) => Report {
            id,
            event: choices.id::<Event>(project),
            passage: choices.passage(project),
            speaker: choices.speaker(project),
            stance: choices.one(&Stance::ALL),
            credibility: choices.maybe(&Credibility::ALL),
            when: choices.when(),
            places: choices.some_ids::<Place>(project),
            initiator: choices.some_ids::<Actor>(project),
            target: choices.some_ids::<Actor>(project),
            toll: choices.toll(),
            memo: choices.text(),
            made: choices.made(project),
        }
        .into(),
        RecordId::Claim(id) => Claim {
            id,
            passage: choices.passage(project),
            speaker: choices.speaker(project),
            sort: choices.one(&ClaimSort::ALL),
            proposition: choices.text(),
            about: choices.subject(project),
            denies: choices.subject(project).into_iter().collect(),
            when: choices.when(),
            credibility: choices.maybe(&Credibility::ALL),
            memo: choices.text(),
            made: choices.made(project),
        }
        .into(),
        RecordId::Link(id) => link(id, project, choices).into(),
        RecordId::EventTable(id) => arbitrary_tables::table(id, project, choices).into(),
        RecordId::TableRow(id) => arbitrary_tables::row(id, project, choices).into(),
        RecordId::View(id) => arbitrary_views::view(id, project, choices).into(),
    }
}

fn source(id: SourceId, project: &Project, choices: &mut Choices) -> Source {
    let texts: Vec<SourceText> = project.texts.values().cloned().collect();
    let kept = project.text_of(id).filter(|_| !choices.once_in(4)).cloned();
    let text = kept.unwrap_or_else(|| choices.one(&texts));
    Source {
        id,
        title: choices.text(),
        author: choices.text(),
        publisher: choices.text(),
        language: choices.one(&["", "en", "ur"]).to_owned(),
        published: choices.maybe_date(),
        reliability: choices.one(&Reliability::ALL),
        derived_from: choices.maybe_id::<Source>(project),
        supersedes: choices.maybe_id::<Source>(project),
        coverage: choices.maybe_date().map(|period| Coverage {
            period,
            reason: choices.text(),
        }),
        boilerplate: (0..choices.below(3)).map(|_| choices.span(&text)).collect(),
        status: choices.one(&ReadingStatus::ALL),
        arabic_style: choices.one(&[None, Some(ArabicStyle::Naskh), Some(ArabicStyle::Nastaliq)]),
        text: text.sha(),
        original: Original {
            name: choices.text(),
            sha: Sha::of(choices.text().as_bytes()),
            bytes: choices.below(9_999) as u64,
            encoding: "UTF-8".to_owned(),
            taken: choices.one(&[Taken::Whole, Taken::Article]),
        },
        memo: choices.text(),
        made: choices.made(project),
    }
}

/// A source with its text; when there is none, one that is not there and a text of one letter.
pub fn some_text(project: &Project, choices: &mut Choices) -> (SourceId, SourceText) {
    let source = choices.id::<Source>(project);
    let text = project.text_of(source).cloned();
    (
        source,
        text.unwrap_or_else(|| SourceText::new("x").expect("small")),
    )
}

fn annotation(
    id: tightrope::model::id::AnnotationId,
    project: &Project,
    choices: &mut Choices,
) -> Annotation {
    let (source, text) = some_text(project, choices);
    let mention = |choices: &mut Choices| Mention {
        span: choices.once_in(2).then(|| choices.span(&text)),
        of: match choices.below(3) {
            0 => Mentioned::Actor(choices.id::<Actor>(project)),
            1 => Mentioned::Place(choices.id::<Place>(project)),
            _ => Mentioned::Date(choices.date()),
        },
    };
    Annotation {
        id,
        source,
        spans: choices.spans(&text),
        codes: choices.some_ids::<Code>(project),
        mentions: (0..choices.below(4)).map(|_| mention(choices)).collect(),
        memo: choices.text(),
        quote: choices.once_in(4).then(|| choices.text().into()),
        made: choices.made(project),
    }
}

fn event(id: tightrope::model::id::EventId, project: &Project, choices: &mut Choices) -> Event {
    let own = project.reports.values().filter(|report| report.event == id);
    let reports: Vec<_> = own.map(|report| report.id).collect();
    let adopt = |choices: &mut Choices| {
        let adopts = choices.once_in(2);
        adopts.then(|| choices.ground(&reports))
    };
    Event {
        id,
        title: choices.name(),
        kind: choices.id::<Kind>(project),
        when: adopt(choices).map(|from| Adopted {
            value: choices.when(),
            from,
        }),
        places: adopt(choices).map(|from| Adopted {
            value: choices.some_ids::<Place>(project),
            from,
        }),
        initiator: adopt(choices).map(|from| Adopted {
            value: choices.some_ids::<Actor>(project),
            from,
        }),
        target: adopt(choices).map(|from| Adopted {
            value: choices.some_ids::<Actor>(project),
            from,
        }),
        toll: adopt(choices).map(|from| Adopted {
            value: choices.toll(),
            from,
        }),
        policy: choices.once_in(2).then(|| PolicyShift {
            instrument: choices.text(),
            direction: choices.one(&Direction::ALL),
            score_tenths: choices.tenths(),
            status: choices.one(&PolicyStatus::ALL),
            until: choices.maybe_date(),
        }),
        countable: Countable {
            counts: !choices.once_in(3),
            reason: choices.text(),
        },
        standing: choices
            .maybe(&Standing::ALL)
            .map(|standing| (standing, choices.text())),
        memo: choices.text(),
        made: choices.made(project),
    }
}

fn link(id: tightrope::model::id::LinkId, project: &Project, choices: &mut Choices) -> Link {
    let events = ids::<Event>(project);
    let from = choices.id::<Event>(project);
    let others: Vec<_> = events.into_iter().filter(|event| *event != from).collect();
    Link {
        id,
        from,
        relation: choices.one(&Relation::ALL),
        to: if others.is_empty() {
            numbered(9_999)
        } else {
            choices.one(&others)
        },
        asserted_in: choices.maybe_id::<Annotation>(project),
        reason: choices.text(),
        made: choices.made(project),
    }
}

/// A transaction of one to four changes of records of any noun, made for `project`. About one in
/// three must be refused: something dangles, contradicts itself, or is not as expected.
pub fn transaction(project: &Project, choices: &mut Choices) -> Transaction {
    let mut after = project.clone();
    let mut touched = BTreeSet::new();
    let mut changes = Vec::new();
    for _ in 0..=choices.below(4) {
        let (before, next) = change(&after, choices);
        let Some(id) = before.as_ref().or(next.as_ref()).map(Record::id) else {
            continue;
        };
        if touched.insert(id) {
            if let Some(next) = &next {
                insert(&mut after, next.clone());
            }
            changes.extend(Change::new(before, next));
        }
    }
    if choices.once_in(5) {
        spoil(&mut changes, project, choices);
    }
    Transaction {
        label: choices.text(),
        made: choices.made(project),
        changes,
    }
}

fn change(project: &Project, choices: &mut Choices) -> (Option<Record>, Option<Record>) {
    let noun = choices.one(Noun::ALL);
    let present: Vec<Record> = project
        .records()
        .filter(|record| record.noun() == noun)
        .collect();
    let deed = choices.below(3);
    if deed == 0 || present.is_empty() {
        let highest = present.iter().map(|record| record.id().uid().counter).max();
        let id = fresh(noun, highest.unwrap_or(0) + 1);
        return (project.record(id), Some(record(id, project, choices)));
    }
    let before = choices.one(&present);
    let after = (deed == 1).then(|| record(before.id(), project, choices));
    (Some(before), after)
}

/// Breaks a transaction in one of the ways a document must notice.
fn spoil(changes: &mut Vec<Change>, project: &Project, choices: &mut Choices) {
    let again = changes.first().cloned();
    match choices.below(5) {
        0 => changes.extend(again),
        1 => {
            let id = fresh(Noun::Coder, 9_998);
            let gone = record(id, project, choices);
            changes.extend(Change::new(Some(gone), None));
        }
        2 => {
            let mut nameless = Coder {
                id: numbered(9_997),
                name: " ".to_owned(),
            };
            nameless.name.push('\t');
            changes.extend(Change::new(None, Some(nameless.into())));
        }
        3 => {
            let info = project.info.values().next().cloned().map(Record::Info);
            changes.retain(|change| change.id().noun() != Noun::Info);
            changes.extend(Change::new(info, None));
        }
        _ => {
            let (source, text) = some_text(project, choices);
            let behind = text.as_str().len();
            let span = TextSpan::from_range(behind..behind + 1).expect("one byte");
            let anchor = Anchor {
                id: numbered(9_996),
                source,
                span,
                now: choices.date(),
                reason: String::new(),
                made: Made::default(),
            };
            changes.extend(Change::new(None, Some(Record::Anchor(Arc::new(anchor)))));
        }
    }
}

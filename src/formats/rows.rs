//! The records of a project as rows of cells.
//!
//! In: a snapshot and a noun. Out: one row per record, by age, with the passages it rests on:
//! their ids, their words, and where they stand in their source, in characters.

use super::table::{Cell, Table};
use crate::analysis::facts::EventFacts;
use crate::document::Snapshot;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::claim::Subject;
use crate::model::codebook::{Makes, code_path, codes_in_tree_order, kinds_in_order};
use crate::model::event::Ground;
use crate::model::id::{ActorId, PlaceId, SourceId};
use crate::model::project::Project;
use crate::model::report::{Credibility, Passage, Speaker};
use crate::model::text::TextSpan;
use crate::model::toll::{Harm, Toll};
use crate::model::when::{Used, When};
use clap::ValueEnum;

/// What can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// What was read.
    Sources,
    /// Codes on words.
    Annotations,
    /// What happened or took effect.
    #[default]
    Events,
    /// What passages say about events.
    Reports,
    /// What speakers say besides.
    Claims,
    /// Who acts and speaks.
    Actors,
    /// Where.
    Places,
    /// The labels of the codebook.
    Codes,
    /// What events can be.
    Kinds,
}

/// Every record of one noun as a row.
pub fn table(snapshot: &Snapshot, what: What) -> Table {
    let project = snapshot.project();
    let (columns, rows): (&[&'static str], Vec<Vec<Cell>>) = match what {
        What::Sources => (&SOURCES, sources(project)),
        What::Annotations => (&ANNOTATIONS, annotations(project)),
        What::Events => (&EVENTS, events(snapshot)),
        What::Reports => (&REPORTS, reports(project)),
        What::Claims => (&CLAIMS, claims(project)),
        What::Actors => (&ACTORS, actors(project)),
        What::Places => (&PLACES, places(project)),
        What::Codes => (&CODES, codes(project)),
        What::Kinds => (&KINDS, kinds(project)),
    };
    Table {
        columns: columns.to_vec(),
        rows,
    }
}

fn id(id: impl Copy + ToString) -> Cell {
    Cell::Text(id.to_string())
}

fn maybe(id: Option<impl ToString>) -> Cell {
    id.map_or(Cell::Unknown, |id| Cell::Text(id.to_string()))
}

fn list<T>(items: impl IntoIterator<Item = T>, cell: impl Fn(T) -> Cell) -> Cell {
    Cell::List(items.into_iter().map(cell).collect())
}

fn actor_names(project: &Project, ids: &[ActorId]) -> Cell {
    list(ids, |id| {
        maybe(project.actors.get(id).map(|actor| &actor.name))
    })
}

fn place_names(project: &Project, ids: &[PlaceId]) -> Cell {
    list(ids, |id| {
        maybe(project.places.get(id).map(|place| &place.name))
    })
}

const SOURCES: [&str; 15] = [
    "id",
    "title",
    "author",
    "publisher",
    "language",
    "published",
    "reliability",
    "coverage",
    "status",
    "characters",
    "bytes",
    "file",
    "encoding",
    "sha256",
    "memo",
];

fn sources(project: &Project) -> Vec<Vec<Cell>> {
    let row = |source: &crate::model::source::Source| {
        let text = project.texts.get(&source.text);
        vec![
            id(source.id),
            Cell::text(&source.title),
            Cell::text(&source.author),
            Cell::text(&source.publisher),
            Cell::text(&source.language),
            maybe(source.published.as_ref()),
            id(source.reliability.letter()),
            maybe(source.coverage.as_ref().map(|coverage| &coverage.period)),
            Cell::text(source.status.in_words()),
            Cell::number(text.map(|text| text.chars().0)),
            Cell::number(text.map(|text| text.len().0)),
            Cell::text(&source.original.name),
            Cell::text(&source.original.encoding),
            id(source.original.sha),
            Cell::text(&source.memo),
        ]
    };
    project.sources.values().map(|source| row(source)).collect()
}

/// Where spans stand, in characters: `[[start, end], …]`.
fn offsets(project: &Project, source: SourceId, spans: &[TextSpan]) -> Cell {
    let Some(text) = project.text_of(source) else {
        return Cell::List(Vec::new());
    };
    let chars = |at| Cell::Number(text.char_offset(at).0.into());
    list(spans, |span| {
        Cell::List(vec![chars(span.start()), chars(span.end())])
    })
}

fn first_and_last(offsets: &Cell) -> (Cell, Cell) {
    let pairs: Vec<&Vec<Cell>> = match offsets {
        Cell::List(pairs) => pairs
            .iter()
            .filter_map(|pair| match pair {
                Cell::List(pair) => Some(pair),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let start = pairs.first().and_then(|pair| pair.first());
    let end = pairs.last().and_then(|pair| pair.last());
    let or_unknown = |cell: Option<&Cell>| cell.cloned().unwrap_or(Cell::Unknown);
    (or_unknown(start), or_unknown(end))
}

/// The passage of an annotation: its id, where it stands in characters, and its words.
fn annotation_passage(project: &Project, annotation: &Annotation) -> Cell {
    let spans = offsets(project, annotation.source, &annotation.spans);
    let (start, end) = first_and_last(&spans);
    let quote = project.quote_of(annotation).map(|quote| quote.exact);
    let mut passage = vec![
        ("annotation", id(annotation.id)),
        ("source", id(annotation.source)),
        ("start", start),
        ("end", end),
        ("quote", Cell::text(quote.unwrap_or_default())),
    ];
    if annotation.spans.len() > 1 {
        passage.push(("spans", spans));
    }
    Cell::Named(passage)
}

fn passage(project: &Project, passage: &Passage) -> Cell {
    let annotation = passage
        .annotation()
        .and_then(|id| project.annotations.get(&id));
    match (passage, annotation) {
        (_, Some(annotation)) => annotation_passage(project, annotation),
        (Passage::Missing { source, quote }, None) => Cell::Named(vec![
            ("annotation", Cell::Unknown),
            ("source", id(source)),
            ("start", Cell::Unknown),
            ("end", Cell::Unknown),
            ("quote", Cell::text(quote)),
        ]),
        (Passage::Annotation(_), None) => Cell::Unknown,
    }
}

const ANNOTATIONS: [&str; 10] = [
    "id",
    "source",
    "start",
    "end",
    "spans",
    "quote",
    "codes",
    "mentions",
    "needs_review",
    "memo",
];

fn annotations(project: &Project) -> Vec<Vec<Cell>> {
    let row = |annotation: &Annotation| {
        let spans = offsets(project, annotation.source, &annotation.spans);
        let (start, end) = first_and_last(&spans);
        let quote = project.quote_of(annotation).map(|quote| quote.exact);
        vec![
            id(annotation.id),
            id(annotation.source),
            start,
            end,
            spans,
            Cell::text(quote.unwrap_or_default()),
            list(&annotation.codes, |code| {
                Cell::text(code_path(project, *code))
            }),
            list(&annotation.mentions, |mention| match &mention.of {
                Mentioned::Actor(id) => maybe(project.actors.get(id).map(|actor| &actor.name)),
                Mentioned::Place(id) => maybe(project.places.get(id).map(|place| &place.name)),
                Mentioned::Date(date) => id_of_date(date),
            }),
            Cell::Flag(annotation.needs_review()),
            Cell::text(&annotation.memo),
        ]
    };
    project
        .annotations
        .values()
        .map(|annotation| row(annotation))
        .collect()
}

fn id_of_date(date: &crate::model::edtf::Edtf) -> Cell {
    Cell::text(date.as_str())
}

/// The columns of a date.
const WHEN: [&str; 5] = ["as_written", "date", "basis", "elsewhere", "used"];

fn when(when: Option<&When>) -> [Cell; 5] {
    let Some(when) = when else {
        return [const { Cell::Unknown }; 5];
    };
    let resolved = when.resolved.as_ref();
    let elsewhere = list(&when.elsewhere, |other| {
        Cell::Named(vec![
            ("date", id_of_date(&other.date)),
            ("says", Cell::text(&other.says)),
        ])
    });
    let used = match when.used {
        Used::Resolved => "resolved".to_owned(),
        Used::Elsewhere(index) => format!("elsewhere {}", u64::from(index) + 1),
    };
    [
        Cell::text(&when.as_written),
        maybe(resolved.map(|resolved| &resolved.date)),
        Cell::text(resolved.map_or("", |resolved| resolved.basis.in_words())),
        elsewhere,
        if when.used_date().is_some() {
            Cell::text(used)
        } else {
            Cell::Unknown
        },
    ]
}

/// The columns of a toll.
const TOLL: [&str; 7] = [
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "toll_as_written",
];

fn toll(toll: Option<&Toll>) -> [Cell; 7] {
    let total = |harm| toll.map(|toll| toll.total(harm)).unwrap_or_default();
    let (killed, injured) = (total(Harm::Killed), total(Harm::Injured));
    let written = toll.iter().flat_map(|toll| &toll.lines);
    [
        Cell::number(killed.low),
        Cell::number(killed.best),
        Cell::number(killed.high),
        Cell::number(injured.low),
        Cell::number(injured.best),
        Cell::number(injured.high),
        list(written, |line| Cell::text(&line.as_written)),
    ]
}

const EVENTS: [&str; 26] = [
    "id",
    "title",
    "kind",
    "family",
    WHEN[0],
    WHEN[1],
    WHEN[2],
    WHEN[3],
    WHEN[4],
    "places",
    "initiator",
    "target",
    TOLL[0],
    TOLL[1],
    TOLL[2],
    TOLL[3],
    TOLL[4],
    TOLL[5],
    TOLL[6],
    "countable",
    "reason",
    "standing",
    "denied",
    "adopted_from",
    "reports",
    "passages",
];

fn events(snapshot: &Snapshot) -> Vec<Vec<Cell>> {
    let project = snapshot.project();
    let facts = project
        .events
        .values()
        .filter_map(|event| EventFacts::of(snapshot, event));
    facts.map(|facts| event_row(snapshot, &facts)).collect()
}

fn event_row(snapshot: &Snapshot, facts: &EventFacts) -> Vec<Cell> {
    let (project, event) = (snapshot.project(), &facts.event);
    let mut row = vec![
        id(event.id),
        Cell::text(&event.title),
        Cell::text(&facts.kind.name),
        Cell::text(facts.kind.family.in_words()),
    ];
    row.extend(when(event.when()));
    row.push(place_names(project, event.places()));
    row.push(actor_names(project, event.initiator()));
    row.push(actor_names(project, event.target()));
    row.extend(toll(event.toll()));
    row.extend([
        Cell::Flag(facts.is_countable()),
        Cell::text(facts.uncounted_because().unwrap_or(&event.countable.reason)),
        Cell::text(facts.standing.in_words()),
        Cell::Flag(facts.denied),
        grounds(event),
        list(snapshot.reports_of(event.id), |report| id(report.id)),
        list(snapshot.annotations_of(event.id), |annotation| {
            annotation_passage(project, annotation)
        }),
    ]);
    row
}

fn grounds(event: &crate::model::event::Event) -> Cell {
    let from = |ground: Option<&Ground>| match ground {
        None => Cell::Unknown,
        Some(Ground::Report(report)) => id(report),
        Some(Ground::Reason(reason)) => Cell::Text(format!("reason: {reason}")),
    };
    Cell::Named(vec![
        ("when", from(event.when.as_ref().map(|it| &it.from))),
        ("places", from(event.places.as_ref().map(|it| &it.from))),
        (
            "initiator",
            from(event.initiator.as_ref().map(|it| &it.from)),
        ),
        ("target", from(event.target.as_ref().map(|it| &it.from))),
        ("toll", from(event.toll.as_ref().map(|it| &it.from))),
    ])
}

const REPORTS: [&str; 22] = [
    "id",
    "event",
    "speaker",
    "speaker_as_written",
    "stance",
    "credibility",
    WHEN[0],
    WHEN[1],
    WHEN[2],
    WHEN[3],
    WHEN[4],
    "places",
    "initiator",
    "target",
    TOLL[0],
    TOLL[1],
    TOLL[2],
    TOLL[3],
    TOLL[4],
    TOLL[5],
    TOLL[6],
    "passages",
];

fn speaker(project: &Project, speaker: &Speaker) -> [Cell; 2] {
    let actor = speaker.actor.and_then(|id| project.actors.get(&id));
    [
        maybe(actor.map(|actor| &actor.name)),
        Cell::text(&speaker.as_written),
    ]
}

fn reports(project: &Project) -> Vec<Vec<Cell>> {
    let row = |report: &crate::model::report::Report| {
        let mut row = vec![id(report.id), id(report.event)];
        row.extend(speaker(project, &report.speaker));
        row.push(Cell::text(report.stance.in_words()));
        row.push(Cell::number(report.credibility.map(Credibility::digit)));
        row.extend(when(Some(&report.when)));
        row.push(place_names(project, &report.places));
        row.push(actor_names(project, &report.initiator));
        row.push(actor_names(project, &report.target));
        row.extend(toll(Some(&report.toll)));
        row.push(Cell::List(vec![passage(project, &report.passage)]));
        row
    };
    project.reports.values().map(|report| row(report)).collect()
}

const CLAIMS: [&str; 13] = [
    "id",
    "sort",
    "speaker",
    "speaker_as_written",
    "proposition",
    "about",
    "denies",
    WHEN[0],
    WHEN[1],
    WHEN[2],
    WHEN[3],
    WHEN[4],
    "passages",
];

fn claims(project: &Project) -> Vec<Vec<Cell>> {
    let row = |claim: &crate::model::claim::Claim| {
        let mut row = vec![id(claim.id), Cell::text(claim.sort.in_words())];
        row.extend(speaker(project, &claim.speaker));
        row.push(Cell::text(&claim.proposition));
        row.push(maybe(claim.about.map(Subject::record)));
        row.push(list(&claim.denies, |subject| id(subject.record())));
        row.extend(when(Some(&claim.when)));
        row.push(Cell::List(vec![passage(project, &claim.passage)]));
        row
    };
    project.claims.values().map(|claim| row(claim)).collect()
}

const ACTORS: [&str; 5] = ["id", "name", "within", "aliases", "memo"];

fn aliases(aliases: &[crate::model::actor::Alias]) -> Cell {
    list(aliases, |alias| Cell::text(&alias.name))
}

fn actors(project: &Project) -> Vec<Vec<Cell>> {
    let row = |actor: &crate::model::actor::Actor| {
        vec![
            id(actor.id),
            Cell::text(&actor.name),
            maybe(actor.within),
            aliases(&actor.aliases),
            Cell::text(&actor.memo),
        ]
    };
    project.actors.values().map(|actor| row(actor)).collect()
}

const PLACES: [&str; 8] = [
    "id",
    "name",
    "country",
    "within",
    "latitude",
    "longitude",
    "aliases",
    "memo",
];

fn places(project: &Project) -> Vec<Vec<Cell>> {
    let degrees = |millionths: i32| {
        let sign = if millionths < 0 { "-" } else { "" };
        let size = millionths.unsigned_abs();
        // A number to people, but exact only as text.
        Cell::Text(format!(
            "{sign}{}.{:06}",
            size / 1_000_000,
            size % 1_000_000
        ))
    };
    let row = |place: &crate::model::place::Place| {
        let at = place.position;
        vec![
            id(place.id),
            Cell::text(&place.name),
            Cell::text(&place.country),
            maybe(place.within),
            at.map_or(Cell::Unknown, |at| degrees(at.latitude_e6)),
            at.map_or(Cell::Unknown, |at| degrees(at.longitude_e6)),
            aliases(&place.aliases),
            Cell::text(&place.memo),
        ]
    };
    project.places.values().map(|place| row(place)).collect()
}

const CODES: [&str; 10] = [
    "id",
    "path",
    "parent",
    "hue",
    "shape",
    "makes",
    "passages",
    "description",
    "rule",
    "examples",
];

fn codes(project: &Project) -> Vec<Vec<Cell>> {
    let row = |code: &crate::model::codebook::Code| {
        let used = |annotation: &&std::sync::Arc<Annotation>| annotation.codes.contains(&code.id);
        let passages = project.annotations.values().filter(used).count();
        let makes = code.makes.map(|makes| match makes {
            Makes::Claim => "claim".to_owned(),
            Makes::Event(id) => project
                .kinds
                .get(&id)
                .map_or(String::new(), |it| it.name.clone()),
        });
        vec![
            id(code.id),
            Cell::text(code_path(project, code.id)),
            maybe(code.parent),
            Cell::text(code.hue.map_or("", |hue| hue.name())),
            Cell::text(code.shape.map_or("", |shape| shape.name())),
            Cell::text(makes.unwrap_or_default()),
            Cell::number(i64::try_from(passages).ok()),
            Cell::text(&code.description),
            Cell::text(&code.rule),
            list(&code.examples, Cell::text),
        ]
    };
    let codes = codes_in_tree_order(project);
    codes.iter().map(|(_, code)| row(code)).collect()
}

const KINDS: [&str; 8] = [
    "id",
    "name",
    "family",
    "lane",
    "hue",
    "shape",
    "plover",
    "score_tenths",
];

fn kinds(project: &Project) -> Vec<Vec<Cell>> {
    let row = |kind: &crate::model::codebook::Kind| {
        vec![
            id(kind.id),
            Cell::text(&kind.name),
            Cell::text(kind.family.in_words()),
            Cell::text(&kind.lane),
            Cell::text(kind.hue.name()),
            Cell::text(kind.shape.name()),
            Cell::text(&kind.plover),
            Cell::number(kind.score_tenths),
        ]
    };
    let kinds = kinds_in_order(project);
    kinds.iter().map(|kind| row(kind)).collect()
}

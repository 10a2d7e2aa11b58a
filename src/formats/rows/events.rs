//! What happened or took effect.

use super::cells::{TOLL, WHEN, actor_names, id, list, place_names, toll, when};
use super::passages::annotation_passage;
use crate::analysis::facts::EventFacts;
use crate::document::Snapshot;
use crate::formats::table::Cell;
use crate::model::event::{Event, Ground};

pub(super) const COLUMNS: [&str; 26] = [
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

pub(super) fn rows(snapshot: &Snapshot) -> Vec<Vec<Cell>> {
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

fn grounds(event: &Event) -> Cell {
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

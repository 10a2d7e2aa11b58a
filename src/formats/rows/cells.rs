//! The cells several nouns share: ids, names, dates, tolls, speakers.

use crate::formats::table::Cell;
use crate::model::edtf::Edtf;
use crate::model::id::{ActorId, PlaceId};
use crate::model::project::Project;
use crate::model::report::Speaker;
use crate::model::toll::{Harm, Toll};
use crate::model::when::{Used, When};

pub(in crate::formats) fn id(id: impl Copy + ToString) -> Cell {
    Cell::Text(id.to_string())
}

pub(in crate::formats) fn maybe(id: Option<impl ToString>) -> Cell {
    id.map_or(Cell::Unknown, |id| Cell::Text(id.to_string()))
}

pub(in crate::formats) fn list<T>(
    items: impl IntoIterator<Item = T>,
    cell: impl Fn(T) -> Cell,
) -> Cell {
    Cell::List(items.into_iter().map(cell).collect())
}

pub(super) fn actor_names(project: &Project, ids: &[ActorId]) -> Cell {
    list(ids, |id| {
        maybe(project.actors.get(id).map(|actor| &actor.name))
    })
}

pub(super) fn place_names(project: &Project, ids: &[PlaceId]) -> Cell {
    list(ids, |id| {
        maybe(project.places.get(id).map(|place| &place.name))
    })
}

pub(in crate::formats) fn date(date: &Edtf) -> Cell {
    Cell::text(date.as_str())
}

/// The columns of a date.
pub(super) const WHEN: [&str; 5] = ["as_written", "date", "basis", "elsewhere", "used"];

pub(super) fn when(when: Option<&When>) -> [Cell; 5] {
    let Some(when) = when else {
        return [const { Cell::Unknown }; 5];
    };
    let resolved = when.resolved.as_ref();
    let elsewhere = list(&when.elsewhere, |other| {
        Cell::Named(vec![
            ("date", date(&other.date)),
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
pub(super) const TOLL: [&str; 7] = [
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "toll_as_written",
];

pub(super) fn toll(toll: Option<&Toll>) -> [Cell; 7] {
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

pub(super) fn speaker(project: &Project, speaker: &Speaker) -> [Cell; 2] {
    let actor = speaker.actor.and_then(|id| project.actors.get(&id));
    [
        maybe(actor.map(|actor| &actor.name)),
        Cell::text(&speaker.as_written),
    ]
}

//! Who acts and speaks, and where.

use super::cells::{id, list, maybe};
use crate::formats::table::Cell;
use crate::model::actor::{Actor, Alias};
use crate::model::place::Place;
use crate::model::project::Project;

pub(super) const ACTORS: [&str; 5] = ["id", "name", "within", "aliases", "memo"];

fn aliases(aliases: &[Alias]) -> Cell {
    list(aliases, |alias| Cell::text(&alias.name))
}

pub(super) fn actors(project: &Project) -> Vec<Vec<Cell>> {
    let row = |actor: &Actor| {
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

pub(super) const PLACES: [&str; 8] = [
    "id",
    "name",
    "country",
    "within",
    "latitude",
    "longitude",
    "aliases",
    "memo",
];

pub(super) fn places(project: &Project) -> Vec<Vec<Cell>> {
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
    let row = |place: &Place| {
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

//! Codes on words.

use super::cells::{id, list, maybe};
use super::passages::{first_and_last, offsets};
use crate::formats::table::Cell;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::codebook::code_path;
use crate::model::project::Project;

pub(super) const COLUMNS: [&str; 10] = [
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

pub(super) fn rows(project: &Project) -> Vec<Vec<Cell>> {
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
                Mentioned::Date(date) => super::cells::date(date),
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

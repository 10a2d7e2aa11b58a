//! What was read.

use super::cells::{id, maybe};
use crate::formats::table::Cell;
use crate::model::project::Project;
use crate::model::source::Source;

pub(super) const COLUMNS: [&str; 17] = [
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
    "repeats",
    "supersedes",
    "memo",
];

pub(super) fn rows(project: &Project) -> Vec<Vec<Cell>> {
    let row = |source: &Source| {
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
            maybe(source.derived_from),
            maybe(source.supersedes),
            Cell::text(&source.memo),
        ]
    };
    project.sources.values().map(|source| row(source)).collect()
}

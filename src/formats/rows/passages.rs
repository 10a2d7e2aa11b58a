//! Where words stand in their source, in characters, and what they are.

use super::cells::{id, list};
use crate::formats::table::Cell;
use crate::model::annotation::Annotation;
use crate::model::id::SourceId;
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::model::text::TextSpan;

/// Where spans stand, in characters: `[[start, end], …]`.
pub(in crate::formats) fn offsets(project: &Project, source: SourceId, spans: &[TextSpan]) -> Cell {
    let Some(text) = project.text_of(source) else {
        return Cell::List(Vec::new());
    };
    let chars = |at| Cell::Number(text.char_offset(at).0.into());
    list(spans, |span| {
        Cell::List(vec![chars(span.start()), chars(span.end())])
    })
}

pub(in crate::formats) fn first_and_last(offsets: &Cell) -> (Cell, Cell) {
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
pub(super) fn annotation_passage(project: &Project, annotation: &Annotation) -> Cell {
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

pub(super) fn passage(project: &Project, passage: &Passage) -> Cell {
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
        (Passage::Row(row), None) => Cell::Named(vec![
            ("row", id(row)),
            ("table", project.table_of(passage).map_or(Cell::Unknown, id)),
            ("quote", Cell::text(project.words_of(passage))),
        ]),
        (Passage::Annotation(_), None) => Cell::Unknown,
    }
}

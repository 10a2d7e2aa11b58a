//! Passages with their quotes and where they come from, as a table or as a text to read.
//!
//! In: a snapshot and passages in order. Out: a [`Table`] for CSV, or Markdown in which each source
//! is a heading and each passage a quotation with its codes under it. A quote is the very words of
//! the text.

mod linked;
mod markdown;

pub use markdown::markdown;

use super::rows::cells::{date, id, list, maybe};
use super::rows::passages::{first_and_last, offsets};
use super::table::{Cell, Table, csv_line};
use crate::analysis::matrix::Matrix;
use crate::document::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::codebook::code_path;
use crate::model::id::{AnnotationId, RecordId};
use linked::Linked;

const COLUMNS: [&str; 24] = [
    "id",
    "source",
    "title",
    "author",
    "publisher",
    "published",
    "start",
    "end",
    "spans",
    "quote",
    "codes",
    "coder",
    "made",
    "memo",
    "events",
    "kinds",
    "actors",
    "places",
    "speakers",
    "dates",
    "language",
    "reliability",
    "needs_review",
    "text_sha256",
];

/// A row per passage, in this order. Offsets count characters of the source's text.
pub fn table(snapshot: &Snapshot, passages: &[AnnotationId]) -> Table {
    let annotations = &snapshot.project().annotations;
    let found = passages.iter().filter_map(|id| annotations.get(id));
    Table {
        columns: COLUMNS.to_vec(),
        rows: found.map(|annotation| row(snapshot, annotation)).collect(),
    }
}

fn row(snapshot: &Snapshot, annotation: &Annotation) -> Vec<Cell> {
    let project = snapshot.project();
    let source = project.sources.get(&annotation.source);
    let of_source = |text: fn(&crate::model::source::Source) -> &String| {
        source.map_or(Cell::Unknown, |source| Cell::text(text(source)))
    };
    let spans = offsets(project, annotation.source, &annotation.spans);
    let (start, end) = first_and_last(&spans);
    let quote = project.quote_of(annotation).map(|quote| quote.exact);
    let coder = annotation.made.by.and_then(|by| project.coders.get(&by));
    let linked = Linked::of(snapshot, annotation);
    let names = |names: &[String]| list(names, Cell::text);
    vec![
        id(annotation.id),
        id(annotation.source),
        of_source(|source| &source.title),
        of_source(|source| &source.author),
        of_source(|source| &source.publisher),
        source
            .and_then(|source| source.published.as_ref())
            .map_or(Cell::Unknown, date),
        start,
        end,
        spans,
        Cell::text(quote.unwrap_or_default()),
        list(&annotation.codes, |code| {
            Cell::text(code_path(project, *code))
        }),
        maybe(coder.map(|coder| &coder.name)),
        id(annotation.made.at),
        Cell::text(&annotation.memo),
        names(&linked.events),
        names(&linked.kinds),
        names(&linked.actors),
        names(&linked.places),
        names(&linked.speakers),
        names(&linked.dates),
        of_source(|source| &source.language),
        maybe(source.map(|source| source.reliability.letter())),
        Cell::Flag(annotation.needs_review()),
        maybe(source.map(|source| source.text)),
    ]
}

/// A matrix as CSV: a line per code with its path and its number of passages, a column per source
/// or further code.
pub fn matrix_csv(snapshot: &Snapshot, matrix: &Matrix) -> String {
    let project = snapshot.project();
    let name = |column: RecordId| match column {
        RecordId::Source(id) => project.sources.get(&id).map(|it| it.title.clone()),
        RecordId::Code(id) => Some(code_path(project, id)),
        _ => None,
    };
    let columns = matrix.columns.iter().map(|(_, column)| *column);
    let heads = columns
        .clone()
        .map(|id| Cell::text(name(id).unwrap_or_default()));
    let head: Vec<Cell> = [Cell::text("code"), Cell::text("passages")]
        .into_iter()
        .chain(heads)
        .collect();
    let mut out = csv_line(&head);
    for (_, code) in &matrix.rows {
        let number = |number: u32| Cell::Number(number.into());
        let mut line = vec![
            Cell::text(code_path(project, *code)),
            number(matrix.total(*code)),
        ];
        line.extend(
            columns
                .clone()
                .map(|column| number(matrix.cell(*code, column))),
        );
        out.push_str(&csv_line(&line));
    }
    out
}

//! The list of what a person must look at again: annotations whose words are not the ones they
//! were made on, what stayed with an old version of its source, and rows a newer file has otherwise.

use super::order::{Sort, SortKey};
use super::rows::{Cell, Column, Row, Table, table_ui};
use super::{Desk, words};
use crate::document::{Revision, Snapshot};
use crate::model::annotation::Annotation;
use crate::model::codebook::code_look;
use crate::model::id::{AnnotationId, RecordId, RowId, SourceId};
use crate::model::project::Project;
use crate::model::table::{RowNow, TableRow};
use crate::model::text::TextSpan;
use crate::tables::editions::{FieldChange, fields};
use crate::workbench::layout::Pane;
use crate::workbench::theme::{hint, pane_frame};
use egui::Ui;
use imbl::OrdMap;
use std::sync::Arc;

const COLUMNS: [Column; 4] = [
    Column::growing("Made on", 200.0),
    Column::text("Reads now", 320.0),
    Column::text("Why", 176.0),
    Column::text("Source", 176.0).drops(1),
];
const SOURCE: usize = 3;
const NAME: &str = "Review table";
/// The longest quote shown, in characters.
const QUOTE: usize = 160;

/// Draws the pane.
pub fn reviews_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    pane_frame(4, 0).show(ui, |ui| {
        let waiting = desk.derived.reviews();
        if waiting.is_empty() {
            ui.label(hint("Nothing needs review: every annotation stands on the words it was made on, and every linked row says what it said. When an article or a table changes, choose File › Update text… or Update table from file…"));
            return;
        }
        let count = words::counted(waiting.len(), "passage or row", "passages and rows");
        ui.horizontal(|ui| {
            ui.set_min_height(crate::workbench::theme::CONTROL_HEIGHT);
            ui.label(hint(format!(
                "{count}. Enter shows one; accept what it says now, put it on other words, or delete it in the inspector."
            )));
        });
        rows_ui(ui, desk);
    });
}

fn rows_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let id = egui::Id::unique("rows of the review table");
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    let mut sort = kept
        .as_ref()
        .map_or_else(|| Sort::by(SOURCE), |it| it.sort.clone());
    let kept = kept
        .filter(|it| it.is_of(desk.snapshot, &sort))
        .unwrap_or_else(|| Kept::new(desk, sort.clone()));
    let snapshot = desk.snapshot;
    let selected = desk
        .session
        .selected
        .and_then(|selected| kept.rows.iter().position(|id| *id == selected));
    let hovered = desk.session.hovered;
    let table = Table {
        name: NAME,
        pane: Pane::Reviews,
        columns: &COLUMNS,
        rows: &kept.rows,
        selected,
        menu: None,
    };
    let row = |id: RecordId| row_of(snapshot, id);
    table_ui(ui, desk, &table, &mut sort, &|id| hovered == Some(id), &row);
    let kept = if sort == kept.sort {
        kept
    } else {
        Kept::new(desk, sort)
    };
    ui.data_mut(|data| data.insert_temp(id, kept));
}

/// The rows in their order; found anew only when something changed.
#[derive(Clone)]
struct Kept {
    revision: Revision,
    /// Tells documents of equal revisions apart.
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    linked: OrdMap<RowId, Arc<TableRow>>,
    sort: Sort,
    rows: Arc<[RecordId]>,
}

impl Kept {
    /// In the order of the texts, then as sorted.
    fn new(desk: &Desk<'_>, sort: Sort) -> Self {
        let now = desk.snapshot;
        let place = |id: RecordId| place_of(now, id).map(|(source, span, _)| (source, span));
        let mut ids: Vec<RecordId> = desk.derived.reviews().iter().collect();
        ids.sort_by_cached_key(|id| (place(*id), *id));
        let key = |id, column: usize| {
            let row = row_of(now, id)?;
            SortKey::text(&row.cells.get(column)?.text)
        };
        Self {
            revision: now.revision(),
            annotations: now.project().annotations.clone(),
            linked: now.project().rows.clone(),
            rows: sort.sorted(ids.into_iter(), key),
            sort,
        }
    }

    fn is_of(&self, now: &Snapshot, sort: &Sort) -> bool {
        self.revision == now.revision()
            && self.annotations.ptr_eq(&now.project().annotations)
            && self.linked.ptr_eq(&now.project().rows)
            && self.sort == *sort
    }
}

/// Where a record stands, and the words it was made on where they are others.
fn place_of(now: &Snapshot, id: RecordId) -> Option<(SourceId, Option<TextSpan>, Option<&str>)> {
    let project = now.project();
    match id {
        RecordId::Annotation(id) => {
            let found = project.annotations.get(&id)?;
            Some((found.source, found.hull(), found.quote.as_deref()))
        }
        RecordId::Anchor(id) => {
            let found = project.anchors.get(&id)?;
            Some((found.source, Some(found.span), None))
        }
        _ => None,
    }
}

/// A row of a table: the first field that reads otherwise, and how many more do.
fn linked_row(project: &Project, row: &TableRow) -> Row {
    let table = project.tables.get(&row.table);
    let table = table.map_or("", |table| table.title.as_str());
    let (was, is, why) = match &row.now {
        RowNow::Changed(now) => {
            let fields = fields(&row.cells, now);
            let mut changed = fields.iter().filter(|field| field.is_changed());
            let first = changed.next();
            let said = |text: fn(&FieldChange) -> &str| {
                let said = first.map(|field| format!("{}: {}", field.column, text(field)));
                one_line(&said.unwrap_or_default())
            };
            let why = match changed.count() {
                0 => "its row was changed".to_owned(),
                more => format!("its row was changed, {more} more"),
            };
            (said(|field| &field.before), said(|field| &field.now), why)
        }
        _ => {
            let gone = "its row is gone".to_owned();
            (String::new(), words::UNKNOWN.to_owned(), gone)
        }
    };
    let was = one_line(&format!("Row {} {was}", row.key));
    Row {
        name: was.clone(),
        cells: vec![was.into(), is.into(), why.into(), table.to_owned().into()],
        quiet: false,
    }
}

fn row_of(now: &Snapshot, id: RecordId) -> Option<Row> {
    let project = now.project();
    if let RecordId::TableRow(id) = id {
        return Some(linked_row(project, project.rows.get(&id)?));
    }
    let (source, span, made_on) = place_of(now, id)?;
    let here = match id {
        RecordId::Annotation(id) => {
            let found = project.annotations.get(&id)?;
            project.quote_of(found).map(|quote| quote.exact)
        }
        _ => project
            .text_of(source)
            .zip(span)
            .and_then(|(text, span)| text.get(span))
            .map(str::to_owned),
    };
    let here = one_line(&here.unwrap_or_default());
    let newer = now.newer_version(source).is_some();
    let why = match (made_on, newer) {
        (Some(_), _) => "its words were edited",
        (None, true) => "left with an old version",
        (None, false) => "",
    };
    let (first, second) = match made_on {
        Some(quote) => (one_line(quote), here),
        None => (here, words::UNKNOWN.to_owned()),
    };
    let title = project
        .sources
        .get(&source)
        .map_or("", |it| it.title.as_str());
    let cells = vec![
        Cell {
            text: first.clone(),
            icon: icon(now, id),
            more: String::new(),
        },
        second.into(),
        why.to_owned().into(),
        title.to_owned().into(),
    ];
    Some(Row {
        name: first,
        cells,
        quiet: false,
    })
}

fn icon(
    now: &Snapshot,
    id: RecordId,
) -> Option<(crate::model::look::Shape, crate::model::look::Hue)> {
    let project = now.project();
    let RecordId::Annotation(id) = id else {
        return None;
    };
    let code = project.annotations.get(&id)?.codes.first()?;
    let (hue, shape) = code_look(project, *code);
    Some((shape, hue))
}

fn one_line(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().take(QUOTE).collect();
    words::shortened(&line.join(" "), QUOTE)
}

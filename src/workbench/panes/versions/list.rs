//! The list of everything that stands in the source, by what becomes of it.

use super::state::{Decision, Review, Row, fate_in_short};
use crate::analysis::reanchor::plan::{Item, Occupant};
use crate::document::Snapshot;
use crate::model::codebook::code_look;
use crate::model::id::SourceId;
use crate::model::look::{Hue, Shape};
use crate::workbench::panes::grouped::{Grouped, group_heading_ui, grouped_row_ui};
use crate::workbench::panes::words::shortened;
use crate::workbench::widgets::ListRow;
use egui::{Response, Ui};

/// The longest quote in the list, in characters.
const QUOTE: usize = 60;

/// Draws the list; a click selects.
pub(super) fn list_ui(ui: &mut Ui, review: &mut Review, now: &Snapshot, focus: &Response) {
    let list = Grouped {
        id: focus.id.with("list"),
        rows: review.rows().len(),
        at: review.at(),
        moves: review.moves(),
    };
    let clicked = list.show(ui, |ui, at| match review.rows().get(at)? {
        Row::Heading(group, count) => {
            group_heading_ui(ui, group.title(), &count.to_string());
            None
        }
        Row::Item(number) => {
            let item = review.plan.items.get(*number)?;
            Some(row_ui(ui, review, now, item, at == review.at()))
        }
    });
    if let Some(row) = clicked {
        review.select(row);
        focus.request_focus();
    }
}

fn row_ui(ui: &mut Ui, review: &Review, now: &Snapshot, item: &Item, selected: bool) -> Response {
    let quote = quote_of(now, review.plan.source, item);
    let trailing = match review.decision(item.what) {
        Some(Decision::Here(_)) => "placed".to_owned(),
        Some(Decision::Stays) => "stays".to_owned(),
        None => fate_in_short(item),
    };
    let (shape, hue) = look(now, item);
    let row = ListRow::new(&quote)
        .trailing(&trailing)
        .icon(shape, hue)
        .selected(selected);
    grouped_row_ui(ui, item.what, row)
}

/// The words a thing stands on, in short.
pub(super) fn quote_of(now: &Snapshot, source: SourceId, item: &Item) -> String {
    let text = now.project().text_of(source);
    let quote = text.map_or_else(String::new, |text| text.quote(&item.spans).exact);
    let line: Vec<&str> = quote.split_whitespace().take(QUOTE).collect();
    let line = shortened(&line.join(" "), QUOTE);
    match item.what {
        Occupant::Annotation(_) => line,
        Occupant::Anchor(_) => format!("Now: {line}"),
        Occupant::Boilerplate(_) => format!("Boilerplate: {line}"),
    }
}

fn look(now: &Snapshot, item: &Item) -> (Shape, Hue) {
    let project = now.project();
    let first = match item.what {
        Occupant::Annotation(id) => project
            .annotations
            .get(&id)
            .and_then(|found| found.codes.first()),
        Occupant::Anchor(_) | Occupant::Boilerplate(_) => None,
    };
    match first {
        Some(code) => {
            let (hue, shape) = code_look(project, *code);
            (shape, hue)
        }
        None => (Shape::Square, Hue::Slate),
    }
}

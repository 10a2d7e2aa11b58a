//! What a screen reader, and a test, is told of the rows and cells in sight.
//!
//! In: a row as it was drawn. Out: nodes below that of the row, which the keyboard does not come to:
//! it stays with the grid.

use super::row::Row;
use egui::accesskit::Role;
use egui::{Rect, Response, Sense, Ui, UiBuilder};

/// A cell in words.
pub(super) struct SaidCell {
    /// The place of its column among those shown, from 0.
    pub(super) column: usize,
    pub(super) title: String,
    pub(super) text: String,
    /// The part of it in sight.
    pub(super) rect: Rect,
}

/// Describes a row and those of its cells that are in sight; `of_row` is said before its cells.
pub(super) fn describe(
    ui: &mut Ui,
    response: &Response,
    row: &Row,
    is_selected: bool,
    of_row: &[String],
    said: &[SaidCell],
) {
    let heard = ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(is_selected);
        node.set_row_index(row.place as usize);
        let cells = said.iter().map(|cell| cell.text.as_str());
        let words: Vec<&str> = of_row.iter().map(String::as_str).chain(cells).collect();
        node.set_description(words.join(", "));
    });
    if heard.is_none() {
        return;
    }
    let builder = UiBuilder::new()
        .id_salt(("cells", response.id))
        .max_rect(row.rect)
        .accessibility_parent(response.id);
    let cells = ui.new_child(builder);
    for cell in said.iter().filter(|cell| cell.rect.is_positive()) {
        let id = response.id.with(cell.column);
        cells.interact(cell.rect, id, Sense::hover());
        cells.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Cell);
            node.set_label(format!("{}, {}", cell.title, cell.text));
            node.set_row_index(row.place as usize);
            node.set_column_index(cell.column);
        });
    }
}

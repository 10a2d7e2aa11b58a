//! A long list in groups, each under a heading, with one row selected: only rows in sight exist.
//!
//! In: how many rows there are, which is selected, and how to draw each. Out: the row clicked.

use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, color, heading_font, hint_font, palette};
use crate::workbench::widgets::ListRow;
use egui::accesskit::Role;
use egui::{Align2, AsIdSalt, Id, Response, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// A list in groups.
pub struct Grouped {
    /// Tells it from others.
    pub id: Id,
    /// How many rows it has, headings included.
    pub rows: usize,
    /// The selected one.
    pub at: usize,
    /// How often the selection has moved: each move brings it into sight once.
    pub moves: u64,
}

impl Grouped {
    /// Draws the rows in sight; the one that was clicked.
    pub fn show(
        &self,
        ui: &mut Ui,
        mut row_ui: impl FnMut(&mut Ui, usize) -> Option<Response>,
    ) -> Option<usize> {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let mut clicked = None;
        let mut area = ScrollArea::vertical().id_salt(self.id).auto_shrink(false);
        if self.has_moved(ui) {
            area = area.vertical_scroll_offset(self.in_sight(ui));
        }
        let output = area.show_rows(ui, ROW_HEIGHT, self.rows, |ui, shown| {
            for at in shown {
                if row_ui(ui, at).is_some_and(|row| row.clicked()) {
                    clicked = Some(at);
                }
            }
        });
        let offset = output.state.clamped_offset().y;
        ui.data_mut(|data| data.insert_temp(self.id.with("offset"), offset));
        clicked
    }

    /// Whether the selection moved since the list was drawn last.
    fn has_moved(&self, ui: &Ui) -> bool {
        let id = self.id.with("moves");
        let before: Option<u64> = ui.data(|data| data.get_temp(id));
        ui.data_mut(|data| data.insert_temp(id, self.moves));
        before != Some(self.moves)
    }

    /// The offset at which the selected row is in sight, as near as possible to the present one.
    fn in_sight(&self, ui: &Ui) -> f32 {
        let id = self.id.with("offset");
        let now: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
        let top = self.at as f32 * ROW_HEIGHT;
        let least = (top + 2.0 * ROW_HEIGHT - ui.available_height()).max(0.0);
        // The heading above the first of a group comes along.
        let most = (top - ROW_HEIGHT).max(0.0);
        now.clamp(least.min(most), most)
    }
}

/// Draws the heading of a group, with how many it has.
pub fn group_heading_ui(ui: &mut Ui, title: &str, count: &str) {
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("{title}, {count}");
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    let inner = rect.shrink2(vec2(PANE_MARGIN, 4.0));
    let ink = color(palette(ui).muted);
    let painter = ui.painter();
    let left = inner.left_bottom();
    painter.text(left, Align2::LEFT_BOTTOM, title, heading_font(), ink);
    let right = inner.right_bottom();
    painter.text(right, Align2::RIGHT_BOTTOM, count, hint_font(), ink);
}

/// Draws a row of a group, told from others by `id`.
pub fn grouped_row_ui(ui: &mut Ui, id: impl AsIdSalt, row: ListRow<'_>) -> Response {
    ui.push_id(id, |ui| ui.add(row.inset(PANE_MARGIN))).inner
}

//! A row of a list with a box that is ticked or not.

use crate::workbench::widgets::{ListRow, paint_tick};
use egui::accesskit::Role;
use egui::{Response, Ui, WidgetInfo, pos2};

/// Draws the row, with a count or a short word at its end.
pub(super) fn ticked_ui(ui: &mut Ui, name: &str, trailing: &str, ticked: bool) -> Response {
    let row = ListRow::new(name).trailing(trailing).inset(8.0).depth(1);
    let response = ui.add(row);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, name));
    if ui.is_rect_visible(response.rect) {
        let centre = pos2(response.rect.left() + 15.0, response.rect.center().y);
        paint_tick(ui, centre, ticked);
    }
    response
}

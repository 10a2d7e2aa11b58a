//! One row of a form: a label in the column all forms share, and what it is about.

use egui::accesskit::Role;
use egui::{Align2, InnerResponse, Response, Sense, Ui, WidgetInfo, vec2};

use crate::workbench::theme::{CONTROL_HEIGHT, LABEL_WIDTH, body, body_font, color, palette};

/// A label and, to its right, whatever `content` adds, from top to bottom.
///
/// The label is painted beside the first control. It is no node of its own for a screen reader, so
/// name the controls in full ("Killed, low").
pub fn field_row<R>(
    ui: &mut Ui,
    label: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL_WIDTH, CONTROL_HEIGHT), Sense::empty());
        let ink = color(palette(ui).muted);
        ui.painter().text(
            rect.left_center(),
            Align2::LEFT_CENTER,
            label,
            body_font(),
            ink,
        );
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            let added = content(ui);
            if ui.min_rect().height() > CONTROL_HEIGHT {
                // A note under a control belongs to it, not to the next row.
                ui.add_space(4.0);
            }
            added
        })
        .inner
    })
}

/// A label and a value that is only read; a screen reader hears both as one.
pub fn field_text_row(ui: &mut Ui, label: &str, value: &str) -> Response {
    let row = field_row(ui, label, |ui| {
        ui.add_space((CONTROL_HEIGHT - ui.text_style_height(&egui::TextStyle::Body)) / 2.0);
        let shown = ui.add(egui::Label::new(body(value)).wrap());
        shown.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label}: {value}")));
        shown
    });
    row.inner
}

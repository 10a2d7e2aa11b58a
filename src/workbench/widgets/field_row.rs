//! One row of a form: a label in the column all forms share, and what it is about.

use egui::accesskit::Role;
use egui::{InnerResponse, Response, Sense, TextStyle, Ui, WidgetInfo, vec2};

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
        let ink = color(palette(ui).muted);
        // A name that is too long, as columns of files have, goes on below.
        let shown = ui
            .painter()
            .layout(label.to_owned(), body_font(), ink, LABEL_WIDTH);
        let line = ui.text_style_height(&TextStyle::Body);
        let height = CONTROL_HEIGHT.max(CONTROL_HEIGHT - line + shown.size().y);
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL_WIDTH, height), Sense::empty());
        let at = rect.min + vec2(0.0, (CONTROL_HEIGHT - line) / 2.0);
        ui.painter().galley(at, shown, ink);
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
        ui.add_space((CONTROL_HEIGHT - ui.text_style_height(&TextStyle::Body)) / 2.0);
        let shown = ui.add(egui::Label::new(body(value)).wrap());
        shown.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label}: {value}")));
        shown
    });
    row.inner
}

//! A row of a table field by field: the column, what it said, what it says now.

use crate::tables::editions::FieldChange;
use crate::workbench::panes::words::UNKNOWN;
use crate::workbench::theme::{body, color, hint, palette, strong};
use egui::accesskit::Role;
use egui::{Align, Label, Layout, RichText, Sense, Ui, WidgetInfo, vec2};

/// Draws the fields: those that read otherwise with a mark and the old text struck through. What only
/// one file has a column for is no change.
pub fn fields_ui(ui: &mut Ui, fields: &[FieldChange], has_both: &dyn Fn(&FieldChange) -> bool) {
    let width = ui.available_width();
    let widths = [16.0, (width * 0.26).min(200.0), (width - 48.0) * 0.35];
    for field in fields {
        if !field.before.is_empty() || !field.now.is_empty() {
            field_ui(ui, field, field.is_changed() && has_both(field), widths);
        }
    }
}

fn field_ui(ui: &mut Ui, field: &FieldChange, changed: bool, [mark, name, before]: [f32; 3]) {
    let ink = color(palette(ui).warning);
    let row = ui.horizontal_top(|ui| {
        cell(ui, mark, strong(if changed { "≠" } else { "" }).color(ink));
        cell(ui, name, hint(&field.column));
        let said = or_unknown(&field.before);
        if !changed {
            let rest = ui.available_width();
            return cell(
                ui,
                rest,
                body(if field.now.is_empty() {
                    said
                } else {
                    &field.now
                }),
            );
        }
        cell(ui, before, body(said).strikethrough());
        let rest = ui.available_width();
        cell(ui, rest, strong(or_unknown(&field.now)));
    });
    let name = match changed {
        true => format!(
            "{}: was {}, now {}",
            field.column,
            or_unknown(&field.before),
            or_unknown(&field.now)
        ),
        false => format!("{}: {}", field.column, or_unknown(&field.now)),
    };
    let response = ui.interact(
        row.response.rect,
        row.response.id.with("said"),
        Sense::hover(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
}

fn or_unknown(text: &str) -> &str {
    if text.trim().is_empty() {
        UNKNOWN
    } else {
        text
    }
}

fn cell(ui: &mut Ui, width: f32, text: RichText) {
    let layout = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        ui.add(Label::new(text).wrap());
    });
}

/// Draws only the fields that read otherwise, one under the other: for a narrow form.
pub fn changed_ui(ui: &mut Ui, fields: &[FieldChange]) {
    for field in fields.iter().filter(|field| field.is_changed()) {
        let (before, now) = (or_unknown(&field.before), or_unknown(&field.now));
        let drawn = ui.vertical(|ui| {
            ui.label(hint(&field.column));
            ui.add(Label::new(body(before).strikethrough()).wrap());
            ui.add(Label::new(strong(now)).wrap());
        });
        let name = format!("{}: was {before}, now {now}", field.column);
        let drawn = drawn.response;
        let response = ui.interact(drawn.rect, drawn.id.with("said"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
    }
}

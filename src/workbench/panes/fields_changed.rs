//! A row of a table field by field: the column, what it said, what it says now.

use crate::tables::editions::FieldChange;
use crate::workbench::panes::words::UNKNOWN;
use crate::workbench::theme::{body, color, hint, palette, strong};
use egui::accesskit::Role;
use egui::{Align, Label, Layout, RichText, Sense, Ui, WidgetInfo, vec2};

/// What of a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Both files have its column.
    Both,
    /// Only the older file has it.
    OlderOnly,
    /// Only the newer file has it.
    NewerOnly,
    /// Nothing: the row stands in one of the files.
    Nothing,
}

impl Compared {
    fn in_words(self) -> &'static str {
        match self {
            Self::Both | Self::Nothing => "",
            Self::OlderOnly => "only the older file has this column",
            Self::NewerOnly => "only the newer file has this column",
        }
    }
}

/// Draws the fields: those that read otherwise with a mark and the old text struck through. What only
/// one file has a column for is no change, but said.
pub fn fields_ui(ui: &mut Ui, fields: &[FieldChange], compared: &dyn Fn(&FieldChange) -> Compared) {
    let width = ui.available_width();
    let widths = [16.0, (width * 0.26).min(200.0), (width - 48.0) * 0.35];
    for field in fields {
        if !field.before.is_empty() || !field.now.is_empty() {
            field_ui(ui, field, compared(field), widths);
        }
    }
}

fn field_ui(ui: &mut Ui, field: &FieldChange, compared: Compared, [mark, name, before]: [f32; 3]) {
    let ink = color(palette(ui).warning);
    let changed = compared == Compared::Both && field.is_changed();
    let said = match field.now.is_empty() {
        true => or_unknown(&field.before),
        false => or_unknown(&field.now),
    };
    let why = compared.in_words();
    let row = ui.horizontal_top(|ui| {
        cell(ui, mark, strong(if changed { "≠" } else { "" }).color(ink));
        cell(ui, name, hint(&field.column));
        if changed {
            cell(ui, before, struck(&field.before));
            let rest = ui.available_width();
            return cell(ui, rest, strong(or_unknown(&field.now)));
        }
        if why.is_empty() {
            let rest = ui.available_width();
            return cell(ui, rest, body(said));
        }
        cell(ui, before, body(said));
        let rest = ui.available_width();
        cell(ui, rest, hint(why));
    });
    let name = match (changed, why) {
        (true, _) => changed_in_words(field),
        (false, "") => format!("{}: {said}", field.column),
        (false, why) => format!("{}: {said} ({why})", field.column),
    };
    let response = ui.interact(
        row.response.rect,
        row.response.id.with("said"),
        Sense::hover(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
}

/// "best: was 4, now 9".
fn changed_in_words(field: &FieldChange) -> String {
    let (before, now) = (or_unknown(&field.before), or_unknown(&field.now));
    format!("{}: was {before}, now {now}", field.column)
}

/// What it said, struck through; where it said nothing there is nothing to strike.
fn struck(before: &str) -> RichText {
    match before.trim() {
        "" => body(UNKNOWN),
        before => body(before).strikethrough(),
    }
}

fn or_unknown(text: &str) -> &str {
    match text.trim() {
        "" => UNKNOWN,
        text => text,
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
        let drawn = ui.vertical(|ui| {
            ui.label(hint(&field.column));
            ui.add(Label::new(struck(&field.before)).wrap());
            ui.add(Label::new(strong(or_unknown(&field.now))).wrap());
        });
        let name = changed_in_words(field);
        let drawn = drawn.response;
        let response = ui.interact(drawn.rect, drawn.id.with("said"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
    }
}

//! The form of a row the project keeps something about: what the newer file says of it, and what rests
//! on it. The same stands in a report that rests on such a row.

use super::form::{Form, hint_line, warning_line};
use super::row_stays::stays;
use crate::model::id::RowId;
use crate::model::table::{RowNow, TableRow};
use crate::tables::editions::fields;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::panes::fields_changed::changed_ui;
use crate::workbench::theme::{card, hairline, palette, title};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::field_text_row;
use egui::{Label, Ui};

/// Draws the form.
pub(super) fn linked_row_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: RowId) {
    let project = desk.snapshot.project();
    let Some(row) = project.rows.get(&id).cloned() else {
        return;
    };
    let table = project.tables.get(&row.table).cloned();
    ui.add(Label::new(title(format!("Row {}", row.key))).wrap());
    if let Some(table) = &table {
        hint_line(ui, &format!("Linked row of {}", table.title));
        super::table_row::resting_ui(ui, desk, id);
    }
    let form = &mut Form::new(desk, id);
    now_ui(ui, form, &row, "");
    if ui.button("Show row").clicked() {
        form.desk.push(Command::ShowRow(id));
    }
    for (column, text) in &row.cells {
        field_text_row(ui, column, text);
    }
}

/// What a newer file says of a row, until the analyst has looked at it; `of` tells several such apart.
pub(super) fn now_ui(ui: &mut Ui, form: &mut Form<'_, '_>, row: &TableRow, of: &str) {
    match &row.now {
        RowNow::Same => {}
        RowNow::GoneSeen => hint_line(ui, "Gone from the newer file of the table."),
        RowNow::Gone => in_card(ui, |ui| {
            warning_line(ui, "Needs review: the row is gone from the newer file.");
            looked_at_ui(ui, form, row, of);
        }),
        RowNow::Changed(now) => in_card(ui, |ui| {
            warning_line(
                ui,
                "Needs review: the row reads otherwise in the newer file.",
            );
            changed_ui(ui, &fields(&row.cells, now));
            let rests = form.desk.snapshot.referrers(row.id).next().is_some();
            for text in stays(ui, form.desk, row.id) {
                hint_line(ui, &text);
            }
            if rests
                && form.quiet_button(ui, "Take the new values", &named("Take the new values", of))
            {
                form.desk.push(Command::TakeRowValues(row.id));
            }
            looked_at_ui(ui, form, row, of);
        }),
    }
}

fn looked_at_ui(ui: &mut Ui, form: &mut Form<'_, '_>, row: &TableRow, of: &str) {
    if form.quiet_button(ui, "Looked at", &named("Looked at", of)) {
        form.edit(Verb::AcceptRow(row.id));
    }
}

fn named(what: &str, of: &str) -> String {
    match of {
        "" => what.to_owned(),
        of => format!("{what}, {of}"),
    }
}

fn in_card(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let theme = palette(ui);
    card(theme).stroke(hairline(theme.warning)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui);
    });
}

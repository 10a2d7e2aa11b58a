//! The form of a row of an event table: what it means, then all that stands in it.

use super::form::{Form, body_line, hint_line, link, warning_line};
use super::linked_row::now_ui;
use crate::figure::labels::range_words;
use crate::model::id::{RecordId, RowId, TableId};
use crate::model::mapping::Mapping;
use crate::model::sides::Sides;
use crate::model::table::EventTable;
use crate::tables::LoadedTable;
use crate::workbench::action::Action;
use crate::workbench::command::{Command, RowDeed};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::{UNKNOWN, estimate, grouped, or_unknown, sentence};
use crate::workbench::tables::RowCells;
use crate::workbench::theme::{READING_SIZE, reading, title};
use crate::workbench::widgets::{ListRow, Section, field_text_row};
use egui::{Button, Label, Ui};

/// Draws the form.
pub(super) fn row_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: TableId, row: u32) {
    let Some(table) = desk.snapshot.project().tables.get(&id).cloned() else {
        return;
    };
    let Some(rows) = desk.tables.get(id).cloned() else {
        hint_line(ui, "The table is not there now.");
        return;
    };
    let cells = desk
        .tables
        .row(id, row)
        .cloned()
        .unwrap_or(RowCells::Reading);
    let kind = sentence(rows.kind_name(rows.kind.code(row)));
    let name = match kind.as_str() {
        "" => format!("Row {}", grouped(u64::from(row) + 1)),
        kind => kind.to_owned(),
    };
    ui.add(Label::new(title(name)).wrap());
    of_ui(ui, desk, &table, row);
    ui.add_space(4.0);
    meaning_ui(ui, &rows, row);
    warnings_ui(ui, &rows, row);
    ui.add_space(4.0);
    if let RowCells::Here(cells) = &cells {
        notes_ui(ui, &rows, cells);
    }
    if let Some(kept) = desk.session.kept_row {
        waiting_ui(ui, desk, kept);
        resting_ui(ui, desk, kept);
    }
    doing_ui(ui, desk, id, row);
    cells_ui(ui, &rows, &cells);
}

/// Which table it stands in, and where.
fn of_ui(ui: &mut Ui, desk: &mut Desk<'_>, table: &EventTable, row: u32) {
    let words = format!("Row {} of {}", grouped(u64::from(row) + 1), table.title);
    if link(ui, &words, "The table of the row").clicked() {
        desk.push(Command::Select(Some(table.id.into())));
    }
}

fn meaning_ui(ui: &mut Ui, rows: &LoadedTable, row: u32) {
    let when = rows.days.get(row);
    let when = when.map_or_else(|| UNKNOWN.to_owned(), range_words);
    field_text_row(ui, "When", &when);
    let [first, second] = match rows.is_opposed(row) {
        true => Sides::NAMES,
        false => ["Who did it", "To whom"],
    };
    field_text_row(ui, first, &or_unknown(rows.initiator.text(row).to_owned()));
    field_text_row(ui, second, &or_unknown(rows.target.text(row).to_owned()));
    let places = [rows.place.text(row), rows.country.text(row)];
    let places: Vec<&str> = places.into_iter().filter(|it| !it.is_empty()).collect();
    field_text_row(ui, "Where", &or_unknown(places.join(", ")));
    for (name, numbers, there) in [
        (
            "Killed",
            &rows.killed,
            rows.mapping.killed != Default::default(),
        ),
        (
            "Injured",
            &rows.injured,
            rows.mapping.injured != Default::default(),
        ),
    ] {
        if there {
            let found = numbers.get(row);
            let bounds = match (found.low, found.high) {
                (Some(low), Some(high)) if low != high => {
                    format!(" (at least {low}, at most {high})")
                }
                _ => String::new(),
            };
            field_text_row(ui, name, &format!("{}{bounds}", estimate(&found)));
        }
    }
    if let Some(number) = rows.number.get(row) {
        field_text_row(ui, "Incidents", &grouped(number.into()));
    }
}

fn warnings_ui(ui: &mut Ui, rows: &LoadedTable, row: u32) {
    // Warnings stand in the order of the file.
    for warning in rows.warnings.iter().filter(|it| it.row == Some(row)) {
        warning_line(ui, &sentence(&warning.to_string()));
    }
}

/// What is told about it, set for reading.
fn notes_ui(ui: &mut Ui, rows: &LoadedTable, cells: &[String]) {
    let mapping: &Mapping = &rows.mapping;
    for name in &mapping.notes {
        let cell = rows.column(name).and_then(|at| cells.get(at));
        if let Some(text) = cell.filter(|text| !text.trim().is_empty()) {
            ui.add_space(4.0);
            ui.add(Label::new(reading(text.trim(), READING_SIZE - 2.0)).wrap());
            hint_line(ui, name);
        }
    }
}

/// What a newer file says of the row, until somebody has looked at it.
fn waiting_ui(ui: &mut Ui, desk: &mut Desk<'_>, kept: RowId) {
    if let Some(row) = desk.snapshot.project().rows.get(&kept).cloned() {
        now_ui(ui, &mut Form::new(desk, kept), &row, "");
    }
}

/// The reports and events that rest on a row.
pub(super) fn resting_ui(ui: &mut Ui, desk: &mut Desk<'_>, linked: RowId) {
    let snapshot = desk.snapshot;
    let project = snapshot.project();
    let on_it: Vec<(RecordId, String)> = snapshot
        .referrers(linked)
        .filter_map(|id| match id {
            RecordId::Report(report) => {
                let event = project.reports.get(&report)?.event;
                Some((id, project.events.get(&event)?.title.clone()))
            }
            RecordId::Claim(claim) => Some((id, project.claims.get(&claim)?.proposition.clone())),
            _ => None,
        })
        .collect();
    if on_it.is_empty() {
        return;
    }
    Section::new("Rests on it").count(on_it.len()).show(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (id, name) in on_it {
        let row = ListRow::new(&name).trailing(id.noun().name()).inset(0.0);
        if ui.push_id(id, |ui| ui.add(row)).inner.clicked() {
            desk.push(Command::Reveal(id));
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
}

/// What can be done with a row: an event is made of it, or found for it.
fn doing_ui(ui: &mut Ui, desk: &mut Desk<'_>, table: TableId, row: u32) {
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        let can = !desk.read_only;
        if ui.add_enabled(can, Button::new("Make event")).clicked() {
            desk.push(Command::ForRows(table, vec![row], RowDeed::NewEvent(None)));
        }
        if ui.button("Find its event…").clicked() {
            desk.push(Command::Do(Action::ShowReconcile));
        }
    });
}

/// Everything that stands in the row, column by column.
fn cells_ui(ui: &mut Ui, rows: &LoadedTable, cells: &RowCells) {
    Section::new("As it stands in the file").show(ui);
    match cells {
        RowCells::Reading => hint_line(ui, "Reading…"),
        RowCells::Failed(why) => warning_line(ui, &format!("It could not be read: {why}")),
        RowCells::Here(cells) => {
            let said = rows.columns.iter().zip(cells);
            let mut blank = 0;
            for (name, cell) in said {
                if cell.trim().is_empty() {
                    blank += 1;
                    continue;
                }
                hint_line(ui, name);
                body_line(ui, cell);
                ui.add_space(2.0);
            }
            if blank > 0 {
                let columns =
                    crate::workbench::panes::words::counted(blank, "column says", "columns say");
                hint_line(ui, &format!("{columns} nothing."));
            }
        }
    }
}

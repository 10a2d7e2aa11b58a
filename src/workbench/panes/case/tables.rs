//! The event tables in the case pane, with how far each is.

use super::empty_ui;
use crate::model::id::TableId;
use crate::model::table::EventTable;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::{grouped, sentence, table_in_words};
use crate::workbench::tables::TableState;
use crate::workbench::theme::PANE_MARGIN;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{ListRow, Section};
use egui::{Response, Ui};
use std::path::Path;

/// Draws the section.
pub(super) fn tables_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Tables")
        .inset(PANE_MARGIN)
        .action("Add table…")
        .show(ui)
    {
        desk.push(Command::Do(Action::AddTable));
    }
    let tables = &desk.snapshot.project().tables;
    if tables.is_empty() && desk.offered_tables.is_empty() {
        empty_ui(ui, "Drop an event file here.");
    }
    for table in tables.values() {
        table_ui(ui, desk, table);
    }
    offered_ui(ui, desk);
}

fn table_ui(ui: &mut Ui, desk: &mut Desk<'_>, table: &EventTable) {
    let state = state_in_word(desk, table.id);
    let of_row = desk.session.row.is_some_and(|(id, _)| id == table.id);
    let lost = matches!(
        desk.tables.state(table.id),
        Some(TableState::Missing | TableState::Changed(_) | TableState::Failed(_))
    );
    let row = ListRow::new(&table.title)
        .trailing(&state)
        .selected(desk.session.selected == Some(table.id.into()) || of_row)
        .quiet(lost)
        .inset(PANE_MARGIN);
    let response = ui.push_id(table.id, |ui| ui.add(row)).inner;
    let response = response.on_hover_text(table_in_sentence(desk, table));
    if response.clicked() {
        desk.commands.push(Command::Select(Some(table.id.into())));
    }
    if response.double_clicked() {
        show(desk, table.id);
    }
    menu_ui(&response, desk, table);
}

/// Brings the rows of a table to the front.
fn show(desk: &mut Desk<'_>, id: TableId) {
    desk.push(Command::Select(Some(id.into())));
    desk.push(Command::ShowTable(id));
}

/// "6,416", "43 %", "missing".
fn state_in_word(desk: &Desk<'_>, id: TableId) -> String {
    match desk.tables.state(id) {
        Some(TableState::Ready(rows)) => grouped(rows.len().into()),
        Some(TableState::Reading) | None => format!("{} %", desk.tables.percent(id)),
        Some(TableState::Missing) => "missing".to_owned(),
        Some(TableState::Changed(_)) => "changed".to_owned(),
        Some(TableState::Failed(_)) => "not read".to_owned(),
    }
}

fn table_in_sentence(desk: &Desk<'_>, table: &EventTable) -> String {
    let profile = match table.mapping.profile.as_str() {
        "" => "with your own mapping",
        profile => profile,
    };
    let name = table.file.name();
    match desk.tables.state(table.id) {
        Some(TableState::Ready(rows)) => {
            format!("{name}: {}. Read as {profile}.", table_in_words(rows))
        }
        Some(TableState::Reading) | None => format!("{name} is being read as {profile}."),
        Some(TableState::Missing) => format!(
            "{name} is not where it was, nor beside the project. Locate it to see its rows again."
        ),
        Some(TableState::Changed(path)) => format!(
            "{} is another file now than the one that was added. Nothing of it is used.",
            path.display()
        ),
        Some(TableState::Failed(why)) => sentence(why),
    }
}

fn menu_ui(response: &Response, desk: &mut Desk<'_>, table: &EventTable) {
    let id = table.id;
    response.context_menu(|ui| {
        let asked = |ui: &mut Ui, name: &str| {
            let clicked = ui.button(name).clicked();
            if clicked {
                ui.close();
            }
            clicked
        };
        if asked(ui, "Show table") {
            show(desk, id);
        }
        let hidden = desk.session.hidden_tables.contains(&id);
        let in_charts = match hidden {
            true => "Show in charts",
            false => "Hide in charts",
        };
        if asked(ui, in_charts) {
            desk.push(Command::ShowInCharts(id, hidden));
        }
        if asked(ui, "Correct mapping…") {
            desk.push(Command::CorrectTable(id));
        }
        if let Some(TableState::Changed(path)) = desk.tables.state(id).cloned()
            && asked(ui, "Compare with the new file…")
        {
            desk.push(Command::UpdateTableFrom(id, path));
        }
        if asked(ui, "Update from file…") {
            desk.push(Command::UpdateTable(id));
        }
        if asked(ui, "Locate file…") {
            desk.push(Command::LocateTable(id));
        }
        let embed = match table.file.embedded {
            true => "Do not embed",
            false => "Embed",
        };
        if asked(ui, embed) {
            desk.push(Command::EmbedTable(id, !table.file.embedded));
        }
        if asked(ui, "Rename") {
            desk.push(Command::Select(Some(id.into())));
            let record = id.into();
            let field = Field::Name;
            desk.drafts.focus(FieldKey { record, field });
        }
        ui.separator();
        if asked(ui, "Delete") {
            desk.push(Command::Edit(Verb::Delete(id.into())));
        }
    });
}

/// What the case holds that the project does not.
fn offered_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let tables = &desk.snapshot.project().tables;
    let is_held = |path: &Path| {
        tables.values().any(|table| {
            let found = desk.tables.path(table.id);
            found == Some(path) || path.ends_with(&table.file.path)
        })
    };
    for (at, table) in desk.offered_tables.iter().enumerate() {
        if is_held(&table.path) {
            continue;
        }
        let row = ListRow::new(&table.title)
            .trailing("add")
            .inset(PANE_MARGIN);
        let response = ui.push_id(("offered table", at), |ui| ui.add(row)).inner;
        let response = response.on_hover_text(format!(
            "{} is in the case, but not in this project yet. Click to add it.",
            table.title
        ));
        if response.clicked() {
            desk.commands.push(Command::AddTableFromCase(at));
        }
    }
}

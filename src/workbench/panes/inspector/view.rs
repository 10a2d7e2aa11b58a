//! The form of a saved view: its name, and what it shows.

use super::form::{Form, body_line, hint_line};
use crate::model::id::ViewId;
use crate::workbench::command::Command;
use crate::workbench::panes::{Desk, view_words};
use crate::workbench::verb::Verb;
use egui::Ui;

/// Draws the form.
pub(super) fn view_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: ViewId) {
    let Some(view) = desk.snapshot.project().views.get(&id).cloned() else {
        return;
    };
    let lines = view_words::lines(desk.snapshot.project(), &view);
    let is_shown = desk.session.shows(&view);
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &view.name);
    hint_line(ui, "View: what is shown, kept under a name.");
    ui.add_space(8.0);
    for line in lines {
        body_line(ui, &line);
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button("Show").clicked() {
            form.desk.push(Command::ApplyView(id));
        }
        // Columns of tables may differ even where all else is shown.
        if form.button(ui, "Keep what is shown now") {
            form.desk.push(Command::KeepView(id));
        }
        if form.button(ui, "Delete view") {
            form.edit(Verb::Delete(id.into()));
        }
    });
    if is_shown {
        hint_line(ui, "This is what is shown now.");
    }
}

//! The form of the project itself.

use super::form::{Form, hint_line};
use crate::model::id::InfoId;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::widgets::{Section, field_text_row};
use egui::Ui;

/// Draws the form.
pub(super) fn info_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: InfoId) {
    let project = desk.snapshot.project();
    let Some(info) = project.info.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Title", &info.title);
    let sources = counted(project.sources.len(), "source", "sources");
    let passages = counted(project.annotations.len(), "annotation", "annotations");
    let events = counted(project.events.len(), "event", "events");
    hint_line(ui, &format!("Project · {sources}, {passages}, {events}"));
    if let Some(case) = &info.case {
        Section::new("Case").show(ui);
        field_text_row(ui, "Title", &case.title);
        field_text_row(ui, "Folder", &case.folder);
    }
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &info.memo), 4);
}

//! The form of a coder.

use super::form::{Form, hint_line};
use crate::model::id::CoderId;
use crate::workbench::panes::Desk;
use egui::Ui;

/// Draws the form.
pub(super) fn coder_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: CoderId) {
    let Some(coder) = desk.snapshot.project().coders.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &coder.name);
    hint_line(ui, "Coder: this name stays with what they did.");
}

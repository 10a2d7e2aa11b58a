//! The way from a record to its passages.

use super::form::Form;
use crate::analysis::passages::Query;
use crate::workbench::command::Command;
use crate::workbench::theme::hint;
use egui::{Button, Ui};

/// A quiet button that shows the passages of the form's record.
pub(super) fn passages_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    let Some(query) = Query::about(form.record) else {
        return;
    };
    let button = ui.add(Button::new(hint("Show passages")));
    if button.clicked() {
        form.desk.push(Command::ShowPassages(query));
    }
}

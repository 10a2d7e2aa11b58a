//! The saved views in the case pane: a click shows what one shows.

use super::empty_ui;
use crate::model::view::View;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::panes::{Desk, view_words};
use crate::workbench::theme::PANE_MARGIN;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{ListRow, Section};
use egui::{Key, Modifiers, Response, Ui};

/// Draws the section.
pub(super) fn views_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if Section::new("Views")
        .inset(PANE_MARGIN)
        .action("Save view…")
        .show(ui)
    {
        desk.push(Command::Do(Action::SaveView));
    }
    let mut views: Vec<_> = desk.snapshot.project().views.values().collect();
    if views.is_empty() {
        empty_ui(ui, "What is shown, kept under a name.");
    }
    views.sort_by(|a, b| a.name.cmp(&b.name));
    for view in views {
        view_ui(ui, desk, view);
    }
}

fn view_ui(ui: &mut Ui, desk: &mut Desk<'_>, view: &View) {
    let trailing = if desk.session.shows(view) {
        "shown"
    } else {
        ""
    };
    let row = ListRow::new(&view.name)
        .trailing(trailing)
        .selected(desk.session.selected == Some(view.id.into()))
        .inset(PANE_MARGIN);
    let response = ui.push_id(view.id, |ui| ui.add(row)).inner;
    let lines = view_words::lines(desk.snapshot.project(), view);
    let response = response.on_hover_text(lines.join("\n"));
    let entered = response.has_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if response.clicked() || entered {
        desk.commands.push(Command::ApplyView(view.id));
        desk.commands.push(Command::Select(Some(view.id.into())));
    }
    menu_ui(&response, desk, view);
}

fn menu_ui(response: &Response, desk: &mut Desk<'_>, view: &View) {
    let id = view.id;
    response.context_menu(|ui| {
        let asked = |ui: &mut Ui, name: &str, enabled: bool| {
            let clicked = ui.add_enabled(enabled, egui::Button::new(name)).clicked();
            if clicked {
                ui.close();
            }
            clicked
        };
        let may_change = !desk.read_only;
        if asked(ui, "Show", true) {
            desk.push(Command::ApplyView(id));
        }
        if asked(ui, "Keep what is shown now", may_change) {
            desk.push(Command::KeepView(id));
        }
        if asked(ui, "Rename", may_change) {
            desk.push(Command::Select(Some(id.into())));
            let record = id.into();
            let field = Field::Name;
            desk.drafts.focus(FieldKey { record, field });
        }
        ui.separator();
        if asked(ui, "Delete", may_change) {
            desk.push(Command::Edit(Verb::Delete(id.into())));
        }
    });
}

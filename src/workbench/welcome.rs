//! What the window shows with no project: where to begin.

use super::action::Action;
use super::command::Command;
use super::theme::{PANE_MARGIN, body, hint, reading};
use super::widgets::{ListRow, Section};
use egui::{Button, ScrollArea, Ui, vec2};
use std::path::PathBuf;

/// Draws the welcome screen.
pub fn welcome_ui(
    ui: &mut Ui,
    recent: &[PathBuf],
    drafts: &[(PathBuf, String)],
    commands: &mut Vec<Command>,
) {
    let width = 560.0_f32.min(ui.available_width() - 2.0 * PANE_MARGIN);
    let margin = ((ui.available_width() - width) / 2.0).max(PANE_MARGIN);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add_space((ui.ctx().content_rect().height() * 0.12).min(96.0));
                ui.label(reading("Read it, code it, see it over time.", 25.0));
                ui.add_space(4.0);
                ui.label(hint(
                    "Drop a text, web page, Word document, PDF, project or case folder on this window, or paste copied text (File › Paste as source).",
                ));
                ui.add_space(20.0);
                begin_ui(ui, commands);
                drafts_ui(ui, drafts, commands);
                recent_ui(ui, recent, commands);
            });
        });
    });
}

fn begin_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    let choices = [
        (
            Action::OpenSample,
            "A fully coded article on Pakistan and Afghanistan. Look around; nothing you do changes a file.",
        ),
        (
            Action::OpenCoalMines,
            "A century of Mines Acts beside a table of 191 explosions. Did the one move the other?",
        ),
        (Action::OpenFile, "A project, or a source to begin one."),
        (Action::OpenCase, "A folder of sources with a case.ron."),
        (
            Action::NewProject,
            "Nothing in it yet; add sources as you go.",
        ),
    ];
    for (action, what) in choices {
        ui.horizontal(|ui| {
            let button = Button::new(body(action.info().text)).min_size(vec2(188.0, 32.0));
            if ui.add(button).clicked() {
                commands.push(Command::Do(action));
            }
            ui.add_space(8.0);
            ui.add(egui::Label::new(hint(what)).wrap());
        });
        ui.add_space(8.0);
    }
}

fn drafts_ui(ui: &mut Ui, drafts: &[(PathBuf, String)], commands: &mut Vec<Command>) {
    if drafts.is_empty() {
        return;
    }
    Section::new("Never given a name").show(ui);
    for (path, name) in drafts {
        if ui
            .push_id(path, |ui| ui.add(ListRow::new(name).inset(0.0)))
            .inner
            .clicked()
        {
            commands.push(Command::OpenDraft(path.clone()));
        }
    }
}

fn recent_ui(ui: &mut Ui, recent: &[PathBuf], commands: &mut Vec<Command>) {
    if recent.is_empty() {
        return;
    }
    Section::new("Recent").show(ui);
    for path in recent {
        let name = path
            .file_stem()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let folder = path
            .parent()
            .map_or_else(String::new, |folder| folder.display().to_string());
        let row = ListRow::new(&name).trailing(&folder).inset(0.0);
        if ui.push_id(path, |ui| ui.add(row)).inner.clicked() {
            commands.push(Command::Open(path.clone()));
        }
    }
}

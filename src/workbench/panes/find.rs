//! The Find pane: what is looked for, every match in its context by source, and coding them.
//!
//! In: what the session holds of the search. Out: what is typed and ticked, into the session;
//! commands that show a match and that code.

mod bar;
mod coded;
mod empty;
mod list;

use super::Desk;
use super::reader_pane::entries;
use crate::workbench::command::Command;
use crate::workbench::theme::pane_frame;
use crate::workbench::verb::CodeChoice;
use crate::workbench::widgets::{self, CodePickerState, code_picker_ui};
use egui::{Rect, Ui};

/// The keys of the pane and what they do, for the cheat sheet.
pub const FIND_KEYS: &[(&str, &str)] = &[
    (
        "Enter, Shift+Enter",
        "In the field: show the next or the previous match",
    ),
    ("↑", "In the field: bring an earlier search back"),
    ("↓", "In the field: go to the list of matches"),
    (
        "↑ ↓, Page up, Page down, Home, End",
        "In the list: show another match",
    ),
    ("Space, Ctrl+A", "In the list: tick a match, or all of them"),
    ("C", "In the list: code the ticked matches, or all of them"),
    (
        "Enter, Escape",
        "In the list: go to the match, or back to the text",
    ),
];

/// What the pane keeps between frames.
#[derive(Default)]
pub struct FindPane {
    picker: CodePickerState,
    wants_picker: bool,
    /// Gives the field the keyboard, with all of its text selected.
    wants_field: bool,
    /// Gives the list the keyboard.
    wants_list: bool,
    /// How many steps back among the recent searches the arrows have gone.
    recalled: Option<usize>,
    scroll: list::Scroll,
    /// Where the button that codes was drawn.
    button: Option<Rect>,
}

impl FindPane {
    /// Gives the field the keyboard when it is drawn next.
    pub fn take_focus(&mut self) {
        self.wants_field = true;
    }

    /// Opens the code picker for what was found when the pane is drawn next.
    pub fn open_code_picker(&mut self) {
        self.wants_picker = true;
    }

    /// Draws the pane.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        desk.session.find.is_drawn();
        pane_frame(8, 0).show(ui, |ui| {
            self.bar_ui(ui, desk);
            ui.add_space(2.0);
            bar::status_ui(ui, desk);
            ui.add_space(4.0);
        });
        if desk.session.find.results().is_empty() {
            empty::empty_ui(ui, desk);
        } else {
            self.list_ui(ui, desk);
        }
        self.picker_ui(ui, desk);
    }

    fn picker_ui(&mut self, ui: &Ui, desk: &mut Desk<'_>) {
        if std::mem::take(&mut self.wants_picker) && !desk.read_only {
            if let Some(code) = desk.session.quick.last() {
                self.picker.used(code);
            }
            self.picker.set_quick(desk.session.quick.in_order());
            self.picker.open();
        }
        let Some(button) = self.button.filter(|_| self.picker.is_open()) else {
            return;
        };
        let entries = entries(desk.snapshot.project());
        let choice = match code_picker_ui(ui, &mut self.picker, &entries, button) {
            None => return,
            Some(widgets::CodeChoice::Code(id)) => Some(CodeChoice::Known(id)),
            Some(widgets::CodeChoice::New(name)) => Some(CodeChoice::New(name)),
            Some(widgets::CodeChoice::Cancel) => None,
        };
        self.wants_list = true;
        desk.commands.extend(choice.map(Command::CodeFound));
    }
}

//! The passages pane: which passages fit a query, in context; how many carry which codes.
//!
//! In: the desk, with the query and the way of looking in its session. Out: commands. What fits is
//! looked up when the query or what it rests on has changed: at once in a small project, by a job
//! in a large one, while the former answer stays in sight.

mod bar;
mod chips;
mod filters;
mod finding;
mod heat;
mod keys;
mod list;
mod matrix;
mod typed_line;
mod view;

pub(in crate::workbench) use finding::listed;
pub use finding::{Answer, Work};
pub use view::{PassageView, Show};

use super::Desk;
use crate::document::Snapshot;
use crate::workbench::theme::{hint, pane_frame};
use egui::Ui;
use finding::Finding;

/// The pane with what it remembers between frames.
#[derive(Default)]
pub struct PassagesPane {
    finding: Finding,
    line: typed_line::TypedLine,
    chips: chips::Chips,
    list: list::List,
    /// The keyboard goes to what is found with the next frame.
    wants_list: bool,
    matrix: matrix::MatrixView,
}

impl PassagesPane {
    /// Draws the pane.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        pane_frame(8, 0).show(ui, |ui| {
            self.finding.keep_up(desk);
            let before = desk.session.passages.clone();
            let mut view = before.clone();
            let committed = bar::bar_ui(ui, desk, &mut self.line, &mut view);
            ui.add_space(4.0);
            let words = self.finding.words(desk);
            self.chips.show(ui, desk, &mut view, &words);
            ui.add_space(4.0);
            let switched = view.show != before.show;
            let take_focus = std::mem::take(&mut self.wants_list) || committed || switched;
            self.found_ui(ui, desk, &mut view, take_focus);
            if view != before {
                desk.push(crate::workbench::command::Command::ViewPassages(view));
            }
        });
    }

    fn found_ui(
        &mut self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        view: &mut PassageView,
        take_focus: bool,
    ) {
        let Some(answer) = self.finding.answer(desk) else {
            ui.label(hint("Looking…"));
            return;
        };
        match answer {
            finding::Shown::List(arranged) if arranged.rows.is_empty() => {
                ui.label(hint(empty_words(desk)));
            }
            finding::Shown::List(arranged) => self.list.show(ui, desk, &arranged, take_focus),
            finding::Shown::Matrix(matrix) if matrix.rows.is_empty() => {
                ui.label(hint(
                    "No codes yet. Select words in the text and code them; each code becomes a row here.",
                ));
            }
            finding::Shown::Matrix(matrix) => {
                let opened = self.matrix.show(ui, desk, &matrix, take_focus);
                if let Some((row, column)) = opened {
                    view.open(row, column);
                    self.wants_list = true;
                }
            }
        }
    }

    /// Puts the keyboard into the field for the query with the next frame.
    pub(in crate::workbench) fn take_focus(&mut self) {
        self.line.take_focus();
    }

    /// Puts the keyboard on what is found with the next frame.
    pub(in crate::workbench) fn take_list(&mut self) {
        self.wants_list = true;
    }

    /// The lookup the pane waits for, to be run on a worker.
    pub(in crate::workbench) fn work(&mut self, now: &Snapshot, view: &PassageView) -> Work {
        self.finding.work(now, view)
    }

    /// Takes up what a worker has found, unless something else is asked by now.
    pub(in crate::workbench) fn take(&mut self, answer: Answer) {
        self.finding.take(answer);
    }
}

fn empty_words(desk: &Desk<'_>) -> &'static str {
    if desk.snapshot.project().annotations.is_empty() {
        "No passages yet. Select words in the text and code them; every coded passage can be found here."
    } else {
        "No passage fits all of these filters. Take one away with its ×, or widen it with a click: near, same sentence, or another code."
    }
}

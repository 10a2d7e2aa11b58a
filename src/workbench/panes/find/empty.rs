//! What the Find pane says when there is nothing to list.

use super::bar::left_out;
use crate::analysis::find::{Mode, Query};
use crate::analysis::folding::Folding;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::{counted, shortened};
use crate::workbench::theme::{PANE_MARGIN, body, hint};
use crate::workbench::widgets::{Chip, ChipAction};
use egui::{Frame, Margin, Ui};

/// Longer searches are cut on their chip, in characters.
const CHIP: usize = 40;

pub(super) fn empty_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let margin = Margin::symmetric(PANE_MARGIN as i8, 4);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let find = &desk.session.find;
        if find.query.words.is_empty() {
            teach_ui(ui);
            recent_ui(ui, desk);
        } else if find.problem().is_none() && !find.is_searching() {
            let all = desk.snapshot.project().sources.len();
            let sources = counted(all.saturating_sub(find.left_out()), "source", "sources");
            let words = shortened(&find.query.words, CHIP);
            ui.label(body(format!(
                "“{words}” is not in the {sources} of this project."
            )));
            if let Some(left_out) = left_out(find) {
                ui.label(hint(format!("{left_out}: open one to search it too.")));
            }
            for line in ways_out(&find.query) {
                ui.label(hint(line));
            }
            if !desk.snapshot.project().tables.is_empty() {
                ui.label(hint(
                    "The rows of tables are searched in their own pane: choose Search rows.",
                ));
            }
        }
    });
}

fn teach_ui(ui: &mut Ui) {
    for line in [
        "Type words to find them in every source, however they are spelt: case, accents, Arabic letter forms and look-alike letters do not matter.",
        "Enter shows the next match in the text. The down arrow moves to the list: Space ticks a match, Enter goes to it.",
        "“Code all…” gives every match, its sentence or its paragraph a code, as one step that Undo takes back.",
    ] {
        ui.label(hint(line));
    }
}

fn recent_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let find = &mut desk.session.find;
    if find.recent().is_empty() {
        return;
    }
    ui.add_space(8.0);
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(hint("Recent searches"));
        for (number, query) in find.recent().iter().enumerate() {
            let words = shortened(&query.words, CHIP);
            let chip = ui.push_id(number, |ui| Chip::new(&words).clickable().show(ui));
            if chip.inner == Some(ChipAction::Clicked) {
                chosen = Some(query.clone());
            }
        }
    });
    if let Some(query) = chosen {
        find.query = query;
    }
}

/// What might be the reason that nothing was found.
fn ways_out(query: &Query) -> Vec<&'static str> {
    let mut lines = Vec::new();
    if query.mode == Mode::WholeWords {
        lines.push("Only whole words are looked for: choose Words to find parts of words too.");
    }
    if query.mode == Mode::Pattern {
        lines.push(
            "A pattern looks at one line at a time. To find its signs as they are, choose Words.",
        );
    }
    if query.folding != Folding::ALL {
        lines.push("Some differences of spelling matter now: the menu beside the modes lets them be overlooked.");
    }
    lines
}

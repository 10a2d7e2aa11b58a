//! The review of a newer file of a table: what differs in a list, the selected row field by field
//! beside it.
//!
//! In: a comparison and a snapshot. Out: commands. It takes the room of the panes while it is open;
//! nothing is changed before somebody says so.

mod detail;
mod list;
mod state;

pub use state::EditionReview;

use super::review_frame::{self, Head, Keys};
use super::words::grouped;
use crate::document::Snapshot;
use crate::ingest::tables::Lost;
use crate::ingest::tables::newer::Newer;
use crate::workbench::command::Command;
use crate::workbench::theme::{self, PANE_MARGIN, hint, palette, strong};
use egui::{CentralPanel, Frame, Key, Label, Margin, Modifiers, Panel, Ui};

/// A key of the review and what it does.
pub const KEYS: [(&str, &str); 6] = [
    ("Up, Down", "The row before, the next one"),
    ("Page Up, Page Down", "Twenty rows back, or on"),
    ("Home, End", "The first row, the last one"),
    ("Space, Shift+Space", "Scroll its fields"),
    (
        "Escape",
        "What is to be said of all rows; then, leave the table as it is",
    ),
    ("Ctrl+Enter", "Update the table"),
];

/// So many rows are a page.
const PAGE: isize = 20;

/// Draws the review into the room that is left; keys are its own unless something stands over the
/// window.
pub fn editions_ui(
    ui: &mut Ui,
    review: &mut EditionReview,
    now: &Snapshot,
    covered: bool,
    commands: &mut Vec<Command>,
) {
    let named = ("newer file", "Review of the newer file");
    let wanted = !covered && review.take_focus();
    let focus = review_frame::focus(ui, named, wanted, covered);
    if let Some(keys) = Keys::of(ui, &focus, covered) {
        take_keys(&keys, review, commands);
    }
    head(&review.newer).show(ui, commands);
    lost_ui(ui, &review.newer.lost);
    let ground = Frame::new().fill(theme::color(palette(ui).pane2));
    let width = (ui.available_width() * 0.36).clamp(280.0, 480.0);
    Panel::left("edition list")
        .exact_size(width)
        .resizable(false)
        .frame(ground)
        .show(ui, |ui| list::list_ui(ui, review, &focus));
    let ground = Frame::new().fill(theme::color(palette(ui).pane));
    let inner = ground.inner_margin(Margin::symmetric(20, 12));
    CentralPanel::default()
        .frame(inner)
        .show(ui, |ui| detail::detail_ui(ui, review, now));
}

/// What the newer file cannot tell any more, above everything that differs: to be seen before the table
/// is updated.
fn lost_ui(ui: &mut Ui, lost: &[Lost]) {
    if lost.is_empty() {
        return;
    }
    let colors = palette(ui);
    let ground = Frame::new().fill(theme::color(colors.pane));
    let inner = ground.inner_margin(Margin::symmetric(PANE_MARGIN as i8, 8));
    Panel::top("edition warnings")
        .resizable(false)
        .frame(inner)
        .show(ui, |ui| {
            let warning = |text: String| strong(text).color(theme::color(colors.warning));
            for lost in lost {
                let text = format!("Lost: {lost}");
                ui.add(Label::new(warning(text)).wrap());
            }
            let way = "Update the table only if that is meant. Else cancel, and ask for a file with these columns.";
            ui.add(Label::new(hint(way)).wrap());
        });
}

fn take_keys(keys: &Keys<'_>, review: &mut EditionReview, commands: &mut Vec<Command>) {
    if keys.updates() {
        commands.push(Command::ApplyEdition);
    }
    let pages = [(Key::PageDown, PAGE), (Key::PageUp, -PAGE)];
    let pages = pages.into_iter().filter(|(key, _)| keys.plain(*key));
    let by = keys.steps() + pages.map(|(_, by)| by).sum::<isize>();
    if by != 0 {
        review.step(by);
    }
    for (key, last) in [(Key::Home, false), (Key::End, true)] {
        if keys.plain(key) {
            review.to_end(last);
        }
    }
    for (modifiers, by) in [(Modifiers::SHIFT, -1), (Modifiers::NONE, 1)] {
        if keys.pressed(modifiers, Key::Space) {
            review.scroll(by);
        }
    }
    if keys.plain(Key::Escape) {
        match review.at() {
            Some(_) => review.unselect(),
            None => commands.push(Command::CancelEdition),
        }
    }
}

fn head(newer: &Newer) -> Head<'static> {
    let (name, from) = (&newer.table.title, newer.path.display());
    Head {
        title: format!("A newer file of ‘{name}’"),
        words: format!("{} · from {from}", counts_in_words(newer)),
        update: ("Update the table", Command::ApplyEdition),
        another: Some((
            "Add as another table",
            "Leave the table as it is, and add the file beside it",
            Command::AddEdition,
        )),
        cancel: Command::CancelEdition,
    }
}

/// "12 added · 41 changed · 3 gone · 6,360 the same".
pub fn counts_in_words(newer: &Newer) -> String {
    let Ok((_, changes)) = &newer.compared else {
        let linked = newer.linked.iter();
        let waiting = linked.filter(|row| row.update.now.needs_review()).count();
        let all = newer.linked.len();
        return format!("{waiting} of {all} linked rows differ");
    };
    let number = |count: usize| grouped(count as u64);
    format!(
        "{} added · {} changed · {} gone · {} the same",
        number(changes.added.len()),
        number(changes.changed.len()),
        number(changes.gone.len()),
        grouped(changes.same.into())
    )
}

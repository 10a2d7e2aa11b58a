//! The review of a newer file of a table: what differs in a list, the selected row field by field
//! beside it.
//!
//! In: a comparison and a snapshot. Out: commands. It takes the room of the panes while it is open;
//! nothing is changed before somebody says so.

mod detail;
mod list;
mod state;

pub use state::EditionReview;

use super::words::grouped;
use crate::document::Snapshot;
use crate::ingest::tables::newer::Newer;
use crate::workbench::command::Command;
use crate::workbench::theme::{self, PANE_MARGIN, hint, palette, strong, title};
use egui::accesskit::Role;
use egui::{
    Align, Button, CentralPanel, EventFilter, Frame, Id, Key, Label, Layout, Margin, Modifiers,
    Panel, Response, Sense, Ui, WidgetInfo,
};

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
    let focus = focus(ui, review, covered);
    if !covered && focus.has_focus() {
        keys(ui, &focus, review, commands);
    }
    let ground = Frame::new().fill(theme::color(palette(ui).pane2));
    let inner = ground.inner_margin(Margin::symmetric(PANE_MARGIN as i8, 0));
    Panel::top("edition head")
        .exact_size(56.0)
        .resizable(false)
        .frame(inner)
        .show(ui, |ui| head_ui(ui, &review.newer, commands));
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

/// The whole of it has the keyboard.
fn focus(ui: &Ui, review: &mut EditionReview, covered: bool) -> Response {
    let id = Id::unique("newer file");
    let room = ui.available_rect_before_wrap();
    let focus = ui.interact(room, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(Role::Group, true, "Review of the newer file"));
    let nothing = ui.memory(|memory| memory.focused().is_none());
    if !covered && (review.take_focus() || nothing) {
        focus.request_focus();
    }
    focus
}

fn keys(ui: &Ui, focus: &Response, review: &mut EditionReview, commands: &mut Vec<Command>) {
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let plain = |key| pressed(Modifiers::NONE, key);
    if pressed(Modifiers::COMMAND, Key::Enter) {
        commands.push(Command::ApplyEdition);
    }
    for (key, by) in [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE),
        (Key::PageUp, -PAGE),
    ] {
        if plain(key) {
            review.step(by);
        }
    }
    for (key, last) in [(Key::Home, false), (Key::End, true)] {
        if plain(key) {
            review.to_end(last);
        }
    }
    if plain(Key::Escape) {
        match review.at() {
            Some(_) => review.unselect(),
            None => commands.push(Command::CancelEdition),
        }
    }
}

fn head_ui(ui: &mut Ui, newer: &Newer, commands: &mut Vec<Command>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let colors = palette(ui);
        let update = Button::new(strong("Update the table").color(theme::color(colors.pane)))
            .fill(theme::color(colors.selection));
        let update = ui
            .add(update)
            .on_hover_text("Ctrl+Enter. One Undo takes it all back");
        if update.clicked() {
            commands.push(Command::ApplyEdition);
        }
        let another = ui.button("Add as another table");
        let another = another.on_hover_text("Leave the table as it is, and add the file beside it");
        if another.clicked() {
            commands.push(Command::AddEdition);
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CancelEdition);
        }
        ui.add_space(8.0);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(8.0);
            let name = &newer.table.title;
            ui.add(Label::new(title(format!("A newer file of ‘{name}’"))).truncate());
            let from = newer.path.display();
            let words = format!("{} · from {from}", counts_in_words(newer));
            ui.add(Label::new(hint(words)).truncate());
        });
    });
}

/// "12 added · 41 changed · 3 gone · 6,360 the same".
pub fn counts_in_words(newer: &Newer) -> String {
    let Some((_, changes)) = &newer.compared else {
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

//! The bar over the pane: from event to event, how far is looked, and suspected duplicates.

use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::panes::{Desk, words};
use crate::workbench::theme::{CONTROL_HEIGHT, hint};
use crate::workbench::widgets::Choice;
use egui::accesskit::Role;
use egui::{Align, Button, Layout, Ui, WidgetInfo};

/// The windows offered, in days.
const WINDOWS: [u32; 6] = [0, 1, 3, 7, 14, 31];

pub(super) fn bar_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        if quiet(ui, "Previous", "Previous event that rests on no row", true) {
            desk.push(Command::Do(Action::PreviousUnreconciled));
        }
        if quiet(ui, "Next", "Next event that rests on no row", true) {
            desk.push(Command::Do(Action::NextUnreconciled));
        }
        ui.label(hint(tally(desk)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            doubles_ui(ui, desk);
            window_ui(ui, desk);
        });
    });
}

/// "21 of 27 events rest on no row".
fn tally(desk: &Desk<'_>) -> String {
    let events = desk.derived.events();
    let on_rows = events.on_rows();
    let all = desk.snapshot.project().events.len();
    format!(
        "{} of {} rest on no row",
        all.saturating_sub(on_rows),
        words::counted(all, "event", "events")
    )
}

fn window_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let entries = WINDOWS.map(|days| (days, window_words(days)));
    let now = desk.session.reconcile.window;
    let (_, picked) = Choice::new("How many days apart", &entries, now)
        .width(112.0)
        .show(ui);
    if let Some(days) = picked {
        desk.session.reconcile.window = days;
    }
}

pub(super) fn window_words(days: u32) -> String {
    match days {
        0 => "same days only".to_owned(),
        1 => "within 1 day".to_owned(),
        days => format!("within {days} days"),
    }
}

/// Suspected duplicates of each table, or back to the candidates.
fn doubles_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    if desk.session.reconcile.doubles.is_some() {
        if quiet(ui, "Back to candidates", "Back to candidates", true) {
            desk.session.reconcile.doubles = None;
        }
        return;
    }
    let possible = desk.tables_ready() > 0;
    let name = "Suspected duplicates in a table";
    if quiet(ui, "Suspected duplicates", name, possible) {
        desk.push(Command::Do(Action::SuspectedDuplicates));
    }
}

/// A button without a frame, by its full name for those who do not see it.
pub(super) fn quiet(ui: &mut Ui, text: &str, name: &str, enabled: bool) -> bool {
    let button = ui.add_enabled(enabled, Button::new(hint(text)).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    button.clicked()
}

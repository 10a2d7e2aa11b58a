//! Moving through time by mouse and keys, the same over every chart.

use super::stretch;
use crate::figure::time_axis::TimeAxis;
use crate::model::day::DayRange;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use egui::{Response, Ui};

/// What the mouse does over a chart.
pub const MOUSE: [(&str, &str); 5] = [
    ("Click", "What a mark stands for; of the key, only that"),
    ("Drag, scroll sideways", "Earlier, later"),
    ("Shift+drag", "Only the days dragged over; Escape lets go"),
    ("Ctrl+scroll", "More time, less time"),
    (
        "Double-click",
        "All events; of those, all rows of tables too",
    ),
];

/// Drag to move through time, and with Shift held to choose a stretch of it; scroll with Ctrl to zoom
/// at the pointer, double-click to see all events, and again to see all rows of tables too.
pub(super) fn brush(ui: &Ui, ground: &Response, axis: &TimeAxis, left: f32, desk: &mut Desk<'_>) {
    let dragged = ground.drag_delta().x;
    if !stretch::take_up(ui, ground, axis, left) && ground.dragged() && dragged != 0.0 {
        desk.push(show_time(&axis.panned(-dragged)));
    }
    if ground.double_clicked() {
        let fits_already = desk.session.time.is_none() && desk.tables_ready() > 0;
        desk.push(Command::Do(match fits_already {
            true => Action::FitTables,
            false => Action::FitTime,
        }));
    }
    let Some(pointer) = ui
        .ctx()
        .pointer_hover_pos()
        .filter(|_| ground.contains_pointer())
    else {
        return;
    };
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().x));
    if (zoom - 1.0).abs() > 1e-3 {
        desk.push(show_time(
            &axis.zoomed(1.0 / f64::from(zoom), pointer.x - left),
        ));
    } else if scroll != 0.0 {
        desk.push(show_time(&axis.panned(-scroll)));
    }
}

/// Shows more or less time around the middle of a chart.
pub fn zoomed(axis: &TimeAxis, factor: f64) -> Command {
    let middle = f32::midpoint(axis.left(), axis.right());
    show_time(&axis.zoomed(factor, middle))
}

/// Moves on by a part of the window; back where negative.
pub fn panned(axis: &TimeAxis, part: f32) -> Command {
    let width = axis.right() - axis.left();
    show_time(&axis.panned(width * part))
}

/// Shows these days.
pub(super) fn show_days(days: DayRange) -> Command {
    let from = f64::from(days.first().number());
    Command::ShowTime(from, from + f64::from(days.days()))
}

pub(super) fn show_time(axis: &TimeAxis) -> Command {
    let (from, to) = axis.window();
    Command::ShowTime(from, to)
}

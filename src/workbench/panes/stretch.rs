//! A stretch of time chosen by dragging over a chart with Shift held.

use crate::figure::time_axis::TimeAxis;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{color, color_at, palette};
use egui::{Rangef, Rect, Response, Stroke, StrokeKind, Ui};

/// What is narrower was a click with a trembling hand, in points.
const LEAST: f32 = 4.0;

/// Takes up a drag that begins with Shift held; whether one is under way.
pub(super) fn take_up(ui: &Ui, ground: &Response) -> bool {
    let id = ground.id.with("stretch");
    if ground.drag_started() && ui.input(|input| input.modifiers.shift) {
        let from = ui.input(|input| input.pointer.press_origin());
        ui.data_mut(|data| data.insert_temp(id, from.map(|from| from.x)));
    }
    ui.data(|data| data.get_temp::<Option<f32>>(id).flatten().is_some())
}

/// Paints the stretch that is being chosen over the charts, and shows it alone once it is.
pub(super) fn stretch_ui(
    ui: &Ui,
    ground: &Response,
    axis: &TimeAxis,
    left: f32,
    desk: &mut Desk<'_>,
) {
    let id = ground.id.with("stretch");
    let from = ui.data(|data| data.get_temp::<Option<f32>>(id).flatten());
    let to = ui.input(|input| input.pointer.latest_pos());
    let (Some(from), Some(to)) = (from, to) else {
        return;
    };
    let edges = Rangef::new(left + axis.left(), left + axis.right());
    let (from, to) = (edges.clamp(from), edges.clamp(to.x));
    let stretch = Rangef::new(from.min(to), from.max(to));
    let theme = palette(ui);
    let rect = Rect::from_x_y_ranges(stretch, ground.rect.y_range());
    let line = Stroke::new(1.0, color(theme.selection));
    let fill = color_at(theme.selection, 0.12);
    ui.painter().rect(rect, 0.0, fill, line, StrokeKind::Inside);
    if ground.drag_stopped() || !ground.dragged() {
        ui.data_mut(|data| data.remove::<Option<f32>>(id));
        if stretch.span() >= LEAST {
            desk.push(show_stretch(axis, stretch.min - left, stretch.max - left));
        }
    }
}

/// Shows what lies between two places of a chart, in points from its left edge, and no less than a
/// day.
fn show_stretch(axis: &TimeAxis, from: f32, to: f32) -> Command {
    let day = |x: f32| axis.window().0 + f64::from(x - axis.left()) / axis.points_per_day();
    let (from, to) = (day(from), day(to));
    Command::ShowTime(from, to.max(from + 1.0))
}

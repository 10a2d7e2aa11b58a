//! A stretch of time chosen by dragging over a chart with Shift held.

use super::brush::show_days;
use crate::figure::labels::range_words;
use crate::figure::time_axis::TimeAxis;
use crate::model::day::DayRange;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{color, color_at, hint_font, palette};
use egui::{Align2, Id, PointerButton, Rangef, Rect, Response, Stroke, StrokeKind, Ui, pos2};

/// What is narrower was a click with a trembling hand, in points.
const LEAST: f32 = 4.0;
/// Around the words below, in points.
const PAD: f32 = 4.0;

/// The moment it began at (days since 1970), kept while the pointer is down: the charts may move on
/// under it.
type Begin = Option<f64>;

/// Takes up a drag that begins with Shift held; whether one is under way.
pub(super) fn take_up(ui: &Ui, ground: &Response, axis: &TimeAxis, left: f32) -> bool {
    let id = id(ground);
    let begins = ground.drag_started_by(PointerButton::Primary);
    if begins && ui.input(|input| input.modifiers.shift) {
        let at = ui.input(|input| input.pointer.press_origin());
        let begin: Begin = at.map(|at| axis.day_at(at.x - left));
        ui.data_mut(|data| data.insert_temp(id, begin));
    }
    begun(ui, id).is_some()
}

/// Paints the stretch that is being chosen over the charts, and shows it alone once the pointer is let
/// go. Escape leaves all as it was.
pub(super) fn stretch_ui(
    ui: &Ui,
    ground: &Response,
    axis: &TimeAxis,
    charts: Rect,
    desk: &mut Desk<'_>,
) {
    let id = id(ground);
    let Some(begin) = begun(ui, id) else {
        return;
    };
    let let_go = ui.input(|input| input.pointer.primary_released());
    if !ground.dragged() {
        ui.data_mut(|data| data.remove::<Begin>(id));
    }
    if !ground.dragged() && !let_go {
        return;
    }
    let Some(end) = ui.input(|input| input.pointer.latest_pos()) else {
        return;
    };
    let edges = Rangef::new(axis.left(), axis.right());
    let (from, to) = (axis.x(begin), end.x - charts.left());
    let stretch = Rangef::new(edges.clamp(from.min(to)), edges.clamp(from.max(to)));
    let days = days_of(axis, stretch);
    if let_go {
        if stretch.span() >= LEAST {
            desk.push(show_days(days));
        }
        return;
    }
    let across = Rangef::new(charts.left() + stretch.min, charts.left() + stretch.max);
    paint(ui, Rect::from_x_y_ranges(across, charts.y_range()), days);
}

/// The days of which a part lies in a stretch of a chart.
fn days_of(axis: &TimeAxis, stretch: Rangef) -> DayRange {
    let (from, to) = (axis.day_at(stretch.min), axis.day_at(stretch.max));
    TimeAxis::new(from, to, stretch.min, stretch.max).days()
}

/// The stretch, and its days in words below it, where days are read.
fn paint(ui: &Ui, rect: Rect, days: DayRange) {
    let theme = palette(ui);
    let line = Stroke::new(1.0, color(theme.selection));
    let fill = color_at(theme.selection, 0.12);
    let painter = ui.painter();
    painter.rect(rect, 0.0, fill, line, StrokeKind::Inside);
    let words = painter.layout_no_wrap(range_words(days), hint_font(), color(theme.ink));
    let room = ui.clip_rect().x_range();
    let half = words.size().x / 2.0 + PAD;
    let least = room.min + half;
    let middle = rect.center().x.clamp(least, (room.max - half).max(least));
    let at = pos2(middle, rect.bottom() + PAD);
    let words_at = Align2::CENTER_TOP.anchor_size(at, words.size());
    painter.rect(
        words_at.expand(PAD / 2.0),
        2.0,
        color(theme.pane),
        line,
        StrokeKind::Outside,
    );
    painter.galley(words_at.min, words, color(theme.ink));
}

fn begun(ui: &Ui, id: Id) -> Begin {
    ui.data(|data| data.get_temp::<Begin>(id)).flatten()
}

fn id(ground: &Response) -> Id {
    ground.id.with("stretch")
}

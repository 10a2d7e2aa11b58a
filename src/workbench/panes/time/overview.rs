//! The overview under the axis: the window as a frame over the whole range, dragged, resized and
//! moved by mouse and keyboard.

use crate::figure::labels::range_words;
use crate::figure::overview::{HEIGHT, Overview, TRACK};
use crate::figure::time_axis::TimeAxis;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::scene_ui::{Part, paint_scene};
use crate::workbench::theme::{color, color_at, palette};
use crate::workbench::widgets::ring;
use egui::accesskit::Role;
use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

/// So near to an edge of the frame the pointer takes the edge, in points.
const NEAR: f32 = 6.0;
/// The arrow keys move by this part of the window.
const STEP: f64 = 0.1;
/// A window of more than this part of all has an axis that says the same as the strip.
const MOST_ALIKE: f32 = 0.8;
/// The shortest window, in days.
const SHORTEST: f64 = 1.0;

/// The keys of the overview and what they do.
pub const KEYS: [(&str, &str); 4] = [
    ("Left, Right", "Earlier, later"),
    ("Ctrl+Left, Ctrl+Right", "Less time, more time"),
    ("Page Up, Page Down", "A window back, a window on"),
    ("Home, End", "The beginning, the end"),
];

/// What of the frame the pointer has hold of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grab {
    /// All of it, so many days after its beginning.
    Window(f64),
    /// Its beginning.
    From,
    /// Its end.
    To,
}

/// Draws the strip with its left upper corner at `at`, and lets the window be moved.
pub(super) fn overview_ui(
    ui: &mut Ui,
    at: Pos2,
    overview: &Overview,
    time: &TimeAxis,
    grab: &mut Option<Grab>,
    desk: &mut Desk<'_>,
) {
    let axis = &overview.axis;
    let theme = palette(ui);
    let paint = |scene| paint_scene(ui.painter(), at, scene, Part::All, theme, &|_| false);
    paint(&overview.scene);
    let (from, to) = frame_of(axis, time);
    if to - from < MOST_ALIKE * (axis.right() - axis.left()) {
        paint(&overview.years);
    }
    let rect = Rect::from_min_max(
        pos2(at.x + axis.left() - NEAR, at.y),
        pos2(at.x + axis.right() + NEAR, at.y + HEIGHT),
    );
    let id: Id = ui.scope_id().with("overview");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let (now, all) = (range_words(time.days()), range_words(overview.days()));
    let name = format!("Window of time: {now}");
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &name));
    ui.accesskit_node_builder(id, |node| node.set_value(format!("{now}, of {all}")));
    paint_frame(ui, at, axis, time, &response);
    let days = |x: f32| axis.day_at(x - at.x);
    let hold = |x: f32| hold(x - at.x, axis, time);
    if response.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin());
        *grab = origin.and_then(|origin| hold(origin.x));
    }
    if let (Some(held), Some(pointer)) = (*grab, response.interact_pointer_pos())
        && response.dragged()
    {
        desk.push(moved(held, days(pointer.x), axis, time));
    }
    if response.drag_stopped() {
        *grab = None;
    }
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        desk.commands.extend(paged(pointer.x - at.x, axis, time));
    }
    if let Some(command) = key_in(ui, &response, axis, time) {
        desk.push(command);
    }
    let held = grab.or_else(|| response.hover_pos().and_then(|pointer| hold(pointer.x)));
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(match held {
            Some(Grab::Window(_)) => CursorIcon::Grab,
            Some(Grab::From | Grab::To) => CursorIcon::ResizeHorizontal,
            None => CursorIcon::PointingHand,
        });
    }
    response.on_hover_text(format!(
        "{now}, of {all}\nDrag the frame to move, its edges for more or less, click beside it to go on"
    ));
}

/// Where the window begins and ends over the whole range, cut at its edges and never too thin to
/// be seen.
fn frame_of(axis: &TimeAxis, time: &TimeAxis) -> (f32, f32) {
    let (from, to) = time.window();
    let cut = |day: f64| axis.x(day).clamp(axis.left(), axis.right());
    let (from, to) = (cut(from), cut(to));
    let missing = (4.0 - (to - from)).max(0.0) / 2.0;
    (from - missing, to + missing)
}

fn paint_frame(ui: &Ui, at: Pos2, axis: &TimeAxis, time: &TimeAxis, response: &Response) {
    let theme = palette(ui);
    let (from, to) = frame_of(axis, time);
    let (top, height) = (at.y + TRACK.0 - 1.5, TRACK.1 + 3.0);
    let rect = Rect::from_min_size(pos2(at.x + from, top), vec2(to - from, height));
    let is_live = response.hovered() || response.dragged() || response.has_focus();
    let line = Stroke::new(if is_live { 1.5 } else { 1.0 }, color(theme.selection));
    let fill = color_at(theme.selection, 0.10);
    ui.painter().rect(rect, 3.0, fill, line, StrokeKind::Inside);
    for x in [rect.left(), rect.right()] {
        let grip = Rect::from_center_size(pos2(x, rect.center().y), vec2(4.0, 8.0));
        ui.painter().rect_filled(grip, 2.0, color(theme.selection));
    }
    if response.has_focus() {
        ring(ui, rect.expand2(vec2(4.0, 3.0)), 1.5);
    }
}

/// What of the frame is at `x`; `None` beside it.
fn hold(x: f32, axis: &TimeAxis, time: &TimeAxis) -> Option<Grab> {
    let (from, to) = frame_of(axis, time);
    // Of a narrow frame the middle moves it still.
    let inside = NEAR.min((to - from) / 3.0);
    match x {
        x if x < from - NEAR || x > to + NEAR => None,
        x if x < from + inside => Some(Grab::From),
        x if x > to - inside => Some(Grab::To),
        x => Some(Grab::Window(axis.day_at(x) - time.window().0)),
    }
}

/// The window with what is held at `day`, kept within the whole range.
fn moved(held: Grab, day: f64, axis: &TimeAxis, time: &TimeAxis) -> Command {
    let ((from, to), (first, end)) = (time.window(), axis.window());
    let (from, to) = match held {
        Grab::Window(after) => return placed(day - after, axis, time),
        Grab::From => (day.max(first).min(to - SHORTEST), to),
        Grab::To => (from, day.min(end).max(from + SHORTEST)),
    };
    Command::ShowTime(from, to)
}

/// The window with its beginning there, kept within the whole range as far as it is shorter.
fn placed(from: f64, axis: &TimeAxis, time: &TimeAxis) -> Command {
    let ((old, to), (first, end)) = (time.window(), axis.window());
    let days = to - old;
    let last = (end - days).max(first);
    let from = from.clamp(first, last);
    Command::ShowTime(from, from + days)
}

/// A click beside the frame goes on by one window.
fn paged(x: f32, axis: &TimeAxis, time: &TimeAxis) -> Option<Command> {
    let (from, to) = time.window();
    let day = axis.day_at(x);
    let days = to - from;
    match hold(x, axis, time) {
        Some(_) => None,
        None if day < from => Some(placed(from - days, axis, time)),
        None => Some(placed(to, axis, time)),
    }
}

/// The keys while the strip has the keyboard: arrows move, with Ctrl they show more or less, Home
/// and End lead to either end.
fn key_in(ui: &Ui, response: &Response, axis: &TimeAxis, time: &TimeAxis) -> Option<Command> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let ((from, to), (first, end)) = (time.window(), axis.window());
    let days = to - from;
    let step = days * STEP;
    if pressed(Modifiers::COMMAND, Key::ArrowRight) {
        return Some(Command::ShowTime(from, (to + step).min(end.max(to))));
    }
    if pressed(Modifiers::COMMAND, Key::ArrowLeft) {
        return Some(Command::ShowTime(from, (to - step).max(from + SHORTEST)));
    }
    let moves = [
        (Key::ArrowRight, from + step),
        (Key::ArrowLeft, from - step),
        (Key::PageDown, to),
        (Key::PageUp, from - days),
        (Key::Home, first),
        (Key::End, end - days),
    ];
    let mut moves = moves.into_iter();
    let key = moves.find(|(key, _)| pressed(Modifiers::NONE, *key));
    key.map(|(_, from)| placed(from, axis, time))
}

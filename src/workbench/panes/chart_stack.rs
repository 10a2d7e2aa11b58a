//! Charts below one another over one time axis: painted, scrolled together, brushed, pointed at.
//!
//! In: scenes with their places, and how each is painted. Out: commands that select records, lead to
//! rows and move the stretch of time, the same whichever charts they are.

use super::Desk;
use super::brush::brush;
use super::chart_keys::ChartKeys;
use super::pointing::{lit_ids, take_pointed};
use super::stretch::stretch_ui;
use super::undated;
use crate::figure::labels::range_words;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Mark, Scene};
use crate::figure::time_axis::TimeAxis;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::layout::Pane;
use crate::workbench::scene_ui::{Part, Pointed, paint_scene, point_at_marks};
use crate::workbench::theme::{hairline, palette};
use crate::workbench::widgets::{Chip, ChipAction};
use egui::{Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

/// A mark that stands for more records than this does not light up with each of them.
const MOST_LIT: usize = 40;

/// What tells a chart from the others of its part, whichever of these come and go: what it shows, and
/// its number among those that show it.
pub(super) type ChartName = (&'static str, usize);

/// A chart with its place.
pub(super) struct StackChart<'a> {
    /// What tells it from others of its part.
    pub(super) name: ChartName,
    /// Down from the top of its part, in points.
    pub(super) top: f32,
    /// What is painted.
    pub(super) scene: &'a Scene,
}

/// Charts that are scrolled together.
pub(super) struct StackPart<'a> {
    /// What tells them from other parts.
    pub(super) name: &'static str,
    /// From top to bottom.
    pub(super) charts: Vec<StackChart<'a>>,
    /// How high all of them are together.
    pub(super) height: f32,
    /// How high the room is they are seen in; all that is left when `None`.
    pub(super) room: Option<f32>,
}

/// Charts with their places.
pub(super) struct Stack<'a> {
    /// From top to bottom.
    pub(super) parts: Vec<StackPart<'a>>,
    /// The time axis under all of them.
    pub(super) axis: &'a Scene,
    /// The same as days and places.
    pub(super) time: TimeAxis,
    /// How much room is left free below the axis, in points.
    pub(super) below: f32,
    /// The pane it is drawn in: the keyboard goes to its marks where that is entered.
    pub(super) pane: Pane,
}

/// Paints a chart, by the number of its part and its own, with its upper left corner there; the
/// function says which marks light up.
pub(super) type PaintChart<'p> =
    dyn Fn(&mut Ui, &mut Desk<'_>, Pos2, (usize, usize), &dyn Fn(&Mark) -> bool) + 'p;

/// Draws the charts into the room there is.
pub(super) fn stack_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    stack: &Stack<'_>,
    paint: &PaintChart<'_>,
) {
    desk.session.axis = Some(stack.time);
    let area = ui.available_rect_before_wrap();
    let upper = Rect::from_min_max(
        area.min,
        egui::pos2(
            area.right(),
            area.bottom() - stack.axis.height - stack.below,
        ),
    );
    // No stop on the way of the keyboard, which could do nothing there.
    let sense = Sense::CLICK | Sense::DRAG;
    let ground = ui.interact(area, ui.scope_id().with("time"), sense);
    brush(ui, &ground, &stack.time, area.left(), desk);
    let lit = lit_ids(desk);
    let is_lit = |mark: &Mark| {
        let few = mark.bar.is_none() && mark.ids.len() < MOST_LIT;
        few && mark.ids.iter().any(|id| lit.contains(id))
    };
    let selected = desk.session.selected_event(desk.snapshot);
    let mut keys = ChartKeys::new(ui, ui.scope_id().with("marks"), selected);
    let mut pointed = Vec::new();
    let mut rest = upper;
    for (number, part) in stack.parts.iter().enumerate() {
        keys.begin(number);
        let room = part.room.unwrap_or_else(|| rest.height());
        let (here, below) = rest.split_top_bottom_at_y(rest.top() + room);
        rest = below;
        let mut draw = |ui: &mut Ui, at, chart| paint(ui, desk, at, (number, chart), &is_lit);
        pointed.extend(part_ui(ui, here, part, &mut draw, &mut keys));
        // Where more is scrolled than is seen, a line says that it ends there.
        if part.height > room && number + 1 < stack.parts.len() {
            let line = hairline(palette(ui).line);
            ui.painter().hline(area.x_range(), here.bottom(), line);
        }
    }
    let is_entered = |it: &mut Pane| *it == stack.pane;
    if desk.session.entered.take_if(is_entered).is_some() {
        keys.enter(ui);
    }
    keys.finish(ui);
    let (theme, axis_at) = (palette(ui), upper.left_bottom());
    paint_scene(ui.painter(), axis_at, stack.axis, Part::All, theme, &|_| {
        false
    });
    stretch_ui(ui, &ground, &stack.time, upper, desk);
    let hovered = pointed
        .iter()
        .find_map(|(pointed, scene)| scene.marks.get(pointed.hovered?)?.ids.first().copied());
    if ground.hovered() && hovered != desk.session.hovered {
        desk.push(Command::Hover(hovered));
    }
    for (pointed, scene) in pointed {
        take_pointed(&pointed, scene, desk);
        let clicked = pointed.clicked.and_then(|at| scene.marks.get(at));
        let list = clicked.filter(|mark| mark.table == Some(TableMark::List));
        if let (Some(mark), Some(rect)) = (list, pointed.rect) {
            undated::open(ui, (&mark.name, &mark.ids), rect);
        }
    }
    undated::list_ui(ui, desk);
    if ground.clicked() {
        desk.push(Command::Select(None));
    }
}

/// Draws charts that are scrolled together; what is pointed at in each.
fn part_ui<'s>(
    ui: &mut Ui,
    room: Rect,
    part: &StackPart<'s>,
    paint: &mut dyn FnMut(&mut Ui, Pos2, usize),
    keys: &mut ChartKeys,
) -> Vec<(Pointed, &'s Scene)> {
    let mut pointed = Vec::new();
    let builder = UiBuilder::new().id_salt(part.name).max_rect(room);
    ui.scope_builder(builder, |ui| {
        // That there is more is seen before the pointer is there.
        ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
        ScrollArea::vertical()
            .id_salt(part.name)
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .show(ui, |ui| {
                let size = vec2(room.width(), part.height);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                for (number, chart) in part.charts.iter().enumerate() {
                    let (at, scene) = (rect.min + vec2(0.0, chart.top), chart.scene);
                    let size = vec2(scene.width, scene.height);
                    let own = UiBuilder::new()
                        .id_salt(chart.name)
                        .max_rect(Rect::from_min_size(at, size));
                    let here = ui.scope_builder(own, |ui| {
                        paint(ui, at, number);
                        point_at_marks(ui, at, scene, ui.clip_rect(), keys)
                    });
                    pointed.push((here.inner, scene));
                }
            });
    });
    pointed
}

/// The stretch of time that is shown instead of all of it, with a way back.
pub(super) fn window_chip(ui: &mut Ui, desk: &mut Desk<'_>) {
    let Some(axis) = desk.session.axis.filter(|_| desk.session.time.is_some()) else {
        return;
    };
    let words = range_words(axis.days());
    if let Some(ChipAction::Closed) = Chip::new(&words).closable().show(ui) {
        desk.push(Command::Do(Action::FitTime));
    }
}

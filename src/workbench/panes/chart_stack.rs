//! Charts below one another over one time axis: painted, scrolled together, brushed, pointed at.
//!
//! In: scenes with their places, and how each is painted. Out: commands that select records, lead to
//! rows and move the stretch of time, the same whichever charts they are.

use super::Desk;
use super::brush::brush;
use super::pointing::{lit_ids, take_pointed};
use crate::figure::labels::range_words;
use crate::figure::scene::{Mark, Scene};
use crate::figure::time_axis::TimeAxis;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::scene_ui::{Part, paint_scene, point_at_marks};
use crate::workbench::theme::palette;
use crate::workbench::widgets::{Chip, ChipAction};
use egui::{Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

/// A mark that stands for more records than this does not light up with each of them.
const MOST_LIT: usize = 40;

/// Charts with their places.
pub(super) struct Stack<'a> {
    /// Each with its top, in points.
    pub(super) scenes: Vec<(f32, &'a Scene)>,
    /// How high all of them are together.
    pub(super) height: f32,
    /// The time axis under all of them.
    pub(super) axis: &'a Scene,
    /// The same as days and places.
    pub(super) time: TimeAxis,
}

/// Paints the chart of this number with its upper left corner there; the function says which marks
/// light up.
pub(super) type PaintChart<'p> = dyn Fn(&mut Ui, Pos2, usize, &dyn Fn(&Mark) -> bool) + 'p;

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
        egui::pos2(area.right(), area.bottom() - stack.axis.height),
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
    let mut pointed = Vec::new();
    ui.scope_builder(UiBuilder::new().max_rect(upper), |ui| {
        ScrollArea::vertical()
            .id_salt("lanes")
            .auto_shrink(false)
            .show(ui, |ui| {
                let size = vec2(area.width(), stack.height);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                for (number, (top, scene)) in stack.scenes.iter().enumerate() {
                    let at = rect.min + vec2(0.0, *top);
                    let size = vec2(scene.width, scene.height);
                    let own = UiBuilder::new()
                        .id_salt(("chart", number))
                        .max_rect(Rect::from_min_size(at, size));
                    let here = ui.scope_builder(own, |ui| {
                        paint(ui, at, number, &is_lit);
                        point_at_marks(ui, at, scene, ui.clip_rect())
                    });
                    pointed.push((here.inner, *scene));
                }
            });
    });
    let (theme, axis_at) = (palette(ui), upper.left_bottom());
    paint_scene(ui.painter(), axis_at, stack.axis, Part::All, theme, &|_| {
        false
    });
    let hovered = pointed
        .iter()
        .find_map(|(pointed, scene)| scene.marks.get(pointed.hovered?)?.ids.first().copied());
    if ground.hovered() && hovered != desk.session.hovered {
        desk.push(Command::Hover(hovered));
    }
    for (pointed, scene) in pointed {
        take_pointed(&pointed, scene, desk);
    }
    if ground.clicked() {
        desk.push(Command::Select(None));
    }
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

//! A bar that moves what is in sight through something of any length.

use crate::workbench::theme::{color_at, palette};
use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

/// The least length of the handle, in points.
const LEAST: f64 = 28.0;

/// Which way a bar goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// From top to bottom.
    Down,
    /// From left to right.
    Across,
}

/// A bar, all lengths in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScrollBar {
    pub axis: Axis,
    /// Its accessible name.
    pub name: &'static str,
    /// How much lies before what is in sight.
    pub offset: f64,
    /// How much is in sight.
    pub shown: f64,
    /// How much there is.
    pub all: f64,
}

impl ScrollBar {
    /// Draws the bar where not everything is in sight; where it was moved to.
    pub(super) fn show(self, ui: &Ui, track: Rect) -> Option<f64> {
        let most = self.all - self.shown;
        if most <= 0.5 {
            return None;
        }
        let length = f64::from(self.along(track.size()));
        let handle = (length * self.shown / self.all).max(LEAST).min(length);
        let free = (length - handle).max(1.0);
        let at = free * (self.offset / most).clamp(0.0, 1.0);
        let id = Id::unique(("scroll bar", self.name));
        let response = ui.interact(track, id, Sense::DRAG | Sense::CLICK & !Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, self.name));
        let lit = response.hovered() || response.dragged();
        self.paint(ui, track, (at as f32, handle as f32), lit);
        let pointer = response.interact_pointer_pos()?;
        let pointer = f64::from(self.along(pointer - track.min));
        let pressed = ui.input(|input| input.pointer.any_pressed());
        if pressed && !(at..at + handle).contains(&pointer) {
            // A click beside the handle brings its middle there.
            return Some(((pointer - handle / 2.0) / free).clamp(0.0, 1.0) * most);
        }
        let moved = f64::from(self.along(response.drag_delta()));
        (moved != 0.0).then(|| (self.offset + moved / free * most).clamp(0.0, most))
    }

    fn along(self, size: egui::Vec2) -> f32 {
        match self.axis {
            Axis::Down => size.y,
            Axis::Across => size.x,
        }
    }

    fn paint(self, ui: &Ui, track: Rect, (at, length): (f32, f32), lit: bool) {
        let theme = palette(ui);
        let width = if lit { 8.0 } else { 4.0 };
        let handle = match self.axis {
            Axis::Down => Rect::from_min_size(
                pos2(track.right() - width - 1.0, track.top() + at),
                vec2(width, length),
            ),
            Axis::Across => Rect::from_min_size(
                pos2(track.left() + at, track.bottom() - width - 1.0),
                vec2(length, width),
            ),
        };
        let ink = color_at(theme.muted, if lit { 0.7 } else { 0.4 });
        ui.painter().rect_filled(handle, width / 2.0, ink);
    }
}

//! An eye, open or struck out: whether something shows.

use egui::accesskit::{Role, Toggled};
use egui::epaint::CubicBezierShape;
use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::ListRow;
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{CONTROL_HEIGHT, color, palette};

/// Paints an eye, 14 points wide; struck out where something does not show.
pub fn paint_eye(painter: &Painter, centre: Pos2, ink: Color32, shows: bool) {
    let stroke = Stroke::new(1.25, ink);
    let (left, right) = (centre - vec2(7.0, 0.0), centre + vec2(7.0, 0.0));
    for side in [-1.0, 1.0] {
        let lid = vec2(0.0, 5.5 * side);
        let points = [
            left,
            left + vec2(4.0, 0.0) + lid,
            right - vec2(4.0, 0.0) + lid,
            right,
        ];
        painter.add(CubicBezierShape::from_points_stroke(
            points,
            false,
            Color32::TRANSPARENT,
            stroke,
        ));
    }
    painter.circle_filled(centre, 2.0, ink);
    if !shows {
        let arm = vec2(5.5, -5.5);
        painter.line_segment([centre - arm, centre + arm], stroke);
    }
}

/// An eye at the right end of a row that is there already: seen while the row is under the mouse
/// or has the keyboard, and always where something is hidden. True when it was clicked.
pub fn eye_ui(
    ui: &Ui,
    (row, is_selected): (&Response, bool),
    (name, shows): (&str, bool),
    right: f32,
) -> bool {
    let centre = pos2(right - CONTROL_HEIGHT / 2.0, row.rect.center().y);
    let rect = Rect::from_center_size(centre, vec2(CONTROL_HEIGHT, CONTROL_HEIGHT));
    // No stop of its own on the way of the keyboard: every code would be two. The command that hides
    // the selected code does the same.
    let response = ui.interact(rect, row.id.with("eye"), Sense::CLICK);
    let does = if shows { "Hide" } else { "Show" };
    let named = format!("{does} {name}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &named));
    let theme = palette(ui);
    let active = response.hovered();
    let seen = active || !shows || row.contains_pointer() || row.has_focus();
    if seen {
        // A long name ends under the eye while it is seen.
        if shows {
            let ground = match is_selected {
                true => theme.selection_background,
                false => theme.hover,
            };
            ui.painter()
                .rect_filled(rect.shrink(1.0), 0.0, color(ground));
        }
        let ink = if active { theme.ink } else { theme.muted };
        paint_eye(ui.painter(), rect.center(), color(ink), shows);
    }
    let clicked = response.clicked();
    response.on_hover_text(format!("{named} in the text"));
    clicked
}

/// A row of a menu that says whether something shows, and changes it.
#[derive(Clone, Copy, Debug)]
pub struct EyeRow<'a> {
    row: ListRow<'a>,
    name: &'a str,
    shows: bool,
}

impl<'a> EyeRow<'a> {
    /// A row for something of this name.
    pub const fn new(name: &'a str) -> Self {
        Self {
            row: ListRow::new(name).inset(8.0),
            name,
            shows: true,
        }
    }

    /// The mark of its kind, before its name.
    pub const fn icon(mut self, shape: Shape, hue: Hue) -> Self {
        self.row = self.row.icon(shape, hue);
        self
    }

    /// How deep it lies in a tree; 0 is outermost.
    pub const fn depth(mut self, depth: u16) -> Self {
        self.row = self.row.depth(depth);
        self
    }

    /// Whether it shows.
    pub const fn shows(mut self, shows: bool) -> Self {
        self.shows = shows;
        self
    }

    /// Draws it; clicked by mouse, Enter or the space bar.
    pub fn show(self, ui: &mut Ui) -> Response {
        let response = ui.add(self.row.quiet(!self.shows));
        response.widget_info(|| {
            WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), self.shows, self.name)
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_toggled(Toggled::from(self.shows));
        });
        let theme = palette(ui);
        let ink = color(if self.shows { theme.muted } else { theme.faint });
        let at = response.rect.right_center() - vec2(16.0, 0.0);
        paint_eye(ui.painter(), at, ink, self.shows);
        response
    }
}

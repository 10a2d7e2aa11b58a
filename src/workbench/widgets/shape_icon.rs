//! The mark of a kind: its shape in its hue.

use egui::accesskit::Role;
use egui::epaint::{Mesh, PathShape};
use egui::{Color32, Painter, Pos2, Response, Sense, Stroke, Ui, Vec2, Widget, WidgetInfo, vec2};

use crate::figure::mark::{Outline, outline};
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{color, palette};

/// A kind's mark as a widget, 10 points wide unless told otherwise.
#[derive(Clone, Copy, Debug)]
pub struct ShapeIcon<'a> {
    shape: Shape,
    hue: Hue,
    size: f32,
    solid: bool,
    name: &'a str,
}

impl<'a> ShapeIcon<'a> {
    /// The mark of a kind, named after the kind for those who do not see it.
    pub const fn new(shape: Shape, hue: Hue, name: &'a str) -> Self {
        Self {
            shape,
            hue,
            size: 10.0,
            solid: true,
            name,
        }
    }

    /// Width and height in points.
    pub const fn size(mut self, points: f32) -> Self {
        self.size = points;
        self
    }

    /// Only the outline: what was alleged, or is proposed.
    pub const fn outlined(mut self) -> Self {
        self.solid = false;
        self
    }
}

impl Widget for ShapeIcon<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(self.size), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), self.name));
        if ui.is_rect_visible(rect) {
            let ink = color(palette(ui).hue(self.hue));
            let radius = self.size / 2.0;
            paint_shape(
                ui.painter(),
                rect.center(),
                radius,
                self.shape,
                ink,
                self.solid,
            );
        }
        response
    }
}

/// Paints a mark around `centre`, reaching `radius` points in each direction; solid, or as an
/// outline of 1.5 points within the same reach.
pub fn paint_shape(
    painter: &Painter,
    centre: Pos2,
    radius: f32,
    shape: Shape,
    ink: Color32,
    solid: bool,
) {
    // The line of an outlined mark, and the soft edge of a solid one, lies within the reach.
    let line = if solid { 1.0 } else { 1.5 };
    let radius = (radius - line / 2.0).max(0.5);
    match outline(shape) {
        Outline::Circle(share) if solid => {
            painter.circle_filled(centre, share * radius + line / 2.0, ink);
        }
        Outline::Circle(share) => {
            painter.circle_stroke(centre, share * radius, Stroke::new(line, ink));
        }
        Outline::Polygon(corners) => {
            let at = |[x, y]: [f32; 2]| centre + vec2(x, y) * radius;
            let corners: Vec<Pos2> = corners.iter().copied().map(at).collect();
            if solid {
                painter.add(fan(centre, &corners, ink));
            }
            painter.add(PathShape::closed_line(corners, Stroke::new(line, ink)));
        }
    }
}

/// Triangles from the centre to each side; egui itself fills convex outlines only.
fn fan(centre: Pos2, corners: &[Pos2], ink: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    let following = corners.iter().cycle().skip(1);
    for (a, b) in corners.iter().zip(following) {
        // At most 12 corners.
        let first = mesh.vertices.len() as u32;
        for corner in [centre, *a, *b] {
            mesh.colored_vertex(corner, ink);
        }
        mesh.add_triangle(first, first + 1, first + 2);
    }
    mesh
}

//! Draws egui's meshes on the CPU, so that pictures need no GPU.
//!
//! egui hands over triangles with a colour and a texture coordinate per corner. Each pixel whose
//! centre a triangle covers gets the interpolated colour times the texel, laid over what is there
//! (premultiplied alpha, in sRGB bytes, as egui's own painters do).

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{
    Color32, ColorImage, Context, FullOutput, ImageData, Pos2, Rect, TextureId, TexturesDelta, Vec2,
};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Red, green, blue and alpha from 0 to 255, premultiplied.
type Colour = [f32; 4];

/// A renderer for kittest that keeps the textures between frames.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(patch) = change.image;
                match change.pos {
                    None => {
                        self.textures.insert(id, patch.as_ref().clone());
                    }
                    Some(at) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            overwrite(texture, &patch, at);
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let mut canvas = Canvas::new(ctx.content_rect().size() * scale);
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            self.draw(&mut canvas, &primitive, scale)?;
        }
        Ok(canvas.into_image())
    }
}

impl CpuRenderer {
    fn draw(
        &self,
        canvas: &mut Canvas,
        primitive: &ClippedPrimitive,
        scale: f32,
    ) -> Result<(), String> {
        let Primitive::Mesh(mesh) = &primitive.primitive else {
            return Err("paint callbacks need a GPU".to_owned());
        };
        let texture = self.textures.get(&mesh.texture_id);
        let texture = texture.ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
        let clip = primitive.clip_rect * scale;
        for corners in triangles(mesh) {
            canvas.triangle(corners.map(|corner| scaled(corner, scale)), texture, clip);
        }
        Ok(())
    }
}

fn triangles(mesh: &Mesh) -> impl Iterator<Item = [&Vertex; 3]> {
    let corners = |indices: &[u32]| -> Option<[&Vertex; 3]> {
        let mut corners = indices
            .iter()
            .map(|index| mesh.vertices.get(*index as usize));
        Some([corners.next()??, corners.next()??, corners.next()??])
    };
    mesh.indices.chunks_exact(3).filter_map(corners)
}

fn scaled(vertex: &Vertex, scale: f32) -> Vertex {
    Vertex {
        pos: (vertex.pos.to_vec2() * scale).to_pos2(),
        ..*vertex
    }
}

fn overwrite(texture: &mut ColorImage, patch: &ColorImage, [left, top]: [usize; 2]) {
    let width = texture.width();
    let rows = patch.pixels.chunks_exact(patch.width().max(1));
    for (row, pixels) in rows.enumerate() {
        let start = (top + row) * width + left;
        if let Some(target) = texture.pixels.get_mut(start..start + pixels.len()) {
            target.copy_from_slice(pixels);
        }
    }
}

/// The picture while it is drawn.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
}

impl Canvas {
    fn new(size: Vec2) -> Self {
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        Self {
            width,
            height,
            pixels: vec![[0.0; 4]; width * height],
        }
    }

    /// Lays one triangle, in pixels, over the picture.
    fn triangle(&mut self, corners: [Vertex; 3], texture: &ColorImage, clip: Rect) {
        let places = corners.map(|corner| corner.pos);
        let Some(inside) = Weights::of(places) else {
            return;
        };
        let bounds = Rect::from_points(&places);
        let plain = plain(&corners, texture);
        for y in pixels_between(bounds.y_range(), clip.y_range(), self.height) {
            let centre_y = y as f32 + 0.5;
            let span = inside.span(centre_y, bounds.x_range());
            for x in pixels_between(span, clip.x_range(), self.width) {
                let Some(weights) = inside.at(Pos2::new(x as f32 + 0.5, centre_y)) else {
                    continue;
                };
                let colour = plain.unwrap_or_else(|| shade(&corners, weights, texture));
                if let Some(pixel) = self.pixels.get_mut(y * self.width + x) {
                    *pixel = over(colour, *pixel);
                }
            }
        }
    }

    fn into_image(self) -> RgbaImage {
        let bytes = |pixel: &Colour| Rgba(pixel.map(|value| value.round().clamp(0.0, 255.0) as u8));
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let pixel = self.pixels.get(y as usize * self.width + x as usize);
            pixel.map_or(Rgba([0; 4]), bytes)
        })
    }
}

/// The pixels that a span covers at least in part, within the clip and the picture.
fn pixels_between(span: egui::Rangef, clip: egui::Rangef, count: usize) -> std::ops::Range<usize> {
    let first = span.min.floor().max(clip.min.round()).max(0.0) as usize;
    let end = span.max.ceil().min(clip.max.round()).max(0.0) as usize;
    first..end.min(count).max(first)
}

/// How much each corner of a triangle counts at a point (barycentric coordinates).
struct Weights {
    corners: [Pos2; 3],
    /// Twice the signed area, in square pixels.
    area: f32,
}

impl Weights {
    /// `None` for a triangle without area.
    fn of(corners: [Pos2; 3]) -> Option<Self> {
        let [a, b, c] = corners;
        let area = cross(b - a, c - a);
        (area != 0.0).then_some(Self { corners, area })
    }

    /// The weights at a point inside. A point on an edge belongs to the triangle on one side only
    /// (the top-left rule), so neighbours never paint a pixel twice.
    fn at(&self, point: Pos2) -> Option<[f32; 3]> {
        let [a, b, c] = self.corners;
        let edges = [(b, c), (c, a), (a, b)];
        let weights = edges.map(|(from, to)| cross(to - from, point - from) / self.area);
        let inside = |(weight, (from, to)): (f32, (Pos2, Pos2))| {
            weight > 0.0 || (weight == 0.0 && self.owns_edge(to - from))
        };
        weights
            .into_iter()
            .zip(edges)
            .all(inside)
            .then_some(weights)
    }

    /// The part of a row of pixels, cut from `bounds`, in which the triangle can lie; up to a pixel
    /// too wide on either side.
    fn span(&self, y: f32, bounds: egui::Rangef) -> egui::Rangef {
        let [a, b, c] = self.corners;
        let mut span = bounds;
        for (from, to) in [(b, c), (c, a), (a, b)] {
            // Along the row a weight changes evenly; it is positive on one side of its zero.
            let slope = -(to.y - from.y) / self.area;
            let zero = from.x + (y - from.y) * (to.x - from.x) / (to.y - from.y);
            if slope > 0.0 {
                span.min = span.min.max(zero - 1.0);
            } else if slope < 0.0 {
                span.max = span.max.min(zero + 1.0);
            }
        }
        span
    }

    fn owns_edge(&self, edge: Vec2) -> bool {
        let edge = edge * self.area.signum();
        edge.y < 0.0 || (edge.y == 0.0 && edge.x > 0.0)
    }
}

fn cross(a: Vec2, b: Vec2) -> f32 {
    a.x * b.y - a.y * b.x
}

/// The colour of a triangle that has one colour only, as most have.
fn plain(corners: &[Vertex; 3], texture: &ColorImage) -> Option<Colour> {
    let [first, ..] = corners;
    let same = |corner: &Vertex| corner.color == first.color && corner.uv == first.uv;
    let weights = [1.0, 0.0, 0.0];
    corners
        .iter()
        .all(same)
        .then(|| shade(corners, weights, texture))
}

/// The colour of the triangle at the weighted point.
fn shade(corners: &[Vertex; 3], weights: [f32; 3], texture: &ColorImage) -> Colour {
    let mut tint = [0.0; 4];
    let mut uv = Vec2::ZERO;
    for (corner, weight) in corners.iter().zip(weights) {
        add(&mut tint, corner.color, weight);
        uv += corner.uv.to_vec2() * weight;
    }
    let texel = texel(texture, uv);
    std::array::from_fn(|i| tint[i] * texel[i] / 255.0)
}

/// The texture at a place from 0 to 1, blended from the four nearest texels.
fn texel(texture: &ColorImage, uv: Vec2) -> Colour {
    let [width, height] = texture.size;
    let x = (uv.x * width as f32 - 0.5).clamp(0.0, (width - 1) as f32);
    let y = (uv.y * height as f32 - 0.5).clamp(0.0, (height - 1) as f32);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, lower_share) = (x - left, y - top);
    let mut blend = [0.0; 4];
    for (dy, share_y) in [(0, 1.0 - lower_share), (1, lower_share)] {
        for (dx, share_x) in [(0, 1.0 - right_share), (1, right_share)] {
            let column = (left as usize + dx).min(width - 1);
            let row = (top as usize + dy).min(height - 1);
            if let Some(colour) = texture.pixels.get(row * width + column) {
                add(&mut blend, *colour, share_x * share_y);
            }
        }
    }
    blend
}

fn add(sum: &mut Colour, colour: Color32, share: f32) {
    for (sum, channel) in sum.iter_mut().zip(colour.to_array()) {
        *sum += f32::from(channel) * share;
    }
}

/// A premultiplied colour over another.
fn over(top: Colour, bottom: Colour) -> Colour {
    let shown = 1.0 - top[3] / 255.0;
    std::array::from_fn(|i| top[i] + bottom[i] * shown)
}

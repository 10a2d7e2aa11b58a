//! A scene as pixels.
//!
//! In: a scene, a theme, and how many pixels a point takes. Out: an opaque picture. `vello_cpu`
//! draws it, which egui brings along for the letters of the window: the figure on paper needs no
//! library of its own, and is drawn without a display.

use super::lettering::{Lettering, face};
use super::mark::{Outline, outline};
use super::outlet::CannotWrite;
use super::scene::{Anchor, Colour, Item, Paint, Pos, Rect, Scene, Stroke, Text};
use super::theme::Theme;
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use vello_cpu::color::{AlphaColor, Srgb};
use vello_cpu::kurbo::{self, Affine, BezPath, Shape as _};
use vello_cpu::peniko::Gradient;
use vello_cpu::{Pixmap, RenderContext, Resources};

/// A picture has at most so many pixels: it takes four bytes for each, and as much again while it
/// is written.
const MOST_PIXELS: u64 = 64_000_000;

/// Opaque pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How many stand side by side.
    pub width: u32,
    /// How many stand one below the other.
    pub height: u32,
    /// Red, green, blue and 255 of each, line by line from the top.
    pub rgba: Vec<u8>,
}

/// Draws a scene with `scale` pixels for a point.
///
/// # Errors
/// When the picture would have more pixels than a computer should be asked to hold.
pub fn raster(scene: &Scene, theme: &Theme, scale: f32) -> Result<Picture, CannotWrite> {
    let (width, height) = size(scene, scale)?;
    let mut canvas = Canvas {
        context: RenderContext::new(width, height),
        theme,
        scale: f64::from(scale),
    };
    canvas.ground(f64::from(width), f64::from(height));
    for item in &scene.items {
        canvas.item(item);
    }
    canvas.context.flush();
    let mut pixels = Pixmap::new(width, height);
    canvas.context.render(&mut pixels, &mut Resources::new());
    Ok(Picture {
        width: width.into(),
        height: height.into(),
        rgba: pixels.data_as_u8_slice().to_vec(),
    })
}

/// The sides of the picture of a scene, in pixels.
fn size(scene: &Scene, scale: f32) -> Result<(u16, u16), CannotWrite> {
    let side = |points: f32| f64::from(points * scale).ceil().max(1.0);
    let (width, height) = (side(scene.width), side(scene.height));
    let whole = |side: f64| (side <= f64::from(u16::MAX)).then_some(side as u16);
    let fits = width * height <= MOST_PIXELS as f64;
    let sides = whole(width).zip(whole(height)).filter(|_| fits);
    sides.ok_or(CannotWrite::TooManyPixels {
        width: width as u64,
        height: height as u64,
        most: MOST_PIXELS / 1_000_000,
    })
}

/// Where a scene is drawn.
struct Canvas<'t> {
    context: RenderContext,
    theme: &'t Theme,
    scale: f64,
}

impl Canvas<'_> {
    fn ground(&mut self, width: f64, height: f64) {
        self.context.set_paint(self.colour(Paint::Pane.solid()));
        self.context
            .fill_rect(&kurbo::Rect::new(0.0, 0.0, width, height));
        self.context.set_transform(Affine::scale(self.scale));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect {
                rect,
                radius,
                fill,
                stroke,
            } => {
                let path = box_path(*rect, *radius);
                self.path(&path, *fill, *stroke);
            }
            Item::Fade {
                rect,
                colour,
                end_alpha,
            } => self.fade(*rect, *colour, *end_alpha),
            Item::Line { from, to, stroke } => self.line(*from, *to, *stroke),
            Item::Shape {
                shape,
                centre,
                radius,
                fill,
                stroke,
            } => {
                let path = shape_path(outline(*shape), *centre, *radius);
                self.path(&path, *fill, *stroke);
            }
            Item::Hatch {
                rect,
                pattern,
                colour,
                gap,
                width,
            } => self.hatch(*rect, &pattern.lines(*rect, *gap, *width), *colour, *width),
            Item::Strip { rect, paint, cells } => {
                for (left, right, alpha) in cells {
                    let cell = Rect {
                        left: *left,
                        right: *right,
                        ..*rect
                    };
                    self.context.set_paint(self.colour(paint.alpha(*alpha)));
                    self.context.fill_rect(&plain(cell));
                }
            }
            Item::Text(text) => self.text(text),
        }
    }

    fn path(&mut self, path: &BezPath, fill: Option<Colour>, stroke: Option<Stroke>) {
        if let Some(fill) = fill {
            self.context.set_paint(self.colour(fill));
            self.context.fill_path(path);
        }
        if let Some(stroke) = stroke {
            self.stroke(path, stroke);
        }
    }

    fn stroke(&mut self, path: &BezPath, stroke: Stroke) {
        let line = kurbo::Stroke::new(stroke.width.into()).with_caps(kurbo::Cap::Butt);
        self.context.set_stroke(match stroke.dashed {
            true => line.with_dashes(0.0, [4.0, 3.0]),
            false => line,
        });
        self.context.set_paint(self.colour(stroke.colour));
        self.context.stroke_path(path);
    }

    /// A straight line along the grid of pixels lies on whole ones, so that it is not blurred.
    fn line(&mut self, from: Pos, to: Pos, stroke: Stroke) {
        let is_straight = from.x == to.x || from.y == to.y;
        if stroke.dashed || !is_straight {
            self.stroke(&line_path(from, to), stroke);
            return;
        }
        let width = (f64::from(stroke.width) * self.scale).round().max(1.0);
        let (from, to) = (self.pixels(from), self.pixels(to));
        let edge = |middle: f64| (middle - width / 2.0).round();
        let rect = match from.y == to.y {
            true => kurbo::Rect::new(from.x, edge(from.y), to.x, edge(from.y) + width),
            false => kurbo::Rect::new(edge(from.x), from.y, edge(from.x) + width, to.y),
        };
        self.context.set_transform(Affine::IDENTITY);
        self.context.set_paint(self.colour(stroke.colour));
        self.context.fill_rect(&rect.abs());
        self.context.set_transform(Affine::scale(self.scale));
    }

    fn fade(&mut self, rect: Rect, colour: Colour, end_alpha: f32) {
        let end = Colour {
            alpha: end_alpha,
            ..colour
        };
        let stops = [(0.0, self.colour(colour)), (1.0, self.colour(end))];
        let (from, to) = (f64::from(rect.left), f64::from(rect.right));
        let gradient = Gradient::new_linear((from, 0.0), (to, 0.0)).with_stops(stops.as_slice());
        self.context.set_paint(gradient);
        self.context.fill_rect(&plain(rect));
    }

    fn hatch(&mut self, rect: Rect, lines: &[(Pos, Pos)], colour: Colour, width: f32) {
        let mut path = BezPath::new();
        for (from, to) in lines {
            path.move_to((f64::from(from.x), f64::from(from.y)));
            path.line_to((f64::from(to.x), f64::from(to.y)));
        }
        self.context.push_clip_path(&plain(rect).to_path(0.1));
        self.stroke(
            &path,
            Stroke {
                colour,
                width,
                dashed: false,
            },
        );
        self.context.pop_clip_path();
    }

    fn text(&mut self, text: &Text) {
        let line = Lettering::new(&text.text, text.weight);
        let left = text.at.x - text.anchor.part() * line.width * text.size;
        let mut pen = GlyphPen::default();
        for run in &line.runs {
            let Some(face) = face(run.face) else {
                continue;
            };
            let size = Size::new(text.size * run.scale);
            let outlines = face.font.outline_glyphs();
            for glyph in &run.glyphs {
                pen.left = f64::from(left + glyph.x * text.size);
                pen.base = f64::from(text.baseline() - glyph.y * text.size);
                if let Some(outline) = outlines.get(skrifa::GlyphId::new(glyph.id)) {
                    let how = DrawSettings::unhinted(size, LocationRef::default());
                    // A glyph whose outline cannot be read is left out; those bundled can be.
                    let _ = outline.draw(how, &mut pen);
                }
            }
        }
        self.context.set_paint(self.colour(text.paint.solid()));
        self.context.fill_path(&pen.path);
    }

    fn colour(&self, colour: Colour) -> AlphaColor<Srgb> {
        let rgb = colour.paint.rgb(self.theme);
        let opaque = AlphaColor::<Srgb>::from_rgb8(rgb.0, rgb.1, rgb.2);
        opaque.with_alpha(colour.alpha.clamp(0.0, 1.0))
    }

    fn pixels(&self, at: Pos) -> kurbo::Point {
        kurbo::Point::new(
            (f64::from(at.x) * self.scale).round(),
            f64::from(at.y) * self.scale,
        )
    }
}

impl Anchor {
    /// Which part of a text lies left of its place: 0, a half or 1.
    pub(super) fn part(self) -> f32 {
        match self {
            Self::Start => 0.0,
            Self::Middle => 0.5,
            Self::End => 1.0,
        }
    }
}

fn plain(rect: Rect) -> kurbo::Rect {
    kurbo::Rect::new(
        rect.left.into(),
        rect.top.into(),
        rect.right.max(rect.left).into(),
        rect.bottom.max(rect.top).into(),
    )
}

fn box_path(rect: Rect, radius: f32) -> BezPath {
    match radius > 0.0 {
        true => plain(rect).to_rounded_rect(f64::from(radius)).to_path(0.05),
        false => plain(rect).to_path(0.05),
    }
}

fn line_path(from: Pos, to: Pos) -> BezPath {
    let mut path = BezPath::new();
    path.move_to((f64::from(from.x), f64::from(from.y)));
    path.line_to((f64::from(to.x), f64::from(to.y)));
    path
}

fn shape_path(outline: Outline, centre: Pos, radius: f32) -> BezPath {
    let (x, y, radius) = (f64::from(centre.x), f64::from(centre.y), f64::from(radius));
    match outline {
        Outline::Circle(size) => kurbo::Circle::new((x, y), f64::from(size) * radius).to_path(0.02),
        Outline::Polygon(corners) => {
            let at = |[a, b]: &[f32; 2]| (x + f64::from(*a) * radius, y + f64::from(*b) * radius);
            let mut path = BezPath::new();
            for (number, corner) in corners.iter().enumerate() {
                match number {
                    0 => path.move_to(at(corner)),
                    _ => path.line_to(at(corner)),
                }
            }
            path.close_path();
            path
        }
    }
}

/// Collects the outlines of glyphs, the right way up.
#[derive(Default)]
struct GlyphPen {
    path: BezPath,
    left: f64,
    base: f64,
}

impl GlyphPen {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (self.left + f64::from(x), self.base - f64::from(y))
    }
}

impl OutlinePen for GlyphPen {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.path.move_to(at);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.path.line_to(at);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (control, at) = (self.at(cx0, cy0), self.at(x, y));
        self.path.quad_to(control, at);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (first, second, at) = (self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
        self.path.curve_to(first, second, at);
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}

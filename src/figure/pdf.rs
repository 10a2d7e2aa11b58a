//! A scene as PDF: vectors, words that can be selected and searched, faces embedded as far as they
//! are used, and a description for those who cannot see it.
//!
//! In: a scene, a theme and the language of its words. Out: one page as large as the scene. No
//! clock and no chance goes in, so the same scene gives the same bytes.

use super::faces::face_bytes;
use super::lettering::{Lettering, Run};
use super::mark::{Outline, outline};
use super::outlet::CannotWrite;
use super::scene::{Colour, Item, Paint, Pos, Rect, Scene, Stroke, Text};
use super::theme::Theme;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, FillRule, LinearGradient, SpreadMethod, Stop, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use std::collections::BTreeMap;

/// The longest side of a page that readers of PDF have to show, in points.
const LONGEST_SIDE: f32 = 14_400.0;
/// How far the controls of a quarter of a circle lie from its ends, as a part of its radius.
const ROUND: f32 = 0.552_285;

/// The document.
///
/// # Errors
/// When the page would be larger than readers show, or the library refuses it.
pub fn pdf(scene: &Scene, theme: &Theme, language: &str) -> Result<Vec<u8>, CannotWrite> {
    let too_long = scene.width.max(scene.height) > LONGEST_SIDE;
    let page = PageSettings::from_wh(scene.width, scene.height).filter(|_| !too_long);
    let page = page.ok_or(CannotWrite::PageTooLarge {
        width: scene.width,
        height: scene.height,
        most: LONGEST_SIDE,
    })?;
    let mut document = krilla::Document::new();
    let parts = drawn(scene, theme, document.start_page_with(page));
    document.set_tag_tree(described(scene, parts, language));
    document.set_metadata(
        Metadata::new()
            .title(scene.title.clone())
            .description(scene.summary.clone())
            .creator("Tightrope".to_owned())
            .language(language.to_owned()),
    );
    let bytes = document.finish();
    bytes.map_err(|error| CannotWrite::Pdf(error.to_string()))
}

/// Draws a scene on a page; the parts of the page, in order.
fn drawn(scene: &Scene, theme: &Theme, mut page: Page<'_>) -> Vec<Identifier> {
    let mut sheet = Sheet {
        surface: page.surface(),
        theme,
        fonts: BTreeMap::new(),
        parts: Vec::new(),
        open: false,
    };
    let whole = Rect::at(0.0, 0.0, scene.width, scene.height);
    sheet.begin();
    sheet.path(box_path(whole, 0.0), Some(Paint::Pane.solid()), None);
    for item in &scene.items {
        sheet.item(item);
    }
    sheet.end();
    sheet.parts
}

/// One figure with its words in the place of what is seen.
fn described(scene: &Scene, parts: Vec<Identifier>, language: &str) -> TagTree {
    let words = format!("{}. {}", scene.title, scene.summary);
    let mut figure = TagGroup::new(Tag::Figure(Some(words)));
    for part in parts {
        figure.push(part);
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    tree.push(figure);
    tree
}

/// Where a scene is drawn.
struct Sheet<'p, 't> {
    surface: Surface<'p>,
    theme: &'t Theme,
    fonts: BTreeMap<&'static str, Font>,
    /// The parts of the page so far.
    parts: Vec<Identifier>,
    /// Whether a part is open.
    open: bool,
}

impl Sheet<'_, '_> {
    fn begin(&mut self) {
        let part = self.surface.start_tagged(ContentTag::Other);
        self.parts.push(part);
        self.open = true;
    }

    fn end(&mut self) {
        if self.open {
            self.surface.end_tagged();
            self.open = false;
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Rect {
                rect,
                radius,
                fill,
                stroke,
            } => self.path(box_path(*rect, *radius), *fill, *stroke),
            Item::Fade {
                rect,
                colour,
                end_alpha,
            } => self.fade(*rect, *colour, *end_alpha),
            Item::Line { from, to, stroke } => {
                self.path(lines_path(&[(*from, *to)]), None, Some(*stroke));
            }
            Item::Shape {
                shape,
                centre,
                radius,
                fill,
                stroke,
            } => {
                let path = shape_path(outline(*shape), *centre, *radius);
                self.path(path, *fill, *stroke);
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
                    self.path(box_path(cell, 0.0), Some(paint.alpha(*alpha)), None);
                }
            }
            Item::Text(text) => self.text(text),
        }
    }

    fn path(&mut self, path: Option<Path>, fill: Option<Colour>, stroke: Option<Stroke>) {
        let Some(path) = path.filter(|_| fill.is_some() || stroke.is_some()) else {
            return;
        };
        self.surface.set_fill(fill.map(|colour| self.fill(colour)));
        self.surface
            .set_stroke(stroke.map(|stroke| self.stroke(stroke)));
        self.surface.draw_path(&path);
        self.surface.set_stroke(None);
    }

    fn fade(&mut self, rect: Rect, colour: Colour, end_alpha: f32) {
        let Some(path) = box_path(rect, 0.0) else {
            return;
        };
        let stop = |offset, alpha| Stop {
            offset,
            color: self.ink(colour.paint).into(),
            opacity: opacity(alpha),
        };
        let gradient = LinearGradient {
            x1: rect.left,
            y1: rect.top,
            x2: rect.right,
            y2: rect.top,
            transform: Transform::identity(),
            spread_method: SpreadMethod::Pad,
            stops: vec![
                stop(NormalizedF32::ZERO, colour.alpha),
                stop(NormalizedF32::ONE, end_alpha),
            ],
            anti_alias: false,
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: gradient.into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
        self.surface.draw_path(&path);
    }

    fn hatch(&mut self, rect: Rect, lines: &[(Pos, Pos)], colour: Colour, width: f32) {
        let Some(edge) = box_path(rect, 0.0) else {
            return;
        };
        self.surface.push_clip_path(&edge, &FillRule::NonZero);
        let stroke = Stroke {
            colour,
            width,
            dashed: false,
        };
        self.path(lines_path(lines), None, Some(stroke));
        self.surface.pop();
    }

    /// A line of words. One that is read from right to left in any part says in which order: glyphs
    /// stand in that of the page.
    fn text(&mut self, text: &Text) {
        let line = Lettering::new(&text.text, text.weight);
        let turns = line.runs.iter().any(|run| !run.rightwards);
        if turns {
            self.end();
            let words = SpanTag::empty().with_actual_text(Some(&line.text));
            let part = self.surface.start_tagged(ContentTag::Span(words));
            self.parts.push(part);
            self.open = true;
        }
        let left = text.at.x - text.anchor.part() * line.width * text.size;
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(self.fill(text.paint.solid())));
        for run in &line.runs {
            let Some(font) = self.font(run.face) else {
                continue;
            };
            let at = Point::from_xy(left + run.x * text.size, text.baseline());
            let size = text.size * run.scale;
            self.surface
                .draw_glyphs(at, &glyphs(run), font, &line.text, size, false);
        }
        if turns {
            self.end();
            self.begin();
        }
    }

    fn font(&mut self, face: &'static str) -> Option<Font> {
        if let Some(font) = self.fonts.get(face) {
            return Some(font.clone());
        }
        let font = Font::new(face_bytes(face)?.into(), 0)?;
        self.fonts.insert(face, font.clone());
        Some(font)
    }

    fn ink(&self, paint: Paint) -> rgb::Color {
        let rgb = paint.rgb(self.theme);
        rgb::Color::new(rgb.0, rgb.1, rgb.2)
    }

    fn fill(&self, colour: Colour) -> Fill {
        Fill {
            paint: self.ink(colour.paint).into(),
            opacity: opacity(colour.alpha),
            rule: FillRule::NonZero,
        }
    }

    fn stroke(&self, stroke: Stroke) -> krilla::paint::Stroke {
        krilla::paint::Stroke {
            paint: self.ink(stroke.colour.paint).into(),
            width: stroke.width,
            opacity: opacity(stroke.colour.alpha),
            dash: stroke.dashed.then(|| StrokeDash {
                array: vec![4.0, 3.0],
                offset: 0.0,
            }),
            ..krilla::paint::Stroke::default()
        }
    }
}

/// The glyphs of a run, with lengths as multiples of its own size.
fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let mut pen = run.x;
    let glyph = |glyph: &super::lettering::Glyph| {
        let offset = glyph.x - pen;
        pen += glyph.advance;
        KrillaGlyph::new(
            GlyphId::new(glyph.id),
            glyph.advance / run.scale,
            offset / run.scale,
            glyph.y / run.scale,
            0.0,
            glyph.letters.clone(),
            None,
        )
    };
    run.glyphs.iter().map(glyph).collect()
}

fn opacity(alpha: f32) -> NormalizedF32 {
    NormalizedF32::new(alpha.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn lines_path(lines: &[(Pos, Pos)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (from, to) in lines {
        path.move_to(from.x, from.y);
        path.line_to(to.x, to.y);
    }
    path.finish()
}

fn box_path(rect: Rect, radius: f32) -> Option<Path> {
    let (left, top, right, bottom) = (rect.left, rect.top, rect.right, rect.bottom);
    let mut path = PathBuilder::new();
    let radius = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
    if radius <= 0.0 {
        path.move_to(left, top);
        path.line_to(right, top);
        path.line_to(right, bottom);
        path.line_to(left, bottom);
    } else {
        let near = radius * (1.0 - ROUND);
        path.move_to(left + radius, top);
        path.line_to(right - radius, top);
        path.cubic_to(right - near, top, right, top + near, right, top + radius);
        path.line_to(right, bottom - radius);
        path.cubic_to(
            right,
            bottom - near,
            right - near,
            bottom,
            right - radius,
            bottom,
        );
        path.line_to(left + radius, bottom);
        path.cubic_to(
            left + near,
            bottom,
            left,
            bottom - near,
            left,
            bottom - radius,
        );
        path.line_to(left, top + radius);
        path.cubic_to(left, top + near, left + near, top, left + radius, top);
    }
    path.close();
    path.finish()
}

fn shape_path(outline: Outline, centre: Pos, radius: f32) -> Option<Path> {
    match outline {
        Outline::Circle(size) => {
            let radius = size * radius;
            let around = Rect::at(
                centre.x - radius,
                centre.y - radius,
                2.0 * radius,
                2.0 * radius,
            );
            box_path(around, radius)
        }
        Outline::Polygon(corners) => {
            let mut path = PathBuilder::new();
            for (number, [a, b]) in corners.iter().enumerate() {
                let (x, y) = (centre.x + a * radius, centre.y + b * radius);
                match number {
                    0 => path.move_to(x, y),
                    _ => path.line_to(x, y),
                }
            }
            path.close();
            path.finish()
        }
    }
}

//! Paints a laid-out chart with egui, and lets its marks be pointed at, clicked and read out.

use super::fonts::Family;
use super::theme::{color, color_at};
use super::typesetting::{Fit, label};
use super::widgets::paint_shape;
use crate::figure::lettering::{has_leftwards, is_leftwards};
use crate::figure::metrics::Weight;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Anchor, Colour, Item, Mark, Pos, Scene, Stroke as SceneStroke, Text};
use crate::figure::theme::Theme;
use egui::accesskit::Role;
use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{
    Align2, Color32, Id, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use std::borrow::Cow;
use std::ops::Range;

/// What became of a chart in one pass.
#[derive(Debug, Default)]
pub struct Pointed {
    /// The mark that was clicked, by its number.
    pub clicked: Option<usize>,
    /// The mark that was double-clicked, by its number.
    pub opened: Option<usize>,
    /// Where that mark is.
    pub rect: Option<Rect>,
    /// The mark under the pointer, by its number.
    pub hovered: Option<usize>,
    /// Where across the chart the click was, in points; nowhere when it came from the keyboard.
    pub x: Option<f32>,
}

/// Which items of a scene to paint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    All,
    /// Those that lie under the bars.
    UnderBars,
    /// Those that lie over them; of the bars themselves only their outlines.
    OverBars,
}

/// Paints a part of `scene` with its upper left corner at `at`. `lit` says which marks belong to
/// the selection or to what the pointer is over elsewhere.
pub fn paint_scene(
    painter: &Painter,
    at: Pos2,
    scene: &Scene,
    part: Part,
    theme: &Theme,
    lit: &dyn Fn(&Mark) -> bool,
) {
    let bars = bar_items(scene);
    let (from, to) = match part {
        Part::All => (0, scene.items.len()),
        Part::UnderBars => (0, bars.start),
        Part::OverBars => (bars.start, scene.items.len()),
    };
    let lit: Vec<&Mark> = scene.marks.iter().filter(|mark| lit(mark)).collect();
    let items = scene.items.iter().enumerate();
    for (index, item) in items.take(to).skip(from) {
        // Over the ground of the chart, under the mark itself.
        for mark in lit.iter().filter(|mark| mark.items.start == index) {
            paint_halo(painter, rect_at(at, &mark.rect), theme);
        }
        if part == Part::OverBars && bars.contains(&index) {
            paint_outline(painter, at, item, theme);
        } else {
            let is_strong = lit.iter().any(|mark| mark.label == Some(index));
            paint_item(painter, at, item, theme, is_strong);
        }
    }
}

/// The items of all bars, which stand together; an empty range at the end where there are none.
fn bar_items(scene: &Scene) -> Range<usize> {
    let bars = || scene.marks.iter().filter(|mark| mark.bar.is_some());
    let start = bars().map(|mark| mark.items.start).min();
    let end = bars().map(|mark| mark.items.end).max();
    let last = scene.items.len();
    start.unwrap_or(last)..end.unwrap_or(last)
}

fn paint_halo(painter: &Painter, rect: Rect, theme: &Theme) {
    let line = Stroke::new(1.5, color(theme.selection));
    let fill = color_at(theme.selection, 0.12);
    // No higher than its row: what stands in the next one is not touched.
    let rect = rect.expand2(vec2(3.0, 0.0));
    painter.rect(rect, 5.0, fill, line, StrokeKind::Inside);
}

fn paint_outline(painter: &Painter, at: Pos2, item: &Item, theme: &Theme) {
    if let Item::Rect {
        rect,
        radius,
        stroke,
        ..
    } = item
    {
        paint_rect(painter, rect_at(at, rect), *radius, None, *stroke, theme);
    }
}

/// Whoever knows at which of the marks the keyboard stops.
pub trait MarkStops {
    /// Notes a mark of a chart, in sight or not; whether the keyboard stops at it.
    fn see(&mut self, of: (Id, Id), rect: Rect, mark: &Mark) -> bool;
    /// Whether it is to be scrolled into sight.
    fn seeks(&mut self, id: Id, mark: &Mark) -> bool;
}

/// Lets the marks of a painted scene be pointed at.
pub fn point_at_marks(
    ui: &Ui,
    at: Pos2,
    scene: &Scene,
    clip: Rect,
    stops: &mut dyn MarkStops,
) -> Pointed {
    let mut pointed = Pointed::default();
    for (index, mark) in scene.marks.iter().enumerate() {
        let id = mark_id(ui, mark);
        let whole = hit_rect(rect_at(at, &mark.rect));
        let is_stop = stops.see((id, ui.scope_id()), whole, mark);
        if stops.seeks(id, mark) {
            ui.scroll_to_rect(whole, None);
        }
        let rect = whole.intersect(clip);
        // One that has the keyboard keeps it while it is scrolled into sight.
        if !rect.is_positive() && !is_stop {
            continue;
        }
        let hit = if rect.is_positive() { rect } else { whole };
        let response = mark_response(ui, (id, hit), mark, is_stop);
        if response.hovered() {
            pointed.hovered = Some(index);
        }
        let across = |pos: Pos2| pos.x - at.x;
        if response.clicked() {
            pointed.clicked = Some(index);
            pointed.rect = Some(hit);
            pointed.x = response.interact_pointer_pos().map(across);
        }
        if response.double_clicked() {
            pointed.opened = Some(index);
        }
        // What is said about a mark is taken up by whoever looks, of hundreds by one at most.
        if !response.contains_pointer() {
            describe(ui, id, &mark.tooltip);
            continue;
        }
        let x = response.hover_pos().map(across);
        let of_strip = x
            .zip(mark.table.as_ref())
            .and_then(|(x, table)| match table {
                TableMark::Strip(strip) => strip.words_at(x),
                TableMark::Rows(_)
                | TableMark::OutOfSight(_)
                | TableMark::Group(_)
                | TableMark::List => None,
            });
        match of_strip {
            Some(words) => response.on_hover_text_at_pointer(words),
            // Beside what is wide, it would stand far from where one points.
            None if hit.width() > WIDE => response.on_hover_text_at_pointer(&mark.tooltip),
            None => response.on_hover_text(&mark.tooltip),
        };
    }
    pointed
}

/// Whoever listens is told what others see when they point.
fn describe(ui: &Ui, id: Id, words: &str) {
    if ui.ctx().has_accesskit_node(id) {
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_description(words));
    }
}

/// Marks wider than this say where one points what is to be said of them.
const WIDE: f32 = 160.0;
/// Marks smaller than this are hit beside their edges too.
const LEAST_HIT: f32 = 16.0;

/// What tells a mark from others, pass by pass: the name of a strip changes with what is in sight, and
/// its place with how high the rows above it are.
fn mark_id(ui: &Ui, mark: &Mark) -> Id {
    let salt = ui.scope_id().with("mark");
    match &mark.table {
        Some(TableMark::Strip(strip)) => {
            // Two lanes of one name hold other rows.
            salt.with((strip.table, &strip.lane, format!("{:?}", strip.group)))
        }
        _ => salt.with((&mark.ids, &mark.name)),
    }
}

fn hit_rect(rect: Rect) -> Rect {
    let grow = vec2(
        (LEAST_HIT - rect.width()).max(0.0) / 2.0,
        (LEAST_HIT - rect.height()).max(0.0) / 2.0,
    );
    rect.expand2(grow)
}

fn mark_response(ui: &Ui, (id, rect): (Id, Rect), mark: &Mark, is_stop: bool) -> Response {
    let sense = match is_stop {
        true => Sense::click(),
        false => Sense::CLICK | Sense::HOVER,
    };
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &mark.name));
    if response.has_focus() && ui.clip_rect().intersects(rect) {
        let line = ui.visuals().selection.stroke;
        // Over everything beside it: at the edge of a chart, too, it is seen whole.
        let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(4.0));
        painter.rect_stroke(rect.expand(2.0), 4.0, line, StrokeKind::Outside);
    }
    response
}

fn pos_at(at: Pos2, pos: Pos) -> Pos2 {
    pos2(at.x + pos.x, at.y + pos.y)
}

fn rect_at(at: Pos2, rect: &crate::figure::scene::Rect) -> Rect {
    Rect::from_min_max(
        pos2(at.x + rect.left, at.y + rect.top),
        pos2(at.x + rect.right, at.y + rect.bottom),
    )
}

fn ink(colour: Colour, theme: &Theme) -> Color32 {
    color_at(colour.paint.rgb(theme), colour.alpha)
}

fn paint_item(painter: &Painter, at: Pos2, item: &Item, theme: &Theme, strong: bool) {
    match item {
        Item::Rect {
            rect,
            radius,
            fill,
            stroke,
        } => paint_rect(painter, rect_at(at, rect), *radius, *fill, *stroke, theme),
        Item::Fade {
            rect,
            colour,
            end_alpha,
        } => paint_fade(painter, rect_at(at, rect), *colour, *end_alpha, theme),
        Item::Line { from, to, stroke } => paint_line(
            painter,
            &[pos_at(at, *from), pos_at(at, *to)],
            *stroke,
            theme,
        ),
        Item::Shape {
            shape,
            centre,
            radius,
            fill,
            stroke,
        } => {
            if let Some(fill) = fill {
                paint_shape(
                    painter,
                    pos_at(at, *centre),
                    *radius,
                    *shape,
                    ink(*fill, theme),
                    true,
                );
            }
            if let Some(stroke) = stroke {
                paint_shape(
                    painter,
                    pos_at(at, *centre),
                    *radius,
                    *shape,
                    ink(stroke.colour, theme),
                    false,
                );
            }
        }
        Item::Hatch {
            rect,
            pattern,
            colour,
            gap,
            width,
        } => {
            // On the grid of the screen, so that charts meet without a seam.
            let lines = pattern.lines(rect.moved(at.x, at.y), *gap, *width);
            let stroke = Stroke::new(*width, ink(*colour, theme));
            paint_hatch(painter, rect_at(at, rect), &lines, stroke);
        }
        Item::Strip { rect, paint, cells } => {
            paint_strip(painter, rect_at(at, rect), cells, at.x, |alpha| {
                ink(paint.alpha(alpha), theme)
            });
        }
        Item::Text(text) => paint_text(painter, at, text, theme, strong),
    }
}

fn paint_rect(
    painter: &Painter,
    rect: Rect,
    radius: f32,
    fill: Option<Colour>,
    stroke: Option<SceneStroke>,
    theme: &Theme,
) {
    if let Some(fill) = fill {
        painter.rect_filled(rect, radius, ink(fill, theme));
    }
    let Some(stroke) = stroke else { return };
    if stroke.dashed {
        let inner = rect.shrink(stroke.width / 2.0);
        let corners = [
            inner.left_top(),
            inner.right_top(),
            inner.right_bottom(),
            inner.left_bottom(),
            inner.left_top(),
        ];
        paint_line(painter, &corners, stroke, theme);
    } else {
        painter.rect_stroke(
            rect,
            radius,
            Stroke::new(stroke.width, ink(stroke.colour, theme)),
            StrokeKind::Inside,
        );
    }
}

fn paint_line(painter: &Painter, points: &[Pos2], stroke: SceneStroke, theme: &Theme) {
    let line = Stroke::new(stroke.width, ink(stroke.colour, theme));
    if stroke.dashed {
        painter.extend(Shape::dashed_line(points, line, 4.0, 3.0));
    } else {
        painter.line(points.to_vec(), line);
    }
}

fn paint_fade(painter: &Painter, rect: Rect, colour: Colour, end_alpha: f32, theme: &Theme) {
    let start = ink(colour, theme);
    let end = ink(
        Colour {
            alpha: end_alpha,
            ..colour
        },
        theme,
    );
    let mut mesh = Mesh::default();
    for (pos, color) in [
        (rect.left_top(), start),
        (rect.right_top(), end),
        (rect.right_bottom(), end),
        (rect.left_bottom(), start),
    ] {
        mesh.vertices.push(Vertex {
            pos,
            uv: WHITE_UV,
            color,
        });
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    painter.add(Shape::mesh(mesh));
}

/// One mesh, however many cells there are.
fn paint_strip(
    painter: &Painter,
    rect: Rect,
    cells: &[(f32, f32, f32)],
    from: f32,
    ink: impl Fn(f32) -> Color32,
) {
    let mut mesh = Mesh::default();
    for (left, right, alpha) in cells {
        let cell = Rect::from_x_y_ranges(from + left..=from + right, rect.y_range());
        mesh.add_colored_rect(cell, ink(*alpha));
    }
    painter.add(Shape::mesh(mesh));
}

/// Lines cut at the edges of a box; those out of sight are left out.
fn paint_hatch(painter: &Painter, rect: Rect, lines: &[(Pos, Pos)], stroke: Stroke) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let visible = painter.clip_rect();
    if !visible.is_positive() {
        return;
    }
    for (from, to) in lines {
        let ends = [pos2(from.x, from.y), pos2(to.x, to.y)];
        if Rect::from_two_pos(ends[0], ends[1]).intersects(visible) {
            painter.line_segment(ends, stroke);
        }
    }
}

fn paint_text(painter: &Painter, at: Pos2, text: &Text, theme: &Theme, strong: bool) {
    let family = if strong || text.weight == Weight::Strong {
        Family::Strong
    } else {
        Family::Interface
    };
    let align = match text.anchor {
        Anchor::Start => Align2::LEFT_CENTER,
        Anchor::Middle => Align2::CENTER_CENTER,
        Anchor::End => Align2::RIGHT_CENTER,
    };
    // A sign that is not seen keeps the order in which a chart has put a label together.
    let words = match has_leftwards(&text.text) && !is_leftwards(&text.text) {
        true => Cow::Owned(format!("\u{200e}{}", text.text)),
        false => Cow::Borrowed(text.text.as_str()),
    };
    let ink = color(text.paint.rgb(theme));
    let whole = Fit::Wrap(f32::INFINITY);
    let galley = label(painter.ctx(), &words, &family.at(text.size), ink, whole);
    let rect = align.anchor_size(pos_at(at, text.at), galley.size());
    painter.galley(rect.min, galley, ink);
}

//! One of the two texts of a review: its paragraphs, with what changed and what is selected.
//!
//! Paragraphs are set when they come into view; the place is kept as a paragraph and an offset,
//! so nothing off screen costs anything.

use crate::analysis::reanchor::Changed;
use crate::analysis::segments::paragraphs;
use crate::figure::theme::{Rgb, Theme};
use crate::model::source::ArabicStyle;
use crate::model::text::{SourceText, TextSpan};
use crate::workbench::fonts::Family;
use crate::workbench::theme::{READING_LINE_HEIGHT, color, color_at, palette};
use crate::workbench::typesetting::{AtlasWatch, Face, Paragraph, ParagraphLayout, StretchBox};
use egui::accesskit::Role;
use egui::{Painter, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeMap;
use std::ops::Range;

/// Size of the letters, in points.
const SIZE: f32 = 15.0;
/// Below a paragraph, in points.
const GAP: f32 = 12.0;
/// Beside the text, in points.
const SIDE: f32 = 20.0;
/// How far down the column a revealed place is put, as a share of its height.
const REVEALED_AT: f32 = 0.3;

/// What a change means, which is how it is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The old text: what changed is struck through.
    Old,
    /// The new text: what changed is underlined.
    New,
}

/// What a column shows.
pub struct Shown<'a> {
    /// Its accessible name.
    pub name: &'a str,
    /// The text.
    pub text: &'a SourceText,
    /// Which of the two it is.
    pub side: Side,
    /// What changed, in order.
    pub changed: &'a [Changed],
    /// The words meant.
    pub meant: &'a [TextSpan],
    /// Other places that come into question.
    pub others: &'a [TextSpan],
}

/// What the pointer did in a column: the byte it is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// It was clicked.
    Clicked(usize),
    /// A drag began here.
    Began(usize),
    /// It is being dragged.
    Dragged(usize),
}

/// Where a column stands, and the paragraphs that are set.
pub struct Column {
    paragraphs: Vec<Range<usize>>,
    top: usize,
    /// How much of the top paragraph is above the column, in points.
    offset: f32,
    set: BTreeMap<usize, ParagraphLayout>,
    width: f32,
    arabic: ArabicStyle,
    atlas: Option<AtlasWatch>,
    wanted: Option<usize>,
}

impl Column {
    /// A column over a text, with Arabic script in this style.
    pub fn over(text: &str, arabic: ArabicStyle) -> Self {
        Self {
            paragraphs: paragraphs(text).collect(),
            top: 0,
            offset: 0.0,
            set: BTreeMap::new(),
            width: 0.0,
            arabic,
            atlas: None,
            wanted: None,
        }
    }

    /// Whether going forwards from a byte is going right; yes for a paragraph out of view.
    pub fn is_rightwards(&self, byte: usize) -> bool {
        let behind = self.paragraphs.partition_point(|it| it.start <= byte);
        let layout = self.set.get(&behind.saturating_sub(1));
        layout.is_none_or(ParagraphLayout::is_rightwards)
    }

    /// Brings a byte into view when it is drawn next.
    pub fn reveal(&mut self, byte: usize) {
        self.wanted = Some(byte);
    }

    /// The first byte in view.
    pub fn first_byte(&self) -> usize {
        self.paragraphs.get(self.top).map_or(0, |it| it.start)
    }

    /// Draws the column into the room that is left.
    pub fn show(&mut self, ui: &mut Ui, shown: &Shown<'_>) -> Option<Pointed> {
        let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, shown.name));
        self.prepare(ui, rect.width());
        self.scroll(ui, rect, &response, shown.text.as_str());
        let theme = palette(ui);
        let painter = ui.painter().with_clip_rect(rect);
        let mut y = rect.top() + GAP - self.offset;
        let mut pointed = None;
        let mut read = String::new();
        for at in self.top..self.paragraphs.len() {
            if y > rect.bottom() {
                break;
            }
            let Some(range) = self.paragraphs.get(at).cloned() else {
                break;
            };
            let Some(words) = shown.text.as_str().get(range.clone()) else {
                break;
            };
            let layout = self.layout(ui, at, words);
            let origin = pos2(rect.left() + SIDE, y);
            paint(&painter, theme, layout, origin, &range, shown);
            pointed = pointed.or_else(|| pointed_at(&response, layout, origin, &range));
            read.push_str(words);
            read.push('\n');
            y += layout.height() + GAP;
        }
        ui.accesskit_node_builder(response.id, |node| node.set_value(read));
        let visible = self.top..self.top + 64;
        self.set.retain(|at, _| visible.contains(at));
        self.paint_place(&painter, theme, rect, shown);
        pointed
    }

    fn prepare(&mut self, ui: &Ui, width: f32) {
        let atlas = AtlasWatch::new(ui.ctx());
        let same = self.atlas.as_ref().is_some_and(|it| atlas.same_as(it));
        if !same || self.width != width {
            self.set.clear();
        }
        (self.atlas, self.width) = (Some(atlas), width);
    }

    fn layout(&mut self, ui: &Ui, at: usize, words: &str) -> &ParagraphLayout {
        let width = (self.width - 2.0 * SIDE).max(4.0 * SIZE);
        let arabic = self.arabic;
        self.set.entry(at).or_insert_with(|| {
            let line_height = (SIZE * READING_LINE_HEIGHT).round();
            let face = Face {
                arabic,
                ..Face::new(Family::Reading.at(SIZE), line_height)
            };
            let paragraph = Paragraph {
                text: words,
                face: &face,
                width,
                ink_changes: &[],
            };
            ParagraphLayout::new(ui.ctx(), paragraph)
        })
    }

    fn height(&mut self, ui: &Ui, at: usize, text: &str) -> f32 {
        let range = self.paragraphs.get(at).cloned().unwrap_or_default();
        let words = text.get(range).unwrap_or_default();
        self.layout(ui, at, words).height() + GAP
    }

    fn scroll(&mut self, ui: &Ui, rect: Rect, response: &Response, text: &str) {
        if let Some(byte) = self.wanted.take() {
            let behind = self.paragraphs.partition_point(|it| it.start <= byte);
            self.top = behind.saturating_sub(1);
            let start = self.paragraphs.get(self.top).map_or(0, |it| it.start);
            self.height(ui, self.top, text);
            let line = self
                .set
                .get(&self.top)
                .map_or(0.0, |layout| layout.caret(byte.saturating_sub(start)).top());
            self.offset = line - rect.height() * REVEALED_AT;
        }
        if response.contains_pointer() {
            self.offset -= ui.input(|input| input.smooth_scroll_delta().y);
        }
        while self.offset < 0.0 && self.top > 0 {
            self.top -= 1;
            self.offset += self.height(ui, self.top, text);
        }
        while self.top + 1 < self.paragraphs.len() {
            let height = self.height(ui, self.top, text);
            if self.offset < height {
                break;
            }
            self.offset -= height;
            self.top += 1;
        }
        let last = self.height(ui, self.top, text);
        self.offset = self.offset.clamp(0.0, (last - GAP).max(0.0));
    }

    /// How far down the text the column stands: a bar at the right edge.
    fn paint_place(&self, painter: &Painter, theme: &Theme, rect: Rect, shown: &Shown<'_>) {
        let whole = shown.text.as_str().len().max(1) as f32;
        let y_of = |byte: usize| rect.top() + rect.height() * byte as f32 / whole;
        let lane = rect.with_min_x(rect.right() - 4.0);
        let bar = |y: f32, height: f32, fill: Rgb| {
            let bar = Rect::from_min_size(pos2(lane.left(), y), vec2(4.0, height));
            painter.rect_filled(bar, 2.0, color(fill));
        };
        bar(
            y_of(self.first_byte()).min(rect.bottom() - 24.0),
            24.0,
            theme.line,
        );
        for span in shown.meant {
            bar(
                y_of(span.start().index()).min(rect.bottom() - 3.0),
                3.0,
                theme.selection,
            );
        }
    }
}

fn pointed_at(
    response: &Response,
    layout: &ParagraphLayout,
    origin: Pos2,
    range: &Range<usize>,
) -> Option<Pointed> {
    let at = response.interact_pointer_pos()?;
    let inside = at - origin;
    if inside.y < 0.0 || inside.y >= layout.height() + GAP {
        return None;
    }
    let byte = range.start + layout.byte_near(inside);
    if response.drag_started() {
        Some(Pointed::Began(byte))
    } else if response.dragged() {
        Some(Pointed::Dragged(byte))
    } else {
        response.clicked().then_some(Pointed::Clicked(byte))
    }
}

fn paint(
    painter: &Painter,
    theme: &Theme,
    layout: &ParagraphLayout,
    origin: Pos2,
    range: &Range<usize>,
    shown: &Shown<'_>,
) {
    let boxes = |span: TextSpan| {
        let start = span.start().index().max(range.start);
        let end = span.end().index().min(range.end);
        if start < end {
            layout.boxes(start - range.start..end - range.start)
        } else {
            Vec::new()
        }
    };
    for span in shown.meant {
        for found in boxes(*span) {
            let rect = found
                .rect
                .translate(origin.to_vec2())
                .expand2(vec2(1.0, -2.0));
            painter.rect_filled(rect, 3.0, color(theme.selection_background));
            let line = Stroke::new(1.5, color(theme.selection));
            painter.line_segment([rect.left_bottom(), rect.right_bottom()], line);
        }
    }
    for span in shown
        .others
        .iter()
        .filter(|span| !shown.meant.contains(span))
    {
        for found in boxes(*span) {
            let rect = found
                .rect
                .translate(origin.to_vec2())
                .expand2(vec2(1.0, -2.0));
            let line = Stroke::new(1.0, color(theme.selection));
            painter.rect_stroke(rect, 3.0, line, egui::StrokeKind::Inside);
        }
    }
    let first = shown
        .changed
        .partition_point(|it| it.span.end().index() <= range.start);
    let here = shown.changed.iter().skip(first);
    let here = here.take_while(|it| it.span.start().index() < range.end);
    let changed: Vec<(Changed, Vec<StretchBox>)> = here.map(|it| (*it, boxes(it.span))).collect();
    for (change, boxes) in &changed {
        for found in boxes {
            let ground = color_at(ink_of(theme, shown.side, change.moved), 0.12);
            let rect = found
                .rect
                .translate(origin.to_vec2())
                .expand2(vec2(0.0, -3.0));
            painter.rect_filled(rect, 2.0, ground);
        }
    }
    layout.paint(painter, origin, |_| color(theme.ink));
    for (change, boxes) in &changed {
        let ink = color(ink_of(theme, shown.side, change.moved));
        for found in boxes {
            let rect = found.rect.translate(origin.to_vec2());
            let y = match (shown.side, change.moved) {
                (Side::Old, false) => origin.y + found.baseline - layout.size() * 0.27,
                _ => origin.y + found.baseline + 3.0,
            };
            mark(painter, rect, y, change.moved, Stroke::new(1.0, ink));
        }
    }
}

/// A line, dashed for what only moved.
fn mark(painter: &Painter, rect: Rect, y: f32, dashed: bool, line: Stroke) {
    let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
    if dashed {
        painter.extend(egui::Shape::dashed_line(&ends, line, 4.0, 3.0));
    } else {
        painter.line_segment(ends, line);
    }
}

fn ink_of(theme: &Theme, side: Side, moved: bool) -> Rgb {
    match (side, moved) {
        (_, true) => theme.muted,
        (Side::Old, false) => theme.error,
        (Side::New, false) => theme.ok,
    }
}

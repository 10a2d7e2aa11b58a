//! Bars beside the lines an annotation touches: one lane beside another where they overlap, on top
//! the shapes of its codes, their names under the mouse.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{CornerRadius, CursorIcon, Painter, Rect, Response, Sense, Ui, WidgetInfo, pos2};

use super::light::Light;
use super::marks::{Lanes, Mark};
use super::tips::codes_ui;
use super::view::{Sight, View};
use super::{CodeLook, ReaderEvent, ReaderInput};
use crate::figure::theme::Theme;
use crate::model::id::AnnotationId;
use crate::model::text::TextSpan;
use crate::workbench::fonts::Family;
use crate::workbench::theme::{color, color_at};
use crate::workbench::widgets::paint_shape;

/// How many bars stand beside one another; further ones are a number.
const LANES: usize = 6;
/// From the text to the first bar, and from bar to bar, in points: with room, and without.
const WIDE: (f32, f32) = (15.0, 9.0);
const TIGHT: (f32, f32) = (10.0, 7.0);
/// The gutter in which bars stand wide, in points.
const WIDE_GUTTER: f32 = WIDE.0 + WIDE.1 * LANES as f32;
/// Between the shapes of two codes of one annotation, in points.
const SHAPE_PITCH: f32 = 9.0;
/// The longest quote in a bar's name, in characters.
const QUOTE: usize = 48;

/// A bar beside some lines of one item.
pub(super) struct Bar<'a> {
    pub id: AnnotationId,
    pub range: Range<usize>,
    /// How the codes of the annotation look, the first one first.
    looks: Vec<CodeLook<'a>>,
    x: f32,
    top: f32,
    bottom: f32,
    line_height: f32,
    /// Whether the annotation begins here, and not in an item before.
    begins: bool,
}

/// More bars than there is room for: where, and how many.
pub(super) struct More {
    x: f32,
    y: f32,
    number: usize,
}

/// The bars of everything in sight. Short ones are next to the text.
pub(super) fn bars<'a>(view: &View<'a>) -> (Vec<Bar<'a>>, Vec<More>) {
    let (mut bars, mut more) = (Vec::new(), Vec::new());
    for sight in &view.sights {
        bars_of(view, sight, &mut bars, &mut more);
    }
    (bars, more)
}

fn bars_of<'a>(view: &View<'a>, sight: &Sight<'a>, bars: &mut Vec<Bar<'a>>, more: &mut Vec<More>) {
    let Some(own) = &sight.placed.item.range else {
        return;
    };
    let layout = &sight.placed.item.layout;
    let lines = |mark: &Mark<'_>| -> Range<usize> {
        let first = layout.line_of(mark.range.start.saturating_sub(own.start));
        let last = mark.range.end.min(own.end).saturating_sub(own.start + 1);
        first..layout.line_of(last) + 1
    };
    let firsts = sight.marks.iter().filter(|mark| mark.first);
    let mut wanted: Vec<(Range<usize>, &Mark<'a>)> =
        firsts.map(|mark| (lines(mark), mark)).collect();
    wanted.sort_by_key(|(lines, mark)| (lines.len(), lines.start, mark.range.start));
    let (gap, pitch) = match view.page.text.min - view.page.pane.left() >= WIDE_GUTTER {
        true => WIDE,
        false => TIGHT,
    };
    let x = |lane: usize| view.page.text.min - gap - lane as f32 * pitch;
    let y = |line: usize| sight.placed.origin.y + line as f32 * layout.line_height();
    let mut lanes = Lanes::new(LANES);
    for (lines, mark) in wanted {
        let Some(lane) = lanes.take(&lines) else {
            let y = y(lines.start) + layout.line_height() * 0.5;
            match more.last_mut() {
                Some(more) if more.y == y => more.number += 1,
                _ => more.push(More {
                    x: x(LANES - 1) - pitch / 2.0 - 1.0,
                    y,
                    number: 1,
                }),
            }
            continue;
        };
        let same = |other: &&Mark<'_>| other.id == mark.id && other.range == mark.range;
        bars.push(Bar {
            id: mark.id,
            range: mark.range.clone(),
            looks: sight.marks.iter().filter(same).map(|it| it.look).collect(),
            x: x(lane),
            top: y(lines.start),
            bottom: y(lines.end),
            line_height: layout.line_height(),
            begins: own.start <= mark.range.start,
        });
    }
}

/// Paints the bars.
pub(super) fn paint(
    painter: &Painter,
    theme: &Theme,
    (bars, more): &(Vec<Bar<'_>>, Vec<More>),
    input: &ReaderInput<'_>,
) {
    for bar in bars {
        bar.paint(painter, theme, Light::of(bar.id, input));
    }
    for more in more {
        let font = Family::Strong.at(9.0);
        let (at, text) = (pos2(more.x, more.y), format!("+{}", more.number));
        painter.text(
            at,
            egui::Align2::RIGHT_CENTER,
            text,
            font,
            color(theme.muted),
        );
    }
}

impl Bar<'_> {
    /// The shapes there is room for, from top to bottom.
    fn shapes(&self) -> impl Iterator<Item = (egui::Pos2, &CodeLook<'_>)> {
        let room = (self.bottom - self.top - 8.0) / SHAPE_PITCH;
        let most = if self.begins {
            room.max(1.0) as usize
        } else {
            0
        };
        let shown = self.looks.len().min(most);
        // A single one stands in the middle of its line.
        let spread = (self.line_height - SHAPE_PITCH * (shown.max(1) - 1) as f32) / 2.0;
        let first = self.top + spread.max(6.0);
        let looks = self.looks.iter().take(shown).enumerate();
        looks.map(move |(at, look)| (pos2(self.x, first + at as f32 * SHAPE_PITCH), look))
    }

    fn paint(&self, painter: &Painter, theme: &Theme, light: Light) {
        let Some(first) = self.looks.first() else {
            return;
        };
        let (strength, width) = match light {
            Light::Quiet => (0.35, 1.5),
            Light::Hovered => (0.7, 2.0),
            Light::Lit | Light::Selected => (1.0, 3.0),
        };
        let mut start = self.top;
        for (centre, look) in self.shapes() {
            let strength = if light == Light::Quiet { 0.75 } else { 1.0 };
            let ink = color_at(theme.hue(look.hue), strength);
            paint_shape(painter, centre, 3.5, look.shape, ink, true);
            start = centre.y + 7.0;
        }
        let half = width / 2.0;
        let bar = Rect::from_x_y_ranges(self.x - half..=self.x + half, start..=self.bottom - 5.0);
        if bar.height() > 2.0 {
            let ink = color_at(theme.hue(first.hue), strength);
            painter.rect_filled(bar, CornerRadius::same(1), ink);
        }
    }

    fn name(&self, input: &ReaderInput<'_>) -> String {
        let names: Vec<&str> = self.looks.iter().map(|look| look.name).collect();
        let words = TextSpan::from_range(self.range.clone()).and_then(|span| input.text.get(span));
        let quote: String = words.unwrap_or_default().chars().take(QUOTE).collect();
        format!("{} bar: {quote}", names.join(", "))
    }
}

/// Answers the mouse on the bars; the annotation whose bar is under it.
pub(super) fn gutter_ui(
    ui: &Ui,
    view: &View<'_>,
    (bars, _): &(Vec<Bar<'_>>, Vec<More>),
    response: &Response,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) -> Option<AnnotationId> {
    let mut hovered = None;
    for bar in bars {
        let half = TIGHT.1 / 2.0;
        let rect = Rect::from_x_y_ranges(bar.x - half..=bar.x + half, bar.top..=bar.bottom);
        let rect = rect.intersect(view.page.pane);
        if !rect.is_positive() {
            continue;
        }
        let id = response
            .id
            .with(("bar", bar.id, bar.range.start, bar.begins, bar.top as i32));
        // The keyboard reaches annotations in the text: a bar is no stop of its own.
        let bar_response = ui.interact(rect, id, Sense::CLICK);
        bar_response.widget_info(|| WidgetInfo::labeled(Role::Button, true, bar.name(input)));
        if bar_response.contains_pointer() {
            hovered = Some(bar.id);
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        if bar_response.clicked() {
            events.push(ReaderEvent::Clicked(bar.id));
        }
        bar_response.on_hover_ui(|ui| codes_ui(ui, &bar.looks));
    }
    hovered
}

//! Paints the page: bands, lines under the words, the words, gutter bars, the caret.

use std::ops::Range;

use egui::{Color32, CornerRadius, Painter, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use super::ReaderInput;
use super::blocks::Form;
use super::flow::Words;
use super::marks::{BARS, Lanes, Levels, Mark, Rule};
use super::state::ReaderState;
use super::view::{Sight, View};
use crate::figure::theme::{Rgb, Theme, contrast, mix};
use crate::model::id::AnnotationId;
use crate::model::look::Hue;
use crate::workbench::theme::{color, color_at, found_band, found_edge, palette};
use crate::workbench::widgets::paint_shape;

/// How strongly a quiet line stands out from the page, at least; WCAG asks 3 of a mark.
const QUIET_CONTRAST: f32 = 3.1;
/// Between the text and the first gutter bar, and from bar to bar, in points.
const BAR_GAP: f32 = 15.0;
const BAR_PITCH: f32 = 9.0;

/// How strongly an annotation is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Light {
    Quiet,
    Hovered,
    Lit,
    Selected,
}

impl Light {
    fn of(id: AnnotationId, input: &ReaderInput<'_>) -> Self {
        if input.selected == Some(id) {
            Self::Selected
        } else if input.lit.contains(&id) {
            Self::Lit
        } else if input.hovered == Some(id) {
            Self::Hovered
        } else {
            Self::Quiet
        }
    }

    /// Opacity of the band behind the words.
    fn band(self, dark: bool) -> f32 {
        let strength = match self {
            Self::Quiet => 0.0,
            Self::Hovered => 0.08,
            Self::Lit => 0.12,
            Self::Selected => 0.18,
        };
        if dark { strength * 1.3 } else { strength }
    }
}

struct Brush<'a, 'i> {
    painter: Painter,
    theme: &'static Theme,
    input: &'a ReaderInput<'i>,
    view: &'a View<'i>,
}

pub(super) fn paint<'i>(
    ui: &Ui,
    state: &ReaderState,
    view: &View<'i>,
    response: &Response,
    input: &ReaderInput<'i>,
) {
    let brush = Brush {
        painter: ui.painter_at(view.page.pane),
        theme: palette(ui),
        input,
        view,
    };
    let ground = color(brush.theme.pane);
    brush.painter.rect_filled(view.page.pane, 0.0, ground);
    for sight in &view.sights {
        brush.found(sight);
        brush.bands(sight);
        brush.selection(sight, state, response.has_focus());
        brush.lines(sight);
        brush.words(sight, state);
        brush.bars(sight);
    }
    if response.has_focus() {
        brush.caret(state);
    }
}

impl Brush<'_, '_> {
    fn bands(&self, sight: &Sight<'_>) {
        let marks = sight.marks.iter().rev().filter(|mark| mark.first);
        for mark in marks {
            let strength = Light::of(mark.id, self.input).band(self.theme.dark);
            if strength > 0.0 {
                let fill = color_at(self.theme.hue(mark.look.hue), strength);
                for stretch in sight.boxes(&mark.range) {
                    self.painter
                        .rect_filled(stretch.rect, CornerRadius::same(2), fill);
                }
            }
        }
    }

    /// What was found in this item. They are in order: the first one in sight is looked up.
    fn found(&self, sight: &Sight<'_>) {
        let Some(own) = &sight.placed.item.range else {
            return;
        };
        let found = self.input.found;
        let first = found.partition_point(|span| span.end().index() <= own.start);
        let here = found.iter().skip(first);
        for span in here.take_while(|span| span.start().index() < own.end) {
            for stretch in sight.boxes(&span.range()) {
                let band = stretch.rect.shrink2(vec2(0.0, 3.0));
                let (round, edge) = (CornerRadius::same(3), found_edge(self.theme));
                self.painter
                    .rect_filled(band, round, found_band(self.theme));
                let edge = Stroke::new(1.0, edge);
                self.painter
                    .rect_stroke(band, round, edge, StrokeKind::Inside);
            }
        }
    }

    fn selection(&self, sight: &Sight<'_>, state: &ReaderState, focused: bool) {
        let shown = [(state.selection(), 1.0), (state.lit, 0.75)];
        for (span, strength) in shown {
            let strength = if focused { strength } else { strength * 0.85 };
            let fill = color_at(self.theme.selection, 0.2 * strength);
            let boxes = span.map_or_else(Vec::new, |span| sight.boxes(&span.range()));
            for stretch in boxes {
                self.painter.rect_filled(stretch.rect, 0.0, fill);
            }
        }
    }

    /// The lines under the words, one under another where they overlap.
    fn lines(&self, sight: &Sight<'_>) {
        let layout = &sight.placed.item.layout;
        let rule = Rule::new(layout.size(), layout.line_height());
        let mut levels = Levels::new(rule);
        for mark in &sight.marks {
            let quiet = mark.look.quiet && Light::of(mark.id, self.input) == Light::Quiet;
            let ink = line_ink(self.theme, mark.look.hue, quiet);
            for stretch in sight.boxes(&mark.range) {
                let level = levels.take(stretch.line, &stretch.range);
                // A hair's breadth between an annotation and the next one that touches it.
                let ends = stretch.range.end == mark.range.end;
                let gap = if ends { 1.0 } else { 0.0 };
                let rows = rule.line(level.depth, quiet);
                let ink = match level.crowded {
                    true => color(self.theme.muted),
                    false => ink,
                };
                let baseline = stretch.baseline.round();
                let line = Rect::from_x_y_ranges(
                    stretch.rect.left()..=stretch.rect.right() - gap,
                    baseline + rows.min..=baseline + rows.max,
                );
                self.painter.rect_filled(line, CornerRadius::ZERO, ink);
            }
        }
    }

    fn words(&self, sight: &Sight<'_>, state: &ReaderState) {
        let placed = &sight.placed;
        let start = placed.item.range.as_ref().map_or(0, |range| range.start);
        let ink = match state.flow.words(placed.index) {
            Some(Words::Subtitle(_)) => color(self.theme.muted),
            _ => color(self.theme.ink),
        };
        let is_text = placed.item.range.is_some();
        let faint = color_at(self.theme.muted, 0.75);
        placed
            .item
            .layout
            .paint(&self.painter, placed.origin, |byte| {
                let foreign = is_text && self.is_boilerplate(start + byte);
                if foreign { faint } else { ink }
            });
    }

    fn is_boilerplate(&self, byte: usize) -> bool {
        let mut stretches = self.input.boilerplate.iter();
        stretches.any(|span| span.range().contains(&byte))
    }

    /// A bar beside the lines an annotation touches, with its shape on top. Short ones are next to
    /// the text.
    fn bars(&self, sight: &Sight<'_>) {
        let layout = &sight.placed.item.layout;
        let Some(own) = &sight.placed.item.range else {
            return;
        };
        let lines = |mark: &Mark<'_>| -> Range<usize> {
            let first = layout.line_of(mark.range.start.saturating_sub(own.start));
            let last = mark.range.end.min(own.end).saturating_sub(own.start + 1);
            first..layout.line_of(last) + 1
        };
        let firsts = sight.marks.iter().filter(|mark| mark.first);
        let mut bars: Vec<(Range<usize>, &Mark<'_>)> =
            firsts.map(|mark| (lines(mark), mark)).collect();
        bars.sort_by_key(|(lines, mark)| (lines.len(), lines.start, mark.range.start));
        let mut lanes = Lanes::new(BARS);
        for (lines, mark) in bars {
            if let Some(lane) = lanes.take(&lines) {
                self.bar(sight, &lines, lane, mark);
            }
        }
    }

    fn bar(&self, sight: &Sight<'_>, lines: &Range<usize>, lane: usize, mark: &Mark<'_>) {
        let line_height = sight.placed.item.layout.line_height();
        let top = sight.placed.origin.y + lines.start as f32 * line_height;
        let bottom = sight.placed.origin.y + lines.end as f32 * line_height;
        let x = self.view.page.text.min - BAR_GAP - lane as f32 * BAR_PITCH;
        let light = Light::of(mark.id, self.input);
        let hue = self.theme.hue(mark.look.hue);
        let begins = sight
            .placed
            .item
            .range
            .as_ref()
            .is_some_and(|own| own.start <= mark.range.start);
        let centre = pos2(x, top + line_height * 0.5);
        let start = if begins { centre.y + 7.0 } else { top };
        let (strength, width) = match light {
            Light::Quiet => (0.35, 1.5),
            Light::Hovered => (0.7, 2.0),
            Light::Lit | Light::Selected => (1.0, 3.0),
        };
        let bar = Rect::from_x_y_ranges(x - width / 2.0..=x + width / 2.0, start..=bottom - 5.0);
        if bar.height() > 2.0 {
            let round = CornerRadius::same(1);
            self.painter
                .rect_filled(bar, round, color_at(hue, strength));
        }
        if begins {
            let strength = if light == Light::Quiet { 0.75 } else { 1.0 };
            let (radius, ink) = (3.5, color_at(hue, strength));
            paint_shape(&self.painter, centre, radius, mark.look.shape, ink, true);
        }
    }

    fn caret(&self, state: &ReaderState) {
        let Some(rect) = self.view.caret(state.caret.byte) else {
            return;
        };
        let line = Stroke::new(1.5, color(self.theme.selection));
        let x = rect.center().x.round();
        self.painter.vline(x, rect.y_range().shrink(2.0), line);
    }
}

/// The ink of a line under the words or of a density mark.
pub(super) fn line_ink(theme: &Theme, hue: Hue, quiet: bool) -> Color32 {
    let full = theme.hue(hue);
    let shares = (10..20).map(|step| mix(theme.pane, full, step as f32 / 20.0));
    let is_seen = |ink: &Rgb| contrast(*ink, theme.pane) >= QUIET_CONTRAST;
    let faintest = || shares.clone().find(is_seen);
    color(quiet.then(faintest).flatten().unwrap_or(full))
}

/// Whether an item is a title or a subheading.
pub(super) fn is_heading(words: Option<&Words>) -> bool {
    matches!(
        words,
        Some(Words::Title(_) | Words::Block(_, Form::Title | Form::Subheading))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_lines_stand_back_and_are_seen() {
        for theme in [Theme::light(), Theme::dark()] {
            for hue in Hue::ALL {
                let rgb = |ink: Color32| Rgb(ink.r(), ink.g(), ink.b());
                let quiet = contrast(rgb(line_ink(theme, hue, true)), theme.pane);
                let full = contrast(theme.hue(hue), theme.pane);
                assert!(
                    quiet >= 3.0 && quiet < full * 0.8,
                    "{hue:?}: {quiet}, {full}"
                );
            }
        }
    }
}

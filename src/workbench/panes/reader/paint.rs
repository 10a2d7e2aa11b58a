//! Paints the page: bands, lines under the words, the words, gutter bars, the caret.

use egui::{Color32, CornerRadius, Painter, Response, Stroke, StrokeKind, Ui, vec2};

use super::blocks::Form;
use super::flow::Words;
use super::gutter::{Bar, More};
use super::light::Light;
use super::state::ReaderState;
use super::view::{Sight, View};
use super::{ReaderInput, gutter, ties, underlines};
use crate::figure::theme::{Rgb, Theme, contrast, mix};
use crate::model::look::Hue;
use crate::model::spans::parts_in;
use crate::workbench::theme::{color, color_at, found_band, found_edge, palette};

/// How strongly a quiet line stands out from the page, at least; WCAG asks 3 of a mark.
const QUIET_CONTRAST: f32 = 3.1;

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
    bars: &(Vec<Bar<'i>>, Vec<More>),
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
        underlines::paint(&brush.painter, brush.theme, sight, input);
        brush.words(sight, state);
    }
    ties::paint(&brush.painter, brush.theme, view, input);
    gutter::paint(&brush.painter, brush.theme, bars, input);
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
        let selected = state.selections().into_iter().map(|span| (span, 1.0));
        for (span, strength) in selected.chain(state.lit.map(|span| (span, 0.75))) {
            let strength = if focused { strength } else { strength * 0.85 };
            let fill = color_at(self.theme.selection, 0.2 * strength);
            for stretch in sight.boxes(&span.range()) {
                self.painter.rect_filled(stretch.rect, 0.0, fill);
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
        let here = byte..byte.saturating_add(1);
        parts_in(self.input.boilerplate, here).next().is_some()
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

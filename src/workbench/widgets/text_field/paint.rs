//! Paints a field: its frame, what is selected, its words, what is being composed, its caret.

use std::ops::Range;

use egui::output::IMEOutput;
use egui::{Color32, CornerRadius, IMEPurpose, Pos2, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use super::Rows;
use super::lines::Lines;
use super::session::Session;
use crate::workbench::theme::{RADIUS, hairline, palette};
use crate::workbench::widgets::truncated;

/// The frame: a hairline in the colour of selections while the field has the keyboard.
pub(super) fn frame(ui: &Ui, response: &Response, is_wrong: bool, is_read_only: bool) {
    let visuals = ui.visuals();
    let stroke = match () {
        () if is_wrong => hairline(palette(ui).error),
        () if response.has_focus() => visuals.selection.stroke,
        () => ui.style().interact(response).bg_stroke,
    };
    let fill = match is_read_only {
        true => Color32::TRANSPARENT,
        false => visuals.text_edit_bg_color(),
    };
    let corners = CornerRadius::same(RADIUS);
    ui.painter()
        .rect(response.rect, corners, fill, stroke, StrokeKind::Inside);
}

/// What an empty field says about itself.
pub(super) fn hint(ui: &Ui, session: &Session<'_>, words: &str, at: Rect, align: f32) {
    let ink = ui.visuals().weak_text_color();
    let font = session.setting.face.font.clone();
    // A field that grows with its text is one line high while it is empty.
    let galley = match session.rows {
        Rows::Many(_) => ui.painter().layout(words.to_owned(), font, ink, at.width()),
        Rows::One | Rows::Wrapped => truncated(ui.painter(), words, font, ink, at.width()),
    };
    let free = (at.width() - galley.size().x).max(0.0);
    let spare = match session.setting.width.is_finite() {
        true => 0.0,
        false => (at.height() - galley.size().y) / 2.0,
    };
    let corner = at.min + vec2(free * align, spare);
    ui.painter().galley(corner, galley, ink);
}

/// The words of a field in its place, seen through `inner`, with the selection while it has the
/// keyboard.
pub(super) fn words(
    ui: &Ui,
    session: &Session<'_>,
    (lines, origin): (&Lines, Pos2),
    inner: Rect,
    (ink, has_keyboard): (Color32, bool),
) {
    // Carets and tall letters may reach into the margins.
    let painter = ui.painter_at(inner.expand2(vec2(1.0, 4.0)));
    if has_keyboard && session.state.composed.is_none() {
        let ground = ui.visuals().selection.bg_fill;
        for found in session
            .selected()
            .iter()
            .flat_map(|range| lines.boxes(range))
        {
            let found = found.translate(origin.to_vec2());
            painter.rect_filled(found, CornerRadius::ZERO, ground);
        }
    }
    lines.paint(&painter, origin, ink);
    if let Some(composed) = session.state.shown_composed() {
        underline(&painter, (lines, origin), &composed, Stroke::new(1.0, ink));
        let active = session.state.composed.as_ref();
        if let Some(active) = active.and_then(|composed| composed.active.clone()) {
            let active = composed.start + active.start..composed.start + active.end;
            underline(&painter, (lines, origin), &active, Stroke::new(2.0, ink));
        }
    }
}

fn underline(
    painter: &egui::Painter,
    (lines, origin): (&Lines, Pos2),
    range: &Range<usize>,
    stroke: Stroke,
) {
    for found in lines.boxes(range) {
        let found = found.translate(origin.to_vec2());
        painter.hline(found.x_range(), found.bottom() - 1.0, stroke);
    }
}

/// The caret, and where an input method may show its suggestions. It never blinks: at rest the
/// window is idle.
pub(super) fn caret(ui: &Ui, caret: Rect, inner: Rect) {
    let x = caret.left().clamp(inner.left(), inner.right());
    if ui.input(|input| input.focused) {
        let stroke = ui.visuals().text_cursor.stroke;
        let painter = ui.painter_at(inner.expand(2.0));
        painter.vline(x, caret.y_range(), stroke);
    }
    let to_global = ui.ctx().layer_transform_to_global(ui.layer_id());
    let to_global = to_global.unwrap_or_default();
    let caret = Rect::from_x_y_ranges(x..=x, caret.y_range());
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: to_global * inner,
            cursor_rect: to_global * caret,
            should_interrupt_composition: false,
        });
    });
}

//! How a line of the pane looks: its name, its values in columns, why it is there, what can be done.

use super::values::Values;
use crate::tables::reconcile::Reason;
use crate::workbench::theme::{body_font, color, heading_font, hint_font, palette};
use crate::workbench::widgets::truncated;
use egui::{FontId, Pos2, Rect, Ui, pos2, vec2};

/// The height of a line, in points: its values, and why under them.
pub(super) const LINE: f32 = 48.0;
/// Between two columns, in points.
const GAP: f32 = 12.0;
/// Below this width the kind is left out, in points.
const NARROW: f32 = 1_100.0;

/// The columns behind the name: the title and the share of the width, wide and narrow.
pub(super) const COLUMNS: [(&str, f32, f32); 5] = [
    ("Date", 0.15, 0.17),
    ("Place", 0.18, 0.20),
    ("Who", 0.25, 0.27),
    ("Kind", 0.12, 0.0),
    ("Killed", 0.08, 0.10),
];

/// Where the name and each column stand in a line; `None` for a column there is no room for.
pub(super) fn columns(line: Rect) -> (Rect, [Option<Rect>; 5]) {
    let narrow = line.width() < NARROW;
    let share = |(_, wide, small): &(&str, f32, f32)| if narrow { *small } else { *wide };
    let taken: f32 = COLUMNS.iter().map(share).sum();
    let mut left = line.left() + line.width() * (1.0 - taken);
    let name = line.with_max_x(left - GAP);
    let places = COLUMNS.each_ref().map(|column| {
        let width = line.width() * share(column);
        let rect = Rect::from_min_size(pos2(left, line.top()), vec2(width - GAP, line.height()));
        left += width;
        (width > 0.0).then_some(rect)
    });
    (name, places)
}

/// Paints the name and the values; what differs from the subject stands out in ink and sign.
pub(super) fn values_ui(
    ui: &Ui,
    line: Rect,
    (name, strong): (&str, bool),
    values: &Values,
    differs: &[bool; 5],
) {
    let theme = palette(ui);
    let (name_rect, places) = columns(line);
    let font = if strong { strong_font() } else { body_font() };
    text_ui(ui, name_rect, name, font, color(theme.ink));
    for ((value, differs), place) in values.iter().zip(differs).zip(places) {
        let Some(place) = place else { continue };
        let unknown = value.is_empty();
        let (text, ink) = match (unknown, differs) {
            (true, _) => ("–".to_owned(), color(theme.muted)),
            (false, true) => (format!("≠ {value}"), color(theme.warning)),
            (false, false) => (value.clone(), color(theme.ink)),
        };
        text_ui(ui, place, &text, body_font(), ink);
    }
}

fn strong_font() -> FontId {
    FontId::new(body_font().size, heading_font().family)
}

/// Paints text in the upper half of a line.
fn text_ui(ui: &Ui, rect: Rect, text: &str, font: FontId, ink: egui::Color32) {
    let text = text.replace('\n', " ");
    let galley = truncated(ui.painter(), &text, font, ink, rect.width());
    let top = rect.top() + 5.0;
    ui.painter().galley(pos2(rect.left(), top), galley, ink);
}

/// Paints the reasons as small words from this place on, up to `end`.
pub(super) fn reasons_ui(ui: &Ui, at: Pos2, reasons: &[Reason], end: f32) {
    let theme = palette(ui);
    let mut x = at.x;
    for (number, reason) in reasons.iter().enumerate() {
        let (sign, ink) = match reason.weight {
            1.. => ("+ ", theme.muted),
            0 => ("", theme.muted),
            _ => ("− ", theme.warning),
        };
        let text = format!(
            "{}{sign}{}",
            if number == 0 { "" } else { "   " },
            reason.words
        );
        let room = end - x;
        if room < 24.0 {
            return;
        }
        let ink = color(ink);
        let galley = truncated(ui.painter(), &text, hint_font(), ink, room);
        let width = galley.size().x;
        ui.painter().galley(pos2(x, at.y), galley, ink);
        x += width;
    }
}

/// The reasons in one line, for those who do not see them.
pub(super) fn spoken(values: &Values, reasons: &[Reason]) -> String {
    let values = values.iter().filter(|value| !value.is_empty()).cloned();
    let reasons = reasons.iter().map(|reason| reason.words.clone());
    values.chain(reasons).collect::<Vec<_>>().join(", ")
}

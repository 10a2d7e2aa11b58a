//! What the pane says where there are no rows to be drawn.

use super::grid::Parts;
use crate::workbench::theme::{PANE_MARGIN, color, hint, hint_font, palette, title};
use egui::{Align2, Frame, Margin, Ui, pos2};

/// Where no row fits.
pub(super) fn nothing_ui(ui: &Ui, parts: &Parts, is_looking: bool) {
    let words = match is_looking {
        true => "Looking…",
        false => {
            "No row fits all filters and words. Take a filter away at the bottom of the window, or empty the search."
        }
    };
    let at = pos2(parts.body.left() + PANE_MARGIN, parts.body.top() + 20.0);
    let ink = color(palette(ui).muted);
    let font = hint_font();
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, ink);
}

/// Without a table: what to drop where.
pub(super) fn empty_ui(ui: &mut Ui) {
    message_ui(
        ui,
        "No event table yet",
        "Drop a UCDP, ACLED, GTD or GDELT file, or any spreadsheet of incidents, onto this window. Its rows can be sorted, filtered and searched here, and stand as reports of events.",
    );
}

pub(super) fn message_ui(ui: &mut Ui, heading: &str, text: &str) {
    let side = PANE_MARGIN as i8;
    Frame::new()
        .inner_margin(Margin::symmetric(side, 16))
        .show(ui, |ui| {
            ui.set_max_width(560.0);
            ui.label(title(heading));
            ui.add_space(4.0);
            ui.label(hint(text));
        });
}

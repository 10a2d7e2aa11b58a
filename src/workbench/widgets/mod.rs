//! Small widgets shared by all panes, each with an accessible name and role.
//!
//! They are told what to show and answer with what the analyst did; none knows a project.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui,
    vec2,
};

use crate::workbench::theme::{RADIUS, color, palette};
use crate::workbench::typesetting::{Face, Fit, label_in};

mod chip;
mod choice;
mod code_picker;
mod context_row;
mod draft_text;
mod drafts;
mod eye;
mod field_row;
mod list_row;
mod number_field;
mod picker;
mod section;
mod shape_icon;
mod text_field;

pub use chip::{Chip, ChipAction};
pub use choice::Choice;
pub use code_picker::{CodeChoice, CodeEntry, CodePickerState, Prompt, code_picker_ui};
pub(crate) use context_row::paint_tick;
pub use context_row::{ContextCode, ContextResponse, ContextRow};
pub use draft_text::DraftText;
pub use drafts::{Check, Drafts, no_check};
pub use eye::{EyeRow, eye_ui};
pub use field_row::{field_row, field_text_row};
pub use list_row::ListRow;
pub use number_field::{NotANumber, NumberField, number_from_text};
pub(crate) use picker::matches;
pub use picker::{Picked, Picker};
pub use section::Section;
pub use shape_icon::{ShapeIcon, paint_shape};
pub use text_field::{TextField, is_typing};

/// Says where the keyboard is: a line in the colour of selections around the control, where it has
/// none of its own.
pub(crate) fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring(ui, response.rect, 2.0);
    }
}

/// The line itself, just inside `rect`.
pub(crate) fn ring(ui: &Ui, rect: Rect, line: f32) {
    let line = Stroke::new(line, color(palette(ui).selection));
    ui.painter()
        .rect_stroke(rect, CornerRadius::same(RADIUS), line, StrokeKind::Inside);
}

/// An arrow that says that something opens downwards.
pub(crate) fn chevron(painter: &Painter, centre: Pos2, ink: Color32) {
    let arrow = [vec2(-3.5, -1.5), vec2(0.0, 2.0), vec2(3.5, -1.5)];
    let arrow = arrow.map(|corner| centre + corner);
    painter.line(arrow.to_vec(), Stroke::new(1.25, ink));
}

/// One line of text at most `room` points wide; what does not fit becomes an ellipsis.
pub(crate) fn truncated(
    painter: &Painter,
    text: &str,
    font: FontId,
    ink: Color32,
    room: f32,
) -> Arc<Galley> {
    let line_height = painter.fonts_mut(|fonts| fonts.row_height(&font));
    let face = Face::new(font, line_height);
    label_in(painter.ctx(), text, &face, ink, Fit::Cut(room))
}

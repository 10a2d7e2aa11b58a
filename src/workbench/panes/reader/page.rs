//! How the pane is divided: gutter, text, margin notes, scroll bar; and the faces of the text.

use egui::{Rangef, Rect};

use super::blocks::Form;
use crate::workbench::fonts::Family;
use crate::workbench::theme::{READING_LINE_HEIGHT, READING_SIZE};
use crate::workbench::typesetting::Face;

/// The widest text, as a multiple of its size: about 67 characters a line.
const MEASURE: f32 = 36.0;
/// The narrowest text beside margin notes; with less room they collapse to marks.
const MEASURE_BESIDE_NOTES: f32 = 32.0;
/// Left of the text, at least.
const LEFT: f32 = 48.0;
/// Between text and margin notes.
const NOTE_GAP: f32 = 32.0;
/// Widths of margin notes.
const NOTE_WIDTHS: Rangef = Rangef {
    min: 124.0,
    max: 172.0,
};
/// Right of the text where notes are only marks: room for the marks.
const MARKS: f32 = 28.0;
/// Between text or margin notes and the density marks.
const STRIP_GAP: f32 = 12.0;
/// The scroll bar with the density marks.
pub(super) const SCROLL_BAR: f32 = 12.0;
/// Above the title.
pub(super) const TOP: f32 = 32.0;
/// Behind the last line.
pub(super) const BOTTOM: f32 = 96.0;

/// The columns of the pane, in screen points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    pub pane: Rect,
    /// Left and right edge of the text.
    pub text: Rangef,
    /// Left and right edge of the margin notes; `None` where they are only marks.
    pub notes: Option<Rangef>,
    /// Size of the running text, in points.
    pub size: f32,
}

impl Page {
    pub fn new(pane: Rect) -> Self {
        let size = READING_SIZE;
        let room = pane.width() - SCROLL_BAR - STRIP_GAP;
        let beside = LEFT + NOTE_GAP + NOTE_WIDTHS.min;
        let (width, right) = if room >= MEASURE_BESIDE_NOTES * size + beside {
            (
                (room - beside).min(MEASURE * size),
                NOTE_GAP + NOTE_WIDTHS.min,
            )
        } else {
            let width = (room - LEFT - MARKS).clamp(6.0 * size, MEASURE * size);
            (width, MARKS)
        };
        let centred = (pane.width() - width) / 2.0;
        let left = centred
            .min(room - width - right)
            .max(LEFT.min(centred))
            .round();
        let text = Rangef::new(pane.left() + left, pane.left() + left + width.floor());
        let notes = (right > MARKS).then(|| {
            let start = text.max + NOTE_GAP;
            let end = (start + NOTE_WIDTHS.max).min(pane.left() + room);
            Rangef::new(start, end)
        });
        Self {
            pane,
            text,
            notes,
            size,
        }
    }

    /// The lane of the scroll bar.
    pub fn scroll_bar(&self) -> Rect {
        self.pane.with_min_x(self.pane.right() - SCROLL_BAR)
    }
}

/// What a block is set in, for running text of `size` points.
pub(super) fn face(form: Form, size: f32) -> Face {
    let (family, size, line) = match form {
        Form::Title => (Family::ReadingBold, size * 1.47, size * 1.9),
        Form::Subheading => (Family::ReadingBold, size, size * READING_LINE_HEIGHT),
        Form::Running | Form::Continued => (Family::Reading, size, size * READING_LINE_HEIGHT),
    };
    Face::new(family.at(size.round()), line.round())
}

/// The space above and below a block, for running text of `size` points.
pub(super) fn spaces(form: Form, size: f32) -> (f32, f32) {
    let below = (size * 0.85).round();
    match form {
        Form::Title => (0.0, 4.0),
        Form::Subheading => (below, (size * 0.3).round()),
        Form::Running => (0.0, below),
        Form::Continued => (-below, below),
    }
}

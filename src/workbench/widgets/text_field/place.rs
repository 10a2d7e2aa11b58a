//! Where the lines of a field stand in it, and how far a line that is too long is moved.

use egui::{Align, Pos2, Rect, pos2};

use super::lines::Lines;

/// Where lines stand in a rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    /// The field without its margins.
    pub inner: Rect,
    /// Where the words stand; as their script runs where it is not said.
    pub align: Option<Align>,
    /// Whether there is but one line, which is moved to and fro.
    pub is_one_line: bool,
}

impl Placing {
    /// The corner from which the lines count, when they are moved by so many points.
    pub fn origin(&self, lines: &Lines, scroll: f32) -> Pos2 {
        if !self.is_one_line {
            return self.inner.min;
        }
        let extent = lines.extent();
        let top = self.inner.center().y - lines.height() / 2.0;
        let free = self.inner.width() - extent.span();
        let shift = match self.align.unwrap_or_else(|| natural(lines)) {
            _ if free < 0.0 => -scroll.clamp(0.0, -free),
            Align::Min => 0.0,
            Align::Center => free / 2.0,
            Align::Max => free,
        };
        pos2(self.inner.left() + shift - extent.min, top)
    }

    /// How far a line must be moved so that this caret is in sight, from how far it is moved now.
    pub fn scroll_to(&self, lines: &Lines, scroll: f32, caret: usize) -> f32 {
        let extent = lines.extent();
        let hidden = extent.span() - self.inner.width();
        if !self.is_one_line || hidden <= 0.0 {
            return 0.0;
        }
        let x = lines.caret(caret).left() - extent.min;
        scroll.clamp(x - self.inner.width(), x).clamp(0.0, hidden)
    }
}

fn natural(lines: &Lines) -> Align {
    match lines.is_rightwards(0) {
        true => Align::Min,
        false => Align::Max,
    }
}

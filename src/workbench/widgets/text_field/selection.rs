//! The caret of a field and where its selection was begun, in bytes.

use std::ops::Range;

use crate::analysis::segments::on_grapheme;

/// A stretch of text with a moving end; without a selection both ends are the caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub caret: usize,
}

impl Selection {
    /// A caret without a selection.
    pub fn at(caret: usize) -> Self {
        Self {
            anchor: caret,
            caret,
        }
    }

    /// From the start of the range to its end.
    pub fn over(range: Range<usize>) -> Self {
        Self {
            anchor: range.start,
            caret: range.end,
        }
    }

    /// The same anchor, or the caret alone, with the caret elsewhere.
    pub fn moved(self, caret: usize, extend: bool) -> Self {
        Self {
            anchor: if extend { self.anchor } else { caret },
            caret,
        }
    }

    /// The selected bytes.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Whether nothing is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.caret
    }

    /// Both ends inside the text, between its graphemes.
    pub fn within(self, text: &str) -> Self {
        Self {
            anchor: on_grapheme(text, self.anchor),
            caret: on_grapheme(text, self.caret),
        }
    }
}

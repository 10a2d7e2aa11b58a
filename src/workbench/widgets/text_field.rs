//! The one field for typing text, in any script.
//!
//! In: a text, a name for it and how it is to be shown; the keyboard, the mouse, input methods and
//! screen readers while it has the keyboard. Out: the text changed, and the usual response: changed,
//! focus lost and so on. Letters are placed by [`typesetting`](crate::workbench::typesetting) and
//! counted by [`segments`](crate::analysis::segments), so a field reads, and is edited, like the
//! page of a source: carets stand between graphemes, arrows go where they point.
//!
//! Keys are read, not taken: what a form does with Enter, Tab or Escape is its own.

mod access;
mod edit;
mod history;
mod keys;
mod lines;
mod look;
mod motion;
mod paint;
mod place;
mod pointer;
mod selection;
mod session;
mod state;
#[cfg(test)]
mod tests;

pub use self::state::is_typing;

use std::borrow::Cow;

use egui::{Align, Color32, FontSelection, Id, Margin, Response, Ui};

use self::look::Look;
use self::session::Session;
use self::state::State;

/// How many lines a field shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// One, moved to and fro; Enter gives the keyboard away.
    One,
    /// As many as a text without line ends needs.
    Wrapped,
    /// As many as there are, but at least this many; Enter begins another.
    Many(usize),
}

impl Rows {
    /// Words as they may stand in such a field.
    fn fitted(self, words: &str) -> Cow<'_, str> {
        const ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
        match self {
            Self::Many(_) if words.contains('\r') => {
                Cow::Owned(words.replace("\r\n", "\n").replace('\r', "\n"))
            }
            Self::One | Self::Wrapped if words.contains(ENDS) => {
                let lines = words.split(ENDS).filter(|line| !line.is_empty());
                Cow::Owned(lines.collect::<Vec<&str>>().join(" "))
            }
            _ => Cow::Borrowed(words),
        }
    }
}

/// A field for text.
#[derive(Debug)]
#[must_use = "call show"]
pub struct TextField<'t> {
    id: Id,
    text: &'t mut String,
    rows: Rows,
    is_read_only: bool,
    base: Option<&'t str>,
    look: Look<'t>,
}

/// What became of a field in this frame.
#[derive(Debug)]
pub struct Shown {
    /// As of any widget; `changed` when the text did.
    pub response: Response,
    /// Whether a part of the text is out of sight.
    pub is_cut: bool,
}

impl<'t> TextField<'t> {
    /// A field of one line; `label` is its accessible name. The id must not depend on where the
    /// field stands.
    pub fn new(id: Id, label: &'t str, text: &'t mut String) -> Self {
        Self {
            id,
            text,
            rows: Rows::One,
            is_read_only: false,
            base: None,
            look: Look::new(label),
        }
    }

    /// Shown greyed while there is no text.
    pub fn hint(mut self, words: &'t str) -> Self {
        self.look.hint = words;
        self
    }

    /// As many lines as there are, but at least `rows`; Enter begins another line, with Ctrl it
    /// does nothing here.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = Rows::Many(rows.max(1));
        self
    }

    /// One text over as many lines as it needs; Enter does nothing here.
    pub fn wrapped(mut self) -> Self {
        self.rows = Rows::Wrapped;
        self
    }

    /// Width in points, with the margins; as wide as there is room unless told otherwise.
    pub fn width(mut self, points: f32) -> Self {
        self.look.width = points;
        self
    }

    /// Where the words of a field of one line stand; where their script begins unless told
    /// otherwise.
    pub fn align(mut self, align: Align) -> Self {
        self.look.align = Some(align);
        self
    }

    /// What the text is set in.
    pub fn font(mut self, font: impl Into<FontSelection>) -> Self {
        self.look.font = font.into();
        self
    }

    /// The colour of the letters.
    pub fn ink(mut self, ink: Color32) -> Self {
        self.look.ink = Some(ink);
        self
    }

    /// Points between the frame and the words.
    pub fn margin(mut self, margin: impl Into<Margin>) -> Self {
        self.look.margin = margin.into();
        self
    }

    /// Without a frame and a ground.
    pub fn frameless(mut self) -> Self {
        self.look.is_framed = false;
        self
    }

    /// Framed as a field whose text cannot be taken.
    pub fn wrong(mut self, is_wrong: bool) -> Self {
        self.look.is_wrong = is_wrong;
        self
    }

    /// To be read, selected and copied only.
    pub fn read_only(mut self, is_read_only: bool) -> Self {
        self.is_read_only = is_read_only;
        self
    }

    /// Tab does not leave the field.
    pub fn keeps_tab(mut self) -> Self {
        self.look.keeps_tab = true;
        self
    }

    /// Takes the keyboard now, over all of the text, if `now`.
    pub fn take_keyboard(mut self, now: bool) -> Self {
        self.look.takes_keyboard = now;
        self
    }

    /// Takes the keyboard, over all of the text, whenever the field was not there before.
    pub fn take_keyboard_when_shown(mut self) -> Self {
        self.look.takes_when_shown = true;
        self
    }

    /// Undo does not reach behind this text: it was committed.
    pub fn undo_back_to(mut self, committed: &'t str) -> Self {
        self.base = Some(committed);
        self
    }

    /// Draws the field.
    pub fn show(self, ui: &mut Ui) -> Shown {
        let mut state = State::take(ui, self.id, self.text);
        state.follow(self.text, self.base);
        let ctx = ui.ctx().clone();
        let mut session = Session {
            ctx: &ctx,
            id: self.id,
            text: self.text,
            state,
            setting: self.look.setting(ui, self.rows),
            rows: self.rows,
            is_read_only: self.is_read_only,
            page_lines: 1,
            has_changed: false,
        };
        let shown = self.look.show(ui, &mut session);
        let Session { state, text, .. } = session;
        state.keep(&ctx, self.id, text, shown.response.has_focus());
        shown
    }
}

//! What a field keeps between frames.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::{Context, Id};

use super::edit::Editor;
use super::history::{By, History};
use super::lines::{Lines, Setting};
use super::selection::Selection;

/// Letters an input method is still composing. They are shown at the caret, not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Composed {
    pub words: String,
    /// The part of them that is being changed, in bytes of `words`.
    pub active: Option<Range<usize>>,
}

/// What a field keeps between frames.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub selection: Selection,
    /// The x the caret tries to keep while it goes up and down.
    pub goal_x: Option<f32>,
    pub history: History,
    pub composed: Option<Composed>,
    /// How far a long line is moved to the left, in points.
    pub scroll: f32,
    /// The selection the system was told of last.
    pub told: Range<usize>,
    /// The text as it was drawn last, and the pass in which that was.
    pub text: String,
    pub drawn_in: Option<u64>,
    /// The text behind which undo does not reach.
    base: Option<String>,
    lines: Option<Arc<Lines>>,
}

/// The field that had the keyboard when it was drawn last.
#[derive(Clone, Copy)]
struct HasKeyboard(Id);

/// Whether a text field has the keyboard.
pub fn is_typing(ctx: &Context) -> bool {
    let field: Option<HasKeyboard> = ctx.data(|data| data.get_temp(Id::NULL));
    let focused = ctx.memory(egui::Memory::focused);
    field.is_some_and(|HasKeyboard(id)| focused == Some(id))
}

impl State {
    /// The state of a field; a new one has its caret at the end of the text.
    pub fn take(ctx: &Context, id: Id, text: &str) -> Self {
        let known: Option<Self> = ctx.data_mut(|data| data.remove_temp(id));
        known.unwrap_or_else(|| Self {
            selection: Selection::at(text.len()),
            text: text.to_owned(),
            ..Self::default()
        })
    }

    /// Keeps it for the next frame.
    pub fn keep(mut self, ctx: &Context, id: Id, text: &str, has_keyboard: bool) {
        if self.text != text {
            text.clone_into(&mut self.text);
        }
        self.drawn_in = Some(ctx.cumulative_pass_nr());
        ctx.data_mut(|data| {
            data.insert_temp(id, self);
            if has_keyboard {
                data.insert_temp(Id::NULL, HasKeyboard(id));
            }
        });
    }

    /// Follows a text that others changed: the caret stays where it was, or at the end, and there
    /// is nothing of it to undo.
    pub fn follow(&mut self, text: &str, base: Option<&str>) {
        if self.text != text {
            let at_end = self.selection.caret >= self.text.len();
            let caret = if at_end {
                text.len()
            } else {
                self.selection.caret
            };
            self.selection = Selection::at(caret).within(text);
            self.history = History::default();
            self.composed = None;
            self.goal_x = None;
        }
        if self.base.as_deref() != base {
            self.base = base.map(str::to_owned);
            self.history = History::default();
        }
    }

    /// The text with what is being composed.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let halves = text.split_at_checked(self.selection.caret);
        match (&self.composed, halves) {
            (Some(composed), Some((head, tail))) => {
                Cow::Owned([head, &composed.words, tail].concat())
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Where the caret stands in the shown text.
    pub fn shown_caret(&self) -> usize {
        let inside = self.composed.as_ref().map_or(0, |composed| {
            let active = composed.active.as_ref();
            active.map_or(composed.words.len(), |active| active.end)
        });
        self.selection.caret + inside
    }

    /// What is being composed, in the shown text.
    pub fn shown_composed(&self) -> Option<Range<usize>> {
        let composed = self.composed.as_ref()?;
        Some(self.selection.caret..self.selection.caret + composed.words.len())
    }

    /// Makes what is being composed a part of the text. Whether there was anything.
    pub fn settle(&mut self, text: &mut String) -> bool {
        let Some(composed) = self.composed.take() else {
            return false;
        };
        self.editor(text).insert(&composed.words, By::Deed)
    }

    /// The text, to be changed.
    pub fn editor<'a>(&'a mut self, text: &'a mut String) -> Editor<'a> {
        Editor {
            text,
            selection: &mut self.selection,
            history: &mut self.history,
        }
    }

    /// How the text was set last.
    #[cfg(test)]
    pub fn setting(&self) -> Option<Setting> {
        self.lines.as_ref().map(|lines| lines.setting().clone())
    }

    /// The lines of the shown text.
    pub fn lines(&mut self, ctx: &Context, text: &str, setting: &Setting) -> Arc<Lines> {
        let shown = self.shown(text);
        let lines = Lines::new(ctx, &shown, setting, self.lines.take());
        self.lines = Some(Arc::clone(&lines));
        lines
    }
}

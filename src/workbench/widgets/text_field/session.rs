//! A field in one frame: its text and state, and the deeds carried out on them.

use std::ops::Range;
use std::sync::Arc;

use egui::{Context, Id, ImeEvent};

use super::Rows;
use super::edit::Editor;
use super::history::By;
use super::keys::Deed;
use super::lines::{Lines, Setting};
use super::motion::{Motion, Walk};
use super::selection::Selection;
use super::state::{Composed, State};

/// A field in one frame.
pub(super) struct Session<'t> {
    pub ctx: &'t Context,
    pub id: Id,
    pub text: &'t mut String,
    pub state: State,
    pub setting: Setting,
    pub rows: Rows,
    pub is_read_only: bool,
    /// How many lines are in sight, for going by pages.
    pub page_lines: usize,
    /// Whether the text was changed in this frame.
    pub has_changed: bool,
}

impl Session<'_> {
    pub fn lines(&mut self) -> Arc<Lines> {
        self.state.lines(self.ctx, self.text, &self.setting)
    }

    /// Carries out what an event asks for.
    pub fn carry_out(&mut self, deed: Deed) {
        if let Deed::Ime(event) = deed {
            self.compose(event);
            return;
        }
        self.settle();
        match deed {
            Deed::Move { motion, extend } => self.go(motion, extend),
            Deed::SelectAll => self.select(Selection::over(0..self.text.len())),
            Deed::Copy => self.copy(),
            Deed::Cut => {
                self.copy();
                if !self.state.selection.is_empty() {
                    self.edit(|editor| editor.insert("", By::Deed));
                }
            }
            Deed::Erase(erase) => self.edit(|editor| editor.erase(erase)),
            Deed::Type(words) => self.edit(|editor| editor.insert(&words, By::Typing)),
            Deed::Paste(words) => self.paste(&words),
            Deed::Enter => self.enter(),
            Deed::Undo => self.step(true),
            Deed::Redo => self.step(false),
            Deed::Ime(_) => {}
        }
    }

    /// Changes the text, unless it is only to be read.
    pub fn edit(&mut self, change: impl FnOnce(&mut Editor<'_>) -> bool) {
        if self.is_read_only {
            return;
        }
        self.has_changed |= change(&mut self.state.editor(self.text));
        self.state.goal_x = None;
    }

    /// Selects something else.
    pub fn select(&mut self, selection: Selection) {
        self.state.selection = selection.within(self.text);
        self.state.goal_x = None;
        self.state.history.seal();
    }

    /// Puts words in the place of the selection, as one line where the field has but one.
    pub fn paste(&mut self, words: &str) {
        let words = self.rows.fitted(words);
        self.edit(|editor| editor.insert(&words, By::Deed));
    }

    /// Puts words in the place of the whole text.
    pub fn set_text(&mut self, words: &str) {
        self.settle();
        let (words, all) = (self.rows.fitted(words), 0..self.text.len());
        self.edit(|editor| editor.replace(all, &words, By::Deed));
    }

    /// Makes what is being composed a part of the text.
    pub fn settle(&mut self) {
        self.has_changed |= self.state.settle(self.text);
    }

    /// The selected bytes, unless nothing is selected.
    pub fn selected(&self) -> Option<Range<usize>> {
        let selection = self.state.selection;
        (!selection.is_empty()).then(|| selection.range())
    }

    fn go(&mut self, motion: Motion, extend: bool) {
        let lines = self.lines();
        let walk = Walk {
            text: self.text,
            lines: &lines,
            page_lines: self.page_lines,
        };
        let from = self.state.selection;
        if let Motion::Sideways(right) = motion
            && !extend
            && !from.is_empty()
        {
            let caret = walk.side_of(from, right);
            self.select(Selection::at(caret));
            return;
        }
        let place = walk.place(from, self.state.goal_x, motion);
        self.select(from.moved(place.caret, extend));
        self.state.goal_x = place.goal_x;
    }

    fn copy(&mut self) {
        let words = self.state.editor(self.text).selected().to_owned();
        if !words.is_empty() {
            self.ctx.copy_text(words);
        }
    }

    /// Takes a step back, or does it again.
    fn step(&mut self, back: bool) {
        self.edit(|editor| match back {
            true => editor.undo(),
            false => editor.redo(),
        });
    }

    fn enter(&mut self) {
        match self.rows {
            Rows::One => self
                .ctx
                .memory_mut(|memory| memory.surrender_focus(self.id)),
            // The form decides what Enter does.
            Rows::Wrapped => {}
            Rows::Many(_) => self.edit(|editor| editor.insert("\n", By::Typing)),
        }
    }

    fn compose(&mut self, event: ImeEvent) {
        // Nothing composed and nothing to compose: some systems say so again and again.
        let is_idle = |words: &str| words.is_empty() && self.state.composed.is_none();
        match event {
            ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)
                if is_idle(&text) || matches!(text.as_str(), "\n" | "\r") => {}
            _ if self.is_read_only => {}
            ImeEvent::Preedit {
                text,
                active_range_chars,
            } => {
                if !self.state.selection.is_empty() {
                    self.edit(|editor| editor.insert("", By::Deed));
                }
                let active = active_range_chars.map(|range| bytes(&text, range));
                let words = text;
                self.state.composed =
                    Some(Composed { words, active }).filter(|now| !now.words.is_empty());
            }
            ImeEvent::Commit(text) => {
                self.state.composed = None;
                self.paste(&text);
            }
            ImeEvent::DeleteSurrounding {
                before_chars,
                after_chars,
            } => self.edit(|editor| editor.erase_around(before_chars, after_chars)),
            _ => {}
        }
    }
}

/// A range of characters, in bytes.
fn bytes(text: &str, chars: Range<usize>) -> Range<usize> {
    let byte = |count: usize| {
        let at = text.char_indices().nth(count);
        at.map_or(text.len(), |(byte, _)| byte)
    };
    byte(chars.start)..byte(chars.end.max(chars.start))
}

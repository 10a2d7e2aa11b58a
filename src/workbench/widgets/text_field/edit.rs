//! Changes of a field's text. Nothing here knows how the text looks.
//!
//! Every change goes through [`Editor::replace`], so every change can be undone, and the caret
//! always ends between two graphemes.

use std::ops::Range;

use super::history::{By, History, Step};
use super::selection::Selection;
use crate::analysis::segments::{
    next_grapheme, next_word, on_char, on_grapheme, paragraph_at, previous_grapheme, previous_word,
};

/// How much is erased when nothing is selected; the flag says "ahead of the caret".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Erase {
    Grapheme(bool),
    Word(bool),
    /// To the end, or the start, of the paragraph.
    Paragraph(bool),
}

/// A field's text while it is edited.
#[derive(Debug)]
pub(super) struct Editor<'a> {
    pub text: &'a mut String,
    pub selection: &'a mut Selection,
    pub history: &'a mut History,
}

impl Editor<'_> {
    /// The selected words; empty without a selection.
    pub fn selected(&self) -> &str {
        self.text.get(self.selection.range()).unwrap_or_default()
    }

    /// Puts words in place of the selection, with the caret behind them. Whether anything changed.
    pub fn insert(&mut self, words: &str, by: By) -> bool {
        self.replace(self.selection.range(), words, by)
    }

    /// Erases the selection; without one, what the caret stands at.
    pub fn erase(&mut self, erase: Erase) -> bool {
        if !self.selection.is_empty() {
            return self.insert("", By::Deed);
        }
        let by = match erase {
            Erase::Grapheme(_) => By::Erasing,
            Erase::Word(_) | Erase::Paragraph(_) => By::Deed,
        };
        self.replace(self.erased(erase), "", by)
    }

    fn erased(&self, erase: Erase) -> Range<usize> {
        let (text, at) = (self.text.as_str(), self.selection.caret);
        let to = match erase {
            Erase::Grapheme(true) => next_grapheme(text, at),
            Erase::Grapheme(false) => previous_grapheme(text, at),
            Erase::Word(true) => next_word(text, at),
            Erase::Word(false) => previous_word(text, at),
            Erase::Paragraph(ahead) => match (paragraph_at(text, at), ahead) {
                (here, true) if here.end > at => here.end,
                (here, false) if here.start < at => here.start,
                // At the end of a paragraph its end is erased.
                (_, true) => next_grapheme(text, at),
                (_, false) => previous_grapheme(text, at),
            },
        };
        at.min(to)..at.max(to)
    }

    /// Erases this many characters before and behind the caret, as an input method asks for.
    pub fn erase_around(&mut self, before: usize, behind: usize) -> bool {
        let at = self.selection.caret;
        let head = self.text.get(..at).unwrap_or_default();
        let tail = self.text.get(at..).unwrap_or_default();
        let start: usize = head.chars().rev().take(before).map(char::len_utf8).sum();
        let end: usize = tail.chars().take(behind).map(char::len_utf8).sum();
        self.replace(at - start..at + end, "", By::Deed)
    }

    /// Takes back the last step.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.history.undo() else {
            return false;
        };
        let there = step.at..step.at + step.inserted.len();
        put(self.text, there, &step.removed);
        *self.selection = step.before.within(self.text);
        true
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.history.redo() else {
            return false;
        };
        let there = step.at..step.at + step.removed.len();
        put(self.text, there, &step.inserted);
        *self.selection = step.after.within(self.text);
        true
    }

    /// Puts words in place of others.
    pub fn replace(&mut self, range: Range<usize>, words: &str, by: By) -> bool {
        let range = on_char(self.text, range.start)..on_char(self.text, range.end);
        if range.is_empty() && words.is_empty() {
            return false;
        }
        let removed = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let at = range.start;
        put(self.text, range, words);
        let before = *self.selection;
        *self.selection = Selection::at(on_grapheme(self.text, at + words.len()));
        self.history.push(Step {
            at,
            removed,
            inserted: words.to_owned(),
            before,
            after: *self.selection,
            by,
        });
        true
    }
}

/// Replaces a range; one that is not in the text changes nothing.
fn put(text: &mut String, range: Range<usize>, words: &str) {
    if text.get(range.clone()).is_some() {
        text.replace_range(range, words);
    }
}

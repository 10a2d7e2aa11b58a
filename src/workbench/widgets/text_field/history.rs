//! What was done to the text of one field, so that it can be undone.
//!
//! In: each replacement of words by others. Out: the replacements to carry out for undo and redo.
//! What is typed in one go is one step, up to the next word.

use super::selection::Selection;

/// The most steps that are remembered.
const MOST: usize = 500;

/// What a step was made by; only like steps are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Letters typed.
    Typing,
    /// Letters erased.
    Erasing,
    /// Anything that is a step of its own: pasting, cutting, a word erased.
    Deed,
}

/// Words replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Where, in bytes.
    pub at: usize,
    /// The words that stood there.
    pub removed: String,
    /// The words that stand there now.
    pub inserted: String,
    pub before: Selection,
    pub after: Selection,
    pub by: By,
}

/// The steps of a field.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Whether the next step stands alone, because the caret was moved.
    is_sealed: bool,
}

impl History {
    /// Remembers a step; what was undone cannot be done again.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        let sealed = std::mem::take(&mut self.is_sealed);
        let last = self.done.last_mut().filter(|_| !sealed);
        if last.is_none_or(|last| !last.join(&step)) {
            self.done.push(step);
        }
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// Lets the next step stand alone.
    pub fn seal(&mut self) {
        self.is_sealed = true;
    }

    /// The step to take back.
    pub fn undo(&mut self) -> Option<&Step> {
        self.undone.push(self.done.pop()?);
        self.undone.last()
    }

    /// The step to do again.
    pub fn redo(&mut self) -> Option<&Step> {
        self.seal();
        self.done.push(self.undone.pop()?);
        self.done.last()
    }
}

impl Step {
    /// Takes a step that goes on where this one ended into it; whether it did.
    fn join(&mut self, next: &Self) -> bool {
        if self.by != next.by || self.after != next.before {
            return false;
        }
        match self.by {
            By::Typing => self.join_typed(next),
            By::Erasing => self.join_erased(next),
            By::Deed => false,
        }
    }

    fn join_typed(&mut self, next: &Self) -> bool {
        let begins_word = self.inserted.ends_with(char::is_whitespace)
            && !next.inserted.starts_with(char::is_whitespace);
        let goes_on = next.removed.is_empty() && next.at == self.at + self.inserted.len();
        if begins_word || !goes_on {
            return false;
        }
        self.inserted.push_str(&next.inserted);
        self.after = next.after;
        true
    }

    fn join_erased(&mut self, next: &Self) -> bool {
        if next.at + next.removed.len() == self.at {
            self.removed.insert_str(0, &next.removed);
        } else if next.at == self.at {
            self.removed.push_str(&next.removed);
        } else {
            return false;
        }
        self.at = next.at;
        self.after = next.after;
        true
    }
}

//! What is typed but not yet part of the project.
//!
//! A text field edits a draft, not the document. The draft is kept here under the key of the field
//! (`K` names a record and one of its fields), so it outlives the field: when the pane turns to
//! something else, or the app is about to save, undo or close, [`Drafts::take_all`] and
//! [`Drafts::take_hidden`] hand out what was typed, and the app commits it as if Enter had been
//! pressed. A draft its field refused stays, with the reason, until it is mended or reverted.

use std::collections::BTreeMap;

/// Says why a text cannot be committed, in words for the analyst. Plain functions only, so that a
/// draft can be checked after its field is gone.
pub type Check = fn(&str) -> Result<(), String>;

/// Accepts every text.
pub fn no_check(_: &str) -> Result<(), String> {
    Ok(())
}

/// All open drafts.
#[derive(Debug)]
pub struct Drafts<K> {
    open: BTreeMap<K, Draft>,
    focus: Option<K>,
    keyboard: Option<Keyboard<K>>,
}

/// The field that had the keyboard when it was drawn last.
#[derive(Debug)]
struct Keyboard<K> {
    key: K,
    id: egui::Id,
    /// Its text is not the committed one.
    differs: bool,
}

#[derive(Debug)]
pub(super) struct Draft {
    pub text: String,
    /// The committed value when typing began; `None` until the field is drawn.
    pub base: Option<String>,
    /// Why the text was refused; `None` as soon as it is edited again.
    pub error: Option<String>,
    pub check: Check,
    /// The pass in which its field was last drawn.
    pub drawn_in: u64,
}

impl<K> Default for Drafts<K> {
    fn default() -> Self {
        Self {
            open: BTreeMap::new(),
            focus: None,
            keyboard: None,
        }
    }
}

impl<K: Ord + Clone> Drafts<K> {
    /// Nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether anything is typed and not committed.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The drafts that were refused, with the reason, by key.
    pub fn refused(&self) -> impl Iterator<Item = (&K, &str)> {
        self.open
            .iter()
            .filter_map(|(key, draft)| Some((key, draft.error.as_deref()?)))
    }

    /// Everything typed that passes its field's check, by key; call before save, undo and close.
    /// What does not pass stays and is listed by [`Self::refused`].
    pub fn take_all(&mut self) -> Vec<(K, String)> {
        self.take_where(|_| true)
    }

    /// The same for drafts whose field was not drawn in this pass; call after drawing.
    pub fn take_hidden(&mut self, ctx: &egui::Context) -> Vec<(K, String)> {
        let pass = ctx.cumulative_pass_nr();
        self.take_where(|draft| draft.drawn_in != pass && draft.error.is_none())
    }

    /// Puts a text back that a verb refused after its field had let it go.
    pub fn refuse(&mut self, key: K, text: String, reason: String) {
        let draft = Draft {
            text,
            base: None,
            error: Some(reason),
            check: no_check,
            drawn_in: 0,
        };
        self.open.insert(key, draft);
    }

    /// Forgets what was typed into a field, for example because its record is gone.
    pub fn drop_draft(&mut self, key: &K) {
        self.open.remove(key);
    }

    /// Whether a field has the keyboard and holds something that is not committed: only then are
    /// Undo and Redo its own.
    pub fn is_editing(&self, ctx: &egui::Context) -> bool {
        self.keyboard
            .as_ref()
            .is_some_and(|at| at.differs && ctx.memory(|memory| memory.has_focus(at.id)))
    }

    /// Moves the keyboard to a field when it is drawn next, its text selected.
    pub fn focus(&mut self, key: K) {
        self.focus = Some(key);
    }

    /// Whether this field is the one to be focused; asked once.
    pub(super) fn take_focus(&mut self, key: &K) -> bool {
        let mine = self.focus.as_ref() == Some(key);
        if mine {
            self.focus = None;
        }
        mine
    }

    /// Told of every field in every frame: whether it has the keyboard and holds a draft.
    pub(super) fn drawn(&mut self, key: &K, response: &egui::Response, differs: bool) {
        if response.has_focus() {
            self.keyboard = Some(Keyboard {
                key: key.clone(),
                id: response.id,
                differs,
            });
        } else if self.keyboard.as_ref().is_some_and(|at| at.key == *key) {
            self.keyboard = None;
        }
    }

    pub(super) fn take(&mut self, key: &K) -> Option<Draft> {
        self.open.remove(key)
    }

    pub(super) fn keep(&mut self, key: K, draft: Draft) {
        self.open.insert(key, draft);
    }

    fn take_where(&mut self, wanted: impl Fn(&Draft) -> bool) -> Vec<(K, String)> {
        let mut taken = Vec::new();
        let mut kept = BTreeMap::new();
        for (key, mut draft) in std::mem::take(&mut self.open) {
            if !wanted(&draft) {
                kept.insert(key, draft);
                continue;
            }
            match (draft.check)(&draft.text) {
                Ok(()) => taken.push((key, draft.text)),
                Err(reason) => {
                    draft.error = Some(reason);
                    kept.insert(key, draft);
                }
            }
        }
        self.open = kept;
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, drawn_in: u64) -> Draft {
        let check: Check = |text| match text {
            "bad" => Err("Not this.".to_owned()),
            _ => Ok(()),
        };
        Draft {
            text: text.to_owned(),
            base: None,
            error: None,
            check,
            drawn_in,
        }
    }

    #[test]
    fn what_passes_is_taken_and_what_does_not_stays() {
        let mut drafts = Drafts::new();
        drafts.keep(2, draft("bad", 0));
        drafts.keep(1, draft("good", 0));
        assert_eq!(drafts.take_all(), [(1, "good".to_owned())]);
        assert_eq!(drafts.refused().collect::<Vec<_>>(), [(&2, "Not this.")]);
        assert_eq!(drafts.take_all(), []);
        drafts.drop_draft(&2);
        assert!(drafts.is_empty());
    }

    #[test]
    fn only_hidden_fields_are_swept() {
        let ctx = egui::Context::default();
        let now = ctx.cumulative_pass_nr();
        let mut drafts = Drafts::new();
        drafts.keep("shown", draft("a", now));
        drafts.keep("hidden", draft("b", now + 1));
        assert_eq!(drafts.take_hidden(&ctx), [("hidden", "b".to_owned())]);
        assert!(!drafts.is_empty());
    }

    #[test]
    fn a_refused_text_waits_to_be_mended() {
        let mut drafts = Drafts::new();
        drafts.refuse("when", "2025-13".to_owned(), "No month 13.".to_owned());
        let ctx = egui::Context::default();
        assert_eq!(drafts.take_hidden(&ctx), []);
        assert_eq!(drafts.refused().count(), 1);
    }
}

//! What changed between two texts, for the eye.

use super::place::Texts;
use super::words::Words;
use crate::model::text::TextSpan;

/// A stretch of one text that the other does not have in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it stands.
    pub span: TextSpan,
    /// Whether it stands elsewhere in the other text.
    pub moved: bool,
}

/// The words that are not in both texts at the same place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Those of the old text, in order, apart.
    pub removed: Vec<Changed>,
    /// Those of the new text, in order, apart.
    pub added: Vec<Changed>,
}

impl Changes {
    pub(super) fn of(texts: &Texts) -> Self {
        let mut kept = vec![false; texts.new.len()];
        let mut moved = vec![false; texts.new.len()];
        let mark = |marks: &mut Vec<bool>, at: Option<usize>| {
            if let Some(mark) = at.and_then(|at| marks.get_mut(at)) {
                *mark = true;
            }
        };
        for word in 0..texts.old.len() {
            mark(&mut kept, texts.alignment.in_order(word));
            mark(&mut moved, texts.alignment.moved(word));
        }
        let old = |word: usize| {
            let stays = texts.alignment.in_order(word).is_some();
            (!stays).then(|| texts.alignment.moved(word).is_some())
        };
        let new = |word: usize| {
            let stays = kept.get(word).copied().unwrap_or(false);
            (!stays).then(|| moved.get(word).copied().unwrap_or(false))
        };
        Self {
            removed: stretches(&texts.old, old),
            added: stretches(&texts.new, new),
        }
    }
}

/// Joins neighbouring words that changed in the same way.
fn stretches(words: &Words, changed: impl Fn(usize) -> Option<bool>) -> Vec<Changed> {
    let mut out: Vec<Changed> = Vec::new();
    let mut behind = None;
    for (word, span) in words.spans.iter().enumerate() {
        let now = changed(word);
        match (now, out.last_mut()) {
            (Some(moved), Some(last)) if behind == Some(moved) => last.span = last.span.hull(*span),
            (Some(moved), _) => out.push(Changed { span: *span, moved }),
            (None, _) => {}
        }
        behind = now;
    }
    out
}

//! What is meant in the whole window, and where in this text it stands.
//!
//! In: the selected annotation and those of the selected event, frame by frame. Out: whether
//! others are meant than before, and their passages, found once for each change.

use super::ReaderInput;
use crate::derived::spans::Highlight;
use crate::model::id::{AnnotationId, SourceId};
use crate::model::text::TextSpan;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was meant in the last frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    selected: Option<AnnotationId>,
    lit: Arc<BTreeSet<AnnotationId>>,
    /// The text, and how often its passages had changed.
    of: Option<(SourceId, u64)>,
    passages: Vec<Highlight>,
}

impl Focus {
    /// Takes over what is meant now; whether other annotations are meant than before.
    pub fn update(&mut self, input: &ReaderInput<'_>) -> bool {
        // The same set, not an equal one: it may be as large as the text has passages.
        let same = self.selected == input.selected && Arc::ptr_eq(&self.lit, input.lit);
        let of = Some((input.source_id, input.spans.changes()));
        if same && self.of == of {
            return false;
        }
        let has_changed = self.selected != input.selected || self.lit != *input.lit;
        let ids = input.selected.into_iter().chain(input.lit.iter().copied());
        let mut passages: Vec<Highlight> = ids
            .flat_map(|id| {
                let parts = (input.parts)(id).into_iter();
                parts.map(move |span| Highlight { span, id })
            })
            .collect();
        passages.sort_unstable();
        passages.dedup();
        *self = Self {
            selected: input.selected,
            lit: Arc::clone(input.lit),
            of,
            passages,
        };
        has_changed
    }

    /// Whether nothing is meant, here or in another text.
    pub fn is_empty(&self) -> bool {
        self.selected.is_none() && self.lit.is_empty()
    }

    /// What is meant, where it stands in this text, in order.
    pub fn passages(&self) -> &[Highlight] {
        &self.passages
    }

    /// Whether some words are among, or share words with, what is meant.
    pub fn touches(&self, words: TextSpan) -> bool {
        let words = words.range();
        self.passages.iter().any(|known| {
            let known = known.span.range();
            known.start < words.end && words.start < known.end
        })
    }
}

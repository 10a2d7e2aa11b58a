//! What is meant in the whole window, and where in this text it stands.
//!
//! In: the selected annotation and those of the selected event, frame by frame. Out: whether
//! others are meant than before, and their passages, found once for each change.

use super::ReaderInput;
use crate::derived::spans::Highlight;
use crate::model::id::AnnotationId;
use crate::model::text::TextSpan;

/// What was meant in the last frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    selected: Option<AnnotationId>,
    lit: Vec<AnnotationId>,
    /// How many passages the text had.
    of: usize,
    passages: Vec<Highlight>,
}

impl Focus {
    /// Takes over what is meant now; whether other annotations are meant than before.
    pub fn update(&mut self, input: &ReaderInput<'_>) -> bool {
        let same = self.selected == input.selected && self.lit == input.lit;
        if same && self.of == input.spans.len() && self.still_stand(input) {
            return false;
        }
        let meant = |id: &AnnotationId| input.selected == Some(*id) || input.lit.contains(id);
        let all = input.spans.starting_in(0..usize::MAX);
        *self = Self {
            selected: input.selected,
            lit: input.lit.to_vec(),
            of: input.spans.len(),
            passages: match input.selected.is_none() && input.lit.is_empty() {
                true => Vec::new(),
                false => all.filter(|known| meant(&known.id)).collect(),
            },
        };
        !same
    }

    fn still_stand(&self, input: &ReaderInput<'_>) -> bool {
        self.passages.iter().all(|known| {
            let start = known.span.start().index();
            let mut there = input.spans.starting_in(start..start + 1);
            there.any(|found| found == *known)
        })
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

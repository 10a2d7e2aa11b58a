//! How strongly an annotation is shown: at rest, under the mouse, with the selection, selected.

use super::ReaderInput;
use crate::model::id::AnnotationId;

/// How strongly an annotation is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Light {
    Quiet,
    Hovered,
    Lit,
    Selected,
}

impl Light {
    pub fn of(id: AnnotationId, input: &ReaderInput<'_>) -> Self {
        if input.selected == Some(id) {
            Self::Selected
        } else if input.lit.contains(&id) {
            Self::Lit
        } else if input.hovered == Some(id) {
            Self::Hovered
        } else {
            Self::Quiet
        }
    }

    /// Opacity of the band behind the words.
    pub fn band(self, dark: bool) -> f32 {
        let strength = match self {
            Self::Quiet => 0.0,
            Self::Hovered => 0.08,
            Self::Lit => 0.12,
            Self::Selected => 0.18,
        };
        if dark { strength * 1.3 } else { strength }
    }
}

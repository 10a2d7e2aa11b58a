//! What is in sight in this frame: the placed items with their marks.

use std::ops::Range;

use egui::{Pos2, Rect, Ui};

use super::marks::{Mark, marks};
use super::page::Page;
use super::scroll::Placed;
use super::state::ReaderState;
use super::{CodeLook, ReaderInput};
use crate::model::id::AnnotationId;
use crate::model::text::TextSpan;
use crate::workbench::typesetting::StretchBox;

/// A placed item and its marks.
pub(super) struct Sight<'a> {
    pub placed: Placed,
    pub marks: Vec<Mark<'a>>,
}

/// Everything in sight.
pub(super) struct View<'a> {
    pub page: Page,
    pub sights: Vec<Sight<'a>>,
}

impl<'a> View<'a> {
    pub fn new(ui: &Ui, state: &mut ReaderState, page: &Page, input: &ReaderInput<'a>) -> Self {
        let placed = state.scroll.placed(ui.ctx(), &mut state.flow, page);
        let sights = placed.into_iter().map(|placed| {
            let range = placed.item.range.clone();
            let span = range.and_then(TextSpan::from_range);
            let touching = span.map_or_else(Vec::new, |span| input.spans.touching(span));
            Sight {
                marks: marks(&touching, input.look),
                placed,
            }
        });
        Self {
            page: *page,
            sights: sights.collect(),
        }
    }

    /// The place for a caret that is nearest to a point.
    pub fn byte_near(&self, point: Pos2) -> Option<usize> {
        let texts = || {
            let sights = self.sights.iter().map(|sight| &sight.placed);
            sights.filter_map(|placed| Some((placed, placed.item.range.clone()?.start)))
        };
        let above = texts()
            .take_while(|(placed, _)| placed.origin.y <= point.y)
            .last();
        let (placed, start) = above.or_else(|| texts().next())?;
        Some(start + placed.item.layout.byte_near(placed.local(point)))
    }

    /// The byte of the letter under a point; `None` beside the words.
    pub fn byte_under(&self, point: Pos2) -> Option<usize> {
        self.sights.iter().find_map(|sight| {
            let placed = &sight.placed;
            let start = placed.item.range.as_ref()?.start;
            Some(start + placed.item.layout.grapheme_under(placed.local(point))?)
        })
    }

    /// The annotations on a byte, innermost first.
    pub fn annotations_at(&self, byte: usize) -> Vec<AnnotationId> {
        let marks = self.sights.iter().flat_map(|sight| &sight.marks);
        let mut found = Vec::new();
        for mark in marks.filter(|mark| mark.range.contains(&byte)) {
            if !found.contains(&mark.id) {
                found.push(mark.id);
            }
        }
        found
    }

    /// How the codes on a byte look, innermost first, each code once.
    pub fn looks_at(&self, byte: usize) -> Vec<CodeLook<'a>> {
        let marks = self.sights.iter().flat_map(|sight| &sight.marks);
        let mut found: Vec<CodeLook<'a>> = Vec::new();
        for mark in marks.filter(|mark| mark.range.contains(&byte)) {
            if !found.contains(&mark.look) {
                found.push(mark.look);
            }
        }
        found
    }

    /// The bytes in sight, from the first item to the last; `None` where no text is.
    pub fn range(&self) -> Option<Range<usize>> {
        let mut ranges = self
            .sights
            .iter()
            .filter_map(|it| it.placed.item.range.as_ref());
        let first = ranges.next()?;
        let last = ranges.next_back().unwrap_or(first);
        Some(first.start..last.end)
    }

    /// The boxes of a stretch that are in sight, on the screen.
    pub fn boxes(&self, range: &Range<usize>) -> Vec<StretchBox> {
        let sights = self.sights.iter();
        sights.flat_map(|sight| sight.boxes(range)).collect()
    }

    /// A caret in front of a byte, on the screen; `None` out of sight.
    pub fn caret(&self, byte: usize) -> Option<Rect> {
        self.sights.iter().find_map(|sight| {
            let range = sight.placed.item.range.as_ref()?;
            let inside = (range.start..=range.end).contains(&byte);
            let caret = inside.then(|| sight.placed.item.layout.caret(byte - range.start))?;
            Some(caret.translate(sight.placed.origin.to_vec2()))
        })
    }
}

impl Sight<'_> {
    /// The boxes of a stretch of the text in this item, on the screen.
    pub fn boxes(&self, range: &Range<usize>) -> Vec<StretchBox> {
        let Some(own) = &self.placed.item.range else {
            return Vec::new();
        };
        let (start, end) = (range.start.max(own.start), range.end.min(own.end));
        if start >= end {
            return Vec::new();
        }
        let moved = self.placed.origin.to_vec2();
        let boxes = self
            .placed
            .item
            .layout
            .boxes(start - own.start..end - own.start);
        let on_screen = boxes.into_iter().map(|found| StretchBox {
            rect: found.rect.translate(moved),
            line: found.line,
            baseline: found.baseline + moved.y,
            range: own.start + found.range.start..own.start + found.range.end,
            ends_right: found.ends_right,
        });
        on_screen.collect()
    }
}

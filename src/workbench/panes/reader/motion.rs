//! Where the caret goes.
//!
//! By letter it goes where the arrow points: through the carets of a line from left to right or
//! back, each once, also through words that run against the line, and on in the line below or above
//! at its ends. By word the arrow means the paragraph's direction (left is onwards in Urdu) and
//! words come in the order of the text, so that a selection grows by whole words. Home and End are
//! where the line begins and ends for a reader; sentences and paragraphs go by the text alone.

use std::ops::Range;

use egui::Context;

use super::flow::Flow;
use super::keys::Grain;
use crate::analysis::segments as text_of;

/// A way to move the caret; the flag is "forwards" in the text, except for the two that say right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    /// To the right or to the left on the page, by a letter.
    Sideways(bool),
    /// To the right or to the left, as the paragraph runs, by a word.
    WordSideways(bool),
    Sentence(bool),
    Paragraph(bool),
    Line(bool),
    /// By as many lines as the pane shows.
    Page(bool),
    LineEnd(bool),
    TextEnd(bool),
}

/// The caret and the x it tries to keep while it goes up and down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Caret {
    pub byte: usize,
    goal_x: Option<f32>,
}

impl Caret {
    pub fn at(byte: usize) -> Self {
        Self { byte, goal_x: None }
    }
}

/// A text to move in.
pub(super) struct Walk<'a> {
    pub ctx: &'a Context,
    pub flow: &'a mut Flow,
    pub text: &'a str,
    /// How many lines the pane shows.
    pub page_lines: usize,
}

impl Walk<'_> {
    pub fn moved(&mut self, caret: Caret, motion: Motion) -> Caret {
        let at = caret.byte;
        let (byte, forwards) = match motion {
            Motion::Line(down) => return self.lines(caret, down, 1),
            Motion::Page(down) => return self.lines(caret, down, self.page_lines),
            Motion::LineEnd(end) => return self.line_end(at, end),
            Motion::TextEnd(end) => {
                let (first, last) = self.flow.text_ends();
                return Caret::at(if end { last } else { first });
            }
            Motion::Sideways(right) => return self.sideways(at, right),
            Motion::WordSideways(right) => {
                let forwards = right == self.is_rightwards(at);
                let next = if forwards {
                    text_of::next_word
                } else {
                    text_of::previous_word
                };
                (next(self.text, at), forwards)
            }
            Motion::Sentence(forwards) => {
                let next = if forwards {
                    text_of::next_sentence
                } else {
                    text_of::previous_sentence
                };
                (next(self.text, at), forwards)
            }
            Motion::Paragraph(forwards) => {
                let next = if forwards {
                    text_of::next_paragraph
                } else {
                    text_of::previous_paragraph
                };
                (next(self.text, at), forwards)
            }
        };
        Caret::at(self.snapped(byte, forwards))
    }

    /// The nearest place in a block, onwards in the direction of the motion; at the ends of the
    /// text back to it.
    pub fn snapped(&self, byte: usize, forwards: bool) -> usize {
        let (first, last) = self.flow.text_ends();
        let byte = text_of::on_char(self.text, byte).clamp(first, last);
        let item = self.flow.item_of(byte);
        match self.flow.block_range(item) {
            Some(range) if byte > range.end && forwards => self
                .flow
                .text_beside(item, true)
                .and_then(|next| self.flow.block_range(next))
                .map_or(last, |next| next.start),
            Some(range) => byte.min(range.end),
            None => byte,
        }
    }

    fn is_rightwards(&mut self, byte: usize) -> bool {
        let item = self.flow.item_of(byte);
        let set = self.flow.item(self.ctx, item);
        set.is_none_or(|set| set.layout.is_rightwards())
    }

    fn sideways(&mut self, byte: usize, right: bool) -> Caret {
        let item = self.flow.item_of(byte);
        if let Some((set, start)) = self.block(item)
            && let Some(beside) = set.layout.beside(byte.saturating_sub(start), right)
        {
            return Caret::at(start + beside);
        }
        let forwards = right == self.is_rightwards(byte);
        let next = match forwards {
            true => text_of::next_grapheme(self.text, byte),
            false => text_of::previous_grapheme(self.text, byte),
        };
        Caret::at(self.snapped(next, forwards))
    }

    fn line_end(&mut self, byte: usize, end: bool) -> Caret {
        let item = self.flow.item_of(byte);
        let Some((set, start)) = self.block(item) else {
            return Caret::at(byte);
        };
        let (first, last) = set.layout.line_ends(set.layout.line_of(byte - start));
        Caret::at(start + if end { last } else { first })
    }

    fn lines(&mut self, caret: Caret, down: bool, count: usize) -> Caret {
        let mut item = self.flow.item_of(caret.byte);
        let Some((mut set, mut start)) = self.block(item) else {
            return caret;
        };
        let inside = caret.byte.saturating_sub(start);
        let goal = caret
            .goal_x
            .unwrap_or_else(|| set.layout.caret(inside).left());
        let mut line = set.layout.line_of(inside);
        for _ in 0..count {
            if down && line + 1 < set.layout.line_count() {
                line += 1;
            } else if !down && line > 0 {
                line -= 1;
            } else {
                let beside = self.flow.text_beside(item, down);
                let Some((next, (next_set, next_start))) =
                    beside.and_then(|next| Some((next, self.block(next)?)))
                else {
                    let (first, last) = self.flow.text_ends();
                    return Caret::at(if down { last } else { first });
                };
                (item, set, start) = (next, next_set, next_start);
                line = if down { 0 } else { set.layout.line_count() - 1 };
            }
        }
        Caret {
            byte: start + set.layout.byte_on_line(line, goal),
            goal_x: Some(goal),
        }
    }

    fn block(&mut self, item: usize) -> Option<(std::sync::Arc<super::flow::SetItem>, usize)> {
        let set = self.flow.item(self.ctx, item)?;
        let start = set.range.as_ref()?.start;
        Some((set, start))
    }
}

/// The unit of text around a place.
pub(super) fn unit(text: &str, at: usize, grain: Grain) -> Range<usize> {
    match grain {
        Grain::Letter => at..at,
        Grain::Word => text_of::word_at(text, at),
        Grain::Sentence => text_of::sentence_at(text, at),
        Grain::Paragraph => {
            let line = text_of::paragraph_at(text, at);
            let words = text.get(line.clone()).unwrap_or_default();
            let start = line.start + (words.len() - words.trim_start().len());
            start..start + words.trim().len()
        }
    }
}

/// The units around a stretch, from the first it touches to the last.
pub(super) fn around(text: &str, range: &Range<usize>, grain: Grain) -> Range<usize> {
    let first = unit(text, range.start, grain);
    let last = match range.is_empty() {
        true => first.clone(),
        false => unit(text, last_byte(text, range.end), grain),
    };
    first.start.min(range.start)..last.end.max(range.end)
}

/// The unit around the caret; where it is selected already, the next one with it.
pub(super) fn grown(
    text: &str,
    selected: Option<Range<usize>>,
    at: usize,
    grain: Grain,
) -> Range<usize> {
    let start = selected.as_ref().map_or(at, |range| range.start);
    let here = unit(text, start, grain);
    match selected {
        Some(range) if range.start == here.start && range.end >= here.end => {
            let next = match grain {
                Grain::Letter => text_of::next_grapheme(text, range.end),
                Grain::Word => word_behind(text, range.end),
                Grain::Sentence => text_of::next_sentence(text, last_byte(text, range.end)),
                Grain::Paragraph => text_of::next_paragraph(text, last_byte(text, range.end)),
            };
            let next = unit(text, next, grain);
            range.start..next.end.max(range.end)
        }
        _ => here,
    }
}

/// A place inside what ends at `end`.
fn last_byte(text: &str, end: usize) -> usize {
    text_of::previous_grapheme(text, end)
}

fn word_behind(text: &str, end: usize) -> usize {
    let next = text_of::next_word(text, last_byte(text, end));
    let is_word = text
        .get(next..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(char::is_alphanumeric);
    if is_word {
        next
    } else {
        text_of::next_word(text, next)
    }
}

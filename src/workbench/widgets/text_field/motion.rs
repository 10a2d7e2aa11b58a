//! Where the caret of a field goes.

use super::lines::Lines;
use super::selection::Selection;
use crate::analysis::segments::{
    next_grapheme, next_word, paragraph_at, previous_grapheme, previous_word,
};

/// A way to move the caret; the flag is "forwards", except for those that say "sideways": right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    /// By a letter, to the right or to the left on the page.
    Sideways(bool),
    /// By a word, to the right or to the left on the page.
    WordSideways(bool),
    /// To the end of the line that is on the right or on the left.
    LineSide(bool),
    /// By a letter, in the order of the text.
    Onwards(bool),
    Line(bool),
    /// By as many lines as are in sight.
    Page(bool),
    LineEnd(bool),
    ParagraphEnd(bool),
    TextEnd(bool),
}

/// A text with its lines, to move in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    pub text: &'a str,
    pub lines: &'a Lines,
    /// How many lines are in sight.
    pub page_lines: usize,
}

/// Where a motion leads: the caret, and the x to keep while going up and down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub caret: usize,
    pub goal_x: Option<f32>,
}

impl Walk<'_> {
    /// The place a motion leads to.
    pub fn place(&self, from: Selection, goal_x: Option<f32>, motion: Motion) -> Place {
        let count = match motion {
            Motion::Line(_) => 1,
            Motion::Page(_) => self.page_lines,
            _ => 0,
        };
        if let Motion::Line(down) | Motion::Page(down) = motion {
            let goal = goal_x.unwrap_or_else(|| self.lines.caret(from.caret).left());
            return match self.lines.line_beside(from.caret, down, count, goal) {
                Some(caret) => Place {
                    caret,
                    goal_x: Some(goal),
                },
                None => self.standing(self.end(down)),
            };
        }
        self.standing(self.target(from.caret, motion))
    }

    /// Where an arrow leads that lets go of a selection: the end of it on that side.
    pub fn side_of(&self, selection: Selection, right: bool) -> usize {
        let range = selection.range();
        match right == self.lines.is_rightwards(selection.caret) {
            true => range.end,
            false => range.start,
        }
    }

    fn standing(&self, caret: usize) -> Place {
        Place {
            caret,
            goal_x: None,
        }
    }

    fn end(&self, end: bool) -> usize {
        if end { self.text.len() } else { 0 }
    }

    fn target(&self, at: usize, motion: Motion) -> usize {
        let forwards = |right: bool| right == self.lines.is_rightwards(at);
        match motion {
            Motion::Sideways(right) => self.lines.beside(at, right),
            Motion::Onwards(forwards) => self.letter(at, forwards),
            Motion::WordSideways(right) if forwards(right) => next_word(self.text, at),
            Motion::WordSideways(_) => previous_word(self.text, at),
            Motion::LineSide(right) => self.lines.line_end(at, forwards(right)),
            Motion::LineEnd(end) => self.lines.line_end(at, end),
            Motion::ParagraphEnd(true) => paragraph_at(self.text, at).end,
            Motion::ParagraphEnd(false) => paragraph_at(self.text, at).start,
            Motion::TextEnd(end) => self.end(end),
            Motion::Line(_) | Motion::Page(_) => at,
        }
    }

    fn letter(&self, at: usize, forwards: bool) -> usize {
        match forwards {
            true => next_grapheme(self.text, at),
            false => previous_grapheme(self.text, at),
        }
    }
}

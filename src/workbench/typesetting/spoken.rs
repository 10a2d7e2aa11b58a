//! Set words for a screen reader: runs of one line and one direction in the order of the text, and
//! which byte of the text a place among them is. The page and every field speak through here.
//!
//! In: runs and where they are on the screen. Out: their nodes, and places of carets.

use std::ops::Range;

use egui::accesskit::{self, Role, TextDirection, TextPosition, TextSelection};
use egui::{Context, Id, Pos2, Rect, Sense, Ui, UiBuilder};
use unicode_segmentation::UnicodeSegmentation as _;

use super::TextRun;

/// The longest letter, in bytes: screen readers count them in one byte.
const LONGEST_LETTER: usize = 248;

/// Words to be spoken.
#[derive(Clone, Copy, Debug)]
pub struct Spoken<'a> {
    /// The node they belong to.
    pub parent: Id,
    /// What the bytes of the runs count in.
    pub words: &'a str,
    /// Where on the screen the runs count from.
    pub origin: Pos2,
    /// Whether a line end is said behind the last run that is not among the words.
    pub ends_line: bool,
}

impl Spoken<'_> {
    /// Makes a node of each run. Call only while somebody listens; takes no room.
    pub fn speak(&self, ui: &mut Ui, runs: &[TextRun]) {
        let inside = UiBuilder::new()
            .id_salt(self.parent.with("runs"))
            .max_rect(ui.max_rect())
            .accessibility_parent(self.parent);
        let ui = ui.new_child(inside);
        for (number, run) in runs.iter().enumerate() {
            let on_line = |other: Option<usize>| {
                let other =
                    other.filter(|other| runs.get(*other).map(|it| it.line) == Some(run.line));
                other.map(|other| run_id(self.parent, other).accesskit_id())
            };
            let around = (on_line(number.checked_sub(1)), on_line(Some(number + 1)));
            let ends = self.ends_line && number + 1 == runs.len();
            self.run_node(&ui, run, (run_id(self.parent, number), around), ends);
        }
    }

    fn run_node(&self, ui: &Ui, run: &TextRun, (id, around): (Id, Neighbours), ends: bool) {
        let rect = run.rect.translate(self.origin.to_vec2());
        // The node is a child of its parent because this says so.
        ui.interact(rect, id, Sense::hover());
        let letters = Letters::of(run, self.words, ends);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::TextRun);
            node.set_text_direction(match run.rightwards {
                true => TextDirection::LeftToRight,
                false => TextDirection::RightToLeft,
            });
            node.set_bounds(bounds(rect));
            node.set_value(letters.value);
            node.set_character_lengths(letters.lengths);
            node.set_character_positions(letters.positions);
            node.set_character_widths(letters.widths);
            node.set_word_starts(letters.word_starts);
            let (before, behind) = around;
            before
                .into_iter()
                .for_each(|id| node.set_previous_on_line(id));
            behind.into_iter().for_each(|id| node.set_next_on_line(id));
        });
    }
}

/// The runs before and behind one on its line.
type Neighbours = (Option<accesskit::NodeId>, Option<accesskit::NodeId>);

fn run_id(parent: Id, number: usize) -> Id {
    parent.with(("run", number))
}

/// What a run says, letter by letter.
#[derive(Default)]
struct Letters {
    value: String,
    lengths: Vec<u8>,
    positions: Vec<f32>,
    widths: Vec<f32>,
    word_starts: Vec<u8>,
}

impl Letters {
    fn of(run: &TextRun, words: &str, ends: bool) -> Self {
        let mut letters = Self {
            word_starts: word_starts(run, words),
            ..Self::default()
        };
        for (range, position, width) in &run.graphemes {
            let letter = words.get(range.clone()).unwrap_or_default();
            letters.push(letter, (*position, *width));
        }
        if ends {
            letters.push("\n", (run.rect.width(), 0.0));
        }
        letters
    }

    fn push(&mut self, letter: &str, (position, width): (f32, f32)) {
        // Hundreds of accents on one letter: some will do.
        let said = letter.get(..letter.floor_char_boundary(LONGEST_LETTER));
        let said = said.unwrap_or_default();
        self.value.push_str(said);
        self.lengths
            .push(u8::try_from(said.len()).unwrap_or(u8::MAX));
        self.positions.push(position);
        self.widths.push(width);
    }
}

/// The numbers of the letters with which words begin.
fn word_starts(run: &TextRun, words: &str) -> Vec<u8> {
    let words = words.get(run.range.clone()).unwrap_or_default();
    let starts = words.unicode_word_indices().filter_map(|(at, _)| {
        let at = run.range.start + at;
        let begins = |(letter, ..): &(Range<usize>, f32, f32)| letter.start.cmp(&at);
        run.graphemes.binary_search_by(begins).ok()
    });
    starts
        .filter_map(|letter| u8::try_from(letter).ok())
        .collect()
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.left().into(),
        y0: rect.top().into(),
        x1: rect.right().into(),
        y1: rect.bottom().into(),
    }
}

/// Which bytes of a text the runs of its paragraphs stand for, in the order of the text.
#[derive(Debug, Default)]
pub struct Script {
    runs: Vec<Known>,
}

/// A run: its bytes, its node, and where its letters begin.
#[derive(Debug)]
struct Known {
    range: Range<usize>,
    node: accesskit::NodeId,
    starts: Vec<usize>,
}

impl Script {
    /// Adds the runs of a paragraph behind those known; its first byte in the text is `start`.
    pub fn add(&mut self, parent: Id, start: usize, runs: &[TextRun]) {
        let known = runs.iter().enumerate().map(|(number, run)| Known {
            range: start + run.range.start..start + run.range.end,
            node: run_id(parent, number).accesskit_id(),
            starts: run
                .graphemes
                .iter()
                .map(|(letter, ..)| start + letter.start)
                .collect(),
        });
        self.runs.extend(known);
    }

    /// Says in the node of the text where the selection begins and where the caret is. What was not
    /// spoken is taken as its nearest neighbour that was.
    pub fn select(&self, ctx: &Context, text: Id, anchor: usize, caret: usize) {
        let (Some(anchor), Some(focus)) = (self.position(anchor), self.position(caret)) else {
            return;
        };
        ctx.accesskit_node_builder(text, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }

    fn position(&self, byte: usize) -> Option<TextPosition> {
        let behind = self.runs.partition_point(|run| run.range.start <= byte);
        let run = self.runs.get(behind.saturating_sub(1))?;
        Some(TextPosition {
            node: run.node,
            character_index: run.starts.partition_point(|start| *start < byte),
        })
    }

    /// The byte of the text that a screen reader means by a position.
    pub fn byte_of(&self, position: &TextPosition) -> Option<usize> {
        let run = self.runs.iter().find(|run| run.node == position.node)?;
        let start = run.starts.get(position.character_index);
        Some(start.copied().unwrap_or(run.range.end))
    }
}

//! The words for a screen reader: every paragraph in sight, and the one with the caret, as runs of
//! one line and one direction in the order of the text, and where among them the selection is.
//!
//! Nothing is done unless somebody listens.

use std::ops::Range;

use egui::accesskit::{NodeId, Role, TextDirection, TextPosition, TextSelection};
use egui::{Context, Id, Pos2, Rect, Sense, Ui, UiBuilder};

use crate::workbench::typesetting::{ParagraphLayout, TextRun};

/// The longest letter, in bytes: screen readers count them in one byte.
const LONGEST_LETTER: usize = 248;

/// A paragraph to be spoken.
pub(super) struct Spoken<'a> {
    /// Its node.
    pub parent: Id,
    pub words: &'a str,
    /// Its first byte in the text; `None` for a heading that is not part of it.
    pub start: Option<usize>,
    pub layout: &'a ParagraphLayout,
    /// Where its top left corner is on the screen.
    pub origin: Pos2,
}

/// The runs that were spoken, by byte of the text.
#[derive(Debug, Default)]
pub(super) struct Script {
    runs: Vec<(Range<usize>, NodeId, Vec<usize>)>,
}

/// Speaks a paragraph.
pub(super) fn speak(ui: &mut Ui, spoken: &Spoken<'_>, script: &mut Script) {
    let inside = UiBuilder::new()
        .id_salt(spoken.parent.with("runs"))
        .accessibility_parent(spoken.parent);
    ui.scope_builder(inside, |ui| {
        let runs = spoken.layout.text_runs();
        let ids: Vec<Id> = runs
            .iter()
            .map(|run| spoken.parent.with(("run", run.range.start)))
            .collect();
        for (number, run) in runs.iter().enumerate() {
            let on_line = |other: Option<usize>| {
                let other = other?;
                let same = runs.get(other)?.line == run.line;
                same.then(|| ids.get(other).copied()).flatten()
            };
            let around = (on_line(number.checked_sub(1)), on_line(Some(number + 1)));
            let ends = number + 1 == runs.len();
            if let Some(id) = ids.get(number) {
                run_node(ui, spoken, run, (*id, around, ends), script);
            }
        }
    });
}

/// What a run says, letter by letter.
#[derive(Default)]
struct Letters {
    value: String,
    /// Where each begins, in bytes of the paragraph.
    starts: Vec<usize>,
    lengths: Vec<u8>,
    positions: Vec<f32>,
    widths: Vec<f32>,
    word_starts: Vec<u8>,
}

impl Letters {
    fn of(run: &TextRun, words: &str, ends_paragraph: bool) -> Self {
        let mut letters = Self::default();
        let mut in_word = false;
        for (range, position, width) in &run.graphemes {
            let letter = words.get(range.clone()).unwrap_or_default();
            let is_word = letter.chars().any(char::is_alphanumeric);
            if is_word && !in_word {
                letters
                    .word_starts
                    .extend(u8::try_from(letters.lengths.len()));
            }
            in_word = is_word;
            letters.push(letter, range.start, (*position, *width));
        }
        if ends_paragraph {
            letters.push("\n", run.range.end, (run.rect.width(), 0.0));
        }
        letters
    }

    fn push(&mut self, letter: &str, start: usize, (position, width): (f32, f32)) {
        let said = match letter.len() {
            0..=LONGEST_LETTER => letter,
            // Hundreds of accents on one letter: some will do.
            _ => letter
                .char_indices()
                .map(|(at, it)| at + it.len_utf8())
                .take_while(|end| *end <= LONGEST_LETTER)
                .last()
                .and_then(|end| letter.get(..end))
                .unwrap_or_default(),
        };
        self.value.push_str(said);
        self.starts.push(start);
        self.lengths
            .push(u8::try_from(said.len()).unwrap_or(u8::MAX));
        self.positions.push(position);
        self.widths.push(width);
    }
}

/// The runs before and behind one on its line.
type Neighbours = (Option<Id>, Option<Id>);

fn run_node(
    ui: &Ui,
    spoken: &Spoken<'_>,
    run: &TextRun,
    (id, (before, behind), ends): (Id, Neighbours, bool),
    script: &mut Script,
) {
    let rect = run.rect.translate(spoken.origin.to_vec2());
    ui.interact(rect, id, Sense::hover());
    let letters = Letters::of(run, spoken.words, ends);
    if let Some(start) = spoken.start {
        let starts = letters.starts.iter().map(|at| start + at).collect();
        let range = start + run.range.start..start + run.range.end;
        script.runs.push((range, id.accesskit_id(), starts));
    }
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
        if let Some(before) = before {
            node.set_previous_on_line(before.accesskit_id());
        }
        if let Some(behind) = behind {
            node.set_next_on_line(behind.accesskit_id());
        }
    });
}

fn bounds(rect: Rect) -> egui::accesskit::Rect {
    egui::accesskit::Rect {
        x0: rect.left().into(),
        y0: rect.top().into(),
        x1: rect.right().into(),
        y1: rect.bottom().into(),
    }
}

impl Script {
    /// Says in the document's node where the selection begins and where the caret is. What was not
    /// spoken is taken as its nearest neighbour that was.
    pub fn select(&self, ctx: &Context, document: Id, anchor: usize, caret: usize) {
        let (Some(anchor), Some(focus)) = (self.position(anchor), self.position(caret)) else {
            return;
        };
        ctx.accesskit_node_builder(document, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }

    fn position(&self, byte: usize) -> Option<TextPosition> {
        let behind = self.runs.partition_point(|(range, ..)| range.start <= byte);
        let (_, node, starts) = self.runs.get(behind.saturating_sub(1))?;
        let character_index = starts.partition_point(|start| *start < byte);
        Some(TextPosition {
            node: *node,
            character_index: character_index.min(starts.len()),
        })
    }

    /// The byte of the text that a screen reader means by a position.
    pub fn byte_of(&self, position: TextPosition) -> Option<usize> {
        let run = self.runs.iter().find(|(_, node, _)| *node == position.node);
        let (range, _, starts) = run?;
        let start = starts.get(position.character_index);
        Some(start.copied().unwrap_or(range.end))
    }
}

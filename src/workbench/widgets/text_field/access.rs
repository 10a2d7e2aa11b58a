//! A field for those who do not see it: its role, name and text, line by line, the caret and the
//! selection, and what a screen reader may ask of it.

use std::ops::Range;

use egui::accesskit::{
    self, Action, ActionData, ActionRequest, Role, TextDirection, TextPosition, TextSelection,
};
use egui::{Event, Id, Pos2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Rows;
use super::lines::Lines;
use super::selection::Selection;
use super::session::Session;

/// AccessKit counts the letters of a run in a byte.
const LONGEST_RUN: usize = 255;

/// Letters of one line: a node of their own.
struct Run {
    id: Id,
    range: Range<usize>,
    /// Where each letter begins.
    letters: Vec<usize>,
    line: usize,
    rect: Rect,
}

/// What a screen reader asked for: another text, other words for the selection, another selection.
pub(super) fn take_requests(ui: &Ui, session: &mut Session<'_>) {
    let asked = |event: &Event| match event {
        Event::AccessKitActionRequest(request) => {
            let mine = request.target_node == session.id.accesskit_id();
            (mine && request.target_tree == accesskit::TreeId::ROOT).then(|| request.clone())
        }
        _ => None,
    };
    let requests: Vec<ActionRequest> =
        ui.input(|input| input.events.iter().filter_map(asked).collect());
    for request in requests {
        match (request.action, request.data) {
            (Action::SetValue, Some(ActionData::Value(words))) => session.set_text(&words),
            (Action::ReplaceSelectedText, Some(ActionData::Value(words))) => {
                session.settle();
                session.paste(&words);
            }
            (Action::SetTextSelection, Some(ActionData::SetTextSelection(wanted))) => {
                session.settle();
                let lines = session.lines();
                let runs = runs(session.id, session.text, &lines);
                let byte = |position: &TextPosition| byte_at(&runs, position);
                if let (Some(anchor), Some(caret)) = (byte(&wanted.anchor), byte(&wanted.focus)) {
                    session.select(Selection { anchor, caret });
                }
            }
            _ => {}
        }
    }
}

/// Describes the field; its words stand at `origin`.
pub(super) fn describe(
    ui: &mut Ui,
    session: &Session<'_>,
    response: &Response,
    (label, hint): (&str, &str),
    (lines, origin): (&Lines, Pos2),
) {
    response.widget_info(|| {
        let was = session.state.text.as_str();
        let mut info = WidgetInfo::text_edit(ui.is_enabled(), was, session.text.as_str(), hint);
        info.label = Some(label.to_owned());
        info
    });
    let id = response.id;
    let node = ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(match session.rows {
            Rows::Many(_) => Role::MultilineTextInput,
            Rows::One | Rows::Wrapped => Role::TextInput,
        });
        match session.is_read_only {
            true => node.set_read_only(),
            false => {
                node.add_action(Action::SetValue);
                node.add_action(Action::ReplaceSelectedText);
            }
        }
        node.add_action(Action::SetTextSelection);
    });
    // Nobody listens most of the time.
    if node.is_some() {
        runs_ui(ui, session, response, lines, origin);
    }
}

fn runs_ui(ui: &mut Ui, session: &Session<'_>, response: &Response, lines: &Lines, origin: Pos2) {
    let shown = session.state.shown(session.text);
    let runs = runs(session.id, &shown, lines);
    let children = UiBuilder::new()
        .id_salt(response.id.with("runs"))
        .max_rect(response.rect)
        .accessibility_parent(response.id);
    ui.scope_builder(children, |ui| {
        for (number, run) in runs.iter().enumerate() {
            let beside = |other: Option<&Run>| {
                let other = other.filter(|other| other.line == run.line);
                other.map(|other| other.id.accesskit_id())
            };
            let before = number.checked_sub(1).and_then(|before| runs.get(before));
            let (before, behind) = (beside(before), beside(runs.get(number + 1)));
            run.node(ui, &shown, lines, origin);
            ui.ctx().accesskit_node_builder(run.id, |node| {
                before
                    .into_iter()
                    .for_each(|id| node.set_previous_on_line(id));
                behind.into_iter().for_each(|id| node.set_next_on_line(id));
            });
        }
    });
    if !response.has_focus() {
        return;
    }
    let selection = session.state.selection;
    let ends = match session.state.composed {
        Some(_) => (session.state.shown_caret(), session.state.shown_caret()),
        None => (selection.anchor, selection.caret),
    };
    let (anchor, focus) = (position_of(&runs, ends.0), position_of(&runs, ends.1));
    if let (Some(anchor), Some(focus)) = (anchor, focus) {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }
}

impl Run {
    fn node(&self, ui: &Ui, text: &str, lines: &Lines, origin: Pos2) {
        let rect = self.rect.translate(origin.to_vec2());
        let words = text.get(self.range.clone()).unwrap_or_default();
        let is_rightwards = lines.is_rightwards(self.range.start);
        // The node is a child of the field because this says so.
        ui.interact(rect, self.id, Sense::hover());
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_role(Role::TextRun);
            node.set_value(words);
            node.set_bounds(accesskit::Rect {
                x0: rect.left().into(),
                y0: rect.top().into(),
                x1: rect.right().into(),
                y1: rect.bottom().into(),
            });
            node.set_text_direction(match is_rightwards {
                true => TextDirection::LeftToRight,
                false => TextDirection::RightToLeft,
            });
            let lengths = self
                .ends()
                .map(|letter| letter.len().min(LONGEST_RUN) as u8);
            node.set_character_lengths(lengths.collect::<Vec<u8>>());
            let places: Vec<(f32, f32)> = self
                .ends()
                .map(|letter| self.place(lines, letter, is_rightwards))
                .collect();
            let (starts, widths): (Vec<f32>, Vec<f32>) = places.into_iter().unzip();
            node.set_character_positions(starts);
            node.set_character_widths(widths);
            node.set_word_starts(self.word_starts(words));
        });
    }

    /// The bytes of each letter.
    fn ends(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.letters.iter().skip(1).chain([&self.range.end]);
        self.letters
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..*end)
    }

    /// Where a letter begins in the run, in its direction, and how wide it is.
    fn place(&self, lines: &Lines, letter: Range<usize>, is_rightwards: bool) -> (f32, f32) {
        let boxes = lines.boxes(&letter);
        let Some(rect) = boxes.into_iter().reduce(Rect::union) else {
            return (0.0, 0.0);
        };
        let start = match is_rightwards {
            true => rect.left() - self.rect.left(),
            false => self.rect.right() - rect.right(),
        };
        (start, rect.width())
    }

    fn word_starts(&self, words: &str) -> Vec<u8> {
        let words = words.unicode_word_indices();
        let letters = words.filter_map(|(at, _)| self.letter_of(self.range.start + at));
        letters
            .filter_map(|letter| u8::try_from(letter).ok())
            .collect()
    }

    /// The number of the letter that begins here.
    fn letter_of(&self, byte: usize) -> Option<usize> {
        self.letters.binary_search(&byte).ok()
    }
}

/// The letters of every line, in pieces that are short enough.
fn runs(id: Id, text: &str, lines: &Lines) -> Vec<Run> {
    let mut runs = Vec::new();
    for (line, (range, rect)) in lines.lines().enumerate() {
        let words = text.get(range.clone()).unwrap_or_default();
        let letters = words.grapheme_indices(true);
        let letters: Vec<usize> = letters.map(|(at, _)| range.start + at).collect();
        let pieces = letters.len().div_ceil(LONGEST_RUN).max(1);
        for piece in 0..pieces {
            let own = letters.iter().skip(piece * LONGEST_RUN);
            let own: Vec<usize> = own.take(LONGEST_RUN).copied().collect();
            let next = letters.get((piece + 1) * LONGEST_RUN);
            let start = own.first().copied().unwrap_or(range.start);
            runs.push(Run {
                id: id.with(("run", line, piece)),
                range: start..next.copied().unwrap_or(range.end),
                letters: own,
                line,
                rect,
            });
        }
    }
    runs
}

fn position_of(runs: &[Run], byte: usize) -> Option<TextPosition> {
    let behind = runs.partition_point(|run| run.range.start <= byte);
    let run = runs.get(behind.saturating_sub(1))?;
    let number = run.letter_of(byte).unwrap_or(run.letters.len());
    Some(TextPosition {
        node: run.id.accesskit_id(),
        character_index: number,
    })
}

fn byte_at(runs: &[Run], position: &TextPosition) -> Option<usize> {
    let run = runs
        .iter()
        .find(|run| run.id.accesskit_id() == position.node)?;
    let letter = run.letters.get(position.character_index);
    Some(letter.copied().unwrap_or(run.range.end))
}

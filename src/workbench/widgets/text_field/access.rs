//! A field for those who do not see it: its role, name and text, line by line, the caret and the
//! selection, and what a screen reader may ask of it.

use std::ops::Range;

use egui::accesskit::{
    self, Action, ActionData, ActionRequest, Role, TextDirection, TextPosition, TextSelection,
};
use egui::{Event, Id, Pos2, Response, Sense, Ui, UiBuilder, WidgetInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use super::Rows;
use super::lines::Lines;
use super::selection::Selection;
use super::session::Session;
use crate::workbench::typesetting::TextRun;

/// The longest letter, in bytes: AccessKit counts them in one byte.
const LONGEST_LETTER: usize = 255;

/// A stretch of one line and one direction: a node of its own.
struct Node {
    id: Id,
    run: TextRun,
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
                let nodes = nodes(session.id, &lines);
                let byte = |position: &TextPosition| byte_at(&nodes, position);
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
    let nodes = nodes(session.id, lines);
    let children = UiBuilder::new()
        .id_salt(response.id.with("runs"))
        .max_rect(response.rect)
        .accessibility_parent(response.id);
    // Takes no room of its own: the field has been placed.
    let ui = ui.new_child(children);
    for (number, node) in nodes.iter().enumerate() {
        let on_line = |other: Option<&Node>| {
            let other = other.filter(|other| other.run.line == node.run.line);
            other.map(|other| other.id.accesskit_id())
        };
        let before = number.checked_sub(1).and_then(|before| nodes.get(before));
        let (before, behind) = (on_line(before), on_line(nodes.get(number + 1)));
        node.show(&ui, &shown, origin);
        ui.ctx().accesskit_node_builder(node.id, |node| {
            before
                .into_iter()
                .for_each(|id| node.set_previous_on_line(id));
            behind.into_iter().for_each(|id| node.set_next_on_line(id));
        });
    }
    if !response.has_focus() {
        return;
    }
    let selection = session.state.selection;
    let ends = match session.state.composed {
        Some(_) => (session.state.shown_caret(), session.state.shown_caret()),
        None => (selection.anchor, selection.caret),
    };
    let (anchor, focus) = (position_of(&nodes, ends.0), position_of(&nodes, ends.1));
    if let (Some(anchor), Some(focus)) = (anchor, focus) {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }
}

impl Node {
    fn show(&self, ui: &Ui, text: &str, origin: Pos2) {
        let run = &self.run;
        let rect = run.rect.translate(origin.to_vec2());
        let words = text.get(run.range.clone()).unwrap_or_default();
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
            node.set_text_direction(match run.rightwards {
                true => TextDirection::LeftToRight,
                false => TextDirection::RightToLeft,
            });
            let letters = run.graphemes.iter();
            let lengths = letters.clone().map(|(letter, ..)| byte_count(letter));
            node.set_character_lengths(lengths.collect::<Vec<u8>>());
            let places = letters.map(|(_, at, width)| (*at, *width));
            let (places, widths): (Vec<f32>, Vec<f32>) = places.unzip();
            node.set_character_positions(places);
            node.set_character_widths(widths);
            node.set_word_starts(self.word_starts(words));
        });
    }

    fn word_starts(&self, words: &str) -> Vec<u8> {
        let words = words.unicode_word_indices();
        let letters = words.filter_map(|(at, _)| self.letter_at(self.run.range.start + at));
        let letters = letters.filter_map(|letter| u8::try_from(letter).ok());
        letters.collect()
    }

    /// The number of the letter that begins here.
    fn letter_at(&self, byte: usize) -> Option<usize> {
        let begins = |(letter, ..): &(Range<usize>, f32, f32)| letter.start.cmp(&byte);
        self.run.graphemes.binary_search_by(begins).ok()
    }
}

fn byte_count(letter: &Range<usize>) -> u8 {
    u8::try_from(letter.len().min(LONGEST_LETTER)).unwrap_or(u8::MAX)
}

fn nodes(id: Id, lines: &Lines) -> Vec<Node> {
    let runs = lines.runs().into_iter().enumerate();
    runs.map(|(number, run)| Node {
        id: id.with(("run", number)),
        run,
    })
    .collect()
}

fn position_of(nodes: &[Node], byte: usize) -> Option<TextPosition> {
    let behind = nodes.partition_point(|node| node.run.range.start <= byte);
    let node = nodes.get(behind.saturating_sub(1))?;
    let end = node.run.graphemes.len();
    Some(TextPosition {
        node: node.id.accesskit_id(),
        character_index: node.letter_at(byte).unwrap_or(end),
    })
}

fn byte_at(nodes: &[Node], position: &TextPosition) -> Option<usize> {
    let of = |node: &&Node| node.id.accesskit_id() == position.node;
    let run = &nodes.iter().find(of)?.run;
    let letter = run.graphemes.get(position.character_index);
    Some(letter.map_or(run.range.end, |(letter, ..)| letter.start))
}

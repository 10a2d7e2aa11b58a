//! A field for those who do not see it: its role, name and text, line by line, the caret and the
//! selection, and what a screen reader may ask of it.

use egui::accesskit::{self, Action, ActionData, ActionRequest, Role, TextPosition};
use egui::{Event, Id, Pos2, Response, Ui, WidgetInfo};

use super::Rows;
use super::lines::Lines;
use super::selection::Selection;
use super::session::Session;
use crate::workbench::typesetting::{Script, Spoken, TextRun};

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
                let script = script(session.id, &lines.runs());
                let byte = |position: &TextPosition| script.byte_of(position);
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
    let runs = lines.runs();
    let spoken = Spoken {
        parent: response.id,
        words: &shown,
        origin,
        ends_line: false,
    };
    spoken.speak(ui, &runs);
    if !response.has_focus() {
        return;
    }
    let selection = session.state.selection;
    let ends = match session.state.composed {
        Some(_) => (session.state.shown_caret(), session.state.shown_caret()),
        None => (selection.anchor, selection.caret),
    };
    script(response.id, &runs).select(ui.ctx(), response.id, ends.0, ends.1);
}

fn script(field: Id, runs: &[TextRun]) -> Script {
    let mut script = Script::default();
    script.add(field, 0, runs);
    script
}

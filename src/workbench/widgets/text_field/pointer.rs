//! What the mouse does in a field: place the caret, select, paste where the middle button clicks.

use egui::{CursorIcon, Event, PointerButton, Pos2, Response, Ui};

use super::selection::Selection;
use super::session::Session;
use crate::analysis::segments::{paragraph_at, word_at};

/// Answers the mouse; `origin` is where the lines begin on the screen.
pub(super) fn use_pointer(ui: &Ui, session: &mut Session<'_>, response: &Response, origin: Pos2) {
    if !ui.is_enabled() {
        return;
    }
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::Text);
        if !session.is_read_only {
            ui.output_mut(|output| output.mutable_text_under_cursor = true);
        }
    }
    paste_at_pointer(ui, session, response, origin);
    let Some(point) = response.interact_pointer_pos() else {
        return;
    };
    let pressed = response.hovered() && ui.input(|input| input.pointer.primary_pressed());
    if !pressed && !response.dragged_by(PointerButton::Primary) && !response.clicked() {
        return;
    }
    session.settle();
    let caret = session.lines().byte_near(point - origin);
    let extend = ui.input(|input| input.modifiers.shift);
    let selection = match () {
        () if response.triple_clicked() => whole_line(session, caret),
        () if response.double_clicked() => Selection::over(word_at(session.text, caret)),
        () if pressed => session.state.selection.moved(caret, extend),
        () if response.dragged() => session.state.selection.moved(caret, true),
        // The button is let go where it was pressed.
        () => session.state.selection,
    };
    if selection != session.state.selection {
        session.select(selection);
    }
    if !response.has_focus() {
        response.request_focus();
    }
}

fn whole_line(session: &Session<'_>, caret: usize) -> Selection {
    Selection::over(match session.setting.breaks {
        true => paragraph_at(session.text, caret),
        false => 0..session.text.len(),
    })
}

/// The middle button pastes what was selected last, where the system knows such a thing.
fn paste_at_pointer(ui: &Ui, session: &mut Session<'_>, response: &Response, origin: Pos2) {
    if session.is_read_only || !response.contains_pointer() {
        return;
    }
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::MiddleClickPaste { pos, text } => Some((*pos, text.clone())),
            _ => None,
        })
    });
    let Some((point, words)) = pasted else {
        return;
    };
    let from_global = ui.ctx().layer_transform_from_global(ui.layer_id());
    let point = from_global.map_or(point, |from_global| from_global * point);
    session.settle();
    let caret = session.lines().byte_near(point - origin);
    session.select(Selection::at(caret));
    session.paste(&words);
    response.request_focus();
}

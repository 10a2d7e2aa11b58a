//! What the mouse does in the text: select by letter, word and sentence, select further words with
//! Ctrl, choose annotations.

use egui::{CursorIcon, PointerButton, Pos2, Response, Ui};

use super::keys::Grain;
use super::motion::{Caret, unit};
use super::state::ReaderState;
use super::view::View;
use super::{ReaderEvent, ReaderInput};
use crate::model::id::AnnotationId;

/// How many points a drag scrolls in a frame for each point beyond the edge.
const DRAG_SCROLL: f32 = 0.2;

/// Answers the mouse; `on_bar` says that it holds the scroll bar. True when the page moved.
pub(super) fn use_pointer(
    ui: &Ui,
    state: &mut ReaderState,
    view: &View<'_>,
    response: &Response,
    input: &ReaderInput<'_>,
    on_bar: bool,
    events: &mut Vec<ReaderEvent>,
) -> bool {
    if on_bar {
        return false;
    }
    let under = response
        .hover_pos()
        .and_then(|point| view.byte_under(point));
    if response.contains_pointer()
        && response
            .hover_pos()
            .is_some_and(|point| is_text(view, point))
    {
        ui.ctx().set_cursor_icon(CursorIcon::Text);
    }
    hover(state, view, under, events);
    let Some(point) = response.interact_pointer_pos() else {
        return false;
    };
    let Some(byte) = view.byte_near(point) else {
        return false;
    };
    // Not a key that egui takes for a click, and not another button.
    let button = PointerButton::Primary;
    if response.clicked_by(button) {
        click(ui, state, view, response, input, (byte, point), events);
    } else if response.drag_started_by(button) {
        // The drag is noticed a few points late: begin where the button went down.
        let origin = ui.input(|input| input.pointer.press_origin());
        let begun = origin
            .and_then(|origin| view.byte_near(origin))
            .unwrap_or(byte);
        begin_drag(ui, state, input, begun, byte);
    } else if response.dragged_by(button) {
        state.drag_to(input.text.as_str(), byte);
        return scroll_while_dragging(ui, state, view, point);
    }
    false
}

fn is_text(view: &View<'_>, point: Pos2) -> bool {
    view.page.text.contains(point.x)
}

fn hover(
    state: &mut ReaderState,
    view: &View<'_>,
    under: Option<usize>,
    events: &mut Vec<ReaderEvent>,
) {
    let stack = under.map_or_else(Vec::new, |byte| view.annotations_at(byte));
    let hovered = stack.first().copied().or(state.on_bar);
    if hovered != state.hovered {
        state.hovered = hovered;
        events.push(ReaderEvent::Hovered(hovered));
    }
}

fn click(
    ui: &Ui,
    state: &mut ReaderState,
    view: &View<'_>,
    response: &Response,
    input: &ReaderInput<'_>,
    (byte, point): (usize, Pos2),
    events: &mut Vec<ReaderEvent>,
) {
    let text = input.text.as_str();
    let under = view.byte_under(point).unwrap_or(byte);
    let further = ui.input(|input| input.modifiers.command);
    if !further {
        state.let_go();
    }
    if ui.input(|input| input.modifiers.shift) {
        let begun = state.anchor.unwrap_or(state.caret.byte);
        state.drag = (Grain::Letter, begun..begun);
        state.drag_to(text, byte);
    } else if response.triple_clicked() {
        state.select_range(unit(text, under, Grain::Sentence));
    } else if response.double_clicked() {
        state.select_range(unit(text, under, Grain::Word));
    } else if further {
        // A drag or a second click selects further words.
        state.hold();
        state.caret = Caret::at(byte);
    } else {
        state.caret = Caret::at(byte);
        state.anchor = None;
        state.lit = None;
        let stack = view.byte_under(point).map(|byte| view.annotations_at(byte));
        let chosen = stack.and_then(|stack| choose(&stack, input.selected));
        events.push(chosen.map_or(ReaderEvent::Dismissed, ReaderEvent::Clicked));
    }
}

/// The innermost annotation; the next one outwards when one of them is selected already.
fn choose(stack: &[AnnotationId], selected: Option<AnnotationId>) -> Option<AnnotationId> {
    let at = stack.iter().position(|id| Some(*id) == selected);
    let outwards = at.and_then(|at| stack.get(at + 1));
    outwards.or(stack.first()).copied()
}

fn begin_drag(
    ui: &Ui,
    state: &mut ReaderState,
    input: &ReaderInput<'_>,
    begun: usize,
    byte: usize,
) {
    let held = ui.input(|input| input.modifiers);
    if held.command {
        state.hold();
    } else if !held.shift {
        state.let_go();
    }
    if held.shift && !held.command {
        let anchor = state.anchor.unwrap_or(state.caret.byte);
        state.drag = (Grain::Letter, anchor..anchor);
    } else {
        state.drag = (Grain::Letter, begun..begun);
    }
    state.drag_to(input.text.as_str(), byte);
}

fn scroll_while_dragging(ui: &Ui, state: &mut ReaderState, view: &View<'_>, point: Pos2) -> bool {
    let pane = view.page.pane;
    let beyond = (point.y - pane.bottom()).max(0.0) - (pane.top() - point.y).max(0.0);
    if beyond == 0.0 {
        return false;
    }
    state.scroll_by(ui, &view.page, beyond * DRAG_SCROLL);
    ui.ctx().request_repaint();
    true
}

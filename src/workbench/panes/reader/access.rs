//! The page for those who do not see it, and for tests: the pane is a document, each paragraph in
//! sight a paragraph with its words, each annotated passage in sight a mark with its codes and words.
//! The document's selection is the reader's, and follows a screen reader's wishes.

use std::sync::Arc;

use egui::accesskit::{Action, ActionData, Role, TextDirection};
use egui::{Id, Pos2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use super::flow::{SetItem, Words};
use super::marks::Mark;
use super::paint::is_heading;
use super::state::ReaderState;
use super::view::{Sight, View};
use super::{ReaderEvent, ReaderInput};
use crate::model::text::TextSpan;
use crate::workbench::typesetting::{Script, Spoken};

/// The longest quote in a passage's name, in characters.
const QUOTE: usize = 120;

pub(super) fn describe(
    ui: &mut Ui,
    state: &mut ReaderState,
    view: &View<'_>,
    response: &Response,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, input.title));
    let selected = state.selection().and_then(|span| input.text.get(span));
    let heard = ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Document);
        node.set_read_only();
        node.set_value(selected.unwrap_or_default());
        node.add_action(Action::SetTextSelection);
        if let Some(words) = selected {
            node.set_description(format!("Selected: “{words}”"));
        }
    });
    let page = UiBuilder::new()
        .id_salt(response.id.with("page"))
        .max_rect(view.page.pane)
        .accessibility_parent(response.id);
    let mut script = Script::default();
    ui.scope_builder(page, |ui| {
        let spoken = heard.is_some().then_some(&mut script);
        paragraphs(ui, state, view, (response.id, input), spoken);
        for sight in &view.sights {
            passages(ui, view, response, sight, input, events);
        }
    });
    if heard.is_some() {
        let anchor = state.anchor.unwrap_or(state.caret.byte);
        script.select(ui.ctx(), response.id, anchor, state.caret.byte);
        take_selection(ui, state, &script, response);
    }
}

/// Selects what a screen reader asks to have selected.
fn take_selection(ui: &Ui, state: &mut ReaderState, script: &Script, response: &Response) {
    let asked = ui.input(|input| {
        let wishes = input.accesskit_action_requests(response.id, Action::SetTextSelection);
        let wishes = wishes.filter_map(|wish| match &wish.data {
            Some(ActionData::SetTextSelection(wanted)) => Some(*wanted),
            _ => None,
        });
        wishes.last()
    });
    let found = asked.and_then(|wanted| {
        Some((
            script.byte_of(&wanted.anchor)?,
            script.byte_of(&wanted.focus)?,
        ))
    });
    if let Some((anchor, focus)) = found {
        state.select_range(anchor..focus);
        ui.ctx().request_repaint();
    }
}

/// The paragraphs in sight, in order, and the one with the caret where that is out of sight.
fn paragraphs(
    ui: &mut Ui,
    state: &mut ReaderState,
    view: &View<'_>,
    (document, input): (Id, &ReaderInput<'_>),
    mut script: Option<&mut Script>,
) {
    let caret = state.flow.item_of(state.caret.byte);
    let mut shown: Vec<Shown> = view.sights.iter().map(Shown::in_sight).collect();
    let first = shown.first().map_or(0, |first| first.index);
    let last = shown.last().map_or(0, |last| last.index);
    if script.is_some()
        && !(first..=last).contains(&caret)
        && let Some(item) = state.flow.item(ui.ctx(), caret)
    {
        let is_above = caret < first;
        let y = match is_above {
            true => view.page.pane.top() - item.layout.height(),
            false => view.page.pane.bottom(),
        };
        let away = Shown {
            index: caret,
            item,
            origin: pos2(view.page.text.min, y),
        };
        shown.insert(if is_above { 0 } else { shown.len() }, away);
    }
    for shown in shown {
        let words = match state.flow.words(shown.index) {
            Some(Words::Title(text) | Words::Subtitle(text)) => text.as_str(),
            Some(Words::Block(range, _)) => {
                input.text.as_str().get(range.clone()).unwrap_or_default()
            }
            None => "",
        };
        let role = match is_heading(state.flow.words(shown.index)) {
            true => Role::Heading,
            false => Role::Paragraph,
        };
        if !words.is_empty() {
            paragraph(
                ui,
                view,
                &shown,
                (document, role, words),
                script.as_deref_mut(),
            );
        }
    }
}

/// An item of the page and where its first line begins.
struct Shown {
    index: usize,
    item: Arc<SetItem>,
    origin: Pos2,
}

impl Shown {
    fn in_sight(sight: &Sight<'_>) -> Self {
        Self {
            index: sight.placed.index,
            item: Arc::clone(&sight.placed.item),
            origin: sight.placed.origin,
        }
    }
}

fn paragraph(
    ui: &mut Ui,
    view: &View<'_>,
    shown: &Shown,
    (document, role, words): (Id, Role, &str),
    script: Option<&mut Script>,
) {
    let bottom = shown.origin.y + shown.item.layout.height();
    let lines = Rect::from_min_max(shown.origin, pos2(view.page.text.max, bottom));
    let start = shown.item.range.as_ref().map(|range| range.start);
    let id = document.with(("item", start, shown.index));
    let in_sight = lines.intersect(view.page.pane);
    if in_sight.is_positive() {
        let node = ui.interact(in_sight, id, Sense::hover());
        node.widget_info(|| WidgetInfo::labeled(role, true, words));
    } else if script.is_some() {
        // Out of sight it has no name, but is there for who follows the caret.
        ui.interact(lines, id, Sense::hover());
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_role(role));
    }
    if let Some(script) = script {
        direct(ui, id, &shown.item);
        let runs = shown.item.layout.text_runs();
        // A heading that is not part of the text has no place in it.
        if let Some(start) = start {
            script.add(id, start, &runs);
        }
        let spoken = Spoken {
            parent: id,
            words,
            origin: shown.origin,
            ends_line: true,
        };
        spoken.speak(ui, &runs);
    }
}

/// Says which way a paragraph runs.
fn direct(ui: &Ui, id: Id, item: &SetItem) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_text_direction(match item.layout.is_rightwards() {
            true => TextDirection::LeftToRight,
            false => TextDirection::RightToLeft,
        });
    });
}

/// The passages that begin in this item, each once, and what is asked of them.
fn passages(
    ui: &Ui,
    view: &View<'_>,
    response: &Response,
    sight: &Sight<'_>,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) {
    for mark in sight.marks.iter().filter(|mark| mark.first) {
        let boxes = sight.boxes(&mark.range);
        let in_sight = boxes
            .iter()
            .map(|found| found.rect.intersect(view.page.pane));
        let Some(rect) = in_sight.into_iter().find(Rect::is_positive) else {
            continue;
        };
        let start = sight.placed.item.range.as_ref().map(|range| range.start);
        let id = response
            .id
            .with(("passage", mark.id, mark.range.start, start));
        let node = ui.interact(rect, id, Sense::hover());
        let codes = codes(&sight.marks, mark);
        node.widget_info(|| WidgetInfo::labeled(Role::Mark, true, name(&codes, mark, input)));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(Action::Click);
            if input.selected == Some(mark.id) {
                node.set_selected(true);
            }
        });
        if ui.input(|input| input.has_accesskit_action_request(id, Action::Click)) {
            events.push(ReaderEvent::Clicked(mark.id));
        }
    }
}

fn codes(marks: &[Mark<'_>], of: &Mark<'_>) -> String {
    let same = |mark: &&Mark<'_>| (mark.id, &mark.range) == (of.id, &of.range);
    let names: Vec<&str> = marks
        .iter()
        .filter(same)
        .map(|mark| mark.look.name)
        .collect();
    names.join(", ")
}

fn name(codes: &str, mark: &Mark<'_>, input: &ReaderInput<'_>) -> String {
    let span = TextSpan::from_range(mark.range.clone());
    let words = span
        .and_then(|span| input.text.get(span))
        .unwrap_or_default();
    let quote: String = words.chars().take(QUOTE).collect();
    let cut = if quote.len() < words.len() { "…" } else { "" };
    format!("{codes}: “{quote}{cut}”")
}

//! The page for those who do not see it, and for tests: the pane is a document, each paragraph in
//! sight a paragraph with its words, each annotated passage in sight a mark with its codes and words.

use egui::accesskit::{Action, Role};
use egui::{Rect, Response, Sense, Ui, UiBuilder, WidgetInfo};

use super::flow::Words;
use super::marks::Mark;
use super::paint::is_heading;
use super::state::ReaderState;
use super::view::{Sight, View};
use super::{ReaderEvent, ReaderInput};
use crate::model::text::TextSpan;

/// The longest quote in a passage's name, in characters.
const QUOTE: usize = 120;

pub(super) fn describe(
    ui: &mut Ui,
    state: &ReaderState,
    view: &View<'_>,
    response: &Response,
    input: &ReaderInput<'_>,
    events: &mut Vec<ReaderEvent>,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, input.title));
    let selected = state.selection().and_then(|span| input.text.get(span));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Document);
        node.set_read_only();
        node.set_value(selected.unwrap_or_default());
        if let Some(words) = selected {
            node.set_description(format!("Selected: “{words}”"));
        }
    });
    let page = UiBuilder::new()
        .id_salt(response.id.with("page"))
        .max_rect(view.page.pane)
        .accessibility_parent(response.id);
    ui.scope_builder(page, |ui| {
        for sight in &view.sights {
            paragraph(ui, state, view, response, sight, input);
        }
        for sight in &view.sights {
            passages(ui, view, response, sight, input, events);
        }
    });
}

fn paragraph(
    ui: &Ui,
    state: &ReaderState,
    view: &View<'_>,
    response: &Response,
    sight: &Sight<'_>,
    input: &ReaderInput<'_>,
) {
    let item = state.flow.words(sight.placed.index);
    let words = match item {
        Some(Words::Title(text) | Words::Subtitle(text)) => text.as_str(),
        Some(Words::Block(range, _)) => input.text.as_str().get(range.clone()).unwrap_or_default(),
        None => "",
    };
    let rect = sight.placed.rect(&view.page).intersect(view.page.pane);
    if words.is_empty() || !rect.is_positive() {
        return;
    }
    let role = if is_heading(item) {
        Role::Heading
    } else {
        Role::Paragraph
    };
    let start = sight.placed.item.range.as_ref().map(|range| range.start);
    let id = response.id.with(("item", start, sight.placed.index));
    let node = ui.interact(rect, id, Sense::hover());
    node.widget_info(|| WidgetInfo::labeled(role, true, words));
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

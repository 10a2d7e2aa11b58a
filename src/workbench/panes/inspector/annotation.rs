//! The form of an annotation: its words, codes, mentions, and what rests on it.

use super::event_list::{self, Purpose};
use super::form::{Form, Offer, body_line, hint_line, warning_line};
use super::{made_line, mentions, names, resting};
use crate::model::annotation::Annotation;
use crate::model::codebook::{code_look, code_path};
use crate::model::id::{AnnotationId, SourceId};
use crate::model::source::ArabicStyle;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::fields::Field;
use crate::workbench::fonts::Family;
use crate::workbench::panes::{Desk, words};
use crate::workbench::slots::Choice;
use crate::workbench::theme::{card, color, palette};
use crate::workbench::typesetting::{Face, arabic_style, label_ui};
use crate::workbench::verb::{CodeChoice, Verb};
use crate::workbench::widgets::{Chip, ChipAction, Picked, Section};
use egui::Ui;
use std::sync::Arc;

/// The size of the quote and of its lines, in points.
const QUOTE_SIZE: f32 = 15.0;
const QUOTE_LINE: f32 = 24.0;

/// Draws the form.
pub(super) fn annotation_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: AnnotationId) {
    let Some(annotation) = desk.snapshot.project().annotations.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    quote_ui(ui, form, &annotation);
    if annotation.needs_review() {
        review_ui(ui, form, &annotation);
    } else if let Some(newer) = form.desk.snapshot.newer_version(annotation.source) {
        let newer = form.desk.snapshot.newest_version(newer.id);
        left_ui(ui, form, newer);
    }
    codes_ui(ui, form, &annotation);
    mentions::mentions_ui(ui, form, &annotation);
    resting::on_passage_ui(ui, form, id);
    buttons_ui(ui, form, id);
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &annotation.memo), 2);
    made_line(ui, form, annotation.made);
}

fn quote_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: &Annotation) {
    let project = form.desk.snapshot.project();
    let quote = project
        .quote_of(annotation)
        .map(|quote| quote.exact)
        .unwrap_or_default();
    let source = project.sources.get(&annotation.source);
    let face = Face {
        arabic: source.map_or(ArabicStyle::Naskh, |source| arabic_style(source, &quote)),
        ..Face::new(Family::Reading.at(QUOTE_SIZE), QUOTE_LINE)
    };
    let words = format!("“{}”", words::shortened(&quote, 1200));
    label_ui(ui, &words, &face, color(palette(ui).ink));
    let title = source.map_or("", |source| source.title.as_str());
    let parts = match annotation.spans.len() {
        0 | 1 => String::new(),
        parts => format!(" · {parts} parts"),
    };
    form.link(
        ui,
        &format!("{title}{parts}"),
        "Show in the text",
        annotation.id.into(),
    );
}

/// Both texts, where the one below the annotation is not the one it was made on.
fn review_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: &Annotation) {
    ui.add_space(8.0);
    let theme = palette(ui);
    let frame = card(theme).stroke(crate::workbench::theme::hairline(theme.warning));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        warning_line(
            ui,
            "Needs review: the text is not the one this was made on.",
        );
        let now = form
            .desk
            .snapshot
            .project()
            .quote_of(annotation)
            .map(|quote| quote.exact);
        hint_line(ui, "Made on");
        body_line(
            ui,
            &format!("“{}”", annotation.quote.as_deref().unwrap_or_default()),
        );
        hint_line(ui, "Reads now");
        body_line(ui, &format!("“{}”", now.unwrap_or_default()));
        if form.button(ui, "Accept the text as it is now") {
            form.edit(Verb::AcceptReview(annotation.id));
        }
        put_on_ui(ui, form);
    });
}

/// An annotation that found no place in the new version of its source.
fn left_ui(ui: &mut Ui, form: &mut Form<'_, '_>, newest: SourceId) {
    ui.add_space(8.0);
    let theme = palette(ui);
    let frame = card(theme).stroke(crate::workbench::theme::hairline(theme.warning));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        warning_line(ui, "Needs review: it was left with an old version.");
        hint_line(
            ui,
            "Open the newer version, select the words it stands for there, and put it on them; or delete it.",
        );
        if form.desk.session.source != Some(newest) && form.button(ui, "Go to the newer version") {
            form.desk.push(Command::Read(newest));
        }
        put_on_ui(ui, form);
    });
}

/// Puts the annotation on the words that are selected, where there are any.
fn put_on_ui(ui: &mut Ui, form: &mut Form<'_, '_>) {
    if form.desk.session.words.is_some() && form.button(ui, "Put it on the selected words") {
        form.desk.push(Command::Do(Action::TakeWords));
    }
}

fn codes_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: &Annotation) {
    Section::new("Codes").show(ui);
    let project = form.desk.snapshot.project();
    let enabled = form.enabled();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for code in &annotation.codes {
            let name = project
                .codes
                .get(code)
                .map_or("", |code| code.name.as_str());
            let (hue, _) = code_look(project, *code);
            let mut chip = Chip::new(name).border(palette(ui).hue(hue)).clickable();
            if enabled {
                chip = chip.closable();
            }
            let drawn = ui.scope(|ui| chip.show(ui));
            drawn.response.on_hover_text(code_path(project, *code));
            match drawn.inner {
                Some(ChipAction::Closed) => form.edit(Verb::RemoveCode(annotation.id, *code)),
                Some(ChipAction::Clicked) => form.desk.push(Command::Select(Some((*code).into()))),
                None => {}
            }
        }
    });
    let entries: Arc<_> = names::codes(ui, project);
    let free: Vec<_> = entries
        .iter()
        .filter(|(id, _)| !annotation.codes.contains(id))
        .cloned()
        .collect();
    let offer = Offer::one(&free, &[]).or_new().placeholder("Add a code…");
    match form.picked(ui, "Add a code", &offer) {
        Some(Picked::Chosen(code)) => {
            form.edit(Verb::AddCode(annotation.id, CodeChoice::Known(code)));
        }
        Some(Picked::New(name)) => {
            form.edit(Verb::AddCode(annotation.id, Choice::New(name).into()));
        }
        _ => {}
    }
}

fn buttons_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: AnnotationId) {
    ui.add_space(8.0);
    let adding = Purpose::AddTo(id);
    ui.horizontal_wrapped(|ui| {
        if form.button(ui, "Make event") {
            form.edit(Verb::MakeEvent(id));
        }
        if form.button(ui, "Add to event…") {
            event_list::toggle(ui, adding);
        }
        if form.button(ui, "Make claim") {
            form.edit(Verb::MakeClaim(id));
        }
        if form.button(ui, "Delete annotation") {
            form.edit(Verb::Delete(id.into()));
        }
    });
    if let Some(event) = event_list::list_ui(ui, form, adding) {
        form.edit(Verb::AddToEvent(id, event));
    }
}

//! Whom, where and when the words of an annotation mention.

use super::form::{Form, Offer, hint_line};
use super::names;
use crate::model::annotation::{Annotation, Mention, Mentioned};
use crate::model::project::Project;
use crate::model::text::TextSpan;
use crate::workbench::command::Command;
use crate::workbench::fields::Field;
use crate::workbench::panes::words::shortened;
use crate::workbench::slots::{ActorSlot, Choice, PlaceSlot};
use crate::workbench::theme::body;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section, field_row};
use egui::{Label, Sense, Ui};

/// Draws the section. What is added stands for the selected words when they lie inside, else for
/// the whole annotation.
pub(super) fn mentions_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: &Annotation) {
    Section::new("Mentions").show(ui);
    let mut removed = None;
    for (at, mention) in annotation.mentions.iter().enumerate() {
        if mention_ui(ui, form, annotation, at, mention) {
            removed = Some(at);
        }
    }
    if let Some(at) = removed {
        let mut annotation = annotation.clone();
        annotation.mentions.remove(at);
        form.replace(annotation, "mentions");
    }
    add_ui(ui, form, annotation);
}

/// Draws a mention; whether it is to be taken away.
fn mention_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    annotation: &Annotation,
    at: usize,
    mention: &Mention,
) -> bool {
    let project = form.desk.snapshot.project();
    let words = words(project, annotation, mention.span);
    let (noun, name, to) = match &mention.of {
        Mentioned::Actor(id) => (
            "actor",
            project.actors.get(id).map(|it| it.name.clone()),
            Some((*id).into()),
        ),
        Mentioned::Place(id) => (
            "place",
            project.places.get(id).map(|it| it.name.clone()),
            Some((*id).into()),
        ),
        Mentioned::Date(date) => ("date", Some(date.as_str().to_owned()), None),
    };
    let name = name.unwrap_or_default();
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - 32.0).max(48.0);
        ui.vertical(|ui| {
            ui.set_width(room);
            // As high as the button beside it.
            ui.add_space(4.0);
            let text = format!("{words} → {name} ({noun})");
            let label = ui.add(Label::new(body(&text)).wrap().sense(Sense::click()));
            if let Mentioned::Date(date) = &mention.of
                && date.in_words() != date.as_str()
            {
                hint_line(ui, &date.in_words());
            }
            if let (true, Some(to)) = (label.clicked(), to) {
                form.desk.push(Command::Select(Some(to)));
            }
        });
        form.remove(ui, &format!("Remove mention {}, {name}", at + 1))
    })
    .inner
}

fn words(project: &Project, annotation: &Annotation, span: Option<TextSpan>) -> String {
    let text = project.text_of(annotation.source);
    match span.and_then(|span| text?.get(span)) {
        Some(words) => format!("“{}”", shortened(words, 60)),
        None => "The passage".to_owned(),
    }
}

/// The words selected in the reader, where they lie inside the annotation.
fn selected(form: &Form<'_, '_>, annotation: &Annotation) -> Option<TextSpan> {
    let session = &form.desk.session;
    let span = session
        .words
        .filter(|_| session.source == Some(annotation.source))?;
    annotation
        .spans
        .iter()
        .any(|own| own.contains(span))
        .then_some(span)
}

fn add_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: &Annotation) {
    let project = form.desk.snapshot.project();
    let span = selected(form, annotation);
    match span {
        Some(_) => hint_line(
            ui,
            &format!("What {} stands for:", words(project, annotation, span)),
        ),
        None => hint_line(
            ui,
            "What the passage mentions; select words in it to say which ones:",
        ),
    }
    let actors = names::actors(ui, project);
    let offer = Offer::one(&actors, &[]).or_new().placeholder("Add…");
    let actor = ActorSlot::Mention(annotation.id, span);
    match field_row(ui, "Actor", |ui| {
        form.picked(ui, "Mention an actor", &offer)
    })
    .inner
    {
        Some(Picked::Chosen(id)) => form.edit(Verb::NameActor(actor, Choice::Known(id))),
        Some(Picked::New(name)) => form.edit(Verb::NameActor(actor, Choice::New(name))),
        _ => {}
    }
    let places = names::places(ui, project);
    let offer = Offer::one(&places, &[]).or_new().placeholder("Add…");
    let place = PlaceSlot::Mention(annotation.id, span);
    match field_row(ui, "Place", |ui| form.picked(ui, "Mention a place", &offer)).inner {
        Some(Picked::Chosen(id)) => form.edit(Verb::NamePlace(place, Choice::Known(id))),
        Some(Picked::New(name)) => form.edit(Verb::NamePlace(place, Choice::New(name))),
        _ => {}
    }
    form.hinted_row(
        ui,
        "Date",
        Field::MentionDate(span),
        ("Mention a date", ""),
        "2024-12, 2024-12-24?",
    );
}

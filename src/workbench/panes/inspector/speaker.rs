//! Who speaks, in a report or claim.

use super::form::{Form, Offer};
use super::names;
use crate::model::report::{Credibility, Speaker};
use crate::workbench::fields::Field;
use crate::workbench::panes::words::sentence;
use crate::workbench::slots::{ActorSlot, Choice};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, field_row};
use egui::Ui;

/// Rows for the speaker: the actor, and the words of the source.
pub(super) fn speaker_ui(ui: &mut Ui, form: &mut Form<'_, '_>, speaker: &Speaker, slot: ActorSlot) {
    let entries = names::actors_or(ui, form.desk.snapshot.project(), "The author");
    let chosen = [speaker.actor];
    let offer = Offer::one(&entries, &chosen).or_new();
    match field_row(ui, "Speaker", |ui| form.picked(ui, "Speaker", &offer)).inner {
        Some(Picked::Chosen(Some(id))) if speaker.actor != Some(id) => {
            form.edit(Verb::NameActor(slot, Choice::Known(id)));
        }
        Some(Picked::New(name)) => form.edit(Verb::NameActor(slot, Choice::New(name))),
        Some(Picked::Chosen(None)) => {
            if let Some(id) = speaker.actor {
                form.edit(Verb::UnnameActor(slot, id));
            }
        }
        _ => {}
    }
    let named = ("Speaker as written", speaker.as_written.as_str());
    form.hinted_row(
        ui,
        "In words",
        Field::SpeakerAsWritten,
        named,
        "“officials”",
    );
}

/// A row for the credibility of information; another one that was chosen.
pub(super) fn credibility_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    credibility: Option<Credibility>,
) -> Option<Option<Credibility>> {
    let graded = Credibility::ALL.map(|it| {
        (
            Some(it),
            format!("{} {}", it.digit(), sentence(it.in_words())),
        )
    });
    let entries: Vec<_> = std::iter::once((None, "Not graded".to_owned()))
        .chain(graded)
        .collect();
    form.choice_row(ui, "Credibility", "Credibility", &entries, &credibility)
}

//! The form of an actor.

use super::form::{Form, Offer};
use super::passages::passages_ui;
use super::{aliases, names, resting};
use crate::model::actor::Actor;
use crate::model::id::ActorId;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::slots::{ActorSlot, Choice};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, Section, field_row};
use egui::Ui;

/// Draws the form.
pub(super) fn actor_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: ActorId) {
    let Some(actor) = desk.snapshot.project().actors.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &actor.name);
    super::form::hint_line(ui, "Actor");
    ui.add_space(4.0);
    passages_ui(ui, form);
    ui.add_space(4.0);
    within_ui(ui, form, &actor);
    if let Some(aliases) = aliases::aliases_ui(ui, form, &actor.aliases) {
        form.replace(
            Actor {
                aliases,
                ..Actor::clone(&actor)
            },
            "other names",
        );
    }
    Section::new("Memo").show(ui);
    form.memo(ui, Field::Memo, ("Memo", &actor.memo), 2);
    resting::uses_ui(ui, form, "Named in", id.into());
    end_ui(ui, form, id);
}

fn within_ui(ui: &mut Ui, form: &mut Form<'_, '_>, actor: &Actor) {
    let entries = names::actors_or(ui, form.desk.snapshot.project(), "Nobody larger");
    let others: Vec<_> = entries
        .iter()
        .filter(|(id, _)| *id != Some(actor.id))
        .cloned()
        .collect();
    let chosen = [actor.within];
    let offer = Offer::one(&others, &chosen).or_new();
    let slot = ActorSlot::Within(actor.id);
    match field_row(ui, "Belongs to", |ui| form.picked(ui, "Belongs to", &offer)).inner {
        Some(Picked::Chosen(Some(id))) if actor.within != Some(id) => {
            form.edit(Verb::NameActor(slot, Choice::Known(id)));
        }
        Some(Picked::New(name)) => form.edit(Verb::NameActor(slot, Choice::New(name))),
        Some(Picked::Chosen(None)) => {
            if let Some(id) = actor.within {
                form.edit(Verb::UnnameActor(slot, id));
            }
        }
        _ => {}
    }
}

fn end_ui(ui: &mut Ui, form: &mut Form<'_, '_>, id: ActorId) {
    ui.add_space(8.0);
    let all = names::actors(ui, form.desk.snapshot.project());
    let others: Vec<_> = all
        .iter()
        .filter(|(other, _)| *other != id)
        .cloned()
        .collect();
    let offer = Offer::one(&others, &[]).placeholder("Merge into…");
    if let Some(Picked::Chosen(keep)) = form.picked(ui, "Merge actor into", &offer) {
        form.edit(Verb::MergeActors(keep, id));
    }
    ui.add_space(4.0);
    if form.button(ui, "Delete actor") {
        form.edit(Verb::Delete(id.into()));
    }
}

//! The form of an actor.

use super::ending::ending_ui;
use super::form::Form;
use super::passages::passages_ui;
use super::within::within_ui;
use super::{aliases, names, resting};
use crate::model::actor::Actor;
use crate::model::id::ActorId;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::slots::ActorSlot;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::Section;
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
    let entries = names::actors_or(ui, form.desk.snapshot.project(), "Nobody larger");
    let slot = ActorSlot::Within(id);
    let verbs = (
        |choice| Verb::NameActor(slot, choice),
        |larger| Verb::UnnameActor(slot, larger),
    );
    within_ui(ui, form, "Belongs to", (id, actor.within), &entries, verbs);
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
    let all = names::actors(ui, form.desk.snapshot.project());
    ending_ui(ui, form, "actor", (id, &all), |keep| {
        Verb::MergeActors(keep, id)
    });
}

//! What only policy shifts have: means, direction, score, status, end.

use super::event::row_of;
use super::form::{Form, Offer, hint_line};
use super::names;
use crate::model::event::{Direction, Event, PolicyShift, PolicyStatus};
use crate::model::plover::score_words;
use crate::workbench::command::Command;
use crate::workbench::fields::Field;
use crate::workbench::widgets::{Picked, Section, field_row};
use egui::Ui;

/// Draws the section.
pub(super) fn policy_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: &Event) {
    Section::new("Policy").show(ui);
    let none = PolicyShift::default();
    let policy = event.policy.as_ref().unwrap_or(&none);
    instrument_ui(ui, form, policy);
    let direction = ("Direction", "Direction");
    if let Some(direction) = row_of(
        ui,
        form,
        direction,
        &Direction::ALL,
        Direction::in_words,
        policy.direction,
    ) {
        replace(form, event, "direction", |policy| {
            policy.direction = direction;
        });
    }
    let status = ("Status", "Status");
    if let Some(status) = row_of(
        ui,
        form,
        status,
        &PolicyStatus::ALL,
        PolicyStatus::in_words,
        policy.status,
    ) {
        replace(form, event, "status", |policy| policy.status = status);
    }
    form.date_row(ui, "Until", Field::Until, "Until", policy.until.as_ref());
    score_ui(ui, form, event, policy);
}

fn replace(
    form: &mut Form<'_, '_>,
    event: &Event,
    what: &'static str,
    change: impl FnOnce(&mut PolicyShift),
) {
    let mut event = event.clone();
    change(event.policy.get_or_insert_default());
    form.replace(event, what);
}

/// The means used before are offered; any other can be typed.
fn instrument_ui(ui: &mut Ui, form: &mut Form<'_, '_>, policy: &PolicyShift) {
    let used = names::instruments(ui, form.desk.snapshot.project());
    let chosen: Vec<String> = Some(policy.instrument.clone())
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let offer = Offer::one(&used, &chosen)
        .or_new()
        .placeholder("by which means");
    match field_row(ui, "Instrument", |ui| form.picked(ui, "Instrument", &offer)).inner {
        Some(Picked::Chosen(name) | Picked::New(name)) if name != policy.instrument => {
            let key = form.key(Field::Instrument);
            form.desk.push(Command::SetField(key, name));
        }
        _ => {}
    }
}

fn score_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: &Event, policy: &PolicyShift) {
    let own = score_words(policy.score_tenths);
    let kind = form
        .desk
        .snapshot
        .project()
        .kinds
        .get(&event.kind)
        .and_then(|kind| kind.score_tenths);
    field_row(ui, "Score", |ui| {
        form.text_with(ui, Field::Score, ("Score", &own), |edit| {
            edit.placeholder("that of its kind")
        });
        if let (None, Some(kind)) = (policy.score_tenths, kind) {
            hint_line(ui, &format!("{} as its kind", score_words(Some(kind))));
        }
    });
}

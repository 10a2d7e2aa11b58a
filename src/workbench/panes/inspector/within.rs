//! The row that says what larger one an actor or a place belongs to.

use super::form::{Form, Offer};
use crate::workbench::slots::Choice;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{Picked, field_row};
use egui::Ui;

/// Draws the row of `id`, which lies within `now`. `name` makes the verb that puts it within the
/// chosen one, `unname` the verb that takes it out of the one it is in.
pub(super) fn within_ui<I: Copy + Eq>(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    label: &str,
    (id, now): (I, Option<I>),
    entries: &[(Option<I>, String)],
    (name, unname): (impl FnOnce(Choice<I>) -> Verb, impl FnOnce(I) -> Verb),
) {
    let others: Vec<_> = entries
        .iter()
        .filter(|(other, _)| *other != Some(id))
        .cloned()
        .collect();
    let chosen = [now];
    let offer = Offer::one(&others, &chosen).or_new();
    match field_row(ui, label, |ui| form.picked(ui, label, &offer)).inner {
        Some(Picked::Chosen(Some(id))) if now != Some(id) => form.edit(name(Choice::Known(id))),
        Some(Picked::New(new)) => form.edit(name(Choice::New(new))),
        Some(Picked::Chosen(None)) => {
            if let Some(id) = now {
                form.edit(unname(id));
            }
        }
        _ => {}
    }
}

//! The end of a form: what its record may be merged into, and its deletion.

use super::form::{Form, Offer};
use crate::model::id::RecordId;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::Picked;
use egui::Ui;

/// Draws the end of the form of `id`, a record called by this noun. `all` are the records of its
/// sort, itself among them; `merge` makes the verb that merges it into the chosen one.
pub(super) fn ending_ui<I: Copy + Eq + Into<RecordId>>(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    noun: &str,
    (id, all): (I, &[(I, String)]),
    merge: impl FnOnce(I) -> Verb,
) {
    ui.add_space(8.0);
    let others: Vec<_> = all
        .iter()
        .filter(|(other, _)| *other != id)
        .cloned()
        .collect();
    let offer = Offer::one(&others, &[]).placeholder("Merge into…");
    let name = format!("Merge {noun} into");
    if let Some(Picked::Chosen(keep)) = form.picked(ui, &name, &offer) {
        form.edit(merge(keep));
    }
    ui.add_space(4.0);
    if form.button(ui, &format!("Delete {noun}")) {
        form.edit(Verb::Delete(id.into()));
    }
}

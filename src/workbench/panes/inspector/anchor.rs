//! The form of a passage with its own "now".

use super::form::{Form, hint_line};
use super::made_line;
use crate::model::anchor::Anchor;
use crate::model::id::AnchorId;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::shortened;
use crate::workbench::theme::{reading, title};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::field_row;
use egui::{Label, Ui};

/// Draws the form.
pub(super) fn anchor_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: AnchorId) {
    let project = desk.snapshot.project();
    let Some(anchor) = project.anchors.get(&id).cloned() else {
        return;
    };
    let words = project
        .text_of(anchor.source)
        .and_then(|text| text.get(anchor.span))
        .unwrap_or_default();
    let form = &mut Form::new(desk, id);
    ui.label(title("“Now” of a passage"));
    hint_line(
        ui,
        "“Last month” and the like count from this day in these words.",
    );
    ui.add_space(4.0);
    ui.add(Label::new(reading(format!("“{}”", shortened(words, 400)), 13.0)).wrap());
    form.link(ui, "Show in the text", "Show in the text", id.into());
    move_ui(ui, form, &anchor);
    ui.add_space(8.0);
    form.date_row(ui, "Now", Field::Now, "Now", Some(&anchor.now));
    field_row(ui, "Because", |ui| {
        form.text_with(ui, Field::Reason, ("Reason", &anchor.reason), |edit| {
            edit.wrapped().placeholder("because…")
        });
    });
    made_line(ui, form, anchor.made);
    ui.add_space(8.0);
    if form.button(ui, "Delete “now”") {
        form.edit(Verb::Delete(id.into()));
    }
}

/// Lets the "now" hold for the words selected in the text instead.
fn move_ui(ui: &mut Ui, form: &mut Form<'_, '_>, anchor: &Anchor) {
    let session = &form.desk.session;
    let words = session
        .words
        .filter(|_| session.source == Some(anchor.source));
    if let Some(words) = words.filter(|words| *words != anchor.span)
        && form.quiet_button(
            ui,
            "Hold for the selected words",
            "Hold for the selected words",
        )
    {
        form.edit(Verb::MoveAnchor(anchor.id, words));
    }
}

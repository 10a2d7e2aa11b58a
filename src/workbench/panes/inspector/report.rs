//! The form of one report, inside that of its event.

use super::event::{actors_row, places_row, row_of};
use super::form::{Form, hint_line};
use super::{speaker, toll, when};
use crate::model::id::EventId;
use crate::model::report::{Report, Stance};
use crate::workbench::fields::Field;
use crate::workbench::slots::{ActorSlot, PlaceSlot};
use crate::workbench::theme::heading;
use crate::workbench::verb::Verb;
use egui::Ui;

/// Draws every field of a report.
pub(super) fn report_ui(ui: &mut Ui, form: &mut Form<'_, '_>, report: &Report) {
    speaker::speaker_ui(
        ui,
        form,
        &report.speaker,
        ActorSlot::ReportSpeaker(report.id),
    );
    if let Some(stance) = row_of(
        ui,
        form,
        ("Stance", "Stance"),
        &Stance::ALL,
        Stance::in_words,
        report.stance,
    ) {
        replace(form, report, "stance", |report| report.stance = stance);
    }
    if let Some(credibility) = speaker::credibility_ui(ui, form, report.credibility) {
        replace(form, report, "credibility", |report| {
            report.credibility = credibility;
        });
    }
    if let Some(change) = when::when_ui(ui, form, &report.when, true) {
        replace(form, report, "date of report", |report| {
            report.when = when::changed(&report.when, &change);
        });
    }
    places_row(ui, form, &report.places, PlaceSlot::Report(report.id));
    actors_row(
        ui,
        form,
        "Initiator",
        &report.initiator,
        ActorSlot::ReportInitiator(report.id),
    );
    actors_row(
        ui,
        form,
        "Target",
        &report.target,
        ActorSlot::ReportTarget(report.id),
    );
    ui.label(heading("Toll as said here"));
    if let Some(toll) = toll::toll_ui(ui, form, &report.toll) {
        replace(form, report, "toll of report", |report| report.toll = toll);
    }
    form.memo(ui, Field::Memo, ("Memo", &report.memo), 1);
}

/// Buttons that move or delete a report.
pub(super) fn end_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    report: &Report,
    others: &[(EventId, String)],
) {
    hint_line(ui, "Move this report to another event:");
    let chosen = [report.event];
    let offer = super::form::Offer::one(others, &chosen);
    if let Some(crate::workbench::widgets::Picked::Chosen(event)) =
        form.picked(ui, "Move report to", &offer)
        && event != report.event
    {
        form.edit(Verb::MoveReport(report.id, event));
    }
    ui.add_space(4.0);
    if form.quiet_button(ui, "Delete report", "Delete report") {
        form.edit(Verb::Delete(report.id.into()));
    }
}

fn replace(
    form: &mut Form<'_, '_>,
    report: &Report,
    what: &'static str,
    change: impl FnOnce(&mut Report),
) {
    let mut report = report.clone();
    change(&mut report);
    form.replace(report, what);
}

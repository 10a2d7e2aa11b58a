//! Where an adopted value comes from, and what the reports say where they differ.

use super::event::Shown;
use super::form::{Form, hint_line, under, warning_line};
use crate::document::verbs::adopt::Field as Adoptable;
use crate::model::event::Ground;
use crate::model::project::Project;
use crate::model::report::Report;
use crate::workbench::fields::Field;
use crate::workbench::panes::words;
use crate::workbench::theme::{body, hint};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::field_row;
use egui::{Label, Ui};
use std::sync::Arc;

/// Draws where one value of an event comes from and, where its reports say something else, all of
/// what they say, each with a button to adopt it.
pub(super) fn ground_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown, field: Adoptable) {
    origin_ui(ui, form, shown, field);
    let project = form.desk.snapshot.project();
    let sayings = sayings(project, &shown.reports, field);
    let adopted = words::adopted(project, &shown.event, field);
    if !differ(adopted.as_deref(), &sayings) {
        return;
    }
    let ground = field.ground(&shown.event);
    for (number, report, said) in sayings {
        let is_from = ground == Some(&Ground::Report(report.id));
        let taken = is_from && field.agrees(&shown.event, &report);
        field_row(ui, &format!("Report {number}"), |ui| {
            saying_ui(ui, form, shown, (number, &report, &said), field, taken);
        });
    }
}

/// A report, its number among the reports of its event from 1, and what it says.
type Saying = (usize, Arc<Report>, String);

fn sayings(project: &Project, reports: &[Arc<Report>], field: Adoptable) -> Vec<Saying> {
    let numbered = (1..).zip(reports);
    let said = numbered.filter_map(|(number, report)| {
        Some((
            number,
            Arc::clone(report),
            words::said(project, report, field)?,
        ))
    });
    said.collect()
}

/// Whether there is anything to choose: two reports differ, or the event has it otherwise.
fn differ(adopted: Option<&str>, sayings: &[Saying]) -> bool {
    let mut all = sayings.iter().map(|(_, _, said)| said.as_str());
    let first = adopted.or_else(|| all.clone().next());
    adopted.is_none() && !sayings.is_empty() || all.any(|said| Some(said) != first)
}

fn saying_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    shown: &Shown,
    (number, report, said): (usize, &Arc<Report>, &str),
    field: Adoptable,
    taken: bool,
) {
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 64.0).max(48.0);
        let label = Label::new(body(said)).truncate();
        ui.allocate_ui_with_layout(
            egui::vec2(room, 24.0),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_width(room);
                ui.add(label);
            },
        );
        if taken {
            ui.label(hint("adopted"));
            return;
        }
        let name = format!("Adopt {} from report {number}", field.in_words());
        if form.quiet_button(ui, "Adopt", &name) {
            form.edit(Verb::Adopt(shown.event.id, field, report.id));
        }
    });
}

fn origin_ui(ui: &mut Ui, form: &mut Form<'_, '_>, shown: &Shown, field: Adoptable) {
    match field.ground(&shown.event) {
        None => {}
        Some(Ground::Report(id)) => {
            let Some(at) = shown.reports.iter().position(|report| report.id == *id) else {
                return;
            };
            let report = shown.reports.get(at);
            let agrees = report.is_some_and(|report| field.agrees(&shown.event, report));
            let project = form.desk.snapshot.project();
            let quote = report.map(|report| project.words_of(&report.passage));
            let quote = words::shortened(&quote.unwrap_or_default(), 40);
            let name = format!("Report {} on {}", at + 1, field.in_words());
            under(ui, |ui| {
                form.link(
                    ui,
                    &format!("from report {}, “{quote}”", at + 1),
                    &name,
                    (*id).into(),
                );
                if !agrees {
                    warning_line(ui, "The report says otherwise now.");
                }
            });
        }
        Some(Ground::Reason(reason)) => {
            let name = format!("Reason for {}", field.in_words());
            under(ui, |ui| {
                form.text_with(ui, reason_field(field), (&name, reason), |edit| {
                    edit.quiet()
                        .wrapped()
                        .muted()
                        .placeholder("your own entry, because…")
                });
                if reason.is_empty() && form.desk.read_only {
                    hint_line(ui, "the analyst’s own entry");
                }
            });
        }
    }
}

fn reason_field(field: Adoptable) -> Field {
    match field {
        Adoptable::When => Field::WhenReason,
        Adoptable::Places => Field::PlacesReason,
        Adoptable::Initiator => Field::InitiatorReason,
        Adoptable::Target => Field::TargetReason,
        Adoptable::Toll => Field::TollReason,
    }
}

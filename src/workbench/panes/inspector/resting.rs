//! What rests on a record or speaks of it, as rows that lead there.

use super::form::{Form, hint_line};
use crate::model::claim::{Claim, Subject};
use crate::model::id::{AnnotationId, EventId, RecordId};
use crate::model::project::Project;
use crate::workbench::command::Command;
use crate::workbench::panes::words::{self, sentence, shortened};
use crate::workbench::widgets::{ListRow, Section};
use egui::Ui;

/// The claims about an event and those that deny it; nothing where there are none.
pub(super) fn claims_about_ui(ui: &mut Ui, form: &mut Form<'_, '_>, event: EventId) {
    let snapshot = form.desk.snapshot;
    let rows: Vec<(RecordId, String, String)> = snapshot
        .claims_about(event)
        .map(|claim| {
            let denies = claim.denies.contains(&Subject::Event(event));
            (
                claim.id.into(),
                claim.proposition.clone(),
                if denies { "denies" } else { "about" }.to_owned(),
            )
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    Section::new("Claims").count(rows.len()).show(ui);
    rows_ui(ui, form, &rows);
}

/// The events and claims that rest on a passage.
pub(super) fn on_passage_ui(ui: &mut Ui, form: &mut Form<'_, '_>, annotation: AnnotationId) {
    let snapshot = form.desk.snapshot;
    let project = snapshot.project();
    let mut rows: Vec<(RecordId, String, String)> = snapshot
        .reports_on(annotation)
        .filter_map(|report| {
            let event = project.events.get(&report.event)?;
            Some((
                report.id.into(),
                event.title.clone(),
                report.stance.in_words().to_owned(),
            ))
        })
        .collect();
    rows.extend(
        snapshot
            .claims_on(annotation)
            .map(|claim| claim_row(project, claim)),
    );
    Section::new("Rests on it").count(rows.len()).show(ui);
    if rows.is_empty() {
        hint_line(ui, "No event and no claim yet.");
    }
    rows_ui(ui, form, &rows);
}

/// Whatever names an actor or place, at most so many.
pub(super) fn uses_ui(ui: &mut Ui, form: &mut Form<'_, '_>, title: &str, of: RecordId) {
    const MOST: usize = 20;
    let snapshot = form.desk.snapshot;
    let project = snapshot.project();
    let mut rows: Vec<(RecordId, String, String)> = Vec::new();
    let mut number = 0;
    for id in snapshot.referrers(of) {
        number += 1;
        if rows.len() < MOST {
            rows.extend(row(project, id));
        }
    }
    Section::new(title).count(number).show(ui);
    if number == 0 {
        hint_line(ui, "Nothing yet.");
    }
    let more = number.saturating_sub(rows.len());
    rows_ui(ui, form, &rows);
    if more > 0 {
        hint_line(ui, &format!("and {more} more"));
    }
}

fn row(project: &Project, id: RecordId) -> Option<(RecordId, String, String)> {
    let noun = || id.noun().name().to_owned();
    let name = match id {
        RecordId::Annotation(at) => {
            let quote = project
                .annotations
                .get(&at)
                .and_then(|annotation| project.quote_of(annotation))?;
            format!("“{}”", quote.exact)
        }
        RecordId::Event(at) => project.events.get(&at)?.title.clone(),
        RecordId::Report(at) => {
            let report = project.reports.get(&at)?;
            project.events.get(&report.event)?.title.clone()
        }
        RecordId::Claim(at) => project.claims.get(&at)?.proposition.clone(),
        RecordId::Actor(at) => project.actors.get(&at)?.name.clone(),
        RecordId::Place(at) => project.places.get(&at)?.name.clone(),
        RecordId::Code(at) => project.codes.get(&at)?.name.clone(),
        RecordId::Source(at) => project.sources.get(&at)?.title.clone(),
        _ => return None,
    };
    Some((id, name, noun()))
}

fn claim_row(project: &Project, claim: &Claim) -> (RecordId, String, String) {
    let speaker = words::speaker(project, &claim.speaker, &claim.passage);
    let text = format!(
        "{}: {} ({speaker})",
        sentence(claim.sort.in_words()),
        claim.proposition
    );
    (claim.id.into(), text, "claim".to_owned())
}

/// Rows of (record, name, quiet word); a click leads to the record.
fn rows_ui(ui: &mut Ui, form: &mut Form<'_, '_>, rows: &[(RecordId, String, String)]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for (id, name, word) in rows {
        let short = shortened(name, 160);
        let row = ListRow::new(&short).trailing(word).inset(0.0);
        let response = ui.push_id(id, |ui| ui.add(row)).inner.on_hover_text(name);
        if response.clicked() {
            form.desk.push(Command::Reveal(*id));
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
}

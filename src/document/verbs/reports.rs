//! What passages say about events.

use super::adopt::{fill_from_report, release};
use super::passage::{Said, attribution};
use super::rows;
use super::tables;
use super::words::{not_possible, quoted, words_of};
use crate::document::{Edit, Refused};
use crate::model::annotation::Annotation;
use crate::model::event::Event;
use crate::model::id::{AnnotationId, EventId, ReportId};
use crate::model::report::{Passage, Report};
use crate::model::toll::Toll;
use std::sync::Arc;

/// Adds a passage to an existing event: a report with what is coded inside the passage. The event
/// adopts a value from it only where it has none.
///
/// # Errors
/// When the annotation or event is gone, or the passage reports this event already.
pub fn add_report(
    edit: &mut Edit,
    annotation: AnnotationId,
    event: EventId,
) -> Result<ReportId, Refused> {
    let (passage, found) = (
        edit.get::<Annotation>(annotation)?,
        edit.get::<Event>(event)?,
    );
    let words = quoted(&words_of(edit.project(), &passage));
    let reported = edit.now().events_on(annotation);
    if reported.iter().any(|reported| reported.id == event) {
        return Err(not_possible(format!(
            "{words} reports {} already (open that report to change it)",
            quoted(&found.title)
        )));
    }
    let report = put_prefilled(edit, &passage, event);
    fill_from_report(edit, event, report)?;
    edit.label(format!("add {words} to event {}", quoted(&found.title)));
    Ok(report)
}

/// A report on `event` with what is coded inside the passage. The first actor mentioned is taken
/// for the initiator and the second for the target: a prefill for the analyst to correct.
pub(super) fn put_prefilled(
    edit: &mut Edit,
    passage: &Arc<Annotation>,
    event: EventId,
) -> ReportId {
    let said = Said::by(edit.now(), passage);
    let (speaker, stance) = attribution(edit.now(), passage);
    let id = edit.new_id();
    edit.put(Report {
        id,
        event,
        passage: Passage::Annotation(passage.id),
        speaker,
        stance,
        credibility: None,
        when: said.when(),
        initiator: said.actors.first().copied().into_iter().collect(),
        target: said.actors.get(1).copied().into_iter().collect(),
        places: said.places,
        toll: Toll::default(),
        memo: String::new(),
        made: edit.made(),
    });
    id
}

/// Moves a report to another event, which adopts its values where it has none. Values the old
/// event adopted from it stay there with a reason.
///
/// # Errors
/// When the report or event is gone, or the report speaks of that event already.
pub fn move_report(edit: &mut Edit, report: ReportId, to: EventId) -> Result<(), Refused> {
    let from = edit.get::<Report>(report)?.event;
    let title = edit.get::<Event>(to)?.title.clone();
    if from == to {
        return Err(not_possible(format!(
            "the report speaks of {} already",
            quoted(&title)
        )));
    }
    edit.change::<Report>(report, |report| report.event = to)?;
    release(
        edit,
        from,
        &[report],
        &format!("from a report now at {}", quoted(&title)),
    )?;
    fill_from_report(edit, to, report)?;
    rows::settle(edit, to)?;
    edit.label(format!("move a report to event {}", quoted(&title)));
    Ok(())
}

/// Deletes a report. Values its event adopted from it stay there with a reason.
///
/// # Errors
/// When the report is gone.
pub fn delete_report(edit: &mut Edit, report: ReportId) -> Result<(), Refused> {
    let found = edit.get::<Report>(report)?;
    let title = edit.get::<Event>(found.event)?.title.clone();
    let words = quoted(&edit.project().words_of(&found.passage));
    release(
        edit,
        found.event,
        &[report],
        &format!("from a deleted report, {words}"),
    )?;
    edit.label(format!("delete a report of event {}", quoted(&title)));
    edit.remove(report);
    tables::forget(edit, found.passage.row().as_slice(), None)?;
    Ok(())
}

//! Making and deleting events.

use super::adopt::fill_from_report;
use super::passage::kind_of;
use super::reports::put_prefilled;
use super::tables;
use super::words::{all_quoted, not_possible, quoted, trimmed, words_of};
use crate::document::{Edit, Refused};
use crate::model::annotation::Annotation;
use crate::model::claim::{Claim, Subject};
use crate::model::codebook::{Family, Kind, Makes, code_makes, codes_in_tree_order};
use crate::model::edtf::Edtf;
use crate::model::event::{Countable, Direction, Event, PolicyShift};
use crate::model::id::{AnnotationId, EventId, KindId, RecordId};
use crate::model::project::Project;

/// Makes an event of the kind that the first fitting code of a passage makes, with a report of it
/// as the first of its reports. The report takes over what is coded inside the passage: the first
/// date, all places, the first actor as initiator and the second as target. A passage that carries
/// a code which makes a claim, or lies inside one that does, *alleges*; any other *asserts*. The
/// event adopts the values of the report and is named by its kind and place, or date. All of it is
/// a prefill for the analyst to correct.
///
/// # Errors
/// When the annotation is gone, or none of its codes makes an event.
pub fn make_event(edit: &mut Edit, annotation: AnnotationId) -> Result<EventId, Refused> {
    let passage = edit.get::<Annotation>(annotation)?;
    let kind = kind_of(edit.project(), &passage)
        .ok_or_else(|| not_possible(no_kind(edit.project(), &passage)))?;
    make_event_of_kind(edit, annotation, kind)
}

/// Makes an event of this kind from a passage, as [`make_event`] does.
///
/// # Errors
/// When the annotation or kind is gone.
pub fn make_event_of_kind(
    edit: &mut Edit,
    annotation: AnnotationId,
    kind: KindId,
) -> Result<EventId, Refused> {
    let passage = edit.get::<Annotation>(annotation)?;
    let kind = edit.get::<Kind>(kind)?;
    let event = put_empty(edit, &kind, kind.name.clone());
    let report = put_prefilled(edit, &passage, event);
    fill_from_report(edit, event, report)?;
    let title = name_event(edit, event)?;
    edit.label(format!("make event {}", quoted(&title)));
    Ok(event)
}

/// Makes an event that nobody reports yet.
///
/// # Errors
/// When the kind is gone or the title empty.
pub fn make_empty_event(edit: &mut Edit, kind: KindId, title: &str) -> Result<EventId, Refused> {
    let kind = edit.get::<Kind>(kind)?;
    let title = trimmed(title)?;
    edit.label(format!("make event {}", quoted(&title)));
    Ok(put_empty(edit, &kind, title))
}

/// An event without values. A policy shift points where its kind's score points.
pub(super) fn put_empty(edit: &mut Edit, kind: &Kind, title: String) -> EventId {
    let id = edit.new_id();
    let policy = (kind.family == Family::Policy).then(|| PolicyShift {
        direction: match kind.score_tenths.unwrap_or(0) {
            ..0 => Direction::Escalatory,
            0 => Direction::Neutral,
            1.. => Direction::Conciliatory,
        },
        ..PolicyShift::default()
    });
    edit.put(Event {
        id,
        title,
        kind: kind.id,
        when: None,
        places: None,
        initiator: None,
        target: None,
        toll: None,
        policy,
        countable: Countable::default(),
        standing: None,
        memo: String::new(),
        made: edit.made(),
    });
    id
}

/// Names an event by its kind and first place, or date: "Strike, Paktika".
pub(super) fn name_event(edit: &mut Edit, event: EventId) -> Result<String, Refused> {
    let found = edit.get::<Event>(event)?;
    let kind = edit.get::<Kind>(found.kind)?;
    let places = &edit.project().places;
    let place = found.places().first().and_then(|id| places.get(id));
    let date = found.when().and_then(|when| when.used_date());
    let more = place
        .map(|place| place.name.clone())
        .or_else(|| date.map(Edtf::in_words));
    let title = match more {
        Some(more) => format!("{}, {more}", kind.name),
        None => kind.name.clone(),
    };
    edit.change::<Event>(event, |event| event.title.clone_from(&title))?;
    Ok(title)
}

/// How many codes a refusal names before it leaves the rest to the codebook.
const MOST_NAMED: usize = 6;

fn no_kind(project: &Project, passage: &Annotation) -> String {
    let makers: Vec<String> = codes_in_tree_order(project)
        .into_iter()
        .filter(|(_, code)| matches!(code_makes(project, code.id), Some(Makes::Event(_))))
        .map(|(_, code)| code.name.clone())
        .collect();
    let words = quoted(&words_of(project, passage));
    if makers.is_empty() {
        return format!(
            "no code makes an event, so {words} makes none (say in the codebook what a code makes, or choose a kind)"
        );
    }
    let named = all_quoted(makers.iter().take(MOST_NAMED).map(String::as_str));
    let rest = if makers.len() > MOST_NAMED {
        ", …"
    } else {
        ""
    };
    format!("{words} has no code that makes an event (add one of {named}{rest}, or choose a kind)")
}

/// Deletes an event with its reports and links. Claims about it and denials of it stay, without it.
///
/// # Errors
/// When the event is gone.
pub fn delete_event(edit: &mut Edit, event: EventId) -> Result<(), Refused> {
    let found = edit.get::<Event>(event)?;
    let rows = tables::rows_beside(edit, event);
    let naming: Vec<RecordId> = edit.now().referrers(event).collect();
    for id in naming {
        match id {
            RecordId::Report(_) | RecordId::Link(_) => edit.remove(id),
            RecordId::Claim(id) => {
                edit.change::<Claim>(id, |claim| drop_subject(claim, Subject::Event(event)))?;
            }
            _ => {}
        }
    }
    tables::forget(edit, &rows, Some(event))?;
    edit.label(format!("delete event {}", quoted(&found.title)));
    edit.remove(event);
    Ok(())
}

/// Lets a claim no longer speak of this.
pub(super) fn drop_subject(claim: &mut Claim, subject: Subject) {
    claim.about.take_if(|about| *about == subject);
    claim.denies.retain(|denied| *denied != subject);
}

/// Decides whether an event counts, for a reason (which may be empty).
///
/// # Errors
/// When the event is gone.
pub fn set_countable(
    edit: &mut Edit,
    event: EventId,
    counts: bool,
    reason: impl Into<String>,
) -> Result<(), Refused> {
    let title = quoted(&edit.get::<Event>(event)?.title);
    let deed = if counts { "count" } else { "do not count" };
    edit.label(format!("{deed} event {title}"));
    let reason = reason.into();
    edit.change::<Event>(event, |event| {
        event.countable = Countable { counts, reason }
    })
}

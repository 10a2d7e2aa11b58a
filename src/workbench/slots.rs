//! Where records name actors and places.
//!
//! In: a place in a form, and somebody or somewhere, of the project or new. Out: one edit that
//! adds what is new and names it there, so that one undo takes both back.

use crate::document::verbs::actors::{add_actor, find_actor};
use crate::document::verbs::adopt::{self, Value};
use crate::document::verbs::annotations::set_mentions;
use crate::document::verbs::places::{add_place, find_place};
use crate::document::{Edit, Refused};
use crate::model::actor::Actor;
use crate::model::annotation::{Annotation, Mention, Mentioned};
use crate::model::claim::Claim;
use crate::model::event::{Event, Ground};
use crate::model::id::{ActorId, AnnotationId, ClaimId, EventId, PlaceId, ReportId};
use crate::model::place::Place;
use crate::model::report::Report;
use crate::model::text::TextSpan;

/// One of the project, or one to be added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<I> {
    /// One of the project.
    Known(I),
    /// A new one of this name.
    New(String),
}

/// Where an actor is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorSlot {
    /// Who did it.
    Initiator(EventId),
    /// To whom.
    Target(EventId),
    /// Who did it, as a report says.
    ReportInitiator(ReportId),
    /// To whom, as a report says.
    ReportTarget(ReportId),
    /// Both ends of a report, where its row has two sides and nothing says who began.
    ReportSides(ReportId),
    /// Who speaks in a report: one at most.
    ReportSpeaker(ReportId),
    /// Who claims something: one at most.
    ClaimSpeaker(ClaimId),
    /// The larger actor it belongs to: one at most.
    Within(ActorId),
    /// Whom words mention; the whole annotation when there is no span.
    Mention(AnnotationId, Option<TextSpan>),
}

/// Where a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSlot {
    /// Where an event happened.
    Event(EventId),
    /// Where it happened, as a report says.
    Report(ReportId),
    /// The larger place it lies in: one at most.
    Within(PlaceId),
    /// Which place words mention; the whole annotation when there is no span.
    Mention(AnnotationId, Option<TextSpan>),
}

/// Names an actor, adding it first where it is new. A new name that is somebody's already means
/// them.
///
/// # Errors
/// When the record or actor is gone, or the new name is empty.
pub fn name_actor(edit: &mut Edit, slot: ActorSlot, who: Choice<ActorId>) -> Result<(), Refused> {
    let id = match who {
        Choice::Known(id) => id,
        Choice::New(name) => match find_actor(edit.project(), &name) {
            Some(id) => id,
            None => add_actor(edit, &name)?,
        },
    };
    change_actors(edit, slot, |list| with(list, id), Some(id))
}

/// Takes an actor away from where it is named; the actor stays in the project.
///
/// # Errors
/// When the record is gone.
pub fn unname_actor(edit: &mut Edit, slot: ActorSlot, id: ActorId) -> Result<(), Refused> {
    change_actors(edit, slot, |list| without(list, id), None)
}

/// Names a place, adding it first where it is new. A new name that is some place's already means
/// that one.
///
/// # Errors
/// When the record or place is gone, or the new name is empty.
pub fn name_place(edit: &mut Edit, slot: PlaceSlot, place: Choice<PlaceId>) -> Result<(), Refused> {
    let id = match place {
        Choice::Known(id) => id,
        Choice::New(name) => match find_place(edit.project(), &name) {
            Some(id) => id,
            None => add_place(edit, &name)?,
        },
    };
    change_places(edit, slot, |list| with(list, id), Some(id))
}

/// Takes a place away from where it is named; the place stays in the project.
///
/// # Errors
/// When the record is gone.
pub fn unname_place(edit: &mut Edit, slot: PlaceSlot, id: PlaceId) -> Result<(), Refused> {
    change_places(edit, slot, |list| without(list, id), None)
}

/// `list` changes a list of actors, `only` is put where there is room for one.
fn change_actors(
    edit: &mut Edit,
    slot: ActorSlot,
    list: impl Fn(&[ActorId]) -> Vec<ActorId>,
    only: Option<ActorId>,
) -> Result<(), Refused> {
    match slot {
        ActorSlot::Initiator(id) => {
            let ids = list(edit.get::<Event>(id)?.initiator());
            enter(edit, id, Value::Initiator(ids))
        }
        ActorSlot::Target(id) => {
            let ids = list(edit.get::<Event>(id)?.target());
            enter(edit, id, Value::Target(ids))
        }
        ActorSlot::ReportInitiator(id) => {
            edit.label("edit initiator of report");
            edit.change::<Report>(id, |report| report.initiator = list(&report.initiator))
        }
        ActorSlot::ReportTarget(id) => {
            edit.label("edit target of report");
            edit.change::<Report>(id, |report| report.target = list(&report.target))
        }
        ActorSlot::ReportSides(id) => {
            edit.label("edit sides of report");
            edit.change::<Report>(id, |report| {
                (report.initiator, report.target) = (list(&report.initiator), list(&report.target));
            })
        }
        ActorSlot::ReportSpeaker(id) => {
            edit.label("edit speaker of report");
            edit.change::<Report>(id, |report| report.speaker.actor = only)
        }
        ActorSlot::ClaimSpeaker(id) => {
            edit.label("edit speaker of claim");
            edit.change::<Claim>(id, |claim| claim.speaker.actor = only)
        }
        ActorSlot::Within(id) => {
            edit.label("edit actor");
            edit.change::<Actor>(id, |actor| actor.within = only)
        }
        ActorSlot::Mention(id, span) => mention(edit, id, span, only.map(Mentioned::Actor)),
    }
}

fn change_places(
    edit: &mut Edit,
    slot: PlaceSlot,
    list: impl FnOnce(&[PlaceId]) -> Vec<PlaceId>,
    only: Option<PlaceId>,
) -> Result<(), Refused> {
    match slot {
        PlaceSlot::Event(id) => {
            let ids = list(edit.get::<Event>(id)?.places());
            enter(edit, id, Value::Places(ids))
        }
        PlaceSlot::Report(id) => {
            edit.label("edit places of report");
            edit.change::<Report>(id, |report| report.places = list(&report.places))
        }
        PlaceSlot::Within(id) => {
            edit.label("edit place");
            edit.change::<Place>(id, |place| place.within = only)
        }
        PlaceSlot::Mention(id, span) => mention(edit, id, span, only.map(Mentioned::Place)),
    }
}

/// Enters a value over what was adopted; a reason the analyst gave stays, and an empty list means
/// that nobody knows.
fn enter(edit: &mut Edit, event: EventId, value: Value) -> Result<(), Refused> {
    let field = value.field();
    let found = edit.get::<Event>(event)?;
    let empty = match &value {
        Value::Places(ids) => ids.is_empty(),
        Value::Initiator(ids) | Value::Target(ids) => ids.is_empty(),
        Value::When(_) | Value::Toll(_) => false,
    };
    if empty {
        return adopt::clear_value(edit, event, field);
    }
    let reason = match field.ground(&found) {
        Some(Ground::Reason(reason)) => reason.clone(),
        _ => String::new(),
    };
    adopt::enter_value(edit, event, value, &reason)
}

/// Adds a mention to an annotation, unless it is there already. Which one to take away is known by
/// its place in the list, so nothing is taken away here.
fn mention(
    edit: &mut Edit,
    id: AnnotationId,
    span: Option<TextSpan>,
    of: Option<Mentioned>,
) -> Result<(), Refused> {
    let mut mentions = edit.get::<Annotation>(id)?.mentions.clone();
    let Some(of) = of else { return Ok(()) };
    let new = Mention { span, of };
    if !mentions.contains(&new) {
        mentions.push(new);
    }
    set_mentions(edit, id, mentions)
}

fn with<I: Copy + PartialEq>(list: &[I], id: I) -> Vec<I> {
    let mut list = list.to_vec();
    if !list.contains(&id) {
        list.push(id);
    }
    list
}

fn without<I: Copy + PartialEq>(list: &[I], id: I) -> Vec<I> {
    list.iter().copied().filter(|other| *other != id).collect()
}

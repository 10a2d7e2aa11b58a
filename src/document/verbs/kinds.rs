//! Kinds: adding, naming, colouring, ordering, merging and deleting them.

use super::codebook::revise as revise_code;
use super::views;
use super::words::{counted, not_possible, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::codebook::{Code, Family, Kind, Makes, kinds_in_order};
use crate::model::event::Event;
use crate::model::id::{CodeId, EventId, KindId, RecordId};
use crate::model::look::{Hue, Shape};
use std::sync::Arc;

/// Adds a kind as the last one, drawn in the band `lane` (of its own name when empty), with the
/// hue and shape that fewest kinds have.
///
/// # Errors
/// When the name is empty or taken.
pub fn add_kind(
    edit: &mut Edit,
    name: &str,
    family: Family,
    lane: &str,
) -> Result<KindId, Refused> {
    let name = trimmed(name)?;
    check_name(edit, None, &name)?;
    let kinds = kinds_in_order(edit.project());
    let lane = if lane.trim().is_empty() {
        &name
    } else {
        lane.trim()
    };
    edit.label(format!("add kind {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(Kind {
        id,
        lane: lane.to_owned(),
        name,
        family,
        order: kinds.last().map_or(0, |last| last.order.saturating_add(1)),
        hue: rarest(&Hue::ALL, &kinds, |kind| kind.hue).unwrap_or(Hue::Slate),
        shape: rarest(&Shape::ALL, &kinds, |kind| kind.shape).unwrap_or(Shape::Disc),
        plover: String::new(),
        score_tenths: None,
        version: 1,
    });
    Ok(id)
}

/// The look that fewest kinds have; of several, the first a picker offers.
fn rarest<T: Copy + PartialEq>(all: &[T], kinds: &[Arc<Kind>], of: fn(&Kind) -> T) -> Option<T> {
    let used = |look: &T| kinds.iter().filter(|kind| of(kind) == *look).count();
    all.iter().copied().min_by_key(used)
}

fn check_name(edit: &Edit, kind: Option<KindId>, name: &str) -> Result<(), Refused> {
    let mut others = edit.project().kinds.values();
    if others.any(|other| Some(other.id) != kind && other.name == name) {
        return Err(not_possible(format!(
            "there is a kind {} already (choose another name, or merge the two)",
            quoted(name)
        )));
    }
    Ok(())
}

/// Gives a kind another name.
///
/// # Errors
/// When the kind is gone, or the name is empty or taken.
pub fn rename_kind(edit: &mut Edit, kind: KindId, name: &str) -> Result<(), Refused> {
    let found = edit.get::<Kind>(kind)?;
    let name = trimmed(name)?;
    check_name(edit, Some(kind), &name)?;
    edit.label(format!(
        "rename kind {} to {}",
        quoted(&found.name),
        quoted(&name)
    ));
    revise(
        edit,
        Kind {
            name,
            ..Kind::clone(&found)
        },
    )
}

/// Gives a kind another hue and shape.
///
/// # Errors
/// When the kind is gone.
pub fn recolour_kind(edit: &mut Edit, kind: KindId, hue: Hue, shape: Shape) -> Result<(), Refused> {
    let name = edit.get::<Kind>(kind)?.name.clone();
    edit.label(format!("recolour kind {}", quoted(&name)));
    edit.change::<Kind>(kind, |kind| (kind.hue, kind.shape) = (hue, shape))
}

/// Puts a kind as it is given; its version grows by one if its meaning differs from before.
///
/// # Errors
/// When the kind is gone.
pub(super) fn revise(edit: &mut Edit, mut kind: Kind) -> Result<(), Refused> {
    let before = edit.get::<Kind>(kind.id)?;
    let same = kind.name == before.name
        && kind.family == before.family
        && kind.plover == before.plover
        && kind.score_tenths == before.score_tenths;
    kind.version = before.version.saturating_add(u32::from(!same));
    edit.put(kind);
    Ok(())
}

/// Moves a kind before another one, or behind them all. Lanes follow the order of kinds.
///
/// # Errors
/// When a kind is gone.
pub fn move_kind(edit: &mut Edit, kind: KindId, before: Option<KindId>) -> Result<(), Refused> {
    let name = edit.get::<Kind>(kind)?.name.clone();
    if let Some(before) = before {
        edit.get::<Kind>(before)?;
    }
    let kinds = kinds_in_order(edit.project());
    let mut row: Vec<KindId> = kinds.iter().map(|kind| kind.id).collect();
    if before != Some(kind) {
        row.retain(|other| *other != kind);
        let at = row.iter().position(|other| Some(*other) == before);
        row.insert(at.unwrap_or(row.len()), kind);
    }
    for (order, kind) in (0..).zip(row) {
        if edit.get::<Kind>(kind)?.order != order {
            edit.change::<Kind>(kind, |kind| kind.order = order)?;
        }
    }
    edit.label(format!("move kind {}", quoted(&name)));
    Ok(())
}

/// Makes one kind of two: the events of `absorbed`, and the codes that make such events, go over.
///
/// # Errors
/// When a kind is gone, both are the same, or they belong to different families.
pub fn merge_kinds(edit: &mut Edit, keep: KindId, absorbed: KindId) -> Result<(), Refused> {
    let (kept, gone) = (edit.get::<Kind>(keep)?, edit.get::<Kind>(absorbed)?);
    let (kept_name, gone_name) = (quoted(&kept.name), quoted(&gone.name));
    if keep == absorbed {
        return Err(not_possible(format!(
            "{gone_name} cannot be merged with itself (choose another kind)"
        )));
    }
    if kept.family != gone.family {
        return Err(not_possible(format!(
            "{gone_name} is a kind of {} and {kept_name} of {} (change the family of one of them first)",
            gone.family.in_words(),
            kept.family.in_words()
        )));
    }
    let users = users(edit, absorbed);
    for event in users.events {
        edit.change::<Event>(event, |event| event.kind = keep)?;
    }
    for code in users.codes {
        let code = Code::clone(&*edit.get::<Code>(code)?);
        revise_code(
            edit,
            Code {
                makes: Some(Makes::Event(keep)),
                ..code
            },
        )?;
    }
    views::follow(edit, absorbed.into(), Some(keep.into()))?;
    edit.change::<Kind>(keep, |kind| kind.version = kind.version.saturating_add(1))?;
    edit.label(format!("merge kind {gone_name} into {kept_name}"));
    edit.remove(absorbed);
    Ok(())
}

/// Who names a kind.
#[derive(Default)]
struct Users {
    events: Vec<EventId>,
    codes: Vec<CodeId>,
}

fn users(edit: &Edit, kind: KindId) -> Users {
    let mut users = Users::default();
    for id in edit.now().referrers(kind) {
        match id {
            RecordId::Event(id) => users.events.push(id),
            RecordId::Code(id) => users.codes.push(id),
            _ => {}
        }
    }
    users
}

/// Deletes a kind no event has. Codes that made such events make what the code above them makes.
///
/// # Errors
/// When the kind is gone, or events have it.
pub fn delete_kind(edit: &mut Edit, kind: KindId) -> Result<(), Refused> {
    let gone = edit.get::<Kind>(kind)?;
    let users = users(edit, kind);
    if !users.events.is_empty() {
        return Err(not_possible(format!(
            "{} is the kind of {} (give them another kind, or merge it into one)",
            quoted(&gone.name),
            counted(users.events.len(), "event", "events")
        )));
    }
    for code in users.codes {
        let code = Code::clone(&*edit.get::<Code>(code)?);
        revise_code(
            edit,
            Code {
                makes: None,
                ..code
            },
        )?;
    }
    views::follow(edit, kind.into(), None)?;
    edit.label(format!("delete kind {}", quoted(&gone.name)));
    edit.remove(kind);
    Ok(())
}

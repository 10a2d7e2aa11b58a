//! Which values an event takes, and on what ground. No report is ever changed by it.

use super::guard::known;
use super::words::{drop_repeats, not_possible, quoted};
use crate::document::{Edit, Refused};
use crate::model::event::{Adopted, Event, Ground};
use crate::model::id::{ActorId, EventId, PlaceId, ReportId};
use crate::model::report::Report;
use crate::model::toll::Toll;
use crate::model::when::{Elsewhere, Used, When};

/// A value that an event adopts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Its date.
    When,
    /// Its places.
    Places,
    /// Who did it.
    Initiator,
    /// To whom.
    Target,
    /// The dead and injured.
    Toll,
}

/// A value to enter by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A date.
    When(When),
    /// Places; none for "nobody knows".
    Places(Vec<PlaceId>),
    /// Who did it; nobody for "nobody knows".
    Initiator(Vec<ActorId>),
    /// To whom; nobody for "nobody knows".
    Target(Vec<ActorId>),
    /// The dead and injured.
    Toll(Toll),
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 5] = [
        Self::When,
        Self::Places,
        Self::Initiator,
        Self::Target,
        Self::Toll,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::When => "date",
            Self::Places => "place",
            Self::Initiator => "initiator",
            Self::Target => "target",
            Self::Toll => "toll",
        }
    }

    /// What an event rests this value on; `None` while it has none.
    pub fn ground(self, event: &Event) -> Option<&Ground> {
        match self {
            Self::When => event.when.as_ref().map(|adopted| &adopted.from),
            Self::Places => event.places.as_ref().map(|adopted| &adopted.from),
            Self::Initiator => event.initiator.as_ref().map(|adopted| &adopted.from),
            Self::Target => event.target.as_ref().map(|adopted| &adopted.from),
            Self::Toll => event.toll.as_ref().map(|adopted| &adopted.from),
        }
    }

    fn ground_mut(self, event: &mut Event) -> Option<&mut Ground> {
        match self {
            Self::When => event.when.as_mut().map(|adopted| &mut adopted.from),
            Self::Places => event.places.as_mut().map(|adopted| &mut adopted.from),
            Self::Initiator => event.initiator.as_mut().map(|adopted| &mut adopted.from),
            Self::Target => event.target.as_mut().map(|adopted| &mut adopted.from),
            Self::Toll => event.toll.as_mut().map(|adopted| &mut adopted.from),
        }
    }

    /// Whether a report says anything about it.
    pub fn is_said_by(self, report: &Report) -> bool {
        match self {
            Self::When => !report.when.is_empty(),
            Self::Places => !report.places.is_empty(),
            Self::Initiator => !report.initiator.is_empty(),
            Self::Target => !report.target.is_empty(),
            Self::Toll => !report.toll.is_empty(),
        }
    }

    /// Whether an event has of it what a report says; of a date, what was written and what that
    /// means, whichever date is used.
    pub fn agrees(self, event: &Event, report: &Report) -> bool {
        match self {
            Self::When => event.when().is_some_and(|when| {
                (&when.as_written, &when.resolved)
                    == (&report.when.as_written, &report.when.resolved)
            }),
            Self::Places => event.places() == report.places,
            Self::Initiator => event.initiator() == report.initiator,
            Self::Target => event.target() == report.target,
            Self::Toll => event.toll() == Some(&report.toll),
        }
    }
}

impl Value {
    /// Which value it is.
    pub fn field(&self) -> Field {
        match self {
            Self::When(_) => Field::When,
            Self::Places(_) => Field::Places,
            Self::Initiator(_) => Field::Initiator,
            Self::Target(_) => Field::Target,
            Self::Toll(_) => Field::Toll,
        }
    }
}

/// Takes one value of an event from one of its reports. Of a date, the words and what they were
/// resolved to are taken; dates the event has from elsewhere stay, the report's are added behind
/// them, and the date charts draw stays the same choice.
///
/// # Errors
/// When the event or report is gone, the report speaks of another event, or says nothing of this.
pub fn adopt_from_report(
    edit: &mut Edit,
    event: EventId,
    field: Field,
    report: ReportId,
) -> Result<(), Refused> {
    let (title, said) = (edit.get::<Event>(event)?, edit.get::<Report>(report)?);
    let title = quoted(&title.title);
    if said.event != event {
        return Err(not_possible(format!(
            "the report speaks of another event than {title} (move it there first)"
        )));
    }
    if !field.is_said_by(&said) {
        return Err(not_possible(format!(
            "the report says nothing about the {} of {title} (enter it with a reason)",
            field.in_words()
        )));
    }
    edit.label(format!("adopt {} of {title}", field.in_words()));
    edit.change::<Event>(event, |event| take(event, field, &said))
}

fn take(event: &mut Event, field: Field, report: &Report) {
    let from = report.id;
    match field {
        Field::When => {
            let when = match event.when() {
                Some(old) => joined(old, &report.when),
                None => report.when.clone(),
            };
            event.when = Some(Adopted::from_report(when, from));
        }
        Field::Places => {
            event.places = Some(Adopted::from_report(report.places.clone(), from));
        }
        Field::Initiator => {
            event.initiator = Some(Adopted::from_report(report.initiator.clone(), from));
        }
        Field::Target => {
            event.target = Some(Adopted::from_report(report.target.clone(), from));
        }
        Field::Toll => event.toll = Some(Adopted::from_report(report.toll.clone(), from)),
    }
}

/// The report's reading; the old dates from elsewhere first, so that their numbers still hold.
fn joined(old: &When, report: &When) -> When {
    let mut elsewhere = old.elsewhere.clone();
    for other in &report.elsewhere {
        if !elsewhere.contains(other) {
            elsewhere.push(other.clone());
        }
    }
    When {
        as_written: report.as_written.clone(),
        resolved: report.resolved.clone(),
        elsewhere,
        used: old.used,
    }
}

/// Lets an event adopt from a report whatever it has no value for yet.
pub(super) fn fill_from_report(
    edit: &mut Edit,
    event: EventId,
    report: ReportId,
) -> Result<(), Refused> {
    let said = edit.get::<Report>(report)?;
    edit.change::<Event>(event, |event| {
        for field in Field::ALL {
            if field.ground(event).is_none() && field.is_said_by(&said) {
                take(event, field, &said);
            }
        }
    })
}

/// Rests what an event adopted from any of `reports` on a reason instead.
pub(super) fn release(
    edit: &mut Edit,
    event: EventId,
    reports: &[ReportId],
    reason: &str,
) -> Result<(), Refused> {
    edit.change::<Event>(event, |event| {
        for field in Field::ALL {
            if let Some(ground) = field.ground_mut(event)
                && matches!(ground, Ground::Report(report) if reports.contains(report))
            {
                *ground = Ground::Reason(reason.to_owned());
            }
        }
    })
}

/// Gives an event a value of the analyst's own, for a reason (which may be empty).
///
/// # Errors
/// When the event, an actor or a place is gone, or a date is to be used that is not listed.
pub fn enter_value(
    edit: &mut Edit,
    event: EventId,
    value: Value,
    reason: &str,
) -> Result<(), Refused> {
    let mut found = Event::clone(&*edit.get::<Event>(event)?);
    if let Value::When(when) = &value {
        listed(when, when.used)?;
    }
    let field = value.field();
    match value {
        Value::When(when) => found.when = Some(Adopted::for_reason(when, reason)),
        Value::Places(ids) => found.places = Some(Adopted::for_reason(once(ids), reason)),
        Value::Initiator(ids) => found.initiator = Some(Adopted::for_reason(once(ids), reason)),
        Value::Target(ids) => found.target = Some(Adopted::for_reason(once(ids), reason)),
        Value::Toll(toll) => found.toll = Some(Adopted::for_reason(toll, reason)),
    }
    known(edit, &found)?;
    edit.label(format!(
        "enter {} of {}",
        field.in_words(),
        quoted(&found.title)
    ));
    edit.put(found);
    Ok(())
}

fn once<T: PartialEq + Clone>(mut list: Vec<T>) -> Vec<T> {
    drop_repeats(&mut list);
    list
}

/// Takes a value off an event: nobody knows.
///
/// # Errors
/// When the event is gone.
pub fn clear_value(edit: &mut Edit, event: EventId, field: Field) -> Result<(), Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    edit.label(format!("clear {} of {}", field.in_words(), quoted(&title)));
    edit.change::<Event>(event, |event| match field {
        Field::When => event.when = None,
        Field::Places => event.places = None,
        Field::Initiator => event.initiator = None,
        Field::Target => event.target = None,
        Field::Toll => event.toll = None,
    })
}

/// Chooses which of an event's dates charts draw. On what ground it has them stays as it is.
///
/// # Errors
/// When the event is gone or has no such date.
pub fn use_date(edit: &mut Edit, event: EventId, used: Used) -> Result<(), Refused> {
    let found = edit.get::<Event>(event)?;
    let Some(when) = found.when() else {
        return Err(not_possible(format!(
            "{} has no date to choose from (enter one first)",
            quoted(&found.title)
        )));
    };
    listed(when, used)?;
    edit.label(format!("choose the date of {}", quoted(&found.title)));
    edit.change::<Event>(event, |event| {
        if let Some(adopted) = &mut event.when {
            adopted.value.used = used;
        }
    })
}

fn listed(when: &When, used: Used) -> Result<(), Refused> {
    match used {
        Used::Elsewhere(index) if when.elsewhere.get(index as usize).is_none() => Err(
            not_possible("the date to use is not in the list (choose one of those listed)"),
        ),
        _ => Ok(()),
    }
}

/// Adds what somebody else says about the date of an event.
///
/// # Errors
/// When the event is gone.
pub fn add_elsewhere(edit: &mut Edit, event: EventId, other: Elsewhere) -> Result<(), Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    edit.label(format!("add a date from elsewhere to {}", quoted(&title)));
    edit.change::<Event>(event, |event| {
        let when = event
            .when
            .get_or_insert_with(|| Adopted::for_reason(When::default(), ""));
        when.value.elsewhere.push(other);
    })
}

/// Takes a date from elsewhere, by its number from 0, off an event. If charts drew it, they draw
/// the resolved one again.
///
/// # Errors
/// When the event is gone or has no such date.
pub fn remove_elsewhere(edit: &mut Edit, event: EventId, index: u32) -> Result<(), Refused> {
    let found = edit.get::<Event>(event)?;
    let when = found.when().cloned().unwrap_or_default();
    listed(&when, Used::Elsewhere(index))?;
    edit.label(format!(
        "remove a date from elsewhere from {}",
        quoted(&found.title)
    ));
    edit.change::<Event>(event, |event| {
        if let Some(adopted) = &mut event.when {
            let when = &mut adopted.value;
            when.elsewhere.remove(index as usize);
            when.used = match when.used {
                Used::Elsewhere(used) if used == index => Used::Resolved,
                Used::Elsewhere(used) if used > index => Used::Elsewhere(used - 1),
                other => other,
            };
        }
    })
}

//! What an absorbed event held that the event it merges into has no place for, in plain words.

use super::adopt::Field;
use crate::model::event::{Event, Ground, PolicyShift};
use crate::model::id::{ActorId, PlaceId};
use crate::model::project::Project;
use crate::model::report::Report;
use crate::model::toll::{Toll, TollLine};
use crate::model::when::When;

/// What of `gone` finds no place in `keep`, in plain words: one paragraph.
pub(super) fn left_over(project: &Project, keep: &Event, gone: &Event) -> String {
    let kind = project.kinds.get(&gone.kind);
    let kind = kind.map_or("event", |kind| kind.name.as_str());
    let mut lines = vec![format!("Merged: {} ({kind}).", gone.title.trim())];
    for field in Field::ALL {
        let lost = field.ground(keep).is_some() && field.ground(gone).is_some();
        let (kept, other) = (
            value_words(project, keep, field),
            value_words(project, gone, field),
        );
        if lost && kept != other && !is_in_report(project, gone, field) {
            lines.push(format!("Its {}: {other}.", field.in_words()));
        }
    }
    if keep.policy.is_some() && gone.policy.is_some() && keep.policy != gone.policy {
        lines.extend(gone.policy.as_ref().map(policy_words));
    }
    if let (Some(_), Some((standing, reason))) = (&keep.standing, &gone.standing)
        && keep.standing != gone.standing
    {
        lines.push(with_reason(
            &format!("Its standing: {}", standing.in_words()),
            reason,
        ));
    }
    if keep.countable != gone.countable {
        let counts = if gone.countable.counts {
            "It counted"
        } else {
            "It did not count"
        };
        lines.push(with_reason(counts, &gone.countable.reason));
    }
    if !gone.memo.trim().is_empty() {
        lines.push(gone.memo.trim().to_owned());
    }
    lines.join(" ")
}

fn policy_words(policy: &PolicyShift) -> String {
    let mut parts = vec![
        policy.direction.in_words().to_owned(),
        policy.status.in_words().to_owned(),
    ];
    if !policy.instrument.is_empty() {
        parts.insert(0, policy.instrument.clone());
    }
    parts.extend(
        policy
            .until
            .as_ref()
            .map(|until| format!("until {}", until.in_words())),
    );
    let tenths = policy.score_tenths;
    parts.extend(tenths.map(|tenths| format!("score {:.1}", f32::from(tenths) / 10.0)));
    format!("Its change of course: {}.", parts.join(", "))
}

pub(super) fn with_reason(what: &str, reason: &str) -> String {
    if reason.trim().is_empty() {
        format!("{what}.")
    } else {
        format!("{what} ({}).", reason.trim())
    }
}

/// Whether the report a value comes from still says just that.
fn is_in_report(project: &Project, event: &Event, field: Field) -> bool {
    let Some(Ground::Report(id)) = field.ground(event) else {
        return false;
    };
    let says = |report: &Report| match field {
        Field::When => event.when() == Some(&report.when),
        Field::Places => event.places() == report.places,
        Field::Initiator => event.initiator() == report.initiator,
        Field::Target => event.target() == report.target,
        Field::Toll => event.toll() == Some(&report.toll),
    };
    project.reports.get(id).is_some_and(|report| says(report))
}

/// A value with its ground, in plain words; empty where there is none.
fn value_words(project: &Project, event: &Event, field: Field) -> String {
    let actor = |id: &ActorId| project.actors.get(id).map(|actor| actor.name.as_str());
    let place = |id: &PlaceId| project.places.get(id).map(|place| place.name.as_str());
    let actors = |ids: &[ActorId]| {
        let names: Vec<&str> = ids.iter().filter_map(actor).collect();
        names.join(", ")
    };
    let value = match field {
        Field::When => event.when().map_or_else(String::new, when_words),
        Field::Places => {
            let names: Vec<&str> = event.places().iter().filter_map(place).collect();
            names.join(", ")
        }
        Field::Initiator => actors(event.initiator()),
        Field::Target => actors(event.target()),
        Field::Toll => event.toll().map_or_else(String::new, toll_words),
    };
    let value = if value.is_empty() {
        "unknown".to_owned()
    } else {
        value
    };
    match field.ground(event) {
        Some(Ground::Reason(reason)) if !reason.trim().is_empty() => {
            format!("{value} ({})", reason.trim())
        }
        _ => value,
    }
}

fn when_words(when: &When) -> String {
    let mut parts = Vec::new();
    if !when.as_written.is_empty() {
        parts.push(format!("as written ‘{}’", when.as_written));
    }
    if let Some(resolved) = &when.resolved {
        let basis = with_reason(resolved.basis.in_words(), &resolved.note);
        let basis = basis.trim_end_matches('.');
        parts.push(format!("{}, {basis}", resolved.date.in_words()));
    }
    let told = when.elsewhere.iter();
    parts.extend(told.map(|other| format!("elsewhere {}, {}", other.date.in_words(), other.says)));
    parts.join("; ")
}

fn toll_words(toll: &Toll) -> String {
    let number =
        |number: Option<u32>| number.map_or_else(|| "unknown".to_owned(), |n| n.to_string());
    let line = |line: &TollLine| {
        let estimate = line.estimate;
        let numbers = [estimate.low, estimate.best, estimate.high].map(number);
        let mut parts = vec![line.harm.in_words().to_owned()];
        parts.extend((!line.victims.is_empty()).then(|| line.victims.clone()));
        parts.extend((!line.as_written.is_empty()).then(|| format!("‘{}’", line.as_written)));
        let [low, best, high] = numbers;
        parts.push(format!("low {low}, best {best}, high {high}"));
        parts.join(" ")
    };
    toll.lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

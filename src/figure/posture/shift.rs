//! One mark of a posture chart: a policy shift in force, or something that happened.

use super::in_force::InForce;
use super::sum::Scored;
use crate::analysis::facts::EventFacts;
use crate::figure::labels::{capitalised, score_words};
use crate::figure::timeline::Entry;
use crate::figure::timeline::entry::event_tooltip;
use crate::model::codebook::Family;
use crate::model::day::Day;
use crate::model::event::{Direction, PolicyStatus};
use crate::model::id::EventId;

/// What stands behind a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Its own score, else that of its kind, in tenths of a point: negative towards conflict.
    pub score: Option<i16>,
    /// When it is in force; `None` for what only happened.
    pub in_force: Option<InForce>,
    /// Said, not yet done.
    pub announced: bool,
    counts: bool,
}

/// Where a mark stands.
pub(super) struct Under<'a> {
    /// The name of its lane.
    pub lane: &'a str,
    /// The heading of its part.
    pub heading: &'a str,
    /// Whether it goes both ways.
    pub mutual: bool,
    /// The last day of which anybody can know: that far something holds of which no source tells.
    pub published: Option<Day>,
}

/// By which means, in lower case; empty when not said. What is no policy shift has the means of its
/// family.
pub(super) fn instrument(facts: &EventFacts) -> String {
    match (facts.family(), &facts.event.policy) {
        (Family::Policy, Some(policy)) => policy.instrument.trim().to_lowercase(),
        (Family::Policy, None) => String::new(),
        (Family::Incident, _) => "kinetic".to_owned(),
        (Family::Diplomatic, _) => "diplomatic".to_owned(),
    }
}

/// An event's own score, else that of its kind.
pub(super) fn score(facts: &EventFacts) -> Option<i16> {
    let own = facts.event.policy.as_ref().and_then(|it| it.score_tenths);
    own.or(facts.kind.score_tenths)
}

/// The mark of an event, and what stands behind it; `None` when it has no date.
pub(super) fn marked(facts: &EventFacts, under: &Under<'_>) -> Option<(Shift, Entry)> {
    let mut entry = Entry::of_event(facts)?;
    let horizon = facts.horizon.or(under.published);
    let is_policy = facts.family() == Family::Policy;
    let in_force = is_policy.then(|| InForce::of(facts, horizon)).flatten();
    let score = score(facts);
    let status = facts.event.policy.as_ref().map(|it| it.status);
    let announced = is_policy && status == Some(PolicyStatus::Announced);
    if let Some(in_force) = &in_force {
        entry.days.clone_from(&in_force.start);
        entry.reach = in_force.reach().filter(|_| !announced);
    }
    let points = score.map(|score| score_words(score.into()));
    let beside = points.as_deref().unwrap_or("no score");
    let announced_words = if announced { ", announced" } else { "" };
    entry.label = format!("{}{announced_words}: {beside}", entry.label);
    entry.name = format!(
        "{}: {}, {}, {beside}{announced_words}",
        under.lane, facts.event.title, under.heading
    );
    entry.tooltip = tooltip(facts, under);
    let shift = Shift {
        score,
        in_force,
        announced,
        counts: facts.is_countable(),
    };
    Some((shift, entry))
}

impl Shift {
    /// Its part in the sum; `None` where it has none.
    pub(super) fn summed(&self, event: EventId) -> Option<Scored> {
        Some(Scored {
            event,
            score: self.score.filter(|_| self.counts && !self.announced)?,
            in_force: self.in_force.clone()?,
        })
    }
}

fn tooltip(facts: &EventFacts, under: &Under<'_>) -> String {
    let policy = facts.event.policy.as_ref();
    let mut lines: Vec<String> = event_tooltip(facts).lines().map(str::to_owned).collect();
    let both = if under.mutual {
        ", and the other way"
    } else {
        ""
    };
    let direction = policy.map_or(Direction::Neutral, |it| it.direction);
    let direction = match direction {
        Direction::Neutral => String::new(),
        direction => format!(" · {}", direction.in_words()),
    };
    let towards = format!("{} · {}{both}{direction}", under.lane, under.heading);
    lines.insert(lines.len().min(1), towards);
    if let Some(policy) = policy {
        let until = policy.until.as_ref();
        let until = until.map(|date| format!(", until {}", date.in_words()));
        let status = capitalised(policy.status.in_words());
        lines.push(format!("{status}{}", until.unwrap_or_default()));
    }
    lines.push(score_line(facts));
    lines.join("\n")
}

/// "Score −6, its own; PLOVER SANCTION/discontinue".
fn score_line(facts: &EventFacts) -> String {
    let own = facts.event.policy.as_ref().and_then(|it| it.score_tenths);
    let type_words = match facts.kind.plover.trim() {
        "" => format!("its kind {} names no PLOVER type", facts.kind.name),
        plover => format!("PLOVER {plover}"),
    };
    match (own, facts.kind.score_tenths) {
        (Some(own), _) => format!("Score {}, its own; {type_words}", score_words(own.into())),
        (None, Some(kind)) => format!(
            "Score {} of its kind {}; {type_words}",
            score_words(kind.into()),
            facts.kind.name
        ),
        (None, None) => format!("Without a score: in no sum; {type_words}"),
    }
}

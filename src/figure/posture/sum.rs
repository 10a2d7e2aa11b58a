//! What the scores in force add up to, day by day.
//!
//! In: scores, each with the days on which it surely and possibly is in force. Out: stretches of
//! days with the sum of what surely is, and the least and the most the sum can be.

use super::in_force::InForce;
use crate::model::day::{Day, DayRange};
use crate::model::id::EventId;
use std::collections::BTreeMap;

/// Days on which the sum does not change. Scores are in tenths of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The days.
    pub days: DayRange,
    /// The sum of what surely is in force.
    pub sure: i64,
    /// The least it can be, with what may be in force.
    pub least: i64,
    /// The most it can be.
    pub most: i64,
    /// What is or may be in force, oldest record first.
    pub events: Vec<EventId>,
}

impl Step {
    /// Whether the sum is known.
    pub fn is_sure(&self) -> bool {
        self.least == self.most
    }
}

/// A score and when it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Whose it is.
    pub event: EventId,
    /// In tenths of a point.
    pub score: i16,
    /// When.
    pub in_force: InForce,
}

/// What changes on a day.
#[derive(Clone, Debug, Default)]
struct Change {
    sure: i64,
    least: i64,
    most: i64,
    begins: Vec<EventId>,
    ends: Vec<EventId>,
}

/// The sum from the first day on which something may be in force to the last, without gaps.
pub fn steps(scored: &[Scored]) -> Vec<Step> {
    let mut changes: BTreeMap<Day, Change> = BTreeMap::new();
    for one in scored {
        let score = i64::from(one.score);
        let may = one.in_force.may;
        let mut add = |day: Day, by: &dyn Fn(&mut Change)| by(changes.entry(day).or_default());
        // What may be in force widens the sum; what surely is moves it.
        add(may.first(), &|it| {
            it.least += score.min(0);
            it.most += score.max(0);
            it.begins.push(one.event);
        });
        add(may.end(), &|it| {
            it.least -= score.min(0);
            it.most -= score.max(0);
            it.ends.push(one.event);
        });
        if let Some(sure) = one.in_force.sure {
            add(sure.first(), &|it| {
                it.sure += score;
                it.least += score.max(0);
                it.most += score.min(0);
            });
            add(sure.end(), &|it| {
                it.sure -= score;
                it.least -= score.max(0);
                it.most -= score.min(0);
            });
        }
    }
    let mut now = Step {
        days: DayRange::day(Day::MIN),
        sure: 0,
        least: 0,
        most: 0,
        events: Vec::new(),
    };
    let mut out = Vec::new();
    let mut changes = changes.into_iter().peekable();
    while let Some((day, change)) = changes.next() {
        now.sure += change.sure;
        now.least += change.least;
        now.most += change.most;
        now.events.retain(|event| !change.ends.contains(event));
        now.events.extend(change.begins);
        now.events.sort_unstable();
        let last = changes.peek().map(|(next, _)| next.plus(-1));
        let days = last.and_then(|last| DayRange::new(day, last));
        out.extend(days.map(|days| Step {
            days,
            ..now.clone()
        }));
    }
    out
}

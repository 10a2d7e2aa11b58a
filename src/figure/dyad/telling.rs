//! In which order a source tells events, beside the order in which they happened.
//!
//! In: the events of a chart, the passages of one source they rest on, their dates. Out: the events
//! in the order of the text, each with the places it may have had in time, and whether the telling
//! goes back with it.

use crate::analysis::facts::EventFacts;
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::edtf::Extent;
use crate::model::id::{EventId, RecordId, SourceId};
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// What one source tells, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// The title of the source.
    pub title: String,
    /// What has a date, in the order of the text.
    pub told: Vec<Told>,
    /// What has none, in the order of the text.
    pub undated: Vec<RecordId>,
    /// How long the text is, in bytes; at least 1.
    pub length: usize,
}

/// An event as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The event.
    pub event: EventId,
    /// Its title.
    pub title: String,
    /// The hue of its kind.
    pub hue: Hue,
    /// The shape of its kind.
    pub shape: Shape,
    /// Where its first passage begins, in bytes.
    pub offset: usize,
    /// Its place in the telling, from 1.
    pub told: usize,
    /// Its first and its last possible place in time, from 1.
    pub happened: (usize, usize),
    /// The days of its date as used.
    pub days: DayRange,
    /// The days it is put in order by: those told elsewhere, where they say the same more exactly.
    pub ordered_by: DayRange,
    /// What was told before it and surely happened after it, the first of these.
    pub back_before: Option<EventId>,
    /// The same, by its title.
    back_title: String,
}

/// The telling of some events by a source; `None` when there is no such source.
pub fn telling(
    project: &Project,
    derived: &Derived,
    events: &BTreeSet<EventId>,
    source: SourceId,
) -> Option<Telling> {
    let of = project.sources.get(&source)?;
    let length = project
        .texts
        .get(&of.text)
        .map_or(1, |text| text.as_str().len());
    let mut told = Vec::new();
    let mut undated = Vec::new();
    for (event, offset) in first_passages(project, events, source) {
        let Some(facts) = derived.events().get(event) else {
            continue;
        };
        match told_of(facts, offset) {
            Some(one) => told.push(one),
            None => undated.push((offset, RecordId::from(event))),
        }
    }
    undated.sort_unstable();
    Some(Telling {
        title: of.title.clone(),
        told: in_order(told),
        undated: undated.into_iter().map(|(_, id)| id).collect(),
        length: length.max(1),
    })
}

/// Where in a source each event is told first.
fn first_passages(
    project: &Project,
    events: &BTreeSet<EventId>,
    source: SourceId,
) -> BTreeMap<EventId, usize> {
    let mut out = BTreeMap::new();
    for report in project
        .reports
        .values()
        .filter(|it| events.contains(&it.event))
    {
        let annotation = report.passage.annotation();
        let annotation = annotation.and_then(|id| project.annotations.get(&id));
        let hull = annotation
            .filter(|it| it.source == source)
            .and_then(|it| it.hull());
        if let Some(hull) = hull {
            let begin = hull.start().0 as usize;
            let first = out.entry(report.event).or_insert(begin);
            *first = begin.min(*first);
        }
    }
    out
}

fn told_of(facts: &EventFacts, offset: usize) -> Option<Told> {
    let days = start(facts.extent.as_ref()?)?;
    Some(Told {
        event: facts.id(),
        title: facts.event.title.clone(),
        hue: facts.kind.hue,
        shape: facts.kind.shape,
        offset,
        told: 0,
        happened: (1, 1),
        days,
        ordered_by: narrowed(facts, days),
        back_before: None,
        back_title: String::new(),
    })
}

fn start(extent: &Extent) -> Option<DayRange> {
    let days = extent.start_days();
    Some(days.first()?.hull(*days.last()?))
}

/// A date told elsewhere that lies within the one used says the same more exactly.
fn narrowed(facts: &EventFacts, days: DayRange) -> DayRange {
    let elsewhere = facts.elsewhere.iter().filter_map(start);
    let within = elsewhere.filter(|it| it.intersection(days) == Some(*it));
    within.reduce(DayRange::hull).unwrap_or(days)
}

/// Puts events in the order of the text, and finds the places each may have had in time.
fn in_order(mut told: Vec<Told>) -> Vec<Told> {
    told.sort_by_key(|it| (it.offset, it.event));
    let mut firsts: Vec<_> = told.iter().map(|it| it.ordered_by.first()).collect();
    let mut lasts: Vec<_> = told.iter().map(|it| it.ordered_by.last()).collect();
    firsts.sort_unstable();
    lasts.sort_unstable();
    // The one told so far that happened last for sure.
    let mut latest: Option<(DayRange, EventId, String)> = None;
    for (number, one) in (1..).zip(&mut told) {
        let days = one.ordered_by;
        let before = lasts.partition_point(|last| *last < days.first());
        let after = firsts.len() - firsts.partition_point(|first| *first <= days.last());
        one.told = number;
        one.happened = (before + 1, firsts.len() - after);
        if let Some((later, event, title)) = &latest
            && later.first() > days.last()
        {
            one.back_before = Some(*event);
            one.back_title.clone_from(title);
        }
        if latest
            .as_ref()
            .is_none_or(|(later, ..)| days.first() > later.first())
        {
            latest = Some((days, one.event, one.title.clone()));
        }
    }
    told
}

impl Told {
    /// "told 3rd, happened 1st", "told 3rd, happened 1st to 2nd".
    pub fn in_words(&self) -> String {
        let (first, last) = self.happened;
        let happened = match first == last {
            true => ordinal(first),
            false => format!("{} to {}", ordinal(first), ordinal(last)),
        };
        format!("told {}, happened {happened}", ordinal(self.told))
    }

    /// What the telling does with it, in a line of its own; empty where it goes on in time.
    pub fn back_words(&self) -> String {
        match self.back_before {
            Some(_) => format!(
                "The telling goes back: {} was told before it",
                self.back_title
            ),
            None => String::new(),
        }
    }

    /// Whether its order rests on a date told elsewhere.
    pub fn by_elsewhere(&self) -> bool {
        self.ordered_by != self.days
    }
}

impl Telling {
    /// How to read it.
    pub fn caption(&self) -> String {
        format!(
            "Above, the events in the order in which {} tells them; below, in the order in which they \
             happened, with a range where dates do not tell; strong lines go back in time.",
            self.title
        )
    }

    /// How many events the telling goes back with.
    pub fn back(&self) -> usize {
        self.told
            .iter()
            .filter(|it| it.back_before.is_some())
            .count()
    }
}

/// "1st", "22nd", "13th".
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edtf::Edtf;
    use crate::model::id::{Replica, TypedId as _, Uid};

    fn told(number: u32, date: &str) -> Told {
        let date = Edtf::parse(date).expect("a date");
        let days = start(&date.extent()).expect("days");
        Told {
            event: EventId::from_uid(Uid {
                counter: number,
                replica: Replica::from_bits(0),
            }),
            title: format!("Event {number}"),
            hue: Hue::Rust,
            shape: Shape::Disc,
            offset: number as usize * 10,
            told: 0,
            happened: (1, 1),
            days,
            ordered_by: days,
            back_before: None,
            back_title: String::new(),
        }
    }

    #[test]
    fn places_in_time_are_as_wide_as_the_dates_and_going_back_is_seen() {
        for (dates, expected) in [
            (
                &["2024-12-24", "2024-12-21"][..],
                "told 1st, happened 2nd; told 2nd, happened 1st back",
            ),
            (
                &["2024-12", "2024-12"][..],
                "told 1st, happened 1st to 2nd; told 2nd, happened 1st to 2nd",
            ),
            (
                &["2024-04", "2025", "2024-12", "2025-10-09"][..],
                "told 1st, happened 1st; told 2nd, happened 3rd to 4th; told 3rd, happened 2nd back; told 4th, happened 3rd to 4th",
            ),
            (&["2025"][..], "told 1st, happened 1st"),
        ] {
            let told = (1..).zip(dates).map(|(number, date)| told(number, date));
            let words = in_order(told.collect()).into_iter().map(|it| {
                let back = if it.back_before.is_some() {
                    " back"
                } else {
                    ""
                };
                format!("{}{back}", it.in_words())
            });
            assert_eq!(words.collect::<Vec<_>>().join("; "), expected);
        }
    }

    #[test]
    fn places_are_counted_as_people_do() {
        let words: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(ordinal).into();
        assert_eq!(
            words.join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 113th"
        );
    }
}

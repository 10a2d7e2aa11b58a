//! One entry of a lane: which days are known of it, how sure it is, and how it is called.

use super::known_part;
use crate::analysis::facts::EventFacts;
use crate::derived::claims::ClaimFacts;
use crate::figure::labels::{capitalised, day_words, doubt_words};
use crate::figure::rows::RowsAt;
use crate::model::claim::ClaimSort;
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, End, Extent};
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use crate::model::when::When;

/// Something with a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it stands for: one event, or the claims of one date.
    pub ids: Vec<RecordId>,
    /// A few words beside its mark.
    pub label: String,
    /// Its accessible name: one line.
    pub name: String,
    /// What is said about it when one points at it.
    pub tooltip: String,
    /// The hue of its kind.
    pub hue: Hue,
    /// The shape of its kind.
    pub shape: Shape,
    /// The days on one of which it happened or began, as far as its sources can know: sorted,
    /// apart, never empty.
    pub days: Vec<DayRange>,
    /// How long it went on after that; `None` for what happened once.
    pub reach: Option<Reach>,
    /// Nobody asserts it, somebody alleges it.
    pub alleged: bool,
    /// Somebody denies it.
    pub denied: bool,
    /// Whether the analyst counts it; claims are not counted but drawn as if.
    pub countable: bool,
    /// The dates told elsewhere.
    pub elsewhere: Vec<DayRange>,
    /// The rows of a table it stands for.
    pub rows: Option<RowsAt>,
    /// An event, not a claim.
    event: bool,
}

/// How long something went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The last day on which it surely went on; that of its start when nothing more is sure.
    pub sure: Day,
    /// The last day on which it may have gone on, or the last of which its sources can know.
    pub last: Day,
}

impl Entry {
    /// The entry of an event; `None` when it has no date.
    pub(super) fn of_event(facts: &EventFacts) -> Option<Self> {
        let extent = lasting(facts, facts.extent.clone()?);
        let elsewhere = facts.elsewhere.iter().filter_map(Extent::hull);
        Some(Self {
            ids: vec![facts.id().into()],
            label: event_label(facts, &extent),
            name: format!("{}: {}", facts.kind.name, facts.event.title),
            tooltip: event_tooltip(facts),
            hue: facts.kind.hue,
            shape: facts.kind.shape,
            days: known_days(&extent, facts.horizon),
            reach: reach(&extent, facts.horizon),
            alleged: facts.alleged,
            denied: facts.denied,
            countable: facts.is_countable(),
            elsewhere: elsewhere.collect(),
            rows: None,
            event: true,
        })
    }

    /// The entry of one claim; `None` when it has no date.
    pub(super) fn of_claim(facts: &ClaimFacts, hue: Hue, shape: Shape) -> Option<Self> {
        let extent = facts.extent.clone()?;
        let claim = &facts.claim;
        let speaker = match claim.speaker.as_written.as_str() {
            "" => String::new(),
            words => format!(" by {words}"),
        };
        let line = format!(
            "{}{speaker}: {}",
            capitalised(claim.sort.in_words()),
            claim.proposition
        );
        Some(Self {
            ids: vec![claim.id.into()],
            label: claim.sort.in_words().to_owned(),
            name: line.clone(),
            tooltip: format!("{line}\n{}", date_words(&claim.when)),
            hue,
            shape,
            days: known_days(&extent, facts.horizon),
            reach: reach(&extent, facts.horizon),
            alleged: false,
            denied: false,
            countable: true,
            elsewhere: Vec::new(),
            rows: None,
            event: false,
        })
    }

    /// The entry of rows of a table, which lie on one day or somewhere within a span of days.
    pub(super) fn of_rows(rows: RowsAt, words: String, label: String, look: (Hue, Shape)) -> Self {
        Self {
            ids: Vec::new(),
            label,
            name: words.replace('\n', ", "),
            tooltip: words,
            hue: look.0,
            shape: look.1,
            days: vec![rows.days],
            reach: None,
            alleged: false,
            denied: false,
            countable: true,
            elsewhere: Vec::new(),
            rows: Some(rows),
            event: false,
        }
    }

    /// One entry for claims of the same days, named by their sorts; `None` without any.
    pub(super) fn joined(entries: Vec<Self>, sorts: &[ClaimSort]) -> Option<Self> {
        let mut parts = Vec::new();
        for sort in ClaimSort::ALL {
            match sorts.iter().filter(|other| **other == sort).count() {
                0 => {}
                1 => parts.push(sort.in_words().to_owned()),
                number => parts.push(format!("{number} {}s", sort.in_words())),
            }
        }
        let mut entries = entries.into_iter();
        let mut first = entries.next()?;
        first.label = parts.join(", ");
        for other in entries {
            first.ids.extend(other.ids);
            first.tooltip = format!("{}\n{}", first.tooltip, other.tooltip);
            first.name = format!("{}; {}", first.name, other.name);
            first.reach = first.reach.max_by_last(other.reach);
        }
        Some(first)
    }

    /// The first day on which it may have happened or begun.
    pub fn first_day(&self) -> Option<Day> {
        self.days.first().map(|range| range.first())
    }

    /// The last day anything is known of it.
    pub fn last_day(&self) -> Option<Day> {
        let days = self.days.last().map(|range| range.last());
        days.max(self.reach.map(|reach| reach.last))
    }

    /// From its first to its last day.
    pub fn hull(&self) -> Option<DayRange> {
        DayRange::new(self.first_day()?, self.last_day()?)
    }

    /// Whether anything of it lies within these days.
    pub fn touches(&self, days: DayRange) -> bool {
        self.hull()
            .is_some_and(|hull| hull.intersection(days).is_some())
    }

    pub(super) fn is_event(&self) -> bool {
        self.event
    }

    pub(super) fn is_counted_event(&self) -> bool {
        self.event && self.countable
    }

    /// What must stand with a denied event.
    pub(super) fn status(&self) -> Option<&'static str> {
        match (self.denied, self.alleged) {
            (true, true) => Some("alleged, denied"),
            (true, false) => Some("denied"),
            (false, _) => None,
        }
    }
}

trait Later {
    fn max_by_last(self, other: Self) -> Self;
}

impl Later for Option<Reach> {
    fn max_by_last(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) if b.last > a.last => Some(b),
            (Some(a), _) => Some(a),
            (None, other) => other,
        }
    }
}

/// A policy shift with an end lasted until then, also when its date names only its start.
fn lasting(facts: &EventFacts, extent: Extent) -> Extent {
    let until = facts.event.policy.as_ref().and_then(|it| it.until.as_ref());
    let until = until.and_then(|date| date.extent().hull());
    match (extent, until) {
        (Extent::Within(days), Some(until)) => match days.as_slice() {
            [start] => Extent::Lasted {
                start: *start,
                end: End::Within(until),
            },
            _ => Extent::Within(days),
        },
        (Extent::Lasted { start, end }, Some(until)) if !matches!(end, End::Within(_)) => {
            Extent::Lasted {
                start,
                end: End::Within(until),
            }
        }
        (extent, _) => extent,
    }
}

fn known_days(extent: &Extent, horizon: Option<Day>) -> Vec<DayRange> {
    let days = extent.start_days();
    let within: Vec<DayRange> = days
        .iter()
        .filter(|range| horizon.is_none_or(|last| range.first() <= last))
        .map(|range| known_part(*range, horizon))
        .collect();
    // What lies wholly ahead of the sources was announced for that time: it is drawn there.
    if within.is_empty() {
        days.to_vec()
    } else {
        within
    }
}

fn reach(extent: &Extent, horizon: Option<Day>) -> Option<Reach> {
    let Extent::Lasted { start, end } = extent else {
        return None;
    };
    let known = |last: Day| horizon.map_or(last, |horizon| last.min(horizon));
    let (sure, last) = match end {
        End::Within(end) => (end.first(), end.last()),
        End::Open => (start.last(), horizon?),
        End::Unknown => return None,
    };
    let reach = Reach {
        sure: known(sure).max(start.last()),
        last: known(last),
    };
    (reach.last > start.last()).then_some(reach)
}

/// The title, with the day where it is known, or the doubt.
fn event_label(facts: &EventFacts, extent: &Extent) -> String {
    let title = facts.short_title();
    let date = facts.event.when().and_then(|when| when.used_date());
    let addition = match extent.start_days() {
        [day] if day.days() == 1 => {
            let words = day_words(day.first());
            let qualified = facts.is_date_qualified();
            Some(
                date.filter(|_| qualified)
                    .and_then(doubt_words)
                    .unwrap_or(words),
            )
        }
        _ => date.and_then(doubt_words),
    };
    match addition {
        Some(words) => format!("{title}, {words}"),
        None => title,
    }
}

fn event_tooltip(facts: &EventFacts) -> String {
    let mut lines = vec![facts.event.title.clone()];
    let date = facts.event.when().map(date_words).unwrap_or_default();
    lines.push(format!("{} · {date}", facts.kind.name));
    let status = match (facts.alleged, facts.denied) {
        (true, true) => "alleged, denied".to_owned(),
        (false, true) => format!("{}, denied", facts.standing.in_words()),
        _ => facts.standing.in_words().to_owned(),
    };
    let counted = match (facts.uncounted_because(), facts.family()) {
        (None, Family::Diplomatic) => String::new(),
        (None, _) => " · counts".to_owned(),
        (Some(""), _) => " · not counted".to_owned(),
        (Some(reason), _) => format!(" · not counted: {reason}"),
    };
    lines.push(format!("{}{counted}", capitalised(&status)));
    let elsewhere = facts.event.when().map_or(&[][..], |when| &when.elsewhere);
    for other in elsewhere {
        lines.push(format!(
            "Elsewhere {}: {}",
            other.date.in_words(),
            other.says
        ));
    }
    lines.join("\n")
}

fn date_words(when: &When) -> String {
    when.used_date().map_or_else(String::new, Edtf::in_words)
}

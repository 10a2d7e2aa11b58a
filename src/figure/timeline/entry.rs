//! One entry of a lane: which days are known of it, how sure it is, and how it is called.

use crate::analysis::dates::{WhichDate, known_days};
use crate::analysis::facts::EventFacts;
use crate::derived::claims::ClaimFacts;
use crate::figure::labels::{capitalised, day_words, doubt_words, named};
use crate::figure::reach::{Reach, lasting, reach};
use crate::figure::rows::RowsAt;
use crate::model::claim::ClaimSort;
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, Extent};
use crate::model::id::RecordId;
use crate::model::look::{Hue, Shape};
use crate::model::toll::Harm;
use crate::model::when::When;
use std::cmp::Reverse;

/// Something with a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it stands for: one event, or the claims of one date.
    pub ids: Vec<RecordId>,
    /// A few words beside its mark.
    pub label: String,
    /// Fewer ones for where there is no room for these, one after the other; the last is cut as far
    /// as need be. Without any, a mark stands without words there.
    pub shorter: Vec<String>,
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
    /// Half the size of its shape where that says how much it was: the shape then stands over its
    /// days, however many they are. In points.
    pub size: Option<f32>,
    /// How much there is to say of it: how many were killed (most likely, else at least), then how
    /// many report it.
    pub(super) weight: (u32, usize),
    /// An event, not a claim.
    event: bool,
}

impl Entry {
    /// The entry of an event; `None` when it has no date.
    pub(in crate::figure) fn of_event(facts: &EventFacts) -> Option<Self> {
        let extent = lasting(facts, facts.extent.clone()?);
        let until = facts.known_until(WhichDate::Used);
        let elsewhere = facts.elsewhere.iter().filter_map(Extent::hull);
        Some(Self {
            ids: vec![facts.id().into()],
            label: event_label(facts, &extent),
            shorter: Vec::new(),
            name: format!("{}: {}", facts.kind.name, facts.event.title),
            tooltip: event_tooltip(facts),
            hue: facts.kind.hue,
            shape: facts.kind.shape,
            days: known_days(&extent, until),
            reach: reach(&extent, until, facts.horizon),
            alleged: facts.alleged,
            denied: facts.denied,
            countable: facts.is_countable(),
            elsewhere: elsewhere.collect(),
            rows: None,
            size: None,
            weight: weight(facts),
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
            shorter: Vec::new(),
            name: line.clone(),
            tooltip: format!("{line}\n{}", date_words(&claim.when)),
            hue,
            shape,
            days: known_days(&extent, facts.horizon),
            reach: reach(&extent, facts.horizon, facts.horizon),
            alleged: false,
            denied: false,
            countable: true,
            elsewhere: Vec::new(),
            rows: None,
            size: None,
            weight: (0, 0),
            event: false,
        })
    }

    /// The entry of rows of a table, which lie on one day or somewhere within a span of days.
    pub(in crate::figure) fn of_rows(
        rows: RowsAt,
        words: String,
        label: String,
        look: (Hue, Shape),
    ) -> Self {
        Self {
            ids: Vec::new(),
            label,
            shorter: Vec::new(),
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
            size: None,
            weight: (0, 0),
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

    /// Whether it fades: it went on for longer than is sure.
    pub(super) fn fades(&self) -> bool {
        self.reach.is_some_and(|reach| reach.last > reach.sure)
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

    /// What is named first: what is denied, as that must be said with it; then what counts, of that
    /// where the most were killed, then what the most report, then what came first.
    pub(super) fn importance(&self) -> impl Ord + use<> {
        let is_undenied = self.status().is_none();
        (
            is_undenied,
            !self.countable,
            Reverse(self.weight),
            self.first_day(),
        )
    }

    pub(super) fn is_event(&self) -> bool {
        self.event
    }

    pub(super) fn is_counted_event(&self) -> bool {
        self.event && self.countable
    }

    /// Its label, with what must stand with it.
    pub(super) fn named(&self) -> String {
        match self.status() {
            Some(status) => format!("{} ({status})", self.label),
            None => self.label.clone(),
        }
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

fn weight(facts: &EventFacts) -> (u32, usize) {
    let killed = facts.toll(Harm::Killed);
    let killed = killed.best.or(killed.low).unwrap_or(0);
    (killed, facts.told_in().count())
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
        Some(words) => named(&title, &words),
        None => title,
    }
}

pub(in crate::figure) fn event_tooltip(facts: &EventFacts) -> String {
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

pub(in crate::figure) fn date_words(when: &When) -> String {
    when.used_date().map_or_else(String::new, Edtf::in_words)
}

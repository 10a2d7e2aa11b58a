//! How dates become counts: which days an event is spread over, and with what weight.
//!
//! A date, set or range that means *once, somewhere within* is one event spread evenly over its
//! days. An interval that means *lasted* is one event at its start, spread if the start is
//! imprecise, while its toll is spread over its length; an open end reaches as far as the sources
//! can know. A `?`, a `~`, an inferred year or a standing change nothing.

use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, End, Extent};
use crate::model::measure::DateRule;
use crate::model::when::{Used, When};

/// Which of an event's dates is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhichDate {
    /// The one charts draw.
    #[default]
    Used,
    /// The resolved one, whatever charts draw.
    Resolved,
    /// The one told elsewhere: that which charts draw if it is one of these, else the first.
    Elsewhere,
}

impl WhichDate {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Used, Self::Resolved, Self::Elsewhere];

    /// In plain words, as captions name them.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Used => "dates as used",
            Self::Resolved => "resolved dates",
            Self::Elsewhere => "dates from elsewhere",
        }
    }

    /// That date; `None` when there is none.
    pub fn of(self, when: &When) -> Option<&Edtf> {
        match self {
            Self::Used => when.used_date(),
            Self::Resolved => when.resolved.as_ref().map(|resolved| &resolved.date),
            Self::Elsewhere => match when.used {
                Used::Elsewhere(_) => when.used_date(),
                Used::Resolved => when.elsewhere.first().map(|other| &other.date),
            },
        }
    }
}

/// The days over which an event is spread when it is counted, none after what its sources can know:
/// sorted, apart, never empty. `until` is the last day of which those who tell the date can know,
/// where that cuts. `None` when its extent has no finite start.
pub fn event_days(extent: &Extent, rule: DateRule, until: Option<Day>) -> Option<Vec<DayRange>> {
    let days = known_days(extent, until);
    let first = days.first()?;
    Some(match rule {
        DateRule::Spread => days,
        DateRule::Earliest => vec![DayRange::day(first.first())],
    })
}

/// The days on which it may have happened or begun, cut after the last that those who tell the date
/// can know.
pub fn known_days(extent: &Extent, until: Option<Day>) -> Vec<DayRange> {
    let days = extent.start_days();
    let known = days.iter().filter_map(|range| known_part(*range, until));
    let within: Vec<DayRange> = known.collect();
    // What lies wholly ahead of the sources was announced for that time: it is drawn there.
    if within.is_empty() {
        days.to_vec()
    } else {
        within
    }
}

/// The days on one of which something that began within `start` ended, none after what those who tell
/// the date can know. What lies wholly ahead of them was announced as it is.
pub fn known_end(start: DayRange, end: DayRange, until: Option<Day>) -> DayRange {
    let known = until.filter(|until| start.first() <= *until);
    let last = known.map_or(end.last(), |until| end.last().min(until));
    DayRange::new(end.first().min(last), last).unwrap_or(end)
}

/// What of these days is known; `None` where they lie wholly ahead.
fn known_part(range: DayRange, until: Option<Day>) -> Option<DayRange> {
    let last = until.map_or(range.last(), |last| range.last().min(last));
    DayRange::new(range.first(), last)
}

/// The days over which an event's toll is spread: its length if it lasted, cut as its days are, else
/// as the event. An open end reaches to `horizon`, the last day its sources can know.
pub fn toll_days(
    extent: &Extent,
    rule: DateRule,
    until: Option<Day>,
    horizon: Option<Day>,
) -> Option<Vec<DayRange>> {
    let length = length(extent, horizon).map(|days| known_part(days, until).unwrap_or(days));
    match (rule, length) {
        (DateRule::Spread, Some(length)) => Some(vec![length]),
        _ => event_days(extent, rule, until),
    }
}

/// From the first day something that lasted may have begun to the last day it may have gone on:
/// an open end reaches to `horizon`, an end nobody tells adds nothing. `None` for what happened
/// once.
pub fn length(extent: &Extent, horizon: Option<Day>) -> Option<DayRange> {
    let Extent::Lasted { start, end } = extent else {
        return None;
    };
    let last = match end {
        End::Within(end) => end.last(),
        End::Open => horizon.unwrap_or(start.last()),
        End::Unknown => start.last(),
    };
    DayRange::new(start.first(), last.max(start.last()))
}

/// How many days these ranges have together.
pub fn day_count(ranges: &[DayRange]) -> u64 {
    ranges.iter().map(|range| u64::from(range.days())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_spread_over_days_its_sources_cannot_know() {
        let horizon = Day::from_ymd(2025, 10, 12);
        for (text, first, last) in [
            ("2025", (2025, 1, 1), (2025, 10, 12)),
            ("2024", (2024, 1, 1), (2024, 12, 31)),
            // Announced for a time ahead of the source: it stays there.
            ("2026", (2026, 1, 1), (2026, 12, 31)),
        ] {
            let extent = text.parse::<Edtf>().expect("a date").extent();
            let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
            let days = event_days(&extent, DateRule::Spread, horizon);
            let expected = DayRange::new(day(first), day(last)).map(|range| vec![range]);
            assert_eq!(days, expected, "{text}");
            let toll = toll_days(&extent, DateRule::Spread, horizon, horizon);
            assert_eq!(toll, expected, "{text}");
        }
    }

    #[test]
    fn what_lasted_is_known_as_far_as_its_sources_go() {
        let horizon = Day::from_ymd(2025, 10, 12);
        for (text, last) in [
            ("2025-03/2026-02", (2025, 10, 12)),
            ("2025-03/2025-06", (2025, 6, 30)),
            ("2025-03/..", (2025, 10, 12)),
            ("2025-03/", (2025, 3, 31)),
            // Announced for a time ahead of the source.
            ("2026-01/2026-02", (2026, 2, 28)),
        ] {
            let extent = text.parse::<Edtf>().expect("a date").extent();
            let days = toll_days(&extent, DateRule::Spread, horizon, horizon);
            let ends = days.and_then(|days| days.last().map(|days| days.last()));
            assert_eq!(ends, Day::from_ymd(last.0, last.1, last.2), "{text}");
        }
        // Who tells it elsewhere may know more, and still an open end reaches to the sources.
        let extent = "2025-03/2026-02".parse::<Edtf>().expect("a date").extent();
        let days = toll_days(&extent, DateRule::Spread, None, horizon);
        let ends = days.and_then(|days| days.last().map(|days| days.last()));
        assert_eq!(ends, Day::from_ymd(2026, 2, 28));
    }

    #[test]
    fn the_days_an_event_and_its_toll_are_spread_over() {
        let horizon = Day::from_ymd(2025, 10, 12);
        for (text, event, toll) in [
            (
                "2024-12?",
                "2024-12-01..2024-12-31",
                "2024-12-01..2024-12-31",
            ),
            (
                "[2025-01-01,2025-03-01]",
                "2025-01-01..2025-01-01 2025-03-01..2025-03-01",
                "2025-01-01..2025-01-01 2025-03-01..2025-03-01",
            ),
            (
                "2024-12/2025-02",
                "2024-12-01..2024-12-31",
                "2024-12-01..2025-02-28",
            ),
            (
                "2024-12-05/..",
                "2024-12-05..2024-12-05",
                "2024-12-05..2025-10-12",
            ),
            (
                "2025-11/..",
                "2025-11-01..2025-11-30",
                "2025-11-01..2025-11-30",
            ),
            (
                "2024-12/",
                "2024-12-01..2024-12-31",
                "2024-12-01..2024-12-31",
            ),
            ("../2024", "", ""),
        ] {
            let extent = Edtf::parse(text).expect("a date").extent();
            let words = |days: Option<Vec<DayRange>>| {
                let days = days.unwrap_or_default();
                let words: Vec<String> = days
                    .iter()
                    .map(|range| format!("{}..{}", range.first(), range.last()))
                    .collect();
                words.join(" ")
            };
            let rule = DateRule::Spread;
            assert_eq!(words(event_days(&extent, rule, None)), event, "{text}");
            assert_eq!(
                words(toll_days(&extent, rule, None, horizon)),
                toll,
                "{text}"
            );
            let first = event_days(&extent, DateRule::Earliest, None);
            assert!(first.is_none_or(|days| day_count(&days) == 1));
        }
    }
}

//! From when until when a policy shift is in force.
//!
//! In: its date, its end, its status, and the last day its sources can know. Out: the days on which
//! it surely is in force, and those on which it may be.

use crate::analysis::dates::{WhichDate, known_days, known_end};
use crate::analysis::facts::EventFacts;
use crate::figure::reach::Reach;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::{End, Extent};
use crate::model::event::PolicyStatus;

/// From when until when something is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The days on one of which it began: sorted, apart, never empty.
    pub start: Vec<DayRange>,
    /// The days on which it surely is in force.
    pub sure: Option<DayRange>,
    /// All days on which it may be.
    pub may: DayRange,
    /// Nobody says when it ended: it holds as far as anybody can know.
    pub open: bool,
}

/// How something that began ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// On one of these days.
    Within(DayRange),
    /// It holds, as far as can be known.
    Open,
    /// It ended, or may have, and nobody says when.
    Unknown,
}

impl InForce {
    /// When a shift is in force; `None` for one without a date. `horizon` is the last day that can
    /// be known of it.
    pub fn of(facts: &EventFacts, horizon: Option<Day>) -> Option<Self> {
        let extent = facts.extent.as_ref()?;
        let policy = facts.event.policy.as_ref();
        let until = policy.and_then(|it| it.until.as_ref()?.extent().hull());
        let ended = policy.is_some_and(|it| it.status == PolicyStatus::Ended);
        let starts = extent.start_days().last();
        let known = |end, until| starts.map_or(end, |start| known_end(*start, end, until));
        let ending = match (until, extent) {
            (Some(until), _) => Ending::Within(known(until, horizon)),
            (None, Extent::Lasted { end, .. }) => match end {
                End::Within(end) => {
                    let until = facts.known_until(WhichDate::Used);
                    Ending::Within(known(*end, until))
                }
                End::Open => Ending::Open,
                End::Unknown => Ending::Unknown,
            },
            (None, _) if ended => Ending::Unknown,
            (None, _) => Ending::Open,
        };
        let start = known_days(extent, facts.known_until(WhichDate::Used));
        Self::between(&start, ending, horizon)
    }

    /// What began on one of the days of `start` and ended so.
    fn between(start: &[DayRange], ending: Ending, horizon: Option<Day>) -> Option<Self> {
        let (first, last) = (start.first()?.first(), start.last()?.last());
        let furthest = horizon.unwrap_or(last).max(last);
        // On which days it can have ended, given that it began before.
        let (soonest, latest) = match ending {
            Ending::Within(end) if end.last() >= first => (end.first(), end.last()),
            // It ends before it begins: nothing but its start can be believed.
            Ending::Within(_) => (first, last),
            Ending::Open => (furthest, furthest),
            Ending::Unknown => (first, furthest),
        };
        let last_start = last.min(latest);
        Some(Self {
            start: start.to_vec(),
            sure: DayRange::new(last_start, soonest.max(first).min(latest)),
            may: DayRange::new(first, latest.max(first))?,
            open: ending == Ending::Open,
        })
    }

    /// The same for a timeline's mark: how far it surely and possibly went on after its start. What
    /// ends openly fades from its start on.
    pub fn reach(&self) -> Option<Reach> {
        let start = self.start.last()?.last();
        let sure = match (self.open, self.sure) {
            (false, Some(sure)) => sure.last().max(start),
            _ => start,
        };
        let last = self.may.last();
        (last > start).then_some(Reach { sure, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edtf::Edtf;

    fn days(text: &str) -> Vec<DayRange> {
        let date = Edtf::parse(text).expect("a date");
        date.extent().start_days().to_vec()
    }

    fn words(range: Option<DayRange>) -> String {
        range.map_or_else(String::new, |it| format!("{}..{}", it.first(), it.last()))
    }

    #[test]
    fn what_is_sure_and_what_may_be() {
        let within = |text: &str| Ending::Within(days(text)[0]);
        for (start, ending, sure, may) in [
            // To the day.
            (
                "2024-03-01",
                within("2024-03-05"),
                "2024-03-01..2024-03-05",
                "2024-03-01..2024-03-05",
            ),
            // A month at either end.
            (
                "2024-03",
                within("2024-06"),
                "2024-03-31..2024-06-01",
                "2024-03-01..2024-06-30",
            ),
            // It may have ended before it is sure to have begun.
            ("2024-03", within("2024-03"), "", "2024-03-01..2024-03-31"),
            (
                "2024-03",
                within("2024-03-10"),
                "2024-03-10..2024-03-10",
                "2024-03-01..2024-03-10",
            ),
            (
                "2024-03-20",
                within("2024-03"),
                "2024-03-20..2024-03-20",
                "2024-03-20..2024-03-31",
            ),
            // One of two months.
            (
                "[2024-03,2024-05]",
                within("2024-07-01"),
                "2024-05-31..2024-07-01",
                "2024-03-01..2024-07-01",
            ),
            // As far as anybody can know.
            (
                "2024-12",
                Ending::Open,
                "2024-12-31..2025-10-12",
                "2024-12-01..2025-10-12",
            ),
            ("2024-12", Ending::Unknown, "", "2024-12-01..2025-10-12"),
            (
                "2024-12-03",
                Ending::Unknown,
                "2024-12-03..2024-12-03",
                "2024-12-03..2025-10-12",
            ),
            // It ends before it begins.
            ("2024-12", within("2023"), "", "2024-12-01..2024-12-31"),
        ] {
            let horizon = days("2025-10-12")[0].first();
            let found = InForce::between(&days(start), ending, Some(horizon)).expect("dated");
            assert_eq!(words(found.sure), sure, "{start} {ending:?}");
            assert_eq!(words(Some(found.may)), may, "{start} {ending:?}");
        }
    }

    #[test]
    fn without_a_horizon_only_its_start_is_known() {
        let found = InForce::between(&days("2024-12"), Ending::Open, None).expect("dated");
        assert_eq!(words(found.sure), "2024-12-31..2024-12-31");
        assert_eq!(words(Some(found.may)), "2024-12-01..2024-12-31");
        assert_eq!(found.reach(), None);
    }
}

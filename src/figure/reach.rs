//! Which days of an event its sources can know: when it began, and how long it went on after that.
//!
//! In: the days a date speaks of, and the last day its sources can know. Out: the days charts draw.

use crate::analysis::dates::known_end;
use crate::analysis::facts::EventFacts;
use crate::model::day::Day;
use crate::model::edtf::{End, Extent};

/// How long something went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The last day on which it surely went on; that of its start when nothing more is sure.
    pub sure: Day,
    /// The last day on which it may have gone on, or the last of which its sources can know.
    pub last: Day,
}

/// A policy shift with an end lasted until then, also when its date names only its start, but no
/// longer than its sources can know.
pub(super) fn lasting(facts: &EventFacts, extent: Extent) -> Extent {
    let until = facts.event.policy.as_ref().and_then(|it| it.until.as_ref());
    let until = until.and_then(|date| date.extent().hull());
    let start = extent.start_days().last().copied();
    let known = |end| start.map(|start| known_end(start, end, facts.horizon));
    let until = until.and_then(known);
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

/// How long it went on after that, as far as those who tell it can know (`until`); `None` for what
/// happened once. An open end reaches to `horizon`, the last day its sources can know.
pub(super) fn reach(extent: &Extent, until: Option<Day>, horizon: Option<Day>) -> Option<Reach> {
    let Extent::Lasted { start, end } = extent else {
        return None;
    };
    let (sure, last) = match end {
        End::Within(end) => {
            let end = known_end(*start, *end, until);
            (end.first(), end.last())
        }
        End::Open => (start.last(), horizon?),
        End::Unknown => return None,
    };
    let reach = Reach {
        sure: sure.max(start.last()),
        last,
    };
    (reach.last > start.last()).then_some(reach)
}

//! What is counted and drawn of dates that go on beyond what their sources can know: the same days
//! everywhere, and of dates told elsewhere all of them.

use crate::support::chronicle::{Chronicle, elsewhere, killed};
use tightrope::analysis::counts::{BucketWidth, Counting, count};
use tightrope::analysis::facts::EventFacts;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, frequency};
use tightrope::figure::posture::InForce;
use tightrope::figure::timeline::days_of;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::Adopted;
use tightrope::model::measure::{Bound, Measure};
use tightrope::model::report::Stance;
use tightrope::model::toll::Harm;
use tightrope::model::view::Bucket;
use tightrope::model::when::Used;

fn day(year: i64, month: u8, day: u8) -> Day {
    Day::from_ymd(year, month, day).expect("a day")
}

/// An event of a year, which a source of October tells, or somebody elsewhere.
fn in_the_year(kind: &str, used: Used) -> Chronicle {
    let mut told = Chronicle::new();
    told.event_with(kind, "Once", "2025", &[(1, Stance::Asserts)], |event| {
        let when = &mut event.when.as_mut().expect("dated").value;
        when.elsewhere = elsewhere(&["2025"]);
        when.used = used;
        let toll = killed(Some(73), Some(73), None);
        event.toll = Some(Adopted::for_reason(toll, ""));
    });
    told
}

/// The last day on which anything of it is counted.
fn counted_until(facts: &[EventFacts], measure: Measure) -> Option<Day> {
    let how = Counting {
        bucket: BucketWidth(Bucket::Day),
        measure,
        ..Counting::default()
    };
    let counts = count(facts, &how).expect("few buckets");
    let last = counts.shares.last()?;
    Some(counts.buckets.get(last.bucket as usize)?.last())
}

#[test]
fn counts_timeline_bands_and_posture_end_where_those_who_tell_the_date_can_know() {
    for (used, last) in [
        (Used::Resolved, day(2025, 10, 12)),
        (Used::Elsewhere(0), day(2025, 12, 31)),
    ] {
        let facts = in_the_year("Attack", used).facts();
        let toll = Measure::Toll(Harm::Killed, Bound::Best);
        for measure in [Measure::Events, toll] {
            let found = counted_until(&facts, measure);
            assert_eq!(found, Some(last), "{used:?} {measure:?}");
        }
        let drawn = days_of(&facts[0]).map(DayRange::last);
        assert_eq!(drawn, Some(last), "{used:?} on the timeline");

        let now = in_the_year("Policy shift", used).snapshot();
        let derived = Derived::new(&now);
        let window = DayRange::new(day(2025, 1, 1), day(2025, 12, 31));
        let frame = Frame::new(1_200.0, window.expect("forwards"));
        let asked = Asked {
            selection: Selection::everything(),
            ..Asked::default()
        };
        let data = frequency(now.project(), &derived, &asked, &frame.axis);
        let bands = data.expect("few buckets").bands;
        assert_eq!(bands[0].days.last(), last, "{used:?} as a band");
        let shift = derived.events().iter().next().expect("one");
        let in_force = InForce::of(shift, shift.horizon).expect("dated");
        let begun = in_force.start.last().map(|days| days.last());
        assert_eq!(begun, Some(last), "{used:?} in a posture");
    }
}

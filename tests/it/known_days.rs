//! What is counted and drawn of dates that go on beyond what their sources can know: the same days
//! everywhere, and of dates told elsewhere all of them.

use crate::support::chronicle::{Chronicle, date, elsewhere, killed};
use tightrope::analysis::counts::{BucketWidth, Counting, count};
use tightrope::analysis::facts::EventFacts;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, frequency};
use tightrope::figure::posture::InForce;
use tightrope::figure::timeline::days_of;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::{Adopted, PolicyShift};
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

/// The last day of an event that lasted, as the timeline and a posture draw it and its toll is counted.
fn lasted_until(when: &str, used: Used, until: Option<&str>) -> [Option<Day>; 3] {
    let mut told = Chronicle::new();
    let sources = [(1, Stance::Asserts)];
    told.event_with("Policy shift", "Lasted", "2025-03", &sources, |event| {
        let dates = &mut event.when.as_mut().expect("dated").value;
        dates.resolved.as_mut().expect("resolved").date = date(when);
        dates.elsewhere = elsewhere(&[when]);
        dates.used = used;
        event.policy = until.map(|until| PolicyShift {
            until: Some(date(until)),
            ..PolicyShift::default()
        });
        let toll = killed(Some(73), Some(73), None);
        event.toll = Some(Adopted::for_reason(toll, ""));
    });
    let facts = told.facts();
    let in_force = InForce::of(&facts[0], facts[0].horizon).expect("dated");
    [
        days_of(&facts[0]).map(DayRange::last),
        Some(in_force.may.last()),
        counted_until(&facts, Measure::Toll(Harm::Killed, Bound::Best)),
    ]
}

#[test]
fn what_lasted_ends_everywhere_on_the_same_day() {
    let known = day(2025, 10, 12);
    for (when, used, last) in [
        ("2025-03/2026-02", Used::Resolved, known),
        ("2025-03/2026-02", Used::Elsewhere(0), day(2026, 2, 28)),
        ("2025-03/2025-06", Used::Resolved, day(2025, 6, 30)),
        ("2025-03/..", Used::Resolved, known),
        ("2025-03/..", Used::Elsewhere(0), known),
        // Announced for a time ahead of the source: it is drawn there, to its end.
        ("2026-01/2026-03", Used::Resolved, day(2026, 3, 31)),
    ] {
        let found = lasted_until(when, used, None);
        assert_eq!(found, [Some(last); 3], "{when} {used:?}");
    }
    // The end of a shift is what the sources say, wherever its beginning was told.
    for used in [Used::Resolved, Used::Elsewhere(0)] {
        let [drawn, in_force, _] = lasted_until("2025-03", used, Some("2026-05"));
        assert_eq!((drawn, in_force), (Some(known), Some(known)), "{used:?}");
    }
}

#[test]
fn of_what_nobody_tells_there_is_neither_zero_nor_a_mean() {
    let mut told = Chronicle::new();
    for (title, when, number) in [
        ("Known", "2024-02-10", Some(4)),
        ("Untold", "2024-08-10", None),
        ("Later", "2025-08-10", Some(6)),
    ] {
        told.event_with("Attack", title, when, &[(1, Stance::Asserts)], |event| {
            let toll = killed(number, number, None);
            event.toll = Some(Adopted::for_reason(toll, ""));
        });
    }
    let now = told.snapshot();
    let derived = Derived::new(&now);
    let window = DayRange::new(day(2024, 1, 1), day(2025, 12, 31)).expect("forwards");
    let frame = Frame::new(1_200.0, window);
    let asked = Asked {
        bucket: Some(Bucket::Quarter),
        counting: Counting {
            measure: Measure::Toll(Harm::Killed, Bound::Best),
            ..Counting::default()
        },
        mean: Some(3),
        earlier: Some(1),
        ..Asked::default()
    };
    let data = frequency(now.project(), &derived, &asked, &frame.axis).expect("few buckets");
    let untold: Vec<usize> = data.bars.iter().map(|bar| bar.untold).collect();
    assert_eq!(untold, [0, 0, 1, 0, 0, 0, 0, 0]);
    assert!(data.bars[2].tooltip.contains("1 without a number"));
    let [mean, earlier] = data.overlays.as_slice() else {
        panic!("two lines: {:?}", data.overlays);
    };
    // The sources cover 2024 and 2025 up to October: their quarters of nothing are zero.
    let third = Some(2.0);
    let expected = [None, None, None, None, Some(0.0), third, None, None];
    assert_eq!(
        mean.heights, expected,
        "no quarter beside the untold one, nor the last"
    );
    let expected = [None, None, None, None, Some(4.0), Some(0.0), None, None];
    assert_eq!(earlier.heights, expected);
    assert!(
        data.caption.contains("1 without a number"),
        "{}",
        data.caption
    );
}

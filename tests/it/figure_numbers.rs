//! The numbers behind a figure: what is covered, what nobody tells, what stands over the bars, and the
//! records of a timeline.

use crate::support::chronicle::{Chronicle, killed, not_counted};
use tightrope::analysis::coverage::Covered;
use tightrope::derived::Derived;
use tightrope::figure::frequency::Asked;
use tightrope::figure::numbers::{NumberRow, numbers};
use tightrope::figure::timeline_numbers::{TimelineRow, timeline_numbers};
use tightrope::figure::wanted::{Charts, Wanted};
use tightrope::model::claim::ClaimSort;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::Adopted;
use tightrope::model::measure::{Bound, Measure};
use tightrope::model::report::Stance;
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};

fn bars(from: (i64, u8), to: (i64, u8)) -> Wanted {
    let mut asked = Asked {
        bucket: Some(Bucket::Month),
        ..Asked::default()
    };
    asked.counting.split = Split::None;
    Wanted {
        charts: Charts::Frequency,
        from: Day::from_ymd(from.0, from.1, 1),
        to: Day::from_ymd(to.0, to.1, 28),
        asked,
        ..Wanted::default()
    }
}

fn rows(told: &Chronicle, wanted: &Wanted) -> Vec<NumberRow> {
    let now = told.snapshot();
    let derived = Derived::new(&now);
    numbers(Some((now.project(), &derived)), &[], wanted).expect("few buckets")
}

fn of<'r>(rows: &'r [NumberRow], series: &str) -> Vec<&'r NumberRow> {
    rows.iter().filter(|row| row.series == series).collect()
}

fn expected(rows: &[NumberRow], series: &str) -> Vec<Option<f64>> {
    of(rows, series).iter().map(|row| row.expected).collect()
}

fn each_month(months: impl IntoIterator<Item = u8>) -> Chronicle {
    let mut told = Chronicle::new();
    for month in months {
        let when = format!("2024-{month:02}-10");
        told.event("Attack", &format!("In {month}"), &when);
    }
    told
}

#[test]
fn a_bucket_no_source_covers_does_not_read_as_zero() {
    let rows = rows(&each_month([5]), &bars((2025, 9), (2025, 11)));
    let all = of(&rows, "Incidents per month");
    let found: Vec<_> = all.iter().map(|row| (row.covered, row.expected)).collect();
    assert_eq!(
        found,
        [
            (Some(Covered::All), Some(0.0)),
            (Some(Covered::Part), Some(0.0)),
            (Some(Covered::None), None),
        ]
    );
}

#[test]
fn lines_and_sums_are_told_as_they_are_drawn() {
    let told = each_month([1, 2, 2, 3, 5]);
    let mut wanted = bars((2024, 1), (2024, 5));
    wanted.asked.mean = Some(3);
    wanted.asked.earlier = Some(1);
    let found = rows(&told, &wanted);
    let means = expected(&found, "Incidents per month, mean of 3 months");
    let third = |number: f64| Some(number / 3.0);
    // June was covered, and nothing happened.
    let expected_means = [None, third(4.0), third(3.0), third(2.0), third(1.0)];
    assert_eq!(means, expected_means);
    let earlier = expected(&found, "Incidents per month, a year earlier");
    assert_eq!(earlier, [None; 5], "nothing is known of 2023");
    wanted.asked.cumulative = true;
    let found = rows(&told, &wanted);
    let sums = expected(&found, "Incidents up to each month");
    assert_eq!(sums, [1.0, 3.0, 4.0, 4.0, 5.0].map(Some));
    assert_eq!(found.len(), sums.len(), "and no lines");
}

#[test]
fn what_stands_below_is_there_and_what_nobody_tells_is_not_zero() {
    let mut told = each_month([1]);
    let toll = Adopted::for_reason(killed(Some(2), Some(3), Some(5)), "");
    told.event_with(
        "Attack",
        "Told",
        "2024-03-10",
        &[(1, Stance::Asserts)],
        |event| event.toll = Some(toll),
    );
    let mut wanted = bars((2024, 1), (2024, 3));
    wanted.asked.below = Some(Measure::Toll(Harm::Killed, Bound::Best));
    let found = rows(&told, &wanted);
    let above = expected(&found, "Incidents per month");
    assert_eq!(above, [1.0, 0.0, 1.0].map(Some));
    let below = expected(&found, "Killed (best) per month");
    assert_eq!(below, [None, Some(0.0), Some(3.0)]);
    let all = of(&found, "Killed (best) per month, all groups");
    assert!(all.iter().any(|row| row.reach == Some((2.0, 5.0))));
}

#[test]
fn a_timeline_tells_its_records() {
    let mut told = Chronicle::new();
    told.event("Attack", "In sight", "2024-12");
    told.event_with(
        "Attack",
        "Alleged",
        "2024-12-05",
        &[(1, Stance::Alleges)],
        |event| event.countable = not_counted("doubtful"),
    );
    told.event("Attack", "Out of sight", "2025-06");
    told.event("Attack", "Undated", "");
    told.event("Policy shift", "Ban", "2024-11/2025-02-10");
    told.claim(ClaimSort::Warning, "2024-12-03");
    let wanted = Wanted {
        charts: Charts::Timeline,
        ..bars((2024, 12), (2024, 12))
    };
    let now = told.snapshot();
    let derived = Derived::new(&now);
    let rows = timeline_numbers((now.project(), &derived), &[], &wanted).expect("forwards");
    let day = |day: Option<Day>| day.map_or("-".to_owned(), |day| day.to_string());
    let words = |row: &TimelineRow| {
        let (began, lasted) = (row.span.began, row.span.lasted);
        format!(
            "{}: {}, {} to {}, until {}; counted {:?}, alleged {:?}",
            row.lane,
            row.title,
            day(began.map(DayRange::first)),
            day(began.map(DayRange::last)),
            day(lasted.map(|it| it.last)),
            row.counted,
            row.alleged,
        )
    };
    let found: Vec<String> = rows.iter().map(words).collect();
    for expected in [
        "In sight, 2024-12-01 to 2024-12-31, until -; counted Some(true), alleged Some(false)",
        "Alleged, 2024-12-05 to 2024-12-05, until -; counted Some(false), alleged Some(true)",
        "Undated, - to -, until -; counted Some(true), alleged Some(false)",
        "Ban, 2024-11-01 to 2024-11-30, until 2025-02-10; counted Some(true), alleged Some(false)",
    ] {
        assert!(
            found.iter().any(|row| row.ends_with(expected)),
            "{expected} in {found:#?}"
        );
    }
    assert_eq!(found.len(), 5, "{found:#?}");
    assert!(found.last().is_some_and(|row| row.starts_with("Claims: ")));
}

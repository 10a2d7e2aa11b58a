//! Policy posture: lanes, heights, and the sum against one worked out day by day.

use crate::support::charts::{check_left_edge, check_words_keep_apart, days, sample, two_years};
use crate::support::chronicle::{Chronicle, date, not_counted};
use proptest::prelude::*;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::document::Snapshot;
use tightrope::figure::frame::Frame;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::pair::{Pair, Sides, Way, pairs};
use tightrope::figure::posture::{Asked, Part, PostureData, layout, posture};
use tightrope::figure::scene::{Item, Scene};
use tightrope::model::codebook::Family;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::{Event, PolicyShift, PolicyStatus};

fn shown(now: &Snapshot, pair: Pair, acts: bool) -> PostureData {
    let asked = Asked {
        pair,
        selection: Selection::everything(),
        acts,
    };
    posture(now.project(), &Derived::new(now), &asked).expect("two actors")
}

fn most_frequent(now: &Snapshot) -> Pair {
    let met = pairs(now.project(), &Derived::new(now), Family::Policy);
    met.first().expect("a pair").pair
}

fn drawn(data: &PostureData, width: f32) -> Scene {
    let frame = Frame::new(width, two_years());
    layout(data, &frame, FaceMetrics::bundled())
}

fn shift(score: Option<i16>, status: PolicyStatus, until: &str) -> impl FnOnce(&mut Event) + use<> {
    let until = (!until.is_empty()).then(|| date(until));
    move |event| {
        event.policy = Some(PolicyShift {
            instrument: "trade".to_owned(),
            score_tenths: score,
            status,
            until,
            ..PolicyShift::default()
        });
    }
}

/// "2024-12-01..2024-12-31 0 (-60..0)" for each step.
fn words(part: &Part) -> String {
    let steps = part.sum.as_ref().expect("a sum").iter().map(|step| {
        let band = match step.is_sure() {
            true => String::new(),
            false => format!(" ({}..{})", step.least, step.most),
        };
        format!(
            "{}..{} {}{band}",
            step.days.first(),
            step.days.last(),
            step.sure
        )
    });
    steps.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_sum_is_as_sure_as_the_dates() {
    use PolicyStatus::{Announced, Ended, InForce};
    let last = "2025-10-12";
    for (shifts, expected) in [
        // To the day, to the day.
        (
            vec![("2024-03-01", "2024-03-10", InForce, Some(-60))],
            "2024-03-01..2024-03-10 -60".to_owned(),
        ),
        // Somewhen within a month, as far as anybody can know.
        (
            vec![("2024-12", "", InForce, Some(-60))],
            format!("2024-12-01..2024-12-30 0 (-60..0), 2024-12-31..{last} -60"),
        ),
        // A set of two months, an end within a month.
        (
            vec![("[2024-03,2024-04]", "2024-06", InForce, Some(25))],
            "2024-03-01..2024-04-29 0 (0..25), 2024-04-30..2024-06-01 25, \
             2024-06-02..2024-06-30 0 (0..25)"
                .to_owned(),
        ),
        // An interval, and a shift against it.
        (
            vec![
                ("2024-03-01/2024-03-04", "", InForce, Some(-60)),
                ("2024-03-03/..", "", InForce, Some(25)),
            ],
            format!(
                "2024-03-01..2024-03-02 -60, 2024-03-03..2024-03-04 -35, 2024-03-05..{last} 25"
            ),
        ),
        // Over, and nobody says when.
        (
            vec![("2024-03-01", "", Ended, Some(-60))],
            format!("2024-03-01..2024-03-01 -60, 2024-03-02..{last} 0 (-60..0)"),
        ),
        // Said and not done; without a score; undated.
        (
            vec![
                ("2024-03-01", "", Announced, Some(-60)),
                ("2024-03-01", "", InForce, None),
                ("", "", InForce, Some(-60)),
            ],
            String::new(),
        ),
    ] {
        let mut told = Chronicle::new();
        let pair = (told.actor("One", None), told.actor("Other", None));
        for (when, until, status, score) in &shifts {
            let change = shift(*score, *status, until);
            told.between(("Policy shift", "Shift", when), pair, change);
        }
        let now = told.snapshot();
        let data = shown(&now, most_frequent(&now), false);
        assert_eq!(words(&data.parts[0]), expected, "{shifts:?}");
    }
}

#[test]
fn the_sample_shows_the_posture_of_the_article() {
    let now = sample();
    let data = shown(&now, most_frequent(&now), false);
    assert_eq!(
        (data.names.0.as_str(), data.names.1.as_str()),
        ("Pakistan", "Afghan Taliban")
    );
    let outline: Vec<String> = data
        .parts
        .iter()
        .map(|part| {
            let lanes: Vec<&str> = part.lanes.iter().map(|it| it.line.name.as_str()).collect();
            format!(
                "{}: {} [{}]",
                part.heading,
                lanes.join(", "),
                part.left_out()
            )
        })
        .collect();
    assert_eq!(
        outline,
        [
            "Pakistan towards Afghan Taliban: Trade, Diplomatic, Agreement, Recognition [2 without a score, 1 undated]",
            "Afghan Taliban towards Pakistan: Agreement, Recognition []",
            "Others towards Pakistan and Afghan Taliban: Mediation []",
        ]
    );
    let on = |part: usize, (year, month, day): (i64, u8, u8)| {
        let day = Day::from_ymd(year, month, day).expect("a day");
        data.parts[part]
            .sum_on(day)
            .map(|step| (step.least, step.sure, step.most))
    };
    assert_eq!(on(0, (2024, 11, 30)), None);
    assert_eq!(on(0, (2024, 12, 10)), Some((-60, 0, 0)));
    assert_eq!(on(0, (2025, 1, 1)), Some((-60, -60, -60)));
    assert_eq!(on(0, (2025, 10, 12)), Some((-10, -10, -10)));
    assert_eq!(on(1, (2025, 10, 12)), Some((50, 50, 50)));
    assert_eq!(on(0, (2025, 10, 13)), None, "nobody can know");

    let scene = drawn(&data, 1440.0);
    check_words_keep_apart(&scene).expect("apart");
    check_left_edge(&scene, 144.0).expect("one edge");
    let mark = |name: &str| {
        let found = scene.marks.iter().find(|mark| mark.name == name);
        found.unwrap_or_else(|| {
            let all: Vec<&str> = scene.marks.iter().map(|mark| mark.name.as_str()).collect();
            panic!("no {name} in {all:#?}")
        })
    };
    let barred = mark("Trade: Transit trade barred, Pakistan towards Afghan Taliban, −6");
    for line in [
        "Trade · Pakistan towards Afghan Taliban · escalatory",
        "Policy shift · from December 2024 on, open end",
        "In force",
        "Score −6, its own; its kind Policy shift names no PLOVER type",
    ] {
        assert!(
            barred.tooltip.lines().any(|it| it == line),
            "{}",
            barred.tooltip
        );
    }
    let fades = scene.items[barred.items.clone()]
        .iter()
        .any(|item| matches!(item, Item::Fade { end_alpha, .. } if *end_alpha == 0.0));
    assert!(fades, "an open end fades");
    let unscored = mark("Diplomatic, Pakistan towards Afghan Taliban: 2 without a score");
    assert_eq!(unscored.ids.len(), 2);
    let flat = mark("Diplomatic: New approach to Kabul, Pakistan towards Afghan Taliban, no score");
    assert!(flat.tooltip.contains("Without a score: in no sum"));
    mark("Trade, Pakistan towards Afghan Taliban: 1 undated");
    mark("Sum, Pakistan towards Afghan Taliban: between −6 and 0, 1 Dec to 30 Dec 2024");
}

#[test]
fn escalatory_hangs_below_and_conciliatory_stands_above_on_one_scale() {
    let mut told = Chronicle::new();
    let pair = (told.actor("One", None), told.actor("Other", None));
    for (title, score) in [("Down", -60), ("Up", 30)] {
        let change = shift(Some(score), PolicyStatus::InForce, "");
        told.between(("Policy shift", title, "2024-03-01"), pair, change);
    }
    let change = shift(Some(0), PolicyStatus::InForce, "");
    told.between(("Policy shift", "Zero", "2024-03-01"), pair, change);
    let now = told.snapshot();
    let scene = drawn(&shown(&now, most_frequent(&now), false), 1440.0);
    let lines: Vec<f32> = scene
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Line { from, to, .. } if from.y == to.y && to.x - from.x > 1_000.0 => {
                Some(from.y)
            }
            _ => None,
        })
        .collect();
    let edges = |name: &str| {
        let mark = scene
            .marks
            .iter()
            .find(|it| it.name.contains(name))
            .expect(name);
        let bodies = scene.items[mark.items.clone()].iter();
        let mut bodies = bodies.filter_map(|item| match item {
            Item::Fade { rect, .. } if rect.height() != 2.0 => Some((rect.top, rect.bottom)),
            _ => None,
        });
        bodies.next()
    };
    let stands = |y: f32| lines.iter().any(|line| (line - y).abs() < 0.01);
    let (down, up) = (edges("Down").expect("a body"), edges("Up").expect("a body"));
    assert!(stands(down.0), "hangs from its line");
    assert!(stands(up.1), "stands on its line");
    let (down, up) = (down.1 - down.0, up.1 - up.0);
    assert!((down - 2.0 * up).abs() < 0.01, "{down} is twice {up}");
    assert_eq!(edges("Zero"), None, "zero is a line");
}

#[test]
fn an_actor_stands_for_all_that_belong_to_it_and_directions_are_apart() {
    let mut told = Chronicle::new();
    let land = told.actor("Land", None);
    let army = told.actor("Army", Some(land));
    let unit = told.actor("Unit", Some(army));
    let rebels = told.actor("Rebels", None);
    let third = told.actor("Third", None);
    let plain = |_: &mut Event| {};
    told.between(("Strike", "Raid", "2024-03"), (unit, rebels), plain);
    told.between(("Attack", "Ambush", "2024-04"), (rebels, army), plain);
    told.between(("Policy shift", "Within", "2024-05"), (land, unit), plain);
    told.between(
        ("Policy shift", "Talks", "2024-06"),
        (third, rebels),
        |event| {
            event.target.as_mut().expect("a target").value.push(land);
        },
    );
    let now = told.snapshot();
    let met = pairs(now.project(), &Derived::new(&now), Family::Incident);
    // The one whose acts come first in the codebook stands first, and the larger actor is offered
    // before those that belong to it.
    let first = met.first().expect("a pair");
    assert_eq!((first.pair.one, first.pair.other), (rebels, land));
    assert_eq!((first.of_family, first.events), (2, 2));
    let never = |a, b| met.iter().all(|it| (it.pair.one, it.pair.other) != (a, b));
    assert!(never(land, unit) && never(unit, land) && never(army, land));
    let sides = Sides::new(now.project(), first.pair).expect("two sides");
    let ways: Vec<Option<Way>> = now
        .project()
        .events
        .values()
        .map(|it| sides.way(it))
        .collect();
    assert_eq!(
        ways,
        [Some(Way::Back), Some(Way::Forth), None, Some(Way::Others)]
    );
}

#[test]
fn incidents_are_shown_only_when_asked_for_and_are_in_no_sum() {
    let mut told = Chronicle::new();
    let pair = (told.actor("One", None), told.actor("Other", None));
    let change = shift(Some(-60), PolicyStatus::InForce, "");
    told.between(("Policy shift", "Ban", "2024-03-01"), pair, change);
    told.between(("Strike", "Raid", "2024-05-01"), pair, |_| {});
    told.between(("Policy shift", "Again", "2024-03-01"), pair, |event| {
        shift(Some(-60), PolicyStatus::InForce, "")(event);
        event.countable = not_counted("told twice");
    });
    let mut kind = (*told.project.kinds.values().nth(1).expect("strikes").clone()).clone();
    kind.score_tenths = Some(-90);
    told.project.kinds.insert(kind.id, kind.into());
    let now = told.snapshot();
    let pair = most_frequent(&now);
    let names = |acts| {
        let data = shown(&now, pair, acts);
        let part = &data.parts[0];
        assert_eq!(words(part), "2024-03-01..2025-10-12 -60", "acts: {acts}");
        let lanes = part.lanes.iter().map(|it| it.line.name.clone());
        lanes.collect::<Vec<_>>()
    };
    assert_eq!(names(false), ["Trade"]);
    assert_eq!(names(true), ["Kinetic", "Trade"]);
}

/// A shift as a property test makes it: its start, its end, its status, its score.
type Made = ((i32, i32), Option<(i32, i32)>, usize, i16);

const STATUSES: [PolicyStatus; 3] = [
    PolicyStatus::InForce,
    PolicyStatus::Ended,
    PolicyStatus::Announced,
];

fn range((first, length): (i32, i32)) -> DayRange {
    let first = Day::from_number(first);
    DayRange::new(first, first.plus(length)).expect("forwards")
}

/// Every way in which it may have been in force: its first and its last day.
fn possible((start, end, status, _): &Made, horizon: Day) -> Vec<(Day, Day)> {
    let days = |range: DayRange| (0..range.days() as i32).map(move |it| range.first().plus(it));
    let starts: Vec<Day> = days(range(*start)).filter(|day| *day <= horizon).collect();
    let mut out = Vec::new();
    for start in &starts {
        match (end, STATUSES[*status]) {
            (Some(end), _) => {
                let ends = days(range(*end)).filter(|end| end >= start);
                out.extend(ends.map(|end| (*start, end.min(horizon))));
            }
            (None, PolicyStatus::Ended) => {
                let rest = DayRange::new(*start, horizon).expect("begun before");
                out.extend(days(rest).map(|end| (*start, end)));
            }
            (None, _) => out.push((*start, horizon)),
        }
    }
    if out.is_empty() {
        // It ends before it begins.
        out.extend(starts.iter().map(|day| (*day, *day)));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn the_sum_of_every_day_is_that_of_the_slow_way(
        made in prop::collection::vec(
            (
                (20_300_i32..20_370, 0_i32..20),
                prop::option::of((20_290_i32..20_400, 0_i32..20)),
                0_usize..3,
                prop::sample::select(vec![-90_i16, -60, -5, 0, 25, 50]),
            ),
            0..7,
        ),
    ) {
        let horizon = days((2025, 10, 12), (2025, 10, 12)).first();
        let mut told = Chronicle::new();
        let pair = (told.actor("One", None), told.actor("Other", None));
        // So that there is a pair in any case.
        told.between(("Strike", "Raid", "2024-05-01"), pair, |_| {});
        let edtf = |made: (i32, i32)| {
            let range = range(made);
            format!("[{}..{}]", range.first(), range.last())
        };
        for (start, end, status, score) in &made {
            let until = end.map(edtf).unwrap_or_default();
            let change = shift(Some(*score), STATUSES[*status], &until);
            told.between(("Policy shift", "Shift", &edtf(*start)), pair, change);
        }
        let now = told.snapshot();
        let data = shown(&now, most_frequent(&now), false);
        let part = data.parts.first();
        for number in 20_280..20_440 {
            let day = Day::from_number(number);
            let (mut least, mut sure, mut most) = (0, 0, 0);
            for one in made.iter().filter(|one| STATUSES[one.2] != PolicyStatus::Announced) {
                let ways = possible(one, horizon);
                let holds = |(from, to): &(Day, Day)| *from <= day && day <= *to;
                let score = i64::from(one.3);
                if ways.iter().all(holds) {
                    sure += score;
                    least += score;
                    most += score;
                } else if ways.iter().any(holds) {
                    least += score.min(0);
                    most += score.max(0);
                }
            }
            let found = part.and_then(|part| part.sum_on(day));
            let found = found.map_or((0, 0, 0), |step| (step.least, step.sure, step.most));
            prop_assert_eq!(found, (least, sure, most), "{}", day);
        }
        for width in [420.0, 1024.0, 1440.0].into_iter().filter(|_| !data.is_empty()) {
            let scene = drawn(&data, width);
            prop_assert_eq!(check_words_keep_apart(&scene), Ok(()));
            prop_assert_eq!(check_left_edge(&scene, Frame::new(width, two_years()).axis.left()), Ok(()));
        }
    }
}

//! What bars show beside counts: tolls with their bounds, means, earlier years, sums, bars for each
//! group.

use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use tightrope::analysis::counts::Counting;
use tightrope::derived::Derived;
use tightrope::document::{Document, Snapshot};
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, FrequencyData, frequencies, height_of_labels, layout};
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::scene::{Item, Mark};
use tightrope::model::bars::Bars;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::Replica;
use tightrope::model::measure::{Bound, Measure};
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::storage;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::verb::Verb;

const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";
const KILLED: Measure = Measure::Toll(Harm::Killed, Bound::Best);

fn sample() -> Snapshot {
    let contents = storage::project_file::decode(storage::sample()).expect("the sample reads");
    let document = Document::new(contents.project, Replica::from_bits(1));
    let document = document.expect("the sample is consistent");
    document.snapshot().clone()
}

fn years(from: i64, to: i64) -> DayRange {
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(from, 1, 1), day(to, 12, 31)).expect("forwards")
}

fn drawn(asked: &Asked, window: DayRange) -> Vec<FrequencyData> {
    let now = sample();
    let frame = Frame::new(1_440.0, window);
    let data = frequencies(now.project(), &Derived::new(&now), asked, &frame.axis);
    let data = data.expect("few buckets");
    for one in &data {
        layout(one, &frame, 120.0, FaceMetrics::bundled());
    }
    data
}

fn total(data: &FrequencyData) -> f64 {
    data.bars.iter().map(|bar| bar.cell.expected).sum()
}

fn by(bucket: Bucket, measure: Measure) -> Asked {
    Asked {
        bucket: Some(bucket),
        counting: Counting {
            measure,
            split: Split::Kind,
            ..Counting::default()
        },
        ..Asked::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// However bars are shown, they come to the same.
    #[test]
    fn bars_for_each_group_and_sums_come_to_what_plain_bars_do(
        bucket in proptest::sample::select(&Bucket::ALL[1..]),
        split in proptest::sample::select(&Split::ALL[..]),
        toll in any::<bool>(),
        from in 2023_i64..2026,
        more in 0_i64..3,
    ) {
        let window = years(from, from + more);
        let mut asked = by(bucket, if toll { KILLED } else { Measure::Events });
        asked.counting.split = split;
        let plain = drawn(&asked, window).remove(0);
        let multiples = drawn(&Asked { multiples: true, ..asked.clone() }, window);
        let together: f64 = multiples.iter().map(total).sum();
        prop_assert!((together - total(&plain)).abs() < 1e-9);
        for one in &multiples {
            prop_assert_eq!(&one.ticks, &multiples[0].ticks);
        }
        // What adds up ends where all plain bars up to there do.
        let cumulative = Asked { cumulative: true, ..asked.clone() };
        let sums = drawn(&cumulative, window).remove(0);
        let everything = drawn(&asked, years(1900, 2024).hull(window)).remove(0);
        let last = sums.bars.last().map_or(0.0, |bar| bar.cell.expected);
        let up_to = sums.bars.last().map(|bar| bar.days.last());
        let all = everything.bars.iter().filter(|bar| Some(bar.days.last()) <= up_to);
        let all: f64 = all.map(|bar| bar.cell.expected).sum();
        prop_assert!((last - all).abs() < 1e-6, "{last} {all}");
        let heights: Vec<f64> = sums.bars.iter().map(|bar| bar.cell.expected).collect();
        prop_assert!(heights.is_sorted());
        for bar in sums.bars.iter().chain(&plain.bars) {
            let top = bar.segments.last().map_or(0.0, |segment| segment.top);
            prop_assert!((top - bar.cell.expected).abs() < 1e-6);
        }
    }
}

#[test]
fn whiskers_hold_the_bar_and_stand_only_where_bounds_are_given() {
    let killed = drawn(&by(Bucket::Year, KILLED), years(2024, 2025)).remove(0);
    let low = drawn(
        &by(Bucket::Year, Measure::Toll(Harm::Killed, Bound::LowOfBest)),
        years(2024, 2025),
    )
    .remove(0);
    let high = drawn(
        &by(Bucket::Year, Measure::Toll(Harm::Killed, Bound::HighOfBest)),
        years(2024, 2025),
    )
    .remove(0);
    for (number, bar) in killed.bars.iter().enumerate() {
        let (low, high) = (
            low.bars[number].cell.expected,
            high.bars[number].cell.expected,
        );
        assert!(low <= bar.cell.expected && bar.cell.expected <= high);
        assert_eq!(bar.reach.is_some(), high - low > 1e-9, "{bar:?}");
        if let Some(reach) = bar.reach {
            assert!((reach.0 - low).abs() + (reach.1 - high).abs() < 1e-9);
        }
    }
    let events = drawn(&by(Bucket::Year, Measure::Events), years(2024, 2025)).remove(0);
    assert!(events.bars.iter().all(|bar| bar.reach.is_none()));
}

#[test]
fn a_line_of_an_earlier_year_is_what_that_year_shows() {
    let asked = Asked {
        earlier: Some(1),
        ..by(Bucket::Quarter, Measure::Events)
    };
    let later = drawn(&asked, years(2025, 2025)).remove(0);
    let before = drawn(&by(Bucket::Quarter, Measure::Events), years(2024, 2024)).remove(0);
    let known: Vec<(f64, f64)> = later.overlays[0]
        .heights
        .iter()
        .zip(&before.bars)
        .filter_map(|(height, bar)| Some(((*height)?, bar.cell.expected)))
        .collect();
    assert!(!known.is_empty());
    assert!(
        known.iter().all(|(line, bar)| (line - bar).abs() < 1e-9),
        "{known:?}"
    );
}

#[test]
fn policy_shifts_are_named_above_the_first_of_several_bars_and_cost_the_others_no_room() {
    let now = sample();
    let frame = Frame::new(1_440.0, years(2024, 2025));
    let mut asked = Asked {
        multiples: true,
        below: Some(KILLED),
        ..by(Bucket::Quarter, Measure::Events)
    };
    asked.counting.split = Split::Actor;
    let all = frequencies(now.project(), &Derived::new(&now), &asked, &frame.axis);
    let all = all.expect("few buckets");
    assert!(all.len() > 3, "several of each measure, not {}", all.len());
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut bars = Vec::new();
    for (number, data) in all.iter().enumerate() {
        let labels = height_of_labels(data, &frame, FaceMetrics::bundled());
        assert_eq!(labels > 0.0, number == 0, "{labels} above bars {number}");
        let scene = layout(data, &frame, 94.0 + labels, FaceMetrics::bundled());
        for mark in &scene.marks {
            if let Some(shift) = mark.name.strip_prefix("Policy shift: ") {
                assert!(mark.label.is_some(), "{shift} has a name on paper");
                *named.entry(shift.to_owned()).or_default() += 1;
            }
        }
        if data.multiple.is_none() {
            continue;
        }
        // The top of the scale is as far above the ground in all.
        let top = scene.items.iter().find_map(|item| match item {
            Item::Line { from, to, .. } if from.x < to.x => Some(from.y),
            _ => None,
        });
        bars.push(scene.height - top.expect("a line of the scale"));
    }
    let bands: BTreeMap<String, usize> = all[0]
        .bands
        .iter()
        .map(|it| (it.label.clone(), 1))
        .collect();
    assert!(bands.len() > 3 && bars.len() > 2, "{bands:?} {bars:?}");
    assert_eq!(named, bands);
    for height in &bars {
        assert!((height - bars[0]).abs() < 0.01, "{bars:?}");
    }
}

#[test]
fn a_policy_shift_is_named_wherever_a_part_of_its_days_is_in_sight() {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
    for (from, to) in [
        ((2024, 11, 1), (2025, 1, 31)),
        // Its middle lies before, behind, and it fills all of the window.
        ((2024, 12, 25), (2025, 1, 31)),
        ((2024, 11, 1), (2024, 12, 8)),
        ((2024, 12, 2), (2024, 12, 9)),
    ] {
        let window = DayRange::new(day(from), day(to)).expect("forwards");
        let frame = Frame::new(1_200.0, window);
        let data = drawn(&Asked::default(), window);
        let scene = layout(&data[0], &frame, 170.0, FaceMetrics::bundled());
        let is_it = |mark: &&Mark| mark.name.starts_with("Policy shift: Transit trade");
        let mark = scene.marks.iter().find(is_it).expect("named");
        assert!(mark.label.is_some(), "{from:?}");
        let (left, right) = (frame.axis.left(), frame.axis.right());
        assert!(
            mark.rect.left >= left && mark.rect.right <= right,
            "{from:?}"
        );
    }
    // However narrow the others leave it: the year of the new approach reaches beyond the window.
    let window = DayRange::new(day((2024, 11, 15)), day((2025, 5, 6))).expect("forwards");
    let frame = Frame::new(1_200.0, window);
    let data = drawn(&Asked::default(), window);
    for height in [90.0, 170.0] {
        let scene = layout(&data[0], &frame, height, FaceMetrics::bundled());
        let named = |words: &str| {
            let name = format!("Policy shift: {words}");
            scene.marks.iter().find(|mark| mark.name.starts_with(&name))
        };
        let year = named("New approach").expect("named");
        let may = named("China mediates").or(named("Ties upgraded"));
        let may = may.expect("one of May");
        assert!(year.rect.right < may.rect.left, "{height}");
        assert!(year.label.is_some() && may.label.is_some(), "{height}");
    }
}

fn says(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).count() > 0
}

#[test]
fn bars_show_tolls_and_a_view_brings_them_back() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::Do(Action::ShowTimeline));
    assert!(says(&window, "Attack December 2024: 1 certain"));

    window.click("What bars show");
    window.click("Bars of: killed");
    window.click("Bars of their own for each group");
    assert_eq!(window.open().session.bars.measure, KILLED);
    assert!(window.open().session.bars.multiples);
    assert!(!says(&window, "Attack December 2024: 1 certain"));
    assert!(says(&window, "Attack December 2024: 16 certain"));

    let bars = window.open().session.bars;
    let view = window
        .open()
        .session
        .view("v1-0000".parse().expect("an id"), "Deaths");
    window.ask(Command::Edit(Verb::AddView(Box::new(view))));
    window.ask(Command::Bars(Bars::default()));
    assert!(says(&window, "Attack December 2024: 1 certain"));
    let id = *window.project().views.keys().next().expect("a view");
    window.ask(Command::ApplyView(id));
    assert_eq!(window.open().session.bars, bars);
}

#[test]
fn one_goes_back_and_forward_through_what_was_shown() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::ALT, Key::Plus);
    let near = window.open().session.time;
    assert!(near.is_some());
    window.ask(Command::Split(Split::Actor));
    window.press(Modifiers::ALT, Key::OpenBracket);
    assert_eq!(window.open().session.split, Split::Kind);
    window.press(Modifiers::ALT, Key::OpenBracket);
    assert_eq!(window.open().session.time, None);
    window.press(Modifiers::ALT, Key::OpenBracket);
    window.press(Modifiers::ALT, Key::CloseBracket);
    let days = |time: Option<(f64, f64)>| time.map(|(from, to)| (from.floor(), to.ceil()));
    assert_eq!(days(window.open().session.time), days(near));
    window.press(Modifiers::ALT, Key::CloseBracket);
    assert_eq!(window.open().session.split, Split::Actor);
}

/// Pictures to look at: choices open, whiskers, lines, bars for each group.
#[test]
fn bars_of_every_sort_are_drawn() {
    let usual = Bars::default();
    let sorts = [
        (
            "killed-below",
            Bars {
                below: Some(KILLED),
                mean: Some(3),
                earlier: Some(1),
                ..usual
            },
        ),
        (
            "groups",
            Bars {
                multiples: true,
                mean: Some(3),
                ..usual
            },
        ),
        (
            "added-up",
            Bars {
                cumulative: true,
                measure: KILLED,
                ..usual
            },
        ),
    ];
    // One picture of each shows that they are drawn; all of them are for whoever looks.
    let is_looked_at = std::env::var_os("TIGHTROPE_PICTURES").is_some();
    let number = if is_looked_at { 2 } else { 1 };
    for size in [[1440.0, 900.0], [1024.0, 700.0]].into_iter().take(number) {
        for theme in [egui::Theme::Light, egui::Theme::Dark]
            .into_iter()
            .take(number)
        {
            let mut window = Setup::sample(size, theme);
            if is_looked_at && let Some(table) = corpus(PAKISTAN) {
                window
                    .files
                    .put("/desk/ged.csv", std::fs::read(table).expect("read"));
                window.ask(Command::AddTables(vec![Path::new("/desk/ged.csv").into()]));
                window.ask(Command::Do(Action::FitTables));
            }
            window.ask(Command::Do(Action::ShowTimeline));
            for (name, bars) in sorts {
                window.ask(Command::Bars(bars));
                let name = format!("bars-{name}-{theme:?}-{}", size[0]);
                let image = picture(&mut window.harness, &name);
                assert!(inked_share(&image) > 0.02, "{name}");
            }
            window.ask(Command::Bars(usual));
            window.click("What bars show");
            picture(
                &mut window.harness,
                &format!("bars-choices-{theme:?}-{}", size[0]),
            );
        }
    }
}

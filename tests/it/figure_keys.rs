//! What tells groups of bars apart, and the key that says so: on paper, and in the window, where one
//! can choose a group.

use crate::cli::Desk;
use crate::figure_captions::{project, said, words};
use crate::support::charts::sample;
use crate::support::chronicle::id;
use crate::support::corpus::corpus;
use crate::support::window::Window;
use crate::tables::opened::{HEAD, WIDE, opened, says};
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use tightrope::analysis::counts::{Cell, Counting};
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{
    Asked, FrequencyData, KindHues, TableHead, Tint, frequencies, layout, tint,
};
use tightrope::figure::key::key_lines;
use tightrope::figure::kind_hues::kind_hues;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::scene::{Anchor, Item, Scene};
use tightrope::model::bars::Bars;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::look::Hue;
use tightrope::model::row_filter::{RowField, RowTest};
use tightrope::model::view::{Bucket, Filter, Split};
use tightrope::workbench::command::Command;

const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";

fn days(from: (i64, u8, u8), to: (i64, u8, u8)) -> DayRange {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(from), day(to)).expect("forwards")
}

fn drawn(asked: &Asked, window: DayRange) -> (Vec<FrequencyData>, Frame) {
    let now = sample();
    let frame = Frame::new(1_200.0, window);
    let data = frequencies(now.project(), &Derived::new(&now), asked, &frame.axis);
    (data.expect("few buckets"), frame)
}

fn laid_out(asked: &Asked, window: DayRange) -> (Scene, Frame) {
    let (data, frame) = drawn(asked, window);
    let scene = layout(&data[0], &frame, 170.0, FaceMetrics::bundled());
    (scene, frame)
}

/// How often a figure says some words.
fn times(figure: &str, words: &str) -> usize {
    figure.matches(words).count()
}

#[test]
fn names_take_hues_that_no_kind_in_sight_has_as_long_as_there_are_any() {
    let asked = Asked {
        counting: Counting {
            split: Split::Actor,
            ..Counting::default()
        },
        ..Asked::default()
    };
    let (mut data, _) = drawn(&asked, days((2024, 1, 1), (2025, 12, 31)));
    let kinds: BTreeSet<Hue> = Hue::OF_KINDS.into_iter().collect();
    let hues = KindHues {
        codebook: kinds.clone(),
        ..KindHues::default()
    };
    tint(&mut data, &hues);
    // Three hues are no kind's, and the last of them is kept for what is not known.
    let named: Vec<Tint> = (0..data[0].groups.len())
        .filter(|at| !data[0].groups[*at].name.is_empty())
        .map(|at| data[0].tints[at])
        .collect();
    assert!(named.len() > 1, "several");
    for tint in named.iter().take(2) {
        assert!(
            matches!(tint, Tint::Hue(hue) if !kinds.contains(hue)),
            "{tint:?}"
        );
    }
    // The hue of a name is the same in a chart of other groups beside it.
    let mut two = [data[0].clone(), data[0].clone()];
    two[0].groups.truncate(1);
    tint(&mut two, &hues);
    assert_eq!(two[0].tints[0], two[1].tints[0]);
    let all: BTreeSet<String> = two[1].tints.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(all.len(), two[1].groups.len(), "each its own");
    // What is put together looks as no hue does.
    assert_ne!(Tint::Others.fill(true), Tint::Hue(Hue::Slate).fill(true));
}

#[test]
fn a_name_keeps_its_hue_whatever_a_filter_leaves() {
    let now = sample();
    let hues = kind_hues(Some(now.project()), &[]);
    let by_name = |filters: Vec<Filter>| -> BTreeMap<String, Tint> {
        let asked = Asked {
            counting: Counting {
                split: Split::Actor,
                ..Counting::default()
            },
            selection: Selection {
                filters,
                ..Selection::default()
            },
            ..Asked::default()
        };
        let (mut data, _) = drawn(&asked, days((2024, 1, 1), (2025, 12, 31)));
        tint(&mut data, &hues);
        let names = data[0].groups.iter().map(|group| group.name.clone());
        names.zip(data[0].tints.iter().copied()).collect()
    };
    let all = by_name(Vec::new());
    let mut compared = 0;
    for actor in now.project().actors.keys() {
        for (name, tint) in by_name(vec![Filter::Actor(*actor)]) {
            assert!(all.get(&name).is_none_or(|it| *it == tint), "{name}");
            compared += usize::from(all.len() > 2 && all.contains_key(&name));
        }
    }
    assert!(compared > 2, "{compared}");
}

#[test]
fn no_name_looks_like_what_is_not_known() {
    let asked = Asked {
        counting: Counting {
            split: Split::Place,
            ..Counting::default()
        },
        selection: Selection::everything(),
        ..Asked::default()
    };
    let (mut data, _) = drawn(&asked, days((2024, 1, 1), (2025, 12, 31)));
    tint(&mut data, &kind_hues(Some(sample().project()), &[]));
    let groups = &data[0].groups;
    let unknown = groups.iter().position(|group| group.name.is_empty());
    assert!(
        unknown.is_some() && groups.len() > 4,
        "both: {}",
        groups.len()
    );
    let all: BTreeSet<String> = data[0].tints.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(all.len(), groups.len(), "each its own: {:?}", data[0].tints);
}

#[test]
fn each_series_has_a_line_of_its_own_where_two_groups_look_alike() {
    let asked = Asked {
        counting: Counting {
            split: Split::Actor,
            ..Counting::default()
        },
        ..Asked::default()
    };
    let (mut data, frame) = drawn(&asked, days((2024, 1, 1), (2025, 12, 31)));
    let lines = |data: &[FrequencyData]| key_lines(data, &frame, FaceMetrics::bundled());
    tint(&mut data, &KindHues::default());
    let names = |scene: &Scene| -> Vec<String> {
        let names = scene.marks.iter().map(|mark| mark.name.clone());
        names.collect()
    };
    let of_all =
        |data: &[FrequencyData]| -> Vec<Vec<String>> { lines(data).iter().map(names).collect() };
    let [one] = of_all(&data).try_into().expect("one line");
    assert!(one.len() > 1, "{one:?}");
    // The same groups below are no groups more.
    let mut two = vec![data[0].clone(), data[0].clone()];
    assert_eq!(of_all(&two), [one.clone(), Vec::new()]);
    // Others that look like them cannot be told from them in one line.
    for group in &mut two[1].groups {
        group.name.push_str(" of another table");
    }
    two[1].table = Some(TableHead {
        id: id(1),
        title: "raids".to_owned(),
        facts: String::new(),
        shown: Cell::default(),
        alone: false,
    });
    let others = one.iter().map(|name| format!("{name} of another table"));
    assert_eq!(of_all(&two), [one.clone(), others.collect()]);
}

#[test]
fn one_key_says_once_what_is_drawn() {
    let options = ["--by", "year", "--mean", "5", "--earlier", "10"];
    let figure = words(&project("coal-mines"), &options);
    for told in [
        "mean of 5 years",
        "10 years earlier",
        "the stronger, the more, up to ",
    ] {
        assert_eq!(times(&figure, told), 1, "{told}: {figure}");
    }
    assert_eq!(
        times(&figure, "policy shift, on a day of its band"),
        1,
        "{figure}"
    );
    for not_drawn in ["expected:", "least and most given", "ashed steps"] {
        assert_eq!(times(&figure, not_drawn), 0, "{not_drawn}: {figure}");
    }
    let plain = words(
        &project("coal-mines"),
        &["--view", "frequency", "--no-tables"],
    );
    for not_drawn in ["mean of", "earlier", "the stronger"] {
        assert_eq!(times(&plain, not_drawn), 0, "{not_drawn}: {plain}");
    }
}

#[test]
fn charts_below_one_another_share_their_key() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let path = path.display().to_string();
    let options = "--view frequency --by quarter --from 2006 --to 2016 --below killed-best \
                   --split actor --mean 5 --earlier 1 --width 1400";
    let figure = words(&path, &options.split_whitespace().collect::<Vec<_>>());
    for told in [
        "Government of Pakistan – TTP",
        "Government of United States of America – al-Qaida",
        " others ",
        "expected: the date may lie elsewhere",
        "least and most given",
    ] {
        assert_eq!(times(&figure, told), 1, "{told}: {figure}");
    }
    assert_eq!(
        times(&figure, "6,416 rows"),
        2,
        "in one head and the caption: {figure}"
    );
}

#[test]
fn bars_for_each_group_are_low_and_say_once_what_they_share() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let path = path.display().to_string();
    let options = "--view frequency --by quarter --from 2006 --to 2016 --multiples --split actor";
    let figure = words(&path, &options.split_whitespace().collect::<Vec<_>>());
    for told in [
        "rows per quarter",
        "expected:",
        "All groups have one scale.",
    ] {
        assert_eq!(times(&figure, told), 1, "{told}: {figure}");
    }
    assert_eq!(times(&figure, "300"), 7, "the top of each: {figure}");
    assert_eq!(times(&figure, "200"), 4, "the years alone: {figure}");
}

#[test]
fn a_few_years_stand_under_their_bars_with_what_each_comes_to() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let path = path.display().to_string();
    let dyad = "column:dyad_name=Government of Pakistan - TTP";
    let mut options = vec!["--view", "frequency", "--by", "year", "--where", dyad];
    options.extend(["--from", "2018", "--to", "2021", "--dates", "earliest"]);
    let figure = words(&path, &options);
    assert!(figure.contains("40 51 64 112"), "{figure}");
    assert!(figure.contains("2018 2019 2020 2021"), "{figure}");
    assert!(!figure.contains("Jul"), "{figure}");
    assert!(
        figure.contains("267 rows shown, all certain in one year"),
        "{figure}"
    );
    options.extend(["--measure", "killed-best"]);
    let killed = words(&path, &options);
    assert!(
        killed.contains("144 ("),
        "with the least and the most: {killed}"
    );
    let quarters = words(
        &path,
        &["--view", "frequency", "--from", "2018", "--to", "2019"],
    );
    assert!(quarters.contains("Jul"), "{quarters}");
}

#[test]
fn nothing_is_compared_with_a_year_that_is_covered_in_part() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let desk = Desk::new();
    let numbers = desk.0.path().join("n.csv").display().to_string();
    let options = "--view frequency --by year --earlier 1 --from 1989 --to 1991 --numbers";
    let options: Vec<&str> = options.split(' ').chain([numbers.as_str()]).collect();
    said("figure", &path.display().to_string(), &options);
    let csv = desk.get("n.csv");
    let of = |year: &str| {
        let is_it = |line: &&str| line.contains(&format!("a year earlier\",{year}-01-01,"));
        let line = csv.lines().find(is_it)?;
        // The comma of the series is one more.
        line.split(',').nth(6)?.parse::<f64>().ok()
    };
    // The first row is of 25 January 1989.
    assert_eq!((of("1990"), of("1991").is_some()), (None, true), "{csv}");
}

#[test]
fn bars_that_an_edge_cuts_reach_it_and_zero_is_named() {
    let asked = Asked {
        bucket: Some(Bucket::Year),
        ..Asked::default()
    };
    let (scene, frame) = laid_out(&asked, days((2024, 7, 1), (2026, 12, 31)));
    let bars = scene.marks.iter().filter(|mark| mark.bar.is_some());
    let lefts: Vec<f32> = bars.map(|mark| mark.rect.left).collect();
    let left = frame.axis.left();
    assert!(lefts.contains(&left), "cut, without a gap: {lefts:?}");
    assert!(
        lefts.iter().any(|it| *it > left + 2.0),
        "whole, with one: {lefts:?}"
    );
    let zero = scene
        .texts()
        .find(|text| text.text == "0" && text.anchor == Anchor::End);
    assert!(zero.is_some_and(|text| text.at.y > 150.0), "{zero:?}");
}

#[test]
fn what_was_earlier_is_never_dashed_as_what_is_expected_is() {
    let asked = Asked {
        bucket: Some(Bucket::Quarter),
        earlier: Some(1),
        ..Asked::default()
    };
    let (data, frame) = drawn(&asked, days((2025, 1, 1), (2025, 12, 31)));
    for patterned in [false, true] {
        let frame = Frame { patterned, ..frame };
        let scene = layout(&data[0], &frame, 170.0, FaceMetrics::bundled());
        let steps = scene.items.iter().filter_map(|item| match item {
            Item::Line { from, to, stroke } if stroke.width > 1.05 => Some((to.x - from.x, stroke)),
            _ => None,
        });
        let steps: Vec<_> = steps.collect();
        assert!(steps.iter().all(|(_, stroke)| !stroke.dashed));
        let dots = steps
            .iter()
            .filter(|(length, _)| *length < 2.0 && *length > 0.0);
        assert_eq!(dots.count() > 20, patterned, "dotted in print");
    }
}

/// Six rows of one pair of sides, three of another.
pub fn two_pairs() -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for row in 0..9 {
        let other = if row < 6 { "Side B" } else { "Side C" };
        let _ = writeln!(
            text,
            "{row},1,Side A,{other},Dir,,,Land,,,2024-03-03,2024-03-03,1,2,2,2,0,0,0,0,Office,,Headline {row},,x",
        );
    }
    text.into_bytes()
}

const PAIR: &str = "Only Side A – Side C in raids";

fn split_by_actor() -> Window {
    let (mut window, _) = opened(WIDE, egui::Theme::Light, ("raids.csv", &two_pairs()));
    window.ask(Command::Split(Split::Actor));
    window
}

#[test]
fn a_group_of_the_key_is_chosen_by_a_click_and_let_go_by_another() {
    let (mut window, id) = opened(WIDE, egui::Theme::Light, ("raids.csv", &two_pairs()));
    assert!(!window.has(PAIR), "lanes name the kinds");
    window.ask(Command::Split(Split::Actor));
    assert!(window.has("Only Side A – Side B in raids"));
    window.click(PAIR);
    let only = RowTest::OneOf(vec!["Side A – Side C".to_owned()]);
    let is_set = |window: &Window| {
        let mut filters = window.open().session.filters.iter();
        filters.any(|filter| matches!(filter, Filter::Rows(of, filter) if *of == id && filter.field == RowField::Who && filter.test == only))
    };
    assert!(is_set(&window), "{:?}", window.open().session.filters);
    assert!(window.has("raids, Side A – Side C March 2024: 3 certain"));
    assert!(!window.has("raids, Side A – Side B March 2024: 6 certain"));
    window.click(PAIR);
    assert!(window.open().session.filters.is_empty());
}

#[test]
fn the_keyboard_comes_to_the_key_from_the_bars_below_it() {
    let mut window = split_by_actor();
    window.press(Modifiers::COMMAND, Key::Num1);
    let mut names = Vec::new();
    for _ in 0..30 {
        let mut nodes = window
            .harness
            .query_all_by(|node| node.is_focused() && node.label().is_some());
        let name = nodes.next().and_then(|node| node.accesskit_node().label());
        drop(nodes);
        names.extend(name);
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    let in_key = names.iter().any(|name| name.starts_with("Only "));
    assert!(in_key, "{names:?}");
}

#[test]
fn time_moves_under_a_drag_that_begins_on_the_key() {
    let mut window = split_by_actor();
    let before = window.open().session.filters.clone();
    let at = window.harness.get_by_label(PAIR).rect().center();
    window.point(at, Some(true));
    for step in 1..=4 {
        window.point(pos2(at.x - 30.0 * step as f32, at.y), None);
    }
    window.point(pos2(at.x - 120.0, at.y), Some(false));
    window.settle();
    let time = window.open().session.time;
    assert!(
        time.is_some_and(|(from, _)| from > 19_723.0),
        "later: {time:?}"
    );
    assert_eq!(window.open().session.filters, before);
}

#[test]
fn a_stretch_of_time_is_chosen_by_dragging_over_it_with_shift() {
    let mut window = split_by_actor();
    let (from, to) = window.open().session.axis.expect("charts").window();
    let mark = window.harness.get_by_label(PAIR).rect();
    let left = mark.left() + 40.0;
    let held = |window: &Window, keys| window.harness.event(egui::Event::ModifiersChanged(keys));
    held(&window, Modifiers::SHIFT);
    for (x, pressed) in [
        (left, Some(true)),
        (left + 60.0, None),
        (left + 120.0, None),
        (left + 120.0, Some(false)),
    ] {
        window.point(pos2(x, mark.center().y), pressed);
    }
    held(&window, Modifiers::NONE);
    window.settle();
    let (begin, end) = window.open().session.time.expect("chosen");
    assert!(begin > from && end < to, "within what was seen");
    let axis = window.open().session.axis.expect("charts");
    let part = (end - begin) / (to - from);
    let expected = 120.0 / f64::from(axis.right() - axis.left());
    assert!((part - expected).abs() < 0.01, "{part} for {expected}");
    assert!(begin.fract() == 0.0 && end.fract() == 0.0, "whole days");
}

#[test]
fn a_stretch_that_escape_lets_go_changes_nothing() {
    // In a narrow window the inspector lies over the text, and Escape would close it.
    let (mut window, _) = opened(
        [1_000.0, 760.0],
        egui::Theme::Light,
        ("raids.csv", &two_pairs()),
    );
    window.press(Modifiers::NONE, Key::F9);
    let inspected = says(&window, "Inspector");
    assert!(inspected, "it is open");
    let at = window
        .harness
        .get_by_label("Strike: Strike, Paktika")
        .rect()
        .center();
    let held = |window: &Window, keys| window.harness.event(egui::Event::ModifiersChanged(keys));
    held(&window, Modifiers::SHIFT);
    for (x, pressed) in [(at.x, Some(true)), (at.x + 60.0, None), (at.x + 90.0, None)] {
        window.point(pos2(x, at.y), pressed);
    }
    held(&window, Modifiers::NONE);
    window.press(Modifiers::NONE, Key::Escape);
    window.point(pos2(at.x + 120.0, at.y), None);
    window.point(pos2(at.x + 120.0, at.y), Some(false));
    window.settle();
    assert_eq!(window.open().session.time, None);
    assert!(window.open().session.filters.is_empty());
    assert_eq!(says(&window, "Inspector"), inspected);
}

#[test]
fn lines_are_named_in_the_window_where_they_lie_over_the_bars() {
    let mut window = split_by_actor();
    window.ask(Command::Split(Split::Kind));
    window.ask(Command::Bars(Bars {
        mean: Some(3),
        ..Bars::default()
    }));
    assert!(window.has("Only Attack"), "the key is there");
}

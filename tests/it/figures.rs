//! Charts: what they show, where their words stand, and that their SVG is SVG.

use crate::support::charts::{
    check_left_edge, check_words_keep_apart, days, figure, lay_out, marks_of_records, sample, svg,
    two_years,
};
use crate::support::chronicle::{Chronicle, elsewhere, not_counted};
use quick_xml::events::Event;
use std::collections::BTreeSet;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::figure::frame::Frame;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::scene::{Item, Scene};
use tightrope::figure::theme::Theme;
use tightrope::figure::timeline::{self, Lanes, timeline};
use tightrope::model::claim::ClaimSort;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::RecordId;
use tightrope::model::look::Shape;
use tightrope::model::report::Stance;
use tightrope::model::view::Bucket;

#[test]
fn the_sample_shows_what_the_article_tells() {
    let frame = Frame::new(1440.0, two_years());
    let (above, bars, below) = lay_out(&sample(), &frame);
    let texts: Vec<&str> = above.texts().map(|text| text.text.as_str()).collect();
    for word in [
        "Attacks",
        "Strikes",
        "Policy",
        "Diplomacy",
        "Claims",
        "Nangarhar and Khost (alleged, denied)",
        "Checkpoint attack, Dec 2024?",
        "Kabul, 9 Oct 2025",
        "Embassy announced, ~Oct 2025?",
        "no coverage",
    ] {
        assert!(texts.contains(&word), "{word} is missing in {texts:?}");
    }
    assert_eq!(bars.bucket, Bucket::Month);
    assert_eq!(
        (bars.bars.len(), bars.ticks.as_slice()),
        (24, &[0, 1, 2][..])
    );
    let tooltip = |index: usize| bars.bars[index].tooltip.as_str();
    assert_eq!(tooltip(11), "December 2024: 2 certain");
    assert_eq!(
        tooltip(19),
        "August 2025: 0.51 expected of one dated August or September 2025"
    );
    assert_eq!(tooltip(21), "October 2025: 1 certain (not fully covered)");
    assert_eq!(tooltip(0), "January 2024: none");
    let december = &bars.bars[11].segments;
    let names: Vec<&str> = december
        .iter()
        .map(|segment| bars.groups[segment.group].name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Strike", "Attack"],
        "stacked as the lanes above, from below"
    );
    assert!(
        december
            .iter()
            .all(|segment| segment.certain && segment.events.len() == 1)
    );
    let shown: f64 = bars.bars.iter().map(|bar| bar.cell.expected).sum();
    assert!((shown - 5.0).abs() < 1e-9);
    assert_eq!(
        bars.caption,
        "Countable incidents by dates as used; 5 shown, 4 of them certain in one month. \
         Only a part of October 2025 is covered."
    );
    assert!(
        below
            .summary
            .starts_with("Incidents per month: 5 expected, 4 of them certain")
    );
    for scene in [&above, &below] {
        check_words_keep_apart(scene).expect("apart");
        check_left_edge(scene, frame.axis.left()).expect("one edge");
    }
    let undated = above
        .marks
        .iter()
        .find(|mark| mark.name == "Attacks: 2 undated");
    assert_eq!(undated.map(|mark| mark.ids.len()), Some(2));
}

#[test]
fn nothing_is_drawn_beyond_what_the_source_can_know() {
    let frame = Frame::new(1440.0, two_years());
    let (above, _, _) = lay_out(&sample(), &frame);
    let published = Day::from_ymd(2025, 10, 12).expect("a day");
    let end = frame.axis.x_of(published.plus(1));
    for mark in marks_of_records(&above) {
        // A shape is wider than its day, and no bar is narrower than five points.
        assert!(
            mark.rect.right <= end + 6.0,
            "{} ends after {end}",
            mark.name
        );
    }
}

#[test]
fn what_is_not_known_looks_unknown() {
    let mut told = Chronicle::new();
    told.event_with(
        "Strike",
        "Alleged",
        "2024-05",
        &[(1, Stance::Alleges)],
        |_| {},
    );
    told.event_with("Attack", "Umbrella", "2024-03", &[], |event| {
        event.countable = not_counted("umbrella");
    });
    told.event("Policy shift", "Lasting", "2024-06/..");
    told.event_with(
        "Attack",
        "Gap",
        "[2024-06-01..2024-06-20,2024-09-01..2024-09-20]",
        &[],
        |it| {
            it.when.as_mut().expect("dated").value.elsewhere = elsewhere(&["2024-07-15"]);
        },
    );
    told.event_with(
        "Strike",
        "Denied day",
        "2024-10-02",
        &[(1, Stance::Asserts), (1, Stance::Denies)],
        |_| {},
    );
    told.event("Attack", "Undated", "");
    told.claim(ClaimSort::Warning, "2024-02");
    told.claim(ClaimSort::Warning, "2024-02");
    let frame = Frame::new(1440.0, two_years());
    let (scene, _, _) = lay_out(&told.snapshot(), &frame);
    let items = |name: &str| {
        let mark = scene.marks.iter().find(|mark| mark.name.contains(name));
        let mark = mark.unwrap_or_else(|| panic!("{name} has no mark"));
        &scene.items[mark.items.clone()]
    };
    let dashed = |item: &Item| matches!(item, Item::Rect { stroke: Some(line), .. } if line.dashed);
    assert!(items("Alleged").iter().any(dashed));
    assert!(!items("Umbrella").iter().any(dashed));
    assert!(
        items("Umbrella")
            .iter()
            .any(|item| matches!(item, Item::Hatch { .. }))
    );
    assert!(
        items("Lasting")
            .iter()
            .any(|item| matches!(item, Item::Fade { end_alpha: 0.0, .. }))
    );
    let gap = items("Gap");
    assert!(
        gap.iter().any(|item| matches!(item, Item::Line { .. })),
        "joined by a line"
    );
    assert_eq!(
        gap.iter()
            .filter(|item| matches!(
                item,
                Item::Rect {
                    stroke: Some(_),
                    ..
                }
            ))
            .count(),
        2
    );
    assert!(
        matches!(items("Denied day"), [Item::Shape { .. }]),
        "a day is a shape"
    );
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    assert!(
        texts.contains(&"Denied day, 2 Oct 2024 (denied)"),
        "{texts:?}"
    );
    assert!(
        texts.contains(&"1 undated") && texts.contains(&"2 warnings"),
        "{texts:?}"
    );
    let ticks = scene.items.iter().filter(
        |item| matches!(item, Item::Line { from, to, .. } if from.x == to.x && to.y - from.y < 8.0),
    );
    assert_eq!(ticks.count(), 1, "the date from elsewhere is a tick above");
}

#[test]
fn marks_too_close_for_rows_become_one_with_a_number() {
    let mut told = Chronicle::new();
    for number in 0..12 {
        told.event("Attack", &format!("Attack {number}"), "2024-05-05");
    }
    told.event("Attack", "Alone", "2025-02-02");
    let frame = Frame::new(1440.0, two_years());
    let (scene, _, _) = lay_out(&told.snapshot(), &frame);
    let texts: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    assert!(
        texts.contains(&"12") && texts.contains(&"Alone, 2 Feb 2025"),
        "{texts:?}"
    );
    let folded = marks_of_records(&scene)
        .find(|mark| mark.ids.len() == 12)
        .expect("one mark");
    assert_eq!(folded.name, "Attack: Attack 0 and 11 more");
    assert!(folded.tooltip.ends_with("and 4 more"), "{}", folded.tooltip);
}

#[test]
fn a_bar_of_several_names_them_as_far_as_there_is_room() {
    let mut told = Chronicle::new();
    for number in 0..12 {
        told.event("Policy shift", &format!("Shift {number}"), "[2024..2025]");
    }
    let now = told.snapshot();
    for (width, words) in [
        (
            1440.0,
            "Shift 0; Shift 1; Shift 2; Shift 3; Shift 4; Shift 5; and 6 more",
        ),
        (420.0, "Shift 0; Shift 1; Shift 2; Shift 3; and 8 more"),
    ] {
        let (scene, _, _) = lay_out(&now, &Frame::new(width, two_years()));
        let has = scene.texts().any(|text| text.text == words);
        let all: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
        assert!(has, "{width}: {all:?}");
        check_words_keep_apart(&scene).expect("apart");
    }
}

#[test]
fn dense_lanes_become_strips_and_lose_nobody() {
    let mut told = Chronicle::new();
    for number in 0..10_000_i32 {
        let day = Day::from_number(19_723 + number * 7919 % 640);
        told.event("Attack", "Attack", &day.to_string());
    }
    let now = told.snapshot();
    let derived = Derived::new(&now);
    let data = timeline(
        now.project(),
        &derived,
        &Selection::everything(),
        &Lanes::default(),
    );
    let frame = Frame::new(1440.0, two_years());
    let metrics = FaceMetrics::bundled();
    let scene = timeline::layout(&data, &frame, metrics);
    assert!(scene.items.len() < 1_000, "{} items", scene.items.len());
    let shown: usize = marks_of_records(&scene).map(|mark| mark.ids.len()).sum();
    assert_eq!(shown, 10_000);
    let three_days = Frame::new(1440.0, days((2024, 3, 4), (2024, 3, 6)));
    let close = timeline::layout(&data, &three_days, metrics);
    check_words_keep_apart(&close).expect("apart");
}

#[test]
fn the_svg_is_xml_with_every_word_and_no_markup_of_the_case() {
    let mut told = Chronicle::new();
    let title = "<script>alert('x')</script> & \u{1} حملہ";
    told.event("Attack", title, "2024-05");
    let frame = Frame::new(900.0, two_years());
    let scene = figure(&told.snapshot(), &frame);
    let text = svg(&scene, Theme::dark());
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut depth, mut names, mut words) = (0, BTreeSet::new(), String::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                depth += 1;
                names.insert(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
            }
            Event::Empty(tag) => {
                names.insert(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) => words.push_str(&text.decode().expect("UTF-8")),
            Event::GeneralRef(name) => words.push_str(&name.decode().expect("UTF-8")),
            Event::Eof => break,
            other => panic!("{other:?} in a figure"),
        }
    }
    assert_eq!(depth, 0);
    let allowed = [
        "svg",
        "title",
        "desc",
        "defs",
        "style",
        "rect",
        "line",
        "g",
        "text",
        "pattern",
        "path",
        "linearGradient",
        "stop",
        "polygon",
        "circle",
    ];
    for name in &names {
        assert!(allowed.contains(&name.as_str()), "{name}");
    }
    assert!(!text.contains("<script") && !text.contains('\u{1}'));
    assert!(
        words.contains("حملہ") && words.contains("alert(#39x#39)"),
        "{words}"
    );
    let words_only = text.split("<style>").next().into_iter();
    let words_only = words_only.chain(text.split("</style>").nth(1));
    for part in words_only {
        for reference in ["href", "http://www.w3.org/2000/svg2", "url(http"] {
            assert!(!part.contains(reference));
        }
    }
    assert!(
        text.contains("src:url(data:font/woff;base64,"),
        "brings its faces along"
    );
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let frame = Frame::new(1440.0, two_years());
    let once = svg(&figure(&sample(), &frame), Theme::light());
    assert_eq!(once, svg(&figure(&sample(), &frame), Theme::light()));
    let dark = svg(&figure(&sample(), &frame), Theme::dark());
    assert_eq!(once.len(), dark.len(), "themes differ in colours only");
    assert_ne!(once, dark);
}

#[test]
fn what_fades_is_as_strong_on_a_day_in_every_window() {
    let mut told = Chronicle::new();
    told.event("Policy shift", "Lasting", "2024-06/..");
    let now = told.snapshot();
    let day = f64::from(Day::from_ymd(2024, 12, 1).expect("a day").number());
    let strength = |window: DayRange| {
        let frame = Frame::new(1440.0, window);
        let (scene, _, _) = lay_out(&now, &frame);
        let x = frame.axis.x(day);
        let fade = scene.items.iter().find_map(|item| match item {
            Item::Fade {
                rect,
                colour,
                end_alpha,
            } => {
                let part = (x - rect.left) / rect.width();
                Some(colour.alpha + (end_alpha - colour.alpha) * part)
            }
            _ => None,
        });
        fade.expect("it fades")
    };
    let wide = strength(two_years());
    assert!(wide > 0.01, "{wide}");
    for window in [
        days((2024, 10, 1), (2024, 12, 31)),
        days((2024, 11, 15), (2025, 2, 1)),
    ] {
        assert!((strength(window) - wide).abs() < 1e-3, "{window:?}");
    }
}

#[test]
fn every_lane_keeps_its_place_in_little_room() {
    let wide = Frame::new(1440.0, two_years());
    let (whole, _, _) = lay_out(&sample(), &wide);
    let ids = |scene: &Scene| {
        let mut ids: Vec<RecordId> = marks_of_records(scene)
            .flat_map(|mark| mark.ids.iter().copied())
            .collect();
        ids.sort_unstable();
        ids
    };
    // What counts lies behind nothing as long as that costs no more than a little scrolling.
    for (room, most) in [(215.0, 215.0), (130.0, 1.2 * 130.0)] {
        let (scene, _, _) = lay_out(&sample(), &Frame { room, ..wide });
        assert!(scene.height <= most, "{} in {room}", scene.height);
        assert_eq!(ids(&scene), ids(&whole), "nobody is lost in {room}");
        check_words_keep_apart(&scene).expect("apart");
    }
}

#[test]
fn a_band_is_marked_at_its_true_middle_else_as_near_to_it_as_is_in_sight() {
    let mut told = Chronicle::new();
    told.event("Policy shift", "Shift", "2024-06");
    let now = told.snapshot();
    let shapes = |window: DayRange| {
        let frame = Frame::new(1440.0, window);
        let (_, _, below) = lay_out(&now, &frame);
        let named = below.texts().any(|text| text.text.contains("Shift"));
        let centre = below.items.iter().find_map(|item| match item {
            Item::Shape { centre, .. } => Some(frame.axis.day_at(centre.x)),
            _ => None,
        });
        assert_eq!(named, centre.is_some(), "a label goes with its mark");
        centre
    };
    let whole = shapes(two_years()).expect("in sight");
    let cut = shapes(days((2024, 6, 10), (2024, 9, 30))).expect("in sight");
    assert!((whole - cut).abs() < 0.1, "{whole} {cut}");
    let end = days((2024, 6, 20), (2024, 9, 30));
    let from = f64::from(end.first().number());
    let left = shapes(end).expect("a part is in sight");
    assert!(from < left && left < from + 10.0, "{left}");
    assert_eq!(shapes(days((2024, 7, 1), (2024, 9, 30))), None);
}

#[test]
fn every_mark_has_the_shape_of_its_kind_and_what_is_told_elsewhere_is_tied_to_it() {
    let mut told = Chronicle::new();
    told.event("Attack", "A year", "2024");
    told.event("Strike", "A month", "2025-03");
    told.event_with("Attack", "Elsewhere", "2025-03", &[], |it| {
        it.when.as_mut().expect("dated").value.elsewhere = elsewhere(&["2025-01-15"]);
    });
    let frame = Frame::new(1440.0, two_years());
    let (scene, _, _) = lay_out(&told.snapshot(), &frame);
    let shapes = |name: &str| {
        let mark = scene.marks.iter().find(|mark| mark.name.contains(name));
        let mark = mark.unwrap_or_else(|| panic!("{name} has no mark"));
        let items = scene.items[mark.items.clone()].iter();
        let shapes = items.filter_map(|item| match item {
            Item::Shape { shape, centre, .. } => Some((*shape, centre.x)),
            _ => None,
        });
        (mark.rect, shapes.collect::<Vec<_>>())
    };
    for (name, shape) in [("A year", Shape::Disc), ("A month", Shape::Triangle)] {
        let (rect, found) = shapes(name);
        let [(found, x)] = found.as_slice() else {
            panic!("{name}: {found:?}");
        };
        assert_eq!(*found, shape, "{name}");
        assert!(rect.left < *x && *x < rect.right, "{name}");
    }
    let tick = frame.axis.x_of(Day::from_ymd(2025, 1, 15).expect("a day")) + 0.5;
    let (rect, _) = shapes("Elsewhere");
    let ties = scene.items.iter().filter(|item| {
        matches!(item, Item::Line { from, to, .. }
            if from.y == to.y && (from.x - tick).abs() < 2.0 && (to.x - rect.left).abs() < 2.0)
    });
    assert_eq!(ties.count(), 1, "a line from the tick to its mark");
}

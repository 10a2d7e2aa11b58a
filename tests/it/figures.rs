//! Charts: what they show, where their words stand, and that their SVG is SVG.

use crate::support::chronicle::{Chronicle, elsewhere, not_counted};
use clap::Parser as _;
use proptest::prelude::*;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::document::{Document, Snapshot};
use tightrope::figure::compose::compose;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{self, Asked, FrequencyData, frequency};
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::outlet::{How, written};
use tightrope::figure::scene::{Item, Mark, Rect, Scene};
use tightrope::figure::theme::Theme;
use tightrope::figure::timeline::{self, Lanes, timeline};
use tightrope::figure::wanted::Wanted;
use tightrope::model::claim::ClaimSort;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::{RecordId, Replica};
use tightrope::model::report::Stance;
use tightrope::model::view::Bucket;
use tightrope::storage;

pub fn sample() -> Snapshot {
    let contents = storage::project_file::decode(storage::sample()).expect("the sample reads");
    let document = Document::new(contents.project, Replica::from_bits(1));
    document
        .expect("the sample is consistent")
        .snapshot()
        .clone()
}

pub fn days(from: (i64, u8, u8), to: (i64, u8, u8)) -> DayRange {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(from), day(to)).expect("forwards")
}

/// The figure as the command line writes it.
fn svg(scene: &Scene, theme: &'static Theme) -> String {
    let how = How {
        theme,
        ..How::default()
    };
    String::from_utf8(written(scene, &how).expect("written")).expect("UTF-8")
}

pub fn two_years() -> DayRange {
    days((2024, 1, 1), (2025, 12, 31))
}

fn lay_out(now: &Snapshot, frame: &Frame) -> (Scene, FrequencyData, Scene) {
    let metrics = FaceMetrics::bundled();
    let derived = Derived::new(now);
    let data = timeline(
        now.project(),
        &derived,
        &Selection::everything(),
        &Lanes::default(),
    );
    let above = timeline::layout(&data, frame, metrics);
    let asked = Asked::default();
    let bars = frequency(now.project(), &derived, &asked, &frame.axis).expect("few buckets");
    let below = frequency::layout(&bars, frame, 150.0, metrics);
    (above, bars, below)
}

fn figure(now: &Snapshot, frame: &Frame) -> Scene {
    let wanted = Wanted {
        width: frame.width,
        from: Some(frame.axis.days().first()),
        to: Some(frame.axis.days().last()),
        ..Wanted::default()
    };
    let derived = Derived::new(now);
    compose(
        Some((now.project(), &derived)),
        &[],
        &[],
        &wanted,
        FaceMetrics::bundled(),
    )
    .expect("few buckets")
}

/// Marks of events and claims, which name records.
fn marks_of_records(scene: &Scene) -> impl Iterator<Item = &Mark> {
    scene.marks.iter().filter(|mark| !mark.ids.is_empty())
}

pub fn check_words_keep_apart(scene: &Scene) -> Result<(), String> {
    let metrics = FaceMetrics::bundled();
    let rects: Vec<(&str, Rect)> = scene
        .texts()
        .map(|text| (text.text.as_str(), text.rect(metrics).grown(-0.05)))
        .collect();
    for (number, (text, rect)) in rects.iter().enumerate() {
        for (other, other_rect) in rects.iter().skip(number + 1) {
            if rect.overlaps(other_rect) {
                return Err(format!("{text:?} {rect:?} over {other:?} {other_rect:?}"));
            }
        }
        if rect.left < 0.0 || rect.right > scene.width {
            return Err(format!("{text:?} {rect:?} beyond the paper"));
        }
    }
    Ok(())
}

/// Where the first of the long lines begins.
fn left_edge(scene: &Scene) -> Option<f32> {
    let long = scene.items.iter().filter_map(|item| match item {
        Item::Line { from, to, .. } if to.x - from.x > 100.0 && from.y == to.y => Some(from.x),
        _ => None,
    });
    long.reduce(f32::min)
}

/// Lanes, scale, bars and axis all begin at the same place.
pub fn check_left_edge(scene: &Scene, left: f32) -> Result<(), String> {
    let mut begins_there = false;
    for item in &scene.items {
        if let Item::Line { from, to, .. } = item
            && to.x - from.x > 100.0
            && from.y == to.y
        {
            if from.x < left {
                return Err(format!("{item:?} begins left of {left}"));
            }
            begins_there |= from.x == left;
        }
        if let Item::Rect { rect, .. } | Item::Fade { rect, .. } | Item::Hatch { rect, .. } = item
            && rect.left < left - 12.0
        {
            return Err(format!("{item:?} begins left of {left}"));
        }
    }
    if !begins_there {
        return Err(format!("no line begins at {left}"));
    }
    Ok(())
}

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
        "alleged, denied",
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
        "Countable incidents by dates as used; 5 shown, 4 of them certain in one month."
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
    for room in [215.0, 130.0] {
        let (scene, _, _) = lay_out(&sample(), &Frame { room, ..wide });
        assert!(scene.height <= room, "{} in {room}", scene.height);
        assert_eq!(ids(&scene), ids(&whole), "nobody is lost in {room}");
        check_words_keep_apart(&scene).expect("apart");
    }
}

#[test]
fn a_band_is_marked_at_its_true_middle_or_not_at_all() {
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
    assert_eq!(shapes(days((2024, 6, 20), (2024, 9, 30))), None);
}

/// An event at random: kind, first day, days, form of its date, reports.
type Told = (usize, i32, i32, usize, usize);

fn tell(events: &[Told]) -> Chronicle {
    let mut told = Chronicle::new();
    let kinds = ["Attack", "Strike", "Policy shift", "Diplomatic event"];
    for (number, (kind, first, days, form, reports)) in events.iter().enumerate() {
        let first = Day::from_number(*first);
        let last = first.plus(*days);
        let when = match form {
            0 => first.to_string(),
            1 => format!("[{first}..{last}]"),
            2 => format!("[{first},{last}]"),
            3 => format!("{first}/{last}"),
            4 => format!("{first}/.."),
            5 => first.to_string().get(..7).unwrap_or("2024").to_owned() + "?",
            _ => String::new(),
        };
        let stances: &[(usize, Stance)] = match reports {
            0 => &[(1, Stance::Asserts)],
            1 => &[(1, Stance::Alleges), (1, Stance::Denies)],
            2 => &[(1, Stance::Denies)],
            _ => &[],
        };
        let title = format!("Number {number}{}", " and more".repeat(number % 5));
        told.event_with(kinds[*kind], &title, &when, stances, |event| {
            event.countable.counts = number % 4 != 3;
        });
        if number % 3 == 0 {
            told.claim(ClaimSort::ALL[number % 6], &when);
        }
    }
    told
}

#[derive(clap::Parser)]
struct FigureCommand {
    #[command(flatten)]
    args: tightrope::cli::figure_args::FigureArgs,
}

#[test]
fn the_command_draws_what_it_is_asked() {
    let now = sample();
    let run = |options: &str| {
        let words = ["figure", "p.ron"]
            .into_iter()
            .chain(options.split_whitespace());
        let command = FigureCommand::try_parse_from(words).map_err(|error| error.to_string())?;
        let printed = tightrope::cli::figure::run(&now, &[], &command.args);
        let printed = printed.map_err(|error| error.to_string())?;
        Ok::<_, String>(String::from_utf8(printed.bytes).expect("UTF-8"))
    };
    for (options, holds, lacks) in [
        ("--view timeline -o F.svg", "Diplomacy", "per month"),
        ("--view frequency --by year", "per year", "Diplomacy"),
        (
            "--width 800 --height 900",
            "width=\"800\" height=\"900\"",
            "no such word",
        ),
        ("--lanes actor", "Lanes by actor", "no such word"),
        ("--lanes codebook", "Diplomacy", "Lanes by"),
        ("--theme dark --title Mine", ">Mine</text>", "FFFFFF"),
        (
            "--title= --caption= --source=",
            "role=\"img\"",
            "Countable incidents",
        ),
        (
            "--caption Told. --source Ours.",
            ">Ours.</text>",
            "Sources:",
        ),
        ("--lang ur-PK", "lang=\"ur-PK\"", "lang=\"en\""),
        ("--no-fonts", "Inter", "@font-face"),
        ("--theme print", "M-1,1 l2,-2", "9A3820"),
        ("--patterns", "9A3820", "no such word"),
        (
            "--view frequency --family policy",
            "Policy shifts",
            "Incidents",
        ),
        (
            "--view frequency --split standing",
            "per month",
            "no such word",
        ),
        (
            "--from 2025-01 --to 2025-03",
            ">1 Jan 2025</text>",
            ">Apr 2024<",
        ),
    ] {
        let text = run(options).expect(options);
        assert!(text.contains(holds), "{options} lacks {holds}");
        assert!(!text.contains(lacks), "{options} holds {lacks}");
    }
    for (options, why) in [
        ("-o F.jpeg", "written as SVG, PNG or PDF"),
        ("--lang a_b", "is no language tag"),
        ("--scale 0", "no number of pixels"),
        (
            "-o F.png --width 20000 --height 9000 --scale 9",
            "too large",
        ),
        ("-o F.pdf --width 20000", "too large for PDF"),
        ("--width 5", "no length"),
        ("--from 2025 --to 2024", "runs backwards"),
    ] {
        let error = run(options).expect_err(options);
        assert!(error.contains(why), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn words_keep_apart_and_every_event_has_one_mark(
        events in prop::collection::vec(
            (0_usize..4, 19_700_i32..20_500, 0_i32..400, 0_usize..7, 0_usize..4),
            0..60,
        ),
        width in 420.0_f32..2_200.0,
        window in (19_600_i32..20_400, 1_i32..1_200),
    ) {
        let now = tell(&events).snapshot();
        let first = Day::from_number(window.0);
        let window = DayRange::new(first, first.plus(window.1)).expect("forwards");
        let frame = Frame::new(width, window);
        let (above, bars, below) = lay_out(&now, &frame);
        let whole = figure(&now, &frame);
        let (close, _, _) = lay_out(&now, &Frame { room: 120.0, ..frame });
        let left = frame.axis.left();
        // Composed on paper, the gutter is as wide as the names need.
        let on_paper = left_edge(&whole).unwrap_or_default();
        prop_assert!(on_paper >= left);
        for (scene, left) in [(&above, left), (&below, left), (&whole, on_paper), (&close, left)] {
            prop_assert_eq!(check_words_keep_apart(scene), Ok(()));
            prop_assert_eq!(check_left_edge(scene, left), Ok(()));
        }
        let mut shown: Vec<RecordId> = marks_of_records(&above)
            .flat_map(|mark| mark.ids.iter().copied())
            .collect();
        let all = shown.len();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), all, "one mark for each");
        let derived = Derived::new(&now);
        let data = timeline(now.project(), &derived, &Selection::everything(), &Lanes::default());
        let undated = data.lanes.iter().map(|lane| lane.undated.len()).sum::<usize>();
        let dated = data.lanes.iter().flat_map(|lane| &lane.entries);
        let seen = dated.filter(|entry| entry.touches(window)).map(|entry| entry.ids.len());
        prop_assert_eq!(seen.sum::<usize>() + undated, all, "nobody is lost");
        for bar in &bars.bars {
            let top = bar.segments.last().map_or(0.0, |segment| segment.top);
            prop_assert!((top - bar.cell.expected).abs() < 1e-9);
            prop_assert!(top <= bars.y_max() + 1e-9);
        }
        prop_assert!(bars.ticks.len() <= 5 + 1);
        prop_assert!(svg(&whole, Theme::light()).ends_with("</svg>\n"));
    }
}

/// Writes pictures for people into the folder named by the environment, if one is.
#[test]
fn figures_for_people_to_look_at() {
    let Some(folder) = std::env::var_os("TIGHTROPE_PICTURES") else {
        return;
    };
    let write = |name: &str, scene: &Scene, theme: &'static Theme| {
        let path = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(path, svg(scene, theme)).expect("a folder to write to");
    };
    let wide = figure(&sample(), &Frame::new(1440.0, two_years()));
    write("sample-light", &wide, Theme::light());
    write("sample-dark", &wide, Theme::dark());
    let frame = Frame {
        room: 200.0,
        ..Frame::new(1440.0, two_years())
    };
    write(
        "sample-close",
        &lay_out(&sample(), &frame).0,
        Theme::light(),
    );
    for (name, width, room) in [("sample-215", 1440.0, 215.0), ("sample-130", 1024.0, 130.0)] {
        let frame = Frame {
            room,
            ..Frame::new(width, two_years())
        };
        write(name, &lay_out(&sample(), &frame).0, Theme::light());
    }
    let narrow = figure(&sample(), &Frame::new(760.0, two_years()));
    write("sample-narrow", &narrow, Theme::light());
    let near = days((2025, 7, 1), (2025, 10, 31));
    write(
        "sample-near",
        &figure(&sample(), &Frame::new(1440.0, near)),
        Theme::light(),
    );
    let far = days((2015, 1, 1), (2030, 12, 31));
    write(
        "sample-far",
        &figure(&sample(), &Frame::new(1440.0, far)),
        Theme::light(),
    );
    let mut many = Chronicle::new();
    for number in 0..1_500_i32 {
        let day = Day::from_number(19_723 + (number * number) % 640);
        let kind =
            ["Attack", "Strike", "Policy shift"][usize::try_from(number % 40 / 19).expect("small")];
        many.event(kind, &format!("Number {number}"), &day.to_string());
    }
    write(
        "many",
        &figure(&many.snapshot(), &Frame::new(1440.0, two_years())),
        Theme::light(),
    );
}

//! The words of figures: none is cut where there is room, none stands twice, none on what it hides.

use crate::cli::Desk;
use crate::figure_captions::{project, words};
use crate::support::charts::sample;
use std::path::Path;
use tightrope::derived::Derived;
use tightrope::figure::compose::compose;
use tightrope::figure::frequency::Asked;
use tightrope::figure::lettering::Lettering;
use tightrope::figure::metrics::{FaceMetrics, Weight};
use tightrope::figure::wanted::{Charts, Wanted};
use tightrope::model::codebook::Family;
use tightrope::model::view::Bucket;

fn drawn(options: &str) -> String {
    let desk = Desk::new();
    let projects = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let (name, options) = options.split_once(' ').expect("a project and options");
    let project = projects.join(name);
    let arguments = format!("figure {} {options}", project.display());
    desk.run(&arguments, 0).0
}

#[test]
fn nothing_is_cut_in_figures_of_the_usual_width() {
    for options in [
        "pak-afghan.ron --view both",
        "pak-afghan.ron --view posture --width 600",
        "pak-afghan.ron --view dyad --width 600",
        "pak-afghan.ron --view frequency --cumulative --by quarter --family diplomatic",
        "pak-afghan.ron --view frequency --width 600 --cumulative --by quarter --family diplomatic",
        "pak-afghan.ron --view frequency --measure killed-low --mean 3 --earlier 1",
        "coal-mines.ron --view both",
        "coal-mines.ron --view timeline --width 600",
        "coal-mines.ron --view frequency --cumulative --by year --below killed-best",
    ] {
        let svg = drawn(options);
        let words = svg.split("</text>");
        let words = words.filter_map(|it| it.rsplit_once('>').map(|(_, words)| words));
        // A policy shift over crowded bars is named in part rather than not at all; the whole of it
        // stands in the name of its mark.
        let is_shift = |it: &&str| {
            let begin = it.trim_end_matches(['…', ':']);
            svg.contains(&format!("olicy shift: {begin}"))
        };
        let cut = words.filter(|it| it.ends_with('…') && !is_shift(it));
        let cut: Vec<&str> = cut.collect();
        assert!(cut.is_empty(), "{options}: {cut:?}");
    }
}

/// What stands between two marks of a text, as often as it does.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> Vec<&'t str> {
    let parts = text.split(begin).skip(1);
    parts.filter_map(|it| Some(it.split_once(end)?.0)).collect()
}

#[test]
fn every_policy_shift_over_bars_is_named_on_paper() {
    for (project, width, number) in [
        ("pak-afghan.ron", 1_200, 6),
        ("pak-afghan.ron", 800, 6),
        ("coal-mines.ron", 1_200, 10),
        ("coal-mines.ron", 800, 10),
        ("coal-mines.ron", 500, 10),
    ] {
        let svg = drawn(&format!("{project} --view frequency --width {width}"));
        let names = between(&svg, "<title>Policy shift: ", "</title>");
        assert_eq!(names.len(), number, "{project} {width}: {names:?}");
        let words = between(&svg, "<text ", "</text>");
        let words: Vec<&str> = words
            .into_iter()
            .filter_map(|it| Some(it.split_once('>')?.1))
            .collect();
        for name in names {
            let is_named = |it: &&str| {
                let cut = it.strip_suffix('…');
                *it == name
                    || cut.is_some_and(|it| name.starts_with(it) && it.contains(' '))
                    || name.starts_with(&format!("{it}, "))
            };
            assert!(words.iter().any(is_named), "{project} {width}: {name}");
        }
        let stump = words
            .iter()
            .find(|it| it.ends_with(",…") || it.ends_with(":…"));
        assert_eq!(stump, None, "{project} {width}");
    }
}

#[test]
fn gutters_leave_the_paper_to_the_charts() {
    for options in [
        "coal-mines.ron --view timeline",
        "coal-mines.ron --view both --width 600",
        "pak-afghan.ron --view dyad",
        "pak-afghan.ron --view timeline --lanes dyad",
    ] {
        let svg = drawn(options);
        let width: f32 = if options.contains("600") {
            600.0
        } else {
            1_200.0
        };
        let begins = between(&svg, "<line x1=\"", "\"").into_iter();
        let begins = begins.filter_map(|it| it.parse::<f32>().ok());
        let left = begins.fold(f32::INFINITY, f32::min);
        assert!(left <= (width / 6.0).max(144.0), "{options}: {left}");
    }
}

#[test]
fn words_of_an_svg_keep_their_length_where_its_faces_are_not_read() {
    let svg = drawn("coal-mines.ron --view both");
    let texts = between(&svg, "<text ", "</text>");
    assert!(texts.len() > 40, "{}", texts.len());
    for text in texts {
        let number = |name: &str| {
            let value = between(text, &format!(" {name}=\""), "\"");
            value.first().and_then(|it| it.parse::<f32>().ok())
        };
        let (_, words) = text.split_once('>').expect("words");
        let words = words.replace("&#39;", "'");
        let weight = match text.contains("font-weight=\"600\"") {
            true => Weight::Strong,
            false => Weight::Regular,
        };
        let size = number("font-size").expect("a size");
        let wide = Lettering::new(&words, weight).width * size;
        let said = number("textLength").unwrap_or_else(|| panic!("no length of {words}"));
        assert!((said - wide).abs() < 0.01, "{words}: {said}, not {wide}");
    }
}

#[test]
fn what_diplomats_say_has_no_score_of_its_kind() {
    let svg = drawn("pak-afghan.ron --view posture --acts");
    assert!(svg.contains("Protest at April strikes: no score"));
    // Every lane has the number of its highest score beside it.
    let scales = svg.matches(">2.5</text>").count();
    assert_eq!(scales, 5, "two directions and a mediation");
}

#[test]
fn bars_below_others_do_not_name_the_policy_shifts_again() {
    let svg = drawn("pak-afghan.ron --view frequency --below killed-best");
    assert_eq!(svg.matches(">Transit trade barred</text>").count(), 1);
    let behind = "Days of policy shift: Transit trade barred";
    assert_eq!(svg.matches(behind).count(), 2, "they stand behind both");
}

#[test]
fn a_long_word_is_broken_and_stays_on_the_paper() {
    let word = "w".repeat(400);
    let now = sample();
    let wanted = Wanted {
        width: 600.0,
        title: Some(word.clone()),
        caption: Some(word),
        ..Wanted::default()
    };
    let scene = compose(
        Some((now.project(), &Derived::new(&now))),
        &[],
        &[],
        &wanted,
        FaceMetrics::bundled(),
    );
    let scene = scene.expect("composed");
    let mut letters = 0;
    for text in scene.texts().filter(|it| it.text.contains("www")) {
        assert!(text.rect(FaceMetrics::bundled()).right <= scene.width);
        letters += text.text.len();
    }
    assert_eq!(letters, 800, "no letter is lost");
}

#[test]
fn no_coverage_is_not_written_on_bars() {
    let now = sample();
    let mut asked = Asked {
        bucket: Some(Bucket::Quarter),
        cumulative: true,
        ..Asked::default()
    };
    asked.selection.family = Some(Family::Diplomatic);
    let wanted = Wanted {
        charts: Charts::Frequency,
        asked,
        ..Wanted::default()
    };
    let own = Some((now.project(), &Derived::new(&now)));
    let scene = compose(own, &[], &[], &wanted, FaceMetrics::bundled()).expect("composed");
    let bars = || scene.marks.iter().filter(|mark| mark.bar.is_some());
    assert!(bars().count() > 4);
    for text in scene.texts().filter(|it| it.text == "no coverage") {
        let rect = text.rect(FaceMetrics::bundled());
        assert!(!bars().any(|bar| bar.rect.overlaps(&rect)), "on a bar");
    }
}

#[test]
fn lanes_of_something_else_have_a_key_of_kinds() {
    let lanes = |by: &str| {
        let options = ["--view", "timeline", "--lanes", by];
        words(&project("pak-afghan"), &options)
    };
    for by in ["actor", "dyad", "place", "instrument", "source", "code"] {
        let figure = lanes(by);
        assert!(
            figure.contains("Attack Strike Policy shift Diplomatic event"),
            "{by}: {figure}"
        );
    }
    for by in ["codebook", "kind"] {
        let figure = lanes(by);
        assert!(
            !figure.contains("Attack Strike Policy shift"),
            "{by}: {figure}"
        );
    }
}

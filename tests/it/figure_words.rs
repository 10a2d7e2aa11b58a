//! The words of figures: none is cut where there is room, none stands twice, none on what it hides.

use crate::cli::Desk;
use crate::figures::sample;
use std::path::Path;
use tightrope::derived::Derived;
use tightrope::figure::compose::{Charts, Wanted, compose};
use tightrope::figure::frequency::Asked;
use tightrope::figure::metrics::FaceMetrics;
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

//! Charts of the sample and of chronicles, and what has to hold of every one.

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
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::Replica;
use tightrope::storage;

/// The sample project.
pub fn sample() -> Snapshot {
    let contents = storage::project_file::decode(storage::sample()).expect("the sample reads");
    let document = Document::new(contents.project, Replica::from_bits(1));
    document
        .expect("the sample is consistent")
        .snapshot()
        .clone()
}

/// From one day to another.
pub fn days(from: (i64, u8, u8), to: (i64, u8, u8)) -> DayRange {
    let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(from), day(to)).expect("forwards")
}

/// The figure as the command line writes it.
pub fn svg(scene: &Scene, theme: &'static Theme) -> String {
    let how = How {
        theme,
        ..How::default()
    };
    String::from_utf8(written(scene, &how).expect("written")).expect("UTF-8")
}

/// 2024 and 2025.
pub fn two_years() -> DayRange {
    days((2024, 1, 1), (2025, 12, 31))
}

/// The timeline and the bars of a project.
pub fn lay_out(now: &Snapshot, frame: &Frame) -> (Scene, FrequencyData, Scene) {
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

/// Both on paper.
pub fn figure(now: &Snapshot, frame: &Frame) -> Scene {
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
pub fn marks_of_records(scene: &Scene) -> impl Iterator<Item = &Mark> {
    scene.marks.iter().filter(|mark| !mark.ids.is_empty())
}

/// No words lie over others or beyond the paper.
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
pub fn left_edge(scene: &Scene) -> Option<f32> {
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

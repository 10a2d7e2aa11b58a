//! What all charts stand on: hatching where no source looked, and the day the last one appeared.

use super::labels::range_words;
use super::metrics::{Metrics, Weight};
use super::pattern::Pattern;
use super::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use super::time_axis::TimeAxis;
use super::words::NO_COVERAGE;
use crate::analysis::coverage::Coverage;
use crate::model::day::DayRange;

/// Where the names in the gutter begin, in points.
pub(super) const NAME_LEFT: f32 = 16.0;
/// From the end of gutter text to the charts' left edge, in points.
pub(super) const GUTTER_GAP: f32 = 10.0;
/// What is narrower would show a tick or two of the hatching, and has a pale ground only. Points.
const LEAST_HATCHED: f32 = 12.0;

/// Hatches what is not covered, from the top to the bottom of `room`: by any source, or by the
/// table of this title.
pub(super) fn paint(
    scene: &mut Scene,
    room: Rect,
    axis: &TimeAxis,
    coverage: &Coverage,
    table: Option<&str>,
) {
    for gap in coverage.gaps(axis.days()) {
        if let Some((from, to)) = axis.visible(gap) {
            let rect = Rect {
                left: from,
                right: to,
                ..room
            };
            let who = table.map_or("No source covers".to_owned(), |it| {
                format!("{it} does not cover")
            });
            uncovered(scene, rect, &format!("{who} {}", range_words(gap)));
        }
    }
}

/// Whether any of the days in sight that nothing covers are hatched.
pub(super) fn has_hatched(axis: &TimeAxis, coverage: &Coverage) -> bool {
    let gaps = coverage.gaps(axis.days()).into_iter();
    let mut stretches = gaps.filter_map(|gap| axis.visible(gap));
    stretches.any(|(from, to)| to - from >= LEAST_HATCHED)
}

/// Marks the day the last source appeared, over the whole height of a scene.
pub(super) fn paint_published(
    scene: &mut Scene,
    axis: &TimeAxis,
    last_published: Option<DayRange>,
) {
    let height = scene.height;
    if let Some((from, to)) = last_published.and_then(|days| axis.visible(days)) {
        let width = (to - from).max(3.0);
        scene.paint(Item::Rect {
            rect: Rect::at(to - width, 0.0, width, height),
            radius: 0.0,
            fill: Some(Paint::Faint.alpha(0.45)),
            stroke: None,
        });
    }
}

/// Hatched ground with a word about it.
fn uncovered(scene: &mut Scene, rect: Rect, text: &str) {
    let begin = scene.items.len();
    scene.paint(Item::Rect {
        rect,
        radius: 0.0,
        fill: Some(Paint::NoCoverage.solid()),
        stroke: None,
    });
    if rect.right - rect.left >= LEAST_HATCHED {
        scene.paint(Item::Hatch {
            rect,
            pattern: Pattern::Rising,
            colour: Paint::Hatch.solid(),
            // Sparser than what is not counted, which is hatched too.
            gap: 16.0,
            width: 0.8,
        });
    }
    scene.marks.push(Mark {
        rect,
        ids: Vec::new(),
        name: text.to_owned(),
        tooltip: text.to_owned(),
        items: begin..scene.items.len(),
        label: None,
        table: None,
        bar: None,
    });
}

/// Writes "no coverage" into each gap wide enough, in the first of these rows (their middles) that
/// has room for it.
pub(super) fn name_gaps(
    scene: &mut Scene,
    axis: &TimeAxis,
    coverage: &Coverage,
    rows: &[f32],
    metrics: &dyn Metrics,
) {
    for gap in coverage.gaps(axis.days()) {
        let Some(stretch) = axis.visible(gap) else {
            continue;
        };
        let places = rows.iter().map(|y| gap_text(stretch, *y));
        let free = places.into_iter().find(|text| {
            let rect = text.rect(metrics).grown(3.0);
            rect.left >= stretch.0 && rect.right <= stretch.1 && !is_taken(scene, rect, metrics)
        });
        if let Some(text) = free {
            scene.write(text);
        }
    }
}

fn gap_text((from, to): (f32, f32), y: f32) -> Text {
    Text {
        at: Pos {
            x: (from + to) / 2.0,
            y,
        },
        anchor: Anchor::Middle,
        size: 11.0,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text: NO_COVERAGE.to_owned(),
    }
}

fn is_taken(scene: &Scene, rect: Rect, metrics: &dyn Metrics) -> bool {
    let by_text = scene.texts().any(|text| text.rect(metrics).overlaps(&rect));
    let has_ink = |mark: &&Mark| !mark.ids.is_empty() || mark.bar.is_some();
    let mut marks = scene.marks.iter().filter(has_ink);
    by_text || marks.any(|mark| mark.rect.overlaps(&rect))
}

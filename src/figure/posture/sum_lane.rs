//! The lane of the sum: a line where it is known, a band where it is not, nothing where nobody looked.

use super::layout::{Numbers, Scale, paint_line};
use super::{PostureData, Step, sum_words};
use crate::analysis::coverage::Coverage;
use crate::figure::frame::Frame;
use crate::figure::ground::NAME_LEFT;
use crate::figure::labels::{Row, score_words};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Stroke, Text};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::heads::NAME_SIZE;
use crate::model::day::{Day, DayRange};

/// Steps narrower than this have no mark of their own, in points.
const LEAST_STEP: f32 = 3.0;
/// The size of the numbers.
const NUMBER_SIZE: f32 = 11.5;

/// Where the lane stands.
pub(super) struct Place<'a> {
    /// Its line at zero.
    pub line: f32,
    /// Its scale.
    pub scale: Scale,
    /// The heading of its part.
    pub heading: &'a str,
}

/// Paints the lane; the numbers that belong beside it.
pub(super) fn paint(
    scene: &mut Scene,
    data: &PostureData,
    steps: &[Step],
    place: &Place<'_>,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Numbers {
    let most = steps.iter().map(|step| step.most).max().unwrap_or(0).max(0);
    let least = steps
        .iter()
        .map(|step| step.least)
        .min()
        .unwrap_or(0)
        .min(0);
    name(scene, place);
    paint_line(scene, place.line, frame);
    let known = steps.last().map(|step| step.days.last());
    let known = known.max(data.last_published.map(DayRange::last));
    let stretches = stretches(steps, frame.axis.days(), known);
    for step in stretches.iter().filter(|step| !step.is_sure()) {
        paint_band(scene, step, place, &frame.axis);
    }
    paint_steps(scene, &stretches, place, &frame.axis, &data.coverage);
    let mut row = Row::default();
    for step in stretches.iter().filter(|step| !step.events.is_empty()) {
        mark_step(scene, step, place, (&frame.axis, &mut row), metrics);
    }
    Numbers {
        line: place.line,
        scale: place.scale,
        extremes: (most, least),
    }
}

fn name(scene: &mut Scene, place: &Place<'_>) {
    scene.write(Text {
        at: Pos {
            x: NAME_LEFT,
            y: place.line,
        },
        anchor: Anchor::Start,
        size: NAME_SIZE,
        weight: Weight::Strong,
        paint: Paint::Ink,
        text: "Sum".to_owned(),
    });
}

/// The steps in sight, with a sum of zero before, between and behind them as far as anybody can
/// know.
fn stretches(steps: &[Step], window: DayRange, known: Option<Day>) -> Vec<Step> {
    let zero = |from: Day, to: Day| {
        let days = DayRange::new(from, to)?.intersection(window)?;
        Some(Step {
            days,
            sure: 0,
            least: 0,
            most: 0,
            events: Vec::new(),
        })
    };
    let mut out = Vec::new();
    let mut next = window.first();
    for step in steps {
        out.extend(zero(next, step.days.first().plus(-1)));
        if step.days.intersection(window).is_some() {
            out.push(step.clone());
        }
        next = next.max(step.days.end());
    }
    if let Some(known) = known {
        out.extend(zero(next, known));
    }
    out
}

fn paint_band(scene: &mut Scene, step: &Step, place: &Place<'_>, axis: &TimeAxis) {
    let Some((from, to)) = axis.visible(step.days) else {
        return;
    };
    let (top, bottom) = (
        place.line - place.scale.rise(step.most),
        place.line - place.scale.rise(step.least),
    );
    scene.paint(Item::Rect {
        rect: Rect::at(from, top, (to - from).max(1.0), bottom - top),
        radius: 0.0,
        fill: Some(Paint::Muted.alpha(0.20)),
        stroke: None,
    });
}

/// The line: whole where a source looked, dashed where none did and something is known all the
/// same, nothing where nothing is.
fn paint_steps(
    scene: &mut Scene,
    stretches: &[Step],
    place: &Place<'_>,
    axis: &TimeAxis,
    coverage: &Coverage,
) {
    let mut before: Option<(Day, f32)> = None;
    for step in stretches {
        let y = place.line - place.scale.rise(step.sure);
        for (days, covered) in parts(coverage, step.days) {
            if !covered && step.events.is_empty() {
                before = None;
                continue;
            }
            let Some((from, to)) = axis.visible(days) else {
                continue;
            };
            let stroke = Stroke {
                dashed: !covered,
                ..Paint::Ink.stroke(1.8)
            };
            let at = |x: f32, y: f32| Pos { x, y };
            if let Some((_, other)) =
                before.filter(|(end, other)| *end == days.first() && *other != y)
            {
                scene.paint(Item::Line {
                    from: at(from, other),
                    to: at(from, y),
                    stroke,
                });
            }
            scene.paint(Item::Line {
                from: at(from, y),
                to: at(to, y),
                stroke,
            });
            before = Some((days.end(), y));
        }
    }
}

/// A range cut where it is covered and where it is not.
fn parts(coverage: &Coverage, range: DayRange) -> Vec<(DayRange, bool)> {
    let mut out = Vec::new();
    let mut next = range.first();
    for gap in coverage.gaps(range) {
        out.extend(DayRange::new(next, gap.first().plus(-1)).map(|days| (days, true)));
        out.push((gap, false));
        next = gap.end();
    }
    if out
        .last()
        .is_none_or(|(last, _)| last.last() < range.last())
    {
        out.extend(DayRange::new(next, range.last()).map(|days| (days, true)));
    }
    out
}

/// Lets a step be pointed at, and writes its number where there is room.
fn mark_step(
    scene: &mut Scene,
    step: &Step,
    place: &Place<'_>,
    (axis, row): (&TimeAxis, &mut Row),
    metrics: &dyn Metrics,
) {
    let Some((from, to)) = axis.visible(step.days) else {
        return;
    };
    if to - from < LEAST_STEP {
        return;
    }
    let y = |tenths: i64| place.line - place.scale.rise(tenths);
    let (top, bottom) = (y(step.most.max(0)), y(step.least.min(0)));
    let text = Text {
        at: Pos {
            x: from + 5.0,
            y: y(step.sure) + if step.sure < 0 { -9.0 } else { 10.0 },
        },
        anchor: Anchor::Start,
        size: NUMBER_SIZE,
        weight: Weight::Strong,
        paint: Paint::Ink,
        text: score_words(step.sure),
    };
    let wide = metrics.width(&text.text, NUMBER_SIZE, Weight::Strong);
    let inside = (y(step.sure) - place.line).abs() >= 16.0;
    let (begin, end) = (from + 3.0, from + 7.0 + wide);
    let fits = step.is_sure() && inside && end <= to && row.is_free(begin, end);
    let label = fits.then(|| {
        row.take(begin, end);
        scene.write(text)
    });
    scene.marks.push(Mark {
        rect: Rect::at(from, top - 4.0, to - from, bottom - top + 8.0),
        ids: step.events.iter().map(|id| (*id).into()).collect(),
        name: format!("Sum, {}: {}", place.heading, sum_words(step)),
        tooltip: format!("{}\nSum {}", place.heading, sum_words(step)),
        items: 0..0,
        label,
        table: None,
        bar: None,
    });
}

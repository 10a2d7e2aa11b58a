//! A figure for print: charts one below the other over one time axis, with title, caption and
//! source.
//!
//! In: scenes laid out on one frame. Out: one scene.

use super::captions::Captions;
use super::frame::Frame;
use super::ground::NAME_LEFT;
use super::labels::broken;
use super::metrics::{Metrics, Weight};
use super::scene::{Anchor, Paint, Pos, Scene, Text};

/// Puts charts that share a frame below one another, with the axis under the last.
pub fn combined(
    charts: Vec<Scene>,
    captions: &Captions,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Scene {
    let mut figure = Scene::new(frame.width, 12.0);
    figure.title.clone_from(&captions.title);
    if !captions.title.is_empty() {
        let lines = wrapped(&captions.title, 16.0, Weight::Strong, frame, metrics);
        write(&mut figure, lines, Paint::Ink);
        figure.height += 8.0;
    }
    let joined = |words: fn(&Scene) -> &String, between: &str| {
        let words = charts.iter().map(words).filter(|words| !words.is_empty());
        words.cloned().collect::<Vec<_>>().join(between)
    };
    figure.summary = joined(|chart| &chart.summary, " ");
    if figure.title.is_empty() {
        figure.title = joined(|chart| &chart.title, ", ");
    }
    for chart in charts {
        let below = figure.height;
        figure.append_below(chart, below);
    }
    let below = figure.height;
    figure.append_below(frame.axis.scene(frame.width, metrics), below);
    figure.height += 8.0;
    let caption = wrapped(&captions.caption, 11.5, Weight::Regular, frame, metrics);
    write(&mut figure, caption, Paint::Ink);
    let source = wrapped(&captions.source, 11.5, Weight::Regular, frame, metrics);
    write(&mut figure, source, Paint::Muted);
    figure.height += 10.0;
    figure
}

/// Writes lines below everything so far.
fn write(figure: &mut Scene, lines: Vec<Text>, paint: Paint) {
    for mut line in lines {
        let height = (line.size * 1.45).round();
        line.at.y = figure.height + height / 2.0;
        line.paint = paint;
        figure.height += height;
        figure.write(line);
    }
}

/// Breaks a text so that each line fits the paper.
fn wrapped(
    text: &str,
    size: f32,
    weight: Weight,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<Text> {
    let room = frame.width - NAME_LEFT - Frame::MARGIN;
    let lines = broken(text, room, size, weight, metrics);
    let line = |text| Text {
        at: Pos {
            x: NAME_LEFT,
            y: 0.0,
        },
        anchor: Anchor::Start,
        size,
        weight,
        paint: Paint::Ink,
        text,
    };
    lines.into_iter().map(line).collect()
}

//! What stands over the bars: lines, and whiskers from the least to the most.

use super::layout::Plot;
use super::{FrequencyData, Overlay, OverlayKind};
use crate::figure::frame::Frame;
use crate::figure::scene::{Item, Paint, Pos, Scene, Stroke};
use crate::figure::time_axis::TimeAxis;

/// Whiskers of narrower bars have no caps, in points.
const LEAST_CAPPED: f32 = 9.0;
/// Half the width of a cap, in points.
const CAP: f32 = 3.0;
/// Whiskers closer to each other than this are left out, in points.
const LEAST_APART: f32 = 3.0;

/// Under a line, so that it stands out from bars and patterns: its width beside the line, in points.
const CASING: f32 = 1.0;
/// From one dot of a dotted line to the next, and how long and wide each is, in points.
const DOTS: (f32, f32) = (3.6, 1.5);

/// The lines between the levels of what was earlier are so wide and so strong.
const RISERS: (f32, f32) = (0.8, 0.4);

/// How a line is drawn: the mean strong, what was earlier quiet, and never dashed, as what is only
/// expected is.
fn stroke(kind: OverlayKind) -> Stroke {
    match kind {
        OverlayKind::Mean(_) => Paint::Ink.stroke(1.6),
        OverlayKind::Earlier(_) => Paint::Muted.stroke(1.3),
    }
}

/// Draws a line through these places. Of what was earlier the levels count, not how one gets from
/// one to the next: lines around empty boxes would be taken for bars. Where colour must not be
/// needed, levels are dotted.
pub(in crate::figure) fn stroke_path(
    scene: &mut Scene,
    kind: OverlayKind,
    path: &[Pos],
    patterned: bool,
) {
    let is_earlier = matches!(kind, OverlayKind::Earlier(_));
    let parts = || path.iter().copied().zip(path.iter().copied().skip(1));
    let is_riser = |from: Pos, to: Pos| is_earlier && (from.x - to.x).abs() < 0.5;
    let stroke = stroke(kind);
    let under = Stroke {
        colour: Paint::Pane.alpha(0.85),
        width: stroke.width + 2.0 * CASING,
        dashed: false,
    };
    let riser = Stroke {
        colour: Paint::Muted.alpha(RISERS.1),
        width: RISERS.0,
        dashed: false,
    };
    for (from, to) in parts().filter(|(from, to)| !is_riser(*from, *to)) {
        scene.paint(Item::Line {
            from,
            to,
            stroke: under,
        });
    }
    for (from, to) in parts() {
        let stroke = match is_riser(from, to) {
            true if patterned => continue,
            true => riser,
            false if is_earlier && patterned => {
                dots(scene, from, to);
                continue;
            }
            false => stroke,
        };
        scene.paint(Item::Line { from, to, stroke });
    }
}

/// Dots from one place to another on its right, evenly spaced.
fn dots(scene: &mut Scene, from: Pos, to: Pos) {
    let (apart, size) = DOTS;
    let number = ((to.x - from.x) / apart).round().max(1.0);
    let each = (to.x - from.x) / number;
    for at in 0..number as usize {
        let x = from.x + (at as f32 + 0.5) * each;
        let at = |side: f32| Pos {
            x: x + side * size / 2.0,
            y: from.y,
        };
        scene.paint(Item::Line {
            from: at(-1.0),
            to: at(1.0),
            stroke: Paint::Ink.stroke(size),
        });
    }
}

/// Paints whiskers, then lines.
pub(super) fn paint(scene: &mut Scene, data: &FrequencyData, plot: &Plot, frame: &Frame) {
    let axis = &frame.axis;
    paint_whiskers(scene, data, plot, axis);
    // What was earlier lies under the mean.
    let is_mean = |overlay: &&Overlay| matches!(overlay.kind, OverlayKind::Mean(_));
    let (means, earlier): (Vec<_>, Vec<_>) = data.overlays.iter().partition(is_mean);
    for (overlay, paths) in earlier
        .into_iter()
        .map(|it| (it, steps(data, it, plot, axis)))
        .chain(means.into_iter().map(|it| (it, mean(data, it, plot, axis))))
    {
        for path in paths {
            stroke_path(scene, overlay.kind, &path, frame.patterned);
        }
    }
}

/// An upright line from the least to the most, with caps where there is room.
pub(in crate::figure) fn whisker(
    scene: &mut Scene,
    x: f32,
    (top, bottom): (f32, f32),
    capped: bool,
) {
    let mut line = |from, to| {
        scene.paint(Item::Line {
            from,
            to,
            stroke: Paint::Ink.stroke(1.0),
        });
    };
    line(Pos { x, y: top }, Pos { x, y: bottom });
    if capped {
        for y in [top, bottom] {
            line(Pos { x: x - CAP, y }, Pos { x: x + CAP, y });
        }
    }
}

fn paint_whiskers(scene: &mut Scene, data: &FrequencyData, plot: &Plot, axis: &TimeAxis) {
    let mut last = f32::NEG_INFINITY;
    for bar in &data.bars {
        let (Some((low, high)), Some((from, to))) = (bar.reach, axis.visible(bar.days)) else {
            continue;
        };
        let x = f32::midpoint(from, to);
        if x - last < LEAST_APART {
            continue;
        }
        last = x;
        let ends = (plot.y(high), plot.y(low));
        whisker(scene, x, ends, to - from >= LEAST_CAPPED);
    }
}

/// From the middle of each bucket to that of the next; broken where one is not known.
fn mean(data: &FrequencyData, overlay: &Overlay, plot: &Plot, axis: &TimeAxis) -> Vec<Vec<Pos>> {
    let mut paths: Vec<Vec<Pos>> = Vec::new();
    let mut before: Option<Pos> = None;
    for (bar, height) in data.bars.iter().zip(&overlay.heights) {
        let (from, to) = axis.span(bar.days);
        let here = height.map(|height| Pos {
            x: f32::midpoint(from, to),
            y: plot.y(height),
        });
        let part = before.zip(here);
        if let Some((from, to)) = part.and_then(|(from, to)| clipped(from, to, axis)) {
            go_on(&mut paths, from, to);
        }
        before = here;
    }
    paths
}

/// A level as wide as each bucket.
fn steps(data: &FrequencyData, overlay: &Overlay, plot: &Plot, axis: &TimeAxis) -> Vec<Vec<Pos>> {
    let mut paths: Vec<Vec<Pos>> = Vec::new();
    for (bar, height) in data.bars.iter().zip(&overlay.heights) {
        let Some((height, (from, to))) = height.zip(axis.visible(bar.days)) else {
            continue;
        };
        let (from, to) = (
            Pos {
                x: from,
                y: plot.y(height),
            },
            Pos {
                x: to,
                y: plot.y(height),
            },
        );
        go_on(&mut paths, from, to);
    }
    paths
}

/// Goes on with the last path where this part begins below or above its end; else begins another.
fn go_on(paths: &mut Vec<Vec<Pos>>, from: Pos, to: Pos) {
    let end = paths.last().and_then(|path| path.last()).copied();
    match paths.last_mut() {
        Some(path) if end.is_some_and(|end| (end.x - from.x).abs() < 0.5) => {
            path.extend((end != Some(from)).then_some(from));
            path.push(to);
        }
        _ => paths.push(vec![from, to]),
    }
}

/// The part of a line within the axis.
fn clipped(from: Pos, to: Pos, axis: &TimeAxis) -> Option<(Pos, Pos)> {
    let (left, right) = (axis.left(), axis.right());
    if to.x <= left || from.x >= right || to.x <= from.x {
        return None;
    }
    let at = |x: f32| Pos {
        x,
        y: from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x),
    };
    Some((at(from.x.max(left)), at(to.x.min(right))))
}

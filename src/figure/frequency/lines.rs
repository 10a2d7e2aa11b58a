//! What stands over the bars: lines, and whiskers from the least to the most.

use super::layout::Plot;
use super::{FrequencyData, Overlay, OverlayKind};
use crate::figure::scene::{Item, Paint, Pos, Scene, Stroke};
use crate::figure::time_axis::TimeAxis;

/// Whiskers of narrower bars have no caps, in points.
const LEAST_CAPPED: f32 = 9.0;
/// Half the width of a cap, in points.
const CAP: f32 = 3.0;
/// Whiskers closer to each other than this are left out, in points.
const LEAST_APART: f32 = 3.0;

/// How a line is drawn.
pub(super) fn stroke(kind: OverlayKind) -> Stroke {
    match kind {
        OverlayKind::Mean(_) => Paint::Ink.stroke(1.6),
        OverlayKind::Earlier(_) => Stroke {
            dashed: true,
            ..Paint::Muted.stroke(1.4)
        },
    }
}

/// Paints whiskers, then lines.
pub(super) fn paint(scene: &mut Scene, data: &FrequencyData, plot: &Plot, axis: &TimeAxis) {
    paint_whiskers(scene, data, plot, axis);
    for overlay in &data.overlays {
        match overlay.kind {
            OverlayKind::Mean(_) => paint_mean(scene, data, overlay, plot, axis),
            OverlayKind::Earlier(_) => paint_steps(scene, data, overlay, plot, axis),
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
        let (top, bottom) = (plot.y(high), plot.y(low));
        let mut line = |from, to| {
            scene.paint(Item::Line {
                from,
                to,
                stroke: Paint::Ink.stroke(1.0),
            });
        };
        line(Pos { x, y: top }, Pos { x, y: bottom });
        if to - from >= LEAST_CAPPED {
            for y in [top, bottom] {
                line(Pos { x: x - CAP, y }, Pos { x: x + CAP, y });
            }
        }
    }
}

/// From the middle of each bucket to that of the next; broken where one is not known.
fn paint_mean(
    scene: &mut Scene,
    data: &FrequencyData,
    overlay: &Overlay,
    plot: &Plot,
    axis: &TimeAxis,
) {
    let mut before: Option<Pos> = None;
    for (bar, height) in data.bars.iter().zip(&overlay.heights) {
        let (from, to) = axis.span(bar.days);
        let here = height.map(|height| Pos {
            x: f32::midpoint(from, to),
            y: plot.y(height),
        });
        if let (Some(from), Some(to)) = (before, here)
            && let Some((from, to)) = clipped(from, to, axis)
        {
            scene.paint(Item::Line {
                from,
                to,
                stroke: stroke(overlay.kind),
            });
        }
        before = here;
    }
}

/// A level as wide as each bucket.
fn paint_steps(
    scene: &mut Scene,
    data: &FrequencyData,
    overlay: &Overlay,
    plot: &Plot,
    axis: &TimeAxis,
) {
    let mut before: Option<Pos> = None;
    for (bar, height) in data.bars.iter().zip(&overlay.heights) {
        let place = height.zip(axis.visible(bar.days));
        let Some((height, (from, to))) = place else {
            before = None;
            continue;
        };
        let y = plot.y(height);
        let start = Pos { x: from, y };
        let mut line = |from, to| {
            scene.paint(Item::Line {
                from,
                to,
                stroke: stroke(overlay.kind),
            });
        };
        if let Some(before) = before.filter(|before| (before.x - from).abs() < 0.5) {
            line(before, start);
        }
        let end = Pos { x: to, y };
        line(start, end);
        before = Some(end);
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

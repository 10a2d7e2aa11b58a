//! What each bar comes to, written above it where bars are few and wide.

use super::layout::Plot;
use super::{FrequencyData, decimal};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Paint, Pos, Rect, Scene, Text};
use crate::figure::time_axis::TimeAxis;

/// At most so many bars have their numbers above them.
const MOST: usize = 15;
/// Lower charts have none, in points.
const LEAST_HEIGHT: f32 = 110.0;
/// The room a number takes above the highest bar, in points.
const ROOM: f32 = 13.0;
/// The size of a number.
const SIZE: f32 = 11.0;
/// From a number to the bar or whisker below it, in points.
const ABOVE: f32 = 8.0;
/// Between the numbers of two bars at the least, in points.
const APART: f32 = 6.0;

/// The number of one bar.
pub(super) struct Total {
    words: String,
    x: f32,
    /// What it stands above.
    highest: f64,
    width: f32,
}

/// The numbers of these bars; none where they are many or narrow, where the chart is low or of one
/// group of several, or where lines run through the bars.
pub(super) fn of(
    data: &FrequencyData,
    height: f32,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) -> Vec<Total> {
    let in_sight = || {
        let bars = data.bars.iter();
        bars.filter_map(|bar| Some((bar, axis.visible(bar.days)?)))
    };
    if height < LEAST_HEIGHT
        || data.multiple.is_some()
        || !data.overlays.is_empty()
        || in_sight().count() > MOST
    {
        return Vec::new();
    }
    // What nobody tells has no number. What an edge cuts has that of the whole bar, over the part in
    // sight: the edge of the picture changes no number.
    let told = in_sight().filter(|(bar, _)| bar.cell.expected > 1e-9);
    let mut totals = Vec::new();
    for (bar, (from, to)) in told {
        let number = decimal(bar.cell.expected);
        // Above a whisker a number alone would be taken for its end.
        let ranged = bar
            .reach
            .map(|(low, high)| format!("{number} ({}–{})", decimal(low), decimal(high)));
        let width = |words: &String| metrics.width(words, SIZE, Weight::Regular);
        let fits = |words: &String| to - from >= width(words) + APART;
        let Some(words) = ranged.into_iter().chain([number]).find(fits) else {
            return Vec::new();
        };
        let width = width(&words);
        totals.push(Total {
            words,
            x: f32::midpoint(from, to),
            highest: bar
                .reach
                .map_or(0.0, |(_, high)| high)
                .max(bar.cell.expected),
            width,
        });
    }
    totals
}

/// The room that numbers need above the scale, which is so high.
pub(super) fn room(totals: &[Total], y_max: f64, height: f32) -> f32 {
    let highest = totals.iter().map(|total| total.highest).reduce(f64::max);
    let free = |highest: f64| (1.0 - highest / y_max) as f32 * height;
    highest.map_or(0.0, |highest| (ROOM - free(highest)).max(0.0))
}

/// Writes them on a ground of their own, so that no line of the scale runs through a number.
pub(super) fn write(scene: &mut Scene, totals: &[Total], plot: &Plot) {
    for total in totals {
        let y = plot.y(total.highest) - ABOVE;
        let (half, down) = (total.width / 2.0 + 2.0, SIZE * 0.55);
        scene.paint(Item::Rect {
            rect: Rect::at(total.x - half, y - down, 2.0 * half, 2.0 * down),
            radius: 2.0,
            fill: Some(Paint::Pane.alpha(0.85)),
            stroke: None,
        });
        scene.write(Text {
            at: Pos { x: total.x, y },
            anchor: Anchor::Middle,
            size: SIZE,
            weight: Weight::Regular,
            paint: Paint::Ink,
            text: total.words.clone(),
        });
    }
}

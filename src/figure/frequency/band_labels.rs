//! The marks and labels of policy shifts above bars: in rows, without overlap.
//!
//! In: bands, so many rows, the time axis. Out: where each mark stands and as much of its label as
//! there is room for.

use super::Band;
use crate::figure::labels::{Row, elided};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::time_axis::TimeAxis;

/// Above the first row of band labels, in points.
pub(super) const TOP: f32 = 6.0;
/// The height of a row of band labels, in points.
pub(super) const BAND_ROW: f32 = 18.0;
/// Half the size of a band's mark.
const BAND_MARK: f32 = 5.0;
/// Labels of bands that have no room for all of their words are so long, or at least so long, in
/// points.
const SHORT_LABELS: (f32, f32) = (140.0, 84.0);
/// The size of labels.
const LABEL_SIZE: f32 = 12.0;

/// Where a band's mark and label stand.
pub(super) struct BandLabel<'a> {
    band: &'a Band,
    x: f32,
    pub(super) row: usize,
    label: Option<(f32, Anchor)>,
    /// Its label, or as much of it as there is room for.
    words: String,
}

/// First a free place for every mark, then one for every label beside its mark, on another row if
/// need be. A mark or label without any is left out; its band is there all the same.
pub(super) fn place_bands<'a>(
    bands: &'a [Band],
    rows: usize,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) -> Vec<BandLabel<'a>> {
    let mut rows = vec![Row::default(); rows];
    // Narrow bands first: they say the most about when.
    let mut order: Vec<&Band> = bands.iter().collect();
    order.sort_by_key(|band| (band.days.days(), band.days, band.event));
    let mut out: Vec<BandLabel<'_>> = Vec::new();
    for band in order {
        // At its true middle, which does not move with the window.
        let (from, to) = axis.span(band.days);
        let x = f32::midpoint(from, to);
        if !(axis.left()..=axis.right()).contains(&x) {
            continue;
        }
        let (a, b) = band_mark(x);
        let free = rows
            .iter_mut()
            .enumerate()
            .find(|(_, row)| row.is_free(a, b));
        if let Some((number, row)) = free {
            row.take(a, b);
            out.push(BandLabel {
                band,
                x,
                row: number,
                label: None,
                words: String::new(),
            });
        }
    }
    for longest in [f32::INFINITY, SHORT_LABELS.0, SHORT_LABELS.1] {
        for placed in out.iter_mut().filter(|placed| placed.label.is_none()) {
            place_label(placed, longest, &mut rows, axis, metrics);
        }
    }
    out
}

fn band_mark(x: f32) -> (f32, f32) {
    (x - BAND_MARK - 3.0, x + BAND_MARK + 3.0)
}

fn place_label(
    placed: &mut BandLabel<'_>,
    longest: f32,
    rows: &mut [Row],
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) {
    let label = &placed.band.label;
    let words = elided(label, longest, LABEL_SIZE, Weight::Regular, metrics);
    let width = metrics.width(&words, LABEL_SIZE, Weight::Regular);
    let near = BAND_MARK + 4.0;
    let mark = band_mark(placed.x);
    let sides = [
        (
            Anchor::Start,
            placed.x + near,
            (placed.x + near, placed.x + near + width),
        ),
        (
            Anchor::End,
            placed.x - near,
            (placed.x - near - width, placed.x - near),
        ),
    ];
    let home = placed.row;
    let order = [home]
        .into_iter()
        .chain((0..rows.len()).filter(|row| *row != home));
    let places = order.flat_map(|row| sides.map(|side| (row, side)));
    let mut places = places.filter(|(_, (_, _, (a, b)))| *a >= axis.left() && *b <= axis.right());
    let free = places.find(|(number, (_, _, (a, b)))| {
        rows.get(*number).is_some_and(|row| {
            row.is_free(*a, *b) && (*number == home || row.is_free(mark.0, mark.1))
        })
    });
    let Some((number, (anchor, x, (a, b)))) = free else {
        return;
    };
    if let Some(row) = rows.get_mut(home) {
        row.give_back(mark.0, mark.1);
    }
    if let Some(row) = rows.get_mut(number) {
        row.take(mark.0, mark.1);
        row.take(a - 8.0, b + 8.0);
    }
    placed.row = number;
    placed.label = Some((x, anchor));
    placed.words = words;
}

pub(super) fn write_band(scene: &mut Scene, placed: &BandLabel<'_>) {
    let y = TOP + placed.row as f32 * BAND_ROW + BAND_ROW / 2.0;
    let begin = scene.items.len();
    scene.paint(Item::Shape {
        shape: placed.band.shape,
        centre: Pos { x: placed.x, y },
        radius: BAND_MARK,
        fill: Some(Paint::Hue(placed.band.hue).solid()),
        stroke: None,
    });
    let items = begin..scene.items.len();
    let label = placed.label.map(|(x, anchor)| {
        scene.write(Text {
            at: Pos { x, y },
            anchor,
            size: LABEL_SIZE,
            weight: Weight::Regular,
            paint: Paint::Ink,
            text: placed.words.clone(),
        })
    });
    scene.marks.push(Mark {
        rect: Rect::at(placed.x - 8.0, y - 9.0, 16.0, 18.0),
        ids: vec![placed.band.event.into()],
        name: format!("Policy shift: {}", placed.band.label),
        tooltip: placed.band.tooltip.clone(),
        items,
        label,
        table: None,
        bar: None,
    });
}

//! The marks and labels of policy shifts above bars: in rows, without overlap.
//!
//! In: bands, so many rows, the time axis. Out: where each mark stands and as much of its label as
//! there is room for. On paper, where nobody can point at a mark, a chart is as high as it takes to
//! name all; so are bars of one group that name them for the others.

use super::{Band, FrequencyData};
use crate::figure::frame::Frame;
use crate::figure::labels::{Row, elided_at_word};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::time_axis::TimeAxis;

/// Above the first row of band labels, in points.
pub(super) const TOP: f32 = 6.0;
/// The bars keep at least so much of the height before labels get a second row, in points.
const LEAST_BARS: f32 = 70.0;
/// The height of a row of band labels, in points.
pub(super) const BAND_ROW: f32 = 18.0;
/// Half the size of a band's mark.
const BAND_MARK: f32 = 5.0;
/// At most so many rows of labels in the window, and on paper, where all are to be named.
const MOST_ROWS: (usize, usize) = (4, 12);
/// Labels of bands that have no room for all of their words are so long, or at least so long, in
/// points.
const SHORT_LABELS: [f32; 2] = [140.0, 84.0];
/// Parts of what is in sight of a band at which its mark may stand, where that is as wide as this at
/// least, in points.
const PARTS: [f32; 5] = [0.5, 0.25, 0.75, 0.125, 0.875];
const WIDE_BAND: f32 = 120.0;
/// Of more bands than this only one arrangement is tried.
const FEW: usize = 40;
/// The size of labels.
const LABEL_SIZE: f32 = 12.0;

/// Where a band's mark and label stand.
pub(super) struct BandLabel<'a> {
    band: &'a Band,
    x: f32,
    /// Where else its mark may stand, the best place first.
    others: Vec<f32>,
    pub(super) row: usize,
    label: Option<(f32, Anchor)>,
    /// Its label, or as much of it as there is room for.
    words: String,
}

/// The rows while they are filled.
struct Space<'m> {
    rows: Vec<Row>,
    left: f32,
    right: f32,
    metrics: &'m dyn Metrics,
}

/// In which order labels find room, and on which side of their marks first.
#[derive(Clone, Copy)]
enum Way {
    /// First a place for every mark, those of narrow bands before others, then one for its label.
    MarksFirst,
    /// Each mark with its label, from left to right, the labels on this side first.
    Rightwards([Anchor; 2]),
    /// The same from right to left.
    Leftwards([Anchor; 2]),
}

const WAYS: [Way; 5] = [
    Way::MarksFirst,
    Way::Rightwards([Anchor::Start, Anchor::End]),
    Way::Leftwards([Anchor::End, Anchor::Start]),
    Way::Rightwards([Anchor::End, Anchor::Start]),
    Way::Leftwards([Anchor::Start, Anchor::End]),
];

/// How many rows of labels there may be.
fn most_rows(frame: &Frame) -> usize {
    match frame.is_paper() {
        true => MOST_ROWS.1,
        false => MOST_ROWS.0,
    }
}

/// How much higher than usual a chart has to be for as many of its bands to be named as can be, in
/// points.
pub fn height_of_labels(data: &FrequencyData, frame: &Frame, metrics: &dyn Metrics) -> f32 {
    if data.named_above {
        return 0.0;
    }
    // The usual height of bars of one group has no room for labels.
    let usual = match data.multiple {
        Some(_) => 0,
        None => MOST_ROWS.0,
    };
    let more = rows_that_name_most(&data.bands, usual, frame, metrics) - usual;
    more as f32 * BAND_ROW
}

/// The marks and labels above bars in a chart that is so high.
pub(super) fn labels_above<'a>(
    data: &'a FrequencyData,
    height: f32,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<BandLabel<'a>> {
    if data.named_above {
        return Vec::new();
    }
    let rows = match data.multiple {
        Some(_) => rows_that_name_most(&data.bands, 0, frame, metrics),
        None => {
            let fitting = (height - LEAST_BARS) / BAND_ROW;
            fitting.clamp(1.0, most_rows(frame) as f32) as usize
        }
    };
    place_bands(&data.bands, rows, &frame.axis, metrics)
}

/// So many rows, at least these, name as many bands as can be named.
fn rows_that_name_most(
    bands: &[Band],
    least: usize,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> usize {
    let most = match bands.len() > FEW {
        true => MOST_ROWS.0,
        false => most_rows(frame),
    };
    if least >= most {
        return least;
    }
    let worth = |rows: usize| worth(&place_bands(bands, rows, &frame.axis, metrics));
    let best = worth(most);
    let enough = (least..most).find(|rows| worth(*rows) == best);
    enough.unwrap_or(most)
}

/// A free place for every mark, and one for every label beside its mark, in whichever order names
/// the most. A mark or label without any is left out; its band is there all the same.
fn place_bands<'a>(
    bands: &'a [Band],
    rows: usize,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) -> Vec<BandLabel<'a>> {
    let mut seen: Vec<BandLabel<'a>> = Vec::new();
    for band in bands {
        let mut places = places_of(band, axis).into_iter();
        if let Some(x) = places.next() {
            seen.push(BandLabel {
                band,
                x,
                others: places.collect(),
                row: 0,
                label: None,
                words: String::new(),
            });
        }
    }
    let ways = if seen.len() > FEW { &WAYS[..1] } else { &WAYS };
    let mut best: Vec<BandLabel<'a>> = Vec::new();
    for way in ways {
        let found = arranged(&seen, *way, rows, axis, metrics);
        let is_complete = found.iter().all(|it| it.words == it.band.label);
        if best.is_empty() || worth(&found) > worth(&best) {
            best = found;
        }
        if is_complete && best.len() == seen.len() {
            break;
        }
    }
    best
}

/// Where the mark of a band may stand: at its true middle, which does not move with the window; where
/// that is out of sight, in the middle of what is in sight, or beside that. Nowhere where nothing is.
fn places_of(band: &Band, axis: &TimeAxis) -> Vec<f32> {
    let Some((from, to)) = axis.visible(band.days) else {
        return Vec::new();
    };
    let (begin, end) = axis.span(band.days);
    let middle = f32::midpoint(begin, end);
    if (axis.left()..=axis.right()).contains(&middle) {
        return vec![middle];
    }
    let parts = match to - from > WIDE_BAND {
        true => &PARTS[..],
        false => &PARTS[..1],
    };
    parts.iter().map(|part| from + part * (to - from)).collect()
}

/// How many marks there are, how many have words, and how many have all of them.
fn worth(placed: &[BandLabel<'_>]) -> (usize, usize, usize) {
    let named = placed.iter().filter(|it| it.label.is_some());
    let whole = placed.iter().filter(|it| it.words == it.band.label);
    (placed.len(), named.count(), whole.count())
}

fn arranged<'a>(
    seen: &[BandLabel<'a>],
    way: Way,
    rows: usize,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) -> Vec<BandLabel<'a>> {
    let mut left: Vec<BandLabel<'a>> = seen.iter().map(BandLabel::unplaced).collect();
    let mut out: Vec<BandLabel<'a>> = Vec::new();
    let mut space = Space {
        rows: vec![Row::default(); rows],
        left: axis.left(),
        right: axis.right(),
        metrics,
    };
    let sides = match way {
        Way::MarksFirst => {
            // Narrow bands first: they say the most about when.
            left.sort_by_key(|it| (it.band.days.days(), it.band.days, it.band.event));
            out = space.place_marks(std::mem::take(&mut left));
            [Anchor::Start, Anchor::End]
        }
        Way::Rightwards(sides) => {
            left.sort_by(|a, b| a.x.total_cmp(&b.x));
            sides
        }
        Way::Leftwards(sides) => {
            left.sort_by(|a, b| b.x.total_cmp(&a.x));
            sides
        }
    };
    for step in 0..STEPS {
        for placed in out.iter_mut().filter(|it| it.label.is_none()) {
            let (home, words) = (placed.row, shortened(placed.band, step, metrics));
            space.label(placed, words, sides, Some(home));
        }
        for mut placed in std::mem::take(&mut left) {
            let first = placed.x;
            let words = shortened(placed.band, step, metrics);
            for x in placed.places() {
                placed.x = x;
                space.label(&mut placed, words.clone(), sides, None);
                if placed.label.is_some() {
                    break;
                }
                placed.x = first;
            }
            match placed.label {
                Some(_) => out.push(placed),
                None => left.push(placed),
            }
        }
    }
    out.extend(space.place_marks(left));
    out
}

impl<'a> BandLabel<'a> {
    fn unplaced(&self) -> Self {
        Self {
            band: self.band,
            x: self.x,
            others: self.others.clone(),
            row: 0,
            label: None,
            words: String::new(),
        }
    }

    /// Where its mark may stand.
    fn places(&self) -> Vec<f32> {
        std::iter::once(self.x)
            .chain(self.others.iter().copied())
            .collect()
    }
}

/// How often words are shortened.
const STEPS: usize = 2 + SHORT_LABELS.len();

/// The words of a band: all of them, then without the date, then the first of them; never a stump.
fn shortened(band: &Band, step: usize, metrics: &dyn Metrics) -> String {
    match step {
        0 => band.label.clone(),
        1 => band.title.clone(),
        _ => {
            let width = SHORT_LABELS.get(step - 2).copied().unwrap_or(0.0);
            let words = elided_at_word(&band.title, width, LABEL_SIZE, Weight::Regular, metrics);
            // A single word of several says too little.
            let is_stump = words.ends_with('…') && !words.contains(' ');
            if is_stump { String::new() } else { words }
        }
    }
}

fn band_mark(x: f32) -> (f32, f32) {
    (x - BAND_MARK - 3.0, x + BAND_MARK + 3.0)
}

impl Space<'_> {
    /// Gives each mark the first row that has room; one without any is left out.
    fn place_marks<'a>(&mut self, marks: Vec<BandLabel<'a>>) -> Vec<BandLabel<'a>> {
        let mut out = Vec::with_capacity(marks.len());
        for mut mark in marks {
            let rows = 0..self.rows.len();
            let places = mark.places().into_iter();
            let mut places = places.flat_map(|x| rows.clone().map(move |row| (x, row)));
            let is_free = |(x, row): &(f32, usize)| {
                let (a, b) = band_mark(*x);
                self.rows.get(*row).is_some_and(|row| row.is_free(a, b))
            };
            let Some((x, number)) = places.find(is_free) else {
                continue;
            };
            if let Some(row) = self.rows.get_mut(number) {
                let (a, b) = band_mark(x);
                row.take(a, b);
            }
            (mark.x, mark.row) = (x, number);
            out.push(mark);
        }
        out
    }

    /// Finds room for words beside a mark: in its own row where it has one, else in another.
    fn label(
        &mut self,
        placed: &mut BandLabel<'_>,
        words: String,
        sides: [Anchor; 2],
        home: Option<usize>,
    ) {
        if words.is_empty() {
            return;
        }
        let width = self.metrics.width(&words, LABEL_SIZE, Weight::Regular);
        let near = BAND_MARK + 4.0;
        let mark = band_mark(placed.x);
        let stretch = |side: Anchor| match side {
            Anchor::End => (placed.x - near - width, placed.x - near),
            Anchor::Start | Anchor::Middle => (placed.x + near, placed.x + near + width),
        };
        let others = (0..self.rows.len()).filter(|row| Some(*row) != home);
        let places = home.into_iter().chain(others);
        let mut places = places.flat_map(|row| sides.map(|side| (row, side, stretch(side))));
        let free = places.find(|(number, _, (a, b))| {
            *a >= self.left
                && *b <= self.right
                && self.rows.get(*number).is_some_and(|row| {
                    row.is_free(*a, *b) && (Some(*number) == home || row.is_free(mark.0, mark.1))
                })
        });
        let Some((number, anchor, (a, b))) = free else {
            return;
        };
        if let Some(row) = home.and_then(|home| self.rows.get_mut(home)) {
            row.give_back(mark.0, mark.1);
        }
        if let Some(row) = self.rows.get_mut(number) {
            row.take(mark.0, mark.1);
            row.take(a - 8.0, b + 8.0);
        }
        placed.row = number;
        let x = if anchor == Anchor::End { b } else { a };
        placed.label = Some((x, anchor));
        placed.words = words;
    }
}

/// Writes the mark of a band and its label, the first row so far down.
pub(super) fn write_band(scene: &mut Scene, placed: &BandLabel<'_>, top: f32) {
    let y = top + placed.row as f32 * BAND_ROW + BAND_ROW / 2.0;
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

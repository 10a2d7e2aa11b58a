//! Lays a timeline out for one window of days.

use super::entry::Entry;
use super::fold::{Cell, joined, strip};
use super::heads::{self, Head, name_lane};
use super::pack::Packing;
use super::paint;
use super::placed::Placed;
use super::ties;
use super::{Lane, TimelineData};
use crate::figure::frame::{Frame, largest_within};
use crate::figure::ground;
use crate::figure::metrics::Metrics;
use crate::figure::scene::{Item, Paint, Pos, Rect, Scene};
use crate::figure::time_axis::TimeAxis;

/// The least height of a lane where there is room, in points.
pub(in crate::figure) const LANE_HEIGHT: f32 = 28.0;
/// From one row of a lane to the next where there is room, in points.
const ROW_HEIGHT: f32 = 20.0;
/// Above and below the rows of a lane, where there is room and where there is not, in points.
const LANE_PADDING: (f32, f32) = (8.0, 4.0);
/// Rows closer than this run into one another, in points.
const LEAST_ROW_HEIGHT: f32 = 15.0;
/// How far rows move apart where the timeline fills a height that somebody asks for: from the closest
/// spacing on, in steps to the usual one.
const FILLING: (f32, f32) = (0.0, 60.0);
/// Lanes that are higher than so many rooms have marks behind others, so that there is less to scroll.
const MOST_SCROLLED: f32 = 1.2;
/// Above this many marks for each 4 points, a lane is a strip at once.
const POINTS_PER_MARK: f32 = 4.0;

/// What a lane shows.
pub(in crate::figure) enum Content<'a> {
    Marks(Vec<Placed<'a>>),
    Strip(Vec<Cell<'a>>),
}

struct LaidOut<'a> {
    lane: &'a Lane,
    content: Content<'a>,
    top: f32,
    height: f32,
    /// From one row to the next.
    row: f32,
    /// How far down the middle of its first line is.
    middle: f32,
    /// How far down the middle of its first row is: beside that line, or higher where the last of
    /// its rows would cross its lower edge.
    first: f32,
}

/// How close lanes and rows stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spacing {
    row: f32,
    padding: f32,
    least_lane: f32,
}

impl Spacing {
    /// From the closest spacing (0) to the usual one (1), and beyond.
    fn at(part: f32) -> Self {
        Self {
            row: LEAST_ROW_HEIGHT + (ROW_HEIGHT - LEAST_ROW_HEIGHT) * part,
            padding: LANE_PADDING.1 + (LANE_PADDING.0 - LANE_PADDING.1) * part,
            least_lane: (LEAST_ROW_HEIGHT + LANE_PADDING.1)
                + (LANE_HEIGHT - LEAST_ROW_HEIGHT - LANE_PADDING.1) * part,
        }
    }

    /// The widest spacing with which lanes of so many rows fit into `room`, or the closest.
    fn within(room: f32, rows: &[usize]) -> Self {
        let height = |spacing: Self| {
            let lanes = rows.iter().map(|rows| spacing.lane(*rows));
            8.0 + lanes.sum::<f32>()
        };
        let parts = [1.0, 0.75, 0.5, 0.25, 0.0];
        let fitting = parts
            .into_iter()
            .map(Self::at)
            .find(|spacing| height(*spacing) <= room);
        fitting.unwrap_or_else(|| Self::at(0.0))
    }

    /// How far below the top of a lane of this height its first line is.
    fn middle(self, height: f32) -> f32 {
        let usual = height.min(LANE_HEIGHT) / 2.0;
        usual.max(f32::midpoint(self.row, self.padding))
    }

    /// How far below the top of a lane of this height the first of so many rows is.
    fn first(self, height: f32, rows: usize) -> f32 {
        let below = (rows as f32 - 0.5) * self.row + self.padding / 2.0;
        self.middle(height).min(height - below)
    }

    fn lane(self, rows: usize) -> f32 {
        self.least_lane.max(rows as f32 * self.row + self.padding)
    }
}

/// Lays the timeline out: as high as its lanes need.
pub fn layout(data: &TimelineData, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    layout_with_heads(data, frame, metrics).0
}

/// The same, with the heads of the lanes, which one can take hold of.
pub fn layout_with_heads(
    data: &TimelineData,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> (Scene, Vec<Head>) {
    let mut filled: Vec<_> = data
        .lanes
        .iter()
        .map(|lane| (lane, fill(lane, frame, metrics)))
        .collect();
    fold_to_room(&mut filled, frame, metrics);
    let rows: Vec<usize> = filled.iter().map(|(_, (_, rows))| *rows).collect();
    let heads: Vec<f32> = filled
        .iter()
        .map(|(lane, _)| heads::height(lane, frame, metrics))
        .collect();
    let height = |spacing: Spacing, with_heads: bool| {
        let lanes = rows.iter().zip(&heads).map(|(rows, head)| {
            let least = if with_heads { *head } else { 0.0 };
            spacing.lane(*rows).max(least)
        });
        8.0 + lanes.sum::<f32>()
    };
    let spacing = match frame.filled {
        true => {
            let with_heads = height(Spacing::at(0.0), true) <= frame.room;
            let height = |part| height(Spacing::at(part), with_heads);
            Spacing::at(largest_within(frame.room, FILLING, height))
        }
        false => Spacing::within(frame.room, &rows),
    };
    let tight = height(spacing, true) > frame.room;
    let mut lanes = Vec::with_capacity(filled.len());
    let mut top = 4.0;
    for ((lane, (content, rows)), head) in filled.into_iter().zip(heads) {
        let least = if tight { 0.0 } else { head };
        let height = spacing.lane(rows).max(least);
        lanes.push(LaidOut {
            lane,
            content,
            top,
            height,
            row: spacing.row,
            middle: spacing.middle(height),
            first: spacing.first(height, rows),
        });
        top += height;
    }
    let mut scene = Scene::new(frame.width, top + 4.0);
    scene.title = "Timeline".to_owned();
    scene.summary = data.summary(frame.axis.days());
    let room = Rect::at(0.0, 0.0, frame.width, scene.height);
    ground::paint(&mut scene, room, &frame.axis, &data.coverage, None);
    ground::paint_published(&mut scene, &frame.axis, data.last_published);
    let mut heads = Vec::with_capacity(lanes.len());
    for lane in &lanes {
        let rect = Rect::at(0.0, lane.top, frame.axis.left(), lane.height);
        let place = (rect, lane.top + lane.middle);
        heads.push(name_lane(&mut scene, lane.lane, place, frame, metrics));
        paint_lane(&mut scene, lane, frame);
    }
    ties::paint(&mut scene, &data.ties);
    let rows: Vec<f32> = lanes
        .iter()
        .map(|lane| lane.top + (lane.row + 8.0) / 2.0)
        .collect();
    ground::name_gaps(&mut scene, &frame.axis, &data.coverage, &rows, metrics);
    (scene, heads)
}

/// Takes rows from the highest lanes, one by one, until all fit into the room or have one each. Nothing
/// that counts lies behind anything as long as lanes have to be scrolled only a little for that. So many
/// lanes that they have to be scrolled anyway keep two.
fn fold_to_room<'a>(
    filled: &mut [(&'a Lane, (Content<'a>, usize))],
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let tightest = Spacing::within(0.0, &[]);
    let lowest = 8.0 + filled.len() as f32 * tightest.lane(1);
    let fewest = if lowest > frame.room { 2 } else { 1 };
    let height = |filled: &[(&'a Lane, (Content<'a>, usize))]| {
        let heights = filled.iter().map(|(_, (_, rows))| tightest.lane(*rows));
        8.0 + heights.sum::<f32>()
    };
    for (hide, most) in [(false, frame.room), (true, frame.room * MOST_SCROLLED)] {
        // Lanes that cannot do with fewer rows.
        let mut fixed = vec![false; filled.len()];
        while height(filled) > most {
            // Of lanes as high, the one further down.
            let others = filled.iter_mut().zip(&mut fixed);
            let others = others.filter(|((_, content), fixed)| content.1 > fewest && !**fixed);
            let highest = others.max_by_key(|((_, content), _)| content.1);
            let Some(((lane, content), fixed)) = highest else {
                break;
            };
            match folded(lane, frame, (content.1 - 1, hide), metrics) {
                Some(fewer) => *content = fewer,
                None => *fixed = true,
            }
        }
    }
}

/// A lane in so few rows: long marks behind the others; joined where one would hide another. `None`
/// where something that counts would lie behind, unless `hide`.
fn folded<'a>(
    lane: &'a Lane,
    frame: &Frame,
    (rows, hide): (usize, bool),
    metrics: &dyn Metrics,
) -> Option<(Content<'a>, usize)> {
    let axis = &frame.axis;
    for join in [false, true] {
        let mut marks = visible(lane, axis);
        if join {
            marks = joined(marks, metrics);
        }
        let mut packing = Packing::new(rows, axis, metrics);
        if packing.layer(&mut marks, join && hide) {
            packing.label(&mut marks);
            return Some((Content::Marks(marks), packing.rows()));
        }
    }
    None
}

/// Marks in rows; joined where there are too few rows; a strip where even these are too many.
pub(in crate::figure) fn fill<'a>(
    lane: &'a Lane,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> (Content<'a>, usize) {
    let axis = &frame.axis;
    let mut marks = visible(lane, axis);
    let room = ((axis.right() - axis.left()) / POINTS_PER_MARK) as usize;
    if marks.len() <= room && !lane.folded {
        for join in [false, true] {
            if join {
                marks = joined(marks, metrics);
            }
            let mut packing = Packing::new(frame.most_rows, axis, metrics);
            if frame.room.is_infinite() {
                packing = packing.roomy();
            }
            if packing.place(&mut marks) {
                packing.label(&mut marks);
                return (Content::Marks(marks), packing.rows());
            }
        }
    }
    // The joined marks have lost what they stand for one by one.
    (Content::Strip(strip(&visible(lane, axis), axis)), 1)
}

fn visible<'a>(lane: &'a Lane, axis: &TimeAxis) -> Vec<Placed<'a>> {
    let days = axis.days();
    // Entries are sorted by their first day: none after these begins in time.
    let end = lane
        .entries
        .partition_point(|entry| entry.first_day().is_some_and(|day| day <= days.last()));
    let seen = lane.entries.iter().take(end).filter(|it| it.touches(days));
    seen.filter_map(|entry| Placed::new(entry, axis)).collect()
}

fn paint_lane(scene: &mut Scene, lane: &LaidOut<'_>, frame: &Frame) {
    let (left, right) = (frame.axis.left(), frame.axis.right());
    let bottom = lane.top + lane.height;
    scene.paint(Item::Line {
        from: Pos {
            x: left,
            y: bottom - 0.5,
        },
        to: Pos {
            x: right,
            y: bottom - 0.5,
        },
        stroke: Paint::Line.stroke(1.0),
    });
    match &lane.content {
        Content::Strip(cells) => {
            let most = cells.iter().map(|cell| cell.number).max().unwrap_or(1);
            for cell in cells {
                let (from, to) = cell.stretch;
                let height = lane.height.min(LANE_HEIGHT) - 12.0;
                let top = lane.top + lane.middle - height / 2.0;
                let rect = Rect::at(from, top, to - from, height);
                paint::cell(scene, cell, most, rect);
            }
        }
        Content::Marks(marks) => paint_marks(scene, lane, marks, &frame.axis),
    }
}

fn paint_marks(scene: &mut Scene, lane: &LaidOut<'_>, marks: &[Placed<'_>], axis: &TimeAxis) {
    let first = lane.top + lane.first;
    let y_of = |mark: &Placed<'_>| first + mark.row as f32 * lane.row;
    // Fading parts lie under everything else of their row.
    let (behind, before): (Vec<_>, Vec<_>) = marks.iter().partition(|mark| mark.behind);
    let (faded, solid): (Vec<_>, Vec<_>) = before.into_iter().partition(|it| it.fade.is_some());
    // Narrow ones were placed first and lie on top.
    let behind = behind.into_iter().rev();
    for mark in behind.chain(faded).chain(solid) {
        paint::mark(scene, mark, y_of(mark));
        if mark.others.is_empty() {
            let xs = elsewhere(mark.entry, axis);
            // No further up than the bars of the row above.
            let height = (lane.row - paint::BAR_HEIGHT).min(5.0);
            paint::elsewhere(scene, mark, &xs, y_of(mark), height);
        }
    }
}

fn elsewhere(entry: &Entry, axis: &TimeAxis) -> Vec<f32> {
    let middles = entry.elsewhere.iter().map(|range| {
        let (from, to) = axis.span(*range);
        (from + to) / 2.0
    });
    middles
        .filter(|x| (axis.left()..=axis.right()).contains(x))
        .collect()
}

//! Lays a dyad chart out for one window of days: rows grow away from the band in the middle.

use super::gutter::SMALL;
use super::rows::{self, Place};
use super::toll::LARGEST;
use super::{DyadData, gutter, links};
use crate::figure::frame::Frame;
use crate::figure::ground;
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Paint, Pos, Rect, Scene, Text};
use crate::figure::timeline::Lane;
use crate::figure::timeline::layout::{Content, fill};
use crate::figure::timeline::paint;
use crate::figure::timeline::placed::Placed;
use crate::model::id::{EventId, RecordId};

/// At most so many rows in a lane before its marks are joined.
const MOST_ROWS: usize = 5;
/// From one row to the next at the least, in points.
const ROW: f32 = 20.0;
/// Between two large marks in neighbouring rows.
const ROW_GAP: f32 = 4.0;
/// Above and below the chart.
const MARGIN: f32 = 4.0;
/// Above and below the rows of a lane.
const PADDING: f32 = 8.0;
/// The height of a strip.
const STRIP: f32 = 24.0;

/// What is said where there are no policy shifts.
const NO_SHIFTS: &str = "No policy shift of either of the two";

/// A lane with its place.
struct LaidOut<'a> {
    lane: &'a Lane,
    content: Content<'a>,
    top: f32,
    height: f32,
    /// From one row to the next.
    row: f32,
    /// How many rows there are, one at the least.
    rows: usize,
    stand: Stand,
    /// What stands beside it.
    names: Vec<gutter::Line>,
}

/// Where a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Above: its rows grow upwards.
    Up,
    /// Between the acts of the two.
    Between,
    /// Below.
    Down,
}

impl<'a> LaidOut<'a> {
    fn new(
        lane: &'a Lane,
        stand: Stand,
        names: Vec<gutter::Line>,
        frame: &Frame,
        metrics: &dyn Metrics,
    ) -> Self {
        let frame = Frame {
            most_rows: frame.most_rows.min(MOST_ROWS),
            ..*frame
        };
        let (content, rows) = fill(lane, &frame, metrics);
        let marks = match &content {
            Content::Marks(marks) => marks.as_slice(),
            Content::Strip(_) => &[],
        };
        let shapes = marks.iter().filter(|mark| mark.shape.is_some());
        let largest = shapes.map(Placed::radius).fold(0.0, f32::max).min(LARGEST);
        let row = ROW.max(2.0 * largest + ROW_GAP);
        let needed = match content {
            Content::Marks(_) => rows as f32 * row,
            Content::Strip(_) => STRIP,
        };
        Self {
            lane,
            content,
            top: 0.0,
            height: needed.max(gutter::height(&names, lane)) + PADDING,
            row,
            rows: rows.max(1),
            stand,
            names,
        }
    }

    fn bottom(&self) -> f32 {
        self.top + self.height
    }

    fn middle(&self) -> f32 {
        f32::midpoint(self.top, self.bottom())
    }

    /// The middle of a row, which are counted from the band in the middle of the chart.
    fn y(&self, row: usize) -> f32 {
        let away = PADDING / 2.0 + (row as f32 + 0.5) * self.row;
        match self.stand {
            Stand::Up => self.bottom() - away,
            Stand::Between | Stand::Down => self.top + away,
        }
    }
}

/// Lays the chart out, as high as its rows need, without the time axis.
pub fn layout(data: &DyadData, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let [one, other] = [&data.names.0, &data.names.1];
    let acts = |one, other| gutter::of_acts(one, other, frame, metrics);
    let shifts = gutter::of_shifts(data, frame, metrics);
    let mut lanes = vec![LaidOut::new(
        &data.above,
        Stand::Up,
        acts(one, other),
        frame,
        metrics,
    )];
    lanes.extend(
        shifts
            .into_iter()
            .map(|(lane, names)| LaidOut::new(lane, Stand::Between, names, frame, metrics)),
    );
    lanes.push(LaidOut::new(
        &data.below,
        Stand::Down,
        acts(other, one),
        frame,
        metrics,
    ));
    let fullest = rows::fullest(data, &frame.axis);
    let mut tables = [Place::Above, Place::Between, Place::Below]
        .map(|place| rows::rows(data, (place, &fullest), frame, metrics));
    let of_tables: f32 = tables.iter().flatten().map(rows::LaidOut::height).sum();
    if frame.filled {
        fill_room(&mut lanes, frame.room - of_tables);
    }
    let top = stack(&mut lanes, &mut tables);
    let mut scene = Scene::new(frame.width, top + MARGIN);
    scene.title = data.title();
    scene.summary = data.summary(frame.axis.days());
    // Tables cover other days than sources: their rows have a ground of their own.
    let (first, last) = match of_tables > 0.0 {
        true => (top_of(&lanes), bottom_of(&lanes)),
        false => (0.0, scene.height),
    };
    let room = Rect::at(0.0, first, frame.width, last - first);
    ground::paint(&mut scene, room, &frame.axis, &data.coverage, None);
    ground::paint_published(&mut scene, &frame.axis, data.last_published);
    paint_band(&mut scene, &lanes, frame);
    for row in tables.iter().flatten() {
        row.paint(&mut scene, frame, metrics);
    }
    let places = lanes.iter().flat_map(places).collect();
    links::paint(&mut scene, &data.answers, &places, &frame.axis);
    for lane in &lanes {
        paint_marks(&mut scene, lane, data);
    }
    if data.has_no_shifts() {
        let band = lanes.iter().find(|lane| lane.stand == Stand::Between);
        if let Some(lane) = band {
            write_none(&mut scene, lane.middle(), frame);
        }
    }
    for lane in &lanes {
        let place = (lane.lane, lane.middle());
        gutter::write(&mut scene, &lane.names, place, metrics);
    }
    let rows: Vec<f32> = lanes.iter().map(LaidOut::middle).collect();
    ground::name_gaps(&mut scene, &frame.axis, &data.coverage, &rows, metrics);
    scene
}

/// Says that there is no policy shift.
fn write_none(scene: &mut Scene, y: f32, frame: &Frame) {
    scene.write(Text {
        at: Pos {
            x: frame.axis.left() + 8.0,
            y,
        },
        anchor: Anchor::Start,
        size: SMALL,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text: NO_SHIFTS.to_owned(),
    });
}

/// Puts everything below one another: how high it is.
fn stack(lanes: &mut [LaidOut<'_>], tables: &mut [Vec<rows::LaidOut<'_>>; 3]) -> f32 {
    let [over, middle, under] = tables;
    let mut top = MARGIN;
    let mut put = |height: f32| {
        let here = top;
        top += height;
        here
    };
    for row in over {
        row.top = put(row.height());
    }
    for lane in lanes.iter_mut().filter(|it| it.stand != Stand::Down) {
        lane.top = put(lane.height);
    }
    for row in middle {
        row.top = put(row.height());
    }
    for lane in lanes.iter_mut().filter(|it| it.stand == Stand::Down) {
        lane.top = put(lane.height);
    }
    for row in under {
        row.top = put(row.height());
    }
    top
}

/// Moves the rows of acts apart until the chart is so high.
fn fill_room(lanes: &mut [LaidOut<'_>], room: f32) {
    let height: f32 = lanes.iter().map(|lane| lane.height).sum();
    let spare = (room - height - 2.0 * MARGIN).max(0.0);
    let of_acts = || lanes.iter().filter(|lane| lane.stand != Stand::Between);
    let rows: usize = of_acts().map(|lane| lane.rows).sum();
    let each = spare / rows.max(1) as f32;
    for lane in lanes.iter_mut().filter(|it| it.stand != Stand::Between) {
        lane.row += each;
        lane.height += each * lane.rows as f32;
    }
}

fn top_of(lanes: &[LaidOut<'_>]) -> f32 {
    lanes
        .iter()
        .map(|lane| lane.top)
        .fold(f32::INFINITY, f32::min)
}

fn bottom_of(lanes: &[LaidOut<'_>]) -> f32 {
    lanes.iter().map(LaidOut::bottom).fold(0.0, f32::max)
}

/// The two lines acts stand on, and the ground of policy shifts between them.
fn paint_band(scene: &mut Scene, lanes: &[LaidOut<'_>], frame: &Frame) {
    let (left, right) = (frame.axis.left(), frame.axis.right());
    let between = lanes.iter().filter(|lane| lane.stand == Stand::Between);
    let (first, last) = between.fold((f32::INFINITY, 0.0_f32), |(first, last), lane| {
        (first.min(lane.top), last.max(lane.bottom()))
    });
    for y in [first, last].into_iter().filter(|y| y.is_finite()) {
        scene.paint(Item::Line {
            from: Pos { x: left, y },
            to: Pos { x: right, y },
            stroke: Paint::Faint.stroke(1.0),
        });
    }
}

/// Where the events of a lane stand: also those in a fold, at its middle.
fn places(lane: &LaidOut<'_>) -> Vec<(EventId, Pos)> {
    let Content::Marks(marks) = &lane.content else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for mark in marks {
        let (begin, end) = mark.solid();
        let at = Pos {
            x: mark.shape.unwrap_or(f32::midpoint(begin, end)),
            y: lane.y(mark.row),
        };
        let entries = std::iter::once(&mark.entry).chain(&mark.others);
        for id in entries.flat_map(|entry| &entry.ids) {
            if let RecordId::Event(id) = id {
                out.push((*id, at));
            }
        }
    }
    out
}

fn paint_marks(scene: &mut Scene, lane: &LaidOut<'_>, data: &DyadData) {
    match &lane.content {
        Content::Strip(cells) => {
            let most = cells.iter().map(|cell| cell.number).max().unwrap_or(1);
            let y = lane
                .y(0)
                .clamp(lane.top + STRIP / 2.0, lane.bottom() - STRIP / 2.0);
            for cell in cells {
                let (from, to) = cell.stretch;
                let rect = Rect::at(from, y - STRIP / 2.0 + 3.0, to - from, STRIP - 6.0);
                paint::cell(scene, cell, most, rect);
            }
        }
        Content::Marks(marks) => {
            // What is hidden in part and what fades lies under the others of its row.
            let (behind, before): (Vec<_>, Vec<_>) = marks.iter().partition(|it| it.behind);
            let (faded, solid): (Vec<_>, Vec<_>) =
                before.into_iter().partition(|it| it.fade.is_some());
            for mark in behind.into_iter().rev().chain(faded).chain(solid) {
                let y = lane.y(mark.row);
                paint::mark(scene, mark, y);
                write_unknown(scene, mark, y, data);
            }
        }
    }
}

/// Where nobody gives a toll, the mark says so.
fn write_unknown(scene: &mut Scene, mark: &Placed<'_>, y: f32, data: &DyadData) {
    let entry = mark.entry;
    let (Some(x), Some(RecordId::Event(id))) = (mark.shape, entry.ids.first()) else {
        return;
    };
    if entry.size.is_none() || !data.unknown_tolls.contains(id) {
        return;
    }
    let hollow = entry.alleged || !entry.countable;
    scene.write(Text {
        at: Pos { x, y: y + 0.5 },
        anchor: Anchor::Middle,
        size: 10.0,
        weight: Weight::Strong,
        paint: if hollow { Paint::Ink } else { Paint::Pane },
        text: "?".to_owned(),
    });
}

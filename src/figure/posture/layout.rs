//! Lays a posture chart out for one window of days.
//!
//! All lanes and sums share one vertical scale: a PLOVER point is as high everywhere.

use super::paint::{self, Height};
use super::sum_lane;
use super::{Lane, Part, PostureData, sum_words};
use crate::figure::frame::{Frame, largest_within};
use crate::figure::ground::{self, GUTTER_GAP, NAME_LEFT};
use crate::figure::gutter::{self, LINE, Name};
use crate::figure::labels::{elided, score_words};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::timeline::heads::NAME_SIZE;
use crate::figure::timeline::layout::{Content, fill};
use crate::figure::timeline::paint as timeline_paint;
use crate::figure::timeline::placed::Placed;
use crate::model::id::RecordId;

/// How high a PLOVER point can be, from where there is room to where there is not, in points.
const POINT_HEIGHTS: [f32; 3] = [6.0, 5.0, 4.4];
/// How high it is at the least, however little room there is, in points.
const LEAST_POINT: f32 = 4.0;
/// Between which heights it is where the chart fills a height that somebody asks for, in points.
const FILLING_POINTS: (f32, f32) = (LEAST_POINT, 60.0);
/// The heading of a part.
const HEADING: f32 = 24.0;
/// A row is at least so high that its label fits, and keeps off the next one's where one mark hangs
/// down and the next one stands.
const LEAST_ROW: f32 = 20.0;
/// Between two rows.
const ROW_GAP: f32 = 5.0;
/// Between two lanes, besides: the highest number of a lane keeps off the zero of the one above.
const LANE_GAP: f32 = 4.0;
/// Above the heading of a part that stands below another.
const PART_GAP: f32 = 14.0;
/// Half the height of a mark without a score.
pub(super) const UNSCORED: f32 = 4.0;
/// The height of a strip.
const STRIP: f32 = 24.0;
/// A name has so many lines before it is cut.
const NAME_LINES: usize = 2;
/// The room kept for the numbers of the scale, in points.
pub(super) const SCALE_ROOM: f32 = 22.0;
/// At most so many rows in a lane before its marks are joined.
const MOST_ROWS: usize = 6;

/// A lane with its marks in rows.
struct Filled<'a> {
    lane: &'a Lane,
    content: Content<'a>,
    rows: usize,
    name_lines: usize,
}

/// A part with its lanes filled.
struct FilledPart<'a> {
    part: &'a Part,
    lanes: Vec<Filled<'a>>,
    /// Above its heading.
    gap: f32,
}

/// Where the marks of a row stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    /// How high a PLOVER point is.
    pub point: f32,
    /// How far the row reaches above and below its line.
    pub above: f32,
    pub below: f32,
}

impl Scale {
    /// For scores between these, in tenths.
    fn of((most, least): (i64, i64), unscored: bool, point: f32) -> Self {
        let reach = |tenths: i64| tenths.unsigned_abs() as f32 / 10.0 * point;
        let flat = if unscored { UNSCORED } else { 1.0 };
        Self {
            point,
            above: reach(most).max(flat),
            below: reach(least).max(flat),
        }
    }

    /// The height of a row.
    fn row(self) -> f32 {
        (self.above + self.below).max(LEAST_ROW)
    }

    /// Its line, down from the top of the row.
    fn line(self) -> f32 {
        (self.row() - self.above - self.below) / 2.0 + self.above
    }

    /// How far above its line a score stands; below where negative.
    pub fn rise(self, tenths: i64) -> f32 {
        tenths as f32 / 10.0 * self.point
    }
}

impl Filled<'_> {
    fn scale(&self, point: f32) -> Scale {
        let unscored = !self.lane.unscored.is_empty();
        Scale::of(self.lane.extremes(), unscored, point)
    }

    fn height(&self, point: f32) -> f32 {
        let rows = match self.content {
            Content::Strip(_) => STRIP,
            Content::Marks(_) => self.rows as f32 * (self.scale(point).row() + ROW_GAP),
        };
        let lines = self.name_lines + notes(self.lane).len();
        LANE_GAP + rows.max(ROW_GAP + 12.0 + (lines.max(1) - 1) as f32 * LINE)
    }
}

impl Filled<'_> {
    /// The numbers beside its first row; none beside a strip.
    fn numbers(&self, top: f32, point: f32) -> Option<Numbers> {
        let scale = self.scale(point);
        matches!(self.content, Content::Marks(_)).then(|| Numbers {
            line: top + ROW_GAP / 2.0 + scale.line(),
            scale,
            extremes: self.lane.extremes(),
        })
    }
}

impl FilledPart<'_> {
    fn height(&self, point: f32) -> f32 {
        let lanes: f32 = self.lanes.iter().map(|lane| lane.height(point)).sum();
        self.gap + HEADING + lanes + self.sum_height(point)
    }

    fn sum_height(&self, point: f32) -> f32 {
        match &self.part.sum {
            Some(_) => sum_scale(self.part, point).row() + 2.0 * ROW_GAP + 4.0,
            None => 0.0,
        }
    }
}

fn sum_scale(part: &Part, point: f32) -> Scale {
    let steps = part.sum.as_deref().unwrap_or_default();
    let most = steps.iter().map(|step| step.most).max().unwrap_or(0).max(0);
    let least = steps.iter().map(|step| step.least).min().unwrap_or(0);
    Scale::of((most, least.min(0)), false, point)
}

/// Lays the chart out, as high as its lanes need, without the time axis.
pub fn layout(data: &PostureData, frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let tight = Frame {
        most_rows: frame.most_rows.min(MOST_ROWS),
        ..*frame
    };
    let parts: Vec<FilledPart<'_>> = data
        .parts
        .iter()
        .enumerate()
        .map(|(number, part)| FilledPart {
            part,
            lanes: filled(part, &tight, metrics),
            gap: if number == 0 { 0.0 } else { PART_GAP },
        })
        .collect();
    let height = |point: f32| parts.iter().map(|part| part.height(point)).sum::<f32>();
    let mut fitting = POINT_HEIGHTS.into_iter();
    let point = match frame.filled {
        true => Some(largest_within(frame.room, FILLING_POINTS, height)),
        false => fitting.find(|point| height(*point) <= frame.room),
    };
    let point = point.unwrap_or(LEAST_POINT);
    let mut scene = Scene::new(frame.width, height(point));
    scene.title = data.title();
    scene.summary = data.summary(frame.axis.days());
    let room = Rect::at(0.0, 0.0, frame.width, scene.height);
    ground::paint(&mut scene, room, &frame.axis, &data.coverage, None);
    ground::paint_published(&mut scene, &frame.axis, data.last_published);
    let mut top = 0.0;
    let mut free_rows = Vec::new();
    let mut numbers = Vec::new();
    for part in &parts {
        write_heading(&mut scene, part.part, (top, part.gap), frame, metrics);
        top += part.gap + HEADING;
        for lane in &part.lanes {
            paint_lane(&mut scene, lane, part.part, (top, point), frame, metrics);
            numbers.extend(lane.numbers(top, point));
            top += lane.height(point);
            free_rows.push(top - LANE_GAP - ROW_GAP - LEAST_ROW / 2.0);
        }
        if let Some(steps) = &part.part.sum {
            let whole = part.sum_height(point);
            let scale = sum_scale(part.part, point);
            let place = sum_lane::Place {
                line: top + (whole - scale.row()) / 2.0 + scale.line(),
                scale,
                heading: &part.part.heading,
            };
            numbers.push(sum_lane::paint(
                &mut scene, data, steps, &place, frame, metrics,
            ));
            top += whole;
        }
    }
    write_numbers(&mut scene, &numbers, frame, metrics);
    ground::name_gaps(&mut scene, &frame.axis, &data.coverage, &free_rows, metrics);
    scene
}

/// How wide the gutter of paper this wide has to be for the names of all lanes beside the numbers of
/// their scales, in points.
pub fn gutter_of(data: &PostureData, paper: f32, metrics: &dyn Metrics) -> f32 {
    let lanes = data.parts.iter().flat_map(|part| &part.lanes);
    let names = lanes.map(|lane| Name {
        text: &lane.line.name,
        size: NAME_SIZE,
        beside: SCALE_ROOM,
    });
    gutter::fitting(names, paper, metrics)
}

fn filled<'a>(part: &'a Part, frame: &Frame, metrics: &dyn Metrics) -> Vec<Filled<'a>> {
    let lanes = part.lanes.iter();
    let filled = lanes.map(|lane| {
        let (content, rows) = fill(&lane.line, frame, metrics);
        Filled {
            lane,
            content,
            rows,
            name_lines: name_lines(lane, frame, metrics).len(),
        }
    });
    filled.collect()
}

/// Who acts towards whom, in ink, and behind it what is left out.
fn write_heading(
    scene: &mut Scene,
    part: &Part,
    (top, gap): (f32, f32),
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let (left, right) = (frame.axis.left(), frame.axis.right());
    // Plain ground, so that the words do not stand on hatching.
    scene.paint(Item::Rect {
        rect: Rect::at(left, top, right - left, gap + HEADING),
        radius: 0.0,
        fill: Some(Paint::Pane.solid()),
        stroke: None,
    });
    let room = right - NAME_LEFT;
    let heading = elided(&part.heading, room, NAME_SIZE, Weight::Strong, metrics);
    let width = metrics.width(&heading, NAME_SIZE, Weight::Strong);
    let y = top + gap + HEADING / 2.0 - 2.0;
    let last = part.sum.as_ref().and_then(|steps| steps.last());
    let sum = last.map(|step| format!("sum {}", sum_words(step)));
    let facts = sum.into_iter().chain(Some(part.left_out()));
    let facts: Vec<String> = facts.filter(|it| !it.is_empty()).collect();
    let facts = facts.join(" · ");
    let facts = elided(&facts, room - width - 10.0, 11.5, Weight::Regular, metrics);
    let texts = [
        (heading, NAME_LEFT, NAME_SIZE, Weight::Strong, Paint::Ink),
        (
            facts,
            NAME_LEFT + width + 10.0,
            11.5,
            Weight::Regular,
            Paint::Muted,
        ),
    ];
    for (text, x, size, weight, paint) in texts.into_iter().filter(|(text, ..)| !text.is_empty()) {
        scene.write(Text {
            at: Pos { x, y },
            anchor: Anchor::Start,
            size,
            weight,
            paint,
            text,
        });
    }
}

fn paint_lane(
    scene: &mut Scene,
    filled: &Filled<'_>,
    part: &Part,
    (top, point): (f32, f32),
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    name_lane(scene, filled.lane, &part.heading, top, frame, metrics);
    let scale = filled.scale(point);
    match &filled.content {
        Content::Strip(cells) => {
            let most = cells.iter().map(|cell| cell.number).max().unwrap_or(1);
            for cell in cells {
                let (from, to) = cell.stretch;
                let rect = Rect::at(from, top + 3.0, to - from, STRIP - 6.0);
                timeline_paint::cell(scene, cell, most, rect);
            }
        }
        Content::Marks(marks) => {
            for row in 0..filled.rows {
                let row_top = top + ROW_GAP / 2.0 + row as f32 * (scale.row() + ROW_GAP);
                let line = row_top + scale.line();
                paint_line(scene, line, frame);
                paint_row(scene, filled.lane, marks, (row, line), scale, metrics);
            }
        }
    }
}

/// Marks that fade lie under the others of their row.
fn paint_row(
    scene: &mut Scene,
    lane: &Lane,
    marks: &[Placed<'_>],
    (row, line): (usize, f32),
    scale: Scale,
    metrics: &dyn Metrics,
) {
    let of_row = || marks.iter().filter(|mark| mark.row == row);
    let fading = of_row().filter(|mark| mark.fade.is_some());
    let solid = of_row().filter(|mark| mark.fade.is_none());
    for mark in fading.chain(solid) {
        let height = match together(lane, mark) {
            Some(tenths) => Height::Scored(scale.rise(tenths)),
            None => Height::Unscored,
        };
        paint::shift(scene, lane, mark, (line, height), metrics);
    }
}

/// The score of a mark; of a fold the sum of all its scores, where each has one.
fn together(lane: &Lane, mark: &Placed<'_>) -> Option<i64> {
    let entries = std::iter::once(&mark.entry).chain(&mark.others);
    let ids = entries.flat_map(|entry| &entry.ids);
    let scores = ids.map(|id| match id {
        RecordId::Event(id) => lane.shifts.get(id)?.score.map(i64::from),
        _ => None,
    });
    scores.sum()
}

/// The line scores stand on.
pub(super) fn paint_line(scene: &mut Scene, y: f32, frame: &Frame) {
    let at = |x: f32| Pos { x, y };
    scene.paint(Item::Line {
        from: at(frame.axis.left()),
        to: at(frame.axis.right()),
        stroke: Paint::Line.stroke(1.0),
    });
}

/// The numbers beside a line: zero, and the highest and the lowest score.
pub(super) struct Numbers {
    /// The line at zero.
    pub line: f32,
    /// Its scale.
    pub scale: Scale,
    /// The highest and the lowest score, in tenths.
    pub extremes: (i64, i64),
}

/// Writes every zero, then the other numbers where they touch none.
fn write_numbers(scene: &mut Scene, all: &[Numbers], frame: &Frame, metrics: &dyn Metrics) {
    let number = |numbers: &Numbers, tenths: i64| Text {
        at: Pos {
            x: frame.axis.left() - GUTTER_GAP + 2.0,
            y: numbers.line - numbers.scale.rise(tenths),
        },
        anchor: Anchor::End,
        size: 10.5,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text: score_words(tenths),
    };
    let zeros = all.iter().map(|numbers| number(numbers, 0));
    let extremes = all.iter().flat_map(|numbers| {
        let (most, least) = numbers.extremes;
        let tenths = [most, least].into_iter().filter(|it| *it != 0);
        tenths.map(move |tenths| number(numbers, tenths))
    });
    let mut taken: Vec<Rect> = Vec::new();
    for text in zeros.chain(extremes) {
        let rect = text.rect(metrics);
        if !taken.iter().any(|other| other.overlaps(&rect)) {
            taken.push(rect);
            scene.write(text);
        }
    }
}

/// What of a lane is not in its picture, or not with its height: the words, and which.
fn notes(lane: &Lane) -> Vec<(String, &Vec<RecordId>)> {
    let notes = [
        (&lane.line.undated, "undated"),
        (&lane.unscored, "without a score"),
    ];
    let notes = notes.into_iter().filter(|(ids, _)| !ids.is_empty());
    notes
        .map(|(ids, words)| (format!("{} {words}", ids.len()), ids))
        .collect()
}

fn name_room(frame: &Frame) -> f32 {
    gutter::room(frame) - SCALE_ROOM
}

fn name_lines(lane: &Lane, frame: &Frame, metrics: &dyn Metrics) -> Vec<String> {
    let room = name_room(frame);
    gutter::lines(&lane.line.name, room, NAME_LINES, NAME_SIZE, metrics)
}

fn name_lane(
    scene: &mut Scene,
    lane: &Lane,
    heading: &str,
    top: f32,
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let room = name_room(frame);
    let line = |text: &str, number: usize, size: f32, paint: Paint| Text {
        at: Pos {
            x: NAME_LEFT,
            y: top + 12.0 + number as f32 * LINE,
        },
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        paint,
        text: elided(text, room, size, Weight::Regular, metrics),
    };
    let names = name_lines(lane, frame, metrics);
    for (number, words) in names.iter().enumerate() {
        scene.write(line(words, number, NAME_SIZE, Paint::Ink));
    }
    for (number, (words, ids)) in notes(lane).into_iter().enumerate() {
        let text = line(&words, names.len() + number, 11.0, Paint::Muted);
        let rect = text.rect(metrics).grown(2.0);
        let label = scene.write(text);
        scene.marks.push(Mark {
            rect,
            ids: ids.clone(),
            name: format!("{}, {heading}: {words}", lane.line.name),
            tooltip: format!("{}: {words}", lane.line.name),
            items: label..label + 1,
            label: Some(label),
            table: None,
            bar: None,
        });
    }
}

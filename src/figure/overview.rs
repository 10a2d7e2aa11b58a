//! The whole range of time in a strip: where events and rows of tables are dense.
//!
//! In: the entries of a timeline and tables as series, counted already. Out: a scene under the
//! axis, and the axis of the whole range. What it costs grows with the events and the groups of
//! tables, never with their rows; it is laid out anew only when one of these changes.

use super::frame::Frame;
use super::labels::year_words;
use super::metrics::{Metrics, Weight};
use super::scene::{Anchor, Item, Paint, Pos, Rect, Scene, Text};
use super::series::Series;
use super::time_axis::TimeAxis;
use super::timeline::TimelineData;
use crate::analysis::buckets::whole;
use crate::model::day::{Day, DayRange};
use crate::model::view::Bucket;

/// The height of the strip with its years, in points.
pub const HEIGHT: f32 = 28.0;
/// From the top of the strip to the track, and the height of that, in points.
pub const TRACK: (f32, f32) = (15.0, 9.0);
/// The width of a cell, in points.
const CELL: f32 = 4.0;
/// The size of the years.
const YEAR_SIZE: f32 = 10.0;
/// From one named year to the next at the least, in points.
const YEAR_ROOM: f32 = 56.0;
/// Years that may be named: each of so many.
const STEPS: [i64; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/// The whole range of time, laid out.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The whole range between the edges of the charts.
    pub axis: TimeAxis,
    /// The strip, [`HEIGHT`] high.
    pub scene: Scene,
    /// The years over it: of no use under an axis that says the same.
    pub years: Scene,
}

impl Overview {
    /// The strip of all events and of these tables; `None` where nothing is dated.
    pub fn new(
        timeline: &TimelineData,
        series: &[Series],
        frame: &Frame,
        metrics: &dyn Metrics,
    ) -> Option<Self> {
        let of_tables = series.iter().filter_map(|one| one.sums.known());
        let all = timeline.whole().into_iter().chain(of_tables);
        let all = whole(all.reduce(DayRange::hull)?, Bucket::Year);
        let axis = TimeAxis::of(all, frame.axis.left(), frame.axis.right());
        let mut scene = Scene::new(frame.width, HEIGHT);
        let track = Rect::at(axis.left(), TRACK.0, axis.right() - axis.left(), TRACK.1);
        scene.paint(Item::Rect {
            rect: track,
            radius: 2.0,
            fill: Some(Paint::Line.alpha(0.45)),
            stroke: None,
        });
        let edges = edges(&axis);
        let events = density(timeline, &axis, edges.len());
        let rows = rows(series, &axis, &edges);
        let half = Rect {
            bottom: track.centre().y,
            ..track
        };
        match rows.iter().any(|amount| *amount > 0.0) {
            true => {
                paint(&mut scene, half, Paint::Ink, &edges, &events);
                let below = half.lowered(half.height());
                paint(&mut scene, below, Paint::Muted, &edges, &rows);
            }
            false => paint(&mut scene, track, Paint::Ink, &edges, &events),
        }
        let mut years = Scene::new(frame.width, HEIGHT);
        name_years(&mut years, &axis, metrics);
        Some(Self { axis, scene, years })
    }

    /// The days of the whole range.
    pub fn days(&self) -> DayRange {
        self.axis.days()
    }
}

/// The cells from left to right, in points.
fn edges(axis: &TimeAxis) -> Vec<(f32, f32)> {
    let number = ((axis.right() - axis.left()) / CELL).ceil().max(1.0) as usize;
    let left = |at: usize| axis.left() + at as f32 * CELL;
    let cells = (0..number).map(|at| (left(at), left(at + 1).min(axis.right())));
    cells.collect()
}

/// How many countable events are expected in each cell.
fn density(timeline: &TimelineData, axis: &TimeAxis, cells: usize) -> Vec<f64> {
    let mut amounts = vec![0.0; cells];
    for days in timeline.countable() {
        let total: u32 = days.iter().map(|range| range.days()).sum();
        for range in days {
            let (from, to) = axis.span(*range);
            let share = f64::from(range.days()) / f64::from(total.max(1));
            spread(&mut amounts, axis.left(), (from, to), share);
        }
    }
    amounts
}

/// Adds a share to the cells a stretch lies over, by how much of it lies there.
fn spread(amounts: &mut [f64], left: f32, (from, to): (f32, f32), share: f64) {
    let cell =
        |x: f32| (((x - left) / CELL).max(0.0) as usize).min(amounts.len().saturating_sub(1));
    let (first, last) = (cell(from), cell(to - 0.01));
    let each = share / (last.saturating_sub(first) + 1) as f64;
    let inside = amounts.iter_mut().take(last + 1).skip(first);
    inside.for_each(|amount| *amount += each);
}

/// How many rows of all tables are expected in each cell, by their prefix sums.
fn rows(series: &[Series], axis: &TimeAxis, cells: &[(f32, f32)]) -> Vec<f64> {
    let lanes = || series.iter().flat_map(|one| &one.sums.lanes);
    let before = |x: f32| {
        let day = Day::from_number(axis.day_at(x).round() as i32);
        lanes().map(|lane| lane.before(day)).sum::<f64>()
    };
    let mut last = before(axis.left());
    let amounts = cells.iter().map(|(_, right)| {
        let here = before(*right);
        (here - std::mem::replace(&mut last, here)).max(0.0)
    });
    amounts.collect()
}

fn paint(scene: &mut Scene, rect: Rect, paint: Paint, cells: &[(f32, f32)], amounts: &[f64]) {
    let most = amounts.iter().copied().fold(0.0, f64::max);
    let shade = |amount: f64| (0.15 + 0.65 * (amount / most).sqrt()) as f32;
    let cells = cells.iter().zip(amounts);
    let cells: Vec<(f32, f32, f32)> = cells
        .filter(|(_, amount)| **amount > 1e-9)
        .map(|((left, right), amount)| (*left, *right, shade(*amount)))
        .collect();
    if !cells.is_empty() {
        scene.paint(Item::Strip { rect, paint, cells });
    }
}

/// Names as many years as have room.
fn name_years(scene: &mut Scene, axis: &TimeAxis, metrics: &dyn Metrics) {
    let room = |step: i64| step as f64 * 365.2425 * axis.points_per_day();
    let step = STEPS
        .into_iter()
        .find(|step| room(*step) >= f64::from(YEAR_ROOM));
    let step = step.unwrap_or(1_000);
    let (first, last) = (axis.days().first(), axis.days().last());
    let (first, last) = (first.date().year(), last.date().year());
    for year in first..=last {
        let begins = Day::from_ymd(year.into(), 1, 1);
        let begins = begins.filter(|_| i64::from(year).rem_euclid(step) == 0);
        let Some(x) = begins.map(|day| axis.x_of(day)) else {
            continue;
        };
        scene.paint(Item::Line {
            from: Pos { x, y: 2.0 },
            to: Pos { x, y: 11.0 },
            stroke: Paint::Faint.stroke(1.0),
        });
        let text = Text {
            at: Pos { x: x + 4.0, y: 6.5 },
            anchor: Anchor::Start,
            size: YEAR_SIZE,
            weight: Weight::Regular,
            paint: Paint::Muted,
            text: year_words(year),
        };
        if text.rect(metrics).right <= axis.right() {
            scene.write(text);
        }
    }
}

//! The lanes of tables: strips that are darker where there are more rows, and single marks where
//! few enough are in sight.
//!
//! In: tables as series, and the frame. Out: a chart that belongs below the project's lanes. A strip
//! has at most a cell for every few points, whatever the number of rows.

use super::entry::Entry;
use super::heads::NAME_SIZE;
use super::pack::Packing;
use super::paint;
use super::placed::Placed;
use crate::figure::frame::Frame;
use crate::figure::ground::{self, NAME_LEFT};
use crate::figure::gutter;
use crate::figure::labels::{elided, range_words};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::rows::{RowsAt, Strip, StripCell, TableMark, amount_words, whole_words};
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::series::{Series, SeriesLane};
use crate::figure::time_axis::TimeAxis;
use crate::model::day::DayRange;
use crate::model::look::Hue;

/// Cells of a strip are at least so wide, in points.
const LEAST_CELL: f32 = 4.0;
/// Single marks are drawn where there is one for so many points at most.
pub(in crate::figure) const POINTS_PER_MARK: f32 = 28.0;
/// The height of a table with one lane where there is room, in points.
const ONE_LANE: f32 = 32.0;
/// From one line of a title to the next.
const TITLE_LINE: f32 = 15.0;
/// The height of the line with a table's title above its lanes, where there is room.
const HEAD: f32 = 22.0;
/// The height of each of several lanes where there is room.
const LANE: f32 = 20.0;
/// The least height of a table, and of each of its lanes.
const TIGHT: (f32, f32) = (22.0, 7.0);
/// Above and below the lanes of a table.
const PADDING: f32 = 8.0;
/// The size of what stands in the gutter beside lanes.
const LANE_NAME_SIZE: f32 = 11.0;

/// The lanes of these tables, one table below the other: as high as `frame.room` allows, down to
/// what can still be told apart.
pub fn tables(series: &[Series], frame: &Frame, metrics: &dyn Metrics) -> Scene {
    let headed = |one: &Series| is_headed(one, frame, metrics);
    let all = |tight| -> f32 {
        let heights = series.iter().map(|one| height(one, tight, headed(one)));
        heights.sum()
    };
    let tight = all(false) > frame.room;
    let total = all(tight);
    let mut scene = Scene::new(frame.width, total);
    scene.title = "Tables".to_owned();
    scene.summary = summary(series, frame.axis.days());
    let mut top = 0.0;
    for one in series {
        let height = height(one, tight, headed(one));
        let room = Rect::at(0.0, top, frame.width, height);
        paint_table(&mut scene, one, room, tight, frame, metrics);
        top += height;
    }
    scene
}

fn height(series: &Series, tight: bool, headed: bool) -> f32 {
    let lanes = series.sums.lanes.len();
    match (tight, headed) {
        (true, _) => TIGHT.0.max(lanes as f32 * TIGHT.1 + PADDING),
        (false, false) => ONE_LANE,
        (false, true) => HEAD + lanes.max(1) as f32 * LANE + PADDING / 2.0,
    }
}

/// Whether the title of a table has a line of its own above its lanes: where there are several, and
/// on paper, where nobody can point at a title that is cut.
fn is_headed(series: &Series, frame: &Frame, metrics: &dyn Metrics) -> bool {
    let is_cut = || {
        let width = metrics.width(&series.title, NAME_SIZE, Weight::Regular);
        width > gutter::room(frame)
    };
    series.sums.lanes.len() > 1 || (frame.is_paper() && is_cut())
}

fn paint_table(
    scene: &mut Scene,
    series: &Series,
    room: Rect,
    tight: bool,
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let axis = &frame.axis;
    let headed = !tight && is_headed(series, frame, metrics);
    let head = if headed { HEAD } else { 0.0 };
    let under_head = Rect {
        top: room.top + head,
        ..room
    };
    ground::paint(
        scene,
        under_head,
        axis,
        &series.coverage(),
        Some(&series.title),
    );
    let (title_at, title_room, lines) = match headed {
        true => (room.top + HEAD / 2.0 + 2.0, axis.right() - NAME_LEFT, 1),
        false => (room.centre().y, gutter::room(frame), title_lines(tight)),
    };
    let lines = gutter::lines(&series.title, title_room, lines, NAME_SIZE, metrics);
    write_title(scene, series, title_at, &lines, metrics);
    line_below(scene, room, axis);
    match tight {
        true => paint_tight(scene, series, room, axis, metrics),
        false => paint_lanes(scene, series, (room, headed), frame, metrics),
    }
    tell_what_is_out_of_sight(scene, series, under_head, axis, metrics);
}

fn line_below(scene: &mut Scene, room: Rect, axis: &TimeAxis) {
    let y = room.bottom - 0.5;
    scene.paint(Item::Line {
        from: Pos { x: axis.left(), y },
        to: Pos { x: axis.right(), y },
        stroke: Paint::Line.stroke(1.0),
    });
}

/// How many lines a title in the gutter may have.
fn title_lines(tight: bool) -> usize {
    if tight { 1 } else { 2 }
}

/// Writes a title in lines around this height.
fn write_title(
    scene: &mut Scene,
    series: &Series,
    middle: f32,
    lines: &[String],
    metrics: &dyn Metrics,
) {
    let first = middle - (lines.len() as f32 - 1.0) * TITLE_LINE / 2.0;
    let (items, rect) = gutter::write(scene, lines, (first, TITLE_LINE), metrics);
    let facts = series.facts();
    let covered = series.sums.covered.map(range_words);
    let covered = covered.map_or_else(String::new, |days| format!("\n{days}"));
    scene.marks.push(Mark {
        rect,
        ids: vec![series.table.into()],
        name: format!("Table {}: {facts}", series.title),
        tooltip: format!("{}\n{facts}{covered}", series.title),
        label: items.clone().next(),
        items,
        table: None,
        bar: None,
    });
}

fn write(scene: &mut Scene, text: String, at: Pos, size: f32, paint: Paint) -> usize {
    scene.write(Text {
        at,
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        paint,
        text,
    })
}

/// All lanes in little room: as single marks together in one row, else thin strips.
fn paint_tight(
    scene: &mut Scene,
    series: &Series,
    room: Rect,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) {
    let lanes: Vec<&SeriesLane> = series.sums.lanes.iter().collect();
    if let Some(entries) = single(series, &lanes, axis)
        && paint_single(scene, &entries, room.centre().y, axis, metrics)
    {
        return;
    }
    let each = (room.height() - PADDING) / lanes.len().max(1) as f32;
    let most = fullest(&lanes, axis);
    for (at, lane) in lanes.iter().enumerate() {
        let top = room.top + PADDING / 2.0 + at as f32 * each;
        let rect = Rect::at(axis.left(), top, axis.right() - axis.left(), each - 1.0);
        paint_strip(scene, series, lane, most, rect, axis);
    }
}

/// Each lane in a row of its own with its name.
fn paint_lanes(
    scene: &mut Scene,
    series: &Series,
    (room, headed): (Rect, bool),
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let axis = &frame.axis;
    let lanes: Vec<&SeriesLane> = series.sums.lanes.iter().collect();
    let most = fullest(&lanes, axis);
    let (first, each) = match headed {
        false => (room.top, ONE_LANE),
        true => (room.top + HEAD, LANE),
    };
    for (at, lane) in lanes.iter().enumerate() {
        let y = first + (at as f32 + 0.5) * each;
        let size = LANE_NAME_SIZE;
        let wide = gutter::room(frame);
        let name = elided(&lane.name, wide, size, Weight::Regular, metrics);
        if !name.is_empty() {
            let at = Pos { x: NAME_LEFT, y };
            write(scene, name, at, size, Paint::Muted);
        }
        let entries = single(series, &[lane], axis);
        let is_painted =
            entries.is_some_and(|entries| paint_single(scene, &entries, y, axis, metrics));
        if !is_painted {
            let half = paint::BAR_HEIGHT / 2.0;
            let rect = Rect::at(
                axis.left(),
                y - half,
                axis.right() - axis.left(),
                2.0 * half,
            );
            paint_strip(scene, series, lane, most, rect, axis);
        }
    }
}

/// The entries of lanes with few enough days and spans in sight.
fn single(series: &Series, lanes: &[&SeriesLane], axis: &TimeAxis) -> Option<Vec<Entry>> {
    let mut room = ((axis.right() - axis.left()) / POINTS_PER_MARK) as usize;
    let mut entries = Vec::new();
    for lane in lanes {
        let places = lane.places(axis.days(), room)?;
        room -= places.len().min(room);
        let of = |(days, amount)| entry(series, lane, days, amount);
        entries.extend(places.into_iter().map(of));
    }
    Some(entries)
}

fn entry(series: &Series, lane: &SeriesLane, days: DayRange, amount: u64) -> Entry {
    let number = whole_words(amount, series.sums.noun);
    let words = format!(
        "{}\n{}: {number}",
        lane_words(series, lane),
        range_words(days)
    );
    let rows = RowsAt {
        table: series.table,
        days,
        group: lane.group.clone(),
    };
    let label = if amount > 1 { number } else { String::new() };
    Entry::of_rows(rows, words, label, (lane.hue, lane.shape))
}

/// Paints entries in one row; whether none hides another, without which nothing is painted.
pub(in crate::figure) fn paint_single(
    scene: &mut Scene,
    entries: &[Entry],
    y: f32,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) -> bool {
    let marks = entries.iter().filter_map(|it| Placed::new(it, axis));
    let (mut named, mut others): (Vec<_>, Vec<_>) =
        marks.partition(|mark| !mark.entry.label.is_empty());
    let mut packing = Packing::new(1, axis, metrics);
    if !packing.place(&mut named) || !packing.place(&mut others) {
        return false;
    }
    packing.label(&mut named);
    for mark in named.iter().chain(&others) {
        paint::mark(scene, mark, y);
    }
    true
}

/// What the fullest cell of these lanes holds, so that their shades can be compared.
fn fullest(lanes: &[&SeriesLane], axis: &TimeAxis) -> f64 {
    let cells = lanes.iter().flat_map(|lane| cells(lane, axis));
    cells.map(|cell| cell.amount).fold(0.0, f64::max)
}

/// The cells of a strip: the stretches in sight with something in them.
pub(in crate::figure) fn cells(lane: &SeriesLane, axis: &TimeAxis) -> Vec<StripCell> {
    let least_days = f64::from(LEAST_CELL) / axis.points_per_day();
    let stretches = lane.stretches(axis.days(), least_days).into_iter();
    let cells = stretches.filter_map(|(days, amount)| {
        let (left, right) = axis.visible(days)?;
        Some(StripCell {
            left,
            right,
            days,
            amount,
            killed: None,
        })
    });
    cells.collect()
}

fn paint_strip(
    scene: &mut Scene,
    series: &Series,
    lane: &SeriesLane,
    most: f64,
    rect: Rect,
    axis: &TimeAxis,
) {
    let cells = cells(lane, axis);
    let item = paint_cells(scene, &cells, (most, lane.hue), rect);
    let in_sight: f64 = cells.iter().map(|cell| cell.amount).sum();
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
        return;
    };
    let words = lane_words(series, lane);
    let days = range_words(first.days.hull(last.days));
    let number = amount_words(in_sight, series.sums.noun);
    scene.marks.push(Mark {
        rect,
        ids: Vec::new(),
        name: format!("{words}: {number}, {days}"),
        tooltip: format!("{words}\n{days}: {number}"),
        items: item..item + 1,
        label: None,
        table: Some(TableMark::Strip(Strip {
            table: series.table,
            lane: words,
            group: lane.group.clone(),
            noun: series.sums.noun,
            cells,
        })),
        bar: None,
    });
}

/// Paints the cells of a strip, the fullest of all that are compared with them darkest; the number
/// of what was painted.
pub(in crate::figure) fn paint_cells(
    scene: &mut Scene,
    cells: &[StripCell],
    (most, hue): (f64, Hue),
    rect: Rect,
) -> usize {
    let shade = |amount: f64| (0.15 + 0.80 * (amount / most.max(1e-9)).sqrt()) as f32;
    let shades = cells
        .iter()
        .map(|cell| (cell.left, cell.right, shade(cell.amount)));
    scene.paint(Item::Strip {
        rect,
        paint: Paint::Hue(hue),
        cells: shades.collect(),
    })
}

fn lane_words(series: &Series, lane: &SeriesLane) -> String {
    match lane.name.as_str() {
        "" => series.title.clone(),
        name => format!("{}, {name}", series.title),
    }
}

/// Where none of the rows that fit is in sight, their days, which a click shows.
fn tell_what_is_out_of_sight(
    scene: &mut Scene,
    series: &Series,
    room: Rect,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) {
    let Some(known) = series.sums.known() else {
        return;
    };
    let total: f64 = series.sums.lanes.iter().map(|lane| lane.total).sum();
    let number = amount_words(total, series.sums.noun);
    paint_out_of_sight(scene, &series.title, (number, known), room, axis, metrics);
}

/// Where these days of a table are all out of sight, says so with what lies on them.
pub(in crate::figure) fn paint_out_of_sight(
    scene: &mut Scene,
    title: &str,
    (number, known): (String, DayRange),
    room: Rect,
    axis: &TimeAxis,
    metrics: &dyn Metrics,
) {
    if known.intersection(axis.days()).is_some() {
        return;
    }
    let text = format!("{number}, {}", range_words(known));
    let earlier = known.last() < axis.days().first();
    let (x, anchor, text) = match earlier {
        true => (axis.left() + 8.0, Anchor::Start, format!("‹ {text}")),
        false => (axis.right() - 8.0, Anchor::End, format!("{text} ›")),
    };
    let text = Text {
        at: Pos {
            x,
            y: room.centre().y,
        },
        anchor,
        size: LANE_NAME_SIZE,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text,
    };
    let rect = text.rect(metrics).grown(4.0);
    let begin = scene.paint(Item::Rect {
        rect,
        radius: 3.0,
        fill: Some(Paint::Pane.solid()),
        stroke: None,
    });
    let label = scene.write(text);
    scene.marks.push(Mark {
        rect,
        ids: Vec::new(),
        name: format!("Show the days of {title}"),
        tooltip: format!(
            "{number} out of sight\nClick to show {}",
            range_words(known)
        ),
        items: begin..label + 1,
        label: Some(label),
        table: Some(TableMark::OutOfSight(known)),
        bar: None,
    });
}

fn summary(series: &[Series], days: DayRange) -> String {
    let parts = series.iter().map(|one| {
        let before = |day| one.sums.lanes.iter().map(|it| it.before(day)).sum::<f64>();
        let shown = before(days.end()) - before(days.first());
        format!(
            "{}: {} of {}",
            one.title,
            amount_words(shown, one.sums.noun),
            one.facts()
        )
    });
    let parts: Vec<String> = parts.collect();
    format!("Tables, {}. {}.", range_words(days), parts.join("; "))
}

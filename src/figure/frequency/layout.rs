//! Lays a frequency chart out for one window of days and one height.

use super::band_labels::{BAND_ROW, TOP, labels_above, write_band};
use super::bar_look::BarLook;
use super::{BucketBar, FrequencyData, Segment, lines, totals};
use crate::figure::frame::Frame;
use crate::figure::ground::{self, GUTTER_GAP, NAME_LEFT};
use crate::figure::labels::{elided, grouped, in_lines};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::pattern::Pattern;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Stroke, Text};
use crate::figure::time_axis::TimeAxis;

/// Between the band labels and the highest bar, in points.
const HEADROOM: f32 = 10.0;
/// Columns narrower than this show only their highest bar, in points.
const LEAST_COLUMN: f32 = 2.0;
/// Bars narrower than this do not show how much of them nobody covers, in points.
const LEAST_NOTCHED: f32 = 8.0;
/// The line above the bars of a table: whose they are, what is counted, how much is shown.
const HEAD: f32 = 20.0;
/// The height of a table that has nothing in sight, in points.
pub const OUT_OF_SIGHT: f32 = 34.0;
/// The sizes of its two parts.
const HEAD_SIZES: (f32, f32) = (12.5, 11.5);
/// The size of the numbers of the scale.
const TICK_SIZE: f32 = 11.0;
/// Between what stands beside the bars and the numbers of the scale, in points.
const BEFORE_TICKS: f32 = 8.0;
/// From one line beside the bars to the next, in points.
const NAME_LINE: f32 = 15.0;
/// From one label of the scale to the next, in points.
const TICK_GAP: f32 = 18.0;
/// The zero stands so much above the line it names, clear of what is written below. Points.
const ZERO_RAISED: f32 = 4.0;

/// Where the bars stand.
pub(super) struct Plot {
    pub(super) top: f32,
    pub(super) bottom: f32,
    y_max: f64,
}

impl Plot {
    pub(super) fn y(&self, value: f64) -> f32 {
        self.bottom - (value / self.y_max) as f32 * (self.bottom - self.top)
    }
}

/// Lays the chart out, `height` points high, without the time axis.
pub fn layout(data: &FrequencyData, frame: &Frame, height: f32, metrics: &dyn Metrics) -> Scene {
    let mut scene = Scene::new(frame.width, height);
    scene.title = format!("{} {}", data.heading, data.unit);
    scene.summary = data.summary();
    let has_head = data.table.is_some() || data.multiple.is_some();
    let labels = labels_above(data, height, frame, metrics);
    let rows = labels.iter().map(|label| label.row + 1).max().unwrap_or(0);
    let totals = totals::of(data, height, &frame.axis, metrics);
    let above = match has_head {
        true => HEAD - TOP + rows as f32 * BAND_ROW + 9.0,
        false => rows as f32 * BAND_ROW + HEADROOM,
    };
    let above = above + totals::room(&totals, data.y_max(), height - TOP - above);
    let plot = Plot {
        top: (TOP + above).min(height - 8.0),
        bottom: height - 0.5,
        y_max: data.y_max(),
    };
    let whose = data.table.as_ref().map(|table| table.title.as_str());
    // What stands above the bars of a table keeps a plain ground.
    let ground_top = if has_head { HEAD } else { 0.0 };
    let room = Rect::at(0.0, ground_top, frame.width, height - ground_top);
    ground::paint(&mut scene, room, &frame.axis, &data.coverage, whose);
    ground::paint_published(&mut scene, &frame.axis, data.last_published);
    paint_bands(&mut scene, data, &frame.axis, ground_top.max(TOP));
    if data.silence.is_some() && !has_head {
        write_silence(&mut scene, data, &plot, &frame.axis);
    }
    if !data.is_out_of_sight() {
        paint_scale(&mut scene, data, &plot, frame, metrics);
    }
    for bar in columns(&data.bars, &frame.axis) {
        paint_bar(&mut scene, data, bar, &plot, frame);
    }
    // A line to stand on would say zero.
    if data.silence.is_none() {
        paint_baseline(&mut scene, data, &plot, &frame.axis);
    }
    lines::paint(&mut scene, data, &plot, frame);
    totals::write(&mut scene, &totals, &plot);
    let first_row = if has_head { HEAD } else { TOP };
    for label in &labels {
        write_band(&mut scene, label, first_row);
    }
    if has_head {
        write_head(&mut scene, data, frame, metrics);
    }
    let rows = [plot.top + 12.0, plot.top + 30.0, TOP + 9.0];
    if !data.is_out_of_sight() {
        ground::name_gaps(&mut scene, &frame.axis, &data.coverage, &rows, metrics);
    }
    scene
}

fn paint_bands(scene: &mut Scene, data: &FrequencyData, axis: &TimeAxis, top: f32) {
    let height = scene.height;
    for band in &data.bands {
        let Some((from, to)) = axis.visible(band.days) else {
            continue;
        };
        let width = (to - from).max(2.0);
        // A band of a year stays quieter than one of a month.
        let alpha = if band.days.days() > 100 { 0.045 } else { 0.11 };
        let rect = Rect::at(from, top, width, height - top);
        let item = scene.paint(Item::Rect {
            rect,
            radius: 0.0,
            fill: Some(Paint::Hue(band.hue).alpha(alpha)),
            stroke: None,
        });
        scene.marks.push(Mark {
            rect,
            ids: vec![band.event.into()],
            // Its diamond is a mark of its own.
            name: format!("Days of policy shift: {}", band.label),
            tooltip: band.tooltip.clone(),
            items: item..item + 1,
            label: None,
            table: None,
            bar: None,
        });
    }
}

fn paint_scale(
    scene: &mut Scene,
    data: &FrequencyData,
    plot: &Plot,
    frame: &Frame,
    metrics: &dyn Metrics,
) {
    let (left, right) = (frame.axis.left(), frame.axis.right());
    let ticks = match (&data.silence, &data.multiple) {
        (Some(_), _) => Vec::new(),
        (None, None) => readable(&data.ticks, plot),
        // Small charts side by side are read against one another, not against a scale.
        (None, Some(_)) => data.ticks.last().copied().into_iter().collect(),
    };
    for tick in &ticks {
        let y = plot.y(f64::from(*tick));
        scene.paint(Item::Line {
            from: Pos { x: left, y },
            to: Pos { x: right, y },
            stroke: Paint::Line.stroke(1.0),
        });
    }
    // The line bars stand on is zero, and drawn as such where somebody looked.
    let lowest = ticks
        .iter()
        .map(|tick| plot.bottom - plot.y(f64::from(*tick)));
    let has_room = lowest.fold(f32::INFINITY, f32::min) >= TICK_GAP;
    let zero = has_room && data.silence.is_none();
    let zero = zero.then_some((0, plot.bottom - ZERO_RAISED));
    let at = |tick: &u32| (*tick, plot.y(f64::from(*tick)));
    for (tick, y) in ticks.iter().map(at).chain(zero) {
        scene.write(Text {
            at: Pos {
                x: left - GUTTER_GAP + 2.0,
                y,
            },
            anchor: Anchor::End,
            size: TICK_SIZE,
            weight: Weight::Regular,
            paint: Paint::Muted,
            text: grouped(tick.into()),
        });
    }
    if data.table.is_some() || data.multiple.is_some() {
        return;
    }
    let widest = ticks
        .iter()
        .map(|tick| metrics.width(&grouped((*tick).into()), TICK_SIZE, Weight::Regular));
    let room = left - GUTTER_GAP - NAME_LEFT - widest.fold(0.0, f32::max) - BEFORE_TICKS;
    write_names(scene, data, plot, room, metrics);
}

/// What the bars show and for how long each stands: beside them.
fn write_names(
    scene: &mut Scene,
    data: &FrequencyData,
    plot: &Plot,
    room: f32,
    metrics: &dyn Metrics,
) {
    let mut y = plot.top + 6.0;
    let line = |y: f32, x: f32, text: String, (size, paint): (f32, Paint)| Text {
        at: Pos { x, y },
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        paint,
        text,
    };
    let fitting = |text: &str, room: f32, size: f32| {
        let lines = in_lines(text, room, size, Weight::Regular, metrics);
        let fitting = lines.into_iter();
        fitting.map(move |line| elided(&line, room, size, Weight::Regular, metrics))
    };
    for (text, size, paint) in [
        (&data.heading, HEAD_SIZES.0, Paint::Ink),
        (&data.unit, HEAD_SIZES.1, Paint::Muted),
    ] {
        for text in fitting(text, room, size) {
            scene.write(line(y, NAME_LEFT, text, (size, paint)));
            y += NAME_LINE;
        }
        y += 2.0;
    }
}

/// Says where the bars would stand that nobody tells their numbers.
fn write_silence(scene: &mut Scene, data: &FrequencyData, plot: &Plot, axis: &TimeAxis) {
    scene.write(Text {
        at: Pos {
            x: f32::midpoint(axis.left(), axis.right()),
            y: f32::midpoint(plot.top, plot.bottom),
        },
        anchor: Anchor::Middle,
        size: HEAD_SIZES.0,
        weight: Weight::Regular,
        paint: Paint::Muted,
        text: data.silence.clone().unwrap_or_default(),
    });
}

/// The ticks above zero whose labels do not touch: every one, every second if that leads to zero, or
/// only the last.
fn readable(ticks: &[u32], plot: &Plot) -> Vec<u32> {
    let above = ticks.get(1..).unwrap_or_default();
    let each = (plot.bottom - plot.top) / above.len().max(1) as f32;
    let step = (TICK_GAP / each.max(0.1)).ceil().max(1.0) as usize;
    // From zero on they stand evenly.
    let mut even = step..=above.len().max(step);
    let step = even.find(|step| above.len() % step == 0).unwrap_or(step);
    above.iter().rev().step_by(step).rev().copied().collect()
}

/// Whose bars these are, in ink, and behind it what they say, as far as there is room.
fn write_head(scene: &mut Scene, data: &FrequencyData, frame: &Frame, metrics: &dyn Metrics) {
    let room = frame.axis.right() - NAME_LEFT;
    let table = data.table.as_ref();
    let group = data.multiple.as_deref();
    let table = table.filter(|table| !table.alone || group.is_none());
    let named = table.filter(|table| !table.alone);
    let title = group.or(named.map(|table| table.title.as_str()));
    let title = title.unwrap_or_default();
    let title = elided(title, room, HEAD_SIZES.0, Weight::Regular, metrics);
    let width = metrics.width(&title, HEAD_SIZES.0, Weight::Regular);
    let mut facts = Vec::new();
    facts.extend((!data.goes_on).then(|| format!("{} {}", data.heading, data.unit)));
    facts.extend(match (group, table, named) {
        (Some(_), _, named) => named
            .filter(|_| !data.goes_on)
            .map(|table| table.title.clone()),
        (None, table, _) => table.map(|table| table.facts.clone()),
    });
    facts.extend(data.silence.clone());
    facts.retain(|fact| !fact.is_empty());
    let facts = facts.join(" · ");
    let facts_left = match title.is_empty() {
        true => NAME_LEFT,
        false => NAME_LEFT + width + 8.0,
    };
    let facts = elided(
        &facts,
        NAME_LEFT + room - facts_left,
        HEAD_SIZES.1,
        Weight::Regular,
        metrics,
    );
    let parts = [
        (title, NAME_LEFT, HEAD_SIZES.0, Paint::Ink),
        (facts, facts_left, HEAD_SIZES.1, Paint::Muted),
    ];
    for (text, x, size, paint) in parts.into_iter().filter(|(text, ..)| !text.is_empty()) {
        scene.write(Text {
            at: Pos {
                x,
                y: HEAD / 2.0 + 1.0,
            },
            anchor: Anchor::Start,
            size,
            weight: Weight::Regular,
            paint,
            text,
        });
    }
}

/// The bars in sight; where columns are narrower than two points, the highest of each.
fn columns<'a>(bars: &'a [BucketBar], axis: &TimeAxis) -> Vec<&'a BucketBar> {
    let mut out: Vec<(i32, &BucketBar)> = Vec::new();
    for bar in bars.iter().filter(|bar| !bar.segments.is_empty()) {
        let Some((from, to)) = axis.visible(bar.days) else {
            continue;
        };
        let column = (from / LEAST_COLUMN) as i32;
        match out.last_mut() {
            Some((last, highest)) if *last == column && to - from < LEAST_COLUMN => {
                if bar.cell.expected > highest.cell.expected {
                    *highest = bar;
                }
            }
            _ => out.push((column, bar)),
        }
    }
    out.into_iter().map(|(_, bar)| bar).collect()
}

fn paint_bar(scene: &mut Scene, data: &FrequencyData, bar: &BucketBar, plot: &Plot, frame: &Frame) {
    let Some((from, to)) = frame.axis.visible(bar.days) else {
        return;
    };
    let inset = match to - from {
        width if width > 16.0 => 3.0,
        width if width > 6.0 => 1.0,
        _ => 0.0,
    };
    // What goes on beyond an edge is cut there, and does not look as if it began or ended so.
    let (begin, end) = frame.axis.span(bar.days);
    let left = if begin < from - 0.5 { 0.0 } else { inset };
    let right = if end > to + 0.5 { 0.0 } else { inset };
    for segment in &bar.segments {
        let (top, bottom) = (plot.y(segment.top), plot.y(segment.base));
        let width = (to - from - left - right).max(1.0);
        let rect = Rect::at(from + left, top, width, bottom - top);
        // Where each group has a chart of its own, nothing needs to be told apart.
        let patterned = frame.patterned && data.multiple.is_none();
        paint_segment(scene, data, (bar, segment), rect, patterned);
    }
    if bar.covered || to - from < LEAST_NOTCHED {
        return;
    }
    let top = bar
        .segments
        .last()
        .map_or(plot.bottom, |segment| plot.y(segment.top));
    for gap in data.coverage.gaps(bar.days) {
        if let Some((begin, end)) = frame.axis.visible(gap) {
            let (begin, end) = (begin.max(from + left), end.min(to - right));
            notch(scene, Rect::at(begin, top, end - begin, plot.bottom - top));
        }
    }
}

/// Cuts through the part of a bar for which nobody looked.
fn notch(scene: &mut Scene, rect: Rect) {
    if rect.width() < 1.0 || rect.height() < 1.0 {
        return;
    }
    scene.paint(Item::Hatch {
        rect,
        pattern: Pattern::Rising,
        colour: Paint::Pane.alpha(0.8),
        gap: 6.0,
        width: 1.6,
    });
}

fn paint_segment(
    scene: &mut Scene,
    data: &FrequencyData,
    (bar, segment): (&BucketBar, &Segment),
    rect: Rect,
    patterned: bool,
) {
    let begin = scene.items.len();
    let look = BarLook {
        tint: data.tint(segment.group),
        certain: segment.certain,
        patterned,
    };
    look.paint(scene, rect);
    let mut note = match (bar.covered, &data.table) {
        (true, _) => "",
        (false, None) => "\nNot fully covered by any source",
        (false, Some(_)) => "\nNot fully covered by the table",
    }
    .to_owned();
    if !bar.is_whole(data.bucket) {
        note.push_str(&format!("\nA part of a {} only", data.bucket.in_words()));
    }
    let group = data.groups.get(segment.group);
    let group = group.map_or("", |group| group.name.as_str());
    let name = match &data.table {
        None => group.to_owned(),
        Some(table) if group.is_empty() => table.title.clone(),
        Some(table) => format!("{}, {group}", table.title),
    };
    let over: String = data.over(bar).map(|words| format!("\n{words}")).collect();
    scene.marks.push(Mark {
        rect,
        ids: segment.events.iter().map(|id| (*id).into()).collect(),
        name: format!("{name} {}", segment.tooltip).trim().to_owned(),
        tooltip: format!("{name}\n{}{over}{note}", segment.tooltip)
            .trim()
            .to_owned(),
        items: begin..scene.items.len(),
        label: None,
        table: segment.rows.clone().map(TableMark::Rows),
        bar: Some(look.tint.fill(segment.certain)),
    });
}

/// The line bars stand on: zero where somebody looked, dashed where a bucket is not fully covered,
/// stands for a part of one only, or may come to more.
fn paint_baseline(scene: &mut Scene, data: &FrequencyData, plot: &Plot, axis: &TimeAxis) {
    let mut stretches: Vec<(bool, f32, f32)> = Vec::new();
    for bar in &data.bars {
        let Some((from, to)) = axis.visible(bar.days) else {
            continue;
        };
        let is_complete = bar.covered && bar.untold == 0 && bar.is_whole(data.bucket);
        match stretches.last_mut() {
            Some((complete, _, end)) if *complete == is_complete => *end = to,
            _ => stretches.push((is_complete, from, to)),
        }
    }
    for (complete, from, to) in stretches {
        scene.paint(Item::Line {
            from: Pos {
                x: from,
                y: plot.bottom,
            },
            to: Pos {
                x: to,
                y: plot.bottom,
            },
            stroke: Stroke {
                dashed: !complete,
                ..Paint::Faint.stroke(1.0)
            },
        });
    }
}

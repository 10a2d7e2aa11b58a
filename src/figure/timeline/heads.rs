//! The heads of lanes in the gutter: a name, how many records, how many of them undated.

use super::TimelineData;
use super::lanes::{DYAD, Lane};
use crate::figure::frame::Frame;
use crate::figure::ground::{GUTTER_GAP, NAME_LEFT};
use crate::figure::labels::{elided, elided_within, number_of};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Mark, Paint, Pos, Rect, Scene, Text};
use crate::figure::series::Series;
use crate::figure::words::undated;
use crate::model::lanes::LaneKey;

/// The size of lane names.
pub(in crate::figure) const NAME_SIZE: f32 = 12.5;
/// The size of numbers beside them.
const NUMBER_SIZE: f32 = 11.0;
/// Of the room for two names, each has at least this part.
const LEAST_PART: f32 = 0.3;
/// Between what stands side by side in the gutter, in points.
const GAP: f32 = 8.0;
/// The least height of a lane with its undated on a line of their own, in points.
pub(super) const TWO_LINES: f32 = 40.0;

/// The head of a lane: what one can take hold of in the gutter.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Which lane.
    pub key: LaneKey,
    /// Its name.
    pub name: String,
    /// How much it holds, in words.
    pub facts: String,
    /// It is folded to one row.
    pub folded: bool,
    /// The gutter beside the lane.
    pub rect: Rect,
    /// How far down from the top of the scene the middle of its name is.
    pub middle: f32,
}

/// Whether a lane's name and numbers are too long for one line of the gutter.
pub(super) fn in_two_lines(lane: &Lane, frame: &Frame, metrics: &dyn Metrics) -> bool {
    let name = metrics.width(&lane.name, NAME_SIZE, Weight::Regular);
    let numbers = [dated_words(lane), undated_words(lane)];
    let numbers = numbers.map(|it| metrics.width(&it, NUMBER_SIZE, Weight::Regular) + GAP);
    !lane.undated.is_empty() && name + numbers.iter().sum::<f32>() > gutter_room(frame)
}

/// How wide a gutter has to be for every name of a lane with its numbers, and for the title of a
/// table that stands there, in points.
pub fn gutter_of(lanes: Option<&TimelineData>, series: &[Series], metrics: &dyn Metrics) -> f32 {
    let name = |text: &str| metrics.width(text, NAME_SIZE, Weight::Regular);
    let number = |text: &str| metrics.width(text, NUMBER_SIZE, Weight::Regular) + GAP;
    let lanes = lanes.into_iter().flat_map(|it| &it.lanes);
    let lanes = lanes.map(|lane| name(&lane.name) + number(&dated_words(lane)));
    // The title of a table with several lanes stands above them.
    let single = series.iter().filter(|one| one.sums.lanes.len() < 2);
    let titles = single.map(|one| name(&one.title) + 1.0);
    let longest = lanes.chain(titles).fold(0.0, f32::max);
    NAME_LEFT + longest + GUTTER_GAP
}

fn gutter_room(frame: &Frame) -> f32 {
    frame.axis.left() - GUTTER_GAP - NAME_LEFT
}

/// How many are on the timeline; how many are not stands beside it.
fn dated_words(lane: &Lane) -> String {
    (lane.count() - lane.undated.len()).to_string()
}

/// As much of a name as fits; of who did it to whom something of both.
fn short_name(lane: &Lane, room: f32, metrics: &dyn Metrics) -> String {
    let width = |text: &str| metrics.width(text, NAME_SIZE, Weight::Regular);
    let cut = |text: &str, room: f32| match lane.key {
        LaneKey::Dyad(..) => elided_within(text, room, NAME_SIZE, Weight::Regular, metrics),
        _ => elided(text, room, NAME_SIZE, Weight::Regular, metrics),
    };
    let pair = match lane.key {
        LaneKey::Dyad(..) if width(&lane.name) > room => lane.name.split_once(DYAD),
        _ => None,
    };
    let Some((from, to)) = pair else {
        return cut(&lane.name, room);
    };
    let both = (room - width(DYAD)).max(0.0);
    // Each has a part of the room as it has of the words; what a short one leaves free goes to the
    // other.
    let part = both * width(from) / (width(from) + width(to)).max(1.0);
    let least = both * LEAST_PART;
    let of_from = part.clamp(least, both - least);
    let of_from = of_from.max(both - width(to)).min(width(from));
    let from = cut(from, of_from);
    let to = cut(to, both - width(&from));
    format!("{from}{DYAD}{to}")
}

fn undated_words(lane: &Lane) -> String {
    undated(lane.undated.len())
}

/// Writes the head of a lane beside it, so far down, and lets its undated be opened.
pub(super) fn name_lane(
    scene: &mut Scene,
    lane: &Lane,
    (rect, y): (Rect, f32),
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Head {
    let too_long = in_two_lines(lane, frame, metrics);
    let two_lines = too_long && rect.height() >= TWO_LINES - 4.0;
    let undated = match too_long && !two_lines {
        true => format!("+{}", lane.undated.len()),
        false => undated_words(lane),
    };
    // What stands on the line of the name leaves it that much less room.
    let undated_beside = !lane.undated.is_empty() && !two_lines;
    let taken = match undated_beside {
        true => metrics.width(&undated, NUMBER_SIZE, Weight::Regular) + GAP,
        false => 0.0,
    };
    let number = dated_words(lane);
    let wide = metrics.width(&number, NUMBER_SIZE, Weight::Regular) + GAP;
    let room = gutter_room(frame);
    let name_room = (room - taken - wide).max(0.0);
    let name = short_name(lane, name_room, metrics);
    let name_width = metrics.width(&name, NAME_SIZE, Weight::Regular);
    write(scene, name, NAME_LEFT, y, NAME_SIZE, Paint::Ink);
    let x = NAME_LEFT + name_width + GAP;
    write(scene, number, x, y, NUMBER_SIZE, Paint::Muted);
    if !lane.undated.is_empty() {
        let (x, y, anchor) = match two_lines {
            true => (NAME_LEFT, y + 15.0, Anchor::Start),
            false => (NAME_LEFT + room, y, Anchor::End),
        };
        let text = Text {
            at: Pos { x, y },
            anchor,
            size: NUMBER_SIZE,
            weight: Weight::Regular,
            paint: Paint::Muted,
            text: undated,
        };
        mark_undated(scene, lane, text, metrics);
    }
    Head {
        key: lane.key.clone(),
        name: lane.name.clone(),
        facts: lane.facts(),
        folded: lane.folded,
        rect,
        middle: y,
    }
}

fn write(scene: &mut Scene, text: String, x: f32, y: f32, size: f32, paint: Paint) {
    scene.write(Text {
        at: Pos { x, y },
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        paint,
        text,
    });
}

/// Writes how many are undated, which opens them.
fn mark_undated(scene: &mut Scene, lane: &Lane, text: Text, metrics: &dyn Metrics) {
    let rect = text.rect(metrics).grown(2.0);
    let label = scene.write(text);
    let number = lane.undated.len();
    scene.marks.push(Mark {
        rect,
        ids: lane.undated.clone(),
        name: format!("{}: {number} undated", lane.name),
        tooltip: format!(
            "{} of this lane without a date",
            number_of(number, "record")
        ),
        items: label..label + 1,
        label: Some(label),
        table: None,
        bar: None,
    });
}

//! The heads of lanes in the gutter: a name, how many records, how many of them undated.

use super::TimelineData;
use super::lanes::Lane;
use crate::analysis::dyads::DYAD;
use crate::figure::frame::Frame;
use crate::figure::ground::NAME_LEFT;
use crate::figure::gutter::{self, LINE, Name};
use crate::figure::labels::{abbreviation, elided, elided_within, number_of};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::rows::TableMark;
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
/// A name has so many lines before it is cut, and so many where its lane is high enough.
const USUAL_LINES: usize = 2;
const MOST_LINES: usize = 3;
/// Above and below the lines of a head, in points.
const AROUND: f32 = 10.0;

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

/// How wide the gutter of paper this wide has to be for every name of a lane with its numbers, and
/// for the title of a table that stands there, in points.
pub fn gutter_of(
    lanes: Option<&TimelineData>,
    series: &[Series],
    paper: f32,
    metrics: &dyn Metrics,
) -> f32 {
    let number = |text: &str| metrics.width(text, NUMBER_SIZE, Weight::Regular) + GAP;
    let lanes = lanes.into_iter().flat_map(|it| &it.lanes);
    let lanes = lanes.map(|lane| Name {
        text: &lane.name,
        size: NAME_SIZE,
        beside: number(&dated_words(lane)),
    });
    // The title of a table with several lanes, or that is too long, stands above them.
    let single = series.iter().filter(|one| one.sums.lanes.len() < 2);
    let titles = single.map(|one| Name {
        text: &one.title,
        size: NAME_SIZE,
        beside: 1.0,
    });
    let short = titles.filter(|it| gutter::is_beside(it, paper, metrics));
    gutter::fitting(lanes.chain(short), paper, metrics)
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

/// How the head of a lane is set.
struct Set {
    /// The lines of its name; how many are on the timeline stands behind the last.
    name: Vec<String>,
    /// How many are not, and whether that has a line of its own.
    undated: Option<(String, bool)>,
}

impl Set {
    /// In so many lines at the most.
    fn new(lane: &Lane, most: usize, frame: &Frame, metrics: &dyn Metrics) -> Self {
        let number = |text: &str| metrics.width(text, NUMBER_SIZE, Weight::Regular) + GAP;
        let undated = (!lane.undated.is_empty()).then(|| undated_words(lane));
        let beside = undated.as_deref().map_or(0.0, number);
        let room = gutter::room(frame) - number(&dated_words(lane));
        let wide = metrics.width(&lane.name, NAME_SIZE, Weight::Regular);
        if wide + beside <= room {
            return Self {
                name: vec![lane.name.clone()],
                undated: undated.map(|words| (words, false)),
            };
        }
        if most < 2 {
            let undated = undated.map(|_| format!("+{}", lane.undated.len()));
            let taken = undated.as_deref().map_or(0.0, number);
            return Self {
                name: vec![short_name(lane, (room - taken).max(0.0), metrics)],
                undated: undated.map(|words| (words, false)),
            };
        }
        let lines = most - usize::from(undated.is_some());
        Self {
            name: name_lines(lane, room, lines.min(MOST_LINES), metrics),
            undated: undated.map(|words| (words, true)),
        }
    }

    fn lines(&self) -> usize {
        let below = self.undated.as_ref().is_some_and(|(_, below)| *below);
        self.name.len() + usize::from(below)
    }
}

/// A lane's name in lines; who did it and to whom have one each.
fn name_lines(lane: &Lane, room: f32, most: usize, metrics: &dyn Metrics) -> Vec<String> {
    let is_whole = metrics.width(&lane.name, NAME_SIZE, Weight::Regular) <= room;
    let pair = match lane.key {
        LaneKey::Dyad(..) if !is_whole && most > 1 => lane.name.split_once(DYAD),
        _ => None,
    };
    let Some((from, to)) = pair else {
        return match is_whole || most < 2 {
            true => vec![short_name(lane, room, metrics)],
            false => gutter::lines(&lane.name, room, most, NAME_SIZE, metrics),
        };
    };
    let sign = DYAD.trim_end();
    let behind = metrics.width(sign, NAME_SIZE, Weight::Regular);
    let from = short_actor(from, room - behind, metrics);
    vec![format!("{from}{sign}"), short_actor(to, room, metrics)]
}

/// Somebody's name, else their abbreviation, else a part of the name.
fn short_actor(name: &str, room: f32, metrics: &dyn Metrics) -> String {
    let fits = |text: &str| metrics.width(text, NAME_SIZE, Weight::Regular) <= room;
    match abbreviation(name).filter(|short| !fits(name) && fits(short)) {
        Some(short) => short.to_owned(),
        None => elided_within(name, room, NAME_SIZE, Weight::Regular, metrics),
    }
}

/// How high a lane has to be for its head, in points; nothing for a head in one line.
pub(super) fn height(lane: &Lane, frame: &Frame, metrics: &dyn Metrics) -> f32 {
    let most = USUAL_LINES + usize::from(!lane.undated.is_empty());
    match Set::new(lane, most, frame, metrics).lines() {
        0 | 1 => 0.0,
        lines => AROUND + lines as f32 * LINE,
    }
}

/// Writes the head of a lane beside it, so far down, and lets its undated be opened.
pub(super) fn name_lane(
    scene: &mut Scene,
    lane: &Lane,
    (rect, y): (Rect, f32),
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Head {
    let most = ((rect.height() - AROUND + 4.0) / LINE).floor().max(1.0) as usize;
    let set = Set::new(lane, most, frame, metrics);
    let mut line = y;
    let mut name_width = 0.0;
    for (number, words) in set.name.iter().enumerate() {
        line = y + number as f32 * LINE;
        name_width = metrics.width(words, NAME_SIZE, Weight::Regular);
        write(scene, words.clone(), NAME_LEFT, line, NAME_SIZE, Paint::Ink);
    }
    let x = NAME_LEFT + name_width + GAP;
    write(scene, dated_words(lane), x, line, NUMBER_SIZE, Paint::Muted);
    if let Some((undated, below)) = set.undated {
        let (x, y, anchor) = match below {
            true => (NAME_LEFT, line + LINE, Anchor::Start),
            false => (NAME_LEFT + gutter::room(frame), y, Anchor::End),
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
            "{} of this lane without a date\nClick for a list of them",
            number_of(number, "record")
        ),
        items: label..label + 1,
        label: Some(label),
        table: Some(TableMark::List),
        bar: None,
    });
}

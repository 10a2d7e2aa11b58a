//! What stands beside the lanes of a dyad chart: who, against whom, how many undated.

use super::DyadData;
use crate::figure::frame::Frame;
use crate::figure::ground::NAME_LEFT;
use crate::figure::gutter::{self, LINE, Name};
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::scene::{Anchor, Mark, Paint, Pos, Scene, Text};
use crate::figure::timeline::Lane;
use crate::figure::timeline::heads::NAME_SIZE;
use crate::figure::words::undated;

/// The size of what is written small.
pub(super) const SMALL: f32 = 11.0;
/// A name has so many lines before it is cut.
pub(super) const MOST_LINES: usize = 2;

/// Before whom somebody acts against.
const AGAINST: &str = "against ";

/// One line beside a lane.
pub(super) struct Line {
    text: String,
    size: f32,
    paint: Paint,
}

/// How wide the gutter of paper this wide has to be for all names, in points.
pub fn gutter_of(data: &DyadData, paper: f32, metrics: &dyn Metrics) -> f32 {
    let names = [&data.names.0, &data.names.1];
    let against = names.map(|name| against(name));
    let name = |text, size| Name {
        text,
        size,
        beside: 0.0,
    };
    let acts = names.into_iter().map(|text| name(text.as_str(), NAME_SIZE));
    let towards = against.iter().map(|text| name(text.as_str(), SMALL));
    let between = name(data.between.name.as_str(), NAME_SIZE);
    let titles = data.tables.iter().filter(|acts| !acts.lanes.is_empty());
    let titles = titles.map(|acts| name(acts.title.as_str(), NAME_SIZE));
    // A title that is too long stands above its row.
    let titles = titles.filter(|it| gutter::is_beside(it, paper, metrics));
    let all = acts.chain(towards).chain([between]).chain(titles);
    gutter::fitting(all, paper, metrics)
}

fn against(name: &str) -> String {
    format!("{AGAINST}{name}")
}

/// Who acts, and against whom.
pub(super) fn of_acts(one: &str, other: &str, frame: &Frame, metrics: &dyn Metrics) -> Vec<Line> {
    let room = gutter::room(frame);
    let set = |words, size, paint| {
        let lines = gutter::of_actor(words, room, MOST_LINES, size, metrics);
        lines
            .into_iter()
            .map(move |text| Line { text, size, paint })
    };
    let acts = set(("", one), NAME_SIZE, Paint::Ink);
    acts.chain(set((AGAINST, other), SMALL, Paint::Muted))
        .collect()
}

/// The lanes of policy shifts with what stands beside them: those with others only where there are
/// any, those between the two only where there are any or no others.
pub(super) fn of_shifts<'a>(
    data: &'a DyadData,
    frame: &Frame,
    metrics: &dyn Metrics,
) -> Vec<(&'a Lane, Vec<Line>)> {
    let room = gutter::room(frame);
    let set = |note: &str| {
        let line = |(text, size, paint)| {
            let lines = gutter::lines(text, room, MOST_LINES, size, metrics);
            lines
                .into_iter()
                .map(move |text| Line { text, size, paint })
        };
        let name = (data.between.name.as_str(), NAME_SIZE, Paint::Ink);
        let all = [name, (note, SMALL, Paint::Muted)].into_iter();
        all.flat_map(line).collect::<Vec<Line>>()
    };
    let (between, others) = (&data.between, &data.with_others);
    match (between.count(), others.count()) {
        (_, 0) => vec![(between, set(""))],
        (0, _) => vec![(others, set("with others, none between the two"))],
        _ => vec![
            (between, set("between the two")),
            (others, set("with others")),
        ],
    }
}

/// How high these lines are together, with that of what is undated.
pub(super) fn height(lines: &[Line], lane: &Lane) -> f32 {
    number(lines, lane) as f32 * LINE
}

fn number(lines: &[Line], lane: &Lane) -> usize {
    lines.len() + usize::from(!lane.undated.is_empty())
}

/// Writes them around this height, and lets what is undated be opened.
pub(super) fn write(
    scene: &mut Scene,
    lines: &[Line],
    (lane, middle): (&Lane, f32),
    metrics: &dyn Metrics,
) {
    let mut y = middle - (number(lines, lane) as f32 - 1.0) * LINE / 2.0;
    let text = |y: f32, text: String, size: f32, paint: Paint| Text {
        at: Pos { x: NAME_LEFT, y },
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        paint,
        text,
    };
    for line in lines {
        scene.write(text(y, line.text.clone(), line.size, line.paint));
        y += LINE;
    }
    if lane.undated.is_empty() {
        return;
    }
    let words = undated(lane.undated.len());
    let text = text(y, words.clone(), SMALL, Paint::Muted);
    let rect = text.rect(metrics).grown(2.0);
    let label = scene.write(text);
    scene.marks.push(Mark {
        rect,
        ids: lane.undated.clone(),
        name: format!("{}: {words}", lane.name),
        tooltip: format!("{}: {words}", lane.name),
        items: label..label + 1,
        label: Some(label),
        table: None,
        bar: None,
    });
}

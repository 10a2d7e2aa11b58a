//! Which events answer which: thin arcs from an answer to what it answers.

use super::DyadData;
use crate::figure::scene::{Item, Mark, Paint, Pos, Rect, Scene};
use crate::figure::time_axis::TimeAxis;
use crate::model::id::EventId;
use crate::model::link::Relation;
use crate::model::project::Project;
use std::collections::BTreeMap;

/// An arc is drawn as so many lines.
const LINES: u8 = 16;
/// How far an arc bends at the most, in points.
const MOST_BEND: f32 = 36.0;

/// One event that answers another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub from: EventId,
    /// What it answers.
    pub to: EventId,
    /// "Transit trade barred, in response to Checkpoint attack".
    pub name: String,
    /// Why, and who says so.
    pub ground: String,
}

/// The answers among the events of a chart, oldest link first.
pub(super) fn answers(project: &Project, data: &DyadData) -> Vec<Answer> {
    let shown = data.all_events();
    let links = project.links.values();
    let links = links.filter(|link| {
        link.relation == Relation::InResponseTo
            && shown.contains(&link.from)
            && shown.contains(&link.to)
    });
    let title = |id| {
        project
            .events
            .get(&id)
            .map_or("", |event| event.title.as_str())
    };
    let answers = links.map(|link| Answer {
        from: link.from,
        to: link.to,
        name: format!("{}, in response to {}", title(link.from), title(link.to)),
        ground: match link.asserted_in {
            Some(_) => format!("The source says so. {}", link.reason),
            None => format!("The analyst says so. {}", link.reason),
        },
    });
    answers.collect()
}

/// Paints the arcs between the places of events.
pub(super) fn paint(
    scene: &mut Scene,
    answers: &[Answer],
    places: &BTreeMap<EventId, Pos>,
    axis: &TimeAxis,
) {
    for answer in answers {
        let ends = places.get(&answer.from).zip(places.get(&answer.to));
        let Some((from, to)) = ends.filter(|(from, to)| from != to) else {
            continue;
        };
        let begin = scene.items.len();
        let middle = arc(scene, *from, *to, axis);
        scene.marks.push(Mark {
            rect: Rect::at(middle.x - 7.0, middle.y - 7.0, 14.0, 14.0),
            ids: vec![answer.from.into(), answer.to.into()],
            name: answer.name.clone(),
            tooltip: format!("{}\n{}", answer.name, answer.ground.trim()),
            items: begin..scene.items.len(),
            label: None,
            table: None,
            bar: None,
        });
    }
}

/// A bent line; its middle.
fn arc(scene: &mut Scene, from: Pos, to: Pos, axis: &TimeAxis) -> Pos {
    let (across, down) = (to.x - from.x, to.y - from.y);
    let length = across.hypot(down).max(1.0);
    let bend = (length * 0.22).min(MOST_BEND);
    let inside = |x: f32| x.clamp(axis.left(), axis.right());
    let bent = Pos {
        x: inside(f32::midpoint(from.x, to.x) - down / length * bend * 2.0),
        y: f32::midpoint(from.y, to.y) + across / length * bend * 2.0,
    };
    let at = |part: f32| {
        let left = 1.0 - part;
        let mix =
            |a: f32, b: f32, c: f32| left * left * a + 2.0 * left * part * b + part * part * c;
        Pos {
            x: mix(from.x, bent.x, to.x),
            y: mix(from.y, bent.y, to.y),
        }
    };
    let mut before = from;
    for number in 1..=LINES {
        let next = at(f32::from(number) / f32::from(LINES));
        scene.paint(Item::Line {
            from: before,
            to: next,
            stroke: Paint::Muted.stroke(1.0),
        });
        before = next;
    }
    at(0.5)
}

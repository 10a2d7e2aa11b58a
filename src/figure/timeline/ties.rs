//! How events and claims stand to one another, as thin arcs between their marks.
//!
//! In: links and denials, and a scene with marks. Out: arcs for those of which both marks are in
//! sight, each with a place to point at that says what it means and who says so.

use crate::analysis::dates::{WhichDate, known_days};
use crate::derived::Derived;
use crate::derived::claims::ClaimFacts;
use crate::figure::labels::{capitalised, number_of};
use crate::figure::scene::{Item, Mark, Paint, Pos, Rect, Scene, Stroke};
use crate::model::claim::Subject;
use crate::model::day::DayRange;
use crate::model::id::{AnnotationId, RecordId};
use crate::model::link::Link;
use crate::model::project::Project;
use std::collections::BTreeMap;

/// An arc is drawn as so many straight lines.
const PIECES: usize = 20;
/// How far an arc bows at the most, and at the least, in points.
const BOW: (f32, f32) = (28.0, 8.0);
/// From the middle of a mark to where an arc begins, in points.
const CLEAR: f32 = 8.0;
/// How opaque an arc is.
const STRENGTH: f32 = 0.65;

/// One record stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Where the arc begins: the answer, the part, the claim.
    pub from: RecordId,
    /// Where it leads: what is answered, the whole, what is denied.
    pub to: RecordId,
    /// What it means and who says so, in one line.
    pub name: String,
    /// Why the analyst says so; may be empty.
    pub reason: String,
    /// The passage that says so, or the claim.
    pub ground: Option<RecordId>,
    /// It says that the other is untrue.
    pub denies: bool,
}

/// All ties, or those of one record only.
pub fn ties(
    project: &Project,
    derived: &Derived,
    all: bool,
    selected: Option<RecordId>,
) -> Vec<Tie> {
    let wanted = |from: RecordId, to: RecordId| all || [Some(from), Some(to)].contains(&selected);
    if !all && selected.is_none() {
        return Vec::new();
    }
    let links = project.links.values();
    let links = links.filter(|link| wanted(link.from.into(), link.to.into()));
    let mut out: Vec<Tie> = links.map(|link| of_link(project, derived, link)).collect();
    for facts in derived.claims().iter() {
        let denied = facts.claim.denies.iter();
        let denied = denied.filter(|it| wanted(facts.claim.id.into(), it.record()));
        out.extend(denied.map(|it| of_denial(project, derived, facts, *it)));
    }
    out
}

fn of_link(project: &Project, derived: &Derived, link: &Link) -> Tie {
    let (from, to) = (RecordId::from(link.from), RecordId::from(link.to));
    let says = link.asserted_in.and_then(|id| title_of(project, id));
    let says = says.unwrap_or("the analyst");
    let relation = link.relation.in_words();
    Tie {
        from,
        to,
        name: words(derived, (from, relation, to), says),
        reason: link.reason.clone(),
        ground: link.asserted_in.map(RecordId::from),
        denies: false,
    }
}

fn of_denial(project: &Project, derived: &Derived, facts: &ClaimFacts, denied: Subject) -> Tie {
    let claim = &facts.claim;
    let (from, to) = (RecordId::from(claim.id), denied.record());
    let source = project.source_of(&claim.passage);
    let source = source.and_then(|id| project.sources.get(&id));
    let says = match claim.speaker.as_written.as_str() {
        "" => source.map_or("its source", |source| source.title.as_str()),
        speaker => speaker,
    };
    Tie {
        from,
        to,
        name: words(derived, (from, "denies", to), says),
        reason: String::new(),
        ground: Some(from),
        denies: true,
    }
}

fn title_of(project: &Project, id: AnnotationId) -> Option<&str> {
    let source = project.annotations.get(&id)?.source;
    Some(project.sources.get(&source)?.title.as_str())
}

/// "Strike, Paktika: in response to Checkpoint attack, 3 days later, says Walking the line".
fn words(derived: &Derived, tie: (RecordId, &str, RecordId), says: &str) -> String {
    let (from, relation, to) = tie;
    let later = starts(derived, from)
        .zip(starts(derived, to))
        .and_then(|(from, to)| later_words(from, to));
    let later = later.map_or_else(String::new, |words| format!(", {words}"));
    let (from, to) = (title(derived, from), title(derived, to));
    format!("{from}: {relation} {to}{later}, says {says}")
}

fn title(derived: &Derived, id: RecordId) -> String {
    let title = match id {
        RecordId::Event(id) => derived.events().get(id).map(|it| it.event.title.clone()),
        RecordId::Claim(id) => derived
            .claims()
            .get(id)
            .map(|it| capitalised(it.claim.sort.in_words())),
        _ => None,
    };
    title.unwrap_or_default()
}

/// The days on one of which it began.
fn starts(derived: &Derived, id: RecordId) -> Option<DayRange> {
    let (extent, until) = match id {
        RecordId::Event(id) => {
            let facts = derived.events().get(id)?;
            (facts.extent.as_ref()?, facts.known_until(WhichDate::Used))
        }
        RecordId::Claim(id) => {
            let facts = derived.claims().get(id)?;
            (facts.extent.as_ref()?, facts.horizon)
        }
        _ => return None,
    };
    known_days(extent, until).into_iter().reduce(DayRange::hull)
}

/// How much later one is than the other; `None` where that may be before or after.
fn later_words(one: DayRange, other: DayRange) -> Option<String> {
    let least = one.first().number() - other.last().number();
    let most = one.last().number() - other.first().number();
    let span = |least: i32, most: i32| match least == most {
        true => number_of(least.unsigned_abs() as usize, "day"),
        false => format!("{least} to {most} days"),
    };
    match (least, most) {
        (0, 0) => Some("the same day".to_owned()),
        (least, most) if least >= 0 => Some(format!("{} later", span(least, most))),
        (least, most) if most <= 0 => Some(format!("{} earlier", span(-most, -least))),
        _ => None,
    }
}

/// Draws the ties of which both marks are in sight. Where a record has several marks, between the
/// two that are nearest.
pub(super) fn paint(scene: &mut Scene, ties: &[Tie]) {
    if ties.is_empty() {
        return;
    }
    let mut places: BTreeMap<RecordId, Vec<Pos>> = BTreeMap::new();
    for id in ties.iter().flat_map(|tie| [tie.from, tie.to]) {
        places.entry(id).or_default();
    }
    for mark in &scene.marks {
        // How many are undated stands in the gutter: no arc leads there.
        let is_in_a_lane = mark.items.start != mark.label.unwrap_or(usize::MAX);
        for id in mark.ids.iter().filter(|_| is_in_a_lane) {
            if let Some(places) = places.get_mut(id) {
                let x = mark.rect.left + (mark.rect.width() / 2.0).min(CLEAR);
                places.push(Pos {
                    x,
                    y: mark.rect.centre().y,
                });
            }
        }
    }
    let mut marks = Vec::new();
    for tie in ties {
        let (from, to) = (places.get(&tie.from), places.get(&tie.to));
        if let Some((from, to)) = from.zip(to).and_then(|(from, to)| nearest(from, to)) {
            marks.push(arc(scene, tie, from, to));
        }
    }
    // Under the marks of records, so that none of them is out of reach.
    scene.marks.splice(0..0, marks);
}

fn nearest(from: &[Pos], to: &[Pos]) -> Option<(Pos, Pos)> {
    let far = |(a, b): &(Pos, Pos)| (a.x - b.x).hypot(a.y - b.y);
    let pairs = from.iter().flat_map(|a| to.iter().map(|b| (*a, *b)));
    let pairs = pairs.filter(|pair| far(pair) > 1.0);
    pairs.min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// One arc with a small arrow at its end; broken where it denies.
fn arc(scene: &mut Scene, tie: &Tie, from: Pos, to: Pos) -> Mark {
    let begin = scene.items.len();
    let curve = Curve::between(from, to);
    let stroke = Stroke {
        colour: Paint::Ink.alpha(STRENGTH),
        width: 1.0,
        dashed: false,
    };
    let at = |piece: usize| curve.at(piece as f32 / PIECES as f32);
    for piece in (0..PIECES).filter(|piece| !tie.denies || piece % 2 == 0) {
        scene.paint(Item::Line {
            from: at(piece),
            to: at(piece + 1),
            stroke,
        });
    }
    let (tip, before) = (at(PIECES), at(PIECES - 2));
    let (dx, dy) = (tip.x - before.x, tip.y - before.y);
    let length = dx.hypot(dy).max(0.1);
    let (dx, dy) = (dx / length * 5.0, dy / length * 5.0);
    for side in [-0.5, 0.5] {
        scene.paint(Item::Line {
            from: tip,
            to: Pos {
                x: tip.x - dx - dy * side,
                y: tip.y - dy + dx * side,
            },
            stroke,
        });
    }
    let middle = curve.at(0.5);
    Mark {
        rect: Rect::at(middle.x - 8.0, middle.y - 6.0, 16.0, 12.0),
        ids: tie.ground.into_iter().collect(),
        name: tie.name.clone(),
        tooltip: format!("{}\n{}", tie.name, tie.reason)
            .trim_end()
            .to_owned(),
        items: begin..scene.items.len(),
        label: None,
        table: None,
        bar: None,
    }
}

/// A curve through two places that bows to one side of the line between them.
struct Curve {
    from: Pos,
    bow: Pos,
    to: Pos,
}

impl Curve {
    /// From the edge of one mark to that of the other: over both where they are in one row.
    fn between(from: Pos, to: Pos) -> Self {
        let down = to.y - from.y;
        let (leaves, arrives) = match down {
            down if down.abs() < 1.0 => (-CLEAR, -CLEAR),
            // Of rows next to each other, between the marks.
            down if down.abs() < 3.0 * CLEAR => (down / 4.0, -down / 4.0),
            down => (CLEAR.copysign(down), -CLEAR.copysign(down)),
        };
        let from = Pos {
            y: from.y + leaves,
            ..from
        };
        let to = Pos {
            y: to.y + arrives,
            ..to
        };
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy).max(1.0);
        // Upwards, or to the right where it goes straight down.
        let (nx, ny) = match dx {
            dx if dx >= 0.0 => (dy / length, -dx / length),
            dx => (-dy / length, dx / length),
        };
        let bow = (length * 0.2).clamp(BOW.1, BOW.0);
        Self {
            from,
            bow: Pos {
                x: (from.x + to.x) / 2.0 + nx * bow,
                y: ((from.y + to.y) / 2.0 + ny * bow).max(2.0),
            },
            to,
        }
    }

    fn at(&self, part: f32) -> Pos {
        let rest = 1.0 - part;
        let mix =
            |a: f32, b: f32, c: f32| rest * rest * a + 2.0 * rest * part * b + part * part * c;
        Pos {
            x: mix(self.from.x, self.bow.x, self.to.x),
            y: mix(self.from.y, self.bow.y, self.to.y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::later_words;
    use crate::model::edtf::Edtf;

    #[test]
    fn how_much_later_in_words() {
        for (one, other, expected) in [
            ("2025-10-12", "2025-10-09", Some("3 days later")),
            ("2025-10-10", "2025-10-09", Some("1 day later")),
            ("2025-10-09", "2025-10-09", Some("the same day")),
            ("2025-10-08", "2025-10-09", Some("1 day earlier")),
            ("2025-10", "2025-09-28", Some("3 to 33 days later")),
            ("2025-09-28", "2025-10", Some("3 to 33 days earlier")),
            ("2025-10", "2025-10-09", None),
        ] {
            let days = |text| Edtf::parse(text).expect("a date").extent().hull();
            let words = days(one).zip(days(other));
            let words = words.and_then(|(one, other)| later_words(one, other));
            assert_eq!(words.as_deref(), expected, "{one} after {other}");
        }
    }
}

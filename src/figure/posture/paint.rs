//! Paints one mark of a posture chart: as high as its score, as wide as it is in force.

use super::Lane;
use super::layout::UNSCORED;
use crate::figure::metrics::{Metrics, Weight};
use crate::figure::pattern::Pattern;
use crate::figure::scene::{Anchor, Item, Mark, Paint, Pos, Rect, Scene, Stroke, Text};
use crate::figure::timeline::Entry;
use crate::figure::timeline::paint::{LABEL_SIZE, ids, name, tooltip};
use crate::figure::timeline::placed::Placed;
use crate::model::id::RecordId;

/// How high a mark is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Height {
    /// So far above its line; below where negative. In points.
    Scored(f32),
    /// Nobody gives a score: flat, on both sides of its line.
    Unscored,
}

impl Height {
    /// From the top of a mark to its bottom.
    fn edges(self, line: f32) -> (f32, f32) {
        match self {
            Self::Scored(rise) => {
                let (top, bottom) = (line - rise.max(0.0), line + (-rise).max(0.0));
                // Zero is drawn as zero: a line.
                match bottom - top {
                    high if high < 2.0 => (line - 1.0, line + 1.0),
                    _ => (top, bottom),
                }
            }
            Self::Unscored => (line - UNSCORED, line + UNSCORED),
        }
    }

    /// Where its outer edge is: that which says the score.
    fn edge(self, line: f32) -> Option<f32> {
        match self {
            Self::Scored(rise) => Some(line - rise),
            Self::Unscored => None,
        }
    }
}

/// How strongly a mark is painted.
#[derive(Clone, Copy)]
struct Look {
    hue: Paint,
    strength: f32,
    dashed: bool,
}

impl Look {
    fn of(entry: &Entry, hollow: bool) -> Self {
        Self {
            hue: Paint::Hue(entry.hue),
            strength: match (entry.countable, hollow || entry.alleged) {
                (true, false) => 1.0,
                (true, true) => 0.45,
                (false, _) => 0.3,
            },
            dashed: entry.alleged,
        }
    }

    fn line(self, width: f32, alpha: f32) -> Stroke {
        Stroke {
            colour: self.hue.alpha(alpha),
            width,
            dashed: self.dashed,
        }
    }
}

/// Paints a mark that stands on a line at `line`.
pub(super) fn shift(
    scene: &mut Scene,
    lane: &Lane,
    placed: &Placed<'_>,
    (line, height): (f32, Height),
    metrics: &dyn Metrics,
) {
    let entry = placed.entry;
    let behind = match entry.ids.first() {
        Some(RecordId::Event(id)) => lane.shifts.get(id),
        _ => None,
    };
    let announced = behind.is_some_and(|shift| shift.announced);
    let happened = behind.is_some_and(|shift| shift.in_force.is_none());
    let look = Look::of(entry, announced || height == Height::Unscored);
    let (top, bottom) = height.edges(line);
    let begin = scene.items.len();
    paint_fade(scene, placed, look, (top, bottom), height.edge(line));
    paint_body(scene, placed, look, (top, bottom), height.edge(line));
    paint_start(scene, placed, look, (top, bottom), height.edge(line));
    if happened && let Some(y) = height.edge(line) {
        paint_tip(scene, placed, look, y);
    }
    paint_number(scene, placed, f32::midpoint(top, bottom));
    let items = begin..scene.items.len();
    let label = placed.label.as_ref().map(|label| {
        write_label(
            scene,
            metrics,
            Text {
                at: Pos {
                    x: label.x,
                    y: f32::midpoint(top, bottom),
                },
                anchor: label.anchor,
                size: LABEL_SIZE,
                weight: Weight::Regular,
                paint: if entry.countable {
                    Paint::Ink
                } else {
                    Paint::Muted
                },
                text: label.text.clone(),
            },
        )
    });
    let (from, to) = placed.whole();
    let spare = (14.0 - (bottom - top)).max(0.0) / 2.0;
    scene.marks.push(Mark {
        rect: Rect::at(from, top - spare, to - from, bottom - top + 2.0 * spare),
        ids: ids(entry, &placed.others),
        name: name(entry, placed.others.len()),
        tooltip: tooltip(entry, &placed.others),
        items,
        label,
        table: None,
        bar: None,
    });
}

/// Writes a label over a ground of its own, so that no line goes through its letters.
fn write_label(scene: &mut Scene, metrics: &dyn Metrics, text: Text) -> usize {
    scene.paint(Item::Rect {
        rect: text.rect(metrics),
        radius: 2.0,
        fill: Some(Paint::Pane.alpha(0.8)),
        stroke: None,
    });
    scene.write(text)
}

fn paint_fade(
    scene: &mut Scene,
    placed: &Placed<'_>,
    look: Look,
    (top, bottom): (f32, f32),
    edge: Option<f32>,
) {
    let Some((from, to)) = placed.fade else {
        return;
    };
    let (first, last) = placed.fade_left;
    let mut fade = |rect: Rect, strength: f32| {
        scene.paint(Item::Fade {
            rect,
            colour: look.hue.alpha(strength * first),
            end_alpha: strength * last,
        });
    };
    fade(
        Rect::at(from, top, to - from, bottom - top),
        0.26 * look.strength,
    );
    if let Some(y) = edge {
        fade(Rect::at(from, y - 1.0, to - from, 2.0), 0.9 * look.strength);
    }
}

/// As long as it surely is in force.
fn paint_body(
    scene: &mut Scene,
    placed: &Placed<'_>,
    look: Look,
    (top, bottom): (f32, f32),
    edge: Option<f32>,
) {
    let Some((from, to)) = placed.body else {
        return;
    };
    let rect = Rect::at(from, top, to - from, bottom - top);
    paint_box(scene, placed, look, rect, 0.26);
    let y = edge.unwrap_or(top);
    scene.paint(Item::Line {
        from: Pos { x: from, y },
        to: Pos { x: to, y },
        stroke: look.line(2.0, 0.9 * look.strength.max(0.5)),
    });
}

/// The days on which it may have begun: pale, as wide as they are known. A single day is a line.
fn paint_start(
    scene: &mut Scene,
    placed: &Placed<'_>,
    look: Look,
    (top, bottom): (f32, f32),
    edge: Option<f32>,
) {
    if let Some(x) = placed.shape {
        scene.paint(Item::Line {
            from: Pos { x, y: top },
            to: Pos { x, y: bottom },
            stroke: look.line(2.0, 0.9),
        });
    }
    for (from, to) in &placed.bars {
        let rect = Rect::at(*from, top, to - from, bottom - top);
        scene.paint(Item::Rect {
            rect,
            radius: 0.0,
            fill: Some(Paint::Pane.solid()),
            stroke: None,
        });
        paint_box(scene, placed, look, rect, 0.16);
        scene.paint(Item::Rect {
            rect,
            radius: 0.0,
            fill: None,
            stroke: Some(look.line(1.0, 0.7)),
        });
    }
    let y = edge.unwrap_or(f32::midpoint(top, bottom));
    for (from, to) in &placed.joins {
        scene.paint(Item::Line {
            from: Pos { x: *from, y },
            to: Pos { x: *to, y },
            stroke: look.line(1.0, 0.7),
        });
    }
}

/// The shape of its kind, at the end of what only happened.
fn paint_tip(scene: &mut Scene, placed: &Placed<'_>, look: Look, y: f32) {
    let middle = |(from, to): &(f32, f32)| f32::midpoint(*from, *to);
    let x = placed.shape.or_else(|| placed.bars.first().map(middle));
    let Some(x) = x.filter(|_| placed.others.is_empty()) else {
        return;
    };
    let hollow = look.strength < 1.0;
    scene.paint(Item::Shape {
        shape: placed.entry.shape,
        centre: Pos { x, y },
        radius: 5.0,
        fill: Some(if hollow {
            Paint::Pane.solid()
        } else {
            look.hue.solid()
        }),
        stroke: hollow.then_some(look.hue.stroke(1.0)),
    });
}

fn paint_box(scene: &mut Scene, placed: &Placed<'_>, look: Look, rect: Rect, alpha: f32) {
    scene.paint(Item::Rect {
        rect,
        radius: 0.0,
        fill: Some(look.hue.alpha(alpha * look.strength)),
        stroke: None,
    });
    if !placed.entry.countable {
        scene.paint(Item::Hatch {
            rect,
            pattern: Pattern::Rising,
            colour: look.hue.alpha(0.30),
            gap: 5.0,
            width: 1.0,
        });
    }
}

/// How many a fold stands for.
fn paint_number(scene: &mut Scene, placed: &Placed<'_>, y: f32) {
    let Some((from, to)) = placed.bars.first().filter(|_| !placed.others.is_empty()) else {
        return;
    };
    scene.write(Text {
        at: Pos {
            x: f32::midpoint(*from, *to),
            y,
        },
        anchor: Anchor::Middle,
        size: 11.0,
        weight: Weight::Strong,
        paint: Paint::Ink,
        text: (placed.others.len() + 1).to_string(),
    });
}

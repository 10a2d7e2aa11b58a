//! Paints the marks of a lane into a scene.

use super::entry::Entry;
use super::fold::Cell;
use super::placed::{AFTER_SHAPE, Label, Placed, SHAPE_IN_BAR, SHAPE_RADIUS};
use crate::figure::metrics::Weight;
use crate::figure::pattern::Pattern;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Anchor, Colour, Item, Mark, Paint, Pos, Rect, Scene, Stroke, Text};
use crate::model::id::RecordId;

/// The size of labels in points.
pub(in crate::figure) const LABEL_SIZE: f32 = 12.0;
/// The size of what is written inside marks.
pub(super) const INSIDE_SIZE: f32 = 11.0;
/// The height of bars in points.
pub(in crate::figure) const BAR_HEIGHT: f32 = 12.0;
/// The radius of their corners.
const RADIUS: f32 = 3.0;

/// How strongly a mark is painted.
struct Look {
    hue: Paint,
    fill: Colour,
    stroke: Stroke,
}

impl Look {
    fn of(entry: &Entry) -> Self {
        let hue = Paint::Hue(entry.hue);
        let (fill, line) = match (entry.countable, entry.alleged) {
            (true, false) => (0.26, 1.0),
            (true, true) => (0.14, 1.0),
            (false, _) => (0.06, 0.55),
        };
        Self {
            hue,
            fill: hue.alpha(fill),
            stroke: Stroke {
                colour: hue.alpha(line),
                width: if entry.alleged { 1.5 } else { 1.0 },
                dashed: entry.alleged,
            },
        }
    }
}

/// Paints a mark with the middle of its row at `y`.
pub(in crate::figure) fn mark(scene: &mut Scene, placed: &Placed<'_>, y: f32) {
    let entry = placed.entry;
    let look = Look::of(entry);
    let begin = scene.items.len();
    paint_reach(scene, placed, &look, y);
    for (from, to) in &placed.joins {
        scene.paint(Item::Line {
            from: Pos { x: *from, y },
            to: Pos { x: *to, y },
            stroke: look.stroke,
        });
    }
    for bar in &placed.bars {
        paint_bar(scene, entry, &look, bar_rect(*bar, y));
    }
    if let Some(x) = placed.shape {
        paint_shape(scene, placed, &look, (Pos { x, y }, placed.radius()));
    }
    if let Some(x) = placed.shape_in_bar() {
        paint_shape(scene, placed, &look, (Pos { x, y }, SHAPE_IN_BAR.1));
    }
    paint_inside(scene, placed, y);
    let items = begin..scene.items.len();
    let label = placed.label.as_ref().map(|label| {
        if label.grounded {
            paint_ground(scene, label, y);
        }
        scene.write(Text {
            at: Pos { x: label.x, y },
            anchor: label.anchor,
            size: LABEL_SIZE,
            weight: Weight::Regular,
            paint: if entry.countable {
                Paint::Ink
            } else {
                Paint::Muted
            },
            text: label.text.clone(),
        })
    });
    let (from, to) = placed.whole();
    let half = placed
        .shape
        .map_or(9.0, |_| 9.0_f32.max(placed.radius() + 3.0));
    scene.marks.push(Mark {
        rect: Rect::at(from, y - half, to - from, 2.0 * half),
        ids: ids(entry, &placed.others),
        name: name(entry, placed.others.len()),
        tooltip: tooltip(entry, &placed.others),
        items,
        label,
        table: entry.rows.clone().map(TableMark::Rows),
        bar: None,
    });
}

/// What keeps words on a bar legible.
fn paint_ground(scene: &mut Scene, label: &Label, y: f32) {
    let left = match label.anchor {
        Anchor::End => label.x - label.width,
        _ => label.x,
    };
    scene.paint(Item::Rect {
        rect: Rect::at(
            left - 2.0,
            y - BAR_HEIGHT / 2.0,
            label.width + 4.0,
            BAR_HEIGHT,
        ),
        radius: 2.0,
        fill: Some(Paint::Pane.alpha(0.85)),
        stroke: None,
    });
}

fn bar_rect((from, to): (f32, f32), y: f32) -> Rect {
    Rect::at(from, y - BAR_HEIGHT / 2.0, to - from, BAR_HEIGHT)
}

fn paint_bar(scene: &mut Scene, entry: &Entry, look: &Look, rect: Rect) {
    // A ground of its own keeps lines and fading of others from showing through.
    let rect_of = |fill: Option<Colour>, stroke: Option<Stroke>| Item::Rect {
        rect,
        radius: RADIUS.min(rect.width() / 2.0),
        fill,
        stroke,
    };
    scene.paint(rect_of(Some(Paint::Pane.solid()), None));
    scene.paint(rect_of(Some(look.fill), None));
    if !entry.countable {
        scene.paint(Item::Hatch {
            rect: rect.grown(-1.0),
            pattern: Pattern::Rising,
            colour: look.hue.alpha(0.30),
            gap: 5.0,
            width: 1.0,
        });
    }
    scene.paint(rect_of(None, Some(look.stroke)));
}

fn paint_shape(scene: &mut Scene, placed: &Placed<'_>, look: &Look, (centre, radius): (Pos, f32)) {
    let entry = placed.entry;
    let hollow = entry.alleged || !entry.countable;
    let fill = if hollow { look.fill } else { look.hue.solid() };
    scene.paint(Item::Shape {
        shape: entry.shape,
        centre,
        radius,
        fill: Some(fill),
        stroke: hollow.then_some(Stroke {
            dashed: look.stroke.dashed && radius >= SHAPE_RADIUS,
            ..look.stroke
        }),
    });
}

/// What went on after its start: a pale bar as far as that is sure, fading to what may be.
fn paint_reach(scene: &mut Scene, placed: &Placed<'_>, look: &Look, y: f32) {
    let countable = placed.entry.countable;
    let strength = if countable { 0.30 } else { 0.24 };
    let body_strength = strength * 0.5;
    if let Some(fade) = placed.fade {
        let start = if placed.sure_after_start {
            body_strength
        } else {
            strength
        };
        scene.paint(Item::Fade {
            rect: bar_rect(fade, y),
            colour: look.hue.alpha(start * placed.fade_left.0),
            end_alpha: start * placed.fade_left.1,
        });
    }
    let Some((from, to)) = placed.body else {
        return;
    };
    // Under the bar of its start, so that the two look like one.
    let rect = bar_rect((placed.solid().0.min(from), to), y);
    scene.paint(Item::Rect {
        rect,
        radius: RADIUS,
        fill: Some(look.hue.alpha(body_strength)),
        stroke: Some(Stroke {
            colour: look.hue.alpha(0.45),
            ..look.stroke
        }),
    });
    if !countable {
        scene.paint(Item::Hatch {
            rect: rect.grown(-1.0),
            pattern: Pattern::Rising,
            colour: look.hue.alpha(0.30),
            gap: 5.0,
            width: 1.0,
        });
    }
}

fn paint_inside(scene: &mut Scene, placed: &Placed<'_>, y: f32) {
    let together = placed.together.clone().filter(|_| !placed.behind);
    let text = together.or_else(|| placed.inside.map(str::to_owned));
    let bar = placed.bars.first();
    let shape = placed.shape_in_bar().map_or(0.0, |_| AFTER_SHAPE - 2.0);
    if let (Some(text), Some((from, to))) = (text, bar) {
        scene.write(Text {
            at: Pos {
                x: (from + shape + to) / 2.0,
                y,
            },
            anchor: Anchor::Middle,
            size: INSIDE_SIZE,
            weight: Weight::Strong,
            paint: Paint::Ink,
            text,
        });
    }
}

/// The dates told elsewhere: ticks of this height above the mark, never marks of their own; a thin line
/// leads from those beside the mark to it.
pub(in crate::figure) fn elsewhere(
    scene: &mut Scene,
    placed: &Placed<'_>,
    xs: &[f32],
    y: f32,
    height: f32,
) {
    let bottom = y - BAR_HEIGHT / 2.0;
    let (from, to) = placed.whole();
    for x in xs {
        let nearest = x.clamp(from, to);
        if (nearest - x).abs() > 1.0 {
            let end = |x| Pos { x, y: bottom };
            scene.paint(Item::Line {
                from: end(x.min(nearest)),
                to: end(x.max(nearest)),
                stroke: Stroke {
                    colour: Paint::Hue(placed.entry.hue).alpha(0.55),
                    width: 1.0,
                    dashed: false,
                },
            });
        }
        scene.paint(Item::Line {
            from: Pos {
                x: *x,
                y: bottom - height,
            },
            to: Pos { x: *x, y: bottom },
            stroke: Paint::Hue(placed.entry.hue).stroke(2.0),
        });
    }
}

/// Paints one cell of a strip; the fullest cell of the lane holds `most`.
pub(in crate::figure) fn cell(scene: &mut Scene, cell: &Cell<'_>, most: usize, rect: Rect) {
    let first = cell.beginning.first();
    let hue = first.map_or(Paint::Muted, |entry| Paint::Hue(entry.hue));
    let share = cell.number as f32 / most.max(1) as f32;
    let begin = scene.items.len();
    scene.paint(Item::Rect {
        rect,
        radius: 0.0,
        fill: Some(hue.alpha(0.15 + 0.80 * share.sqrt())),
        stroke: None,
    });
    let Some((first, others)) = cell.beginning.split_first() else {
        return;
    };
    scene.marks.push(Mark {
        rect,
        ids: ids(first, others),
        name: name(first, others.len()),
        tooltip: tooltip(first, others),
        items: begin..scene.items.len(),
        label: None,
        table: None,
        bar: None,
    });
}

pub(in crate::figure) fn ids(first: &Entry, others: &[&Entry]) -> Vec<RecordId> {
    let others = others.iter().flat_map(|entry| entry.ids.iter().copied());
    first.ids.iter().copied().chain(others).collect()
}

pub(in crate::figure) fn name(first: &Entry, others: usize) -> String {
    match others {
        0 => first.name.clone(),
        _ => format!("{} and {others} more", first.name),
    }
}

/// The lines of one, or the names of the first few of many.
pub(in crate::figure) fn tooltip(first: &Entry, others: &[&Entry]) -> String {
    const NAMED: usize = 8;
    if others.is_empty() {
        return first.tooltip.clone();
    }
    let mut lines = vec![format!("{} here:", others.len() + 1), first.name.clone()];
    lines.extend(
        others
            .iter()
            .take(NAMED - 1)
            .map(|entry| entry.name.clone()),
    );
    if others.len() >= NAMED {
        lines.push(format!("and {} more", others.len() + 1 - NAMED));
    }
    lines.join("\n")
}

//! Ties the parts of a discontinuous annotation together while it is selected or under the mouse:
//! a thin line from part to part, along the line of text or beside the text.

use std::ops::Range;

use egui::{Color32, Painter, Pos2, Shape, Stroke, pos2};

use super::ReaderInput;
use super::marks::Rule;
use super::view::View;
use crate::figure::theme::Theme;
use crate::model::id::AnnotationId;
use crate::workbench::theme::color;
use crate::workbench::typesetting::StretchBox;

/// From the text to the line beside it, in points; clear of the first bar.
const BESIDE: f32 = 5.0;

/// Paints the ties of the selected and of the hovered annotation.
pub(super) fn paint(painter: &Painter, theme: &Theme, view: &View<'_>, input: &ReaderInput<'_>) {
    let hovered = input.hovered.filter(|id| input.selected != Some(*id));
    for id in input.selected.into_iter().chain(hovered) {
        let Some(look) = (input.look)(id).into_iter().min_by_key(|look| look.order) else {
            continue;
        };
        tie(painter, color(theme.hue(look.hue)), view, input, id);
    }
}

fn tie(
    painter: &Painter,
    ink: Color32,
    view: &View<'_>,
    input: &ReaderInput<'_>,
    id: AnnotationId,
) {
    let parts: Vec<Range<usize>> = (input.parts)(id).iter().map(|part| part.range()).collect();
    for (one, next) in parts.iter().zip(parts.iter().skip(1)) {
        let (from, to) = (view.boxes(one), view.boxes(next));
        match (from.last(), to.first()) {
            (Some(from), Some(to)) if (from.baseline - to.baseline).abs() < 1.0 => {
                along(painter, ink, view, from, to);
            }
            (from, to) => beside(painter, ink, view, one.end..next.start, (from, to)),
        }
    }
}

/// From one part to the next on the same line, at the height of the lines under the words.
fn along(painter: &Painter, ink: Color32, view: &View<'_>, from: &StretchBox, to: &StretchBox) {
    let (left, right) = match from.rect.left() <= to.rect.left() {
        true => (from.rect.right(), to.rect.left()),
        false => (to.rect.right(), from.rect.left()),
    };
    let rule = Rule::new(view.page.size, from.rect.height());
    let y = from.baseline.round() + rule.line(0, true).center();
    dotted(painter, ink, &[pos2(left, y), pos2(right, y)]);
}

/// Beside the text, from the line of one part to that of the next; to the edge of the pane where
/// one of them is out of sight.
fn beside(
    painter: &Painter,
    ink: Color32,
    view: &View<'_>,
    between: Range<usize>,
    (from, to): (Option<&StretchBox>, Option<&StretchBox>),
) {
    let Some(seen) = view.range() else { return };
    let passes = between.start < seen.end && seen.start < between.end;
    if from.is_none() && to.is_none() && !passes {
        return;
    }
    let (text, pane) = (view.page.text.min, view.page.pane);
    let x = text - BESIDE;
    let mut points: Vec<Pos2> = Vec::new();
    match from {
        Some(from) => {
            let y = from.rect.center().y;
            points.extend([pos2(text - 1.0, y), pos2(x, y)]);
        }
        None => points.push(pos2(x, pane.top())),
    }
    match to {
        Some(to) => {
            let y = to.rect.center().y;
            points.extend([pos2(x, y), pos2(text - 1.0, y)]);
        }
        None => points.push(pos2(x, pane.bottom())),
    }
    dotted(painter, ink, &points);
}

fn dotted(painter: &Painter, ink: Color32, points: &[Pos2]) {
    painter.extend(Shape::dashed_line(points, Stroke::new(1.0, ink), 2.0, 2.0));
}

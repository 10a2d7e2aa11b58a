//! Patterns: lines over a box, so that groups can be told apart without colour.
//!
//! All of them stand on one grid through the corner of the figure, so that neighbouring boxes meet
//! without a seam and every outlet draws the same lines.

use super::scene::{Pos, Rect};
use crate::model::look::Hue;

/// The part of a gap that dashes and crosses take.
pub(super) const DASH: f32 = 0.55;

/// Lines over a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Diagonals that rise to the right: what is not counted, and no hue.
    Rising,
    /// Both diagonals.
    Crossed,
    /// Lines from left to right.
    Level,
    /// Lines from top to bottom.
    Upright,
    /// Both of these.
    Grid,
    /// Points.
    Dots,
    /// Short lines from left to right.
    Dashes,
    /// Small crosses that stand upright.
    Pluses,
}

impl Pattern {
    /// The pattern that stands for a hue; `None` for the one that stays plain. Those of the kinds a
    /// project starts with differ the most.
    pub const fn of(hue: Hue) -> Option<Self> {
        match hue {
            Hue::Rust => None,
            Hue::Navy => Some(Self::Upright),
            Hue::Violet => Some(Self::Dots),
            Hue::Teal => Some(Self::Level),
            Hue::Ochre => Some(Self::Grid),
            Hue::Slate => Some(Self::Crossed),
            Hue::Rose => Some(Self::Dashes),
            Hue::Olive => Some(Self::Pluses),
        }
    }

    /// The lines of this width that cover a box, `gap` points apart. They may reach beyond its
    /// edges: whoever draws them cuts them off. None where the gap is not positive.
    pub fn lines(self, rect: Rect, gap: f32, width: f32) -> Vec<(Pos, Pos)> {
        if gap <= 0.0 || !gap.is_finite() {
            return Vec::new();
        }
        let dash = Pos {
            x: gap * DASH,
            y: 0.0,
        };
        let upright_dash = Pos {
            x: 0.0,
            y: gap * DASH,
        };
        match self {
            Self::Rising => rising(rect, gap),
            Self::Crossed => [rising(rect, gap), falling(rect, gap)].concat(),
            Self::Level => level(rect, gap),
            Self::Upright => upright(rect, gap),
            Self::Grid => [level(rect, gap), upright(rect, gap)].concat(),
            Self::Dots => points(rect, gap, Pos { x: width, y: 0.0 }),
            Self::Dashes => points(rect, gap, dash),
            Self::Pluses => [points(rect, gap, dash), points(rect, gap, upright_dash)].concat(),
        }
    }
}

/// The steps of a grid that touch a stretch.
fn steps(from: f32, to: f32, gap: f32, first: f32) -> impl Iterator<Item = f32> + Clone {
    let number = |value: f32| ((value - first) / gap).floor() as i32;
    (number(from)..=number(to)).map(move |step| step as f32 * gap + first)
}

/// Where across and down add up to a step.
fn rising(rect: Rect, gap: f32) -> Vec<(Pos, Pos)> {
    let sums = steps(
        rect.left + rect.top,
        rect.right + rect.bottom + gap,
        gap,
        0.0,
    );
    let line = |sum: f32| {
        let at = |y: f32| Pos { x: sum - y, y };
        (at(rect.bottom), at(rect.top))
    };
    sums.map(line).collect()
}

/// Where across less down is a step.
fn falling(rect: Rect, gap: f32) -> Vec<(Pos, Pos)> {
    let sums = steps(
        rect.left - rect.bottom,
        rect.right - rect.top + gap,
        gap,
        0.0,
    );
    let line = |sum: f32| {
        let at = |y: f32| Pos { x: sum + y, y };
        (at(rect.top), at(rect.bottom))
    };
    sums.map(line).collect()
}

fn level(rect: Rect, gap: f32) -> Vec<(Pos, Pos)> {
    let across = |y| (Pos { x: rect.left, y }, Pos { x: rect.right, y });
    steps(rect.top, rect.bottom, gap, gap / 2.0)
        .map(across)
        .collect()
}

fn upright(rect: Rect, gap: f32) -> Vec<(Pos, Pos)> {
    let down = |x| (Pos { x, y: rect.top }, Pos { x, y: rect.bottom });
    steps(rect.left, rect.right, gap, gap / 2.0)
        .map(down)
        .collect()
}

/// Short lines around the points of a grid, so long across and down.
fn points(rect: Rect, gap: f32, length: Pos) -> Vec<(Pos, Pos)> {
    let columns = steps(rect.left, rect.right + gap, gap, gap / 2.0);
    let rows = steps(rect.top, rect.bottom + gap, gap, gap / 2.0);
    let (across, down) = (length.x / 2.0, length.y / 2.0);
    let of_row = |y: f32| {
        let dot = move |x: f32| {
            let at = |side: f32| Pos {
                x: x + side * across,
                y: y + side * down,
            };
            (at(-1.0), at(1.0))
        };
        columns.clone().map(dot)
    };
    rows.flat_map(of_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_meet_without_a_seam() {
        let (left, right) = (
            Rect::at(3.0, 7.0, 20.0, 30.0),
            Rect::at(23.0, 7.0, 20.0, 30.0),
        );
        for pattern in [Pattern::Rising, Pattern::Crossed, Pattern::Level] {
            let crossings = |rect| {
                let lines = pattern.lines(rect, 6.0, 1.0);
                let at = lines.into_iter().filter_map(|(from, to)| {
                    let part = match to.x == from.x {
                        true => return None,
                        false => (23.0 - from.x) / (to.x - from.x),
                    };
                    let y = from.y + (to.y - from.y) * part;
                    (8.0..36.0)
                        .contains(&y)
                        .then_some((y * 100.0).round() as i32)
                });
                let mut at: Vec<i32> = at.collect();
                at.sort_unstable();
                at
            };
            assert!(crossings(left).len() > 3, "{pattern:?}");
            assert_eq!(crossings(left), crossings(right), "{pattern:?}");
        }
    }

    #[test]
    fn every_hue_has_a_look_of_its_own() {
        let looks = Hue::ALL.map(Pattern::of);
        for (number, look) in looks.iter().enumerate() {
            assert!(!looks[number + 1..].contains(look), "{look:?}");
        }
        let rect = Rect::at(0.0, 0.0, 30.0, 30.0);
        for pattern in looks.into_iter().flatten() {
            assert!(pattern.lines(rect, 6.0, 1.5).len() >= 4, "{pattern:?}");
            assert!(pattern.lines(rect, 0.0, 1.5).is_empty());
        }
    }
}

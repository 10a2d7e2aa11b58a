//! One line: where each grapheme and each caret stands, and which of them is at a point.
//!
//! **The caret where the direction changes.** Between two graphemes that run opposite ways lie two
//! places on the page for one place in the text. The caret stands beside the grapheme that is
//! embedded less deeply: in front of or behind a stretch in the other direction, as the words
//! around it see it. So every edge between two graphemes holds exactly one caret (graphemes
//! without a width share theirs), and going through the carets of a line from left to right meets
//! each once. A point answers otherwise, so that what is dragged over is what is selected: the
//! grapheme under it, and its nearer half; only a point right on a caret is that caret's.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Rect, pos2};
use unicode_bidi::Level;

use super::StretchBox;
use super::direction::Direction;

/// How close to a caret a point is taken for the caret itself, in points.
const ON_CARET: f32 = 0.01;
/// Boxes that are no further apart are one, in points.
const TOUCHING: f32 = 0.1;

/// One line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, with the blanks it ends in.
    pub range: Range<usize>,
    /// Where those blanks begin.
    pub content_end: usize,
    pub top: f32,
    pub baseline: f32,
    /// What is painted, from left to right.
    pub runs: Vec<PaintedRun>,
    /// Its graphemes, by byte.
    pub cells: Vec<Cell>,
    /// Where a caret may stand, by byte: in front of each grapheme, and behind the last.
    pub stops: Vec<Stop>,
}

/// Words that are painted together.
#[derive(Clone, Debug)]
pub(super) struct PaintedRun {
    /// Their first byte.
    pub start: usize,
    pub x: f32,
    /// From the top of the line to the top of the galley.
    pub y: f32,
    pub galley: Arc<Galley>,
    /// Whether it is painted twice to look bold.
    pub heavy: bool,
}

/// A grapheme on its line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub range: Range<usize>,
    /// How deeply it is embedded; odd levels run leftwards.
    pub level: Level,
    pub left: f32,
    pub width: f32,
}

impl Cell {
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The edge a reader comes to first.
    fn before(&self) -> f32 {
        if self.level.is_ltr() {
            self.left
        } else {
            self.right()
        }
    }

    fn behind(&self) -> f32 {
        if self.level.is_ltr() {
            self.right()
        } else {
            self.left
        }
    }
}

/// A place for a caret.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stop {
    pub byte: usize,
    pub x: f32,
}

impl Line {
    /// Moves the line right and finds its carets.
    pub fn place(&mut self, indent: f32, direction: Direction) {
        self.runs.iter_mut().for_each(|run| run.x += indent);
        self.cells.iter_mut().for_each(|cell| cell.left += indent);
        let left = self.cells.iter().map(|cell| cell.left);
        let right = self.cells.iter().map(Cell::right);
        let (left, right) = match self.cells.is_empty() {
            true => (indent, indent),
            false => (
                left.fold(f32::INFINITY, f32::min),
                right.fold(f32::NEG_INFINITY, f32::max),
            ),
        };
        let (start, end) = match direction {
            Direction::Rightwards => (left, right),
            Direction::Leftwards => (right, left),
        };
        let outside = direction.level();
        // The level before and behind each place, and the x a caret has on either side.
        let mut before = (outside, start);
        let mut stops = Vec::with_capacity(self.cells.len() + 1);
        for cell in &self.cells {
            let x = if before.0 < cell.level {
                before.1
            } else {
                cell.before()
            };
            stops.push(Stop {
                byte: cell.range.start,
                x,
            });
            before = (cell.level, cell.behind());
        }
        let x = if before.0 > outside { end } else { before.1 };
        stops.push(Stop {
            byte: self.range.end,
            x,
        });
        self.stops = stops;
    }

    /// The x of the caret in front of a byte.
    pub fn x_of(&self, byte: usize) -> f32 {
        let behind = self.stops.partition_point(|stop| stop.byte <= byte);
        let stop = self.stops.get(behind.saturating_sub(1));
        stop.map_or(0.0, |stop| stop.x)
    }

    /// The x of a caret right behind the grapheme that ends at a byte.
    pub fn x_behind(&self, byte: usize) -> Option<f32> {
        let cell = self.cells.iter().find(|cell| cell.range.end == byte)?;
        Some(cell.behind())
    }

    /// The place for a caret, not before `start` nor behind `end`, that an x means.
    pub fn byte_at(&self, x: f32, start: usize, end: usize) -> usize {
        let allowed = || {
            let stops = self.stops.iter();
            stops.filter(|stop| (start..=end).contains(&stop.byte))
        };
        let distance = |stop: &&Stop| (stop.x - x).abs();
        let nearest = allowed().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let nearest = nearest.filter(|stop| distance(stop) > ON_CARET);
        match (nearest, self.under(x)) {
            (Some(_), Some(cell)) => {
                let late = (x - cell.before()).abs() > (x - cell.behind()).abs();
                let byte = if late {
                    cell.range.end
                } else {
                    cell.range.start
                };
                byte.clamp(start, end)
            }
            (Some(stop), None) => stop.byte,
            (None, _) => allowed()
                .min_by(|a, b| distance(a).total_cmp(&distance(b)))
                .map_or(start, |stop| stop.byte),
        }
    }

    /// The grapheme under an x.
    pub fn under(&self, x: f32) -> Option<&Cell> {
        let under = |cell: &&Cell| cell.left <= x && x < cell.right();
        self.cells.iter().find(under)
    }

    /// The boxes of a stretch on this line, from left to right.
    pub fn stretch(
        &self,
        number: usize,
        wanted: &Range<usize>,
        line_height: f32,
    ) -> Vec<StretchBox> {
        let start = wanted.start.max(self.range.start);
        let end = wanted.end.min(self.content_end);
        let inside = |cell: &&Cell| cell.range.start < end && start < cell.range.end;
        let mut cells: Vec<&Cell> = self.cells.iter().filter(inside).collect();
        cells.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut boxes: Vec<StretchBox> = Vec::new();
        for cell in cells {
            match boxes.last_mut() {
                Some(last) if cell.left <= last.rect.right() + TOUCHING => {
                    last.rect.max.x = last.rect.right().max(cell.right());
                    last.range.start = last.range.start.min(cell.range.start);
                    if last.range.end < cell.range.end {
                        last.range.end = cell.range.end;
                        last.ends_right = cell.level.is_ltr();
                    }
                }
                _ => boxes.push(StretchBox {
                    rect: Rect::from_min_max(
                        pos2(cell.left, self.top),
                        pos2(cell.right(), self.top + line_height),
                    ),
                    line: number,
                    baseline: self.baseline,
                    range: cell.range.clone(),
                    ends_right: cell.level.is_ltr(),
                }),
            }
        }
        boxes
    }

    /// The stops from left to right; of those at one x, in the direction of the paragraph.
    pub fn stops_in_sight(&self, direction: Direction, with_end: bool) -> Vec<Stop> {
        let mut stops = self.stops.clone();
        if !with_end {
            stops.pop();
        }
        stops.sort_by(|a, b| a.x.total_cmp(&b.x));
        // Sums of widths differ in their last digit where they should be one.
        for together in stops.chunk_by_mut(|a, b| b.x - a.x < ON_CARET) {
            together.sort_by_key(|stop| stop.byte);
            if !direction.is_rightwards() {
                together.reverse();
            }
        }
        stops
    }
}

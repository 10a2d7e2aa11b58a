//! The paper charts are laid out on: one width, one window of days, one left edge for all of them.

use super::time_axis::TimeAxis;
use crate::model::day::DayRange;

/// The paper a chart is laid out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The width of the whole, gutter and margin included, in points.
    pub width: f32,
    /// The window of days; its left edge is the gutter, and the same for every chart.
    pub axis: TimeAxis,
    /// How many rows a lane may have before its marks are joined.
    pub most_rows: usize,
    /// How high the timeline should be at most, in points: its rows move closer for that, down to
    /// what can still be read.
    pub room: f32,
    /// Whether charts that need less than `room` take all of it.
    pub filled: bool,
    /// Whether bars have patterns, so that they can be told apart without colour.
    pub patterned: bool,
}

impl Frame {
    /// The usual space left of charts for the names of lanes, in points.
    pub const GUTTER: f32 = 144.0;
    /// The usual space right of charts, in points.
    pub const MARGIN: f32 = 24.0;

    /// Paper of this width for these days, with the usual gutter (less on narrow paper) and margin.
    pub fn new(width: f32, days: DayRange) -> Self {
        Self::with_gutter(width, days, 0.0)
    }

    /// The gutter of paper this wide where names are short, in points.
    fn usual_gutter(width: f32) -> f32 {
        Self::GUTTER.min(width / 4.0)
    }

    /// The widest gutter of paper this wide, in points: a sixth of it, and at least the usual.
    pub fn widest_gutter(width: f32) -> f32 {
        Self::usual_gutter(width).max(width / 6.0)
    }

    /// The same with a gutter as wide as names need, within its bounds.
    pub fn with_gutter(width: f32, days: DayRange, names: f32) -> Self {
        let gutter = names.min(Self::widest_gutter(width));
        let gutter = gutter.max(Self::usual_gutter(width)).ceil();
        Self {
            width,
            axis: TimeAxis::of(days, gutter, width - Self::MARGIN),
            most_rows: 8,
            room: f32::INFINITY,
            filled: false,
            patterned: false,
        }
    }

    /// Whether charts are drawn on paper, where nobody can point at a mark, scroll or zoom.
    pub fn is_paper(&self) -> bool {
        self.filled || self.room.is_infinite()
    }

    /// The same paper, for charts that are as high as this together, as far as they can be.
    pub fn filling(self, room: f32) -> Self {
        Self {
            room: room.max(0.0),
            filled: true,
            ..self
        }
    }
}

/// The largest of what lies between `least` and `most` with which something is no higher than
/// `room`, where more is higher.
pub(super) fn largest_within(
    room: f32,
    (least, most): (f32, f32),
    height: impl Fn(f32) -> f32,
) -> f32 {
    if height(most) <= room {
        return most;
    }
    let (mut low, mut high) = (least, most);
    for _ in 0..24 {
        let middle = f32::midpoint(low, high);
        match height(middle) <= room {
            true => low = middle,
            false => high = middle,
        }
    }
    low
}

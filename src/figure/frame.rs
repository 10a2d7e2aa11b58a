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

    /// The same with a gutter so wide that names of this many points fit into it, up to a third of
    /// the paper.
    pub fn with_gutter(width: f32, days: DayRange, names: f32) -> Self {
        let usual = Self::GUTTER.min(width / 4.0);
        let gutter = names.min(width / 3.0).max(usual).ceil();
        Self {
            width,
            axis: TimeAxis::of(days, gutter, width - Self::MARGIN),
            most_rows: 8,
            room: f32::INFINITY,
            patterned: false,
        }
    }
}

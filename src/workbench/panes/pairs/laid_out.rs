//! The charts of a pair, laid out for the room there is.

use crate::figure::frame::Frame;
use crate::figure::metrics::FaceMetrics;
use crate::figure::pair_figure::PairData;
use crate::figure::scene::Scene;
use crate::figure::time_axis::TimeAxis;
use crate::model::day::{Day, DayRange};
use crate::workbench::panes::chart_stack::StackChart;
use egui::Vec2;

/// The charts laid out.
pub(super) struct LaidOut {
    /// Each with its top, in points.
    pub(super) scenes: Vec<(f32, Scene)>,
    /// How high all of them are together.
    pub(super) height: f32,
    pub(super) axis: Scene,
    pub(super) time: TimeAxis,
}

impl LaidOut {
    /// With what tells them apart.
    pub(super) fn charts(&self) -> Vec<StackChart<'_>> {
        let all = self.scenes.iter().enumerate();
        let charts = all.map(|(number, (top, scene))| StackChart {
            name: ("chart", number),
            top: *top,
            scene,
        });
        charts.collect()
    }

    /// For a window of days and a pane of this size.
    pub(super) fn new(data: &PairData, window: (f64, f64), size: Vec2) -> Self {
        let metrics = FaceMetrics::bundled();
        let edges = Frame::new(size.x, DayRange::day(Day::from_number(0)));
        let time = TimeAxis::new(window.0, window.1, edges.axis.left(), edges.axis.right());
        let axis = time.scene(size.x, metrics);
        let room = (size.y - axis.height).max(0.0);
        let frame = Frame {
            axis: time,
            room,
            ..edges
        };
        let mut top = 0.0;
        let placed = data.scenes(&frame, metrics).into_iter().map(|scene| {
            let here = top;
            top += scene.height;
            (here, scene)
        });
        let scenes: Vec<(f32, Scene)> = placed.collect();
        Self {
            scenes,
            height: top.max(room),
            axis,
            time,
        }
    }
}

//! The charts of a pair as data, and laid out for the room there is.

use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::figure::compose::Charts;
use crate::figure::dyad::{self, DyadData, Telling, dyad, layout_telling, telling};
use crate::figure::frame::Frame;
use crate::figure::metrics::FaceMetrics;
use crate::figure::pair::Pair;
use crate::figure::pair_figure::PairWanted;
use crate::figure::posture::{self, PostureData, posture};
use crate::figure::scene::Scene;
use crate::figure::time_axis::TimeAxis;
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;
use egui::Vec2;

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) project: &'a Project,
    pub(super) derived: &'a Derived,
    pub(super) which: Charts,
    pub(super) pair: Pair,
    pub(super) wanted: PairWanted,
    pub(super) selection: Selection,
}

/// The charts as data, whatever the window.
#[derive(Default)]
pub(super) enum Data {
    /// There is no pair.
    #[default]
    Nothing,
    Posture(PostureData),
    Dyad(Box<DyadData>, Option<Telling>),
}

impl Data {
    /// The charts of a pair.
    pub(super) fn of(asked: &Asked<'_>) -> Self {
        let (project, derived, pair) = (asked.project, asked.derived, asked.pair);
        let selection = asked.selection.clone();
        let found = match asked.which {
            Charts::Dyad => dyad(project, derived, &dyad::Asked { pair, selection }).map(|data| {
                let source = asked.wanted.telling;
                let telling = source.and_then(|it| telling(project, derived, &data.events(), it));
                Self::Dyad(Box::new(data), telling)
            }),
            _ => {
                let asked = posture::Asked {
                    pair,
                    selection,
                    acts: asked.wanted.acts,
                };
                posture(project, derived, &asked).map(Self::Posture)
            }
        };
        found.unwrap_or_default()
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Posture(data) => data.is_empty(),
            Self::Dyad(data, _) => data.is_empty(),
        }
    }

    fn scenes(&self, frame: &Frame) -> Vec<Scene> {
        let metrics = FaceMetrics::bundled();
        match self {
            Self::Nothing => Vec::new(),
            Self::Posture(data) => vec![posture::layout(data, frame, metrics)],
            Self::Dyad(data, telling) => {
                let told = telling.iter().map(|it| layout_telling(it, frame, metrics));
                let mut scenes: Vec<Scene> = told.collect();
                scenes.push(dyad::layout(data, frame, metrics));
                scenes
            }
        }
    }
}

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
    /// For a window of days and a pane of this size.
    pub(super) fn new(data: &Data, window: (f64, f64), size: Vec2) -> Self {
        let edges = Frame::new(size.x, DayRange::day(Day::from_number(0)));
        let time = TimeAxis::new(window.0, window.1, edges.axis.left(), edges.axis.right());
        let axis = time.scene(size.x, FaceMetrics::bundled());
        let room = (size.y - axis.height).max(0.0);
        let frame = Frame {
            axis: time,
            room,
            ..edges
        };
        let mut top = 0.0;
        let placed = data.scenes(&frame).into_iter().map(|scene| {
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

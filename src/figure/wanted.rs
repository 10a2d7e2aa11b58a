//! What a figure is asked to show.

use super::frequency::Asked;
use super::pair::Pair;
use super::timeline::Lanes;
use crate::analysis::selection::Selection;
use crate::model::day::Day;
use crate::model::id::SourceId;
use crate::model::project::Project;

/// The least width of a figure, in points: a narrower one has no room for names beside its charts.
pub const LEAST_WIDTH: f32 = 320.0;

/// Which charts a figure shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charts {
    /// Only the timeline.
    Timeline,
    /// Only the frequency.
    Frequency,
    /// The timeline above the frequency, on one axis.
    #[default]
    Both,
    /// What two actors have in force towards one another.
    Posture,
    /// What two actors do to one another.
    Dyad,
}

impl Charts {
    /// Whether the chart is one of two actors.
    pub fn is_of_two(self) -> bool {
        matches!(self, Self::Posture | Self::Dyad)
    }

    /// Whether it has bars.
    pub fn has_bars(self) -> bool {
        matches!(self, Self::Frequency | Self::Both)
    }

    /// Whether it has the lanes of a timeline.
    pub fn has_lanes(self) -> bool {
        matches!(self, Self::Timeline | Self::Both)
    }
}

/// What a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which charts.
    pub charts: Charts,
    /// The width in points; at least [`LEAST_WIDTH`].
    pub width: f32,
    /// The height in points; as high as needed when `None` or too little.
    pub height: Option<f32>,
    /// The first day shown; the first of what counts when `None`.
    pub from: Option<Day>,
    /// The last day shown.
    pub to: Option<Day>,
    /// What is counted, and how.
    pub asked: Asked,
    /// What the timeline shows.
    pub shown: Selection,
    /// How its lanes are arranged.
    pub lanes: Lanes,
    /// The title; that of the project, or of the first table, when `None`; none when empty.
    pub title: Option<String>,
    /// The caption; what is counted and what is left out when `None`; none when empty.
    pub caption: Option<String>,
    /// The line below it; which sources and tables it comes from when `None`; none when empty.
    pub source: Option<String>,
    /// Whether bars have patterns, so that they can be told apart without colour.
    pub patterned: bool,
    /// The two actors, where the chart is of two.
    pub pair: PairWanted,
}

impl Wanted {
    /// How wide its paper is, in points.
    pub(super) fn paper(&self) -> f32 {
        self.width.max(LEAST_WIDTH)
    }
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            charts: Charts::Both,
            width: 1_200.0,
            height: None,
            from: None,
            to: None,
            asked: Asked::default(),
            shown: Selection::everything(),
            lanes: Lanes::default(),
            title: None,
            caption: None,
            source: None,
            patterned: false,
            pair: PairWanted::default(),
        }
    }
}

/// Which two actors a chart is of, and what it shows of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairWanted {
    /// The two; those that meet most often when `None`.
    pub pair: Option<Pair>,
    /// In the posture also incidents and diplomatic events.
    pub acts: bool,
    /// Above the acts, the order in which this source tells them.
    pub telling: Option<SourceId>,
}

impl PairWanted {
    /// Forgets actors and a source that are gone.
    pub fn forget_missing(&mut self, project: &Project) {
        let holds = |id| project.actors.contains_key(&id);
        self.pair = self
            .pair
            .filter(|pair| holds(pair.one) && holds(pair.other));
        self.telling = self.telling.filter(|id| project.sources.contains_key(id));
    }
}

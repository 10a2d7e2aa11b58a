//! A figure of two actors for export: their policy posture, or their acts against one another.
//!
//! In: a project, what is derived from it, and what is wanted. Out: one scene, the same for the
//! window and the command line.

use super::combined::{Captions, combined};
use super::compose::{Charts, Wanted, or_else, paper, sources, title};
use super::dyad::{self, DyadData, Telling, dyad, layout_telling, telling};
use super::frame::Frame;
use super::metrics::Metrics;
use super::pair::{Pair, pairs};
use super::posture::{self, PostureData, posture};
use super::scene::Scene;
use super::timeline::TimelineData;
use crate::analysis::counts::CannotCount;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::codebook::Family;
use crate::model::id::SourceId;
use crate::model::project::Project;

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

/// The family by which a chart chooses the pair that meets most often.
pub fn family_of(charts: Charts) -> Family {
    match charts {
        Charts::Dyad => Family::Incident,
        _ => Family::Policy,
    }
}

/// The charts of a pair as data, whatever the window of days.
#[derive(Clone, Debug, Default)]
pub enum PairData {
    /// There is no pair.
    #[default]
    Nothing,
    /// What two actors have in force towards one another.
    Posture(PostureData),
    /// What two actors do to one another, and the order in which a source tells it.
    Dyad(Box<DyadData>, Option<Telling>),
}

impl PairData {
    /// The chart of these two actors; nothing when one of them is no actor of the project.
    pub fn of(
        project: &Project,
        derived: &Derived,
        (charts, pair): (Charts, Pair),
        wanted: &PairWanted,
        selection: Selection,
    ) -> Self {
        let found = match charts {
            Charts::Dyad => dyad(project, derived, &dyad::Asked { pair, selection }).map(|data| {
                let source = wanted.telling;
                let telling = source.and_then(|it| telling(project, derived, &data.events(), it));
                Self::Dyad(Box::new(data), telling)
            }),
            _ => {
                let asked = posture::Asked {
                    pair,
                    selection,
                    acts: wanted.acts,
                };
                posture(project, derived, &asked).map(Self::Posture)
            }
        };
        found.unwrap_or_default()
    }

    /// The chart a figure is asked for.
    pub(super) fn wanted(project: &Project, derived: &Derived, wanted: &Wanted) -> Self {
        let found = || pairs(project, derived, family_of(wanted.charts));
        let pair = wanted.pair.pair.or_else(|| Some(found().first()?.pair));
        pair.map_or_else(Self::default, |pair| {
            let (of, shown) = ((wanted.charts, pair), wanted.shown.clone());
            Self::of(project, derived, of, &wanted.pair, shown)
        })
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Posture(data) => data.is_empty(),
            Self::Dyad(data, _) => data.is_empty(),
        }
    }

    /// Its charts from top to bottom, without the time axis. `frame.room` is for all of them.
    pub fn scenes(&self, frame: &Frame, metrics: &dyn Metrics) -> Vec<Scene> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Posture(data) => vec![posture::layout(data, frame, metrics)],
            Self::Dyad(data, telling) => {
                let told = telling.iter().map(|it| layout_telling(it, frame, metrics));
                let mut scenes: Vec<Scene> = told.collect();
                let taken: f32 = scenes.iter().map(|scene| scene.height).sum();
                let below = Frame {
                    room: (frame.room - taken).max(0.0),
                    ..*frame
                };
                scenes.push(dyad::layout(data, &below, metrics));
                scenes
            }
        }
    }

    /// What it is, in a few words; that of the project where there is no pair.
    fn title(&self, project: &Project) -> String {
        match self {
            Self::Nothing => title(Some(project), &[]),
            Self::Posture(data) => data.title(),
            Self::Dyad(data, _) => data.title(),
        }
    }

    /// How to read it, and what it leaves out.
    fn caption(&self) -> String {
        match self {
            Self::Nothing => "No event is between two actors.".to_owned(),
            Self::Posture(data) => data.caption(),
            Self::Dyad(data, None) => data.caption(),
            Self::Dyad(data, Some(telling)) => {
                format!("{} {}", data.caption(), telling.caption())
            }
        }
    }

    /// The same events as a timeline would hold them, to fit a window to.
    pub(super) fn as_timeline(&self) -> TimelineData {
        match self {
            Self::Nothing => TimelineData::default(),
            Self::Posture(data) => data.as_timeline(),
            Self::Dyad(data, _) => data.as_timeline(),
        }
    }
}

/// Lays the figure of a pair out. Without any pair it says so.
///
/// # Errors
/// When the period runs backwards.
pub(super) fn compose_pair(
    project: &Project,
    derived: &Derived,
    wanted: &Wanted,
    metrics: &dyn Metrics,
) -> Result<Scene, CannotCount> {
    let data = PairData::wanted(project, derived, wanted);
    let frame = paper(Some(&data.as_timeline()), &[], wanted)?;
    let captions = Captions {
        title: or_else(&wanted.title, || data.title(project)),
        caption: or_else(&wanted.caption, || data.caption()),
        source: or_else(&wanted.source, || sources(Some(project), &[])),
    };
    let composed = |frame: &Frame| combined(data.scenes(frame, metrics), &captions, frame, metrics);
    let usual = composed(&frame);
    let Some(height) = wanted.height else {
        return Ok(usual);
    };
    let charts: f32 = data
        .scenes(&frame, metrics)
        .iter()
        .map(|it| it.height)
        .sum();
    let room = height - (usual.height - charts);
    Ok(composed(&frame.filling(room)).about(height))
}

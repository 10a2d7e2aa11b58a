//! A figure of two actors for export: their policy posture, or their acts against one another.
//!
//! In: a project, what is derived from it, and what is wanted. Out: one scene, the same for the
//! window and the command line.

use super::combined::{Captions, combined};
use super::compose::{Charts, Wanted, sources, title, window};
use super::dyad::{self, dyad};
use super::frame::Frame;
use super::metrics::Metrics;
use super::pair::{Pair, pairs};
use super::posture::{self, posture};
use super::scene::Scene;
use super::timeline::TimelineData;
use crate::analysis::counts::CannotCount;
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
    let found = || pairs(project, derived, family_of(wanted.charts));
    let pair = wanted.pair.pair.or_else(|| Some(found().first()?.pair));
    let drawn = pair.and_then(|pair| match wanted.charts {
        Charts::Dyad => of_dyad(project, derived, pair, wanted),
        _ => of_posture(project, derived, pair, wanted),
    });
    let drawn = drawn.unwrap_or_default();
    let frame = Frame::new(
        wanted.width.max(320.0),
        window(Some(&drawn.timeline), &[], wanted)?,
    );
    let charts = drawn.charts.iter().map(|draw| draw(&frame, metrics));
    let of_chart = drawn.title;
    let title = of_chart.unwrap_or_else(|| title(Some(project), &[]));
    let captions = Captions {
        title: wanted.title.clone().unwrap_or(title),
        caption: drawn.caption,
        source: sources(Some(project), &[]),
    };
    Ok(combined(charts.collect(), &captions, &frame, metrics))
}

/// Draws a chart on a frame.
type Draw = Box<dyn Fn(&Frame, &dyn Metrics) -> Scene>;

/// What is drawn of a pair.
struct Drawn {
    title: Option<String>,
    timeline: TimelineData,
    caption: String,
    charts: Vec<Draw>,
}

impl Default for Drawn {
    fn default() -> Self {
        Self {
            title: None,
            timeline: TimelineData::default(),
            caption: "No event is between two actors.".to_owned(),
            charts: Vec::new(),
        }
    }
}

fn of_posture(project: &Project, derived: &Derived, pair: Pair, wanted: &Wanted) -> Option<Drawn> {
    let asked = posture::Asked {
        pair,
        selection: wanted.shown.clone(),
        acts: wanted.pair.acts,
    };
    let data = posture(project, derived, &asked)?;
    Some(Drawn {
        title: Some(data.title()),
        timeline: data.as_timeline(),
        caption: data.caption(),
        charts: vec![Box::new(move |frame, metrics| {
            posture::layout(&data, frame, metrics)
        })],
    })
}

fn of_dyad(project: &Project, derived: &Derived, pair: Pair, wanted: &Wanted) -> Option<Drawn> {
    let asked = dyad::Asked {
        pair,
        selection: wanted.shown.clone(),
    };
    let data = dyad(project, derived, &asked)?;
    let telling = wanted.pair.telling;
    let telling = telling.and_then(|it| dyad::telling(project, derived, &data.events(), it));
    let mut charts: Vec<Draw> = Vec::new();
    let mut caption = data.caption();
    if let Some(telling) = telling {
        caption = format!("{caption} {}", telling.caption());
        charts.push(Box::new(move |frame, metrics| {
            dyad::layout_telling(&telling, frame, metrics)
        }));
    }
    let (title, timeline) = (Some(data.title()), data.as_timeline());
    charts.push(Box::new(move |frame, metrics| {
        dyad::layout(&data, frame, metrics)
    }));
    Some(Drawn {
        title,
        timeline,
        caption,
        charts,
    })
}

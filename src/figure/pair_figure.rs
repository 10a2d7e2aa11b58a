//! A figure of two actors for export: their policy posture, or their acts against one another.
//!
//! In: a project, what is derived from it, and what is wanted. Out: one scene, the same for the
//! window and the command line.

use super::captions::{Captions, or_else, sources, title};
use super::combined::combined;
use super::dyad::{self, DyadData, Telling, dyad, layout_telling, telling};
use super::frame::Frame;
use super::metrics::{FaceMetrics, Metrics};
use super::pair::{Pair, pairs};
use super::paper::paper;
use super::posture::{self, PostureData, posture};
use super::scene::Scene;
use super::series::TableActs;
use super::timeline::TimelineData;
use super::wanted::{Charts, PairWanted, Wanted};
use crate::analysis::buckets::whole;
use crate::analysis::counts::CannotCount;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::codebook::Family;
use crate::model::day::DayRange;
use crate::model::id::EventId;
use crate::model::project::Project;
use crate::model::view::Bucket;
use std::collections::BTreeSet;

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

    /// The same with the rows of tables between the two, which only the chart of their acts shows.
    #[must_use]
    pub fn with_tables(self, tables: Vec<TableActs>) -> Self {
        match self {
            Self::Dyad(data, telling) => Self::Dyad(Box::new(data.with_tables(tables)), telling),
            other => other,
        }
    }

    /// The events that have a mark beside the rows of tables.
    pub fn drawn(&self) -> BTreeSet<EventId> {
        match self {
            Self::Nothing | Self::Posture(_) => BTreeSet::new(),
            Self::Dyad(data, _) => data.drawn(),
        }
    }

    /// The days of the rows of tables, to fit a window to where no event is dated.
    pub fn days_of_tables(&self) -> Option<DayRange> {
        match self {
            Self::Nothing | Self::Posture(_) => None,
            Self::Dyad(data, _) => {
                let known = data.tables.iter().filter_map(TableActs::known);
                Some(whole(known.reduce(DayRange::hull)?, Bucket::Year))
            }
        }
    }

    /// The two actors a figure is asked for: those that meet most often where nobody names two.
    pub fn pair(project: &Project, derived: &Derived, wanted: &Wanted) -> Option<Pair> {
        let found = || pairs(project, derived, family_of(wanted.charts));
        wanted.pair.pair.or_else(|| Some(found().first()?.pair))
    }

    /// The chart a figure is asked for.
    pub fn wanted(project: &Project, derived: &Derived, wanted: &Wanted) -> Self {
        Self::pair(project, derived, wanted).map_or_else(Self::default, |pair| {
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

    /// How to read it within these days, and what it leaves out.
    fn caption(&self, days: DayRange) -> String {
        match self {
            Self::Nothing => "No event is between two actors.".to_owned(),
            Self::Posture(data) => data.caption(),
            Self::Dyad(data, None) => data.caption(days),
            Self::Dyad(data, Some(telling)) => {
                format!("{} {}", data.caption(days), telling.caption())
            }
        }
    }

    /// The paper the figure is laid out on.
    ///
    /// # Errors
    /// When the period runs backwards.
    pub(super) fn paper(&self, wanted: &Wanted) -> Result<Frame, CannotCount> {
        let events = self.as_timeline();
        let of_tables = match events.fitting_window() {
            Some(_) => None,
            None => self.days_of_tables(),
        };
        let wanted = Wanted {
            from: wanted.from.or(of_tables.map(DayRange::first)),
            to: wanted.to.or(of_tables.map(DayRange::last)),
            ..wanted.clone()
        };
        paper(Some(&events), &[], self.names(wanted.paper()), &wanted)
    }

    /// How wide the gutter of paper this wide has to be for the names of its lanes, in points.
    fn names(&self, paper: f32) -> f32 {
        let metrics = FaceMetrics::bundled();
        match self {
            Self::Nothing => 0.0,
            Self::Posture(data) => posture::gutter_of(data, paper, metrics),
            Self::Dyad(data, _) => dyad::gutter_of(data, paper, metrics),
        }
    }

    /// Titles of the tables of which rows are drawn.
    fn tables(&self) -> Vec<&str> {
        let tables = match self {
            Self::Nothing | Self::Posture(_) => &[][..],
            Self::Dyad(data, _) => data.tables.as_slice(),
        };
        let drawn = tables.iter().filter(|acts| !acts.lanes.is_empty());
        drawn.map(|acts| acts.title.as_str()).collect()
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
    (project, derived): (&Project, &Derived),
    tables: &[TableActs],
    wanted: &Wanted,
    metrics: &dyn Metrics,
) -> Result<Scene, CannotCount> {
    let data = PairData::wanted(project, derived, wanted).with_tables(tables.to_vec());
    let frame = data.paper(wanted)?;
    let captions = Captions {
        title: or_else(&wanted.title, || data.title(project)),
        caption: or_else(&wanted.caption, || data.caption(frame.axis.days())),
        source: or_else(&wanted.source, || sources(Some(project), &data.tables())),
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

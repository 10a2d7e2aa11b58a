//! A whole figure for export: the charts asked for, with title, caption and sources.
//!
//! In: derived values and what is wanted. Out: one scene, the same for the window and the command
//! line.

use super::combined::{Captions, combined};
use super::frame::Frame;
use super::frequency::{self, Asked, frequency};
use super::metrics::Metrics;
use super::scene::Scene;
use super::timeline::{self, TimelineData, timeline};
use crate::analysis::counts::CannotCount;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;

/// The least height of the bars, in points.
const LEAST_BARS: f32 = 120.0;
/// Their height when nobody asks for one, in points.
const USUAL_BARS: f32 = 170.0;
/// So many sources are named in a figure.
const NAMED_SOURCES: usize = 3;

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
}

/// What a figure shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which charts.
    pub charts: Charts,
    /// The width in points; at least 320.
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
    /// The title; that of the project when `None`, none when empty.
    pub title: Option<String>,
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
            title: None,
        }
    }
}

/// Lays the figure out.
///
/// # Errors
/// When the period runs backwards or has too many of the buckets asked for.
pub fn compose(
    project: &Project,
    derived: &Derived,
    wanted: &Wanted,
    metrics: &dyn Metrics,
) -> Result<Scene, CannotCount> {
    let lanes = timeline(project, derived, &wanted.shown);
    let frame = Frame::new(wanted.width.max(320.0), window(&lanes, wanted)?);
    let bars = frequency(project, derived, &wanted.asked, &frame.axis)?;
    let above = || timeline::layout(&lanes, &frame, metrics);
    let below = |height| frequency::layout(&bars, &frame, height, metrics);
    let captions = Captions {
        title: wanted
            .title
            .clone()
            .unwrap_or_else(|| project.title().to_owned()),
        caption: match wanted.charts {
            Charts::Timeline => lanes.caption(),
            Charts::Frequency => bars.caption.clone(),
            Charts::Both => format!("{} {}", lanes.caption(), bars.caption),
        },
        source: sources(project),
    };
    let charts = |bars_height| match wanted.charts {
        Charts::Timeline => vec![above()],
        Charts::Frequency => vec![below(bars_height)],
        Charts::Both => vec![above(), below(bars_height)],
    };
    let usual = combined(charts(USUAL_BARS), &captions, &frame, metrics);
    let Some(height) = wanted.height.filter(|_| wanted.charts != Charts::Timeline) else {
        return Ok(usual);
    };
    let spare = height - (usual.height - USUAL_BARS);
    Ok(combined(
        charts(spare.max(LEAST_BARS)),
        &captions,
        &frame,
        metrics,
    ))
}

/// The days asked for; else what shows everything that counts; the present century's start when
/// nothing is dated.
fn window(lanes: &TimelineData, wanted: &Wanted) -> Result<DayRange, CannotCount> {
    let fitting = lanes.fitting_window();
    let from = wanted.from.or(fitting.map(DayRange::first));
    let to = wanted.to.or(fitting.map(DayRange::last));
    let first = from.or(to).unwrap_or(Day::from_number(10_957));
    // With one end only, the other is a year away at the least.
    let (from, to) = match (wanted.from, wanted.to) {
        (Some(from), Some(to)) => (from, to),
        (None, Some(to)) => (from.unwrap_or(first).min(to.plus(-364)), to),
        (Some(from), None) => (from, to.unwrap_or(first).max(from.plus(364))),
        (None, None) => (first, to.unwrap_or(first.plus(364))),
    };
    DayRange::new(from, to).ok_or(CannotCount::Backwards { from, to })
}

/// "Sources: A; B; C and 2 more."
fn sources(project: &Project) -> String {
    let titles: Vec<&str> = project
        .sources
        .values()
        .map(|source| source.title.as_str())
        .collect();
    let named = titles.iter().take(NAMED_SOURCES).copied();
    let named = named.collect::<Vec<_>>().join("; ");
    match titles.len() {
        0 => String::new(),
        1 => format!("Source: {named}."),
        number if number <= NAMED_SOURCES => format!("Sources: {named}."),
        number => format!("Sources: {named} and {} more.", number - NAMED_SOURCES),
    }
}

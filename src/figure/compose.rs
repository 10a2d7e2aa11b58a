//! A whole figure for export: the charts asked for, with title, caption and sources.
//!
//! In: derived values, tables as series, and what is wanted. Out: one scene, the same for the window and the command
//! line.

use super::combined::{Captions, combined};
use super::frame::Frame;
use super::frequency::{self, Asked, FrequencyData, frequencies};
use super::key::{Strips, key_of_strips, keys};
use super::metrics::{FaceMetrics, Metrics};
use super::pair_figure::{PairWanted, compose_pair};
use super::scene::Scene;
use super::series::{self, Series, TableActs};
use super::timeline::{self, Lanes, TimelineData, timeline};
use super::words::{NEVER_ADDED, sources_and_tables};
use crate::analysis::counts::CannotCount;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;
use crate::model::view::Bucket;

/// The least width of a figure, in points: a narrower one has no room for names beside its charts.
pub const LEAST_WIDTH: f32 = 320.0;
/// The height of bars when nobody asks for one, in points.
const USUAL_BARS: f32 = 170.0;
/// The same of bars for each group.
const USUAL_MULTIPLE: f32 = 94.0;
/// Bars are no lower than this part of their usual height.
const LEAST_PART: f32 = 0.7;
/// A period of which only one end was chosen has at least so many days, beside the one chosen.
const LEAST_DAYS: i32 = 27;
/// Above bars with a head that follow others, in points.
const GAP: f32 = 9.0;

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

/// Lays the figure out: the events of a project with tables beside them, each a series of its own,
/// or tables alone. `acts` are their rows between the two actors of a chart of two.
///
/// # Errors
/// When the period runs backwards or has too many of the buckets asked for.
pub fn compose(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    acts: &[TableActs],
    wanted: &Wanted,
    metrics: &dyn Metrics,
) -> Result<Scene, CannotCount> {
    if let Some(own) = own
        && wanted.charts.is_of_two()
    {
        return compose_pair(own, acts, wanted, metrics);
    }
    let lanes =
        own.map(|(project, derived)| timeline(project, derived, &wanted.shown, &wanted.lanes));
    let names = names(lanes.as_ref(), series, wanted);
    let frame = paper(lanes.as_ref(), series, names, wanted)?;
    let bars =
        own.map(|(project, derived)| frequencies(project, derived, &wanted.asked, &frame.axis));
    let mut bars = bars.transpose()?.unwrap_or_default();
    // One table by itself gives the figure its title, and is named nowhere else.
    let alone = own.is_none() && series.len() == 1;
    bars.extend(of_tables(series, alone, wanted, &frame));
    let (in_lanes, of_lanes) = match wanted.charts.has_lanes() {
        true => (lanes.as_ref(), series),
        false => (None, &[][..]),
    };
    let kinds = frequency::hues_of_kinds(in_lanes, of_lanes, &bars);
    frequency::tint(&mut bars, &kinds);
    let parts = Parts {
        alone,
        lanes,
        bars,
        series,
        metrics,
    };
    let project = own.map(|(project, _)| project);
    let captions = Captions {
        title: or_else(&wanted.title, || title(project, series)),
        caption: or_else(&wanted.caption, || parts.caption(wanted.charts)),
        source: or_else(&wanted.source, || match alone && wanted.title.is_none() {
            true => String::new(),
            false => {
                let tables: Vec<&str> = series.iter().map(|one| one.title.as_str()).collect();
                sources(project, &tables)
            }
        }),
    };
    let composed = |part, frame: &Frame| {
        let charts = parts.charts(wanted.charts, part, frame);
        combined(charts, &captions, frame, metrics)
    };
    let usual = composed(1.0, &frame);
    let Some(height) = wanted.height else {
        return Ok(usual);
    };
    if wanted.charts == Charts::Timeline {
        let lanes = parts.events(&frame).map_or(0.0, |lanes| lanes.height);
        let room = height - (usual.height - lanes);
        return Ok(composed(1.0, &frame.filling(room)).about(height));
    }
    let growing = parts.bars.iter().filter(|data| !data.is_out_of_sight());
    let growing: f32 = growing.map(usual_height).sum();
    let part = (height - (usual.height - growing)) / growing.max(1.0);
    Ok(composed(part.max(LEAST_PART), &frame))
}

/// The height of bars when nobody asks for one.
fn usual_height(data: &FrequencyData) -> f32 {
    match data.multiple {
        _ if data.is_out_of_sight() => frequency::OUT_OF_SIGHT,
        Some(_) => USUAL_MULTIPLE,
        None => USUAL_BARS,
    }
}

/// The words somebody gives, else the usual ones.
pub(super) fn or_else(given: &Option<String>, usual: impl Fn() -> String) -> String {
    given.clone().unwrap_or_else(usual)
}

/// The paper a figure is laid out on.
///
/// # Errors
/// When the period runs backwards.
pub(super) fn frame(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<Frame, CannotCount> {
    let lanes =
        own.map(|(project, derived)| timeline(project, derived, &wanted.shown, &wanted.lanes));
    let names = names(lanes.as_ref(), series, wanted);
    paper(lanes.as_ref(), series, names, wanted)
}

/// How wide a gutter the names of lanes need, in points.
fn names(lanes: Option<&TimelineData>, series: &[Series], wanted: &Wanted) -> f32 {
    match wanted.charts {
        Charts::Frequency => 0.0,
        // Whoever asks for the numbers behind a figure gets the same paper without drawing.
        _ => timeline::gutter_of(lanes, series, wanted.paper(), FaceMetrics::bundled()),
    }
}

/// Paper with a gutter as wide as names need.
///
/// # Errors
/// When the period runs backwards.
pub(super) fn paper(
    lanes: Option<&TimelineData>,
    series: &[Series],
    names: f32,
    wanted: &Wanted,
) -> Result<Frame, CannotCount> {
    let window = window(lanes, series, wanted)?;
    let frame = Frame::with_gutter(wanted.paper(), window, names);
    // Bars of years alone have the names of their years under them.
    let bucket = wanted.asked.bucket;
    let bucket = bucket.unwrap_or_else(|| frequency::automatic_bucket(&frame.axis));
    let axis = match (wanted.charts, bucket) {
        (Charts::Frequency, Bucket::Year) => frame.axis.naming_years(),
        _ => frame.axis,
    };
    Ok(Frame {
        patterned: wanted.patterned,
        axis,
        ..frame
    })
}

fn of_tables(series: &[Series], alone: bool, wanted: &Wanted, frame: &Frame) -> Vec<FrequencyData> {
    let asked = Asked {
        alone,
        ..wanted.asked.clone()
    };
    let of = |one| series::frequencies(one, &asked, &frame.axis);
    series.iter().flat_map(of).collect()
}

/// What a figure is made of.
struct Parts<'a> {
    lanes: Option<TimelineData>,
    /// Those of the project's events, then those of tables.
    bars: Vec<FrequencyData>,
    series: &'a [Series],
    alone: bool,
    metrics: &'a dyn Metrics,
}

impl Parts<'_> {
    /// The lanes of the project's events.
    fn events(&self, frame: &Frame) -> Option<Scene> {
        let lanes = self.lanes.as_ref()?;
        Some(timeline::layout(lanes, frame, self.metrics))
    }

    /// From top to bottom, with bars of this part of their usual height.
    fn charts(&self, which: Charts, part: f32, frame: &Frame) -> Vec<Scene> {
        let mut charts = Vec::new();
        if which != Charts::Frequency {
            charts.extend(self.events(frame));
            let below = Frame {
                room: f32::INFINITY,
                ..*frame
            };
            charts.push(timeline::tables(self.series, &below, self.metrics));
        }
        let strips = Strips::of(&charts);
        match which {
            Charts::Timeline => charts.push(key_of_strips(&strips, frame, self.metrics)),
            _ => {
                let keys = keys(&self.bars, &strips, frame, self.metrics);
                for (number, (data, key)) in self.bars.iter().zip(keys).enumerate() {
                    let has_head = data.table.is_some() || data.multiple.is_some();
                    if has_head && number > 0 && key.height <= 0.0 {
                        charts.push(Scene::new(frame.width, GAP));
                    }
                    charts.push(key);
                    let height = match data.is_out_of_sight() {
                        true => frequency::OUT_OF_SIGHT,
                        false => {
                            let labels = frequency::height_of_labels(data, frame, self.metrics);
                            usual_height(data) * part + labels
                        }
                    };
                    charts.push(frequency::layout(data, frame, height, self.metrics));
                }
            }
        }
        charts.retain(|chart| chart.height > 0.0);
        charts
    }

    fn caption(&self, which: Charts) -> String {
        let mut parts = Vec::new();
        if which != Charts::Frequency {
            parts.extend(self.lanes.as_ref().map(TimelineData::caption));
        }
        match which {
            Charts::Timeline => {
                parts.extend(self.series.iter().map(|one| one.caption(self.alone)));
            }
            _ => parts.extend(self.bars.iter().map(|data| data.caption.clone())),
        }
        let beside = self.lanes.is_some() && !self.series.is_empty();
        parts.extend(beside.then(|| NEVER_ADDED.to_owned()));
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }
}

/// The days asked for; else what shows everything that counts, and of tables only where no event
/// is shown; the present century's start when nothing is dated.
fn window(
    lanes: Option<&TimelineData>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<DayRange, CannotCount> {
    let of_events = lanes.and_then(TimelineData::fitting_window);
    let bucket = wanted.asked.bucket.unwrap_or(Bucket::Year);
    let fitting = of_events.or_else(|| series::fitting_window(series, bucket));
    let from = wanted.from.or(fitting.map(DayRange::first));
    let to = wanted.to.or(fitting.map(DayRange::last));
    let first = from.or(to).unwrap_or(Day::from_number(10_957));
    // With one end only, the other is where what there is begins or ends: nothing empty beyond it.
    // Where that leaves less than a month, it is a year away.
    let (from, to) = match (wanted.from, wanted.to) {
        (Some(from), Some(to)) => (from, to),
        (None, Some(to)) => {
            let begin = from.filter(|from| *from <= to.plus(-LEAST_DAYS));
            (begin.unwrap_or(to.plus(-364)), to)
        }
        (Some(from), None) => {
            let end = to.filter(|to| *to >= from.plus(LEAST_DAYS));
            (from, end.unwrap_or(from.plus(364)))
        }
        (None, None) => (first, to.unwrap_or(first.plus(364))),
    };
    DayRange::new(from, to).ok_or(CannotCount::Backwards { from, to })
}

pub(super) fn title(project: Option<&Project>, series: &[Series]) -> String {
    let of_project = project.map(|project| project.title().to_owned());
    let of_table = || Some(series.first()?.title.clone());
    of_project.or_else(of_table).unwrap_or_default()
}

/// Where it comes from, in words.
pub(super) fn sources(project: Option<&Project>, tables: &[&str]) -> String {
    let sources = project.into_iter().flat_map(|it| it.sources.values());
    let sources: Vec<&str> = sources.map(|source| source.title.as_str()).collect();
    sources_and_tables(&sources, tables)
}

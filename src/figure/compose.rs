//! A whole figure for export: the charts asked for, with title, caption and sources.
//!
//! In: derived values, tables as series, and what is wanted. Out: one scene, the same for the window and the command
//! line.

use super::captions::{Captions, or_else, sources, title};
use super::combined::combined;
use super::frame::Frame;
use super::frequency::{self, Asked, FrequencyData, frequencies};
use super::key::{LaneSigns, key_of_lanes, keys};
use super::kind_hues::kind_hues;
use super::metrics::Metrics;
use super::pair_figure::compose_pair;
use super::paper::{names, paper};
use super::scene::Scene;
use super::series::{self, Series, TableActs};
use super::timeline::{self, TimelineData, timeline};
use super::wanted::{Charts, Wanted};
use super::words::NEVER_ADDED;
use crate::analysis::counts::CannotCount;
use crate::derived::Derived;
use crate::model::look::{Hue, Shape};
use crate::model::project::Project;

/// The height of bars when nobody asks for one, in points.
const USUAL_BARS: f32 = 170.0;
/// The same of bars for each group.
const USUAL_MULTIPLE: f32 = 94.0;
/// Bars are no lower than this part of their usual height.
const LEAST_PART: f32 = 0.7;
/// Above bars with a head that follow others, in points.
const GAP: f32 = 9.0;

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
    let project = own.map(|(project, _)| project);
    let kinds = kind_hues(project, series);
    frequency::tint(&mut bars, &kinds);
    let parts = Parts {
        project,
        alone,
        lanes,
        bars,
        series,
        metrics,
    };
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
    project: Option<&'a Project>,
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

    /// The kinds in sight that no lane names.
    fn kinds(&self, which: Charts, frame: &Frame) -> Vec<(String, Shape, Hue)> {
        let lanes = self.lanes.as_ref().filter(|_| which.has_lanes());
        let (Some(lanes), Some(project)) = (lanes, self.project) else {
            return Vec::new();
        };
        let kinds = lanes.unnamed_kinds(project, frame.axis.days()).into_iter();
        kinds
            .map(|kind| (kind.name.clone(), kind.shape, kind.hue))
            .collect()
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
        let signs = LaneSigns::of(&charts).with_kinds(self.kinds(which, frame));
        match which {
            Charts::Timeline => charts.push(key_of_lanes(&signs, frame, self.metrics)),
            _ => {
                let keys = keys(&self.bars, &signs, frame, self.metrics);
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

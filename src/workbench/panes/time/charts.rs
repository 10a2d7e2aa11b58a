//! The charts laid out for the room there is: lanes above, bars below, one axis under all.
//!
//! In: what the charts show, the stretch of time, the size of the pane. Out: scenes with their
//! places. Where the room is too little for all, the bars keep theirs and the lanes above them are
//! scrolled; bars are scrolled too only where they would leave the lanes next to nothing.

use crate::analysis::counts::Counting;
use crate::analysis::selection::{Selection, of_events};
use crate::derived::Derived;
use crate::figure::frame::Frame;
use crate::figure::frequency::{self, Asked, FrequencyData};
use crate::figure::key::key_lines;
use crate::figure::kind_hues::kind_hues;
use crate::figure::metrics::FaceMetrics;
use crate::figure::scene::Scene;
use crate::figure::series::{self, Series};
use crate::figure::time_axis::TimeAxis;
use crate::figure::timeline::{self, Head, TimelineData};
use crate::model::day::{Day, DayRange};
use crate::model::project::Project;
use crate::model::view::{Bucket, Split};
use crate::workbench::panes::chart_stack::{ChartName, StackChart, StackPart};
use crate::workbench::session::Session;

/// The least height of the project's bars, in points.
const LEAST_BARS: f32 = 96.0;
/// The same where bars of tables stand below.
const LEAST_AMONG_TABLES: f32 = 76.0;
/// The least height of the bars of a table.
const LEAST_TABLE_BARS: f32 = 58.0;
/// One chart takes at most this part of the room.
const LARGEST_PART: f32 = 0.6;
/// Bars are squeezed to no less than this part of their least height.
const MOST_SQUEEZED: f32 = 0.75;
/// A lower pane has no key, in points.
const LEAST_WITH_KEY: f32 = 180.0;
/// The same where it names kinds, which are named elsewhere too.
const LEAST_WITH_KINDS: f32 = 250.0;
/// Lanes keep at least this part of the room, as far as they need it.
const LEAST_LANES: f32 = 0.3;

/// A chart with its place.
pub(super) struct Chart {
    /// What tells it from others of its part.
    pub(super) name: ChartName,
    pub(super) scene: Scene,
    /// Down from the top of what is scrolled, in points.
    pub(super) top: f32,
}

/// Charts that are scrolled together.
pub(super) struct Part {
    pub(super) all: Vec<Chart>,
    /// How high all of them are together.
    pub(super) height: f32,
    /// How high the room is they are seen in.
    pub(super) room: f32,
}

impl Part {
    /// With the places of its charts.
    pub(super) fn stacked(&self, name: &'static str) -> StackPart<'_> {
        let charts = self.all.iter().map(|it| StackChart {
            name: it.name,
            top: it.top,
            scene: &it.scene,
        });
        StackPart {
            name,
            charts: charts.collect(),
            height: self.height,
            room: Some(self.room),
        }
    }
}

/// All charts.
pub(super) struct Charts {
    /// At the top.
    pub(super) lanes: Part,
    /// Below them, down to the axis.
    pub(super) bars: Part,
    /// The heads of the project's lanes, in the first chart.
    pub(super) heads: Vec<Head>,
    pub(super) axis: Scene,
    pub(super) time: TimeAxis,
    /// The width of the bars.
    pub(super) bucket: Bucket,
}

/// What charts show.
pub(super) struct Shown<'a> {
    pub(super) project: &'a Project,
    pub(super) derived: &'a Derived,
    pub(super) session: &'a Session,
    pub(super) timeline: &'a TimelineData,
    pub(super) series: &'a [Series],
}

impl Charts {
    /// Lays all charts out for a window of days and a pane of this size.
    pub(super) fn new(shown: &Shown<'_>, window: (f64, f64), size: egui::Vec2) -> Option<Self> {
        let metrics = FaceMetrics::bundled();
        let edges = Frame::new(size.x, DayRange::day(Day::from_number(0)));
        let time = TimeAxis::new(window.0, window.1, edges.axis.left(), edges.axis.right());
        let axis = time.scene(size.x, metrics);
        let frame = Frame {
            axis: time,
            ..edges
        };
        let mut bars = bars(shown, &time)?;
        let room = (size.y - axis.height).max(0.0);
        // The key is the first to go where there is little room.
        let is_by_kind = bars.iter().all(|data| data.split == Split::Kind);
        let least = if is_by_kind {
            LEAST_WITH_KINDS
        } else {
            LEAST_WITH_KEY
        };
        let mut keys = key_lines(&bars, &frame, metrics);
        let height = |keys: &[Scene]| keys.iter().map(|key| key.height).sum::<f32>();
        let first = keys.first().map_or(0.0, |key| key.height);
        if room < least + height(&keys) - first {
            keys.clear();
        }
        let with_keys = room;
        let room = room - height(&keys);
        let bucket = bars.first().map_or(Bucket::Month, |data| data.bucket);
        let least = least_heights(&bars);
        let all_least: f32 = least.iter().sum();
        let (lanes, heads) = lanes(shown, &frame, room - all_least);
        let lanes_height: f32 = lanes.iter().map(|(_, scene)| scene.height).sum();
        let least = squeezed(least, room - lanes_height);
        let left = room - lanes_height - least.iter().sum::<f32>();
        let labels = room_for_labels(&mut bars, left, &frame, metrics);
        let mut heights = shared_out(&least, room - lanes_height - labels, room);
        if let Some(first) = heights.first_mut() {
            *first += labels;
        }
        let laid_out = bars.iter().zip(heights);
        let laid_out = laid_out.map(|(data, height)| {
            let frame = Frame {
                room: height,
                ..frame
            };
            frequency::layout(data, &frame, height, metrics)
        });
        let keys = keys.into_iter().map(Some).chain(std::iter::repeat(None));
        let both = keys.zip(laid_out).enumerate();
        let both = both.flat_map(|(number, (key, scene))| {
            let key = key.filter(|key| key.height > 0.0);
            let key = key.map(|key| (("key", number), key));
            key.into_iter().chain([(("bars", number), scene)])
        });
        let (lanes, bars) = parted(lanes, both.collect(), with_keys, &heads);
        Some(Self {
            lanes,
            bars,
            heads,
            axis,
            time,
            bucket,
        })
    }
}

/// A chart that has no place yet.
type Named = (ChartName, Scene);

/// The project's lanes, then those of tables.
fn lanes(shown: &Shown<'_>, frame: &Frame, room: f32) -> (Vec<Named>, Vec<Head>) {
    let metrics = FaceMetrics::bundled();
    let (mut out, mut heads) = (Vec::new(), Vec::new());
    let mut left = room;
    if shows_events(shown) {
        let tight = timeline::tables(
            shown.series,
            &Frame {
                room: 0.0,
                ..*frame
            },
            metrics,
        );
        let frame = Frame {
            room: (room - tight.height).max(0.0),
            ..*frame
        };
        let (scene, of_lanes) = timeline::layout_with_heads(shown.timeline, &frame, metrics);
        heads = of_lanes;
        left -= scene.height;
        out.push((("events", 0), scene));
    }
    if !shown.series.is_empty() {
        let frame = Frame {
            room: left,
            ..*frame
        };
        let scene = timeline::tables(shown.series, &frame, metrics);
        out.push((("tables", 0), scene));
    }
    (out, heads)
}

/// A project of tables only has no lanes and bars of its own.
pub(super) fn shows_events(shown: &Shown<'_>) -> bool {
    let mut lanes = shown.timeline.lanes.iter();
    let has_any = lanes.any(|lane| !lane.entries.is_empty() || !lane.undated.is_empty());
    has_any || shown.series.is_empty() || shown.derived.events().iter().next().is_some()
}

/// The project's bars, then those of tables.
fn bars(shown: &Shown<'_>, axis: &TimeAxis) -> Option<Vec<FrequencyData>> {
    let asked = asked(shown.session);
    let mut out = Vec::new();
    if shows_events(shown) {
        let count =
            |asked: &Asked| frequency::frequencies(shown.project, shown.derived, asked, axis).ok();
        // Too many buckets for the window: the automatic width always fits.
        let automatic = || Asked {
            bucket: None,
            ..asked.clone()
        };
        out.extend(count(&asked).or_else(|| count(&automatic()))?);
    }
    let of_table = |one| series::frequencies(one, &asked, axis);
    out.extend(shown.series.iter().flat_map(of_table));
    let kinds = kind_hues(Some(shown.project), shown.series);
    frequency::tint(&mut out, &kinds);
    Some(out)
}

/// How much higher the first of bars for each group are for the names of policy shifts, which are not in
/// their usual height. Where so much is not left, they are named in the lanes only.
fn room_for_labels(
    bars: &mut [FrequencyData],
    left: f32,
    frame: &Frame,
    metrics: &FaceMetrics,
) -> f32 {
    let is_of_group = |data: &&mut FrequencyData| data.multiple.is_some();
    let Some(first) = bars.first_mut().filter(is_of_group) else {
        return 0.0;
    };
    let labels = frequency::height_of_labels(first, frame, metrics);
    if labels <= left.max(0.0) {
        return labels;
    }
    first.named_above = true;
    0.0
}

fn least_heights(bars: &[FrequencyData]) -> Vec<f32> {
    let least = |data: &FrequencyData| match &data.table {
        None if bars.len() == 1 => LEAST_BARS,
        None if data.multiple.is_some() => LEAST_TABLE_BARS,
        None => LEAST_AMONG_TABLES,
        Some(_) if data.is_out_of_sight() => frequency::OUT_OF_SIGHT,
        Some(_) => LEAST_TABLE_BARS,
    };
    bars.iter().map(least).collect()
}

/// The least heights of bars, a little less where that saves the lanes from being scrolled.
fn squeezed(mut least: Vec<f32>, height: f32) -> Vec<f32> {
    let fixed = least.iter().filter(|it| !grows(**it)).sum::<f32>();
    let growing = least.iter().sum::<f32>() - fixed;
    let part = (height - fixed) / growing.max(1.0);
    if (MOST_SQUEEZED..1.0).contains(&part) {
        least
            .iter_mut()
            .filter(|it| grows(**it))
            .for_each(|it| *it *= part);
    }
    least
}

/// Whether bars have anything to show in more room.
fn grows(least: f32) -> bool {
    least > frequency::OUT_OF_SIGHT
}

/// The heights of bars: what is left over goes to all that have something, by their least heights.
fn shared_out(least: &[f32], height: f32, room: f32) -> Vec<f32> {
    let total: f32 = least.iter().sum();
    let growing: f32 = least.iter().copied().filter(|it| grows(*it)).sum();
    let spare = (height - total).max(0.0);
    let of = |least: f32| match grows(least) {
        true => (least + spare * least / growing).min((room * LARGEST_PART).max(least)),
        false => least,
    };
    least.iter().copied().map(of).collect()
}

/// Lanes from the top, bars to the bottom. Where lanes are scrolled, no lane is cut through at first.
fn parted(lanes: Vec<Named>, mut bars: Vec<Named>, room: f32, heads: &[Head]) -> (Part, Part) {
    let sum = |all: &[Named]| all.iter().map(|(_, scene)| scene.height).sum::<f32>();
    let least = sum(&lanes).min(room * LEAST_LANES);
    let of_bars = sum(&bars).min(room - least);
    let of_lanes = room - of_bars;
    let ends = heads.iter().map(|head| head.rect.bottom);
    let whole = ends.filter(|end| *end <= of_lanes).fold(0.0, f32::max);
    if sum(&lanes) <= of_lanes + 0.5 || whole <= 0.0 {
        return (part(lanes, of_lanes), part(bars, of_bars));
    }
    // The bars stand on the axis.
    let spare = room - whole - sum(&bars);
    if spare > 0.0 {
        bars.insert(0, (("space", 0), Scene::new(0.0, spare)));
    }
    (part(lanes, whole), part(bars, room - whole))
}

fn part(scenes: Vec<Named>, room: f32) -> Part {
    let (mut all, mut height) = (Vec::new(), 0.0);
    for (name, scene) in scenes {
        let top = height;
        height += scene.height;
        all.push(Chart { name, scene, top });
    }
    Part { all, height, room }
}

/// What the bars are asked for.
pub(super) fn asked(session: &Session) -> Asked {
    Asked {
        bucket: session.bucket,
        counting: counting(session),
        below: session.bars.below,
        mean: session.bars.mean,
        earlier: session.bars.earlier,
        cumulative: session.bars.cumulative,
        multiples: session.bars.multiples,
        selection: Selection {
            filters: of_events(&session.filters),
            ..Selection::default()
        },
        ..Asked::default()
    }
}

/// How bars are counted, whatever their width.
pub(super) fn counting(session: &Session) -> Counting {
    Counting {
        split: session.split,
        measure: session.bars.measure,
        rule: session.bars.dates,
        ..Counting::default()
    }
}

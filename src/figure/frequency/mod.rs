//! The frequency chart: bars for each bucket, certain parts solid and expected ones light, with
//! policy shifts as bands behind them.
//!
//! In: the facts of events and how to count. Out: bars, bands and a scale as data, which a plot can
//! draw; then, for a window of days, a scene.

mod band_labels;
mod bands;
mod bar_look;
mod caption;
mod counted;
mod layout;
pub(super) mod lines;
mod multiples;
mod only;
mod overlay;
mod stack;
mod tint;
mod totals;

pub use band_labels::height_of_labels;
pub use bands::Band;
pub(super) use bar_look::BarLook;
use caption::{caption, heading, nobody_tells};
pub(super) use caption::{certain_words, parts_caption};
use counted::bars;
pub use layout::{OUT_OF_SIGHT, layout};
use multiples::multiples;
pub(super) use overlay::Totals;
use overlay::accumulate;
pub use overlay::{Overlay, OverlayKind};
use stack::ranked;
pub(super) use stack::{MOST_GROUPS, Stack};
pub use tint::{KindHues, Tint, tint};

use super::labels::{grouped, number_of, range_words, year_words};
use super::rows::RowsAt;
use super::time_axis::TimeAxis;
use super::timeline::last_published;
use super::words::{per, up_to_each};
use crate::analysis::buckets::whole;
use crate::analysis::counts::{BucketWidth, CannotCount, Cell, Counting, count, days_of};
use crate::analysis::coverage::Coverage;
use crate::analysis::group::Group;
use crate::analysis::selection::Selection;
use crate::derived::Derived;
use crate::model::day::{Day, DayRange};
use crate::model::edtf::full_month;
use crate::model::id::{EventId, TableId};
use crate::model::measure::Measure;
use crate::model::project::Project;
use crate::model::view::{Bucket, Filter, Split};
use std::sync::Arc;

/// A bucket of the automatic width takes at least so many points.
const AUTOMATIC_BUCKET: f64 = 28.0;

/// Everything a frequency chart shows within a window.
#[derive(Clone, Debug, PartialEq)]
pub struct FrequencyData {
    /// The width of the buckets.
    pub bucket: Bucket,
    /// What the bars are split by.
    pub split: Split,
    /// The groups, from the bottom of a stack to its top.
    pub groups: Vec<Group>,
    /// The look of each.
    pub tints: Vec<Tint>,
    /// The largest groups of all that is counted, whatever a filter leaves; none where these bars stand
    /// below others, which have them.
    pub largest: Arc<[Group]>,
    /// What leaves only the events or rows of each, where one filter says that.
    pub only: Vec<Option<Filter>>,
    /// A bar for every bucket, empty ones too, in order.
    pub bars: Vec<BucketBar>,
    /// The policy shifts, by their first day.
    pub bands: Vec<Band>,
    /// The numbers on the vertical axis: from 0, evenly spaced, the last at or above every bar.
    pub ticks: Vec<u32>,
    /// What is counted: "Incidents".
    pub heading: String,
    /// For how long: "per month".
    pub unit: String,
    /// Which dates and numbers these are, and what is left out.
    pub caption: String,
    /// What lies outside the days that are counted.
    pub outside: f64,
    /// The events that count but have no date.
    pub undated: Vec<EventId>,
    /// What the sources cover together.
    pub coverage: Arc<Coverage>,
    /// When the source that can know the most was published.
    pub last_published: Option<DayRange>,
    /// Whose rows these are; `None` for the project's own events.
    pub table: Option<TableHead>,
    /// Lines over the bars.
    pub overlays: Vec<Overlay>,
    /// The one group these bars are of, where each has bars of its own.
    pub multiple: Option<String>,
    /// Bars of another group stand above these, which say what is counted.
    pub goes_on: bool,
    /// The policy shifts behind these bars are named above them, by other bars or lanes.
    pub named_above: bool,
    /// What is said instead of bars where there is something to count and nobody tells any number.
    pub silence: Option<String>,
}

/// What stands above the bars of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableHead {
    /// The table.
    pub id: TableId,
    /// Its title.
    pub title: String,
    /// How many of its rows are shown: "3,770 of 6,416 rows".
    pub facts: String,
    /// What lies in the buckets in sight, joined bars included.
    pub shown: Cell,
    /// It is all the figure shows, so that the figure's title names it.
    pub alone: bool,
}

/// The bar of one bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct BucketBar {
    /// Its days.
    pub days: DayRange,
    /// Whether a source covers all of them.
    pub covered: bool,
    /// Its parts from bottom to top: first what is certain, group by group, then what is expected.
    pub segments: Vec<Segment>,
    /// What certainly falls in it, and what is expected altogether.
    pub cell: Cell,
    /// "December 2024: 2 certain".
    pub tooltip: String,
    /// How many events may lie in it of which nobody tells the number, so that it may come to more.
    pub untold: usize,
    /// The least and the most it may come to, where it is a sum of most likely numbers.
    pub reach: Option<(f64, f64)>,
}

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its group, from 0.
    pub group: usize,
    /// Whether it is certain or only expected.
    pub certain: bool,
    /// Its lower end.
    pub base: f64,
    /// Its upper end.
    pub top: f64,
    /// The events in it, oldest record first.
    pub events: Vec<EventId>,
    /// The rows of a table in it.
    pub rows: Option<RowsAt>,
    /// "August 2025: 0.51 expected of one dated August or September 2025".
    pub tooltip: String,
}

/// What a frequency chart is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The width of the buckets; by the width of the window when `None`.
    pub bucket: Option<Bucket>,
    /// How to count; its bucket is set by the chart. Its window, where one was chosen, cuts the
    /// buckets it begins and ends in; the edge of the picture never does.
    pub counting: Counting,
    /// Which events.
    pub selection: Selection,
    /// Without the bands of policy shifts.
    pub without_bands: bool,
    /// Further bars below that add this up.
    pub below: Option<Measure>,
    /// These bars stand below others of their series that add this up: they have the groups of those,
    /// and what is said there is not said again.
    pub below_bars_of: Option<Measure>,
    /// With a line of the mean of so many buckets around each.
    pub mean: Option<u8>,
    /// With a line of the same buckets so many years earlier.
    pub earlier: Option<u8>,
    /// Each bar adds up everything up to its end; without lines.
    pub cumulative: bool,
    /// Bars of their own for each group.
    pub multiples: bool,
    /// They are those of a table that is all the figure shows: its title stands above the figure.
    pub alone: bool,
}

impl Asked {
    /// What is asked of the bars below.
    fn of_below(&self) -> Option<Self> {
        let measure = self.below?;
        let counting = Counting {
            measure,
            ..self.counting.clone()
        };
        Some(Self {
            counting,
            below: None,
            below_bars_of: Some(self.counting.measure),
            ..self.clone()
        })
    }
}

/// All bars asked for: those of what is added up, then those below, each for every group where that
/// is asked. `of` makes the bars of one measure.
///
/// # Errors
/// Those of `of`.
pub(super) fn all<E>(
    asked: &Asked,
    of: impl Fn(&Asked) -> Result<FrequencyData, E>,
) -> Result<Vec<FrequencyData>, E> {
    let mut out = Vec::new();
    for asked in std::iter::once(asked).chain(asked.of_below().as_ref()) {
        let data = FrequencyData {
            named_above: !out.is_empty(),
            ..of(asked)?
        };
        match asked.multiples {
            true => out.extend(multiples(data)),
            false => out.push(data),
        }
    }
    Ok(out)
}

/// The charts of the project's own events: see [`frequency`].
///
/// # Errors
/// When the window has too many of the buckets asked for.
pub fn frequencies(
    project: &Project,
    derived: &Derived,
    asked: &Asked,
    axis: &TimeAxis,
) -> Result<Vec<FrequencyData>, CannotCount> {
    all(asked, |asked| frequency(project, derived, asked, axis))
}

/// The finest bucket that is wide enough to see on this axis.
pub fn automatic_bucket(axis: &TimeAxis) -> Bucket {
    let days = |bucket| match bucket {
        Bucket::Day => 1.0,
        Bucket::Week => 7.0,
        Bucket::Month => 30.4,
        Bucket::Quarter => 91.3,
        Bucket::Year => 365.2,
    };
    let wide = |bucket: &Bucket| days(*bucket) * axis.points_per_day() >= AUTOMATIC_BUCKET;
    Bucket::ALL.into_iter().find(wide).unwrap_or(Bucket::Year)
}

/// The frequencies within the window of `axis`, in whole buckets.
///
/// # Errors
/// When the window has too many of the buckets asked for.
pub fn frequency(
    project: &Project,
    derived: &Derived,
    asked: &Asked,
    axis: &TimeAxis,
) -> Result<FrequencyData, CannotCount> {
    let bucket = asked.bucket.unwrap_or_else(|| automatic_bucket(axis));
    let window = cut_window(whole(axis.days(), bucket), &asked.counting);
    let how = Counting {
        bucket: BucketWidth(bucket),
        from: Some(window.first()),
        to: Some(window.last()),
        ..asked.counting.clone()
    };
    let events = derived.events();
    let everything = Selection {
        filters: Vec::new(),
        conditions: Vec::new(),
        ..asked.selection.clone()
    };
    let admitted = || events.iter().filter(|facts| asked.selection.admits(facts));
    // What adds up begins with the first of all.
    let from = if asked.cumulative { None } else { how.from };
    let how = Counting { from, ..how };
    let counts = count(admitted(), &how)?;
    let stack = Stack::new(&counts.groups, how.split, &ranked(admitted(), asked));
    let mut bars = bars(&counts, &stack, events, &how);
    let measure = how.measure;
    let totals = |measure: Measure, days: DayRange| {
        let how = Counting {
            split: Split::None,
            measure,
            from: Some(days.first()),
            to: Some(days.last()),
            ..how.clone()
        };
        let counts = count(admitted(), &how).unwrap_or_default();
        let sum = |number| Cell::sum(counts.of_bucket(number)).expected;
        let all = counts.buckets.iter().enumerate();
        all.map(|(number, days)| (*days, sum(number))).collect()
    };
    let known = admitted().filter_map(|facts| days_of(facts, &how));
    let known = known.flatten().reduce(DayRange::hull);
    let coverage = events.coverage();
    // Zero is known wherever somebody looked.
    let known = known.map(|known| match coverage.is_known() {
        true => DayRange::new(Day::MIN, Day::MAX).unwrap_or(known),
        false => known,
    });
    let is_told = |bucket| coverage.covers(bucket) && counts.untold_in(bucket) == 0;
    let mut overlays = Vec::new();
    if let Some(known) = known {
        let totals = Totals {
            bucket,
            known,
            of: &totals,
            is_told: &is_told,
        };
        // What lies over bars speaks of all groups together.
        if !asked.multiples {
            totals.reach(&mut bars, measure, asked.cumulative);
        }
        // Of what nobody tells there is no mean.
        if !asked.cumulative && !asked.multiples && nobody_tells(&counts, &how).is_none() {
            overlays = totals.overlays(&bars, measure, asked.mean, asked.earlier);
        }
    }
    if asked.cumulative {
        accumulate(&mut bars, stack.groups.len());
        bars.retain(|bar| bar.days.last() >= window.first());
    }
    let bands = if asked.without_bands {
        Vec::new()
    } else {
        bands::bands(events, axis.days())
    };
    Ok(FrequencyData {
        ticks: scale(highest(&bars, &overlays)),
        bucket,
        bands,
        heading: heading(&how, &asked.selection),
        unit: unit(bucket, asked.cumulative),
        caption: caption(project, &counts, &how, &asked.selection)
            + &parts_caption(&bars, bucket, coverage),
        silence: nobody_tells(&counts, &how),
        bars,
        outside: counts.outside,
        undated: counts.undated,
        split: how.split,
        only: only::of_groups(project, &stack.groups, how.split),
        groups: stack.groups,
        tints: Vec::new(),
        largest: match asked.below_bars_of {
            None => ranked(events.iter().filter(|it| everything.admits(it)), asked).into(),
            Some(_) => Arc::default(),
        },
        coverage: Arc::clone(events.coverage()),
        last_published: last_published(project),
        table: None,
        overlays,
        multiple: None,
        goes_on: false,
        named_above: false,
    })
}

/// The part of these days within the window chosen; all of them where none was, or it lies elsewhere.
fn cut_window(days: DayRange, how: &Counting) -> DayRange {
    let from = how.from.map_or(days.first(), |from| from.max(days.first()));
    let to = how.to.map_or(days.last(), |to| to.min(days.last()));
    DayRange::new(from, to).unwrap_or(days)
}

/// For how long a bar stands: "per month", "up to each month".
pub(super) fn unit(bucket: Bucket, cumulative: bool) -> String {
    match cumulative {
        true => up_to_each(bucket),
        false => per(bucket),
    }
}

/// A number with up to two decimals, and a comma between thousands: "3", "0.51", "6,416".
pub(super) fn decimal(number: f64) -> String {
    if number < 0.0 {
        return format!("-{}", decimal(-number));
    }
    let hundredths = (number * 100.0).round() as u64;
    let whole = grouped(hundredths / 100);
    match hundredths % 100 {
        0 => whole,
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// A bucket in plain words: "December 2024".
pub(super) fn bucket_words(days: DayRange, bucket: Bucket) -> String {
    let date = days.first().date();
    let year = || year_words(date.year());
    let month = full_month(date.month());
    match bucket {
        Bucket::Day => format!("{} {month} {}", date.day(), year()),
        Bucket::Month if whole(days, bucket) == days => format!("{month} {}", year()),
        _ => range_words(days),
    }
}

/// The highest that stands in a chart.
pub(super) fn highest(bars: &[BucketBar], overlays: &[Overlay]) -> f64 {
    let reach = |bar: &BucketBar| bar.reach.map_or(0.0, |(_, high)| high);
    let bars = bars.iter().map(|bar| bar.cell.expected.max(reach(bar)));
    let lines = overlays.iter().flat_map(|line| &line.heights);
    bars.chain(lines.copied().flatten()).fold(1.0, f64::max)
}

/// Whole numbers from 0 to at least this, five at the most.
pub(super) fn scale(highest: f64) -> Vec<u32> {
    let highest = (highest - 1e-9).ceil().clamp(1.0, 4.0e9) as u64;
    let mut step = 1_u64;
    while highest.div_ceil(step) > 4 {
        let leading = step.to_string();
        step = if leading.starts_with('2') {
            step / 2 * 5
        } else {
            step * 2
        };
    }
    let steps = 0..=highest.div_ceil(step);
    steps
        .filter_map(|number| u32::try_from(number * step).ok())
        .collect()
}

impl BucketBar {
    /// Whether it stands for a whole bucket, not for the part of one that a chosen window holds.
    pub fn is_whole(&self, bucket: Bucket) -> bool {
        whole(self.days, bucket) == self.days
    }
}

impl FrequencyData {
    /// Whether this is a table with nothing in sight: its head says so, and its bars need no room.
    pub fn is_out_of_sight(&self) -> bool {
        let table = self.table.as_ref();
        table.is_some_and(|table| table.shown.expected < 1e-9)
    }

    /// What stands over a bar, in words: "from 12 to 20 as given", "mean of 3 months: 4.33".
    pub(super) fn over(&self, bar: &BucketBar) -> impl Iterator<Item = String> {
        let reach = bar.reach.map(|(low, high)| {
            format!(
                "the whole bar from {} to {} as given",
                decimal(low),
                decimal(high)
            )
        });
        let first = bar.days.first();
        let at = self
            .bars
            .binary_search_by_key(&first, |other| other.days.first());
        let at = at.ok();
        let lines = self.overlays.iter().filter_map(move |overlay| {
            let height = overlay.heights.get(at?).copied().flatten()?;
            Some(format!(
                "{}: {}",
                overlay.kind.in_words(self.bucket),
                decimal(height)
            ))
        });
        reach.into_iter().chain(lines)
    }

    /// The top of the vertical axis; at least 1.
    pub fn y_max(&self) -> f64 {
        self.ticks.last().copied().map_or(1.0, f64::from)
    }

    /// What the chart shows, in a sentence.
    pub fn summary(&self) -> String {
        if let Some(words) = &self.silence {
            return format!("{} {}: {words}.", self.heading, self.unit);
        }
        let total = self.bars.iter().map(|bar| bar.cell.expected).sum();
        let certain = self.bars.iter().map(|bar| bar.cell.certain).sum();
        let full = self
            .bars
            .iter()
            .filter(|bar| !bar.segments.is_empty())
            .count();
        format!(
            "{} {}: {} expected, {} of them certain in one {}, in {} of {}.",
            self.heading,
            self.unit,
            decimal(total),
            decimal(certain),
            self.bucket.in_words(),
            full,
            number_of(self.bars.len(), self.bucket.in_words()),
        )
    }
}

//! Event tables in charts: each a series of its own, never added to the project's events.
//!
//! In: a table in memory, its filters and how to count ([`SeriesIndex`], work for a job). Out:
//! [`Sums`] as plain data, whose size is that of the days and groups of the table, so that a chart
//! costs as much at a million rows as at a thousand.

mod acts;
mod bars;
mod index;
mod lane;
mod looks;
mod meetings;

pub use acts::{ActLane, ActsAsked, ActsIndex, TableActs};
pub use bars::{frequencies, frequency, numbers};
pub use index::SeriesIndex;
pub use lane::SeriesLane;
pub use meetings::Meetings;

use super::chosen;
use super::labels::grouped;
use super::rows::whole_words;
use crate::analysis::buckets::whole;
use crate::analysis::coverage::Coverage;
use crate::analysis::group::Group;
use crate::model::day::DayRange;
use crate::model::id::TableId;
use crate::model::look::Hue;
use crate::model::measure::{DateRule, Measure};
use crate::model::row_filter::RowFilter;
use crate::model::view::{Bucket, Split};
use crate::tables::counts::TableCounts;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A table as charts show it. A clone costs nothing much.
#[derive(Clone, Debug)]
pub struct Series {
    /// The table.
    pub table: TableId,
    /// Its title.
    pub title: String,
    /// What was counted.
    pub sums: Arc<Sums>,
    /// The same by another measure, for bars below.
    pub below: Option<Arc<Sums>>,
}

/// The rows of a table that fit, counted for charts.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// How many rows the table has.
    pub rows: u32,
    /// How many of them fit the filters.
    pub fitting: u32,
    /// How many of those that fit have no date.
    pub undated: u32,
    /// How many do not fit only because they are of other families than is asked for.
    pub of_other_families: u32,
    /// How many have nothing to be counted, as nobody tells their number.
    pub unknown: u32,
    /// What is added up.
    pub measure: Measure,
    /// How imprecise dates are counted.
    pub rule: DateRule,
    /// What was asked of the rows, each in a few words.
    pub only: Vec<String>,
    /// What one is called: "row", or "incident" in a table of counts per period.
    pub noun: &'static str,
    /// From the first to the last day of any row, whether it fits or not: what the table covers.
    pub covered: Option<DayRange>,
    /// The lanes on the timeline, from top to bottom; without those that have nothing.
    pub lanes: Vec<SeriesLane>,
    /// What the bars are split by.
    split: Split,
    /// The groups that stand for themselves, the largest first.
    ranked: Vec<Group>,
    /// The largest of all rows, whether they fit or not.
    largest: Arc<[Group]>,
    /// The hues of native types in lanes, of all rows too.
    pub(super) kinds: BTreeSet<Hue>,
    /// The groups of the bars, in the order of their counts.
    groups: Vec<SeriesGroup>,
    /// What the bars add up to over all days.
    all: Bars,
    /// The same within the stretch of time that was chosen, where one was: its ends cut the buckets
    /// they lie in.
    chosen: Option<Bars>,
}

/// What bars add up to.
#[derive(Clone, Debug, Default)]
struct Bars {
    /// By group.
    cuts: Cuts,
    /// The least and the most that bars of most likely numbers may come to, without groups.
    reach: Option<[Cuts; 2]>,
}

/// Counts, for each width from the narrowest on; `None` where there would be too many.
type Cuts = [Option<TableCounts>; Bucket::ALL.len()];

/// One group of the bars.
#[derive(Clone, Debug)]
struct SeriesGroup {
    /// Its hue, where it does not take its turn.
    hue: Option<Hue>,
    /// What its rows are chosen by, where one filter says that.
    filter: Option<RowFilter>,
}

impl Series {
    /// The series of what the bars below add up; `None` where that was not counted.
    pub(super) fn of_below(&self) -> Option<Self> {
        Some(Self {
            sums: Arc::clone(self.below.as_ref()?),
            below: None,
            ..self.clone()
        })
    }

    /// The days its charts cover.
    pub(super) fn coverage(&self) -> Coverage {
        Coverage::of_days(self.sums.covered)
    }

    /// "3,770 of 6,416 rows, 2 undated": what is shown, and what is left out and why.
    pub fn facts(&self) -> String {
        let sums = &self.sums;
        let of = whole_words(sums.rows.into(), "row");
        let mut facts = vec![match sums.fitting == sums.rows {
            true => of,
            false => format!("{} of {of}", grouped(sums.fitting.into())),
        }];
        facts.extend(self.left_out());
        facts.join(", ")
    }

    /// What is in no bar, and why.
    fn left_out(&self) -> impl Iterator<Item = String> + use<> {
        let left_out = [
            (self.sums.undated, "undated"),
            (self.sums.unknown, "without a number"),
        ];
        let left_out = left_out.into_iter().filter(|(rows, _)| *rows > 0);
        left_out.map(|(rows, why)| format!("{} {why}", grouped(rows.into())))
    }

    /// "UCDP GED (3,770 of 6,416 rows, only Kind: 1)."; without the title of a table that is alone.
    pub(super) fn caption(&self, alone: bool) -> String {
        format!("{}.", self.named(alone))
    }

    fn named(&self, alone: bool) -> String {
        let said = [Some(self.facts()), chosen::only(&self.sums.only)];
        let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
        match alone {
            true => said,
            false => format!("{} ({said})", self.title),
        }
    }
}

/// A window that shows all rows that fit of all of these tables, in whole buckets of this width; `None`
/// where none is dated.
pub fn fitting_window(series: &[Series], bucket: Bucket) -> Option<DayRange> {
    let known = series.iter().filter_map(|one| one.sums.known());
    let all = known.reduce(DayRange::hull)?;
    Some(whole(all, bucket))
}

impl Sums {
    /// From the first to the last day of the rows that fit.
    pub fn known(&self) -> Option<DayRange> {
        let lanes = self.lanes.iter().filter_map(SeriesLane::known);
        lanes.reduce(DayRange::hull)
    }

    /// What is shown: what was chosen, else everything.
    fn shown(&self) -> &Bars {
        self.chosen.as_ref().unwrap_or(&self.all)
    }

    /// The bars of this width, else the next wider ones.
    fn bars(&self, bucket: Bucket) -> Option<(Bucket, &TableCounts)> {
        let all = Bucket::ALL.into_iter().zip(&self.shown().cuts);
        let mut wide = all.skip_while(|(width, _)| *width < bucket);
        wide.find_map(|(width, counts)| Some((width, counts.as_ref()?)))
    }

    /// What these bars come to in buckets of this width, by another bound of what is measured.
    fn bound<'a>(
        &self,
        bars: &'a Bars,
        bucket: Bucket,
        measure: Measure,
    ) -> Option<&'a TableCounts> {
        let at = Bucket::ALL.into_iter().position(|width| width == bucket)?;
        let cuts = match self.measure.range() {
            _ if measure == self.measure => Some(&bars.cuts),
            Some([low, _]) if measure == low => bars.reach.as_ref().map(|[low, _]| low),
            Some([_, high]) if measure == high => bars.reach.as_ref().map(|[_, high]| high),
            _ => None,
        };
        cuts?.get(at)?.as_ref()
    }
}

//! The numbers behind the bars of a figure, as rows.
//!
//! In: what [`compose`](super::compose::compose) is asked for. Out: a row for every bucket in sight
//! and group, empty ones too, for the project's events and then for each table: what is drawn, also
//! where several buckets share a bar because they are too narrow to be seen; then the lines over the
//! bars. What nobody can know has no number, where a chart is hatched or has no bar.

use super::frequency::{Asked, FrequencyData, automatic_bucket, frequencies};
use super::paper::frame;
use super::series::{self, Series};
use super::wanted::Wanted;
use super::words::per;
use crate::analysis::buckets::cut;
use crate::analysis::counts::{CannotCount, Cell, Counting, Untold};
use crate::analysis::coverage::{Coverage, Covered};
use crate::analysis::group::Group;
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::project::Project;
use std::collections::BTreeSet;

/// How much of a group lies in a bucket, or how high a line stands over it.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberRow {
    /// Whose number it is: what is counted of the project, or the title of a table.
    pub series: String,
    /// The days of the bucket.
    pub days: DayRange,
    /// The group; empty where nothing is split, and for what has no value.
    pub group: String,
    /// What certainly falls in it; `None` for a line, and where nobody knows.
    pub certain: Option<f64>,
    /// What is expected altogether, or the height of a line; `None` where nobody knows.
    pub expected: Option<f64>,
    /// The least and the most it may come to, where it is the sum of most likely numbers.
    pub reach: Option<(f64, f64)>,
    /// How much of the bucket is covered; `None` where nobody says, and for a line.
    pub covered: Option<Covered>,
}

impl NumberRow {
    /// What lies in a bucket, as far as it can be told.
    pub(super) fn of(
        series: &str,
        (days, group): (DayRange, &str),
        cell: Cell,
        (coverage, untold): (&Coverage, bool),
    ) -> Self {
        let covered = coverage.share(days);
        let told = cell.told(covered, untold);
        Self {
            series: series.to_owned(),
            days,
            group: group.to_owned(),
            certain: told.map(|cell| cell.certain),
            expected: told.map(|cell| cell.expected),
            reach: None,
            covered,
        }
    }
}

/// The rows behind the bars of a figure.
///
/// # Errors
/// When the period runs backwards or has too many of the buckets asked for.
pub fn numbers(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<Vec<NumberRow>, CannotCount> {
    let frame = frame(own, series, wanted)?;
    // Bars for each group show these numbers in another way, and have no lines.
    let multiples = wanted.asked.multiples;
    let line = |line: Option<u8>| line.filter(|_| !multiples);
    let asked = Asked {
        multiples: false,
        mean: line(wanted.asked.mean),
        earlier: line(wanted.asked.earlier),
        ..wanted.asked.clone()
    };
    let mut rows = Vec::new();
    if let Some((project, derived)) = own {
        let measures = std::iter::once(asked.counting.measure).chain(asked.below);
        let all = frequencies(project, derived, &asked, &frame.axis)?;
        for (data, measure) in all.iter().zip(measures) {
            let how = Counting {
                measure,
                ..asked.counting.clone()
            };
            // What adds up stands there as far as it is told.
            let facts = derived.events().iter().filter(|_| !asked.cumulative);
            let facts = facts.filter(|facts| asked.selection.admits(facts));
            let untold: Vec<Untold> = facts.filter_map(|it| Untold::of(it, &how)).collect();
            let heading = format!("{} {}", data.heading, data.unit);
            rows.extend(of_events(data, &heading, &untold));
            rows.extend(reaching(data, &heading));
            rows.extend(lines(data, &heading));
        }
    }
    for one in series {
        rows.extend(series::numbers(one, &asked, &frame.axis));
        let below = one.of_below().filter(|_| asked.below.is_some());
        rows.extend(
            below
                .iter()
                .flat_map(|below| series::numbers(below, &asked, &frame.axis)),
        );
        for data in series::frequencies(one, &asked, &frame.axis) {
            let heading = format!("{}: {} {}", one.title, data.heading, data.unit);
            rows.extend(reaching(&data, &heading));
            rows.extend(lines(&data, &heading));
        }
    }
    Ok(rows)
}

/// The rows behind the lanes of tables on a timeline without bars: what lies in each bucket that is
/// wide enough to see.
///
/// # Errors
/// When the period runs backwards.
pub fn lanes_of_tables(
    own: Option<(&Project, &Derived)>,
    series: &[Series],
    wanted: &Wanted,
) -> Result<Vec<NumberRow>, CannotCount> {
    let frame = frame(own, series, wanted)?;
    let bucket = automatic_bucket(&frame.axis);
    let buckets = cut(frame.axis.days(), bucket)?;
    let mut rows = Vec::new();
    for one in series {
        let heading = format!("{}: {}s {}", one.title, one.sums.noun, per(bucket));
        let coverage = one.coverage();
        for days in &buckets {
            rows.extend(one.sums.lanes.iter().map(|lane| {
                let expected = lane.before(days.end()) - lane.before(days.first());
                let cell = Cell {
                    certain: 0.0,
                    expected,
                };
                let row = NumberRow::of(&heading, (*days, &lane.name), cell, (&coverage, false));
                // Lanes do not tell what is certain from what is expected.
                NumberRow {
                    certain: None,
                    ..row
                }
            }));
        }
    }
    Ok(rows)
}

/// The bars with the least and the most they may come to, all groups together; nothing where no
/// bar has any.
fn reaching(data: &FrequencyData, heading: &str) -> Vec<NumberRow> {
    if data.bars.iter().all(|bar| bar.reach.is_none()) {
        return Vec::new();
    }
    let heading = format!("{heading}, all groups");
    let bars = data.bars.iter().filter(|bar| bar.cell.expected > 0.0);
    let rows = bars.map(|bar| NumberRow {
        reach: bar.reach.or(Some((bar.cell.expected, bar.cell.expected))),
        ..NumberRow::of(&heading, (bar.days, ""), bar.cell, (&data.coverage, false))
    });
    rows.collect()
}

/// The lines over the bars: how high each stands at every bar, where that is known.
fn lines(data: &FrequencyData, heading: &str) -> Vec<NumberRow> {
    let rows = data.overlays.iter().flat_map(|line| {
        let series = format!("{heading}, {}", line.kind.in_words(data.bucket));
        let bars = data.bars.iter().zip(&line.heights);
        bars.map(move |(bar, height)| NumberRow {
            series: series.clone(),
            days: bar.days,
            group: String::new(),
            certain: None,
            expected: *height,
            reach: None,
            covered: None,
        })
    });
    rows.collect()
}

/// The rows of the project's events, the groups in the order of a key; one of everything where
/// nothing has a group.
fn of_events(data: &FrequencyData, heading: &str, untold: &[Untold]) -> Vec<NumberRow> {
    let everything = Group::all();
    let named = |at: usize| Some((Some(at), data.groups.get(at)?));
    let mut groups: Vec<(Option<usize>, &Group)> = data.key_order().filter_map(named).collect();
    let is_named = |name: &str| data.groups.iter().any(|group| group.name == name);
    let with_others = data.groups.iter().any(Group::is_others);
    // Groups of which nobody tells any number have no bars, and yet they are there.
    let more = untold.iter().map(|it| &it.group);
    let more: BTreeSet<&Group> = more
        .filter(|group| !with_others && !is_named(&group.name))
        .collect();
    groups.extend(more.into_iter().map(|group| (None, group)));
    if groups.is_empty() {
        groups.push((None, &everything));
    }
    let is_of = |untold: &Untold, (_, group): &(Option<usize>, &Group)| {
        let rest = group.is_others() && !is_named(&untold.group.name);
        rest || untold.group.name == group.name
    };
    let mut rows = Vec::with_capacity(data.bars.len() * groups.len());
    for bar in &data.bars {
        let here: Vec<&Untold> = untold.iter().filter(|it| it.touches(bar.days)).collect();
        for group in &groups {
            let segments = bar.segments.iter().filter(|it| Some(it.group) == group.0);
            let mut cell = Cell::default();
            for segment in segments {
                let height = segment.top - segment.base;
                cell.expected += height;
                if segment.certain {
                    cell.certain += height;
                }
            }
            let is_untold = here.iter().any(|untold| is_of(untold, group));
            let known = (&*data.coverage, is_untold);
            rows.push(NumberRow::of(
                heading,
                (bar.days, &group.1.name),
                cell,
                known,
            ));
        }
    }
    rows
}

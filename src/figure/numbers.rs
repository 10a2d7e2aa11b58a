//! The numbers behind the bars of a figure, as rows.
//!
//! In: what [`compose`](super::compose::compose) is asked for. Out: a row for every bucket in sight
//! and group, empty ones too, for the project's events and then for each table: what is drawn, also
//! where several buckets share a bar because they are too narrow to be seen.

use super::frequency::{Asked, FrequencyData, frequencies};
use super::paper::frame;
use super::series::{self, Series};
use super::wanted::Wanted;
use crate::analysis::counts::{CannotCount, Cell};
use crate::derived::Derived;
use crate::model::day::DayRange;
use crate::model::project::Project;

/// How much of a group lies in a bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberRow {
    /// Whose number it is: what is counted of the project, or the title of a table.
    pub series: String,
    /// The days of the bucket.
    pub days: DayRange,
    /// The group; empty where nothing is split, and for what has no value.
    pub group: String,
    /// What certainly falls in it, and what is expected altogether.
    pub cell: Cell,
    /// The least and the most it may come to, where it is the sum of most likely numbers.
    pub reach: Option<(f64, f64)>,
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
    // Bars that add up, and bars for each group, show these numbers in another way.
    let asked = Asked {
        cumulative: false,
        multiples: false,
        mean: None,
        earlier: None,
        ..wanted.asked.clone()
    };
    let mut rows = Vec::new();
    if let Some((project, derived)) = own {
        for data in frequencies(project, derived, &asked, &frame.axis)? {
            rows.extend(of_events(&data));
            rows.extend(reaching(&data, &format!("{} {}", data.heading, data.unit)));
        }
    }
    for one in series {
        rows.extend(series::numbers(one, &asked, &frame.axis));
        let below = one.of_below();
        rows.extend(
            below
                .iter()
                .flat_map(|below| series::numbers(below, &asked, &frame.axis)),
        );
        for data in series::frequencies(one, &asked, &frame.axis) {
            let heading = format!("{}: {} {}", one.title, data.heading, data.unit);
            rows.extend(reaching(&data, &heading));
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
    let bars = data.bars.iter().filter(|bar| bar.cell.expected > 0.0);
    let rows = bars.map(|bar| NumberRow {
        series: format!("{heading}, all groups"),
        days: bar.days,
        group: String::new(),
        cell: bar.cell,
        reach: bar.reach.or(Some((bar.cell.expected, bar.cell.expected))),
    });
    rows.collect()
}

/// The rows of the project's events, the groups in the order of a key.
fn of_events(data: &FrequencyData) -> Vec<NumberRow> {
    let heading = format!("{} {}", data.heading, data.unit);
    let named = |at: usize| Some((at, data.groups.get(at)?.name.as_str()));
    let groups: Vec<(usize, &str)> = data.key_order().filter_map(named).collect();
    let mut rows = Vec::with_capacity(data.bars.len() * groups.len());
    for bar in &data.bars {
        for (group, name) in &groups {
            let segments = bar.segments.iter().filter(|it| it.group == *group);
            let mut cell = Cell::default();
            for segment in segments {
                let height = segment.top - segment.base;
                cell.expected += height;
                if segment.certain {
                    cell.certain += height;
                }
            }
            rows.push(NumberRow {
                series: heading.clone(),
                days: bar.days,
                group: (*name).to_owned(),
                cell,
                reach: None,
            });
        }
    }
    rows
}

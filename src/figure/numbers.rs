//! The numbers behind the bars of a figure, as rows.
//!
//! In: what [`compose`](super::compose::compose) is asked for. Out: a row for every bucket in sight
//! and group, empty ones too, for the project's events and then for each table: what is drawn, also
//! where several buckets share a bar because they are too narrow to be seen.

use super::compose::{Wanted, frame};
use super::frequency::{FrequencyData, frequency};
use super::series::{self, Series};
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
    let mut rows = Vec::new();
    if let Some((project, derived)) = own {
        let data = frequency(project, derived, &wanted.asked, &frame.axis)?;
        rows.extend(of_events(&data));
    }
    for one in series {
        rows.extend(series::numbers(one, &wanted.asked, &frame.axis));
    }
    Ok(rows)
}

/// The rows of the project's events, the groups in the order of their counts.
fn of_events(data: &FrequencyData) -> Vec<NumberRow> {
    let heading = format!("{} {}", data.heading, data.unit);
    let groups = data.groups.iter().enumerate().rev();
    let groups: Vec<(usize, &str)> = groups.map(|(at, it)| (at, it.name.as_str())).collect();
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
            });
        }
    }
    rows
}

//! The hues of names and of native types in bars: whatever is filtered the same, and no two alike in
//! one chart.

use super::pakistan;
use super::series::{series, twelve_sides};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tightrope::analysis::counts::Counting;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, FrequencyData, Tint, tint};
use tightrope::figure::kind_hues::kind_hues;
use tightrope::figure::series::frequency;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest};
use tightrope::model::view::{Bucket, Split};
use tightrope::tables::LoadedTable;
use tightrope::tables::query::RowQuery;

/// So many names keep their hue: there are eight, and one is for what is not known.
const FIRST: usize = 6;

/// The bars of all rows that fit, by year.
fn bars(table: &Arc<LoadedTable>, split: Split, filter: Option<&RowFilter>) -> FrequencyData {
    let project = Project::default();
    let counting = Counting {
        split,
        ..Counting::default()
    };
    let query = RowQuery {
        filters: filter.cloned().into_iter().collect(),
        ..RowQuery::default()
    };
    let series = series(table, &project, &counting, &query);
    let asked = Asked {
        bucket: Some(Bucket::Year),
        counting,
        ..Asked::default()
    };
    let (from, to) = (Day::from_ymd(1989, 1, 1), Day::from_ymd(2025, 1, 1));
    let days = from.zip(to).and_then(|(from, to)| DayRange::new(from, to));
    let axis = Frame::new(1_200.0, days.expect("forwards")).axis;
    let mut charts = [frequency(&series, &asked, &axis)];
    tint(&mut charts, &kind_hues(None, &[series]));
    let [chart] = charts;
    chart
}

/// The tint of each name, in the order of a key.
fn tints(chart: &FrequencyData) -> BTreeMap<String, Tint> {
    let names = chart.groups.iter().map(|group| group.name.clone());
    names.zip(chart.tints.iter().copied()).collect()
}

/// A filter for each value of a field that rows have.
fn filters(table: &Arc<LoadedTable>, field: &RowField, split: Split) -> Vec<RowFilter> {
    let names = bars(table, split, None).groups.into_iter();
    let names = names.filter(|group| !group.is_others() && !group.name.is_empty());
    let one = |name: String| RowFilter {
        field: field.clone(),
        test: RowTest::OneOf(vec![name]),
    };
    names.map(|group| one(group.name)).collect()
}

#[test]
fn the_largest_names_keep_their_hues_whatever_is_filtered() {
    let mut tables = vec![twelve_sides()];
    tables.extend(pakistan());
    for table in tables {
        let all = tints(&bars(&table, Split::Dyad, None));
        let own: BTreeSet<String> = all.values().map(|tint| format!("{tint:?}")).collect();
        assert_eq!(own.len(), all.len(), "each its own: {all:?}");
        let mut asked = filters(&table, &RowField::Kind, Split::Kind);
        asked.extend(filters(&table, &RowField::Place, Split::Place));
        asked.extend(filters(&table, &RowField::Dyad, Split::Dyad));
        let mut compared = 0;
        for filter in &asked {
            let chart = bars(&table, Split::Dyad, Some(filter));
            let left = tints(&chart);
            let own: BTreeSet<String> = left.values().map(|tint| format!("{tint:?}")).collect();
            assert_eq!(own.len(), left.len(), "{filter:?}: each its own: {left:?}");
            for (name, tint) in all.iter().filter(|(_, tint)| **tint != Tint::Others) {
                assert!(
                    left.get(name).is_none_or(|it| it == tint),
                    "{filter:?} {name}"
                );
                compared += usize::from(left.contains_key(name));
            }
        }
        assert!(compared > FIRST, "{compared}");
    }
}

//! Small multiples: bars of their own for each group, on one scale.

use super::{BucketBar, FrequencyData, Segment, scale};
use crate::analysis::counts::Cell;
use crate::analysis::group::Group;
use crate::figure::words::ONE_SCALE;
use crate::model::view::Bucket;

/// So many groups have bars of their own; further ones stay together.
const MOST: usize = 16;

/// A chart for each group, from the largest to the smallest, those that stand for several last; the
/// chart itself where it has one group only, or nothing in sight.
pub(super) fn multiples(mut data: FrequencyData) -> Vec<FrequencyData> {
    if data.groups.len() < 2 {
        return vec![data];
    }
    let mut order: Vec<(usize, f64)> = (0..data.groups.len())
        .map(|group| (group, total(&data.bars, group)))
        .filter(|(_, total)| *total > 1e-9)
        .collect();
    if order.is_empty() {
        return vec![data];
    }
    // Each chart has bars of its own; only what else there is, is the same in all.
    let bars = std::mem::take(&mut data.bars);
    let is_rest = |group: usize| data.groups.get(group).is_some_and(Group::is_others);
    order.sort_by(|a, b| {
        let by_total = b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
        is_rest(a.0).cmp(&is_rest(b.0)).then(by_total)
    });
    let split = order
        .len()
        .min(if order.len() > MOST { MOST - 1 } else { MOST });
    let (own, rest) = order.split_at(split);
    let mut charts: Vec<FrequencyData> = own
        .iter()
        .map(|(group, _)| of_groups(&data, &bars, &[*group]))
        .collect();
    if !rest.is_empty() {
        let rest: Vec<usize> = rest.iter().map(|(group, _)| *group).collect();
        charts.push(of_groups(&data, &bars, &rest));
    }
    let highest = charts.iter().flat_map(|chart| &chart.bars);
    let ticks = scale(highest.map(|bar| bar.cell.expected).fold(1.0, f64::max));
    for (number, chart) in charts.iter_mut().enumerate() {
        chart.ticks.clone_from(&ticks);
        // What is said of all together is said once.
        match number {
            0 => chart.caption.push_str(&format!(" {ONE_SCALE}")),
            _ => {
                chart.caption.clear();
                chart.goes_on = true;
                chart.named_above = true;
            }
        }
    }
    charts
}

fn total(bars: &[BucketBar], group: usize) -> f64 {
    let segments = bars.iter().flat_map(|bar| &bar.segments);
    let own = segments.filter(|segment| segment.group == group);
    own.map(|segment| segment.top - segment.base).sum()
}

fn of_groups(data: &FrequencyData, bars: &[BucketBar], groups: &[usize]) -> FrequencyData {
    let bars = bars.iter();
    let bars = bars.map(|bar| bar_of(bar, groups, data.bucket)).collect();
    let name = match groups {
        [only] => data.groups.get(*only).map(|group| group.name.clone()),
        several => Some(format!("{} others", several.len())),
    };
    FrequencyData {
        bars,
        multiple: Some(
            name.filter(|name| !name.is_empty())
                .unwrap_or_else(|| "not said".to_owned()),
        ),
        ..data.clone()
    }
}

fn bar_of(bar: &BucketBar, groups: &[usize], bucket: Bucket) -> BucketBar {
    let mut base = 0.0;
    let mut cell = Cell::default();
    let own = bar.segments.iter().filter(|it| groups.contains(&it.group));
    let segments: Vec<Segment> = own
        .map(|segment| {
            let height = segment.top - segment.base;
            cell.expected += height;
            if segment.certain {
                cell.certain += height;
            }
            let from = base;
            base += height;
            Segment {
                base: from,
                top: base,
                ..segment.clone()
            }
        })
        .collect();
    BucketBar {
        tooltip: format!(
            "{}: {} expected, {} certain",
            super::bucket_words(bar.days, bucket),
            super::decimal(cell.expected),
            super::decimal(cell.certain)
        ),
        days: bar.days,
        covered: bar.covered,
        segments,
        cell,
        untold: bar.untold,
        reach: None,
    }
}

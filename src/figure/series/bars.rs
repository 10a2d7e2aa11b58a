//! The bars of a table: those of a project's events, from sums instead of events.

use super::{Series, Sums};
use crate::analysis::buckets::whole;
use crate::analysis::counts::Cell;
use crate::analysis::group::Group;
use crate::figure::chosen;
use crate::figure::frequency::{
    Asked, BucketBar, FrequencyData, Segment, Stack, TableHead, Totals, all, automatic_bucket,
    bucket_words, certain_words, decimal, highest, parts_caption, scale, unit,
};
use crate::figure::numbers::NumberRow;
use crate::figure::rows::{RowsAt, amount_words};
use crate::figure::time_axis::TimeAxis;
use crate::figure::words::{measured, nobody_told};
use crate::model::day::DayRange;
use crate::model::measure::Measure;
use crate::model::row_filter::RowFilter;
use crate::model::view::{Bucket, Filter};
use crate::tables::counts::TableCounts;
use std::convert::Infallible;
use std::sync::Arc;

/// Bars narrower than this become one, which is as high as the highest of them. Points.
const LEAST_COLUMN: f32 = 2.0;

/// All bars of a table that are asked for; those below only where they were counted.
pub fn frequencies(series: &Series, asked: &Asked, axis: &TimeAxis) -> Vec<FrequencyData> {
    let asked = Asked {
        below: asked.below.filter(|_| series.below.is_some()),
        ..asked.clone()
    };
    let below = series.of_below();
    let of = |asked: &Asked| -> Result<_, Infallible> {
        let measure = asked.counting.measure;
        let other = below.as_ref().filter(|one| one.sums.measure == measure);
        Ok(frequency(other.unwrap_or(series), asked, axis))
    };
    all(&asked, of).unwrap_or_default()
}

/// The bars of a table within the window of `axis`, in whole buckets, with the widths of the
/// project's own.
pub fn frequency(series: &Series, asked: &Asked, axis: &TimeAxis) -> FrequencyData {
    let sums = &series.sums;
    let wanted = asked.bucket.unwrap_or_else(|| automatic_bucket(axis));
    let nothing = TableCounts::default();
    let (bucket, counts) = sums.bars(wanted).unwrap_or((wanted, &nothing));
    let coverage = Arc::new(series.coverage());
    let stack = Stack::new(&counts.groups, sums.split, &sums.ranked);
    let mut bars = match asked.cumulative {
        true => summed_up(series, counts, &stack, axis),
        false => in_sight(counts, axis)
            .into_iter()
            .filter_map(|number| bar(series, counts, &stack, number, bucket))
            .collect(),
    };
    let mut overlays = Vec::new();
    if let Some(known) = sums.covered {
        let of = |bars| move |measure, days| within(sums.bound(bars, bucket, measure), days);
        let (shown, all) = (of(sums.shown()), of(&sums.all));
        // Which rows have no number is not known by days: the head says how many there are.
        let is_told = |days| coverage.covers(days);
        let totals = |of| Totals {
            bucket,
            known,
            of,
            is_told: &is_told,
        };
        // What lies over bars speaks of all groups together.
        if !asked.multiples {
            totals(&shown).reach(&mut bars, sums.measure, asked.cumulative);
        }
        if !asked.cumulative && !asked.multiples && nobody_tells(sums).is_none() {
            overlays = totals(&all).overlays(&bars, sums.measure, asked.mean, asked.earlier);
        }
    }
    let shown = shown(counts, axis);
    let outside = counts.outside + counts.total().expected - shown.expected;
    FrequencyData {
        ticks: scale(highest(&bars, &overlays)),
        bucket,
        bands: Vec::new(),
        heading: heading(sums),
        unit: unit(bucket, asked.cumulative),
        caption: caption(series, asked, bucket, (shown, outside))
            + &parts_caption(&bars, bucket, &coverage),
        bars,
        outside,
        undated: Vec::new(),
        split: sums.split,
        only: only(series, &stack),
        groups: groups(sums, counts, &stack),
        tints: Vec::new(),
        largest: match asked.below_bars_of {
            None => Arc::clone(&sums.largest),
            Some(_) => Arc::default(),
        },
        coverage,
        last_published: None,
        table: Some(TableHead {
            id: series.table,
            title: series.title.clone(),
            facts: match asked.below_bars_of {
                None => series.facts(),
                // How many rows there are is said above.
                Some(_) => series.left_out().collect::<Vec<_>>().join(", "),
            },
            shown,
            alone: asked.alone,
        }),
        overlays,
        multiple: None,
        goes_on: false,
        named_above: false,
        silence: nobody_tells(sums),
    }
}

/// The buckets within some days, with what they come to.
fn within(counts: Option<&TableCounts>, days: DayRange) -> Vec<(DayRange, f64)> {
    let Some(counts) = counts else {
        return Vec::new();
    };
    let all = touched(counts, days).filter_map(|number| {
        let bucket = *counts.buckets.get(number)?;
        let total = total(counts.of_bucket(number).iter()).expected;
        Some((bucket, total))
    });
    all.collect()
}

/// Bars that add up everything up to the end of each; of those that share a column the last.
fn summed_up(
    series: &Series,
    counts: &TableCounts,
    stack: &Stack,
    axis: &TimeAxis,
) -> Vec<BucketBar> {
    let touched = touched(counts, axis.days());
    let mut sums = vec![Cell::default(); counts.groups.len()];
    let mut bars = Vec::new();
    for (number, days) in counts.buckets.iter().enumerate().take(touched.end) {
        for (sum, cell) in sums.iter_mut().zip(counts.of_bucket(number)) {
            sum.certain += cell.certain;
            sum.expected += cell.expected;
        }
        if number < touched.start {
            continue;
        }
        let (left, right) = axis.span(*days);
        let column = (left / LEAST_COLUMN).floor() as i32;
        let next = counts
            .buckets
            .get(number + 1)
            .filter(|_| number + 1 < touched.end);
        let next = next.map(|next| (axis.span(*next).0 / LEAST_COLUMN).floor() as i32);
        if right - left < LEAST_COLUMN && next == Some(column) {
            continue;
        }
        let name = format!("up to {}", days.last());
        bars.push(bar_of(series, (&sums, stack), *days, &name));
    }
    bars
}

/// The rows behind the bars of a table within the window of `axis`: a row for every bucket in sight
/// and group, or one of everything where nothing has a group.
pub fn numbers(series: &Series, asked: &Asked, axis: &TimeAxis) -> Vec<NumberRow> {
    let wanted = asked.bucket.unwrap_or_else(|| automatic_bucket(axis));
    let Some((bucket, counts)) = series.sums.bars(wanted) else {
        return Vec::new();
    };
    let (title, unit) = (&series.title, unit(bucket, asked.cumulative));
    let heading = format!("{title}: {} {unit}", heading(&series.sums));
    let coverage = series.coverage();
    let known = (&coverage, nobody_tells(&series.sums).is_some());
    let names = counts.groups.iter().map(|group| group.name.as_str());
    let mut names: Vec<&str> = names.collect();
    if names.is_empty() {
        names.push("");
    }
    let touched = touched(counts, axis.days());
    let mut sums = vec![Cell::default(); names.len()];
    let mut rows = Vec::new();
    for (number, days) in counts.buckets.iter().enumerate().take(touched.end) {
        for (group, sum) in sums.iter_mut().enumerate() {
            let cell = counts.cell(number, group);
            *sum = match asked.cumulative {
                true => total([*sum, cell].iter()),
                false => cell,
            };
        }
        if number >= touched.start {
            let cells = names.iter().zip(&sums);
            rows.extend(
                cells.map(|(name, cell)| NumberRow::of(&heading, (*days, name), *cell, known)),
            );
        }
    }
    rows
}

/// From the bottom of a stack to its top, with the hues they have on the timeline.
fn groups(sums: &Sums, counts: &TableCounts, stack: &Stack) -> Vec<Group> {
    let mut groups = stack.groups.clone();
    let hued = sums.groups.iter().enumerate();
    for (counted, look) in hued.take(counts.groups.len()) {
        let group = stack.place(counted).and_then(|at| groups.get_mut(at));
        if let Some(group) = group.filter(|group| !group.is_others()) {
            group.hue = look.hue;
        }
    }
    groups
}

/// What leaves only the rows of each group, where one filter says that.
fn only(series: &Series, stack: &Stack) -> Vec<Option<Filter>> {
    let mut only = vec![None; stack.groups.len()];
    for (counted, group) in series.sums.groups.iter().enumerate() {
        if let Some(place) = stack.place(counted).and_then(|at| only.get_mut(at)) {
            let filter = group.filter.clone();
            *place = filter.map(|filter| Filter::Rows(series.table, filter));
        }
    }
    only
}

fn heading(sums: &Sums) -> String {
    let measured = measured(sums.measure).map(|words| words.to_lowercase());
    measured.unwrap_or_else(|| format!("{}s", sums.noun))
}

/// The numbers of the buckets that lie at least partly in sight.
fn touched(counts: &TableCounts, window: DayRange) -> std::ops::Range<usize> {
    let buckets = &counts.buckets;
    let from = buckets.partition_point(|days| days.last() < window.first());
    let to = buckets.partition_point(|days| days.first() <= window.last());
    from..to
}

/// What lies in the buckets in sight.
fn shown(counts: &TableCounts, axis: &TimeAxis) -> Cell {
    let cells = touched(counts, axis.days()).flat_map(|bucket| counts.of_bucket(bucket));
    total(cells)
}

fn total<'a>(cells: impl Iterator<Item = &'a Cell>) -> Cell {
    let mut sum = Cell::default();
    for cell in cells {
        sum.certain += cell.certain;
        sum.expected += cell.expected;
    }
    sum
}

/// The buckets to draw: of those that share a column narrower than two points, the highest. Those
/// with nothing stand for the line they leave free.
fn in_sight(counts: &TableCounts, axis: &TimeAxis) -> Vec<usize> {
    let mut out: Vec<(i32, f64, usize)> = Vec::new();
    for number in touched(counts, axis.days()) {
        let Some(days) = counts.buckets.get(number) else {
            continue;
        };
        let (left, right) = axis.span(*days);
        let column = (left / LEAST_COLUMN).floor() as i32;
        let height = total(counts.of_bucket(number).iter()).expected;
        match out.last_mut() {
            Some(last) if last.0 == column && right - left < LEAST_COLUMN => {
                if height > last.1 {
                    *last = (column, height, number);
                }
            }
            _ => out.push((column, height, number)),
        }
    }
    out.into_iter().map(|(_, _, number)| number).collect()
}

fn bar(
    series: &Series,
    counts: &TableCounts,
    stack: &Stack,
    number: usize,
    bucket: Bucket,
) -> Option<BucketBar> {
    let days = *counts.buckets.get(number)?;
    let mut name = bucket_words(days, bucket);
    if whole(days, bucket) != days {
        name.push_str(&format!(" (part of a {})", bucket.in_words()));
    }
    Some(bar_of(
        series,
        (counts.of_bucket(number), stack),
        days,
        &name,
    ))
}

/// The bar of some days with a sum for each group.
fn bar_of(
    series: &Series,
    (cells, stack): (&[Cell], &Stack),
    days: DayRange,
    name: &str,
) -> BucketBar {
    let covered = series
        .sums
        .covered
        .is_some_and(|known| known.intersection(days) == Some(days));
    let cell = total(cells.iter());
    BucketBar {
        days,
        covered,
        segments: segments(series, (cells, stack), days, name),
        cell,
        tooltip: format!("{name}: {}", cell_words(cell, &series.sums)),
        untold: 0,
        reach: None,
    }
}

/// First what is certain, then what is expected, each in the order of the stack.
fn segments(
    series: &Series,
    (cells, stack): (&[Cell], &Stack),
    days: DayRange,
    name: &str,
) -> Vec<Segment> {
    let mut placed: Vec<(usize, usize, &Cell)> = cells
        .iter()
        .enumerate()
        .filter_map(|(counted, cell)| Some((stack.place(counted)?, counted, cell)))
        .collect();
    placed.sort_by_key(|(place, ..)| *place);
    let mut out = Vec::new();
    let mut base = 0.0;
    for certain in [true, false] {
        for (group, original, cell) in &placed {
            let height = match certain {
                true => cell.certain,
                false => cell.expected - cell.certain,
            };
            if height <= 1e-9 {
                continue;
            }
            let filter = series.sums.groups.get(*original);
            let filter = filter.and_then(|group| group.filter.clone());
            out.push(Segment {
                group: *group,
                certain,
                base,
                top: base + height,
                events: Vec::new(),
                tooltip: format!("{name}: {}", part_words(height, certain, &series.sums)),
                rows: Some(rows_at(series, days, filter)),
            });
            base += height;
        }
    }
    out
}

fn rows_at(series: &Series, days: DayRange, group: Option<RowFilter>) -> RowsAt {
    RowsAt {
        table: series.table,
        days,
        // One group is everything.
        group: group
            .filter(|_| series.sums.groups.len() > 1)
            .into_iter()
            .collect(),
    }
}

/// "12 certain", "0.42 expected of rows whose dates reach further".
fn part_words(amount: f64, certain: bool, sums: &Sums) -> String {
    match certain {
        true => format!("{} certain", decimal(amount)),
        false => format!(
            "{} expected of {}s whose dates reach further",
            decimal(amount),
            sums.noun
        ),
    }
}

fn cell_words(cell: Cell, sums: &Sums) -> String {
    let rest = cell.expected - cell.certain;
    let certain = part_words(cell.certain, true, sums);
    match (cell.certain > 1e-9, rest > 1e-9) {
        (false, false) => "none".to_owned(),
        (true, false) => certain,
        (false, true) => part_words(rest, false, sums),
        (true, true) => format!("{certain} and {}", part_words(rest, false, sums)),
    }
}

/// What is said where rows fit and nobody tells the number of any.
fn nobody_tells(sums: &Sums) -> Option<String> {
    let is_silent = sums.unknown > 0 && sums.unknown + sums.undated == sums.fitting;
    nobody_told(sums.measure).filter(|_| is_silent)
}

fn caption(
    series: &Series,
    asked: &Asked,
    bucket: Bucket,
    (shown, outside): (Cell, f64),
) -> String {
    let sums = &series.sums;
    let mut parts = Vec::new();
    parts.extend(chosen::rule_words(sums.rule).map(str::to_owned));
    // All rows that fit are said to be that many already.
    let is_all = sums.measure.is_events()
        && sums.noun == "row"
        && (shown.expected - f64::from(sums.fitting)).abs() < 1e-6;
    let certain = certain_words(shown, bucket);
    match nobody_tells(sums) {
        Some(words) => parts.push(words.to_lowercase()),
        None if is_all => parts.extend(certain),
        None => {
            let amount = match sums.measure {
                Measure::Events => amount_words(shown.expected, sums.noun),
                _ => format!("{} {}", decimal(shown.expected), heading(sums)),
            };
            let shown = Some(format!("{amount} shown"));
            let words = [shown, certain].into_iter().flatten();
            parts.push(words.collect::<Vec<_>>().join(", "));
        }
    }
    if outside > 1e-6 {
        parts.push(format!("{} outside this period", decimal(outside)));
    }
    // Which rows these are is said of the bars above.
    let is_below = asked.below_bars_of.is_some();
    if is_below {
        parts.extend(series.left_out());
    }
    let parts = parts.join("; ");
    match is_below {
        true if asked.alone => format!("{parts}."),
        true => format!("{}: {parts}.", series.title),
        false => format!("{}: {parts}.", series.named(asked.alone)),
    }
}

//! What a key says: only what is drawn, and each thing once.

use super::sample::Sample;
use crate::figure::frame::Frame;
use crate::figure::frequency::{FrequencyData, Tint};
use crate::figure::ground::has_hatched;
use crate::figure::labels::grouped;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Item, Paint, Scene};
use crate::figure::words::{
    DARKER_IS_MORE, EXPECTED, LAST_PUBLISHED, NO_COVERAGE, NOT_KNOWN, POLICY_SHIFT, WHISKERS,
};
use crate::model::id::TableId;
use crate::model::view::{Filter, Split};
use std::collections::BTreeSet;

/// One entry: a sample and its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) sample: Sample,
    pub(super) words: String,
    /// What leaves only this group; nothing where no filter says that.
    pub(super) only: Vec<Filter>,
}

impl Entry {
    fn new(sample: Sample, words: impl Into<String>) -> Self {
        Self {
            sample,
            words: words.into(),
            only: Vec::new(),
        }
    }
}

/// The strips in lanes, darker where there is more.
#[derive(Clone, Debug, Default)]
pub struct Strips {
    /// What the first is painted with; nothing where there is none.
    paint: Option<Paint>,
    /// What the darkest cell of each table holds, and of what.
    darkest: Vec<(TableId, f64, &'static str)>,
}

impl Strips {
    /// Those of these lanes.
    pub fn of<'s>(lanes: impl IntoIterator<Item = &'s Scene>) -> Self {
        let mut strips = Self::default();
        for scene in lanes {
            let paints = scene.items.iter().filter_map(|item| match item {
                Item::Strip { paint, .. } => Some(*paint),
                _ => None,
            });
            strips.paint = strips.paint.or_else(|| paints.into_iter().next());
            let of_tables = scene.marks.iter().filter_map(|mark| match &mark.table {
                Some(TableMark::Strip(strip)) => Some(strip),
                _ => None,
            });
            for strip in of_tables {
                let most = strip
                    .cells
                    .iter()
                    .map(|cell| cell.amount)
                    .fold(0.0, f64::max);
                let known = strips
                    .darkest
                    .iter_mut()
                    .find(|(of, ..)| *of == strip.table);
                match known {
                    Some((_, amount, _)) => *amount = amount.max(most),
                    None => strips.darkest.push((strip.table, most, strip.noun)),
                }
            }
        }
        strips
    }
}

/// What strips mean, with what the darkest cell holds.
pub(super) fn of_strips(strips: &Strips) -> Option<Entry> {
    let amounts = strips
        .darkest
        .iter()
        .map(|(_, most, noun)| (most.round() as u64, *noun));
    let amounts: Vec<String> = amounts
        .map(|(most, noun)| match most {
            1 => format!("1 {noun}"),
            most => format!("{} {noun}s", grouped(most)),
        })
        .collect();
    let words = match amounts.is_empty() {
        true => DARKER_IS_MORE.to_owned(),
        // One number for each table, in the order of its lanes.
        false => format!("{DARKER_IS_MORE}, up to {}", amounts.join(" · ")),
    };
    Some(Entry::new(Sample::Strip(strips.paint?), words))
}

/// The entries above each of these charts on paper.
pub(super) fn entries(charts: &[FrequencyData], strips: &Strips, frame: &Frame) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = charts.iter().map(groups_of).collect();
    join_where_same(&mut groups);
    if let Some(first) = groups.first_mut() {
        first.extend(expected(charts));
        first.extend(over_bars(charts));
        first.extend(of_strips(strips));
        first.extend(behind_bars(charts, frame));
    }
    groups
}

/// The entries of the window: nothing where lanes say it all.
pub(super) fn groups_and_lines(charts: &[FrequencyData]) -> Vec<Entry> {
    let mut groups: Vec<Vec<Entry>> = charts.iter().map(groups_of).collect();
    join_where_same(&mut groups);
    let groups: Vec<Entry> = groups.concat();
    let lines = over_bars(charts);
    let is_by_kind = charts.iter().all(|chart| chart.split == Split::Kind);
    if lines.is_empty() && (is_by_kind || groups.is_empty()) {
        return Vec::new();
    }
    let lines = expected(charts).into_iter().chain(lines);
    groups.into_iter().chain(lines).collect()
}

/// The groups of a chart that have a bar in sight, in the order of a key.
fn groups_of(data: &FrequencyData) -> Vec<Entry> {
    if data.multiple.is_some() {
        return Vec::new();
    }
    let segments = data.bars.iter().flat_map(|bar| &bar.segments);
    let in_sight: BTreeSet<usize> = segments.map(|segment| segment.group).collect();
    let entry = |at: usize| {
        let name = &data.groups.get(at)?.name;
        let words = match (name.is_empty(), in_sight.len()) {
            // Bars of one group without a name need no key.
            (true, 1) => return None,
            (true, _) => NOT_KNOWN,
            (false, _) => name,
        };
        Some(Entry {
            only: data.only.get(at).cloned().flatten().into_iter().collect(),
            ..Entry::new(Sample::Bar(data.tint(at), true), words)
        })
    };
    let order = data.key_order().filter(|at| in_sight.contains(at));
    order.filter_map(entry).collect()
}

/// Puts the groups of all charts together above the first, unless one look stood for two of them.
fn join_where_same(groups: &mut [Vec<Entry>]) {
    let others = Sample::Bar(Tint::Others, true);
    let mut all: Vec<Entry> = Vec::new();
    for entry in groups.iter().flatten() {
        let is_same = |it: &Entry| {
            it.sample == entry.sample && (it.words == entry.words || it.sample == others)
        };
        let known = all.iter().position(is_same);
        let is_taken = known.is_none() && all.iter().any(|it| it.sample == entry.sample);
        if is_taken {
            return;
        }
        let Some(known) = known.and_then(|at| all.get_mut(at)) else {
            all.push(entry.clone());
            continue;
        };
        for filter in &entry.only {
            if !known.only.contains(filter) {
                known.only.push(filter.clone());
            }
        }
    }
    // What is put together comes last, whichever chart it is in.
    all.sort_by_key(|entry| entry.sample == others);
    let mut charts = groups.iter_mut();
    if let Some(first) = charts.next() {
        *first = all;
    }
    charts.for_each(Vec::clear);
}

/// What a light bar with a dashed outline means, where there is one.
fn expected(charts: &[FrequencyData]) -> Option<Entry> {
    let tints = charts.iter().flat_map(|data| {
        let segments = data.bars.iter().flat_map(|bar| &bar.segments);
        let uncertain = segments.filter(|segment| !segment.certain);
        uncertain.map(|segment| data.tint(segment.group))
    });
    let mut tints = tints;
    let first = tints.next()?;
    // The look of one group would be taken for that group.
    let tint = if tints.all(|tint| tint == first) {
        first
    } else {
        Tint::Others
    };
    Some(Entry::new(Sample::Bar(tint, false), EXPECTED))
}

/// Lines and whiskers.
fn over_bars(charts: &[FrequencyData]) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for data in charts {
        for overlay in &data.overlays {
            let words = overlay.kind.in_words(data.bucket);
            let entry = Entry::new(Sample::Line(overlay.kind), words);
            if !out.contains(&entry) && overlay.heights.iter().any(Option::is_some) {
                out.push(entry);
            }
        }
    }
    let mut bars = charts.iter().flat_map(|data| &data.bars);
    if bars.any(|bar| bar.reach.is_some()) {
        out.push(Entry::new(Sample::Whisker, WHISKERS));
    }
    out
}

/// Policy shifts, what nobody covers, and when the last source appeared.
fn behind_bars(charts: &[FrequencyData], frame: &Frame) -> Vec<Entry> {
    let axis = &frame.axis;
    let mut out = Vec::new();
    let bands = charts.iter().flat_map(|data| &data.bands);
    let mut in_sight = bands.filter(|band| axis.visible(band.days).is_some());
    if let Some(band) = in_sight.next() {
        out.push(Entry::new(
            Sample::Shift(band.shape, band.hue),
            POLICY_SHIFT,
        ));
    }
    if charts.iter().any(|data| has_hatched(axis, &data.coverage)) {
        out.push(Entry::new(Sample::Gap, NO_COVERAGE));
    }
    let published = charts.iter().filter_map(|data| data.last_published);
    let mut published = published.filter(|days| axis.visible(*days).is_some());
    if published.next().is_some() {
        out.push(Entry::new(Sample::Published, LAST_PUBLISHED));
    }
    out
}

//! What a key says: only what is drawn, and each thing once.

use super::sample::Sample;
use crate::figure::frame::Frame;
use crate::figure::frequency::{FrequencyData, Tint};
use crate::figure::ground::has_hatched;
use crate::figure::labels::grouped;
use crate::figure::rows::TableMark;
use crate::figure::scene::{Item, Paint, Scene};
use crate::figure::words::{
    EXPECTED, LAST_PUBLISHED, NO_COVERAGE, NOT_KNOWN, OTHERS, POLICY_SHIFT, STRONGER_IS_MORE,
    WHISKERS,
};
use crate::model::id::TableId;
use crate::model::look::{Hue, Shape};
use crate::model::view::{Filter, Split};
use std::collections::BTreeSet;

/// One entry: a sample and its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) sample: Sample,
    pub(super) words: String,
    /// What shows only this group; nothing where no filter says that.
    pub(super) only: Vec<Filter>,
    /// The tables of which alone these filters speak, by title; empty where they speak of all that
    /// is shown.
    pub(super) of: Vec<String>,
}

impl Entry {
    fn new(sample: Sample, words: impl Into<String>) -> Self {
        Self {
            sample,
            words: words.into(),
            only: Vec::new(),
            of: Vec::new(),
        }
    }
}

/// What a key says of lanes: strips that are darker where there is more, and which kinds there are where
/// no lane names them.
#[derive(Clone, Debug, Default)]
pub struct LaneSigns {
    /// What the first is painted with; nothing where there is none.
    paint: Option<Paint>,
    /// What the darkest cell of each table holds, and of what.
    darkest: Vec<(TableId, f64, &'static str)>,
    /// Kinds whose marks stand in lanes of something else.
    kinds: Vec<(String, Shape, Hue)>,
}

impl LaneSigns {
    /// With the kinds of marks in lanes that do not name them: name and look of each.
    #[must_use]
    pub fn with_kinds(self, kinds: Vec<(String, Shape, Hue)>) -> Self {
        Self { kinds, ..self }
    }

    /// Those of these lanes.
    pub fn of<'s>(lanes: impl IntoIterator<Item = &'s Scene>) -> Self {
        let mut signs = Self::default();
        for scene in lanes {
            let paints = scene.items.iter().filter_map(|item| match item {
                Item::Strip { paint, .. } => Some(*paint),
                _ => None,
            });
            signs.paint = signs.paint.or_else(|| paints.into_iter().next());
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
                let known = signs.darkest.iter_mut().find(|(of, ..)| *of == strip.table);
                match known {
                    Some((_, amount, _)) => *amount = amount.max(most),
                    None => signs.darkest.push((strip.table, most, strip.noun)),
                }
            }
        }
        signs
    }
}

/// What the signs in lanes mean.
pub(super) fn of_lanes(signs: &LaneSigns) -> Vec<Entry> {
    let kind = |(name, shape, hue): &(String, Shape, Hue)| {
        Entry::new(Sample::Kind(*shape, *hue), name.clone())
    };
    signs
        .kinds
        .iter()
        .map(kind)
        .chain(of_strips(signs))
        .collect()
}

/// What strips mean, with what the darkest cell holds.
fn of_strips(signs: &LaneSigns) -> Option<Entry> {
    let amounts = signs
        .darkest
        .iter()
        .map(|(_, most, noun)| (most.round() as u64, *noun))
        // Where no cell holds two, none is stronger.
        .filter(|(most, _)| *most > 1)
        .map(|(most, noun)| format!("{} {noun}s", grouped(most)));
    let amounts: Vec<String> = amounts.collect();
    if amounts.is_empty() {
        return None;
    }
    // One number for each table, in the order of its lanes.
    let words = format!("{STRONGER_IS_MORE}, up to {}", amounts.join(" · "));
    Some(Entry::new(Sample::Strip(signs.paint?), words))
}

/// The entries above each of these charts on paper.
pub(super) fn entries(
    charts: &[FrequencyData],
    signs: &LaneSigns,
    frame: &Frame,
) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = charts.iter().map(groups_of).collect();
    // Where they cannot be, each chart has a key of its own.
    join_where_same(&mut groups);
    if let Some(first) = groups.first_mut() {
        first.extend(expected(charts));
        first.extend(over_bars(charts));
        first.extend(of_lanes(signs));
        first.extend(behind_bars(charts, frame));
    }
    groups
}

/// The entries of the window above each of these charts: nothing where lanes say it all.
pub(super) fn groups_and_lines(charts: &[FrequencyData]) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = charts.iter().map(groups_of).collect();
    let is_of_one = charts.windows(2).all(|pair| match pair {
        [one, other] => series_of(one) == series_of(other),
        _ => true,
    });
    // One line cannot say of two names which of them a look stands for: each series has its own.
    if !join_where_same(&mut groups) {
        let mut from = 0;
        for of_series in charts.chunk_by(|one, other| series_of(one) == series_of(other)) {
            let to = from + of_series.len();
            groups.get_mut(from..to).map(join_where_same);
            from = to;
        }
    }
    for entry in groups.iter_mut().flatten() {
        let is_of_events = |filter: &Filter| !matches!(filter, Filter::Rows(..));
        if is_of_one || entry.only.iter().any(is_of_events) {
            entry.of.clear();
        }
    }
    let lines = over_bars(charts);
    // Lanes name the kinds of the codebook, and those of a table only where they are high enough.
    let is_of_codebook = |chart: &FrequencyData| {
        let in_sight = in_sight(chart);
        let mut groups = in_sight.iter().filter_map(|at| chart.groups.get(*at));
        groups.all(|group| group.kind().is_some())
    };
    let is_by_kind = charts
        .iter()
        .all(|chart| chart.split == Split::Kind && is_of_codebook(chart));
    if lines.is_empty() && (is_by_kind || groups.iter().all(Vec::is_empty)) {
        groups.iter_mut().for_each(Vec::clear);
        return groups;
    }
    let lines = expected(charts).into_iter().chain(lines);
    if let Some(first) = groups.first_mut() {
        first.extend(lines);
    }
    groups
}

/// The groups of a chart that have a bar in sight, in the order of a key.
fn groups_of(data: &FrequencyData) -> Vec<Entry> {
    if data.multiple.is_some() {
        return Vec::new();
    }
    let in_sight = in_sight(data);
    let entry = |at: usize| {
        let group = data.groups.get(at)?;
        let words = match (group.name.is_empty(), in_sight.len()) {
            // Bars of one group without a name need no key.
            (true, 1) => return None,
            (true, _) => NOT_KNOWN,
            (false, _) => &group.name,
        };
        // Once others alone are shown, they are others no more; and what has no name would have no
        // entry to let it go again.
        let is_one = !group.is_others() && !group.name.is_empty();
        let only = data.only.get(at).cloned().flatten();
        let only: Vec<Filter> = only.filter(|_| is_one).into_iter().collect();
        let title = data.table.as_ref().filter(|_| !only.is_empty());
        Some(Entry {
            only,
            of: title.map(|table| table.title.clone()).into_iter().collect(),
            ..Entry::new(Sample::Bar(data.tint(at), true), words)
        })
    };
    let order = data.key_order().filter(|at| in_sight.contains(at));
    order.filter_map(entry).collect()
}

/// The groups of a chart that have a bar in sight, by their places in the stack.
fn in_sight(data: &FrequencyData) -> BTreeSet<usize> {
    let segments = data.bars.iter().flat_map(|bar| &bar.segments);
    segments.map(|segment| segment.group).collect()
}

/// Whose bars they are: those of the events, or of a table.
fn series_of(data: &FrequencyData) -> Option<TableId> {
    data.table.as_ref().map(|table| table.id)
}

/// Puts the groups of all charts together above the first, unless one look stood for two of them, or
/// one of them had two; whether it did.
fn join_where_same(groups: &mut [Vec<Entry>]) -> bool {
    let others = Sample::Bar(Tint::Others, true);
    let mut all: Vec<Entry> = Vec::new();
    for entry in groups.iter().flatten() {
        let has_words = |it: &Entry| it.words == entry.words || entry.sample == others;
        let is_same = |it: &Entry| it.sample == entry.sample && has_words(it);
        let known = all.iter().position(is_same);
        let is_half = |it: &Entry| it.sample == entry.sample || it.words == entry.words;
        if known.is_none() && all.iter().any(is_half) {
            return false;
        }
        let Some(known) = known.and_then(|at| all.get_mut(at)) else {
            all.push(entry.clone());
            continue;
        };
        // How many they are differs from chart to chart.
        if known.words != entry.words {
            OTHERS.clone_into(&mut known.words);
        }
        for filter in &entry.only {
            if !known.only.contains(filter) {
                known.only.push(filter.clone());
            }
        }
        for title in &entry.of {
            if !known.of.contains(title) {
                known.of.push(title.clone());
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
    true
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

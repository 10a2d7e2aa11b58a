//! Which look each group of bars has: one group looks the same in every chart of a figure.
//!
//! In: the charts of a figure, and the hues that stand for kinds in it. Out: a tint for each group.
//! A kind has its own hue. Names take hues that no kind of the project or its tables has, as long as
//! there are any: eight hues can be told apart by every reader, so where there are the five usual kinds
//! only three are left, and then names take those of kinds too. What is put together is plain light
//! grey, which no group is.

use super::FrequencyData;
use super::stack::has_order;
use crate::analysis::group::Group;
use crate::figure::pattern::Pattern;
use crate::figure::scene::{Colour, Paint};
use crate::model::look::Hue;
use std::collections::{BTreeMap, BTreeSet};

/// In which order names take hues: those that differ the most first.
const ORDER: [Hue; 8] = [
    Hue::Navy,
    Hue::Ochre,
    Hue::Teal,
    Hue::Rose,
    Hue::Olive,
    Hue::Violet,
    Hue::Rust,
    Hue::Slate,
];
/// What is not known has this hue.
const UNKNOWN: Hue = Hue::Slate;
/// How opaque what is certain is, and what is only expected.
const ALPHAS: (f32, f32) = (0.92, 0.18);
/// The same of what is put together.
const ALPHAS_OF_OTHERS: (f32, f32) = (0.55, 0.16);

/// The look of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// A hue, and in print its pattern.
    Hue(Hue),
    /// Plain light grey: several groups put together.
    Others,
}

impl Tint {
    /// What a part of a bar is filled with where it has no pattern.
    pub fn fill(self, certain: bool) -> Colour {
        let (full, light) = match self {
            Self::Hue(_) => ALPHAS,
            Self::Others => ALPHAS_OF_OTHERS,
        };
        self.ink().alpha(if certain { full } else { light })
    }

    /// What its outline and its pattern are painted with.
    pub(super) fn ink(self) -> Paint {
        match self {
            Self::Hue(hue) => Paint::Hue(hue),
            Self::Others => Paint::Faint,
        }
    }

    /// How dark it is between the lines of its pattern: parts too low for a pattern differ by that.
    pub(super) fn ground(self) -> f32 {
        match self {
            Self::Hue(Hue::Ochre | Hue::Slate) => 0.32,
            Self::Hue(Hue::Teal | Hue::Violet) => 0.16,
            _ => 0.04,
        }
    }

    /// Its pattern where colour must not be needed; `None` for what stays plain.
    pub(super) fn pattern(self) -> Option<Pattern> {
        match self {
            Self::Hue(hue) => Pattern::of(hue),
            Self::Others => None,
        }
    }
}

/// Gives each group of these charts its tint, the same in all of them; `kinds` are the hues that stand
/// for kinds in the same figure. The largest names of all that is counted choose first and keep theirs
/// whatever a filter leaves; smaller ones have what these leave to them, as far as can be always the
/// same.
pub fn tint(charts: &mut [FrequencyData], kinds: &KindHues) {
    let mut names = Names::new(charts, kinds);
    for chart in charts.iter() {
        names.rank(chart);
    }
    for are_first in [true, false] {
        for chart in charts.iter() {
            names.settle(chart, are_first);
        }
    }
    for chart in charts {
        let tints = chart.groups.iter().map(|group| match group.hue {
            Some(hue) => Tint::Hue(hue),
            None if group.is_others() => Tint::Others,
            // What is not known, and what is not split at all, is no name's.
            None => Tint::Hue(names.settled.get(&group.name).copied().unwrap_or(UNKNOWN)),
        });
        chart.tints = tints.collect();
    }
}

/// The hues that stand for kinds in a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindHues {
    /// For kinds of the codebook, and for claims.
    pub codebook: BTreeSet<Hue>,
    /// For native kinds of tables.
    pub tables: BTreeSet<Hue>,
}

/// The hues of names.
struct Names<'k> {
    kinds: &'k KindHues,
    /// What is not known is drawn somewhere.
    with_unknown: bool,
    /// The hue that each should have, and whether it is one of the first, which have theirs always.
    ranked: BTreeMap<String, (Hue, bool)>,
    /// The hue that each has.
    settled: BTreeMap<String, Hue>,
}

/// The groups that are names.
fn names(groups: &[Group]) -> impl Iterator<Item = &String> {
    let is_name =
        |group: &&Group| group.hue.is_none() && !group.is_others() && !group.name.is_empty();
    groups.iter().filter(is_name).map(|group| &group.name)
}

/// Everything a chart shows or would show without filters.
fn all_groups(chart: &FrequencyData) -> impl Iterator<Item = &Group> {
    chart.groups.iter().chain(&*chart.largest)
}

impl<'k> Names<'k> {
    fn new(charts: &[FrequencyData], kinds: &'k KindHues) -> Self {
        let is_unknown = |group: &Group| group.name.is_empty() && group.hue.is_none();
        let mut all = charts
            .iter()
            .filter(|chart| has_names(chart))
            .flat_map(all_groups);
        Self {
            kinds,
            with_unknown: all.any(is_unknown),
            ranked: BTreeMap::new(),
            settled: BTreeMap::new(),
        }
    }

    /// Says which hue each of the largest names of a chart should have: different ones as long as
    /// there are, then the same in turns.
    fn rank(&mut self, chart: &FrequencyData) {
        let mut own = kinds_of(chart);
        let mut in_turn: Vec<Hue> = Vec::new();
        let first = |ranked: &(Hue, bool)| ranked.1.then_some(ranked.0);
        own.extend(names(&chart.largest).filter_map(|name| self.ranked.get(name).and_then(first)));
        for (at, name) in names(&chart.largest).enumerate() {
            if let Some((hue, _)) = self.ranked.get(name) {
                in_turn.push(*hue);
                continue;
            }
            let elsewhere: Vec<Hue> = self.ranked.values().filter_map(first).collect();
            let hue = self.free(&own, &elsewhere);
            let is_first = !self.is_taken(hue, &own);
            let again = in_turn.get(at % in_turn.len().max(1)).copied();
            let hue = again.filter(|_| !is_first).unwrap_or(hue);
            own.insert(hue);
            in_turn.extend(is_first.then_some(hue));
            self.ranked.insert(name.clone(), (hue, is_first));
        }
    }

    /// Gives hues to the names that a chart shows: those that are first theirs, others what is left.
    fn settle(&mut self, chart: &FrequencyData, are_first: bool) {
        let mut own = kinds_of(chart);
        own.extend(names(&chart.groups).filter_map(|name| self.settled.get(name)));
        for at in chart.key_order() {
            let group = chart.groups.get(at).map(std::slice::from_ref);
            let Some(name) = names(group.unwrap_or_default()).next() else {
                continue;
            };
            if self.settled.contains_key(name) {
                continue;
            }
            let hue = match self.ranked.get(name) {
                Some((hue, true)) => *hue,
                _ if are_first => continue,
                Some((hue, false)) if !self.is_taken(*hue, &own) => *hue,
                _ => {
                    let elsewhere: Vec<Hue> = self.settled.values().copied().collect();
                    self.free(&own, &elsewhere)
                }
            };
            own.insert(hue);
            self.settled.insert(name.clone(), hue);
        }
    }

    /// Whether a hue stands for something else in a chart, or for what is not known.
    fn is_taken(&self, hue: Hue, own: &BTreeSet<Hue>) -> bool {
        own.contains(&hue) || hue == UNKNOWN && self.with_unknown
    }

    /// The first hue that is not taken: by this chart at the least, by others and by kinds if that can
    /// be.
    fn free(&self, own: &BTreeSet<Hue>, elsewhere: &[Hue]) -> Hue {
        let of_kinds = |hue: &Hue| {
            let KindHues { codebook, tables } = self.kinds;
            (codebook.contains(hue), tables.contains(hue))
        };
        let taken = |hue: &Hue| {
            let is_taken = self.is_taken(*hue, own);
            let is_own = own.contains(hue);
            (is_taken, !is_own, elsewhere.contains(hue), of_kinds(hue))
        };
        // The first of the least taken.
        ORDER.into_iter().min_by_key(taken).unwrap_or(UNKNOWN)
    }
}

/// Whether anything in it has no hue of its own.
fn has_names(chart: &FrequencyData) -> bool {
    all_groups(chart).any(|group| !group.name.is_empty() && group.hue.is_none())
}

/// The hues of kinds that a chart shows.
fn kinds_of(chart: &FrequencyData) -> BTreeSet<Hue> {
    chart.groups.iter().filter_map(|group| group.hue).collect()
}

impl FrequencyData {
    /// The groups in the order a key lists them, by their places in the stack: kinds as the lanes
    /// above, names from the largest on, what is put together last.
    pub(in crate::figure) fn key_order(&self) -> impl Iterator<Item = usize> + use<> {
        let is_others = |at: &usize| self.groups.get(*at).is_some_and(Group::is_others);
        let all = 0..self.groups.len();
        let (others, mut own): (Vec<usize>, Vec<usize>) = all.partition(is_others);
        if has_order(self.split) {
            own.reverse();
        }
        own.into_iter().chain(others)
    }

    /// The tint of a group by its place in the stack.
    pub fn tint(&self, group: usize) -> Tint {
        self.tints.get(group).copied().unwrap_or(Tint::Others)
    }
}

//! Which look each group of bars has: one group looks the same in every chart of a figure.
//!
//! In: the charts of a figure, and the hues that stand for kinds in it. Out: a tint for each group.
//! A kind has its own hue. Names take hues that no kind in sight has, as long as there are any: eight
//! hues can be told apart by every reader, so where a figure shows the five usual kinds only three
//! are left, and then names take those of kinds too. What is put together is plain light grey, which
//! no group is.

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
/// for kinds in the same figure. The largest names choose first, and these are the same whatever a
/// filter leaves of them.
pub fn tint(charts: &mut [FrequencyData], kinds: &KindHues) {
    let mut named = Named {
        hues: BTreeMap::new(),
        kinds,
    };
    for chart in charts.iter() {
        named.choose(&chart.largest, chart);
    }
    for chart in charts {
        let order = chart.key_order();
        let groups: Vec<Group> = order
            .filter_map(|at| chart.groups.get(at).cloned())
            .collect();
        named.choose(&groups, chart);
        let tints = chart.groups.iter().map(|group| match group.hue {
            Some(hue) => Tint::Hue(hue),
            None if group.is_others() => Tint::Others,
            // What is not known, and what is not split at all, is no name's.
            None => Tint::Hue(named.hues.get(&group.name).copied().unwrap_or(UNKNOWN)),
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

/// The hues that names have.
struct Named<'k> {
    hues: BTreeMap<String, Hue>,
    kinds: &'k KindHues,
}

impl Named<'_> {
    /// Gives a hue to each of these groups of a chart that is a name and has none.
    fn choose(&mut self, groups: &[Group], chart: &FrequencyData) {
        let is_name =
            |group: &&Group| group.hue.is_none() && !group.is_others() && !group.name.is_empty();
        let names = || groups.iter().filter(is_name).map(|group| &group.name);
        let mut own: BTreeSet<Hue> = chart.groups.iter().filter_map(|group| group.hue).collect();
        own.extend(names().filter_map(|name| self.hues.get(name)));
        for name in names() {
            if !self.hues.contains_key(name) {
                let hue = self.free(&own);
                own.insert(hue);
                self.hues.insert(name.clone(), hue);
            }
        }
    }

    /// The first hue that is not taken: by this chart at the least, by what is not known, by other
    /// names and by kinds if that can be.
    fn free(&self, own: &BTreeSet<Hue>) -> Hue {
        let elsewhere = |hue: &Hue| self.hues.values().any(|other| other == hue);
        let of_kinds = |hue: &Hue| {
            let KindHues { codebook, tables } = self.kinds;
            (codebook.contains(hue), tables.contains(hue))
        };
        let taken = |hue: &Hue| {
            let is_unknown = *hue == UNKNOWN;
            (own.contains(hue), is_unknown, elsewhere(hue), of_kinds(hue))
        };
        // The first of the least taken.
        ORDER.into_iter().min_by_key(taken).unwrap_or(UNKNOWN)
    }
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

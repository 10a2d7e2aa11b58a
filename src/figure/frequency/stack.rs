//! The order of groups in a stack: the same in every chart that is split by the same thing.
//!
//! In: the groups that were counted, and which are the largest. Out: the groups from the bottom of a
//! stack to its top. What has an order of its own (kinds, families, standings) is stacked as the lanes
//! above it are; names are stacked by how much they come to, the largest at the bottom. What is not
//! known comes above these, and what is put together is always on top.

use super::Asked;
use crate::analysis::facts::EventFacts;
use crate::analysis::group::Group;
use crate::model::measure::Measure;
use crate::model::view::Split;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Bars have so many groups; further ones share the last. The kinds of events are never put together,
/// as their hues are theirs; rows of a table have fewer groups of kinds, as it has fewer lanes.
pub(in crate::figure) const MOST_GROUPS: usize = 7;

/// The groups of a chart and where each of those that were counted stands.
#[derive(Clone, Debug)]
pub(in crate::figure) struct Stack {
    /// From bottom to top.
    pub groups: Vec<Group>,
    /// The place of each group that was counted.
    places: Vec<usize>,
}

impl Stack {
    /// Stacks the groups of a split; `ranked` are those with a place of their own, the largest
    /// first.
    pub fn new(counted: &[Group], split: Split, ranked: &[Group]) -> Self {
        let rank = |group: &Group| ranked.iter().position(|other| other == group);
        let is_small = |group: &Group| !group.is_others() && rank(group).is_none();
        let small = counted.iter().filter(|group| is_small(group)).count();
        let mut groups: Vec<Group> = counted.iter().filter(|it| !is_small(it)).cloned().collect();
        if small > 0 {
            groups.push(Group::of_others(small));
        }
        match has_order(split) {
            true => groups.sort_by_key(|group| (group.is_others(), Reverse(group.clone()))),
            false => groups.sort_by_key(|group| {
                let known = (group.is_others(), group.name.is_empty());
                (known, rank(group), group.clone())
            }),
        }
        let place = |group: &Group| groups.iter().position(|other| other == group);
        let others = groups.len().saturating_sub(1);
        let places = counted.iter().map(|it| place(it).unwrap_or(others));
        Self {
            places: places.collect(),
            groups,
        }
    }

    /// Where a group that was counted stands, by its number there.
    pub fn place(&self, counted: usize) -> Option<usize> {
        self.places.get(counted).copied()
    }
}

/// Whether the groups of a split have an order of their own.
pub(in crate::figure) fn has_order(split: Split) -> bool {
    matches!(split, Split::Kind | Split::Family | Split::Standing)
}

/// The groups of events that stand for themselves, the largest first: by what is added up first, over
/// all days, so that they are the same for every measure and window.
pub(super) fn ranked<'e>(
    events: impl Iterator<Item = &'e EventFacts>,
    asked: &Asked,
) -> Vec<Group> {
    let how = &asked.counting;
    let measure: Measure = asked.below_bars_of.unwrap_or(how.measure);
    let mut totals: BTreeMap<Group, u64> = BTreeMap::new();
    for facts in events.filter(|facts| facts.days_by(how.which).is_some()) {
        let amount = measure.of(|harm| facts.toll(harm)).unwrap_or(0);
        *totals.entry(Group::of(facts, how.split)).or_default() += u64::from(amount);
    }
    let is_named = |group: &Group| !group.name.is_empty();
    let named = totals.keys().filter(|group| is_named(group)).count();
    let most = match has_order(how.split) || named <= MOST_GROUPS {
        true => named,
        false => MOST_GROUPS - 1,
    };
    let mut groups: Vec<(Group, u64)> = totals.into_iter().collect();
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let (blank, mut groups): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(group, _)| !is_named(group));
    groups.truncate(most);
    groups.extend(blank);
    groups.into_iter().map(|(group, _)| group).collect()
}

//! How native types of a table look in charts: each in its own way, whatever is filtered.
//!
//! In: the groups of all rows, the largest first, and those that are drawn. Out: a hue and a shape for
//! each.

use super::index::{MOST_CHOSEN, MOST_LANES};
use crate::analysis::group::Group;
use crate::model::look::{Hue, Shape};
use std::collections::{BTreeMap, BTreeSet};

/// How what the codebook has no kind for looks, the largest first: as no kind does that a project
/// starts with, then as claims do, which no row is, then as other kinds. As many as groups have bars of
/// their own, so that those that are drawn differ.
pub(super) const SPARE: [(Hue, Shape); MOST_CHOSEN] = [
    (Hue::Slate, Shape::Hexagon),
    (Hue::Rose, Shape::Cross),
    (Hue::Olive, Shape::Star),
    (Hue::Ochre, Shape::Square),
    (Hue::Teal, Shape::Hexagon),
    (Hue::Violet, Shape::Cross),
    (Hue::Rust, Shape::Star),
    (Hue::Navy, Shape::Square),
];
/// How what is put together looks in lanes.
const OTHERS: (Hue, Shape) = SPARE[MOST_LANES - 1];

/// How groups look: as their kind, else each native type in its own way.
pub(super) struct Looks {
    of: BTreeMap<Group, (Hue, Shape)>,
    /// How many native types there are.
    native: usize,
}

impl Looks {
    /// The looks of these groups, the largest of all rows first. The largest have theirs whatever is
    /// filtered, and no two of those that are drawn look alike as long as there are looks.
    pub(super) fn new<'g>(
        all: impl Iterator<Item = &'g Group>,
        drawn: impl Iterator<Item = &'g Group>,
    ) -> Self {
        let native: Vec<&Group> = all.filter(|group| group.hue.is_none()).collect();
        let drawn: BTreeSet<&Group> = drawn.collect();
        let mut taken: BTreeSet<Hue> = drawn.iter().filter_map(|group| group.hue).collect();
        taken.extend(
            drawn
                .iter()
                .any(|group| group.is_others())
                .then_some(OTHERS.0),
        );
        let (large, small) = native.split_at(native.len().min(SPARE.len()));
        let mut of = BTreeMap::new();
        for (group, look) in large.iter().zip(SPARE) {
            let is_clear = !taken.contains(&look.0);
            if is_clear || !drawn.contains(group) {
                of.insert((*group).clone(), look);
                taken.extend(drawn.contains(group).then_some(look.0));
            }
        }
        let others = large.iter().filter(|group| !of.contains_key(**group));
        let late: Vec<&Group> = others.chain(small).copied().collect();
        for (at, group) in late.into_iter().enumerate() {
            let is_drawn = drawn.contains(group);
            let mut free = SPARE.iter().filter(|(hue, _)| !taken.contains(hue));
            let free = free.next().filter(|_| is_drawn);
            let look = free.copied().unwrap_or_else(|| spare(at));
            taken.extend(is_drawn.then_some(look.0));
            of.insert(group.clone(), look);
        }
        Self {
            of,
            native: native.len(),
        }
    }

    pub(super) fn of(&self, group: &Group) -> (Hue, Shape) {
        let own = group.hue.zip(group.shape);
        let native = || self.of.get(group).copied();
        own.or_else(native).unwrap_or(OTHERS)
    }

    /// The hues of native types in lanes, as long as nothing is filtered.
    pub(super) fn usual(&self) -> BTreeSet<Hue> {
        let looks = SPARE.iter().take(self.native.min(MOST_LANES));
        looks.map(|(hue, _)| *hue).collect()
    }
}

fn spare(at: usize) -> (Hue, Shape) {
    SPARE.get(at % SPARE.len()).copied().unwrap_or(OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn native_types_look_as_no_kind_does_and_keep_their_look_when_filtered() {
        let groups = ["a", "b", "c", "d"].map(|name| Group::of_native_type(name.to_owned()));
        let looks = Looks::new(groups.iter(), groups.iter());
        let hues = groups.each_ref().map(|group| looks.of(group).0);
        assert_eq!(hues, [Hue::Slate, Hue::Rose, Hue::Olive, Hue::Ochre]);
        let first = SPARE.iter().take(3);
        assert!(first.clone().all(|(hue, _)| !Hue::OF_KINDS.contains(hue)));
        // Whichever are drawn, and however many are put together, no two look alike.
        let many = (0..33).map(|at| Group::of_native_type(format!("type {at:02}")));
        let many: Vec<Group> = many.collect();
        let others = Group::of_others(30);
        for drawn in [[0, 1, 2], [0, 4, 8], [3, 7, 11], [1, 9, 32]] {
            let own: Vec<&Group> = drawn.iter().filter_map(|at| many.get(*at)).collect();
            let all = || own.iter().copied().chain([&others]);
            let looks = Looks::new(many.iter(), all());
            let hues: BTreeSet<Hue> = all().map(|group| looks.of(group).0).collect();
            assert_eq!(hues.len(), 4, "{drawn:?}");
            for (at, group) in drawn.iter().zip(&own) {
                let has_its_own = looks.of(group) == SPARE[at % SPARE.len()];
                assert!(has_its_own || *at >= 3, "{at}");
            }
        }
    }
}

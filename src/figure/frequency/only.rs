//! Which filter shows the events of a group.

use crate::analysis::dyads::{NOBODY, both_of};
use crate::analysis::group::Group;
use crate::model::codebook::Family;
use crate::model::event::Standing;
use crate::model::id::ActorId;
use crate::model::project::Project;
use crate::model::view::{Filter, Split};

/// For each group the filter that shows it, where there is one: a group of several names has none,
/// nor has a name that two records have. Of actors, places and sources the filter shows also what they
/// have to do with beside others.
pub(super) fn of_groups(project: &Project, groups: &[Group], split: Split) -> Vec<Option<Filter>> {
    let only = |group: &Group| only(project, group, split);
    groups.iter().map(only).collect()
}

fn only(project: &Project, group: &Group, split: Split) -> Option<Filter> {
    let name = Some(group.name.as_str()).filter(|name| !name.is_empty() && !group.is_others())?;
    match split {
        Split::None | Split::Country => None,
        Split::Kind => group.kind().map(Filter::Kind),
        Split::Family => {
            let mut all = Family::ALL.into_iter();
            all.find(|family| family.in_words() == name)
                .map(Filter::Family)
        }
        Split::Actor => actor(project, name).map(Filter::Actor),
        Split::Dyad => dyad(project, name),
        Split::Place => {
            let mut all = project.places.values();
            one(&mut all, |place| place.name == name).map(|place| Filter::Place(place.id))
        }
        Split::Standing => {
            let mut all = Standing::ALL.into_iter();
            all.find(|standing| standing.in_words() == name)
                .map(Filter::Standing)
        }
        Split::Source => {
            let mut all = project.sources.values();
            one(&mut all, |source| source.title == name).map(|source| Filter::Source(source.id))
        }
    }
}

fn actor(project: &Project, name: &str) -> Option<ActorId> {
    let mut all = project.actors.values();
    one(&mut all, |actor| actor.name == name).map(|actor| actor.id)
}

/// The filter of a dyad, where both are one actor each or nobody known.
fn dyad(project: &Project, name: &str) -> Option<Filter> {
    let one_of = |name: &str| match name {
        NOBODY => Some(None),
        name => actor(project, name).map(Some),
    };
    let mut both = both_of(name);
    both.find_map(|(from, to)| Some(Filter::Dyad(one_of(from)?, one_of(to)?)))
}

/// The only one of these.
fn one<T>(all: &mut impl Iterator<Item = T>, is: impl Fn(&T) -> bool) -> Option<T> {
    let found = all.find(&is)?;
    all.find(&is).is_none().then_some(found)
}

//! What pickers offer: every actor, place, event, … by name.
//!
//! In: a project. Out: lists that are made once and kept until their records change, so that a
//! form over a project with thousands of actors does not gather them in every frame.

use crate::model::codebook::{code_path, codes_in_tree_order, kinds_in_order};
use crate::model::id::{ActorId, ClaimId, CodeId, EventId, KindId, PlaceId, SourceId};
use crate::model::project::Project;
use crate::model::record::Noted;
use crate::workbench::panes::words::{self, shortened};
use egui::{Id, Ui};
use imbl::OrdMap;
use std::sync::Arc;

/// Ids with names, in the order to offer them.
pub(super) type Entries<I> = Arc<[(I, String)]>;

/// Every actor by name.
pub(super) fn actors(ui: &Ui, project: &Project) -> Entries<ActorId> {
    kept(ui, &project.actors, "actors", || {
        by_name(
            project
                .actors
                .values()
                .map(|actor| (actor.id, actor.name.clone())),
        )
    })
}

/// Nobody in particular, called `none`, and every actor.
pub(super) fn actors_or(
    ui: &Ui,
    project: &Project,
    none: &'static str,
) -> Entries<Option<ActorId>> {
    kept(ui, &project.actors, none, || {
        optional(none, &actors(ui, project))
    })
}

/// Every place by name, with its country where the name alone is not enough.
pub(super) fn places(ui: &Ui, project: &Project) -> Entries<PlaceId> {
    kept(ui, &project.places, "places", || {
        by_name(
            project
                .places
                .values()
                .map(|place| (place.id, place.name.clone())),
        )
    })
}

/// Nowhere in particular, called `none`, and every place.
pub(super) fn places_or(
    ui: &Ui,
    project: &Project,
    none: &'static str,
) -> Entries<Option<PlaceId>> {
    kept(ui, &project.places, none, || {
        optional(none, &places(ui, project))
    })
}

/// Every event by title and date.
pub(super) fn events(ui: &Ui, project: &Project) -> Entries<EventId> {
    kept(ui, &project.events, "events", || {
        by_name(project.events.values().map(|event| {
            let date = event
                .when()
                .map_or_else(String::new, |when| format!(" · {}", words::when(when)));
            (event.id, format!("{}{date}", event.title))
        }))
    })
}

/// Every claim by its proposition.
pub(super) fn claims(ui: &Ui, project: &Project) -> Entries<ClaimId> {
    kept(ui, &project.claims, "claims", || {
        by_name(
            project
                .claims
                .values()
                .map(|claim| (claim.id, shortened(&claim.proposition, 80))),
        )
    })
}

/// Every kind in the codebook's order.
pub(super) fn kinds(ui: &Ui, project: &Project) -> Entries<KindId> {
    kept(ui, &project.kinds, "kinds", || {
        kinds_in_order(project)
            .into_iter()
            .map(|kind| (kind.id, kind.name.clone()))
            .collect()
    })
}

/// Every code by its path, in the codebook's order.
pub(super) fn codes(ui: &Ui, project: &Project) -> Entries<CodeId> {
    kept(ui, &project.codes, "codes", || {
        codes_in_tree_order(project)
            .into_iter()
            .map(|(_, code)| (code.id, code_path(project, code.id)))
            .collect()
    })
}

/// No code, called `none`, and every code.
pub(super) fn codes_or(ui: &Ui, project: &Project, none: &'static str) -> Entries<Option<CodeId>> {
    kept(ui, &project.codes, none, || {
        optional(none, &codes(ui, project))
    })
}

/// No source, called `none`, and every source by title.
pub(super) fn sources_or(
    ui: &Ui,
    project: &Project,
    none: &'static str,
) -> Entries<Option<SourceId>> {
    kept(ui, &project.sources, none, || {
        let sources: Entries<SourceId> = by_name(
            project
                .sources
                .values()
                .map(|source| (source.id, source.title.clone())),
        );
        optional(none, &sources)
    })
}

/// The means of the policy shifts there are, each once.
pub(super) fn instruments(ui: &Ui, project: &Project) -> Entries<String> {
    kept(ui, &project.events, "instruments", || {
        let policies = project
            .events
            .values()
            .filter_map(|event| event.policy.as_ref());
        let mut used: Vec<String> = policies.map(|policy| policy.instrument.clone()).collect();
        used.retain(|instrument| !instrument.is_empty());
        used.sort();
        used.dedup();
        used.into_iter().map(|name| (name.clone(), name)).collect()
    })
}

fn by_name<I: Ord>(entries: impl Iterator<Item = (I, String)>) -> Entries<I> {
    let mut entries: Vec<(I, String)> = entries.collect();
    entries.sort_by(|(a, left), (b, right)| {
        left.to_lowercase()
            .cmp(&right.to_lowercase())
            .then_with(|| a.cmp(b))
    });
    entries.into()
}

fn optional<I: Copy>(none: &str, entries: &Entries<I>) -> Entries<Option<I>> {
    let some = entries.iter().map(|(id, name)| (Some(*id), name.clone()));
    std::iter::once((None, none.to_owned()))
        .chain(some)
        .collect()
}

struct Kept<T: Noted, I> {
    of: OrdMap<T::Id, Arc<T>>,
    entries: Entries<I>,
}

impl<T: Noted, I> Clone for Kept<T, I> {
    fn clone(&self) -> Self {
        Self {
            of: self.of.clone(),
            entries: Arc::clone(&self.entries),
        }
    }
}

/// The list named `what`, made anew only when the records of `of` are others than last time.
fn kept<T, I>(
    ui: &Ui,
    of: &OrdMap<T::Id, Arc<T>>,
    what: &'static str,
    make: impl FnOnce() -> Entries<I>,
) -> Entries<I>
where
    T: Noted + Send + Sync,
    T::Id: Send + Sync,
    I: Send + Sync + 'static,
{
    let id = Id::unique(("offered", what));
    let old: Option<Kept<T, I>> = ui.data(|data| data.get_temp(id));
    if let Some(old) = old.filter(|old| old.of.ptr_eq(of)) {
        return old.entries;
    }
    let entries = make();
    let kept = Kept {
        of: of.clone(),
        entries: Arc::clone(&entries),
    };
    ui.data_mut(|data| data.insert_temp(id, kept));
    entries
}

//! What actors and places have in common: a canonical name, other names, and something larger
//! they belong to.

use super::views;
use super::words::{drop_repeats, not_possible, note, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::actor::Alias;
use crate::model::id::{Noun, RecordId};
use crate::model::project::Project;
use crate::model::record::Noted;

/// A record under one canonical name.
pub(super) trait Canonical: Noted {
    fn name(&self) -> &str;
    fn aliases(&self) -> &[Alias];
    fn within(&self) -> Option<Self::Id>;
    /// What changes when it is renamed or merged.
    fn parts(&mut self) -> Parts<'_, Self::Id>;
}

pub(super) struct Parts<'a, I> {
    pub name: &'a mut String,
    pub aliases: &'a mut Vec<Alias>,
    pub within: &'a mut Option<I>,
    pub memo: &'a mut String,
}

/// Names are the same whatever their case and the blanks in them.
fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whom a name stands for: a canonical name goes before an alias, the older record first.
pub(super) fn find<T: Canonical>(project: &Project, name: &str) -> Option<T::Id> {
    let name = folded(name);
    if name.is_empty() {
        return None;
    }
    let all = || T::all(project).values();
    let by_name = all().find(|record| folded(record.name()) == name);
    let aliased = |record: &T| {
        record
            .aliases()
            .iter()
            .any(|alias| folded(&alias.name) == name)
    };
    let found = by_name.or_else(|| all().find(|record| aliased(record)));
    found.map(|record| record.id())
}

/// A name without blanks around it that nobody but `own` has.
pub(super) fn free<T: Canonical>(
    edit: &Edit,
    own: Option<T::Id>,
    name: &str,
) -> Result<String, Refused> {
    let name = trimmed(name)?;
    let project = edit.project();
    match find::<T>(project, &name).filter(|found| Some(*found) != own) {
        Some(other) => Err(not_possible(format!(
            "{} is a name of {} already (use that one, or merge the two)",
            quoted(&name),
            quoted(edit.get::<T>(other)?.name())
        ))),
        None => Ok(name),
    }
}

/// Gives a record another name. If that was one of its aliases, the old name becomes one instead.
pub(super) fn rename<T: Canonical>(edit: &mut Edit, id: T::Id, name: &str) -> Result<(), Refused> {
    let old = edit.get::<T>(id)?.name().to_owned();
    let name = free::<T>(edit, Some(id), name)?;
    edit.label(format!("rename {} to {}", quoted(&old), quoted(&name)));
    edit.change::<T>(id, |record| {
        let parts = record.parts();
        let mut aliases = parts.aliases.iter_mut();
        if let Some(alias) = aliases.find(|alias| folded(&alias.name) == folded(&name)) {
            alias.name.clone_from(&old);
        }
        *parts.name = name;
    })
}

/// Adds another name to a record.
pub(super) fn add_alias<T: Canonical>(
    edit: &mut Edit,
    id: T::Id,
    mut alias: Alias,
) -> Result<(), Refused> {
    let found = edit.get::<T>(id)?;
    alias.name = free::<T>(edit, Some(id), &alias.name)?;
    if find::<T>(edit.project(), &alias.name) == Some(id) {
        return Err(not_possible(format!(
            "{} has the name {} already",
            quoted(found.name()),
            quoted(&alias.name)
        )));
    }
    edit.label(format!(
        "add name {} to {}",
        quoted(&alias.name),
        quoted(found.name())
    ));
    edit.change::<T>(id, |record| record.parts().aliases.push(alias))
}

/// Adds the names and memo of `absorbed` to `keep`, moves what belongs to it, and deletes it. Who
/// else names it is changed by the caller, before or after.
pub(super) fn absorb<T: Canonical>(
    edit: &mut Edit,
    keep: T::Id,
    absorbed: T::Id,
) -> Result<(), Refused> {
    let (kept, mut gone) = (edit.get::<T>(keep)?, T::clone(&*edit.get::<T>(absorbed)?));
    if keep == absorbed {
        return Err(not_possible(format!(
            "{} cannot be merged with itself (choose another one)",
            quoted(kept.name())
        )));
    }
    edit.label(format!(
        "merge {} into {}",
        quoted(gone.name()),
        quoted(kept.name())
    ));
    let (below, above) = (
        is_within::<T>(edit.project(), keep, absorbed),
        is_within::<T>(edit.project(), absorbed, keep),
    );
    let gone = gone.parts();
    edit.change::<T>(keep, |record| {
        let parts = record.parts();
        parts.aliases.push(Alias {
            name: gone.name.clone(),
            source: None,
            loaded: false,
            note: String::new(),
        });
        parts.aliases.append(gone.aliases);
        let own = folded(parts.name);
        parts
            .aliases
            .retain(|alias| folded(&alias.name) != own || alias.source.is_some());
        drop_repeats(parts.aliases);
        note(parts.memo, gone.memo);
        // Else it would lie within something that lies within it.
        if below || (parts.within.is_none() && !above) {
            *parts.within = *gone.within;
        }
    })?;
    let inner: Vec<T::Id> = T::all(edit.project())
        .values()
        .filter(|record| record.within() == Some(absorbed) && record.id() != keep)
        .map(|record| record.id())
        .collect();
    for id in inner {
        edit.change::<T>(id, |record| *record.parts().within = Some(keep))?;
    }
    views::follow(edit, absorbed.into(), Some(keep.into()))?;
    edit.remove(absorbed);
    Ok(())
}

/// Whether following what it lies within leads from `id` to `goal`.
pub(super) fn is_within<T: Canonical>(project: &Project, id: T::Id, goal: T::Id) -> bool {
    let mut seen = vec![id];
    while let Some(up) = seen.last().and_then(|id| project.get::<T>(*id)?.within()) {
        if up == goal {
            return true;
        }
        if seen.contains(&up) {
            return false;
        }
        seen.push(up);
    }
    false
}

/// Deletes what nobody names; views that speak of it do so no more.
///
/// # Errors
/// When it is gone, or another record names it.
pub(super) fn delete_unused<T: Canonical>(edit: &mut Edit, id: T::Id) -> Result<(), Refused> {
    let found = edit.get::<T>(id)?;
    let users = edit.now().referrers(id);
    let users = users.filter(|it| it.noun() != Noun::View).count();
    if users == 0 {
        let noun = Into::<RecordId>::into(id).noun().name();
        edit.label(format!("delete {noun} {}", quoted(found.name())));
        views::follow(edit, id.into(), None)?;
        edit.remove(id);
        return Ok(());
    }
    Err(not_possible(format!(
        "{} is named by {} (merge it into another one instead)",
        quoted(found.name()),
        super::words::counted(users, "record", "records")
    )))
}

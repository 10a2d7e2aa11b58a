//! Places: adding, naming, merging and finding them.

use super::names::{Canonical, Parts, absorb, delete_unused, find, free, rename};
use super::words::{drop_repeats, quoted, swap};
use crate::document::{Edit, Refused};
use crate::model::actor::Alias;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::event::Event;
use crate::model::id::{PlaceId, RecordId};
use crate::model::place::Place;
use crate::model::project::Project;
use crate::model::report::Report;

impl Canonical for Place {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    fn within(&self) -> Option<PlaceId> {
        self.within
    }

    fn parts(&mut self) -> Parts<'_, PlaceId> {
        Parts {
            name: &mut self.name,
            aliases: &mut self.aliases,
            within: &mut self.within,
            memo: &mut self.memo,
        }
    }
}

/// Where a name stands for, whatever its case; a canonical name goes before an alias.
pub fn find_place(project: &Project, name: &str) -> Option<PlaceId> {
    find::<Place>(project, name)
}

/// Adds a place.
///
/// # Errors
/// When the name is empty or some place's already.
pub fn add_place(edit: &mut Edit, name: &str) -> Result<PlaceId, Refused> {
    let name = free::<Place>(edit, None, name)?;
    edit.label(format!("add place {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(Place {
        id,
        name,
        country: String::new(),
        within: None,
        position: None,
        aliases: Vec::new(),
        memo: String::new(),
    });
    Ok(id)
}

/// Gives a place another canonical name. If that was an alias, the old name becomes one instead.
///
/// # Errors
/// When the place is gone, or the name is empty or some other place's.
pub fn rename_place(edit: &mut Edit, place: PlaceId, name: &str) -> Result<(), Refused> {
    rename::<Place>(edit, place, name)
}

/// Adds another name to a place.
///
/// # Errors
/// When the place or the alias's source is gone, or the name is empty or taken.
pub fn add_place_alias(edit: &mut Edit, place: PlaceId, alias: Alias) -> Result<(), Refused> {
    if let Some(source) = alias.source {
        edit.get::<crate::model::source::Source>(source)?;
    }
    super::names::add_alias::<Place>(edit, place, alias)
}

/// Makes one place of two: whoever named `absorbed` names `keep`, its names become aliases, and
/// its country and position are taken over where `keep` has none.
///
/// # Errors
/// When a place is gone or both are the same.
pub fn merge_places(edit: &mut Edit, keep: PlaceId, absorbed: PlaceId) -> Result<(), Refused> {
    let gone = edit.get::<Place>(absorbed)?;
    let naming: Vec<RecordId> = edit.now().referrers(absorbed).collect();
    absorb::<Place>(edit, keep, absorbed)?;
    edit.change::<Place>(keep, |place| {
        place.position = place.position.or(gone.position);
        if place.country.is_empty() {
            place.country.clone_from(&gone.country);
        }
    })?;
    for id in naming {
        match id {
            RecordId::Annotation(id) => edit.change::<Annotation>(id, |annotation| {
                for mention in &mut annotation.mentions {
                    if mention.of == Mentioned::Place(absorbed) {
                        mention.of = Mentioned::Place(keep);
                    }
                }
                drop_repeats(&mut annotation.mentions);
            })?,
            RecordId::Event(id) => edit.change::<Event>(id, |event| {
                if let Some(adopted) = &mut event.places {
                    swap(&mut adopted.value, absorbed, keep);
                }
            })?,
            RecordId::Report(id) => edit.change::<Report>(id, |report| {
                swap(&mut report.places, absorbed, keep);
            })?,
            _ => {}
        }
    }
    Ok(())
}

/// Deletes a place nobody names.
///
/// # Errors
/// When the place is gone or named.
pub fn delete_place(edit: &mut Edit, place: PlaceId) -> Result<(), Refused> {
    delete_unused::<Place>(edit, place)
}

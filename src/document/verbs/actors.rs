//! Actors: adding, naming, merging and finding them.

use super::names::{Canonical, Parts, absorb, delete_unused, find, free, rename};
use super::words::{quoted, swap};
use crate::document::{Edit, Refused};
use crate::model::actor::{Actor, Alias};
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::id::{ActorId, RecordId};
use crate::model::project::Project;
use crate::model::report::{Report, Speaker};

impl Canonical for Actor {
    fn name(&self) -> &str {
        &self.name
    }

    fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    fn within(&self) -> Option<ActorId> {
        self.within
    }

    fn parts(&mut self) -> Parts<'_, ActorId> {
        Parts {
            name: &mut self.name,
            aliases: &mut self.aliases,
            within: &mut self.within,
            memo: &mut self.memo,
        }
    }
}

/// Whom a name stands for, whatever its case; a canonical name goes before an alias.
pub fn find_actor(project: &Project, name: &str) -> Option<ActorId> {
    find::<Actor>(project, name)
}

/// Adds an actor.
///
/// # Errors
/// When the name is empty or somebody's already.
pub fn add_actor(edit: &mut Edit, name: &str) -> Result<ActorId, Refused> {
    let name = free::<Actor>(edit, None, name)?;
    edit.label(format!("add actor {}", quoted(&name)));
    let id = edit.new_id();
    edit.put(Actor {
        id,
        name,
        within: None,
        aliases: Vec::new(),
        memo: String::new(),
    });
    Ok(id)
}

/// Gives an actor another canonical name. If that was an alias, the old name becomes one instead.
///
/// # Errors
/// When the actor is gone, or the name is empty or somebody else's.
pub fn rename_actor(edit: &mut Edit, actor: ActorId, name: &str) -> Result<(), Refused> {
    rename::<Actor>(edit, actor, name)
}

/// Adds another name to an actor.
///
/// # Errors
/// When the actor or the alias's source is gone, or the name is empty or taken.
pub fn add_actor_alias(edit: &mut Edit, actor: ActorId, alias: Alias) -> Result<(), Refused> {
    if let Some(source) = alias.source {
        edit.get::<crate::model::source::Source>(source)?;
    }
    super::names::add_alias::<Actor>(edit, actor, alias)
}

/// Makes one actor of two: whoever named `absorbed` names `keep`, and its names become aliases.
///
/// # Errors
/// When an actor is gone or both are the same.
pub fn merge_actors(edit: &mut Edit, keep: ActorId, absorbed: ActorId) -> Result<(), Refused> {
    let naming: Vec<RecordId> = edit.now().referrers(absorbed).collect();
    absorb::<Actor>(edit, keep, absorbed)?;
    for id in naming {
        match id {
            RecordId::Annotation(id) => edit.change::<Annotation>(id, |annotation| {
                for mention in &mut annotation.mentions {
                    if mention.of == Mentioned::Actor(absorbed) {
                        mention.of = Mentioned::Actor(keep);
                    }
                }
                super::words::drop_repeats(&mut annotation.mentions);
            })?,
            RecordId::Event(id) => edit.change::<Event>(id, |event| {
                for adopted in [&mut event.initiator, &mut event.target]
                    .into_iter()
                    .flatten()
                {
                    swap(&mut adopted.value, absorbed, keep);
                }
            })?,
            RecordId::Report(id) => edit.change::<Report>(id, |report| {
                swap(&mut report.initiator, absorbed, keep);
                swap(&mut report.target, absorbed, keep);
                swap_speaker(&mut report.speaker, absorbed, keep);
            })?,
            RecordId::Claim(id) => edit.change::<Claim>(id, |claim| {
                swap_speaker(&mut claim.speaker, absorbed, keep);
            })?,
            _ => {}
        }
    }
    Ok(())
}

fn swap_speaker(speaker: &mut Speaker, old: ActorId, new: ActorId) {
    if speaker.actor == Some(old) {
        speaker.actor = Some(new);
    }
}

/// Deletes an actor nobody names.
///
/// # Errors
/// When the actor is gone or named.
pub fn delete_actor(edit: &mut Edit, actor: ActorId) -> Result<(), Refused> {
    delete_unused::<Actor>(edit, actor)
}

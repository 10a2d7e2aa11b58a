//! Sources: adding and deleting them, how far they are read, and reading their files otherwise.

use super::guard::known;
use super::views;
use super::words::{counted, not_possible, quoted};
use crate::document::{Edit, Refused, Snapshot};
use crate::model::actor::{Actor, Alias};
use crate::model::id::{Noun, RecordId, SourceId};
use crate::model::place::Place;
use crate::model::source::{ReadingStatus, Source, Taken};

/// Adds a source under its own (new) id. Its text must be in the document already.
///
/// # Errors
/// When the id is taken, or the text or a source it names is not there.
pub fn add_source(edit: &mut Edit, source: Source) -> Result<SourceId, Refused> {
    let (id, title) = (source.id, quoted(&source.title));
    if edit.project().sources.contains_key(&id) {
        return Err(not_possible(format!(
            "source {id} is in the project already"
        )));
    }
    if !edit.project().texts.contains_key(&source.text) {
        return Err(not_possible(format!(
            "the text of {title} is not in the project (read its file again)"
        )));
    }
    known(edit, &source)?;
    edit.label(format!("add source {title}"));
    edit.put(Source {
        made: edit.made(),
        ..source
    });
    Ok(id)
}

/// Says how far a source is read.
///
/// # Errors
/// When the source is gone.
pub fn set_status(edit: &mut Edit, source: SourceId, status: ReadingStatus) -> Result<(), Refused> {
    let title = quoted(&edit.get::<Source>(source)?.title);
    edit.label(format!("mark source {title} {}", status.in_words()));
    edit.change::<Source>(source, |source| source.status = status)
}

/// What rests on the text of a source, in words: nothing where its text may still be read
/// otherwise.
pub fn rests_on(now: &Snapshot, source: SourceId) -> Vec<String> {
    let naming: Vec<RecordId> = now.referrers(source).collect();
    let mut resting = counted_nouns(&naming, &[Noun::Annotation, Noun::Report, Noun::Claim]);
    resting.extend(counted_nouns(&naming, &[Noun::Anchor]));
    let boilerplate = now.project().sources.get(&source);
    let stretches = boilerplate.map_or(0, |source| source.boilerplate.len());
    if stretches > 0 {
        resting.push(counted(
            stretches,
            "stretch of boilerplate",
            "stretches of boilerplate",
        ));
    }
    resting
}

/// Takes over a source whose file was read otherwise. Its new text must be in the document
/// already.
///
/// # Errors
/// When the source is gone, its file is another, or something rests on its text.
pub fn read_otherwise(edit: &mut Edit, source: Source) -> Result<(), Refused> {
    let before = edit.get::<Source>(source.id)?;
    let title = quoted(&before.title);
    if before.original.sha != source.original.sha {
        return Err(not_possible(format!(
            "the file of {title} is another (add it as a source of its own)"
        )));
    }
    let resting = rests_on(edit.now(), source.id);
    if before.text != source.text && !resting.is_empty() {
        return Err(not_possible(format!(
            "{title} cannot be read otherwise while its text carries {} (delete those first)",
            resting.join(" and ")
        )));
    }
    edit.label(format!("read {title} as {}", how_read(&source)));
    edit.put(source);
    Ok(())
}

fn how_read(source: &Source) -> String {
    let part = match source.original.taken {
        Taken::Whole => "",
        Taken::Article => ", the article",
    };
    format!("{}{part}", source.original.encoding)
}

/// Deletes a source on which nothing rests. Its passage anchors go with it; sources that repeat or
/// replace it now repeat or replace what it did.
///
/// # Errors
/// When the source is gone, or annotations, reports or claims rest on it.
pub fn delete_source(edit: &mut Edit, source: SourceId) -> Result<(), Refused> {
    let gone = edit.get::<Source>(source)?;
    let naming: Vec<RecordId> = edit.now().referrers(source).collect();
    let resting = counted_nouns(&naming, &[Noun::Annotation, Noun::Report, Noun::Claim]);
    if !resting.is_empty() {
        return Err(not_possible(format!(
            "{} cannot be deleted while it carries {} (delete those first)",
            quoted(&gone.title),
            resting.join(" and ")
        )));
    }
    for id in naming {
        match id {
            RecordId::Anchor(_) => edit.remove(id),
            RecordId::Source(id) => edit.change::<Source>(id, |other| {
                if other.derived_from == Some(source) {
                    other.derived_from = gone.derived_from;
                }
                if other.supersedes == Some(source) {
                    other.supersedes = gone.supersedes;
                }
            })?,
            RecordId::Actor(id) => {
                edit.change::<Actor>(id, |actor| forget(&mut actor.aliases, source))?;
            }
            RecordId::Place(id) => {
                edit.change::<Place>(id, |place| forget(&mut place.aliases, source))?;
            }
            _ => {}
        }
    }
    views::follow(edit, source.into(), None)?;
    edit.label(format!("delete source {}", quoted(&gone.title)));
    edit.remove(source);
    Ok(())
}

/// How many records of each noun there are, in words; nothing for none.
fn counted_nouns(records: &[RecordId], nouns: &[Noun]) -> Vec<String> {
    let count = |noun: &Noun| {
        let number = records.iter().filter(|id| id.noun() == *noun).count();
        (number > 0).then(|| counted(number, noun.name(), noun.plural()))
    };
    nouns.iter().filter_map(count).collect()
}

fn forget(aliases: &mut [Alias], source: SourceId) {
    for alias in aliases {
        alias.source.take_if(|used_by| *used_by == source);
    }
}

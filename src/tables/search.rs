//! Words in the actors, places and notes of a table, with the small differences of writing
//! overlooked as they are where words are looked for in sources.
//!
//! Actors and places are looked through as dictionaries; notes are read from the file, and only
//! where nothing else decides.

use super::coded::Coded;
use super::column::rows_where;
use super::filter::by_code;
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use super::mask::Mask;
use crate::analysis::folding::{Folding, Letters, fold};
use std::borrow::Cow;
use std::cell::RefCell;

thread_local! {
    /// What letters fold to takes long to learn, and every thread learns it once.
    static LETTERS: RefCell<Letters> = RefCell::new(Letters::new(Folding::ALL));
}

/// The words of a search, each to be found; those in quotation marks together.
pub fn terms(words: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (number, part) in words.split(['"', '“', '”', '„']).enumerate() {
        let part = part.trim();
        match number % 2 {
            0 => out.extend(part.split_whitespace().map(str::to_owned)),
            _ if part.is_empty() => {}
            _ => out.push(part.to_owned()),
        }
    }
    out
}

/// The rows of `within` with these words, one behind the other, in an actor, a place or the notes.
///
/// # Errors
/// When the file cannot be read any more, or `watch` stops the work.
pub fn with(
    table: &LoadedTable,
    names: &Names,
    words: &str,
    within: &Mask,
    watch: Watch<'_>,
) -> Result<Mask, CannotLoad> {
    let mut letters = Letters::new(Folding::ALL);
    let wanted = fold(words, &mut letters);
    if wanted.trim().is_empty() {
        return Ok(within.clone());
    }
    let mut found = Mask::none(table.len());
    let mut look = |coded: &Coded, label: &dyn Fn(u32) -> String| {
        let all = coded.dictionary.iter().map(|(code, text)| {
            fold(text, &mut letters).contains(&wanted)
                || fold(&label(code), &mut letters).contains(&wanted)
        });
        let fit: Vec<bool> = all.collect();
        found.or(&by_code(table, &coded.codes, &fit));
    };
    let owned = |label: Cow<'_, str>| label.into_owned();
    look(&table.initiator, &|code| {
        owned(names.initiator.label(&table.initiator.dictionary, code))
    });
    look(&table.target, &|code| {
        owned(names.target.label(&table.target.dictionary, code))
    });
    look(&table.place, &|code| {
        owned(names.place.label(&table.place.dictionary, code))
    });
    look(&table.country, &|_| String::new());
    found.and(within);
    if found.count() < within.count() {
        let mut in_notes = noted(table, &wanted, watch)?;
        in_notes.and(within);
        found.or(&in_notes);
    }
    Ok(found)
}

/// The rows whose notes hold a folded text.
fn noted(table: &LoadedTable, wanted: &str, watch: Watch<'_>) -> Result<Mask, CannotLoad> {
    let notes = table.mapping.notes.iter();
    let notes: Vec<usize> = notes.filter_map(|name| table.column(name)).collect();
    if notes.is_empty() {
        return Ok(Mask::none(table.len()));
    }
    let holds = |cells: &[&str]| {
        LETTERS.with_borrow_mut(|letters| {
            let mut cells = cells.iter();
            cells.any(|cell| fold(cell, letters).contains(wanted))
        })
    };
    let rows = rows_where(table, &notes, watch, &holds)?;
    Ok(Mask::from_rows(table.len(), rows))
}

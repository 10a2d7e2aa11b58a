//! A newer file of a table, looked at as the table is read.
//!
//! In: a table of a project and another file. Out: what that looks like. What the table's layout says
//! (the sheet, the file in an archive, the encoding, the sign between cells, whether columns have names)
//! holds for the newer file as far as it can be read so and its columns are found; the rest is guessed,
//! and said.

use super::newer::plain;
use super::{Known, Look, TableError, look_knowing};
use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{EventTable, TableFormat, TableLayout};
use crate::storage::files::Files;
use std::path::Path;

/// A newer file of a table that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct NewerLook {
    /// What it looks like.
    pub look: Look,
    /// In what it is read otherwise than the table, without anybody having asked for it; a sentence.
    pub note: Option<String>,
}

/// Looks at a newer file of a table, about which `said` is known: that goes before the layout of the
/// table.
///
/// # Errors
/// When it cannot be read or is no table.
pub fn look_newer(
    files: &dyn Files,
    child: &Child,
    path: &Path,
    table: &EventTable,
    said: &Known,
) -> Result<NewerLook, TableError> {
    let mut best: Option<(usize, Look)> = None;
    for known in readings(&table.layout, said) {
        let Ok(look) = look_knowing(files, child, path, &known) else {
            continue;
        };
        let found = columns_found(&look, &table.mapping);
        if found == columns(&table.mapping).len() {
            return Ok(with_note(look, table, said));
        }
        if best.as_ref().is_none_or(|(most, _)| *most < found) {
            best = Some((found, look));
        }
    }
    let guess = look_knowing(files, child, path, said);
    let look = match (best, guess) {
        (Some((most, _)), Ok(guess)) if columns_found(&guess, &table.mapping) > most => guess,
        (Some((_, look)), _) => look,
        (None, guess) => guess?,
    };
    Ok(with_note(look, table, said))
}

/// What is taken for known, one after the other: all of the layout; without the name of the part that is
/// read, which may be another in each edition; without what stands above the rows either.
fn readings(layout: &TableLayout, said: &Known) -> Vec<Known> {
    let format = || said.format.clone();
    let tags = (!layout.header).then_some(false);
    let whole = Known {
        entry: said.entry.clone().or_else(|| layout.entry.clone()),
        format: format().or_else(|| Some(layout.format.clone())),
        encoding: said.encoding.clone(),
        encoding_before: Some(layout.encoding.clone()),
        preamble: said.preamble.or(Some(layout.preamble)),
        header: said.header.or(Some(layout.header)),
        tags: said.tags.or(tags),
    };
    let is_part = matches!(layout.format, TableFormat::Sheet(_) | TableFormat::Json(_));
    let same = (!is_part).then(|| layout.format.clone());
    let unnamed = Known {
        entry: said.entry.clone(),
        format: format().or(same),
        ..whole.clone()
    };
    let bare = Known {
        preamble: said.preamble,
        header: said.header,
        tags: said.tags,
        ..unnamed.clone()
    };
    let mut readings = vec![whole, unnamed, bare];
    readings.dedup();
    readings
}

/// The columns that mean something, each once.
fn columns(mapping: &Mapping) -> Vec<&str> {
    let mut columns = mapping.named_columns();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// How many of them a file has that looks so.
fn columns_found(look: &Look, mapping: &Mapping) -> usize {
    let named = |name: &str| look.columns.iter().any(|own| plain(own) == plain(name));
    if look.layout.header {
        return columns(mapping)
            .into_iter()
            .filter(|name| named(name))
            .count();
    }
    // Names stand above the rows now, where there were none.
    let is_names = |row: &Vec<String>| {
        let names = row.iter().filter(|cell| mapping.columns.contains(cell));
        names.count() * 2 > row.len()
    };
    if look.preview.first().is_some_and(is_names) {
        return 0;
    }
    let width = look.preview.iter().map(Vec::len).max().unwrap_or(0);
    let there: Vec<&String> = mapping.columns.iter().take(width).collect();
    let has = |name: &&str| there.iter().any(|own| own == name);
    columns(mapping).into_iter().filter(has).count()
}

fn with_note(look: Look, table: &EventTable, said: &Known) -> NewerLook {
    let note = otherwise(&look, &table.layout, said).map(|what| {
        let title = &table.title;
        format!("the newer file is not read as ‘{title}’ is, which does not fit it: {what}")
    });
    NewerLook { look, note }
}

/// "the sheet ‘2025’ in place of the sheet ‘2024’": in what two layouts differ that nobody asked for.
fn otherwise(look: &Look, before: &TableLayout, said: &Known) -> Option<String> {
    let (now, choices) = (&look.layout, &look.choices);
    // A part without others beside it may have any name.
    let is_only = match (&now.format, &before.format) {
        (TableFormat::Sheet(_), TableFormat::Sheet(_)) => choices.sheets.len() < 2,
        (TableFormat::Json(_), TableFormat::Json(_)) => choices.lists.len() < 2,
        _ => false,
    };
    let entry = |layout: &TableLayout| {
        let name = layout.entry.as_deref().unwrap_or_default();
        format!("the file ‘{name}’ of the archive")
    };
    let header = |layout: &TableLayout| match layout.header {
        true => "columns with names".to_owned(),
        false => "columns without names".to_owned(),
    };
    let mut parts = Vec::new();
    let mut part = |is_said: bool, words: &dyn Fn(&TableLayout) -> String| {
        let (now, before) = (words(now), words(before));
        if !is_said && now != before {
            parts.push(format!("{now} in place of {before}"));
        }
    };
    part(is_only || said.format.is_some(), &format_in_words);
    part(said.header.is_some(), &header);
    // That a file is packed otherwise changes nothing; that another of several is taken does.
    if now.entry.is_some() && before.entry.is_some() && choices.entries.len() > 1 {
        part(said.entry.is_some(), &entry);
    }
    if is_text(now) && is_text(before) {
        part(said.encoding.is_some(), &|layout| layout.encoding.clone());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn is_text(layout: &TableLayout) -> bool {
    matches!(layout.format, TableFormat::Delimited { .. })
}

fn format_in_words(layout: &TableLayout) -> String {
    match &layout.format {
        TableFormat::Delimited {
            delimiter: '\t', ..
        } => "cells between tabs".to_owned(),
        TableFormat::Delimited { delimiter, .. } => format!("cells between ‘{delimiter}’"),
        TableFormat::Sheet(name) => format!("the sheet ‘{name}’"),
        TableFormat::Json(key) if key.is_empty() => "a list of JSON".to_owned(),
        TableFormat::Json(key) => format!("the list ‘{key}’"),
        TableFormat::JsonLines => "an object of JSON a line".to_owned(),
    }
}

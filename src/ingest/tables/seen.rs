//! A row of a table as a person sees it, for verbs that say something about it.
//!
//! In: a table in memory and the number of a row. Out: a [`SeenRow`], with the cells as the file
//! writes them and what the mapping makes of them.

use crate::document::verbs::row_values::RowChange;
use crate::model::edtf::Edtf;
use crate::model::id::TableId;
use crate::model::mapping::{DateAt, Mapping};
use crate::model::table::{RowNow, SeenRow, TableLayout, TableRow};
use crate::model::toll::{Estimate, Harm, Toll, TollLine};
use crate::tables::LoadedTable;
use crate::tables::keys::{named, row_key};
use crate::tables::reconcile::incident::each_name;
use crate::tables::{CannotLoad, load, values};
use std::io;
use std::sync::Arc;

/// Reads a row.
///
/// # Errors
/// When the file cannot be read any more, or there is no such row.
pub fn seen_row(id: TableId, table: &LoadedTable, row: u32) -> io::Result<SeenRow> {
    let texts = table.records.read(row)?;
    if row >= table.len() {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    let mapping = &*table.mapping;
    let key = row_key(table, &texts);
    let cells = named(table, texts);
    let cell = |name: &String| text_of(&cells, name);
    let names = |columns: &[String]| -> Vec<String> {
        let each = columns.iter().map(cell);
        let each = each.flat_map(|cell| each_name(cell, mapping.separator));
        each.map(str::to_owned).collect()
    };
    let code = table.kind.code(row);
    let native = table.kind.dictionary.text(code);
    let days = table.days.get(row);
    let (initiator, target) = (names(&mapping.initiator), names(&mapping.target));
    Ok(SeenRow {
        table: id,
        key,
        as_written: date_as_written(&cells, mapping, table.lasted(row)),
        date: days.map(|days| Edtf::from_days(days, table.lasted(row))),
        // Whoever stands alone did it to nobody, rather than to themselves.
        is_opposed: table.is_opposed(row) && !initiator.is_empty() && !target.is_empty(),
        initiator,
        target,
        places: mapping
            .place
            .iter()
            .map(cell)
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        toll: toll(table, row, &cells),
        kinds: [table.kind_name(code), native].map(str::to_owned).into(),
        family: table.family(code),
        cells,
    })
}

/// A row as it was kept, read as a table of its own by this mapping.
///
/// # Errors
/// When what was kept of it is no row by this mapping.
pub fn seen_kept(row: &TableRow, mapping: &Mapping) -> Result<SeenRow, CannotLoad> {
    let kept = row.cells.iter().map(|(name, _)| name.as_str());
    let mut names: Vec<&str> = kept.collect();
    for name in mapping.named_columns() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let cells: Vec<&str> = names
        .iter()
        .map(|name| row.cell(name).unwrap_or_default())
        .collect();
    let text = format!("{}{}", line(&names), line(&cells));
    let bytes = Arc::new(text.into_bytes());
    let table = load(bytes, &TableLayout::default(), mapping, &|_| true)?;
    Ok(seen_row(row.table, &table, 0)?)
}

/// A row that reads otherwise in a newer file, as it was kept and as it was found there; `None` for any
/// other, and for what is no row by this mapping.
pub fn change_kept(row: &TableRow, mapping: &Mapping) -> Option<RowChange> {
    let RowNow::Changed(cells) = &row.now else {
        return None;
    };
    let found = TableRow {
        cells: cells.clone(),
        ..row.clone()
    };
    let now = SeenRow {
        key: row.key.clone(),
        ..seen_kept(&found, mapping).ok()?
    };
    let before = seen_kept(row, mapping).ok()?;
    Some(RowChange { before, now })
}

/// Cells as delimited text, each in quotation marks.
fn line(cells: &[&str]) -> String {
    let cells = cells.iter();
    let cells = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    format!("{}\n", cells.collect::<Vec<String>>().join(","))
}

fn text_of<'c>(cells: &'c [(String, String)], column: &str) -> &'c str {
    let mut cells = cells.iter();
    let found = cells.find(|(name, _)| name == column);
    found.map_or("", |(_, text)| text.as_str())
}

/// The cells of the date as they stand there: equal ones once.
fn date_as_written(cells: &[(String, String)], mapping: &Mapping, lasted: bool) -> String {
    let columns: Vec<&String> = match &mapping.date.at {
        DateAt::Nowhere => Vec::new(),
        DateAt::One(name) => vec![name],
        DateAt::Range(first, last) => vec![first, last],
        DateAt::Parts(year, month, day) => {
            let later = month.iter().chain(day);
            std::iter::once(year).chain(later).collect()
        }
    };
    let range = matches!(mapping.date.at, DateAt::Range(..));
    let mut texts: Vec<&str> = columns.iter().map(|name| text_of(cells, name)).collect();
    texts.retain(|text| !text.is_empty());
    if range {
        texts.dedup();
    }
    let start = texts.join(if range { " – " } else { "-" });
    let until = mapping.date.until.iter().filter(|_| lasted);
    let until = until
        .map(|name| text_of(cells, name))
        .find(|it| !it.is_empty());
    until.map_or_else(|| start.clone(), |until| format!("{start} – {until}"))
}

/// All victims as given, then each class of them that has any.
fn toll(table: &LoadedTable, row: u32, cells: &[(String, String)]) -> Toll {
    let whole = [
        (Harm::Killed, &table.killed),
        (Harm::Injured, &table.injured),
    ];
    let whole = whole.map(|(harm, estimates)| (harm, String::new(), estimates.get(row)));
    let classes = table.mapping.victims.iter().map(|(class, column)| {
        let text = text_of(cells, column).as_bytes();
        let best = values::number(text, &table.mapping.unknown).unwrap_or(None);
        let estimate = Estimate {
            best,
            ..Estimate::default()
        };
        (Harm::Killed, class.clone(), estimate)
    });
    // That nobody of a class was killed is what every other row says.
    let classes = classes.filter(|(_, _, estimate)| estimate.best != Some(0));
    let lines = whole.into_iter().chain(classes);
    let lines = lines.filter(|(.., estimate)| *estimate != Estimate::default());
    let line = |(harm, victims, estimate)| TollLine {
        harm,
        victims,
        as_written: String::new(),
        estimate,
    };
    Toll {
        lines: lines.map(line).collect(),
    }
}

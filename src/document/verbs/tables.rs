//! Event tables of a project.

use super::words::{counted, not_possible, quoted, trimmed};
use super::{kinds, views};
use crate::document::{Edit, Refused};
use crate::model::codebook::Family;
use crate::model::id::{EventId, Noun, RecordId, RowId, TableId};
use crate::model::mapping::Mapping;
use crate::model::table::{EventTable, TableFile, TableLayout, TableRow};

/// Adds an event table; its id and its maker are given here.
///
/// # Errors
/// When its title is empty, or the project has the same file already.
pub fn add_table(edit: &mut Edit, table: EventTable) -> Result<TableId, Refused> {
    let title = trimmed(&table.title)?;
    not_of_another(edit, &table.file)?;
    edit.label(format!("add table {}", quoted(&title)));
    let id = edit.new_id();
    let made = edit.made();
    edit.put(EventTable {
        id,
        title,
        made,
        ..table
    });
    Ok(id)
}

/// Lets no file be that of two tables.
pub(super) fn not_of_another(edit: &Edit, file: &TableFile) -> Result<(), Refused> {
    let mut others = edit.project().tables.values();
    match others.find(|other| other.file.sha == file.sha) {
        Some(other) => Err(not_possible(format!(
            "the project has this file already, as {}",
            quoted(&other.title)
        ))),
        None => Ok(()),
    }
}

/// How a table is read: how its file is cut, what its columns mean, and the kinds that are new to
/// the codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableReading {
    /// How its bytes are cut.
    pub layout: TableLayout,
    /// What its columns mean.
    pub mapping: Mapping,
    /// The kinds its values are mapped to that the codebook has not: the name, and the family.
    pub new_kinds: Vec<(String, Family)>,
}

/// Adds a table, and the kinds its values are mapped to that the codebook has not.
///
/// # Errors
/// As those of [`add_table`].
pub fn add_table_and_kinds(
    edit: &mut Edit,
    table: EventTable,
    new_kinds: &[(String, Family)],
) -> Result<TableId, Refused> {
    add_kinds(edit, new_kinds)?;
    add_table(edit, table)
}

/// Reads a table of the project otherwise from now on. What rests on its rows stays.
///
/// # Errors
/// When the table is gone.
pub fn correct_table(edit: &mut Edit, id: TableId, reading: TableReading) -> Result<(), Refused> {
    add_kinds(edit, &reading.new_kinds)?;
    let title = edit.get::<EventTable>(id)?.title.clone();
    edit.change::<EventTable>(id, |table| {
        table.layout = reading.layout;
        table.mapping = reading.mapping;
    })?;
    edit.label(format!("correct table {}", quoted(&title)));
    Ok(())
}

fn add_kinds(edit: &mut Edit, new_kinds: &[(String, Family)]) -> Result<(), Refused> {
    for (name, family) in new_kinds {
        let folded = name.to_lowercase();
        let mut known = edit.project().kinds.values();
        if !known.any(|kind| kind.name.to_lowercase() == folded) {
            kinds::add_kind(edit, name, *family, "")?;
        }
    }
    Ok(())
}

/// Says where the files of tables lie now, and whether copies of them are kept.
///
/// # Errors
/// When a table is gone, or one is another file.
pub fn place_tables(edit: &mut Edit, files: Vec<(TableId, TableFile)>) -> Result<(), Refused> {
    for (id, file) in files {
        let table = edit.get::<EventTable>(id)?;
        if table.file.sha != file.sha {
            return Err(not_possible(format!(
                "{} is another file than that of {}: its SHA-256 differs (add it as a table of its own)",
                quoted(&file.path),
                quoted(&table.title)
            )));
        }
        let what = match (table.file.embedded, file.embedded) {
            (false, true) => "embed table",
            (true, false) => "stop embedding table",
            _ => "locate table",
        };
        edit.label(format!("{what} {}", quoted(&table.title)));
        edit.change::<EventTable>(id, |table| table.file = file)?;
    }
    Ok(())
}

/// Deletes a table on whose rows nothing rests. Rows that were only judged, and filters on its
/// rows, go with it.
///
/// # Errors
/// When the table is gone, or reports or claims rest on its rows.
pub fn delete_table(edit: &mut Edit, table: TableId) -> Result<(), Refused> {
    let title = edit.get::<EventTable>(table)?.title.clone();
    let naming: Vec<RecordId> = edit.now().referrers(table).collect();
    let rows = naming.iter().filter_map(|id| match id {
        RecordId::TableRow(id) => Some(*id),
        _ => None,
    });
    let rows: Vec<_> = rows.collect();
    let resting = |noun: Noun| {
        let on_row = |id: &_| {
            edit.now()
                .referrers(*id)
                .filter(|it| it.noun() == noun)
                .count()
        };
        rows.iter().map(on_row).sum::<usize>()
    };
    let resting = resting(Noun::Report) + resting(Noun::Claim);
    if resting > 0 {
        return Err(not_possible(format!(
            "{} cannot be deleted while {} rest on its rows (delete those first)",
            quoted(&title),
            counted(resting, "report", "reports"),
        )));
    }
    for row in rows {
        edit.remove(row);
    }
    views::follow(edit, table.into(), None)?;
    edit.label(format!("delete table {}", quoted(&title)));
    edit.remove(table);
    Ok(())
}

/// The rows something is said about beside an event: those its reports rest on, and those judged
/// not to be the same.
pub(super) fn rows_beside(edit: &Edit, event: EventId) -> Vec<RowId> {
    let project = edit.project();
    let reports = edit.now().reports_of(event);
    let mut rows: Vec<RowId> = reports.filter_map(|report| report.passage.row()).collect();
    rows.extend(edit.now().referrers(event).filter_map(|id| match id {
        RecordId::TableRow(id) => Some(id),
        _ => None,
    }));
    rows.retain(|id| project.rows.contains_key(id));
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Lets these rows forget what was said about an event, and drops each that nothing rests on any
/// more and about which nothing else was said.
///
/// # Errors
/// When a row is gone.
pub(super) fn forget(
    edit: &mut Edit,
    rows: &[RowId],
    event: Option<EventId>,
) -> Result<(), Refused> {
    for id in rows {
        edit.change::<TableRow>(*id, |row| {
            row.not_same.retain(|other| Some(*other) != event);
        })?;
        let idle = edit.get::<TableRow>(*id)?.not_same.is_empty();
        if idle && edit.now().referrers(*id).next().is_none() {
            edit.remove(*id);
        }
    }
    Ok(())
}

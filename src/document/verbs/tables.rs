//! Event tables of a project.

use super::words::{counted, not_possible, quoted, trimmed};
use crate::document::{Edit, Refused};
use crate::model::id::{EventId, Noun, RecordId, RowId, TableId};
use crate::model::table::{EventTable, TableRow};
use crate::model::view::{Filter, View};

/// Adds an event table; its id and its maker are given here.
///
/// # Errors
/// When its title is empty, or the project has the same file already.
pub fn add_table(edit: &mut Edit, table: EventTable) -> Result<TableId, Refused> {
    let title = trimmed(&table.title)?;
    let mut others = edit.project().tables.values();
    if let Some(other) = others.find(|other| other.file.sha == table.file.sha) {
        return Err(not_possible(format!(
            "the project has this file already, as {}",
            quoted(&other.title)
        )));
    }
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
    for id in naming {
        if let RecordId::View(id) = id {
            let of_table = |filter: &Filter| matches!(filter, Filter::Rows(of, _) if *of == table);
            edit.change::<View>(id, |view| view.filters.retain(|it| !of_table(it)))?;
        }
    }
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

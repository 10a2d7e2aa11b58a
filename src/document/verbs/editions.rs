//! A newer file in the place of a table's, and what the analyst does about rows that read otherwise.
//!
//! In: an edit, the newer file, and what becomes of the rows the project keeps something about. Out:
//! the table with its newer file; reports, judgements and filters stay. A value an event has adopted
//! never changes by itself.

use super::rows::{fill_report, find_row, named_in_words};
use super::tables::not_of_another;
use super::words::{counted, not_possible, quoted};
use crate::document::{Edit, Refused};
use crate::model::id::{RecordId, ReportId, RowId, TableId};
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::model::report::Report;
use crate::model::row_filter::RowField;
use crate::model::table::{
    EventTable, RowNow, RowUpdate, SeenRow, TableFile, TableLayout, TableRow,
};
use crate::model::view::Filter;

/// A newer edition of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdition {
    /// Its file.
    pub file: TableFile,
    /// How that is cut.
    pub layout: TableLayout,
    /// What its columns mean.
    pub mapping: Mapping,
    /// What becomes of every row of the table the project keeps something about.
    pub rows: Vec<RowUpdate>,
}

/// Puts a newer file in the place of a table's. A linked row that reads otherwise, or is gone, waits
/// for the analyst.
///
/// # Errors
/// When the table or a row is gone, the file is the one the table has or that of another table, or
/// nothing is said of a row the project keeps something about.
pub fn update_table(edit: &mut Edit, id: TableId, new: NewEdition) -> Result<(), Refused> {
    let table = edit.get::<EventTable>(id)?;
    if table.file.sha == new.file.sha {
        return Err(not_possible(format!(
            "{} has this file already: nothing changed",
            quoted(&table.title)
        )));
    }
    not_of_another(edit, &new.file)?;
    let told = |row: &TableRow| new.rows.iter().any(|update| update.row == row.id);
    if let Some(row) = rows_of(edit.project(), id).find(|row| !told(row)) {
        return Err(not_possible(format!(
            "row {} was linked meanwhile (compare the files again)",
            quoted(&row.key)
        )));
    }
    for update in new.rows {
        update_row(edit, id, update)?;
    }
    edit.change::<EventTable>(id, |table| {
        table.file = new.file;
        table.layout = new.layout;
        table.mapping = new.mapping;
    })?;
    edit.label(format!("update table {}", quoted(&table.title)));
    Ok(())
}

fn update_row(edit: &mut Edit, table: TableId, update: RowUpdate) -> Result<(), Refused> {
    let row = edit.get::<TableRow>(update.row)?;
    if row.table != table {
        return Err(not_possible(format!(
            "row {} stands in another table",
            quoted(&row.key)
        )));
    }
    edit.change::<TableRow>(update.row, |row| {
        row.key = update.key;
        row.cells = update.cells;
        row.now = update.now;
    })
}

/// The rows of a table the project keeps something about, by age.
pub fn rows_of(project: &Project, table: TableId) -> impl Iterator<Item = &TableRow> {
    let rows = project.rows.values();
    rows.filter(move |row| row.table == table).map(|row| &**row)
}

/// The names of views that filter the rows of a table by one of these columns: they are kept, but
/// find nothing while the file has no such column.
pub fn views_on(project: &Project, table: TableId, columns: &[String]) -> Vec<String> {
    let is_on = |filter: &Filter| match filter {
        Filter::Rows(of, filter) => match &filter.field {
            RowField::Column(name) => *of == table && columns.contains(name),
            _ => false,
        },
        _ => false,
    };
    let views = project.views.values();
    let views = views.filter(|view| view.filters.iter().any(is_on));
    views.map(|view| view.name.clone()).collect()
}

/// The analyst has looked at what a newer file says of a row: that is what it says from now on. A row
/// that is gone keeps what it said.
///
/// # Errors
/// When the row is gone from the project, or nothing of it waits to be looked at.
pub fn accept_row(edit: &mut Edit, id: RowId) -> Result<(), Refused> {
    let row = edit.get::<TableRow>(id)?;
    if !row.now.needs_review() {
        return Err(nothing_waits(&row));
    }
    edit.change::<TableRow>(id, |row| match std::mem::take(&mut row.now) {
        RowNow::Changed(cells) => row.cells = cells,
        RowNow::Gone => row.now = RowNow::GoneSeen,
        seen @ (RowNow::Same | RowNow::GoneSeen) => row.now = seen,
    })?;
    edit.label(format!("accept what row {} says now", quoted(&row.key)));
    Ok(())
}

/// Takes what a row says now into the reports that rest on it: date, places, actors and toll. Dates
/// they have from elsewhere, and what the analyst wrote, stay. The row is looked at by that.
///
/// # Errors
/// When nothing is kept about the row, it does not read otherwise, or no report rests on it.
pub fn take_row_values(edit: &mut Edit, seen: &SeenRow) -> Result<(), Refused> {
    let Some(id) = find_row(edit.now(), seen.table, &seen.key) else {
        return Err(not_possible(format!(
            "row {} is not linked to anything",
            quoted(&seen.key)
        )));
    };
    let row = edit.get::<TableRow>(id)?;
    if !matches!(row.now, RowNow::Changed(_)) {
        return Err(nothing_waits(&row));
    }
    let reports = reports_on(edit, id);
    if reports.is_empty() {
        return Err(not_possible(format!(
            "no report rests on row {} (mark it as looked at)",
            quoted(&row.key)
        )));
    }
    for report in &reports {
        let (project, old) = (edit.project(), edit.get::<Report>(*report)?);
        let mut new = fill_report(project, seen, (*old).clone());
        if !old.memo.is_empty() && !named_in_words(&old.memo) {
            new.memo.clone_from(&old.memo);
        }
        edit.put(new);
    }
    accept_row(edit, id)?;
    edit.label(format!(
        "take the values of row {} into {}",
        quoted(&row.key),
        counted(reports.len(), "report", "reports")
    ));
    Ok(())
}

fn nothing_waits(row: &TableRow) -> Refused {
    not_possible(format!(
        "row {} has nothing new to look at",
        quoted(&row.key)
    ))
}

fn reports_on(edit: &Edit, row: RowId) -> Vec<ReportId> {
    let naming = edit.now().referrers(row);
    let reports = naming.filter_map(|id| match id {
        RecordId::Report(id) => Some(id),
        _ => None,
    });
    reports.collect()
}

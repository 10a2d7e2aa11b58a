//! A newer file in the place of a table's, and what the analyst does about rows that read otherwise.
//!
//! In: an edit, the newer file, and what becomes of the rows the project keeps something about. Out:
//! the table with its newer file; reports, judgements and filters stay. A value an event has adopted
//! never changes by itself.

use super::rows::rows_kept;
use super::tables::not_of_another;
use super::words::{not_possible, quoted};
use crate::document::{Edit, Refused};
use crate::model::id::{RowId, TableId};
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::model::row_filter::RowField;
use crate::model::table::{EventTable, RowNow, RowUpdate, TableFile, TableLayout, TableRow};
use crate::model::view::Filter;
use std::sync::Arc;

/// A newer edition of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdition {
    /// The table as it was when the two files were compared.
    pub compared: Arc<EventTable>,
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
/// When the table or a row is gone, the table has another file or is read otherwise by now, the file is
/// the one the table has or that of another table, or nothing is said of a row the project keeps
/// something about.
pub fn update_table(edit: &mut Edit, new: NewEdition) -> Result<(), Refused> {
    let id = new.compared.id;
    let table = edit.get::<EventTable>(id)?;
    if !table.is_read_as(&new.compared) {
        return Err(not_possible(format!(
            "table {} changed while it was compared: compare again",
            quoted(&table.title)
        )));
    }
    if table.file.sha == new.file.sha {
        return Err(not_possible(format!(
            "{} has this file already: nothing changed",
            quoted(&table.title)
        )));
    }
    not_of_another(edit, &new.file)?;
    let told = |row: &TableRow| new.rows.iter().any(|update| update.row == row.id);
    if let Some(row) = rows_kept(edit.now(), id).find(|row| !told(row)) {
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

pub(super) fn nothing_waits(row: &TableRow) -> Refused {
    not_possible(format!(
        "row {} has nothing new to look at",
        quoted(&row.key)
    ))
}

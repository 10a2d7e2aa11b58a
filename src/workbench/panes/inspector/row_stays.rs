//! What stays in the reports on a linked row when they take what it says now: said before they do.

use crate::document::verbs::row_values::{RowChange, staying};
use crate::ingest::tables::seen::change_kept;
use crate::model::id::RowId;
use crate::model::table::{EventTable, TableRow};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::stays_in_words;
use egui::{Id, Ui};
use std::sync::Arc;

/// What two readings of a row mean, made once for each of them.
#[derive(Clone)]
struct Meant {
    row: Arc<TableRow>,
    table: Arc<EventTable>,
    columns: Option<Arc<[String]>>,
    change: Option<Arc<RowChange>>,
}

impl Meant {
    fn of(row: &Arc<TableRow>, table: &Arc<EventTable>, columns: Option<&Arc<[String]>>) -> Self {
        let change = change_kept(row, &table.mapping).map(|mut change| {
            // What stood in a column that went is kept with the row, but its file says it no more.
            if let Some(columns) = columns {
                change.now.cells.retain(|(name, _)| columns.contains(name));
            }
            Arc::new(change)
        });
        Self {
            row: Arc::clone(row),
            table: Arc::clone(table),
            columns: columns.cloned(),
            change,
        }
    }

    fn is_of(
        &self,
        row: &Arc<TableRow>,
        table: &Arc<EventTable>,
        columns: Option<&Arc<[String]>>,
    ) -> bool {
        let is_same_file = match (&self.columns, columns) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        is_same_file && Arc::ptr_eq(&self.row, row) && Arc::ptr_eq(&self.table, table)
    }
}

/// A sentence for each reason for which a report keeps a value.
pub(super) fn stays(ui: &Ui, desk: &Desk<'_>, id: RowId) -> Vec<String> {
    let project = desk.snapshot.project();
    let Some(row) = project.rows.get(&id) else {
        return Vec::new();
    };
    let Some(table) = project.tables.get(&row.table) else {
        return Vec::new();
    };
    let columns = desk.tables.get(row.table).map(|rows| &rows.columns);
    let place = Id::unique(("row change", id));
    let known: Option<Meant> = ui.data(|data| data.get_temp(place));
    let meant = known
        .filter(|meant| meant.is_of(row, table, columns))
        .unwrap_or_else(|| {
            let meant = Meant::of(row, table, columns);
            ui.data_mut(|data| data.insert_temp(place, meant.clone()));
            meant
        });
    let change = meant.change.as_ref();
    change.map_or_else(Vec::new, |change| {
        stays_in_words(desk.snapshot, &staying(desk.snapshot, change))
    })
}

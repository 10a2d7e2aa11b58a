//! What stays in the reports on a linked row when they take what it says now: said before they do.

use crate::document::verbs::row_values::{RowChange, corrected};
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
    change: Option<Arc<RowChange>>,
}

impl Meant {
    fn of(row: &Arc<TableRow>, table: &Arc<EventTable>) -> Self {
        Self {
            row: Arc::clone(row),
            table: Arc::clone(table),
            change: change_kept(row, &table.mapping).map(Arc::new),
        }
    }

    fn is_of(&self, row: &Arc<TableRow>, table: &Arc<EventTable>) -> bool {
        Arc::ptr_eq(&self.row, row) && Arc::ptr_eq(&self.table, table)
    }
}

/// A sentence for each report that keeps a value somebody has corrected.
pub(super) fn stays(ui: &Ui, desk: &Desk<'_>, id: RowId) -> Vec<String> {
    let project = desk.snapshot.project();
    let Some(row) = project.rows.get(&id) else {
        return Vec::new();
    };
    let Some(table) = project.tables.get(&row.table) else {
        return Vec::new();
    };
    let place = Id::unique(("row change", id));
    let known: Option<Meant> = ui.data(|data| data.get_temp(place));
    let meant = known
        .filter(|meant| meant.is_of(row, table))
        .unwrap_or_else(|| {
            let meant = Meant::of(row, table);
            ui.data_mut(|data| data.insert_temp(place, meant.clone()));
            meant
        });
    let change = meant.change.as_ref();
    change.map_or_else(Vec::new, |change| {
        stays_in_words(desk.snapshot, &corrected(desk.snapshot, change))
    })
}

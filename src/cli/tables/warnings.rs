//! What is odd about the rows of a table, as a list and in short.

use super::OpenTable;
use crate::cli::Failure;
use crate::cli::output::deliver;
use crate::figure::labels::number_of;
use crate::formats::table::{Cell, Table};
use crate::tables::LoadedTable;
use crate::tables::warnings::RowWarning;
use std::path::Path;

const COLUMNS: [&str; 6] = ["file", "line", "row", "column", "value", "what"];

/// Every warning that was kept, in the order of the file.
pub(super) fn table(open: &OpenTable) -> Table {
    let file = open.path.to_string_lossy();
    Table {
        columns: COLUMNS.to_vec(),
        rows: open.rows.warnings.iter().map(|it| row(&file, it)).collect(),
    }
}

fn row(file: &str, warning: &RowWarning) -> Vec<Cell> {
    let line = i64::try_from(warning.line).unwrap_or(i64::MAX);
    vec![
        Cell::text(file),
        Cell::Number(line),
        Cell::number(warning.row.map(|row| i64::from(row) + 1)),
        Cell::text(&warning.column),
        Cell::text(&warning.value),
        Cell::text(&warning.what),
    ]
}

/// Writes them as comma-separated values.
pub(super) fn write(open: &OpenTable, to: &Path) -> Result<(), Failure> {
    deliver(table(open).as_csv().as_bytes(), &open.path, Some(to)).map(drop)
}

/// How many records of a file that becomes a table of a project are no rows, and where to see them.
pub fn refused_note(path: &Path, rows: &LoadedTable) -> Option<String> {
    let path = path.display();
    let refused = number_of(rows.refused as usize, "record");
    (rows.refused > 0).then(|| {
        format!("{refused} refused: no rows (`show {path} --warnings FILE`, read the same way, lists them)")
    })
}

/// How many there are, and which are not rows.
pub(super) fn notes(rows: &LoadedTable) -> Vec<String> {
    let mut notes = Vec::new();
    if rows.refused > 0 {
        let refused = number_of(rows.refused as usize, "record");
        notes.push(format!("{refused} refused: no rows (see --warnings)"));
    }
    let warned = usize::try_from(rows.warned).unwrap_or(usize::MAX);
    if warned > 0 {
        let kept = match rows.warnings.len() {
            kept if kept < warned => format!("the first {kept} of them "),
            _ => String::new(),
        };
        let warned = number_of(warned, "warning");
        notes.push(format!("{warned} about cells ({kept}with --warnings FILE)"));
    }
    notes
}

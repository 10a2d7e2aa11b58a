//! The tables of a project on the command line.

use super::OpenTable;
use crate::cli::{Failure, tell};
use crate::ingest::bundled;
use crate::ingest::child::Child;
use crate::ingest::tables::{ReadRows, file_now, rows};
use crate::model::project::Project;
use crate::model::table::{EventTable, RowNow, TableRow};
use crate::storage::files::{DiskFiles, Files};
use std::path::Path;
use std::sync::Arc;

/// The table of a project with this title, file name or id, as it was named with an option.
///
/// # Errors
/// When there is none, or there are several: with their titles.
pub fn named<'p>(
    project: &'p Project,
    option: &str,
    name: &str,
) -> Result<&'p Arc<EventTable>, Failure> {
    let is_it = |table: &&Arc<EventTable>| {
        table.title == name || table.file.name() == name || table.id.to_string() == name
    };
    let found: Vec<_> = project.tables.values().filter(is_it).collect();
    match found.as_slice() {
        [table] => Ok(table),
        _ => Err(Failure::refused(format!(
            "{option}: the project has {} ‘{name}’ ({})",
            if found.is_empty() {
                "no table"
            } else {
                "several tables"
            },
            titles(project)
        ))),
    }
}

fn titles(project: &Project) -> String {
    let titles = project
        .tables
        .values()
        .map(|table| format!("{} {}", table.id, table.title));
    let titles: Vec<_> = titles.collect();
    match titles.is_empty() {
        true => "it has none; `import` adds one".to_owned(),
        false => format!("write one of: {}", titles.join(", ")),
    }
}

/// Reads the rows of a table of a project that lies at `path`.
///
/// # Errors
/// When its file is missing or is no table any more.
pub fn open(path: &Path, table: &EventTable) -> Result<OpenTable, Failure> {
    let files = DiskFiles;
    if let Some(trouble) = trouble(&files, table) {
        tell(
            "note",
            &format!("{}: table {}: {trouble}", path.display(), table.id),
        );
    }
    let file = Path::new(&table.file.path);
    let child = Child::of_this_program();
    let rows = rows(&files, &child, file, &table.layout, &table.mapping, &|_| {
        true
    });
    let ReadRows {
        table: rows,
        notes: replaced,
    } = rows.map_err(Failure::refused)?;
    Ok(OpenTable {
        path: file.to_owned(),
        rows,
        replaced,
    })
}

/// What is wrong with the file of a table; nothing where it is what it was.
fn trouble(files: &dyn Files, table: &EventTable) -> Option<String> {
    let path = Path::new(&table.file.path);
    let shown = path.display();
    let is_missing = bundled::file(path).is_none() && !matches!(files.metadata(path), Ok(Some(_)));
    if is_missing {
        return Some(format!(
            "{shown} is missing (put it back, or import it from where it is)"
        ));
    }
    match file_now(files, path) {
        Ok((sha, _)) if sha == table.file.sha => None,
        Ok(_) => Some(format!(
            "{shown} has changed since it was added (import it with --update)"
        )),
        Err(error) => Some(error.to_string()),
    }
}

/// What `check` finds about the tables of a project and their linked rows: one line each.
pub fn findings(files: &dyn Files, project: &Project) -> Vec<String> {
    let tables = project.tables.values().filter_map(|table| {
        let trouble = trouble(files, table)?;
        Some(format!("table {}: {trouble}", table.id))
    });
    let rows = project.rows.values().filter_map(|row| {
        let what = changed(row)?;
        Some(format!("row {}: {what}", row.id))
    });
    tables.chain(rows).collect()
}

fn changed(row: &TableRow) -> Option<String> {
    let key = &row.key;
    match row.now {
        RowNow::Same | RowNow::GoneSeen => None,
        RowNow::Changed(_) => Some(format!(
            "‘{key}’ reads otherwise in the newer file (review what rests on it)"
        )),
        RowNow::Gone => Some(format!(
            "‘{key}’ is gone from the newer file (review what rests on it)"
        )),
    }
}

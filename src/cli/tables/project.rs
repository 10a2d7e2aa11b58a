//! The tables of a project on the command line.

use super::OpenTable;
use crate::cli::Failure;
use crate::ingest::child::Child;
use crate::ingest::tables::places::Places;
use crate::ingest::tables::{Found, look_for, read_again};
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

/// Reads the rows of a table of a project that lies at `path`, wherever its file lies now.
///
/// # Errors
/// When its file is missing, has changed or is no table any more.
pub fn open(path: &Path, project: &Project, table: &EventTable) -> Result<OpenTable, Failure> {
    let (files, child) = (DiskFiles, Child::of_this_program());
    let places = Places::of(Some(path), project);
    let found = read_again((&files, &child), table, &places, &|_| true);
    let lost = |what: String| {
        let path = path.display();
        Err(Failure::refused(format!(
            "{path}: table {}: {what}",
            table.id
        )))
    };
    match found.map_err(Failure::refused)? {
        Found::Here(read, path) => Ok(OpenTable {
            path,
            rows: read.table,
            replaced: read.notes,
        }),
        Found::Changed(path) => lost(changed_file(&path)),
        Found::Missing => lost(missing_file(table)),
    }
}

fn changed_file(path: &Path) -> String {
    let path = path.display();
    format!("{path} has changed since it was added (import it with --update)")
}

fn missing_file(table: &EventTable) -> String {
    let path = &table.file.path;
    format!("{path} is missing (put it back, or import it from where it is)")
}

/// What is wrong with the file of a table; nothing where it is what it was, wherever it lies.
fn trouble(files: &dyn Files, places: &Places, table: &EventTable) -> Option<String> {
    match look_for(files, &table.file, places) {
        Ok(Found::Here(..)) => None,
        Ok(Found::Changed(path)) => Some(changed_file(&path)),
        Ok(Found::Missing) => Some(missing_file(table)),
        Err(error) => Some(error.to_string()),
    }
}

/// What `check` finds about the tables of a project that lies at `path`, and their linked rows: one line each.
pub fn findings(files: &dyn Files, path: &Path, project: &Project) -> Vec<String> {
    let places = Places::of(Some(path), project);
    let tables = project.tables.values().filter_map(|table| {
        let trouble = trouble(files, &places, table)?;
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

//! What background work brings back, and the work itself: opening, reading, exporting.

use super::dialogs::{Answer, Wanted};
use super::find::Results;
use super::keeper::DiskDone;
use super::open::Update;
use super::panes::passages::Answer as Passages;
use super::panes::table::Answer as TableAnswer;
use crate::analysis::find::BadPattern;
use crate::analysis::reanchor::plan::Plan;
use crate::derived::Derived;
use crate::ingest::error::MOST_BYTES;
use crate::ingest::format::is_document;
use crate::ingest::ingested::About;
use crate::ingest::tables::{self, ReadTable, TableError};
use crate::ingest::{Case, CaseSource, Child, Ingested, Reading, additions};
use crate::model::id::{Replica, SourceId, TableId, TypedId as _, Uid};
use crate::model::made::Made;
use crate::model::project::Project;
use crate::model::table::EventTable;
use crate::storage::files::{FileError, Files, read_at_most};
use crate::storage::store::{Opened, Store};
use crate::storage::{self, drafts, project_file, replace};
use crate::tables::LoadedTable;
use crate::tables::load::Watch;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What background work brings back.
pub enum Outcome {
    /// A file or folder was opened, or why not; whether a project there has a name.
    Opened(PathBuf, Box<Result<Found, Vec<String>>>, bool),
    /// What was to be opened is the project that is open.
    OpenAlready(PathBuf),
    /// The store came back.
    Disk(Box<DiskDone>),
    /// A dialog was answered.
    Answered(Wanted, Answer),
    /// Files were read as sources, each or why not, for the project shown under this number.
    Read(Vec<Result<Ingested, String>>, u64),
    /// A new version of a source was read, or why not, for the project shown under this number.
    Version(SourceId, Box<Result<Ingested, String>>, u64),
    /// A new version was compared with its source, for the project shown under this number;
    /// nothing when that was stopped.
    Compared(Box<Ingested>, Option<Arc<Plan>>, u64),
    /// A new version was put in the place of its source, beside the open project, or why not.
    Updated(Box<Result<Update, String>>, u64),
    /// Files were read to begin a project with, each or why not.
    Begun(Vec<Result<Ingested, String>>),
    /// The file of a source was read again, or why not, for the project shown under this number.
    ReadAgain(SourceId, Box<Result<Again, String>>, u64),
    /// What the case holds that the project shown under this number does not.
    Offered(Vec<CaseSource>, u64),
    /// A file was read as an event table, or why not, for the project shown under this number.
    TableRead(Box<Result<TableToAdd, String>>, u64),
    /// A table of the project was read again, or why not, for the project shown under this number.
    TableReadAgain(Arc<EventTable>, Box<Result<ReadTable, String>>, u64),
    /// What a search has found, or what is wrong with its pattern.
    Found(Box<Result<Results, BadPattern>>),
    /// Passages were looked up.
    Passages(Box<Passages>),
    /// The table pane has its answer.
    Table(Box<TableAnswer>),
    /// A file was written, or why not.
    Exported(Result<PathBuf, String>),
    /// Whether something lies where a file is to be written: what it is then called.
    Looked(PathBuf, Wanted, bool),
    /// Preferences were written, or why not.
    Remembered(Result<(), FileError>),
    /// The drafts that were never given a name, with what they are called.
    Drafts(Vec<(PathBuf, String)>),
}

/// A source read again, otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// What it is now.
    pub read: Ingested,
    /// What its file said about itself as it was read before, where it can be read so again: what
    /// the analyst has not changed of that follows the new reading.
    pub before: Option<About>,
}

/// An event table with its rows, about to be added.
pub struct TableToAdd {
    /// The record of it; its id is given when it is added.
    pub table: EventTable,
    /// Its rows.
    pub rows: Arc<LoadedTable>,
}

/// What was found at a path.
pub enum Found {
    /// A project, with what follows from it: at 100,000 annotations that is no work for the window.
    Project(Box<(Opened, Derived)>),
    /// A case.
    Case(Case),
    /// A text.
    Text(Box<Ingested>),
}

/// Opens whatever lies at `path`: a project, a case, or a text. Runs on a worker.
///
/// # Errors
/// Every line of what is wrong.
pub fn open(
    files: &Arc<dyn Files>,
    child: &Child,
    path: &Path,
    replica: Replica,
    owner: &str,
) -> Result<Found, Vec<String>> {
    let one = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let case = Case::folder_of(&**files, path).map_err(|error| one(&error))?;
    if let Some(folder) = case {
        return Case::read(&**files, child, &folder)
            .map(Found::Case)
            .map_err(|error| one(&error));
    }
    if is_source(path) {
        return read(&**files, child, path)
            .map(|read| Found::Text(Box::new(read)))
            .map_err(|error| one(&error));
    }
    let opened = Store::open(Arc::clone(files), path, replica, owner);
    opened
        .map(|opened| {
            let derived = Derived::new(opened.document.snapshot());
            Found::Project(Box::new((opened, derived)))
        })
        .map_err(|error| error.lines())
}

/// Whether a file of this name is a source and no project, even where it is of a sort that is
/// refused.
pub fn is_source(path: &Path) -> bool {
    is_document(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Reads a file as a source. Runs on a worker.
///
/// # Errors
/// What is wrong with it.
pub fn read(files: &dyn Files, child: &Child, path: &Path) -> Result<Ingested, String> {
    let bytes = read_at_most(files, path, MOST_BYTES as u64).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    child
        .read(&name, &bytes, Reading::default())
        .map_err(|error| format!("{}:{}: {error}", path.display(), error.line()))
}

/// Reads files as sources, each or why not. Runs on a worker.
pub fn read_all(
    files: &dyn Files,
    child: &Child,
    paths: &[PathBuf],
) -> Vec<Result<Ingested, String>> {
    let read = |path: &PathBuf| read(files, child, path);
    paths.iter().map(read).collect()
}

/// Looks at a file and reads it as an event table. Runs on a worker.
///
/// # Errors
/// What is wrong with it.
pub fn read_table(files: &dyn Files, path: &Path, watch: Watch<'_>) -> Result<TableToAdd, String> {
    let words = |error: TableError| error.to_string();
    let look = tables::look(files, path).map_err(words)?;
    let read = tables::read(files, path, &look.layout, &look.mapping, watch).map_err(words)?;
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(TableToAdd {
        table: EventTable {
            id: TableId::from_uid(Uid {
                counter: 0,
                replica: Replica::from_bits(0),
            }),
            title: title.into_owned(),
            file: read.file,
            layout: look.layout,
            mapping: look.mapping,
            memo: String::new(),
            made: Made::default(),
        },
        rows: read.table,
    })
}

/// Reads a table of the project again. Runs on a worker.
///
/// # Errors
/// What is wrong with its file.
pub fn read_table_again(
    files: &dyn Files,
    table: &EventTable,
    watch: Watch<'_>,
) -> Result<ReadTable, String> {
    let path = Path::new(&table.file.path);
    tables::read(files, path, &table.layout, &table.mapping, watch)
        .map_err(|error| error.to_string())
}

/// What pasted words are called as a file.
const PASTED: &str = "pasted text.txt";

/// Reads pasted words as a source. Runs on a worker.
///
/// # Errors
/// When there are none.
pub fn read_pasted(child: &Child, text: &str) -> Result<Ingested, String> {
    let read = child.read(PASTED, text.as_bytes(), Reading::default());
    read.map_err(|error| format!("Not pasted: {error}"))
}

/// What the case of a project holds that the project does not; nothing when there is no case, or
/// it is not to be read any more. Runs on a worker.
pub fn offered(files: &dyn Files, child: &Child, project: &Project) -> Vec<CaseSource> {
    let case = Case::of(files, child, project).ok().flatten();
    case.map(|case| additions(&case, project).into_iter().cloned().collect())
        .unwrap_or_default()
}

/// Writes an export. Runs on a worker.
pub fn export(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<PathBuf, String> {
    storage::export::write(files, path, bytes, None).map_err(|error| error.to_string())?;
    Ok(path.to_owned())
}

/// Writes the preferences. Runs on a worker.
///
/// # Errors
/// When the disk refuses.
pub fn remember(files: &dyn Files, path: &Path, text: &str) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        files.create_dir_all(folder)?;
    }
    replace::replace(files, path, text.as_bytes())
}

/// The drafts that were never given a name, with what they are called. Runs on a worker.
pub fn drafts(files: &dyn Files, data: &Path) -> Vec<(PathBuf, String)> {
    let found = drafts::list(files, data).unwrap_or_default();
    let named = |path: PathBuf| {
        let contents = project_file::decode(&files.read(&path).ok()?).ok()?;
        Some((path, contents.project.title().to_owned()))
    };
    found.into_iter().filter_map(named).collect()
}

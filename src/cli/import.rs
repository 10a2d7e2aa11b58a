//! `tightrope import`: a table becomes part of a project, or the newer edition of one that is.

mod update;

use super::tables::reading::{Sure, look_at, unsure};
use super::tables::warnings::refused_note;
use super::tables::{TableArgs, is_meant};
use super::{Done, Failure, tell};
use crate::document::verbs::tables::{add_table, place_tables};
use crate::document::{Document, Refused, Transaction};
use crate::ingest::child::Child;
use crate::ingest::tables::NewTable;
use crate::ingest::tables::places::Places;
use crate::model::id::{Replica, TableId, TypedId as _, Uid};
use crate::model::made::{Made, Moment};
use crate::storage::originals::{TableCopy, ToKeep};
use crate::storage::{
    Access, Act, DiskFiles, Entry, Files, Opened, Store, originals, project_file, store,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use update::UpdateArgs;

/// What to import.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The project.
    pub project: PathBuf,
    /// The table: a file of events.
    pub file: PathBuf,
    /// How it is read.
    #[command(flatten)]
    pub reading: TableArgs,
    /// What the table is called; as its file when not given.
    #[arg(long)]
    pub title: Option<String>,
    /// Which table of the project it is the newer edition of.
    #[command(flatten)]
    pub update: UpdateArgs,
    /// The project file to make, in place of changing the project; it must not exist.
    #[arg(short, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

/// Adds a table to a project.
///
/// # Errors
/// When the file is no table, what its columns mean is only a guess, the project has it already, or
/// cannot be written.
pub fn run(args: &Args) -> Result<Done, Failure> {
    if !is_meant(&args.file, &args.reading) {
        let file = args.file.display();
        let what = "by its name this is no table (say how it is read: --as PROFILE or --map FILE)";
        return Err(Failure::refused(format!("{file}: {what}")));
    }
    if args.update.table.is_some() {
        return update::run(args);
    }
    let table = new_table(&args.file, &args.reading, args.title.as_deref())?;
    let table = table.placed(&places(args));
    let add = |document: &Document, at| add(document, &table, at);
    change(&args.project, args.output.as_deref(), &add)
}

/// Makes an edit of a project, or says why not.
type Make<'m> = &'m dyn Fn(&Document, Moment) -> Result<Change, Failure>;

/// An edit, and the file of a table that is to be copied beside the project before it.
struct Change {
    edit: Transaction,
    copy: Option<TableCopy>,
}

/// Changes a project, or makes another of it.
fn change(path: &Path, output: Option<&Path>, make: Make<'_>) -> Result<Done, Failure> {
    match output {
        Some(output) => into_copy(path, make, output),
        None => into(path, make),
    }
}

/// Where the project lies that is changed or made: its tables are written down as they are found from
/// there.
fn places(args: &Args) -> Places {
    let path = args.output.as_deref().unwrap_or(&args.project);
    Places {
        project: Some(DiskFiles.real_path(path)),
        case: None,
    }
}

/// A file that was read, to become a table of a project.
///
/// # Errors
/// When it is no table, or what its columns mean is only a guess.
pub(super) fn new_table(
    path: &Path,
    args: &TableArgs,
    title: Option<&str>,
) -> Result<NewTable, Failure> {
    let looked = look_at(path, args)?;
    if looked.sure == Sure::Guessed {
        return Err(Failure::refused(unsure(path, &looked.mapping)));
    }
    let child = Child::of_this_program();
    let read = NewTable::read(&DiskFiles, &child, path, looked.layout, looked.mapping);
    let (table, read) = read.map_err(Failure::refused)?;
    let refused = refused_note(path, &read.table);
    for note in read.notes.into_iter().chain(refused) {
        tell("note", &format!("{}: {note}", path.display()));
    }
    Ok(match title {
        Some(title) => NewTable {
            title: title.to_owned(),
            ..table
        },
        None => table,
    })
}

/// Changes the project, as a window would: under its lock, with the edit in its journal.
fn into(path: &Path, make: Make<'_>) -> Result<Done, Failure> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let (replica, at) = fresh();
    let opened = Store::open(files, path, replica, "tightrope import");
    let Opened {
        mut document,
        mut store,
        warnings,
        ..
    } = opened.map_err(|error| Failure::Refused(error.lines()))?;
    for warning in &warnings {
        tell("warning", &warning.to_string());
    }
    if let Access::ReadOnly { why } = store.access() {
        let path = path.display();
        return Err(Failure::refused(format!(
            "{path}: it is open only to read, because {why} (write another with -o OUT)"
        )));
    }
    let Change { edit, copy } = make(&document, at)?;
    let transaction = document.apply(edit);
    let transaction = transaction.map_err(|refused| refused_by(path, &refused))?;
    if let Some(copy) = copy {
        let kept = store.keep_original(&ToKeep::Table(copy));
        kept.map_err(Failure::refused)?;
    }
    let entry = Entry {
        made: transaction.made,
        act: Act::Do(transaction),
    };
    store.append(&entry).map_err(Failure::refused)?;
    store.save(document.snapshot()).map_err(Failure::refused)?;
    Ok(Done::Well)
}

/// Leaves the project as it is, and writes another.
fn into_copy(path: &Path, make: Make<'_>, output: &Path) -> Result<Done, Failure> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    super::begin::must_be_new(&*files, output)?;
    let (replica, at) = fresh();
    let opened = store::read(&files, path, replica);
    let (mut document, _) = opened.map_err(|error| Failure::Refused(error.lines()))?;
    let Change { edit, copy } = make(&document, at)?;
    let applied = document.apply(edit);
    applied.map_err(|refused| refused_by(path, &refused))?;
    let (from, to) = (files.real_path(path), files.real_path(output));
    replace_tables(&mut document, &from, &to, at).map_err(|refused| refused_by(path, &refused))?;
    let bytes = project_file::encode(document.project(), None);
    let bytes = bytes.map_err(|error| Failure::Internal(error.to_string()))?;
    if let Some(copy) = copy {
        originals::keep_table(&*files, &to, &copy).map_err(Failure::refused)?;
    }
    store::save(&*files, &to, &bytes, None).map_err(Failure::refused)?;
    originals::copy(&*files, &from, &to).map_err(Failure::refused)?;
    Ok(Done::Well)
}

/// Has the tables of a project written down as they are found from its new place.
fn replace_tables(
    document: &mut Document,
    from: &Path,
    to: &Path,
    at: Moment,
) -> Result<(), Refused> {
    let there = Places {
        project: Some(to.to_owned()),
        case: None,
    };
    let moved = there.moved(document.project(), Some(from));
    if moved.is_empty() {
        return Ok(());
    }
    let mut edit = document.edit(Made { by: None, at });
    place_tables(&mut edit, moved)?;
    let edit = edit.finish();
    document.apply(edit).map(drop)
}

fn add(document: &Document, table: &NewTable, at: Moment) -> Result<Change, Failure> {
    let made = Made { by: None, at };
    let mut edit = document.edit(made);
    // The verb gives it an id of its own.
    let none = TableId::from_uid(Uid {
        counter: 0,
        replica: Replica::from_bits(0),
    });
    let added = add_table(&mut edit, table.record(none, made));
    added.map_err(|refused| Failure::refused(format!("{}: {refused}", table.file.path)))?;
    Ok(Change {
        edit: edit.finish(),
        copy: None,
    })
}

fn refused_by(path: &Path, refused: &Refused) -> Failure {
    Failure::refused(format!("{}: {refused}", path.display()))
}

/// A replica nobody else has, and the moment.
fn fresh() -> (Replica, Moment) {
    let begin = super::begin::begin(None);
    (begin.replica, begin.at)
}

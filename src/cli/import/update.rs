//! `tightrope import --update`: a newer file in the place of a table's, and what differs.

use super::{Args, Change, change, fresh};
use crate::cli::output::deliver;
use crate::cli::tables::project::named;
use crate::cli::tables::reading::look_newer;
use crate::cli::{Done, Failure, tell};
use crate::document::Document;
use crate::document::verbs::editions::{update_table, views_on};
use crate::figure::labels::number_of;
use crate::formats::table::{Cell, Table};
use crate::ingest::child::Child;
use crate::ingest::tables::newer::{Differs, Newer, NewerFile, NoOlder, kept_rows};
use crate::ingest::tables::places::Places;
use crate::ingest::tables::{Found, read_again};
use crate::model::made::{Made, Moment};
use crate::model::mapping::Mapping;
use crate::model::table::RowNow;
use crate::storage::originals::TableCopy;
use crate::storage::{DiskFiles, Files, store};
use crate::tables::editions::{FieldChange, Linked, fields};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A newer edition of a table of the project.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct UpdateArgs {
    /// Take the file for a newer edition of this table of the project (its title, file name or id),
    /// in place of adding it.
    #[arg(long = "update", value_name = "TABLE", conflicts_with = "title")]
    pub table: Option<String>,
    /// Where to write what differs, as CSV; - for standard output.
    #[arg(long, value_name = "FILE", requires = "table")]
    pub changes: Option<PathBuf>,
    /// Only say what differs; change nothing.
    #[arg(long, requires = "table", conflicts_with = "output")]
    pub dry_run: bool,
    /// Update the table though the file lacks columns that say how exact dates are, which row is which
    /// or how many; without it, that is refused.
    #[arg(long, requires = "table")]
    pub without_lost: bool,
}

/// Updates a table of the project, or says what that would change.
pub(super) fn run(args: &Args) -> Result<Done, Failure> {
    let update = |document: &Document, at| updated(args, document, at);
    if !args.update.dry_run {
        return change(&args.project, args.output.as_deref(), &update);
    }
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let (replica, at) = fresh();
    let opened = store::read(&files, &args.project, replica);
    let (document, _) = opened.map_err(|error| Failure::Refused(error.lines()))?;
    update(&document, at).map(|_| Done::Well)
}

fn updated(args: &Args, document: &Document, at: Moment) -> Result<Change, Failure> {
    let (newer, older) = compare(args, document)?;
    tell_counts(document, &newer);
    tell_lost(&newer, args)?;
    let mut edit = document.edit(Made { by: None, at });
    let from = DiskFiles.real_path(&args.file);
    let changes = args.update.changes.as_deref();
    let changes = changes
        .map(|to| Ok((to, changes_of(&newer, older.as_deref(), args, to)?)))
        .transpose()?;
    let places = super::places(args);
    let edition = newer.edition(places.written(&from), newer.table.file.embedded);
    let copy = edition.file.embedded.then(|| TableCopy {
        from,
        file: edition.file.clone(),
    });
    let done = update_table(&mut edit, edition);
    done.map_err(|refused| Failure::refused(format!("{}: {refused}", args.project.display())))?;
    // Only what is accepted is told of.
    if let Some((to, table)) = changes {
        let to = (to != Path::new("-")).then_some(to);
        deliver(table.as_csv().as_bytes(), &args.project, to)?;
    }
    Ok(Change {
        edit: edit.finish(),
        copy,
    })
}

/// The two editions compared, and where the older file lies.
fn compare(args: &Args, document: &Document) -> Result<(Newer, Option<PathBuf>), Failure> {
    let project = document.project();
    let name = args.update.table.as_deref().unwrap_or_default();
    let table = named(project, "--update", name)?;
    let (child, kept) = (
        Child::of_this_program(),
        kept_rows(document.snapshot(), table.id),
    );
    let look = look_newer(&args.file, &args.reading, table)?;
    let places = Places::of(Some(&args.project), project);
    let (older, path) = match read_again((&DiskFiles, &child), table, &places, &|_| true) {
        Ok(Found::Here(read, path)) => (Ok(read.table), Some(path)),
        Ok(Found::Changed(path)) => (Err(NoOlder::Changed(path.display().to_string())), None),
        Ok(Found::Missing) => (Err(NoOlder::Missing), None),
        Err(error) => (Err(NoOlder::Unreadable(error.to_string())), None),
    };
    let newer = NewerFile {
        table,
        older: older.as_ref().map_err(Clone::clone),
        path: &args.file,
        look: &look,
        meaning: args.reading.says_meaning().then_some(&look.look.mapping),
    };
    let newer = newer.compare(&DiskFiles, &child, &kept, &|_| true);
    Ok((newer.map_err(Failure::refused)?, path))
}

/// What cannot be told any more is only given up where somebody says so.
fn tell_lost(newer: &Newer, args: &Args) -> Result<(), Failure> {
    let (file, title) = (args.file.display(), &newer.table.title);
    let lines = newer.lost.iter().map(|lost| format!("{file}: {lost}"));
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    if args.update.without_lost || args.update.dry_run {
        lines.iter().for_each(|line| tell("warning", line));
        return Ok(());
    }
    lines.push(format!(
        "{file}: nothing was changed in ‘{title}’ (write --map FILE with what its columns mean, or --without-lost to go on without them)"
    ));
    Err(Failure::Refused(lines))
}

fn tell_counts(document: &Document, newer: &Newer) {
    let title = &newer.table.title;
    for note in &newer.notes {
        tell("note", note);
    }
    match &newer.compared {
        Ok((_, changes)) => {
            for (number, what) in [
                (changes.added.len(), "added"),
                (changes.changed.len(), "changed"),
                (changes.gone.len(), "gone"),
                (changes.same as usize, "the same"),
            ] {
                tell(
                    "note",
                    &format!("{title}: {} {what}", number_of(number, "row")),
                );
            }
            for (columns, what) in [
                (&changes.new_columns, "new"),
                (&changes.lost_columns, "no more there"),
            ] {
                if !columns.is_empty() {
                    let names = columns.join(", ");
                    let number = number_of(columns.len(), "column");
                    tell("note", &format!("{title}: {number} {what}: {names}"));
                }
            }
            if !changes.by_id {
                tell(
                    "note",
                    "no column tells rows from one another: rows only come or go",
                );
            }
            if changes.repeated > 0 {
                let ids = number_of(changes.repeated as usize, "id");
                let verb = if changes.repeated == 1 {
                    "stands"
                } else {
                    "stand"
                };
                tell(
                    "note",
                    &format!("{ids} {verb} several times in one of the files"),
                );
            }
            let views = views_on(document.project(), newer.table.id, &changes.lost_columns);
            for view in views {
                tell(
                    "note",
                    &format!("view ‘{view}’ filters by a column that is gone"),
                );
            }
        }
        Err(why) => tell(
            "note",
            &format!("{title}: only linked rows were compared: {why}"),
        ),
    }
    let waiting = newer.linked.iter();
    let waiting = waiting.filter(|row| row.update.now.needs_review()).count();
    tell(
        "note",
        &format!("{} to review", number_of(waiting, "linked row")),
    );
}

const COLUMNS: [&str; 5] = ["change", "id", "column", "before", "now"];

/// What differs, to be written there.
///
/// # Errors
/// When that is one of the files compared or written besides, or a file cannot be read.
fn changes_of(
    newer: &Newer,
    older: Option<&Path>,
    args: &Args,
    to: &Path,
) -> Result<Table, Failure> {
    let others = [Some(args.file.as_path()), older, args.output.as_deref()];
    let real = DiskFiles.real_path(to);
    if others
        .into_iter()
        .flatten()
        .any(|other| DiskFiles.real_path(other) == real)
    {
        let to = to.display();
        let what = "one of the files that are compared or written besides";
        return Err(Failure::refused(format!(
            "--changes {to}: that is {what} (name another file)"
        )));
    }
    Ok(Table {
        columns: COLUMNS.to_vec(),
        rows: lines(newer).map_err(|error| {
            Failure::refused(format!(
                "{}: it cannot be read: {error}",
                newer.path.display()
            ))
        })?,
    })
}

/// A line for each field that reads otherwise, and for each cell that means something of rows that came
/// or went.
fn lines(newer: &Newer) -> io::Result<Vec<Vec<Cell>>> {
    let (before, now) = (&newer.table.mapping, &newer.rows.mapping);
    let mut lines = Vec::new();
    for row in newer.differing() {
        let (id, fields) = newer.fields(row)?;
        match row {
            Differs::Gone(_) => lines.extend(whole("gone", &id, &fields, before)),
            Differs::Added(_) => lines.extend(whole("added", &id, &fields, now)),
            Differs::Changed(_) => {
                let changed = fields.iter().filter(|field| field.is_changed());
                let common = changed.filter(|field| newer.has_both(&field.column));
                lines.extend(
                    common.map(|field| {
                        line("changed", &id, [&field.column, &field.before, &field.now])
                    }),
                );
            }
        }
    }
    if newer.compared.is_err() {
        let linked = newer.linked.iter();
        lines.extend(linked.flat_map(|linked| linked_lines(linked, before)));
    }
    Ok(lines)
}

/// A row that came or went: what stands in the columns that mean something; where nothing does, in
/// all of them.
fn whole(what: &str, id: &str, fields: &[FieldChange], mapping: &Mapping) -> Vec<Vec<Cell>> {
    let said = fields.iter().filter(|field| field.is_changed());
    let meant = mapping.named_columns();
    let means = |field: &&FieldChange| meant.contains(&field.column.as_str());
    let line_of = |field: &FieldChange| line(what, id, [&field.column, &field.before, &field.now]);
    let lines: Vec<Vec<Cell>> = said.clone().filter(means).map(line_of).collect();
    match lines.is_empty() {
        true => said.map(line_of).collect(),
        false => lines,
    }
}

fn linked_lines(linked: &Linked, mapping: &Mapping) -> Vec<Vec<Cell>> {
    let update = &linked.update;
    match &update.now {
        RowNow::Changed(now) => {
            let fields = fields(&update.cells, now);
            let changed = fields.iter().filter(|field| field.is_changed());
            let line = |field: &FieldChange| {
                let said = [&*field.column, &*field.before, &*field.now];
                line("changed", &update.key, said)
            };
            changed.map(line).collect()
        }
        RowNow::Gone => whole("gone", &update.key, &fields(&update.cells, &[]), mapping),
        RowNow::Same | RowNow::GoneSeen => Vec::new(),
    }
}

fn line(change: &str, id: &str, [column, before, now]: [&str; 3]) -> Vec<Cell> {
    [change, id, column, before, now].map(Cell::text).into()
}

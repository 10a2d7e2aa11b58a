//! A newer file of a table of a project, read and compared with what the project has.
//!
//! In: the table, its rows as they were where their file is still there, and another file. Out: a
//! [`Newer`], to be shown and then put in the place of the table's file.

use super::look_newer::NewerLook;
use super::lost::{Lost, lost};
use super::{ReadTable, TableError, read};
use crate::document::Snapshot;
use crate::document::verbs::editions::NewEdition;
use crate::document::verbs::rows;
use crate::ingest::child::Child;
use crate::model::id::TableId;
use crate::model::mapping::Mapping;
use crate::model::table::{EventTable, TableFile, TableLayout, TableRow};
use crate::storage::files::Files;
use crate::tables::LoadedTable;
use crate::tables::editions::{ChangedRow, Changes, FieldChange, Linked, changes, fields, linked};
use crate::tables::keys::{named, row_key};
use crate::tables::load::{CannotLoad, Watch};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Of so many ids it is looked whether two files share them.
const IDS_COMPARED: u32 = 4_000;

/// A newer file of a table.
#[derive(Clone)]
pub struct Newer {
    /// The table as it was when the files were compared.
    pub table: Arc<EventTable>,
    /// Where the newer file lies.
    pub path: PathBuf,
    /// The newer file.
    pub file: TableFile,
    /// How it is cut.
    pub layout: TableLayout,
    /// Its rows; what its columns mean is with them.
    pub rows: Arc<LoadedTable>,
    /// The rows of the older file, and what became of them; or why there are none to compare with.
    pub compared: Result<(Arc<LoadedTable>, Arc<Changes>), NoOlder>,
    /// What became of the rows the project keeps something about.
    pub linked: Arc<[Linked]>,
    /// What had to be left out or replaced to read it, a sentence each.
    pub notes: Vec<String>,
    /// What it cannot tell any more, though nobody said that it need not.
    pub lost: Vec<Lost>,
}

/// Why a newer file cannot be compared with the older one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOlder {
    /// It is nowhere to be found.
    #[error("the older file is not there any more")]
    Missing,
    /// Another file lies in its place.
    #[error("the older file is not there any more: {0} holds something else now")]
    Changed(String),
    /// It is there.
    #[error("the older file cannot be read: {0}")]
    Unreadable(String),
}

/// A newer file that is to be read.
pub struct NewerFile<'a> {
    /// The table of the project.
    pub table: &'a Arc<EventTable>,
    /// Its rows, or why there are none.
    pub older: Result<&'a Arc<LoadedTable>, NoOlder>,
    /// The newer file.
    pub path: &'a Path,
    /// What that looks like.
    pub look: &'a NewerLook,
    /// What its columns mean, where somebody says so; as those of the table when `None`.
    pub meaning: Option<&'a Mapping>,
}

impl NewerFile<'_> {
    /// Reads the newer file as the table is read, and compares the two. For a job.
    ///
    /// # Errors
    /// What is wrong with the newer file; that the older is not the same any more.
    pub fn compare(
        &self,
        files: &dyn Files,
        child: &Child,
        kept: &[Arc<TableRow>],
        watch: Watch<'_>,
    ) -> Result<Newer, String> {
        let third = |part: f32| watch(part / 3.0);
        let read = self.read(files, child, &third);
        let read = read.map_err(|error| match &self.look.note {
            Some(note) => format!("{error}; {note}"),
            None => error.to_string(),
        })?;
        let (path, title) = (self.path.display(), &self.table.title);
        if read.file.sha == self.table.file.sha {
            return Err(format!(
                "{path} is the very file ‘{title}’ has: nothing changed"
            ));
        }
        if read.table.is_empty() {
            return Err(format!(
                "{path}: the newer file has no rows; nothing was changed in ‘{title}’ (see whether the file is whole)"
            ));
        }
        self.with(read, kept, watch).map_err(|error| match error {
            CannotLoad::Stopped => "the comparison was stopped".to_owned(),
            error => format!("{}: {error}", self.path.display()),
        })
    }

    /// The same where the file is a newer one of the table, by its columns and ids; `None` where it is
    /// not, or is the very file the table has. For a job.
    ///
    /// # Errors
    /// As [`NewerFile::compare`].
    pub fn compare_if_edition(
        &self,
        files: &dyn Files,
        child: &Child,
        kept: &[Arc<TableRow>],
        watch: Watch<'_>,
    ) -> Result<Option<Newer>, String> {
        let read = self.read(files, child, watch);
        let read = read.map_err(|error| error.to_string())?;
        let is_edition = match &self.older {
            Ok(older) => is_edition_of(&read.table, older).map_err(|error| error.to_string())?,
            Err(_) => false,
        };
        if !is_edition || read.file.sha == self.table.file.sha {
            return Ok(None);
        }
        let newer = self.with(read, kept, watch);
        newer.map(Some).map_err(|error| error.to_string())
    }

    /// By the mapping of the table. Of columns the newer file has not any more the meaning is lost, and
    /// said; all else the analyst said of the table holds.
    fn read(
        &self,
        files: &dyn Files,
        child: &Child,
        watch: Watch<'_>,
    ) -> Result<ReadTable, TableError> {
        let by = |mapping: &Mapping| {
            read(
                files,
                child,
                self.path,
                &self.look.look.layout,
                mapping,
                watch,
            )
        };
        if let Some(meaning) = self.meaning {
            return by(meaning);
        }
        let missing = match by(&self.table.mapping) {
            Err(TableError::Load {
                path,
                error: CannotLoad::NoColumn(missing),
            }) => (path, missing),
            read => return read,
        };
        let Some(mapping) = self.mapping_without_missing() else {
            let (path, missing) = missing;
            let error = CannotLoad::NoColumn(missing);
            return Err(TableError::Load { path, error });
        };
        let mut read = by(&mapping)?;
        read.notes.extend(self.lost_meanings(&mapping));
        Ok(read)
    }

    /// The mapping of the table without the columns the newer file has not; where days or kinds cannot
    /// be told so, that of the profile the file is recognised by, with the kinds of the table.
    fn mapping_without_missing(&self) -> Option<Mapping> {
        let columns = || self.look.look.columns.iter();
        let same = |name: &str| columns().find(|column| *column == name);
        // Capitals and blanks around a name make no other column of it.
        let alike = |name: &str| columns().find(|column| plain(column) == plain(name));
        let own = self.table.mapping.clone();
        let fitted = own.fitted(&|name| same(name).or_else(|| alike(name)).cloned());
        let recognised = || {
            let mut mapping = self
                .look
                .look
                .is_certain
                .then(|| self.look.look.mapping.clone())?;
            let kinds = &self.table.mapping.kind.values;
            mapping.kind.values.clone_from(kinds);
            Some(mapping)
        };
        fitted.or_else(recognised)
    }

    /// "The newer file has no column side_b, which meant something: what is read of it is less (…)". What
    /// is missed more than that is told by [`lost`].
    fn lost_meanings(&self, now: &Mapping) -> Option<String> {
        let missed = lost(&self.table.mapping, now);
        let now: Vec<String> = now.named_columns().into_iter().map(plain).collect();
        let before = self.table.mapping.named_columns().into_iter();
        let mut lost: Vec<&str> = before.filter(|name| !now.contains(&plain(name))).collect();
        lost.retain(|name| !missed.iter().any(|it| it.column == *name));
        lost.sort_unstable();
        lost.dedup();
        (!lost.is_empty()).then(|| format!(
            "the newer file has no column {}, which meant something: what is read of it is less (correct what its columns mean once it is taken)",
            lost.join(", ")
        ))
    }

    fn with(
        &self,
        read: ReadTable,
        kept: &[Arc<TableRow>],
        watch: Watch<'_>,
    ) -> Result<Newer, CannotLoad> {
        let rows = read.table;
        let before = self.older.as_ref().ok().map(|older| &*older.columns);
        let second = |part: f32| watch(0.33 + part / 3.0);
        let linked = linked(kept, before, &rows, &second)?;
        let last = |part: f32| watch(0.66 + part / 3.0);
        let mut notes = read.notes;
        notes.extend(self.look.note.clone());
        notes.extend(refused(rows.refused));
        let compared = match &self.older {
            Ok(older) => {
                let found = changes(older, &rows, &last)?;
                notes.extend(blank_ids(found.blank_ids));
                Ok((Arc::clone(older), Arc::new(found)))
            }
            Err(why) => Err(why.clone()),
        };
        let lost = match self.meaning {
            Some(_) => Vec::new(),
            None => lost(&self.table.mapping, &rows.mapping),
        };
        Ok(Newer {
            table: Arc::clone(self.table),
            path: self.path.to_owned(),
            file: read.file,
            layout: self.look.look.layout.clone(),
            rows,
            compared,
            linked: linked.into(),
            notes,
            lost,
        })
    }
}

/// That records of the newer file are no rows.
fn refused(refused: u32) -> Option<String> {
    match refused {
        0 => None,
        1 => Some("1 record of the newer file was refused: it is no row, so that what it stood for counts as gone".to_owned()),
        refused => Some(format!("{refused} records of the newer file were refused: they are no rows, so that what they stood for counts as gone")),
    }
}

/// Why some rows are not known again although there is an id.
fn blank_ids([older, newer]: [u32; 2]) -> Option<String> {
    let rows = |number| match number {
        1 => "1 row".to_owned(),
        number => format!("{number} rows"),
    };
    (older + newer > 0).then(|| {
        format!(
            "the id is blank in {} of the older file and {} of the newer: such a row is known again only if it reads the same, otherwise it counts as gone and added",
            rows(older),
            rows(newer)
        )
    })
}

/// A row that differs, or stands in one of the files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differs {
    /// It reads otherwise.
    Changed(ChangedRow),
    /// It stands in the older file only, under this number.
    Gone(u32),
    /// It stands in the newer file only, under this number.
    Added(u32),
}

impl Newer {
    /// What is put in the place of the table's file, which is written down with this path; whether a
    /// copy of it is kept.
    pub fn edition(&self, path: String, embedded: bool) -> NewEdition {
        let linked = self.linked.iter();
        NewEdition {
            compared: Arc::clone(&self.table),
            file: TableFile {
                path,
                embedded,
                ..self.file.clone()
            },
            layout: self.layout.clone(),
            mapping: (*self.rows.mapping).clone(),
            rows: linked.map(|row| row.update.clone()).collect(),
        }
    }

    /// Everything that differs: changed, gone and added rows, each in the order of their file. Nothing
    /// where the older file is not there.
    pub fn differing(&self) -> Vec<Differs> {
        let Ok((_, changes)) = &self.compared else {
            return Vec::new();
        };
        let changed = changes.changed.iter().copied().map(Differs::Changed);
        let gone = changes.gone.iter().copied().map(Differs::Gone);
        let added = changes.added.iter().copied().map(Differs::Added);
        changed.chain(gone).chain(added).collect()
    }

    /// Whether the older file has a column; as far as is known, where it is not there any more.
    pub fn older_has(&self, column: &str) -> bool {
        let older = self.compared.as_ref().ok().map(|(older, _)| older);
        older.is_none_or(|older| older.column(column).is_some())
    }

    /// Whether both files have a column.
    pub fn has_both(&self, column: &str) -> bool {
        self.older_has(column) && self.rows.column(column).is_some()
    }

    /// A row that differs field by field, with what tells it from others. Reads the files: for a job.
    ///
    /// # Errors
    /// When a file cannot be read any more.
    pub fn fields(&self, row: Differs) -> io::Result<(String, Vec<FieldChange>)> {
        let older = self.compared.as_ref().ok().map(|(older, _)| &**older);
        let (before, now) = match row {
            Differs::Changed(row) => (Some(row.before), Some(row.now)),
            Differs::Gone(row) => (Some(row), None),
            Differs::Added(row) => (None, Some(row)),
        };
        let before = cells(older, before)?;
        let now = cells(Some(&self.rows), now)?;
        let key = now.as_ref().or(before.as_ref());
        let key = key.map_or_else(String::new, |(key, _)| key.clone());
        let cells = |of: Option<(String, Vec<(String, String)>)>| of.map(|(_, cells)| cells);
        let (before, now) = (cells(before), cells(now));
        let fields = fields(&before.unwrap_or_default(), &now.unwrap_or_default());
        Ok((key, fields))
    }
}

/// The key and the cells of a row.
type KeyAndCells = (String, Vec<(String, String)>);

fn cells(table: Option<&LoadedTable>, row: Option<u32>) -> io::Result<Option<KeyAndCells>> {
    let Some((table, row)) = table.zip(row) else {
        return Ok(None);
    };
    let cells = table.records.read(row)?;
    let key = row_key(table, &cells);
    Ok(Some((key, named(table, cells))))
}

/// The rows of a table the project keeps something about.
pub fn kept_rows(now: &Snapshot, table: TableId) -> Vec<Arc<TableRow>> {
    rows::rows_kept(now, table).cloned().collect()
}

/// Whether a file that is not in the project yet looks like a newer one of a table that is: most of
/// their columns have the same names, and they share ids. Reads the beginning of both: for a job.
///
/// # Errors
/// When one cannot be read.
fn is_edition_of(newer: &LoadedTable, older: &LoadedTable) -> io::Result<bool> {
    let names = older.columns.iter();
    let shared = names.filter(|name| newer.columns.contains(name)).count();
    let most = newer.columns.len().max(older.columns.len());
    let has_id = newer.mapping.id.is_some() && older.mapping.id.is_some();
    if !has_id || shared * 2 < most {
        return Ok(false);
    }
    let (one, other) = (first_ids(newer)?, first_ids(older)?);
    let both = one.intersection(&other).count();
    Ok(both > 0 && both * 2 >= one.len().min(other.len()))
}

fn first_ids(table: &LoadedTable) -> io::Result<std::collections::BTreeSet<String>> {
    let rows = table.records.read_many(0..table.len().min(IDS_COMPARED))?;
    Ok(rows.iter().map(|cells| row_key(table, cells)).collect())
}

/// A name of a column without what makes no other one of it.
pub(super) fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

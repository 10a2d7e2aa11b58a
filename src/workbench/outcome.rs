//! What background work brings back, and the work itself: opening, reading, exporting.

use super::command::RowDeed;
use super::dialogs::{Answer, Wanted};
use super::find::Results;
use super::keeper::DiskDone;
use super::open::Update;
use super::panes::pairs::ActsAnswer;
use super::panes::passages::Answer as Passages;
use super::panes::reconcile::{Answer as Compared, Doubles};
use super::panes::table::Answer as TableAnswer;
use super::panes::time::SeriesAnswer;
use crate::analysis::find::BadPattern;
use crate::analysis::reanchor::plan::Plan;
use crate::derived::Derived;
use crate::document::verbs::row_values::RowChange;
use crate::figure::raster::Picture;
use crate::ingest::error::MOST_BYTES;
use crate::ingest::format::is_document;
use crate::ingest::ingested::About;
use crate::ingest::tables::meaning::Meaning;
use crate::ingest::tables::newer::{Differs, Newer};
use crate::ingest::tables::peek::Peek;
use crate::ingest::tables::{self, Known, Look, NewTable, NewerLook, ReadTable};
use crate::ingest::{Case, CaseSource, Child, Ingested, Reading, additions};
use crate::model::id::{Replica, SourceId, TableId, TypedId as _, Uid};
use crate::model::made::Made;
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::model::table::{EventTable, SeenRow, TableFile, TableLayout};
use crate::storage::files::{FileError, Files, read_at_most};
use crate::storage::store::{Opened, Store};
use crate::storage::{self, drafts, project_file, replace};
use crate::tables::LoadedTable;
use crate::tables::editions::FieldChange;
use crate::tables::load::Watch;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What background work brings back.
pub enum Outcome {
    /// A table was counted for the charts.
    Counted(Box<SeriesAnswer>),
    /// The rows of tables between two actors were counted.
    CountedActs(Box<ActsAnswer>),
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
    Offered((Vec<CaseSource>, Vec<OfferedTable>), u64),
    /// Dropped files are tables and sources, in this order, for the project shown under this number.
    Sorted(Vec<PathBuf>, Vec<PathBuf>, u64),
    /// A file was read as an event table, or why not, for the project shown under this number.
    TableRead(Box<Result<TableToAdd, String>>, u64),
    /// A table of the project was read again, or why not, for the project shown under this number.
    TableReadAgain(Arc<EventTable>, Box<TableRead>, u64),
    /// A file that may be an event table was looked at, or why it cannot be, for the project shown
    /// under this number.
    TableLooked(PathBuf, Box<Result<Look, String>>, u64),
    /// A table was compared with a newer file of it, or why not, for the project shown under this
    /// number.
    EditionCompared(Result<Arc<Newer>, String>, u64),
    /// The key and the fields of a row of that review, or why they cannot be read, for the project
    /// shown under this number.
    EditionFields(Differs, Result<(String, Vec<FieldChange>), String>, u64),
    /// A file that was looked at is no newer one of a table, for the project shown under this number.
    TableIsNew(PathBuf, Box<Look>, u64),
    /// A file somebody says is that of a table was compared with it, or why not, for the project
    /// shown under this number.
    TableLocated(TableId, Box<Result<TableFile, String>>, u64),
    /// The file of a table to be corrected was looked at, or why not, for the project shown under
    /// this number.
    TableToCorrect(TableId, PathBuf, Box<Result<Look, String>>, u64),
    /// What a mapping under way makes of its file, for the project shown under this number.
    Mapped(Box<Mapped>, u64),
    /// The profiles an analyst has saved.
    Profiles(Vec<Mapping>),
    /// A profile was saved under this name, or why not.
    ProfileSaved(Result<String, String>),
    /// The cells of a row, or why they cannot be read, for the project shown under this number.
    RowRead((TableId, u32), Result<Vec<String>, String>, u64),
    /// What a search has found, or what is wrong with its pattern.
    Found(Box<Result<Results, BadPattern>>),
    /// Passages were looked up.
    Passages(Box<Passages>),
    /// Events were compared with rows.
    Candidates(Box<Compared>),
    /// Rows of a table that may be one incident; nothing when that was stopped.
    Doubles(Option<Box<Doubles>>),
    /// Rows were read, or why not, to say something about them, for the project shown under this
    /// number.
    RowsSeen(Result<Vec<SeenRow>, String>, RowDeed, u64),
    /// A linked row was read as it is now, beside what was kept of it, or why not, for the project
    /// shown under this number.
    RowCompared(Result<Box<RowChange>, String>, u64),
    /// A row was looked for by its key, for the project shown under this number.
    RowFound(TableId, Result<Option<u32>, String>, u64),
    /// The table pane has its answer.
    Table(Box<TableAnswer>),
    /// A figure was drawn to be looked at, with its words, or why not: for the version asked for.
    Previewed(u64, Result<(Picture, String), String>),
    /// A figure was drawn to be copied, or why not.
    Pictured(Result<Picture, String>),
    /// The numbers behind a figure as text and how many rows they are, or why there are none.
    Numbers(Result<(String, usize), String>),
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
    /// Where its file is.
    pub path: PathBuf,
    /// What had to be left out or replaced to read it, a sentence each.
    pub notes: Vec<String>,
}

/// What was found at a path.
pub enum Found {
    /// A project, with what follows from it: at 100,000 annotations that is no work for the window.
    Project(Box<(Opened, Derived)>),
    /// A case, with its tables looked at.
    Case(Box<(Case, Vec<NewTable>)>),
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
        let case = Case::read(&**files, child, &folder).map_err(|error| one(&error))?;
        let tables = case.look_at_tables(&**files, child);
        return tables
            .map(|tables| Found::Case(Box::new((case, tables))))
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

/// Looks at a file that may be an event table; a profile the analyst has saved counts where no
/// bundled one is recognised. Runs on a worker.
///
/// # Errors
/// What is wrong with it.
pub fn look_at_table(
    (files, child): (&dyn Files, &Child),
    profiles: &Path,
    path: &Path,
) -> Result<Look, String> {
    let look = tables::look(files, child, path).map_err(|error| error.to_string())?;
    Ok(with_saved(look, files, profiles))
}

/// The same for a newer file of a table, read as that is.
///
/// # Errors
/// What is wrong with it.
pub fn look_at_newer(
    (files, child): (&dyn Files, &Child),
    profiles: &Path,
    path: &Path,
    table: &EventTable,
) -> Result<NewerLook, String> {
    let newer = tables::look_newer(files, child, path, table, &Known::default());
    let NewerLook { look, note } = newer.map_err(|error| error.to_string())?;
    let look = with_saved(look, files, profiles);
    Ok(NewerLook { look, note })
}

/// What a file means by a profile the analyst has saved, where no bundled one is recognised.
fn with_saved(mut look: Look, files: &dyn Files, profiles: &Path) -> Look {
    if !look.is_certain {
        let profiles = self::profiles(files, profiles);
        let named = look.layout.header;
        let meaning = Meaning::of(&look.columns, &look.preview, named, &profiles);
        look.mapping = meaning.mapping.clone();
        look.is_certain = meaning.is_certain;
        look.meaning = meaning;
    }
    look
}

/// Reads a file as an event table with a layout and a mapping. Runs on a worker.
///
/// # Errors
/// What is wrong with it.
pub fn read_table(
    (files, child): (&dyn Files, &Child),
    path: &Path,
    reading: (&TableLayout, &Mapping),
    watch: Watch<'_>,
) -> Result<TableToAdd, String> {
    let (layout, mapping) = reading;
    let read = tables::read(files, child, path, layout, mapping, watch);
    let read = read.map_err(|error| error.to_string())?;
    let (file, rows) = (read.file, read.table);
    Ok(TableToAdd::new(path, file, reading, rows, read.notes))
}

impl TableToAdd {
    /// A file that was read with a layout and a mapping; called like the file.
    pub fn new(
        path: &Path,
        file: TableFile,
        (layout, mapping): (&TableLayout, &Mapping),
        rows: Arc<LoadedTable>,
        notes: Vec<String>,
    ) -> Self {
        Self {
            table: EventTable {
                id: TableId::from_uid(Uid {
                    counter: 0,
                    replica: Replica::from_bits(0),
                }),
                title: table_title(path),
                file,
                layout: layout.clone(),
                mapping: mapping.clone(),
                memo: String::new(),
                made: Made::default(),
            },
            rows,
            path: path.to_owned(),
            notes,
        }
    }
}

/// What a table is called before anybody has given it a name.
pub fn table_title(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = Path::new(name).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// What became of the file of a table of the project, or why it cannot be read.
pub type TableRead = Result<tables::Found<ReadTable>, String>;

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
pub fn offered(
    files: &dyn Files,
    child: &Child,
    project: &Project,
) -> (Vec<CaseSource>, Vec<OfferedTable>) {
    let Some(case) = Case::of(files, child, project).ok().flatten() else {
        return Default::default();
    };
    let sources = additions(&case, project).into_iter().cloned().collect();
    let tables = case.tables.iter().map(|table| OfferedTable {
        title: table.title().to_owned(),
        path: table.path(&case),
    });
    let is_there = |table: &OfferedTable| tables::size_now(files, &table.path).is_some();
    (sources, tables.filter(is_there).collect())
}

/// Reads a table of the case of a project, as the case says. Runs on a worker.
///
/// # Errors
/// What is wrong with it.
pub fn read_case_table(
    (files, child): (&dyn Files, &Child),
    project: &Project,
    path: &Path,
    watch: Watch<'_>,
) -> Result<TableToAdd, String> {
    let case = Case::of(files, child, project).map_err(|error| error.to_string())?;
    let case = case.ok_or("the project was made from no case")?;
    let mut tables = case.tables.iter();
    let listed = tables.find(|table| table.path(&case) == path);
    let listed = listed.ok_or_else(|| {
        let name = path.display();
        format!("{name}: the case does not list it any more (add it as a table)")
    })?;
    let new = listed.look_at(files, child, &case);
    let new = new.map_err(|error| error.to_string())?;
    let mut read = read_table((files, child), path, (&new.layout, &new.mapping), watch)?;
    read.table.title = new.title;
    read.table.memo = new.memo;
    Ok(read)
}

/// A table of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedTable {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub path: PathBuf,
}

/// What a mapping under way makes of its file.
pub struct Mapped {
    /// Which version of it.
    pub version: u64,
    /// What came of it.
    pub part: MappedPart,
}

/// A part of what a mapping makes of its file.
pub enum MappedPart {
    /// What the file looks like, where it was to be looked at again, and what is made of its first
    /// rows.
    Sample(Option<Box<Look>>, Result<Arc<LoadedTable>, String>),
    /// All of it, or why not.
    Whole(Result<Box<TableToAdd>, String>),
}

/// The first rows of a file are wanted as a mapping reads them.
pub struct SampleAsked {
    /// The file.
    pub path: PathBuf,
    /// What its columns mean.
    pub mapping: Mapping,
    /// The first rows as they are known.
    pub peek: Peek,
    /// What is known now of how it is cut, where it is to be looked at again; whether what its
    /// columns mean is to be found out anew.
    pub again: Option<(Known, bool)>,
}

/// Reads the first rows of a file as a mapping has them; what the file looks like, where that was
/// asked for. Runs on a worker.
pub fn sample(
    (files, child): (&dyn Files, &Child),
    asked: &SampleAsked,
) -> (Option<Look>, Result<Arc<LoadedTable>, String>) {
    let read = |peek: &Peek, mapping: &Mapping| {
        let table = peek.as_table(mapping).map_err(|error| error.to_string());
        table.map(Arc::new)
    };
    let Some((known, anew)) = &asked.again else {
        return (None, read(&asked.peek, &asked.mapping));
    };
    match tables::look_knowing(files, child, &asked.path, known) {
        Ok(mut look) => {
            if !anew {
                look.mapping = asked.mapping.clone();
            }
            let table = read(&Peek::of(&look), &look.mapping);
            (Some(look), table)
        }
        Err(error) => (None, Err(error.to_string())),
    }
}

/// The profiles to choose from: those the program brings, then those the analyst has saved. Runs
/// on a worker.
pub fn profiles(files: &dyn Files, folder: &Path) -> Vec<Mapping> {
    let mut all = tables::profiles::bundled();
    all.extend(own_profiles(files, folder));
    all
}

/// A profile is a page long; a larger file is none.
const LARGEST_PROFILE: u64 = 1024 * 1024;

/// The profiles the analyst has saved; what cannot be read is left out.
fn own_profiles(files: &dyn Files, folder: &Path) -> Vec<Mapping> {
    let names = files.list(folder).unwrap_or_default();
    let read = |name: &String| {
        let bytes = read_at_most(files, &folder.join(name), LARGEST_PROFILE).ok()?;
        let mut mapping = tables::profiles::read(&bytes).ok()?;
        if mapping.profile.is_empty() {
            mapping.profile = name.trim_end_matches(".ron").to_owned();
        }
        Some(mapping)
    };
    let profiles = names.iter().filter(|name| name.ends_with(".ron"));
    profiles.filter_map(read).collect()
}

/// Writes a profile into the analyst's folder: its name. Runs on a worker.
///
/// # Errors
/// When the disk refuses.
pub fn save_profile(files: &dyn Files, folder: &Path, mapping: &Mapping) -> Result<String, String> {
    let plain: String = mapping
        .profile
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let name = plain.trim_matches('-').to_lowercase();
    if name.is_empty() {
        return Err("its name has no letters (give it another)".to_owned());
    }
    let text = tables::profiles::write(mapping);
    let path = folder.join(format!("{name}.ron"));
    let written = files.create_dir_all(folder);
    let written = written.and_then(|()| replace::replace(files, &path, text.as_bytes()));
    written.map_err(|error| error.to_string())?;
    Ok(mapping.profile.clone())
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

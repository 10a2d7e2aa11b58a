//! Event tables: looked at and read when added, found and read again whenever the project is
//! opened, located and embedded.

use super::editions::edition_among;
use crate::ingest::project_from_texts;
use crate::ingest::tables::places::Places;
use crate::ingest::tables::{self, Look, holds_table};
use crate::jobs::Progress;
use crate::model::id::{RecordId, TableId};
use crate::model::table::{EventTable, TableFile};
use crate::storage::files::{Action as Tried, FileError, Files};
use crate::storage::originals::{TableCopy, ToKeep};
use crate::storage::read_at::sha_of;
use crate::workbench::app::{App, Arrival};
use crate::workbench::command::Command;
use crate::workbench::dialogs::Wanted;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome, TableToAdd, table_title};
use crate::workbench::panes::words::table_in_words;
use crate::workbench::tables::{Read, TableState, Wanted as ToRead};
use crate::workbench::verb::Verb;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a file is called, without its folders.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Tells a job's progress, and whether to go on.
pub(super) fn watching(progress: &Progress) -> impl Fn(f32) -> bool + Sync + '_ {
    progress.set(0.0);
    |part| {
        progress.set(part);
        !progress.is_cancelled()
    }
}

impl App {
    /// Looks at files, to be added to the open project as event tables; without one, the first
    /// begins a project.
    pub(in crate::workbench) fn add_tables(&mut self, mut paths: Vec<PathBuf>) {
        if self.open.is_none() && paths.len() > 1 {
            self.files_to_come.extend(paths.drain(1..));
        }
        for path in paths {
            let (files, child) = (Arc::clone(&self.services.files), self.child());
            let (profiles, shown) = (self.services.folders.profiles(), self.shown);
            let name = format!("Looking at {}", name_of(&path));
            self.jobs.start(&name, move |_| {
                let path = files.real_path(&path);
                let look = outcome::look_at_table((&*files, &child), &profiles, &path);
                Outcome::TableLooked(path, Box::new(look), shown)
            });
        }
    }

    /// Asks for the files of tables.
    pub(in crate::workbench) fn ask_for_tables(&mut self, window: &eframe::Frame) {
        self.ask_for(Wanted::AddTables, window);
    }

    /// Takes up what a file looks like: what is known is read at once, anything else is shown first.
    pub(in crate::workbench) fn take_look(&mut self, path: PathBuf, look: Result<Look, String>) {
        let look = match look {
            Ok(look) => look,
            Err(why) => {
                self.say(Level::Error, why);
                return self.add_files_to_come();
            }
        };
        if self.open.is_some() {
            return self.take_up_look(path, look);
        }
        let begin = self.beginning(Some(&table_title(&path)));
        match project_from_texts(&[], None, &begin) {
            Ok(project) => {
                self.looked.push((path, look));
                self.arrive(Arrival::New(Box::new(project)));
            }
            Err(error) => self.say(Level::Error, error.to_string()),
        }
    }

    /// Goes on with the files that waited for a project.
    pub(in crate::workbench) fn add_files_to_come(&mut self) {
        let looked = std::mem::take(&mut self.looked);
        if self.open.is_some() {
            for (path, look) in looked {
                self.take_up_look(path, look);
            }
        }
        let paths = std::mem::take(&mut self.files_to_come);
        if !paths.is_empty() {
            self.take_dropped(paths);
        }
    }

    /// What looks like a newer file of a table of the project is compared with it.
    fn take_up_look(&mut self, path: PathBuf, look: Look) {
        let older = self.may_be_edition_of(&look);
        if older.is_empty() {
            return self.take_up_new(path, look);
        }
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        let profiles = self.services.folders.profiles();
        let name = format!("Comparing {}", name_of(&path));
        self.jobs.start(&name, move |progress| {
            let by = (&*files as &dyn Files, &child);
            match edition_among(&older, by, &profiles, &path, progress) {
                Some(newer) => Outcome::EditionCompared(Ok(Arc::new(newer)), shown),
                None => Outcome::TableIsNew(path, Box::new(look), shown),
            }
        });
    }

    /// Reads a file as a table of its own, or lets a person say first what its columns mean.
    pub(in crate::workbench) fn take_up_new(&mut self, path: PathBuf, look: Look) {
        let several = look.choices.sheets.len() > 1 || look.choices.entries.len() > 1;
        if !look.is_certain || several {
            return self.map_table(path, look);
        }
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        let name = format!("Reading {}", name_of(&path));
        self.jobs.start(&name, move |progress| {
            let reading = (&look.layout, &look.mapping);
            let watch = watching(progress);
            let read = outcome::read_table((&*files, &child), &path, reading, &watch);
            Outcome::TableRead(Box::new(read), shown)
        });
    }

    /// Sees which of the files dropped on the open project are tables: of plain texts only what is
    /// in them tells.
    pub(in crate::workbench) fn sort_dropped(&mut self, paths: Vec<PathBuf>) {
        let (files, shown) = (Arc::clone(&self.services.files), self.shown);
        self.jobs.start("Reading", move |_| {
            let is_table = |path: &PathBuf| tables::is_table(path) || holds_table(&*files, path);
            let (tables, sources) = paths.into_iter().partition(is_table);
            Outcome::Sorted(tables, sources, shown)
        });
    }

    /// Adds dropped files now that it is known what they are.
    pub(in crate::workbench) fn take_sorted(
        &mut self,
        tables: Vec<PathBuf>,
        sources: Vec<PathBuf>,
    ) {
        if !tables.is_empty() {
            self.commands.push(Command::AddTables(tables));
        }
        if !sources.is_empty() {
            self.commands.push(Command::AddFiles(sources));
        }
    }

    /// Selects a row of a table, or none: there is one selection, so no record is selected then.
    pub(in crate::workbench) fn select_row(&mut self, row: Option<(TableId, u32)>) {
        self.with_session(|session| {
            session.row = row;
            if row.is_some() {
                session.selected = None;
            }
        });
    }

    /// Adds a table that was read.
    pub(in crate::workbench) fn take_table(&mut self, read: Result<TableToAdd, String>) {
        match read {
            Ok(found) => self.add_table(found, Vec::new()),
            Err(why) => self.say(Level::Error, why),
        }
    }

    /// Adds a table with its rows.
    pub(in crate::workbench) fn add_table(
        &mut self,
        TableToAdd {
            mut table,
            rows,
            path,
            notes,
        }: TableToAdd,
        new_kinds: Vec<(String, crate::model::codebook::Family)>,
    ) {
        for note in notes {
            self.say(Level::Warning, format!("{}: {note}", table.title));
        }
        if let Some(open) = &mut self.open {
            if let Some(named) = open.keeper.named_path() {
                let places = Places {
                    project: Some(named.to_owned()),
                    case: None,
                };
                table.file.path = places.written(&path);
            }
            open.tables.expect(Read {
                table: table.clone(),
                rows,
                path,
                is_told: false,
            });
        }
        let table = Box::new(table);
        self.edit(Verb::AddTableAndKinds(table, new_kinds), None);
    }

    /// Has every table read that is not in memory yet, and tells what has come.
    pub(in crate::workbench) fn keep_tables(&mut self) {
        let child = self.child();
        let Some(open) = &mut self.open else { return };
        let news = open.tables.missing(open.document.project());
        let places = open.places();
        for ToRead { table, part } in news.wanted {
            let (files, shown) = (Arc::clone(&self.services.files), self.shown);
            let (child, places) = (child.clone(), places.clone());
            let name = format!("Reading {}", table.file.name());
            self.jobs.start(&name, move |progress| {
                let watch = watching(progress);
                let watch = |done: f32| {
                    part.set(done);
                    watch(done)
                };
                let by = (&*files as &dyn Files, &child);
                let read = tables::read_again(by, &table, &places, &watch);
                let read = read.map_err(|error| error.to_string());
                Outcome::TableReadAgain(table, Box::new(read), shown)
            });
        }
        for id in news.arrived {
            self.tell_of_table(id);
        }
        self.keep_row();
    }

    /// Says how a table was read, with the way to correct that.
    fn tell_of_table(&mut self, id: TableId) {
        let Some(open) = &self.open else { return };
        let record = open.document.project().tables.get(&id);
        let Some((table, rows)) = record.zip(open.tables.get(id)) else {
            return;
        };
        let how = match table.mapping.profile.as_str() {
            "" => format!("Read {}", table.file.name()),
            profile => format!("Read as {profile}"),
        };
        let text = format!("{how}: {}", table_in_words(rows));
        let correct = ("Correct…", Command::CorrectTable(id));
        self.notices.offer(Level::Done, text, correct);
    }

    /// Has the cells of the selected row read, which stand in the file only.
    fn keep_row(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.session.kept_row = open.kept_row();
        let Some((id, row)) = open.session.row else {
            return;
        };
        let Some(records) = open.tables.wants_row(id, row) else {
            return;
        };
        let shown = self.shown;
        self.jobs.start("Reading a row", move |_| {
            let cells = records.read(row).map_err(|error| error.to_string());
            Outcome::RowRead((id, row), cells, shown)
        });
    }

    /// Reads a table again that could not be read.
    pub(in crate::workbench) fn retry_table(&mut self, id: TableId) {
        if let Some(open) = &mut self.open {
            open.tables.retry(id);
        }
    }

    /// The table that is meant: the selected one, that of the selected row, or the only one.
    pub(in crate::workbench) fn meant_table(&self) -> Option<TableId> {
        let open = self.open.as_ref()?;
        let tables = &open.document.project().tables;
        let of_row = open.session.row.map(|(id, _)| id);
        let selected = match open.session.selected {
            Some(RecordId::EventTable(id)) => Some(id),
            _ => of_row,
        };
        let only = || tables.keys().next().copied().filter(|_| tables.len() == 1);
        selected.or_else(only)
    }

    /// Asks where the file of a table is.
    pub(in crate::workbench) fn locate_table(&mut self, id: TableId, window: &eframe::Frame) {
        self.ask_for(Wanted::LocateTable(id), window);
    }

    /// Somebody says that the file of a table is here: its SHA-256 tells.
    pub(in crate::workbench) fn check_place(&mut self, id: TableId, path: PathBuf) {
        let Some(table) = self.table(id) else { return };
        let Some(open) = &self.open else { return };
        let named = open.keeper.named_path().map(Path::to_owned);
        let (files, shown) = (Arc::clone(&self.services.files), self.shown);
        let name = format!("Comparing {}", name_of(&path));
        self.jobs.start(&name, move |progress| {
            let go_on = || !progress.is_cancelled();
            let path = files.real_path(&path);
            let found = placed(&*files, &path, &table, named, &go_on);
            Outcome::TableLocated(id, Box::new(found), shown)
        });
    }

    pub(in crate::workbench) fn take_place(
        &mut self,
        id: TableId,
        found: Result<TableFile, String>,
    ) {
        match found {
            Ok(file) => {
                let same = self.table(id).is_some_and(|table| table.file == file);
                if same {
                    self.retry_table(id);
                } else {
                    self.edit(Verb::PlaceTables(vec![(id, file)]), None);
                }
            }
            Err(why) => self.say(Level::Error, why),
        }
    }

    /// Keeps a copy of a table's file beside the project, or no longer counts on it.
    pub(in crate::workbench) fn embed_table(&mut self, id: TableId, embedded: bool) {
        let Some(table) = self.table(id) else { return };
        let Some(open) = &self.open else { return };
        if table.file.embedded == embedded {
            return;
        }
        if self.preferences.coder.is_empty() {
            return self.ask_coder(Command::EmbedTable(id, embedded));
        }
        let from = open.tables.path(id).map(Path::to_owned);
        if embedded && from.is_none() && open.keeper.read_only().is_none() {
            let text = format!(
                "Not embedded: the file of ‘{}’ is not there (locate it first)",
                table.title
            );
            return self.say(Level::Error, text);
        }
        let file = TableFile {
            embedded,
            ..table.file.clone()
        };
        self.edit(Verb::PlaceTables(vec![(id, file.clone())]), None);
        let is_taken = self.table(id).is_some_and(|table| table.file == file);
        // No job has the edit before this command is done, so that the copy still goes before it.
        if let Some(open) = self.open.as_mut().filter(|_| is_taken && embedded)
            && let Some(from) = from
        {
            open.keeper.keep(ToKeep::Table(TableCopy { from, file }));
        }
    }

    /// Before a project moves: its tables are written down as they are found from its new place.
    pub(in crate::workbench) fn replace_paths(&mut self, to: &Path) {
        let Some(open) = &self.open else { return };
        if self.preferences.coder.is_empty() || open.keeper.read_only().is_some() {
            return;
        }
        let there = Places {
            project: Some(to.to_owned()),
            case: None,
        };
        let moved = there.moved(open.document.project(), open.keeper.named_path());
        if !moved.is_empty() {
            self.edit(Verb::PlaceTables(moved), None);
        }
    }

    pub(in crate::workbench) fn table(&self, id: TableId) -> Option<Arc<EventTable>> {
        let open = self.open.as_ref()?;
        open.document.project().tables.get(&id).cloned()
    }

    /// Looks at the file of a table of the project, to correct how it is read.
    pub(in crate::workbench) fn correct_table(&mut self, id: TableId) {
        let Some(table) = self.table(id) else { return };
        let Some(open) = &self.open else { return };
        let Some(path) = open.tables.path(id).map(Path::to_owned) else {
            let what = match open.tables.state(id) {
                Some(TableState::Reading) => "it is still being read",
                _ => "its file is not there (locate it first)",
            };
            let text = format!("‘{}’ cannot be corrected now: {what}", table.title);
            return self.say(Level::Warning, text);
        };
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        self.jobs.start("Looking at the table", move |_| {
            let look = tables::look(&*files, &child, &path).map_err(|error| error.to_string());
            Outcome::TableToCorrect(id, path, Box::new(look), shown)
        });
    }
}

/// The file of a table at a place somebody has named. Runs on a worker.
fn placed(
    files: &dyn Files,
    path: &Path,
    table: &EventTable,
    project: Option<PathBuf>,
    go_on: &dyn Fn() -> bool,
) -> Result<TableFile, String> {
    let cannot = |error| FileError::new(Tried::Read, path, error).to_string();
    let bytes = files.open(path).map_err(|error| error.to_string())?;
    let sha = sha_of(&*bytes, go_on).map_err(cannot)?;
    let places = Places {
        project,
        case: None,
    };
    Ok(TableFile {
        path: places.written(path),
        sha: sha.ok_or("stopped")?,
        bytes: bytes.size(),
        embedded: table.file.embedded,
    })
}

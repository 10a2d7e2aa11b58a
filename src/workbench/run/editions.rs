//! Newer files of event tables: read and compared by jobs, reviewed, put in the place of the older
//! file; and what becomes of linked rows that read otherwise.

use super::READ_ONLY;
use super::tables::{name_of, watching};
use crate::document::verbs::row_values::{RowChange, staying};
use crate::figure::labels::number_of;
use crate::ingest::Child;
use crate::ingest::tables::newer::{Newer, NewerFile, NoOlder, kept_rows};
use crate::ingest::tables::places::Places;
use crate::ingest::tables::seen::{seen_kept, seen_row};
use crate::ingest::tables::{Look, NewerLook};
use crate::jobs::Progress;
use crate::model::id::{RowId, TableId};
use crate::model::table::{EventTable, TableFormat, TableLayout, TableRow};
use crate::storage::files::Files;
use crate::storage::originals::{TableCopy, ToKeep};
use crate::tables::LoadedTable;
use crate::tables::keys::row_kept;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::dialogs::Wanted;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome, TableToAdd};
use crate::workbench::overlay::Overlay;
use crate::workbench::panes::editions::{EditionReview, counts_in_words};
use crate::workbench::panes::words::stays_in_words;
use crate::workbench::tables::{Read, TableState};
use crate::workbench::verb::Verb;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table of the project as a job compares it.
pub(super) struct Older {
    table: Arc<EventTable>,
    rows: Result<Arc<LoadedTable>, NoOlder>,
    kept: Vec<Arc<TableRow>>,
}

impl Older {
    fn file<'a>(&'a self, path: &'a Path, look: &'a NewerLook) -> NewerFile<'a> {
        NewerFile {
            table: &self.table,
            older: self.rows.as_ref().map_err(Clone::clone),
            path,
            look,
            meaning: None,
        }
    }
}

/// The first of these tables a file is a newer edition of, read as that table is. What is wrong with a
/// file is said by whoever reads it next.
pub(super) fn edition_among(
    tables: &[Older],
    by: (&dyn Files, &Child),
    profiles: &Path,
    path: &Path,
    progress: &Progress,
) -> Option<Newer> {
    let watch = watching(progress);
    tables.iter().find_map(|older| {
        let look = outcome::look_at_newer(by, profiles, path, &older.table).ok()?;
        let file = older.file(path, &look);
        let newer = file.compare_if_edition(by.0, by.1, &older.kept, &watch);
        newer.ok().flatten()
    })
}

impl App {
    /// Asks for a newer file of a table.
    pub(in crate::workbench) fn ask_for_edition(&mut self, id: TableId, window: &eframe::Frame) {
        let read_only =
            |open: &crate::workbench::open::OpenProject| open.keeper.read_only().is_some();
        if self.open.as_ref().is_some_and(read_only) {
            return self.say(Level::Warning, READ_ONLY);
        }
        self.ask_for(Wanted::UpdateTable(id), window);
    }

    fn older(&self, id: TableId) -> Option<Older> {
        let open = self.open.as_ref()?;
        let table = open.document.project().tables.get(&id)?;
        let rows = open
            .tables
            .get(id)
            .cloned()
            .ok_or_else(|| match open.tables.state(id) {
                Some(TableState::Failed(why)) => NoOlder::Unreadable(why.clone()),
                Some(TableState::Changed(path)) => NoOlder::Changed(path.display().to_string()),
                _ => NoOlder::Missing,
            });
        Some(Older {
            table: Arc::clone(table),
            rows,
            kept: kept_rows(open.document.snapshot(), id),
        })
    }

    /// The tables of the project whose rows are there and whose columns a file has for the most part, or
    /// may have in the part of it they are read from.
    pub(super) fn may_be_edition_of(&self, look: &Look) -> Vec<Older> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let fits = |older: &Older| {
            let rows = older.rows.as_ref();
            rows.is_ok_and(|rows| {
                if has_part(look, &older.table.layout) {
                    return true;
                }
                let shared = rows
                    .columns
                    .iter()
                    .filter(|name| look.columns.contains(name));
                shared.count() * 2 >= rows.columns.len().max(look.columns.len())
            })
        };
        let older = open.tables.ready().filter_map(|id| self.older(id));
        older.filter(fits).collect()
    }

    /// Compares a table with a newer file of it; only the latest comparison counts.
    pub(in crate::workbench) fn compare_table(&mut self, id: TableId, path: PathBuf) {
        self.flush_drafts();
        let Some(older) = self.older(id) else { return };
        let reading = self.open.as_ref().and_then(|open| open.tables.state(id));
        if matches!(reading, Some(TableState::Reading)) {
            let text = format!(
                "‘{}’ is still being read: try again when it is",
                older.table.title
            );
            return self.say(Level::Warning, text);
        }
        if let Some(earlier) = self.comparing.take() {
            self.jobs.cancel(earlier);
        }
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        let profiles = self.services.folders.profiles();
        let name = format!("Comparing {}", name_of(&path));
        self.comparing = Some(self.jobs.start(&name, move |progress| {
            let path = files.real_path(&path);
            let by = (&*files as &dyn Files, &child);
            let look = outcome::look_at_newer(by, &profiles, &path, &older.table);
            let newer = look.and_then(|look| {
                let file = older.file(&path, &look);
                file.compare(&*files, &child, &older.kept, &watching(progress))
            });
            Outcome::EditionCompared(newer.map(Arc::new), shown)
        }));
    }

    /// Opens the review of a comparison.
    pub(in crate::workbench) fn take_edition(&mut self, newer: Result<Arc<Newer>, String>) {
        self.comparing = None;
        match newer {
            Ok(newer) => {
                self.overlay = Overlay::None;
                self.edition = Some(EditionReview::new(newer));
            }
            Err(why) => self.say(Level::Error, format!("Not compared: {why}")),
        }
    }

    /// Has the fields of the selected row of the review read.
    pub(in crate::workbench) fn keep_edition(&mut self) {
        let Some(review) = &mut self.edition else {
            return;
        };
        let Some(row) = review.wants_fields() else {
            return;
        };
        let (newer, shown) = (Arc::clone(&review.newer), self.shown);
        self.jobs.start("Reading a row", move |_| {
            let fields = newer.fields(row).map_err(|error| error.to_string());
            Outcome::EditionFields(row, fields, shown)
        });
    }

    /// Puts the newer file in the place of the table's.
    pub(in crate::workbench) fn apply_edition(&mut self) {
        if self.preferences.coder.is_empty() {
            return self.ask_coder(Command::ApplyEdition);
        }
        let Some(newer) = self
            .edition
            .as_ref()
            .map(|review| Arc::clone(&review.newer))
        else {
            return;
        };
        let Some(open) = &mut self.open else { return };
        let id = newer.table.id;
        let places = Places {
            project: open.keeper.named_path().map(Path::to_owned),
            case: None,
        };
        let edition = newer.edition(places.written(&newer.path), newer.table.file.embedded);
        let file = edition.file.clone();
        let table = EventTable {
            file: file.clone(),
            layout: edition.layout.clone(),
            mapping: edition.mapping.clone(),
            ..(*newer.table).clone()
        };
        self.edit(Verb::UpdateTable(Box::new(edition)), None);
        let is_taken = self.table(id).is_some_and(|now| now.is_read_as(&table));
        let Some(open) = self.open.as_mut().filter(|_| is_taken) else {
            return;
        };
        // No job has the edit before this command is done, so that the copy still goes before it.
        if file.embedded {
            let from = newer.path.clone();
            open.keeper.keep(ToKeep::Table(TableCopy { from, file }));
        }
        open.tables.expect(Read {
            table,
            rows: Arc::clone(&newer.rows),
            path: newer.path.clone(),
            is_told: true,
        });
        self.after_edition(id, &newer);
    }

    fn after_edition(&mut self, id: TableId, newer: &Newer) {
        self.edition = None;
        // Its number means another row now.
        if let Some(open) = &mut self.open
            && open.session.row.is_some_and(|(of, _)| of == id)
        {
            open.session.row = None;
        }
        let linked = newer.linked.iter();
        let waiting = linked.filter(|row| row.update.now.needs_review()).count();
        let waiting = match waiting {
            0 => "nothing rests on what changed".to_owned(),
            1 => "1 linked row needs review".to_owned(),
            _ => format!("{} need review", number_of(waiting, "linked row")),
        };
        let title = &newer.table.title;
        let text = format!("Updated ‘{title}’: {}; {waiting}", counts_in_words(newer));
        self.say(Level::Done, text);
    }

    /// Closes the review; nothing is changed.
    pub(in crate::workbench) fn cancel_edition(&mut self) {
        if self.edition.take().is_some() {
            self.say(Level::Done, "The table was not updated");
        }
    }

    /// Adds the newer file as a table of its own.
    pub(in crate::workbench) fn add_edition(&mut self) {
        let Some(review) = self.edition.take() else {
            return;
        };
        let newer = review.newer;
        let path = newer.path.clone();
        let found = TableToAdd::new(
            &path,
            newer.file.clone(),
            (&newer.layout, &newer.rows.mapping),
            Arc::clone(&newer.rows),
            newer.notes.clone(),
        );
        self.add_table(found, Vec::new());
    }

    /// Takes what a linked row says now into the reports that rest on it: the row is looked for and
    /// read first, as it is and as it was kept.
    pub(in crate::workbench) fn take_row_values(&mut self, id: RowId) {
        let Some(open) = &self.open else { return };
        let row = open.document.project().rows.get(&id).cloned();
        let table = row
            .as_ref()
            .and_then(|row| open.tables.get(row.table))
            .cloned();
        let Some((row, table)) = row.zip(table) else {
            let text = "The table is not read yet, or could not be read";
            return self.say(Level::Warning, text);
        };
        let kept = kept_rows(open.document.snapshot(), row.table);
        let shown = self.shown;
        self.jobs.start("Reading a row", move |progress| {
            let found = row_kept(&table, &kept, id, &watching(progress));
            let found = found.map_err(|why| why.to_string());
            let at = found.and_then(|at| at.ok_or_else(|| "it is gone".to_owned()));
            let change = at.and_then(|at| {
                let now = seen_row(row.table, &table, at).map_err(|why| why.to_string())?;
                let before = seen_kept(&row, &table.mapping).map_err(|why| why.to_string())?;
                Ok(Box::new(RowChange { before, now }))
            });
            Outcome::RowCompared(change, shown)
        });
    }

    /// Takes the values of a row that was read; says which stay, and why.
    pub(in crate::workbench) fn take_compared_row(
        &mut self,
        change: Result<Box<RowChange>, String>,
    ) {
        let change = match change {
            Ok(change) => change,
            Err(why) => return self.say_not_read(&why),
        };
        let Some(open) = &self.open else { return };
        let (now, before) = (open.document.snapshot(), open.document.state());
        let stays = stays_in_words(now, &staying(now, &change));
        self.edit(Verb::TakeRowValues(change), None);
        let is_done = self
            .open
            .as_ref()
            .is_some_and(|open| open.document.state() != before);
        for text in stays.into_iter().filter(|_| is_done) {
            self.say(Level::Warning, text);
        }
    }
}

/// Whether a file has the part a table is read from, beside the one that was looked at.
fn has_part(look: &Look, layout: &TableLayout) -> bool {
    let has_sheet = match &layout.format {
        TableFormat::Sheet(name) => look.choices.sheets.contains(name),
        _ => false,
    };
    let entries = &look.choices.entries;
    has_sheet
        || layout
            .entry
            .as_ref()
            .is_some_and(|name| entries.contains(name))
}

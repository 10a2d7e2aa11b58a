//! The event tables of the open project as they are in memory, read anew whenever their file,
//! layout or mapping is another.

use super::outcome::TableRead;
use crate::ingest::tables::Found;
use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::table::EventTable;
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::records::Records;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// How far a table is.
#[derive(Clone)]
pub enum TableState {
    /// A job reads it.
    Reading,
    /// Its rows.
    Ready(Arc<LoadedTable>),
    /// It could not be read: why, and what to do.
    Failed(String),
    /// Its file is nowhere to be found.
    Missing,
    /// Where its file lay, there is another one now.
    Changed(PathBuf),
}

/// How much of a table is read, told by the job that reads it.
#[derive(Clone, Default)]
pub(super) struct Part(Arc<AtomicU32>);

impl Part {
    /// Says how much is read, 0 to 1.
    pub(super) fn set(&self, part: f32) {
        let percent = (part.clamp(0.0, 1.0) * 100.0).floor() as u32;
        self.0.store(percent, Ordering::Relaxed);
    }

    fn percent(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Held {
    of: Arc<EventTable>,
    state: TableState,
    part: Part,
    /// Its rows as they were read before, shown until they are there anew.
    before: Option<Arc<LoadedTable>>,
    /// Where its file was found.
    path: Option<PathBuf>,
}

/// The cells of a row, as far as they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowCells {
    /// A job reads them.
    Reading,
    /// All of them, in the order of the columns.
    Here(Vec<String>),
    /// The file could not be read: why.
    Failed(String),
}

/// What is new with the tables of a project.
#[derive(Default)]
pub(super) struct News {
    /// To be read by jobs.
    pub(super) wanted: Vec<Wanted>,
    /// There now, read before: to be told.
    pub(super) arrived: Vec<TableId>,
}

/// A table that was read before it was in the project, or before it was what it is to be.
pub(super) struct Read {
    pub(super) table: EventTable,
    pub(super) rows: Arc<LoadedTable>,
    /// Where its file was found.
    pub(super) path: PathBuf,
    /// Whether it is told elsewhere how it was read.
    pub(super) is_told: bool,
}

/// The tables of a project.
#[derive(Default)]
pub struct Tables {
    held: BTreeMap<TableId, Held>,
    /// Read before they were in the project.
    waiting: Vec<Read>,
    /// Their columns that are not in memory, as far as somebody has asked for them.
    columns: ColumnCache,
    /// The selected row.
    row: Option<((TableId, u32), RowCells)>,
}

/// A table to be read by a job, and where that says how far it is.
pub(super) struct Wanted {
    pub(super) table: Arc<EventTable>,
    pub(super) part: Part,
}

impl Tables {
    /// The tables of a project with these rows, for tests and for whoever embeds a pane.
    pub fn of(
        project: &Project,
        rows: impl IntoIterator<Item = (TableId, Arc<LoadedTable>)>,
    ) -> Self {
        let held = rows.into_iter().filter_map(|(id, rows)| {
            let held = Held {
                of: Arc::clone(project.tables.get(&id)?),
                state: TableState::Ready(rows),
                part: Part::default(),
                before: None,
                path: None,
            };
            Some((id, held))
        });
        Self {
            held: held.collect(),
            ..Self::default()
        }
    }

    /// How far a table is; `None` for one that is not in the project.
    pub fn state(&self, id: TableId) -> Option<&TableState> {
        self.held.get(&id).map(|held| &held.state)
    }

    /// The rows of a table, once they are there; those of before while they are read anew.
    pub fn get(&self, id: TableId) -> Option<&Arc<LoadedTable>> {
        let held = self.held.get(&id)?;
        match &held.state {
            TableState::Ready(table) => Some(table),
            TableState::Reading => held.before.as_ref(),
            TableState::Failed(_) | TableState::Missing | TableState::Changed(_) => None,
        }
    }

    /// How much of a table that is being read is read, in per cent.
    pub fn percent(&self, id: TableId) -> u32 {
        self.held.get(&id).map_or(0, |held| held.part.percent())
    }

    /// Columns that are not in memory, shared by whoever looks at the tables.
    pub fn columns(&self) -> &ColumnCache {
        &self.columns
    }

    /// The tables whose rows are there.
    pub fn ready(&self) -> impl Iterator<Item = TableId> + '_ {
        let held = self.held.iter();
        let ready = held.filter(|(_, held)| matches!(held.state, TableState::Ready(_)));
        ready.map(|(id, _)| *id)
    }

    /// Where the file of a table was found.
    pub fn path(&self, id: TableId) -> Option<&Path> {
        self.held.get(&id)?.path.as_deref()
    }

    /// The cells of a row, where it is the selected one.
    pub fn row(&self, id: TableId, row: u32) -> Option<&RowCells> {
        let (of, cells) = self.row.as_ref()?;
        (*of == (id, row)).then_some(cells)
    }

    /// Begins to read a row, unless that is done already: where its cells are.
    pub(super) fn wants_row(&mut self, id: TableId, row: u32) -> Option<Records> {
        if self.row(id, row).is_some() {
            return None;
        }
        let records = self.get(id)?.records.clone();
        self.row = Some(((id, row), RowCells::Reading));
        Some(records)
    }

    /// Takes up the cells of a row.
    pub(super) fn take_row(&mut self, of: (TableId, u32), cells: Result<Vec<String>, String>) {
        if let Some((row, now)) = &mut self.row
            && *row == of
        {
            *now = cells.map_or_else(RowCells::Failed, RowCells::Here);
        }
    }

    /// Keeps rows that were read from a file for a table about to be added or corrected.
    pub(super) fn expect(&mut self, read: Read) {
        // What was read for a table that was never added is not kept for ever.
        self.waiting.clear();
        self.waiting.push(read);
    }

    /// Has a table read again that could not be read.
    pub(super) fn retry(&mut self, id: TableId) {
        let ready = matches!(
            self.state(id),
            Some(TableState::Ready(_) | TableState::Reading)
        );
        if !ready {
            self.held.remove(&id);
        }
    }

    /// Forgets what is gone, takes up what was read already, and tells which tables are still to
    /// be read.
    pub(super) fn missing(&mut self, project: &Project) -> News {
        let mut news = News::default();
        if self.held.is_empty() && project.tables.is_empty() {
            return news;
        }
        let mut before = BTreeMap::new();
        self.held.retain(|id, held| {
            let Some(now) = project.tables.get(id) else {
                return false;
            };
            let keeps = held.serves(now);
            if keeps {
                held.of = Arc::clone(now);
            } else if held.of.file.sha == now.file.sha && held.of.layout == now.layout {
                before.insert(*id, held.rows());
            }
            keeps
        });
        for (id, table) in &project.tables {
            if self.held.contains_key(id) {
                continue;
            }
            let mut waiting = self.waiting.iter();
            let read = waiting.position(|read| read.table.is_read_as(table));
            let part = Part::default();
            let (state, path) = match read.map(|at| self.waiting.swap_remove(at)) {
                Some(read) => {
                    news.arrived.extend((!read.is_told).then_some(*id));
                    (TableState::Ready(read.rows), Some(read.path))
                }
                None => {
                    news.wanted.push(Wanted {
                        table: Arc::clone(table),
                        part: part.clone(),
                    });
                    (TableState::Reading, None)
                }
            };
            let held = Held {
                of: Arc::clone(table),
                state,
                part,
                before: before.remove(id).flatten(),
                path,
            };
            self.held.insert(*id, held);
            self.row = self.row.take().filter(|((of, _), _)| of != id);
        }
        news
    }

    /// Takes up what a job has read for a table.
    pub(super) fn take(&mut self, of: &Arc<EventTable>, read: TableRead) {
        let Some(held) = self.held.get_mut(&of.id) else {
            return;
        };
        if !held.of.is_read_as(of) || !matches!(held.state, TableState::Reading) {
            return;
        }
        held.before = None;
        held.state = match read {
            Ok(Found::Here(read, path)) => {
                held.path = Some(path);
                TableState::Ready(read.table)
            }
            Ok(Found::Changed(path)) => TableState::Changed(path),
            Ok(Found::Missing) => TableState::Missing,
            Err(why) => TableState::Failed(why),
        };
    }
}

impl Held {
    /// Whether what is known of a table as it was serves for the table as it is now.
    fn serves(&self, now: &EventTable) -> bool {
        let lost = matches!(self.state, TableState::Missing | TableState::Changed(_));
        self.of.is_read_as(now) && !(lost && self.of.file != now.file)
    }

    fn rows(&self) -> Option<Arc<LoadedTable>> {
        match &self.state {
            TableState::Ready(rows) => Some(Arc::clone(rows)),
            _ => self.before.clone(),
        }
    }
}

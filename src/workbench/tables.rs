//! The event tables of the open project as they are in memory, read anew whenever their file,
//! layout or mapping is another.

use crate::ingest::tables::ReadTable;
use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::table::EventTable;
use crate::tables::LoadedTable;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How far a table is.
#[derive(Clone)]
pub enum TableState {
    /// A job reads it.
    Reading,
    /// Its rows.
    Ready(Arc<LoadedTable>),
    /// It could not be read: why, and what to do.
    Failed(String),
}

/// The tables of a project.
#[derive(Default)]
pub struct Tables {
    states: BTreeMap<TableId, (Arc<EventTable>, TableState)>,
    /// Read before they were in the project.
    waiting: Vec<(EventTable, Arc<LoadedTable>)>,
}

impl Tables {
    /// How far a table is; `None` for one that is not in the project.
    pub fn state(&self, id: TableId) -> Option<&TableState> {
        self.states.get(&id).map(|(_, state)| state)
    }

    /// The rows of a table, once they are there.
    pub fn get(&self, id: TableId) -> Option<&Arc<LoadedTable>> {
        match self.state(id)? {
            TableState::Ready(table) => Some(table),
            TableState::Reading | TableState::Failed(_) => None,
        }
    }

    /// The tables whose rows are there.
    pub fn ready(&self) -> impl Iterator<Item = TableId> + '_ {
        let states = self.states.iter();
        let ready = states.filter(|(_, (_, state))| matches!(state, TableState::Ready(_)));
        ready.map(|(id, _)| *id)
    }

    /// Keeps rows that were read for a table about to be added.
    pub(super) fn expect(&mut self, table: EventTable, rows: Arc<LoadedTable>) {
        self.waiting.push((table, rows));
    }

    /// Forgets what is gone, takes up what was read already; the tables that are still to be read.
    pub(super) fn missing(&mut self, project: &Project) -> Vec<Arc<EventTable>> {
        if self.states.is_empty() && project.tables.is_empty() {
            return Vec::new();
        }
        self.states.retain(|id, (of, _)| {
            let now = project.tables.get(id);
            now.is_some_and(|now| is_read_as(of, now))
        });
        let mut missing = Vec::new();
        for (id, table) in &project.tables {
            if self.states.contains_key(id) {
                continue;
            }
            let read = self
                .waiting
                .iter()
                .position(|(of, _)| is_read_as(of, table));
            let state = match read {
                Some(at) => TableState::Ready(self.waiting.swap_remove(at).1),
                None => {
                    missing.push(Arc::clone(table));
                    TableState::Reading
                }
            };
            self.states.insert(*id, (Arc::clone(table), state));
        }
        missing
    }

    /// Takes up what a job has read for a table.
    pub(super) fn take(&mut self, of: &Arc<EventTable>, read: Result<ReadTable, String>) {
        if let Some((table, state)) = self.states.get_mut(&of.id)
            && is_read_as(table, of)
        {
            *state = match read {
                Ok(read) => TableState::Ready(read.table),
                Err(why) => TableState::Failed(why),
            };
        }
    }
}

/// Whether two records lead to the same rows.
fn is_read_as(one: &EventTable, other: &EventTable) -> bool {
    one.file == other.file && one.layout == other.layout && one.mapping == other.mapping
}

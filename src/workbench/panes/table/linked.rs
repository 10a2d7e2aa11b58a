//! Which rows of a table events rest on.
//!
//! In: the project, which knows such rows by their keys. Out: the keys a job is to look up in the
//! file, and then, by number, the rows that have them. A key is looked up once for a table.

use crate::document::Snapshot;
use crate::model::id::{EventId, RecordId, ReportId, RowId, TableId};
use crate::model::look::{Hue, Shape};
use crate::model::report::Report;
use crate::model::table::TableRow;
use crate::tables::LoadedTable;
use crate::tables::keys::rows_with_keys;
use crate::tables::load::Watch;
use imbl::OrdMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rows of one table that events rest on.
#[derive(Default)]
pub(super) struct Linked {
    of: Option<Arc<LoadedTable>>,
    taken_from: Option<Records>,
    /// By key, the rows that reports rest on.
    kept: BTreeMap<String, RowId>,
    /// By key, the number of each row that was looked up; `None` for one the file does not have.
    known: BTreeMap<String, Option<u32>>,
    /// By number.
    rows: BTreeMap<u32, RowId>,
    is_looking: bool,
}

/// What decides which rows events rest on.
struct Records {
    rows: OrdMap<RowId, Arc<TableRow>>,
    reports: OrdMap<ReportId, Arc<Report>>,
}

impl Records {
    fn of(now: &Snapshot) -> Self {
        let project = now.project();
        Self {
            rows: project.rows.clone(),
            reports: project.reports.clone(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.rows.ptr_eq(&other.rows) && self.reports.ptr_eq(&other.reports)
    }
}

/// Keys to be looked up on a worker.
pub struct LinkedWork {
    id: TableId,
    of: Arc<LoadedTable>,
    keys: BTreeSet<String>,
}

/// The rows that have them.
pub struct LinkedAnswer {
    pub(super) id: TableId,
    of: Arc<LoadedTable>,
    keys: BTreeSet<String>,
    /// Nothing where the file could not be read: whoever shows its cells says so.
    found: BTreeMap<String, u32>,
}

impl LinkedWork {
    /// Looks them up.
    pub fn run(self, watch: Watch<'_>) -> LinkedAnswer {
        LinkedAnswer {
            found: rows_with_keys(&self.of, &self.keys, watch).unwrap_or_default(),
            id: self.id,
            of: self.of,
            keys: self.keys,
        }
    }
}

impl Linked {
    /// Follows the project; the keys to be looked up where some are new.
    pub(super) fn keep_up(
        &mut self,
        id: TableId,
        table: &Arc<LoadedTable>,
        now: &Snapshot,
    ) -> Option<LinkedWork> {
        if !self.is_of(table) {
            *self = Self {
                of: Some(Arc::clone(table)),
                ..Self::default()
            };
        }
        let records = Records::of(now);
        if !self
            .taken_from
            .as_ref()
            .is_some_and(|it| it.is_same(&records))
        {
            self.taken_from = Some(records);
            self.kept = kept_rows(id, now);
            self.number();
        }
        let new = self
            .kept
            .keys()
            .filter(|key| !self.known.contains_key(*key));
        let keys: BTreeSet<String> = new.cloned().collect();
        if keys.is_empty() || self.is_looking {
            return None;
        }
        self.is_looking = true;
        let of = Arc::clone(table);
        Some(LinkedWork { id, of, keys })
    }

    /// Takes up what was found, unless the table was read anew by now.
    pub(super) fn take(&mut self, answer: LinkedAnswer) {
        if !self.is_of(&answer.of) {
            return;
        }
        self.is_looking = false;
        for key in answer.keys {
            let row = answer.found.get(&key).copied();
            self.known.insert(key, row);
        }
        self.number();
    }

    /// Whether no event rests on a row.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What the project keeps of a row that events rest on.
    pub(super) fn row(&self, row: u32) -> Option<RowId> {
        self.rows.get(&row).copied()
    }

    fn is_of(&self, table: &Arc<LoadedTable>) -> bool {
        self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, table))
    }

    fn number(&mut self) {
        let known = |key: &String| self.known.get(key).copied().flatten();
        let rows = self.kept.iter();
        self.rows = rows
            .filter_map(|(key, id)| Some((known(key)?, *id)))
            .collect();
    }
}

/// The rows of a table that reports rest on, by key.
fn kept_rows(table: TableId, now: &Snapshot) -> BTreeMap<String, RowId> {
    let rows = now.referrers(table).filter_map(|id| match id {
        RecordId::TableRow(id) => now.project().rows.get(&id),
        _ => None,
    });
    rows.filter(|row| now.reports_on_row(row.id).next().is_some())
        .map(|row| (row.key.clone(), row.id))
        .collect()
}

/// The event that rests on a row, as a sign beside its number.
pub(super) struct Resting {
    /// The first of them.
    pub(super) event: EventId,
    pub(super) shape: Shape,
    pub(super) hue: Hue,
    /// "Report of: Strike on Kabul".
    pub(super) words: String,
}

impl Resting {
    /// What rests on a row the project keeps; `None` where nothing does.
    pub(super) fn on(now: &Snapshot, row: RowId) -> Option<Self> {
        let project = now.project();
        let events = now.reports_on_row(row).map(|report| report.event);
        let events: Vec<_> = events.filter_map(|id| project.events.get(&id)).collect();
        let first = events.first()?;
        let kind = project.kinds.get(&first.kind)?;
        let titles: Vec<&str> = events.iter().map(|it| it.title.as_str()).collect();
        Some(Self {
            event: first.id,
            shape: kind.shape,
            hue: kind.hue,
            words: format!("Report of: {}", titles.join("; ")),
        })
    }
}

//! Which rows of a table events rest on.
//!
//! In: the project, which knows such rows by their keys and cells. Out: the rows a job is to look up in
//! the file, and then their numbers. A key is looked up once for a table, and again when another
//! row with it is kept.

use crate::document::Snapshot;
use crate::document::verbs::rows::rows_kept;
use crate::model::id::{EventId, ReportId, RowId, TableId};
use crate::model::look::{Hue, Shape};
use crate::model::report::Report;
use crate::model::table::TableRow;
use crate::tables::LoadedTable;
use crate::tables::keys;
use crate::tables::load::Watch;
use imbl::OrdMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows the project keeps, by what tells them from others in the file.
type Kept = BTreeMap<String, Vec<Arc<TableRow>>>;

/// The rows of one table that events rest on.
#[derive(Default)]
pub(super) struct Linked {
    of: Option<Arc<LoadedTable>>,
    taken_from: Option<Records>,
    /// Those with a key of which a report rests on one.
    kept: Kept,
    /// Those a report rests on.
    resting: BTreeSet<RowId>,
    /// What was looked up, by key.
    known: BTreeMap<String, Known>,
    /// By number.
    rows: BTreeMap<u32, RowId>,
    is_looking: bool,
}

/// Rows that were looked up, and by number those of the file that are one of them.
struct Known {
    of: Vec<Arc<TableRow>>,
    found: Vec<(u32, RowId)>,
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

/// Rows to be looked up on a worker.
pub struct LinkedWork {
    id: TableId,
    of: Arc<LoadedTable>,
    wanted: Kept,
}

/// Where they stand.
pub struct LinkedAnswer {
    pub(super) id: TableId,
    of: Arc<LoadedTable>,
    wanted: Kept,
    /// Nothing where the file could not be read: whoever shows its cells says so.
    found: BTreeMap<u32, RowId>,
}

impl LinkedWork {
    /// Looks them up.
    pub fn run(self, watch: Watch<'_>) -> LinkedAnswer {
        let kept: Vec<Arc<TableRow>> = self.wanted.values().flatten().cloned().collect();
        LinkedAnswer {
            found: keys::rows_kept(&self.of, &kept, watch).unwrap_or_default(),
            id: self.id,
            of: self.of,
            wanted: self.wanted,
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
            (self.kept, self.resting) = kept_rows(id, now);
            self.number();
        }
        let is_new = |(key, rows): &(&String, &Vec<Arc<TableRow>>)| {
            let known = self.known.get(*key);
            known.is_none_or(|known| known.of != **rows)
        };
        let new = self.kept.iter().filter(is_new);
        let wanted: Kept = new.map(|(key, rows)| (key.clone(), rows.clone())).collect();
        if wanted.is_empty() || self.is_looking {
            return None;
        }
        self.is_looking = true;
        let of = Arc::clone(table);
        Some(LinkedWork { id, of, wanted })
    }

    /// Takes up what was found, unless the table was read anew by now.
    pub(super) fn take(&mut self, answer: LinkedAnswer) {
        if !self.is_of(&answer.of) {
            return;
        }
        self.is_looking = false;
        for (key, rows) in answer.wanted {
            let is_one = |id: &RowId| rows.iter().any(|row| row.id == *id);
            let found = answer.found.iter().filter(|(_, id)| is_one(id));
            let found = found.map(|(at, id)| (*at, *id)).collect();
            self.known.insert(key, Known { of: rows, found });
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
        let known = self.kept.keys().filter_map(|key| self.known.get(key));
        let rows = known.flat_map(|known| &known.found).copied();
        self.rows = rows.filter(|(_, id)| self.resting.contains(id)).collect();
    }
}

/// The rows of a table with a key of which a report rests on one, by key; and those a report rests
/// on.
fn kept_rows(table: TableId, now: &Snapshot) -> (Kept, BTreeSet<RowId>) {
    let rests = |row: &&Arc<TableRow>| now.reports_on_row(row.id).next().is_some();
    let resting = rows_kept(now, table).filter(rests).map(|row| row.id);
    let resting: BTreeSet<RowId> = resting.collect();
    let mut kept = Kept::new();
    for row in rows_kept(now, table) {
        kept.entry(row.key.clone())
            .or_default()
            .push(Arc::clone(row));
    }
    kept.retain(|_, rows| rows.iter().any(|row| resting.contains(&row.id)));
    (kept, resting)
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

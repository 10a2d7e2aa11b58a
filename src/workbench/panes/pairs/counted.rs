//! The rows of tables between two actors: counted by one job for all tables whenever the two, the
//! rows, their names, the filters or the events beside them are others than before. The latest asked
//! for wins, and the former counts of the same two stay in sight meanwhile.

use crate::document::Snapshot;
use crate::figure::pair::{Pair, Sides};
use crate::figure::series::{ActsAsked, ActsIndex, Meetings, TableActs};
use crate::model::id::{EventId, TableId};
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::counts::CannotCount;
use crate::tables::query::RowQuery;
use crate::workbench::session::Session;
use crate::workbench::tables::Tables;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tables in the charts with the rows the filters leave, taken along for a job.
#[derive(Clone)]
pub struct ShownTables {
    now: Snapshot,
    tables: Vec<(TableId, Arc<LoadedTable>, RowQuery)>,
    columns: ColumnCache,
}

impl ShownTables {
    /// Those that are shown and in memory.
    pub fn new(now: &Snapshot, session: &Session, tables: &Tables) -> Self {
        let project = now.project();
        let ids = project.tables.keys().copied();
        let shown = ids.filter(|id| !session.hidden_tables.contains(id));
        let of = |id| {
            let query = RowQuery::of_view(&session.filters, id, project);
            Some((id, Arc::clone(tables.get(id)?), query))
        };
        Self {
            now: now.clone(),
            tables: shown.filter_map(of).collect(),
            columns: tables.columns().clone(),
        }
    }

    /// Their rows between two actors, beside the events that are drawn.
    ///
    /// # Errors
    /// Why they cannot be counted.
    pub fn acts(
        &self,
        pair: Pair,
        drawn: &BTreeSet<EventId>,
        kept: &mut Indices,
        watch: &(dyn Fn(f32) -> bool + Sync),
    ) -> Result<Vec<TableActs>, CannotCount> {
        self.keep(kept, watch)?;
        let Some(sides) = Sides::new(self.now.project(), pair) else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for (id, _, query) in &self.tables {
            let asked = ActsAsked {
                now: &self.now,
                table: *id,
                sides: &sides,
                query,
                drawn,
            };
            if let Some(index) = kept.0.get(id) {
                out.push(index.acts(&self.columns, &asked, watch)?);
            }
        }
        Ok(out)
    }

    /// Brings the indices up to date with these tables.
    fn keep(
        &self,
        kept: &mut Indices,
        watch: &(dyn Fn(f32) -> bool + Sync),
    ) -> Result<(), CannotCount> {
        let project = self.now.project();
        let mut indices = Indices::default();
        for (id, table, _) in &self.tables {
            let before = kept.0.remove(id);
            let index = match before.filter(|index| index.is_of(table, project)) {
                Some(index) => index,
                None => ActsIndex::new(table, &self.columns, project, watch)?,
            };
            indices.0.insert(*id, index);
        }
        *kept = indices;
        Ok(())
    }

    fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (self.now.project(), other.now.project());
        let same_rows = self.tables.len() == other.tables.len()
            && self.tables.iter().zip(&other.tables).all(|(one, other)| {
                one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1) && one.2 == other.2
            });
        same_rows
            && a.actors.ptr_eq(&b.actors)
            && a.places.ptr_eq(&b.places)
            && a.kinds.ptr_eq(&b.kinds)
            && a.tables.ptr_eq(&b.tables)
            && a.rows.ptr_eq(&b.rows)
            && a.reports.ptr_eq(&b.reports)
    }
}

/// Where the rows of tables count, whoever the two are.
#[derive(Clone, Default)]
pub struct Indices(BTreeMap<TableId, ActsIndex>);

impl Indices {
    /// Who of the project meets in the rows of all tables.
    fn meetings(&self) -> Meetings {
        let mut out = Meetings::new();
        for (pair, rows) in self.0.values().flat_map(ActsIndex::meetings) {
            *out.entry(*pair).or_default() += rows;
        }
        out
    }
}

/// What is asked.
#[derive(Clone)]
struct Asked {
    tables: ShownTables,
    /// The two; only who meets where there are none.
    pair: Option<Pair>,
    drawn: Arc<BTreeSet<EventId>>,
}

impl Asked {
    fn is_same(&self, other: &Self) -> bool {
        self.pair == other.pair
            && (Arc::ptr_eq(&self.drawn, &other.drawn) || self.drawn == other.drawn)
            && self.tables.is_same(&other.tables)
    }
}

/// A count of all tables, to be run on a worker.
pub struct ActsWork {
    asked: Asked,
    /// Tells it from earlier ones.
    number: u64,
    indices: Indices,
}

/// What it found.
pub struct ActsAnswer {
    number: u64,
    found: Result<(Indices, Vec<TableActs>), String>,
}

impl ActsWork {
    /// Counts.
    pub fn run(mut self, watch: &(dyn Fn(f32) -> bool + Sync)) -> ActsAnswer {
        let Asked {
            tables,
            pair,
            drawn,
        } = &self.asked;
        let found = match pair {
            Some(pair) => tables.acts(*pair, drawn, &mut self.indices, watch),
            None => tables.keep(&mut self.indices, watch).map(|()| Vec::new()),
        };
        ActsAnswer {
            number: self.number,
            found: found
                .map(|acts| (self.indices, acts))
                .map_err(|error| error.to_string()),
        }
    }
}

/// The rows of all tables in the chart.
#[derive(Default)]
pub(super) struct Counted {
    asked: Option<Asked>,
    work: Option<ActsWork>,
    indices: Indices,
    meetings: Meetings,
    acts: Vec<TableActs>,
    version: u64,
    /// How much work was begun: the number of the latest.
    begun: u64,
}

impl Counted {
    /// Has counted what is not counted yet.
    pub(super) fn keep_up(
        &mut self,
        tables: ShownTables,
        pair: Option<Pair>,
        drawn: Arc<BTreeSet<EventId>>,
    ) {
        let asked = Asked {
            tables,
            pair,
            drawn,
        };
        let before = self.asked.as_ref();
        if before.is_some_and(|before| before.is_same(&asked)) {
            return;
        }
        if before.is_some_and(|before| before.pair != pair) || asked.tables.tables.is_empty() {
            self.version += u64::from(!self.acts.is_empty());
            self.acts = Vec::new();
        }
        if asked.tables.tables.is_empty() {
            self.meetings.clear();
        }
        self.begun += 1;
        self.work = (!asked.tables.tables.is_empty()).then(|| ActsWork {
            asked: asked.clone(),
            number: self.begun,
            indices: self.indices.clone(),
        });
        self.asked = Some(asked);
    }

    /// What is to be done by a worker.
    pub(super) fn take_work(&mut self) -> Option<ActsWork> {
        self.work.take()
    }

    /// Takes up what a worker has counted, unless something else is asked by now.
    ///
    /// # Errors
    /// Why the rows could not be counted.
    pub(super) fn take(&mut self, answer: ActsAnswer) -> Result<(), String> {
        if answer.number != self.begun {
            return Ok(());
        }
        (self.indices, self.acts) = answer.found?;
        self.meetings = self.indices.meetings();
        self.version += 1;
        Ok(())
    }

    /// Changes whenever a count does.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Who meets in the rows of the tables.
    pub(super) fn meetings(&self) -> &Meetings {
        &self.meetings
    }

    /// The tables whose names are not those of the two, as the project knows them.
    pub(super) fn unjoined(&self) -> impl Iterator<Item = &str> {
        let acts = self.acts.iter().filter(|acts| acts.is_unjoined());
        acts.map(|acts| acts.title.as_str())
    }

    /// The rows as they were counted last.
    pub(super) fn acts(&self) -> Vec<TableActs> {
        self.acts.clone()
    }
}

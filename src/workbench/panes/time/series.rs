//! The tables in the charts: counted by jobs, one for each table whose rows, names, filters or split
//! are others than before. The latest asked for wins, and the former counts stay in sight meanwhile.

use super::charts::counting;
use crate::analysis::counts::Counting;
use crate::figure::series::{Series, SeriesIndex, Sums};
use crate::model::id::TableId;
use crate::model::measure::Measure;
use crate::model::project::Project;
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::counts::CannotCount;
use crate::tables::query::RowQuery;
use crate::workbench::panes::Desk;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is asked of a table.
#[derive(Clone)]
struct Asked {
    id: TableId,
    table: Arc<LoadedTable>,
    project: Project,
    query: RowQuery,
    how: Counting,
    below: Option<Measure>,
}

impl Asked {
    fn new(desk: &Desk<'_>, id: TableId, table: &Arc<LoadedTable>) -> Self {
        let project = desk.snapshot.project();
        Self {
            id,
            table: Arc::clone(table),
            query: RowQuery::of_view(&desk.session.filters, id, project),
            project: project.clone(),
            how: counting(desk.session),
            below: desk.session.bars.below,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.project, &other.project);
        self.id == other.id
            && Arc::ptr_eq(&self.table, &other.table)
            && self.query == other.query
            && self.how == other.how
            && self.below == other.below
            && a.actors.ptr_eq(&b.actors)
            && a.places.ptr_eq(&b.places)
            && a.kinds.ptr_eq(&b.kinds)
    }
}

/// A count of a table, to be run on a worker.
pub struct SeriesWork {
    asked: Asked,
    /// Tells it from earlier ones that asked the same and were stopped.
    number: u64,
    indices: Indices,
    columns: ColumnCache,
}

/// Where rows count: for the bars, and for those below.
#[derive(Clone, Default)]
struct Indices {
    bars: Option<SeriesIndex>,
    below: Option<SeriesIndex>,
}

/// What it found.
pub struct SeriesAnswer {
    asked: Asked,
    number: u64,
    found: Result<Found, String>,
}

/// The sums of a table, and where its rows count.
struct Found {
    indices: Indices,
    sums: Sums,
    below: Option<Sums>,
}

impl SeriesWork {
    /// The table.
    pub fn table(&self) -> TableId {
        self.asked.id
    }

    /// Counts it.
    pub fn run(self, watch: &(dyn Fn(f32) -> bool + Sync)) -> SeriesAnswer {
        let asked = self.asked;
        let columns = &self.columns;
        let counted = |how: &Counting, kept: Option<SeriesIndex>, first: Option<&Sums>| {
            let kept = kept.filter(|index| index.is_of(&asked.table, &asked.project, how));
            let index = match kept {
                Some(index) => index,
                None => SeriesIndex::new(&asked.table, columns, &asked.project, how, watch)?,
            };
            let sums = match first {
                None => index.sums(columns, &asked.query, watch)?,
                Some(first) => index.sums_below(first, columns, &asked.query, watch)?,
            };
            Ok::<_, CannotCount>((index, sums))
        };
        let of_both = || {
            let (bars, sums) = counted(&asked.how, self.indices.bars, None)?;
            let below = asked.below.map(|measure| Counting {
                measure,
                ..asked.how.clone()
            });
            let below = below
                .map(|how| counted(&how, self.indices.below, Some(&sums)))
                .transpose()?;
            let (index, below) = below.unzip();
            Ok::<_, CannotCount>(Found {
                indices: Indices {
                    bars: Some(bars),
                    below: index,
                },
                sums,
                below,
            })
        };
        let found = of_both();
        SeriesAnswer {
            found: found.map_err(|error| error.to_string()),
            number: self.number,
            asked,
        }
    }
}

/// The counts of one table.
#[derive(Default)]
struct Held {
    /// What was asked last; it may still be under way.
    asked: Option<(Asked, u64)>,
    indices: Indices,
    sums: Option<Arc<Sums>>,
    below: Option<Arc<Sums>>,
}

/// The counts of all tables in the charts.
#[derive(Default)]
pub(super) struct Counted {
    held: BTreeMap<TableId, Held>,
    work: Vec<SeriesWork>,
    version: u64,
    /// How much work was begun.
    begun: u64,
}

impl Counted {
    /// Has counted what is not counted yet, and forgets tables that are gone.
    pub(super) fn keep_up(&mut self, desk: &Desk<'_>) {
        let before = self.held.len();
        self.held.retain(|id, _| desk.tables.get(*id).is_some());
        self.version += u64::from(self.held.len() != before);
        for (id, table) in shown(desk) {
            let asked = Asked::new(desk, id, table);
            let held = self.held.entry(id).or_default();
            let latest = held.asked.as_ref();
            if latest.is_some_and(|(latest, _)| latest.is_same(&asked)) {
                continue;
            }
            self.begun += 1;
            self.work.push(SeriesWork {
                asked: asked.clone(),
                number: self.begun,
                indices: held.indices.clone(),
                columns: desk.tables.columns().clone(),
            });
            held.asked = Some((asked, self.begun));
        }
    }

    /// What is to be done by workers.
    pub(super) fn take_work(&mut self) -> Vec<SeriesWork> {
        std::mem::take(&mut self.work)
    }

    /// Takes up what a worker has counted, unless something else is asked by now.
    ///
    /// # Errors
    /// Why the table could not be counted.
    pub(super) fn take(&mut self, answer: SeriesAnswer) -> Result<(), String> {
        let Some(held) = self.held.get_mut(&answer.asked.id) else {
            return Ok(());
        };
        let is_latest = held.asked.as_ref().is_some_and(|(asked, number)| {
            *number == answer.number && asked.is_same(&answer.asked)
        });
        if !is_latest {
            return Ok(());
        }
        let found = answer.found?;
        held.indices = found.indices;
        held.sums = Some(Arc::new(found.sums));
        held.below = found.below.map(Arc::new);
        self.version += 1;
        Ok(())
    }

    /// Whether all tables that are shown are counted as they were asked for.
    pub(super) fn is_complete(&self, desk: &Desk<'_>) -> bool {
        let tables = desk.snapshot.project().tables.keys();
        let mut shown = tables.filter(|id| !desk.session.hidden_tables.contains(id));
        shown.all(|id| self.held.get(id).is_some_and(|held| held.sums.is_some()))
    }

    /// Changes whenever a count does.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// The tables that are shown and counted.
    pub(super) fn series(&self, desk: &Desk<'_>) -> Vec<Series> {
        let project = desk.snapshot.project();
        let series = shown(desk).filter_map(|(id, _)| {
            let held = self.held.get(&id)?;
            let sums = held.sums.as_ref()?;
            Some(Series {
                table: id,
                title: project.tables.get(&id)?.title.clone(),
                sums: Arc::clone(sums),
                below: held.below.clone(),
            })
        });
        series.collect()
    }
}

/// The tables that are shown in the charts, with their rows.
fn shown<'d>(
    desk: &'d Desk<'_>,
) -> impl Iterator<Item = (TableId, &'d Arc<LoadedTable>)> + use<'d> {
    let ids = desk.snapshot.project().tables.keys().copied();
    let shown = ids.filter(|id| !desk.session.hidden_tables.contains(id));
    shown.filter_map(|id| Some((id, desk.tables.get(id)?)))
}

//! The rows that fit the filters, in order: looked up by jobs. The latest asked for
//! wins, and while it is looked up the former rows stay in sight.

use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::row_filter::{RowField, SortKey};
use crate::model::view::Filter;
use crate::tables::LoadedTable;
use crate::tables::columns::ColumnCache;
use crate::tables::facets::{Facets, facets};
use crate::tables::joined::Names;
use crate::tables::query::{RowQuery, Rows, find};
use std::sync::Arc;

/// The rows shown, in order; a clone costs nothing.
#[derive(Clone, Debug)]
pub(super) struct ShownRows {
    version: u64,
    rows: Which,
}

#[derive(Clone, Debug)]
enum Which {
    /// So many, as they stand in the file.
    All(u32),
    Some(Rows),
}

impl ShownRows {
    fn all(table: &LoadedTable, version: u64) -> Self {
        Self {
            version,
            rows: Which::All(table.len()),
        }
    }

    /// Tells one answer from another.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        match &self.rows {
            Which::All(rows) => *rows,
            Which::Some(rows) => u32::try_from(rows.len()).unwrap_or(u32::MAX),
        }
    }

    /// The number of the row at a place.
    pub(super) fn at(&self, place: usize) -> Option<u32> {
        match &self.rows {
            Which::All(rows) => u32::try_from(place).ok().filter(|place| place < rows),
            Which::Some(rows) => rows.get(place),
        }
    }

    /// The place of a row: a walk over all of them where they are sorted or filtered.
    pub(super) fn place_of(&self, row: u32) -> Option<u32> {
        match &self.rows {
            Which::All(rows) => (row < *rows).then_some(row),
            Which::Some(rows) => u32::try_from(rows.place_of(row)?).ok(),
        }
    }
}

/// What is asked of a table.
#[derive(Clone)]
struct Asked {
    id: TableId,
    table: Arc<LoadedTable>,
    project: Project,
    filters: Vec<Filter>,
    sort: Vec<SortKey>,
}

impl Asked {
    fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.project, &other.project);
        // Names of the project stand for rows only where something is filtered or sorted by them.
        let same_names = self.filters.is_empty()
            || a.actors.ptr_eq(&b.actors) && a.places.ptr_eq(&b.places) && a.kinds.ptr_eq(&b.kinds);
        self.id == other.id
            && Arc::ptr_eq(&self.table, &other.table)
            && self.filters == other.filters
            && self.sort == other.sort
            && same_names
    }

    fn query(&self) -> RowQuery {
        let mut query = RowQuery::of_view(&self.filters, self.id, &self.project);
        query.sort.clone_from(&self.sort);
        query
    }

    fn names(&self) -> Names {
        Names::new(&self.table, &self.project)
    }
}

/// The rows of the table shown, and what is looked up about it.
#[derive(Default)]
pub(super) struct Lookup {
    shown: Option<(Asked, ShownRows)>,
    asked: Option<Asked>,
    failed: Option<String>,
    versions: u64,
    columns: ColumnCache,
}

/// A lookup of rows, to be run on a worker.
pub struct RowsWork {
    asked: Asked,
    columns: ColumnCache,
}

/// What it found.
pub struct RowsAnswer {
    asked: Asked,
    found: Result<Rows, String>,
}

impl RowsWork {
    /// Looks the rows up.
    pub fn run(self, watch: &(dyn Fn(f32) -> bool + Sync)) -> RowsAnswer {
        let asked = self.asked;
        let query = asked.query();
        let names = asked.names();
        let found = find(&asked.table, &self.columns, &names, &query, watch);
        RowsAnswer {
            found: found.map_err(|error| error.to_string()),
            asked,
        }
    }
}

/// A count of the values of a field, to be run on a worker.
pub struct FacetsWork {
    asked: Asked,
    field: RowField,
    columns: ColumnCache,
}

/// What it found.
pub struct FacetsAnswer {
    pub(super) id: TableId,
    pub(super) field: RowField,
    pub(super) found: Result<Facets, String>,
}

impl FacetsWork {
    /// Counts the values over the rows that fit the filters on the other fields.
    pub fn run(self, watch: &(dyn Fn(f32) -> bool + Sync)) -> FacetsAnswer {
        let names = self.asked.names();
        let mut query = self.asked.query().without(&self.field);
        query.sort.clear();
        let (table, columns) = (&self.asked.table, &self.columns);
        let rows = find(table, columns, &names, &query, watch);
        let found = rows.and_then(|rows| facets(table, columns, &names, &rows, &self.field, watch));
        FacetsAnswer {
            id: self.asked.id,
            field: self.field,
            found: found.map_err(|error| error.to_string()),
        }
    }
}

/// What the pane shows a table by.
pub(super) struct Wanted<'w> {
    pub id: TableId,
    pub table: &'w Arc<LoadedTable>,
    pub project: &'w Project,
    pub filters: &'w [Filter],
    pub sort: &'w [SortKey],
}

impl Wanted<'_> {
    fn asked(&self) -> Asked {
        Asked {
            id: self.id,
            table: Arc::clone(self.table),
            project: self.project.clone(),
            filters: self.filters.to_vec(),
            sort: self.sort.to_vec(),
        }
    }
}

impl Lookup {
    /// The rows to draw, and the lookup to be started where they are not what is wanted.
    pub(super) fn keep_up(&mut self, wanted: &Wanted<'_>) -> (ShownRows, Option<RowsWork>) {
        let asked = wanted.asked();
        if let Some((of, rows)) = &self.shown
            && of.is_same(&asked)
        {
            self.asked = None;
            return (rows.clone(), None);
        }
        let query = asked.query();
        if query.admits_all() && query.sort.is_empty() {
            self.asked = None;
            self.failed = None;
            return (self.show(asked, Which::All(wanted.table.len())), None);
        }
        let is_asked = self.asked.as_ref().is_some_and(|it| it.is_same(&asked));
        let work = (!is_asked).then(|| RowsWork {
            asked: asked.clone(),
            columns: self.columns.clone(),
        });
        if work.is_some() {
            self.failed = None;
            self.asked = Some(asked);
        }
        let former = self.shown.as_ref();
        let former = former.filter(|(of, _)| Arc::ptr_eq(&of.table, wanted.table));
        let rows = former.map(|(_, rows)| rows.clone());
        (
            rows.unwrap_or_else(|| ShownRows::all(wanted.table, 0)),
            work,
        )
    }

    fn show(&mut self, asked: Asked, rows: Which) -> ShownRows {
        self.versions += 1;
        let rows = ShownRows {
            version: self.versions,
            rows,
        };
        self.shown = Some((asked, rows.clone()));
        rows
    }

    /// Whether rows are being looked up.
    pub(super) fn is_looking(&self) -> bool {
        self.asked.is_some() && self.failed.is_none()
    }

    /// Why the rows could not be looked up.
    pub(super) fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// Takes up what a worker has found, unless something else is asked by now.
    pub(super) fn take(&mut self, answer: RowsAnswer) {
        let is_asked = self
            .asked
            .as_ref()
            .is_some_and(|it| it.is_same(&answer.asked));
        if !is_asked {
            return;
        }
        match answer.found {
            Ok(rows) => {
                self.asked = None;
                self.show(answer.asked, Which::Some(rows));
            }
            Err(why) => self.failed = Some(why),
        }
    }

    /// A count of the values of a field.
    pub(super) fn facets(&self, wanted: &Wanted<'_>, field: RowField) -> FacetsWork {
        FacetsWork {
            asked: wanted.asked(),
            field,
            columns: self.columns.clone(),
        }
    }
}

//! Which rows of a table are shown, and in which order.
//!
//! In: filters and sort keys. Out: [`Rows`], the numbers of the rows. At a
//! million rows this is work for a job: filters on what is in memory take about a nanosecond a
//! row, words in notes and columns that are not in memory are read from the file.

use super::columns::ColumnCache;
use super::filter::fits;
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use super::mask::Mask;
use super::sort::sorted;
use crate::analysis::dyads::dyad_name;
use crate::model::codebook::Family;
use crate::model::id::{ActorId, TableId};
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest, SortKey};
use crate::model::view::Filter;
use std::sync::Arc;

/// Which rows are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowQuery {
    /// All of these must fit.
    pub filters: Vec<RowFilter>,
    /// Only rows of this family; of any when `None`.
    pub family: Option<Family>,
    /// The first key counts most; rows that are alike stay in the order of the file.
    pub sort: Vec<SortKey>,
}

/// The numbers of rows, from 0, in the order shown. A clone costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows(Arc<Vec<u32>>);

impl Rows {
    /// All rows of a table, in the order of the file.
    pub fn all(table: &LoadedTable) -> Self {
        (0..table.len()).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of the row shown at a place, from 0.
    pub fn get(&self, place: usize) -> Option<u32> {
        self.0.get(place).copied()
    }

    /// The numbers, in the order shown.
    pub fn as_slice(&self) -> &[u32] {
        &self.0
    }

    /// The place a row is shown at: a walk over all of them.
    pub fn place_of(&self, row: u32) -> Option<usize> {
        self.0.iter().position(|other| *other == row)
    }

    /// The same rows without their order, of a table with so many.
    pub fn mask(&self, rows: u32) -> Mask {
        Mask::from_rows(rows, self.0.iter().copied())
    }
}

impl FromIterator<u32> for Rows {
    fn from_iter<T: IntoIterator<Item = u32>>(rows: T) -> Self {
        Self(Arc::new(rows.into_iter().collect()))
    }
}

impl RowQuery {
    /// What the filters of a view say about a table; those that speak of sources, codes or
    /// standing say nothing about it.
    pub fn of_view(filters: &[Filter], table: TableId, project: &Project) -> Self {
        let mut query = Self::default();
        for filter in filters {
            query.add(filter, table, project);
        }
        query
    }

    fn add(&mut self, filter: &Filter, table: TableId, project: &Project) {
        let named = |field: RowField, name: Option<&String>| {
            name.map(|name| RowFilter {
                field,
                test: RowTest::OneOf(vec![name.clone()]),
            })
        };
        let added = match filter {
            Filter::Kind(id) => named(RowField::Kind, project.kinds.get(id).map(|kind| &kind.name)),
            Filter::Actor(id) => named(RowField::Actor, project.actors.get(id).map(|it| &it.name)),
            Filter::Dyad(from, to) => {
                let dyads = dyads_of_rows((*from, *to), table, project);
                dyads.map(|names| RowFilter {
                    field: RowField::Dyad,
                    test: RowTest::OneOf(names),
                })
            }
            Filter::Place(id) => named(RowField::Place, project.places.get(id).map(|it| &it.name)),
            Filter::Rows(id, filter) if *id == table => Some(filter.clone()),
            Filter::Family(family) if self.family.is_none_or(|it| it == *family) => {
                self.family = Some(*family);
                None
            }
            // Two families at once: nothing is of both.
            Filter::Family(_) => Some(RowFilter {
                field: RowField::Kind,
                test: RowTest::OneOf(Vec::new()),
            }),
            Filter::Rows(..) | Filter::Standing(_) | Filter::Source(_) | Filter::Code(_) => None,
        };
        self.filters.extend(added);
    }

    /// The same query without its filters on one field: what the values of that field are counted
    /// over when they are offered for choice.
    #[must_use]
    pub fn without(&self, field: &RowField) -> Self {
        let mut rest = self.clone();
        rest.filters.retain(|filter| filter.field != *field);
        rest
    }

    /// Whether every row fits.
    pub fn admits_all(&self) -> bool {
        self.filters.is_empty() && self.family.is_none()
    }
}

/// What rows of a table call the two; in a table that does not say who began, both orders do.
fn dyads_of_rows(
    (from, to): (Option<ActorId>, Option<ActorId>),
    table: TableId,
    project: &Project,
) -> Option<Vec<String>> {
    let name = |id: Option<ActorId>| match id {
        None => Some(""),
        Some(id) => project.actors.get(&id).map(|actor| actor.name.as_str()),
    };
    let (from, to) = (name(from)?, name(to)?);
    let is_directed = project.tables.get(&table)?.mapping.sides.is_directed();
    let mut names = vec![dyad_name(from, to)];
    names.extend((!is_directed && from != to).then(|| dyad_name(to, from)));
    Some(names)
}

/// The rows that fit a query, in its order.
///
/// # Errors
/// When a column is missing, the file cannot be read any more, or `watch` stops the work.
pub fn find(
    table: &LoadedTable,
    columns: &ColumnCache,
    names: &Names,
    query: &RowQuery,
    watch: Watch<'_>,
) -> Result<Rows, CannotLoad> {
    let mask = fits(table, columns, names, query, watch)?;
    let rows: Vec<u32> = mask.rows().collect();
    let rows = sorted(table, columns, names, rows, &query.sort, watch)?;
    Ok(Rows(Arc::new(rows)))
}

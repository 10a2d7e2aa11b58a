//! The filters that all panes share, and how they change.
//!
//! In: a change somebody asked for. Out: the filters of the session, each a chip in the status bar.

use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::row_filter::{RowField, RowFilter, RowTest};
use crate::model::view::Filter;
use std::mem::discriminant;

/// A change of the filters.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterChange {
    /// One more must hold; of what an event has only one, as its kind, in the place of another.
    Add(Filter),
    /// One must hold no longer.
    Remove(Filter),
    /// This is asked of a field of a table from now on, or nothing any more.
    OfField(TableId, RowField, Option<RowTest>),
    /// None must hold any more.
    Clear,
}

impl FilterChange {
    /// Carries it out. No filter stands there twice.
    pub fn apply(self, filters: &mut Vec<Filter>) {
        match self {
            Self::Add(filter) => {
                if is_one_alone(&filter) {
                    set_only(filters, filter);
                } else if !filters.contains(&filter) {
                    filters.push(filter);
                }
            }
            Self::Remove(filter) => filters.retain(|other| *other != filter),
            Self::OfField(table, field, test) => set_test(filters, table, field, test),
            Self::Clear => filters.clear(),
        }
    }
}

/// Whether two of its sort leave nothing.
fn is_one_alone(filter: &Filter) -> bool {
    match filter {
        Filter::Kind(_) | Filter::Family(_) | Filter::Standing(_) => true,
        Filter::Actor(_)
        | Filter::Dyad(..)
        | Filter::Place(_)
        | Filter::Source(_)
        | Filter::Code(_)
        | Filter::Rows(..) => false,
    }
}

/// Puts the filter where the first of its sort stood, so that chips keep their places.
fn set_only(filters: &mut Vec<Filter>, filter: Filter) {
    let sort = discriminant(&filter);
    let at = filters.iter().position(|other| discriminant(other) == sort);
    filters.retain(|other| discriminant(other) != sort);
    let at = at.unwrap_or(filters.len()).min(filters.len());
    filters.insert(at, filter);
}

/// Puts the test where the former one of the field stood, so that chips keep their places.
fn set_test(filters: &mut Vec<Filter>, table: TableId, field: RowField, test: Option<RowTest>) {
    let is_of_field = |filter: &Filter| matches!(filter, Filter::Rows(of, filter) if *of == table && filter.field == field);
    let at = filters.iter().position(is_of_field);
    filters.retain(|filter| !is_of_field(filter));
    if let Some(test) = test {
        let filter = Filter::Rows(table, RowFilter { field, test });
        let at = at.unwrap_or(filters.len()).min(filters.len());
        filters.insert(at, filter);
    }
}

/// What is asked of a field of a table.
pub fn test_of<'f>(filters: &'f [Filter], table: TableId, field: &RowField) -> Option<&'f RowTest> {
    filters.iter().find_map(|filter| match filter {
        Filter::Rows(of, filter) if *of == table && filter.field == *field => Some(&filter.test),
        _ => None,
    })
}

/// Takes away the filters that speak of what is gone, and of tables that are.
pub fn forget_missing(filters: &mut Vec<Filter>, project: &Project) {
    filters.retain(|filter| match filter {
        Filter::Kind(id) => project.kinds.contains_key(id),
        Filter::Actor(id) => project.actors.contains_key(id),
        Filter::Dyad(from, to) => {
            let mut both = [from, to].into_iter().flatten();
            both.all(|id| project.actors.contains_key(id))
        }
        Filter::Place(id) => project.places.contains_key(id),
        Filter::Source(id) => project.sources.contains_key(id),
        Filter::Code(id) => project.codes.contains_key(id),
        Filter::Rows(id, _) => project.tables.contains_key(id),
        Filter::Family(_) | Filter::Standing(_) => true,
    });
}

/// The table that is shown: the chosen one while it is there, else the first.
pub fn shown_table(chosen: Option<TableId>, project: &Project) -> Option<TableId> {
    chosen
        .filter(|id| project.tables.contains_key(id))
        .or_else(|| project.tables.keys().next().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Family;
    use crate::model::id::{IdGenerator, Replica};

    #[test]
    fn of_what_an_event_has_only_one_a_filter_takes_the_place_of_another() {
        let mut ids = IdGenerator::new(Replica::from_bits(1));
        let (one, other) = (Filter::Actor(ids.fresh()), Filter::Actor(ids.fresh()));
        let family = Filter::Family;
        let mut filters = Vec::new();
        for filter in [
            family(Family::Incident),
            one.clone(),
            other.clone(),
            one.clone(),
            family(Family::Policy),
        ] {
            FilterChange::Add(filter).apply(&mut filters);
        }
        assert_eq!(filters, [family(Family::Policy), one, other]);
    }

    #[test]
    fn a_field_has_one_test_at_most_and_keeps_its_place() {
        let table: TableId = IdGenerator::new(Replica::from_bits(1)).fresh();
        let mut filters = Vec::new();
        let set = |test| FilterChange::OfField(table, RowField::Kind, test);
        let of = |value: &str| RowTest::OneOf(vec![value.to_owned()]);
        set(Some(of("a"))).apply(&mut filters);
        let family = Filter::Family(Family::Incident);
        FilterChange::Add(family.clone()).apply(&mut filters);
        FilterChange::Add(family.clone()).apply(&mut filters);
        set(Some(of("b"))).apply(&mut filters);
        assert_eq!(filters.len(), 2);
        assert_eq!(test_of(&filters, table, &RowField::Kind), Some(&of("b")));
        assert_eq!(filters.get(1), Some(&family));
        set(None).apply(&mut filters);
        assert_eq!(filters, [family]);
    }
}

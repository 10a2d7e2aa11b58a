//! The order of a table: sorted by one or more columns, kept until the document or the sorting
//! changes.
//!
//! In: records and what each column sorts by. Out: the records in order.

use crate::document::Revision;
use crate::model::id::RecordId;
use crate::model::record::Noted;
use crate::model::view::Filter;
use egui::{Context, Id};
use imbl::OrdMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// What a column sorts by; what is not known (`None`) comes last, whichever way it is sorted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SortKey {
    Number(i64),
    Text(String),
}

impl SortKey {
    /// A text whatever its case; none for an empty one.
    pub(super) fn text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Text(text.to_lowercase()))
    }
}

/// The columns to sort by, the weightiest first, each downwards or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sort(Vec<(usize, bool)>);

impl Sort {
    /// By one column, upwards.
    pub(super) fn by(column: usize) -> Self {
        Self(vec![(column, false)])
    }

    /// A click on a header: sorts by it, or the other way round. With `add` the column joins those
    /// that are there.
    pub(super) fn click(&mut self, column: usize, add: bool) {
        let there = self.0.iter_mut().find(|(other, _)| *other == column);
        match there {
            Some((_, down)) if add => *down = !*down,
            None if add => self.0.push((column, false)),
            Some((_, down)) => self.0 = vec![(column, !*down)],
            None => self.0 = vec![(column, false)],
        }
    }

    /// Whether a column sorts downwards; `None` when it does not sort.
    pub(super) fn direction(&self, column: usize) -> Option<bool> {
        self.0
            .iter()
            .find(|(other, _)| *other == column)
            .map(|(_, down)| *down)
    }

    /// The records in this order; equal ones as they come.
    pub(super) fn sorted(
        &self,
        records: impl Iterator<Item = RecordId>,
        key: impl Fn(RecordId, usize) -> Option<SortKey>,
    ) -> Arc<[RecordId]> {
        let keyed = records.map(|id| {
            let keys: Vec<Option<SortKey>> =
                self.0.iter().map(|(column, _)| key(id, *column)).collect();
            (id, keys)
        });
        let mut keyed: Vec<(RecordId, Vec<Option<SortKey>>)> = keyed.collect();
        keyed.sort_by(|(_, a), (_, b)| self.compare(a, b));
        keyed.into_iter().map(|(id, _)| id).collect()
    }

    fn compare(&self, a: &[Option<SortKey>], b: &[Option<SortKey>]) -> Ordering {
        let pairs = a.iter().zip(b).zip(&self.0);
        let mut each = pairs.map(|((a, b), (_, down))| match (a, b) {
            (Some(a), Some(b)) if *down => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        each.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

/// How a table is sorted, and its rows in that order.
pub(super) struct View<T: Noted> {
    pub(super) sort: Sort,
    kept: Option<Kept<T>>,
}

#[derive(Clone)]
struct Kept<T: Noted> {
    revision: Revision,
    /// Tells documents of equal revisions apart.
    records: OrdMap<T::Id, Arc<T>>,
    sort: Sort,
    filters: Vec<Filter>,
    rows: Arc<[RecordId]>,
}

impl<T: Noted> Clone for View<T> {
    fn clone(&self) -> Self {
        Self {
            sort: self.sort.clone(),
            kept: self.kept.clone(),
        }
    }
}

impl<T: Noted + Send + Sync> View<T>
where
    T::Id: Send + Sync,
{
    /// The view as it was left, else sorted by one column.
    pub(super) fn load(ctx: &Context, name: &'static str, column: usize) -> Self {
        let kept = ctx.data(|data| data.get_temp(Id::unique(("view", name))));
        kept.unwrap_or_else(|| Self {
            sort: Sort::by(column),
            kept: None,
        })
    }

    /// Keeps it for the next frame.
    pub(super) fn store(self, ctx: &Context, name: &'static str) {
        ctx.data_mut(|data| data.insert_temp(Id::unique(("view", name)), self));
    }

    /// The rows that `admits` lets through under these filters, in order; made anew by `key` only
    /// when the document, the filters or the sorting changed.
    pub(super) fn rows(
        &mut self,
        revision: Revision,
        records: &OrdMap<T::Id, Arc<T>>,
        (filters, admits): (&[Filter], impl Fn(RecordId) -> bool),
        key: impl Fn(RecordId, usize) -> Option<SortKey>,
    ) -> Arc<[RecordId]> {
        if let Some(kept) = &self.kept
            && kept.revision == revision
            && kept.records.ptr_eq(records)
            && kept.sort == self.sort
            && kept.filters == filters
        {
            return Arc::clone(&kept.rows);
        }
        let ids = records.keys().map(|id| (*id).into());
        let rows = self.sort.sorted(ids.filter(|id| admits(*id)), key);
        let (records, sort) = (records.clone(), self.sort.clone());
        self.kept = Some(Kept {
            revision,
            records,
            sort,
            filters: filters.to_vec(),
            rows: Arc::clone(&rows),
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{EventId, Replica, TypedId, Uid};

    fn record(counter: u32) -> RecordId {
        EventId::from_uid(Uid {
            counter,
            replica: Replica::from_bits(0),
        })
        .into()
    }

    #[test]
    fn what_is_not_known_comes_last_either_way() {
        let keys = [Some(3), None, Some(1), Some(2)];
        let key = |id: RecordId, _: usize| keys[id.uid().counter as usize].map(SortKey::Number);
        let order = |sort: &Sort| -> Vec<u32> {
            let sorted = sort.sorted((0..4).map(record), key);
            sorted.iter().map(|id| id.uid().counter).collect()
        };
        let mut sort = Sort::by(0);
        assert_eq!(order(&sort), [2, 3, 0, 1]);
        sort.click(0, false);
        assert_eq!(order(&sort), [0, 3, 2, 1]);
    }

    #[test]
    fn a_second_key_decides_between_equals() {
        let key = |id: RecordId, column: usize| {
            let number = id.uid().counter;
            let value = if column == 0 { number / 2 } else { number % 2 };
            Some(SortKey::Number(i64::from(value)))
        };
        let mut sort = Sort::by(0);
        sort.click(1, true);
        sort.click(1, true);
        let order: Vec<u32> = sort
            .sorted((0..4).map(record), key)
            .iter()
            .map(|id| id.uid().counter)
            .collect();
        assert_eq!(order, [1, 0, 3, 2]);
    }
}

//! What differs between two versions of one map of records.

use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use std::sync::Arc;

/// A record before and after; `None` where it was not or is no more.
pub(super) struct Changed<'a, T> {
    pub before: Option<&'a Arc<T>>,
    pub after: Option<&'a Arc<T>>,
}

impl<'a, T> Changed<'a, T> {
    /// Both versions that exist.
    pub fn versions(&self) -> impl Iterator<Item = &'a Arc<T>> {
        self.before.into_iter().chain(self.after)
    }
}

/// The records that differ. Skips what the two maps share.
pub(super) fn changes<'a, K: Ord, T: PartialEq>(
    before: &'a OrdMap<K, Arc<T>>,
    after: &'a OrdMap<K, Arc<T>>,
) -> impl Iterator<Item = Changed<'a, T>> {
    before.diff(after).map(|item| match item {
        DiffItem::Add(_, after) => Changed {
            before: None,
            after: Some(after),
        },
        DiffItem::Update { old, new } => Changed {
            before: Some(old.1),
            after: Some(new.1),
        },
        DiffItem::Remove(_, before) => Changed {
            before: Some(before),
            after: None,
        },
    })
}

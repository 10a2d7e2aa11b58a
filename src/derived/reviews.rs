//! What a person must look at again: annotations whose words are not the ones they were made on,
//! and whatever was left with an old version of its source; and linked rows a newer file has otherwise.

use super::changes::changes;
use super::{Follows, Place};
use crate::document::Snapshot;
use crate::model::id::{RecordId, RowId, SourceId};
use crate::model::source::Source;
use imbl::{OrdMap, OrdSet};
use std::collections::BTreeSet;
use std::ops::Bound;

/// The records that need review. A clone is O(1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviews {
    waiting: OrdMap<RecordId, Place>,
    /// The same in the order of the sources and of their texts.
    in_order: OrdSet<Place>,
    /// Rows of tables that a newer file has otherwise, or no more.
    rows: OrdSet<RowId>,
}

impl Reviews {
    /// Annotations, passage anchors and linked rows that need review, by noun and age.
    pub fn iter(&self) -> impl Iterator<Item = RecordId> + '_ {
        let rows = self.rows.iter().map(|id| RecordId::from(*id));
        self.waiting.keys().copied().chain(rows)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.waiting.len() + self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.rows.is_empty()
    }

    /// Whether this record needs review.
    pub fn holds(&self, id: impl Into<RecordId>) -> bool {
        match id.into() {
            RecordId::TableRow(id) => self.rows.contains(&id),
            id => self.waiting.contains_key(&id),
        }
    }

    /// The nearest one in a text behind (or before) a place in reading order; past the last one comes the
    /// first. O(log n).
    pub fn beside(&self, from: Place, forward: bool) -> Option<RecordId> {
        let found = match forward {
            true => {
                let behind = (Bound::Excluded(from), Bound::Unbounded);
                let next = self.in_order.range(behind).next();
                next.or_else(|| self.in_order.get_min())
            }
            false => {
                let previous = self.in_order.range(..from).next_back();
                previous.or_else(|| self.in_order.get_max())
            }
        };
        found?.record()
    }

    fn judge(&mut self, now: &Snapshot, id: RecordId) {
        let place = place_in(now, id).filter(|_| needs_review(now, id));
        let before = match place {
            Some(place) => self.waiting.insert(id, place),
            None => self.waiting.remove(&id),
        };
        if let Some(before) = before {
            self.in_order.remove(&before);
        }
        self.in_order.extend(place);
    }

    fn judge_row(&mut self, now: &Snapshot, id: RowId) {
        let row = now.project().rows.get(&id);
        match row.is_some_and(|row| row.now.needs_review()) {
            true => self.rows.insert(id),
            false => self.rows.remove(&id),
        };
    }

    /// Judges everything that stands in a source.
    fn judge_all_in(&mut self, now: &Snapshot, source: SourceId) {
        for id in now.referrers(source) {
            self.judge(now, id);
        }
    }
}

fn place_in(now: &Snapshot, id: RecordId) -> Option<Place> {
    let project = now.project();
    match id {
        RecordId::Annotation(id) => project.annotations.get(&id).map(|it| Place::of(it)),
        RecordId::Anchor(id) => project.anchors.get(&id).map(|it| Place::of_anchor(it)),
        _ => None,
    }
}

fn needs_review(now: &Snapshot, id: RecordId) -> bool {
    let project = now.project();
    let is_old = |source| now.newer_version(source).is_some();
    match id {
        RecordId::Annotation(id) => project
            .annotations
            .get(&id)
            .is_some_and(|found| found.needs_review() || is_old(found.source)),
        RecordId::Anchor(id) => {
            let found = project.anchors.get(&id);
            found.is_some_and(|found| is_old(found.source))
        }
        _ => false,
    }
}

impl Follows for Reviews {
    fn rebuild(now: &Snapshot) -> Self {
        let project = now.project();
        let sources = project.sources.values();
        let old: BTreeSet<SourceId> = sources.filter_map(|source| source.supersedes).collect();
        let annotations = project.annotations.values();
        let anchors = project.anchors.values();
        let of_annotations = annotations
            .filter(|it| it.needs_review() || old.contains(&it.source))
            .map(|it| RecordId::from(it.id));
        let of_anchors = anchors
            .filter(|it| old.contains(&it.source))
            .map(|it| RecordId::from(it.id));
        let mut new = Self::default();
        for id in of_annotations.chain(of_anchors) {
            new.judge(now, id);
        }
        for id in project.rows.keys() {
            new.judge_row(now, *id);
        }
        new
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        let superseded = |source: &Source| source.supersedes;
        for changed in changes(&old.sources, &new.sources) {
            let of = |source: Option<&std::sync::Arc<Source>>| source.and_then(|it| superseded(it));
            let (was, is) = (of(changed.before), of(changed.after));
            if was != is {
                for source in was.into_iter().chain(is) {
                    self.judge_all_in(now, source);
                }
            }
        }
        for changed in changes(&old.rows, &new.rows) {
            if let Some(any) = changed.versions().next() {
                self.judge_row(now, any.id);
            }
        }
        for changed in changes(&old.annotations, &new.annotations) {
            if let Some(any) = changed.versions().next() {
                self.judge(now, any.id.into());
            }
        }
        for changed in changes(&old.anchors, &new.anchors) {
            if let Some(any) = changed.versions().next() {
                self.judge(now, any.id.into());
            }
        }
    }
}

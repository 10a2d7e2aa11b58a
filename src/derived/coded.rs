//! Where to go next when reading: the annotations of each code, in the order of the sources and of
//! their texts.

use super::Follows;
use super::changes::changes;
use crate::document::Snapshot;
use crate::model::anchor::Anchor;
use crate::model::annotation::Annotation;
use crate::model::id::{CodeId, RecordId, SourceId};
use crate::model::text::{ByteOffset, TextSpan};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// A place in a source: of a record, or of the caret, which comes before a record that begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    source: SourceId,
    start: ByteOffset,
    record: Option<RecordId>,
}

impl Place {
    /// Where an annotation begins.
    pub fn of(annotation: &Annotation) -> Self {
        Self {
            record: Some(annotation.id.into()),
            ..Self::at(
                annotation.source,
                annotation.hull().map_or(ByteOffset(0), TextSpan::start),
            )
        }
    }

    /// A place nothing is said of.
    pub fn at(source: SourceId, start: ByteOffset) -> Self {
        Self {
            source,
            start,
            record: None,
        }
    }

    /// Where a passage with its own "now" begins.
    pub fn of_anchor(anchor: &Anchor) -> Self {
        Self {
            record: Some(anchor.id.into()),
            ..Self::at(anchor.source, anchor.span.start())
        }
    }

    /// What stands there.
    pub fn record(self) -> Option<RecordId> {
        self.record
    }
}

/// The annotations of each code, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// No set is empty.
    by_code: BTreeMap<CodeId, BTreeSet<Place>>,
}

impl Coded {
    /// The nearest annotation behind (or before) a place that has one of these codes; past the last
    /// one comes the first. The one at the place itself only where there is no other. O(log n) for
    /// each code.
    pub fn of_codes(&self, codes: &[CodeId], from: Place, forward: bool) -> Option<RecordId> {
        let own = codes.iter().filter_map(|code| self.by_code.get(code));
        let beside = own.filter_map(|own| beside(own, from, forward));
        // Those that are met without going round come first.
        let far = |place: &Place| (*place > from) != forward;
        let found = match forward {
            true => beside.min_by_key(|place| (far(place), *place)),
            false => beside.max_by_key(|place| (!far(place), *place)),
        };
        found?.record
    }

    fn put(&mut self, annotation: &Annotation) {
        let place = Place::of(annotation);
        for code in &annotation.codes {
            self.by_code.entry(*code).or_default().insert(place);
        }
    }

    fn take(&mut self, annotation: &Annotation) {
        let place = Place::of(annotation);
        for code in &annotation.codes {
            if let Entry::Occupied(mut own) = self.by_code.entry(*code) {
                own.get_mut().remove(&place);
                if own.get().is_empty() {
                    own.remove();
                }
            }
        }
    }
}

/// The place behind (or before) another one, going round; itself only where there is no other.
fn beside(all: &BTreeSet<Place>, from: Place, forward: bool) -> Option<Place> {
    let found = match forward {
        true => {
            let behind = (Bound::Excluded(from), Bound::Unbounded);
            all.range(behind).next().or_else(|| all.first())
        }
        false => all.range(..from).next_back().or_else(|| all.last()),
    };
    found.copied()
}

impl Follows for Coded {
    fn rebuild(now: &Snapshot) -> Self {
        let mut by_code: BTreeMap<CodeId, Vec<Place>> = BTreeMap::new();
        for annotation in now.project().annotations.values() {
            for code in &annotation.codes {
                by_code
                    .entry(*code)
                    .or_default()
                    .push(Place::of(annotation));
            }
        }
        // Sets are sorted and built in one go: many times faster than one by one.
        Self {
            by_code: by_code
                .into_iter()
                .map(|(code, own)| (code, own.into_iter().collect()))
                .collect(),
        }
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        for changed in changes(&old.annotations, &new.annotations) {
            if let Some(before) = changed.before {
                self.take(before);
            }
            if let Some(after) = changed.after {
                self.put(after);
            }
        }
    }
}

//! Where to go next when reading: the annotations of each code, and those that need review, in the
//! order of the sources and of their texts.

use super::Follows;
use super::changes::changes;
use crate::document::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::id::{AnnotationId, CodeId, SourceId};
use crate::model::text::{ByteOffset, TextSpan};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// A place in a source: of an annotation, or of the caret, which comes before an annotation that
/// begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    source: SourceId,
    start: ByteOffset,
    annotation: Option<AnnotationId>,
}

impl Place {
    /// Where an annotation begins.
    pub fn of(annotation: &Annotation) -> Self {
        Self {
            annotation: Some(annotation.id),
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
            annotation: None,
        }
    }
}

/// The annotations by code and by review, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// No set is empty.
    by_code: BTreeMap<CodeId, BTreeSet<Place>>,
    to_review: BTreeSet<Place>,
}

impl Reading {
    /// The nearest annotation behind (or before) a place that has one of these codes; past the last
    /// one comes the first. The one at the place itself only where there is no other. O(log n) for
    /// each code.
    pub fn of_codes(&self, codes: &[CodeId], from: Place, forward: bool) -> Option<AnnotationId> {
        let own = codes.iter().filter_map(|code| self.by_code.get(code));
        let beside = own.filter_map(|own| beside(own, from, forward));
        // Those that are met without going round come first.
        let far = |place: &Place| (*place > from) != forward;
        let found = match forward {
            true => beside.min_by_key(|place| (far(place), *place)),
            false => beside.max_by_key(|place| (!far(place), *place)),
        };
        found?.annotation
    }

    /// The nearest annotation behind (or before) a place whose text is not the one it was made on;
    /// past the last one comes the first. O(log n).
    pub fn to_review(&self, from: Place, forward: bool) -> Option<AnnotationId> {
        beside(&self.to_review, from, forward)?.annotation
    }

    /// How many annotations need review.
    pub fn review_count(&self) -> usize {
        self.to_review.len()
    }

    fn put(&mut self, annotation: &Annotation) {
        let place = Place::of(annotation);
        for code in &annotation.codes {
            self.by_code.entry(*code).or_default().insert(place);
        }
        if annotation.needs_review() {
            self.to_review.insert(place);
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
        self.to_review.remove(&place);
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

impl Follows for Reading {
    fn rebuild(now: &Snapshot) -> Self {
        let all = || now.project().annotations.values();
        let mut by_code: BTreeMap<CodeId, Vec<Place>> = BTreeMap::new();
        for annotation in all() {
            for code in &annotation.codes {
                by_code
                    .entry(*code)
                    .or_default()
                    .push(Place::of(annotation));
            }
        }
        let to_review = all().filter(|annotation| annotation.needs_review());
        // Sets are sorted and built in one go: many times faster than one by one.
        Self {
            by_code: by_code
                .into_iter()
                .map(|(code, own)| (code, own.into_iter().collect()))
                .collect(),
            to_review: to_review.map(|annotation| Place::of(annotation)).collect(),
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

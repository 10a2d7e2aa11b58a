//! How many annotations use each code, stand in each source, mention each actor and place.

use super::Follows;
use super::changes::changes;
use crate::document::Snapshot;
use crate::model::annotation::{Annotation, Mentioned};
use crate::model::id::RecordId;
use imbl::OrdMap;
use std::collections::BTreeMap;

/// Numbers of annotations by what they use. A clone is O(1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// Never zero: what nothing uses has no entry.
    annotations: OrdMap<RecordId, u32>,
}

impl Usage {
    /// How many annotations carry this code, stand in this source, or mention this actor or
    /// place; each annotation once. Zero for any other noun.
    pub fn annotations(&self, of: impl Into<RecordId>) -> u32 {
        self.annotations.get(&of.into()).copied().unwrap_or(0)
    }

    fn change(&mut self, annotation: &Annotation, by_one: fn(u32) -> u32) {
        for id in used(annotation) {
            match by_one(self.annotations(id)) {
                0 => self.annotations.remove(&id),
                number => self.annotations.insert(id, number),
            };
        }
    }
}

/// What an annotation uses, each once.
fn used(annotation: &Annotation) -> Vec<RecordId> {
    let codes = annotation.codes.iter().map(|id| RecordId::from(*id));
    let mentions = annotation.mentions.iter().filter_map(|it| match it.of {
        Mentioned::Actor(id) => Some(id.into()),
        Mentioned::Place(id) => Some(id.into()),
        Mentioned::Date(_) => None,
    });
    let source = RecordId::from(annotation.source);
    let mut out: Vec<RecordId> = codes.chain(mentions).chain([source]).collect();
    out.sort_unstable();
    out.dedup();
    out
}

impl Follows for Usage {
    fn rebuild(now: &Snapshot) -> Self {
        let mut counted: BTreeMap<RecordId, u32> = BTreeMap::new();
        for annotation in now.project().annotations.values() {
            let mut count = |id| *counted.entry(id).or_default() += 1;
            let repeats_nothing = annotation.mentions.is_empty() && annotation.codes.len() < 2;
            match repeats_nothing {
                true => {
                    count(annotation.source.into());
                    annotation.codes.iter().for_each(|id| count((*id).into()));
                }
                false => used(annotation).into_iter().for_each(count),
            }
        }
        Self {
            annotations: counted.into_iter().collect(),
        }
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        for changed in changes(&old.annotations, &new.annotations) {
            if let Some(before) = changed.before {
                self.change(before, |number| number.saturating_sub(1));
            }
            if let Some(after) = changed.after {
                self.change(after, |number| number.saturating_add(1));
            }
        }
    }
}

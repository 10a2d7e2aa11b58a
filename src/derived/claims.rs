//! The facts of every claim that charts need.

use super::Follows;
use super::changes::changes;
use crate::analysis::coverage::horizon;
use crate::document::Snapshot;
use crate::model::claim::Claim;
use crate::model::day::Day;
use crate::model::edtf::Extent;
use crate::model::id::ClaimId;
use imbl::OrdMap;
use std::sync::Arc;

/// One claim as charts see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimFacts {
    /// The claim.
    pub claim: Arc<Claim>,
    /// The days of the date charts draw; `None` when undated or without a finite start.
    pub extent: Option<Extent>,
    /// The last day of which its source can know; `None` when it does not say.
    pub horizon: Option<Day>,
}

/// The facts of every claim. A clone is O(1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    facts: OrdMap<ClaimId, Arc<ClaimFacts>>,
}

impl Claims {
    /// The facts of one claim.
    pub fn get(&self, id: ClaimId) -> Option<&Arc<ClaimFacts>> {
        self.facts.get(&id)
    }

    /// The facts of every claim, oldest record first.
    pub fn iter(&self) -> impl Iterator<Item = &ClaimFacts> {
        self.facts.values().map(AsRef::as_ref)
    }
}

impl ClaimFacts {
    fn of(now: &Snapshot, claim: &Arc<Claim>) -> Self {
        let project = now.project();
        let source = project.source_of(&claim.passage);
        let source = source.and_then(|id| project.sources.get(&id));
        let extent = claim.when.used_extent();
        Self {
            extent: extent.filter(|extent| *extent != Extent::Unbounded),
            horizon: source.and_then(|source| horizon(source)),
            claim: Arc::clone(claim),
        }
    }
}

impl Follows for Claims {
    fn rebuild(now: &Snapshot) -> Self {
        let claims = now.project().claims.values();
        let facts = claims.map(|claim| (claim.id, Arc::new(ClaimFacts::of(now, claim))));
        Self {
            facts: facts.collect(),
        }
    }

    fn update(&mut self, before: &Snapshot, now: &Snapshot) {
        let (old, new) = (before.project(), now.project());
        let horizons_changed = changes(&old.sources, &new.sources).any(|changed| {
            let parts = |source: &crate::model::source::Source| {
                (source.published.clone(), source.coverage.clone())
            };
            changed.before.map(|it| parts(it)) != changed.after.map(|it| parts(it))
        });
        let moved = changes(&old.annotations, &new.annotations).any(|changed| {
            let source = |side: Option<&Arc<crate::model::annotation::Annotation>>| {
                side.map(|annotation| annotation.source)
            };
            changed.after.is_some()
                && changed.before.is_some()
                && source(changed.before) != source(changed.after)
        });
        if horizons_changed || moved {
            *self = Self::rebuild(now);
            return;
        }
        for changed in changes(&old.claims, &new.claims) {
            if let Some(claim) = changed.after {
                let facts = Arc::new(ClaimFacts::of(now, claim));
                self.facts.insert(claim.id, facts);
            } else if let Some(claim) = changed.before {
                self.facts.remove(&claim.id);
            }
        }
    }
}

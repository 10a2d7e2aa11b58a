//! Which passages fit a query.
//!
//! In: a snapshot and a [`Query`]. Out: the annotations that fit, oldest first. A passage is an
//! annotation; every filter is a yes or no about one passage, so *and*, *or* and *not* are those of
//! sets:
//!
//! - `code` is about the passage itself. A further code is, unless one says otherwise, about its
//!   *words*: the passage or another one that shares at least one letter with it carries the code.
//! - *near*, *same sentence* and *same paragraph* widen that: some passage there carries the code,
//!   the passage itself included, so each holds wherever a narrower one does.
//! - *kind*, *event*, *actor*, *place* and *speaker* ask what is mentioned in a passage and what the
//!   reports and claims that rest on it say; an actor or place stands for those within it too.
//!
//! Only passages that the narrowest filter can name are looked at: codes lead to their annotations
//! through the reference index, and nearness is judged on sorted stretches per source.

pub mod arrange;
mod judge;
pub mod near;
pub mod query;
pub mod typed;

pub use arrange::{Arranged, GroupBy, Row, SortBy, arrange};
pub(in crate::analysis) use judge::carriers;
pub use near::Joints;
pub use query::{Clause, Query, Reach, Side, Term, Test};

use crate::document::Snapshot;
use crate::model::id::{AnnotationId, CodeId};
use judge::Judge;
use std::collections::BTreeSet;

/// The passages that fit, oldest first; all of them for a query without filters. `joints` keeps
/// what was learned about the texts for the next query.
pub fn find(snapshot: &Snapshot, query: &Query, joints: &mut Joints) -> Vec<AnnotationId> {
    let mut judge = Judge::new(snapshot, query, joints);
    let annotations = &snapshot.project().annotations;
    match judge.narrowest() {
        Some(candidates) => candidates
            .into_iter()
            .filter_map(|id| annotations.get(&id))
            .filter(|annotation| judge.admits(annotation))
            .map(|annotation| annotation.id)
            .collect(),
        None => annotations
            .values()
            .filter(|annotation| judge.admits(annotation))
            .map(|annotation| annotation.id)
            .collect(),
    }
}

/// A code, and those that stand under it where `subcodes`.
pub fn code_with(snapshot: &Snapshot, code: CodeId, subcodes: bool) -> BTreeSet<CodeId> {
    if subcodes {
        judge::codes_below(snapshot, code)
    } else {
        BTreeSet::from([code])
    }
}

//! What rests on words that are not the author's: bylines, navigation, calls to subscribe.
//!
//! In: passages and events. Out: whether boilerplate is all they rest on. Such an event is in no
//! count, whatever the analyst decided about it, because nobody reported it; it stays in every
//! table with that reason. Nor is anything suggested to a passage that is boilerplate.

use super::Snapshot;
use crate::model::annotation::Annotation;
use crate::model::id::EventId;
use crate::model::project::Project;
use crate::model::report::Passage;
use crate::model::spans::{cover, joined};

/// Why an event that rests on nothing else is not counted.
pub const REASON: &str = "rests only on boilerplate";

/// Whether every stretch of an annotation lies wholly inside boilerplate.
pub fn is_boilerplate(project: &Project, annotation: &Annotation) -> bool {
    let source = project.sources.get(&annotation.source);
    let marked = source.map_or(&[][..], |source| &source.boilerplate);
    if marked.is_empty() {
        return false;
    }
    let marked = joined(marked.to_vec());
    annotation.spans.iter().all(|span| cover(&marked, *span))
}

/// Whether an event has reports, and every one of them rests on boilerplate. A report that has lost
/// its annotation may have rested on anything.
pub fn rests_on_boilerplate(snapshot: &Snapshot, event: EventId) -> bool {
    let project = snapshot.project();
    let mut reports = snapshot.reports_of(event).peekable();
    let on_boilerplate = |passage: &Passage| match passage {
        Passage::Annotation(id) => {
            let annotation = project.annotations.get(id);
            annotation.is_some_and(|annotation| is_boilerplate(project, annotation))
        }
        Passage::Row(_) | Passage::Missing { .. } => false,
    };
    reports.peek().is_some() && reports.all(|report| on_boilerplate(&report.passage))
}

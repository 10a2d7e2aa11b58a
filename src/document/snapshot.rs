//! The project at one moment, with the index of who refers to whom.

use crate::model::annotation::Annotation;
use crate::model::claim::Claim;
use crate::model::event::Event;
use crate::model::id::{AnnotationId, EventId, RecordId, RowId, SourceId};
use crate::model::link::Link;
use crate::model::project::Project;
use crate::model::record::{Record, References as _};
use crate::model::report::Report;
use crate::model::source::Source;
use imbl::OrdSet;
use std::sync::Arc;

/// The project at one moment. A clone is O(1); it stays as it is while the document moves on.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) project: Project,
    pub(super) referrers: OrdSet<(RecordId, RecordId)>,
    pub(super) revision: Revision,
}

/// Grows with every change, also with an undo: equal revisions of one document mean that nothing
/// changed between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub(super) u64);

impl Snapshot {
    /// The records.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// How often the document had changed.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The records that name `target`, sorted. O(log n + hits).
    pub fn referrers(&self, target: impl Into<RecordId>) -> impl Iterator<Item = RecordId> + '_ {
        referrers(&self.referrers, target.into())
    }

    /// The version that replaces a source; the latest where several do. O(log n).
    pub fn newer_version(&self, source: SourceId) -> Option<&Arc<Source>> {
        // Sources come before everything else that names a source.
        let naming = self.referrers(source).map_while(|id| match id {
            RecordId::Source(id) => self.project.sources.get(&id),
            _ => None,
        });
        naming
            .filter(|other| other.supersedes == Some(source))
            .last()
    }

    /// The version of a source that nothing replaces: itself, where there is no newer one.
    pub fn newest_version(&self, source: SourceId) -> SourceId {
        let mut newest = source;
        while let Some(newer) = self.newer_version(newest) {
            newest = newer.id;
        }
        newest
    }

    /// The reports of an event, oldest first.
    pub fn reports_of(&self, event: EventId) -> impl Iterator<Item = &Arc<Report>> {
        self.referrers(event).filter_map(move |id| match id {
            RecordId::Report(id) => self
                .project
                .reports
                .get(&id)
                .filter(|report| report.event == event),
            _ => None,
        })
    }

    /// The reports that rest on an annotation, oldest first.
    pub fn reports_on(&self, annotation: AnnotationId) -> impl Iterator<Item = &Arc<Report>> {
        self.referrers(annotation).filter_map(|id| match id {
            RecordId::Report(id) => self.project.reports.get(&id),
            _ => None,
        })
    }

    /// The reports that rest on a row of a table, oldest first.
    pub fn reports_on_row(&self, row: RowId) -> impl Iterator<Item = &Arc<Report>> {
        self.referrers(row).filter_map(|id| match id {
            RecordId::Report(id) => self.project.reports.get(&id),
            _ => None,
        })
    }

    /// The claims that rest on an annotation, oldest first.
    pub fn claims_on(&self, annotation: AnnotationId) -> impl Iterator<Item = &Arc<Claim>> {
        self.referrers(annotation).filter_map(|id| match id {
            RecordId::Claim(id) => self.project.claims.get(&id),
            _ => None,
        })
    }

    /// The claims about an event or denying it, oldest first.
    pub fn claims_about(&self, event: EventId) -> impl Iterator<Item = &Arc<Claim>> {
        self.referrers(event).filter_map(|id| match id {
            RecordId::Claim(id) => self.project.claims.get(&id),
            _ => None,
        })
    }

    /// The links that start from or lead to an event, oldest first.
    pub fn links_of(&self, event: EventId) -> impl Iterator<Item = &Arc<Link>> {
        self.referrers(event).filter_map(|id| match id {
            RecordId::Link(id) => self.project.links.get(&id),
            _ => None,
        })
    }

    /// The events an annotation supports through its reports: each once, oldest first.
    pub fn events_on(&self, annotation: AnnotationId) -> Vec<&Arc<Event>> {
        let mut ids: Vec<EventId> = self
            .reports_on(annotation)
            .map(|report| report.event)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.iter()
            .filter_map(|id| self.project.events.get(id))
            .collect()
    }

    /// The annotations an event rests on through its reports: each once, in the order of the reports.
    pub fn annotations_of(&self, event: EventId) -> Vec<&Arc<Annotation>> {
        let mut ids: Vec<AnnotationId> = Vec::new();
        for id in self
            .reports_of(event)
            .filter_map(|report| report.passage.annotation())
        {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.iter()
            .filter_map(|id| self.project.annotations.get(id))
            .collect()
    }

    pub(super) fn unlist(&mut self, record: &Record) {
        let id = record.id();
        record.references(&mut |target| {
            self.referrers.remove(&(target, id));
        });
    }

    pub(super) fn list(&mut self, record: &Record) {
        let id = record.id();
        record.references(&mut |target| {
            self.referrers.insert((target, id));
        });
    }
}

fn referrers(
    index: &OrdSet<(RecordId, RecordId)>,
    target: RecordId,
) -> impl Iterator<Item = RecordId> + '_ {
    index
        .range((target, RecordId::FIRST)..)
        .take_while(move |(found, _)| *found == target)
        .map(|(_, referrer)| *referrer)
}

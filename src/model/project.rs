//! One analyst's work as persistent maps: a clone is O(1), an edit of a clone O(log n).

use super::actor::Actor;
use super::anchor::Anchor;
use super::annotation::Annotation;
use super::claim::Claim;
use super::codebook::{Code, Kind};
use super::coder::Coder;
use super::event::Event;
use super::id::{
    ActorId, AnchorId, AnnotationId, ClaimId, CodeId, CoderId, EventId, InfoId, KindId, LinkId,
    PlaceId, ReportId, RowId, SourceId, TableId, ViewId,
};
use super::info::Info;
use super::link::Link;
use super::place::Place;
use super::record::Noted;
use super::report::{Passage, Report};
use super::source::Source;
use super::table::{EventTable, TableRow};
use super::text::{Quote, Sha, SourceText};
use super::view::View;
use imbl::OrdMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A snapshot of one analyst's work. Only [`crate::document::Document`] makes new ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The project itself: one record.
    pub info: OrdMap<InfoId, Arc<Info>>,
    /// Who codes.
    pub coders: OrdMap<CoderId, Arc<Coder>>,
    /// What was read.
    pub sources: OrdMap<SourceId, Arc<Source>>,
    /// Passages with their own "now".
    pub anchors: OrdMap<AnchorId, Arc<Anchor>>,
    /// What events can be.
    pub kinds: OrdMap<KindId, Arc<Kind>>,
    /// What passages can be labelled.
    pub codes: OrdMap<CodeId, Arc<Code>>,
    /// Who acts and speaks.
    pub actors: OrdMap<ActorId, Arc<Actor>>,
    /// Where.
    pub places: OrdMap<PlaceId, Arc<Place>>,
    /// Codes on words.
    pub annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    /// What happened or took effect.
    pub events: OrdMap<EventId, Arc<Event>>,
    /// What passages say about events.
    pub reports: OrdMap<ReportId, Arc<Report>>,
    /// What speakers say besides.
    pub claims: OrdMap<ClaimId, Arc<Claim>>,
    /// How events stand to one another.
    pub links: OrdMap<LinkId, Arc<Link>>,
    /// External files of events.
    pub tables: OrdMap<TableId, Arc<EventTable>>,
    /// The rows of them that something rests on.
    pub rows: OrdMap<RowId, Arc<TableRow>>,
    /// Ways of looking.
    pub views: OrdMap<ViewId, Arc<View>>,
    /// The texts of the sources by their SHA-256. Not records: they never change, so they stand
    /// in no transaction; one that no source names any more waits for an undo.
    pub texts: OrdMap<Sha, SourceText>,
}

impl Project {
    /// The record with this id, of a noun known when compiling.
    pub fn get<T: Noted>(&self, id: T::Id) -> Option<&Arc<T>> {
        T::all(self).get(&id)
    }

    /// What the project is called; empty for a project with no information at all.
    pub fn title(&self) -> &str {
        self.info.values().next().map_or("", |info| &info.title)
    }

    /// The text of a source.
    pub fn text_of(&self, source: SourceId) -> Option<&SourceText> {
        self.texts.get(&self.sources.get(&source)?.text)
    }

    /// The sources that a newer version replaces.
    pub fn superseded(&self) -> BTreeSet<SourceId> {
        let sources = self.sources.values();
        sources.filter_map(|source| source.supersedes).collect()
    }

    /// The words under an annotation with their surroundings.
    pub fn quote_of(&self, annotation: &Annotation) -> Option<Quote> {
        let text = self.text_of(annotation.source)?;
        Some(text.quote(&annotation.spans))
    }

    /// The source a passage stands in.
    pub fn source_of(&self, passage: &Passage) -> Option<SourceId> {
        match passage {
            Passage::Annotation(id) => self.annotations.get(id).map(|found| found.source),
            Passage::Missing { source, .. } => Some(*source),
            Passage::Row(_) => None,
        }
    }

    /// The table a passage is a row of.
    pub fn table_of(&self, passage: &Passage) -> Option<TableId> {
        match passage {
            Passage::Row(id) => self.rows.get(id).map(|row| row.table),
            Passage::Annotation(_) | Passage::Missing { .. } => None,
        }
    }

    /// What a linked row tells, as its table's mapping has it; the cells of a row that tells
    /// nothing, one after the other.
    fn row_words(&self, id: RowId) -> String {
        let Some(row) = self.rows.get(&id) else {
            return String::new();
        };
        let table = self.tables.get(&row.table);
        let notes = table.map_or(&[][..], |table| &table.mapping.notes);
        let told: Vec<&str> = notes.iter().filter_map(|name| row.cell(name)).collect();
        if told.is_empty() {
            let cells = row.cells.iter().map(|(_, text)| text.as_str());
            return cells.collect::<Vec<_>>().join(" · ");
        }
        told.join(" ")
    }

    /// The words a passage reads, or read before its annotation was deleted.
    pub fn words_of(&self, passage: &Passage) -> String {
        match passage {
            Passage::Annotation(id) => self
                .annotations
                .get(id)
                .and_then(|annotation| self.quote_of(annotation))
                .map(|quote| quote.exact)
                .unwrap_or_default(),
            Passage::Missing { quote, .. } => quote.clone(),
            Passage::Row(id) => self.row_words(*id),
        }
    }
}

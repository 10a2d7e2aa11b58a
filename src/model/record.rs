//! One record of any noun.

use super::actor::Actor;
use super::anchor::Anchor;
use super::annotation::Annotation;
use super::claim::Claim;
use super::codebook::{Code, Kind};
use super::coder::Coder;
use super::event::Event;
use super::id::{
    ActorId, AnchorId, AnnotationId, ClaimId, CodeId, CoderId, EventId, InfoId, KindId, LinkId,
    Noun, PlaceId, RecordId, ReportId, RowId, SourceId, TableId, ViewId,
};
use super::info::Info;
use super::link::Link;
use super::made::Made;
use super::place::Place;
use super::project::Project;
use super::report::Report;
use super::source::Source;
use super::table::{EventTable, TableRow};
use super::view::View;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The records a value names.
pub trait References {
    /// Calls `visit` with each of them; one named twice may be visited twice.
    fn references(&self, visit: &mut dyn FnMut(RecordId));
}

impl References for Made {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        self.by.into_iter().for_each(|id| visit(id.into()));
    }
}

/// A noun with its record type, and the map of a project that holds its records.
pub trait Noted: References + Clone + PartialEq + Into<Record> + 'static {
    /// Its id.
    type Id: super::id::TypedId + Into<RecordId>;

    /// The id of this record.
    fn id(&self) -> Self::Id;

    /// All records of this noun, by id.
    fn all(project: &Project) -> &imbl::OrdMap<Self::Id, Arc<Self>>;
}

macro_rules! records {
    ($($variant:ident($id:ident) in $map:ident;)*) => {
        /// One record of any noun. Holds an `Arc`, so that no record pays for the largest.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Record {
            $(
                #[doc = concat!("A record of the noun ", stringify!($variant), ".")]
                $variant(Arc<$variant>),
            )*
        }

        impl Record {
            /// Its id.
            pub fn id(&self) -> RecordId {
                match self { $(Self::$variant(record) => record.id.into(),)* }
            }

            /// What noun it is.
            pub fn noun(&self) -> Noun {
                match self { $(Self::$variant(_) => Noun::$variant,)* }
            }
        }

        impl References for Record {
            fn references(&self, visit: &mut dyn FnMut(RecordId)) {
                match self { $(Self::$variant(record) => record.references(visit),)* }
            }
        }

        $(
            impl From<$variant> for Record {
                fn from(record: $variant) -> Self { Self::$variant(Arc::new(record)) }
            }

            impl From<Arc<$variant>> for Record {
                fn from(record: Arc<$variant>) -> Self { Self::$variant(record) }
            }

            impl Noted for $variant {
                type Id = $id;
                fn id(&self) -> $id { self.id }
                fn all(project: &Project) -> &imbl::OrdMap<$id, Arc<Self>> { &project.$map }
            }
        )*

        impl Project {
            /// The record with this id.
            pub fn record(&self, id: RecordId) -> Option<Record> {
                match id {
                    $(RecordId::$variant(id) => self.$map.get(&id).cloned().map(Record::$variant),)*
                }
            }

            /// Whether there is a record with this id.
            pub fn holds(&self, id: RecordId) -> bool {
                match id { $(RecordId::$variant(id) => self.$map.contains_key(&id),)* }
            }

            /// Puts a record in, in place of one with the same id.
            pub(crate) fn put(&mut self, record: Record) {
                match record {
                    $(Record::$variant(record) => { self.$map.insert(record.id, record); })*
                }
            }

            /// Takes a record out.
            pub(crate) fn take(&mut self, id: RecordId) {
                match id { $(RecordId::$variant(id) => { self.$map.remove(&id); })* }
            }

            /// Every record, by noun and then by id: the order of a project file.
            pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
                std::iter::empty()
                    $(.chain(self.$map.values().cloned().map(Record::$variant)))*
            }

            /// How many records there are.
            pub fn record_count(&self) -> usize {
                0 $(+ self.$map.len())*
            }
        }
    };
}

records! {
    Info(InfoId) in info;
    Coder(CoderId) in coders;
    Source(SourceId) in sources;
    Anchor(AnchorId) in anchors;
    Kind(KindId) in kinds;
    Code(CodeId) in codes;
    Actor(ActorId) in actors;
    Place(PlaceId) in places;
    Annotation(AnnotationId) in annotations;
    Event(EventId) in events;
    Report(ReportId) in reports;
    Claim(ClaimId) in claims;
    Link(LinkId) in links;
    EventTable(TableId) in tables;
    TableRow(RowId) in rows;
    View(ViewId) in views;
}

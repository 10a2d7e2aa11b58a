//! Named ways of looking at a project.

use super::bars::Bars;
use super::codebook::Family;
use super::column::Column;
use super::edtf::Edtf;
use super::event::Standing;
use super::id::{ActorId, CodeId, KindId, PlaceId, RecordId, SourceId, TableId, ViewId};
use super::record::References;
use super::row_filter::{RowFilter, SortKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A named way of looking at the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// The first day shown; all when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Edtf>,
    /// The last day shown; all when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Edtf>,
    /// The width of the bars; chosen by the width of the window when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// What the bars are split by.
    #[serde(default)]
    pub split: Split,
    /// What else the bars show.
    #[serde(default, skip_serializing_if = "Bars::is_usual")]
    pub bars: Bars,
    /// What the timeline has lanes for.
    #[serde(default, skip_serializing_if = "LanesBy::is_usual")]
    pub lanes: LanesBy,
    /// What is shown: all of these must fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<Filter>,
    /// The order of the rows of tables; as they stand in their files where a table has none. Each
    /// table once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<RowOrder>,
    /// The columns of tables; of a table that is not named, those it shows anyway. Each table once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<TableColumns>,
    /// The tables left out of the charts.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden: BTreeSet<TableId>,
}

/// The order the rows of a table are shown in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowOrder {
    /// Which table.
    pub table: TableId,
    /// The first key counts most. Never empty.
    pub keys: Vec<SortKey>,
}

/// The columns of a table that are shown, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumns {
    /// Which table.
    pub table: TableId,
    /// Never empty.
    pub columns: Vec<Column>,
}

/// The width of a bar of the frequency chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bucket {
    /// A day.
    Day,
    /// An ISO week, from Monday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Bucket {
    /// Every bucket, narrowest first.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// What the bars of the frequency chart are split by.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Split {
    /// Nothing.
    None,
    /// The kind of the event.
    #[default]
    Kind,
    /// Its family.
    Family,
    /// Its initiator.
    Actor,
    /// Its place.
    Place,
    /// The country of its place.
    Country,
    /// Its standing.
    Standing,
    /// The source that reports it first.
    Source,
}

impl Split {
    /// Every split.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Kind,
        Self::Family,
        Self::Actor,
        Self::Place,
        Self::Country,
        Self::Standing,
        Self::Source,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Kind => "kind",
            Self::Family => "family",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Country => "country",
            Self::Standing => "standing",
            Self::Source => "source",
        }
    }
}

/// What the timeline has a lane for each of.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum LanesBy {
    /// The lane names of the codebook.
    #[default]
    Codebook,
    /// The kinds of events.
    Kind,
    /// Whoever did something or suffered it.
    Actor,
    /// Whoever did something together with whoever suffered it.
    Dyad,
    /// The places.
    Place,
    /// The instruments of policy shifts.
    Instrument,
    /// The sources that report.
    Source,
    /// The codes of the passages that events rest on.
    Code,
}

impl LanesBy {
    /// Everything lanes can be made by.
    pub const ALL: [Self; 8] = [
        Self::Codebook,
        Self::Kind,
        Self::Actor,
        Self::Dyad,
        Self::Place,
        Self::Instrument,
        Self::Source,
        Self::Code,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Codebook => "codebook",
            Self::Kind => "kind",
            Self::Actor => "actor",
            Self::Dyad => "dyad",
            Self::Place => "place",
            Self::Instrument => "instrument",
            Self::Source => "source",
            Self::Code => "code",
        }
    }

    /// Whether they are the usual ones.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// One condition an event must meet to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// It is of this kind.
    Kind(KindId),
    /// It is of this family.
    Family(Family),
    /// This actor did it or suffered it.
    Actor(ActorId),
    /// It touched this place.
    Place(PlaceId),
    /// It has this standing.
    Standing(Standing),
    /// This source reports it.
    Source(SourceId),
    /// A passage it rests on has this code.
    Code(CodeId),
    /// Of this table only the rows that fit; says nothing about events or other tables.
    Rows(TableId, RowFilter),
}

impl References for View {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        for filter in &self.filters {
            match filter {
                Filter::Kind(id) => visit((*id).into()),
                Filter::Actor(id) => visit((*id).into()),
                Filter::Place(id) => visit((*id).into()),
                Filter::Source(id) => visit((*id).into()),
                Filter::Code(id) => visit((*id).into()),
                Filter::Rows(id, _) => visit((*id).into()),
                Filter::Family(_) | Filter::Standing(_) => {}
            }
        }
        for order in &self.orders {
            visit(order.table.into());
        }
        for columns in &self.columns {
            visit(columns.table.into());
        }
        self.hidden.iter().for_each(|id| visit((*id).into()));
    }
}

//! Named ways of looking at a project.

use super::bars::Bars;
use super::codebook::Family;
use super::column::Column;
use super::edtf::Edtf;
use super::event::Standing;
use super::id::{
    ActorId, CodeId, KindId, PlaceId, RecordId, SourceId, TableId, ViewId, replaced, replaced_two,
};
use super::lanes::{Arrangement, LaneKey, LanesBy};
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
    /// How those are arranged.
    #[serde(default, skip_serializing_if = "Arrangement::is_usual")]
    pub arrangement: Arrangement,
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
    /// Its initiator and its target: who did it to whom.
    Dyad,
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
    pub const ALL: [Self; 9] = [
        Self::None,
        Self::Kind,
        Self::Family,
        Self::Actor,
        Self::Dyad,
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
            Self::Dyad => "dyad",
            Self::Place => "place",
            Self::Country => "country",
            Self::Standing => "standing",
            Self::Source => "source",
        }
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
    /// The first did it to the second; `None` is nobody known.
    Dyad(Option<ActorId>, Option<ActorId>),
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

impl LaneKey {
    /// The filter that leaves only what the lane holds, where one filter says that.
    pub fn filter(&self) -> Option<Filter> {
        match self {
            Self::Kind(id) => Some(Filter::Kind(*id)),
            Self::Actor(id) => id.map(Filter::Actor),
            Self::Dyad(None, None) => None,
            Self::Dyad(from, to) => Some(Filter::Dyad(*from, *to)),
            Self::Place(id) => id.map(Filter::Place),
            Self::Source(id) => id.map(Filter::Source),
            Self::Code(id) => id.map(Filter::Code),
            Self::Name(_) | Self::Instrument(_) | Self::Others(_) | Self::Claims => None,
        }
    }
}

impl Filter {
    /// The filter with another record in the place of one; `None` where nothing takes its place.
    fn replaced(self, old: RecordId, new: Option<RecordId>) -> Option<Self> {
        Some(match self {
            Self::Kind(id) => Self::Kind(replaced(id, old, new)?),
            Self::Actor(id) => Self::Actor(replaced(id, old, new)?),
            Self::Dyad(from, to) => {
                let (from, to) = replaced_two((from, to), old, new)?;
                Self::Dyad(from, to)
            }
            Self::Place(id) => Self::Place(replaced(id, old, new)?),
            Self::Source(id) => Self::Source(replaced(id, old, new)?),
            Self::Code(id) => Self::Code(replaced(id, old, new)?),
            Self::Rows(id, filter) => Self::Rows(replaced(id, old, new)?, filter),
            Self::Family(_) | Self::Standing(_) => self,
        })
    }
}

impl View {
    /// Puts another record in the place of one, or drops what is said of it.
    pub fn replace(&mut self, old: RecordId, new: Option<RecordId>) {
        for filter in std::mem::take(&mut self.filters) {
            if let Some(filter) = filter.replaced(old, new)
                && !self.filters.contains(&filter)
            {
                self.filters.push(filter);
            }
        }
        self.arrangement.replace(old, new);
        if let RecordId::EventTable(table) = old {
            self.orders.retain(|it| it.table != table);
            self.columns.retain(|it| it.table != table);
            self.hidden.remove(&table);
        }
    }
}

impl References for View {
    fn references(&self, visit: &mut dyn FnMut(RecordId)) {
        for filter in &self.filters {
            match filter {
                Filter::Kind(id) => visit((*id).into()),
                Filter::Actor(id) => visit((*id).into()),
                Filter::Dyad(from, to) => {
                    let both = [from, to].into_iter().flatten();
                    both.for_each(|id| visit((*id).into()));
                }
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
        let lanes = self.arrangement.keys();
        lanes.flat_map(LaneKey::records).for_each(visit);
    }
}

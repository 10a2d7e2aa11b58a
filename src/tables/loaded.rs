//! An event table in memory.

use super::coded::Coded;
use super::numbers::{Estimates, Numbers};
use super::records::Records;
use super::warnings::RowWarning;
use crate::model::codebook::Family;
use crate::model::day::{Day, DayRange};
use crate::model::mapping::{KindValue, Mapping};
use std::sync::Arc;

/// An event table: what its mapping gives a meaning as columns in memory, the rest to be read from
/// its file. Rows are numbered from 0 in the order of the file. A clone of an [`Arc`] of it is what
/// panes hold; it never changes.
#[derive(Clone)]
pub struct LoadedTable {
    /// The names of all columns of the file, in their order; a name that comes again has " (2)"
    /// behind it.
    pub columns: Arc<[String]>,
    /// What the columns mean.
    pub mapping: Arc<Mapping>,
    /// The rows as they stand in the file.
    pub records: Records,
    /// The days of each row.
    pub days: RowDays,
    /// The native type of each row.
    pub kind: Coded,
    /// Who did it, as the file has it.
    pub initiator: Coded,
    /// To whom.
    pub target: Coded,
    /// Where.
    pub place: Coded,
    /// In which country.
    pub country: Coded,
    /// Degrees north and east; not a number where unknown; empty when the table has none.
    pub points: Vec<[f32; 2]>,
    /// How many were killed.
    pub killed: Estimates,
    /// How many were injured.
    pub injured: Estimates,
    /// How many incidents each row stands for; one where the column is missing.
    pub number: Numbers,
    /// What is odd, in the order of the file: the first [`WARNINGS_KEPT`].
    ///
    /// [`WARNINGS_KEPT`]: super::warnings::WARNINGS_KEPT
    pub warnings: Arc<[RowWarning]>,
    /// How many warnings there are, those that are not kept included.
    pub warned: u64,
    /// How many records are no rows: each has a warning. Rows and these are all records of the file.
    pub refused: u32,
}

/// The days of rows: once somewhere from the first to the last, or from the first until the last
/// where the mapping, or the row itself, says that it lasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDays {
    /// The first day of each row, as days since 1970; [`RowDays::UNDATED`] where nobody knows.
    pub first: Vec<i32>,
    /// How many days come after it.
    pub more: Vec<u32>,
    /// The rows that say themselves that they lasted, in order: hardly any do.
    lasted: Vec<u32>,
}

impl RowDays {
    /// Stands for the first day of an undated row.
    pub const UNDATED: i32 = i32::MIN;

    /// Adds a row.
    pub fn push(&mut self, days: Option<DayRange>) {
        self.first
            .push(days.map_or(Self::UNDATED, |days| days.first().number()));
        self.more.push(days.map_or(0, |days| days.days() - 1));
    }

    /// Adds a row that went on through all of its days.
    pub(super) fn push_lasted(&mut self, days: Option<DayRange>) {
        self.lasted.push(self.rows());
        self.push(days);
    }

    fn rows(&self) -> u32 {
        u32::try_from(self.first.len()).unwrap_or(u32::MAX)
    }

    /// Adds the rows of another one, in their order.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.rows();
        let lasted = other.lasted.iter().map(|row| before.saturating_add(*row));
        self.lasted.extend(lasted);
        self.first.extend_from_slice(&other.first);
        self.more.extend_from_slice(&other.more);
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.first.shrink_to_fit();
        self.more.shrink_to_fit();
        self.lasted.shrink_to_fit();
    }

    /// The days of a row; `None` where nobody knows.
    pub fn get(&self, row: u32) -> Option<DayRange> {
        let at = usize::try_from(row).ok()?;
        let first = self
            .first
            .get(at)
            .copied()
            .filter(|day| *day != Self::UNDATED)?;
        let more = i32::try_from(self.more.get(at).copied()?).ok()?;
        let first = Day::from_number(first);
        DayRange::new(first, first.plus(more))
    }
}

impl LoadedTable {
    /// Whether a row went on from its first day until its last, and did not happen once between
    /// them.
    pub fn lasted(&self, row: u32) -> bool {
        self.mapping.date.lasted || self.days.lasted.binary_search(&row).is_ok()
    }

    /// Whether the actors of a row are two sides, and nothing says who began.
    pub fn is_opposed(&self, row: u32) -> bool {
        self.mapping.sides.is_opposed(self.kind.text(row))
    }

    /// How many rows it has.
    pub fn len(&self) -> u32 {
        self.records.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// What a native type means; `None` where the mapping does not list it.
    pub fn kind_value(&self, code: u32) -> Option<&KindValue> {
        let native = self.kind.dictionary.text(code);
        self.mapping.kind.value_of(native)
    }

    /// What a native type is called: the kind it is taken for, else its label, else itself.
    pub fn kind_name(&self, code: u32) -> &str {
        let native = self.kind.dictionary.text(code);
        let value = self.kind_value(code);
        let names = value.map(|value| [value.kind.as_str(), value.label.as_str()]);
        let mut names = names.into_iter().flatten();
        names.find(|name| !name.is_empty()).unwrap_or(native)
    }

    /// The family of a native type: incidents, unless the mapping says otherwise.
    pub fn family(&self, code: u32) -> Family {
        self.kind_value(code)
            .map_or(Family::Incident, |value| value.family)
    }

    /// The number of a column of the file, by name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

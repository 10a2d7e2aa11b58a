//! Conditions on the rows of an event table, and what they are put in order by.

use super::day::Day;
use serde::{Deserialize, Serialize};

/// A condition on one field of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFilter {
    /// Which field.
    pub field: RowField,
    /// What it must be.
    pub test: RowTest,
}

/// What rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// Which field.
    pub field: RowField,
    /// The largest first. Rows that say nothing come last either way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
}

/// What of a row is looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowField {
    /// Its days.
    Days,
    /// Its native type.
    Kind,
    /// Who did it.
    Initiator,
    /// To whom.
    Target,
    /// Either of them.
    Actor,
    /// Who stands behind it, as bars by actor have it: the initiator, or both sides where nothing says
    /// who began ("Government of Pakistan – TTP").
    Who,
    /// Who did it to whom, as bars by dyad have it ("TTP – Civilians"); of both sides where nothing says
    /// who began, in one order.
    Dyad,
    /// Where.
    Place,
    /// In which country.
    Country,
    /// Who reported it.
    Source,
    /// How many were killed, most likely.
    Killed,
    /// How many were injured, most likely.
    Injured,
    /// Actors, places and notes: whatever may be looked for in words.
    Words,
    /// A column of the file, by name.
    Column(String),
}

/// What a field must be. Texts are compared without regard to case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowTest {
    /// One of these; the empty text is a cell that says nothing.
    OneOf(Vec<String>),
    /// None of these.
    NoneOf(Vec<String>),
    /// It contains this; of [`RowField::Words`] each of these words, those in quotation marks one
    /// behind the other.
    Contains(String),
    /// A number from the first up to and including the last.
    Numbers {
        /// The least.
        least: Option<f64>,
        /// The most.
        most: Option<f64>,
    },
    /// Some of its days lie from the first up to and including the last.
    Days {
        /// The first day, as days since 1970.
        from: Option<i32>,
        /// The last.
        to: Option<i32>,
    },
}

impl RowTest {
    /// Days from `from` to `to`.
    pub fn days(from: Option<Day>, to: Option<Day>) -> Self {
        Self::Days {
            from: from.map(Day::number),
            to: to.map(Day::number),
        }
    }
}

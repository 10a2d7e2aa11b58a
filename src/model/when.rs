//! When something happened: as written, as resolved, as told elsewhere.

use super::edtf::{Edtf, Extent};
use serde::{Deserialize, Serialize};

/// The date of an event or report. Its three parts never overwrite one another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct When {
    /// The words of the source: "last month".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub as_written: String,
    /// What the analyst makes of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<Resolved>,
    /// What others say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
    /// Which of them charts draw.
    #[serde(skip_serializing_if = "Used::is_resolved")]
    pub used: Used,
}

/// A resolved date and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// The date.
    pub date: Edtf,
    /// How it was found.
    #[serde(default)]
    pub basis: DateBasis,
    /// Anything to add about that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a date was found.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum DateBasis {
    /// The text says it in full.
    #[default]
    Explicit,
    /// The year is not in the text.
    InferredYear,
    /// Counted from a "now".
    RelativeToAnchor,
    /// From the order in which the text tells things.
    OrderOfTelling,
}

impl DateBasis {
    /// Every basis.
    pub const ALL: [Self; 4] = [
        Self::Explicit,
        Self::InferredYear,
        Self::RelativeToAnchor,
        Self::OrderOfTelling,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Explicit => "as the text says",
            Self::InferredYear => "year inferred",
            Self::RelativeToAnchor => "relative to the text",
            Self::OrderOfTelling => "from the order of telling",
        }
    }
}

/// What somebody else says about the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The date.
    pub date: Edtf,
    /// Who says so.
    pub says: String,
}

/// Which date charts draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Used {
    /// The resolved one.
    #[default]
    Resolved,
    /// The one with this number (from 0) in `elsewhere`.
    Elsewhere(u32),
}

impl Used {
    fn is_resolved(&self) -> bool {
        *self == Self::Resolved
    }
}

impl When {
    /// The date charts draw; `None` for an undated record.
    pub fn used_date(&self) -> Option<&Edtf> {
        match self.used {
            Used::Resolved => self.resolved.as_ref().map(|resolved| &resolved.date),
            Used::Elsewhere(index) => self.elsewhere.get(index as usize).map(|other| &other.date),
        }
    }

    /// The days of the date charts draw; `None` for an undated record.
    pub fn used_extent(&self) -> Option<Extent> {
        self.used_date().map(Edtf::extent)
    }

    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

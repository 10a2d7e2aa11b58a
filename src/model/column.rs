//! The columns an event table is shown with: what is meant, and whatever its file has.

use serde::{Deserialize, Serialize};

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The days.
    Days,
    /// The kind its native type is taken for.
    Kind,
    /// Who did it.
    Initiator,
    /// To whom.
    Target,
    /// Where.
    Place,
    /// In which country.
    Country,
    /// How many were killed, most likely.
    Killed,
    /// How many were injured, most likely.
    Injured,
    /// How many incidents the row stands for.
    Number,
    /// A column of the file, as it stands there.
    File(String),
}

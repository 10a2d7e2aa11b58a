//! How the bars of the frequency chart are made, beside their width and their split.

use super::measure::{DateRule, Measure};
use serde::{Deserialize, Serialize};

/// What bars show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bars {
    /// What is added up.
    #[serde(skip_serializing_if = "Measure::is_events")]
    pub measure: Measure,
    /// What further bars below add up, on the same time axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Measure>,
    /// How imprecise dates are counted.
    #[serde(skip_serializing_if = "DateRule::is_spread")]
    pub dates: DateRule,
    /// A line of the mean of so many buckets around each: an odd number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<u8>,
    /// A line of the same buckets so many years earlier; at least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<u8>,
    /// Each bar adds up everything up to its end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    /// Bars of their own for each group, on one scale.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub multiples: bool,
}

impl Bars {
    /// The numbers of buckets one can ask the mean of.
    pub const MEANS: [u8; 4] = [3, 5, 7, 13];
    /// The numbers of years one can compare with.
    pub const YEARS: [u8; 3] = [1, 2, 5];

    /// Whether they are the usual ones.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

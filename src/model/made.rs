//! Who made a record, and when.

use super::id::CoderId;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A moment in UTC, to the second. Written as ISO 8601, `2026-11-22T16:31:00Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Seconds since 1970, clamped to the calendar.
    pub fn from_unix_secs(secs: i64) -> Self {
        let clamped = Timestamp::from_second(secs).map(Timestamp::as_second);
        Self(clamped.unwrap_or(0))
    }

    /// Seconds since 1970.
    pub fn unix_secs(self) -> i64 {
        self.0
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_second(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.timestamp(), f)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let moment: Timestamp = text.parse().map_err(de::Error::custom)?;
        Ok(Self(moment.as_second()))
    }
}

/// Who made a record, and when. A record from a case or an import may have nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// The coder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<CoderId>,
    /// The moment.
    pub at: Moment,
}

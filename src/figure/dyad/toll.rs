//! The toll of an act as the size of its mark.

use crate::analysis::facts::EventFacts;
use crate::figure::words::TOLL_UNKNOWN;
use crate::model::toll::Harm;

/// Half the size of the largest mark, in points.
pub(super) const LARGEST: f32 = 15.0;
/// Half the size of a mark for one or nobody killed.
const SMALLEST: f32 = 4.0;
/// Half the size of a mark whose toll is not known: never the smallest.
const UNKNOWN: f32 = 7.0;
/// Where fewer were killed at the most, the largest mark is not used up.
const MANY: u32 = 25;

/// How many were killed, as far as anybody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TollSize {
    /// Nobody gives a number.
    Unknown,
    /// Only a lower bound is given.
    AtLeast(u32),
    /// The most likely number.
    Best(u32),
}

impl TollSize {
    /// The toll of an event.
    pub fn of(facts: &EventFacts) -> Self {
        let killed = facts.toll(Harm::Killed);
        match (killed.best, killed.low) {
            (Some(best), _) => Self::Best(best),
            (None, Some(low)) => Self::AtLeast(low),
            (None, None) => Self::Unknown,
        }
    }

    /// The number its area stands for; `None` when not known.
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Unknown => None,
            Self::AtLeast(number) | Self::Best(number) => Some(number),
        }
    }

    /// Half the size of its mark, in points: its area grows with the number, and `largest` of all
    /// numbers has the largest mark.
    pub fn radius(self, largest: u32) -> f32 {
        let Some(number) = self.number() else {
            return UNKNOWN;
        };
        let part = f64::from(number) / f64::from(largest.max(MANY));
        (LARGEST * part.min(1.0).sqrt() as f32).max(SMALLEST)
    }

    /// "16 killed", "at least 16 killed", "toll unknown".
    pub fn in_words(self) -> String {
        self.short_words()
            .unwrap_or_else(|| TOLL_UNKNOWN.to_owned())
    }

    /// The same beside a mark, which says itself when it is not known.
    pub(super) fn short_words(self) -> Option<String> {
        match self {
            Self::Unknown => None,
            Self::AtLeast(number) => Some(format!("at least {number} killed")),
            Self::Best(number) => Some(format!("{number} killed")),
        }
    }
}

/// Half the size of a mark of a known toll, where `largest` of all numbers is another than it was.
pub(super) fn rescaled(radius: f32, before: u32, largest: u32) -> f32 {
    let part = f64::from(before.max(MANY)) / f64::from(largest.max(MANY));
    (radius * part.sqrt() as f32).max(SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_grows_with_the_number_and_unknown_is_not_small() {
        for (toll, largest, radius) in [
            (TollSize::Best(100), 100, LARGEST),
            (TollSize::Best(25), 100, LARGEST / 2.0),
            (TollSize::AtLeast(25), 100, LARGEST / 2.0),
            (TollSize::Best(0), 100, SMALLEST),
            // Few killed do not fill the largest mark.
            (TollSize::Best(4), 4, LARGEST * 0.4),
        ] {
            assert!((toll.radius(largest) - radius).abs() < 1e-3, "{toll:?}");
        }
        for largest in [0, 1, 30, 100_000] {
            let unknown = TollSize::Unknown.radius(largest);
            assert!(unknown > TollSize::Best(0).radius(largest));
        }
        assert_eq!(TollSize::Unknown.in_words(), "toll unknown");
    }
}

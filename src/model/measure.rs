//! What is added up over events, and how imprecise dates are counted.

use super::toll::{Estimate, Harm};
use serde::{Deserialize, Serialize};

/// What is added up.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Measure {
    /// One for each event.
    #[default]
    Events,
    /// The killed or injured of each event, by one of the numbers given.
    Toll(Harm, Bound),
}

/// Which of the numbers given for a toll.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Bound {
    /// At least.
    Low,
    /// Most likely.
    #[default]
    Best,
    /// At most.
    High,
    /// At least, of those that have a most likely number; this one itself where nothing lower is
    /// given. What a bar of most likely numbers may be too high by.
    LowOfBest,
    /// At most, of those that have a most likely number; this one itself where nothing higher is
    /// given.
    HighOfBest,
}

impl Bound {
    /// The three numbers that are given.
    pub const GIVEN: [Self; 3] = [Self::Low, Self::Best, Self::High];

    /// The number of an estimate; `None` when nobody tells, which is not zero.
    pub fn of(self, estimate: Estimate) -> Option<u32> {
        let Estimate { low, best, high } = estimate;
        match self {
            Self::Low => low,
            Self::Best => best,
            Self::High => high,
            Self::LowOfBest => best.map(|best| low.map_or(best, |low| low.min(best))),
            Self::HighOfBest => best.map(|best| high.map_or(best, |high| high.max(best))),
        }
    }

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Low | Self::LowOfBest => "at least",
            Self::Best => "best",
            Self::High | Self::HighOfBest => "at most",
        }
    }
}

impl Measure {
    /// Every measure one can ask for.
    pub const ALL: [Self; 7] = [
        Self::Events,
        Self::Toll(Harm::Killed, Bound::Low),
        Self::Toll(Harm::Killed, Bound::Best),
        Self::Toll(Harm::Killed, Bound::High),
        Self::Toll(Harm::Injured, Bound::Low),
        Self::Toll(Harm::Injured, Bound::Best),
        Self::Toll(Harm::Injured, Bound::High),
    ];

    /// Whether it counts events.
    pub fn is_events(&self) -> bool {
        *self == Self::Events
    }

    /// The least and the most it may be instead, where it is a most likely number.
    pub fn range(self) -> Option<[Self; 2]> {
        match self {
            Self::Toll(harm, Bound::Best) => {
                Some([Bound::LowOfBest, Bound::HighOfBest].map(|bound| Self::Toll(harm, bound)))
            }
            Self::Events | Self::Toll(..) => None,
        }
    }

    /// What an event with this toll adds; `None` when nobody tells, which is not zero.
    pub fn of(self, toll: impl Fn(Harm) -> Estimate) -> Option<u32> {
        match self {
            Self::Events => Some(1),
            Self::Toll(harm, bound) => bound.of(toll(harm)),
        }
    }

    /// In plain words: "events", "killed (best)".
    pub fn in_words(self) -> String {
        match self {
            Self::Events => "events".to_owned(),
            Self::Toll(harm, bound) => format!("{} ({})", harm.in_words(), bound.in_words()),
        }
    }
}

/// How an imprecise date is counted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum DateRule {
    /// Spread evenly over its days.
    #[default]
    Spread,
    /// On the first of its days.
    Earliest,
}

impl DateRule {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Spread, Self::Earliest];

    /// Whether it is the usual one.
    pub fn is_spread(&self) -> bool {
        *self == Self::Spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_its_best_number_and_nothing_nobody_gave() {
        let estimate = |low, best, high| Estimate { low, best, high };
        for (given, range) in [
            (
                estimate(Some(2), Some(5), Some(9)),
                [Some(2), Some(5), Some(9)],
            ),
            (estimate(None, Some(5), None), [Some(5), Some(5), Some(5)]),
            (estimate(Some(2), None, Some(9)), [None, None, None]),
            // The best number outside of its own bounds, as in row 370168 of UCDP's Pakistan file.
            (
                estimate(Some(2), Some(2), Some(1)),
                [Some(2), Some(2), Some(2)],
            ),
            (
                estimate(Some(7), Some(5), Some(3)),
                [Some(5), Some(5), Some(5)],
            ),
        ] {
            let bounds = [Bound::LowOfBest, Bound::Best, Bound::HighOfBest];
            assert_eq!(bounds.map(|bound| bound.of(given)), range, "{given:?}");
        }
    }
}

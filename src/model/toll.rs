//! The dead and the injured, as numbers that may be unknown.

use serde::{Deserialize, Serialize};

/// What is said about the killed and injured: one line per harm and class of victims.
/// No line means nothing is known; a number that is not known is `None`, never zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Toll {
    /// The lines.
    pub lines: Vec<TollLine>,
}

/// One statement about victims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TollLine {
    /// Killed or injured.
    pub harm: Harm,
    /// Which victims ("civilians"); empty for all of them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub victims: String,
    /// The words of the source ("several").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_written: String,
    /// How many.
    #[serde(default)]
    pub estimate: Estimate,
}

/// A number of people: the lowest, likeliest and highest reliable figure (UCDP GED's meaning).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Estimate {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Most likely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<u32>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
}

impl Estimate {
    /// Whether `best` lies outside `low` to `high`, or these are the wrong way round.
    /// Worth a warning, never a refusal: 200 rows of UCDP's Pakistan file are so.
    pub fn is_inconsistent(&self) -> bool {
        let above = |a: Option<u32>, b: Option<u32>| matches!((a, b), (Some(a), Some(b)) if a > b);
        above(self.low, self.best) || above(self.best, self.high) || above(self.low, self.high)
    }
}

/// What was done to the victims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Harm {
    /// They died.
    Killed,
    /// They lived.
    Injured,
}

impl Harm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Killed, Self::Injured];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
        }
    }
}

impl Toll {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// All victims of one harm: the line for all of them where there is one, else the classes
    /// added up. A sum is known only where each part is; a lower bound holds with any part known.
    pub fn total(&self, harm: Harm) -> Estimate {
        let of_harm = || self.lines.iter().filter(move |line| line.harm == harm);
        if let Some(all) = of_harm().find(|line| line.victims.is_empty()) {
            return all.estimate;
        }
        let sum = |part: fn(&Estimate) -> Option<u32>| {
            let parts: Option<Vec<u32>> = of_harm().map(|line| part(&line.estimate)).collect();
            parts
                .filter(|parts| !parts.is_empty())
                .map(|parts| parts.into_iter().fold(0, u32::saturating_add))
        };
        let low = of_harm()
            .filter_map(|line| line.estimate.low.or(line.estimate.best))
            .reduce(u32::saturating_add);
        Estimate {
            low,
            best: sum(|estimate| estimate.best),
            high: sum(|estimate| estimate.high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(victims: &str, low: Option<u32>, best: Option<u32>, high: Option<u32>) -> TollLine {
        TollLine {
            harm: Harm::Killed,
            victims: victims.to_owned(),
            as_written: String::new(),
            estimate: Estimate { low, best, high },
        }
    }

    #[test]
    fn unknown_is_never_zero() {
        let total = |lines: Vec<TollLine>| Toll { lines }.total(Harm::Killed);
        assert_eq!(total(vec![]), Estimate::default());
        assert_eq!(
            total(vec![line("civilians", None, None, None)]),
            Estimate::default()
        );
        let parts = vec![
            line("civilians", Some(2), None, None),
            line("soldiers", Some(16), Some(16), None),
        ];
        let expected = Estimate {
            low: Some(18),
            best: None,
            high: None,
        };
        assert_eq!(total(parts.clone()), expected);
        let with_all = [parts, vec![line("", None, Some(20), None)]].concat();
        assert_eq!(total(with_all).best, Some(20));
        assert_eq!(
            Toll {
                lines: vec![line("", None, Some(1), None)]
            }
            .total(Harm::Injured),
            Estimate::default()
        );
    }

    #[test]
    fn a_best_outside_its_bounds_is_noticed() {
        for (low, best, high, odd) in [
            (Some(0), Some(1_428), Some(1_428), false),
            (Some(5), Some(4), Some(9), true),
            (None, Some(10), Some(9), true),
            (Some(3), None, Some(2), true),
            (None, None, None, false),
        ] {
            assert_eq!(Estimate { low, best, high }.is_inconsistent(), odd);
        }
    }
}

//! How long after one event another happened, as far as their dates say.
//!
//! In: two ranges of days. Out: the least and the most days between them, in words.

use crate::model::day::DayRange;

/// Days from one event to another; negative where the other may have been first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// At the least.
    pub least: i64,
    /// At the most; never less than `least`.
    pub most: i64,
}

impl Since {
    /// From something that happened on one of the days `before` to something on one of `after`.
    pub fn between(before: DayRange, after: DayRange) -> Self {
        let number = |day: crate::model::day::Day| i64::from(day.number());
        Self {
            least: number(after.first()) - number(before.last()),
            most: number(after.last()) - number(before.first()),
        }
    }

    /// "between 3 and 33 days after Strike, Paktika"; says so where the order is not known.
    pub fn in_words(self, other: &str) -> String {
        let days = |number: i64| match number {
            1 => "1 day".to_owned(),
            number => format!("{number} days"),
        };
        match (self.least, self.most) {
            (0, 0) => format!("the same day as {other}"),
            (least, most) if least == most && least > 0 => format!("{} after {other}", days(least)),
            (0, most) => format!("up to {} after {other}", days(most)),
            (least, most) if least > 0 => {
                format!("between {least} and {} after {other}", days(most))
            }
            (least, most) if most > 0 => format!(
                "from {} before to {} after {other}, so the order is not known",
                days(-least),
                days(most)
            ),
            (least, 0) => format!("up to {} before {other}", days(-least)),
            (least, most) if least == most => format!("{} before {other}", days(-least)),
            (least, most) => format!("between {} and {} before {other}", -most, days(-least)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edtf::Edtf;

    #[test]
    fn intervals_are_as_wide_as_the_dates() {
        for (before, after, expected) in [
            ("2024-12-21", "2024-12-24", "3 days after it"),
            ("2024-12-23", "2024-12-24", "1 day after it"),
            ("2024-12-24", "2024-12-24", "the same day as it"),
            // A month after a day.
            ("2024-11-29", "2024-12", "between 2 and 32 days after it"),
            ("2024-12-01", "2024-12", "up to 30 days after it"),
            // A day after a month.
            ("2024-11", "2024-12-24", "between 24 and 53 days after it"),
            // The same month.
            (
                "2024-12",
                "2024-12?",
                "from 30 days before to 30 days after it, so the order is not known",
            ),
            // One of two months.
            (
                "2025-07",
                "[2025-08,2025-09]",
                "between 1 and 91 days after it",
            ),
            (
                "[2025-08,2025-10]",
                "2025-09-15",
                "from 46 days before to 45 days after it, so the order is not known",
            ),
            // Something that went on is counted from its start.
            (
                "2024-12/2025-03",
                "2025-01-01",
                "between 1 and 31 days after it",
            ),
            ("2024-12-01/..", "2025-01-01", "31 days after it"),
            ("2025-01-02", "2025-01-01", "1 day before it"),
            ("2025-01-31", "2025-01", "up to 30 days before it"),
            ("2025-02-10", "2025-01", "between 10 and 40 days before it"),
        ] {
            let days = |text: &str| {
                let date = Edtf::parse(text).expect("a date");
                let extent = date.extent();
                let starts = extent.start_days();
                starts[0].hull(starts[starts.len() - 1])
            };
            let since = Since::between(days(before), days(after));
            assert_eq!(since.in_words("it"), expected, "{before} to {after}");
        }
    }
}

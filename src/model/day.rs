//! Calendar days as numbers, and ranges of them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt;

/// A day of the proleptic Gregorian calendar: days since 1 January 1970, from year -9999 to 9999.
/// Not an x position and not a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 1 January -9999.
    pub const MIN: Day = Day(-4_371_587);
    /// 31 December 9999.
    pub const MAX: Day = Day(2_932_896);

    /// The day with this number, clamped to the calendar.
    pub fn from_number(number: i32) -> Self {
        Self(number.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Days since 1 January 1970.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day of this date; `None` when the calendar has no such day.
    ///
    /// Tables ask this for each of millions of rows, so it is plain arithmetic: the days before
    /// 1 March of a year, counted in eras of 400 years (H. Hinnant, "days_from_civil").
    pub fn from_ymd(year: i64, month: u8, day: u8) -> Option<Self> {
        let year = i32::try_from(year)
            .ok()
            .filter(|year| (-9999..=9999).contains(year))?;
        if day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        let (month, day) = (i32::from(month), i32::from(day));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// The calendar date.
    pub fn date(self) -> Date {
        date(1970, 1, 1)
            .checked_add(self.0.days())
            .unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }

    /// The day `days` later, clamped to the calendar.
    pub fn plus(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }
}

/// How many days a month has; `None` for one that is none. `month` counts from 1.
pub fn days_in_month(year: i32, month: u8) -> Option<u8> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap => Some(29),
        2 => Some(28),
        _ => None,
    }
}

impl From<Date> for Day {
    fn from(when: Date) -> Self {
        let days = (when - date(1970, 1, 1)).get_days();
        Self::from_number(days)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date(), f)
    }
}

/// Days from `first` up to and including `last`. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayRange {
    first: Day,
    last: Day,
}

impl DayRange {
    /// The range between two days, both included; `None` when it would run backwards.
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// One day.
    pub fn day(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// The first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day, still inside.
    pub fn last(self) -> Day {
        self.last
    }

    /// The first day after it.
    pub fn end(self) -> Day {
        self.last.plus(1)
    }

    /// How many days it has: at least one.
    pub fn days(self) -> u32 {
        self.last.0.abs_diff(self.first.0) + 1
    }

    /// Whether `day` lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days in both.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The smallest range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

/// Sorts ranges and joins those that touch, so that no day is in two of them.
pub fn normalise(mut ranges: Vec<DayRange>) -> Vec<DayRange> {
    ranges.sort_unstable();
    let mut out: Vec<DayRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.first <= last.end() => last.last = last.last.max(range.last),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_and_back() {
        for (year, month, day, number) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2024, 2, 29, 19_782),
            (-9999, 1, 1, Day::MIN.number()),
            (9999, 12, 31, Day::MAX.number()),
        ] {
            let found = Day::from_ymd(year, month, day).expect("a day");
            assert_eq!(found.number(), number);
            assert_eq!(Day::from(found.date()), found);
        }
        assert_eq!(Day::from_ymd(2023, 2, 29), None);
        assert_eq!(Day::MAX.plus(1), Day::MAX);
    }

    #[test]
    fn every_day_is_where_the_calendar_has_it() {
        for number in (Day::MIN.number()..=Day::MAX.number()).step_by(37) {
            let date = Day::from_number(number).date();
            let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
            let found = Day::from_ymd(i64::from(date.year()), month, day);
            assert_eq!(found, Some(Day::from_number(number)), "{date}");
        }
        for (year, month, day) in [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1)] {
            assert_eq!(Day::from_ymd(year, month, day), None);
        }
        assert_eq!(Day::from_ymd(10_000, 1, 1), None);
    }

    #[test]
    fn touching_ranges_become_one() {
        let range =
            |a, b| DayRange::new(Day::from_number(a), Day::from_number(b)).expect("forwards");
        assert_eq!(
            normalise(vec![range(10, 12), range(1, 3), range(4, 5), range(2, 3)]),
            [range(1, 5), range(10, 12)]
        );
    }
}

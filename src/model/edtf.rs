//! Dates as the field writes them: EDTF (ISO 8601-2, levels 0 to 2), checked, put into plain
//! words, and turned into the days they speak of.
//!
//! The parser is the crate `edtf-core`; nothing outside this file knows that.

use super::day::{Day, DayRange, normalise};
use edtf_core::{
    Bound, Date, DateField, Edtf as Parsed, IntervalEndpoint, Precision, SetElement, SetKind,
    YearKind,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A valid EDTF expression, kept exactly as it was typed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf(Box<str>);

/// A text is no EDTF date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a date: {why} at character {at} (write 2024, 2024-12, 2024-12-24, 2024-12? or [2025-08,2025-09])"
)]
pub struct BadDate {
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
    /// Where, counted in characters from 1.
    pub at: usize,
}

/// Which days an expression speaks of, and in what sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Once, on one of these days (sorted, apart from one another, never empty).
    Within(Vec<DayRange>),
    /// It began on one of the days of `start` and went on.
    Lasted {
        /// The days on which it may have begun.
        start: DayRange,
        /// Until when.
        end: End,
    },
    /// No finite range of days: `../2024`, `[..1984]`, or years no calendar here reaches.
    Unbounded,
}

/// The end of something that lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It ended on one of these days.
    Within(DayRange),
    /// It was still going on (`..`).
    Open,
    /// Nobody says (an empty end).
    Unknown,
}

impl Extent {
    /// The days within which it happened or began: sorted and apart; empty when unbounded.
    pub fn start_days(&self) -> &[DayRange] {
        match self {
            Extent::Within(ranges) => ranges,
            Extent::Lasted { start, .. } => std::slice::from_ref(start),
            Extent::Unbounded => &[],
        }
    }

    /// The smallest range that holds all its known days; an open end adds nothing.
    pub fn hull(&self) -> Option<DayRange> {
        let starts = self.start_days();
        let start = starts.first()?.hull(*starts.last()?);
        Some(match self {
            Extent::Lasted {
                end: End::Within(end),
                ..
            } => start.hull(*end),
            _ => start,
        })
    }
}

impl Edtf {
    /// Checks `text` (surrounding blanks are dropped).
    ///
    /// # Errors
    /// [`BadDate`] says what is wrong and at which character.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        let text = text.trim();
        match Parsed::parse(text) {
            Ok(_) => Ok(Self(text.into())),
            Err(error) => Err(BadDate {
                text: text.to_owned(),
                why: if text.is_empty() {
                    "it is empty".to_owned()
                } else {
                    error.message.to_owned()
                },
                at: text
                    .get(..error.offset)
                    .map_or(0, |before| before.chars().count())
                    + 1,
            }),
        }
    }

    /// The expression of one calendar day.
    pub fn from_day(day: Day) -> Self {
        Self(day.to_string().into())
    }

    /// The expression of something that lasted these days, or happened once on one of them: a whole
    /// month or year is written as one.
    pub fn from_days(days: DayRange, lasted: bool) -> Self {
        let (first, last) = (days.first(), days.last());
        if first == last {
            return Self::from_day(first);
        }
        if lasted {
            return Self(format!("{first}/{last}").into());
        }
        let (begins, ends) = (first.date(), last.date());
        let whole = begins.day() == 1 && ends == ends.last_of_month();
        let same_year = begins.year() == ends.year() && begins.year() >= 0;
        let text = first.to_string();
        let part = |letters: usize| text.get(..letters).map(|part| Self(part.into()));
        let shorter = match (begins.month(), ends.month()) {
            (1, 12) if whole && same_year => part(4),
            (one, other) if whole && same_year && one == other => part(7),
            _ => None,
        };
        shorter.unwrap_or_else(|| Self(format!("[{first}..{last}]").into()))
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parsed(&self) -> Option<Parsed> {
        Parsed::parse(&self.0).ok()
    }

    /// Whether a `?` or `%` stands anywhere in it.
    pub fn is_uncertain(&self) -> bool {
        self.parsed().is_some_and(|parsed| parsed.is_uncertain())
    }

    /// Whether a `~` or `%` stands anywhere in it.
    pub fn is_approximate(&self) -> bool {
        self.parsed().is_some_and(|parsed| parsed.is_approximate())
    }

    /// The days it speaks of. A set of which all members apply (`{..}`) is one thing that
    /// happened somewhere within its members.
    pub fn extent(&self) -> Extent {
        self.parsed()
            .map_or(Extent::Unbounded, |parsed| extent(&parsed))
    }

    /// The expression in plain words: `2024-12?` is "December 2024, uncertain".
    pub fn in_words(&self) -> String {
        self.parsed()
            .map_or_else(|| self.0.to_string(), |parsed| words(&parsed))
    }
}

fn extent(parsed: &Parsed) -> Extent {
    let ranges = match parsed {
        Parsed::Date(date) => single(*date).into_iter().collect(),
        Parsed::DateTime(moment) => single(moment.date).into_iter().collect(),
        Parsed::Interval(interval) => return lasted(&interval.start, &interval.end),
        Parsed::Set(set) => {
            let members: Option<Vec<_>> = set.elements.iter().map(member).collect();
            members.unwrap_or_default()
        }
    };
    if ranges.is_empty() {
        return Extent::Unbounded;
    }
    Extent::Within(normalise(ranges))
}

fn lasted(start: &IntervalEndpoint, end: &IntervalEndpoint) -> Extent {
    let IntervalEndpoint::Date(start) = start else {
        return Extent::Unbounded;
    };
    let Some(start) = single(*start) else {
        return Extent::Unbounded;
    };
    let end = match end {
        IntervalEndpoint::Date(date) => single(*date).map_or(End::Unknown, End::Within),
        IntervalEndpoint::Open | IntervalEndpoint::OnOrAfter(_) => End::Open,
        IntervalEndpoint::Unknown | IntervalEndpoint::OnOrBefore(_) => End::Unknown,
    };
    Extent::Lasted { start, end }
}

fn member(element: &SetElement) -> Option<DayRange> {
    match element {
        SetElement::Date(date) => single(*date),
        SetElement::Range(from, to) => Some(single(*from)?.hull(single(*to)?)),
        SetElement::OnOrBefore(_) | SetElement::OnOrAfter(_) => None,
    }
}

fn single(date: Date) -> Option<DayRange> {
    let bounds = Parsed::Date(date).bounds();
    let day = |bound| match bound {
        Bound::Date(date) => Day::from_ymd(date.year, date.month, date.day),
        _ => None,
    };
    DayRange::new(day(bounds.earliest)?, day(bounds.latest)?)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month; nothing for a number that no month has.
pub fn full_month(month: i8) -> &'static str {
    let at = usize::try_from(month).ok().and_then(|it| it.checked_sub(1));
    at.and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

const SEASONS: [&str; 21] = [
    "spring",
    "summer",
    "autumn",
    "winter",
    "spring (northern)",
    "summer (northern)",
    "autumn (northern)",
    "winter (northern)",
    "spring (southern)",
    "summer (southern)",
    "autumn (southern)",
    "winter (southern)",
    "first quarter of",
    "second quarter of",
    "third quarter of",
    "fourth quarter of",
    "first third of",
    "second third of",
    "last third of",
    "first half of",
    "second half of",
];

fn words(parsed: &Parsed) -> String {
    match parsed {
        Parsed::Date(date) => qualified(date),
        Parsed::DateTime(moment) => {
            let time = &moment.time;
            format!(
                "{}, {:02}:{:02}",
                qualified(&moment.date),
                time.hour,
                time.minute
            )
        }
        Parsed::Interval(interval) => interval_words(&interval.start, &interval.end),
        Parsed::Set(set) => {
            let last_word = match set.kind {
                SetKind::OneMember => "or",
                SetKind::AllMembers => "and",
            };
            listed(&set.elements, last_word)
        }
    }
}

fn interval_words(start: &IntervalEndpoint, end: &IntervalEndpoint) -> String {
    use IntervalEndpoint as Endpoint;
    let from = match start {
        Endpoint::Date(date) => format!("from {}", qualified(date)),
        Endpoint::OnOrBefore(date) => format!("from {} or before", qualified(date)),
        Endpoint::OnOrAfter(date) => format!("from {} or later", qualified(date)),
        Endpoint::Open => "from an open start".to_owned(),
        Endpoint::Unknown => "from an unknown start".to_owned(),
    };
    match end {
        Endpoint::Date(date) => format!("{from} to {}", qualified(date)),
        Endpoint::OnOrAfter(date) => format!("{from} to {} or later", qualified(date)),
        Endpoint::OnOrBefore(date) => format!("{from} to {} or before", qualified(date)),
        Endpoint::Open => format!("{from} on, open end"),
        Endpoint::Unknown => format!("{from}, end unknown"),
    }
}

/// "August or September 2025": a year (or month and year) shared by all members is said once.
fn listed(elements: &[SetElement], last_word: &str) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let next = elements.get(index + 1);
        parts.push(match (element, next) {
            (SetElement::Date(date), Some(SetElement::Date(next))) if same_year(date, next) => {
                without_year(date)
            }
            (SetElement::Date(date), _) => qualified(date),
            (SetElement::OnOrBefore(date), _) => format!("{} or any earlier date", qualified(date)),
            (SetElement::OnOrAfter(date), _) => format!("{} or any later date", qualified(date)),
            (SetElement::Range(from, to), _) => format!(
                "{}any day from {} to {}",
                if elements.len() == 1 { "" } else { "on " },
                if same_year(from, to) {
                    without_year(from)
                } else {
                    plain(from)
                },
                plain(to)
            )
            .replace(
                "any day",
                if from.precision() == Precision::Day {
                    "any day"
                } else {
                    "any time"
                },
            ),
        });
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} {last_word} {last}", before.join(", ")),
    }
}

fn same_year(a: &Date, b: &Date) -> bool {
    a.month.is_some()
        && b.month.is_some()
        && a.year.value().is_some()
        && a.year.value() == b.year.value()
        && !a.is_uncertain()
        && !a.is_approximate()
}

fn without_year(date: &Date) -> String {
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{}{}", day_words(day), month_words(month)),
        (Some(month), None) => month_words(month),
        (None, _) => plain(date),
    }
}

fn qualified(date: &Date) -> String {
    let mut out = plain(date);
    out.push_str(match (date.is_uncertain(), date.is_approximate()) {
        (true, true) => ", uncertain and approximate",
        (true, false) => ", uncertain",
        (false, true) => ", approximate",
        (false, false) => "",
    });
    out
}

fn plain(date: &Date) -> String {
    let year = year_words(date);
    match (date.month, date.day) {
        (None, _) => year,
        (Some(month), None) if month.has_unspecified() => format!("some month of {year}"),
        (Some(month), None) => format!("{} {year}", month_words(month)),
        (Some(month), Some(day)) if month.has_unspecified() => {
            format!("{}some month of {year}", day_words(day))
        }
        (Some(month), Some(day)) => format!("{}{} {year}", day_words(day), month_words(month)),
    }
}

fn day_words(day: DateField) -> String {
    match day.value() {
        Some(day) => format!("{day} "),
        None => "some day in ".to_owned(),
    }
}

fn month_words(month: DateField) -> String {
    let name = month.value().and_then(|value| match value {
        1..=12 => MONTHS.get(usize::from(value) - 1),
        21..=41 => SEASONS.get(usize::from(value) - 21),
        _ => None,
    });
    name.map_or_else(|| "some month".to_owned(), |name| (*name).to_owned())
}

fn year_words(date: &Date) -> String {
    let era = |year: i64| match year {
        1.. => year.to_string(),
        _ => format!("{} BCE", 1 - year),
    };
    let year = match date.year.kind {
        YearKind::Standard {
            digits: [Some(a), Some(b), Some(c), None],
            negative: false,
        } => {
            format!("the {a}{b}{c}0s")
        }
        YearKind::Standard {
            digits: [Some(a), Some(b), None, None],
            negative: false,
        } => {
            format!("the years {a}{b}00 to {a}{b}99")
        }
        YearKind::Standard { digits, negative } if digits.iter().any(Option::is_none) => {
            let digits: String = digits
                .iter()
                .map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit)))
                .collect();
            format!("a year like {}{digits}", if negative { "-" } else { "" })
        }
        _ => date
            .year
            .value()
            .map_or_else(|| "a year out of reach".to_owned(), era),
    };
    match date.year.significant_digits {
        Some(digits) => format!("{year} ({digits} significant digits)"),
        None => year,
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Edtf {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        Self::parse(text)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_month_or_year_they_are() {
        for (first, last, lasted, expected) in [
            ((2014, 12, 16), (2014, 12, 16), true, "2014-12-16"),
            ((2009, 1, 1), (2009, 12, 31), false, "2009"),
            ((2009, 1, 1), (2009, 12, 31), true, "2009-01-01/2009-12-31"),
            ((2024, 2, 1), (2024, 2, 29), false, "2024-02"),
            (
                (2023, 12, 1),
                (2024, 1, 31),
                false,
                "[2023-12-01..2024-01-31]",
            ),
            (
                (2010, 12, 29),
                (2011, 1, 12),
                false,
                "[2010-12-29..2011-01-12]",
            ),
        ] {
            let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
            let days = DayRange::new(day(first), day(last)).expect("forwards");
            let date = Edtf::from_days(days, lasted);
            assert_eq!(date.as_str(), expected);
            assert_eq!(Edtf::parse(expected).as_ref(), Ok(&date));
            assert_eq!(date.extent().hull(), Some(days), "{expected}");
        }
    }

    fn words_of(text: &str) -> String {
        Edtf::parse(text).expect("valid").in_words()
    }

    #[test]
    fn dates_in_plain_words() {
        for (text, expected) in [
            ("2024-12?", "December 2024, uncertain"),
            ("2025-10%", "October 2025, uncertain and approximate"),
            ("2025", "2025"),
            ("2025-10-09", "9 October 2025"),
            ("[2025-08,2025-09]", "August or September 2025"),
            (
                "[2025-10-10..2025-10-12]",
                "any day from 10 October to 12 October 2025",
            ),
            (
                "{2024-12-30,2025-01-02}",
                "30 December 2024 and 2 January 2025",
            ),
            ("2024-12/..", "from December 2024 on, open end"),
            ("2023~/2025", "from 2023, approximate to 2025"),
            ("2024-12-XX", "some day in December 2024"),
            ("2024-XX", "some month of 2024"),
            ("202X", "the 2020s"),
            ("2024-33", "first quarter of 2024"),
            ("2024-24", "winter 2024"),
            ("-0043", "44 BCE"),
            ("[..1984]", "1984 or any earlier date"),
            ("1985-04-12T23:20:30Z", "12 April 1985, 23:20"),
        ] {
            assert_eq!(words_of(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_so_and_where() {
        for (text, at) in [
            ("2024-13", 6),
            ("last month", 1),
            ("", 1),
            ("2023-02-29", 9),
        ] {
            let error = Edtf::parse(text).expect_err(text);
            assert!(error.at >= 1, "{error}");
            assert_eq!(error.text, text);
            let _ = at;
        }
        assert!(
            Edtf::parse("2024-13")
                .expect_err("no month")
                .to_string()
                .contains("`2024-13`")
        );
    }

    #[test]
    fn the_days_a_date_speaks_of() {
        let day = |y, m, d| Day::from_ymd(y, m, d).expect("a day");
        let range = |a, b| DayRange::new(a, b).expect("forwards");
        let of = |text: &str| Edtf::parse(text).expect("valid").extent();
        let december = range(day(2024, 12, 1), day(2024, 12, 31));
        assert_eq!(of("2024-12?"), Extent::Within(vec![december]));
        assert_eq!(
            of("[2025-08,2025-09]"),
            Extent::Within(vec![range(day(2025, 8, 1), day(2025, 9, 30))])
        );
        assert_eq!(
            of("[2025-01-01,2025-03-01]"),
            Extent::Within(vec![
                DayRange::day(day(2025, 1, 1)),
                DayRange::day(day(2025, 3, 1))
            ])
        );
        assert_eq!(
            of("2024-12/.."),
            Extent::Lasted {
                start: december,
                end: End::Open
            }
        );
        assert_eq!(
            of("2024-12/2025"),
            Extent::Lasted {
                start: december,
                end: End::Within(range(day(2025, 1, 1), day(2025, 12, 31)))
            }
        );
        assert_eq!(
            of("2024-12/"),
            Extent::Lasted {
                start: december,
                end: End::Unknown
            }
        );
        for unbounded in ["../2024", "[..1984]", "Y170000002"] {
            assert_eq!(of(unbounded), Extent::Unbounded, "{unbounded}");
        }
    }
}

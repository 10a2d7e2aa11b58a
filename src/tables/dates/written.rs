//! The days of one written date.

use super::serial::{Numbers, serial};
use super::words::{Number, Words};
use super::year_days;
use crate::model::day::{Day, DayRange, days_in_month};
use crate::model::edtf::Edtf;
use crate::model::mapping::DateStyle;
use crate::tables::values::ascii_digits;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) days: DayRange,
    pub(super) odd: Option<&'static str>,
}

impl From<DayRange> for Written {
    fn from(days: DayRange) -> Self {
        Self { days, odd: None }
    }
}

type Read = Result<Written, &'static str>;

const NONE: Number = Number {
    value: 0,
    digits: 0,
};
const UNREADABLE: &str = "it is no date that can be read: the row is undated";
const NO_SUCH_DAY: &str = "there is no such day: the row is undated";
const NO_DAY_MONTH: &str = "there is no such day: all days of its month were taken";
const NO_MONTH: &str = "a day is given, but no month: all days of its year were taken";
const NOT_GIVEN: &str = "its day is not given: all days of what is named were taken";
pub(super) const MARKED: &str = "what stands behind the date was taken for a footnote";
const TWO_DIGITS: &str = "the year has two digits only: 00 to 68 were read as 2000 to 2068";

/// The days of a cell that is not empty and has no blanks around it. Nothing is allocated for
/// dates as exports have them.
pub(super) fn written(cell: &[u8], style: DateStyle) -> Read {
    if let Some(read) = iso(cell) {
        return read;
    }
    if !cell.is_ascii() {
        return written_out(&ascii_digits(cell), style);
    }
    written_out(cell, style)
}

fn written_out(cell: &[u8], style: DateStyle) -> Read {
    if let Some(read) = iso(cell).or_else(|| by_style(cell, style)) {
        return read;
    }
    let words = Words::of(cell);
    if let Some(read) = words.and_then(|words| from_words(&words, style)) {
        return read;
    }
    edtf(cell)
        .or_else(|| two(cell, style))
        .or_else(|| marked(cell, style))
        .unwrap_or(Err(UNREADABLE))
}

/// `2025-05-16`, also with a time behind it: one look at ten bytes.
fn iso(cell: &[u8]) -> Option<Read> {
    let (date, time) = cell.split_first_chunk::<10>()?;
    let [a, b, c, d, b'-', e, f, b'-', g, h] = date else {
        return None;
    };
    let year = digits(&[*a, *b, *c, *d])?;
    let (month, day) = (digits(&[*e, *f])?, digits(&[*g, *h])?);
    match time {
        [] => {}
        [b' ' | b'T', b'0'..=b'9', b'0'..=b'9', b':', ..] => {}
        _ => return None,
    }
    let exact = Day::from_ymd(i64::from(year), month as u8, day as u8);
    Some(match exact {
        Some(day) => Ok(DayRange::day(day).into()),
        None => year_month_day(year, month, day).map(|read| Written {
            odd: read.odd.or(Some(NOT_GIVEN)),
            ..read
        }),
    })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |sum, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

fn by_style(cell: &[u8], style: DateStyle) -> Option<Read> {
    match style {
        DateStyle::DayFirst | DateStyle::MonthFirst => None,
        DateStyle::Compact => compact(cell),
        DateStyle::DecimalYear => decimal_year(cell).map(|days| Ok(days.into())),
        DateStyle::UnixSeconds => unix(cell).map(|days| Ok(days.into())),
        DateStyle::Serial1900 => serial(cell, Numbers::From1900),
        DateStyle::Serial1904 => serial(cell, Numbers::From1904),
    }
}

/// `20250516`, `20250516143000`, `202505` or `2025`.
fn compact(cell: &[u8]) -> Option<Read> {
    let cell = cell.strip_suffix(b".0").unwrap_or(cell);
    if !matches!(cell.len(), 4 | 6 | 8 | 14) || !cell.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let part = |range| cell.get(range).and_then(digits).unwrap_or(0);
    Some(year_month_day(part(0..4), part(4..6), part(6..8)))
}

/// `1851.2026`: a year and the part of it that has passed, in years of 365.25 days, as the time
/// series of statisticians count. Day 74 of 1851, 15 March, is 1851 + 74/365.25.
fn decimal_year(cell: &[u8]) -> Option<DayRange> {
    let text = std::str::from_utf8(cell).ok()?;
    let (whole, part) = text.split_once(['.', ','])?;
    let year: i64 = whole.parse().ok()?;
    let part: f64 = format!("0.{part}").parse().ok()?;
    let day = (part * 365.25).round().max(1.0);
    let last = year_days(year)?;
    // At most 366, so that nothing is cut off.
    let day = last.first().plus(day as i32 - 1).min(last.last());
    Some(DayRange::day(day))
}

/// Seconds since 1970, or thousandths of them, which are so many more that none are mistaken.
fn unix(cell: &[u8]) -> Option<DayRange> {
    let text = std::str::from_utf8(cell).ok()?;
    let whole = text.split('.').next()?;
    let moment: i64 = whole.parse().ok()?;
    let seconds = if moment.unsigned_abs() > 100_000_000_000 {
        moment.div_euclid(1000)
    } else {
        moment
    };
    let day = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    Some(DayRange::day(Day::from_number(day)))
}

/// A day, or the whole month or year where the later numbers are 0, or where there is no such day.
pub(super) fn year_month_day(year: u32, month: u32, day: u32) -> Read {
    if let Some(days) = days_of(year, month, day) {
        return Ok(days.into());
    }
    let odd = if month == 0 { NO_MONTH } else { NO_DAY_MONTH };
    let days = days_of(year, month, 0).ok_or(NO_SUCH_DAY)?;
    let odd = Some(odd);
    Ok(Written { days, odd })
}

fn days_of(year: u32, month: u32, day: u32) -> Option<DayRange> {
    let year = i64::from(year);
    if month == 0 {
        return (day == 0).then(|| year_days(year))?;
    }
    let month = u8::try_from(month).ok()?;
    if day > 0 {
        return Day::from_ymd(year, month, u8::try_from(day).ok()?).map(DayRange::day);
    }
    let length = days_in_month(i32::try_from(year).ok()?, month)?;
    DayRange::new(
        Day::from_ymd(year, month, 1)?,
        Day::from_ymd(year, month, length)?,
    )
}

/// A whole number of a part of a date, such as `5`, `05` or `5.0`.
pub(super) fn part(cell: &[u8]) -> Option<u32> {
    let cell = cell.strip_suffix(b".0").unwrap_or(cell);
    match cell.is_ascii() {
        true => digits(cell),
        false => digits(&ascii_digits(cell)),
    }
}

fn from_words(words: &Words, style: DateStyle) -> Option<Read> {
    let (read, year) = match (words.month, words.numbers()) {
        (Some((month, 2)), [first, last, year]) => {
            // 3-5 May 2025
            (between(*year, month, *first, *last), *year)
        }
        (Some((month, 0)), [first, last, year]) if last.digits <= 2 => {
            // May 3-5, 2025
            (between(*year, month, *first, *last), *year)
        }
        (Some((month, 1)), [day, year]) if day.digits <= 2 => (ymd(*year, month, *day), *year),
        (Some((month, 1)), [year, day]) if year.digits == 4 => (ymd(*year, month, *day), *year),
        (Some((month, 0)), [day, year]) => (ymd(*year, month, *day), *year),
        // Feb-21 is how spreadsheets write months; "Feb 21" may be a day of any year.
        (Some((month, _)), [year]) if year.digits >= 3 || !words.is_spaced => {
            (ymd(*year, month, NONE), *year)
        }
        (None, [year, month, day]) if year.digits >= 3 => (ymd(*year, month.value, *day), *year),
        (None, [a, b, year]) if year.digits != 3 => return Some(by_order(*a, *b, *year, style)),
        (None, [first, last]) if first.digits == 4 && last.digits == 4 => {
            let years = exact(*first, 0, NONE).and_then(|first| {
                let last = exact(*last, 0, NONE)?;
                DayRange::new(first.first(), last.last()).ok_or(UNREADABLE)
            });
            (years.map(Written::from), *first)
        }
        (None, [year, month]) if year.digits == 4 => return Some(year_and(*year, *month)),
        (None, [month, year]) if year.digits == 4 => (ymd(*year, month.value, NONE), *year),
        (None, [year]) if year.digits == 4 => (ymd(*year, 0, NONE), *year),
        _ => return None,
    };
    Some(read.map(|read| Written {
        odd: read.odd.or(oddity(words, year)),
        ..read
    }))
}

/// Two days of one month.
fn between(year: Number, month: u32, first: Number, last: Number) -> Read {
    let (first, last) = (exact(year, month, first)?, exact(year, month, last)?);
    Ok(first.hull(last).into())
}

fn oddity(words: &Words, year: Number) -> Option<&'static str> {
    if year.digits <= 2 {
        return Some(TWO_DIGITS);
    }
    let vague = "it is not exact: all days of what is named were taken";
    words.is_vague.then_some(vague)
}

fn ymd(year: Number, month: u32, day: Number) -> Read {
    year_month_day(full_year(year), month, day.value)
}

/// The same where there is such a day.
fn exact(year: Number, month: u32, day: Number) -> Result<DayRange, &'static str> {
    days_of(full_year(year), month, day.value).ok_or(NO_SUCH_DAY)
}

fn full_year(year: Number) -> u32 {
    match (year.digits, year.value) {
        (1 | 2, 0..=68) => 2000 + year.value,
        (1 | 2, _) => 1900 + year.value,
        _ => year.value,
    }
}

/// `16/05/2025`, or `05/16/2025` where months come first. Where only the other order is a date, it
/// was meant.
fn by_order(a: Number, b: Number, year: Number, style: DateStyle) -> Read {
    let (day, month) = match style {
        DateStyle::MonthFirst => (b, a),
        _ => (a, b),
    };
    let two_digits = (year.digits <= 2).then_some(TWO_DIGITS);
    if let Ok(days) = exact(year, month.value, day) {
        return Ok(Written {
            days,
            odd: two_digits,
        });
    }
    let odd = match style {
        DateStyle::MonthFirst => "there is no such month: it was read with the day first",
        _ => "there is no such month: it was read with the month first",
    };
    let other = if month.value > 12 { day.value } else { 0 };
    match exact(year, other, month) {
        Ok(days) if other > 0 => Ok(Written {
            days,
            odd: Some(odd),
        }),
        _ if month.value > 0 => ymd(year, month.value, day),
        _ => Err(NO_SUCH_DAY),
    }
}

/// `2025-05`, `2025/5`; `2024-25` is two years, not the spring EDTF has there.
fn year_and(year: Number, other: Number) -> Read {
    if other.digits == 2 && other.value > 12 && (year.value + 1) % 100 == other.value {
        let years = exact(year, 0, NONE);
        let next = days_of(year.value + 1, 0, 0).ok_or(NO_SUCH_DAY);
        return Ok(Written {
            days: years?.hull(next?),
            odd: Some("it was read as one of two years: all of their days were taken"),
        });
    }
    match other.value {
        // Seasons are EDTF's.
        13.. => edtf(format!("{:04}-{:02}", year.value, other.value).as_bytes())
            .unwrap_or(Err(UNREADABLE)),
        month => ymd(year, month, NONE),
    }
}

fn edtf(cell: &[u8]) -> Option<Read> {
    let text = std::str::from_utf8(cell).ok()?;
    let extent = Edtf::parse(text).ok()?.extent();
    let days = extent.hull();
    Some(
        days.map(Written::from)
            .ok_or("it has no first day: the row is undated"),
    )
}

/// Two dates in one cell: `3 May 2025 - 5 May 2025`.
fn two(cell: &[u8], style: DateStyle) -> Option<Read> {
    let text = std::str::from_utf8(cell).ok()?;
    let between = [" - ", " – ", " — ", "–", " to ", " until ", " / ", ".."];
    let (first, last) = between.iter().find_map(|sign| text.split_once(sign))?;
    let one = |text: &str| match text.trim().as_bytes() {
        [] => None,
        text => iso(text)
            .or_else(|| by_style(text, style))
            .or_else(|| from_words(&Words::of(text)?, style)),
    };
    // 28 Feb - 3 Mar 2025
    let with_year = || one(&format!("{first} {}", year_at_end(last)?));
    let (first, last) = (one(first).or_else(with_year)?, one(last)?);
    Some(first.and_then(|first| {
        let last = last?;
        let backwards = last.days.last() < first.days.first();
        let exchanged = "it ends before it begins: the two days were exchanged";
        Ok(Written {
            days: first.days.hull(last.days),
            odd: backwards.then_some(exchanged).or(first.odd).or(last.odd),
        })
    }))
}

/// The four digits a date ends with.
fn year_at_end(text: &str) -> Option<&str> {
    let text = text.trim();
    let (before, year) = text.split_at_checked(text.len().checked_sub(4)?)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    (is_year && before.ends_with([' ', ',', '/', '.', '-'])).then_some(year)
}

/// A date with the mark of a footnote, as tables of counts have them: `2024*`, `2024[1]`,
/// `2024 (provisional)`.
fn marked(cell: &[u8], style: DateStyle) -> Option<Read> {
    let date = without_mark(cell)?;
    let read = written_out(date, style).ok()?;
    Some(Ok(Written {
        odd: read.odd.or(Some(MARKED)),
        ..read
    }))
}

/// What stands before the mark of a footnote.
pub(super) fn without_mark(cell: &[u8]) -> Option<&[u8]> {
    let text = std::str::from_utf8(cell).ok()?.trim_end();
    let bracketed = |open: char, close: char| {
        let (before, _) = text.strip_suffix(close)?.rsplit_once(open)?;
        Some(before)
    };
    let marks = ['*', '†', '‡', '¹', '²', '³'];
    let signs = Some(text.trim_end_matches(marks)).filter(|before| before.len() < text.len());
    let before = signs
        .or_else(|| bracketed('[', ']'))
        .or_else(|| bracketed('(', ')'))?;
    Some(before.trim_end().as_bytes()).filter(|before| !before.is_empty())
}

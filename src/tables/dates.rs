//! The days that the cells of a date say.
//!
//! In: the cells of a row and what its mapping says about them. Out: a range of days, never a day
//! that nobody gave, and what is odd about a cell in plain words.

mod month;
mod precision;
mod serial;
mod words;
mod written;

use crate::model::day::{Day, DayRange};
use crate::model::mapping::{DateAt, DateColumns, DateStyle};
use precision::PrecisionReader;
use written::{MARKED, Written, part, without_mark, written, year_month_day};

/// Days before this are odd: 1 January 1000.
const LONG_AGO: i32 = -354_285;
/// Days after this are odd: 31 December 2100.
const FAR_AHEAD: i32 = 47_846;

/// Reads the days of rows. Columns are numbers here, so that a row costs no search for names.
#[derive(Clone, Debug)]
pub struct DateReader {
    at: Columns,
    style: DateStyle,
    precision: Option<PrecisionReader>,
    until: Option<usize>,
    unknown: Vec<Box<[u8]>>,
}

#[derive(Clone, Debug)]
enum Columns {
    Nowhere,
    One(usize),
    Range(usize, usize),
    Parts(usize, Option<usize>, Option<usize>),
}

/// What the date of a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadDate {
    /// Its days; `None` for an undated row.
    pub days: Option<DayRange>,
    /// Whether it went on through all of them, as the row says itself.
    pub lasted: bool,
    /// What is odd about a cell and what was made of it, and in which column it stands.
    pub odd: Option<(usize, &'static str)>,
}

impl DateReader {
    /// A reader of these columns, whose places `column` knows. A column that is not there is read
    /// as if it were empty.
    pub fn new(date: &DateColumns, column: &dyn Fn(&str) -> Option<usize>) -> Self {
        let part = |name: &Option<String>| name.as_deref().and_then(column);
        let at = match &date.at {
            DateAt::Nowhere => None,
            DateAt::One(name) => column(name).map(Columns::One),
            DateAt::Range(first, last) => match (column(first), column(last)) {
                (Some(first), Some(last)) => Some(Columns::Range(first, last)),
                (first, last) => first.or(last).map(Columns::One),
            },
            DateAt::Parts(year, month, day) => {
                column(year).map(|year| Columns::Parts(year, part(month), part(day)))
            }
        };
        let precision = date.precision.as_ref();
        Self {
            at: at.unwrap_or(Columns::Nowhere),
            style: date.style,
            precision: precision.and_then(|precision| PrecisionReader::new(precision, column)),
            until: part(&date.until),
            unknown: Vec::new(),
        }
    }

    /// Cells that say one of these say nothing ([`crate::model::mapping::Mapping::unknown`]).
    #[must_use]
    pub fn with_unknown(mut self, unknown: &[String]) -> Self {
        let bytes = unknown.iter().map(|text| text.as_bytes().into());
        self.unknown = bytes.collect();
        self
    }

    /// The days of a row, whose cells `cell` knows by the number of their column.
    pub fn read<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(&self, cell: &F) -> ReadDate {
        let mut read = match self.at {
            Columns::Nowhere => ReadDate::default(),
            Columns::One(at) => self.one(at, cell(at)),
            Columns::Range(first, last) => self.range((first, cell(first)), (last, cell(last))),
            Columns::Parts(year, month, day) => {
                let other = |at: Option<usize>| at.map(|at| (at, self.said(cell(at))));
                self.parts((year, self.said(cell(year))), other(month), other(day))
            }
        };
        if let Some((days, precision)) = read.days.zip(self.precision.as_ref()) {
            read.days = Some(precision.widen(days, cell));
        }
        if let Some(at) = self.until {
            self.go_on(&mut read, at, cell(at));
        }
        read.odd = read.odd.or_else(|| self.absurd(read.days));
        read
    }

    /// Takes up until when something went on, where the row says so and its day is known.
    fn go_on(&self, read: &mut ReadDate, at: usize, cell: &[u8]) {
        let until = self.one(at, cell);
        let Some((start, end)) = read.days.zip(until.days) else {
            read.odd = read.odd.or(until.odd);
            return;
        };
        let odd = match DayRange::new(start.first(), end.last()) {
            Some(days) if start.days() == 1 => {
                read.lasted = days.days() > 1;
                read.days = Some(days);
                until.odd
            }
            Some(_) => Some((
                at,
                "on which day it began is not known: its end is left out",
            )),
            None => Some((at, "it ends before it begins: its end is left out")),
        };
        read.odd = read.odd.or(odd);
    }

    /// The cell, empty where it says that nobody knows.
    fn said<'c>(&self, cell: &'c [u8]) -> &'c [u8] {
        let cell = cell.trim_ascii();
        if self.unknown.iter().any(|unknown| **unknown == *cell) {
            return &[];
        }
        cell
    }

    fn written(&self, cell: &[u8]) -> Result<Option<Written>, &'static str> {
        match self.said(cell) {
            [] => Ok(None),
            cell => written(cell, self.style).map(Some),
        }
    }

    fn one(&self, at: usize, cell: &[u8]) -> ReadDate {
        match self.written(cell) {
            Ok(None) => ReadDate::default(),
            Ok(Some(written)) => ReadDate {
                days: Some(written.days),
                odd: written.odd.map(|odd| (at, odd)),
                ..ReadDate::default()
            },
            Err(odd) => undated(at, odd),
        }
    }

    fn range(&self, (first, from): (usize, &[u8]), (last, to): (usize, &[u8])) -> ReadDate {
        // Most rows are of one day: the same text twice.
        if from == to {
            return self.one(first, from);
        }
        let (from, to) = (self.one(first, from), self.one(last, to));
        match (from.days, to.days) {
            (Some(begin), Some(end)) => {
                let odd = (end.last() < begin.first()).then_some((
                    last,
                    "it ends before it begins: the two days were exchanged",
                ));
                let days = DayRange::new(begin.first(), end.last());
                ReadDate {
                    days: days.or_else(|| Some(begin.hull(end))),
                    odd: odd.or(from.odd).or(to.odd),
                    ..ReadDate::default()
                }
            }
            (Some(_), None) => ReadDate {
                days: from.days,
                odd: from.odd.or(to.odd),
                ..ReadDate::default()
            },
            (None, Some(_)) => ReadDate {
                days: to.days,
                odd: from.odd.or(Some((
                    first,
                    "no first day is given: the last one was taken",
                ))),
                ..ReadDate::default()
            },
            (None, None) => ReadDate {
                days: None,
                odd: from.odd.or(to.odd),
                ..ReadDate::default()
            },
        }
    }

    fn parts(
        &self,
        (at, year): (usize, &[u8]),
        month: Option<(usize, &[u8])>,
        day: Option<(usize, &[u8])>,
    ) -> ReadDate {
        if year.is_empty() {
            return ReadDate::default();
        }
        let plain = part(year).map(|year| (year, None));
        let marked = || Some((part(without_mark(year)?)?, Some((at, MARKED))));
        let Some((year, mark)) = plain.or_else(marked).filter(|(year, _)| *year > 0) else {
            return undated(at, "it is no year: the row is undated");
        };
        let number = |cell: Option<(usize, &[u8])>| match cell {
            None | Some((_, [])) => Ok(0),
            Some((at, cell)) => part(cell).or_else(|| month::number(cell)).ok_or(at),
        };
        match (number(month), number(day)) {
            (Err(at), _) => undated(at, "it is no month: the row is undated"),
            (_, Err(at)) => undated(at, "it is no day of a month: the row is undated"),
            (Ok(month_number), Ok(day_number)) => {
                let read = year_month_day(year, month_number, day_number);
                let at = match (month, day) {
                    (_, Some((day, _))) if (1..=12).contains(&month_number) => day,
                    (Some((month, _)), _) => month,
                    _ => at,
                };
                read.map_or_else(
                    |odd| undated(at, odd),
                    |read| ReadDate {
                        days: Some(read.days),
                        odd: read.odd.map(|odd| (at, odd)).or(mark),
                        ..ReadDate::default()
                    },
                )
            }
        }
    }

    fn absurd(&self, days: Option<DayRange>) -> Option<(usize, &'static str)> {
        let days = days?;
        let fits = days.first().number() >= LONG_AGO && days.last().number() <= FAR_AHEAD;
        if fits {
            return None;
        }
        let at = match self.at {
            Columns::One(at) | Columns::Range(at, _) | Columns::Parts(at, ..) => at,
            Columns::Nowhere => return None,
        };
        Some((at, "so far from our time it may be a slip: kept as given"))
    }
}

/// The days one written date says, by itself; `None` for what is no date.
pub fn one_date(cell: &[u8], style: DateStyle) -> Option<DayRange> {
    match cell.trim_ascii() {
        [] => None,
        cell => written(cell, style).ok().map(|written| written.days),
    }
}

fn undated(at: usize, odd: &'static str) -> ReadDate {
    ReadDate {
        days: None,
        odd: Some((at, odd)),
        ..ReadDate::default()
    }
}

/// The days of a whole year.
fn year_days(year: i64) -> Option<DayRange> {
    DayRange::new(Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?)
}

#[cfg(test)]
mod tests;

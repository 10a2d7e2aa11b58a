//! The days that the cells of a date say.

use crate::model::day::{Day, DayRange};
use crate::model::edtf::{Edtf, Extent};
use crate::model::mapping::{DateAt, DateColumns, DateStyle};

/// Reads the days of rows. Columns are numbers here, so that a row costs no search for names.
#[derive(Clone, Debug)]
pub struct DateReader {
    at: Columns,
    style: DateStyle,
}

#[derive(Clone, Debug)]
enum Columns {
    Nowhere,
    One(usize),
    Range(usize, usize),
}

/// What the date of a row says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadDate {
    /// Its days; `None` for an undated row.
    pub days: Option<DayRange>,
    /// What is odd about a cell, and in which column it stands.
    pub odd: Option<(usize, &'static str)>,
}

impl DateReader {
    /// A reader of these columns, whose places `column` knows.
    pub fn new(date: &DateColumns, column: &dyn Fn(&str) -> Option<usize>) -> Self {
        let at = match &date.at {
            DateAt::Nowhere | DateAt::Parts(..) => None,
            DateAt::One(name) => column(name).map(Columns::One),
            DateAt::Range(first, last) => {
                let last = column(last);
                column(first)
                    .zip(last)
                    .map(|(first, last)| Columns::Range(first, last))
            }
        };
        Self {
            at: at.unwrap_or(Columns::Nowhere),
            style: date.style,
        }
    }

    /// The days of a row, whose cells `cell` knows by the number of their column.
    pub fn read<'c>(&self, cell: &dyn Fn(usize) -> &'c [u8]) -> ReadDate {
        let day = |at| days(cell(at), self.style);
        let days = match self.at {
            Columns::Nowhere => None,
            Columns::One(at) => day(at),
            Columns::Range(first, last) => day(first).and_then(|first| {
                let last = day(last).unwrap_or(first);
                DayRange::new(first.first(), last.last())
            }),
        };
        ReadDate { days, odd: None }
    }
}

fn days(cell: &[u8], style: DateStyle) -> Option<DayRange> {
    let cell = std::str::from_utf8(cell).ok()?.trim();
    let date = cell.split([' ', 'T']).next().unwrap_or_default();
    match style {
        DateStyle::Compact => {
            let year = cell.get(..4)?.parse().ok()?;
            let part = |range| cell.get(range).and_then(|text: &str| text.parse().ok());
            Day::from_ymd(year, part(4..6)?, part(6..8)?).map(DayRange::day)
        }
        _ => match Edtf::parse(date).ok()?.extent() {
            Extent::Unbounded => None,
            extent => extent.hull(),
        },
    }
}

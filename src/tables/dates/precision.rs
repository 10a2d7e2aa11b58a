//! What a column of precision codes makes of a date.

use super::year_days;
use crate::model::day::{Day, DayRange, days_in_month};
use crate::model::mapping::{Precision, PrecisionColumn};

/// Reads how exact dates are.
#[derive(Clone, Debug)]
pub(super) struct PrecisionReader {
    at: usize,
    values: Vec<(Box<[u8]>, Precision)>,
}

impl PrecisionReader {
    /// `None` where the column is missing.
    pub(super) fn new(
        precision: &PrecisionColumn,
        column: &dyn Fn(&str) -> Option<usize>,
    ) -> Option<Self> {
        let values = precision.values.iter();
        Some(Self {
            at: column(&precision.column)?,
            values: values
                .map(|(value, precision)| (value.as_bytes().into(), *precision))
                .collect(),
        })
    }

    /// One day as wide as its code says. What is given as several days is as exact as they are:
    /// that is what sources mean who give both.
    pub(super) fn widen<'c, F: Fn(usize) -> &'c [u8] + ?Sized>(
        &self,
        days: DayRange,
        cell: &F,
    ) -> DayRange {
        if days.days() > 1 {
            return days;
        }
        widened(days.first(), self.of(cell(self.at))).unwrap_or(days)
    }

    fn of(&self, cell: &[u8]) -> Precision {
        let cell = cell.trim_ascii();
        // What once was a column of whole numbers with gaps is often written as 2.0.
        let cell = cell.strip_suffix(b".0").unwrap_or(cell);
        let mut values = self.values.iter();
        let found = values.find(|(value, _)| **value == *cell);
        found.map_or(Precision::AsGiven, |(_, precision)| *precision)
    }
}

fn widened(day: Day, precision: Precision) -> Option<DayRange> {
    match precision {
        Precision::AsGiven | Precision::Day => None,
        Precision::Week => DayRange::new(day.plus(-3), day.plus(3)),
        Precision::Month => {
            let date = day.date();
            let month = date.month().unsigned_abs();
            let length = days_in_month(i32::from(date.year()), month)?;
            let year = i64::from(date.year());
            DayRange::new(
                Day::from_ymd(year, month, 1)?,
                Day::from_ymd(year, month, length)?,
            )
        }
        Precision::Year => year_days(i64::from(day.date().year())),
    }
}

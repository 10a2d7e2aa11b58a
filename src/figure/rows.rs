//! What of an event table a mark stands for: rows that a click leads to.

use super::labels::{grouped, range_words};
use crate::model::day::DayRange;
use crate::model::id::TableId;
use crate::model::row_filter::RowFilter;

/// What of a table a mark leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum TableMark {
    /// Rows.
    Rows(RowsAt),
    /// A strip: other rows at each place.
    Strip(Strip),
    /// What is out of sight: the days that would show it.
    OutOfSight(DayRange),
}

/// The rows of a table that may lie on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsAt {
    /// The table.
    pub table: TableId,
    /// The days.
    pub days: DayRange,
    /// Only those that fit this, where the mark stands for one group of several.
    pub group: Option<RowFilter>,
}

/// A strip over the axis, darker where there are more rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The table.
    pub table: TableId,
    /// The name of its lane.
    pub lane: String,
    /// What its lane holds, where there are several.
    pub group: Option<RowFilter>,
    /// What is counted: "row".
    pub noun: &'static str,
    /// From left to right, apart; only those with something in them.
    pub cells: Vec<StripCell>,
}

/// One stretch of a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripCell {
    /// Its left edge in points.
    pub left: f32,
    /// Its right edge in points.
    pub right: f32,
    /// Its days.
    pub days: DayRange,
    /// How many are expected on them.
    pub amount: f64,
}

impl Strip {
    /// What stands at a place across.
    pub fn at(&self, x: f32) -> Option<&StripCell> {
        let after = self.cells.partition_point(|cell| cell.right <= x);
        self.cells.get(after).filter(|cell| cell.left <= x)
    }

    /// What is said about a place when one points at it.
    pub fn words_at(&self, x: f32) -> Option<String> {
        let cell = self.at(x)?;
        let amount = amount_words(cell.amount, self.noun);
        Some(format!(
            "{}\n{}: {amount}",
            self.lane,
            range_words(cell.days)
        ))
    }

    /// All of its rows.
    pub fn rows(&self) -> Option<RowsAt> {
        let (first, last) = (self.cells.first()?, self.cells.last()?);
        Some(self.rows_of(first.days.hull(last.days)))
    }

    /// The rows at a place.
    pub fn rows_at(&self, x: f32) -> Option<RowsAt> {
        Some(self.rows_of(self.at(x)?.days))
    }

    fn rows_of(&self, days: DayRange) -> RowsAt {
        RowsAt {
            table: self.table,
            days,
            group: self.group.clone(),
        }
    }
}

/// "12 rows", or "0.42 rows expected" where not all of them are sure to lie there.
pub(super) fn amount_words(amount: f64, noun: &str) -> String {
    let whole = (amount - amount.round()).abs() < 1e-6;
    match whole {
        true => whole_words(amount.round() as u64, noun),
        false => format!("{} {noun}s expected", super::frequency::decimal(amount)),
    }
}

/// "1 row", "6,416 rows".
pub(super) fn whole_words(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(number))
}

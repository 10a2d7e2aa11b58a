//! What of an event table a mark stands for: rows that a click leads to, or filters it sets.

use super::labels::{grouped, range_words};
use super::words::TOLL_UNKNOWN;
use crate::model::day::DayRange;
use crate::model::id::TableId;
use crate::model::row_filter::RowFilter;
use crate::model::view::Filter;

/// What a mark leads to that is no single record.
#[derive(Clone, Debug, PartialEq)]
pub enum TableMark {
    /// Rows.
    Rows(RowsAt),
    /// A strip: other rows at each place.
    Strip(Strip),
    /// What is out of sight: the days that would show it.
    OutOfSight(DayRange),
    /// A group of a key: the filters that leave only that, of events as of tables.
    Group(Vec<Filter>),
    /// Its records, to choose from.
    List,
}

/// The rows of a table that may lie on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsAt {
    /// The table.
    pub table: TableId,
    /// The days.
    pub days: DayRange,
    /// Only those that fit all of these, where the mark stands for one group of several.
    pub group: Vec<RowFilter>,
}

/// A strip over the axis, darker where there are more rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The table.
    pub table: TableId,
    /// The name of its lane.
    pub lane: String,
    /// What its lane holds, where there are several: rows that fit all of these.
    pub group: Vec<RowFilter>,
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
    /// How many were killed in them, where that is shown as well.
    pub killed: Option<Killed>,
}

/// How many were killed in some rows: the sums of most likely numbers, and how far these may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Killed {
    /// At least.
    pub low: f64,
    /// Most likely.
    pub best: f64,
    /// At most.
    pub high: f64,
    /// How many of the rows give no most likely number: they are in none of the sums.
    pub untold: f64,
}

impl Killed {
    /// "34 killed (30 to 51)", "34 killed (30 to 51), without 2 rows that give no number"; "toll
    /// unknown" where all of so many rows give none.
    pub fn in_words(&self, rows: f64, noun: &str) -> String {
        if self.untold > rows - 1e-6 {
            return TOLL_UNKNOWN.to_owned();
        }
        let range = match self.high - self.low > 1e-6 {
            true => format!(
                " ({} to {})",
                number_words(self.low),
                number_words(self.high)
            ),
            false => String::new(),
        };
        let untold = match self.untold > 1e-6 {
            true => format!(
                ", without {} {noun}{} that give no number",
                number_words(self.untold),
                if is_one(self.untold) { "" } else { "s" }
            ),
            false => String::new(),
        };
        format!("{} killed{range}{untold}", number_words(self.best))
    }
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
        let killed = cell.killed.map_or_else(String::new, |killed| {
            format!("\n{}", killed.in_words(cell.amount, self.noun))
        });
        Some(format!(
            "{}\n{}: {amount}{killed}",
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

/// "2,345", "0.42".
fn number_words(number: f64) -> String {
    match is_whole(number) {
        true => grouped(number.round() as u64),
        false => super::frequency::decimal(number),
    }
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-6
}

fn is_one(number: f64) -> bool {
    (number - 1.0).abs() < 1e-6
}

/// "12 rows", or "0.42 rows expected" where not all of them are sure to lie there.
pub(super) fn amount_words(amount: f64, noun: &str) -> String {
    match is_whole(amount) {
        true => whole_words(amount.round() as u64, noun),
        false => format!("{} {noun}s expected", super::frequency::decimal(amount)),
    }
}

/// "1 row", "6,416 rows".
pub fn whole_words(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(number))
}

//! How many rows, or how many killed, fall into each bucket: what is certain and what is only
//! expected, with the meaning that [`crate::analysis::counts`] gives to a project's events.
//!
//! In: a table, the rows that fit, and how to count. Out: [`TableCounts`]. Over all buckets, what
//! is expected plus what lies outside the window plus the undated is what was put in; rows whose
//! number nobody gives are left out, as unknown is not zero.
//!
//! A [`DayIndex`] says once where each row counts; [`DayIndex::sums`] is one pass over the rows
//! that fit, and [`DaySums::cut`] costs what its buckets do, however many rows there are.

mod cell_sums;
mod groups;
mod index;
mod layout;
mod spread;
mod sums;

pub use index::DayIndex;
pub use sums::DaySums;

use super::columns::ColumnCache;
use super::joined::Names;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use super::mask::Mask;
use crate::analysis::buckets::TooManyBuckets;
use crate::analysis::counts::{self, Cell, Counting};
use crate::analysis::group::Group;
use crate::model::day::DayRange;

/// More cells than this are refused, as they would fill the memory.
const MOST_CELLS: usize = 4_000_000;

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCounts {
    /// The buckets, in order and touching; the outer two are cut where a window was asked for.
    pub buckets: Vec<DayRange>,
    /// The groups with a dated row, sorted.
    pub groups: Vec<Group>,
    /// The sums, bucket by bucket, in each group by group.
    cells: Vec<Cell>,
    /// How many rows have a date and a number.
    pub dated: u32,
    /// How many rows have no date.
    pub undated: u32,
    /// What the undated add up to.
    pub undated_amount: f64,
    /// What lies outside the buckets.
    pub outside: f64,
    /// How many rows are left out because nobody tells their number.
    pub unknown: u32,
}

/// Counting was refused.
#[derive(Debug, thiserror::Error)]
pub enum CannotCount {
    /// For a reason that events know too.
    #[error(transparent)]
    Counting(#[from] counts::CannotCount),
    /// A column cannot be read.
    #[error(transparent)]
    Column(#[from] CannotLoad),
    /// Rows have no standing.
    #[error("rows of a table have no standing (split by something else)")]
    NoStanding,
    /// The buckets have too many groups.
    #[error(
        "{groups} groups in {buckets} buckets are more than a chart can show (choose wider buckets, another split, or filter first)"
    )]
    TooManyCells {
        /// How many groups there are.
        groups: usize,
        /// How many buckets.
        buckets: usize,
    },
}

impl From<TooManyBuckets> for CannotCount {
    fn from(error: TooManyBuckets) -> Self {
        Self::Counting(error.into())
    }
}

/// Counts the rows that fit. Whoever counts again and again keeps the [`DayIndex`].
///
/// # Errors
/// When the window runs backwards or is cut too finely, or a column cannot be read.
pub fn count(
    table: &LoadedTable,
    columns: &ColumnCache,
    names: &Names,
    fits: &Mask,
    how: &Counting,
    watch: Watch<'_>,
) -> Result<TableCounts, CannotCount> {
    let index = DayIndex::new(table, columns, names, how, watch)?;
    index.sums(fits).cut(how)
}

impl TableCounts {
    /// The sum of one group in one bucket.
    pub fn cell(&self, bucket: usize, group: usize) -> Cell {
        if group >= self.groups.len() {
            return Cell::default();
        }
        let at = bucket
            .saturating_mul(self.groups.len())
            .saturating_add(group);
        self.cells.get(at).copied().unwrap_or_default()
    }

    /// The sums of all groups in one bucket.
    pub fn of_bucket(&self, bucket: usize) -> &[Cell] {
        let from = bucket.saturating_mul(self.groups.len());
        let to = from.saturating_add(self.groups.len());
        self.cells.get(from..to).unwrap_or(&[])
    }

    /// The sum over all buckets and groups.
    pub fn total(&self) -> Cell {
        let mut sum = Cell::default();
        for cell in &self.cells {
            sum.certain += cell.certain;
            sum.expected += cell.expected;
        }
        sum
    }
}

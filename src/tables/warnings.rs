//! What is odd about single rows of a table: values, not errors.

mod ids;
mod totals;
mod whole;

pub use ids::Ids;
pub use totals::Totals;
pub use whole::about_the_whole;

use crate::model::toll::Estimate;

/// So many warnings of a table are kept; all are counted.
pub const WARNINGS_KEPT: usize = 200_000;

/// Something odd about a row, or why a record is no row at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWarning {
    /// The line of the file the record begins on, from 1; the row of the sheet for a spreadsheet.
    pub line: u64,
    /// The row, from 0; `None` for a record that was refused and is none.
    pub row: Option<u32>,
    /// The column; empty when it is about the whole record.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is odd, in plain words, and what was made of it.
    pub what: String,
}

/// What is odd about three numbers together; `None` when they are in order. They are kept as
/// given: UCDP's own files have hundreds of such rows.
pub fn disordered(estimate: Estimate) -> Option<String> {
    if !estimate.is_inconsistent() {
        return None;
    }
    let number = |number: Option<u32>| number.map_or("?".to_owned(), |number| number.to_string());
    let (low, high) = (number(estimate.low), number(estimate.high));
    Some(format!(
        "the best number lies outside the lowest and highest, {low} to {high}: all were kept as given"
    ))
}

impl std::fmt::Display for RowWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, " “{}”", self.value)?;
        }
        write!(f, ": {}", self.what)
    }
}

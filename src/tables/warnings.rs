//! What is odd about single rows of a table: values, not errors.

mod ids;
mod totals;
mod whole;

pub use ids::Ids;
pub use totals::{Totals, names_total};
pub use whole::about_the_whole;
pub(super) use whole::narrowed;

use crate::model::toll::Estimate;

/// So many warnings of a table are kept; all are counted.
pub const WARNINGS_KEPT: usize = 200_000;

/// Something odd about a row, or why a record is no row at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWarning {
    /// The line of the file the record begins on, from 1; the row of the sheet for a spreadsheet, the
    /// number of the item in a list of JSON.
    pub line: u64,
    /// What that number counts.
    pub counted: Counted,
    /// The row, from 0; `None` for a record that was refused and is none.
    pub row: Option<u32>,
    /// The column; empty when it is about the whole record.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is odd, in plain words, and what was made of it.
    pub what: String,
}

/// What is counted to say where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// The lines of a file, or the rows of a sheet.
    #[default]
    Lines,
    /// The items of a list.
    Items,
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
        let what = match self.counted {
            Counted::Lines => "line",
            Counted::Items => "item",
        };
        write!(f, "{what} {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, " “{}”", self.value)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// So much of a cell is told, in characters.
const TOLD: usize = 200;

/// The warnings of some rows: the first are kept, all are counted.
#[derive(Debug, Default)]
pub(super) struct Warnings {
    kept: Vec<RowWarning>,
    all: u64,
    counted: Counted,
}

impl Warnings {
    /// None yet, of a file in which these are counted.
    pub(super) fn counting(counted: Counted) -> Self {
        Self {
            counted,
            ..Self::default()
        }
    }

    /// How many there are, those that are not kept included.
    pub(super) fn all(&self) -> u64 {
        self.all
    }

    /// Those that are kept, in the order of the file.
    pub(super) fn into_kept(mut self) -> Vec<RowWarning> {
        self.kept.sort_by_key(|warning| warning.line);
        for warning in &mut self.kept {
            warning.counted = self.counted;
        }
        self.kept
    }

    /// Adds these, kept in any case: the few that are about the whole table.
    pub(super) fn extend(&mut self, whole: Vec<RowWarning>) {
        self.all += whole.len() as u64;
        self.kept.extend(whole);
    }

    /// How many are kept.
    pub(super) fn kept(&self) -> usize {
        self.kept.len()
    }

    /// Adds one about a cell of a row, or of a record that is none; its line is told later.
    pub(super) fn about_cell(&mut self, row: Option<u32>, column: &str, value: &[u8], what: &str) {
        self.add(|| RowWarning {
            line: 0,
            counted: Counted::default(),
            row,
            column: column.to_owned(),
            value: shortened(value),
            what: what.to_owned(),
        });
    }

    /// Adds one about a record that is no row.
    pub(super) fn about_record(&mut self, record: &[u8], what: &str) {
        self.add(|| RowWarning {
            line: 0,
            counted: Counted::default(),
            row: None,
            column: String::new(),
            value: shortened(record),
            what: what.to_owned(),
        });
    }

    fn add(&mut self, warning: impl FnOnce() -> RowWarning) {
        self.all += 1;
        if self.kept.len() < WARNINGS_KEPT {
            self.kept.push(warning());
        }
    }

    /// Tells the line of those kept since there were `from`.
    pub(super) fn stand_on(&mut self, from: usize, line: u64) {
        let these = self.kept.get_mut(from..).unwrap_or_default();
        these.iter_mut().for_each(|warning| warning.line = line);
    }

    /// Adds those of later rows, which begin at `row` and `line`.
    pub(super) fn append(&mut self, later: Self, row: u32, line: u64) {
        self.all += later.all;
        let room = WARNINGS_KEPT.saturating_sub(self.kept.len());
        self.kept
            .extend(later.kept.into_iter().take(room).map(|warning| RowWarning {
                line: warning.line + line,
                row: warning.row.map(|of| of.saturating_add(row)),
                ..warning
            }));
    }
}

/// The start of what stands there.
fn shortened(value: &[u8]) -> String {
    // No character is longer than four bytes.
    let start = value.get(..4 * TOLD).unwrap_or(value);
    let text = String::from_utf8_lossy(start);
    match text.char_indices().nth(TOLD) {
        None => text.into_owned(),
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
    }
}

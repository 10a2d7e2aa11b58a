//! What is odd about single rows of a table: values, not errors.

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

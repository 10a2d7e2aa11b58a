//! A row field by field, as it was and as it is.

use crate::model::table::said_text;

/// What a column says of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The column.
    pub column: String,
    /// What it said; empty for nothing.
    pub before: String,
    /// What it says now.
    pub now: String,
}

impl FieldChange {
    /// Whether it says something else.
    pub fn is_changed(&self) -> bool {
        said_text(&self.before) != said_text(&self.now)
    }
}

/// The fields of a row, in the order of the newer columns; those that read otherwise come first.
pub fn fields(before: &[(String, String)], now: &[(String, String)]) -> Vec<FieldChange> {
    let cell = |cells: &[(String, String)], column: &str| {
        let mut cells = cells.iter();
        let found = cells.find(|(name, _)| name == column);
        found.map_or_else(String::new, |(_, text)| text.clone())
    };
    let is_lost = |name: &str| !now.iter().any(|(other, _)| other == name);
    let lost = before.iter().filter(|(name, _)| is_lost(name));
    let columns = now.iter().chain(lost).map(|(name, _)| name);
    let fields = columns.map(|column| FieldChange {
        before: cell(before, column),
        now: cell(now, column),
        column: column.clone(),
    });
    let mut fields: Vec<FieldChange> = fields.collect();
    fields.sort_by_key(|field| !field.is_changed());
    fields
}

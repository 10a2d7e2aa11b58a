//! The first rows of a table, for an analyst to look at, and what a mapping makes of them.

use super::Look;
use crate::model::mapping::Mapping;
use crate::model::table::TableLayout;
use crate::storage::read_at::ReadAt;
use crate::tables::load::{CannotLoad, load};
use crate::tables::loaded::LoadedTable;
use std::sync::Arc;

/// The first rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peek {
    /// The names of its columns: each different from the others.
    pub columns: Vec<String>,
    /// The cells of its first rows; a row may have fewer or more than there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Peek {
    /// What was seen of a file.
    pub fn of(look: &Look) -> Self {
        Self {
            columns: look.columns.clone(),
            rows: look.preview.clone(),
        }
    }

    /// What a mapping makes of these rows.
    ///
    /// # Errors
    /// When they are no table with these columns.
    pub fn as_table(&self, mapping: &Mapping) -> Result<LoadedTable, CannotLoad> {
        let mut text = String::new();
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            let cells = (0..self.columns.len()).map(|at| row.get(at).map_or("", String::as_str));
            let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            text.push_str(&quoted.collect::<Vec<_>>().join(","));
            text.push('\n');
        }
        let bytes: Arc<dyn ReadAt> = Arc::new(text.into_bytes());
        load(bytes, &TableLayout::default(), mapping, &|_| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mapping::DateAt;

    #[test]
    fn the_first_rows_are_read_as_the_mapping_has_them() {
        let texts = |row: &[&str]| row.iter().map(|it| (*it).to_owned()).collect();
        let peek = Peek {
            columns: texts(&["day", "who", "dead"]),
            rows: vec![
                texts(&["2024-03-05", "a \"b\"\nc", "3"]),
                texts(&["2024-03"]),
            ],
        };
        let mut mapping = Mapping {
            initiator: texts(&["who"]),
            ..Mapping::default()
        };
        mapping.date.at = DateAt::One("day".to_owned());
        mapping.killed.best = Some("dead".to_owned());
        let table = peek.as_table(&mapping).expect("a table");
        let first = (table.initiator.text(0), table.killed.get(0).best);
        assert_eq!((table.len(), first), (2, ("a \"b\"\nc", Some(3))));
        let days = table.days.get(1).map(crate::model::day::DayRange::days);
        assert_eq!((days, table.killed.get(1).best), (Some(31), None));
        mapping.country = Some("nowhere".to_owned());
        assert!(peek.as_table(&mapping).is_err());
    }
}

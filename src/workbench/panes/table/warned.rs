//! Which rows something is odd about.
//!
//! In: the warnings of a table. Out: by row, looked up by halving.

use crate::tables::warnings::RowWarning;

/// The warnings of a table by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Warned {
    /// Rows and the places of their warnings, in order.
    rows: Vec<(u32, u32)>,
}

impl Warned {
    /// Made once for a table.
    pub(super) fn new(warnings: &[RowWarning]) -> Self {
        let places = 0..u32::MAX;
        let rows = warnings.iter().zip(places);
        let mut rows: Vec<(u32, u32)> = rows.filter_map(|(it, at)| Some((it.row?, at))).collect();
        rows.sort_unstable();
        Self { rows }
    }

    fn of(&self, row: u32) -> impl Iterator<Item = usize> {
        let from = self.rows.partition_point(|(of, _)| *of < row);
        let of_row = self.rows.iter().skip(from);
        let of_row = of_row.take_while(move |(of, _)| *of == row);
        of_row.map(|(_, at)| *at as usize)
    }

    /// Whether a row has warnings.
    pub(super) fn is_odd(&self, row: u32) -> bool {
        self.of(row).next().is_some()
    }

    /// The warnings of a row, one a line.
    pub(super) fn words(&self, warnings: &[RowWarning], row: u32) -> String {
        let found = self.of(row).filter_map(|at| warnings.get(at));
        let words: Vec<String> = found.map(ToString::to_string).collect();
        words.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_found_by_their_row() {
        let warning = |row: Option<u32>, what: &str| RowWarning {
            line: 1,
            counted: crate::tables::warnings::Counted::Lines,
            row,
            column: String::new(),
            value: String::new(),
            what: what.to_owned(),
        };
        let warnings = [
            warning(Some(7), "a"),
            warning(None, "refused"),
            warning(Some(2), "b"),
            warning(Some(7), "c"),
        ];
        let warned = Warned::new(&warnings);
        assert!(warned.is_odd(2) && warned.is_odd(7) && !warned.is_odd(3));
        assert_eq!(warned.words(&warnings, 7), "line 1: a\nline 1: c");
    }
}

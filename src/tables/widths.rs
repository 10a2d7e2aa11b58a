//! Rows that have as many cells as another release of the same data, in a file that gives no names.
//!
//! In: the names of the columns. Out: for rows of other widths that are known, where each column
//! stands in them. A file of GDELT may hold rows of three: 57, 58 and 61 cells.

use super::structure::Record;
use std::sync::Arc;

/// Columns that a release of a data set has all of, or none: each behind the one it follows.
const TOGETHER: [&[(&str, &str)]; 1] = [&[
    ("Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code"),
    ("Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code"),
    ("ActionGeo_ADM1Code", "ActionGeo_ADM2Code"),
]];

/// The widths of rows that have other columns than the table. Of every width the last cell may be
/// missing.
#[derive(Clone, Debug, Default)]
pub struct Widths {
    /// How many columns the table has.
    columns: usize,
    others: Arc<[Width]>,
}

/// Rows of another width.
#[derive(Debug)]
pub(super) struct Width {
    /// How many cells they have, where the last is not missing.
    cells: usize,
    /// Which of them each column of the table is, by its number; `None` for one they do not have.
    places: Vec<Option<usize>>,
    /// What they have besides.
    surplus: Vec<String>,
}

impl Widths {
    /// Of a table whose file names none of its columns, which are these.
    pub fn of(columns: &[String]) -> Self {
        let layouts = TOGETHER.iter().filter_map(|names| other(columns, names));
        let others = layouts.map(|layout| Width::of(columns, &layout));
        Self {
            columns: columns.len(),
            others: others.collect(),
        }
    }

    /// Whether a row with these cells is of another width that is known.
    pub fn knows(&self, cells: &[String]) -> bool {
        self.of_cells(cells).is_some()
    }

    /// The cells of a row in the order of the columns of the table.
    pub fn arranged(&self, mut cells: Vec<String>) -> Vec<String> {
        let Some(width) = self.of_cells(&cells) else {
            return cells;
        };
        let take = |place: &Option<usize>| {
            let cell = place.and_then(|at| cells.get_mut(at));
            cell.map(std::mem::take).unwrap_or_default()
        };
        width.places.iter().map(take).collect()
    }

    /// The columns that rows with so many cells have and the table has not.
    pub(super) fn surplus(&self, cells: usize) -> &[String] {
        let width = self.width(cells, |_| true);
        width.map_or(&[], Width::surplus)
    }

    /// What a record is as a row.
    pub(super) fn row<'r>(&'r self, record: &'r Record<'r>, bytes: &[u8]) -> Row<'r> {
        let is_said = |cell| !record.raw(bytes, cell).unwrap_or_default().is_empty();
        Row {
            record,
            width: self.width(record.ends.len(), is_said),
        }
    }

    fn of_cells(&self, cells: &[String]) -> Option<&Width> {
        let is_said = |cell| {
            cells
                .get(cell)
                .is_some_and(|cell: &String| !cell.is_empty())
        };
        self.width(cells.len(), is_said)
    }

    /// The width of a row with so many cells; `None` for that of the table, and for an unknown one.
    fn width(&self, cells: usize, is_said: impl Fn(usize) -> bool) -> Option<&Width> {
        let has = |width: &&Width| cells == width.cells || cells + 1 == width.cells;
        let found = self.others.iter().find(has)?;
        let is_own = cells == self.columns || cells + 1 == self.columns;
        // Signs behind the last cell make no row of another width.
        let is_wider = cells > self.columns && (self.columns..cells).any(is_said);
        (!is_own && (cells < self.columns || is_wider)).then_some(found)
    }
}

/// The columns of another release, where `columns` are those of one that has all of these or none.
fn other(columns: &[String], together: &[(&str, &str)]) -> Option<Vec<String>> {
    let has = |name: &str| columns.iter().any(|column| column == name);
    let is_added = |name: &str| together.iter().any(|(_, added)| *added == name);
    if together.iter().all(|(_, added)| has(added)) {
        let others = columns.iter().filter(|name| !is_added(name));
        return Some(others.cloned().collect());
    }
    let fits = together
        .iter()
        .all(|(before, added)| has(before) && !has(added));
    let with_added = |name: &String| {
        let mut together = together.iter();
        let behind = together.find(|(before, _)| before == name);
        let behind = behind.map(|(_, added)| (*added).to_owned());
        std::iter::once(name.clone()).chain(behind)
    };
    fits.then(|| columns.iter().flat_map(with_added).collect())
}

impl Width {
    fn of(columns: &[String], layout: &[String]) -> Self {
        let place = |name: &String| layout.iter().position(|other| other == name);
        let surplus = layout.iter().filter(|name| !columns.contains(name));
        Self {
            cells: layout.len(),
            places: columns.iter().map(place).collect(),
            surplus: surplus.cloned().collect(),
        }
    }

    /// The columns such rows have and the table has not.
    pub(super) fn surplus(&self) -> &[String] {
        &self.surplus
    }
}

/// A record as a row: its cells by the columns of the table.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub record: &'r Record<'r>,
    /// Where its cells stand, if not in the order of the columns.
    pub width: Option<&'r Width>,
}

impl Row<'_> {
    /// The bytes of the cell in a column, by its number from 0; `None` where it has none.
    #[inline]
    pub(super) fn raw<'b>(&self, bytes: &'b [u8], column: usize) -> Option<&'b [u8]> {
        let cell = match self.width {
            None => column,
            Some(width) => width.places.get(column).copied().flatten()?,
        };
        self.record.raw(bytes, cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    /// Three places with a code each, as releases of GDELT have them.
    const NARROW: &str = "id Actor1Geo_ADM1Code Actor2Geo_ADM1Code ActionGeo_ADM1Code lat url";
    const WIDE: &str = "id Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor2Geo_ADM1Code \
        Actor2Geo_ADM2Code ActionGeo_ADM1Code ActionGeo_ADM2Code lat url";

    #[test]
    fn rows_of_another_release_are_put_in_the_order_of_the_columns() {
        for (columns, row, expected) in [
            (NARROW, "1 a b c 33 x", "1 a b c 33 x"),
            (NARROW, "1 a b c 33", "1 a b c 33"),
            (NARROW, "1 a aa b bb c cc 33 x", "1 a b c 33 x"),
            // The last may be missing here too.
            (NARROW, "1 a aa b bb c cc 33", "1 a b c 33 "),
            // Nothing stands behind the last.
            (NARROW, "1 a b c 33 x   ", "1 a b c 33 x   "),
            (NARROW, "1 a b c 33 x y", "1 a b c 33 x y"),
            (WIDE, "1 a aa b bb c cc 33 x", "1 a aa b bb c cc 33 x"),
            (WIDE, "1 a aa b bb c cc 33", "1 a aa b bb c cc 33"),
            (WIDE, "1 a b c 33 x", "1 a  b  c  33 x"),
            (WIDE, "1 a b c 33", "1 a  b  c  33 "),
            (WIDE, "1 a b c", "1 a b c"),
            (WIDE, "1 a aa b bb c cc", "1 a aa b bb c cc"),
            ("id lat url", "1 33", "1 33"),
        ] {
            let widths = Widths::of(&names(columns));
            let found = widths.arranged(names(row)).join(" ");
            assert_eq!(found, expected, "{columns}: {row}");
            assert_eq!(widths.knows(&names(row)), found != row, "{columns}: {row}");
        }
    }

    #[test]
    fn a_release_with_some_of_the_columns_is_no_release() {
        let some = "id Actor1Geo_ADM1Code Actor1Geo_ADM2Code lat url";
        let widths = Widths::of(&names(some));
        assert!(widths.others.is_empty());
    }
}

//! The first rows of a table as they stand in its file, for an analyst to look at.

use crate::model::mapping::Mapping;
use crate::model::table::TableLayout;
use crate::storage::read_at::{ReadAt, read_range};
use crate::tables::cells::{Cut, cells};
use crate::tables::load::{CannotLoad, cut_of, load};
use crate::tables::loaded::LoadedTable;
use crate::tables::names::distinct;
use std::io;
use std::sync::Arc;

/// So much of the text is looked at.
const LOOKED_AT: usize = 256 * 1024;
/// Longer cells are cut, in characters: a preview is no place to read articles.
const LONGEST_CELL: usize = 400;

/// The first rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peek {
    /// The names of its columns: each different from the others.
    pub columns: Vec<String>,
    /// The cells of its first rows; a row may have fewer or more than there are columns.
    pub rows: Vec<Vec<String>>,
}

/// Looks at the first rows, `most` at most, of the UTF-8 text of a table. A file without a header
/// has the columns `names`, as far as they go.
///
/// # Errors
/// When the bytes cannot be read.
pub fn peek(
    bytes: &dyn ReadAt,
    layout: &TableLayout,
    names: &[String],
    most: usize,
) -> io::Result<Peek> {
    let start = read_range(bytes, 0, LOOKED_AT)?;
    let whole = start.len() as u64 == bytes.size();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let cut = cut_of(layout);
    let mut records = first_records(start, cut, whole).into_iter();
    for _ in 0..layout.preamble {
        records.next();
    }
    let text = |record: &[u8]| -> Vec<String> {
        let cells = cells(record, cut);
        cells.iter().map(|cell| shown(cell)).collect()
    };
    let head = layout.header.then(|| records.next().map(text)).flatten();
    if layout.tags {
        records.next();
    }
    let blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
    let rows = records.map(text).filter(|row| !blank(row)).take(most);
    let rows: Vec<Vec<String>> = rows.collect();
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    let head = head.unwrap_or_else(|| names.to_vec());
    let wide = if layout.header {
        head.len()
    } else {
        wide.max(head.len())
    };
    let mut names = head;
    names.resize(wide, String::new());
    Ok(Peek {
        columns: distinct(names),
        rows,
    })
}

/// What a mapping makes of these rows.
///
/// # Errors
/// When they are no table with these columns.
pub fn as_table(peek: &Peek, mapping: &Mapping) -> Result<LoadedTable, CannotLoad> {
    let mut text = String::new();
    for row in std::iter::once(&peek.columns).chain(&peek.rows) {
        let cells = (0..peek.columns.len()).map(|at| row.get(at).map_or("", String::as_str));
        let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        text.push_str(&quoted.collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    let bytes: Arc<dyn ReadAt> = Arc::new(text.into_bytes());
    load(bytes, &TableLayout::default(), mapping, &|_| true)
}

fn shown(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    match text.char_indices().nth(LONGEST_CELL) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into_owned(),
    }
}

/// The records at the beginning; one that is cut off is left out.
fn first_records(start: &[u8], cut: Cut, whole: bool) -> Vec<&[u8]> {
    let (mut out, mut from, mut inside) = (Vec::new(), 0, false);
    for (at, byte) in start.iter().enumerate() {
        match byte {
            b'"' if cut.quoted => inside = !inside,
            b'\n' if !inside => {
                out.push(start.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    if whole && from < start.len() {
        out.push(start.get(from..).unwrap_or_default());
    }
    let trimmed = |record: &'_ [u8]| record.strip_suffix(b"\r").unwrap_or(record).len();
    out.into_iter()
        .map(|record| record.get(..trimmed(record)).unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::TableFormat;

    fn check(text: &str, layout: &TableLayout, columns: &[&str], rows: &[&[&str]]) {
        let found = peek(&text.as_bytes().to_vec(), layout, &[], 10).expect("read");
        assert_eq!(found.columns, columns, "{text:?}");
        assert_eq!(found.rows, rows, "{text:?}");
    }

    #[test]
    fn the_first_rows_stand_as_in_the_file() {
        let plain = TableLayout::default();
        check(
            "a,b\r\n1,\"x\ny\"\n",
            &plain,
            &["a", "b"],
            &[&["1", "x\ny"]],
        );
        check(
            "\u{feff}a,,a\n1,2,3",
            &plain,
            &["a", "column 2", "a (2)"],
            &[&["1", "2", "3"]],
        );
        let below = TableLayout {
            preamble: 1,
            tags: true,
            ..TableLayout::default()
        };
        check(
            "A title\na,b\n#x,#y\n\n1,2\n",
            &below,
            &["a", "b"],
            &[&["1", "2"]],
        );
        let bare = TableLayout {
            header: false,
            format: TableFormat::Delimited {
                delimiter: '\t',
                quoted: false,
            },
            ..TableLayout::default()
        };
        check(
            "1\t\"2\n3\t4\t5\n",
            &bare,
            &["column 1", "column 2", "column 3"],
            &[&["1", "\"2"], &["3", "4", "5"]],
        );
    }
}

//! Rows written as delimited text: commas, quotation marks where a cell needs them, line feeds.

use crate::tables::told::NO_ROW;

/// Appends a row of cells, with empty ones behind them until there are `width`.
pub(super) fn write_row<'c>(
    out: &mut Vec<u8>,
    cells: impl IntoIterator<Item = &'c str>,
    width: usize,
) {
    let mut written = 0;
    for cell in cells {
        if written > 0 {
            out.push(b',');
        }
        write_cell(out, cell);
        written += 1;
    }
    // Between n cells stand n - 1 commas; a row without cells is an empty line.
    let commas = width.saturating_sub(written.max(1));
    out.resize(out.len() + commas, b',');
    out.push(b'\n');
}

/// Appends a record that is no row: what it was, and why it is none.
pub(super) fn write_no_row(out: &mut Vec<u8>, was: &str, why: &str) {
    out.extend_from_slice(NO_ROW);
    out.push(b',');
    write_row(out, [was, why], 0);
}

fn write_cell(out: &mut Vec<u8>, cell: &str) {
    let is_plain = !cell
        .bytes()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    if is_plain {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    for byte in cell.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::cells::{Cut, cells};

    #[test]
    fn what_is_written_is_read_back() {
        let cut = Cut {
            delimiter: b',',
            quoted: true,
        };
        for row in [
            vec!["a", "b"],
            vec!["a,b", "", "he said \"no\""],
            vec!["two\nlines", "\r", "\"", ""],
            vec![""],
        ] {
            let mut out = Vec::new();
            write_row(&mut out, row.iter().copied(), 3);
            assert_eq!(out.pop(), Some(b'\n'));
            let mut expected = row.clone();
            expected.resize(row.len().max(3), "");
            assert_eq!(
                cells(&out, cut),
                expected
                    .iter()
                    .map(|cell| cell.as_bytes())
                    .collect::<Vec<_>>()
            );
        }
    }
}

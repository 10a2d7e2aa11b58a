//! One record of delimited text cut into cells (RFC 4180, and what files do besides).

use std::borrow::Cow;

/// How records are cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Between cells.
    pub delimiter: u8,
    /// Whether a cell that begins with a quotation mark goes on to the next single one.
    pub quoted: bool,
}

/// The cells of one record, without its line end. A quotation mark inside a cell that does not
/// begin with one is a letter like others, as Python's `csv` has it.
pub fn cells(record: &[u8], cut: Cut) -> Vec<Cow<'_, [u8]>> {
    let mut out = Vec::new();
    let mut rest = Some(record);
    while let Some(here) = rest {
        let (cell, next) = first_cell(here, cut);
        out.push(cell);
        rest = next;
    }
    out
}

fn first_cell(record: &[u8], cut: Cut) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    if let Some(inside) = record.strip_prefix(b"\"").filter(|_| cut.quoted) {
        return quoted_cell(inside, cut);
    }
    let (cell, rest) = up_to(record, cut.delimiter);
    (Cow::Borrowed(cell), rest)
}

/// The bytes before `delimiter`, and those behind it.
fn up_to(bytes: &[u8], delimiter: u8) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(delimiter, bytes) {
        Some(at) => (
            bytes.get(..at).unwrap_or_default(),
            Some(bytes.get(at + 1..).unwrap_or_default()),
        ),
        None => (bytes, None),
    }
}

fn quoted_cell(inside: &[u8], cut: Cut) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    let mut cell: Cow<'_, [u8]> = Cow::Borrowed(&[]);
    let mut rest = inside;
    loop {
        let (part, behind) = up_to(rest, b'"');
        append(&mut cell, part);
        let Some(behind) = behind else {
            return (cell, None);
        };
        if let Some(next) = behind.strip_prefix(b"\"") {
            append(&mut cell, b"\"");
            rest = next;
            continue;
        }
        // What stands between the closing mark and the delimiter belongs to the cell.
        let (tail, next) = up_to(behind, cut.delimiter);
        append(&mut cell, tail);
        return (cell, next);
    }
}

fn append<'a>(cell: &mut Cow<'a, [u8]>, part: &'a [u8]) {
    if cell.is_empty() {
        *cell = Cow::Borrowed(part);
    } else if !part.is_empty() {
        cell.to_mut().extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_cut_as_files_mean_them() {
        let cut = Cut {
            delimiter: b',',
            quoted: true,
        };
        for (record, expected) in [
            ("", vec![""]),
            ("a,b,", vec!["a", "b", ""]),
            ("\"a,b\",c", vec!["a,b", "c"]),
            ("\"he said \"\"no\"\"\",x", vec!["he said \"no\"", "x"]),
            ("5\" gun,x", vec!["5\" gun", "x"]),
            ("\"a\"b,c", vec!["ab", "c"]),
            ("\"two\nlines\",c", vec!["two\nlines", "c"]),
            ("\"never closed,c", vec!["never closed,c"]),
        ] {
            let found: Vec<String> = cells(record.as_bytes(), cut)
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect();
            assert_eq!(found, expected, "{record}");
        }
    }
}

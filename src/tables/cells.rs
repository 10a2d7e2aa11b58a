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

/// Where a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordEnd {
    /// Before the line feed that stands here.
    Fed(usize),
    /// With the bytes.
    Out,
    /// Nowhere: the quotation mark that stands here is never closed.
    Unclosed(usize),
}

/// Goes through the record at the start of `bytes` and tells `cell_end` where each of its cells
/// ends: the place of the delimiter, of the line feed, or the end of `bytes`.
///
/// A cell that begins with a quotation mark goes on to the next single one; a mark in any other
/// cell is a letter like others, as Python's `csv` has it.
pub fn record_end(bytes: &[u8], cut: Cut, cell_end: &mut dyn FnMut(usize)) -> RecordEnd {
    let mut at = 0;
    loop {
        let begin = at;
        if cut.quoted && bytes.get(at) == Some(&b'"') {
            match closed(bytes, at + 1) {
                Some(behind) => at = behind,
                None => return RecordEnd::Unclosed(begin),
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(found) = memchr::memchr2(cut.delimiter, b'\n', rest) else {
            cell_end(bytes.len());
            return RecordEnd::Out;
        };
        at += found;
        cell_end(at);
        if bytes.get(at) == Some(&b'\n') {
            return RecordEnd::Fed(at);
        }
        at += 1;
    }
}

/// The place behind the mark that closes a quotation which goes on at `at`.
fn closed(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// The record at the start of `bytes`, without its line end.
pub fn first_record(bytes: &[u8], cut: Cut) -> &[u8] {
    let end = match record_end(bytes, cut, &mut |_| {}) {
        RecordEnd::Fed(at) => at,
        RecordEnd::Out | RecordEnd::Unclosed(_) => bytes.len(),
    };
    without_return(bytes.get(..end).unwrap_or_default())
}

/// A record without the carriage return that belongs to its line end.
pub fn without_return(record: &[u8]) -> &[u8] {
    record.strip_suffix(b"\r").unwrap_or(record)
}

/// Whether a record says nothing at all: a blank line, or one of delimiters and blanks only.
pub fn is_blank(record: &[u8], cut: Cut) -> bool {
    let says_nothing = |byte: &u8| *byte == cut.delimiter || byte.is_ascii_whitespace();
    record.iter().all(says_nothing)
}

/// The cells of one record, without its line end.
pub fn cells(record: &[u8], cut: Cut) -> Vec<Cow<'_, [u8]>> {
    let (mut out, mut from) = (Vec::new(), 0);
    let mut add = |end: usize| {
        out.push(cell(record.get(from..end).unwrap_or_default(), cut));
        from = end + 1;
    };
    if let RecordEnd::Unclosed(_) = record_end(record, cut, &mut add) {
        add(record.len());
    }
    out
}

/// What a cell says, given its bytes between two delimiters.
pub fn cell(raw: &[u8], cut: Cut) -> Cow<'_, [u8]> {
    let Some(inside) = raw.strip_prefix(b"\"").filter(|_| cut.quoted) else {
        return Cow::Borrowed(raw);
    };
    let (first, mut behind) = up_to_quote(inside);
    let mut said = Cow::Borrowed(first);
    while let Some(rest) = behind {
        let Some(quoted) = rest.strip_prefix(b"\"") else {
            // What stands between the closing mark and the delimiter belongs to the cell.
            append(&mut said, rest);
            break;
        };
        append(&mut said, b"\"");
        let (part, next) = up_to_quote(quoted);
        append(&mut said, part);
        behind = next;
    }
    said
}

/// The bytes before the next quotation mark, and those behind it.
fn up_to_quote(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(b'"', bytes) {
        Some(at) => (
            bytes.get(..at).unwrap_or_default(),
            Some(bytes.get(at + 1..).unwrap_or_default()),
        ),
        None => (bytes, None),
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

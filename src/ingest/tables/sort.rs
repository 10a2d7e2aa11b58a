//! What sort of file a table comes in, told by its first bytes: never by its name.

use super::error::Unreadable;
use super::objects::MOST_BEFORE;
use serde::de::IgnoredAny;

/// What sort of file holds a table, once it is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Text with a sign between cells.
    Text,
    /// A spreadsheet: XLSX, XLSM, XLSB, ODS or XLS.
    Spreadsheet,
    /// JSON: a list of objects, or an object with one in it.
    Json,
    /// A JSON object a line.
    JsonLines,
}

/// How an archive begins; XLSX, XLSM, XLSB and ODS are archives too.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";
/// How an archive without files begins.
pub(super) const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
/// How a file packed by gzip begins.
pub(super) const GZIP: &[u8] = b"\x1f\x8b";
/// How an old spreadsheet begins, and one locked with a password.
pub(super) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

const AS_CSV: &str = "save its table as CSV or XLSX, and add that";
const UNPACK: &str = "unpack it first";
const ANOTHER: &str = "choose another file";

/// How files of other sorts begin, what they are, and what to do.
const OTHER_STARTS: [(&[u8], &str, &str); 19] = [
    (b"%PDF-", "a PDF", AS_CSV),
    (b"{\\rtf", "an RTF file", AS_CSV),
    (b"<!DOCTYPE", "a web page", AS_CSV),
    (b"<!doctype", "a web page", AS_CSV),
    (b"<html", "a web page", AS_CSV),
    (b"<HTML", "a web page", AS_CSV),
    (b"<?xml", "an XML file", AS_CSV),
    (b"PAR1", "a Parquet file", AS_CSV),
    (b"ARROW1", "an Arrow file", AS_CSV),
    (b"SQLite format 3", "a database", AS_CSV),
    (b"$FL2", "an SPSS file", AS_CSV),
    (b"BZh", "a file packed by bzip2", UNPACK),
    (b"\xfd7zXZ", "a file packed by xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a file packed by zstd", UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"\x89PNG", "a picture", ANOTHER),
    (b"\xff\xd8\xff", "a picture", ANOTHER),
    (b"\x7fELF", "a program", ANOTHER),
];

impl Sort {
    /// The sort of an unpacked file that begins like this.
    ///
    /// # Errors
    /// When it is one that holds no table, or is packed once more.
    pub(super) fn of(start: &[u8]) -> Result<Self, Unreadable> {
        let is_tar = start.get(257..262) == Some(b"ustar");
        if start.starts_with(GZIP) || start.starts_with(EMPTY_ZIP) || is_tar {
            return Err(Unreadable::Nested);
        }
        if start.starts_with(ZIP) || start.starts_with(COMPOUND) {
            return Ok(Self::Spreadsheet);
        }
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let text = text.trim_ascii_start();
        let starts = |(begins, ..): &&(&[u8], &str, &str)| text.starts_with(begins);
        if let Some((_, sort, instead)) = OTHER_STARTS.iter().find(starts) {
            return Err(other_sort(sort, instead));
        }
        Ok(json(text).unwrap_or(Self::Text))
    }
}

pub(super) fn other_sort(sort: &str, instead: &str) -> Unreadable {
    Unreadable::OtherSort {
        sort: sort.to_owned(),
        instead: instead.to_owned(),
    }
}

/// Whether a text begins as JSON does, and which sort of it.
fn json(text: &[u8]) -> Option<Sort> {
    let inside = text.get(1..)?.trim_ascii_start();
    match text.first()? {
        b'[' => (inside.starts_with(b"]") || leads_to_object(inside)).then_some(Sort::Json),
        b'{' if inside.starts_with(b"\"") || inside.starts_with(b"}") => {
            let first_line = text.split(|byte| *byte == b'\n').next()?;
            let is_whole = serde_json::from_slice::<IgnoredAny>(first_line).is_ok();
            let has_more = first_line.len() < text.trim_ascii_end().len();
            // One whole object on one line is a list in an object, or a line: that is told by
            // what is in it.
            Some(match is_whole && (has_more || !has_list(first_line)) {
                true => Sort::JsonLines,
                false => Sort::Json,
            })
        }
        _ => None,
    }
}

/// Whether the items of a list lead to an object, as far as a list of objects may begin with others.
fn leads_to_object(mut items: &[u8]) -> bool {
    for _ in 0..=MOST_BEFORE {
        if items.starts_with(b"{") {
            return true;
        }
        let mut values = serde_json::Deserializer::from_slice(items).into_iter::<IgnoredAny>();
        let Some(Ok(_)) = values.next() else {
            return false;
        };
        let behind = items.get(values.byte_offset()..).unwrap_or_default();
        let Some(next) = behind.trim_ascii_start().strip_prefix(b",") else {
            return false;
        };
        items = next.trim_ascii_start();
    }
    false
}

/// Whether an object has a list of objects at one of its keys, or of the objects at them.
fn has_list(object: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(object).is_ok_and(|value| is_list_inside(&value))
}

fn is_list_inside(value: &serde_json::Value) -> bool {
    let is_list = |value: &serde_json::Value| {
        let items = value.as_array().into_iter().flatten();
        items
            .take(MOST_BEFORE + 1)
            .any(serde_json::Value::is_object)
    };
    let mut inside = value
        .as_object()
        .into_iter()
        .flat_map(|object| object.values());
    inside.any(|value| is_list(value) || is_list_inside(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (start, expected) in [
            ("id,date\n1,2020", Sort::Text),
            ("[{\"id\": 1}]", Sort::Json),
            ("\u{feff} [\n {\"id\": 1}]", Sort::Json),
            ("[]", Sort::Json),
            ("[1] note,b", Sort::Text),
            ("[1, 2], note", Sort::Text),
            ("[1, \"a, {\", [2], {\"id\": 1}]", Sort::Json),
            ("[1, \"a, {", Sort::Text),
            ("{\"id\": 1}\n{\"id\": 2}\n", Sort::JsonLines),
            ("{\"id\": 1}", Sort::JsonLines),
            ("{\"data\": [{\"id\": 1}]}", Sort::Json),
            ("{\n\"data\": [{\"id\": 1}]}", Sort::Json),
            ("{\"data\": [null, {\"id\": 1}]}", Sort::Json),
            ("{\"data\": {\"events\": [{\"id\": 1}]}}", Sort::Json),
            ("{\"id\": 1, \"at\": {\"who\": [1]}}", Sort::JsonLines),
            ("{\"data\": [{\"id\": 1}, ", Sort::Json),
            ("PK\u{3}\u{4}rest", Sort::Spreadsheet),
        ] {
            assert_eq!(Sort::of(start.as_bytes()), Ok(expected), "{start}");
        }
        for start in [
            "%PDF-1.7",
            "  <html>",
            "BZh9",
            "PAR1",
            "<?xml version=\"1.0\"?>",
        ] {
            let error = Sort::of(start.as_bytes()).unwrap_err();
            assert!(
                matches!(error, Unreadable::OtherSort { .. }),
                "{start}: {error}"
            );
        }
        assert_eq!(Sort::of(GZIP), Err(Unreadable::Nested));
    }
}

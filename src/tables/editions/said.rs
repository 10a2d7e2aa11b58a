//! What the bytes of a cell say, for the comparison of editions: as [`said_text`] of its text.
//!
//! [`said_text`]: crate::model::table::said_text

use std::borrow::Cow;

/// The bytes of a cell without blanks around them, with plain line feeds.
pub(super) fn said(cell: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let is_plain = memchr::memchr(b'\r', &cell).is_none();
    match cell {
        Cow::Borrowed(cell) if is_plain => Cow::Borrowed(cell.trim_ascii()),
        cell => Cow::Owned(with_feeds(cell.trim_ascii())),
    }
}

fn with_feeds(cell: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(cell.len());
    let mut bytes = cell.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            // A return with its feed is one end of a line.
            bytes.next_if_eq(&b'\n');
        }
        out.push(if byte == b'\r' { b'\n' } else { byte });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::said_text;

    #[test]
    fn blanks_around_and_line_ends_are_not_said() {
        for (cell, expected) in [
            ("", ""),
            (" a b ", "a b"),
            ("a\r\nb\r\n", "a\nb"),
            ("a\rb\n\rc", "a\nb\n\nc"),
            ("a\nb", "a\nb"),
        ] {
            let bytes = said(Cow::Borrowed(cell.as_bytes()));
            assert_eq!(&*bytes, expected.as_bytes(), "{cell:?}");
            let owned = said(Cow::Owned(cell.as_bytes().to_vec()));
            assert_eq!(&*owned, expected.as_bytes(), "{cell:?}");
            assert_eq!(said_text(cell), expected, "{cell:?}");
        }
    }
}

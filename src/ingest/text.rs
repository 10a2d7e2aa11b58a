//! A plain text or Markdown file becomes a source.
//!
//! In: a file's name and bytes. Out: its text, what is known of it, and notes on what was done to
//! get there. The text is what spans count in: the byte order mark is gone, and every line ends in
//! LF, so that one article has one text whichever system it was saved on. The bytes as they were
//! are known by their SHA-256.

use super::charset::Charset;
use super::encoding::{self, Decoded};
use super::ingested::{Extracted, Note};

pub use super::error::{MOST_BYTES, TextError};
pub use super::ingested::{Ingested, Reading};

/// Reads a plain text, in its own encoding or in `charset`.
///
/// # Errors
/// When it is no text.
pub(super) fn extract(bytes: &[u8], charset: Option<Charset>) -> Result<Extracted, TextError> {
    Ok(from_decoded(encoding::decode(bytes, charset)?))
}

/// What is known of a text by its decoding alone.
pub(super) fn from_decoded(decoded: Decoded) -> Extracted {
    let mut notes = Vec::new();
    if decoded.guessed {
        notes.push(Note::EncodingGuessed(decoded.encoding.clone()));
    }
    if decoded.replaced > 0 {
        notes.push(Note::Replaced(decoded.replaced));
    }
    Extracted {
        text: decoded.text,
        encoding: decoded.encoding,
        notes,
        ..Extracted::default()
    }
}

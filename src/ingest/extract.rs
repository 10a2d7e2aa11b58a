//! The one door to all readers: a file's bytes become what is taken out of it.
//!
//! In: a file's name without folders, its bytes, and how to read it. Out: its text and what it
//! says about itself. Nothing here guards against a parser that never ends or takes the process
//! down: [`super::child`] does.

use super::error::{MOST_BYTES, TextError};
use super::format::Format;
use super::ingested::{Extracted, Ingested, Reading};
use super::{docx, html, pdf, text};

/// Takes the text out of a file, in this process.
///
/// # Errors
/// When it is of a sort that is not read, damaged or too large.
///
/// # Panics
/// On some damaged PDFs.
pub fn extract(name: &str, bytes: &[u8], reading: Reading) -> Result<Extracted, TextError> {
    match sound_format(name, bytes)? {
        Format::Text => text::extract(bytes, reading.charset),
        Format::Html => html::extract(bytes, reading),
        Format::Docx => docx::extract(bytes),
        Format::Pdf => pdf::extract(bytes),
    }
}

/// What sort of file this is, if it is not too large to be read.
///
/// # Errors
/// When it is of a sort that is not read, or too large.
pub(super) fn sound_format(name: &str, bytes: &[u8]) -> Result<Format, TextError> {
    if bytes.len() > MOST_BYTES {
        return Err(TextError::TooLarge { bytes: bytes.len() });
    }
    Format::of(name, bytes)
}

/// Reads a file as a source, in this process: for plain texts, which no parser stumbles over.
/// `name` is the file's name without folders.
///
/// # Errors
/// When it cannot be read.
///
/// # Panics
/// On some damaged PDFs.
pub fn read_source(name: &str, bytes: &[u8]) -> Result<Ingested, TextError> {
    Ingested::new(name, bytes, extract(name, bytes, Reading::default())?)
}

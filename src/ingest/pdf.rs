//! The text of a PDF becomes a source.
//!
//! In: the bytes of a PDF. Out: its text, a line for each paragraph. A PDF knows only characters
//! and their places on pages: lines, paragraphs and the order of right-to-left words are put
//! together again from those. The parser beneath may panic or run for ever on a hostile file,
//! which is why PDFs are read in a process of their own.

mod glyphs;
mod info;
mod page_lines;
mod paragraphs;
mod running;

use super::error::TextError;
use super::ingested::{Extracted, Note};
use glyphs::Glyphs;
use page_lines::Line;
use pdf_extract::{Document, output_doc_page};

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;

/// Reads a PDF.
///
/// # Errors
/// When it is damaged, locked, or holds pictures only.
///
/// # Panics
/// On some damaged files: the parser does.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, TextError> {
    let mut document = Document::load_mem(bytes).map_err(TextError::damaged)?;
    // Once it could be unlocked, nothing says so any more.
    if document.trailer.has(b"Encrypt") {
        document.decrypt("").map_err(|_| TextError::Locked)?;
    }
    let about = info::about(&document);
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(TextError::damaged("it has no pages"));
    }
    if numbers.len() > MOST_PAGES {
        return Err(TextError::excessive(format!(
            "it has {} pages",
            numbers.len()
        )));
    }
    let mut pages = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut glyphs = Glyphs::default();
        output_doc_page(&document, &mut glyphs, number)
            .map_err(|error| TextError::damaged(format!("page {number}: {error}")))?;
        pages.push(glyphs.lines());
    }
    let dropped = running::drop_running_lines(&mut pages);
    let right_to_left = pages.iter().flatten().any(Line::is_right_to_left);
    let text = paragraphs::text(&pages);
    if text.trim().is_empty() {
        return Err(TextError::OnlyPictures);
    }
    let notes = [
        about.published.is_some().then_some(Note::DateOfMaking),
        right_to_left.then_some(Note::RightToLeftFromPage),
        (dropped > 0).then_some(Note::RunningLines(dropped)),
    ];
    Ok(Extracted {
        text,
        encoding: "PDF".to_owned(),
        about,
        notes: notes.into_iter().flatten().collect(),
        ..Extracted::default()
    })
}

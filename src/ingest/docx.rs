//! A Word document becomes a source.
//!
//! In: the bytes of a DOCX. Out: its text, a line for each paragraph and row of a table, footnotes
//! at the end; what was deleted under “track changes” is left out, what was inserted is kept. A
//! DOCX is a ZIP archive of XML files; each is read to a limit and none may define entities.

mod body;
mod core;
mod numbering;
mod package;
mod xml;

use super::error::TextError;
use super::ingested::{About, Extracted, Note};
use body::Body;
use numbering::Numbering;
use package::Package;

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, locked, or larger inside than any honest document.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, TextError> {
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let document = package.part(&main)?.ok_or_else(|| TextError::OtherSort {
        sort: "a ZIP archive with no Word document in it".to_owned(),
        instead: "save what is in it as DOCX or as plain text in UTF-8".to_owned(),
    })?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut beside = |name: &str| package.part(&format!("{folder}/{name}"));
    let numbering = match beside("numbering.xml")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let notes = [
        ("footnote", beside("footnotes.xml")?),
        ("endnote", beside("endnotes.xml")?),
    ];
    let mut body = Body::new(numbering);
    body.read(&document)?;
    for (kind, xml) in notes {
        if let Some(xml) = xml {
            body.read_notes(kind, &xml)?;
        }
    }
    let about = match package.part("docProps/core.xml")? {
        Some(xml) => core::about(&xml)?,
        None => About::default(),
    };
    let dated = about.published.is_some();
    Ok(Extracted {
        text: body.finish(),
        encoding: "Word document".to_owned(),
        about,
        notes: dated.then_some(Note::DateOfMaking).into_iter().collect(),
        ..Extracted::default()
    })
}

//! The ZIP archive around a Word document, read with limits.

use super::xml;
use crate::ingest::encoding::decode;
use crate::ingest::error::{MOST_BYTES, TextError};
use quick_xml::events::Event;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most files there may be in a document.
const MOST_PARTS: usize = 20_000;

/// The most that is unpacked of a document, in bytes.
const MOST_UNPACKED: u64 = 2 * MOST_BYTES as u64;

/// A DOCX.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the archive.
    ///
    /// # Errors
    /// When it is none.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, TextError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(TextError::damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(TextError::excessive(format!(
                "{} files are packed in it",
                archive.len()
            )));
        }
        Ok(Self {
            archive,
            left: MOST_UNPACKED,
        })
    }

    /// The text of a file of the archive; `None` when it is not there.
    ///
    /// # Errors
    /// When it cannot be unpacked, or is too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, TextError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(what)) if what.contains("assword") => {
                return Err(TextError::Locked);
            }
            Err(error) => return Err(TextError::damaged(error)),
        };
        let mut bytes = Vec::new();
        // What the archive says of sizes may be a lie: counted is what comes out.
        let most = self.left;
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(TextError::damaged)?;
        self.left = most.checked_sub(bytes.len() as u64).ok_or_else(|| {
            let mebibytes = MOST_UNPACKED >> 20;
            TextError::excessive(format!("it unpacks to over {mebibytes} MiB"))
        })?;
        Ok(Some(decode(&bytes, None)?.text))
    }

    /// The name of the file with the document itself.
    ///
    /// # Errors
    /// When the archive says so in a way that makes no sense.
    pub(super) fn main_part(&mut self) -> Result<String, TextError> {
        let usual = "word/document.xml".to_owned();
        let Some(relations) = self.part("_rels/.rels")? else {
            return Ok(usual);
        };
        let mut found = None;
        xml::each(&relations, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.local_name().as_ref() == b"Relationship"
                && xml::attribute(tag, b"Type")
                    .is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                found = found.take().or(xml::attribute(tag, b"Target"));
            }
            Ok(())
        })?;
        let found = found.map(|target| target.trim_start_matches('/').to_owned());
        Ok(found.unwrap_or(usual))
    }
}

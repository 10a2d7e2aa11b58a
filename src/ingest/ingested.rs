//! What a file becomes on its way to a source.
//!
//! In: what a reader took out of a file. Out: the text spans will count in, what the file says
//! about itself, and the file's own bytes, to be kept as they are.

use super::charset::Charset;
use super::error::{MOST_BYTES, TextError};
use super::title;
use crate::model::edtf::Edtf;
use crate::model::id::SourceId;
use crate::model::made::Made;
use crate::model::source::{Original, ReadingStatus, Reliability, Source, Taken};
use crate::model::text::{Sha, SourceText};
use crate::storage::originals::{Bytes, OriginalFile};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a file is to be read where it can be read in several ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding of its bytes; found out when `None`.
    pub charset: Option<Charset>,
    /// How much of a web page is taken; the article when `None`.
    pub taken: Option<Taken>,
}

/// What a reader took out of a file. Also what a reading process sends back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// The text; its lines may end in any way.
    pub text: String,
    /// How its bytes were read as text: an encoding, or the sort of file.
    pub encoding: String,
    /// How much of the file it is.
    pub taken: Taken,
    /// What the file says about itself.
    pub about: About,
    /// What was done to get there.
    pub notes: Vec<Note>,
}

/// What a file says about itself; empty where it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Where it appeared.
    pub publisher: String,
    /// BCP 47 language tag.
    pub language: String,
    /// When it was published.
    pub published: Option<Edtf>,
}

/// Something was done to a file to read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Its encoding was guessed.
    EncodingGuessed(String),
    /// So many bytes had no meaning and became U+FFFD.
    Replaced(usize),
    /// So many line ends of other systems became LF.
    LineEnds(usize),
    /// No article was found in a web page, so that all of it was taken.
    NoArticle,
    /// Its date is the one it was made at.
    DateOfMaking,
    /// Script that runs from right to left was put in order from its places on the page.
    RightToLeftFromPage,
    /// So many lines that stand on every page were left out.
    RunningLines(usize),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodingGuessed(encoding) => write!(
                f,
                "it is not UTF-8 and was read as {encoding} (look whether the words are right; “Read as” in its form changes it)"
            ),
            Self::Replaced(1) => write!(f, "one byte had no meaning and became U+FFFD"),
            Self::Replaced(count) => write!(f, "{count} bytes had no meaning and became U+FFFD"),
            Self::LineEnds(count) => write!(f, "{count} line ends (CR LF or CR) were read as LF"),
            Self::NoArticle => write!(
                f,
                "no article was found in the page, so all of it was taken"
            ),
            Self::DateOfMaking => write!(
                f,
                "its date is the one the file was made at (correct it in its form)"
            ),
            Self::RightToLeftFromPage => write!(
                f,
                "its right-to-left words were put in order from their places on the page (compare them with the PDF)"
            ),
            Self::RunningLines(1) => write!(f, "one line that stands on its pages was left out"),
            Self::RunningLines(count) => {
                write!(f, "{count} lines that stand on all pages were left out")
            }
        }
    }
}

/// A file read as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// Its text.
    pub text: SourceText,
    /// The file as it was.
    pub original: Original,
    /// Its bytes.
    pub bytes: Bytes,
    /// What it says about itself; its title is never empty.
    pub about: About,
    /// What was done to read it.
    pub notes: Vec<Note>,
}

impl Ingested {
    /// What was taken out of the file `name` with these bytes, as a source.
    ///
    /// # Errors
    /// When there is no text in it, or too much.
    pub fn new(name: &str, bytes: &[u8], extracted: Extracted) -> Result<Self, TextError> {
        let Extracted {
            text,
            encoding,
            taken,
            mut about,
            mut notes,
        } = extracted;
        let (text, changed) = with_line_feeds(text);
        if changed > 0 {
            notes.push(Note::LineEnds(changed));
        }
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        if text.len() > MOST_BYTES {
            return Err(TextError::TooLarge { bytes: text.len() });
        }
        if about.title.trim().is_empty() {
            about.title = title::title(name, &text);
        }
        let too_large = |bytes| TextError::TooLarge { bytes };
        let text = SourceText::new(text).map_err(|error| too_large(error.bytes))?;
        let original = Original {
            name: name.to_owned(),
            sha: Sha::of(bytes),
            bytes: bytes.len() as u64,
            encoding,
            taken,
        };
        Ok(Self {
            text,
            original,
            bytes: bytes.into(),
            about,
            notes,
        })
    }

    /// The file it came from, to be kept.
    pub fn file(&self) -> OriginalFile {
        OriginalFile {
            original: self.original.clone(),
            bytes: self.bytes.clone(),
        }
    }

    /// A source on this text of which nothing is known but what the file says.
    pub fn source(&self, id: SourceId, made: Made) -> Source {
        let about = self.about.clone();
        Source {
            id,
            title: about.title,
            author: about.author,
            publisher: about.publisher,
            language: about.language,
            published: about.published,
            reliability: Reliability::default(),
            derived_from: None,
            supersedes: None,
            coverage: None,
            boilerplate: Vec::new(),
            status: ReadingStatus::default(),
            arabic_style: None,
            text: self.text.sha(),
            original: self.original.clone(),
            memo: String::new(),
            made,
        }
    }
}

/// Ends every line in LF; and how many ended otherwise.
fn with_line_feeds(text: String) -> (String, usize) {
    let changed = text.matches('\r').count();
    if changed == 0 {
        return (text, 0);
    }
    (text.replace("\r\n", "\n").replace('\r', "\n"), changed)
}

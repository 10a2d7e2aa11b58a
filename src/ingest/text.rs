//! A plain text or Markdown file becomes a source.
//!
//! In: a file's name and bytes. Out: its text, what is known of it, and notes on what was done to
//! get there. The text is what spans count in: the byte order mark is gone, and every line ends in
//! LF, so that one article has one text whichever system it was saved on. The bytes as they were
//! are known by their SHA-256.

use super::encoding::{self, FALLBACK};
use crate::model::id::SourceId;
use crate::model::made::Made;
use crate::model::source::{Original, ReadingStatus, Reliability, Source, Taken};
use crate::model::text::{Sha, SourceText};
use std::fmt;

/// The largest text file that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

/// The longest first line, in characters, that is taken for a title.
const LONGEST_TITLE: usize = 120;

/// The ends of the names of files this reads.
pub const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// A file is no text that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It is a file of a sort that is known, but not read.
    #[error("this is {sort}, not a plain text (save it as plain text in UTF-8)")]
    OtherSort {
        /// What it is.
        sort: &'static str,
    },
    /// Its name says that it is no text.
    #[error("files that end in .{extension} are not read as text (use .txt or .md)")]
    Extension {
        /// How its name ends.
        extension: String,
    },
    /// It holds a NUL character.
    #[error(
        "a NUL character stands in it, so it is no plain text, or UTF-16 without a byte order mark (save it as UTF-8)"
    )]
    Nul {
        /// The number of its line, from 1.
        line: usize,
    },
    /// It is UTF-8 but for some bytes.
    #[error("byte {byte} is not valid UTF-8, though the rest is (save it as UTF-8 again)")]
    BadUtf8 {
        /// The number of its line, from 1.
        line: usize,
        /// Its place in the file, from 1.
        byte: usize,
    },
    /// There is nothing in it.
    #[error("there is no text in it (choose another file)")]
    Empty,
    /// It is too large.
    #[error("it has {bytes} bytes; a text may have {MOST_BYTES} (split it into several files)")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
}

impl TextError {
    /// The line it is about, from 1.
    pub fn line(&self) -> usize {
        match self {
            Self::Nul { line } | Self::BadUtf8 { line, .. } => *line,
            _ => 1,
        }
    }
}

/// Something was done to a file to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Its encoding was guessed.
    EncodingGuessed,
    /// So many bytes had no meaning and became U+FFFD.
    Replaced(usize),
    /// So many line ends of other systems became LF.
    LineEnds(usize),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodingGuessed => write!(
                f,
                "it is not UTF-8 and was read as {FALLBACK} (look whether quotation marks and accents are right)"
            ),
            Self::Replaced(1) => write!(f, "one byte had no meaning and became U+FFFD"),
            Self::Replaced(count) => write!(f, "{count} bytes had no meaning and became U+FFFD"),
            Self::LineEnds(count) => write!(f, "{count} line ends (CR LF or CR) were read as LF"),
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
    /// The title its first line or its name gives.
    pub title: String,
    /// What was done to read it.
    pub notes: Vec<Note>,
}

impl Ingested {
    /// A source on this text of which nothing else is known yet.
    pub fn source(&self, id: SourceId, made: Made) -> Source {
        Source {
            id,
            title: self.title.clone(),
            author: String::new(),
            publisher: String::new(),
            language: String::new(),
            published: None,
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

/// Whether a file of this name is read as text.
///
/// # Errors
/// When its name ends in something else.
pub fn check_name(name: &str) -> Result<(), TextError> {
    let extension = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => return Ok(()),
    };
    if EXTENSIONS.contains(&extension.as_str()) {
        return Ok(());
    }
    Err(TextError::Extension { extension })
}

/// Reads a file as a source. `name` is the file's name without folders.
///
/// # Errors
/// When it is no text, or too large.
pub fn read_source(name: &str, bytes: &[u8]) -> Result<Ingested, TextError> {
    if bytes.len() > MOST_BYTES {
        return Err(TextError::TooLarge { bytes: bytes.len() });
    }
    let decoded = encoding::decode(bytes)?;
    check_name(name)?;
    let mut notes = Vec::new();
    if decoded.encoding == FALLBACK {
        notes.push(Note::EncodingGuessed);
    }
    if decoded.replaced > 0 {
        notes.push(Note::Replaced(decoded.replaced));
    }
    let (text, changed) = with_line_feeds(decoded.text);
    if changed > 0 {
        notes.push(Note::LineEnds(changed));
    }
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    let title = title(name, &text);
    let text = SourceText::new(text).map_err(|error| TextError::TooLarge { bytes: error.bytes })?;
    Ok(Ingested {
        text,
        original: Original {
            name: name.to_owned(),
            sha: Sha::of(bytes),
            bytes: bytes.len() as u64,
            encoding: decoded.encoding.to_owned(),
            taken: Taken::Whole,
        },
        title,
        notes,
    })
}

/// Ends every line in LF; and how many ended otherwise.
fn with_line_feeds(text: String) -> (String, usize) {
    let changed = text.matches('\r').count();
    if changed == 0 {
        return (text, 0);
    }
    (text.replace("\r\n", "\n").replace('\r', "\n"), changed)
}

fn title(name: &str, text: &str) -> String {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let first = first.unwrap_or_default().trim_start_matches('#').trim();
    if !first.is_empty() && first.chars().count() <= LONGEST_TITLE {
        return first.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => readable(stem),
        _ => readable(name),
    }
}

/// The name of a file as a title: "border-notes" becomes "Border notes". Separators between
/// digits stay, as in dates; a name without a letter stays as it is.
fn readable(stem: &str) -> String {
    if !stem.contains(char::is_alphabetic) {
        return stem.to_owned();
    }
    let mut blanks = String::with_capacity(stem.len());
    let mut letters = stem.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        let in_number = before.is_ascii_digit() && after.is_ascii_digit();
        let separates = matches!(letter, '-' | '_') && !in_number;
        blanks.push(if separates { ' ' } else { letter });
        before = letter;
    }
    let words: Vec<&str> = blanks.split_whitespace().collect();
    let joined = words.join(" ");
    let mut rest = joined.chars();
    let first = rest.next();
    let upper = first.into_iter().flat_map(char::to_uppercase);
    upper.chain(rest).collect()
}

//! What sort of file a source comes in, told by its first bytes and its name.
//!
//! In: a file's name without folders, and its bytes. Out: how to read it, or what it is instead
//! and what to do about that.

use super::error::TextError;

/// The sorts of files that become sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text and Markdown.
    Text,
    /// A saved web page.
    Html,
    /// A Word document.
    Docx,
    /// A PDF with text in it.
    Pdf,
}

/// The ends of the names of files this reads, and how.
const EXTENSIONS: [(&str, Format); 9] = [
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Text),
    ("markdown", Format::Text),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("docx", Format::Docx),
    ("pdf", Format::Pdf),
];

/// The ends of names of documents that are not read, what they are, and what to do.
const NOT_READ: [(&str, &str, &str); 8] = [
    ("rtf", "an RTF file", AS_DOCX),
    ("doc", "an old Word file", AS_DOCX),
    ("odt", "an OpenDocument text", AS_DOCX),
    ("pages", "a Pages document", AS_DOCX),
    ("epub", "an e-book", AS_TEXT),
    ("mht", "a web archive", AS_PAGE),
    ("mhtml", "a web archive", AS_PAGE),
    ("webarchive", "a web archive", AS_PAGE),
];

/// How files of other sorts begin, what they are, and what to do.
const OTHER_STARTS: [(&[u8], &str, &str); 7] = [
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", AS_DOCX),
    (b"{\\rtf", "an RTF file", AS_DOCX),
    (b"\x89PNG", "a picture", AS_TEXT),
    (b"\xff\xd8\xff", "a picture", AS_TEXT),
    (b"GIF8", "a picture", AS_TEXT),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"\x7fELF", "a program", "choose another file"),
];

const AS_DOCX: &str = "open it in a word processor, and save it as DOCX or as plain text in UTF-8";
const AS_PAGE: &str = "save the page as “Web page, HTML only”";
const AS_TEXT: &str = "save it as plain text in UTF-8";

impl Format {
    /// The ends of the names of files that are read, without a dot.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().map(|(extension, _)| *extension)
    }

    /// What sort of file this is.
    ///
    /// # Errors
    /// When it is one of a sort that is not read.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, TextError> {
        let starts = |(start, ..): &&(&[u8], &str, &str)| bytes.starts_with(start);
        if let Some((_, sort, instead)) = OTHER_STARTS.iter().find(starts) {
            return Err(other_sort(sort, instead));
        }
        if bytes.starts_with(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        let named = Self::of_name(name);
        if bytes.starts_with(b"PK\x03\x04") {
            return match named {
                Err(error @ TextError::OtherSort { .. }) => Err(error),
                _ => Ok(Self::Docx),
            };
        }
        match named? {
            Self::Pdf => Err(TextError::damaged("it does not begin as a PDF does")),
            Self::Docx => Err(TextError::damaged("it does not begin as a DOCX does")),
            format => Ok(format),
        }
    }

    /// What sort of file has such a name; plain text where the name has no end.
    ///
    /// # Errors
    /// When it is one of a sort that is not read.
    pub fn of_name(name: &str) -> Result<Self, TextError> {
        let Some(extension) = extension(name) else {
            return Ok(Self::Text);
        };
        if let Some((_, format)) = EXTENSIONS.iter().find(|(end, _)| *end == extension) {
            return Ok(*format);
        }
        match NOT_READ.iter().find(|(end, ..)| *end == extension) {
            Some((_, sort, instead)) => Err(other_sort(sort, instead)),
            None => Err(TextError::Extension { extension }),
        }
    }

    /// Whether such a file may take its reader down, so that it is read in a process of its own.
    pub fn is_risky(self) -> bool {
        self != Self::Text
    }
}

/// Whether a file of this name is a document, be it one that is read or one that is not: never a
/// project.
pub fn is_document(name: &str) -> bool {
    let read_or_known = |named| matches!(named, Ok(_) | Err(TextError::OtherSort { .. }));
    extension(name).is_some() && read_or_known(Format::of_name(name))
}

fn other_sort(sort: &str, instead: &str) -> TextError {
    TextError::OtherSort {
        sort: sort.to_owned(),
        instead: instead.to_owned(),
    }
}

/// The end of a file's name in lower case, without the dot.
pub fn extension(name: &str) -> Option<String> {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => Some(extension.to_lowercase()),
        _ => None,
    }
}

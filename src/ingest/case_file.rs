//! `case.ron` as people write it, and its reading with line numbers.
//!
//! ```text
//! (
//!     title: "Pakistan and Afghanistan",
//!     sources: [
//!         (file: "article.txt", title: "…", published: "2025-10", boilerplate: ["Follow us …"]),
//!     ],
//!     tables: [(file: "events.csv")],
//!     codebook: (kinds: […], codes: […]),
//! )
//! ```
//!
//! All but the title may be left out. Files are named relative to the case's folder and lie in it.

use super::codebook::CodebookFile;
use crate::model::edtf::Edtf;
use crate::model::source::{Coverage, Reliability};
use ron::Options;
use ron::extensions::Extensions;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A case as it is written down.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    /// What it is called.
    pub title: String,
    /// Its sources.
    #[serde(default)]
    pub sources: Vec<SourceEntry>,
    /// Its tables.
    #[serde(default)]
    pub tables: Vec<TableEntry>,
    /// Its codebook; the one every project begins with when `None`.
    #[serde(default)]
    pub codebook: Option<CodebookFile>,
}

/// A source of a case with what is known of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// The file, relative to the case's folder.
    pub file: String,
    /// Its title; that of the text when empty.
    #[serde(default)]
    pub title: String,
    /// Who wrote it.
    #[serde(default)]
    pub author: String,
    /// Where it appeared.
    #[serde(default)]
    pub publisher: String,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: String,
    /// When it was published.
    #[serde(default)]
    pub published: Option<Edtf>,
    /// How reliable its maker is.
    #[serde(default)]
    pub reliability: Reliability,
    /// The period it can be taken to speak about.
    #[serde(default)]
    pub coverage: Option<Coverage>,
    /// Passages that are not the author's, word for word.
    #[serde(default)]
    pub boilerplate: Vec<String>,
    /// What is noted about it.
    #[serde(default)]
    pub memo: String,
}

/// A table of a case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    /// The file, relative to the case's folder.
    pub file: String,
    /// What it is called; its file's name when empty.
    #[serde(default)]
    pub title: String,
    /// The mapping profile it is read through, by name; found by its columns when empty.
    #[serde(default)]
    pub profile: String,
    /// A profile file in the case's folder that says what its columns mean, in place of `profile`.
    #[serde(default)]
    pub map: String,
    /// What is noted about it.
    #[serde(default)]
    pub memo: String,
}

/// What is wrong in a hand-written file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong, in one line.
    pub what: String,
}

/// Reads a hand-written RON file.
///
/// # Errors
/// The first mistake in it.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Mistake> {
    let options = Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_default_extension(Extensions::UNWRAP_VARIANT_NEWTYPES);
    let text = std::str::from_utf8(bytes).map_err(|error| Mistake {
        line: 1,
        column: 1,
        what: format!("byte {} is not valid UTF-8", error.valid_up_to() + 1),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    options.from_str(text).map_err(|error| Mistake {
        line: error.span.start.line,
        column: error.span.start.col,
        what: error.code.to_string(),
    })
}

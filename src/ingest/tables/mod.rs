//! Files to event tables: what sort of file it is, how it is cut, what its columns mean.
//!
//! In: a path. Out: a [`Look`] at it, for an analyst to correct; then a [`ReadTable`].

pub mod profiles;
pub mod seen;

use crate::ingest::child::Child;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFile, TableFormat, TableLayout};
use crate::model::text::Sha;
use crate::storage::files::{FileError, Files};
use crate::tables::cells::cells;
use crate::tables::load::{CannotLoad, Watch, cut_of, load};
use crate::tables::loaded::LoadedTable;
use std::path::Path;
use std::sync::Arc;

/// So much of a file is looked at to see what it is.
const LOOKED_AT: usize = 256 * 1024;

/// What a file looks like.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// How it is cut.
    pub layout: TableLayout,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// What they mean, as far as that can be told.
    pub mapping: Mapping,
    /// Whether a profile was recognised, so that nobody need be asked.
    pub is_certain: bool,
    /// The first rows as texts, at most [`PREVIEWED`] of them, without names and tags.
    pub preview: Vec<Vec<String>>,
    /// What else the layout could be.
    pub choices: Choices,
}

/// What an analyst can choose where the layout of a file was guessed wrong. A list of fewer than
/// two leaves nothing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Encodings, by name.
    pub encodings: Vec<String>,
    /// Signs that may stand between cells.
    pub delimiters: Vec<char>,
    /// The sheets of a spreadsheet.
    pub sheets: Vec<String>,
    /// The files in an archive that may be tables.
    pub entries: Vec<String>,
    /// The keys of lists of objects in a JSON object.
    pub lists: Vec<String>,
}

/// So many rows are shown of a file that is looked at.
pub const PREVIEWED: usize = 50;

/// A table that was read.
#[derive(Clone)]
pub struct ReadTable {
    /// Its rows.
    pub table: Arc<LoadedTable>,
    /// Its file.
    pub file: TableFile,
}

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is no table, or not with these columns.
    #[error("{path}: {error}")]
    Load {
        /// The file.
        path: String,
        /// What is wrong.
        error: CannotLoad,
    },
}

/// Whether a file of this name is taken for a table.
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ["csv", "tsv"].contains(&ending.to_ascii_lowercase().as_str())
}

/// Looks at a file: a small part of it is read.
///
/// # Errors
/// When it cannot be read or is no table.
pub fn look(files: &dyn Files, _child: &Child, path: &Path) -> Result<Look, TableError> {
    let start = files.read_start(path, LOOKED_AT)?;
    let mut layout = TableLayout::default();
    let mut lines = start.split(|byte| *byte == b'\n');
    let head = lines.next().unwrap_or_default();
    if head.contains(&b'\t') {
        layout.format = TableFormat::Delimited {
            delimiter: '\t',
            quoted: true,
        };
    }
    let head = head.strip_suffix(b"\r").unwrap_or(head);
    let columns = cells(head, cut_of(&layout));
    let columns: Vec<String> = columns
        .iter()
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    let cut = cut_of(&layout);
    let tags = |line: &[u8]| cells(line, cut).iter().any(|cell| cell.starts_with(b"#"));
    layout.tags = lines.next().is_some_and(tags);
    let known = profiles::recognise(&columns);
    Ok(Look {
        layout,
        columns,
        is_certain: known.is_some(),
        preview: Vec::new(),
        choices: Choices::default(),
        mapping: known.unwrap_or_default(),
    })
}

/// Reads a table.
///
/// # Errors
/// When it cannot be read or is no table with these columns.
pub fn read(
    files: &dyn Files,
    _child: &Child,
    path: &Path,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<ReadTable, TableError> {
    let bytes = files.open(path)?;
    let sha = Sha::of(&files.read(path)?);
    let size = bytes.size();
    let table = load(bytes, layout, mapping, watch).map_err(|error| TableError::Load {
        path: path.display().to_string(),
        error,
    })?;
    Ok(ReadTable {
        table: Arc::new(table),
        file: TableFile {
            path: path.to_string_lossy().into_owned(),
            sha,
            bytes: size,
            embedded: false,
        },
    })
}

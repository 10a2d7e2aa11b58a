//! A file on its way to being a table of a project, and where its bytes come from.

use super::places::Places;
use super::{ReadTable, TableError, hash, read};
use crate::ingest::bundled;
use crate::ingest::child::Child;
use crate::model::id::TableId;
use crate::model::made::Made;
use crate::model::mapping::Mapping;
use crate::model::table::{EventTable, TableFile, TableLayout};
use crate::model::text::Sha;
use crate::storage::files::{FileError, Files};
use crate::storage::read_at::ReadAt;
use std::path::Path;
use std::sync::Arc;

/// What becomes an [`EventTable`] once it has an id and a maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTable {
    /// What it is called.
    pub title: String,
    /// Its file.
    pub file: TableFile,
    /// How it is cut.
    pub layout: TableLayout,
    /// What its columns mean.
    pub mapping: Mapping,
    /// What is noted about it.
    pub memo: String,
}

impl NewTable {
    /// The table in a file, which is hashed; called like the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at(
        files: &dyn Files,
        path: &Path,
        layout: TableLayout,
        mapping: Mapping,
    ) -> Result<Self, TableError> {
        let (sha, bytes) = file_now(files, path)?;
        let file = TableFile {
            path: place_of(files, path),
            sha,
            bytes,
            embedded: false,
        };
        Ok(Self::of(path, file, layout, mapping))
    }

    /// The same for a file that is read whole, with what was read.
    ///
    /// # Errors
    /// When the file cannot be read, or is no table with these columns.
    pub fn read(
        files: &dyn Files,
        child: &Child,
        path: &Path,
        layout: TableLayout,
        mapping: Mapping,
    ) -> Result<(Self, ReadTable), TableError> {
        let read = read(files, child, path, &layout, &mapping, &|_| true)?;
        let file = TableFile {
            path: place_of(files, path),
            ..read.file.clone()
        };
        Ok((Self::of(path, file, layout, mapping), read))
    }

    fn of(path: &Path, file: TableFile, layout: TableLayout, mapping: Mapping) -> Self {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Self {
            title: name.into_owned(),
            file,
            layout,
            mapping,
            memo: String::new(),
        }
    }

    /// The same for a project that lies there: its file is written down as it is found from it.
    pub fn placed(mut self, places: &Places) -> Self {
        self.file.path = places.written(Path::new(&self.file.path));
        self
    }

    /// The record of this table.
    pub fn record(&self, id: TableId, made: Made) -> EventTable {
        EventTable {
            id,
            title: self.title.clone(),
            file: self.file.clone(),
            layout: self.layout.clone(),
            mapping: self.mapping.clone(),
            memo: self.memo.clone(),
            made,
        }
    }
}

/// Where the program finds the file again from anywhere.
fn place_of(files: &dyn Files, path: &Path) -> String {
    let place = match bundled::file(path) {
        Some(_) => path.to_owned(),
        None => files.real_path(path),
    };
    place.to_string_lossy().into_owned()
}

/// The bytes of a table's file, to be read where wanted; those of a bundled case lie in the
/// program.
///
/// # Errors
/// When it cannot be opened.
pub fn bytes_of(files: &dyn Files, path: &Path) -> Result<Arc<dyn ReadAt>, FileError> {
    match bundled::file(path) {
        Some(bytes) => Ok(Arc::new(bytes.to_vec())),
        None => files.open(path),
    }
}

/// The size of a table's file as it is now; `None` where there is none.
pub fn size_now(files: &dyn Files, path: &Path) -> Option<u64> {
    if let Some(bytes) = bundled::file(path) {
        return Some(bytes.len() as u64);
    }
    let found = files.metadata(path).ok().flatten()?;
    found.is_plain.then_some(found.bytes)
}

/// The hash and the size of a table's file as it is now.
///
/// # Errors
/// When it cannot be read.
pub fn file_now(files: &dyn Files, path: &Path) -> Result<(Sha, u64), TableError> {
    let bytes = bytes_of(files, path)?;
    let sha = hash(files, path, &|_| true)?;
    Ok((sha, bytes.size()))
}

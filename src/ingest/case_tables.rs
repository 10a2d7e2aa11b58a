//! The tables of a case: listed when the case is read, looked at when a project is made from it.
//!
//! In: what `case.ron` says about a table, and its file. Out: a [`NewTable`] for a project.

use super::case::{Case, CaseError, is_inside, line_of};
use super::case_file::{self, TableEntry};
use super::child::Child;
use super::error::MOST_BYTES;
use super::tables::{Look, NewTable, bytes_of, look, profiles};
use crate::model::mapping::{DateAt, Mapping};
use crate::storage::files::Files;
use crate::storage::read_at::read_range;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A table of a case, as the case lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTable {
    /// What the case says about it.
    pub entry: TableEntry,
    /// The line of `case.ron` that names its file, from 1.
    line: usize,
}

impl CaseTable {
    /// A table as it is listed in these bytes of a case file.
    ///
    /// # Errors
    /// When it names a file outside the case's folder.
    pub(super) fn listed(entry: TableEntry, case: &[u8], path: &Path) -> Result<Self, CaseError> {
        let line = line_of(case, &entry.file);
        let is_outside = |file: &str| !Path::new(file).components().all(|it| is_inside(&it));
        let outside = match () {
            () if entry.file.is_empty() || is_outside(&entry.file) => entry.file,
            () if is_outside(&entry.map) => entry.map,
            () => return Ok(Self { entry, line }),
        };
        Err(CaseError::Outside {
            path: path.to_owned(),
            line: line_of(case, &outside),
            file: outside,
        })
    }

    /// What it is called: like its file, where the case says nothing.
    pub fn title(&self) -> &str {
        match self.entry.title.as_str() {
            "" => {
                let stem = Path::new(&self.entry.file).file_stem();
                stem.and_then(OsStr::to_str).unwrap_or(&self.entry.file)
            }
            title => title,
        }
    }

    /// Where its file lies in a case.
    pub fn path(&self, case: &Case) -> PathBuf {
        case.folder.join(&self.entry.file)
    }

    /// Looks at it and hashes it, for a project.
    ///
    /// # Errors
    /// When it is missing, is no table, or nobody explains its columns, with its line.
    pub fn look_at(
        &self,
        files: &dyn Files,
        child: &Child,
        case: &Case,
    ) -> Result<NewTable, CaseError> {
        let path = self.path(case);
        if !is_there(files, &path)? {
            return Err(self.missing(case, &self.entry.file));
        }
        let looked = look(files, child, &path);
        let looked = looked.map_err(|error| self.refused(case, error.to_string()))?;
        let mapping = self.mapping(files, case, looked.clone())?;
        let table = NewTable::at(files, &path, looked.layout, mapping);
        let table = table.map_err(|error| self.refused(case, error.to_string()))?;
        let title = self.title().to_owned();
        let memo = self.entry.memo.clone();
        Ok(NewTable {
            title,
            memo,
            ..table
        })
    }

    /// What its columns mean: as its profile file says, as the profile named says, as they look.
    fn mapping(&self, files: &dyn Files, case: &Case, look: Look) -> Result<Mapping, CaseError> {
        let (file, profile) = (&self.entry.map, &self.entry.profile);
        if !file.is_empty() {
            return self.map_file(files, case, file);
        }
        if !profile.is_empty() {
            let found = profiles::named(profile);
            return found.map_err(|error| self.refused(case, error.to_string()));
        }
        if look.mapping.date.at != DateAt::Nowhere {
            return Ok(look.mapping);
        }
        let file = &self.entry.file;
        Err(self.refused(
            case,
            format!("what the columns of ‘{file}’ mean cannot be seen (add profile: or map:)"),
        ))
    }

    fn map_file(&self, files: &dyn Files, case: &Case, file: &str) -> Result<Mapping, CaseError> {
        let path = case.folder.join(file);
        if !is_there(files, &path)? {
            return Err(self.missing(case, file));
        }
        let bytes = read_range(&*bytes_of(files, &path)?, 0, MOST_BYTES);
        let bytes = bytes.map_err(|error| self.refused(case, format!("‘{file}’: {error}")))?;
        case_file::parse(&bytes).map_err(|mistake| CaseError::BadFile {
            path,
            line: mistake.line,
            column: mistake.column,
            what: mistake.what,
        })
    }

    fn missing(&self, case: &Case, file: &str) -> CaseError {
        CaseError::Missing {
            path: case.file(),
            line: self.line,
            file: file.to_owned(),
        }
    }

    fn refused(&self, case: &Case, what: String) -> CaseError {
        CaseError::Table {
            path: case.file(),
            line: self.line,
            what,
        }
    }
}

impl Case {
    /// Looks at its tables, and hashes them: for a new project.
    ///
    /// # Errors
    /// The first table that is missing, is none, or whose columns nobody explains, with its line.
    pub fn look_at_tables(
        &self,
        files: &dyn Files,
        child: &Child,
    ) -> Result<Vec<NewTable>, CaseError> {
        let tables = self.tables.iter();
        tables
            .map(|table| table.look_at(files, child, self))
            .collect()
    }

    fn file(&self) -> PathBuf {
        self.folder.join(super::case::CASE_FILE)
    }
}

fn is_there(files: &dyn Files, path: &Path) -> Result<bool, CaseError> {
    if super::bundled::file(path).is_some() {
        return Ok(true);
    }
    Ok(files.metadata(path)?.is_some_and(|found| !found.is_folder))
}

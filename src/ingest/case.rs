//! A case: the read-only folder of inputs a project is made from.
//!
//! In: a folder with `case.ron`. Out: its sources, read; its tables, listed; its codebook; and
//! what a project made from it does not hold yet. Nothing in the folder is ever written.

use super::bundled::Bundled;
use super::case_file::{self, CaseFile, SourceEntry};
use super::case_tables::CaseTable;
use super::child::Child;
use super::codebook::{BadCodebook, CodebookFile, DEFAULT};
use super::error::{MOST_BYTES, TextError};
use super::extract::read_source;
use super::ingested::{Ingested, Reading};
use crate::model::id::SourceId;
use crate::model::info::CaseRef;
use crate::model::made::Made;
use crate::model::project::Project;
use crate::model::source::{Original, Source};
use crate::model::text::{Sha, TextSpan};
use crate::storage::files::{FileError, Files, folder_of, read_at_most};
use std::path::{Component, Path, PathBuf};

/// The file that makes a folder a case.
pub const CASE_FILE: &str = "case.ron";

/// A case cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The folder has no `case.ron`.
    #[error("{}:1: this folder is no case: it has no {CASE_FILE} (add one, or open its texts one by one)", .0.display())]
    NotACase(PathBuf),
    /// The case file says nothing that can be understood.
    #[error("{}:{line}:{column}: {what} (correct the case file)", path.display())]
    BadFile {
        /// The case file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// A file is named that lies outside the folder.
    #[error("{}:{line}: ‘{file}’ lies outside the case’s folder (copy it there)", path.display())]
    Outside {
        /// The case file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The file it names.
        file: String,
    },
    /// A file that is named is not there.
    #[error("{}:{line}: ‘{file}’ is not in the case’s folder (put it there, or take it out of the list)", path.display())]
    Missing {
        /// The case file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The file it names.
        file: String,
    },
    /// A source cannot be read as text.
    #[error("{}:{}: {error}", path.display(), error.line())]
    Text {
        /// The source.
        path: PathBuf,
        /// Why.
        error: TextError,
    },
    /// A table is no table, or nothing says what its columns mean.
    #[error("{}:{line}: {what}", path.display())]
    Table {
        /// The case file.
        path: PathBuf,
        /// The line that names the table, from 1.
        line: usize,
        /// What is wrong, and what to do.
        what: String,
    },
    /// The codebook contradicts itself.
    #[error("{}:1: {error}", path.display())]
    Codebook {
        /// The case file.
        path: PathBuf,
        /// How.
        error: BadCodebook,
    },
    /// The disk would not have it.
    #[error(transparent)]
    Io(#[from] FileError),
}

/// A case, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its folder: its real path, so that it is found from anywhere; its name for a bundled one.
    pub folder: PathBuf,
    /// What it is called.
    pub title: String,
    /// Its sources, in their order.
    pub sources: Vec<CaseSource>,
    /// Its tables, in their order; not read.
    pub tables: Vec<CaseTable>,
    /// Its codebook, or the one every project begins with.
    pub codebook: CodebookFile,
}

/// A source of a case with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseSource {
    /// What the case says about it.
    pub entry: SourceEntry,
    /// Its text.
    pub read: Ingested,
    /// Its boilerplate, found in the text and sorted.
    pub boilerplate: Vec<TextSpan>,
    /// Boilerplate that does not stand in the text, as written.
    pub not_found: Vec<String>,
}

/// Where the files of a case come from, and who reads them as sources.
#[derive(Clone, Copy)]
struct Shelf<'a> {
    get: &'a Get<'a>,
    read: &'a Read<'a>,
}

/// The bytes of a file, by its name in the case.
type Get<'a> = dyn Fn(&str) -> Result<Option<Vec<u8>>, FileError> + 'a;

/// A file read as a source, by its name and bytes.
type Read<'a> = dyn Fn(&str, &[u8]) -> Result<Ingested, TextError> + 'a;

impl Case {
    /// The folder of a case, for a path to it or to its `case.ron`; `None` for any other path.
    ///
    /// # Errors
    /// When the disk does not tell.
    pub fn folder_of(files: &dyn Files, path: &Path) -> Result<Option<PathBuf>, FileError> {
        if path.file_name().is_some_and(|name| name == CASE_FILE) {
            return Ok(Some(folder_of(path).to_owned()));
        }
        let is_case = files.metadata(&path.join(CASE_FILE))?.is_some();
        Ok(is_case.then(|| path.to_owned()))
    }

    /// Reads the case in a folder.
    ///
    /// # Errors
    /// What is wrong in it, with file and line.
    pub fn read(files: &dyn Files, child: &Child, folder: &Path) -> Result<Self, CaseError> {
        let get = |name: &str| {
            let path = folder.join(name);
            match files.metadata(&path)? {
                Some(found) if !found.is_folder => {
                    read_at_most(files, &path, MOST_BYTES as u64).map(Some)
                }
                _ => Ok(None),
            }
        };
        let read = |name: &str, bytes: &[u8]| child.read(name, bytes, Reading::default());
        let shelf = Shelf {
            get: &get,
            read: &read,
        };
        let case = Self::read_with(folder, shelf)?;
        Ok(Self {
            folder: files.real_path(folder),
            ..case
        })
    }

    /// A case bundled with the program.
    ///
    /// # Errors
    /// Never in a program that passes its tests.
    pub fn bundled(case: &Bundled) -> Result<Self, CaseError> {
        let get = |name: &str| Ok(case.file(name).map(<[u8]>::to_vec));
        let shelf = Shelf {
            get: &get,
            read: &read_source,
        };
        Self::read_with(Path::new(case.name), shelf)
    }

    /// The case a project was made from: from its folder, or the bundled one.
    ///
    /// # Errors
    /// When the case cannot be read any more.
    pub fn of(
        files: &dyn Files,
        child: &Child,
        project: &Project,
    ) -> Result<Option<Self>, CaseError> {
        let info = project.info.values().next();
        let Some(case) = info.and_then(|info| info.case.as_ref()) else {
            return Ok(None);
        };
        if let Some(bundled) = Bundled::named(&case.folder) {
            return Self::bundled(bundled).map(Some);
        }
        Self::read(files, child, Path::new(&case.folder)).map(Some)
    }

    /// The bytes of a source's file in the case of a project, provided that they are still what
    /// they were.
    pub fn original(files: &dyn Files, project: &Project, original: &Original) -> Option<Vec<u8>> {
        let info = project.info.values().next()?;
        let folder = info.case.as_ref()?.folder.as_str();
        let is_it = |bytes: &Vec<u8>| Sha::of(bytes) == original.sha;
        if let Some(bundled) = Bundled::named(folder) {
            return bundled.files().map(<[u8]>::to_vec).find(is_it);
        }
        let folder = Path::new(folder);
        let case = read_at_most(files, &folder.join(CASE_FILE), MOST_BYTES as u64).ok()?;
        let case: CaseFile = case_file::parse(&case).ok()?;
        let entries = case.sources.iter().map(|entry| Path::new(&entry.file));
        entries
            .filter(|file| file.components().all(|part| is_inside(&part)))
            .filter(|file| file.ends_with(&original.name))
            .filter_map(|file| read_at_most(files, &folder.join(file), original.bytes).ok())
            .find(is_it)
    }

    fn read_with(folder: &Path, shelf: Shelf<'_>) -> Result<Self, CaseError> {
        let path = folder.join(CASE_FILE);
        let bytes =
            (shelf.get)(CASE_FILE)?.ok_or_else(|| CaseError::NotACase(folder.to_owned()))?;
        let file: CaseFile = case_file::parse(&bytes).map_err(|mistake| CaseError::BadFile {
            path: path.clone(),
            line: mistake.line,
            column: mistake.column,
            what: mistake.what,
        })?;
        let mut sources = Vec::with_capacity(file.sources.len());
        for entry in file.sources {
            let line = line_of(&bytes, &entry.file);
            sources.push(CaseSource::read(entry, line, folder, shelf)?);
        }
        let mut tables = Vec::with_capacity(file.tables.len());
        for entry in file.tables {
            tables.push(CaseTable::listed(entry, &bytes, &path)?);
        }
        let codebook = match file.codebook {
            Some(codebook) => codebook,
            None => default_codebook()?,
        };
        check_codebook(&codebook, &path)?;
        Ok(Self {
            folder: folder.to_owned(),
            title: file.title,
            sources,
            tables,
            codebook,
        })
    }

    /// How a project made from it names it.
    pub fn reference(&self) -> CaseRef {
        CaseRef {
            folder: self.folder.to_string_lossy().into_owned(),
            title: self.title.clone(),
        }
    }
}

/// The codebook every project begins with.
///
/// # Errors
/// Never in a program that passes its tests.
pub fn default_codebook() -> Result<CodebookFile, CaseError> {
    case_file::parse(DEFAULT.as_bytes()).map_err(|mistake| CaseError::BadFile {
        path: "assets/codebook.ron".into(),
        line: mistake.line,
        column: mistake.column,
        what: mistake.what,
    })
}

fn check_codebook(codebook: &CodebookFile, path: &Path) -> Result<(), CaseError> {
    use crate::model::id::{IdGenerator, Replica};
    let mut ids = IdGenerator::new(Replica::from_bits(0));
    codebook
        .records(&mut ids)
        .map(drop)
        .map_err(|error| CaseError::Codebook {
            path: path.to_owned(),
            error,
        })
}

/// The line of the case file that names a file; 1 when it is written in some roundabout way.
pub(super) fn line_of(case: &[u8], file: &str) -> usize {
    let text = String::from_utf8_lossy(case);
    let at = text.find(&format!("{file:?}")).unwrap_or(0);
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

impl CaseSource {
    fn read(
        entry: SourceEntry,
        line: usize,
        folder: &Path,
        shelf: Shelf<'_>,
    ) -> Result<Self, CaseError> {
        let path = folder.join(CASE_FILE);
        let file = entry.file.clone();
        let inside = Path::new(&file).components().all(|part| is_inside(&part));
        if file.is_empty() || !inside {
            return Err(CaseError::Outside { path, line, file });
        }
        let Some(bytes) = (shelf.get)(&file)? else {
            return Err(CaseError::Missing { path, line, file });
        };
        let name = Path::new(&file).file_name().unwrap_or_default();
        let read = (shelf.read)(&name.to_string_lossy(), &bytes);
        let read = read.map_err(|error| CaseError::Text {
            path: folder.join(&file),
            error,
        })?;
        let (mut boilerplate, mut not_found) = (Vec::new(), Vec::new());
        for words in &entry.boilerplate {
            match span_of(&read, words) {
                Some(span) => boilerplate.push(span),
                None => not_found.push(words.clone()),
            }
        }
        boilerplate.sort_unstable();
        Ok(Self {
            entry,
            read,
            boilerplate,
            not_found,
        })
    }

    /// The record of this source.
    pub fn source(&self, id: SourceId, made: Made) -> Source {
        let entry = &self.entry;
        let plain = self.read.source(id, made);
        Source {
            title: or_else(&entry.title, plain.title.clone()),
            author: or_else(&entry.author, plain.author.clone()),
            publisher: or_else(&entry.publisher, plain.publisher.clone()),
            language: or_else(&entry.language, plain.language.clone()),
            published: entry.published.clone().or(plain.published.clone()),
            reliability: entry.reliability,
            coverage: entry.coverage.clone(),
            boilerplate: self.boilerplate.clone(),
            memo: entry.memo.clone(),
            ..plain
        }
    }
}

/// Whether a part of a path leads nowhere but down.
pub(super) fn is_inside(part: &Component<'_>) -> bool {
    matches!(part, Component::Normal(_))
}

/// What the case says; what the file says of itself where the case says nothing.
fn or_else(said: &str, in_file: String) -> String {
    if said.is_empty() {
        in_file
    } else {
        said.to_owned()
    }
}

fn span_of(read: &Ingested, words: &str) -> Option<TextSpan> {
    let at = read.text.as_str().find(words)?;
    TextSpan::from_range(at..at + words.len())
}

/// The sources of a case that a project does not hold: neither the same text nor the same file.
pub fn additions<'a>(case: &'a Case, project: &Project) -> Vec<&'a CaseSource> {
    let held = |source: &&CaseSource| {
        project.sources.values().any(|held| {
            held.text == source.read.text.sha() || held.original.sha == source.read.original.sha
        })
    };
    case.sources.iter().filter(|source| !held(source)).collect()
}

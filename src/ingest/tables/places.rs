//! Where the file of a table lies now: where it was found last, moved along with the project, kept
//! beside it, or in one of the folders people move files to.
//!
//! In: what a project says of the file. Out: paths to try, likeliest first; only its SHA-256 tells
//! whether a file is the same.

use super::new::size_now;
use crate::ingest::bundled;
use crate::model::id::TableId;
use crate::model::project::Project;
use crate::model::table::TableFile;
use crate::storage::files::{Files, folder_of};
use crate::storage::originals;
use crate::storage::read_at::sha_of;
use std::path::{Component, Path, PathBuf};

/// So many files of one folder are looked at to find one that was moved.
const MOST_FILES: usize = 5_000;
/// So many of the last folders of a path may have been moved along with the project.
const MOST_FOLDERS: usize = 5;

/// The folders the file of a table may lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The project file; `None` where it lies nowhere yet.
    pub project: Option<PathBuf>,
    /// The folder of the case it was made from.
    pub case: Option<PathBuf>,
}

impl Places {
    /// The folders around a project, which is kept in this file.
    pub fn of(path: Option<&Path>, project: &Project) -> Self {
        let info = project.info.values().next();
        let case = info.and_then(|info| info.case.as_ref());
        let case = case.map(|case| PathBuf::from(&case.folder));
        Self {
            project: path.map(Path::to_owned),
            case: case.filter(|folder| folder.is_absolute()),
        }
    }

    /// The files that are most likely the table's: those that are there and have its size, by what
    /// the project says of it. None of them is read.
    pub fn likely(&self, files: &dyn Files, file: &TableFile) -> Vec<PathBuf> {
        let mut found = self.named(file);
        found.retain(|path| size_now(files, path) == Some(file.bytes));
        found
    }

    /// Another file that stands where the project says: it was changed.
    pub fn changed(&self, files: &dyn Files, file: &TableFile) -> Option<PathBuf> {
        let mut named = self.named(file).into_iter();
        named.find(|path| size_now(files, path).is_some())
    }

    /// The file under whatever name in the folders around: it is known by its size and SHA-256.
    /// Files of that size are read whole.
    pub fn search(
        &self,
        files: &dyn Files,
        file: &TableFile,
        go_on: &dyn Fn() -> bool,
    ) -> Option<PathBuf> {
        let mut tried = self.named(file);
        for folder in self.folders(file) {
            let names = files.list(&folder).unwrap_or_default();
            for name in names.into_iter().take(MOST_FILES) {
                let path = folder.join(name);
                if tried.contains(&path) || size_now(files, &path) != Some(file.bytes) {
                    continue;
                }
                let bytes = files.open(&path).ok();
                let sha = bytes.and_then(|bytes| sha_of(&*bytes, go_on).ok().flatten());
                if sha == Some(file.sha) {
                    return Some(path);
                }
                tried.push(path);
                if !go_on() {
                    return None;
                }
            }
        }
        None
    }

    /// Where the project says that the file lies, once for every way to read that.
    fn named(&self, file: &TableFile) -> Vec<PathBuf> {
        let mut out: Vec<PathBuf> = Vec::new();
        let mut add = |path: PathBuf| {
            if !out.contains(&path) {
                out.push(path);
            }
        };
        if let Some(project) = self.project.as_deref().filter(|_| file.embedded) {
            add(originals::table_path(project, file));
        }
        let path = Path::new(&file.path);
        // A table of a bundled case lies in the program.
        if bundled::file(path).is_some() {
            return vec![path.to_owned()];
        }
        if path.is_absolute() {
            add(path.to_owned());
        }
        for folder in [self.project_folder(), self.case.as_deref()]
            .into_iter()
            .flatten()
        {
            // A whole path may have moved along: its last folders are looked for as well.
            let parts: Vec<Component<'_>> = path.components().collect();
            let first = match path.is_absolute() {
                true => parts.len().saturating_sub(MOST_FOLDERS).max(1),
                false => 0,
            };
            for from in first..parts.len() {
                let part: PathBuf = parts.iter().skip(from).collect();
                add(folder.join(part));
            }
        }
        if let Some(project) = self.project.as_deref().filter(|_| !file.embedded) {
            add(originals::table_path(project, file));
        }
        out
    }

    fn project_folder(&self) -> Option<&Path> {
        self.project.as_deref().map(folder_of)
    }

    /// The folders around: the project's, that of kept files, the case's, and where it was.
    fn folders(&self, file: &TableFile) -> Vec<PathBuf> {
        let project = self.project_folder().map(Path::to_owned);
        let kept = self.project.as_deref().map(originals::folder);
        let path = Path::new(&file.path);
        let old = path.is_absolute().then(|| folder_of(path).to_owned());
        let mut out: Vec<PathBuf> = Vec::new();
        for folder in [project, kept, self.case.clone(), old]
            .into_iter()
            .flatten()
        {
            if !out.contains(&folder) {
                out.push(folder);
            }
        }
        out
    }

    /// The files of tables that a project at this place writes down otherwise than it does now, where it
    /// lies in `from`, if anywhere.
    pub fn moved(&self, project: &Project, from: Option<&Path>) -> Vec<(TableId, TableFile)> {
        let folder = from.map(folder_of);
        let moved = project.tables.values().filter_map(|table| {
            let path = Path::new(&table.file.path);
            // A table of a bundled case lies in the program, wherever the project does.
            if bundled::file(path).is_some() {
                return None;
            }
            let whole = match (path.is_absolute(), folder) {
                (true, _) => path.to_owned(),
                (false, Some(folder)) => folder.join(path),
                (false, None) => return None,
            };
            let file = TableFile {
                path: self.written(&whole),
                ..table.file.clone()
            };
            (file != table.file).then_some((table.id, file))
        });
        moved.collect()
    }

    /// The path as a project at this place writes it down: relative where the file lies in or below
    /// its folder, so that both can be moved together.
    pub fn written(&self, path: &Path) -> String {
        let inside = self.project_folder().and_then(|folder| {
            let rest = path.strip_prefix(folder).ok()?;
            let parts: Vec<String> = rest
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            (!parts.is_empty()).then(|| parts.join("/"))
        });
        inside.unwrap_or_else(|| path.to_string_lossy().into_owned())
    }
}

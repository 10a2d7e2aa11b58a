//! Projects without a name yet, each in a folder of its own below a data folder.
//!
//! In: a project nobody has named. Out: `drafts/draft-N/project.ron` with its journal, until
//! [`Store::save_as`] gives it a place of its own and the draft is discarded.

use super::error::SaveError;
use super::files::{FileError, Files};
use super::store::Store;
use crate::model::project::Project;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the project file inside a draft's folder.
const PROJECT: &str = "project.ron";

fn folder(data: &Path) -> PathBuf {
    data.join("drafts")
}

/// Keeps `project` as a new draft below `data`.
///
/// # Errors
/// When it could not be written.
pub fn create(
    files: &Arc<dyn Files>,
    data: &Path,
    project: &Project,
    owner: &str,
) -> Result<Store, SaveError> {
    let highest = numbers(&**files, data)?.into_iter().max().unwrap_or(0);
    let folder = folder(data).join(format!("draft-{}", highest + 1));
    files.create_dir_all(&folder)?;
    Store::create(Arc::clone(files), &folder.join(PROJECT), project, owner)
}

/// The project files of the drafts below `data`, newest first.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(files: &dyn Files, data: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut numbers = numbers(files, data)?;
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    let path = |number| folder(data).join(format!("draft-{number}")).join(PROJECT);
    let mut found = Vec::new();
    for path in numbers.into_iter().map(path) {
        if files.metadata(&path)?.is_some() {
            found.push(path);
        }
    }
    Ok(found)
}

fn numbers(files: &dyn Files, data: &Path) -> Result<Vec<u32>, FileError> {
    let folder = folder(data);
    if files.metadata(&folder)?.is_none() {
        return Ok(Vec::new());
    }
    let names = files.list(&folder)?;
    let number = |name: &String| name.strip_prefix("draft-")?.parse().ok();
    Ok(names.iter().filter_map(number).collect())
}

/// Whether a path is the project file of a draft below `data`.
pub fn is_draft(files: &dyn Files, data: &Path, path: &Path) -> bool {
    files
        .real_path(path)
        .starts_with(files.real_path(&folder(data)))
}

/// Deletes a draft with all that lies in its folder. Close its [`Store`] first.
///
/// # Errors
/// When something could not be deleted.
pub fn discard(files: &dyn Files, draft: &Path) -> Result<(), FileError> {
    let Some(folder) = draft.parent() else {
        return Ok(());
    };
    // The project file goes last but one: until then the draft is whole enough to be offered.
    for name in files.list(folder)? {
        let path = folder.join(&name);
        match files.metadata(&path)? {
            Some(found) if found.is_folder => remove_folder(files, &path)?,
            _ if name != PROJECT => files.remove(&path)?,
            _ => {}
        }
    }
    files.remove(draft)?;
    files.remove_dir(folder)
}

/// Deletes a folder of files: the originals kept beside a draft.
fn remove_folder(files: &dyn Files, folder: &Path) -> Result<(), FileError> {
    for name in files.list(folder)? {
        files.remove(&folder.join(name))?;
    }
    files.remove_dir(folder)
}

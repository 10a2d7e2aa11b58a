//! The file a source was read from, wherever it is still to be had.

use super::case::Case;
use crate::model::project::Project;
use crate::model::source::Original;
use crate::storage::files::Files;
use crate::storage::originals::{self, OriginalError};
use std::path::Path;

/// The bytes of the file a source of `project`, which lies at `path`, was read from: as they are
/// kept beside it, else as the case has them.
///
/// # Errors
/// Where they are missing or damaged, and what to do.
pub fn original(
    files: &dyn Files,
    path: Option<&Path>,
    project: &Project,
    original: &Original,
) -> Result<Vec<u8>, OriginalError> {
    let in_case = || Case::original(files, project, original);
    let kept = match path {
        Some(path) => originals::read(files, path, original),
        None => Err(OriginalError::NotKept {
            name: original.name.clone(),
        }),
    };
    match kept {
        Err(OriginalError::Missing { .. } | OriginalError::NotKept { .. }) => {
            in_case().map_or(kept, Ok)
        }
        kept => kept,
    }
}

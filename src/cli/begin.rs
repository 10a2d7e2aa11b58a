//! The beginning of a project file: where none is yet, and unlike any other.

use super::Failure;
use crate::ingest::begin::Begin;
use crate::model::id::Replica;
use crate::model::made::Moment;
use crate::model::text::Sha;
use crate::storage::error::SaveError;
use crate::storage::files::{Files, folder_of};
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::time::SystemTime;

/// Refuses to write a project where there is something, or in a folder that is none.
pub(super) fn must_be_new(files: &dyn Files, output: &Path) -> Result<(), Failure> {
    if files.metadata(output).map_err(Failure::refused)?.is_some() {
        let what = "this file is there already (choose another name)";
        return Err(Failure::refused(format!("{}: {what}", output.display())));
    }
    let folder = folder_of(output);
    if files.metadata(folder).map_err(Failure::refused)?.is_none() {
        let folder = folder.to_owned();
        return Err(Failure::refused(SaveError::NoFolder { folder }));
    }
    Ok(())
}

/// The beginning of a project that nobody else can have begun.
pub(super) fn begin(title: Option<String>) -> Begin {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let chance = RandomState::new().hash_one(now);
    let seed = format!("{} {chance}", now.as_nanos());
    let project = Sha::of(seed.as_bytes());
    let bits = project
        .bytes()
        .iter()
        .take(4)
        .fold(0, |bits, byte| bits << 8 | u64::from(*byte));
    Begin {
        title,
        project,
        replica: Replica::from_bits(bits),
        coder: None,
        at: Moment::from_unix_secs(i64::try_from(now.as_secs()).unwrap_or(0)),
    }
}

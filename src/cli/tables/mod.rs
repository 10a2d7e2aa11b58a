//! Event tables on the command line: a file is looked at, read, and counted or shown as it is, or
//! through a project that refers to it.
//!
//! In: a path and what its reader was told about it. Out: rows, and notes for stderr.

pub mod counting;
mod meaning;
pub mod project;
pub mod reading;
pub mod series;
pub mod showing;
pub mod warnings;

pub use reading::{OpenTable, TableArgs};

use crate::ingest::tables::is_table;
use std::path::Path;

/// Whether an input is a table and no project: by its name, or because it was said how to read it.
pub fn is_meant(path: &Path, args: &TableArgs) -> bool {
    let is_project = path.extension().is_some_and(|ending| ending == "ron");
    !is_project && (is_table(path) || args.says_how())
}

//! Where the data of a command goes: to stdout or to a file.

use super::{Done, Failure};
use crate::storage::export::{self, ExportError};
use crate::storage::files::DiskFiles;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes to a file, all of it or nothing; to stdout when no file is named. `from` is the project
/// the data comes from.
///
/// # Errors
/// When the file is a project, the disk refuses, or the output was closed.
pub fn deliver(bytes: &[u8], from: &Path, to: Option<&Path>) -> Result<Done, Failure> {
    match to {
        Some(path) => {
            export::write(&DiskFiles, path, bytes, Some(from)).map_err(|error| match error {
                ExportError::Io(error) if error.source.kind() == io::ErrorKind::BrokenPipe => {
                    Failure::OutputClosed
                }
                error => Failure::refused(error),
            })?;
        }
        None => print(bytes)?,
    }
    Ok(Done::Well)
}

/// Writes to stdout.
///
/// # Errors
/// When it was closed, as by `| head`, or cannot be written.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::OutputClosed,
        _ => Failure::refused(format!("stdout: {error} (look where the output goes)")),
    })
}

//! Putting a whole file in the place of another, all of it or nothing.
//!
//! In: bytes and a path. Out: the path holds either what it held or all of the bytes, also after
//! a power cut: temp file in the same folder, write, sync, rename, sync folder.

use super::files::{FileError, Files, Handle, beside, folder_of};
use std::io;
use std::path::{Path, PathBuf};

/// So many files of one name are tried before giving up.
const MOST_LEFTOVERS: u32 = 10_000;

/// Puts `bytes` at `path`, in place of what is there.
///
/// # Errors
/// When a step failed. What was at `path` before is then still there, unless only the last step
/// (making the new name durable) failed.
pub fn replace(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let mut write = |handle: &mut dyn Handle| handle.write(bytes);
    put(files, path, &mut write, |temp| files.create_new(temp))
}

/// As [`replace`], with bytes that `write` puts into the file piece by piece.
///
/// # Errors
/// As those of [`replace`], and what `write` says; nothing is replaced then.
pub(super) fn replace_by(
    files: &dyn Files,
    path: &Path,
    write: &mut Write<'_>,
) -> Result<(), FileError> {
    put(files, path, write, |temp| files.create_new(temp))
}

/// Puts bytes into a new file.
pub(super) type Write<'a> = dyn FnMut(&mut dyn Handle) -> Result<(), FileError> + 'a;

/// As [`replace`]; a file that was not there may be read by whoever may usually read new files.
///
/// # Errors
/// As those of [`replace`].
pub(super) fn replace_shared(
    files: &dyn Files,
    path: &Path,
    bytes: &[u8],
) -> Result<(), FileError> {
    let mut write = |handle: &mut dyn Handle| handle.write(bytes);
    put(files, path, &mut write, |temp| {
        files.create_new_shared(temp)
    })
}

fn put(
    files: &dyn Files,
    path: &Path,
    write: &mut Write<'_>,
    create: impl Create,
) -> Result<(), FileError> {
    let temp = write_temp(files, path, write, create)?;
    let renamed = match files.metadata(path) {
        Ok(Some(_)) => files.copy_permissions(path, &temp),
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    }
    .and_then(|()| files.rename(&temp, path));
    if let Err(error) = renamed {
        // The first error is the one to tell; a leftover temp file is swept later.
        let _ = files.remove(&temp);
        return Err(error);
    }
    files.sync_folder(folder_of(path))
}

fn write_temp(
    files: &dyn Files,
    path: &Path,
    write: &mut Write<'_>,
    create: impl Create,
) -> Result<PathBuf, FileError> {
    let name = |number| beside(path, &format!(".tmp-{number}"));
    let (temp, mut handle) = first_free(name, create)?;
    let written = write(&mut *handle).and_then(|()| handle.sync());
    if let Err(error) = written {
        let _ = files.remove(&temp);
        return Err(error);
    }
    Ok(temp)
}

/// Copies `bytes` to a new file `path` + `suffix` + `-N`, with the first N that is free.
///
/// # Errors
/// When no such file could be written.
pub fn keep_aside(
    files: &dyn Files,
    path: &Path,
    suffix: &str,
    bytes: &[u8],
) -> Result<PathBuf, FileError> {
    keep(files, bytes, |number| {
        beside(path, &format!("{suffix}-{number}"))
    })
}

/// Keeps a damaged project as `NAME.damaged-N.ron` beside it and leaves the file itself alone.
///
/// # Errors
/// When it cannot be read, or no copy could be written.
pub fn quarantine(files: &dyn Files, path: &Path) -> Result<PathBuf, FileError> {
    let bytes = files.read(path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|end| end.to_string_lossy());
    let end = extension.map_or(String::new(), |end| format!(".{end}"));
    let name = |number| path.with_file_name(format!("{stem}.damaged-{number}{end}"));
    keep(files, &bytes, name)
}

fn keep(
    files: &dyn Files,
    bytes: &[u8],
    name: impl Fn(u32) -> PathBuf,
) -> Result<PathBuf, FileError> {
    let (aside, mut handle) = first_free(name, |path| files.create_new(path))?;
    handle.write(bytes)?;
    handle.sync()?;
    files.sync_folder(folder_of(&aside))?;
    Ok(aside)
}

/// Deletes temp files that a killed save of `path` left behind. Only whoever holds the lock may.
pub fn sweep(files: &dyn Files, path: &Path) {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
        return;
    };
    let stale = format!("{name}.tmp-");
    for found in files.list(folder_of(path)).unwrap_or_default() {
        if found.starts_with(&stale) {
            let _ = files.remove(&folder_of(path).join(found));
        }
    }
}

/// Makes a new file.
trait Create: Fn(&Path) -> Result<Box<dyn Handle>, FileError> {}

impl<F: Fn(&Path) -> Result<Box<dyn Handle>, FileError>> Create for F {}

fn first_free(
    name: impl Fn(u32) -> PathBuf,
    create: impl Create,
) -> Result<(PathBuf, Box<dyn Handle>), FileError> {
    let mut number = 1;
    loop {
        let candidate = name(number);
        match create(&candidate) {
            Ok(handle) => return Ok((candidate, handle)),
            Err(error) if is_taken(&error, number) => number += 1,
            Err(error) => return Err(error),
        }
    }
}

fn is_taken(error: &FileError, number: u32) -> bool {
    error.source.kind() == io::ErrorKind::AlreadyExists && number < MOST_LEFTOVERS
}

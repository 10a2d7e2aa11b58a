//! The seam through which all of the program's file access goes.
//!
//! In: paths and bytes. Out: bytes, or a [`FileError`] that names the path and what was tried.
//! The program uses [`DiskFiles`]; tests put disks behind the same trait that fail or lose power.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read_at::{OpenFile, ReadAt};
use super::scratch::Scratch;

/// What was tried with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reading it.
    Read,
    /// Looking whether it is there.
    Look,
    /// Making a new one.
    Create,
    /// Opening it to append.
    Open,
    /// Writing to it.
    Write,
    /// Waiting until it is safely on disk.
    Sync,
    /// Giving it another name.
    Rename,
    /// Deleting it.
    Remove,
    /// Listing a folder.
    List,
    /// Keeping others from writing to it.
    Lock,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Look => "look at",
            Self::Create => "create",
            Self::Open => "open",
            Self::Write => "write to",
            Self::Sync => "write to disk",
            Self::Rename => "rename",
            Self::Remove => "delete",
            Self::List => "list",
            Self::Lock => "lock",
        })
    }
}

/// Something could not be done with a file.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} {}: {source} ({})", path.display(), advice(source))]
pub struct FileError {
    /// Which file or folder.
    pub path: PathBuf,
    /// What was tried.
    pub action: Action,
    /// Why not.
    pub source: io::Error,
}

impl FileError {
    /// An error of `action` on `path`.
    pub fn new(action: Action, path: &Path, source: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            action,
            source,
        }
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the name and the folder",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder you may write to, or ask for access"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space, or save to another disk"
        }
        io::ErrorKind::AlreadyExists => "choose another name",
        io::ErrorKind::IsADirectory => "name a file, not a folder",
        io::ErrorKind::InvalidInput => "copy what it gives into a file first, and name that",
        io::ErrorKind::FileTooLarge => "split it into several files",
        _ => "try again, or use another disk",
    }
}

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// Whether it is a plain file: no folder, pipe, socket or device.
    pub is_plain: bool,
}

/// A file being written.
pub trait Handle: Send {
    /// Writes all of `bytes` behind what is there, in one call where the system can.
    ///
    /// # Errors
    /// When not all bytes were taken; some may have been.
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError>;

    /// Waits until everything written is safely on disk.
    ///
    /// # Errors
    /// When it may not be. What was written is then lost for this handle: write a new file.
    fn sync(&mut self) -> Result<(), FileError>;
}

/// A lock, given back when dropped.
pub trait Guard: Send + Sync {}

/// The outcome of asking for a lock.
pub enum Lock {
    /// Nobody else has it.
    Held(Box<dyn Guard>),
    /// Somebody else has it.
    Taken {
        /// Who, as they wrote it down; empty when unknown.
        by: String,
    },
}

/// Everything the program does with files.
pub trait Files: Send + Sync {
    /// The whole file.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError>;

    /// A file to be read in parts, at any place; it stays open until dropped.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    fn open(&self, path: &Path) -> Result<Arc<dyn ReadAt>, FileError> {
        Ok(Arc::new(self.read(path)?))
    }

    /// The first `most` bytes of a file, or all of a shorter one.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    fn read_start(&self, path: &Path, most: usize) -> Result<Vec<u8>, FileError> {
        let mut bytes = self.read(path)?;
        bytes.truncate(most);
        Ok(bytes)
    }

    /// Room for bytes that are not to be kept.
    ///
    /// # Errors
    /// When there is none.
    fn scratch(&self) -> Result<Scratch, FileError> {
        Ok(Scratch::in_memory())
    }

    /// What is known of a file; `None` when there is none.
    ///
    /// # Errors
    /// When that cannot be found out.
    fn metadata(&self, path: &Path) -> Result<Option<Metadata>, FileError>;

    /// The path with its links followed, so that one file has one name; as given where there is
    /// no such file yet.
    fn real_path(&self, path: &Path) -> PathBuf;

    /// A new empty file only its owner may read, never one that exists or a link.
    ///
    /// # Errors
    /// When there is one already, or it cannot be made.
    fn create_new(&self, path: &Path) -> Result<Box<dyn Handle>, FileError>;

    /// As [`Files::create_new`], but with the permissions files usually get here.
    ///
    /// # Errors
    /// When there is one already, or it cannot be made.
    fn create_new_shared(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        self.create_new(path)
    }

    /// An existing file, to write behind its end.
    ///
    /// # Errors
    /// When there is none, or it cannot be written.
    fn append_to(&self, path: &Path) -> Result<Box<dyn Handle>, FileError>;

    /// Lets the same people use `path` as may use `model`.
    ///
    /// # Errors
    /// When that is not allowed.
    fn copy_permissions(&self, model: &Path, path: &Path) -> Result<(), FileError>;

    /// Gives a file another name, in place of what had that name.
    ///
    /// # Errors
    /// When nothing was renamed.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), FileError>;

    /// Waits until the names in a folder are safely on disk.
    ///
    /// # Errors
    /// When they may not be.
    fn sync_folder(&self, folder: &Path) -> Result<(), FileError>;

    /// The names in a folder, sorted.
    ///
    /// # Errors
    /// When there is no such folder, or it cannot be read.
    fn list(&self, folder: &Path) -> Result<Vec<String>, FileError>;

    /// Makes a folder and those above it; nothing when it is there.
    ///
    /// # Errors
    /// When it cannot be made.
    fn create_dir_all(&self, folder: &Path) -> Result<(), FileError>;

    /// Deletes a file.
    ///
    /// # Errors
    /// When it is not there or may not be deleted.
    fn remove(&self, path: &Path) -> Result<(), FileError>;

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// When it is not there or not empty.
    fn remove_dir(&self, folder: &Path) -> Result<(), FileError>;

    /// Asks for the lock file `path`, making it if need be, and writes down `owner` in it.
    ///
    /// # Errors
    /// When the lock file cannot be used at all.
    fn lock(&self, path: &Path, owner: &str) -> Result<Lock, FileError>;
}

/// The folder a path lies in; the working folder for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// `path` with `suffix` behind its whole name: `P.ron` and `.lock` give `P.ron.lock`.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

trait OnPath<T> {
    fn on(self, action: Action, path: &Path) -> Result<T, FileError>;
}

impl<T> OnPath<T> for io::Result<T> {
    fn on(self, action: Action, path: &Path) -> Result<T, FileError> {
        self.map_err(|source| FileError::new(action, path, source))
    }
}

struct DiskHandle {
    file: File,
    path: PathBuf,
}

impl Handle for DiskHandle {
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.file.write_all(bytes).on(Action::Write, &self.path)
    }

    fn sync(&mut self) -> Result<(), FileError> {
        self.file.sync_data().on(Action::Sync, &self.path)
    }
}

struct DiskGuard(File);

impl Guard for DiskGuard {}

impl Drop for DiskGuard {
    fn drop(&mut self) {
        // Closing gives the lock back as well; nothing depends on this succeeding.
        let _ = self.0.unlock();
    }
}

/// So many links are followed before they are taken for a circle.
const MOST_LINKS: usize = 40;

/// Reading a pipe waits for ever, and a device may have no end.
fn refuse_special(path: &Path) -> Result<(), FileError> {
    let found = fs::metadata(path).on(Action::Read, path)?;
    if found.is_file() {
        return Ok(());
    }
    Err(FileError::new(
        Action::Read,
        path,
        if found.is_dir() {
            io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")
        } else {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "it is a pipe, a socket or a device",
            )
        },
    ))
}

/// The whole file, provided that it is no larger than `most` bytes: that is found out first.
///
/// # Errors
/// When it is larger, not there, or cannot be read.
pub fn read_at_most(files: &dyn Files, path: &Path, most: u64) -> Result<Vec<u8>, FileError> {
    if let Some(found) = files.metadata(path)?
        && found.bytes > most
    {
        let what = format!("it has {} bytes, and {most} are the most", found.bytes);
        let error = io::Error::new(io::ErrorKind::FileTooLarge, what);
        return Err(FileError::new(Action::Read, path, error));
    }
    files.read(path)
}

/// Below something that is no folder there is nothing either.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

impl Files for DiskFiles {
    fn open(&self, path: &Path) -> Result<Arc<dyn ReadAt>, FileError> {
        refuse_special(path)?;
        let file = File::open(path).on(Action::Read, path)?;
        let bytes = file.metadata().on(Action::Read, path)?.len();
        Ok(Arc::new(OpenFile::new(file, bytes)))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        refuse_special(path)?;
        fs::read(path).on(Action::Read, path)
    }

    fn read_start(&self, path: &Path, most: usize) -> Result<Vec<u8>, FileError> {
        refuse_special(path)?;
        let mut bytes = Vec::new();
        let file = File::open(path).on(Action::Read, path)?;
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        file.take(most)
            .read_to_end(&mut bytes)
            .on(Action::Read, path)?;
        Ok(bytes)
    }

    fn scratch(&self) -> Result<Scratch, FileError> {
        Scratch::on_disk()
    }

    fn metadata(&self, path: &Path) -> Result<Option<Metadata>, FileError> {
        match fs::metadata(path) {
            Ok(found) => Ok(Some(Metadata {
                bytes: found.len(),
                is_folder: found.is_dir(),
                is_plain: found.is_file(),
            })),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(FileError::new(Action::Look, path, error)),
        }
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        let mut path = path.to_owned();
        // A link to nothing yet is followed too, so that what is made is made where it points.
        for _ in 0..MOST_LINKS {
            if let Ok(real) = fs::canonicalize(&path) {
                return real;
            }
            match fs::read_link(&path) {
                Ok(target) => path = folder_of(&path).join(target),
                Err(_) => break,
            }
        }
        let folder = fs::canonicalize(folder_of(&path));
        match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path,
        }
    }

    fn create_new(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        let mut options = OpenOptions::new();
        let file = private(options.write(true).create_new(true)).open(path);
        let file = file.on(Action::Create, path)?;
        let path = path.to_owned();
        Ok(Box::new(DiskHandle { file, path }))
    }

    fn create_new_shared(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        let file = File::create_new(path).on(Action::Create, path)?;
        let path = path.to_owned();
        Ok(Box::new(DiskHandle { file, path }))
    }

    fn append_to(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        let file = OpenOptions::new().append(true).open(path);
        let file = file.on(Action::Open, path)?;
        let path = path.to_owned();
        Ok(Box::new(DiskHandle { file, path }))
    }

    fn copy_permissions(&self, model: &Path, path: &Path) -> Result<(), FileError> {
        let permissions = fs::metadata(model).on(Action::Look, model)?.permissions();
        fs::set_permissions(path, permissions).on(Action::Write, path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), FileError> {
        fs::rename(from, to).on(Action::Rename, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> Result<(), FileError> {
        let handle = File::open(folder).on(Action::Open, folder)?;
        handle.sync_all().on(Action::Sync, folder)
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> Result<(), FileError> {
        // Elsewhere a folder cannot be opened as a file; renaming is durable by itself there.
        Ok(())
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FileError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).on(Action::List, folder)? {
            let name = entry.on(Action::List, folder)?.file_name();
            names.push(name.to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn create_dir_all(&self, folder: &Path) -> Result<(), FileError> {
        fs::create_dir_all(folder).on(Action::Create, folder)
    }

    fn remove(&self, path: &Path) -> Result<(), FileError> {
        fs::remove_file(path).on(Action::Remove, path)
    }

    fn remove_dir(&self, folder: &Path) -> Result<(), FileError> {
        fs::remove_dir(folder).on(Action::Remove, folder)
    }

    fn lock(&self, path: &Path, owner: &str) -> Result<Lock, FileError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path).on(Action::Lock, path)?;
        match file.try_lock() {
            Ok(()) => {
                // The name is a courtesy to whoever finds the lock taken; the lock is the lock.
                let _ = file
                    .set_len(0)
                    .and_then(|()| file.write_all(owner.as_bytes()));
                Ok(Lock::Held(Box::new(DiskGuard(file))))
            }
            Err(fs::TryLockError::WouldBlock) => {
                let mut by = String::new();
                let _ = file.take(1_000).read_to_string(&mut by);
                Ok(Lock::Taken { by })
            }
            Err(fs::TryLockError::Error(error)) => Err(FileError::new(Action::Lock, path, error)),
        }
    }
}

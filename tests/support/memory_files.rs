//! A disk in memory that fails when told to.
//!
//! In: the number of the call that is to fail, counted from 1 over every call that could fail on
//! a real disk. Out: that call returns an error; a failed write leaves half of its bytes behind.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tightrope::storage::files::{Action, FileError, Files, Guard, Handle, Lock, Metadata};

#[derive(Default)]
struct Disk {
    files: BTreeMap<PathBuf, Vec<u8>>,
    folders: BTreeSet<PathBuf>,
    locks: BTreeMap<PathBuf, String>,
    calls: usize,
    fail_at: Option<usize>,
    full: Option<String>,
}

impl Disk {
    fn call(&mut self, action: Action, path: &Path) -> Result<(), FileError> {
        self.calls += 1;
        let writes = matches!(action, Action::Write | Action::Create);
        let full = self.full.as_ref().filter(|_| writes);
        let is_full = full.is_some_and(|part| path.to_string_lossy().contains(part));
        if is_full || self.fail_at == Some(self.calls) {
            return Err(FileError::new(
                action,
                path,
                io::Error::other("told to fail"),
            ));
        }
        Ok(())
    }

    fn missing(&self, action: Action, path: &Path) -> FileError {
        FileError::new(action, path, io::ErrorKind::NotFound.into())
    }
}

/// The disk. Clones share it.
#[derive(Clone, Default)]
pub struct MemoryFiles(Arc<Mutex<Disk>>);

impl MemoryFiles {
    /// From now on, fail the `call`th call from now, counted from 1; `None` for never.
    pub fn fail_at(&self, call: Option<usize>) {
        let mut disk = self.0.lock().unwrap();
        disk.fail_at = call;
        disk.calls = 0;
    }

    /// From now on, refuse to write where `part` is a part of the path; `None` for nowhere.
    pub fn is_full_at(&self, part: Option<&str>) {
        self.0.lock().unwrap().full = part.map(str::to_owned);
    }

    /// How many calls there were since [`MemoryFiles::fail_at`].
    pub fn calls(&self) -> usize {
        self.0.lock().unwrap().calls
    }

    pub fn put(&self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        let path = path.as_ref().to_owned();
        self.0.lock().unwrap().files.insert(path, bytes.into());
    }

    pub fn get(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        self.0.lock().unwrap().files.get(path.as_ref()).cloned()
    }

    pub fn names(&self) -> Vec<String> {
        let disk = self.0.lock().unwrap();
        disk.files
            .keys()
            .map(|path| path.display().to_string())
            .collect()
    }

    /// The same disk after the program was killed: every file as it is, no lock held.
    pub fn after_a_kill(&self) -> Self {
        let disk = self.0.lock().unwrap();
        let copy = Disk {
            files: disk.files.clone(),
            folders: disk.folders.clone(),
            ..Disk::default()
        };
        Self(Arc::new(Mutex::new(copy)))
    }
}

struct MemoryHandle {
    disk: MemoryFiles,
    path: PathBuf,
}

impl Handle for MemoryHandle {
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let mut disk = self.disk.0.lock().unwrap();
        let told = disk.call(Action::Write, &self.path);
        let taken = if told.is_ok() {
            bytes
        } else {
            &bytes[..bytes.len() / 2]
        };
        let missing = disk.missing(Action::Write, &self.path);
        let file = disk.files.get_mut(&self.path).ok_or(missing)?;
        file.extend_from_slice(taken);
        told
    }

    fn sync(&mut self) -> Result<(), FileError> {
        self.disk.0.lock().unwrap().call(Action::Sync, &self.path)
    }
}

struct MemoryGuard {
    disk: MemoryFiles,
    path: PathBuf,
}

impl Guard for MemoryGuard {}

impl Drop for MemoryGuard {
    fn drop(&mut self) {
        self.disk.0.lock().unwrap().locks.remove(&self.path);
    }
}

impl MemoryFiles {
    fn handle(&self, path: &Path) -> Box<dyn Handle> {
        Box::new(MemoryHandle {
            disk: self.clone(),
            path: path.to_owned(),
        })
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Read, path)?;
        let missing = disk.missing(Action::Read, path);
        disk.files.get(path).cloned().ok_or(missing)
    }

    fn metadata(&self, path: &Path) -> Result<Option<Metadata>, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Look, path)?;
        let is_folder = path == Path::new(".") || disk.folders.contains(path);
        let folder = is_folder.then_some(Metadata {
            bytes: 0,
            is_folder: true,
            is_plain: false,
        });
        let file = disk.files.get(path).map(|bytes| Metadata {
            bytes: bytes.len() as u64,
            is_folder: false,
            is_plain: true,
        });
        Ok(file.or(folder))
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn create_new(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Create, path)?;
        if disk.files.contains_key(path) {
            let taken = io::ErrorKind::AlreadyExists.into();
            return Err(FileError::new(Action::Create, path, taken));
        }
        disk.files.insert(path.to_owned(), Vec::new());
        Ok(self.handle(path))
    }

    fn append_to(&self, path: &Path) -> Result<Box<dyn Handle>, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Open, path)?;
        match disk.files.contains_key(path) {
            true => Ok(self.handle(path)),
            false => Err(disk.missing(Action::Open, path)),
        }
    }

    fn copy_permissions(&self, _model: &Path, path: &Path) -> Result<(), FileError> {
        self.0.lock().unwrap().call(Action::Write, path)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Rename, to)?;
        let missing = disk.missing(Action::Rename, from);
        let bytes = disk.files.remove(from).ok_or(missing)?;
        disk.files.insert(to.to_owned(), bytes);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), FileError> {
        self.0.lock().unwrap().call(Action::Sync, folder)
    }

    fn list(&self, folder: &Path) -> Result<Vec<String>, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::List, folder)?;
        let inside = |path: &PathBuf| {
            let name = path.strip_prefix(folder).ok()?.components().next()?;
            Some(name.as_os_str().to_string_lossy().into_owned())
        };
        let names: BTreeSet<String> = disk
            .files
            .keys()
            .chain(&disk.folders)
            .filter_map(inside)
            .collect();
        Ok(names.into_iter().collect())
    }

    fn create_dir_all(&self, folder: &Path) -> Result<(), FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Create, folder)?;
        let above = folder
            .ancestors()
            .filter(|path| !path.as_os_str().is_empty());
        disk.folders.extend(above.map(Path::to_owned));
        Ok(())
    }

    fn remove(&self, path: &Path) -> Result<(), FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Remove, path)?;
        let missing = disk.missing(Action::Remove, path);
        disk.files.remove(path).map(drop).ok_or(missing)
    }

    fn remove_dir(&self, folder: &Path) -> Result<(), FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Remove, folder)?;
        disk.folders.remove(folder);
        Ok(())
    }

    fn lock(&self, path: &Path, owner: &str) -> Result<Lock, FileError> {
        let mut disk = self.0.lock().unwrap();
        disk.call(Action::Lock, path)?;
        if let Some(by) = disk.locks.get(path) {
            return Ok(Lock::Taken { by: by.clone() });
        }
        disk.locks.insert(path.to_owned(), owner.to_owned());
        let (disk, path) = (self.clone(), path.to_owned());
        Ok(Lock::Held(Box::new(MemoryGuard { disk, path })))
    }
}

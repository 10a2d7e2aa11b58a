//! Room for what is unpacked or converted: a file without a name, gone with whoever holds it.

use super::files::{Action, FileError};
use super::read_at::{OpenFile, ReadAt};
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes being written, to be read at any place once they are all there.
pub struct Scratch {
    room: Room,
    bytes: u64,
}

enum Room {
    Memory(Vec<u8>),
    Disk(File, PathBuf),
}

impl Scratch {
    /// Room in memory, for disks that exist in memory only.
    pub fn in_memory() -> Self {
        let room = Room::Memory(Vec::new());
        Self { room, bytes: 0 }
    }

    /// Room on the disk: in the folder that `TMPDIR` names, else in one for large files that are
    /// not to be kept.
    ///
    /// # Errors
    /// When no file can be made there.
    pub fn on_disk() -> Result<Self, FileError> {
        let folder = folder();
        let file = tempfile::tempfile_in(&folder)
            .map_err(|error| FileError::new(Action::Create, &unnamed(&folder), error))?;
        let room = Room::Disk(file, unnamed(&folder));
        Ok(Self { room, bytes: 0 })
    }

    /// How many bytes were written.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Writes behind what is there. Best given much at a time.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        match &mut self.room {
            Room::Memory(all) => all.extend_from_slice(bytes),
            Room::Disk(file, path) => file
                .write_all(bytes)
                .map_err(|error| FileError::new(Action::Write, path, error))?,
        }
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// What was written, to be read.
    pub fn finish(self) -> Arc<dyn ReadAt> {
        match self.room {
            Room::Memory(all) => Arc::new(all),
            Room::Disk(file, _) => Arc::new(OpenFile::new(file, self.bytes)),
        }
    }
}

/// The usual folder for what is not kept is often in memory, where a table of gigabytes has no
/// place.
fn folder() -> PathBuf {
    const FOR_LARGE_FILES: &str = "/var/tmp";
    let chosen = std::env::var_os("TMPDIR").is_some();
    match !chosen && Path::new(FOR_LARGE_FILES).is_dir() {
        true => FOR_LARGE_FILES.into(),
        false => std::env::temp_dir(),
    }
}

/// What the file is called in a message.
fn unnamed(folder: &Path) -> PathBuf {
    folder.join("(a file for the unpacked table)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::read_at::read_range;

    #[test]
    fn what_is_written_can_be_read_at_any_place() {
        for mut scratch in [Scratch::in_memory(), Scratch::on_disk().unwrap()] {
            scratch.write(b"one,").unwrap();
            scratch.write(b"two").unwrap();
            assert_eq!(scratch.bytes(), 7);
            let bytes = scratch.finish();
            assert_eq!(bytes.size(), 7);
            assert_eq!(read_range(&*bytes, 4, 99).unwrap(), b"two");
        }
    }
}

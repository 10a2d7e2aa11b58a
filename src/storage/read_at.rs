//! Bytes that are read where they are wanted, so that a large file is never held whole.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Bytes of a fixed length that several threads may read at once.
pub trait ReadAt: Send + Sync {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Reads bytes from `offset` on into `buffer`; how many, fewer than its length only at the end.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

impl ReadAt for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = self.get(from..).unwrap_or_default();
        let taken = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..taken), rest.get(..taken)) {
            to.copy_from_slice(from);
        }
        Ok(taken)
    }
}

/// Reads up to `bytes` bytes from `offset` on; fewer only at the end.
///
/// # Errors
/// When they cannot be read.
pub fn read_range(from: &dyn ReadAt, offset: u64, bytes: usize) -> io::Result<Vec<u8>> {
    let rest = from.size().saturating_sub(offset);
    let mut buffer = vec![0; bytes.min(usize::try_from(rest).unwrap_or(usize::MAX))];
    let read = from.read_at(offset, &mut buffer)?;
    buffer.truncate(read);
    Ok(buffer)
}

/// A part of other bytes, up to their end.
pub struct Behind {
    of: Arc<dyn ReadAt>,
    skipped: u64,
}

impl Behind {
    /// What stands behind the first `skipped` bytes of `of`.
    pub fn new(of: Arc<dyn ReadAt>, skipped: u64) -> Self {
        Self { of, skipped }
    }
}

impl ReadAt for Behind {
    fn size(&self) -> u64 {
        self.of.size().saturating_sub(self.skipped)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.of.read_at(offset.saturating_add(self.skipped), buffer)
    }
}

/// Bytes read one after the other, for whoever reads no other way.
#[derive(Clone, Copy)]
pub struct InOrder<'b> {
    bytes: &'b dyn ReadAt,
    at: u64,
}

impl<'b> InOrder<'b> {
    /// From the first byte on.
    pub fn new(bytes: &'b dyn ReadAt) -> Self {
        Self { bytes, at: 0 }
    }
}

impl Read for InOrder<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read_at(self.at, buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for InOrder<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.size().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// An open file, with the size it had when it was opened.
pub(super) struct OpenFile {
    file: File,
    bytes: u64,
}

impl OpenFile {
    pub(super) fn new(file: File, bytes: u64) -> Self {
        Self { file, bytes }
    }
}

impl ReadAt for OpenFile {
    fn size(&self) -> u64 {
        self.bytes
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while let Some(rest) = buffer.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match read_some(&self.file, offset + done as u64, rest) {
                Ok(0) => break,
                Ok(read) => done += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }
}

#[cfg(unix)]
fn read_some(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_some(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_behind_a_place_and_in_order() {
        let all: Arc<dyn ReadAt> = Arc::new(b"\xef\xbb\xbfone,two".to_vec());
        let behind = Behind::new(Arc::clone(&all), 3);
        assert_eq!(behind.size(), 7);
        assert_eq!(read_range(&behind, 4, 99).unwrap(), b"two");
        let mut in_order = InOrder::new(&behind);
        in_order.seek(SeekFrom::End(-3)).unwrap();
        let mut rest = String::new();
        in_order.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "two");
        assert!(in_order.seek(SeekFrom::Current(-99)).is_err());
        assert_eq!(Behind::new(all, 99).size(), 0);
    }
}

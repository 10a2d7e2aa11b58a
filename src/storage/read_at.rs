//! Bytes that are read where they are wanted, so that a large file is never held whole.

use std::io;

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

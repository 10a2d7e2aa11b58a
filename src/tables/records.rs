//! Where the records of a table stand in its bytes, and what they say.

use super::cells::{Cut, cells};
use crate::storage::read_at::{ReadAt, read_range};
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// The rows of a table as they stand in its file (or in the unpacked copy of it).
#[derive(Clone)]
pub struct Records {
    bytes: Arc<dyn ReadAt>,
    cut: Cut,
    /// Where each row begins, and behind the last one where it ends.
    starts: Arc<Vec<u64>>,
}

impl Records {
    pub(super) fn new(bytes: Arc<dyn ReadAt>, cut: Cut, starts: Vec<u64>) -> Self {
        Self {
            bytes,
            cut,
            starts: Arc::new(starts),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells of each of these rows, as [`Records::read`] gives them, in as few reads as their
    /// length allows.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read_many(&self, rows: Range<u32>) -> io::Result<Vec<Vec<String>>> {
        rows.map(|row| self.read(row)).collect()
    }

    /// The cells of a row, as texts; none for a row that is not there. Reads the file: not for the
    /// window's thread.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(&self, row: u32) -> io::Result<Vec<String>> {
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        let edges = self
            .starts
            .get(at)
            .zip(self.starts.get(at.saturating_add(1)));
        let Some((start, end)) = edges else {
            return Ok(Vec::new());
        };
        let bytes = usize::try_from(end - start).unwrap_or(usize::MAX);
        let record = read_range(&*self.bytes, *start, bytes)?;
        let record = record.strip_suffix(b"\n").unwrap_or(&record);
        let record = record.strip_suffix(b"\r").unwrap_or(record);
        let cells = cells(record, self.cut);
        let text = |cell: &std::borrow::Cow<'_, [u8]>| String::from_utf8_lossy(cell).into_owned();
        Ok(cells.iter().map(text).collect())
    }
}

//! The way into a file: as it stands, packed by gzip, or one of the files in an archive.
//!
//! In: a path. Out: the bytes of the table, in order, as often as they are wanted; nothing is
//! written and no name in an archive is ever used as a path.

use super::error::{Fault, Unreadable};
use super::limits::{most_out_of, too_much};
use super::sort::{EMPTY_ZIP, GZIP, ZIP, other_sort};
use super::zip_directory;
use crate::storage::files::Files;
use crate::storage::read_at::{InOrder, ReadAt, read_range};
use crate::tables::load::Watch;
use flate2::read::MultiGzDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use zip::ZipArchive;

/// So much is read from a packed file at once.
const AT_ONCE: usize = 256 << 10;

/// A file with a table in it.
pub(super) struct Packed {
    bytes: Arc<dyn ReadAt>,
    wrapping: Wrapping,
    /// The files in an archive that may be tables.
    pub entries: Vec<String>,
    /// The one of them that is read.
    pub entry: Option<String>,
}

#[derive(Clone, Copy)]
enum Wrapping {
    Bare,
    Gzip,
    Entry(usize),
}

/// What is done with the bytes of a table.
pub(super) type Reader<'r, T> = &'r mut dyn FnMut(&mut dyn Read) -> Result<T, Fault>;

impl Packed {
    /// Finds the table in a file: the file of an archive called `entry`, else the largest that
    /// looks like a table.
    pub(super) fn open(files: &dyn Files, path: &Path, entry: Option<&str>) -> Result<Self, Fault> {
        let bytes = files.open(path)?;
        let start = read_range(&*bytes, 0, 4)?;
        let mut packed = Self {
            wrapping: Wrapping::Bare,
            bytes: Arc::clone(&bytes),
            entries: Vec::new(),
            entry: None,
        };
        if start.starts_with(GZIP) {
            packed.wrapping = Wrapping::Gzip;
        } else if start.starts_with(ZIP) || start.starts_with(EMPTY_ZIP) {
            let mut archive = zip_directory::open(&*bytes)?;
            if zip_directory::is_spreadsheet(&archive) {
                return Ok(packed);
            }
            let listed = zip_directory::tables(&mut archive)?;
            let chosen = zip_directory::choose(&listed, entry)?;
            packed.wrapping = Wrapping::Entry(chosen.index);
            packed.entry = Some(chosen.name.clone());
            packed.entries = listed.into_iter().map(|entry| entry.name).collect();
        }
        Ok(packed)
    }

    /// The file itself, where nothing is wrapped around the table.
    pub(super) fn bare(&self) -> Option<&Arc<dyn ReadAt>> {
        matches!(self.wrapping, Wrapping::Bare).then_some(&self.bytes)
    }

    /// The size of the file, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.bytes.size()
    }

    /// Reads the table's bytes in order, telling `watch` how far that is.
    pub(super) fn read<T>(&self, watch: Watch<'_>, with: Reader<'_, T>) -> Result<T, Fault> {
        let watched = Watched::new(&*self.bytes, watch);
        let most = most_out_of(self.size());
        match self.wrapping {
            Wrapping::Bare => with(&mut BufReader::with_capacity(AT_ONCE, watched)),
            Wrapping::Gzip => {
                let buffered = BufReader::with_capacity(AT_ONCE, watched);
                with(&mut Limited::new(MultiGzDecoder::new(buffered), most))
            }
            Wrapping::Entry(index) => {
                let mut archive = ZipArchive::new(BufReader::with_capacity(AT_ONCE, watched))
                    .map_err(zip_directory::fault)?;
                let entry = archive.by_index(index).map_err(zip_directory::fault)?;
                with(&mut Limited::new(entry, most))
            }
        }
    }

    /// The first `most` bytes of the table, or all of a shorter one.
    pub(super) fn start(&self, most: usize) -> Result<Vec<u8>, Fault> {
        let mut start = Vec::new();
        self.read(&|_| true, &mut |bytes| {
            start.clear();
            bytes.take(most as u64).read_to_end(&mut start)?;
            Ok(())
        })?;
        Ok(start)
    }
}

/// Bytes that end in an error when there are too many of them.
struct Limited<R> {
    inner: R,
    most: u64,
    left: u64,
}

impl<R> Limited<R> {
    fn new(inner: R, most: u64) -> Self {
        let left = most;
        Self { inner, most, left }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::from(Fault::from(too_much(self.most))))?;
        Ok(read)
    }
}

/// Bytes of a file that tell how far they are read, and end in an error when that is to stop.
struct Watched<'b> {
    inner: InOrder<'b>,
    size: u64,
    watch: Watch<'b>,
}

impl<'b> Watched<'b> {
    fn new(bytes: &'b dyn ReadAt, watch: Watch<'b>) -> Self {
        Self {
            inner: InOrder::new(bytes),
            size: bytes.size().max(1),
            watch,
        }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let part = self.inner.stream_position()? as f32 / self.size as f32;
        if !(self.watch)(part.min(1.0)) {
            return Err(Fault::Stopped.into());
        }
        self.inner.read(buffer)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A Word document or the like: an archive, but none of tables.
pub(super) fn office_document() -> Unreadable {
    other_sort(
        "a document of an office program",
        "save its table as CSV or XLSX, and add that",
    )
}

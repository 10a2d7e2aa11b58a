//! Where the records of a table stand in its bytes, and what they say.

use super::cells::{Cut, cells, first_record};
use super::pass::LONGEST_RECORD;
use super::widths::Widths;
use crate::storage::read_at::{ReadAt, read_range};
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// So many bytes are read at once where many rows are.
const READ_AT_ONCE: u64 = 4 * 1024 * 1024;

/// The rows of a table as they stand in its file (or in the unpacked copy of it).
#[derive(Clone)]
pub struct Records {
    bytes: Arc<dyn ReadAt>,
    cut: Cut,
    widths: Widths,
    places: Arc<Places>,
}

/// Where rows begin: four bytes each, and a little for each block of them.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Where each row begins, from where its block does.
    starts: Vec<u32>,
    /// Blocks with a row at least, by their first row.
    blocks: Vec<Block>,
    /// Where the bytes of the last row end at the latest.
    end: u64,
    lines: LinesAre,
}

/// Rows that stand within 4 GB.
#[derive(Clone, Copy, Debug)]
struct Block {
    row: u32,
    base: u64,
    /// The line that begins at `base`.
    line: u64,
}

/// What is counted as lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LinesAre {
    /// Lines of text.
    #[default]
    Lines,
    /// Records: rows of a sheet, items of a list.
    Records,
}

impl Places {
    /// None yet, of rows that begin at `from`.
    pub(super) fn new(from: u64, lines: LinesAre) -> Self {
        Self {
            end: from,
            lines,
            ..Self::default()
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// Adds rows that begin at `starts` from `base` on, where `line` begins, before `end`.
    pub(super) fn append(&mut self, base: u64, line: u64, starts: &[u32], end: u64) {
        if !starts.is_empty() {
            let row = self.len();
            self.blocks.push(Block { row, base, line });
            self.starts.extend_from_slice(starts);
        }
        self.end = end;
    }

    /// Gives back room that is not needed.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.blocks.shrink_to_fit();
    }

    fn block(&self, row: u32) -> Option<&Block> {
        let behind = self.blocks.partition_point(|block| block.row <= row);
        self.blocks.get(behind.checked_sub(1)?)
    }

    /// Where a row begins; for the one behind the last, where that ends.
    fn start(&self, row: u32) -> Option<u64> {
        let at = usize::try_from(row).ok()?;
        match self.starts.get(at) {
            Some(start) => Some(self.block(row)?.base + u64::from(*start)),
            None => (at == self.starts.len()).then_some(self.end),
        }
    }

    /// The first row that begins at `place` or behind it.
    fn first_from(&self, place: u64) -> u32 {
        let behind = self.blocks.partition_point(|block| block.base <= place);
        let Some(at) = behind.checked_sub(1) else {
            return 0;
        };
        let Some(block) = self.blocks.get(at) else {
            return 0;
        };
        let next = self.blocks.get(behind).map_or(self.len(), |next| next.row);
        let rows = block.row as usize..next as usize;
        let rows = self.starts.get(rows).unwrap_or_default();
        let before = rows.partition_point(|start| block.base + u64::from(*start) < place);
        block.row + u32::try_from(before).unwrap_or(0)
    }
}

impl Records {
    pub(super) fn new(bytes: Arc<dyn ReadAt>, cut: Cut, widths: Widths, places: Places) -> Self {
        Self {
            bytes,
            cut,
            widths,
            places: Arc::new(places),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells of a row, as texts in the order of the columns; none for a row that is not there. Reads the file: not for the
    /// window's thread.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(&self, row: u32) -> io::Result<Vec<String>> {
        let mut rows = self.read_many(row..row.saturating_add(1))?;
        Ok(rows.pop().unwrap_or_default())
    }

    /// The cells of each of these rows, as [`Records::read`] gives them, in as few reads as their
    /// length allows; rows that are not there are left out.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read_many(&self, rows: Range<u32>) -> io::Result<Vec<Vec<String>>> {
        let rows = rows.start..rows.end.min(self.len());
        let (mut out, mut from) = (Vec::with_capacity(rows.len()), rows.start);
        while from < rows.end {
            let to = self.readable_at_once(from..rows.end);
            self.read_at_once(from..to, &mut out)?;
            from = to;
        }
        Ok(out)
    }

    /// The line of the file a row begins on, from 1; the row of the sheet for a spreadsheet.
    /// Reads a part of the file: not for the window's thread.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn line(&self, row: u32) -> io::Result<Option<u64>> {
        let Some((block, start)) = self.places.block(row).zip(self.places.start(row)) else {
            return Ok(None);
        };
        let before = usize::try_from(start - block.base).unwrap_or(usize::MAX);
        let before = read_range(&*self.bytes, block.base, before)?;
        let lines = match self.places.lines {
            LinesAre::Lines => memchr::memchr_iter(b'\n', &before).count(),
            LinesAre::Records => self.count_records(&before),
        };
        Ok(Some(block.line + lines as u64))
    }

    fn count_records(&self, bytes: &[u8]) -> usize {
        let mut structure = super::structure::Structure::of(self.cut, LONGEST_RECORD);
        structure.cut(bytes, 0);
        structure.len()
    }

    /// The bytes the rows are read from.
    pub(super) fn bytes(&self) -> &dyn ReadAt {
        &*self.bytes
    }

    /// How records are cut.
    pub(super) fn cut(&self) -> Cut {
        self.cut
    }

    /// Which rows have their cells in another order than that of the columns.
    pub(super) fn widths(&self) -> &Widths {
        &self.widths
    }

    /// Where a row begins; `None` for one that is not there.
    pub(super) fn row_start(&self, row: u32) -> Option<u64> {
        let start = self.places.start(row)?;
        (row < self.len()).then_some(start)
    }

    /// The first row that begins at `place` or behind it.
    pub(super) fn first_from(&self, place: u64) -> u32 {
        self.places.first_from(place)
    }

    /// How far one read may go: over one row at least.
    fn readable_at_once(&self, rows: Range<u32>) -> u32 {
        let Some(start) = self.places.start(rows.start) else {
            return rows.end;
        };
        if self.places.end - start <= READ_AT_ONCE {
            return rows.end;
        }
        let behind = self.places.first_from(start.saturating_add(READ_AT_ONCE));
        behind.saturating_sub(1).clamp(rows.start + 1, rows.end)
    }

    fn read_at_once(&self, rows: Range<u32>, out: &mut Vec<Vec<String>>) -> io::Result<()> {
        let places = &self.places;
        let Some((first, end)) = places.start(rows.start).zip(places.start(rows.end)) else {
            return Ok(());
        };
        // Behind the last row there may be much that is none.
        let most = READ_AT_ONCE + LONGEST_RECORD as u64 + 1;
        let bytes = usize::try_from((end - first).min(most)).unwrap_or(usize::MAX);
        let bytes = read_range(&*self.bytes, first, bytes)?;
        for row in rows {
            let start = places.start(row).unwrap_or(end) - first;
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            out.push(self.texts(bytes.get(start..).unwrap_or_default()));
        }
        Ok(())
    }

    /// The cells of the record at the start of `bytes`, in the order of the columns.
    fn texts(&self, bytes: &[u8]) -> Vec<String> {
        let text = |cell: &Cow<'_, [u8]>| String::from_utf8_lossy(cell).into_owned();
        let record = first_record(bytes, self.cut);
        let texts = cells(record, self.cut).iter().map(text).collect();
        self.widths.arranged(texts)
    }
}

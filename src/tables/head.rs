//! What stands above the rows of a file: lines that are no rows, the names of columns, tags.

use super::cells::{Cut, RecordEnd, cells, is_blank, record_end, without_return};
use super::load::CannotLoad;
use super::names::distinct;
use super::pass::LONGEST_RECORD;
use crate::model::table::TableLayout;
use crate::storage::read_at::{ReadAt, read_range};

/// So much is read first; more where that does not suffice.
const READ_FIRST: usize = 64 * 1024;

/// More columns than a spreadsheet has are none.
const MOST_COLUMNS: usize = 16_384;

/// The head of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The names of the columns: those of the file, or their numbers where it gives none.
    pub names: Vec<String>,
    /// Where the first record behind it begins.
    pub end: usize,
    /// How many lines it has.
    pub lines: u64,
    /// How many records it has, blank ones and what stands above the names included.
    pub records: u64,
}

/// Reads the head of a file.
///
/// # Errors
/// When the file cannot be read, is empty, or has a first record without end, or with more cells
/// than there are columns.
pub(super) fn head(bytes: &dyn ReadAt, layout: &TableLayout, cut: Cut) -> Result<Head, CannotLoad> {
    let mut size = READ_FIRST;
    loop {
        let start = read_range(bytes, 0, size)?;
        let is_all = start.len() as u64 == bytes.size();
        let mut reader = Reader {
            bytes: &start,
            at: 0,
            cut,
            is_all,
            is_most: size >= LONGEST_RECORD,
        };
        if let Some(head) = reader.head(layout)? {
            return Ok(head);
        }
        if reader.is_most {
            return Err(CannotLoad::Endless);
        }
        size *= 4;
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    cut: Cut,
    /// Nothing comes behind these bytes.
    is_all: bool,
    /// Nothing more is read.
    is_most: bool,
}

impl<'b> Reader<'b> {
    /// The head; `None` where more must be read for it.
    fn head(&mut self, layout: &TableLayout) -> Result<Option<Head>, CannotLoad> {
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            self.at = 3;
        }
        for _ in 0..layout.preamble {
            if !self.line() {
                return self.no_record();
            }
        }
        let behind_preamble = self.at;
        let Some(first) = self.record()? else {
            return self.no_record();
        };
        if is_too_wide(first, self.cut) {
            return Err(CannotLoad::TooWide(MOST_COLUMNS));
        }
        let first = cells(first, self.cut);
        if !layout.header {
            self.at = behind_preamble;
            let numbered = distinct(first.iter().map(|_| String::new()));
            return Ok(Some(self.behind(numbered)));
        }
        let names = first
            .iter()
            .map(|name| String::from_utf8_lossy(name).into_owned());
        let names = distinct(names);
        if layout.tags && self.record()?.is_none() && !self.is_all {
            return Ok(None);
        }
        Ok(Some(self.behind(names)))
    }

    fn behind(&self, names: Vec<String>) -> Head {
        let above = self.bytes.get(..self.at).unwrap_or_default();
        Head {
            names,
            end: self.at,
            lines: memchr::memchr_iter(b'\n', above).count() as u64,
            records: records_in(above, self.cut),
        }
    }

    fn no_record(&self) -> Result<Option<Head>, CannotLoad> {
        match self.is_all {
            true => Err(CannotLoad::Empty),
            false => Ok(None),
        }
    }

    /// Passes by a line; whether there was one.
    fn line(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let feed = memchr::memchr(b'\n', rest);
        self.at += feed.map_or(0, |feed| feed + 1);
        feed.is_some()
    }

    /// The next record that is not blank; `None` where the bytes end before it does.
    fn record(&mut self) -> Result<Option<&'b [u8]>, CannotLoad> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let (end, behind) = match record_end(rest, self.cut, &mut |_| {}) {
                RecordEnd::Fed(feed) => (feed, feed + 1),
                RecordEnd::Out if !self.is_all => return Ok(None),
                RecordEnd::Unclosed(_) if !self.is_all && !self.is_most => return Ok(None),
                RecordEnd::Out if rest.is_empty() => return Ok(None),
                RecordEnd::Out => (rest.len(), rest.len()),
                RecordEnd::Unclosed(quote) => {
                    let above = self.bytes.get(..self.at + quote).unwrap_or_default();
                    let line = memchr::memchr_iter(b'\n', above).count() as u64 + 1;
                    return Err(CannotLoad::Unclosed { line });
                }
            };
            self.at += behind;
            let record = without_return(rest.get(..end).unwrap_or_default());
            if !is_blank(record, self.cut) {
                return Ok(Some(record));
            }
        }
    }
}

/// Whether a record has more cells than there are columns.
fn is_too_wide(record: &[u8], cut: Cut) -> bool {
    let mut width = 0;
    record_end(record, cut, &mut |_| width += 1);
    width > MOST_COLUMNS
}

/// How many records there are, blank ones included.
fn records_in(mut bytes: &[u8], cut: Cut) -> u64 {
    let mut records = 0;
    while !bytes.is_empty() {
        records += 1;
        bytes = match record_end(bytes, cut, &mut |_| {}) {
            RecordEnd::Fed(feed) => bytes.get(feed + 1..).unwrap_or_default(),
            RecordEnd::Out | RecordEnd::Unclosed(_) => &[],
        };
    }
    records
}

//! The records of a chunk to rows, or to why they are none.

use super::build::{Cells, Columns, Plan, bytes};
use super::cells::{Cut, cell, is_blank};
use super::pass::Chunk;
use super::records::LinesAre;
use super::structure::{Misshapen, Record};
use super::told::no_row;
use super::warnings::{Totals, Warnings};
use super::widths::{Row, Width, Widths};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

/// What a chunk holds. Rows and lines are counted from its start.
pub(super) struct Part {
    /// Where it begins in the file.
    pub base: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many lines it has.
    pub lines: u64,
    /// Where each row begins.
    pub starts: Vec<u32>,
    /// The columns of the rows.
    pub columns: Columns,
    /// What is odd.
    pub warnings: Warnings,
    /// How many records are no rows.
    pub refused: u32,
    /// A row without a date says that it is a total of others.
    pub has_totals: bool,
    /// The rows that say more than there are columns for.
    pub narrowed: Option<Narrowed>,
}

/// Rows of another width, of which cells are left out.
#[derive(Clone, Copy)]
pub(super) struct Narrowed {
    /// The first of them.
    pub row: u32,
    /// How many cells that has.
    pub cells: usize,
    /// How many there are.
    pub rows: u32,
}

impl Narrowed {
    /// These, and later ones of rows that begin at `row`.
    pub(super) fn and(this: Option<Self>, later: Option<Self>, row: u32) -> Option<Self> {
        let rows = later.map_or(0, |later| later.rows);
        let later = later.map(|later| Self {
            row: later.row.saturating_add(row),
            ..later
        });
        let more = |this: Self| Self {
            rows: this.rows.saturating_add(rows),
            ..this
        };
        this.map(more).or(later)
    }
}

/// How records become rows.
pub(super) struct RowReader<'p> {
    pub plan: &'p Plan,
    pub cut: Cut,
    pub widths: &'p Widths,
    /// How many cells a row must have.
    pub least: usize,
    /// How many it should have.
    pub full: usize,
    pub lines: LinesAre,
    /// Whether it is a text we made, which may say of records that they are no rows.
    pub is_made: bool,
    pub totals: FindTotals<'p>,
}

/// What is done about rows that are totals of others.
pub(super) enum FindTotals<'p> {
    /// They are left out. All rows must be seen in their order, so one thread reads them.
    LeaveOut(Mutex<Totals<'p>>),
    /// They are noticed: hardly any table of events has them.
    Notice(Totals<'p>),
}

/// What a record is.
enum Sort<'r> {
    /// A row; of which width, if not that of the table.
    Row(Option<&'r Width>),
    /// It says nothing: no record.
    Blank,
    /// No row: what it is, and why; the line of `at` is where one would look.
    Refused {
        at: usize,
        was: Cow<'r, [u8]>,
        why: String,
    },
}

impl RowReader<'_> {
    /// Reads the rows of a chunk.
    pub(super) fn read(&self, chunk: &Chunk<'_>) -> Part {
        let mut part = Part {
            base: chunk.base,
            bytes: chunk.bytes.len() as u64,
            lines: 0,
            starts: Vec::with_capacity(chunk.structure.len()),
            columns: Columns::default(),
            warnings: Warnings::default(),
            refused: 0,
            has_totals: false,
            narrowed: None,
        };
        let mut counted = Counted::of(chunk.bytes, self.lines);
        let has_nul = memchr::memchr(0, chunk.bytes).is_some();
        let is_text = std::str::from_utf8(chunk.bytes).is_ok();
        let mut cells = vec![Cow::Borrowed(&[][..]); self.plan.names().len()];
        for (number, record) in chunk.structure.records().enumerate() {
            let known = part.warnings.kept();
            let mut at = record.start;
            match self.sort(chunk.bytes, &record, has_nul) {
                Sort::Blank => {}
                Sort::Refused {
                    at: place,
                    was,
                    why,
                } => {
                    at = place;
                    part.refused += 1;
                    part.warnings.about_record(&was, &why);
                }
                Sort::Row(width) => {
                    let row = Row {
                        record: &record,
                        width,
                    };
                    self.fill(&mut cells, chunk.bytes, row);
                    if !is_text {
                        self.look_for_bad_text(chunk.bytes, row, &mut part);
                    }
                    if self.add(&cells, record.start, &mut part) {
                        self.tell_width(row, &mut part);
                    }
                }
            }
            if part.warnings.kept() > known {
                part.warnings.stand_on(known, counted.lines(at, number));
            }
        }
        part.lines = counted.lines(chunk.bytes.len(), chunk.structure.len());
        part
    }

    /// Adds a row, unless it is a total of others; whether it was added.
    fn add(&self, cells: &Cells<'_>, start: usize, part: &mut Part) -> bool {
        let cell = |column| bytes(cells, column);
        if let FindTotals::LeaveOut(totals) = &self.totals {
            let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
            let total = totals.next(&cell, self.plan.days(cells));
            if let Some((column, what)) = total {
                let name = self.plan.names().get(column).map_or("", String::as_str);
                part.refused += 1;
                part.warnings.about_cell(None, name, cell(column), what);
                return false;
            }
        }
        part.starts.push(start as u32);
        let days = part.columns.push(self.plan, cells, &mut part.warnings);
        if let (None, FindTotals::Notice(totals)) = (days, &self.totals) {
            part.has_totals = part.has_totals || totals.says_so(&cell);
        }
        true
    }

    /// Says that the last row has no cells for its sources or notes, or notes that it has some for
    /// which there is no column.
    fn tell_width(&self, of: Row<'_>, part: &mut Part) {
        let (cells, columns) = (of.record.ends.len(), self.plan.names().len());
        let row = part.columns.rows().saturating_sub(1);
        if cells < self.full {
            let what = format!("it has {cells} of {columns} cells: the others were taken as empty");
            part.warnings.about_cell(Some(row), "", &[], &what);
        }
        if of.width.is_some_and(|width| !width.surplus().is_empty()) {
            let rows = 1;
            let this = Narrowed { row, cells, rows };
            part.narrowed = Narrowed::and(part.narrowed, Some(this), 0);
        }
    }

    fn fill<'b>(&self, cells: &mut [Cow<'b, [u8]>], bytes: &'b [u8], row: Row<'_>) {
        let mut put = |column: usize, raw: Option<&'b [u8]>| {
            if let Some(to) = cells.get_mut(column) {
                *to = cell(raw.unwrap_or_default(), self.cut);
            }
        };
        // Hardly any file has rows of several widths: it is asked once a row, not for each cell.
        let columns = self.plan.wanted().iter().copied();
        match row.width {
            None => columns.for_each(|column| put(column, row.record.raw(bytes, column))),
            Some(_) => columns.for_each(|column| put(column, row.raw(bytes, column))),
        }
    }

    fn sort<'r>(&'r self, bytes: &'r [u8], record: &'r Record<'r>, has_nul: bool) -> Sort<'r> {
        let refused_as = |was, why| Sort::Refused {
            at: record.start,
            was,
            why,
        };
        let refused = |why| refused_as(Cow::Borrowed(whole(bytes, record)), why);
        match record.misshapen {
            Some(Misshapen::Unclosed(at)) => {
                let why = "a quotation mark opens on this line and is never closed; the record was \
                           left out as far as the end of the line";
                return Sort::Refused {
                    at,
                    was: Cow::Borrowed(whole(bytes, record)),
                    why: why.to_owned(),
                };
            }
            Some(Misshapen::TooLong) => {
                return refused("it is longer than 16 MB; the line was left out".to_owned());
            }
            None => {}
        }
        let first = bytes.get(record.start).copied().unwrap_or(b'\n');
        let may_be_blank = first == self.cut.delimiter || first.is_ascii_whitespace();
        if may_be_blank && is_blank(whole(bytes, record), self.cut) {
            return Sort::Blank;
        }
        if may_be_blank
            && self.is_made
            && let Some((was, why)) = no_row(bytes, record, self.cut)
        {
            return refused_as(was, why);
        }
        let (cells, columns) = (record.ends.len(), self.plan.names().len());
        let is_surplus = |cell| !record.raw(bytes, cell).unwrap_or_default().is_empty();
        let is_short = cells < self.least;
        let is_long = cells > columns && (columns..cells).any(is_surplus);
        let width = match is_short || is_long {
            true => self.widths.row(record, bytes).width,
            false => None,
        };
        if is_short && width.is_none() {
            return refused(format!(
                "it has {cells} of {columns} cells, too few for the columns that mean something"
            ));
        }
        if is_long && width.is_none() {
            return refused(format!("it has {cells} cells for {columns} columns"));
        }
        if has_nul && memchr::memchr(0, whole(bytes, record)).is_some() {
            return refused("it holds a NUL byte, which no text does".to_owned());
        }
        Sort::Row(width)
    }

    #[cold]
    fn look_for_bad_text(&self, bytes: &[u8], of: Row<'_>, part: &mut Part) {
        for (column, name) in self.plan.names().iter().enumerate() {
            let said = cell(of.raw(bytes, column).unwrap_or_default(), self.cut);
            if std::str::from_utf8(&said).is_err() {
                let what = "it is no UTF-8 text; what cannot be read is shown as �";
                let row = part.columns.rows();
                part.warnings.about_cell(Some(row), name, &said, what);
            }
        }
    }
}

/// The bytes of a record, without its line feed.
fn whole<'b>(bytes: &'b [u8], record: &Record<'_>) -> &'b [u8] {
    bytes.get(record.start..record.end()).unwrap_or_default()
}

/// Counts lines as far as it is asked to.
struct Counted<'b> {
    bytes: &'b [u8],
    at: usize,
    lines: u64,
    what: LinesAre,
}

impl<'b> Counted<'b> {
    fn of(bytes: &'b [u8], what: LinesAre) -> Self {
        Self {
            bytes,
            at: 0,
            lines: 0,
            what,
        }
    }

    /// How many lines there are before `at`, where `records` are. Places only grow.
    fn lines(&mut self, at: usize, records: usize) -> u64 {
        if self.what == LinesAre::Records {
            return records as u64;
        }
        let next = self.bytes.get(self.at..at).unwrap_or_default();
        self.lines += memchr::memchr_iter(b'\n', next).count() as u64;
        self.at = self.at.max(at);
        self.lines
    }
}

//! Rows of a sheet, which have as many cells as they have values, become rows of one width.

use super::csv::write_row;
use super::error::Unreadable;
use super::task::Output;

/// So many rows are seen before the width of the table is settled.
const SEEN: usize = 5_000;
/// Or so many bytes of text.
const SEEN_BYTES: usize = 8 << 20;

/// Rows of a sheet on their way out. Row n of the sheet becomes record n of the text.
pub(super) struct Grid<'g, 'o> {
    out: &'g mut Output<'o>,
    /// Until the width is settled.
    held: Vec<Vec<String>>,
    held_bytes: usize,
    width: Option<usize>,
    /// Rows so far, empty ones among them.
    rows: u32,
}

impl<'g, 'o> Grid<'g, 'o> {
    pub(super) fn new(out: &'g mut Output<'o>) -> Self {
        Self {
            out,
            held: Vec::new(),
            held_bytes: 0,
            width: None,
            rows: 0,
        }
    }

    /// Takes a row, by its number in the sheet from 0; those between it and the last one are
    /// empty.
    pub(super) fn row(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), Unreadable> {
        while self.rows < number {
            self.take(Vec::new())?;
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        self.take(cells)
    }

    fn take(&mut self, cells: Vec<String>) -> Result<(), Unreadable> {
        self.rows = self.rows.saturating_add(1);
        if let Some(width) = self.width {
            return self.write(&cells, width);
        }
        self.held_bytes += cells.iter().map(String::len).sum::<usize>();
        self.held.push(cells);
        if self.held.len() >= SEEN || self.held_bytes >= SEEN_BYTES {
            self.settle()?;
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Unreadable> {
        let width = self.held.iter().map(Vec::len).max().unwrap_or(0);
        self.width = Some(width);
        for cells in std::mem::take(&mut self.held) {
            self.write(&cells, width)?;
        }
        Ok(())
    }

    fn write(&mut self, cells: &[String], width: usize) -> Result<(), Unreadable> {
        // An empty row stays one line without cells, which is no record.
        let width = if cells.is_empty() { 0 } else { width };
        let cells = cells.iter().map(String::as_str);
        write_row(&mut self.out.text, cells, width);
        self.out.flow()
    }

    /// All rows were there.
    pub(super) fn finish(mut self) -> Result<(), Unreadable> {
        match self.width {
            None => self.settle(),
            Some(_) => Ok(()),
        }
    }
}

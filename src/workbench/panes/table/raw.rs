//! Cells that stand in the file only: read by jobs for the rows in sight, and kept for a while.
//!
//! In: the rows in sight. Out: what a job is to read, and the cells once it has.

use crate::tables::LoadedTable;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// So many rows are kept.
const KEPT: usize = 3_000;
/// So many rows above and below those in sight are read along.
const MARGIN: usize = 60;
/// So much of a cell is kept for showing, in bytes.
const SHOWN_BYTES: usize = 2_000;

/// The cells of a row, in the order of the file, each cut to what is shown.
pub(super) type RawRow = Arc<[String]>;

/// The cells that were read.
#[derive(Default)]
pub(super) struct RawCells {
    of: Option<Arc<LoadedTable>>,
    rows: HashMap<u32, (u64, RawRow)>,
    clock: u64,
    is_reading: bool,
    /// By column of the file: whether every cell read so far that says anything is a number; `None`
    /// before one did.
    numbers: Vec<Option<bool>>,
    failed: Option<String>,
}

/// Rows to be read on a worker.
pub struct CellsWork {
    of: Arc<LoadedTable>,
    rows: Vec<u32>,
}

/// The rows that were read, or why not.
pub struct CellsAnswer {
    of: Arc<LoadedTable>,
    read: Result<Vec<(u32, RawRow)>, String>,
}

impl CellsWork {
    /// Reads them.
    pub fn run(self, is_stopped: &dyn Fn() -> bool) -> CellsAnswer {
        let mut read = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            if is_stopped() {
                break;
            }
            match self.of.records.read(row) {
                Ok(cells) => read.push((row, cells.into_iter().map(shown).collect())),
                Err(error) => {
                    return CellsAnswer {
                        of: self.of,
                        read: Err(error.to_string()),
                    };
                }
            }
        }
        CellsAnswer {
            of: self.of,
            read: Ok(read),
        }
    }
}

fn shown(mut cell: String) -> String {
    let end = cell.floor_char_boundary(SHOWN_BYTES);
    if end < cell.len() {
        cell.truncate(end);
        cell.push('…');
    }
    cell
}

impl RawCells {
    /// The cells of a row; `None` while they are not read.
    pub(super) fn row(&mut self, row: u32) -> Option<RawRow> {
        self.clock += 1;
        let (used, cells) = self.rows.get_mut(&row)?;
        *used = self.clock;
        Some(Arc::clone(cells))
    }

    /// Whether the cells of a column of the file read as numbers, as far as they were read.
    pub(super) fn is_number(&self, column: usize) -> bool {
        self.numbers.get(column).copied().flatten() == Some(true)
    }

    /// Why the file could not be read.
    pub(super) fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// What is to be read so that the rows in sight are there: the rows at these places of `rows`,
    /// and some around them. Nothing while a job is under way.
    pub(super) fn wanted(
        &mut self,
        table: &Arc<LoadedTable>,
        in_sight: Range<usize>,
        row_at: &dyn Fn(usize) -> Option<u32>,
    ) -> Option<CellsWork> {
        let is_same = self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, table));
        if !is_same {
            *self = Self {
                of: Some(Arc::clone(table)),
                ..Self::default()
            };
        }
        let is_missing = |row: &u32| !self.rows.contains_key(row);
        let mut missing = in_sight.clone().filter_map(row_at);
        if self.is_reading || self.failed.is_some() || !missing.any(|row| is_missing(&row)) {
            return None;
        }
        let around = in_sight.start.saturating_sub(MARGIN)..in_sight.end.saturating_add(MARGIN);
        let rows: Vec<u32> = around.map_while(row_at).filter(is_missing).collect();
        self.is_reading = true;
        Some(CellsWork {
            of: Arc::clone(table),
            rows,
        })
    }

    /// Takes up what was read, unless another table is shown by now.
    pub(super) fn take(&mut self, answer: CellsAnswer) {
        let is_same = self
            .of
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, &answer.of));
        if !is_same {
            return;
        }
        self.is_reading = false;
        match answer.read {
            Ok(rows) => {
                for (row, cells) in rows {
                    self.note_numbers(&cells);
                    self.clock += 1;
                    self.rows.insert(row, (self.clock, cells));
                }
                self.forget_old();
            }
            Err(why) => self.failed = Some(why),
        }
    }

    fn note_numbers(&mut self, cells: &[String]) {
        if self.numbers.len() < cells.len() {
            self.numbers.resize(cells.len(), None);
        }
        for (known, cell) in self.numbers.iter_mut().zip(cells) {
            if !cell.trim().is_empty() {
                *known = Some(known.unwrap_or(true) && super::cells::is_number(cell));
            }
        }
    }

    /// Forgets the quarter that was not looked at for longest.
    fn forget_old(&mut self) {
        if self.rows.len() <= KEPT {
            return;
        }
        let mut used: Vec<u64> = self.rows.values().map(|(used, _)| *used).collect();
        used.sort_unstable();
        let oldest = used.get(used.len() - KEPT * 3 / 4).copied().unwrap_or(0);
        self.rows.retain(|_, (used, _)| *used >= oldest);
    }
}

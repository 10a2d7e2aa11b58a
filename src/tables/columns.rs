//! Columns of the file that are not in memory, decoded when first asked for and shared by whoever
//! looks at them, as long as they fit a budget.

use super::coded::Coded;
use super::column::column;
use super::load::{CannotLoad, Watch};
use super::loaded::LoadedTable;
use std::sync::{Arc, Mutex, PoisonError};

/// Decoded columns of any number of tables; a clone shares them.
#[derive(Clone)]
pub struct ColumnCache {
    kept: Arc<Mutex<Kept>>,
    /// In bytes.
    budget: usize,
}

#[derive(Default)]
struct Kept {
    /// The one asked for last stands last.
    columns: Vec<Column>,
    bytes: usize,
}

struct Column {
    /// The names of the table's columns: held, so that their address stays theirs.
    of: Arc<[String]>,
    index: usize,
    bytes: usize,
    coded: Arc<Coded>,
}

impl Default for ColumnCache {
    /// Up to 256 MB.
    fn default() -> Self {
        Self::new(256 << 20)
    }
}

impl ColumnCache {
    /// Keeps columns of up to so many bytes together; the last one asked for is always kept.
    pub fn new(budget: usize) -> Self {
        Self {
            kept: Arc::default(),
            budget,
        }
    }

    /// A column by name. Reads the file where it is not kept: not for the window's thread.
    ///
    /// # Errors
    /// When there is no such column, the file cannot be read any more, or the work is stopped.
    pub fn named(
        &self,
        table: &LoadedTable,
        name: &str,
        watch: Watch<'_>,
    ) -> Result<Arc<Coded>, CannotLoad> {
        let index = table.column(name);
        let index = index.ok_or_else(|| CannotLoad::NoColumn(name.to_owned()))?;
        if let Some(kept) = self.peek(table, index) {
            return Ok(kept);
        }
        let coded = Arc::new(column(table, index, watch)?);
        self.keep(table, index, &coded);
        Ok(coded)
    }

    /// A column that is kept already.
    pub fn peek(&self, table: &LoadedTable, index: usize) -> Option<Arc<Coded>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let columns = kept.columns.iter();
        let at = columns
            .clone()
            .position(|column| column.index == index && Arc::ptr_eq(&column.of, &table.columns))?;
        let column = kept.columns.remove(at);
        let coded = Arc::clone(&column.coded);
        kept.columns.push(column);
        Some(coded)
    }

    fn keep(&self, table: &LoadedTable, index: usize, coded: &Arc<Coded>) {
        if self.peek(table, index).is_some() {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = bytes_of(coded);
        kept.bytes += bytes;
        kept.columns.push(Column {
            of: Arc::clone(&table.columns),
            index,
            bytes,
            coded: Arc::clone(coded),
        });
        while kept.bytes > self.budget && kept.columns.len() > 1 {
            let oldest = kept.columns.remove(0);
            kept.bytes -= oldest.bytes;
        }
    }
}

/// About how many bytes a column takes.
fn bytes_of(coded: &Coded) -> usize {
    let texts = coded.dictionary.iter().map(|(_, text)| text.len() + 4);
    coded.codes.len() * 4 + texts.sum::<usize>()
}

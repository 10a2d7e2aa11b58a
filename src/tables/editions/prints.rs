//! What tells a row from others, and what it says, as hashes. They are seeded at random, so that no
//! file can be made to have rows taken for one another.

use super::said::said;
use crate::tables::cells::cell;
use crate::tables::column::{each_row, pass};
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::loaded::LoadedTable;
use crate::tables::pass::Chunk;
use crate::tables::widths::Row;
use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher, RandomState};

/// The seeds of one comparison.
#[derive(Default)]
pub(super) struct Seeds([RandomState; 2]);

/// One of the two editions, and what of it is compared.
pub(super) struct Side<'a> {
    /// Its rows.
    pub table: &'a LoadedTable,
    /// The columns both have, in one order for both.
    pub columns: Vec<usize>,
    /// The column that tells rows from one another.
    pub id: Option<usize>,
    /// The same for both.
    pub seeds: &'a Seeds,
}

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Print {
    /// What tells it from others. Its lowest bit says whether that is its id.
    pub key: [u64; 2],
    /// What it says.
    pub said: u64,
}

impl Print {
    /// Whether the row is known by its id.
    pub(super) fn has_id(&self) -> bool {
        self.key[0] & 1 == 1
    }
}

impl Side<'_> {
    /// What a cell says.
    fn said<'c>(&self, chunk: &Chunk<'c>, row: &Row<'_>, column: usize) -> Cow<'c, [u8]> {
        let raw = row.raw(chunk.bytes, column).unwrap_or_default();
        said(cell(raw, self.table.records.cut()))
    }

    /// A hash of a cell.
    pub(super) fn cell(&self, chunk: &Chunk<'_>, row: &Row<'_>, column: usize) -> u64 {
        self.seeds.0[0].hash_one(&*self.said(chunk, row, column))
    }

    fn print(&self, chunk: &Chunk<'_>, row: &Row<'_>) -> Print {
        let hash = |seed: &RandomState| {
            let mut hasher = seed.build_hasher();
            for column in &self.columns {
                let said = self.said(chunk, row, *column);
                hasher.write_usize(said.len());
                hasher.write(&said);
            }
            hasher.finish()
        };
        let [one, other] = &self.seeds.0;
        let said = hash(one);
        let id = self.id.map(|id| self.said(chunk, row, id));
        let id = id.filter(|id| !id.is_empty());
        let key = match &id {
            Some(id) => [one.hash_one(&**id) | 1, other.hash_one(&**id)],
            None => [said & !1, hash(other)],
        };
        Print { key, said }
    }
}

/// Every row of an edition, in the order of the file.
///
/// # Errors
/// When the file cannot be read any more, or `watch` stops it.
pub(super) fn prints(side: &Side<'_>, watch: Watch<'_>) -> Result<Vec<Print>, CannotLoad> {
    let read = |chunk: &Chunk<'_>| {
        let mut out = Vec::new();
        let rows = each_row(side.table, chunk, |_, row| {
            out.push(side.print(chunk, row));
        });
        (rows, out)
    };
    let mut all = Vec::with_capacity(side.table.len() as usize);
    pass(side.table, watch, &read, &mut |part: Vec<Print>| {
        all.extend(part);
        Ok(())
    })?;
    Ok(all)
}

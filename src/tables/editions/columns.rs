//! In which columns rows differ.

use super::ChangedRow;
use super::prints::Side;
use crate::tables::column::{each_row, pass};
use crate::tables::load::{CannotLoad, Watch};
use crate::tables::pass::Chunk;

/// So many cells are held at once, eight bytes each; for more the files are gone through again.
const HELD: usize = 8 * 1024 * 1024;

/// In which columns these rows differ, and how many rows do in each column. The rows are numbers in the
/// older and the newer file, in the order of the newer.
///
/// # Errors
/// When a file cannot be read any more, or `watch` stops it.
pub(super) fn differing(
    sides: (&Side<'_>, &Side<'_>),
    rows: &[(u32, u32)],
    watch: Watch<'_>,
) -> Result<(Vec<ChangedRow>, Vec<u32>), CannotLoad> {
    let width = sides.0.columns.len().max(1);
    let mut found = Found {
        rows: Vec::with_capacity(rows.len()),
        counts: vec![0; sides.0.columns.len()],
    };
    let at_once = (HELD / width).max(1);
    for (number, block) in rows.chunks(at_once).enumerate() {
        let done = (number * at_once) as f32;
        let share = block.len() as f32 / rows.len() as f32;
        let from = done / rows.len() as f32;
        let watch = |part: f32| watch(from + part * share);
        found.add(sides, block, &watch)?;
    }
    Ok((found.rows, found.counts))
}

struct Found {
    rows: Vec<ChangedRow>,
    counts: Vec<u32>,
}

/// Where a row that differs does so.
struct Differs {
    /// The place of the row in its block.
    at: usize,
    columns: Vec<u16>,
}

impl Found {
    fn add(
        &mut self,
        (older, newer): (&Side<'_>, &Side<'_>),
        block: &[(u32, u32)],
        watch: Watch<'_>,
    ) -> Result<(), CannotLoad> {
        let width = older.columns.len();
        let first = |part: f32| watch(part / 2.0);
        let said = cells(older, block, &first)?;
        let newer_rows: Vec<(u32, usize)> = block.iter().map(|(_, now)| *now).zip(0..).collect();
        let second = |part: f32| watch(0.5 + part / 2.0);
        let read = |chunk: &Chunk<'_>| {
            let mut out = Vec::new();
            let rows = each_row(newer.table, chunk, |row, record| {
                let Some(at) = place(&newer_rows, row) else {
                    return;
                };
                let before = said.get(at * width..(at + 1) * width).unwrap_or_default();
                let columns = (0..).zip(newer.columns.iter().zip(before));
                let columns = columns.filter(|(_, (column, before))| {
                    newer.cell(chunk, record, **column) != **before
                });
                let columns = columns.map(|(number, _)| number).collect();
                out.push(Differs { at, columns });
            });
            (rows, out)
        };
        pass(newer.table, &second, &read, &mut |part: Vec<Differs>| {
            part.iter().for_each(|differs| self.take(block, differs));
            Ok(())
        })
    }

    fn take(&mut self, block: &[(u32, u32)], differs: &Differs) {
        let Some((before, now)) = block.get(differs.at).copied() else {
            return;
        };
        for column in &differs.columns {
            if let Some(count) = self.counts.get_mut(usize::from(*column)) {
                *count += 1;
            }
        }
        let more = differs.columns.len().saturating_sub(1);
        self.rows.push(ChangedRow {
            before,
            now,
            first: differs.columns.first().copied().unwrap_or_default(),
            more: u16::try_from(more).unwrap_or(u16::MAX),
        });
    }
}

/// A hash of every cell of these rows of the older file.
fn cells(older: &Side<'_>, block: &[(u32, u32)], watch: Watch<'_>) -> Result<Vec<u64>, CannotLoad> {
    let width = older.columns.len();
    let mut rows: Vec<(u32, usize)> = block.iter().map(|(before, _)| *before).zip(0..).collect();
    rows.sort_unstable();
    let read = |chunk: &Chunk<'_>| {
        let mut out = Vec::new();
        let count = each_row(older.table, chunk, |row, record| {
            if let Some(at) = place(&rows, row) {
                let columns = older.columns.iter();
                let said = columns.map(|column| older.cell(chunk, record, *column));
                out.push((at, said.collect::<Vec<u64>>()));
            }
        });
        (count, out)
    };
    let mut all = vec![0; block.len() * width];
    pass(older.table, watch, &read, &mut |part: Vec<(
        usize,
        Vec<u64>,
    )>| {
        for (at, said) in part {
            let room = all.get_mut(at * width..(at + 1) * width);
            room.into_iter()
                .for_each(|room| room.copy_from_slice(&said));
        }
        Ok(())
    })?;
    Ok(all)
}

/// The place in its block of a row, among rows sorted by their numbers.
fn place(rows: &[(u32, usize)], row: u32) -> Option<usize> {
    let at = rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
    rows.get(at).map(|(_, place)| *place)
}

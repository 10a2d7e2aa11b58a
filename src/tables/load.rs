//! Reads delimited text as an event table.

use super::build::Builder;
use super::cells::{Cut, cells};
use super::loaded::LoadedTable;
use super::names::distinct;
use super::records::Records;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFormat, TableLayout};
use crate::storage::read_at::{ReadAt, read_range};
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// Why bytes are no table.
#[derive(Debug, thiserror::Error)]
pub enum CannotLoad {
    /// They cannot be read.
    #[error("it cannot be read: {0}")]
    Read(#[from] io::Error),
    /// A column that means something is missing.
    #[error("there is no column {0:?} in it (correct what its columns mean)")]
    NoColumn(String),
    /// There is nothing in it.
    #[error("it holds no rows")]
    Empty,
    /// The work was stopped.
    #[error("stopped")]
    Stopped,
}

/// Whoever watches the reading: told which part is done, 0 to 1, and answers whether to go on.
pub type Watch<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// Reads a table of UTF-8 text.
///
/// # Errors
/// When the bytes cannot be read or are no table with these columns.
pub fn load(
    bytes: Arc<dyn ReadAt>,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<LoadedTable, CannotLoad> {
    let cut = cut_of(layout);
    let size = usize::try_from(bytes.size()).unwrap_or(usize::MAX);
    let all = read_range(&*bytes, 0, size)?;
    let mut records = records(&all, cut).into_iter();
    let names: Vec<String> = if layout.header {
        let head = records.next().ok_or(CannotLoad::Empty)?;
        let head = cells(all.get(head).unwrap_or_default(), cut);
        distinct(
            head.iter()
                .map(|name| String::from_utf8_lossy(name).into_owned()),
        )
    } else {
        mapping.columns.clone()
    };
    if layout.tags {
        records.next();
    }
    let mut builder = Builder::new(&names, mapping)?;
    let (mut starts, mut end) = (Vec::new(), 0);
    for (number, record) in records.enumerate() {
        if number % 4096 == 0 && !watch(record.start as f32 / size.max(1) as f32) {
            return Err(CannotLoad::Stopped);
        }
        starts.push(record.start as u64);
        end = record.end as u64;
        builder.push(&cells(trimmed(all.get(record).unwrap_or_default()), cut));
    }
    starts.push(end);
    Ok(builder.finish(names.into(), Records::new(bytes, cut, starts)))
}

/// How a layout cuts records into cells.
pub fn cut_of(layout: &TableLayout) -> Cut {
    match layout.format {
        TableFormat::Delimited { delimiter, quoted } => Cut {
            delimiter: u8::try_from(delimiter).unwrap_or(b','),
            quoted,
        },
        // What is no delimited text is turned into it first.
        TableFormat::Sheet(_) | TableFormat::Json(_) | TableFormat::JsonLines => Cut {
            delimiter: b',',
            quoted: true,
        },
    }
}

fn records(all: &[u8], cut: Cut) -> Vec<Range<usize>> {
    let (mut out, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, byte) in all.iter().enumerate() {
        match byte {
            b'"' if cut.quoted => inside = !inside,
            b'\n' if !inside => {
                out.push(start..at + 1);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < all.len() {
        out.push(start..all.len());
    }
    out
}

fn trimmed(record: &[u8]) -> &[u8] {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    record.strip_suffix(b"\r").unwrap_or(record)
}

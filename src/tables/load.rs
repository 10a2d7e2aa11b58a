//! Reads delimited text as an event table.

use super::build::{Columns, Plan};
use super::cells::Cut;
use super::head::{Head, head};
use super::loaded::LoadedTable;
use super::pass::{Chunk, Effort, Pass};
use super::records::{LinesAre, Places, Records};
use super::rows::{FindTotals, Narrowed, Part, RowReader};
use super::warnings::{Counted, Warnings, narrowed};
use super::widths::Widths;
use crate::model::mapping::Mapping;
use crate::model::table::{TableFormat, TableLayout};
use crate::model::text::{Sha, ShaOf};
use crate::storage::read_at::ReadAt;
use std::io;
use std::sync::{Arc, Mutex};

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
    #[error("it holds no rows (choose another file)")]
    Empty,
    /// A quotation mark above the first row is never closed.
    #[error(
        "the quotation mark on line {line} is never closed (correct the line, or say that its \
         cells do not stand in quotation marks)"
    )]
    Unclosed {
        /// The line, from 1.
        line: u64,
    },
    /// Its first record does not end.
    #[error(
        "its first record is longer than 16 MB, as where nothing ends its lines (correct how it is \
         cut, or save it with line ends)"
    )]
    Endless,
    /// Its first record has more cells than a table has columns.
    #[error(
        "its first record has more than {0} cells (correct how it is cut, or save it with line ends)"
    )]
    TooWide(usize),
    /// It has records, but none is a row.
    #[error("none of its {refused} records is a row: {first} (correct how it is cut)")]
    NoRows {
        /// How many there are.
        refused: u32,
        /// What is wrong with the first.
        first: String,
    },
    /// It has more rows, or longer texts, than can be counted.
    #[error("it has more than 4 billion rows or 4 GB of different texts in one column (split it)")]
    TooLarge,
    /// It is no longer the file that was read.
    #[error("the file has changed since it was read (read it again)")]
    Changed,
    /// The work was stopped.
    #[error("stopped")]
    Stopped,
}

/// Whoever watches the reading: told which part is done, 0 to 1, and answers whether to go on.
pub type Watch<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// Reads a table of UTF-8 text, on all cores.
///
/// # Errors
/// When the bytes cannot be read or are no table with these columns.
pub fn load(
    bytes: Arc<dyn ReadAt>,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<LoadedTable, CannotLoad> {
    let (table, _) = Loading::begin(bytes, layout, mapping)?.run(watch, Effort::default(), None)?;
    Ok(table)
}

/// Reads a table as [`load`] does, and computes the SHA-256 of the same bytes by the way. That may
/// take longer than the rows do: for a file whose hash is not known yet.
///
/// # Errors
/// As [`load`].
pub fn load_hashed(
    bytes: Arc<dyn ReadAt>,
    layout: &TableLayout,
    mapping: &Mapping,
    watch: Watch<'_>,
) -> Result<(LoadedTable, Sha), CannotLoad> {
    let loading = Loading::begin(bytes, layout, mapping)?;
    let (table, hash) = loading.run(watch, Effort::default(), Some(ShaOf::default()))?;
    Ok((table, hash.unwrap_or_default().finish()))
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

/// A table about to be read.
struct Loading {
    bytes: Arc<dyn ReadAt>,
    cut: Cut,
    head: Head,
    plan: Plan,
    widths: Widths,
    least: usize,
    full: usize,
    lines: LinesAre,
    counted: Counted,
    /// Whether it is a text we made of something else.
    is_made: bool,
    /// The line the first record begins on.
    line: u64,
}

impl Loading {
    fn begin(
        bytes: Arc<dyn ReadAt>,
        layout: &TableLayout,
        mapping: &Mapping,
    ) -> Result<Self, CannotLoad> {
        let cut = cut_of(layout);
        let head = head(&*bytes, layout, cut)?;
        let (names, widths) = match !layout.header && !mapping.columns.is_empty() {
            true => (&mapping.columns, Widths::of(&mapping.columns)),
            false => (&head.names, Widths::default()),
        };
        let names: Arc<[String]> = names.as_slice().into();
        let plan = Plan::new(&names, mapping)?;
        let (lines, line) = match layout.format {
            TableFormat::Delimited { .. } => (LinesAre::Lines, head.lines + 1),
            TableFormat::Sheet(_) => (LinesAre::Records, head.records + 1),
            // The names above the items are ours.
            TableFormat::Json(_) | TableFormat::JsonLines => (LinesAre::Records, 1),
        };
        // Nothing says what the cells of a file without names are but how many there are; the last
        // of them may be missing.
        let least = match layout.header {
            true => plan.least(),
            false => plan
                .names()
                .len()
                .saturating_sub(1)
                .max(plan.names().len().min(2)),
        };
        Ok(Self {
            bytes,
            cut,
            head,
            full: if layout.header { plan.all() } else { 0 },
            plan,
            widths,
            least,
            lines,
            counted: match layout.format {
                TableFormat::Json(_) => Counted::Items,
                _ => Counted::Lines,
            },
            is_made: !matches!(layout.format, TableFormat::Delimited { .. }),
            line,
        })
    }

    fn run(
        self,
        watch: Watch<'_>,
        effort: Effort,
        hash: Option<ShaOf>,
    ) -> Result<(LoadedTable, Option<ShaOf>), CannotLoad> {
        let totals = self.plan.totals();
        let find = match totals.is_counts() {
            true => FindTotals::LeaveOut(Mutex::new(totals.clone())),
            false => FindTotals::Notice(totals.clone()),
        };
        let (mut so_far, hash) = self.pass(find, watch, effort, hash)?;
        let has_totals = so_far.has_totals || so_far.columns.name_totals();
        if has_totals && !totals.is_counts() && totals.is_needed() {
            // What adds up to them shows in the order of the rows only.
            let find = FindTotals::LeaveOut(Mutex::new(totals.clone()));
            (so_far, _) = self.pass(find, watch, effort, None)?;
        }
        drop(totals);
        so_far.finish(self).map(|table| (table, hash))
    }

    fn pass<'s>(
        &'s self,
        totals: FindTotals<'s>,
        watch: Watch<'_>,
        effort: Effort,
        hash: Option<ShaOf>,
    ) -> Result<(SoFar, Option<ShaOf>), CannotLoad> {
        let threads = match totals {
            FindTotals::Notice(_) => effort.threads,
            FindTotals::LeaveOut(_) => 1,
        };
        let reader = RowReader {
            plan: &self.plan,
            cut: self.cut,
            widths: &self.widths,
            least: self.least,
            full: self.full,
            lines: self.lines,
            is_made: self.is_made,
            totals,
        };
        let from = self.head.end as u64;
        let mut so_far = SoFar {
            columns: Columns::default(),
            places: Places::new(from, self.lines),
            warnings: Warnings::counting(self.counted),
            refused: 0,
            has_totals: false,
            narrowed: None,
            line: self.line,
        };
        let pass = Pass {
            bytes: &*self.bytes,
            cut: self.cut,
            from,
            effort: Effort { threads, ..effort },
        };
        let read = |chunk: &Chunk<'_>| reader.read(chunk);
        let hash = pass.run(hash, watch, &read, &mut |part| so_far.take(part))?;
        Ok((so_far, hash))
    }
}

/// What was read so far, in the order of the file.
struct SoFar {
    columns: Columns,
    places: Places,
    warnings: Warnings,
    refused: u32,
    /// A row without a date says that it is a total of others.
    has_totals: bool,
    /// The rows that say more than there are columns for.
    narrowed: Option<Narrowed>,
    /// The line the next part begins on.
    line: u64,
}

impl SoFar {
    fn take(&mut self, part: Part) -> Result<(), CannotLoad> {
        self.has_totals |= part.has_totals;
        let (row, end) = (self.columns.rows(), part.base + part.bytes);
        self.narrowed = Narrowed::and(self.narrowed, part.narrowed, row);
        self.places.append(part.base, self.line, &part.starts, end);
        self.warnings.append(part.warnings, row, self.line);
        self.line += part.lines;
        self.refused = self.refused.saturating_add(part.refused);
        self.columns.append(part.columns)
    }

    fn finish(mut self, of: Loading) -> Result<LoadedTable, CannotLoad> {
        if self.columns.rows() == 0 && self.refused > 0 {
            let first = self.warnings.into_kept().into_iter().next();
            return Err(CannotLoad::NoRows {
                refused: self.refused,
                first: first.map(|first| first.to_string()).unwrap_or_default(),
            });
        }
        self.places.shrink();
        let records = Records::new(of.bytes, of.cut, of.widths, self.places);
        if let Some(rows) = self.narrowed {
            let told = narrowed(rows, &records, of.plan.names().len());
            self.warnings.extend(vec![told]);
        }
        let (plan, refused) = (&of.plan, self.refused);
        Ok(self.columns.finish(plan, records, self.warnings, refused))
    }
}

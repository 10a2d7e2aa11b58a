//! The project file, format version 1: a project as text, and back.
//!
//! In: a project and the mark of the journal it includes. Out: bytes that depend on nothing else;
//! and from bytes the project, or everything that is wrong with them, line by line.
//!
//! ```text
//! #![enable(implicit_some)]
//! #![enable(unwrap_variant_newtypes)]
//! (format:1,journal:(entries:12,chain:"9b1c…"),records:[ // 5e2c09d1
//! Info(id:"i1-0000",title:"…",…), // 0c4b7a3e
//! …one line per record, by noun and then by id…
//! ],texts:[ // 71f0c2aa
//! ("2c26b46b…","the whole text of a source"), // 4d0e8b16
//! ],digest:"1f7d…")
//! ```
//!
//! - The whole is valid RON, and so is each line between the brackets by itself, without its comma.
//! - Every line but the first two and the last is sealed with its CRC-32 (see [`super::line`]).
//! - The digest is the SHA-256 of those CRC-32s, four bytes each with the highest first, in the
//!   order of their lines; so no line can be lost, doubled or moved unnoticed.
//! - Lines end in LF. A file whose first line ends in CR LF is read as if each line ended in LF:
//!   version control may have changed them all.
//! - An annotation is written with its exact words, and with what stands before and behind them
//!   (nothing of this is held in memory). On reading, words that differ from the text under the
//!   spans are kept in [`crate::model::annotation::Annotation::quote`]: the annotation needs review.
//! - Every later format starts its third line with `(format:N,`.

mod annotation_line;
mod reading;

use super::journal::JournalMark;
use super::line::{self, NotWritable};
use crate::model::project::Project;
use crate::model::record::Record;
use crate::model::text::{Sha, SourceText};
use crate::model::view::View;
use annotation_line::Quoted;
pub use reading::{decode, is_project};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The newest format this program reads. Format 2 added what of a file was taken and the style of
/// Arabic script to sources; format 3 event tables, their linked rows, filters on rows,
/// the order of rows, what the bars of a view show, what it has lanes for and how those are arranged.
pub const FORMAT: u32 = 3;

/// The oldest format that holds all of a project: it is written in that one, so that an older
/// program opens whatever it can understand and refuses the rest instead of losing it.
fn format_for(project: &Project) -> u32 {
    // A filter on rows, an order of rows and a passage that is a row name a table, so there is one.
    let mut views = project.views.values();
    let is_newer = |view: &View| {
        !(view.bars.is_usual() && view.lanes.is_usual() && view.arrangement.is_usual())
    };
    if !project.tables.is_empty() || views.any(|view| is_newer(view)) {
        return 3;
    }
    let mut sources = project.sources.values();
    let newer =
        sources.any(|source| source.arabic_style.is_some() || !source.original.taken.is_whole());
    if newer { 2 } else { 1 }
}

const ENABLE: [&str; 2] = [
    "#![enable(implicit_some)]",
    "#![enable(unwrap_variant_newtypes)]",
];
const RECORDS: &str = ",records:[";
const TEXTS: &str = "],texts:[";

/// Below this size threads cost more than they bring.
const PARALLEL_BYTES: usize = 256 * 1024;
const MOST_THREADS: usize = 8;

/// What a project file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// The project.
    pub project: Project,
    /// How much of the journal it includes; `None` when it never had one.
    pub mark: Option<JournalMark>,
}

/// A line that does not say what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Why bytes are no project this program can read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReadable {
    /// They were never one.
    #[error("this is not a Tightrope project: {why}")]
    NotAProject {
        /// What gives that away.
        why: String,
    },
    /// A later program made it.
    #[error("made by a newer Tightrope: format {format}")]
    NewerFormat {
        /// Its format version.
        format: u32,
    },
    /// It was one. Every bad line, in order; never empty.
    #[error("the project is damaged in {} lines", .0.len())]
    Damaged(Vec<BadLine>),
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    journal: Option<JournalMark>,
}

/// The bytes of a project file.
///
/// # Errors
/// When a record has no RON: a fault of the program.
pub fn encode(project: &Project, mark: Option<JournalMark>) -> Result<Vec<u8>, NotWritable> {
    let mut head = line::encode(&Head {
        format: format_for(project),
        journal: mark,
    })?;
    head.pop();
    head.push_str(RECORDS);
    let records: Vec<Record> = project.records().collect();
    let texts: Vec<&SourceText> = project.texts.values().collect();
    let mut pages = vec![page([line::seal(head)])];
    pages.extend(side_by_side(&records, records.len() * 300, |record| {
        record_line(record, project)
    })?);
    pages.push(page([line::seal(TEXTS.to_owned())]));
    let bytes = texts.iter().map(|text| text.len().index()).sum();
    pages.extend(side_by_side(&texts, bytes, |text| {
        line::encode(&(text.sha(), text.as_str()))
    })?);

    let mut out = format!("{}\n{}\n", ENABLE[0], ENABLE[1]);
    let mut checksums = Vec::new();
    for page in pages {
        out.push_str(&page.text);
        checksums.extend(page.checksums);
    }
    out.push_str(&last_line(&checksums));
    out.push('\n');
    Ok(out.into_bytes())
}

fn record_line(record: &Record, project: &Project) -> Result<String, NotWritable> {
    match record {
        Record::Annotation(annotation) => line::encode(&Quoted::new(annotation, project)),
        _ => line::encode(record),
    }
}

/// Some sealed lines and their checksums.
struct Page {
    text: String,
    checksums: Vec<u32>,
}

fn page(lines: impl IntoIterator<Item = (String, u32)>) -> Page {
    let mut page = Page {
        text: String::new(),
        checksums: Vec::new(),
    };
    for (line, checksum) in lines {
        page.text.push_str(&line);
        page.text.push('\n');
        page.checksums.push(checksum);
    }
    page
}

/// Seals a line for each item, on all cores when there is much to do.
fn side_by_side<T: Sync>(
    items: &[T],
    bytes: usize,
    encode: impl Fn(&T) -> Result<String, NotWritable> + Sync,
) -> Result<Vec<Page>, NotWritable> {
    let sealed = |item: &T| {
        let mut body = encode(item)?;
        body.push(',');
        Ok(line::seal(body))
    };
    let work = |items: &[T]| {
        let lines: Result<Vec<_>, NotWritable> = items.iter().map(sealed).collect();
        lines.map(page)
    };
    on_all_cores(items, bytes, work).into_iter().collect()
}

/// `work` on stretches of `items`, in order; on this thread alone when there is little to do.
fn on_all_cores<T: Sync, R: Send>(
    items: &[T],
    bytes: usize,
    work: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if bytes < PARALLEL_BYTES {
        1
    } else {
        cores.min(MOST_THREADS)
    };
    if threads == 1 {
        return vec![work(items)];
    }
    let stretch = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let running: Vec<_> = items
            .chunks(stretch)
            .map(|items| scope.spawn(|| work(items)))
            .collect();
        running
            .into_iter()
            .map(|thread| match thread.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

fn last_line(checksums: &[u32]) -> String {
    let bytes: Vec<u8> = checksums.iter().flat_map(|crc| crc.to_be_bytes()).collect();
    format!("],digest:\"{}\")", Sha::of(&bytes))
}

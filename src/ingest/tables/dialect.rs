//! How a text is cut into rows and cells, guessed from its beginning.
//!
//! In: UTF-8. Out: the sign between cells, whether quotation marks hold cells together, what
//! stands above the rows. The guess is the cut under which most records have as many cells as
//! the others; what it rests on is shown to the analyst, who may know better.

use super::header::{Above, above, is_header};
use crate::tables::cells::{Cut, cells};

/// So many records are looked at.
const LOOKED_AT: usize = 400;

/// The signs that may stand between cells, the usual first.
pub(super) const DELIMITERS: [u8; 4] = *b",\t;|";

/// A line that tells programs the sign between the cells.
const SEPARATOR_LINE: &[u8] = b"sep=";

/// So large a part of the records must have as many cells as the others.
const MOST_AGREE: f64 = 0.4;

/// How a text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Into cells.
    pub cut: Cut,
    /// What stands above the rows.
    pub above: Above,
}

/// What quotation marks in a text do.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// Those around a cell.
    around: usize,
    /// Those that fit no cell.
    astray: usize,
}

/// A record and the number of lines it has.
pub(super) struct Record<'t> {
    pub(super) cells: Vec<std::borrow::Cow<'t, [u8]>>,
    pub(super) lines: u32,
}

impl Record<'_> {
    /// Whether it is an empty line.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_empty())
    }
}

/// Guesses how `start` is cut, the beginning of a text of which `glimpses` are other parts;
/// `None` where nothing cuts it into columns.
pub(super) fn guess(start: &[u8], is_whole: bool, glimpses: &[Vec<u8>]) -> Option<Dialect> {
    if let Some(delimiter) = told(start) {
        let cut = quoting(start, glimpses, delimiter);
        return Some(with_above(start, is_whole, cut));
    }
    let mut best: Option<(Fit, Cut)> = None;
    for delimiter in DELIMITERS {
        let cut = quoting(start, glimpses, delimiter);
        let fit = fit(&records(start, is_whole, cut, LOOKED_AT));
        let is_better = best.is_none_or(|(other, _)| fit.rank() > other.rank());
        if fit.width > 1 && is_better {
            best = Some((fit, cut));
        }
    }
    match best {
        Some((fit, cut)) if fit.agree >= MOST_AGREE => Some(with_above(start, is_whole, cut)),
        Some(_) => None,
        None => one_column(start, is_whole),
    }
}

/// How well a sign cuts a text.
#[derive(Clone, Copy)]
struct Fit {
    /// Which part of the records has as many cells as the others.
    agree: f64,
    /// How many cells that is.
    width: usize,
    /// Records of one cell above the others, which were not asked.
    titles: usize,
    /// The first record behind these has as many cells as the others, and gives their names if it
    /// does not stand at the very top.
    has_head: bool,
}

impl Fit {
    /// The greatest is the best. A sign that makes a title of what gives names under another one
    /// cuts inside cells: decimal commas, lists, prose.
    fn rank(&self) -> (f64, bool, std::cmp::Reverse<usize>, usize) {
        let agree = (self.agree * 20.0).round() / 20.0;
        let titles = std::cmp::Reverse(self.titles);
        (agree, self.has_head, titles, self.width)
    }
}

/// This cut, and what stands above the rows under it.
pub(super) fn with_above(start: &[u8], is_whole: bool, cut: Cut) -> Dialect {
    let above = above(&records(start, is_whole, cut, LOOKED_AT));
    Dialect { cut, above }
}

/// The sign that a first line tells, as Excel has it.
fn told(start: &[u8]) -> Option<u8> {
    let line = start.strip_prefix(SEPARATOR_LINE)?;
    let sign = *line.first()?;
    let end = line.get(1..)?;
    let is_all = end.starts_with(b"\n") || end.starts_with(b"\r\n");
    (is_all && sign.is_ascii()).then_some(sign)
}

/// A list of single words or numbers is a table too; prose is not.
fn one_column(start: &[u8], is_whole: bool) -> Option<Dialect> {
    const LONGEST: usize = 60;
    let cut = Cut {
        delimiter: b',',
        quoted: true,
    };
    let records = records(start, is_whole, cut, LOOKED_AT);
    let is_short = |record: &Record<'_>| record.cells.iter().all(|cell| cell.len() <= LONGEST);
    (records.len() > 1 && records.iter().all(is_short)).then(|| Dialect {
        cut,
        above: above(&records),
    })
}

/// Whether quotation marks hold cells together: where they do, they stand around cells.
fn quoting(start: &[u8], glimpses: &[Vec<u8>], delimiter: u8) -> Cut {
    let quoted = Cut {
        delimiter,
        quoted: true,
    };
    let mut marks = Marks::default();
    split(start, quoted, usize::MAX, &mut marks);
    for glimpse in glimpses {
        // A glimpse may begin inside a cell: then nothing fits, and it tells nothing.
        let mut here = Marks::default();
        split(glimpse, quoted, usize::MAX, &mut here);
        if here.around > here.astray || marks.around == 0 {
            marks.around += here.around;
            marks.astray += here.astray;
        }
    }
    Cut {
        delimiter,
        // Text between tabs mostly has no need of them, and a lone one would swallow lines.
        quoted: match marks.around + marks.astray {
            0 => delimiter != b'\t',
            _ => marks.around > marks.astray,
        },
    }
}

/// The records of a text with cells in them, at most `most`; the last one is left out unless the
/// text is whole, for it may be cut off.
pub(super) fn records(text: &[u8], is_whole: bool, cut: Cut, most: usize) -> Vec<Record<'_>> {
    let mut split = split(text, cut, most.saturating_add(1), &mut Marks::default());
    if split.len() > most || (!is_whole && split.len() > 1) {
        split.pop();
    }
    let record = |(bytes, lines)| Record {
        cells: cells(bytes, cut),
        lines,
    };
    split.into_iter().map(record).collect()
}

/// The records of a text without their line ends, each with its number of lines.
fn split<'t>(text: &'t [u8], cut: Cut, most: usize, marks: &mut Marks) -> Vec<(&'t [u8], u32)> {
    let mut out = Vec::new();
    let (mut begin, mut lines, mut at_cell, mut inside) = (0, 1, true, false);
    let mut bytes = text.iter().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' if inside => {
                let next = bytes.peek().map(|(_, next)| **next);
                if next == Some(b'"') {
                    bytes.next();
                    continue;
                }
                inside = false;
                let fits = next.is_none_or(|next| next == cut.delimiter || b"\r\n".contains(&next));
                marks.around += usize::from(fits);
                marks.astray += usize::from(!fits);
            }
            b'"' if at_cell && cut.quoted => (inside, at_cell) = (true, false),
            b'"' => (marks.astray, at_cell) = (marks.astray + 1, false),
            b'\n' if !inside => {
                let record = text.get(begin..at).unwrap_or_default();
                out.push((record.strip_suffix(b"\r").unwrap_or(record), lines));
                (begin, lines, at_cell) = (at + 1, 1, true);
                if out.len() == most {
                    return out;
                }
            }
            b'\n' => lines += 1,
            _ if inside => {}
            byte => at_cell = *byte == cut.delimiter,
        }
    }
    marks.astray += usize::from(inside);
    if let Some(rest) = text.get(begin..).filter(|rest| !rest.is_empty()) {
        out.push((rest.strip_suffix(b"\r").unwrap_or(rest), lines));
    }
    out
}

/// How well records are cut: they should have as many cells as the others, or nearly so in very
/// wide ones. Single cells above the others, and empty lines, do not count.
fn fit(records: &[Record<'_>]) -> Fit {
    let width = |record: &Record<'_>| record.cells.len();
    let said = records.iter().filter(|record| !record.is_empty());
    let above = records.iter().take(super::header::MOST_ABOVE);
    let titles = above.take_while(|record| width(record) == 1).count();
    let widths: Vec<usize> = said.skip(titles).map(width).collect();
    let mut counted: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for width in &widths {
        *counted.entry(*width).or_default() += 1;
    }
    let usual = counted.iter().max_by_key(|(_, times)| **times);
    let usual = usual.map_or(0, |(width, _)| *width);
    let is_usual = |width: usize| width.abs_diff(usual) <= usual / 10;
    let agree = widths.iter().filter(|width| is_usual(**width)).count();
    let table = records.get(titles..).unwrap_or_default();
    Fit {
        agree: agree as f64 / widths.len().max(1) as f64,
        width: usual,
        titles,
        has_head: widths.first().is_some_and(|width| is_usual(*width))
            && widths.get(1).is_none_or(|width| *width > 1)
            && (titles == 0 || is_header(table)),
    }
}

//! What stands above the rows of a table: title lines, the names of the columns, HXL tags.

use super::dialect::Record;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// So many records above the names of the columns at most.
pub(super) const MOST_ABOVE: usize = 20;

/// So many rows are compared with what may be the names of columns.
const COMPARED: usize = 100;

/// What stands above the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Above {
    /// Lines that say nothing about columns.
    pub preamble: u32,
    /// Whether the names of the columns follow.
    pub header: bool,
    /// Whether tags follow these.
    pub tags: bool,
}

type Cells<'r, 't> = &'r [Cow<'t, [u8]>];

/// What stands above the rows of a table that begins with `records`.
pub(super) fn above(records: &[Record<'_>]) -> Above {
    let titles = titles(records);
    let lines = records.iter().take(titles).map(|record| record.lines);
    let rest = records.get(titles..).unwrap_or_default();
    let header = is_header(rest);
    Above {
        preamble: lines.sum(),
        header,
        tags: header && rest.get(1).is_some_and(|record| are_tags(&record.cells)),
    }
}

/// How many records stand above the table: those with at most one cell that says anything, where
/// the others have more.
fn titles(records: &[Record<'_>]) -> usize {
    let said = |record: &Record<'_>| record.cells.iter().filter(|cell| !is_blank(cell)).count();
    let mut usual: Vec<usize> = records.iter().map(said).filter(|said| *said > 0).collect();
    usual.sort_unstable();
    let usual = usual.get(usual.len() / 2).copied().unwrap_or(0);
    let is_title = |record: &&Record<'_>| said(record) <= usize::from(usual > 1);
    let titles = records.iter().take_while(is_title).count();
    // A table that begins further down than that is none of titles.
    if titles > MOST_ABOVE { 0 } else { titles }
}

fn is_blank(cell: &[u8]) -> bool {
    cell.trim_ascii().is_empty()
}

/// Whether a record holds tags of the Humanitarian Exchange Language: `#date+start`.
pub(super) fn are_tags(cells: Cells<'_, '_>) -> bool {
    let mut said = cells.iter().filter(|cell| !is_blank(cell)).peekable();
    let is_tag = |cell: &Cow<'_, [u8]>| {
        let mut bytes = cell.iter();
        bytes.next() == Some(&b'#') && bytes.next().is_some_and(u8::is_ascii_alphabetic)
    };
    said.peek().is_some() && said.all(is_tag)
}

/// What a cell is, as far as that tells names from values.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Nothing,
    /// Four digits that may be a year: also the name of a column of counts.
    Year,
    /// Digits, and signs as numbers, dates and places have them.
    Number,
    Words,
}

fn look(cell: &[u8]) -> Look {
    let cell = cell.trim_ascii();
    let is_number = |byte: &u8| byte.is_ascii_digit() || b"+-.,:/ TZ%".contains(byte);
    match cell {
        [] => Look::Nothing,
        [b'1' | b'2', rest @ ..] if rest.len() == 3 && rest.iter().all(u8::is_ascii_digit) => {
            Look::Year
        }
        _ if cell.iter().all(is_number) && cell.iter().any(u8::is_ascii_digit) => Look::Number,
        _ => Look::Words,
    }
}

/// Whether the first record gives the names of the columns: where a column holds numbers, its
/// name is none; where it holds words, a name is not one of them, and short.
pub(super) fn is_header(records: &[Record<'_>]) -> bool {
    let Some((first, rows)) = records.split_first() else {
        return false;
    };
    let rows = rows.get(..rows.len().min(COMPARED)).unwrap_or_default();
    let rows: Vec<Cells<'_, '_>> = rows
        .iter()
        .map(|row| row.cells.as_slice())
        .filter(|row| !are_tags(row))
        .collect();
    let votes = first.cells.iter().enumerate();
    let votes: i32 = votes.map(|(at, name)| vote(name, at, &rows)).sum();
    match votes {
        0 => are_names(&first.cells),
        votes => votes > 0,
    }
}

/// What one column says: 1 for a name above it, -1 against, 0 for nothing.
fn vote(name: &[u8], at: usize, rows: &[Cells<'_, '_>]) -> i32 {
    let cells = rows.iter().filter_map(|row| row.get(at)).map(AsRef::as_ref);
    let cells: Vec<&[u8]> = cells.filter(|cell| !is_blank(cell)).collect();
    let mut looks: Vec<Look> = cells.iter().map(|cell| look(cell)).collect();
    looks.sort_unstable();
    let Some(usual) = looks.get(looks.len() / 2).copied() else {
        return 0;
    };
    match (look(name), usual) {
        (Look::Nothing, _) => 0,
        (Look::Words, Look::Year | Look::Number) => 1,
        (Look::Year, Look::Number) => i32::from(!looks.contains(&Look::Year)),
        (Look::Year | Look::Number, Look::Words) => 0,
        (Look::Year | Look::Number, _) => -1,
        (Look::Words, _) => -i32::from(cells.contains(&name)),
    }
}

/// Whether cells may be names where the rows do not tell: words, each of them another.
fn are_names(cells: Cells<'_, '_>) -> bool {
    let words = || cells.iter().filter(|cell| look(cell) == Look::Words);
    let said = cells.iter().filter(|cell| !is_blank(cell)).count();
    let different: BTreeSet<&[u8]> = words().map(AsRef::as_ref).collect();
    said > 0 && words().count() == said && different.len() == said
}

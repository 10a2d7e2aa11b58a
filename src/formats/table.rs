//! Tables of cells as CSV, as JSON lines and as plain text.
//!
//! In: column names and rows of [`Cell`]s. Out: text.

use crate::model::day::Day;
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nobody knows: never zero, never an empty text.
    Unknown,
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with up to nine decimals.
    Decimal(f64),
    /// A number as a file writes it, to be written so again.
    Figure(String),
    /// A day.
    Date(Day),
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<Cell>),
    /// Values with names.
    Named(Vec<(&'static str, Cell)>),
}

impl Cell {
    /// A text; unknown when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Unknown
        } else {
            Self::Text(text)
        }
    }

    /// What stands in a cell of a file: unknown when it is empty. A number below zero is no formula,
    /// and an apostrophe would make a text of it.
    pub fn raw(text: &str) -> Self {
        match is_negative_number(text) {
            true => Self::Figure(text.to_owned()),
            false => Self::text(text),
        }
    }

    /// A number that may be unknown.
    pub fn number(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Unknown, |number| Self::Number(number.into()))
    }
}

/// Rows under column names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows, each as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// Comma-separated values with a head line; UTF-8.
    Csv,
    /// One JSON object per line.
    Json,
}

impl Table {
    /// The rows of this table and then those of another, under the columns of both; what one of them
    /// does not have is unknown of its rows.
    #[must_use]
    pub fn above(mut self, other: Self) -> Self {
        for column in &other.columns {
            if !self.columns.contains(column) {
                self.columns.push(column);
            }
        }
        for row in &mut self.rows {
            row.resize(self.columns.len(), Cell::Unknown);
        }
        for row in other.rows {
            let named = other.columns.iter().zip(row);
            let mut cells = vec![Cell::Unknown; self.columns.len()];
            for (name, cell) in named {
                let place = self.columns.iter().position(|column| column == name);
                if let Some(place) = place.and_then(|at| cells.get_mut(at)) {
                    *place = cell;
                }
            }
            self.rows.push(cells);
        }
        self
    }

    /// The table as bytes.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Text => self.as_text(),
            Format::Csv => self.as_csv(),
            Format::Json => self.as_json_lines(),
        }
    }

    /// Comma-separated values (RFC 4180, lines end in LF). Texts a spreadsheet would take for a
    /// formula get an apostrophe in front.
    pub fn as_csv(&self) -> String {
        let mut out = self.columns.join(",");
        out.push('\n');
        for row in &self.rows {
            out.push_str(&csv_line(row));
        }
        out
    }

    /// Tab-separated values with a head line, to be pasted into a spreadsheet: line ends and tabs
    /// within a cell become blanks, and formulas are disarmed as in [`Self::as_csv`].
    pub fn as_tsv(&self) -> String {
        let mut out = self.columns.join("\t");
        out.push('\n');
        for row in &self.rows {
            let cells = row
                .iter()
                .map(|cell| safe(cell).replace(['\t', '\n', '\r'], " "));
            out.push_str(&cells.collect::<Vec<_>>().join("\t"));
            out.push('\n');
        }
        out
    }

    /// One JSON object per row and line; unknown values are `null`.
    pub fn as_json_lines(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let pairs = self.columns.iter().copied().zip(row);
            json_object(pairs, &mut out);
            out.push('\n');
        }
        out
    }

    fn as_text(&self) -> String {
        let head = self.columns.iter().map(|name| (*name).to_owned()).collect();
        let mut lines: Vec<Vec<String>> = vec![head];
        lines.extend(self.rows.iter().map(|row| row.iter().map(short).collect()));
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| columns_of(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let padded = line.iter().zip(&widths).map(|(cell, width)| {
                let blanks = " ".repeat(width.saturating_sub(columns_of(cell)));
                format!("{cell}{blanks}")
            });
            let joined = padded.collect::<Vec<_>>().join("  ");
            out.push_str(joined.trim_end());
            out.push('\n');
        }
        out
    }
}

/// Up to nine decimals, so that sums of shares read as what they are.
pub(crate) fn decimal(number: f64) -> String {
    let text = format!("{number:.9}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How many letters wide a text is, near enough for a terminal.
pub(crate) fn columns_of(text: &str) -> usize {
    text.graphemes(true).count()
}

const WIDEST: usize = 48;

fn short(cell: &Cell) -> String {
    let text = plain(cell).replace(['\n', '\t'], " ");
    if columns_of(&text) <= WIDEST {
        return text;
    }
    let start: String = text.graphemes(true).take(WIDEST - 1).collect();
    format!("{}…", start.trim_end())
}

pub(super) fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Unknown => String::new(),
        Cell::Text(text) | Cell::Figure(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Decimal(number) => decimal(*number),
        Cell::Date(day) => day.to_string(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::List(cells) => cells.iter().map(plain).collect::<Vec<_>>().join("; "),
        Cell::Named(pairs) => {
            let values = pairs.iter().map(|(_, cell)| plain(cell));
            values
                .filter(|value| !value.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

/// A line of comma-separated values with its end, for tables whose columns no program knows.
pub(crate) fn csv_line(cells: &[Cell]) -> String {
    let cells: Vec<String> = cells.iter().map(csv_cell).collect();
    format!("{}\n", cells.join(","))
}

/// A number below zero, as files write it.
fn is_negative_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('-')
        .is_some_and(|number| match number.split_once('.') {
            Some((whole, rest)) => digits(whole) && digits(rest),
            None => digits(number),
        })
}

/// The text of a cell; one that a spreadsheet would take for a formula has an apostrophe in front.
fn safe(cell: &Cell) -> String {
    let text = plain(cell);
    let number = matches!(
        cell,
        Cell::Number(_) | Cell::Decimal(_) | Cell::Figure(_) | Cell::Date(_)
    );
    let formula = !number && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']);
    if formula { format!("'{text}") } else { text }
}

fn csv_cell(cell: &Cell) -> String {
    let safe = safe(cell);
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// A JSON object with its line end, for tables whose columns no program knows.
pub(crate) fn json_line(names: &[String], cells: &[Cell]) -> String {
    let mut out = String::new();
    json_object(names.iter().map(String::as_str).zip(cells), &mut out);
    out.push('\n');
    out
}

fn json_object<'a>(pairs: impl Iterator<Item = (&'a str, &'a Cell)>, out: &mut String) {
    out.push('{');
    for (index, (name, cell)) in pairs.enumerate() {
        if index > 0 {
            out.push(',');
        }
        json_text(name, out);
        out.push(':');
        json(cell, out);
    }
    out.push('}');
}

fn json(cell: &Cell, out: &mut String) {
    match cell {
        Cell::Unknown => out.push_str("null"),
        Cell::Text(text) | Cell::Figure(text) => json_text(text, out),
        Cell::Number(number) => out.push_str(&number.to_string()),
        Cell::Decimal(number) => out.push_str(&decimal(*number)),
        Cell::Date(day) => json_text(&day.to_string(), out),
        Cell::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Cell::Named(pairs) => json_object(pairs.iter().map(|(name, cell)| (*name, cell)), out),
        Cell::List(cells) => {
            out.push('[');
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                json(cell, out);
            }
            out.push(']');
        }
    }
}

fn json_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 || matches!(c, '\u{7f}' | '\u{2028}' | '\u{2029}') => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

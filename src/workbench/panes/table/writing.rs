//! The rows as a text to copy and as files: exactly the columns and rows that are shown, in their
//! order. Cells of the file are read anew, and whole.

use super::cells;
use super::columns::ShownColumn;
use super::lookup::ShownRows;
use crate::formats::sheet::{MOST_ROWS, Sheet};
use crate::formats::table::{Cell, csv_line};
use crate::model::column::Column;
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::tables::LoadedTable;
use crate::tables::warnings::RowWarning;
use std::ops::Range;
use std::sync::Arc;

/// So many rows are copied at most; a file holds more.
pub const MOST_COPIED: u32 = 100_000;

/// What is shown, to be copied or written on a worker.
#[derive(Clone)]
pub struct Shown {
    pub(super) table: Arc<LoadedTable>,
    pub(super) project: Project,
    pub(super) columns: Vec<ShownColumn>,
    pub(super) rows: ShownRows,
}

/// As what rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

impl Shown {
    /// How many rows.
    pub fn rows(&self) -> u32 {
        self.rows.len()
    }

    /// The rows at these places as tab-separated values under the names of their columns, as they
    /// are seen; line ends and tabs within a cell become blanks.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn tsv(&self, places: Range<u32>) -> Result<String, String> {
        let titles: Vec<&str> = self
            .columns
            .iter()
            .map(|it| it.column.title(&self.table.mapping))
            .collect();
        let mut out = titles.join("\t");
        out.push('\n');
        for place in places {
            let Some(row) = self.rows.at(place as usize) else {
                break;
            };
            let raw = self.raw(row)?;
            let cells: Vec<String> = self
                .columns
                .iter()
                .map(|it| self.seen(it, row, &raw))
                .collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
        Ok(out)
    }

    fn seen(&self, column: &ShownColumn, row: u32, raw: &[String]) -> String {
        let meant = cells::meant(&self.table, &self.project, &column.column, row);
        let cell = meant.unwrap_or_else(|| {
            let text = self
                .table
                .column(column.column.title(&self.table.mapping))
                .and_then(|at| raw.get(at));
            cells::of_file(text.map(String::as_str).unwrap_or_default())
        });
        // An empty cell pastes as nothing.
        match cell.text.as_str() {
            crate::workbench::panes::words::UNKNOWN => String::new(),
            text => text.replace(['\t', '\n', '\r'], " "),
        }
    }

    /// The cells of a row in its file; none where no column of it is shown.
    fn raw(&self, row: u32) -> Result<Vec<String>, String> {
        if !self.columns.iter().any(|it| it.column.is_of_file()) {
            return Ok(Vec::new());
        }
        let read = self.table.records.read(row);
        read.map_err(|error| format!("the file of the table cannot be read any more: {error}"))
    }

    /// All rows as a file. `watch` is told how far it is and stops it with `false`.
    ///
    /// # Errors
    /// When the file cannot be read, holds too many rows for a sheet, or the work was stopped.
    pub fn file(&self, kind: FileKind, watch: &dyn Fn(f32) -> bool) -> Result<Vec<u8>, String> {
        match kind {
            FileKind::Csv => self.csv(watch),
            FileKind::Xlsx => self.xlsx(watch),
        }
    }

    fn csv(&self, watch: &dyn Fn(f32) -> bool) -> Result<Vec<u8>, String> {
        let titles: Vec<Cell> = self
            .columns
            .iter()
            .map(|it| title(it, &self.table.mapping))
            .collect();
        let mut out = csv_line(&titles);
        self.each(watch, &mut |cells| {
            out.push_str(&csv_line(cells));
            Ok(())
        })?;
        Ok(out.into_bytes())
    }

    fn xlsx(&self, watch: &dyn Fn(f32) -> bool) -> Result<Vec<u8>, String> {
        if self.rows() >= MOST_ROWS {
            return Err(format!(
                "an Excel sheet holds {} rows and {} are shown (filter them, or write CSV)",
                MOST_ROWS - 1,
                self.rows()
            ));
        }
        let words = |error: rust_xlsxwriter::XlsxError| error.to_string();
        let letters = |column: &ShownColumn| {
            let name = column.column.title(&self.table.mapping).to_owned();
            (name, f64::from(column.width) / 7.0)
        };
        let columns: Vec<(String, f64)> = self.columns.iter().map(letters).collect();
        let mut sheet = Sheet::new(&columns).map_err(words)?;
        self.each(watch, &mut |cells| sheet.push(cells).map_err(words))?;
        sheet.finish(columns.len()).map_err(words)
    }

    fn each(
        &self,
        watch: &dyn Fn(f32) -> bool,
        write: &mut dyn FnMut(&[Cell]) -> Result<(), String>,
    ) -> Result<(), String> {
        let all = self.rows.len();
        let mut cells = Vec::with_capacity(self.columns.len());
        for place in 0..all {
            if place % 1024 == 0 && !watch(place as f32 / all as f32) {
                return Err("it was stopped".to_owned());
            }
            let Some(row) = self.rows.at(place as usize) else {
                break;
            };
            let raw = self.raw(row)?;
            cells.clear();
            let columns = self.columns.iter();
            cells.extend(columns.map(|it| cells::value(&self.table, &it.column, row, &raw)));
            write(&cells)?;
        }
        Ok(())
    }
}

fn title(column: &ShownColumn, mapping: &Mapping) -> Cell {
    Cell::Text(match &column.column {
        Column::File(name) => name.clone(),
        meant => meant.title(mapping).to_owned(),
    })
}

/// What is odd about the rows of a table, as comma-separated values.
pub fn warnings_csv(file: &str, warnings: &[RowWarning]) -> String {
    let names = ["file", "line", "row", "column", "value", "what"];
    let names = names.map(|name| Cell::Text(name.to_owned()));
    let mut out = csv_line(&names);
    for warning in warnings {
        out.push_str(&csv_line(&[
            Cell::text(file),
            Cell::number(i64::try_from(warning.line).ok()),
            Cell::number(warning.row.map(|row| i64::from(row) + 1)),
            Cell::text(&warning.column),
            Cell::text(&warning.value),
            Cell::text(&warning.what),
        ]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_written_one_a_line() {
        let warning = RowWarning {
            line: 62,
            counted: crate::tables::warnings::Counted::Lines,
            row: Some(60),
            column: "best".to_owned(),
            value: "=many".to_owned(),
            what: "it is no number of people".to_owned(),
        };
        let refused = RowWarning {
            row: None,
            column: String::new(),
            value: String::new(),
            ..warning.clone()
        };
        let csv = warnings_csv("table.csv", &[warning, refused]);
        assert_eq!(
            csv,
            "file,line,row,column,value,what\n\
             table.csv,62,61,best,'=many,it is no number of people\n\
             table.csv,62,,,,it is no number of people\n"
        );
    }
}

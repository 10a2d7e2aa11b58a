//! Rows of cells as an Excel workbook: dates as dates, numbers as numbers, texts as texts (never as
//! formulas), nothing where nobody knows.

use super::table::{Cell, plain};
use crate::model::day::Day;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The most rows a sheet holds, the one with the names included.
pub const MOST_ROWS: u32 = 1_048_576;
/// The most letters a cell holds.
const MOST_LETTERS: usize = 32_767;
/// The most columns whose widths are set, and the widest of them, in letters.
const WIDEST: f64 = 60.0;

/// A workbook with one sheet, filled row by row.
pub struct Sheet {
    book: Workbook,
    next: u32,
    date: Format,
}

impl Sheet {
    /// A sheet with these columns, each so many letters wide; the first row stays in sight and has
    /// filters.
    ///
    /// # Errors
    /// When there are more columns than a sheet holds.
    pub fn new(columns: &[(String, f64)]) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (at, (name, width)) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, at, cut(name), &bold)?;
            sheet.set_column_width(at, width.clamp(4.0, WIDEST))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self {
            book,
            next: 1,
            date: Format::new().set_num_format("yyyy-mm-dd"),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the sheet is full.
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let (row, date) = (self.next, self.date.clone());
        let sheet = self.book.worksheet_from_index(0)?;
        for (at, cell) in (0_u16..).zip(cells) {
            write(sheet, row, at, cell, &date)?;
        }
        self.next += 1;
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// When it cannot be put together.
    pub fn finish(mut self, columns: usize) -> Result<Vec<u8>, XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let bottom = self.next - 1;
        self.book
            .worksheet_from_index(0)?
            .autofilter(0, 0, bottom, last)?;
        self.book.save_to_buffer()
    }
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell,
    date: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Unknown => {}
        Cell::Number(number) => {
            sheet.write_number(row, at, *number as f64)?;
        }
        Cell::Decimal(number) => {
            sheet.write_number(row, at, *number)?;
        }
        Cell::Flag(flag) => {
            sheet.write_boolean(row, at, *flag)?;
        }
        Cell::Date(day) => match excel_date(*day) {
            Some(at_day) => {
                sheet.write_datetime_with_format(row, at, &at_day, date)?;
            }
            // Excel knows no days before 1900.
            None => {
                sheet.write_string(row, at, day.to_string())?;
            }
        },
        Cell::Figure(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                sheet.write_number(row, at, number)?;
            }
            _ => {
                sheet.write_string(row, at, cut(text))?;
            }
        },
        Cell::Text(_) | Cell::List(_) | Cell::Named(_) => {
            sheet.write_string(row, at, cut(&plain(cell)))?;
        }
    }
    Ok(())
}

fn excel_date(day: Day) -> Option<ExcelDateTime> {
    let date = day.date();
    let year = u16::try_from(date.year()).ok()?;
    let (month, of_month) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, of_month).ok()
}

/// What fits into a cell.
fn cut(text: &str) -> String {
    text.chars().take(MOST_LETTERS).collect()
}

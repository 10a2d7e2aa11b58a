//! Spreadsheets become delimited text. Runs in the child process.
//!
//! In: the bytes of an XLSX, XLSM, XLSB, ODS or XLS. Out: the rows of one sheet, row n of it being
//! record n: of merged cells the first has the value, errors are empty and told.

use super::error::Unreadable;
use super::grid::Grid;
use super::limits::{most_out_of, too_much};
use super::packed::office_document;
use super::sheet_cell::{owned_text, text};
use super::sort::COMPOUND;
use super::task::{Done, Output, Task};
use calamine::{
    Data, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use std::io::Cursor;
use zip::ZipArchive;

/// The columns and rows a sheet can have.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1 << 20;

/// So many rows are read to see what is in a sheet, or to be looked at.
const LOOKED_AT: usize = 200;

type Bytes<'b> = Cursor<&'b [u8]>;

enum Book<'b> {
    Xlsx(Box<Xlsx<Bytes<'b>>>),
    Xlsb(Box<Xlsb<Bytes<'b>>>),
    Ods(Box<Ods<Bytes<'b>>>),
    Xls(Box<Xls<Bytes<'b>>>),
}

/// Told the number of a row from 0 and its cells; answers whether to go on.
type Take<'t> = &'t mut dyn FnMut(u32, Vec<String>) -> Result<bool, Unreadable>;

/// Cells that hold an error instead of a value.
#[derive(Default)]
struct Wrong {
    first: Option<(u32, u32)>,
    all: u64,
}

impl Wrong {
    fn add(&mut self, row: u32, column: u32) -> String {
        self.first.get_or_insert((row, column));
        self.all += 1;
        String::new()
    }

    fn note(&self) -> Option<String> {
        let (row, column) = self.first?;
        let (row, letters) = (u64::from(row) + 1, letters(column));
        Some(match self.all {
            1 => format!("Cell {letters}{row} holds an error and was taken as empty."),
            all => format!(
                "{all} cells hold errors such as #N/A and were taken as empty, the first of them {letters}{row}."
            ),
        })
    }
}

/// What a column is called in a spreadsheet.
fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        out.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

/// Writes the rows of a sheet: of the one called `wanted`, else of the first with a table on it.
pub(super) fn convert(
    bytes: &[u8],
    wanted: Option<&str>,
    task: &Task,
    out: &mut Output<'_>,
) -> Result<Done, Unreadable> {
    let mut book = Book::open(bytes)?;
    let choices = book.sheets();
    let chosen = match wanted {
        Some(name) if choices.iter().any(|choice| choice == name) => name.to_owned(),
        Some(name) => {
            let (wanted, there) = (name.to_owned(), choices);
            return Err(Unreadable::NoSuchSheet { wanted, there });
        }
        None => book.first_with_rows(&choices)?,
    };
    let (mut grid, mut wrong, mut rows) = (Grid::new(out), Wrong::default(), 0);
    book.each_row(&chosen, &mut wrong, &mut |number, cells| {
        grid.row(number, cells)?;
        rows += 1;
        Ok(!task.is_look || rows < LOOKED_AT)
    })?;
    grid.finish()?;
    if rows == 0 {
        return Err(Unreadable::Empty);
    }
    Ok(Done {
        chosen,
        choices,
        notes: wrong.note().into_iter().collect(),
    })
}

impl<'b> Book<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let cursor = || Cursor::new(bytes);
        if bytes.starts_with(COMPOUND) {
            return match Xls::new(cursor()) {
                Ok(book) => Ok(Self::Xls(Box::new(book))),
                Err(error) => Err(locked_or(bytes, xls_fault(error))),
            };
        }
        let archive = ZipArchive::new(cursor()).map_err(Unreadable::damaged)?;
        let most = most_out_of(bytes.len() as u64);
        if archive
            .decompressed_size()
            .is_some_and(|size| size > u128::from(most))
        {
            return Err(too_much(most));
        }
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("xl/workbook.xml") {
            let book = Xlsx::new(cursor()).map_err(xlsx_fault)?;
            Ok(Self::Xlsx(Box::new(book)))
        } else if has("xl/workbook.bin") {
            let book = Xlsb::new(cursor()).map_err(xlsb_fault)?;
            Ok(Self::Xlsb(Box::new(book)))
        } else if has("content.xml") {
            let book = Ods::new(cursor()).map_err(ods_fault)?;
            Ok(Self::Ods(Box::new(book)))
        } else if has("word/document.xml") || has("ppt/presentation.xml") {
            Err(office_document())
        } else {
            Err(Unreadable::Nested)
        }
    }

    fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheet_names(),
            Self::Xlsb(book) => book.sheet_names(),
            Self::Ods(book) => book.sheet_names(),
            Self::Xls(book) => book.sheet_names(),
        }
    }

    /// The first sheet with two rows of two cells, else the first with anything on it.
    fn first_with_rows(&mut self, sheets: &[String]) -> Result<String, Unreadable> {
        let mut any = None;
        for sheet in sheets {
            let (mut rows, mut tabular) = (0, 0);
            self.each_row(sheet, &mut Wrong::default(), &mut |_, cells| {
                let said = cells.iter().filter(|cell| !cell.is_empty()).count();
                rows += usize::from(said > 0);
                tabular += usize::from(said > 1);
                Ok(tabular < 2 && rows < LOOKED_AT)
            })?;
            if tabular > 1 {
                return Ok(sheet.clone());
            }
            any = any.or_else(|| (rows > 0).then(|| sheet.clone()));
        }
        any.ok_or(Unreadable::Empty)
    }

    /// Goes through the rows of a sheet; one of charts has none.
    fn each_row(
        &mut self,
        sheet: &str,
        wrong: &mut Wrong,
        take: Take<'_>,
    ) -> Result<(), Unreadable> {
        let range = match self {
            Self::Xlsx(book) => return each_xlsx_row(book, sheet, wrong, take),
            Self::Xlsb(book) => book.worksheet_range(sheet).map_err(xlsb_fault)?,
            Self::Ods(book) => book.worksheet_range(sheet).map_err(ods_fault)?,
            Self::Xls(book) => book.worksheet_range(sheet).map_err(xls_fault)?,
        };
        each_row_of(&range, wrong, take)
    }
}

fn each_row_of(range: &Range<Data>, wrong: &mut Wrong, take: Take<'_>) -> Result<(), Unreadable> {
    let Some((first_row, first_column)) = range.start() else {
        return Ok(());
    };
    for (row, cells) in (first_row..).zip(range.rows()) {
        let mut texts = vec![String::new(); first_column as usize];
        for (column, cell) in (first_column..).zip(cells) {
            texts.push(owned_text(cell).unwrap_or_else(|| wrong.add(row, column)));
        }
        if !take(row, texts)? {
            break;
        }
    }
    Ok(())
}

/// Cell by cell, so that a sheet of millions of them is never held whole.
fn each_xlsx_row(
    book: &mut Xlsx<Bytes<'_>>,
    sheet: &str,
    wrong: &mut Wrong,
    take: Take<'_>,
) -> Result<(), Unreadable> {
    let mut reader = match book.worksheet_cells_reader(sheet) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        other => other.map_err(xlsx_fault)?,
    };
    let (mut at, mut texts) = (None, Vec::new());
    while let Some(cell) = reader.next_cell().map_err(xlsx_fault)? {
        let (row, column) = cell.get_position();
        if column >= MOST_COLUMNS || row >= MOST_ROWS {
            return Err(Unreadable::damaged("a cell stands outside the sheet"));
        }
        let said = text(cell.get_value()).unwrap_or_else(|| wrong.add(row, column));
        if at != Some(row) {
            let last = std::mem::take(&mut texts);
            if let Some(last_row) = at.replace(row)
                && !take(last_row, last)?
            {
                return Ok(());
            }
        }
        if said.is_empty() {
            continue;
        }
        let column = column as usize;
        if texts.len() <= column {
            texts.resize(column + 1, String::new());
        }
        if let Some(place) = texts.get_mut(column) {
            *place = said;
        }
    }
    match at {
        Some(row) => take(row, texts).map(drop),
        None => Ok(()),
    }
}

/// A spreadsheet locked with a password is packed as an old one is.
fn locked_or(bytes: &[u8], error: Unreadable) -> Unreadable {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match memchr::memmem::find(bytes, &name) {
        Some(_) => Unreadable::Locked,
        None => error,
    }
}

fn xlsx_fault(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Locked,
        error => Unreadable::damaged(error),
    }
}

fn xlsb_fault(error: XlsbError) -> Unreadable {
    match error {
        XlsbError::Password => Unreadable::Locked,
        error => Unreadable::damaged(error),
    }
}

fn ods_fault(error: OdsError) -> Unreadable {
    match error {
        OdsError::Password => Unreadable::Locked,
        OdsError::CellLimitExceeded { requested, .. } => {
            Unreadable::excessive(format!("a sheet has {requested} cells"))
        }
        error => Unreadable::damaged(error),
    }
}

fn xls_fault(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => Unreadable::Locked,
        error => Unreadable::damaged(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        for (column, expected) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), expected);
        }
    }
}

//! Six rows in every container, encoding and dialect, made for tests.

use super::child;
use crate::support::documents::archive;
use crate::support::memory_files::MemoryFiles;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write as _};
use std::path::Path;
use tightrope::ingest::tables::{Look, ReadTable, look, open, read};
use tightrope::model::mapping::{DateAt, DateColumns, EstimateColumns, Mapping};
use tightrope::model::table::TableLayout;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const COLUMNS: [&str; 5] = ["id", "date", "place", "killed", "notes"];

/// Six rows with what files stumble over: commas, quotation marks, letters with accents.
pub const ROWS: [[&str; 5]; 6] = [
    ["1", "2021-01-06", "Quetta", "11", "miners, in Mach"],
    ["2", "2021-02-22", "Mir Ali", "4", "aid workers"],
    [
        "3",
        "2021-03-24",
        "Café “Chaman”",
        "3",
        "a \"bomb\" went off",
    ],
    ["4", "2021-04-21", "Quetta", "", "at a hotel"],
    ["5", "2021-05-09", "Zürich", "0", ""],
    [
        "6",
        "2021-07-14",
        "Dasu",
        "13",
        "a bus; nine of them engineers",
    ],
];

pub fn delimited(sign: char, line_end: &str) -> String {
    let cell = |cell: &&str| match cell.contains([sign, '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => (*cell).to_owned(),
    };
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(cell).collect();
        cells.join(&sign.to_string()) + line_end
    };
    row(&COLUMNS) + &ROWS.iter().map(|cells| row(cells)).collect::<String>()
}

pub fn in_encoding(text: &str, name: &str) -> Vec<u8> {
    match name {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
            encoding.encode(text).0.into_owned()
        }
    }
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with a page of words before the table, which begins in the second row.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let about = book.add_worksheet();
    about.set_name("About").unwrap();
    about.write(0, 0, "Made for a test").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Events").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write(1, column, name).unwrap();
    }
    for (row, cells) in (2..).zip(ROWS) {
        let [id, day, place, killed, notes] = cells;
        sheet.write(row, 0, id.parse::<f64>().unwrap()).unwrap();
        let day = ExcelDateTime::parse_from_str(day).unwrap();
        sheet.write_with_format(row, 1, &day, &date).unwrap();
        sheet.write(row, 2, place).unwrap();
        match killed.parse::<f64>() {
            Ok(killed) => sheet.write(row, 3, killed).unwrap(),
            Err(_) => sheet.write_blank(row, 3, &date).unwrap(),
        };
        sheet.write(row, 4, notes).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// An OpenDocument spreadsheet with these rows of cells in XML.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Events\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

pub fn ods_of_rows() -> Vec<u8> {
    let words = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let number = |text: &str| match text {
        "" => "<table:table-cell/>".to_owned(),
        _ => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    let date = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let mut rows = row(COLUMNS.map(words).concat());
    for [id, day, place, killed, notes] in ROWS {
        rows += &row([
            number(id),
            date(day),
            words(place),
            number(killed),
            words(notes),
        ]
        .concat());
    }
    // As they end in practice: a million empty rows.
    rows += "<table:table-row table:number-rows-repeated=\"1048569\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods(&rows)
}

pub fn objects() -> Vec<String> {
    let object = |cells: &[&str; 5]| {
        let [id, day, place, killed, notes] = cells;
        let killed = if killed.is_empty() { "null" } else { killed };
        let text = |text: &str| serde_json::to_string(text).unwrap();
        format!(
            "{{\"id\": {id}, \"date\": {}, \"place\": {}, \"killed\": {killed}, \"notes\": {}}}",
            text(day),
            text(place),
            text(notes)
        )
    };
    ROWS.iter().map(object).collect()
}

pub fn mapping() -> Mapping {
    Mapping {
        id: Some("id".into()),
        date: DateColumns {
            at: DateAt::One("date".into()),
            ..DateColumns::default()
        },
        place: vec!["place".into()],
        killed: EstimateColumns {
            best: Some("killed".into()),
            ..EstimateColumns::default()
        },
        ..Mapping::default()
    }
}

pub fn files_with(name: &str, bytes: impl Into<Vec<u8>>) -> MemoryFiles {
    let files = MemoryFiles::default();
    files.put(name, bytes);
    files
}

pub fn looked_at(name: &str, bytes: impl Into<Vec<u8>>) -> Look {
    let files = files_with(name, bytes);
    look(&files, &child(), Path::new(name)).unwrap_or_else(|error| panic!("{error}"))
}

pub fn read_as(name: &str, bytes: &[u8], layout: &TableLayout) -> ReadTable {
    let files = files_with(name, bytes);
    let read = read(
        &files,
        &child(),
        Path::new(name),
        layout,
        &mapping(),
        &|_| true,
    );
    read.unwrap_or_else(|error| panic!("{error}"))
}

/// What `open` makes of a file, as text.
pub fn opened(name: &str, bytes: &[u8], layout: &TableLayout) -> (String, Vec<String>) {
    let files = files_with(name, bytes);
    let opened = open(&files, &child(), Path::new(name), layout, &|_| true);
    let opened = opened.unwrap_or_else(|error| panic!("{error}"));
    let mut text = vec![0; usize::try_from(opened.bytes.size()).unwrap()];
    opened.bytes.read_at(0, &mut text).unwrap();
    (String::from_utf8(text).unwrap(), opened.notes)
}

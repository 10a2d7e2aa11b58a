//! The same rows in every container, encoding and dialect are the same table.

use super::child;
use crate::support::corpus::corpus;
use crate::support::documents::archive;
use crate::support::memory_files::MemoryFiles;
use crate::support::window::Setup;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tightrope::ingest::tables::{
    Known, Look, ReadTable, holds_table, look, look_knowing, open, read,
};
use tightrope::model::mapping::{DateAt, DateColumns, EstimateColumns, Mapping};
use tightrope::model::table::{TableFormat, TableLayout};
use tightrope::storage::files::DiskFiles;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const COLUMNS: [&str; 5] = ["id", "date", "place", "killed", "notes"];

/// Six rows with what files stumble over: commas, quotation marks, letters with accents.
const ROWS: [[&str; 5]; 6] = [
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

fn delimited(sign: char, line_end: &str) -> String {
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

fn in_encoding(text: &str, name: &str) -> Vec<u8> {
    match name {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
            encoding.encode(text).0.into_owned()
        }
    }
}

pub(super) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with a page of words before the table, which begins in the second row.
fn workbook() -> Vec<u8> {
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
pub(super) fn ods(rows: &str) -> Vec<u8> {
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

fn ods_of_rows() -> Vec<u8> {
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

fn objects() -> Vec<String> {
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

fn mapping() -> Mapping {
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

fn files_with(name: &str, bytes: impl Into<Vec<u8>>) -> MemoryFiles {
    let files = MemoryFiles::default();
    files.put(name, bytes);
    files
}

pub(super) fn looked_at(name: &str, bytes: impl Into<Vec<u8>>) -> Look {
    let files = files_with(name, bytes);
    look(&files, &child(), Path::new(name)).unwrap_or_else(|error| panic!("{error}"))
}

fn read_as(name: &str, bytes: &[u8], layout: &TableLayout) -> ReadTable {
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
fn opened(name: &str, bytes: &[u8], layout: &TableLayout) -> (String, Vec<String>) {
    let files = files_with(name, bytes);
    let opened = open(&files, &child(), Path::new(name), layout, &|_| true);
    let opened = opened.unwrap_or_else(|error| panic!("{error}"));
    let mut text = vec![0; usize::try_from(opened.bytes.size()).unwrap()];
    opened.bytes.read_at(0, &mut text).unwrap();
    (String::from_utf8(text).unwrap(), opened.notes)
}

#[test]
fn the_same_rows_are_the_same_table_whatever_they_come_in() {
    let csv = delimited(',', "\n");
    let marked = format!("\u{feff}{csv}");
    let json = format!("[{}]", objects().join(",\n"));
    let at_a_key = format!("{{\"status\": \"ok\", \"data\": {json}, \"count\": 6}}");
    let lines = objects().join("\n");
    let readme: &[u8] = b"Read me first. This archive holds a table, and these words are longer than it is: \
        they go on and on about who made it, when, from what, and what they thought while doing so; \
        none of it is of any use to a program that looks for rows.";
    let readme = readme.repeat(3);
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("plain.csv", csv.clone().into()),
        ("crlf.csv", delimited(',', "\r\n").into()),
        ("mac.csv", delimited(',', "\r").into()),
        ("marked.csv", marked.clone().into()),
        ("semicolons.csv", delimited(';', "\r\n").into()),
        ("tabs.tsv", delimited('\t', "\n").into()),
        ("bars.txt", delimited('|', "\n").into()),
        (
            "told.csv",
            format!("sep=;\r\n{}", delimited(';', "\r\n")).into(),
        ),
        ("western.csv", in_encoding(&csv, "windows-1252")),
        ("wide.csv", in_encoding(&marked, "UTF-16LE")),
        (
            "wide-tabs.txt",
            in_encoding(&format!("\u{feff}{}", delimited('\t', "\r\n")), "UTF-16LE"),
        ),
        ("wide-be.csv", in_encoding(&marked, "UTF-16BE")),
        ("unmarked.csv", in_encoding(&csv, "UTF-16LE")),
        ("packed.csv.gz", gzipped(csv.as_bytes())),
        (
            "twice.csv.gz",
            [
                gzipped(&csv.as_bytes()[..100]),
                gzipped(&csv.as_bytes()[100..]),
            ]
            .concat(),
        ),
        (
            "western.csv.gz",
            gzipped(&in_encoding(&csv, "windows-1252")),
        ),
        ("one.zip", zipped(&[("folder/events.csv", csv.as_bytes())])),
        (
            "several.zip",
            zipped(&[
                ("README.txt", &readme),
                ("__MACOSX/._events.csv", &readme),
                ("events.csv", csv.as_bytes()),
                ("small.csv", b"a,b\n1,2\n"),
            ]),
        ),
        ("unnamed.zip", zipped(&[("events", csv.as_bytes())])),
        ("book.xlsx", workbook()),
        ("book-called.csv", workbook()),
        ("book.zip", zipped(&[("book.xlsx", &workbook())])),
        ("book.xlsx.gz", gzipped(&workbook())),
        ("book.ods", ods_of_rows()),
        ("list.json", json.clone().into()),
        ("list-marked.json", format!("\u{feff}{json}").into()),
        ("key.json", at_a_key.into()),
        (
            "list-wide.json",
            in_encoding(&format!("\u{feff}{json}"), "UTF-16LE"),
        ),
        ("list-western.json", in_encoding(&json, "windows-1252")),
        (
            "lines-wide.jsonl.gz",
            gzipped(&in_encoding(&format!("\u{feff}{lines}"), "UTF-16LE")),
        ),
        ("lines.jsonl", lines.clone().into()),
        ("lines.json.gz", gzipped(lines.as_bytes())),
        ("list.zip", zipped(&[("list.json", json.as_bytes())])),
    ];
    for (name, bytes) in cases {
        let look = looked_at(name, bytes.clone());
        assert_eq!(look.columns, COLUMNS, "{name}: {:?}", look.layout);
        assert_eq!(look.preview, ROWS, "{name}: {:?}", look.layout);
        assert!(look.layout.header && !look.layout.tags, "{name}");
        // What is known of a layout gives the same again.
        let files = files_with(name, bytes.clone());
        let again = look_knowing(
            &files,
            &child(),
            Path::new(name),
            &Known::from(&look.layout),
        );
        let again = again.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            (again.layout, again.preview),
            (look.layout.clone(), look.preview),
            "{name}"
        );
        let read = read_as(name, &bytes, &look.layout);
        assert_eq!(read.notes, Vec::<String>::new(), "{name}");
        assert_eq!(read.file.bytes, bytes.len() as u64, "{name}");
        assert_eq!(
            read.file.sha,
            tightrope::model::text::Sha::of(&bytes),
            "{name}"
        );
        let table = read.table;
        assert_eq!(table.len(), 6, "{name}");
        for (row, cells) in (0..).zip(ROWS) {
            assert_eq!(table.records.read(row).unwrap(), cells, "{name}");
            let killed = cells[3].parse().ok();
            assert_eq!(table.killed.get(row).best, killed, "{name}");
            let day = table.days.get(row).map(|days| days.first().to_string());
            assert_eq!(day.as_deref(), Some(cells[1]), "{name}");
            assert_eq!(table.place.text(row), cells[2], "{name}");
        }
    }
}

#[test]
fn a_look_lists_what_else_it_could_be() {
    let csv = delimited(',', "\n");
    let zip = zipped(&[("b.csv", csv.as_bytes()), ("a.csv", b"x,y\n1,2\n")]);
    let look = looked_at("two.zip", zip.clone());
    assert_eq!(look.layout.entry.as_deref(), Some("b.csv"));
    assert_eq!(look.choices.entries, ["a.csv", "b.csv"]);
    assert_eq!(look.choices.delimiters, [',', '\t', ';', '|']);
    assert_eq!(
        look.choices.encodings.first().map(String::as_str),
        Some("UTF-8")
    );
    let known = Known {
        entry: Some("a.csv".into()),
        ..Known::default()
    };
    let files = files_with("two.zip", zip);
    let other = look_knowing(&files, &child(), Path::new("two.zip"), &known).unwrap();
    assert_eq!(
        (other.columns, other.preview.len()),
        (vec!["x".to_owned(), "y".into()], 1)
    );

    let look = looked_at("book.xlsx", workbook());
    assert_eq!(look.layout.format, TableFormat::Sheet("Events".into()));
    assert_eq!(look.choices.sheets, ["About", "Events"]);
    assert_eq!(look.layout.preamble, 1);

    let lists = "{\"a\": [1], \"b\": [{\"x\": 1}], \"c\": [{\"y\": 2}], \"d\": {\"e\": []}}";
    let look = looked_at("lists.json", lists);
    assert_eq!(look.layout.format, TableFormat::Json("b".into()));
    assert_eq!(look.choices.lists, ["b", "c"]);
    let known = Known {
        format: Some(TableFormat::Json("c".into())),
        ..Known::default()
    };
    let files = files_with("lists.json", lists);
    let other = look_knowing(&files, &child(), Path::new("lists.json"), &known).unwrap();
    assert_eq!(other.columns, ["y"]);
}

#[test]
fn lists_of_objects_are_found_in_objects_and_the_largest_is_read() {
    let events = r#"{"date": "2024-01-01", "n": 1}, {"date": "2024-01-02", "n": null}"#;
    for (text, chosen, lists) in [
        (
            format!("{{\"data\": {{\"events\": [{events}]}}}}"),
            "data.events",
            &["data.events"][..],
        ),
        (
            format!(
                "{{\n\"meta\": {{\"by\": [{{\"x\": 1}}]}},\n\"data\": {{\"of\": {{\"day\": [{events}]}}}},\n\"next\": [{{\"z\": 1}}]}}"
            ),
            "data.of.day",
            &["meta.by", "data.of.day", "next"],
        ),
    ] {
        let look = looked_at("nested.json", text.clone());
        assert_eq!(
            look.layout.format,
            TableFormat::Json(chosen.into()),
            "{text}"
        );
        assert_eq!(look.choices.lists, lists, "{text}");
        assert_eq!(look.columns, ["date", "n"], "{text}");
        assert_eq!(look.preview.len(), 2, "{text}");
        let (text, notes) = opened("nested.json", text.as_bytes(), &look.layout);
        assert_eq!(text, "date,n\n2024-01-01,1\n2024-01-02,\n");
        assert_eq!(notes, Vec::<String>::new());
    }
}

#[test]
fn dialects_are_told_by_what_is_in_them() {
    let gdelt: String = (0..40)
        .map(|row| {
            let text = if row == 7 {
                "\"Boss\" Tweed"
            } else {
                "KABUL, Afghanistan"
            };
            format!("{}\t20200101\t{text}\t0{row}\t\"half\n", 900_000 + row)
        })
        .collect();
    let years = "province,2018,2019,2020\nKP,40,51,64\nSindh,3,2,1\nPunjab,7,0,2\n";
    let title = "Incidents in the north\n\nid;date;n\n1;2020-01-01;1,5\n2;2020-01-02;2,5\n3;2020-01-03;2,7\n";
    let tagged = "id,date,place\n#event+id,#date,#adm1\n1,2020-01-01,KP\n2,2020-01-02,KP\n";
    let decimal: String = (10..40)
        .map(|row| format!("2024-01-{:02};34,{row};71,{row}\n", row - 9))
        .collect();
    let decimal = format!("date;lat;lon\n{decimal}");
    let lists = "date;killed;note\n2024-01-01;1;a, b, c, d\n2024-01-02;2;e, f, g, h\n";
    let same = format!(
        "date\tkilled\tnote\n{}",
        "2024-01-01\t0\ta, b, c\n".repeat(9)
    );
    let title_with_comma = "Incidents, north\nid\tdate\tplace\n1\t2024-01-01\tKabul, Afghanistan\n\
         2\t2024-01-02\tHerat, Afghanistan\n";
    let prose = "\"Two\nlines, one cell\",b\n\"and\nmore, of them\",c\n\"again\nthis, way\",d\n";
    for (text, delimiter, quoted, preamble, header, tags, columns) in [
        (
            gdelt.as_str(),
            '\t',
            false,
            0,
            false,
            false,
            vec!["column 1", "column 2", "column 3", "column 4", "column 5"],
        ),
        (
            years,
            ',',
            true,
            0,
            true,
            false,
            vec!["province", "2018", "2019", "2020"],
        ),
        (title, ';', true, 2, true, false, vec!["id", "date", "n"]),
        (
            tagged,
            ',',
            true,
            0,
            true,
            true,
            vec!["id", "date", "place"],
        ),
        (
            "a,a,,a\n1,2,3,4\n5,6,7,8\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["a", "a (2)", "column 3", "a (3)"],
        ),
        (
            "id,n,\n1,2,\n3,4,\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["id", "n", "column 3"],
        ),
        (
            "1,2020-01-01,KP\n2,2020-01-02,KP\n3,2020-01-03,KP\n",
            ',',
            true,
            0,
            false,
            false,
            vec!["column 1", "column 2", "column 3"],
        ),
        (
            &decimal,
            ';',
            true,
            0,
            true,
            false,
            vec!["date", "lat", "lon"],
        ),
        (
            lists,
            ';',
            true,
            0,
            true,
            false,
            vec!["date", "killed", "note"],
        ),
        (
            &same,
            '\t',
            false,
            0,
            true,
            false,
            vec!["date", "killed", "note"],
        ),
        (
            title_with_comma,
            '\t',
            false,
            1,
            true,
            false,
            vec!["id", "date", "place"],
        ),
        (
            prose,
            ',',
            true,
            0,
            true,
            false,
            vec!["Two lines, one cell", "b"],
        ),
        (
            "date\n2020-01-01\n2020-01-02\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["date"],
        ),
        (
            "name,kind\nAda,x\nBo,y\nCy,x\n",
            ',',
            true,
            0,
            true,
            false,
            vec!["name", "kind"],
        ),
    ] {
        let look = looked_at("a.csv", text);
        let layout = &look.layout;
        assert_eq!(
            layout.format,
            TableFormat::Delimited { delimiter, quoted },
            "{text}"
        );
        assert_eq!(
            (layout.preamble, layout.header, layout.tags),
            (preamble, header, tags),
            "{text}"
        );
        assert_eq!(look.columns, columns, "{text}");
        if !header {
            assert_eq!(look.mapping.columns, columns, "{text}");
        }
    }
}

#[test]
fn cells_of_spreadsheets_say_what_is_seen_in_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let names = ["id", "when", "is", "sum", "long"];
    for (column, name) in (0..).zip(names) {
        sheet.write(0, column, name).unwrap();
    }
    let when = ExcelDateTime::from_ymd(2021, 1, 6)
        .unwrap()
        .and_hms(12, 30, 0)
        .unwrap();
    sheet.write(1, 0, 197_000_000_001_f64).unwrap();
    sheet.write_with_format(1, 1, &when, &time).unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet
        .write_formula(
            1,
            3,
            rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"),
        )
        .unwrap();
    sheet.write(1, 4, "two\nlines").unwrap();
    sheet.write(3, 0, 2.5).unwrap();
    sheet
        .merge_range(4, 0, 4, 2, "over three", &Format::new())
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let look = looked_at("a.xlsx", bytes.clone());
    let (text, notes) = opened("a.xlsx", &bytes, &look.layout);
    let said = "id,when,is,sum,long\n197000000001,2021-01-06 12:30:00,TRUE,,\"two\nlines\"\n\n2.5,,,,\nover three,,,,\n";
    assert_eq!(text, said);
    assert_eq!(notes, ["Cell D2 holds an error and was taken as empty."]);
}

#[test]
fn json_is_flattened_and_features_have_places() {
    let features = r#"{"type": "FeatureCollection", "name": "x", "features": [
        {"type": "Feature", "properties": {"id": 1, "by": ["a", "b"]}, "geometry": {"type": "Point", "coordinates": [66.9, 30.2]}},
        {"type": "Feature", "properties": {"id": 2, "late": {"key": true}}, "geometry": {"type": "Point", "coordinates": [-1, 2, 300]}},
        {"type": "Feature", "properties": {"id": 3}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}
    ]}"#;
    let look = looked_at("a.geojson", features);
    assert_eq!(look.layout.format, TableFormat::Json("features".into()));
    let (text, notes) = opened("a.geojson", features.as_bytes(), &look.layout);
    assert_eq!(
        text,
        "id,by,late.key,longitude,latitude\n1,a; b,,66.9,30.2\n2,,TRUE,-1,2\n3,,,,\n"
    );
    assert_eq!(
        notes,
        ["1 features are lines or areas: they have no longitude and latitude here."]
    );

    let lines = "{\"a\": 1}\nnothing\n{\"b\": 2}\n\n[3]\n";
    let look = looked_at("a.jsonl", lines);
    let (text, notes) = opened("a.jsonl", lines.as_bytes(), &look.layout);
    assert_eq!(text, "a,b\n1,\n,2\n");
    assert_eq!(
        notes,
        ["2 records are no JSON objects and were left out (the first is line 2: expected ident)."]
    );
}

#[test]
fn bytes_without_meaning_are_counted_and_told() {
    let mut western = in_encoding(&delimited(',', "\n"), "windows-1252");
    western.extend_from_slice(b"7,2021-08-01,\x81\x8d,1,x\n");
    let layout = TableLayout {
        encoding: "Windows-1252".into(),
        ..TableLayout::default()
    };
    let (text, notes) = opened("a.csv", &western, &layout);
    assert!(text.contains("7,2021-08-01,\u{fffd}\u{fffd},1,x"), "{text}");
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].starts_with("2 bytes mean nothing in Windows-1252"),
        "{notes:?}"
    );
}

#[test]
fn an_encoding_that_shows_late_is_found() {
    let mut text = String::from("id,place\n");
    for row in 0..60_000 {
        let place = if row % 50 == 49 && row > 30_000 {
            "Zürich"
        } else {
            "Quetta"
        };
        text += &format!("{row},{place}\n");
    }
    let look = looked_at("a.csv", in_encoding(&text, "windows-1252"));
    assert_eq!(look.layout.encoding, "Windows-1252");
    let look = looked_at("a.csv", text);
    assert_eq!(look.layout.encoding, "UTF-8");
}

#[test]
fn the_real_files_are_recognised() {
    let look_at = |file: &str| {
        let path = corpus(&format!("events/{file}"))?;
        Some(look(&DiskFiles, &child(), &path).unwrap_or_else(|error| panic!("{error}")))
    };
    let Some(gdelt) = look_at("gdelt_events_mixed_57_58_cols.tsv") else {
        return;
    };
    let tabs = TableFormat::Delimited {
        delimiter: '\t',
        quoted: false,
    };
    assert_eq!(gdelt.layout.format, tabs);
    assert!(!gdelt.layout.header);
    assert_eq!(gdelt.columns.len(), 58);
    let pakistan = look_at("ucdp_hdx_pakistan_1989-2021.csv").unwrap();
    assert!(pakistan.layout.header && pakistan.layout.tags);
    assert_eq!((pakistan.columns.len(), pakistan.preview.len()), (50, 50));
    let maverick = look_at("maverick_event_reports.csv").unwrap();
    assert_eq!(maverick.columns.len(), 108);
    let sample = look_at("ucdp_ged251_events_sample_10k.json").unwrap();
    assert_eq!(sample.layout.format, TableFormat::Json(String::new()));
    assert_eq!(sample.columns.first().map(String::as_str), Some("id"));
    let path = corpus("events/plover_gold_standard_records.json").unwrap();
    let plover = look(&DiskFiles, &child(), &path).unwrap();
    let none = |_| true;
    let opened = open(&DiskFiles, &child(), &path, &plover.layout, &none).unwrap();
    let read = tightrope::tables::load(opened.bytes, &plover.layout, &Mapping::default(), &none);
    assert_eq!(read.unwrap().len(), 323);
    for shape in [
        "ucdp_ged_49.csv",
        "ucdp_hdx_43.csv",
        "acled_current_31.csv",
        "gtd_135.csv",
        "gdelt2_61.tsv",
        "icews_20.tsv",
    ] {
        let look = look_at(&format!("headers/{shape}")).unwrap();
        let columns: usize = shape
            .split(['_', '.'])
            .rev()
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        assert!(look.layout.header, "{shape}");
        assert_eq!(look.columns.len(), columns, "{shape}");
    }
}

#[test]
fn a_text_is_a_table_only_if_all_its_lines_say_so() {
    let prose =
        "It rained, and the road was closed, they said.\nNobody came.\nThen, on Monday, a bus.\n";
    for (text, expected) in [
        (delimited('\t', "\r\n"), true),
        (delimited('|', "\n"), true),
        (delimited(',', "\n"), true),
        (prose.to_owned(), false),
        (
            prose.replace("Nobody came.", "Nobody, not one, came."),
            false,
        ),
        ("one\ntwo\nthree\nfour\nfive\n".to_owned(), false),
        ("%PDF-1.7".to_owned(), false),
        (String::new(), false),
    ] {
        let files = files_with("a.txt", text.clone());
        assert_eq!(holds_table(&files, Path::new("a.txt")), expected, "{text}");
    }
    // Whatever else it holds, another name says what it is.
    let files = files_with("a.md", delimited('\t', "\n"));
    assert!(!holds_table(&files, Path::new("a.md")));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        unreachable!("the window leaves reading to its jobs")
    }
}

#[test]
fn dropped_texts_are_added_as_what_they_are() {
    let mut window = Setup::of_ada().open();
    let (tabs, bars) = (delimited('\t', "\r\n"), delimited('|', "\n"));
    window.files.put("/desk/table.txt", tabs);
    window.files.put("/desk/bars.csv", gzipped(bars.as_bytes()));
    window
        .files
        .put("/desk/story.txt", "It rained, they said.\nNobody came.\n");
    window.ask(Command::Do(Action::NewProject));
    for name in ["table.txt", "bars.csv", "story.txt"] {
        let file = Dropped(Path::new("/desk").join(name));
        window
            .harness
            .input_mut()
            .dropped_files
            .push(Arc::new(file));
    }
    window.settle();
    // No profile knows their columns, so what these mean is asked, one after the other.
    window.ask(Command::AcceptMapping);
    window.ask(Command::AcceptMapping);
    let project = window.project();
    let tables: Vec<&str> = project
        .tables
        .values()
        .map(|table| table.title.as_str())
        .collect();
    assert_eq!(tables, ["table", "bars"], "{:?}", window.said());
    let sources: Vec<&str> = project
        .sources
        .values()
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
}

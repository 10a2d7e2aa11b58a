//! Tables made to take their reader down: each ends in one clear error, or in rows and warnings,
//! in bounded time and memory; and the window lives on.

use super::child;
use super::made_files::{gzipped, looked_at, ods, zipped};
use crate::support::memory_files::MemoryFiles;
use crate::support::window::Setup;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};
use tightrope::ingest::Child;
use tightrope::ingest::child::Limits;
use tightrope::ingest::tables::{TableError, look, open, read};
use tightrope::model::mapping::Mapping;
use tightrope::model::table::TableLayout;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Longer than anything hostile may take, on a machine that has other things to do.
const LONGEST: Duration = Duration::from_secs(30);

fn hurried() -> Child {
    child().within(Limits {
        seconds: 8,
        mebibytes: 512,
    })
}

/// A file of `times` times `piece` in an archive.
fn bomb(name: &str, piece: &[u8], times: usize, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in others {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file(name, SimpleFileOptions::default().large_file(false))
        .unwrap();
    let large = piece.repeat((1 << 20) / piece.len());
    for _ in 0..times {
        zip.write_all(&large).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORKBOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
const TYPES: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const ROOT: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const PARTS: [(&str, &str); 4] = [
    ("_rels/.rels", ROOT),
    ("[Content_Types].xml", TYPES),
    ("xl/workbook.xml", WORKBOOK),
    ("xl/_rels/workbook.xml.rels", RELATIONS),
];

/// A workbook with a sheet of this XML.
fn sheet(data: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
    );
    let mut parts: Vec<(&str, &[u8])> = PARTS
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    parts.push(("xl/worksheets/sheet1.xml", sheet.as_bytes()));
    zipped(&parts)
}

/// The archive, with every mention of a size replaced by another.
fn lying(mut archive: Vec<u8>, size: u32, lie: u32) -> Vec<u8> {
    let (size, lie) = (size.to_le_bytes(), lie.to_le_bytes());
    let places: Vec<usize> = memchr::memmem::find_iter(&archive, &size).collect();
    assert_eq!(places.len(), 2, "one in front of the file, one in the list");
    for at in places {
        archive[at..at + 4].copy_from_slice(&lie);
    }
    archive
}

/// The archive, with every file said to be encrypted.
fn locked(mut archive: Vec<u8>) -> Vec<u8> {
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&archive, mark).collect();
        for at in places {
            archive[at + flags] |= 1;
        }
    }
    archive
}

/// Looks at a file, opens and reads it as far as that goes.
fn all_of_it(name: &str, bytes: &[u8], child: &Child) -> Result<u32, TableError> {
    let files = MemoryFiles::default();
    files.put(name, bytes);
    let path = Path::new(name);
    let look = look(&files, child, path)?;
    let mapping = Mapping {
        columns: look.mapping.columns,
        ..Mapping::default()
    };
    let read = read(&files, child, path, &look.layout, &mapping, &|_| true)?;
    Ok(read.table.len() + read.table.refused)
}

#[test]
fn hostile_tables_end_in_one_clear_error() {
    let csv = b"id,date\n1,2020-01-01\n2,2020-01-02\n";
    let blanks = bomb("xl/worksheets/sheet1.xml", b" ", 100, &PARTS);
    let mut half = zipped(&[("a.csv", csv)]);
    half.truncate(half.len() / 2);
    let mut cut = gzipped(&csv.repeat(200_000));
    cut.truncate(cut.len() * 9 / 10);
    let mut bad_sum = gzipped(csv);
    let place = bad_sum.len() - 7;
    bad_sum[place] ^= 0xff;
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let safe = [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
        &[0; 600],
        &name,
    ]
    .concat();
    let deep = format!("[{{\"a\": {}", "[".repeat(200_000));
    let keys: Vec<String> = (0..20_000).map(|key| format!("\"k{key}\": 1")).collect();
    let keys = format!("[{{{}}}]", keys.join(","));
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    let mut parts: Vec<(&str, &[u8])> = PARTS
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    parts.push(("xl/worksheets/sheet1.xml", laughs.as_bytes()));
    let laughs = zipped(&parts);
    let wide = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let endless = "x".repeat(40 << 20);
    let value = format!("[{{\"a\": \"{endless}\"}}, {{\"a\": 1}}]");
    let line = format!("{{\"a\": 1}}\n{{\"a\": \"{endless}\"}}\n{{\"a\": 1}}\n");
    let many = "lots of words without an end ".repeat(3_000_000);
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("bomb.zip", bomb("a.csv", b"a,b,c,d\n", 70, &[]), &["it unpacks to over 64 MB"]),
        ("bomb.csv.gz", gzipped(&b"a,b,c,d\n".repeat(9_000_000)), &["it unpacks to over 64 MB"]),
        ("bomb.xlsx", blanks.clone(), &["it unpacks to over 64 MB"]),
        (
            "lying.xlsx",
            lying(blanks, 100 << 20, 1_000),
            &["it is damaged", "MiB of memory", "seconds"],
        ),
        ("locked.zip", locked(zipped(&[("a.csv", csv)])), &["locked with a password"]),
        ("locked.xlsx", safe, &["locked with a password"]),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing".to_vec(), &["it is damaged"]),
        ("empty.zip", zipped(&[]), &["the archive holds no table"]),
        ("pictures.zip", zipped(&[("a.png", b"x"), ("b.png", b"y")]), &["the archive holds no table"]),
        ("twice.zip", zipped(&[("a.zip", &zipped(&[("a.csv", csv)]))]), &["it holds another archive"]),
        ("both.zip", zipped(&[("a.csv", &gzipped(csv))]), &["it holds another archive"]),
        ("twice.gz", gzipped(&gzipped(csv)), &["it holds another archive"]),
        ("letter.zip", zipped(&[("word/document.xml", b"<a/>")]), &["a document of an office program"]),
        ("half.zip", half, &["it is damaged"]),
        ("cut.csv.gz", cut, &["it is damaged"]),
        ("sum.csv.gz", bad_sum, &["it is damaged"]),
        ("magic.zip", b"PK\x03\x04 and nothing of the sort".to_vec(), &["it is damaged"]),
        ("magic.gz", b"\x1f\x8b and nothing of the sort".to_vec(), &["it is damaged"]),
        ("broken.xlsx", sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></row>"), &["it is damaged"]),
        (
            "outside.xlsx",
            sheet("<row r=\"99999999\"><c r=\"A99999999\"><v>1</v></c></row>"),
            &["it is damaged"],
        ),
        ("nothing.xlsx", sheet(""), &["there are no rows in it"]),
        ("laughs.xlsx", laughs, &["it is damaged"]),
        ("wide.ods", ods(wide), &["more than any honest table needs", "MiB of memory", "seconds"]),
        ("deep.json", deep.into(), &["nest over 128 deep"]),
        ("keys.json", keys.into(), &["over 16384 different keys"]),
        ("value.json", value.into(), &["one value in it is over 32 MB long"]),
        ("line.jsonl", line.into(), &["line 2 is over 32 MB long"]),
        ("cut.json", b"[{\"a\": 1}, {\"a\"".to_vec(), &["it is damaged: EOF"]),
        ("numbers.json", b"{\n\"a\": [1, 2, 3]\n}".to_vec(), &["there is no list of objects in it"]),
        ("none.json", b"[]".to_vec(), &["there are no rows in it"]),
        ("report.csv", b"%PDF-1.7\n".to_vec(), &["this is a PDF"]),
        ("page.xls", b"<html><table><tr><td>1".to_vec(), &["this is a web page"]),
        ("nul.csv", b"a,b\n1,\0\n".to_vec(), &["a NUL character stands in line 2"]),
        ("prose.csv", b"It was a day, and it rained.\nThen, late, it did, it did not.\n\nThe end came, with no\nmore to it\nat all, then, there, and\nso on\n".repeat(9), &["do not fall into columns"]),
        ("line.csv", many.into(), &["do not fall into columns"]),
        ("nothing.csv", Vec::new(), &["there are no rows in it"]),
        ("mark.csv", b"\xef\xbb\xbf".to_vec(), &["do not fall into columns", "no rows"]),
    ];
    for (name, bytes, expected) in cases {
        let began = Instant::now();
        let error = match all_of_it(name, &bytes, &hurried()) {
            Ok(rows) => panic!("{name}: {rows} rows"),
            Err(error) => error.to_string(),
        };
        let is_expected = expected.iter().any(|words| error.contains(words));
        assert!(is_expected, "{name}: {error}");
        assert!(
            error.starts_with(name) && error.ends_with(')') && !error.contains('\n'),
            "{error}"
        );
        assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
    }
}

#[test]
fn odd_text_gives_rows_and_every_record_is_accounted_for() {
    let rows = "1,2020-01-01,Quetta\n".repeat(200);
    let unclosed = format!("id,date,place\n{rows}2,2020-01-02,\"never closed\n{rows}");
    let mixed = "id,date\r\n1,2020-01-01\n2,2020-01-02\r\n3,2020-01-03";
    let long = format!("id,date\n1,{}\n2,x\n", "x".repeat(3 << 20));
    let invalid = [
        b"id,place\n".as_slice(),
        &b"1,Z\xc3\xbcrich\n".repeat(9),
        b"2,\xff\xfe\n",
    ]
    .concat();
    for (name, bytes, records) in [
        ("unclosed.csv", unclosed.into_bytes(), 401),
        ("mixed.csv", mixed.into(), 3),
        ("long.csv", long.into(), 2),
        ("invalid.csv", invalid, 10),
        ("surplus.csv", b"a,b\n1,2\n1,2,3,4,5\n1\n1,2\n".to_vec(), 4),
        ("names.csv", b",,a,a\n1,2,3,4\n5,6,7,8\n".to_vec(), 2),
    ] {
        let began = Instant::now();
        match all_of_it(name, &bytes, &hurried()) {
            Ok(found) => assert_eq!(found, records, "{name}"),
            Err(error) => panic!("{name}: {error}"),
        }
        assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
    }
}

/// Large files are read however large they are, as long as their values come one by one.
#[test]
fn many_values_are_not_one_long_value() {
    let object = format!("{{\"a\": \"{}\"}}", "x".repeat(1 << 20));
    let objects = vec![object.as_str(); 40].join(",");
    let text = format!(
        "{{\"rest\": {{\"ids\": [{}1]}}, \"rows\": [{objects}]}}",
        "1, ".repeat(11 << 20)
    );
    assert_eq!(
        all_of_it("many.json", text.as_bytes(), &child()).unwrap(),
        40
    );
}

#[test]
fn a_child_that_takes_too_much_is_ended_and_says_so() {
    let long = format!("[{{\"a\": \"{}\"}}]", "x".repeat(31 << 20));
    let poor = child().within(Limits {
        seconds: 20,
        mebibytes: 64,
    });
    let error = all_of_it("long.json", long.as_bytes(), &poor).unwrap_err();
    assert!(
        error.to_string().contains("more than 64 MiB of memory"),
        "{error}"
    );
    let missing = Child::new("/nowhere/tightrope");
    let error = all_of_it("a.json", b"[{\"a\": 1}]", &missing).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("/nowhere/tightrope cannot be run for it"),
        "{error}"
    );
    let silent = Child::new("/bin/true");
    let error = all_of_it("a.json", b"[{\"a\": 1}]", &silent).unwrap_err();
    assert!(error.to_string().contains("sudden end"), "{error}");
}

#[test]
fn reading_stops_when_told_to() {
    let csv = b"id,date\n1,2020-01-01\n2,2020-01-02\n".repeat(40_000);
    let json = b"{\"id\": 1}\n".repeat(40_000);
    for (name, bytes) in [("a.csv.gz", gzipped(&csv)), ("a.jsonl", json)] {
        let layout: TableLayout = looked_at(name, bytes.clone()).layout;
        let files = MemoryFiles::default();
        files.put(name, bytes);
        let opened = open(&files, &child(), Path::new(name), &layout, &|_| false);
        let error = opened.err().expect("stopped");
        assert!(error.is_stopped(), "{error}");
    }
}

fn spoiled(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let size = bytes.len();
    prop::collection::vec((0..size, any::<u8>()), 1..20).prop_map(move |changes| {
        let mut bytes = bytes.clone();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        bytes
    })
}

fn small_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..4 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, "words").unwrap();
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_spoiled_spreadsheet_is_read_or_refused(bytes in spoiled(small_workbook())) {
        if let Err(error) = all_of_it("a.xlsx", &bytes, &hurried()) {
            prop_assert!(error.to_string().ends_with(')'), "{error}");
        }
    }

    #[test]
    fn a_spoiled_archive_is_read_or_refused(bytes in spoiled(zipped(&[("a.csv", b"a,b\n1,2\n3,4\n")]))) {
        if let Err(error) = all_of_it("a.zip", &bytes, &hurried()) {
            prop_assert!(error.to_string().ends_with(')'), "{error}");
        }
    }
}

proptest! {
    #[test]
    fn text_of_any_bytes_never_panics(bytes in prop::collection::vec(
        prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b'\t'), any::<u8>()], 0..300,
    )) {
        if let Err(error) = all_of_it("a.csv", &bytes, &hurried()) {
            prop_assert!(error.to_string().starts_with("a.csv: "), "{error}");
        }
    }
}

#[test]
fn the_window_lives_on_after_hostile_files() {
    let mut window = Setup::of_ada().open();
    window
        .files
        .put("/desk/bomb.zip", bomb("a.csv", b"a,b,c,d\n", 70, &[]));
    window.files.put(
        "/desk/deep.json",
        format!("[{{\"a\": {}", "[".repeat(10_000)).into_bytes(),
    );
    window
        .files
        .put("/desk/good.csv", "id,date\n1,2020-01-01\n2,2020-01-02\n");
    window.ask(Command::Do(Action::NewProject));
    let paths = ["bomb.zip", "deep.json", "good.csv"];
    window.ask(Command::AddTables(
        paths.map(|name| Path::new("/desk").join(name)).into(),
    ));
    // Two of them look like tables: what their columns mean is asked, one after the other.
    window.ask(Command::AcceptMapping);
    window.ask(Command::CancelMapping);
    window.ask(Command::AcceptMapping);
    let said: Vec<String> = window.said();
    for words in ["it unpacks to over 64 MB", "nest over 128 deep"] {
        assert!(said.iter().any(|said| said.contains(words)), "{said:?}");
    }
    let open = window.open();
    let titles = open
        .document
        .project()
        .tables
        .values()
        .map(|table| table.title.clone());
    assert_eq!(titles.collect::<Vec<_>>(), ["good"]);
}

//! The same rows in every container and encoding are the same table.

use super::child;
use super::made_files::{
    COLUMNS, ROWS, delimited, files_with, gzipped, in_encoding, looked_at, objects, ods_of_rows,
    opened, read_as, workbook, zipped,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::path::Path;
use tightrope::ingest::tables::{Known, look_knowing};
use tightrope::model::table::{TableFormat, TableLayout};

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

//! JSON as tables: which list is read, how objects become rows, and what is none.

use super::child;
use super::made_files::{files_with, gzipped, looked_at, opened};
use crate::cli::Desk;
use crate::support::window::Setup;
use std::path::Path;
use tightrope::ingest::tables::read;
use tightrope::model::mapping::Mapping;
use tightrope::model::table::TableFormat;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

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
}

/// How many rows a file has, how many records are refused, and what is said about them.
fn told(name: &str, bytes: Vec<u8>) -> (u32, Vec<String>) {
    let look = looked_at(name, bytes.clone());
    let files = files_with(name, bytes);
    let mapping = Mapping::default();
    let (child, path) = (child(), Path::new(name));
    let read = read(&files, &child, path, &look.layout, &mapping, &|_| true).expect("read");
    let table = read.table;
    let no_rows = table
        .warnings
        .iter()
        .filter(|warning| warning.row.is_none());
    let no_rows: Vec<String> = no_rows.map(ToString::to_string).collect();
    assert_eq!(table.refused as usize, no_rows.len(), "{name}");
    assert_eq!(read.notes, Vec::<String>::new(), "{name}");
    (table.len(), no_rows)
}

#[test]
fn what_is_no_object_is_refused_with_its_number_and_what_it_was() {
    let object =
        |number: u32| format!("{{\"date\": \"2024-01-0{number}\", \"n\": [{number}, {{}}]}}");
    let (one, two, three) = (object(1), object(2), object(3));
    let is_none = "it is no JSON object, so it is no row";
    let none = |line: u32, was: &str| format!("line {line} “{was}”: {is_none}");
    let item = |item: u32, was: &str| format!("item {item} “{was}”: {is_none}");
    let long = "x".repeat(40_000);
    let list = format!(
        "[{one}, 5, {two}, \"a, \\\"b\\\"\\nc\", null, [1, {{\"n\": 2}}], true, -1.5, {three}, \"\\r\"]"
    );
    let of_list = vec![
        item(2, "5"),
        item(4, "a, \"b\"\nc"),
        item(5, "null"),
        item(6, "[…]"),
        item(7, "true"),
        item(8, "-1.5"),
        item(10, "\r"),
    ];
    for (name, bytes, rows, expected) in [
        ("list.json", list.clone().into_bytes(), 3, of_list.clone()),
        ("list.json.gz", gzipped(list.as_bytes()), 3, of_list.clone()),
        (
            "key.json",
            format!("{{\"n\": 3, \"of\": {{\"rows\": {list}}}}}").into_bytes(),
            3,
            of_list,
        ),
        // The first need not be an object, and the longest is told in short.
        (
            "late.json",
            format!("[\"{long}\", null, {one}, {two}]").into_bytes(),
            2,
            vec![item(1, &format!("{}…", "x".repeat(200))), item(2, "null")],
        ),
        // Blank lines are no records, but lines.
        (
            "lines.jsonl",
            format!("{one}\n{{\"date\": \n\n[3]\n \r\n{two}\n\"x\"\n{three} 4\n{one}").into_bytes(),
            3,
            vec![
                "line 2 “{\"date\":”: it is no JSON (EOF while parsing a value), so it is no row"
                    .to_owned(),
                none(4, "[3]"),
                none(7, "\"x\""),
                format!(
                    "line 8 “{three} 4”: it is no JSON (trailing characters), so it is no row"
                ),
            ],
        ),
        (
            "deep.jsonl",
            format!("{one}\n{}\n", "[".repeat(150)).into_bytes(),
            1,
            vec![none(2, &"[".repeat(150))],
        ),
        (
            "deeper.jsonl",
            format!("{one}\n{{\"a\": {}\n", "[".repeat(190)).into_bytes(),
            1,
            vec![format!(
                "line 2 “{{\"a\": {}”: its lists and objects nest over 128 deep, so it is no row",
                "[".repeat(190)
            )],
        ),
        (
            "features.geojson",
            "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": {\"id\": 1}, \"geometry\": null}, 7]}"
                .to_owned()
                .into_bytes(),
            1,
            vec![item(2, "7")],
        ),
    ] {
        assert_eq!(told(name, bytes), (rows, expected), "{name}");
    }
}

#[test]
fn a_list_of_other_things_is_no_list_of_objects() {
    let many = "1, ".repeat(101);
    for (text, lists) in [
        (
            format!("{{\"a\": [{many}{{\"x\": 1}}], \"b\": [{{\"y\": 1}}]}}"),
            &["b"][..],
        ),
        ("{\"a\": [1, 2], \"b\": [3, {\"y\": 1}]}".to_owned(), &["b"]),
    ] {
        let look = looked_at("lists.json", text);
        assert_eq!(look.layout.format, TableFormat::Json("b".into()));
        assert_eq!(look.choices.lists, lists);
        assert_eq!(look.preview, [["1"]], "what is no row is none to look at");
    }
}

#[test]
fn refused_records_of_json_are_counted_and_listed_everywhere() {
    let text = "{\"date\": \"2024-01-05\", \"killed\": 3}\nbroken\n{\"date\": \"2024-01-06\", \"killed\": 4}\n";
    let desk = Desk::new();
    desk.put("a.jsonl", text);
    desk.put(
        "a.ron",
        "(date: (at: One(\"date\")), killed: (best: Some(\"killed\")))",
    );
    let (csv, notes) = desk.run("counts a.jsonl --map a.ron --by year --warnings odd.csv", 0);
    assert!(csv.contains("\n2024-01-01,2025-01-01,,2,2\n"), "{csv}");
    assert!(
        notes.contains("1 record refused: no rows (see --warnings)"),
        "{notes}"
    );
    let odd = desk.get("odd.csv");
    let line = "\na.jsonl,2,,,broken,\"it is no JSON (expected value), so it is no row\"\n";
    assert!(odd.contains(line), "{odd}");

    let mut window = Setup::of_ada().open();
    window.files.put("/desk/a.jsonl", text);
    window.ask(Command::Do(Action::NewProject));
    window.ask(Command::AddTables(vec![Path::new("/desk/a.jsonl").into()]));
    window.ask(Command::AcceptMapping);
    let open = window.open();
    let (id, _) = open
        .document
        .project()
        .tables
        .iter()
        .next()
        .expect("a table");
    let table = open.tables.get(*id).expect("its rows");
    assert_eq!((table.len(), table.refused), (2, 1));
    assert!(
        window.said().iter().any(|said| said.contains("1 refused")),
        "{:?}",
        window.said()
    );
}

//! What `show --what profile` prints is a profile file: read through it, real files have the rows
//! that others counted.

use crate::cli::{Desk, command};
use crate::support::corpus::corpus;
use serde_json::Value;

/// How many rows `counts` counts in all, those without a date included.
fn counted(csv: &str) -> f64 {
    let certain = |line: &str| {
        line.rsplit(',')
            .nth(1)
            .and_then(|cell| cell.parse::<f64>().ok())
    };
    let rows = csv.lines().skip(1);
    rows.map(|line| certain(line).expect(line)).sum()
}

#[test]
fn real_files_are_read_through_the_profile_that_was_shown_of_them() {
    let Some(golden) = corpus("events/golden_numbers.json") else {
        return;
    };
    let golden: Value =
        serde_json::from_slice(&std::fs::read(golden).expect("read")).expect("JSON");
    let number = |file: &str, name: &str| golden[file][name].as_f64().expect(name);
    let ged = "ucdp_ged251_events_sample_10k.json";
    let maverick = "maverick_event_reports.csv";
    let plover = "plover_gold_standard_records.json";
    for (file, rows) in [
        (maverick, number(maverick, "reports")),
        (plover, number(plover, "records")),
        (ged, number(ged, "events")),
        // As Python's `csv` counts its records.
        ("ucdp_ged251_sample_pak_afg_2018-2024.csv", 328.0),
    ] {
        let path = corpus(&format!("events/{file}")).expect(file);
        let (desk, path) = (Desk::new(), path.display().to_string());
        let (profile, _) = desk.run(&format!("show {path} --what profile"), 0);
        desk.put("shown.ron", profile);
        let how = "--map shown.ron --by year --dates earliest";
        let (csv, notes) = desk.run(&format!("counts {path} {how}"), 0);
        assert_eq!(counted(&csv), rows, "{file}: {notes}");
        assert!(!notes.contains("refused"), "{file}: {notes}");
    }
}

#[test]
fn what_else_a_file_could_be_is_said() {
    let desk = Desk::new();
    desk.put(
        "lists.json",
        "{\"a\": {\"rows\": [{\"date\": \"05/04/2024\"}]}, \"b\": [{\"x\": 1}, {\"x\": 2}]}",
    );
    desk.put("order.csv", "date,killed\n05/04/2024,1\n06/04/2024,2\n");
    desk.put(
        "book.zip",
        super::made_files::zipped(&[
            ("big.csv", b"date,n\n2024-01-01,12\n"),
            ("z.csv", b"a,b\n1,2\n"),
        ]),
    );
    for (arguments, code, expected) in [
        (
            "show lists.json",
            0,
            "lists.json: the list ‘b’ was read; there is also a.rows",
        ),
        (
            "show order.csv",
            0,
            "order.csv: ‘date’: does the day or the month come first?",
        ),
        (
            "show book.zip",
            0,
            "book.zip: the file ‘big.csv’ was read; there is also z.csv (--entry NAME)",
        ),
        (
            "show book.zip --entry y.csv",
            2,
            "there is no file \"y.csv\" in the archive (choose one of big.csv, z.csv)",
        ),
        (
            "show order.csv --encoding klingon",
            2,
            "no encoding is called `klingon`",
        ),
    ] {
        let output = command(desk.0.path(), arguments).output().expect("started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(expected), "{arguments}: {said}");
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
    }
}

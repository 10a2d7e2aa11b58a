//! `show` on a table: rows with what they mean, their raw cells, warnings, the profile.

use super::{PAKISTAN, golden, is_close, spreadsheet, sums};
use crate::cli::Desk;
use crate::support::corpus::corpus;
use serde_json::Value;

#[test]
fn every_row_of_the_pakistan_file_is_shown_with_what_it_means() {
    let (Some(path), Some(golden)) = (corpus(PAKISTAN), golden()) else {
        return;
    };
    let golden = &golden["ucdp_hdx_pakistan_1989-2021.csv"];
    let desk = Desk::new();
    let (json, _) = desk.run(&format!("show {} --format json", path.display()), 0);
    let rows: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    let number = |name: &str| golden[name].as_u64().expect(name) as usize;
    assert_eq!(rows.len(), number("events"));
    let count = |test: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count();
    assert_eq!(
        count(&|row| row["first_day"] != row["last_day"]),
        number("multi_day")
    );
    assert_eq!(
        count(&|row| row["killed_low"] != row["killed_high"]),
        number("low_ne_high")
    );
    assert_eq!(count(&|row| row["killed_best"] == 0), number("best_zero"));
    assert_eq!(
        count(&|row| row["column:adm_1"].is_null()),
        number("adm1_blank")
    );
    let is_ttp = |row: &Value| row["column:dyad_name"] == "Government of Pakistan - TTP";
    assert_eq!(count(&is_ttp), number("ttp_dyad_events"));
    for (code, expected) in golden["date_prec"].as_object().expect("codes") {
        let found = count(&|row| row["column:date_prec"] == code.as_str());
        assert_eq!(Some(found as u64), expected.as_u64(), "date_prec {code}");
    }
    let keys = rows[0].as_object().expect("an object");
    let raw = keys.keys().filter(|key| key.starts_with("column:"));
    assert_eq!(raw.count(), number("columns"));
}

#[test]
fn warnings_and_gdelt_are_what_others_counted() {
    let (Some(pakistan), Some(golden)) = (corpus(PAKISTAN), golden()) else {
        return;
    };
    let Some(gdelt) = corpus("events/gdelt_events_mixed_57_58_cols.tsv") else {
        return;
    };
    let desk = Desk::new();
    let (csv, notes) = desk.run(
        &format!("show {} --what warnings --format csv", pakistan.display()),
        0,
    );
    let outside = csv.lines().filter(|line| line.contains("lies outside"));
    let expected = &golden["ucdp_hdx_pakistan_1989-2021.csv"]["best_outside_low_high"];
    assert_eq!(expected.as_u64(), Some(outside.count() as u64));
    assert!(notes.contains("200 warnings"), "{notes}");

    let golden = &golden["gdelt_events_mixed_57_58_cols.tsv"];
    let (json, _) = desk.run(&format!("show {} --format json", gdelt.display()), 0);
    let rows: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    let count = |test: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| test(row)).count() as u64;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    for (name, found) in [
        ("rows", rows.len() as u64),
        ("cols_57", count(&|row| row["column:SOURCEURL"].is_null())),
        ("cols_58", count(&|row| !row["column:SOURCEURL"].is_null())),
        (
            "root_codes_18_19_20",
            count(&|row| ["18", "19", "20"].contains(&&*text(row, "column:EventRootCode"))),
        ),
        (
            "sqldate_ne_dateadded",
            count(&|row| text(row, "column:SQLDATE") != text(row, "column:DATEADDED")),
        ),
    ] {
        assert_eq!(golden[name].as_u64(), Some(found), "{name}");
    }
    let (csv, _) = desk.run(&format!("counts {} --by year", gdelt.display()), 0);
    assert!(is_close(sums(&csv)[1], 710.0), "{csv}");
}

#[test]
fn warnings_go_to_a_file_that_is_safe_to_open() {
    let desk = spreadsheet();
    let (_, notes) = desk.run("counts raids.csv --map raids.ron --warnings odd.csv", 0);
    assert!(notes.contains("with --warnings FILE"), "{notes}");
    let odd = desk.get("odd.csv");
    assert!(
        odd.starts_with("file,line,row,column,value,what\n"),
        "{odd}"
    );
    assert!(odd.contains("\nraids.csv,6,5,Dead,x,"), "{odd}");
    let (shown, _) = desk.run(
        "show raids.csv --map raids.ron --what warnings --format csv",
        0,
    );
    assert_eq!(shown, odd);
    desk.put("p.ron", tightrope::storage::sample());
    let (_, error) = desk.run("counts p.ron --warnings odd.csv", 2);
    assert!(
        error.starts_with("error: --warnings: a project has none"),
        "{error}"
    );
}

#[test]
fn rows_are_shown_with_their_raw_cells() {
    let desk = spreadsheet();
    let (csv, _) = desk.run("show raids.csv --map raids.ron --format csv", 0);
    let lines: Vec<&str> = csv.lines().collect();
    let (raw, cells) = (
        "column:nr,column:When,column:Sort,column:Dead,column:Where,column:Note",
        6,
    );
    assert!(lines[0].ends_with(raw), "{csv}");
    assert_eq!(lines.len(), cells);
    assert!(
        lines[1].ends_with(",1,2024-01-03,raid,2,Kabul,\"two, it is said\""),
        "{csv}"
    );
    assert!(
        lines[2].ends_with(",Kabul,'=SUM(A1)"),
        "a formula is a text: {csv}"
    );
    assert!(
        lines[2].starts_with("2,2024-02-01,2024-02-29,raid,incident,"),
        "{csv}"
    );
    assert!(lines[3].ends_with(",Doha,-3"), "a number stays one: {csv}");
    let (json, _) = desk.run(
        "show raids.csv --map raids.ron --where kind=talks --format json",
        0,
    );
    let row: Value = serde_json::from_str(json.trim_end()).expect("one row");
    assert_eq!(row["row"], 3);
    assert_eq!(row["family"], "diplomatic event");
    assert_eq!(row["killed_best"], 0);
    assert_eq!(row["killed_low"], Value::Null);
    let (text, _) = desk.run("show raids.csv --map raids.ron", 0);
    assert_eq!(text.lines().count(), 6);
    assert!(!text.contains("longitude"), "nobody knows any: {text}");
    let (columns, _) = desk.run(
        "show raids.csv --map raids.ron --what columns --format csv",
        0,
    );
    assert!(columns.contains("\n4,Dead,\"killed, best\"\n"), "{columns}");
    let (_, error) = desk.run("show raids.csv --map raids.ron --what events", 2);
    assert!(
        error.starts_with("error: --what: a table has rows"),
        "{error}"
    );
}

#[test]
fn a_profile_that_is_shown_is_one_that_can_be_read() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let (desk, path) = (Desk::new(), path.display().to_string());
    desk.run(&format!("show {path} --what profile -o ucdp.ron"), 0);
    let counted = |options: &str| desk.run(&format!("counts {path} --by year {options}"), 0).0;
    let plain = counted("");
    assert_eq!(counted("--map ucdp.ron"), plain);
    assert_eq!(counted("--as ucdp-ged"), plain);
}

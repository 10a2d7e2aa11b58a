//! Tables on the command line, as a script sees them: the numbers others counted, what is said
//! about what was left out, and what becomes of files nobody recognises.

use crate::cli::Desk;
use crate::support::corpus::corpus;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tightrope::document::verbs::tables::place_tables;
use tightrope::model::id::Replica;
use tightrope::model::made::Made;
use tightrope::model::table::TableFile;
use tightrope::storage::{DiskFiles, Files, Store};

const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";

/// A table no profile knows.
const SPREADSHEET: &str = "nr,When,Sort,Dead,Where,Note\n\
    1,2024-01-03,raid,2,Kabul,\"two, it is said\"\n\
    2,2024-02,raid,,Kabul,=SUM(A1)\n\
    3,2024-02-10,talks,0,Doha,-3\n\
    4,,raid,1,Herat,\n\
    5,2024-03-30,raid,x,Herat,\n";

/// What its columns mean.
const MAP: &str = "(\n\
    id: Some(\"nr\"),\n\
    date: (at: One(\"When\")),\n\
    kind: (columns: [\"Sort\"], values: [(value: \"talks\", family: Diplomatic)]),\n\
    place: [\"Where\"],\n\
    killed: (best: Some(\"Dead\")),\n\
    notes: [\"Note\"],\n\
)\n";

fn spreadsheet() -> Desk {
    let desk = Desk::new();
    desk.put("raids.csv", SPREADSHEET);
    desk.put("raids.ron", MAP);
    desk
}

/// The sums of `certain` and `expected` of what `counts` printed.
fn sums(csv: &str) -> [f64; 2] {
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("start,end,group,certain,expected"));
    let mut sums = [0.0; 2];
    for line in lines {
        let mut cells = line
            .rsplitn(3, ',')
            .take(2)
            .map(|cell| cell.parse::<f64>().expect(line));
        sums[1] += cells.next().expect(line);
        sums[0] += cells.next().expect(line);
    }
    sums
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6 * other.abs().max(1.0)
}

fn golden() -> Option<Value> {
    let path = corpus("events/golden_numbers.json")?;
    let text = std::fs::read_to_string(path).expect("read");
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn years(csv: &str) -> Vec<(String, f64)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0][..4].to_owned(), cells[4].parse().expect(line))
    };
    csv.lines().skip(1).map(row).collect()
}

#[test]
fn the_pakistan_file_counts_as_others_counted_it() {
    let (Some(path), Some(golden)) = (corpus(PAKISTAN), golden()) else {
        return;
    };
    let golden = &golden["ucdp_hdx_pakistan_1989-2021.csv"];
    let (desk, path) = (Desk::new(), path.display().to_string());
    let counts = |options: &str| desk.run(&format!("counts {path} {options}"), 0).0;
    for (measure, name) in [
        ("events", "events"),
        ("killed-low", "sum_low"),
        ("killed-best", "sum_best"),
        ("killed-high", "sum_high"),
    ] {
        let expected = golden[name].as_f64().expect(name);
        for dates in ["spread", "earliest"] {
            let csv = counts(&format!("--by month --measure {measure} --dates {dates}"));
            let [certain, sum] = sums(&csv);
            assert!(is_close(sum, expected), "{measure} {dates}: {sum}");
            assert!(dates == "spread" || is_close(certain, expected));
        }
    }
    let deadliest = counts("--by day --measure killed-best --from 2009-01-01 --to 2009-01-01");
    assert!(
        sums(&deadliest)[1] < 100.0,
        "1,428 deaths of a year lie on its first day: {deadliest}"
    );
}

#[test]
fn the_dyads_count_by_year_as_others_counted_them() {
    let (Some(path), Some(golden)) = (corpus(PAKISTAN), golden()) else {
        return;
    };
    let golden = &golden["ucdp_hdx_pakistan_1989-2021.csv"];
    let desk = Desk::new();
    let path = path.display().to_string();
    let by_year = |dyad: &str, measure: &str| {
        let output = crate::cli::command(desk.0.path(), "counts")
            .args([
                &path, "--by", "year", "--dates", "earliest", "--from", "2018", "--to", "2021",
            ])
            .args(["--measure", measure, "--where"])
            .arg(format!("column:dyad_name={dyad}"))
            .output()
            .expect("started");
        assert_eq!(output.status.code(), Some(0));
        years(std::str::from_utf8(&output.stdout).expect("UTF-8"))
    };
    for (dyad, measure, name) in [
        (
            "Government of Pakistan - TTP",
            "events",
            "ttp_by_year_2018_2021",
        ),
        (
            "Government of Pakistan - TTP",
            "killed-best",
            "ttp_best_by_year_2018_2021",
        ),
        (
            "Government of Pakistan - BLA",
            "events",
            "bla_by_year_2018_2021",
        ),
    ] {
        let expected = golden[name].as_object().expect(name);
        let expected: Vec<(String, f64)> = expected
            .iter()
            .map(|(year, number)| (year.clone(), number.as_f64().expect("a number")))
            .collect();
        assert_eq!(by_year(dyad, measure), expected, "{name}");
    }
}

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
fn a_guess_that_was_looked_at_counts_every_record() {
    let Some(golden) = golden() else { return };
    let desk = Desk::new();
    for (file, name) in [
        ("ucdp_ged251_events_sample_10k.json", "events"),
        ("maverick_event_reports.csv", "reports"),
        ("plover_gold_standard_records.json", "records"),
    ] {
        let path = corpus(&format!("events/{file}")).expect("beside the golden numbers");
        let path = path.display();
        desk.run(&format!("counts {path}"), 2);
        desk.run(&format!("show {path} --what profile -o guess.ron"), 0);
        let (csv, _) = desk.run(&format!("counts {path} --map guess.ron --by year"), 0);
        let expected = golden[file][name].as_f64().expect(name);
        assert!(is_close(sums(&csv)[1], expected), "{file}: {csv}");
        std::fs::remove_file(desk.0.path().join("guess.ron")).expect("there");
    }
}

#[test]
fn the_coal_mine_table_counts_by_itself_and_through_its_project() {
    let desk = Desk::new();
    desk.put("p.ron", tightrope::storage::coal_mines());
    let (csv, notes) = desk.run("counts p.ron --table events.csv --by year", 0);
    assert_eq!(sums(&csv), [191.0, 191.0]);
    assert_eq!(notes, "");
    assert!(csv.contains("\n1875-01-01,1876-01-01,,4,4\n"), "{csv}");
    let (csv, _) = desk.run("counts p.ron --table events.csv --split kind --to 1890", 0);
    assert!(
        csv.lines()
            .skip(1)
            .all(|line| line.split(',').nth(2) == Some("Explosion"))
    );
    assert_eq!(sums(&csv), [125.0, 125.0]);
    let (_, error) = desk.run("counts p.ron --table gone.csv", 2);
    let expected = "error: --table: the project has no table ‘gone.csv’ (write one of: ";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn a_table_nobody_recognises_says_what_to_do() {
    let desk = spreadsheet();
    let (_, error) = desk.run("counts raids.csv", 2);
    assert!(
        error.starts_with("error: raids.csv:1: no profile fits its columns; "),
        "{error}"
    );
    assert!(
        error.contains("--as PROFILE") && error.contains("--map"),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1);
    for (options, expected) in [
        (
            "--as Unheard",
            "error: --as: ‘Unheard’ is no profile (write one of: ",
        ),
        ("--map gone.ron", "error: cannot read gone.ron: "),
        ("--map raids.csv", "error: raids.csv:1:"),
        (
            "--map raids.ron --as UCDP",
            "error: the argument '--map <FILE>' cannot be used with",
        ),
        (
            "--map raids.ron --where colour=red",
            "error: --where: `colour` is no field",
        ),
        (
            "--map raids.ron --where standing=alleged",
            "error: --where: ",
        ),
        (
            "--map raids.ron --where column:Colour=red",
            "error: raids.csv: there is no column \"Colour\"",
        ),
        (
            "--map raids.ron --when elsewhere",
            "error: --when: a row has one date",
        ),
        (
            "--map raids.ron --split standing",
            "error: raids.csv: rows of a table have no standing",
        ),
    ] {
        let (out, error) = desk.run(&format!("counts raids.csv {options}"), 2);
        assert!(error.starts_with(expected), "{options}: {error}");
        assert_eq!(
            (out.as_str(), error.lines().count()),
            ("", 1),
            "{options}: {error}"
        );
    }
    desk.put("short.ron", "(date: (at: One(\"Day\")))");
    let (_, error) = desk.run("counts raids.csv --map short.ron", 2);
    assert!(
        error.contains("there is no column \"Day\" in it"),
        "{error}"
    );
}

#[test]
fn what_is_left_out_of_a_count_is_said() {
    let desk = spreadsheet();
    let (csv, notes) = desk.run("counts raids.csv --map raids.ron", 0);
    assert_eq!(
        csv,
        "start,end,group,certain,expected\n\
         2024-01-01,2024-02-01,,1,1\n\
         2024-02-01,2024-03-01,,2,2\n\
         2024-03-01,2024-04-01,,1,1\n\
         ,,,1,1\n"
    );
    assert!(
        notes.contains("note: 1 row undated: in no bucket, in the last row\n"),
        "{notes}"
    );
    assert!(
        notes.contains("note: 1 row that are no incidents counted too"),
        "{notes}"
    );
    let (csv, notes) = desk.run(
        "counts raids.csv --map raids.ron --family incident --measure killed-best --by year",
        0,
    );
    assert_eq!(
        csv,
        "start,end,group,certain,expected\n2024-01-01,2025-01-01,,2,2\n,,,1,1\n"
    );
    assert!(
        notes.contains("note: 1 row of other families left out"),
        "{notes}"
    );
    assert!(
        notes.contains("note: 2 rows without a number: left out"),
        "{notes}"
    );
    let (csv, _) = desk.run(
        "counts raids.csv --map raids.ron --by year --where place=kabul --where column:Note~said",
        0,
    );
    assert_eq!(sums(&csv), [1.0, 1.0]);
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

#[test]
fn a_table_is_imported_once_and_checked() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    let (_, error) = desk.run("import p.ron raids.csv", 2);
    assert!(
        error.starts_with("error: raids.csv:1: no profile fits"),
        "{error}"
    );
    desk.run(
        "import p.ron raids.csv --map raids.ron --title Raids -o q.ron",
        0,
    );
    assert_eq!(desk.run("check p.ron", 0).0, "", "p.ron stays as it is");
    let (_, error) = desk.run("counts p.ron --table Raids", 2);
    assert!(error.contains("it has none; `import` adds one"), "{error}");
    let (csv, _) = desk.run("counts q.ron --table Raids --by year --family incident", 0);
    assert_eq!(sums(&csv), [4.0, 4.0]);

    desk.run("import p.ron raids.csv --map raids.ron", 0);
    assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
    let (_, error) = desk.run("import p.ron raids.csv --map raids.ron", 2);
    assert!(
        error.contains("the project has this file already, as ‘raids’"),
        "{error}"
    );
    let (_, error) = desk.run("import p.ron raids.csv --map raids.ron -o q.ron", 2);
    assert!(error.contains("this file is there already"), "{error}");
    let (_, error) = desk.run("import p.ron notes.txt", 2);
    assert!(
        error.starts_with("error: notes.txt: by its name this is no table"),
        "{error}"
    );

    desk.put(
        "raids.csv",
        format!("{SPREADSHEET}6,2024-04-01,raid,1,Herat,\n"),
    );
    let (found, _) = desk.run("check p.ron", 1);
    assert!(
        found.contains("p.ron: table b1-") && found.contains("raids.csv has changed since"),
        "{found}"
    );
    std::fs::remove_file(desk.0.path().join("raids.csv")).expect("there");
    let (found, _) = desk.run("check p.ron", 1);
    assert!(
        found.contains("raids.csv is missing (put it back"),
        "{found}"
    );
}

#[test]
fn the_file_of_a_table_is_found_wherever_it_lies_now() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Nothing.");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron", 0);
    let counts = "p.ron --table raids --by year --family incident";
    let (csv, _) = desk.run(&format!("counts {counts}"), 0);
    assert_eq!(sums(&csv), [4.0, 4.0]);

    // Moved along with the project, under another name, and as a copy kept beside it.
    let root = desk.0.path();
    let move_to = |from: &str, to: &str| {
        std::fs::rename(root.join(from), root.join(to)).expect("moved");
    };
    std::fs::create_dir(root.join("elsewhere")).expect("made");
    move_to("p.ron", "elsewhere/p.ron");
    move_to("p.sources", "elsewhere/p.sources");
    let mut file = "raids.csv";
    for place in [
        "elsewhere/raids.csv",
        "elsewhere/old.csv",
        "elsewhere/p.sources/kept.csv",
    ] {
        move_to(file, place);
        file = place;
        assert_eq!(
            desk.run(&format!("counts elsewhere/{counts}"), 0).0,
            csv,
            "{place}"
        );
        let (rows, _) = desk.run("show elsewhere/p.ron --table raids --format json", 0);
        assert_eq!(rows.lines().count(), 5, "{place}");
        assert_eq!(desk.run("check elsewhere/p.ron", 0).0, "", "{place}");
    }

    // Another file in its place is told, and never counted for it.
    desk.put("elsewhere/raids.csv", SPREADSHEET.replace("Doha", "Oman"));
    assert_eq!(desk.run(&format!("counts elsewhere/{counts}"), 0).0, csv);
    std::fs::remove_file(root.join(file)).expect("there");
    let (_, error) = desk.run(&format!("counts elsewhere/{counts}"), 2);
    assert!(
        error.contains("raids.csv has changed since it was added"),
        "{error}"
    );
    std::fs::remove_file(root.join("elsewhere/raids.csv")).expect("there");
    let (_, error) = desk.run(&format!("counts elsewhere/{counts}"), 2);
    assert!(
        error.contains("raids.csv is missing (put it back"),
        "{error}"
    );
}

#[test]
fn a_new_project_takes_tables_among_its_files() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run(&format!("new -o p.ron notes.txt {}", path.display()), 0);
    let (csv, _) = desk.run(
        "counts p.ron --table ucdp_hdx_pakistan_1989-2021 --by year",
        0,
    );
    assert!(is_close(sums(&csv)[1], 6_416.0));
    assert_eq!(desk.run("check p.ron", 0).0, "");
    let (_, error) = desk.run("new -o q.ron notes.txt raids.csv gone.csv", 2);
    assert_eq!(error.lines().count(), 2, "each bad file is named: {error}");
    assert!(!desk.0.path().join("q.ron").exists());
}

#[test]
fn a_case_brings_its_tables() {
    let desk = spreadsheet();
    let case = |tables: &str| {
        desk.put(
            "case.ron",
            format!("(\n  title: \"Raids\",\n  tables: [\n    {tables},\n  ],\n)"),
        );
    };
    case("(file: \"raids.csv\", title: \"All raids\", map: \"raids.ron\")");
    desk.run("new -o p.ron case.ron", 0);
    let (csv, _) = desk.run(
        "counts p.ron --by year --table=raids.csv --family incident",
        0,
    );
    assert_eq!(sums(&csv), [4.0, 4.0]);
    for (tables, expected) in [
        (
            "(file: \"gone.csv\")",
            "case.ron:4: ‘gone.csv’ is not in the case’s folder",
        ),
        (
            "(file: \"../x.csv\")",
            "case.ron:4: ‘../x.csv’ lies outside the case’s folder",
        ),
        (
            "(file: \"raids.csv\", map: \"gone.ron\")",
            "case.ron:4: ‘gone.ron’ is not in the case’s folder",
        ),
        ("(file: \"raids.csv\", map: \"raids.csv\")", "raids.csv:1:"),
        (
            "(file: \"raids.csv\", profile: \"Unheard\")",
            "case.ron:4: ‘Unheard’ is no profile (write one of: ",
        ),
    ] {
        case(tables);
        let (_, error) = desk.run("new -o q.ron case.ron", 2);
        assert!(error.contains(expected), "{tables}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    assert!(!Path::new(&desk.0.path().join("q.ron")).exists());
}

#[test]
fn a_table_is_drawn_with_the_numbers_it_is_counted_with() {
    let desk = spreadsheet();
    let options = "raids.csv --map raids.ron --by month --split kind";
    let (csv, _) = desk.run(&format!("counts {options}"), 0);
    let (svg, _) = desk.run(&format!("figure {options} --view frequency"), 0);
    let mut drawn = 0;
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [start, _, group, certain, _] = cells.as_slice() else {
            panic!("{line}");
        };
        let month = match start.get(..7) {
            Some("2024-01") => "January",
            Some("2024-02") => "February",
            Some("2024-03") => "March",
            _ => continue,
        };
        let title = format!("<title>raids, {group} {month} 2024: {certain} certain</title>");
        assert_eq!(svg.contains(&title), *certain != "0", "{line}: {title}");
        drawn += usize::from(*certain != "0");
    }
    assert_eq!(drawn, 4);
    assert!(
        svg.contains("5 rows, 1 undated"),
        "what is left out is said"
    );
    let (_, why) = desk.run("figure raids.csv --map raids.ron --split standing", 2);
    assert!(why.contains("no standing"), "{why}");
}

#[test]
fn the_tables_of_a_project_are_drawn_beside_its_events() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron", 0);
    let (svg, _) = desk.run("figure p.ron --by month --from 2024 --to 2024", 0);
    for words in [
        "raids, raid January 2024: 1 certain",
        "never added to the events",
    ] {
        assert!(svg.contains(words), "{words}");
    }
    let (svg, _) = desk.run("figure p.ron --no-tables --from 2024 --to 2024", 0);
    assert!(!svg.contains("raids"), "left out");
    let (_, why) = desk.run("figure p.ron --table gone", 2);
    assert!(why.contains("no table ‘gone’"), "{why}");
}

#[test]
fn a_newer_file_takes_the_place_of_a_tables_and_what_differs_is_written() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let newer = SPREADSHEET.replace("raid,2,Kabul", "raid,7,Kabul");
    let newer = newer.replace("2,2024-02,raid,,Kabul,=SUM(A1)\n", "");
    desk.put("newer.csv", format!("{newer}6,2024-04-01,raid,1,Herat,\n"));
    let before = desk.get("p.ron");
    let (csv, told) = desk.run(
        "import p.ron newer.csv --update Raids --changes - --dry-run",
        0,
    );
    assert_eq!(
        csv,
        "change,id,column,before,now\nchanged,1,Dead,2,7\n\
         gone,2,nr,2,\ngone,2,When,2024-02,\ngone,2,Sort,raid,\ngone,2,Where,Kabul,\ngone,2,Note,'=SUM(A1),\n\
         added,6,nr,,6\nadded,6,When,,2024-04-01\nadded,6,Sort,,raid\nadded,6,Dead,,1\nadded,6,Where,,Herat\n"
    );
    for said in [
        "1 row added",
        "1 row changed",
        "1 row gone",
        "3 rows the same",
    ] {
        assert!(told.contains(&format!("note: Raids: {said}\n")), "{told}");
    }
    assert_eq!(desk.get("p.ron"), before, "a dry run changes nothing");
    // Of what came, cells that mean nothing are no lines.
    let spare = desk.get("newer.csv");
    let spare = spare.lines().map(|line| format!("{line},Spare\n"));
    desk.put("spare.csv", spare.collect::<String>());
    let (same, _) = desk.run(
        "import p.ron spare.csv --update Raids --changes - --dry-run",
        0,
    );
    assert_eq!(same, csv);

    desk.run("import p.ron newer.csv --update Raids --changes d.csv", 0);
    assert_eq!(desk.get("d.csv"), csv);
    assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
    let (counts, _) = desk.run("counts p.ron --table Raids --by year --family incident", 0);
    assert_eq!(sums(&counts), [4.0, 4.0]);
    let (_, error) = desk.run("import p.ron newer.csv --update Raids", 2);
    assert!(error.contains("nothing changed"), "{error}");
    let (_, error) = desk.run("import p.ron newer.csv --update Strikes", 2);
    assert!(
        error.contains("the project has no table ‘Strikes’"),
        "{error}"
    );
    let (_, error) = desk.run("import p.ron newer.csv --dry-run", 2);
    assert!(error.contains("--update"), "{error}");

    desk.put("renamed.csv", SPREADSHEET.replace("nr,When", "number,When"));
    let (_, told) = desk.run("import p.ron renamed.csv --update Raids", 0);
    for said in [
        "Raids: 1 column new: number",
        "Raids: 1 column no more there: nr",
        "no column nr, which meant something",
    ] {
        assert!(told.contains(said), "{told}");
    }
    let (counts, _) = desk.run(
        "counts p.ron --table Raids --by year --family diplomatic",
        0,
    );
    assert_eq!(sums(&counts), [1.0, 1.0], "what its kinds mean was kept");
}

#[test]
fn the_newer_file_of_an_embedded_table_is_embedded_too() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let newer = SPREADSHEET.replace("raid,2,Kabul", "raid,7,Kabul");
    desk.put("newer.csv", &newer);
    let kept = |project: &str| {
        let folder = desk.0.path().join(format!("{project}.sources"));
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let texts = files.map(|file| std::fs::read_to_string(file.path()).expect("text"));
        texts.filter(|text| *text == newer).count()
    };
    desk.run("import p.ron newer.csv --update Raids -o q.ron", 0);
    assert_eq!([kept("p"), kept("q")], [0, 0], "it was not embedded");
    embed(&desk, "p.ron");
    desk.run("import p.ron newer.csv --update Raids -o r.ron", 0);
    assert_eq!([kept("p"), kept("r")], [0, 1], "beside the copy only");
    desk.run("import p.ron newer.csv --update Raids", 0);
    assert_eq!(kept("p"), 1);
    // It is all that is needed from now on.
    std::fs::remove_file(desk.0.path().join("newer.csv")).expect("removed");
    let (counts, _) = desk.run("counts p.ron --table Raids --by year --family incident", 0);
    assert!(!counts.is_empty());
    assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
}

/// Says that the tables of a project are embedded, as the window would.
fn embed(desk: &Desk, project: &str) {
    let path = desk.0.path().join(project);
    let replica = Replica::from_bits(7);
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let opened = Store::open(files, &path, replica, "a test").expect("opened");
    let (mut document, mut store) = (opened.document, opened.store);
    let tables = document.project().tables.values();
    let files = tables.map(|table| {
        let file = TableFile {
            embedded: true,
            ..table.file.clone()
        };
        (table.id, file)
    });
    let files: Vec<_> = files.collect();
    let mut edit = document.edit(Made::default());
    place_tables(&mut edit, files).expect("placed");
    document.apply(edit.finish()).expect("applied");
    store.save(document.snapshot()).expect("saved");
}

#[test]
fn a_newer_file_without_rows_changes_nothing() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let before = desk.get("p.ron");
    let head = SPREADSHEET.lines().next().expect("a header");
    desk.put("newer.csv", format!("{head}\n"));
    let (_, error) = desk.run("import p.ron newer.csv --update Raids", 2);
    assert!(
        error.contains("the newer file has no rows; nothing was changed in ‘Raids’"),
        "{error}"
    );
    assert_eq!(desk.get("p.ron"), before);
}

#[test]
fn what_has_nothing_in_the_window_is_no_line_of_its_own() {
    let desk = spreadsheet();
    let counts =
        |options: &str| desk.run(&format!("counts raids.csv --map raids.ron {options}"), 0);
    let (csv, _) =
        counts("--by month --split place --from 2024-01 --to 2024-03 --where place=Herat");
    assert!(
        csv.contains("Herat") && !csv.contains("Kabul") && !csv.contains("Doha"),
        "{csv}"
    );
    // Empty buckets of what is counted stay.
    let months = ["2024-01-01", "2024-02-01", "2024-03-01"];
    assert!(
        months
            .iter()
            .all(|month| csv.contains(&format!("\n{month}"))),
        "{csv}"
    );
    let (_, notes) = counts("--family incident --where place=Doha");
    assert!(
        notes.contains("1 row of other families left out"),
        "{notes}"
    );
    let (_, notes) = counts("--family incident --where place=Herat");
    assert!(!notes.contains("other families"), "{notes}");
    let (_, notes) = counts("--where kind=Nope");
    assert!(notes.contains("no row is as --where says"), "{notes}");
}

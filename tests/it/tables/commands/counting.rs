//! `counts` and `figure` on a table: the numbers others counted, and what is said about what was
//! left out.

use super::{PAKISTAN, golden, is_close, spreadsheet, sums, years};
use crate::cli::Desk;
use crate::support::corpus::corpus;

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

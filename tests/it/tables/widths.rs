//! Rows of 57, 58 and 61 columns in one file of GDELT: every row says the same by the same columns.

use super::child;
use super::made::kept;
use crate::cli::Desk;
use crate::support::memory_files::MemoryFiles;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tightrope::ingest::tables::peek::Peek;
use tightrope::ingest::tables::{Look, look, profiles, read};
use tightrope::model::mapping::Mapping;
use tightrope::tables::LoadedTable;
use tightrope::tables::column::column;
use tightrope::tables::editions::changes;
use tightrope::tables::keys::{named, row_key, rows_kept};

/// A release of GDELT, and whether its rows have their last cell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Release {
    Backfile,
    One,
    Two,
}

use Release::{Backfile, One, Two};

/// Row number `id` of a file as a release writes it.
fn row(release: Release, id: u32) -> String {
    let name = if release == Two {
        "GDELT 2.0"
    } else {
        "GDELT 1.0"
    };
    let profile = profiles::named(name).expect("a profile");
    let cell = |column: &String| match column.as_str() {
        "GLOBALEVENTID" => id.to_string(),
        "SQLDATE" => format!("202001{:02}", 1 + id % 28),
        "Actor1Name" => "GOVERNMENT".to_owned(),
        "Actor2Name" => format!("ACTOR {id}"),
        "EventRootCode" => "19".to_owned(),
        "EventCode" => "190".to_owned(),
        "NumMentions" => (id * 3).to_string(),
        "ActionGeo_FullName" => "Kabul, Afghanistan".to_owned(),
        "ActionGeo_CountryCode" => "AF".to_owned(),
        "ActionGeo_Lat" => "34.5".to_owned(),
        "ActionGeo_Long" => "69.25".to_owned(),
        "ActionGeo_ADM2Code" => format!("district {id}"),
        "DATEADDED" => "20200131".to_owned(),
        "SOURCEURL" => format!("http://news/{id}"),
        _ => String::new(),
    };
    let mut cells: Vec<String> = profile.columns.iter().map(cell).collect();
    if release == Backfile {
        cells.pop();
    }
    cells.join("\t") + "\n"
}

fn file(releases: &[Release]) -> String {
    let rows = releases.iter().zip(1..);
    rows.map(|(release, id)| row(*release, id)).collect()
}

fn looked(text: &str) -> (MemoryFiles, Look) {
    let files = MemoryFiles::default();
    files.put("/gdelt.csv", text.as_bytes().to_vec());
    let look = look(&files, &child(), Path::new("/gdelt.csv")).expect("looked at");
    (files, look)
}

fn loaded(text: &str) -> Arc<LoadedTable> {
    let (_, look) = looked(text);
    loaded_as(text, &look.mapping)
}

fn loaded_as(text: &str, mapping: &Mapping) -> Arc<LoadedTable> {
    let (files, look) = looked(text);
    let path = Path::new("/gdelt.csv");
    let read = read(&files, &child(), path, &look.layout, mapping, &|_| true);
    read.expect("read").table
}

/// A row as its columns in memory and its cells in the file say it.
fn said(table: &LoadedTable, row: u32) -> Vec<String> {
    let cells = table.records.read(row).expect("read");
    let cell = |name: &str| {
        let at = table.column(name).expect(name);
        let all = column(table, at, &|_| true).expect("read");
        let shown = cells.get(at).cloned().unwrap_or_default();
        assert_eq!(all.text(row), shown, "{name} of {row}");
        shown
    };
    vec![
        table.days.get(row).expect("a day").first().to_string(),
        table.kind.text(row).to_owned(),
        table.initiator.text(row).to_owned(),
        table.target.text(row).to_owned(),
        table.place.text(row).to_owned(),
        table.country.text(row).to_owned(),
        format!("{:?}", table.points.get(row as usize).expect("a place")),
        cell("NumMentions"),
        cell("ActionGeo_Lat"),
        cell("DATEADDED"),
        cell("SOURCEURL"),
    ]
}

#[test]
fn rows_of_every_width_say_the_same_by_the_same_columns() {
    for releases in [
        [One, Two, Backfile, Two, One],
        [Two, One, Two, Backfile, Backfile],
        [Backfile, Two, Two, One, Two],
        [Two, Two, Two, Two, Two],
        [Backfile, One, One, Backfile, One],
    ] {
        let table = loaded(&file(&releases));
        assert_eq!((table.len(), table.refused), (5, 0), "{releases:?}");
        assert_eq!(table.warned, 0, "{releases:?}: {:?}", table.warnings);
        for (row, release) in (0..).zip(releases) {
            let id = row + 1;
            let url = match release {
                Backfile => String::new(),
                One | Two => format!("http://news/{id}"),
            };
            let expected = [
                format!("2020-01-{:02}", 1 + id),
                "190".to_owned(),
                "GOVERNMENT".to_owned(),
                format!("ACTOR {id}"),
                "Kabul, Afghanistan".to_owned(),
                "AF".to_owned(),
                "[34.5, 69.25]".to_owned(),
                (id * 3).to_string(),
                "34.5".to_owned(),
                "20200131".to_owned(),
                url,
            ];
            assert_eq!(said(&table, row), expected, "row {row} of {releases:?}");
        }
        let wide = releases.contains(&Two);
        let expected = if wide { "GDELT 2.0" } else { "GDELT 1.0" };
        assert_eq!(table.mapping.profile, expected, "{releases:?}");
    }
}

#[test]
fn the_first_rows_are_shown_by_the_same_columns() {
    let (_, look) = looked(&file(&[One, Two, Backfile]));
    assert!(look.is_certain, "{:?}", look.meaning);
    let peek = Peek::of(&look);
    let at = |name: &str| peek.columns.iter().position(|it| it == name).expect(name);
    for (name, expected) in [
        ("SOURCEURL", ["http://news/1", "http://news/2", ""]),
        ("ActionGeo_ADM2Code", ["", "district 2", ""]),
        ("ActionGeo_Long", ["69.25"; 3]),
    ] {
        let cells = peek.rows.iter().map(|row| row[at(name)].as_str());
        assert_eq!(cells.collect::<Vec<_>>(), expected, "{name}");
    }
    let table = peek.as_table(&look.mapping).expect("a table");
    assert_eq!(table.points, [[34.5, 69.25]; 3]);
}

#[test]
fn rows_are_found_again_and_compared_whatever_their_width() {
    let older = loaded(&file(&[One, Two, Backfile, One]));
    let newer = loaded(&file(&[Two, One, Two, Two]));
    let found = changes(&older, &newer, &|_| true).expect("compared");
    let changed: Vec<(u32, String)> = found
        .changed
        .iter()
        .map(|row| (row.now, found.in_short(row)))
        .collect();
    let district = "ActionGeo_ADM2Code";
    let expected = [
        (0, district.to_owned()),
        (1, district.to_owned()),
        (2, "SOURCEURL + 1".to_owned()),
        (3, district.to_owned()),
    ];
    assert_eq!(changed, expected);
    // A row is known by its id, and without one by all it says.
    for id in [Some("GLOBALEVENTID".to_owned()), None] {
        let mapping = Mapping {
            id,
            ..Mapping::clone(&older.mapping)
        };
        let table = loaded_as(&file(&[One, Two, Backfile, One]), &mapping);
        let whole = |row: u32| {
            let cells = table.records.read(row).expect("read");
            let key = row_key(&table, &cells);
            kept(row, &key, &named(&table, cells))
        };
        let rows: Vec<_> = (0..4).map(whole).collect();
        let expected = (0..).zip(rows.iter().map(|row| row.id)).collect();
        let found = rows_kept(&table, &rows, &|_| true).expect("found");
        assert_eq!(found, expected);
    }
}

#[test]
fn columns_a_table_does_not_have_are_left_out_and_told() {
    let desk = Desk::new();
    desk.put("gdelt.csv", file(&[One, Two, Backfile, Two]));
    let (json, notes) = desk.run("show gdelt.csv --as gdelt-1.0 --format json", 0);
    let rows: Vec<Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    for (row, id) in rows.iter().zip(1..) {
        assert_eq!(row["column:NumMentions"], (id * 3).to_string(), "{row}");
        assert_eq!(row["column:DATEADDED"], "20200131", "{row}");
        assert_eq!(row["latitude"], 34.5, "{row}");
    }
    assert!(notes.contains("1 warning"), "{notes}");
    let (csv, _) = desk.run(
        "show gdelt.csv --as gdelt-1.0 --what warnings --format csv",
        0,
    );
    let expected = "gdelt.csv,2,2,,,\"2 rows look as another release of the data does: 61 cells, \
        not 58. They were read by it, without Actor1Geo_ADM2Code, Actor2Geo_ADM2Code, \
        ActionGeo_ADM2Code (a profile with these columns shows them)\"";
    assert_eq!(csv.lines().nth(1), Some(expected), "{csv}");
    let (csv, notes) = desk.run("counts gdelt.csv --by year", 0);
    assert_eq!(csv.lines().nth(1), Some("2020-01-01,2021-01-01,,4,4"));
    assert_eq!(notes, "", "nothing is left out of all the columns");
}

#[test]
fn rows_of_an_unknown_width_are_refused_and_told() {
    let (one, two) = (row(One, 1), row(Two, 2));
    for (text, told) in [
        (
            format!("{two}{one}{}\tmore\n", one.trim_end()),
            "line 3 “1\t20200102\t",
        ),
        (
            format!("{two}{one}a\tb\tc\n"),
            "line 3 “a\tb\tc”: it has 3 of 61 cells",
        ),
        (
            format!("{one}{}\tmore\n", two.trim_end()),
            "line 2 “2\t20200103\t",
        ),
    ] {
        let gdelt = match text.starts_with('1') {
            true => "GDELT 1.0",
            false => "GDELT 2.0",
        };
        let mapping = profiles::named(gdelt).expect("a profile");
        let table = loaded_as(&text, &mapping);
        let records = text.lines().count();
        assert_eq!((table.len() as usize, table.refused), (records - 1, 1));
        let warning = table.warnings[0].to_string();
        assert!(warning.starts_with(told), "{warning}");
        assert!(warning.contains(" cells"), "{warning}");
    }
}

/// A row of UCDP's candidate events, as their file without names has them.
fn candidate(id: u32) -> String {
    let profile = profiles::named("UCDP GED").expect("a profile");
    let cell = |column: &String| match column.as_str() {
        "id" => id.to_string(),
        "date_start" | "date_end" => format!("2025-01-{:02}", 1 + id % 28),
        "date_prec" | "type_of_violence" => "1".to_owned(),
        "latitude" => "34.5".to_owned(),
        "longitude" => "69.25".to_owned(),
        "low" | "best" | "high" => "2".to_owned(),
        _ => "x".to_owned(),
    };
    let cells: Vec<String> = profile.columns.iter().map(cell).collect();
    cells.join(",") + "\n"
}

#[test]
fn a_line_that_is_cut_off_near_the_beginning_is_a_refused_row_and_no_other_file() {
    let gdelt: Vec<String> = (1..40).map(|id| row(One, id)).collect();
    let ged: Vec<String> = (1..40).map(candidate).collect();
    for (name, rows) in [("gdelt.csv", gdelt), ("ged.csv", ged)] {
        let desk = Desk::new();
        let (first, rest) = rows.split_at(7);
        let cut = first[0].get(..9).expect("ASCII");
        desk.put(name, format!("{}{cut}\n{}", first.concat(), rest.concat()));
        let (csv, notes) = desk.run(&format!("counts {name} --by year"), 0);
        assert!(
            notes.contains("1 record refused: no rows"),
            "{name}: {notes}"
        );
        assert!(!notes.contains("is a guess"), "{name}: {notes}");
        assert!(
            csv.lines().any(|line| line.ends_with(",,39,39")),
            "{name}: {csv}"
        );
    }
}

#[test]
fn signs_behind_the_last_cell_make_no_row_of_another_width() {
    let one = row(One, 1);
    let text = format!("{one}{}\t\t\t\n", one.trim_end());
    let table = loaded_as(&text, &profiles::named("GDELT 1.0").expect("a profile"));
    assert_eq!((table.len(), table.refused), (2, 0));
    assert_eq!(said(&table, 1), said(&table, 0));
}

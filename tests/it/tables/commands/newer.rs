//! A newer file on the command line: read as its table is, refused where it cannot tell what that tells,
//! compared with the older one or not, and said why.

use super::{SPREADSHEET, spreadsheet};
use crate::cli::Desk;
use crate::tables::made_files::{in_encoding, zipped};
use rust_xlsxwriter::Workbook;

fn project(desk: &Desk) {
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
}

/// The rows of raids, one of them with more dead.
fn newer() -> String {
    SPREADSHEET.replace("raid,2,Kabul", "raid,7,Kabul")
}

/// A workbook of these sheets; each holds the raids or something larger that is none of them.
fn workbook(sheets: &[(&str, Option<&str>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, raids) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        let other: String = (0..40).map(|row| format!("{row},other,{row}\n")).collect();
        let text = raids
            .unwrap_or(&other)
            .replace("\"two, it is said\"", "two");
        for (line, row) in text.lines().zip(0..) {
            for (cell, column) in line.split(',').zip(0..) {
                sheet.write_string(row, column, cell).expect("written");
            }
        }
    }
    book.save_to_buffer().expect("saved")
}

fn archive(name: &str, raids: &str) -> Vec<u8> {
    let other: String = (0..400).map(|row| format!("{row},other\n")).collect();
    zipped(&[
        ("other.csv", format!("a,b\n{other}").as_bytes()),
        (name, raids.as_bytes()),
    ])
}

fn slashed(text: &str) -> String {
    text.replace("\"two, it is said\"", "two").replace(',', "/")
}

/// The note of a newer file that is not read as its table.
const OTHERWISE: &str = "the newer file is not read as ‘Raids’ is, which does not fit it: ";

/// The name of a file, the older one and what is chosen for it, the newer one and what is said of that,
/// and what is noted.
type Case<'c> = (&'c str, Vec<u8>, &'c str, Vec<u8>, &'c str, &'c str);

#[test]
fn what_was_chosen_for_a_table_holds_for_its_newer_file() {
    let (old, new) = (SPREADSHEET, newer());
    let accented = |text: &str| text.replace("Kabul", "Kéboul").replace("Doha", "Dôha");
    let of_a_mac = |text: &str| in_encoding(&accented(text), "macintosh");
    let cases: Vec<Case<'_>> = vec![
        (
            "a.zip",
            archive("raids.csv", old),
            "--entry raids.csv",
            archive("raids.csv", &new),
            "",
            "",
        ),
        (
            "b.zip",
            archive("raids.csv", old),
            "--entry raids.csv",
            archive("raids-2.csv", &new),
            "--entry raids-2.csv",
            "",
        ),
        (
            "a.xlsx",
            workbook(&[("Other", None), ("Raids", Some(old))]),
            "--sheet Raids",
            workbook(&[("Other", None), ("Raids", Some(&new)), ("More", None)]),
            "",
            "",
        ),
        // The only sheet may have any name.
        (
            "b.xlsx",
            workbook(&[("Raids", Some(old)), ("Other", None)]),
            "--sheet Raids",
            workbook(&[("2025", Some(&new))]),
            "",
            "",
        ),
        (
            "c.xlsx",
            workbook(&[("Raids", Some(old)), ("Other", None)]),
            "--sheet Raids",
            workbook(&[("2025", Some(&new)), ("Other", None)]),
            "",
            "the sheet ‘2025’ in place of the sheet ‘Raids’",
        ),
        (
            "a.csv",
            slashed(old).into(),
            "--delimiter /",
            slashed(&new).into(),
            "",
            "",
        ),
        (
            "b.csv",
            slashed(old).into(),
            "--delimiter /",
            new.replace("\"two, it is said\"", "two").into(),
            "",
            "cells between ‘,’ in place of cells between ‘/’",
        ),
        (
            "c.csv",
            of_a_mac(old),
            "--encoding macintosh",
            of_a_mac(&new),
            "",
            "",
        ),
        // What a file is in for sure goes before what another was in.
        (
            "d.csv",
            of_a_mac(old),
            "--encoding macintosh",
            accented(&new).into(),
            "",
            "UTF-8 in place of macintosh",
        ),
    ];
    for (name, older, chosen, bytes, said, note) in cases {
        let desk = spreadsheet();
        project(&desk);
        desk.put(name, older);
        desk.run(
            &format!("import p.ron {name} --map raids.ron --title Raids {chosen}"),
            0,
        );
        let newer = format!("newer-{name}");
        desk.put(&newer, bytes);
        let update = format!("import p.ron {newer} --update Raids {said} --changes changes.csv");
        let (_, told) = desk.run(&update, 0);
        let changes = desk.get("changes.csv");
        assert_eq!(
            changes, "change,id,column,before,now\nchanged,1,Dead,2,7\n",
            "{name}: {told}"
        );
        match note {
            "" => assert!(!told.contains(OTHERWISE), "{name}: {told}"),
            note => assert!(
                told.contains(&format!("{OTHERWISE}{note}\n")),
                "{name}: {told}"
            ),
        }
        assert!(
            !told.contains("there is also") || !note.is_empty(),
            "{name}: {told}"
        );
        assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
    }
}

#[test]
fn names_that_came_above_the_rows_are_read_as_names() {
    let desk = spreadsheet();
    project(&desk);
    let columns = "columns: [\"nr\", \"When\", \"Sort\", \"Dead\", \"Where\", \"Note\"],\n";
    let map = desk
        .get("raids.ron")
        .replacen("(\n", &format!("(\n{columns}"), 1);
    desk.put("bare.ron", map);
    let (names, rows) = SPREADSHEET.split_once('\n').expect("names");
    desk.put("bare.csv", rows);
    desk.run("import p.ron bare.csv --map bare.ron --title Raids", 0);
    // Without names as before, then with them.
    let without = rows.replace("raid,2,Kabul", "raid,7,Kabul");
    desk.put("newer.csv", &without);
    let (_, told) = desk.run("import p.ron newer.csv --update Raids --dry-run", 0);
    assert!(told.contains("note: Raids: 1 row changed\n"), "{told}");
    assert!(!told.contains(OTHERWISE), "{told}");
    desk.put("newer.csv", format!("{names}\n{without}"));
    let (_, told) = desk.run("import p.ron newer.csv --update Raids --dry-run", 0);
    for said in [
        "note: Raids: 0 rows added\n",
        "note: Raids: 1 row changed\n",
        "columns with names in place of columns without names\n",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_part_that_is_gone_is_said_where_nothing_else_fits() {
    let desk = spreadsheet();
    project(&desk);
    desk.put("raids.zip", archive("raids.csv", SPREADSHEET));
    desk.run(
        "import p.ron raids.zip --map raids.ron --title Raids --entry raids.csv",
        0,
    );
    desk.put("newer.zip", archive("raids-2.csv", &newer()));
    let (_, error) = desk.run("import p.ron newer.zip --update Raids", 2);
    let what =
        "the file ‘other.csv’ of the archive in place of the file ‘raids.csv’ of the archive";
    assert!(error.contains(&format!("{OTHERWISE}{what}")), "{error}");
    assert!(
        error.contains("there is also raids-2.csv (--entry NAME)"),
        "{error}"
    );
}

/// Raids with a column that says how exact their dates are.
const EXACT: &str = "nr,When,Exact,Sort,Dead,Hurt\n\
    1,2024-01-03,day,raid,2,1\n\
    2,2024-06-01,year,raid,3,1\n";

#[test]
fn what_a_newer_file_cannot_tell_any_more_is_given_up_only_where_asked() {
    let desk = Desk::new();
    let map = "(\n\
        id: Some(\"nr\"),\n\
        date: (at: One(\"When\"), precision: Some(column: \"Exact\", values: [(\"year\", Year)])),\n\
        kind: (columns: [\"Sort\"]),\n\
        killed: (best: Some(\"Dead\")),\n\
        injured: (best: Some(\"Hurt\")),\n\
    )\n";
    desk.put("raids.ron", map);
    desk.put("raids.csv", EXACT);
    project(&desk);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let before = desk.get("p.ron");
    for (column, other, what) in [
        (
            "Exact",
            "Spare",
            "how exact dates are: a row known to its month or year could count as a single day",
        ),
        (
            "nr",
            "No",
            "which row is which: rows would only come and go",
        ),
        (
            "Dead",
            "D",
            "how many were killed: they would not be known any more",
        ),
        (
            "Hurt",
            "H",
            "how many were injured: they would not be known any more",
        ),
    ] {
        desk.put("newer.csv", EXACT.replacen(column, other, 1));
        let lost =
            format!("newer.csv: the newer file has no column ‘{column}’, which says {what}\n");
        let (_, told) = desk.run("import p.ron newer.csv --update Raids --changes d.csv", 2);
        assert!(told.contains(&format!("error: {lost}")), "{told}");
        assert!(
            told.contains("error: newer.csv: nothing was changed in ‘Raids’ (write --map FILE"),
            "{told}"
        );
        assert_eq!(desk.get("p.ron"), before, "{column}");
        assert!(
            !desk.0.path().join("d.csv").exists(),
            "only what is accepted is told of"
        );
        let (_, told) = desk.run("import p.ron newer.csv --update Raids --dry-run", 0);
        assert!(told.contains(&format!("warning: {lost}")), "{told}");
        let go_on = "import p.ron newer.csv --update Raids --without-lost -o q.ron";
        let (_, told) = desk.run(go_on, 0);
        assert!(told.contains(&format!("warning: {lost}")), "{told}");
        std::fs::remove_file(desk.0.path().join("q.ron")).expect("it was written");
        desk.put("newer.ron", map.replacen(column, other, 1));
        let (_, told) = desk.run(
            "import p.ron newer.csv --update Raids --map newer.ron --dry-run",
            0,
        );
        assert!(!told.contains("which says"), "{told}");
    }
    // What means less is only a note.
    desk.put("newer.csv", EXACT.replacen("Sort", "Sorts", 1));
    let (_, error) = desk.run("import p.ron newer.csv --update Raids", 2);
    assert!(error.contains("Sort"), "{error}");
    let (_, error) = desk.run("import p.ron newer.csv --without-lost", 2);
    assert!(error.contains("--update"), "{error}");
}

#[test]
fn why_the_older_file_is_not_compared_is_said() {
    let desk = spreadsheet();
    project(&desk);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    desk.put("newer.csv", newer());
    let root = desk.0.path();
    // A file of the same size that is no such table; another one; none.
    let other = SPREADSHEET.replacen("When", "Then", 1);
    for (older, expected) in [
        (Some(other), "the older file cannot be read: "),
        (
            Some("nr,When\n1,2024\n".to_owned()),
            "raids.csv holds something else now",
        ),
        (None, "the older file is not there any more\n"),
    ] {
        match older {
            Some(text) => desk.put("raids.csv", text),
            None => std::fs::remove_file(root.join("raids.csv")).expect("there"),
        }
        let (_, told) = desk.run("import p.ron newer.csv --update Raids --dry-run", 0);
        let start = "note: Raids: only linked rows were compared: the older file ";
        let line = told.lines().find(|line| line.starts_with(start));
        let line = format!("{}\n", line.unwrap_or_default());
        assert!(line.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn tables_are_written_down_as_they_are_found_from_the_project() {
    let desk = Desk::new();
    let root = desk.0.path();
    for folder in ["a", "b"] {
        std::fs::create_dir(root.join(folder)).expect("made");
    }
    for (name, text) in [
        ("a/raids.csv", SPREADSHEET),
        (
            "a/more.csv",
            "nr,When,Sort,Dead,Where,Note\n1,2023-01-03,raid,2,Kabul,\n",
        ),
        ("a/newer.csv", &newer()),
        ("a/raids.ron", super::MAP),
        ("a/notes.txt", "Nothing.\n"),
        (
            "a/case.ron",
            "(\n  title: \"Raids\",\n  tables: [(file: \"raids.csv\", map: \"raids.ron\")],\n)",
        ),
    ] {
        desk.put(name, text);
    }
    desk.run("new -o a/p.ron a/notes.txt", 0);
    desk.run("import a/p.ron a/raids.csv --map a/raids.ron", 0);
    let has = |project: &str, path: &str| desk.get(project).contains(&format!("path:\"{path}\""));
    assert!(has("a/p.ron", "raids.csv"), "{}", desk.get("a/p.ron"));
    desk.run("new -o a/c.ron a/case.ron", 0);
    assert!(has("a/c.ron", "raids.csv"), "{}", desk.get("a/c.ron"));
    let whole = |name: &str| root.canonicalize().expect("there").join(name);
    desk.run("new -o b/c.ron a/case.ron", 0);
    assert!(has("b/c.ron", &whole("a/raids.csv").display().to_string()));

    // Elsewhere, all of them are found again.
    desk.run("import a/p.ron a/more.csv --map a/raids.ron -o b/q.ron", 0);
    desk.run("import a/p.ron a/newer.csv --update raids -o b/r.ron", 0);
    for project in ["a/p.ron", "a/c.ron", "b/c.ron", "b/q.ron", "b/r.ron"] {
        assert_eq!(desk.run(&format!("check {project}"), 0).0, "", "{project}");
    }
    desk.run("import a/p.ron a/newer.csv --update raids", 0);
    assert!(has("a/p.ron", "newer.csv"), "{}", desk.get("a/p.ron"));
}

#[test]
fn refused_records_are_told_where_a_table_is_added() {
    let desk = spreadsheet();
    desk.put("cut.csv", format!("{SPREADSHEET}6,2024\n"));
    project(&desk);
    let (_, told) = desk.run("import p.ron cut.csv --map raids.ron", 0);
    let expected = "note: cut.csv: 1 record refused: no rows (`show cut.csv --warnings FILE`, read the same way, lists them)\n";
    assert_eq!(told, expected);
}

//! Tables in projects: imported, found again, drawn beside events, taken over by a newer file.

use super::{PAKISTAN, SPREADSHEET, is_close, spreadsheet, sums};
use crate::support::corpus::corpus;
use crate::support::window::Setup;
use std::path::Path;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

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
fn the_tables_of_a_project_are_drawn_beside_its_events() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron", 0);
    let (svg, _) = desk.run("figure p.ron --by month --from 2024 --to 2024", 0);
    for words in [
        "raids, raid January 2024: 1 certain",
        // That tables are never added to the events: lines may break behind any word.
        "never",
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
    let (_, told) = desk.run("import p.ron renamed.csv --update Raids --without-lost", 0);
    for said in [
        "Raids: 1 column new: number",
        "Raids: 1 column no more there: nr",
        "warning: renamed.csv: the newer file has no column ‘nr’, which says which row is which",
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
fn a_file_of_names_without_rows_says_so_where_it_is_added() {
    let desk = spreadsheet();
    let head = SPREADSHEET.lines().next().expect("names");
    desk.put("empty.csv", format!("{head}\n"));
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    let says = "there are names of columns in it, but no rows";
    for command in [
        "counts empty.csv --map raids.ron",
        "show empty.csv --map raids.ron",
        "import p.ron empty.csv --map raids.ron",
    ] {
        let (_, told) = desk.run(command, 0);
        assert_eq!(told.matches(says).count(), 1, "{command}: {told}");
    }

    let mut window = Setup::of_ada().open();
    window.files.put("/desk/empty.csv", format!("{head}\n"));
    window.ask(Command::Do(Action::NewProject));
    window.ask(Command::AddTables(vec!["/desk/empty.csv".into()]));
    window.ask(Command::AcceptMapping);
    let said = window.said();
    let told = said.iter().filter(|said| said.contains(says));
    assert_eq!(told.count(), 1, "{said:?}");
}

#[test]
fn rows_without_an_id_are_named_as_the_reason_why_they_come_and_go() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    let older = format!("{SPREADSHEET},2024-05-01,raid,1,Herat,\n");
    desk.put("raids.csv", &older);
    desk.run("import p.ron raids.csv --map raids.ron", 0);
    let newer = older.replace(",2024-05-01,raid,1", ",2024-05-01,raid,2");
    desk.put("newer.csv", format!("{newer} ,2024-06-01,raid,1,Kabul,\n"));
    let (_, told) = desk.run("import p.ron newer.csv --update raids --dry-run", 0);
    let why = "the id is blank in 1 row of the older file and 2 rows of the newer: such a row is \
               known again only if it reads the same, otherwise it counts as gone and added";
    assert!(told.contains(why), "{told}");
    desk.put("other.csv", SPREADSHEET.replace("Doha", "Oman"));
    desk.put("raids.csv", SPREADSHEET);
    desk.run("import p.ron raids.csv --update raids", 0);
    let (_, told) = desk.run("import p.ron other.csv --update raids --dry-run", 0);
    assert!(!told.contains("the id is blank"), "{told}");
}

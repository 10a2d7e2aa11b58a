//! Days that a spreadsheet numbered: offered, told where they are guessed, read from CSV and XLSX.

use super::made_files::{looked_at, opened};
use crate::cli::Desk;
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use rust_xlsxwriter::Workbook;
use std::path::Path;
use tightrope::model::mapping::DateStyle;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

const TEXT: &str = "date,killed\n44562,3\n44593.75,4\n2022-03-05,5\n60,1\n";

fn map(style: &str) -> String {
    format!("(date: (at: One(\"date\"), style: {style}), killed: (best: Some(\"killed\")))")
}

#[test]
fn a_profile_says_from_which_year_days_are_counted() {
    let desk = Desk::new();
    desk.put("a.csv", TEXT);
    for (style, rows, warned) in [
        (
            "Serial1900",
            "2022-01-01,2022-01-01 2022-02-01,2022-02-01 2022-03-05,2022-03-05 ,",
            "a.csv,5,4,date,60,\"it is 29 February 1900, which spreadsheets number but never was: \
             the row is undated\"",
        ),
        (
            "Serial1904",
            "2026-01-02,2026-01-02 2026-02-02,2026-02-02 2022-03-05,2022-03-05 \
             1904-03-01,1904-03-01",
            "",
        ),
        (
            "DayFirst",
            ", , 2022-03-05,2022-03-05 ,",
            "a.csv,2,1,date,44562,it is no date that can be read: the row is undated",
        ),
    ] {
        desk.put("a.ron", map(style));
        let (csv, _) = desk.run("show a.csv --map a.ron --format csv", 0);
        let days = csv.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{},{}", cells[1], cells[2])
        });
        assert_eq!(days.collect::<Vec<_>>().join(" "), rows, "{style}: {csv}");
        let (csv, _) = desk.run("show a.csv --map a.ron --what warnings --format csv", 0);
        assert_eq!(csv.lines().nth(1).unwrap_or_default(), warned, "{style}");
    }
    desk.put("a.ron", map("Serial1900"));
    let (csv, _) = desk.run(
        "counts a.csv --map a.ron --by year --measure killed-best",
        0,
    );
    assert!(csv.contains("\n2022-01-01,2023-01-01,,12,12\n"), "{csv}");
}

#[test]
fn a_guess_of_numbered_days_is_told() {
    let desk = Desk::new();
    desk.put("a.csv", "date,killed\n44562,3\n44593,4\n");
    let (csv, told) = desk.run("show a.csv --format csv", 0);
    assert!(csv.contains("\n1,2022-01-01,2022-01-01,"), "{csv}");
    let asked = "a.csv: ‘date’: are its numbers days as Excel counts them";
    assert!(told.contains(asked), "{told}");
    let (_, error) = desk.run("counts a.csv", 2);
    assert!(
        error.contains("no profile fits its columns; a guess"),
        "{error}"
    );
    let (profile, _) = desk.run("show a.csv --what profile", 0);
    assert!(profile.contains("style: Serial1900"), "{profile}");
}

#[test]
fn a_cell_without_the_format_of_a_date_holds_the_number_of_a_day() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["date", "place"]) {
        sheet.write(0, column, name).expect("written");
    }
    for (row, day) in (1..).zip([44_562.0, 44_593.25]) {
        sheet.write(row, 0, day).expect("written");
        sheet.write(row, 1, "Quetta").expect("written");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let look = looked_at("a.xlsx", bytes.clone());
    assert_eq!(look.mapping.date.style, DateStyle::Serial1900);
    assert!(!look.is_certain, "a person is asked");
    let (text, _) = opened("a.xlsx", &bytes, &look.layout);
    assert_eq!(text, "date,place\n44562,Quetta\n44593.25,Quetta\n");
}

fn choose(window: &mut Window, field: &str, typed: &str) {
    window.click(field);
    window.type_text(typed);
    window.press(Modifiers::NONE, Key::Enter);
}

#[test]
fn the_mapping_offers_numbered_days_and_shows_what_comes_of_them() {
    let mut window = Setup::of_ada().open();
    window
        .files
        .put("/desk/a.csv", "date,killed\n44562,3\n44593,4\n");
    window.ask(Command::Do(Action::NewProject));
    window.ask(Command::AddTables(vec![Path::new("/desk/a.csv").into()]));
    let reason = "Its name, and its numbers may be days as Excel counts them: 44562 is 2022-01-01";
    assert!(window.has(reason), "the reason of the guess");
    assert!(window.has("Row 1 is 1 Jan 2022 · – · – · – · – · 3"));
    choose(&mut window, "Date written as", "from 1904");
    assert!(window.has("Row 1 is 2 Jan 2026 · – · – · – · – · 3"));
    choose(&mut window, "Date written as", "Excel counts days");
    window.press(Modifiers::COMMAND, Key::Enter);
    let table = window.project().tables.values().next().expect("a table");
    assert_eq!(table.mapping.date.style, DateStyle::Serial1900);
}

//! What the review of a newer file says before anything is changed, and what stays as it was.

use super::editions_window::{NEW, OLD, desk, row, table, ucdp};
use super::made_files::zipped;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use tightrope::model::id::RecordId;
use tightrope::model::record::Record;
use tightrope::model::table::TableFile;
use tightrope::storage::originals;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace, RowDeed};
use tightrope::workbench::verb::Verb;

/// Whether anything is said with these words in it.
fn says(window: &Window, words: &str) -> bool {
    let mut found = window.harness.query_all_by_label_contains(words);
    found.next().is_some()
}

#[test]
fn what_the_newer_file_cannot_tell_is_warned_of_above_the_lists() {
    let (mut window, id) = desk();
    let newer = ucdp(&NEW).replacen("date_prec", "spare", 1);
    window
        .files
        .put("/desk/less.csv", newer.replacen(",best,", ",worst,", 1));
    window.ask(Command::UpdateTableFrom(id, "/desk/less.csv".into()));
    let lost = "Lost: the newer file has no column";
    for words in [
        "‘date_prec’, which says how exact dates are: a row known to its month or year could count as a single day",
        "‘best’, which says how many were killed: they would not be known any more",
    ] {
        assert!(window.has(&format!("{lost} {words}")), "{words}");
    }
    window.press(Modifiers::NONE, Key::Home);
    assert!(window.has("Update the table only if that is meant. Else cancel, and ask for a file with these columns."));
    window.click("Cancel");
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    assert!(window.has("A newer file of ‘ged’"), "{:?}", window.said());
    assert!(!says(&window, lost));
}

#[test]
fn refused_records_of_a_dropped_newer_file_are_told() {
    let (mut window, _) = desk();
    let cut = format!("{}9,R9,2021\r\n", ucdp(&NEW));
    window.files.put("/desk/cut.csv", cut);
    window.ask(Command::AddTables(vec!["/desk/cut.csv".into()]));
    assert!(window.has("A newer file of ‘ged’"), "{:?}", window.said());
    assert!(window.has("1 record of the newer file was refused: it is no row, so that what it stood for counts as gone"));
}

/// An archive whose largest table is another than the one that is read.
fn archive(rows: &[(u32, &str, u32)]) -> Vec<u8> {
    let other: String = (0..2_000).map(|row| format!("{row},x,y\n")).collect();
    zipped(&[
        ("other.csv", format!("a,b,c\n{other}").as_bytes()),
        ("ged.csv", ucdp(rows).as_bytes()),
    ])
}

#[test]
fn the_part_that_was_chosen_is_read_of_the_newer_file_too() {
    let setup = Setup::of_ada();
    setup.files.put("/desk/ged.zip", archive(&OLD));
    setup.files.put("/desk/ged-2.zip", archive(&NEW));
    let mut window = setup.open();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::AddTables(vec!["/desk/ged.zip".into()]));
    window.click("File in the archive");
    window.click("ged.csv");
    window.ask(Command::AcceptMapping);
    let id = table(&window);
    assert_eq!(window.open().tables.get(id).map(|rows| rows.len()), Some(3));
    let counts = "1 added · 1 changed · 1 gone · 1 the same · from /desk/ged-2.zip";
    for command in [
        Command::UpdateTableFrom(id, "/desk/ged-2.zip".into()),
        Command::AddTables(vec!["/desk/ged-2.zip".into()]),
    ] {
        window.ask(command);
        assert!(window.has(counts), "{:?}", window.said());
        window.click("Cancel");
    }
}

#[test]
fn an_older_file_that_cannot_be_read_is_said_with_the_reason() {
    let (mut window, id) = desk();
    // As long as before, but without a column that means something.
    let other = ucdp(&OLD).replacen("date_start", "date_begin", 1);
    assert_eq!(other.len(), ucdp(&OLD).len(), "found by its size");
    window.files.put("/desk/ged.csv", other);
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    let files = window.kill();
    let setup = Setup {
        files,
        paths: vec!["/desk/p.ron".into()],
        replica: 8,
        ..Setup::of_ada()
    };
    let mut window = setup.open();
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    assert!(
        window.has("Only linked rows can be compared."),
        "{:?}",
        window.said()
    );
    assert!(says(&window, "The older file cannot be read: "));
}

#[test]
fn a_copy_is_kept_only_of_what_was_embedded() {
    let (mut window, id) = desk();
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    let file = TableFile {
        embedded: true,
        ..window.project().tables[&id].file.clone()
    };
    let copy = originals::table_path(Path::new("/desk/p.ron"), &file);
    // Opened by somebody who has given no name yet.
    let setup = Setup {
        files: window.kill(),
        paths: vec!["/desk/p.ron".into()],
        replica: 8,
        ..Setup::default()
    };
    let mut window = setup.open();
    window.ask(Command::EmbedTable(id, true));
    window.press(Modifiers::NONE, Key::Escape);
    window.ask(Command::SaveTo("/desk/q.ron".into(), Replace::Agreed));
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    assert!(!window.project().tables[&id].file.embedded);
    assert!(window.files.get(&copy).is_none(), "nobody was named for it");
    window.ask(Command::EmbedTable(id, true));
    window.type_text("Ada");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.project().tables[&id].file.embedded);
    assert!(window.files.get(&copy).is_some(), "{:?}", window.said());
}

#[test]
fn what_stays_is_said_before_new_values_are_taken() {
    let (mut window, id) = desk();
    let changed = row(&window, "1");
    let stays = "Corrected by hand, so it stays in the report of ‘";
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    window.press(Modifiers::COMMAND, Key::Enter);
    window.ask(Command::Select(Some(RecordId::TableRow(changed))));
    assert!(!says(&window, stays), "nothing was corrected");
    let mut reports = window.project().reports.values();
    let report = reports.find(|report| report.passage.row() == Some(changed));
    let mut report = report.expect("a report rests on it").as_ref().clone();
    report.toll.lines[0].estimate.best = Some(5);
    let record = Record::from(report);
    window.ask(Command::Edit(Verb::Replace(Box::new(record), "toll")));
    window.ask(Command::Select(Some(RecordId::TableRow(changed))));
    assert!(says(&window, stays), "and says so before anything is taken");
}

#[test]
fn a_toll_that_stays_for_want_of_a_column_was_corrected_by_nobody() {
    let (mut window, id) = desk();
    let changed = row(&window, "1");
    let newer = ucdp(&NEW).replacen(",best,", ",worst,", 1);
    window.files.put("/desk/less.csv", newer);
    window.ask(Command::UpdateTableFrom(id, "/desk/less.csv".into()));
    window.press(Modifiers::COMMAND, Key::Enter);
    window.ask(Command::Select(Some(RecordId::TableRow(changed))));
    assert!(!says(&window, "Corrected by hand"));
    let stays = "The newer file has no column for all of it, so it stays in the report of ‘";
    assert!(says(&window, stays));
    window.click("Take the new values");
    let history = window.open().document.history();
    let label = history.last_done().map(|it| it.transaction.label.clone());
    let label = label.unwrap_or_default();
    let why = "(the newer file has no column for all of it, so it stays: toll)";
    assert!(label.contains(why), "{label}");
}

#[test]
fn warnings_and_long_names_of_columns_are_drawn() {
    for (theme, size, name) in [
        (Theme::Light, [1440.0, 1800.0], "lost columns light"),
        (Theme::Dark, [1024.0, 700.0], "lost columns dark"),
    ] {
        let setup = Setup {
            theme,
            size: size.into(),
            ..Setup::of_ada()
        };
        let newer = ucdp(&NEW).replacen("date_prec", "spare", 1);
        setup.files.put("/desk/ged.csv", ucdp(&OLD));
        setup
            .files
            .put("/desk/less.csv", newer.replacen(",best,", ",worst,", 1));
        let mut window = setup.open();
        window.ask(Command::Do(Action::OpenSample));
        window.ask(Command::AddTables(vec!["/desk/ged.csv".into()]));
        let id = table(&window);
        window.ask(Command::ForRows(id, vec![0], RowDeed::NewEvent(None)));
        window.ask(Command::UpdateTableFrom(id, "/desk/less.csv".into()));
        let review = picture(&mut window.harness, name);
        window.press(Modifiers::COMMAND, Key::Enter);
        let linked = row(&window, "1");
        window.ask(Command::Select(Some(RecordId::TableRow(linked))));
        let form = picture(&mut window.harness, &format!("{name}, the form of a row"));
        assert!(inked_share(&review) > 0.02 && inked_share(&form) > 0.02);
    }
}

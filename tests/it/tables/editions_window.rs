//! A newer file of a table in the window, from the drop to what it leaves to be looked at.

use super::PAKISTAN;
use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers, Theme};
use std::path::Path;
use tightrope::document::verbs::tables::TableReading;
use tightrope::model::id::{RecordId, RowId, TableId};
use tightrope::model::record::Record;
use tightrope::model::report::Report;
use tightrope::model::table::{RowNow, TableFile};
use tightrope::model::text::Sha;
use tightrope::model::toll::Harm;
use tightrope::storage::originals;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace, RowDeed};
use tightrope::workbench::dialogs::Answer;
use tightrope::workbench::verb::Verb;

/// Events as UCDP writes them down: the id, the day, and how many were killed.
pub fn ucdp(rows: &[(u32, &str, u32)]) -> String {
    let columns = "id,relid,year,type_of_violence,date_start,date_end,date_prec,side_a,side_b,\
        where_coordinates,where_description,where_prec,adm_1,adm_2,country,latitude,longitude,low,best,high,deaths_a,deaths_b,\
        deaths_civilians,deaths_unknown,source_office,source_article,source_headline,source_original";
    let mut text = format!("{}\r\n", columns.replace(' ', ""));
    for (id, day, best) in rows {
        text.push_str(&format!(
            "{id},R{id},2021,1,{day} 00:00:00.000,{day} 00:00:00.000,1,Government of Pakistan,TTP,Mir Ali,a road,1,KPK,North Waziristan,Pakistan,32.9,70.1,{best},{best},{best},0,0,{best},0,Dawn,an article,A headline,somebody\r\n"
        ));
    }
    text
}

pub const OLD: [(u32, &str, u32); 3] = [
    (1, "2021-01-06", 4),
    (2, "2021-02-10", 2),
    (3, "2021-03-01", 1),
];
pub const NEW: [(u32, &str, u32); 3] = [
    (3, "2021-03-01", 1),
    (1, "2021-01-06", 9),
    (4, "2021-04-02", 5),
];

/// The founding project with a table, of which events were made of the first two rows.
pub fn desk() -> (Window, TableId) {
    let setup = Setup::of_ada();
    setup.files.put("/desk/ged.csv", ucdp(&OLD));
    setup.files.put("/desk/ged-2.csv", ucdp(&NEW));
    let mut window = setup.open();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::AddTables(vec!["/desk/ged.csv".into()]));
    let id = table(&window);
    for row in [0, 1] {
        window.ask(Command::ForRows(id, vec![row], RowDeed::NewEvent(None)));
    }
    assert_eq!(window.project().rows.len(), 2, "{:?}", window.said());
    (window, id)
}

pub fn table(window: &Window) -> TableId {
    *window.project().tables.keys().next().expect("a table")
}

fn sha(window: &Window, id: TableId) -> Sha {
    window.project().tables[&id].file.sha
}

pub fn row(window: &Window, key: &str) -> RowId {
    let mut rows = window.project().rows.values();
    rows.find(|row| row.key == key).expect(key).id
}

fn now(window: &Window, key: &str) -> RowNow {
    window.project().rows[&row(window, key)].now.clone()
}

/// How many the report that rests on a row and its event say were killed.
fn killed(window: &Window, key: &str) -> (Option<u32>, Option<u32>) {
    let row = row(window, key);
    let mut reports = window.project().reports.values();
    let report = reports.find(|report| report.passage.row() == Some(row));
    let report = report.expect("a report rests on it");
    let event = &window.project().events[&report.event];
    let of_event = event.toll().expect("a toll").total(Harm::Killed).best;
    (report.toll.total(Harm::Killed).best, of_event)
}

#[test]
fn a_dropped_newer_file_is_reviewed_and_taken_over_in_one_step() {
    let (mut window, id) = desk();
    let reports = window.project().reports.len();
    window.ask(Command::AddTables(vec!["/desk/ged-2.csv".into()]));
    assert!(window.has("A newer file of ‘ged’"), "{:?}", window.said());
    assert!(window.has("1 added · 1 changed · 1 gone · 1 the same · from /desk/ged-2.csv"));
    assert!(window.has("Something rests on it, 2"));
    // By keyboard: to the first linked row, which shows what it was and is.
    window.press(Modifiers::NONE, Key::Home);
    assert!(window.has("best: was 4, now 9"));
    window.press(Modifiers::NONE, Key::End);
    assert!(window.has("New in the newer file: 4"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.has("best: 1 row"), "what is to be said of all");
    window.press(Modifiers::COMMAND, Key::Enter);

    assert!(!window.has("A newer file of ‘ged’"), "{:?}", window.said());
    assert_eq!(sha(&window, id), Sha::of(ucdp(&NEW).as_bytes()));
    assert_eq!(window.project().tables.len(), 1);
    assert_eq!(window.project().reports.len(), reports, "links survive");
    assert!(matches!(now(&window, "1"), RowNow::Changed(_)));
    assert_eq!(now(&window, "2"), RowNow::Gone);
    assert_eq!(window.open().derived.reviews().len(), 2);
    assert_eq!(window.open().tables.get(id).map(|rows| rows.len()), Some(3));
    let said = window.said();
    assert!(
        said.last()
            .is_some_and(|last| last.ends_with("2 linked rows need review")),
        "it is said last: {said:?}"
    );
    window.ask(Command::Do(Action::ShowReviews));
    // By keyboard: the list has it.
    window.press(Modifiers::NONE, Key::ArrowDown);
    let first = window.open().session.selected;
    assert!(matches!(first, Some(RecordId::TableRow(_))), "{first:?}");
    assert!(window.has("2 passages and rows. Enter shows one; accept what it says now, put it on other words, or delete it in the inspector."));

    window.ask(Command::Do(Action::Undo));
    assert_eq!(sha(&window, id), Sha::of(ucdp(&OLD).as_bytes()));
    assert!(window.open().derived.reviews().is_empty());
    let rows = window
        .open()
        .tables
        .get(id)
        .expect("the rows of the older file");
    assert_eq!(rows.killed.get(0).best, Some(4));
    window.ask(Command::Do(Action::Redo));
    assert_eq!(window.open().derived.reviews().len(), 2);
    assert_eq!(sha(&window, id), Sha::of(ucdp(&NEW).as_bytes()));
}

#[test]
fn what_a_linked_row_says_now_is_looked_at_or_taken() {
    let (mut window, id) = desk();
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    window.click("Update the table");
    assert_eq!(
        killed(&window, "1"),
        (Some(4), Some(4)),
        "nothing changes by itself"
    );
    let changed = row(&window, "1");
    window.ask(Command::Select(Some(RecordId::TableRow(changed))));
    assert!(window.has("best: was 4, now 9"));
    window.click("Take the new values");
    assert_eq!(
        killed(&window, "1"),
        (Some(9), Some(4)),
        "the event keeps what it adopted"
    );
    assert_eq!(now(&window, "1"), RowNow::Same);
    let report = window.open().document.snapshot().reports_on_row(changed);
    let event = report.map(|report| report.event).next().expect("a report");
    window.ask(Command::Select(Some(RecordId::Event(event))));
    assert!(
        window.has("The report says otherwise now."),
        "and says where it is behind"
    );
    window.ask(Command::Do(Action::Undo));
    assert_eq!(killed(&window, "1"), (Some(4), Some(4)));
    assert!(matches!(now(&window, "1"), RowNow::Changed(_)));

    let gone = row(&window, "2");
    window.ask(Command::Edit(Verb::AcceptRow(gone)));
    assert_eq!(now(&window, "2"), RowNow::GoneSeen);
    assert_eq!(
        window.project().rows[&gone].cell("best"),
        Some("2"),
        "it keeps what it said"
    );
    assert_eq!(window.open().derived.reviews().len(), 1);

    // Back to what the analyst saw: nothing waits any more, and the row is there again.
    window
        .files
        .put("/desk/ged-3.csv", format!("{}\r\n", ucdp(&OLD)));
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-3.csv".into()));
    window.press(Modifiers::COMMAND, Key::Enter);
    assert!(
        window.open().derived.reviews().is_empty(),
        "{:?}",
        window.said()
    );
    assert_eq!(now(&window, "2"), RowNow::Same);
}

#[test]
fn a_value_corrected_by_hand_is_not_overwritten() {
    let (mut window, id) = desk();
    let changed = row(&window, "1");
    let mut report = report_on(&window, changed);
    report.toll.lines[0].estimate.best = Some(5);
    report.when.as_written = "6 January".to_owned();
    let record = Record::from(report.clone());
    window.ask(Command::Edit(Verb::Replace(Box::new(record), "toll")));
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    window.press(Modifiers::COMMAND, Key::Enter);
    window.ask(Command::TakeRowValues(changed));
    // The day is what it was in both files: nothing is to be said of it.
    let said = window.said();
    let last = said.last().expect("it is said");
    assert!(
        last.starts_with("Corrected by hand, so it stays in the report of ‘")
            && last.ends_with("’: toll (the row says otherwise now)"),
        "{said:?}"
    );
    assert_eq!(report_on(&window, changed), report);
    assert_eq!(now(&window, "1"), RowNow::Same, "it is looked at");
    let done = window.open().document.history().last_done();
    let label = done
        .map(|done| done.transaction.label.clone())
        .unwrap_or_default();
    assert!(label.contains("so it stays: toll"), "{label}");
}

fn report_on(window: &Window, row: RowId) -> Report {
    let mut reports = window.project().reports.values();
    let report = reports.find(|report| report.passage.row() == Some(row));
    Report::clone(report.expect("a report rests on it"))
}

#[test]
fn a_table_that_changed_while_it_was_compared_is_not_updated() {
    let (mut window, id) = desk();
    window.ask(Command::EmbedTable(id, true));
    window.ask(Command::UpdateTableFrom(id, "/desk/ged-2.csv".into()));
    let mut mapping = window.project().tables[&id].mapping.clone();
    mapping.notes.clear();
    let reading = TableReading {
        layout: window.project().tables[&id].layout.clone(),
        mapping,
        new_kinds: Vec::new(),
    };
    window.ask(Command::Edit(Verb::CorrectTable(id, Box::new(reading))));
    let before = window.project().clone();
    window.press(Modifiers::COMMAND, Key::Enter);
    let said = window.said();
    assert!(
        said.iter()
            .any(|it| it.contains("table ‘ged’ changed while it was compared: compare again")),
        "{said:?}"
    );
    assert_eq!(window.project(), &before);
    assert_eq!(
        window
            .open()
            .tables
            .get(id)
            .map(|rows| rows.killed.get(0).best),
        Some(Some(4)),
        "its rows are those of its file"
    );
    assert!(!window.open().keeper.lacks_originals());
    let kept = originals::table_path(
        Path::new("/desk/p.ron"),
        &TableFile {
            sha: Sha::of(ucdp(&NEW).as_bytes()),
            ..window.project().tables[&id].file.clone()
        },
    );
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    assert!(window.files.get(&kept).is_none(), "and no copy is kept");
}

/// Two rows with one id, in different places.
const TWICE: [(u32, &str, u32); 3] = [
    (1, "2021-01-06", 4),
    (1, "2021-02-10", 2),
    (3, "2021-03-01", 1),
];

#[test]
fn rows_that_share_an_id_are_kept_and_judged_one_by_one() {
    let setup = Setup::of_ada();
    setup.files.put("/desk/ged.csv", ucdp(&TWICE));
    let mut window = setup.open();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::AddTables(vec!["/desk/ged.csv".into()]));
    let id = table(&window);
    for row in [0, 1] {
        window.ask(Command::ForRows(id, vec![row], RowDeed::NewEvent(None)));
    }
    let rows: Vec<_> = window.project().rows.values().cloned().collect();
    let dates: Vec<_> = rows.iter().map(|row| row.cell("best")).collect();
    assert_eq!(dates, [Some("4"), Some("2")], "{:?}", window.said());
    let reports = rows.iter().map(|row| report_on(&window, row.id));
    let killed: Vec<_> = reports
        .map(|report| report.toll.total(Harm::Killed).best)
        .collect();
    assert_eq!(killed, [Some(4), Some(2)]);

    // Not the same is said of one only, and each row leads to its own record.
    let event = *window.project().events.keys().next().expect("an event");
    window.ask(Command::ForRows(id, vec![1], RowDeed::NotSameAs(event)));
    let judged: Vec<_> = window
        .project()
        .rows
        .values()
        .map(|row| row.not_same.len())
        .collect();
    assert_eq!(judged, [0, 1]);
    for (at, row) in (0..).zip(&rows) {
        window.ask(Command::SelectRow(Some((id, at))));
        assert_eq!(window.open().session.kept_row, Some(row.id));
        window.ask(Command::SelectRow(None));
        window.ask(Command::ShowRow(row.id));
        assert_eq!(window.open().session.row, Some((id, at)));
    }

    // In a newer edition, with the rows the other way round, one reads otherwise.
    let newer = [TWICE[1], (1, "2021-01-06", 9), TWICE[2]];
    window.files.put("/desk/newer.csv", ucdp(&newer));
    window.ask(Command::UpdateTableFrom(id, "/desk/newer.csv".into()));
    window.press(Modifiers::COMMAND, Key::Enter);
    let now = |window: &Window| -> Vec<bool> {
        let rows = window.project().rows.values();
        rows.map(|row| row.now.needs_review()).collect()
    };
    assert_eq!(now(&window), [true, false]);
    window.ask(Command::TakeRowValues(rows[0].id));
    assert_eq!(now(&window), [false, false], "{:?}", window.said());
    let killed = |at: usize| {
        report_on(&window, rows[at].id)
            .toll
            .total(Harm::Killed)
            .best
    };
    assert_eq!([killed(0), killed(1)], [Some(9), Some(2)]);
}

#[test]
fn a_newer_file_can_be_added_as_another_table_or_left() {
    let (mut window, id) = desk();
    window.ask(Command::AddTables(vec!["/desk/ged-2.csv".into()]));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has("A newer file of ‘ged’"));
    assert_eq!(sha(&window, id), Sha::of(ucdp(&OLD).as_bytes()));
    window.ask(Command::AddTables(vec!["/desk/ged-2.csv".into()]));
    window.click("Add as another table");
    assert_eq!(window.project().tables.len(), 2, "{:?}", window.said());
}

#[test]
fn a_file_changed_in_place_is_compared_by_its_linked_rows() {
    let (mut window, id) = desk();
    window.files.put("/desk/ged.csv", ucdp(&NEW));
    // Read again, it is another file.
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    let files = window.kill();
    let setup = Setup {
        files,
        paths: vec!["/desk/p.ron".into()],
        replica: 8,
        ..Setup::of_ada()
    };
    let mut window = setup.open();
    window.ask(Command::Select(Some(id.into())));
    window.click("Compare with the new file…");
    assert!(
        window.has("Only linked rows can be compared."),
        "{:?}",
        window.said()
    );
    assert!(window.has("2 of 2 linked rows differ · from /desk/ged.csv"));
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.open().derived.reviews().len(), 2);
    assert_eq!(window.open().tables.get(id).map(|rows| rows.len()), Some(3));
}

#[test]
fn what_cannot_be_compared_is_said_and_changes_nothing() {
    let (mut window, id) = desk();
    window.files.put("/desk/page.csv", "%PDF-1.4 no table");
    window.files.put("/desk/none-left.csv", ucdp(&[]));
    window.files.put("/desk/same.csv", ucdp(&OLD));
    for (path, said) in [
        ("/desk/none.csv", "Not compared: "),
        ("/desk/page.csv", "Not compared: "),
        (
            "/desk/none-left.csv",
            "the newer file has no rows; nothing was changed in ‘ged’",
        ),
        (
            "/desk/same.csv",
            "is the very file ‘ged’ has: nothing changed",
        ),
    ] {
        window.ask(Command::UpdateTableFrom(id, path.into()));
        let told = window.said();
        assert!(
            told.last().is_some_and(|last| last.contains(said)),
            "{path}: {told:?}"
        );
        assert!(!window.has("A newer file of ‘ged’"));
    }
    // Cut off in the middle of a row: the row is refused, and the review says what is gone.
    let whole = ucdp(&OLD);
    let cut = whole.get(..whole.len() - 60).expect("ASCII");
    window.files.put("/desk/cut.csv", cut);
    window
        .dialogs
        .borrow_mut()
        .push_back(Answer::Chosen(vec!["/desk/cut.csv".into()]));
    window.ask(Command::Select(Some(id.into())));
    window.ask(Command::Do(Action::UpdateTable));
    assert!(window.has("A newer file of ‘ged’"), "{:?}", window.said());
    window.click("Cancel");
    assert_eq!(sha(&window, id), Sha::of(whole.as_bytes()));
    assert!(window.open().derived.reviews().is_empty());
}

/// The Pakistan file as a newer release may have it: a toll corrected in every hundredth row, every
/// thousandth row gone, two rows added.
fn doctored(text: &str) -> String {
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        let line = match number {
            2.. if number % 100 == 7 => line.replacen(",Government of Pakistan,", ",Pakistan,", 1),
            2.. if number % 1_000 == 3 => continue,
            _ => line.to_owned(),
        };
        out.push_str(&line);
        out.push_str("\r\n");
    }
    out
}

#[test]
fn the_review_is_drawn_over_the_panes() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let text = std::fs::read_to_string(path).unwrap();
    for (theme, size, name) in [
        (Theme::Light, [1440.0, 900.0], "newer file light"),
        (Theme::Dark, [1440.0, 900.0], "newer file dark"),
        (Theme::Light, [1024.0, 700.0], "newer file narrow"),
    ] {
        let setup = Setup {
            theme,
            size: size.into(),
            ..Setup::of_ada()
        };
        setup.files.put("/desk/pakistan.csv", text.as_bytes());
        setup.files.put("/desk/newer.csv", doctored(&text));
        let mut window = setup.open();
        window.ask(Command::Do(Action::OpenSample));
        window.ask(Command::AddTables(vec!["/desk/pakistan.csv".into()]));
        let id = table(&window);
        window.ask(Command::ForRows(id, vec![1], RowDeed::NewEvent(None)));
        window.ask(Command::ForRows(id, vec![5], RowDeed::NewEvent(None)));
        window.ask(Command::AddTables(vec!["/desk/newer.csv".into()]));
        assert!(
            window.has("A newer file of ‘pakistan’"),
            "{:?}",
            window.said()
        );
        let all = picture(&mut window.harness, &format!("{name}, all"));
        window.press(Modifiers::NONE, Key::Home);
        let row = picture(&mut window.harness, name);
        assert!(inked_share(&all) > 0.02 && inked_share(&row) > 0.02);
    }
}

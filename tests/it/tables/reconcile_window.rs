//! Reconciling in the window, as a person does it.

use super::PAKISTAN;
use crate::support::corpus::corpus;
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::path::Path;
use tightrope::analysis::facts::EventFacts;
use tightrope::model::event::Ground;
use tightrope::model::id::{EventId, RecordId, TableId};
use tightrope::model::report::Passage;
use tightrope::model::toll::Harm;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace, RowDeed};

/// The founding project with the Pakistan file; the table, and the row of the attack on the Army
/// Public School in Peshawar.
fn with_pakistan(setup: Setup) -> Option<(Window, TableId, u32)> {
    let path = corpus(PAKISTAN)?;
    let mut window = setup.open();
    let bytes = std::fs::read(path).unwrap();
    window.files.put("/desk/pakistan.csv", bytes);
    window.ask(Command::Do(Action::OpenSample));
    let dropped = Path::new("/desk/pakistan.csv").to_owned();
    window.ask(Command::AddTables(vec![dropped]));
    let (table, row) = {
        let open = window.open();
        let (id, _) = open.document.project().tables.iter().next().unwrap();
        let rows = open.tables.get(*id).expect("its rows");
        let school = (0..rows.len()).find(|row| {
            let day = rows.days.get(*row).map(|days| days.first().to_string());
            day.as_deref() == Some("2014-12-16") && rows.killed.get(*row).best > Some(100)
        });
        (*id, school.expect("the attack of 16 December 2014"))
    };
    Some((window, table, row))
}

fn facts(window: &Window, event: EventId) -> EventFacts {
    let found = window.open().derived.events().get(event);
    EventFacts::clone(found.expect("an event"))
}

#[test]
fn a_row_becomes_an_event_and_another_row_a_report_of_it() {
    let Some((mut window, table, row)) = with_pakistan(Setup::of_ada()) else {
        return;
    };
    let before = window.open().derived.events().totals();
    // The row is selected in its table; E makes an event of it.
    window.ask(Command::SelectRow(Some((table, row))));
    window.ask(Command::Do(Action::ShowReconcile));
    assert!(
        window.has("No event within 7 days of it could be the same. E makes an event of the row.")
    );
    window.press(Modifiers::NONE, Key::E);
    let Some(RecordId::Event(event)) = window.open().session.selected else {
        panic!("{:?}", window.said());
    };
    let made = facts(&window, event);
    assert_eq!(
        made.event.when().unwrap().used_date().unwrap().as_str(),
        "2014-12-16"
    );
    assert_eq!(made.table_titles, ["pakistan"]);
    let known = made.event.toll().unwrap().total(Harm::Killed);
    assert!(known.best > Some(100), "{known:?}");
    let after = window.open().derived.events().totals();
    assert_eq!(
        after.incidents,
        before.incidents + 1,
        "one event, not a table of them"
    );

    // Its own row is listed as linked; the first of the others is linked by key.
    window.ask(Command::Do(Action::ShowReconcile));
    assert!(window.has("Linked rows"), "{:?}", window.said());
    assert!(window.has("Rows that may be the same"));
    let (_, candidate, of) = window.open().session.reconcile.pair().expect("a candidate");
    assert_eq!(of, event);
    assert_ne!(candidate, row, "a linked row is no candidate");
    // Not the same, says the analyst, and takes it back.
    window.press(Modifiers::NONE, Key::N);
    assert!(window.has("Judged not the same"), "{:?}", window.said());
    let again = window.open().session.reconcile.pair();
    assert!(
        again.is_none_or(|(_, row, _)| row != candidate),
        "not proposed again"
    );
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::U);
    assert!(!window.has("Judged not the same"), "{:?}", window.said());
    assert_eq!(
        window.open().session.reconcile.pair(),
        Some((table, candidate, event))
    );
    window.press(Modifiers::NONE, Key::Enter);
    let reports: Vec<_> = window
        .open()
        .document
        .snapshot()
        .reports_of(event)
        .cloned()
        .collect();
    assert_eq!(reports.len(), 2, "{:?}", window.said());
    assert!(
        reports
            .iter()
            .all(|report| matches!(report.passage, Passage::Row(_)))
    );
    let ground = facts(&window, event).event.when.clone().unwrap().from;
    assert_eq!(
        ground,
        Ground::Report(reports[0].id),
        "the first stays what it rests on"
    );

    // Another row is not the same, and that is remembered.
    window.ask(Command::ForRows(table, vec![0], RowDeed::NotSameAs(event)));
    assert!(window.has("Judged not the same"), "{:?}", window.said());
    let kept = window
        .project()
        .rows
        .values()
        .find(|row| row.not_same == [event])
        .cloned();
    let kept = kept.expect("a judged row");

    // Undo and redo, save and open again: all of it survives.
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(!window.project().rows.contains_key(&kept.id));
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().rows.len(), 1);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project().rows.len(), 3);
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    let saved = window.file("/desk/p.ron");
    assert_eq!(saved.rows.len(), 3);
    window.ask(Command::Open("/desk/p.ron".into()));
    window.ask(Command::Select(Some(event.into())));
    window.ask(Command::Do(Action::ShowReconcile));
    assert!(window.has("Linked rows") && window.has("Judged not the same"));
    assert_eq!(facts(&window, event).table_titles, ["pakistan"]);

    // What was judged can be taken back where it is shown.
    let name = format!("Take back: pakistan · {}", kept.key);
    window.click(&name);
    assert!(!window.has("Judged not the same"), "{:?}", window.said());
}

#[test]
fn an_event_of_the_analysts_own_finds_its_row_first() {
    let Some((mut window, table, row)) = with_pakistan(Setup::of_ada()) else {
        return;
    };
    window.ask(Command::ForRows(table, vec![row], RowDeed::NewEvent(None)));
    let Some(RecordId::Event(event)) = window.open().session.selected else {
        panic!("{:?}", window.said());
    };
    // What only the row says is taken away again: a date, and nothing else.
    let report = window
        .open()
        .document
        .snapshot()
        .reports_of(event)
        .next()
        .unwrap()
        .id;
    window.ask(Command::Edit(tightrope::workbench::verb::Verb::Delete(
        report.into(),
    )));
    assert!(window.project().rows.is_empty());
    window.ask(Command::Select(Some(event.into())));
    window.ask(Command::Do(Action::ShowReconcile));
    let (_, first, _) = window.open().session.reconcile.pair().expect("a candidate");
    assert_eq!(first, row, "the same day and toll come first");
    // By mouse, by name.
    let key = {
        let rows = window.open().tables.get(table).unwrap();
        let id = rows.column("id").unwrap();
        rows.records.read(row).unwrap()[id].clone()
    };
    window.click(&format!("Same event: pakistan · {key}"));
    let linked = window.open().document.snapshot().reports_of(event).count();
    assert_eq!(linked, 1, "{:?}", window.said());
    window.click(&format!("Show: pakistan · {key}"));
    assert_eq!(window.open().session.row, Some((table, row)));
    // Seen from the row, the event is linked.
    assert!(window.has("Linked events"));
}

#[test]
fn the_walk_leaves_out_events_that_rest_on_a_row() {
    let Some((mut window, table, row)) = with_pakistan(Setup::of_ada()) else {
        return;
    };
    window.ask(Command::Do(Action::NextUnreconciled));
    let Some(RecordId::Event(first)) = window.open().session.selected else {
        panic!("nothing is selected");
    };
    window.ask(Command::ForRows(table, vec![row], RowDeed::SameAs(first)));
    window.ask(Command::Select(None));
    window.ask(Command::Do(Action::NextUnreconciled));
    let second = window.open().session.selected;
    assert!(
        second.is_some() && second != Some(first.into()),
        "{second:?}"
    );
    window.press(Modifiers::NONE, Key::J);
    assert_ne!(window.open().session.selected, second, "J goes on");
    window.press(Modifiers::NONE, Key::K);
    assert_eq!(window.open().session.selected, second, "K goes back");
}

#[test]
fn suspected_duplicates_are_shown_and_one_event_is_made_of_a_group() {
    let Some((mut window, _, _)) = with_pakistan(Setup::of_ada()) else {
        return;
    };
    let events = window.project().events.len();
    window.ask(Command::Do(Action::SuspectedDuplicates));
    let label = window
        .harness
        .query_all_by_label_contains("look like one incident each")
        .count();
    assert_eq!(label, 1, "{:?}", window.said());
    assert!(
        window.project().rows.is_empty(),
        "nothing is merged by itself"
    );
    let node = window
        .harness
        .query_all_by_label_contains("One event of")
        .next();
    node.expect("a group").click();
    window.settle();
    assert_eq!(
        window.project().events.len(),
        events + 1,
        "{:?}",
        window.said()
    );
    assert!(window.project().rows.len() >= 2);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().events.len(), events);
    window.click("Back to candidates");
    assert!(window.open().session.reconcile.doubles.is_none());
}

fn first_event(window: &Window) -> EventId {
    match window.open().session.selected {
        Some(RecordId::Event(id)) => id,
        other => panic!("{other:?} is selected"),
    }
}

#[test]
fn pictures_of_the_pane() {
    use crate::support::pictures::{inked_share, picture};
    for (size, theme, name) in [
        ((1440.0, 900.0), egui::Theme::Light, "reconcile-light"),
        ((1024.0, 700.0), egui::Theme::Dark, "reconcile-dark-narrow"),
    ] {
        let setup = Setup {
            size: egui::vec2(size.0, size.1),
            theme,
            ..Setup::of_ada()
        };
        let Some((mut window, table, row)) = with_pakistan(setup) else {
            return;
        };
        window.ask(Command::ForRows(table, vec![row], RowDeed::NewEvent(None)));
        window.ask(Command::Do(Action::ShowReconcile));
        window.ask(Command::ForRows(
            table,
            vec![0],
            RowDeed::NotSameAs(first_event(&window)),
        ));
        window.ask(Command::ForRows(
            table,
            vec![row - 1],
            RowDeed::SameAs(first_event(&window)),
        ));
        let image = picture(&mut window.harness, name);
        assert!(inked_share(&image) > 0.02);
        window.ask(Command::SelectRow(Some((table, row))));
        picture(&mut window.harness, &format!("{name}-row"));
        window.ask(Command::Do(Action::SuspectedDuplicates));
        picture(&mut window.harness, &format!("{name}-doubles"));
    }
}

//! What a person does from beginning to end, by keyboard and by accessible names.

use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use tightrope::analysis::counts::{BucketWidth, Counting, count};
use tightrope::analysis::segments::{next_sentence, sentence_at};
use tightrope::analysis::selection::Selection;
use tightrope::figure::timeline::{Lanes, timeline};
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::{Event, Ground};
use tightrope::model::id::{AnnotationId, EventId, RecordId};
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::dialogs::Answer;

/// Certain and expected incidents per year, as the charts and the command line count them.
fn by_year(window: &Window) -> Vec<(f64, f64)> {
    let how = Counting {
        bucket: BucketWidth(Bucket::Year),
        split: Split::None,
        ..Counting::default()
    };
    let events = window.open().derived.events();
    let selection = Selection::default();
    let counts = count(events.iter().filter(|facts| selection.admits(facts)), &how).unwrap();
    let cell = |bucket| counts.cell(bucket, 0);
    (0..counts.buckets.len())
        .map(|bucket| (cell(bucket).certain, cell(bucket).expected))
        .collect()
}

/// Moves the caret to the sentence with these words and selects it, by keys.
fn select_sentence(window: &mut Window, words: &str) {
    let source = window.open().session.source.expect("a source is read");
    let text = window
        .project()
        .text_of(source)
        .expect("it has a text")
        .as_str()
        .to_owned();
    let target = text.find(words).expect("the words stand in the text");
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::COMMAND, Key::Home);
    let mut at = 0;
    while !sentence_at(&text, at).contains(&target) {
        at = next_sentence(&text, at);
        assert!(at < text.len(), "no sentence holds {words}");
        window
            .harness
            .key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
        window.pass();
    }
    window.press(Modifiers::NONE, Key::S);
    let selected = window.open().session.words.expect("a sentence is selected");
    assert!(
        text[selected.range()].contains(words),
        "{}",
        &text[selected.range()]
    );
}

/// Codes the selected words by a few letters of the code.
fn code(window: &mut Window, letters: &str) -> AnnotationId {
    window.press(Modifiers::NONE, Key::Enter);
    window.type_text(letters);
    window.press(Modifiers::NONE, Key::Enter);
    match window.open().session.selected {
        Some(RecordId::Annotation(id)) => id,
        other => panic!("{other:?} is selected, not the new annotation"),
    }
}

fn event_titled<'a>(window: &'a Window, title: &str) -> &'a Event {
    let mut events = window.project().events.values();
    events
        .find(|event| event.title == title)
        .unwrap_or_else(|| panic!("no event ‘{title}’"))
}

/// The days of the mark of an event in the timeline's data.
fn on_timeline(window: &Window, event: EventId) -> Vec<DayRange> {
    let data = timeline(
        window.project(),
        &window.open().derived,
        &Selection::everything(),
        &Lanes::default(),
    );
    let entries = data.lanes.iter().flat_map(|lane| &lane.entries);
    let mut own = entries.filter(|entry| entry.ids.contains(&event.into()));
    own.next()
        .map(|entry| entry.days.clone())
        .unwrap_or_default()
}

#[test]
fn the_first_start_opens_the_sample_and_changes_no_file() {
    let mut window = Setup::default().open();
    assert_eq!(window.project().events.len(), 27);
    assert_eq!(by_year(&window), [(3.0, 3.0), (2.0, 2.0)]);
    assert!(window.has("5 countable incidents of 9"));
    assert!(window.has("9 policy shifts of 11"));
    window.harness.key_press(Key::F8);
    window.settle();
    assert!(matches!(
        window.open().session.selected,
        Some(RecordId::Annotation(_))
    ));
    let kept: Vec<String> = window.files.names();
    assert!(
        kept.iter().all(|name| name.starts_with("/config")),
        "{kept:?}"
    );
}

#[test]
fn a_sentence_is_coded_and_made_an_event_by_keyboard_only() {
    let mut window = Setup::default().open();
    let before = window.project().clone();
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::NONE, Key::S);
    window.press(Modifiers::NONE, Key::Enter);
    window.type_text("stri");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("Coder’s name"), "the name is asked once");
    window.type_text("Ada");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(
        window.project().annotations.len(),
        before.annotations.len() + 1
    );
    assert!(
        window
            .project()
            .coders
            .values()
            .any(|coder| coder.name == "Ada")
    );
    window.press(Modifiers::COMMAND, Key::E);
    let events = window.project().events.len();
    assert_eq!(events, before.events.len() + 1, "{:?}", window.said());
    let Some(RecordId::Event(event)) = window.open().session.selected else {
        panic!("the new event is selected");
    };
    let reports: Vec<_> = window
        .open()
        .document
        .snapshot()
        .reports_of(event)
        .collect();
    assert_eq!(reports.len(), 1);
    window.press(Modifiers::COMMAND, Key::Z);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.project(), before);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.project().events.len(), before.events.len() + 1);
}

const BORDER_NOTES: &str = include_str!("../../assets/cases/pak-afghan/border-notes.txt");

/// The sample, with a second article added and its account of the checkpoint attack reported.
fn window_with_second_report() -> (Window, EventId) {
    let setup = Setup::of_ada();
    setup.files.put("/texts/border-notes.txt", BORDER_NOTES);
    let mut window = setup.open();
    window.click("Open the sample");
    let attack = event_titled(&window, "Checkpoint attack").id;
    let chosen = Answer::Chosen(vec![PathBuf::from("/texts/border-notes.txt")]);
    window.dialogs.borrow_mut().push_back(chosen);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    assert_eq!(window.project().sources.len(), 2, "{:?}", window.said());
    select_sentence(&mut window, "claimed that 35 had died");
    code(&mut window, "atta");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    window.type_text("checkpoint");
    window.press(Modifiers::NONE, Key::Enter);
    (window, attack)
}

#[test]
fn a_second_article_reports_the_same_event_with_another_toll() {
    let (mut window, attack) = window_with_second_report();
    let reports: Vec<_> = window
        .open()
        .document
        .snapshot()
        .reports_of(attack)
        .cloned()
        .collect();
    assert_eq!(reports.len(), 2, "{:?}", window.said());
    assert_eq!(window.open().session.selected, Some(attack.into()));
    let second = reports[1].id;
    let killed = |window: &Window| {
        let toll = window.project().events[&attack]
            .toll()
            .unwrap()
            .total(Harm::Killed);
        (toll.low, toll.best, toll.high)
    };
    assert_eq!(killed(&window), (Some(16), Some(16), None));

    // What the second report says about the dead is entered in its own form, then adopted.
    window.click("Edit report 2");
    window.click("Add killed, report 2");
    window.click("Killed, best, report 2");
    window.type_text("35");
    window.press(Modifiers::NONE, Key::Enter);
    let said = window.project().reports[&second].toll.total(Harm::Killed);
    assert_eq!(said.best, Some(35));
    assert_eq!(
        killed(&window),
        (Some(16), Some(16), None),
        "a report changes no adopted value"
    );
    window.click("Adopt toll from report 2");
    assert_eq!(killed(&window).1, Some(35));
    let event = &window.project().events[&attack];
    assert_eq!(event.toll.as_ref().unwrap().from, Ground::Report(second));

    // The table, the timeline's data and the counts show the same event, still once.
    window.press(Modifiers::COMMAND, Key::Num2);
    assert!(window.has("Checkpoint attack"), "in the table");
    let december = DayRange::new(
        Day::from_ymd(2024, 12, 1).unwrap(),
        Day::from_ymd(2024, 12, 31).unwrap(),
    );
    assert_eq!(on_timeline(&window, attack), [december.unwrap()]);
    assert_eq!(by_year(&window), [(3.0, 3.0), (2.0, 2.0)]);
}

#[test]
fn nothing_is_lost_when_the_program_is_killed() {
    let (mut window, attack) = window_with_second_report();
    let after = window.project().clone();
    let steps = window.open().document.history().done_count();
    assert!(steps >= 3);
    for _ in 0..steps {
        window.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.open().document.history().done_count(), 0);
    assert_eq!(window.project().sources.len(), 1);
    for _ in 0..steps {
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(records(window.project()), records(&after));

    // Killed, not closed: the work is offered again as a draft, with its history.
    let files = window.kill();
    let mut window = Setup {
        files,
        replica: 8,
        ..Setup::of_ada()
    }
    .open();
    window.click("Pakistan and Afghanistan: walking the line");
    assert_eq!(records(window.project()), records(&after));
    assert_eq!(
        window.open().document.history().done_count(),
        steps,
        "undo reaches back"
    );
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        window.open().document.snapshot().reports_of(attack).count(),
        1
    );
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);

    // Under a name, then under another: the same bytes.
    for name in ["/desk/one.ron", "/desk/two.ron"] {
        let chosen = Answer::Chosen(vec![PathBuf::from(name)]);
        window.dialogs.borrow_mut().push_back(chosen);
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    }
    let (one, two) = (
        window.files.get("/desk/one.ron"),
        window.files.get("/desk/two.ron"),
    );
    assert!(one.is_some() && one == two, "{:?}", window.said());
    assert_eq!(records(&window.file("/desk/two.ron")), records(&after));
    let drafts: Vec<_> = window
        .files
        .names()
        .into_iter()
        .filter(|name| name.contains("drafts/"))
        .collect();
    assert!(
        drafts.is_empty(),
        "a named project is no draft any more: {drafts:?}"
    );
}

/// Every record as it would be saved; texts that no source names are left out.
fn records(project: &tightrope::model::project::Project) -> Vec<tightrope::model::record::Record> {
    project.records().collect()
}

#[test]
fn closing_saves_a_named_project_and_the_next_start_opens_it_again() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    let chosen = Answer::Chosen(vec![PathBuf::from("/desk/mine.ron")]);
    window.dialogs.borrow_mut().push_back(chosen);
    window.press(Modifiers::COMMAND, Key::S);
    let before = window.files.get("/desk/mine.ron").expect("saved");
    select_sentence(&mut window, "Neither country wants a war");
    code(&mut window, "pred");
    assert!(window.has("Every change saved"));
    assert_eq!(
        window.files.get("/desk/mine.ron"),
        Some(before.clone()),
        "the journal has it, not yet the file"
    );
    let coded = window.project().clone();
    window.press(Modifiers::COMMAND, Key::Q);
    assert!(window.harness.state().wants_to_close());
    assert_eq!(records(&window.file("/desk/mine.ron")), records(&coded));
    let preferences = window
        .files
        .get("/config/preferences.ron")
        .expect("remembered");
    let preferences = tightrope::workbench::preferences::Preferences::from_ron(
        &String::from_utf8(preferences).unwrap(),
    );
    let again = Setup {
        files: window.kill(),
        preferences: Some(preferences),
        replica: 9,
        ..Setup::default()
    }
    .open();
    assert_eq!(records(again.project()), records(&coded));
}

#[test]
fn what_cannot_be_opened_leaves_the_open_project_untouched() {
    let setup = Setup::of_ada();
    setup.files.put("/bad/other.ron", "(this: is, no: project)");
    setup
        .files
        .put("/bad/binary.txt", vec![0u8, 159, 146, 150, 0]);
    let mut sample = tightrope::storage::sample().to_vec();
    let newer = String::from_utf8(sample.clone())
        .unwrap()
        .replacen("(format:1", "(format:9", 1);
    setup.files.put("/bad/newer.ron", newer);
    let middle = sample.len() / 2;
    sample[middle] ^= 1;
    setup.files.put("/bad/damaged.ron", sample);
    let mut window = setup.open();
    window.click("Open the sample");
    let before = window.project().clone();
    for (path, words) in [
        ("/bad/missing.ron", "no such file"),
        ("/bad/other.ron", "not a Tightrope project"),
        ("/bad/newer.ron", "newer Tightrope"),
        ("/bad/damaged.ron", "damaged"),
        ("/bad/binary.txt", "binary"),
    ] {
        window
            .harness
            .state_mut()
            .ask(Command::Open(PathBuf::from(path)));
        window.settle();
        let said = window.said();
        assert!(
            said.iter()
                .any(|text| text.contains(words) && text.contains(path)),
            "{path}: {said:?}"
        );
        assert_eq!(*window.project(), before, "{path}");
    }
}

#[test]
fn a_full_disk_is_told_and_the_work_stays_in_memory() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    window.files.fail_at(Some(1));
    select_sentence(&mut window, "Neither country wants a war");
    code(&mut window, "pred");
    assert!(
        window
            .said()
            .iter()
            .any(|text| text.contains("told to fail")),
        "{:?}",
        window.said()
    );
    assert!(window.has("Not on disk yet"));
    let coded = window.project().annotations.len();
    window.files.fail_at(None);
    select_sentence(&mut window, "Patience in Islamabad");
    code(&mut window, "pred");
    assert_eq!(window.project().annotations.len(), coded + 1);
    let wanted = records(window.project());
    let files = window.kill();
    let mut window = Setup {
        files,
        replica: 8,
        ..Setup::of_ada()
    }
    .open();
    window.click("Pakistan and Afghanistan: walking the line");
    assert_eq!(
        records(window.project()),
        wanted,
        "both edits are on disk after all"
    );
}

#[test]
fn several_texts_begin_one_project() {
    let setup = Setup::of_ada();
    setup.files.put("/texts/a.txt", "One text.");
    setup.files.put("/texts/b.txt", "Another text.");
    let paths = vec!["/texts/a.txt".into(), "/texts/b.txt".into()];
    let window = Setup { paths, ..setup }.open();
    assert_eq!(window.project().sources.len(), 2, "{:?}", window.said());
}

#[test]
fn a_file_that_is_there_is_not_replaced_unasked() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    window.files.put("/desk/notes.ron", "my other notes");
    window.ask(Command::SaveTo("/desk/notes.ron".into(), Replace::Ask));
    assert_eq!(
        window.files.get("/desk/notes.ron").as_deref(),
        Some(&b"my other notes"[..])
    );
    assert!(window.has("Replace it"));
    window.click("Cancel");
    assert_eq!(
        window.files.get("/desk/notes.ron").as_deref(),
        Some(&b"my other notes"[..])
    );
}

#[test]
fn a_save_under_a_name_is_not_lost_to_the_next_save() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    let app = window.harness.state_mut();
    app.ask(Command::SaveTo("/desk/one.ron".into(), Replace::Agreed));
    app.ask(Command::SaveTo("/desk/two.ron".into(), Replace::Agreed));
    window.settle();
    assert!(
        window.files.get("/desk/one.ron").is_some(),
        "{:?}",
        window.said()
    );
    assert_eq!(
        window.files.get("/desk/one.ron"),
        window.files.get("/desk/two.ron")
    );
}

#[test]
fn what_is_typed_is_not_lost_on_closing() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    let attack = event_titled(&window, "Checkpoint attack").id;
    window.ask(Command::Reveal(attack.into()));
    window.click("Resolved date");
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("2025-13");
    window.press(Modifiers::COMMAND, Key::W);
    assert_eq!(
        window.project().events.len(),
        27,
        "still open: {:?}",
        window.said()
    );
    assert!(
        window
            .said()
            .iter()
            .any(|text| text.starts_with("Not closed")),
        "{:?}",
        window.said()
    );
}

#[test]
fn opening_twice_at_once_opens_once_and_to_write() {
    let setup = Setup::of_ada();
    setup.files.put("/desk/p.ron", tightrope::storage::sample());
    let mut window = setup.open();
    let app = window.harness.state_mut();
    app.ask(Command::Open("/desk/p.ron".into()));
    app.ask(Command::Open("/desk/p.ron".into()));
    window.settle();
    assert_eq!(
        window.open().keeper.read_only(),
        None,
        "{:?}",
        window.said()
    );
    window.ask(Command::Open("/desk/p.ron".into()));
    assert_eq!(window.open().keeper.read_only(), None);
    assert!(window.has("/desk/p.ron is open already"));
}

#[test]
fn tabs_work_in_a_narrow_window() {
    let setup = Setup::of_ada();
    let mut window = Setup {
        size: egui::vec2(1024.0, 700.0),
        ..setup
    }
    .open();
    window.click("Open the sample");
    window.click("Events");
    let table = window.harness.query_by_label_contains("27 events");
    assert!(table.is_some(), "the table is shown");
}

#[test]
fn a_failed_save_is_not_called_saved_and_there_is_a_way_out() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    window.ask(Command::SaveTo("/desk/mine.ron".into(), Replace::Agreed));
    select_sentence(&mut window, "Neither country wants a war");
    code(&mut window, "pred");
    let coded = records(window.project());
    window.files.put("/desk/mine.ron", "somebody else was here");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(
        window.has("Edits kept, file not written"),
        "{:?}",
        window.said()
    );
    window.press(Modifiers::COMMAND, Key::Q);
    assert!(!window.harness.state().wants_to_close());
    window.press(Modifiers::COMMAND, Key::Q);
    assert!(
        window.harness.state().wants_to_close(),
        "{:?}",
        window.said()
    );
    assert_eq!(
        window.files.get("/desk/mine.ron").as_deref(),
        Some(&b"somebody else was here"[..])
    );
    assert!(!coded.is_empty());
}

#[test]
fn the_coder_is_asked_for_before_a_source_is_added() {
    let setup = Setup::default();
    setup.files.put("/texts/a.txt", "One text.");
    let mut window = setup.open();
    window.ask(Command::AddFiles(vec!["/texts/a.txt".into()]));
    assert_eq!(window.project().sources.len(), 1);
    window.type_text("Ada");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.project().sources.len(), 2);
    let added = window.project().sources.values().next_back().unwrap();
    assert!(added.made.by.is_some());
}

#[test]
fn delete_in_the_text_takes_passages_only() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    let attack = event_titled(&window, "Checkpoint attack").id;
    window.ask(Command::Select(Some(attack.into())));
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(window.project().events.len(), 27, "{:?}", window.said());
    let annotations = window.project().annotations.len();
    window.press(Modifiers::NONE, Key::N);
    window.press(Modifiers::NONE, Key::Delete);
    assert_eq!(window.project().annotations.len(), annotations - 1);
    assert_eq!(window.project().events.len(), 27, "reports stay, flagged");
    assert!(
        window
            .said()
            .iter()
            .any(|text| text.starts_with("Deleted the annotation"))
    );
}

#[test]
fn undo_works_from_inside_the_form() {
    let mut window = Setup::of_ada().open();
    window.click("Open the sample");
    let attack = event_titled(&window, "Checkpoint attack").id;
    window.ask(Command::Reveal(attack.into()));
    let before = window.project().clone();
    window.click("Resolved date");
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("2025-01");
    window.press(Modifiers::NONE, Key::Tab);
    assert_ne!(*window.project(), before, "committed");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(records(window.project()), records(&before));
}

#[test]
fn without_a_dialog_a_path_is_typed() {
    let setup = Setup::of_ada();
    let mut window = setup.open();
    window.click("Open the sample");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.has("Path"), "{:?}", window.said());
    window.type_text("/desk/typed.ron");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(
        window.files.get("/desk/typed.ron").is_some(),
        "{:?}",
        window.said()
    );
    assert!(window.has("Every change saved"));
}

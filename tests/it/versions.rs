//! A new version of an article, from the file to the list of what needs review, by keyboard.

use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use std::path::PathBuf;
use tightrope::model::annotation::Annotation;
use tightrope::model::id::{AnnotationId, RecordId, SourceId};
use tightrope::model::project::Project;
use tightrope::model::record::Noted as _;
use tightrope::model::text::TextSpan;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::dialogs::Answer;

const OLD: &str = "Border notes\n\nOn 9 October aircraft struck Kabul and Khost. Officials in \
Islamabad did not comment. Twelve people were killed in Paktika province, local elders said.\n\n\
In November the ministry closed the Torkham crossing to trade. A trader in Peshawar called it a \
blockade.\n\nThe talks in Istanbul failed. Two soldiers were killed near Chaman on the same day.\n";

/// The toll is corrected, a paragraph moves down, one sentence is printed twice amid new ones, one
/// is dropped.
const NEW: &str = "Border notes\n\nOn 9 October aircraft struck Kabul and Khost. Officials in \
Islamabad did not comment. Fourteen people were killed in Paktika province, local elders said.\n\n\
A first list says so. Two soldiers were killed near Chaman on the same day.\n\n\
A second list says so. Two soldiers were killed near Chaman on the same day.\n\n\
In November the ministry closed the Torkham crossing to trade. A trader in Peshawar called it a \
blockade.\n";

fn desk() -> Window {
    let setup = Setup::of_ada();
    setup.files.put("/texts/notes.txt", OLD.as_bytes());
    setup.files.put("/texts/corrected.txt", NEW.as_bytes());
    let paths = vec![PathBuf::from("/texts/notes.txt")];
    Setup { paths, ..setup }.open()
}

fn span(text: &str, words: &str) -> TextSpan {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words}"));
    TextSpan::from_range(at..at + words.len()).unwrap()
}

/// Codes words with the first code that `letters` find.
fn code(window: &mut Window, words: &str, letters: &str) -> AnnotationId {
    let source = window.open().session.source.unwrap();
    window.select_words(source, span(OLD, words));
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text(letters);
    window.press(Modifiers::NONE, Key::Enter);
    match window.open().session.selected {
        Some(RecordId::Annotation(id)) => id,
        other => panic!("{other:?}"),
    }
}

struct Coded {
    exact: AnnotationId,
    edited: AnnotationId,
    twice: AnnotationId,
    gone: AnnotationId,
}

fn coded(window: &mut Window) -> Coded {
    Coded {
        exact: code(window, "aircraft struck Kabul", "str"),
        edited: code(
            window,
            "Twelve people were killed in Paktika province",
            "att",
        ),
        twice: code(window, "soldiers were killed near Chaman", "att"),
        gone: code(window, "The talks in Istanbul failed", "dip"),
    }
}

fn update(window: &mut Window) {
    let path = PathBuf::from("/texts/corrected.txt");
    window
        .dialogs
        .borrow_mut()
        .push_back(Answer::Chosen(vec![path]));
    window.ask(Command::Do(Action::UpdateText));
}

fn annotation(window: &Window, id: AnnotationId) -> &Annotation {
    window.project().annotations.get(&id).unwrap()
}

fn reads(window: &Window, id: AnnotationId) -> String {
    let project = window.project();
    project.quote_of(annotation(window, id)).unwrap().exact
}

fn newest(window: &Window) -> SourceId {
    *window.project().sources.keys().next_back().unwrap()
}

/// Every record; texts stay after an undo, coders too.
fn records(project: &Project) -> Vec<String> {
    let all = project.records().map(|record| format!("{record:?}"));
    all.collect()
}

#[test]
fn a_new_version_is_reviewed_by_keyboard_and_taken_back_by_one_undo() {
    let mut window = desk();
    let ids = coded(&mut window);
    window.ask(Command::Select(Some(ids.edited.into())));
    window.press(Modifiers::COMMAND, Key::E);
    let report = window
        .project()
        .reports
        .values()
        .next()
        .expect("an event with its report")
        .clone();
    let before = records(window.project());
    let old = window.open().session.source.unwrap();

    update(&mut window);
    assert!(
        window.has("Needs review, 3") && window.has("Exact, 1"),
        "{:?}",
        window.said()
    );
    assert!(window.has("1 exact · 0 moved · 3 need review · from corrected.txt"));
    // The edited toll is first: its place is accepted.
    window.press(Modifiers::NONE, Key::Enter);
    // The talks are gone: they stay.
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.press(Modifiers::NONE, Key::Delete);
    // The soldiers stand twice: the second place.
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(
        window.has("1 exact · 0 moved · 3 need review, 3 of them decided · from corrected.txt")
    );
    window.press(Modifiers::COMMAND, Key::Enter);

    let new = newest(&window);
    assert_ne!(new, old);
    assert_eq!(window.open().session.source, Some(new));
    let source = &window.project().sources[&new];
    assert_eq!(source.supersedes, Some(old));
    assert_eq!(source.title, window.project().sources[&old].title);
    assert_eq!(window.project().text_of(new).unwrap().as_str(), NEW);
    assert_eq!(window.project().text_of(old).unwrap().as_str(), OLD);
    assert_eq!(reads(&window, ids.exact), "aircraft struck Kabul");
    assert_eq!(
        reads(&window, ids.edited),
        "Fourteen people were killed in Paktika province"
    );
    assert!(
        !annotation(&window, ids.edited).needs_review(),
        "it was looked at"
    );
    assert_eq!(
        reads(&window, ids.twice),
        "soldiers were killed near Chaman"
    );
    assert_eq!(
        annotation(&window, ids.twice).spans[0].start().index(),
        NEW.rfind("soldiers").unwrap()
    );
    assert_eq!(annotation(&window, ids.gone).source, old);
    let waiting: Vec<RecordId> = window.open().derived.reviews().iter().collect();
    assert_eq!(waiting, [ids.gone.into()]);
    let rests_on = window.project().reports[&report.id].passage.annotation();
    assert_eq!(rests_on, Some(ids.edited), "the report followed");

    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(records(window.project()), before);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(
        reads(&window, ids.edited),
        "Fourteen people were killed in Paktika province"
    );
}

#[test]
fn undecided_passages_wait_where_it_is_safe() {
    let mut window = desk();
    let ids = coded(&mut window);
    update(&mut window);
    window.press(Modifiers::COMMAND, Key::Enter);
    let (old, new) = (annotation(&window, ids.gone).source, newest(&window));
    assert_eq!(annotation(&window, ids.edited).source, new);
    assert_eq!(
        annotation(&window, ids.edited).quote.as_deref(),
        Some("Twelve people were killed in Paktika province"),
    );
    assert_eq!(
        annotation(&window, ids.twice).source,
        old,
        "never moved silently"
    );
    assert_eq!(window.open().derived.reviews().len(), 3);
    assert!(
        window
            .said()
            .last()
            .unwrap()
            .contains("3 passages need review"),
        "{:?}",
        window.said()
    );

    // The list leads through them; accepting, putting on other words and deleting settle each.
    window.ask(Command::Select(None));
    let mut met = Vec::new();
    for _ in 0..3 {
        window.press(Modifiers::NONE, Key::F6);
        met.push(window.open().session.selected);
    }
    let expected = [ids.edited, ids.twice, ids.gone].map(|id| Some(RecordId::from(id)));
    met.sort();
    assert_eq!(met, expected, "each of them, in the order of the texts");
    window.ask(Command::Select(Some(ids.edited.into())));
    window.ask(Command::Do(Action::AcceptReview));
    assert!(!annotation(&window, ids.edited).needs_review());
    window.ask(Command::Select(Some(ids.twice.into())));
    window.click("Go to the newer version");
    window.select_words(new, span(NEW, "Two soldiers were killed near Chaman"));
    window.ask(Command::Do(Action::TakeWords));
    assert_eq!(annotation(&window, ids.twice).source, new);
    assert_eq!(
        reads(&window, ids.twice),
        "Two soldiers were killed near Chaman"
    );
    window.ask(Command::Select(Some(ids.gone.into())));
    window.press(Modifiers::NONE, Key::Delete);
    assert!(window.open().derived.reviews().is_empty());
    window.ask(Command::Do(Action::ShowReviews));
}

#[test]
fn other_words_are_chosen_by_keyboard() {
    let mut window = desk();
    let id = code(&mut window, "The talks in Istanbul failed", "dip");
    update(&mut window);
    window.press(Modifiers::NONE, Key::W);
    for _ in 0..2 {
        window.press(Modifiers::NONE, Key::ArrowLeft);
    }
    for _ in 0..2 {
        window.press(Modifiers::SHIFT, Key::ArrowRight);
    }
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(annotation(&window, id).source, newest(&window));
    let words = reads(&window, id);
    assert_eq!(words.split_whitespace().count(), 2, "{words}");
}

#[test]
fn copied_text_is_a_new_version_too_and_cancelling_changes_nothing() {
    let mut window = desk();
    coded(&mut window);
    let before = records(window.project());
    window
        .harness
        .state_mut()
        .ask(Command::Do(Action::UpdateFromClipboard));
    window.harness.run_steps(1);
    window.harness.event(egui::Event::Paste(NEW.to_owned()));
    window.settle();
    assert!(
        window.has("1 exact · 0 moved · 3 need review · from pasted text.txt"),
        "{:?}",
        window.said()
    );
    window.click("Cancel");
    assert_eq!(records(window.project()), before);
    assert_eq!(
        window.said().last().map(String::as_str),
        Some("The text was not updated")
    );
}

#[test]
fn the_same_text_is_no_new_version_and_an_old_one_gets_none() {
    let mut window = desk();
    let path = PathBuf::from("/texts/notes.txt");
    window
        .dialogs
        .borrow_mut()
        .push_back(Answer::Chosen(vec![path]));
    window.ask(Command::Do(Action::UpdateText));
    assert!(
        window.said().last().unwrap().contains("is the same"),
        "{:?}",
        window.said()
    );
    update(&mut window);
    window.press(Modifiers::COMMAND, Key::Enter);
    let old = *window.project().sources.keys().next().unwrap();
    window.ask(Command::Read(old));
    assert!(window.has("Open the newer version"));
    update(&mut window);
    assert!(
        window
            .said()
            .last()
            .unwrap()
            .contains("newer version already"),
        "{:?}",
        window.said()
    );
    window.click("Open the newer version");
    assert_eq!(window.open().session.source, Some(newest(&window)));
}

#[test]
fn an_update_under_way_is_not_made_once_the_review_is_cancelled() {
    let mut window = desk();
    coded(&mut window);
    let before = records(window.project());
    update(&mut window);
    let state = window.harness.state_mut();
    state.ask(Command::ApplyVersion);
    window.harness.run_steps(1);
    window.harness.state_mut().ask(Command::CancelVersion);
    window.settle();
    assert_eq!(records(window.project()), before, "{:?}", window.said());
    assert_eq!(
        window.said().last().map(String::as_str),
        Some("The text was not updated")
    );
}

#[test]
fn words_are_not_found_twice_because_they_stand_in_two_versions() {
    let mut window = desk();
    update(&mut window);
    window.press(Modifiers::COMMAND, Key::Enter);
    let (old, new) = (
        *window.project().sources.keys().next().unwrap(),
        newest(&window),
    );
    let found = |window: &Window| {
        let groups = window.open().session.find.results().groups();
        groups.iter().map(|group| group.source).collect::<Vec<_>>()
    };
    window.press(Modifiers::COMMAND, Key::F);
    window.type_text("Torkham");
    assert_eq!(found(&window), [new]);
    assert!(window.has("1 match in 1 of 1 source · 1 old version left out"));
    window.ask(Command::Read(old));
    assert_eq!(found(&window), [old, new], "the one being read is searched");
}

#[test]
fn a_new_version_survives_a_kill() {
    let mut window = desk();
    let ids = coded(&mut window);
    window.ask(Command::SaveTo(
        PathBuf::from("/desk/p.ron"),
        tightrope::workbench::command::Replace::Agreed,
    ));
    update(&mut window);
    window.press(Modifiers::COMMAND, Key::Enter);
    let after = records(window.project());
    let files = window.kill();
    let window = Setup {
        files,
        paths: vec![PathBuf::from("/desk/p.ron")],
        replica: 8,
        ..Setup::of_ada()
    }
    .open();
    assert_eq!(records(window.project()), after);
    assert_eq!(annotation(&window, ids.exact).source, newest(&window));
    assert_eq!(annotation(&window, ids.edited).id(), ids.edited);
}

#[test]
fn an_edit_meanwhile_is_compared_again_with_the_decisions_kept() {
    let mut window = desk();
    let ids = coded(&mut window);
    update(&mut window);
    window.press(Modifiers::NONE, Key::Enter);
    window.ask(Command::Edit(tightrope::workbench::verb::Verb::NewPlace(
        "Chaman".to_owned(),
    )));
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(
        window.project().sources.len(),
        1,
        "not before it is compared again"
    );
    assert!(
        window.has("1 exact · 0 moved · 3 need review, 1 of them decided · from corrected.txt")
    );
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.project().sources.len(), 2);
    assert_eq!(
        reads(&window, ids.edited),
        "Fourteen people were killed in Paktika province"
    );
}

#[test]
fn the_review_is_painted() {
    for (theme, dark) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for size in [egui::vec2(1440.0, 900.0), egui::vec2(1024.0, 700.0)] {
            let mut window = desk();
            coded(&mut window);
            update(&mut window);
            window.ask(Command::Theme(match theme {
                egui::Theme::Light => tightrope::workbench::theme::ThemeChoice::Light,
                egui::Theme::Dark => tightrope::workbench::theme::ThemeChoice::Dark,
            }));
            window.harness.set_size(size);
            window.settle();
            let image = picture(&mut window.harness, &format!("versions-{dark}-{}", size.x));
            assert!(inked_share(&image) > 0.02, "{dark} is blank");
        }
    }
}

#[test]
fn an_urdu_article_is_reviewed_in_its_own_direction() {
    const OLD: &str = "کابل میں دھماکہ ہوا جس میں بارہ افراد ہلاک ہوئے۔ وزارت نے سرحد بند کر دی۔\n";
    const NEW: &str = "کابل میں دھماکہ ہوا جس میں چودہ افراد ہلاک ہوئے۔ وزارت نے سرحد بند کر دی۔\n";
    let setup = Setup::of_ada();
    setup.files.put("/texts/urdu.txt", OLD.as_bytes());
    setup.files.put("/texts/corrected.txt", NEW.as_bytes());
    let paths = vec![PathBuf::from("/texts/urdu.txt")];
    let mut window = Setup { paths, ..setup }.open();
    let source = window.open().session.source.unwrap();
    window.select_words(source, span(OLD, "بارہ افراد ہلاک"));
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("att");
    window.press(Modifiers::NONE, Key::Enter);
    let Some(RecordId::Annotation(id)) = window.open().session.selected else {
        panic!("nothing is coded");
    };
    update(&mut window);
    picture(&mut window.harness, "versions-urdu");
    // Left is onwards: one word more at the end, and one less again.
    window.press(Modifiers::NONE, Key::W);
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(reads(&window, id), "چودہ افراد ہلاک ہوئے");
}

//! A day of coding without a mouse: from the text to the codebook and back, by keys alone.

use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use tightrope::model::annotation::Annotation;
use tightrope::model::codebook::code_path;
use tightrope::model::id::{AnnotationId, RecordId, SourceId};
use tightrope::model::report::Passage;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

const TEXT: &str = "One went. Two, a soldier, stayed in Khost.\n\n\
    Three left for Kabul. Four talked.\n\nNobody spoke.\n\nFive fled.";

/// A project with one short text that nobody has coded, and the keyboard in it.
pub(super) fn desk() -> Window {
    desk_with(&[("/texts/one.txt", TEXT)])
}

pub(super) fn desk_with(texts: &[(&str, &str)]) -> Window {
    let mut setup = Setup::of_ada();
    for (path, text) in texts {
        setup.files.put(path, *text);
        setup.paths.push(PathBuf::from(path));
    }
    let mut window = setup.open();
    window.press(CTRL, Key::T);
    window.press(NONE, Key::Escape);
    window
}

pub(super) fn source(window: &Window) -> SourceId {
    window.open().session.source.expect("a source is read")
}

/// Puts the caret before some words, by keys.
pub(super) fn go_before(window: &mut Window, words: &str) {
    let text = window.project().text_of(source(window)).expect("a text");
    let before = text.as_str().find(words).expect("the words are there");
    let letters = text.as_str()[..before]
        .replace("\n\n", "\n")
        .chars()
        .count();
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::T);
    window.press(CTRL, Key::Home);
    for _ in 0..letters {
        window.harness.key_press_modifiers(NONE, Key::ArrowRight);
        window.pass();
    }
    window.settle();
}

fn type_letters(window: &mut Window, letters: &str) {
    window.type_text(letters);
}

/// Codes the word behind the caret by letters.
pub(super) fn code_word(window: &mut Window, letters: &str) -> AnnotationId {
    window.press(NONE, Key::W);
    window.press(NONE, Key::Enter);
    type_letters(window, letters);
    window.press(NONE, Key::Enter);
    selected(window)
}

pub(super) fn selected(window: &Window) -> AnnotationId {
    match window.open().session.selected {
        Some(RecordId::Annotation(id)) => id,
        other => panic!("{other:?} is selected: {:?}", window.said()),
    }
}

pub(super) fn annotation(window: &Window, id: AnnotationId) -> &Annotation {
    window.project().annotations.get(&id).expect("it is there")
}

/// The words of an annotation, its stretches between bars.
pub(super) fn words(window: &Window, id: AnnotationId) -> String {
    let annotation = annotation(window, id);
    let text = window.project().text_of(annotation.source).expect("a text");
    let parts = annotation.spans.iter().filter_map(|span| text.get(*span));
    parts.collect::<Vec<_>>().join("|")
}

pub(super) fn codes(window: &Window, id: AnnotationId) -> Vec<String> {
    let codes = &annotation(window, id).codes;
    let path = |code: &_| code_path(window.project(), *code);
    codes.iter().map(path).collect()
}

fn undo(window: &mut Window) {
    window.press(CTRL, Key::Z);
}

#[test]
fn the_ends_of_an_annotation_are_moved() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    let id = code_word(&mut window, "att");
    for (modifiers, key, expected) in [
        (NONE, Key::E, "soldier, stayed"),
        (NONE, Key::E, "soldier, stayed in"),
        (NONE, Key::B, "a soldier, stayed in"),
        (SHIFT, Key::E, "a soldier, stayed"),
        (SHIFT, Key::B, "soldier, stayed"),
        (SHIFT, Key::B, "stayed"),
        (SHIFT, Key::B, "stayed"),
        (SHIFT, Key::E, "stayed"),
    ] {
        window.press(modifiers, key);
        assert_eq!(words(&window, id), expected, "{modifiers:?} {key:?}");
    }
    let said = window.said();
    assert!(
        said.last()
            .expect("refused")
            .starts_with("Only one word is left"),
        "{said:?}"
    );
    for expected in ["soldier, stayed", "a soldier, stayed"] {
        undo(&mut window);
        assert_eq!(words(&window, id), expected, "one press is one step");
    }
}

#[test]
fn an_annotation_is_put_on_other_words() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    let id = code_word(&mut window, "att");
    window.press(NONE, Key::Escape);
    assert_eq!(window.open().session.selected, None);
    window.press(SHIFT, Key::N);
    assert_eq!(selected(&window), id);
    // Its words, one letter more on each side.
    window.press(NONE, Key::G);
    window.press(SHIFT, Key::ArrowRight);
    window.press(NONE, Key::O);
    window.press(SHIFT | CTRL, Key::ArrowLeft);
    window.press(NONE, Key::T);
    assert_eq!(words(&window, id), "a soldier,");
    undo(&mut window);
    assert_eq!(words(&window, id), "soldier");
}

#[test]
fn one_annotation_stands_on_words_apart() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    // From the start: hold words, select more, code all.
    window.press(NONE, Key::W);
    window.press(NONE, Key::H);
    for _ in 0..3 {
        window.press(CTRL, Key::ArrowRight);
    }
    window.press(NONE, Key::W);
    window.press(NONE, Key::Enter);
    type_letters(&mut window, "att");
    window.press(NONE, Key::Enter);
    let id = selected(&window);
    assert_eq!(words(&window, id), "soldier|Khost");
    assert!(window.open().session.words.is_some());
    // Afterwards: further words, and one stretch less.
    go_before(&mut window, "Three");
    window.press(SHIFT, Key::N);
    assert_eq!(selected(&window), id, "its second stretch");
    for _ in 0..2 {
        window.press(CTRL, Key::ArrowRight);
    }
    window.press(NONE, Key::W);
    window.press(NONE, Key::A);
    assert_eq!(words(&window, id), "soldier|Khost|Three");
    window.press(NONE, Key::A);
    assert!(
        window
            .said()
            .last()
            .expect("refused")
            .contains("are part of"),
        "{:?}",
        window.said()
    );
    window.press(SHIFT, Key::A);
    assert_eq!(words(&window, id), "soldier|Khost");
    undo(&mut window);
    undo(&mut window);
    undo(&mut window);
    assert!(window.project().annotations.is_empty());
}

#[test]
fn an_annotation_is_split_and_joined_again() {
    let mut window = desk();
    go_before(&mut window, "Two");
    window.press(NONE, Key::S);
    window.press(NONE, Key::Enter);
    type_letters(&mut window, "cla");
    window.press(NONE, Key::Enter);
    let first = selected(&window);
    window.press(NONE, Key::X);
    let said = window.said();
    assert!(
        said.last()
            .expect("refused")
            .contains("cannot be split there"),
        "{said:?}"
    );
    for _ in 0..3 {
        window.press(CTRL, Key::ArrowLeft);
    }
    window.press(NONE, Key::X);
    let second = selected(&window);
    assert_ne!(first, second, "{:?}", window.said());
    assert_eq!(words(&window, first), "Two, a soldier,");
    assert_eq!(words(&window, second), "stayed in Khost.");
    assert_eq!(codes(&window, second), ["Claim"]);
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::Home);
    window.press(NONE, Key::N);
    window.press(SHIFT, Key::X);
    assert_eq!(words(&window, first), "Two, a soldier, stayed in Khost.");
    assert_eq!(window.project().annotations.len(), 1);
    window.press(SHIFT, Key::X);
    assert!(
        window
            .said()
            .last()
            .expect("refused")
            .starts_with("No annotation with the same code")
    );
}

#[test]
fn an_annotation_is_recoded_and_keeps_what_rests_on_it() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    let id = code_word(&mut window, "cla");
    window.ask(Command::Do(Action::MakeClaim));
    let claim = *window.project().claims.keys().next().expect("a claim");
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::T);
    window.press(CTRL, Key::Home);
    window.press(NONE, Key::N);
    window.press(NONE, Key::R);
    assert!(window.has("Instead of “Claim”"));
    type_letters(&mut window, "att");
    window.press(NONE, Key::Enter);
    assert_eq!(codes(&window, id), ["Attack"]);
    let passage = window.project().claims[&claim].passage.clone();
    assert_eq!(passage, Passage::Annotation(id));
    // A second code; of two, the one to be replaced is asked for.
    window.press(SHIFT, Key::C);
    assert!(window.has("Add a code"));
    type_letters(&mut window, "pol");
    window.press(NONE, Key::Enter);
    assert_eq!(codes(&window, id), ["Attack", "Policy shift"]);
    window.press(NONE, Key::R);
    assert!(window.has("Which code is replaced?"));
    type_letters(&mut window, "pol");
    window.press(NONE, Key::Enter);
    assert!(
        window.has("Instead of “Policy shift”"),
        "{:?}",
        window.said()
    );
    type_letters(&mut window, "cla");
    window.press(NONE, Key::Enter);
    assert_eq!(codes(&window, id), ["Attack", "Claim"]);
    undo(&mut window);
    assert_eq!(codes(&window, id), ["Attack", "Policy shift"]);
}

#[test]
fn a_new_code_is_placed_in_the_tree_while_coding() {
    let mut window = desk();
    let before = window.project().codes.len();
    go_before(&mut window, "soldier");
    let first = code_word(&mut window, "pol > Tariff");
    assert_eq!(codes(&window, first), ["Policy shift › Tariff"]);
    undo(&mut window);
    assert_eq!(window.project().codes.len(), before, "one step made both");
    go_before(&mut window, "Khost");
    window.press(NONE, Key::W);
    window.press(NONE, Key::C);
    type_letters(&mut window, "Raid");
    window.press(NONE, Key::Tab);
    assert!(window.has("Where does “Raid” go?"));
    type_letters(&mut window, "att");
    window.press(NONE, Key::Enter);
    assert_eq!(codes(&window, selected(&window)), ["Attack › Raid"]);
}

#[test]
fn codes_used_lately_are_on_keys() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    window.press(NONE, Key::W);
    window.press(NONE, Key::Period);
    assert!(window.project().annotations.is_empty());
    let said = window.said();
    assert_eq!(
        said.last().map(String::as_str),
        Some("Code as last time: code some words first")
    );
    code_word(&mut window, "att");
    go_before(&mut window, "Khost");
    code_word(&mut window, "cla");
    go_before(&mut window, "Three");
    window.press(NONE, Key::W);
    window.press(NONE, Key::Num1);
    assert_eq!(codes(&window, selected(&window)), ["Attack"]);
    go_before(&mut window, "Kabul");
    window.press(NONE, Key::W);
    window.press(ALT, Key::Num2);
    assert_eq!(codes(&window, selected(&window)), ["Claim"]);
    // Without a selection the sentence is coded.
    go_before(&mut window, "Four");
    window.press(NONE, Key::Period);
    let id = selected(&window);
    assert_eq!(
        (words(&window, id).as_str(), &codes(&window, id)[..]),
        ("Four talked.", &["Claim".to_owned()][..])
    );
    // The list of codes says on which keys they are, and so does the menu.
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::Escape);
    window.harness.get_by_label("Code").click();
    window.settle();
    window.harness.get_by_label("Quick codes").click();
    window.settle();
    for (number, name) in [(1, "Attack"), (2, "Claim")] {
        let row = format!("Code as “{name}” Alt+{number}");
        window.harness.get_by_label(&row);
    }
    let others = window.harness.query_all_by_label_contains("quick code");
    assert_eq!(others.count(), 0, "keys without a code are no rows");
}

#[test]
fn reading_goes_from_place_to_place() {
    let mut window = desk();
    let coded = ["One", "soldier", "Kabul"].map(|word| {
        go_before(&mut window, word);
        code_word(&mut window, if word == "soldier" { "cla" } else { "att" })
    });
    let [one, soldier, kabul] = coded;
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::Home);
    for (modifiers, key, expected) in [
        (NONE, Key::N, one),
        (NONE, Key::J, soldier),
        (SHIFT, Key::N, one),
        (NONE, Key::M, kabul),
        (NONE, Key::M, one),
        (SHIFT, Key::M, kabul),
        (NONE, Key::F8, one),
        (SHIFT, Key::F8, kabul),
        (CTRL, Key::F8, one),
    ] {
        window.press(modifiers, key);
        assert_eq!(selected(&window), expected, "{modifiers:?} {key:?}");
    }
    window.press(NONE, Key::N);
    window.press(NONE, Key::M);
    assert_eq!(
        window.said().last().expect("said"),
        "No other annotation has this code"
    );
    // The paragraphs in which nothing is coded, going round.
    window.press(CTRL, Key::Home);
    let caret = |window: &mut Window| {
        window.press(NONE, Key::W);
        let words = window.open().session.words.expect("a word");
        let word = TEXT[words.range()].to_owned();
        window.press(NONE, Key::O);
        word
    };
    for (modifiers, expected) in [
        (NONE, "Nobody"),
        (NONE, "Five"),
        (NONE, "Nobody"),
        (SHIFT, "Five"),
        (SHIFT, "Nobody"),
    ] {
        window.press(modifiers, Key::U);
        assert_eq!(caret(&mut window), expected, "{modifiers:?}");
    }
    // Nothing needs review: the key says so.
    window.press(NONE, Key::V);
    assert!(
        window
            .said()
            .last()
            .expect("said")
            .ends_with("nothing needs review")
    );
}

#[test]
fn reading_goes_over_the_ends_of_sources() {
    let mut window = desk_with(&[
        ("/texts/one.txt", TEXT),
        ("/texts/two.txt", "Six went to Swat."),
    ]);
    let [first, second]: [SourceId; 2] = {
        let ids: Vec<SourceId> = window.project().sources.keys().copied().collect();
        ids.try_into().expect("two sources")
    };
    window.ask(Command::Read(first));
    go_before(&mut window, "soldier");
    let here = code_word(&mut window, "att");
    for (key, expected) in [
        (Key::PageDown, second),
        (Key::PageDown, first),
        (Key::PageUp, second),
    ] {
        window.press(CTRL, key);
        assert_eq!(source(&window), expected, "{key:?}");
    }
    go_before(&mut window, "Swat");
    let there = code_word(&mut window, "att");
    window.press(NONE, Key::M);
    assert_eq!((selected(&window), source(&window)), (here, first));
    window.press(NONE, Key::M);
    assert_eq!((selected(&window), source(&window)), (there, second));
}

#[test]
fn the_cheat_sheet_is_a_question_mark_away() {
    let mut window = desk();
    window.press(SHIFT, Key::Questionmark);
    assert!(window.has("Find a key"), "from the text");
    window.type_text("split");
    assert!(window.has("X, Shift+X") && !window.has("By a letter"));
    window.press(NONE, Key::Escape);
    assert!(!window.has("Find a key"));
    window.press(NONE, Key::F1);
    assert!(window.has("By a letter") && window.has("In the text"));
}

#[test]
fn nothing_is_changed_where_it_makes_no_sense() {
    let mut window = desk();
    let before = window.project().clone();
    for (modifiers, key) in [
        (NONE, Key::E),
        (SHIFT, Key::B),
        (NONE, Key::T),
        (NONE, Key::A),
        (SHIFT, Key::A),
        (NONE, Key::X),
        (SHIFT, Key::X),
        (NONE, Key::R),
        (SHIFT, Key::C),
        (NONE, Key::M),
        (NONE, Key::Num5),
    ] {
        let said = window.said().len();
        window.press(modifiers, key);
        assert_eq!(*window.project(), before, "{key:?}");
        assert_eq!(
            window.said().len(),
            said + 1,
            "{key:?} says why: {:?}",
            window.said()
        );
        assert!(!window.has("Find a code"));
    }
}

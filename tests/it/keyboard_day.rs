//! A whole day at the desk without a mouse: one journey for each thing an analyst does. Every edit
//! on the way is one step: undone it leaves the project as it was, done again as it became.

use crate::coding_by_keys::{
    annotation, code_word, codes, desk, desk_with, go_before, selected, source, words,
};
use crate::support::window::{Setup, Window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use tightrope::model::id::RecordId;
use tightrope::model::project::Project;
use tightrope::storage::Files as _;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::dialogs::Answer;
use tightrope::workbench::panes::passages::Show;

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

/// Does something by keys; it changes the project in exactly one step.
fn one_step(window: &mut Window, what: &str, keys: impl FnOnce(&mut Window)) {
    let before = window.project().clone();
    keys(window);
    let after = window.project().clone();
    assert!(before != after, "{what}: {:?}", window.said());
    window.press(CTRL, Key::Z);
    assert_eq!(*window.project(), before, "{what} is undone in one step");
    window.press(CTRL | SHIFT, Key::Z);
    assert_eq!(*window.project(), after, "{what} is done again");
}

fn press_all(window: &mut Window, keys: &[(Modifiers, Key)]) {
    for (modifiers, key) in keys {
        window.press(*modifiers, *key);
    }
}

/// The words selected now.
fn selected_words(window: &Window) -> String {
    let span = window.open().session.words.expect("words are selected");
    let text = window.project().text_of(source(window)).expect("a text");
    text.get(span).expect("inside").to_owned()
}

/// Runs a command by letters of its name.
fn by_name(window: &mut Window, letters: &str) {
    window.press(CTRL, Key::K);
    window.type_text(letters);
    window.press(NONE, Key::Enter);
}

/// Whether keys go to the text: the word at the caret can be selected.
fn is_in_text(window: &mut Window) -> bool {
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::W);
    let is_selected = window.open().session.words.is_some();
    window.press(NONE, Key::Escape);
    is_selected
}

fn sample() -> Window {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window
}

#[test]
fn words_are_selected_by_their_units() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    for (modifiers, key, expected) in [
        (NONE, Key::W, "soldier"),
        (NONE, Key::L, "Two, a soldier, stayed in Khost."),
        (NONE, Key::L, "One went. Two, a soldier, stayed in Khost."),
        (SHIFT, Key::L, "Two, a soldier, stayed in Khost."),
        (SHIFT, Key::L, "soldier"),
        (SHIFT | CTRL, Key::ArrowRight, "soldier, "),
        (SHIFT, Key::CloseBracket, "soldier, stayed in Khost."),
    ] {
        window.press(modifiers, key);
        let found = selected_words(&window);
        assert_eq!(
            found.trim_end(),
            expected.trim_end(),
            "{modifiers:?} {key:?}"
        );
    }
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::P);
    assert_eq!(
        selected_words(&window),
        "Three left for Kabul. Four talked.",
        "where the last sentence went on"
    );
}

#[test]
fn everything_done_to_a_passage_is_one_step() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    one_step(&mut window, "coding by letters", |window| {
        code_word(window, "att");
    });
    go_before(&mut window, "Khost");
    one_step(&mut window, "a new code in the tree", |window| {
        code_word(window, "pol > Tariff");
    });
    go_before(&mut window, "Three");
    one_step(&mut window, "coding as the last time", |window| {
        press_all(window, &[(NONE, Key::W), (NONE, Key::Period)]);
        // The code that was undone with its passage is not one used lately.
        assert_eq!(codes(window, selected(window)), ["Attack"]);
    });
    go_before(&mut window, "Kabul");
    one_step(&mut window, "a code on a number key", |window| {
        press_all(window, &[(NONE, Key::W), (NONE, Key::Num1)]);
        assert_eq!(codes(window, selected(window)), ["Attack"]);
    });
    go_before(&mut window, "Four");
    one_step(&mut window, "words apart as one annotation", |window| {
        press_all(window, &[(NONE, Key::W), (NONE, Key::H)]);
        press_all(window, &[(NONE, Key::ArrowRight), (CTRL, Key::ArrowDown)]);
        press_all(window, &[(NONE, Key::W), (NONE, Key::Num1)]);
        assert_eq!(words(window, selected(window)), "Four|Nobody");
    });
    assert_eq!(window.project().annotations.len(), 5);
    // Undone and done again, it is selected anew by keys.
    go_before(&mut window, "stayed");
    window.press(SHIFT, Key::N);
    assert_eq!(words(&window, selected(&window)), "soldier");
    for (what, modifiers, key, expected) in [
        ("growing its end", NONE, Key::E, "soldier, stayed"),
        ("growing its beginning", NONE, Key::B, "a soldier, stayed"),
        ("shrinking its beginning", SHIFT, Key::B, "soldier, stayed"),
        ("growing further", NONE, Key::E, "soldier, stayed in"),
        ("shrinking its end", SHIFT, Key::E, "soldier, stayed"),
    ] {
        one_step(&mut window, what, |window| {
            window.press(modifiers, key);
        });
        assert_eq!(words(&window, selected(&window)), expected, "{what}");
    }
    let first = selected(&window);
    go_before(&mut window, "soldier");
    window.press(NONE, Key::N);
    window.press(CTRL, Key::ArrowRight);
    one_step(&mut window, "splitting", |window| {
        window.press(NONE, Key::X);
    });
    assert_eq!(words(&window, first), "soldier,");
    go_before(&mut window, "soldier");
    window.press(NONE, Key::N);
    assert_eq!(selected(&window), first);
    one_step(&mut window, "joining", |window| {
        window.press(SHIFT, Key::X);
    });
    assert_eq!(words(&window, first), "soldier, stayed");
    one_step(&mut window, "recoding", |window| {
        window.press(NONE, Key::R);
        window.type_text("cla");
        window.press(NONE, Key::Enter);
    });
    assert_eq!(codes(&window, first), ["Claim"]);
    one_step(&mut window, "deleting", |window| {
        window.press(NONE, Key::Delete);
    });
    assert!(!window.project().annotations.contains_key(&first));
    // All of it back, and all of it again.
    let end = window.project().clone();
    let mut steps = 0;
    while window.open().document.history().last_done().is_some() && steps < 30 {
        window.press(CTRL, Key::Z);
        steps += 1;
    }
    assert!(window.project().annotations.is_empty());
    for _ in 0..steps {
        window.press(CTRL, Key::Y);
    }
    assert_eq!(*window.project(), end);
}

#[test]
fn codes_are_hidden_and_shown() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    code_word(&mut window, "att");
    go_before(&mut window, "Kabul");
    code_word(&mut window, "cla");
    let before = window.project().clone();
    let seen =
        |window: &Window| ["Attack: “soldier”", "Claim: “Kabul”"].map(|name| window.has(name));
    assert_eq!(seen(&window), [true, true]);
    window.press(ALT, Key::H);
    assert_eq!(seen(&window), [true, false]);
    window.press(ALT, Key::A);
    assert_eq!(seen(&window), [true, true]);
    go_before(&mut window, "soldier");
    window.press(NONE, Key::N);
    window.press(ALT, Key::O);
    assert_eq!(seen(&window), [true, false]);
    window.press(ALT, Key::A);
    // The menu: its first row has the keyboard.
    window.press(ALT, Key::S);
    window.press(NONE, Key::Enter);
    assert!(!window.open().session.visibility.shows_all());
    window.press(NONE, Key::Escape);
    assert!(is_in_text(&mut window), "the menu gives the keyboard back");
    assert_eq!(
        *window.project(),
        before,
        "nothing of it changes the project"
    );
}

#[test]
fn memo_anchor_and_boilerplate_stand_beside_their_words() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    let id = code_word(&mut window, "att");
    one_step(&mut window, "a memo", |window| {
        window.press(CTRL | SHIFT, Key::M);
        window.type_text("Who was it?");
        window.press(CTRL, Key::Enter);
    });
    assert_eq!(annotation(&window, id).memo, "Who was it?");
    window.press(NONE, Key::Escape);
    assert!(is_in_text(&mut window), "Escape leads back from a memo");
    go_before(&mut window, "Three");
    window.press(NONE, Key::P);
    one_step(&mut window, "a passage with its own now", |window| {
        by_name(window, "set now");
    });
    assert_eq!(window.project().anchors.len(), 1, "{:?}", window.said());
    go_before(&mut window, "Nobody");
    window.press(NONE, Key::P);
    let ranges = |window: &Window| window.project().sources[&source(window)].boilerplate.len();
    one_step(&mut window, "boilerplate", |window| {
        by_name(window, "boilerpl");
    });
    assert_eq!(ranges(&window), 1);
    // Boilerplate is no work left to do.
    go_before(&mut window, "Three");
    for expected in ["Five", "Three"] {
        window.press(NONE, Key::U);
        window.press(NONE, Key::W);
        assert_eq!(selected_words(&window), expected);
        window.press(NONE, Key::Escape);
    }
    go_before(&mut window, "Nobody");
    window.press(NONE, Key::P);
    one_step(&mut window, "no boilerplate", |window| {
        by_name(window, "boilerpl");
    });
    assert_eq!(ranges(&window), 0);
}

#[test]
fn what_was_found_is_ticked_and_coded() {
    let mut window = desk_with(&[
        ("/texts/one.txt", "By \u{410}bbas. Abbas went home."),
        ("/texts/two.txt", "Nobody saw abbas; ABBAS was gone."),
    ]);
    window.press(CTRL, Key::F);
    window.type_text("Abbas");
    assert!(
        window.has("4 matches in 2 of 2 sources"),
        "{:?}",
        window.said()
    );
    press_all(&mut window, &[(NONE, Key::ArrowDown), (NONE, Key::Space)]);
    press_all(
        &mut window,
        &[(NONE, Key::ArrowDown), (NONE, Key::ArrowDown)],
    );
    window.press(NONE, Key::Space);
    let code_them = |window: &mut Window| {
        window.press(NONE, Key::C);
        window.type_text("cla");
        window.press(NONE, Key::Enter);
    };
    one_step(&mut window, "coding the ticked", code_them);
    assert_eq!(window.project().annotations.len(), 2);
    window.press(CTRL, Key::A);
    one_step(&mut window, "coding all", code_them);
    assert_eq!(window.project().annotations.len(), 4);
    window.press(NONE, Key::Escape);
    assert!(
        is_in_text(&mut window),
        "Escape leads back from what was found"
    );
}

#[test]
fn passages_are_found_read_counted_and_written() {
    let mut window = sample();
    window.press(CTRL, Key::Num4);
    window.type_text("code:Strike");
    press_all(&mut window, &[(NONE, Key::Enter), (NONE, Key::ArrowDown)]);
    let strike = selected(&window);
    assert_eq!(
        codes(&window, strike)[0].split(" › ").last(),
        Some("Strike")
    );
    let chosen = Answer::Chosen(vec![PathBuf::from("/desk/strikes.md")]);
    window.dialogs.borrow_mut().push_back(chosen);
    by_name(&mut window, "export passages");
    let written = window.files.get("/desk/strikes.md").expect("written");
    let written = String::from_utf8(written).expect("text");
    let quote = window.project().quote_of(annotation(&window, strike));
    let quote = quote.expect("words").exact;
    assert!(
        written.contains(quote.split('\n').next().expect("a line")),
        "{written}"
    );
    window.press(CTRL, Key::Num5);
    press_all(&mut window, &[(NONE, Key::ArrowDown), (NONE, Key::Enter)]);
    assert_eq!(window.open().session.passages.show, Show::List);
    press_all(&mut window, &[(NONE, Key::ArrowDown), (NONE, Key::Enter)]);
    let opened = selected(&window);
    let first = annotation(&window, opened).hull().expect("words").start();
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::G);
    let stands = window.open().session.words.expect("its words");
    assert!(stands.start() >= first, "the reader has its words selected");
}

#[test]
fn the_keyboard_goes_to_the_form_and_the_codes_and_back() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    let id = code_word(&mut window, "att");
    for key in [Key::F2, Key::F4] {
        window.press(NONE, key);
        let focus = window.harness.ctx.memory(egui::Memory::focused);
        let rect = focus.and_then(|id| window.harness.ctx.read_response(id));
        let rect = rect.expect("something has the keyboard").rect;
        match key {
            Key::F2 => assert!(rect.left() > 1000.0, "in the form: {rect:?}"),
            _ => assert!(rect.right() < 400.0, "in the case pane: {rect:?}"),
        }
        window.press(NONE, Key::Tab);
        window.press(NONE, Key::Escape);
        assert_eq!(window.open().session.selected, Some(RecordId::from(id)));
        window.press(NONE, Key::G);
        assert_eq!(selected_words(&window), "soldier", "back in the text");
    }
    // From the source being read down to a code, by the arrows: its passages are hidden.
    window.press(NONE, Key::F4);
    for _ in 0..30 {
        if matches!(window.open().session.selected, Some(RecordId::Code(_))) {
            break;
        }
        window.press(NONE, Key::ArrowDown);
        let focus = window.harness.ctx.memory(egui::Memory::focused);
        let rect = focus.and_then(|id| window.harness.ctx.read_response(id));
        // The button in a heading asks for something new; a row is as wide as the pane.
        if rect.is_some_and(|it| it.rect.width() > 120.0) {
            window.press(NONE, Key::Enter);
        }
    }
    assert!(matches!(
        window.open().session.selected,
        Some(RecordId::Code(_))
    ));
    window.press(ALT, Key::H);
    assert!(!window.open().session.visibility.shows_all());
    window.press(NONE, Key::Escape);
    assert!(is_in_text(&mut window));
}

#[test]
fn a_screen_reader_hears_text_caret_and_selection() {
    let mut window = desk();
    go_before(&mut window, "soldier");
    window.press(NONE, Key::S);
    let node = window.harness.get_by_role(Role::Document).accesskit_node();
    assert!(node.document_range().text().contains("Nobody spoke."));
    let heard = node.text_selection().expect("a selection").text();
    assert_eq!(heard, "Two, a soldier, stayed in Khost.");
    let caret = node.text_selection_focus().expect("a caret");
    let mut rest = caret.to_degenerate_range();
    rest.set_end(node.document_end());
    assert!(
        rest.text().trim_start().starts_with("Three left"),
        "{:?}",
        rest.text()
    );
}

#[test]
fn every_action_is_found_by_its_name() {
    let mut window = sample();
    window.press(NONE, Key::F8);
    let menus: Vec<Action> = Action::ALL.to_vec();
    for action in menus {
        if matches!(action, Action::QuickCode(_) | Action::Palette) {
            continue;
        }
        let text = action.info().text;
        window.press(CTRL, Key::K);
        window.type_text(text.trim_end_matches('…'));
        let found = window.harness.query_all_by_label_contains(text).count();
        assert!(found > 0, "{text} is not in the palette");
        window.press(NONE, Key::Escape);
    }
    assert!(is_in_text(&mut window));
}

#[test]
fn a_source_of_one_word_and_none_at_all() {
    let mut window = desk_with(&[("/texts/one.txt", "Word")]);
    one_step(&mut window, "coding all there is", |window| {
        code_word(window, "att");
    });
    window.press(NONE, Key::N);
    let id = selected(&window);
    let before: Project = window.project().clone();
    for (modifiers, key) in [
        (NONE, Key::E),
        (NONE, Key::B),
        (SHIFT, Key::E),
        (SHIFT, Key::B),
        (NONE, Key::X),
        (SHIFT, Key::X),
        (NONE, Key::U),
        (SHIFT, Key::U),
        (NONE, Key::M),
        (NONE, Key::V),
        (NONE, Key::L),
        (NONE, Key::L),
        (NONE, Key::L),
        (SHIFT, Key::L),
        (NONE, Key::O),
        (NONE, Key::P),
        (NONE, Key::S),
        (NONE, Key::CloseBracket),
        (ALT, Key::ArrowUp),
        (CTRL, Key::PageDown),
        (SHIFT, Key::A),
    ] {
        window.press(modifiers, key);
        assert_eq!(*window.project(), before, "{modifiers:?} {key:?}");
    }
    assert_eq!(words(&window, id), "Word");

    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::NewProject));
    let before = window.project().clone();
    for key in [
        Key::W,
        Key::Enter,
        Key::N,
        Key::U,
        Key::V,
        Key::E,
        Key::X,
        Key::F2,
        Key::F3,
        Key::F4,
        Key::F6,
        Key::F7,
        Key::F8,
        Key::F9,
        Key::Delete,
        Key::Escape,
    ] {
        window.press(NONE, key);
    }
    for key in [Key::T, Key::F, Key::Num4, Key::Num5, Key::E, Key::D, Key::R] {
        window.press(CTRL, key);
        window.press(NONE, Key::Escape);
    }
    assert_eq!(*window.project(), before);
}

#[test]
fn a_project_somebody_else_has_open_is_read_by_keys_and_never_changed() {
    let setup = Setup::of_ada();
    setup.files.put("/desk/p.ron", tightrope::storage::sample());
    let lock = setup.files.lock(Path::new("/desk/p.ron.lock"), "Grace");
    let mut window = setup.open();
    window.ask(Command::Open("/desk/p.ron".into()));
    assert!(window.open().keeper.read_only().is_some());
    let before = window.project().clone();
    window.press(CTRL, Key::T);
    for (modifiers, key) in [
        (NONE, Key::N),
        (NONE, Key::E),
        (SHIFT, Key::B),
        (NONE, Key::X),
        (SHIFT, Key::X),
        (NONE, Key::W),
        (NONE, Key::T),
        (NONE, Key::A),
        (CTRL, Key::E),
        (CTRL, Key::M),
        (NONE, Key::R),
        (SHIFT, Key::C),
        (NONE, Key::Enter),
        (NONE, Key::Delete),
        (CTRL | SHIFT, Key::N),
        (CTRL, Key::Z),
    ] {
        window.press(modifiers, key);
        window.press(NONE, Key::F8);
        assert_eq!(*window.project(), before, "{modifiers:?} {key:?}");
    }
    window.press(NONE, Key::G);
    assert!(!selected_words(&window).is_empty(), "reading goes on");
    drop(lock);
}

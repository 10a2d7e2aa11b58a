//! Moving, selecting and stepping by keyboard.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::model::text::ByteOffset;
use tightrope::workbench::panes::reader::ReaderEvent;

use super::desk::{ARTICLE, Desk, Drive as _, annotation, sample};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;

fn reader(text: &str) -> Harness<'static, Desk> {
    let mut harness = Desk::new(text).harness(egui::Theme::Light, [840.0, 600.0]);
    harness.take_keyboard();
    harness
}

/// Presses keys with the caret before some words; the selected words afterwards.
fn check_selection(text: &str, before: &str, keys: &[(Modifiers, Key)], expected: &str) {
    let mut harness = reader(text);
    harness.caret_before(before);
    for (modifiers, key) in keys {
        harness.press(*modifiers, *key);
    }
    assert_eq!(
        harness.state().selected_words(),
        expected,
        "{keys:?} before {before:?}"
    );
}

#[test]
fn every_unit_is_selected_by_keyboard() {
    let before = "Lieutenant";
    let text = "One went. Two, a Lieutenant Col. named Dar, stayed.\r\n\r\nThree 👩‍👩‍👧 four.\r\n";
    let table: [(&[(Modifiers, Key)], &str); 12] = [
        (&[(SHIFT, Key::ArrowRight)], "L"),
        (&[(SHIFT | CTRL, Key::ArrowRight)], "Lieutenant "),
        (&[(SHIFT | ALT, Key::ArrowLeft)], "a "),
        (
            &[(SHIFT | ALT, Key::ArrowDown)],
            "Lieutenant Col. named Dar, stayed.\r\n\r\n",
        ),
        (&[(SHIFT | ALT, Key::ArrowUp)], "Two, a "),
        (&[(SHIFT, Key::OpenCurlyBracket)], "Two, a "),
        (&[(SHIFT | CTRL, Key::ArrowUp)], "One went. Two, a "),
        (&[(SHIFT, Key::End)], "Lieutenant Col. named Dar, stayed."),
        (&[(NONE, Key::W)], "Lieutenant"),
        (&[(NONE, Key::W), (NONE, Key::W)], "Lieutenant Col"),
        (
            &[(NONE, Key::S)],
            "Two, a Lieutenant Col. named Dar, stayed.",
        ),
        (
            &[(NONE, Key::P)],
            "One went. Two, a Lieutenant Col. named Dar, stayed.",
        ),
    ];
    for (keys, expected) in table {
        check_selection(text, before, keys, expected);
    }
    let over_emoji = [(SHIFT | CTRL, Key::ArrowRight), (SHIFT, Key::ArrowRight)];
    check_selection(text, "Three", &over_emoji, "Three 👩‍👩‍👧 f");
    check_selection(text, "👩‍👩‍👧", &[(SHIFT, Key::ArrowRight)], "👩‍👩‍👧");
    let twice = [(NONE, Key::S), (NONE, Key::S)];
    check_selection(
        text,
        "Two",
        &twice,
        "Two, a Lieutenant Col. named Dar, stayed.\r\n\r\nThree 👩‍👩‍👧 four.",
    );
}

#[test]
fn letters_lead_over_the_ends_of_paragraphs() {
    let mut harness = reader("One.\r\n \r\n\r\nTwo.\n");
    harness.caret_before("Two");
    for (key, expected) in [
        (Key::ArrowLeft, 4),
        (Key::ArrowLeft, 3),
        (Key::ArrowRight, 4),
        (Key::ArrowRight, 11),
        (Key::ArrowRight, 12),
        (Key::ArrowUp, 1),
    ] {
        harness.press(NONE, key);
        assert_eq!(harness.state().state.caret().index(), expected, "{key:?}");
    }
}

#[test]
fn the_caret_goes_through_lines_and_keeps_its_column() {
    let mut harness = reader(ARTICLE);
    harness.caret_before("running out");
    let start = harness.state().state.caret();
    for _ in 0..9 {
        harness.press(NONE, Key::ArrowDown);
    }
    assert!(harness.state().state.caret().0 > start.0 + 300);
    for _ in 0..9 {
        harness.press(NONE, Key::ArrowUp);
    }
    assert_eq!(harness.state().state.caret(), start);
    harness.press(NONE, Key::End);
    let end = harness.state().state.caret();
    harness.press(NONE, Key::End);
    assert_eq!(
        harness.state().state.caret(),
        end,
        "the end of a line is on the line"
    );
    harness.press(NONE, Key::Home);
    harness.press(NONE, Key::Home);
    assert!(harness.state().state.caret() < start);
}

#[test]
fn the_caret_stays_in_sight() {
    let mut harness = reader(ARTICLE);
    harness.press(CTRL, Key::End);
    let last = "Follow us for new commentary every week.";
    assert_eq!(
        harness.state().state.caret().index(),
        ARTICLE.trim_end().len()
    );
    harness.get_by_label_contains(last);
    assert!(
        harness.state().state.selection_rect().is_some(),
        "the caret is in sight"
    );
    harness.press(CTRL, Key::Home);
    assert_eq!(harness.state().state.caret(), ByteOffset(0));
    harness.get_by_label_contains("Relations between");
    for key in [
        Key::PageDown,
        Key::PageDown,
        Key::ArrowDown,
        Key::PageUp,
        Key::PageDown,
    ] {
        harness.press(NONE, key);
        assert!(
            harness.state().state.selection_rect().is_some(),
            "after {key:?}"
        );
    }
    assert!(harness.state().state.caret().0 > 1_500);
}

#[test]
fn annotations_are_stepped_through() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 600.0]);
    harness.state_mut().selected = None;
    harness.take_keyboard();
    // By where they begin: the accusation before the strike inside it.
    for expected in [1, 2, 3, 5, 4] {
        harness.press(NONE, Key::N);
        assert_eq!(harness.state().selected, Some(annotation(expected)));
    }
    for expected in [5, 3, 2, 1] {
        harness.press(SHIFT, Key::N);
        assert_eq!(harness.state().selected, Some(annotation(expected)));
    }
    harness.press(NONE, Key::K);
    assert_eq!(
        harness.state().selected,
        Some(annotation(14)),
        "before the first one is the last one"
    );
    harness.get_by_label("Diplomacy: “opened a diplomatic channel to India”");
    for expected in [1, 2] {
        harness.press(NONE, Key::J);
        assert_eq!(
            harness.state().selected,
            Some(annotation(expected)),
            "behind the last one is the first one"
        );
    }
}

#[test]
fn deleting_is_left_to_the_window() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 600.0]);
    harness.take_keyboard();
    harness.state_mut().events.clear();
    for key in [Key::Delete, Key::Backspace] {
        harness.press(NONE, key);
        assert_eq!(harness.state().events, [], "{key:?}");
    }
}

#[test]
fn selections_are_reported_once_and_escape_lets_go() {
    let mut harness = reader(ARTICLE);
    harness.caret_before("Patience");
    harness.state_mut().events.clear();
    harness.press(NONE, Key::W);
    harness.run();
    let span = harness.state().find("Patience");
    assert_eq!(
        harness.state().events,
        [ReaderEvent::SelectionChanged(Some(span))]
    );
    harness.press(NONE, Key::Escape);
    assert_eq!(
        harness.state().events[1..],
        [ReaderEvent::SelectionChanged(None), ReaderEvent::Dismissed]
    );
    harness.press(NONE, Key::W);
    assert_eq!(
        harness.state().selected_words(),
        "Patience",
        "the keyboard is still here"
    );
}

#[test]
fn urdu_is_read_without_losing_the_way() {
    let text = "دسمبر میں پاکستان نے حملہ کیا۔ کابل نے (TTP) کی مذمت کی؟\r\n\r\n🇵🇰 «آخر» e\u{301}۔";
    let mut harness = reader(text);
    harness.caret_before("کابل");
    harness.press(NONE, Key::S);
    assert_eq!(
        harness.state().selected_words(),
        "کابل نے (TTP) کی مذمت کی؟"
    );
    let keys = [
        Key::ArrowRight,
        Key::ArrowLeft,
        Key::ArrowDown,
        Key::ArrowUp,
        Key::Home,
        Key::End,
        Key::PageDown,
        Key::PageUp,
        Key::W,
        Key::P,
    ];
    for key in keys {
        for modifiers in [NONE, SHIFT, CTRL, ALT, SHIFT | CTRL] {
            for _ in 0..5 {
                harness.press(modifiers, key);
                let caret = harness.state().state.caret().index();
                assert!(
                    text.is_char_boundary(caret),
                    "{modifiers:?} {key:?} to {caret}"
                );
            }
        }
    }
}

#[test]
fn what_is_meant_elsewhere_lets_go_of_other_words() {
    let strike = "sending its aircraft to strike targets in Nangarhar and Khost";
    for (words, stays) in [("Patience", false), ("Nangarhar", true), (strike, true)] {
        for lit in [false, true] {
            let mut desk = sample();
            (desk.selected, desk.lit) = (Some(annotation(12)), Arc::default());
            let mut harness = desk.harness(egui::Theme::Light, [840.0, 600.0]);
            let span = harness.state().find(words);
            harness.state_mut().state.select(span);
            harness.run();
            assert_eq!(harness.state().selected_words(), words, "nothing changed");
            // Nothing at all is meant: the words may stay.
            harness.state_mut().selected = None;
            harness.run();
            assert_eq!(harness.state().selected_words(), words);
            harness.state_mut().events.clear();
            match lit {
                true => {
                    harness.state_mut().lit = Arc::new([annotation(2), annotation(4)].into());
                }
                false => harness.state_mut().selected = Some(annotation(2)),
            }
            harness.run();
            if stays {
                assert_eq!(harness.state().selected_words(), words);
                assert_eq!(harness.state().events, []);
            } else {
                assert_eq!(harness.state().selected_words(), "");
                let told = [ReaderEvent::SelectionChanged(None)];
                assert_eq!(harness.state().events, told);
            }
        }
    }
}

#[test]
fn a_selection_grows_by_units_and_shrinks_again() {
    let text = "One went. Two, a Lieutenant Col. named Dar, stayed.\r\n\r\nThree four.\r\n";
    let mut harness = reader(text);
    harness.caret_before("named");
    let (all, paragraph) = (
        "Two, a Lieutenant Col. named Dar, stayed.",
        "One went. Two, a Lieutenant Col. named Dar, stayed.",
    );
    for (modifiers, expected) in [
        (NONE, "named"),
        (NONE, all),
        (NONE, paragraph),
        (NONE, paragraph),
        (SHIFT, all),
        (SHIFT, "named"),
        (SHIFT, ""),
        (SHIFT, ""),
        (NONE, "named"),
    ] {
        harness.press(modifiers, Key::L);
        assert_eq!(harness.state().selected_words(), expected);
    }
    // What was selected otherwise shrinks to the unit within it; over two units both are taken.
    harness.press(NONE, Key::P);
    harness.press(SHIFT, Key::L);
    assert_eq!(harness.state().selected_words(), "One went.");
    harness.press(SHIFT | CTRL, Key::ArrowRight);
    harness.press(NONE, Key::L);
    assert_eq!(harness.state().selected_words(), paragraph);
}

#[test]
fn the_caret_changes_ends() {
    let mut harness = reader("One two three four.");
    harness.caret_before("three");
    harness.press(NONE, Key::W);
    harness.press(NONE, Key::O);
    harness.press(SHIFT | CTRL, Key::ArrowLeft);
    assert_eq!(harness.state().selected_words(), "two three");
    harness.press(NONE, Key::O);
    harness.press(SHIFT, Key::End);
    assert_eq!(harness.state().selected_words(), "two three four.");
}

/// All selected words, the stretches between bars.
fn held_words(harness: &Harness<'_, Desk>) -> String {
    let desk = harness.state();
    let spans = desk.state.selections();
    let words: Vec<&str> = spans.iter().map(|span| desk.words(*span)).collect();
    words.join("|")
}

#[test]
fn words_that_stand_apart_are_held() {
    let mut harness = reader("One two three. Four five six.");
    harness.caret_before("two");
    harness.press(NONE, Key::W);
    harness.press(NONE, Key::H);
    assert_eq!(held_words(&harness), "two");
    harness.press(CTRL, Key::ArrowRight);
    harness.press(NONE, Key::W);
    assert_eq!(held_words(&harness), "two|three", "one is held, one is new");
    assert_eq!(harness.state().selected_words(), "three");
    harness.press(NONE, Key::H);
    harness.press(NONE, Key::CloseBracket);
    harness.press(CTRL, Key::ArrowRight);
    assert_eq!(
        harness.state().selected_words(),
        "three",
        "the last one held"
    );
    harness.press(NONE, Key::W);
    assert_eq!(held_words(&harness), "two|three|five");
    harness.press(CTRL, Key::ArrowRight);
    harness.press(NONE, Key::H);
    assert_eq!(held_words(&harness), "two", "the last one held is let go");
    harness.press(NONE, Key::Escape);
    assert_eq!(held_words(&harness), "");
}

#[test]
fn keys_of_the_window_are_passed_on() {
    use tightrope::workbench::action::{Action, Slot};
    for (modifiers, key, action) in [
        (NONE, Key::E, Action::GrowEnd),
        (SHIFT, Key::B, Action::ShrinkStart),
        (SHIFT, Key::C, Action::AddCode),
        (NONE, Key::R, Action::Recode),
        (SHIFT, Key::X, Action::JoinAnnotation),
        (NONE, Key::U, Action::NextUncoded),
        (SHIFT, Key::Questionmark, Action::CheatSheet),
    ] {
        let mut harness = reader(ARTICLE);
        harness.state_mut().events.clear();
        harness.press(modifiers, key);
        assert_eq!(harness.state().events, [ReaderEvent::Asked(action)]);
    }
    // What codes words takes the sentence where none are selected.
    let mut harness = reader(ARTICLE);
    harness.caret_before("Patience");
    harness.state_mut().events.clear();
    harness.press(NONE, Key::Num3);
    let sentence = harness.state().state.selection();
    assert!(
        harness
            .state()
            .selected_words()
            .starts_with("Patience in Islamabad")
    );
    let quick = Action::QuickCode(Slot::Three);
    assert_eq!(
        harness.state().events,
        [
            ReaderEvent::SelectionChanged(sentence),
            ReaderEvent::Asked(quick)
        ]
    );
}

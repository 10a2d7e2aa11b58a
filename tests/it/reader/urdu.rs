//! Reading and coding what runs from right to left, by keyboard, by mouse, in the whole window.

use egui::{Key, Modifiers, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::model::id::SourceId;
use tightrope::model::source::ArabicStyle;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

use super::desk::{Desk, Drive as _};
use crate::support::window::{Setup, Window};

const NONE: Modifiers = Modifiers::NONE;
const TEXT: &str = "وزیر نے TTP کا ذکر کیا۔\n\nپھر وہ چلے گئے اور کسی نے کچھ نہیں کہا، نہ اس دن اور نہ اس کے بعد کسی اور دن، یہاں تک کہ سب بھول گئے۔";

fn reader(text: &str) -> Harness<'static, Desk> {
    let mut desk = Desk::new(text);
    desk.subtitle.clear();
    let mut harness = desk.harness(egui::Theme::Light, [500.0, 500.0]);
    harness.take_keyboard();
    harness
}

fn caret(harness: &Harness<'_, Desk>) -> usize {
    harness.state().state.caret().index()
}

#[test]
fn arrows_go_where_they_point() {
    let mut harness = reader(TEXT);
    harness.caret_before("وزیر");
    let mut go = |modifiers, key| {
        harness.press(modifiers, key);
        caret(&harness)
    };
    // Left is onwards.
    assert_eq!(go(NONE, Key::ArrowLeft), "و".len());
    assert_eq!(go(NONE, Key::ArrowLeft), "وز".len());
    assert_eq!(go(NONE, Key::ArrowRight), "و".len());
    assert_eq!(go(NONE, Key::ArrowRight), 0);
    assert_eq!(go(NONE, Key::ArrowRight), 0, "there is nothing before");
    assert_eq!(go(NONE, Key::End), TEXT.find('\n').expect("two lines"));
    assert_eq!(go(NONE, Key::Home), 0);
    let nay = TEXT.find("نے").expect("there");
    assert_eq!(go(Modifiers::COMMAND, Key::ArrowLeft), nay);
    assert_eq!(go(Modifiers::COMMAND, Key::ArrowRight), 0);
    // On through the Latin name, as it is seen: its right end comes first.
    let name = TEXT.find("TTP").expect("there");
    assert_eq!(go(NONE, Key::Home), 0);
    let mut way = vec![0];
    for _ in 0..14 {
        way.push(go(NONE, Key::ArrowLeft));
    }
    let inside: Vec<usize> = way
        .into_iter()
        .filter(|at| (name..=name + 3).contains(at))
        .collect();
    assert_eq!(inside, [name, name + 2, name + 1, name + 3]);
}

#[test]
fn the_next_paragraph_is_to_the_left() {
    let mut harness = reader(TEXT);
    let end = TEXT.find('\n').expect("two paragraphs");
    harness.press(NONE, Key::End);
    assert_eq!(caret(&harness), end);
    harness.press(NONE, Key::ArrowLeft);
    assert_eq!(caret(&harness), end + 2);
    harness.press(NONE, Key::ArrowRight);
    assert_eq!(caret(&harness), end);
}

#[test]
fn lines_keep_their_column() {
    let mut harness = reader(TEXT);
    harness.caret_before("گئے اور");
    let at =
        |harness: &Harness<'_, Desk>| harness.state().state.selection_rect().expect("in sight");
    let before = at(&harness);
    harness.press(NONE, Key::ArrowDown);
    let below = at(&harness);
    assert!(below.top() > before.top() + 20.0);
    assert!(
        (below.left() - before.left()).abs() < 12.0,
        "{below} under {before}"
    );
    harness.press(NONE, Key::ArrowUp);
    assert_eq!(at(&harness), before);
    // The selection of two lines begins at the right edge of both.
    harness.press(NONE, Key::Home);
    let start = at(&harness).left();
    harness.press(NONE, Key::ArrowDown);
    harness.press(NONE, Key::Home);
    assert!((at(&harness).left() - start).abs() < 1.0);
}

/// Presses, moves and releases the mouse.
fn drag(harness: &mut Harness<'_, Desk>, from: Pos2, to: Pos2) {
    harness.drag_at(from);
    harness.run();
    harness.hover_at(from.lerp(to, 0.5));
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
}

#[test]
fn what_is_dragged_over_is_selected() {
    let mut harness = reader(TEXT);
    for words in ["TTP", "نے TTP کا", "ذکر"] {
        // Where the words stand: the box of their selection.
        let span = harness.state().find(words);
        harness.state_mut().state.select(span);
        harness.run();
        let place = harness.state().state.selection_rect().expect("in sight");
        for (from, to) in [
            (place.left_center(), place.right_center()),
            (place.right_center(), place.left_center()),
        ] {
            let inside = egui::vec2(1.0, 0.0);
            let (from, to) = match from.x < to.x {
                true => (from + inside, to - inside),
                false => (from - inside, to + inside),
            };
            drag(&mut harness, from, to);
            assert_eq!(harness.state().selected_words(), words);
        }
    }
}

#[test]
fn an_urdu_sentence_is_coded_without_the_mouse() {
    let (mut window, source) = urdu_window();
    let text = window
        .project()
        .text_of(source)
        .expect("a text")
        .as_str()
        .to_owned();
    window.press(Modifiers::COMMAND, Key::T);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::ALT, Key::ArrowDown);
    window.press(NONE, Key::S);
    let selected = window.open().session.words.expect("a sentence");
    let words = &text[selected.range()];
    assert!(words.ends_with('۔') || !words.contains('۔'), "{words}");
    window.press(NONE, Key::Enter);
    window.type_text("Urdu claim");
    window.press(NONE, Key::Enter);
    let annotations = &window.project().annotations;
    let annotation = annotations.values().next().expect("coded");
    assert_eq!(annotation.spans, [selected]);
}

fn urdu_window() -> (Window, SourceId) {
    let mut setup = Setup::of_ada();
    setup.paths = vec!["/texts/khabar.txt".into()];
    setup
        .files
        .put("/texts/khabar.txt", include_str!("../../data/urdu.txt"));
    let mut window = setup.open();
    let source = *window.project().sources.keys().next().expect("a source");
    window.ask(Command::Read(source));
    (window, source)
}

#[test]
fn the_style_of_a_source_is_chosen_and_taken_back() {
    let (mut window, source) = urdu_window();
    let height = |window: &Window| {
        let words = window.harness.get_by_label_contains("دفتر خارجہ");
        words.rect().height()
    };
    let style = |window: &Window| window.project().sources[&source].arabic_style;
    // No language is given; the letters are Urdu.
    let by_letters = height(&window);
    window.ask(Command::Do(Action::ArabicInNaskh));
    assert_eq!(style(&window), Some(ArabicStyle::Naskh));
    assert!(
        height(&window) < by_letters * 0.9,
        "{} of {by_letters}",
        height(&window)
    );
    window.ask(Command::Do(Action::ArabicInNastaliq));
    assert_eq!(height(&window), by_letters);
    window.ask(Command::Do(Action::Undo));
    window.ask(Command::Do(Action::Undo));
    assert_eq!(style(&window), None);
    assert_eq!(height(&window), by_letters);
    // The form of the source offers it too.
    window.ask(Command::Select(Some(source.into())));
    assert!(
        window
            .harness
            .query_all_by_label_contains("Arabic script")
            .next()
            .is_some(),
        "no choice of the style"
    );
}

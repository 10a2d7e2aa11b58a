//! Selecting, choosing and hovering with the mouse.

use egui::{Event, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::workbench::panes::reader::ReaderEvent;

use crate::support::pictures::picture;

use super::desk::{ARTICLE, Desk, Drive as _, annotation, sample};

fn reader() -> Harness<'static, Desk> {
    Desk::new(ARTICLE).harness(egui::Theme::Light, [840.0, 700.0])
}

fn button(harness: &Harness<'_, Desk>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
}

fn click_with(harness: &mut Harness<'_, Desk>, pos: Pos2, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(pos));
    harness.event(Event::ModifiersChanged(modifiers));
    button(harness, pos, true, modifiers);
    button(harness, pos, false, modifiers);
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
}

fn click(harness: &mut Harness<'_, Desk>, pos: Pos2) {
    click_with(harness, pos, Modifiers::NONE);
}

/// Long enough that the next click is not the second of a double click.
fn pause(harness: &mut Harness<'_, Desk>) {
    harness.run_steps(30);
}

/// A place in the first paragraph, from its top left corner.
fn in_first_paragraph(harness: &Harness<'_, Desk>, x: f32, y: f32) -> Pos2 {
    let paragraph = harness.get_by_label_contains("Relations between Pakistan");
    paragraph.rect().min + vec2(x, y)
}

#[test]
fn a_drag_selects_what_it_passes() {
    let mut harness = reader();
    let (start, end) = (
        in_first_paragraph(&harness, -2.0, 14.0),
        in_first_paragraph(&harness, -2.0, 41.0),
    );
    harness.event(Event::PointerMoved(start));
    button(&harness, start, true, Modifiers::NONE);
    harness.run();
    for step in 1..=4 {
        harness.event(Event::PointerMoved(
            start + (end - start) * (step as f32 / 4.0),
        ));
        harness.run();
    }
    button(&harness, end, false, Modifiers::NONE);
    harness.run();
    let words = harness.state().selected_words();
    assert!(
        words.starts_with("Relations between Pakistan") && words.len() > 45,
        "{words:?}"
    );
    assert!(ARTICLE.starts_with(words));
    let reported = harness.state().events.iter().rev();
    let last = reported
        .clone()
        .find(|event| matches!(event, ReaderEvent::SelectionChanged(_)));
    assert_eq!(
        last,
        Some(&ReaderEvent::SelectionChanged(
            harness.state().state.selection()
        ))
    );
}

#[test]
fn with_control_further_words_are_selected() {
    let mut harness = reader();
    let first = in_first_paragraph(&harness, 40.0, 14.0);
    let second = in_first_paragraph(&harness, 40.0, 41.0);
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        let place = if modifiers.is_none() { first } else { second };
        click_with(&mut harness, place, modifiers);
        click_with(&mut harness, place, modifiers);
        pause(&mut harness);
    }
    let desk = harness.state();
    let words: Vec<&str> = desk
        .state
        .selections()
        .iter()
        .map(|span| desk.words(*span))
        .collect();
    assert_eq!((words.len(), words[0]), (2, "Relations"), "{words:?}");
    let (start, end) = (
        in_first_paragraph(&harness, 200.0, 68.0),
        in_first_paragraph(&harness, 300.0, 68.0),
    );
    harness.event(Event::ModifiersChanged(Modifiers::COMMAND));
    harness.event(Event::PointerMoved(start));
    button(&harness, start, true, Modifiers::COMMAND);
    harness.run();
    for share in [0.3, 0.6, 1.0] {
        harness.event(Event::PointerMoved(start + (end - start) * share));
        harness.run();
    }
    button(&harness, end, false, Modifiers::COMMAND);
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    harness.run();
    assert_eq!(harness.state().state.selections().len(), 3);
    picture(&mut harness, "reader-words-apart");
    pause(&mut harness);
    click(&mut harness, first);
    assert_eq!(
        harness.state().state.selections(),
        [],
        "a click lets all go"
    );
}

#[test]
fn two_clicks_select_the_word_and_three_the_sentence() {
    let mut harness = reader();
    let place = in_first_paragraph(&harness, 40.0, 14.0);
    for expected in [
        "",
        "Relations",
        "Relations between Pakistan and Afghanistan are at their lowest point in years.",
    ] {
        click(&mut harness, place);
        assert_eq!(harness.state().selected_words(), expected);
    }
}

#[test]
fn shift_extends_to_the_click() {
    let mut harness = reader();
    let (from, to) = (
        in_first_paragraph(&harness, -3.0, 14.0),
        in_first_paragraph(&harness, 40.0, 14.0),
    );
    click(&mut harness, from);
    pause(&mut harness);
    click_with(&mut harness, to, Modifiers::SHIFT);
    let words = harness.state().selected_words();
    assert!(words.starts_with("Rel") && words.len() < 9, "{words:?}");
}

#[test]
fn a_click_chooses_the_innermost_annotation_and_then_outwards() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 700.0]);
    harness.state_mut().selected = None;
    harness.run();
    let strike = harness.point_of("Strike: “sending its aircraft");
    for expected in [2, 1, 2] {
        click(&mut harness, strike);
        pause(&mut harness);
        assert_eq!(harness.state().selected, Some(annotation(expected)));
    }
    let bare = in_first_paragraph(&harness, 40.0, 14.0);
    click(&mut harness, bare);
    assert_eq!(harness.state().selected, None);
}

#[test]
fn the_mouse_over_words_is_reported() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 700.0]);
    let strike = harness.point_of("Strike: “sending its aircraft");
    for (place, expected) in [(strike, Some(annotation(2))), (pos2(5.0, 5.0), None)] {
        harness.event(Event::PointerMoved(place));
        harness.run();
        assert_eq!(harness.state().hovered, expected);
    }
}

#[test]
fn notes_lead_to_their_records_beside_the_text_and_as_marks() {
    for width in [880.0, 560.0] {
        let mut harness = sample().harness(egui::Theme::Light, [width, 700.0]);
        let note = "Note: Aug or Sep 2025. “Last month” has two possible nows";
        harness.get_by_label(note).click();
        harness.run();
        let clicked = ReaderEvent::NoteClicked(annotation(2).into());
        assert!(harness.state().events.contains(&clicked), "at {width}");
        picture(&mut harness, &format!("reader-note-{width}"));
    }
}

#[test]
fn a_screen_reader_can_choose_a_passage() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 700.0]);
    harness
        .get_by_label_contains("Attack: “Attacks in Pakistan")
        .click_accesskit();
    harness.run();
    assert_eq!(harness.state().selected, Some(annotation(6)));
}

//! Coding a passage without the mouse: from the words to the code and back to the words.

use egui::{CentralPanel, Frame, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::document::verbs::codebook::NewCode;
use tightrope::model::id::{CodeId, Replica, TypedId as _, Uid};
use tightrope::model::text::TextSpan;
use tightrope::workbench::panes::reader::ReaderEvent;
use tightrope::workbench::widgets::{CodeChoice, CodeEntry, CodePickerState, code_picker_ui};

use super::desk::{ARTICLE, CODES, Desk};
use crate::support::harness;
use crate::support::pictures::picture;

/// A reader with a picker, as the workbench joins them.
struct Coding {
    desk: Desk,
    picker: CodePickerState,
    entries: Vec<CodeEntry>,
    span: Option<TextSpan>,
    coded: Vec<(TextSpan, CodeChoice)>,
}

fn code(counter: u32) -> CodeId {
    let replica = Replica::from_bits(1);
    CodeId::from_uid(Uid { counter, replica })
}

fn coding() -> Harness<'static, Coding> {
    let entries = CODES
        .into_iter()
        .zip(1..)
        .map(|((name, hue, shape), counter)| CodeEntry {
            id: code(counter),
            name: name.to_owned(),
            path: name.to_owned(),
            hue,
            shape,
        });
    let state = Coding {
        desk: Desk::new(ARTICLE),
        picker: CodePickerState::default(),
        entries: entries.collect(),
        span: None,
        coded: Vec::new(),
    };
    let mut harness = harness(egui::Theme::Light)
        .with_size([840.0, 700.0])
        .build_ui_state(
            |ui, coding: &mut Coding| {
                CentralPanel::default().frame(Frame::new()).show(ui, |ui| {
                    coding.desk.ui(ui);
                    for event in coding.desk.events.drain(..) {
                        if let ReaderEvent::CodeSelection(span) = event {
                            coding.span = Some(span);
                            coding.picker.open();
                        }
                    }
                    let rect = coding.desk.state.selection_rect();
                    let rect = rect.unwrap_or_else(|| ui.max_rect());
                    let choice = code_picker_ui(ui, &mut coding.picker, &coding.entries, rect);
                    if let (Some(choice), Some(span)) = (choice, coding.span) {
                        coding.coded.push((span, choice));
                        coding.desk.state.focus();
                    }
                });
            },
            state,
        );
    harness.state_mut().desk.state.focus();
    harness.run();
    harness
}

fn type_keys(harness: &mut Harness<'_, Coding>, letters: &str) {
    for letter in letters.chars() {
        let key = Key::from_name(&letter.to_uppercase().to_string()).expect("a letter");
        // A keyboard sends both.
        harness.key_press(key);
        harness.event(egui::Event::Text(letter.to_string()));
        harness.run();
    }
}

#[test]
fn a_sentence_is_coded_by_typing() {
    for open_with in [Key::Enter, Key::C, Key::Slash] {
        let mut harness = coding();
        type_keys(&mut harness, "s");
        // In one frame, as a keyboard sends them: the key, its letter, and the next letter.
        let key = |pressed| egui::Event::Key {
            key: open_with,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let text = |letter: &str| egui::Event::Text(letter.to_owned());
        let letter = match open_with {
            Key::C => Some(text("c")),
            Key::Slash => Some(text("/")),
            _ => None,
        };
        let input = harness.input_mut();
        input.events.push(key(true));
        input.events.extend(letter);
        input.events.extend([text("s"), key(false)]);
        harness.run();
        assert!(harness.get_by_label("Find a code").is_focused());
        let typed = harness.get_by_label("Find a code").value();
        assert_eq!(typed.as_deref(), Some("s"), "opened with {open_with:?}");
        if open_with == Key::C {
            picture(&mut harness, "reader-code-picker");
        }
        type_keys(&mut harness, "tr");
        harness.key_press(Key::Enter);
        harness.run();
        let sentence =
            "Relations between Pakistan and Afghanistan are at their lowest point in years.";
        let span = harness.state().desk.find(sentence);
        assert_eq!(harness.state().coded, [(span, CodeChoice::Code(code(2)))]);
        assert!(
            harness.query_by_label("Find a code").is_none(),
            "still open"
        );
        // The keyboard is back in the text: a second time, the last code is first.
        type_keys(&mut harness, "s");
        harness.key_press(Key::Enter);
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        let (span, choice) = harness.state().coded.last().expect("coded twice").clone();
        assert_eq!(choice, CodeChoice::Code(code(2)));
        assert!(
            harness
                .state()
                .desk
                .words(span)
                .ends_with("how to step back.")
                || span.range().len() > sentence.len()
        );
    }
}

#[test]
fn without_a_selection_the_sentence_is_coded() {
    let mut harness = coding();
    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let (span, choice) = harness.state().coded.first().expect("coded").clone();
    assert!(
        harness
            .state()
            .desk
            .words(span)
            .ends_with("lowest point in years.")
    );
    assert_eq!(choice, CodeChoice::Code(code(2)));
}

#[test]
fn a_new_code_is_named_by_what_was_typed() {
    let mut harness = coding();
    harness.key_press(Key::Enter);
    harness.run();
    harness
        .get_by_label("Find a code")
        .type_text("Water dispute ");
    harness.run();
    harness.get_by_label("New code “Water dispute”").click();
    harness.run();
    let choice = &harness.state().coded.first().expect("coded").1;
    assert_eq!(choice, &CodeChoice::New(NewCode::at_top("Water dispute")));
}

#[test]
fn escape_and_a_click_beside_close_and_give_the_keyboard_back() {
    let mut harness = coding();
    harness.key_press(Key::Enter);
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(
        harness.state().coded.last().map(|(_, choice)| choice),
        Some(&CodeChoice::Cancel)
    );
    assert!(
        !harness.state().desk.selected_words().is_empty(),
        "the words stay selected"
    );
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().picker.is_open(), "the keyboard was back");
    harness.drag_at([20.0, 600.0].into());
    harness.run();
    assert!(!harness.state().picker.is_open());
}

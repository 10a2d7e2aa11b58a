//! What the shared widgets answer when somebody types, clicks and leaves.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::workbench::widgets::{Chip, ChipAction, DraftText, Drafts, NumberField};
use tightrope::workbench::widgets::{Picked, Picker, Section};

use crate::support::harness;

/// One text field, another to go to, and what was committed.
struct Form {
    value: String,
    shown: bool,
    drafts: Drafts<&'static str>,
    committed: Vec<String>,
}

fn no_digits(text: &str) -> Result<(), String> {
    match text.contains(|letter: char| letter.is_ascii_digit()) {
        true => Err("No digits, please.".to_owned()),
        false => Ok(()),
    }
}

fn form() -> Harness<'static, Form> {
    let state = Form {
        value: "Last month".to_owned(),
        shown: true,
        drafts: Drafts::new(),
        committed: Vec::new(),
    };
    harness(egui::Theme::Light).build_ui_state(
        |ui, form: &mut Form| {
            if form.shown {
                let field = DraftText::new("written", "As written", &form.value).check(no_digits);
                if let Some(text) = field.show(ui, &mut form.drafts) {
                    form.committed.push(text.clone());
                    form.value = text;
                }
            }
            DraftText::new("other", "Other", "").show(ui, &mut form.drafts);
            let hidden = form.drafts.take_hidden(ui);
            form.committed
                .extend(hidden.into_iter().map(|(_, text)| text));
        },
        state,
    )
}

/// Clicks into the field and types at its end.
fn type_into(harness: &mut Harness<'_, Form>, text: &str) {
    harness.get_by_label("As written").click();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    harness.get_by_label("As written").type_text(text);
    harness.run();
}

#[test]
fn enter_commits() {
    let mut form = form();
    type_into(&mut form, ", perhaps");
    assert_eq!(form.state().committed, [""; 0]);
    form.key_press(Key::Enter);
    form.run();
    assert_eq!(form.state().committed, ["Last month, perhaps"]);
    assert!(form.state().drafts.is_empty());
}

#[test]
fn leaving_commits() {
    let mut form = form();
    type_into(&mut form, "?");
    form.get_by_label("Other").click();
    form.run();
    assert_eq!(form.state().committed, ["Last month?"]);
}

#[test]
fn escape_reverts() {
    let mut form = form();
    type_into(&mut form, "?");
    form.key_press(Key::Escape);
    form.run();
    assert_eq!(form.state().committed, [""; 0]);
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("Last month"));
    assert!(form.state().drafts.is_empty());
}

#[test]
fn leaving_untouched_commits_nothing() {
    let mut form = form();
    type_into(&mut form, "");
    form.get_by_label("Other").click();
    form.run();
    assert_eq!(form.state().committed, [""; 0]);
}

#[test]
fn a_refused_text_is_kept_with_its_reason() {
    let mut form = form();
    type_into(&mut form, " 7");
    form.key_press(Key::Enter);
    form.run();
    assert_eq!(form.state().committed, [""; 0]);
    form.get_by_label("No digits, please.");
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("Last month 7"));
    assert_eq!(form.state_mut().drafts.take_all(), []);
    assert_eq!(form.state().drafts.refused().count(), 1);
}

#[test]
fn a_draft_outlives_its_field() {
    let mut form = form();
    type_into(&mut form, "?");
    form.state_mut().shown = false;
    form.run();
    assert_eq!(form.state().committed, ["Last month?"]);
}

#[test]
fn saving_takes_what_is_typed() {
    let mut form = form();
    type_into(&mut form, "?");
    let taken = form.state_mut().drafts.take_all();
    assert_eq!(taken, [("written", "Last month?".to_owned())]);
}

#[test]
fn a_value_changed_elsewhere_is_shown() {
    let mut form = form();
    form.state_mut().value = "This month".to_owned();
    form.run();
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("This month"));

    type_into(&mut form, "?");
    form.state_mut().value = "Next month".to_owned();
    form.run();
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("This month?"));
    form.get_by_label_contains("Changed meanwhile to “Next month”");
}

#[test]
fn the_keyboard_can_be_moved_to_a_field() {
    let mut form = form();
    form.state_mut().drafts.focus("other");
    form.run();
    assert!(form.get_by_label("Other").is_focused());
}

#[test]
fn the_keyboard_moves_over_all_of_the_text() {
    let mut form = form();
    form.state_mut().drafts.focus("written");
    form.run();
    form.run();
    form.get_by_label("As written").type_text("In May");
    form.run();
    form.key_press(Key::Enter);
    form.run();
    assert_eq!(form.state().committed, ["In May"]);
}

#[test]
fn escape_frees_the_keyboard() {
    let mut form = form();
    type_into(&mut form, "?");
    form.key_press(Key::Escape);
    form.run();
    assert_eq!(form.ctx.memory(|memory| memory.focused()), None);
    assert!(form.state().committed.is_empty());
}

#[test]
fn undo_belongs_to_a_field_only_while_it_holds_a_draft() {
    let mut form = form();
    let editing = |form: &Harness<'_, Form>| form.state().drafts.is_editing(&form.ctx);
    type_into(&mut form, "?");
    assert!(editing(&form));
    form.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    form.run();
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("Last month"));
    assert!(!editing(&form));

    type_into(&mut form, "!");
    form.key_press(Key::Enter);
    form.run();
    assert_eq!(form.state().committed, ["Last month!"]);
    assert!(!editing(&form));
    // Back in the field, its own undo does not reach behind what was committed.
    type_into(&mut form, "");
    form.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    form.run();
    let shown = form.get_by_label("As written").value();
    assert_eq!(shown.as_deref(), Some("Last month!"));
}

#[test]
fn a_number_is_a_count_or_unknown() {
    for (typed, expected) in [("16", Some(Some(16))), ("several", None), ("", None)] {
        let state = (Drafts::new(), None);
        let mut harness = harness(egui::Theme::Light).build_ui_state(
            |ui, (drafts, committed): &mut (Drafts<u8>, Option<Option<u64>>)| {
                let change = NumberField::new(1, "Killed, low", None).show(ui, drafts);
                *committed = committed.or(change);
            },
            state,
        );
        harness.get_by_label("Killed, low").focus();
        harness.run();
        harness.get_by_label("Killed, low").type_text(typed);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().1, expected, "{typed:?}");
    }
}

fn picker(several: bool) -> Harness<'static, Vec<Picked<u8>>> {
    let names = ["Pakistan", "Afghan Taliban", "TTP"];
    let entries: Vec<(u8, String)> = (1..).zip(names.map(str::to_owned)).collect();
    harness(egui::Theme::Light).build_ui_state(
        move |ui, picked: &mut Vec<Picked<u8>>| {
            let picker = Picker::new("actors", "Actors", &entries, &[3]).new_entries();
            let picker = if several { picker.several() } else { picker };
            picked.extend(picker.show(ui));
        },
        Vec::new(),
    )
}

#[test]
fn typing_and_enter_pick() {
    #[rustfmt::skip]
    let table: [(&str, &[Key], Picked<u8>); 5] = [
        ("tali", &[], Picked::Chosen(2)),
        ("", &[], Picked::Chosen(1)),
        ("", &[Key::ArrowDown], Picked::Chosen(2)),
        (" India ", &[], Picked::New("India".to_owned())),
        ("tali", &[Key::ArrowDown], Picked::New("tali".to_owned())),
    ];
    for (typed, keys, expected) in table {
        let mut harness = picker(false);
        harness.get_by_label("Actors").click();
        harness.run();
        harness.get_by_label("Find in Actors").type_text(typed);
        harness.run();
        for key in keys.iter().chain(&[Key::Enter]) {
            harness.key_press(*key);
            harness.run();
        }
        assert_eq!(*harness.state(), [expected], "{typed:?}");
        assert!(
            harness.query_by_label("Find in Actors").is_none(),
            "still open"
        );
    }
}

#[test]
fn a_click_picks_and_a_chip_closes() {
    let mut harness = picker(true);
    harness
        .get_by_role_and_label(Role::ComboBox, "Actors")
        .click();
    harness.run();
    let offered = |name| {
        harness
            .query_by_role_and_label(Role::ListItem, name)
            .is_some()
    };
    assert!(!offered("TTP"), "chosen already");
    harness
        .get_by_role_and_label(Role::ListItem, "Pakistan")
        .click();
    harness.run();
    harness.get_by_label("Remove TTP").click();
    harness.run();
    assert_eq!(*harness.state(), [Picked::Chosen(1), Picked::Removed(3)]);
}

#[test]
fn escape_closes_a_picker() {
    let mut harness = picker(false);
    harness.get_by_label("Actors").click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Find in Actors").is_none());
    assert!(harness.state().is_empty());
}

#[test]
fn chips_and_headings_answer() {
    let mut harness = harness(egui::Theme::Light).build_ui_state(
        |ui, done: &mut Vec<&str>| {
            match Chip::new("from 2024").clickable().closable().show(ui) {
                Some(ChipAction::Clicked) => done.push("clicked"),
                Some(ChipAction::Closed) => done.push("closed"),
                None => {}
            }
            if Section::new("Reports").action("Add report…").show(ui) {
                done.push("added");
            }
        },
        Vec::new(),
    );
    for label in ["from 2024", "Remove from 2024", "Add report…"] {
        harness.get_by_label(label).click();
        harness.run();
    }
    assert_eq!(*harness.state(), ["clicked", "closed", "added"]);
}

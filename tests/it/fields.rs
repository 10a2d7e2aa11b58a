//! Text fields as people use them: with the keyboard, in any script, with a screen reader.

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TextPosition, TextSelection};
use egui::{Event, Id, Key, Modifiers, Ui};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use std::sync::Arc;
use tightrope::model::id::RecordId;
use tightrope::workbench::theme::{self, palette};
use tightrope::workbench::widgets::{DraftText, Drafts, NumberField, TextField, field_row};

use crate::support::window::{Setup, Window};
use crate::support::{harness, pictures};

/// Presses Tab until a field has the keyboard.
fn tab_to(window: &mut Window, role: Role, label: &str) {
    for _ in 0..240 {
        let field = window.harness.query_by_role_and_label(role, label);
        if field.is_some_and(|field| field.is_focused()) {
            return;
        }
        window.harness.key_press(Key::Tab);
        window.harness.run_steps(2);
    }
    panic!("Tab does not lead to {label}");
}

#[test]
fn a_form_is_filled_in_urdu_by_keyboard_alone() {
    let mut window = Setup::of_ada().open();
    window.press(Modifiers::COMMAND, Key::K);
    window.type_text("open the sample");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::COMMAND, Key::K);
    window.type_text("checkpoint attack");
    window.press(Modifiers::NONE, Key::Enter);
    let Some(RecordId::Event(attack)) = window.open().session.selected else {
        panic!("no event is selected");
    };
    let event = |window: &Window| Arc::clone(&window.project().events[&attack]);
    let english = event(&window).title.clone();

    tab_to(&mut window, Role::TextInput, "Title");
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("چوکی پر حملہ");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(event(&window).title, "چوکی پر حملہ");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(event(&window).title, english, "undone by the document");

    tab_to(&mut window, Role::MultilineTextInput, "Memo");
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("سرحد پر");
    window.press(Modifiers::NONE, Key::Enter);
    window.type_text("حملہ (16) کل");
    // The last word is taken back, then a letter with its mark on the line above is put right.
    window.press(Modifiers::COMMAND, Key::Backspace);
    window.press(Modifiers::NONE, Key::Backspace);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::NONE, Key::End);
    window.type_text("ً");
    window.press(Modifiers::NONE, Key::Backspace);
    window.type_text("ر");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(event(&window).memo, "سرحد پر\nحملہ (16)");
    window.type_text("؟");
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(event(&window).memo, "سرحد پر\nحملہ (16)", "reverted");
}

/// A field of several lines in a harness.
fn memo(text: &str) -> Harness<'static, String> {
    let mut harness = harness(egui::Theme::Light)
        .with_size([260.0, 160.0])
        .build_ui_state(
            |ui, text: &mut String| {
                let id = Id::unique("memo under test");
                TextField::new(id, "Memo", text)
                    .rows(3)
                    .hint("Yours")
                    .show(ui);
            },
            text.to_owned(),
        );
    harness.get_by_label("Memo").focus();
    harness.run();
    harness
}

fn field<'h>(harness: &'h Harness<'_, String>) -> Node<'h> {
    harness.get_by_role_and_label(Role::MultilineTextInput, "Memo")
}

#[test]
fn a_screen_reader_reads_every_letter_and_follows_the_caret() {
    let text = "Kabul: کابل (16)\ncafe\u{301} 👨\u{200d}👩\u{200d}👧 🇵🇰\n\nthe border stayed open for the refugees for weeks";
    let mut harness = memo(text);
    let node = field(&harness);
    let node = node.accesskit_node();
    assert!(node.supports_text_ranges());
    assert_eq!(node.document_range().text(), text);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    let selected = |harness: &Harness<'_, String>| {
        let node = field(harness);
        let node = node.accesskit_node();
        let range = node.text_selection();
        range.map(|range| range.text()).expect("there is a caret")
    };
    assert_eq!(selected(&harness), "Kabul: ");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(selected(&harness), text);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::End);
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(selected(&harness), "");
}

#[test]
fn a_screen_reader_can_write_and_select() {
    let mut harness = memo("one two");
    field(&harness).set_text_value_accesskit("سرحد\nپر");
    harness.run();
    assert_eq!(harness.state(), "سرحد\nپر");

    // From the start to behind the second letter.
    let anchor = {
        let node = field(&harness);
        let node = node.accesskit_node();
        node.document_range().to_text_selection().anchor
    };
    request(
        &harness,
        Action::SetTextSelection,
        ActionData::SetTextSelection(TextSelection {
            anchor,
            focus: TextPosition {
                character_index: 2,
                ..anchor
            },
        }),
    );
    harness.run();
    field(&harness).replace_selected_text_accesskit("در");
    harness.run();
    assert_eq!(harness.state(), "درحد\nپر");
}

fn request(harness: &Harness<'_, String>, action: Action, data: ActionData) {
    let (target_node, target_tree) = field(harness).accesskit_node().locate();
    harness.event(Event::AccessKitActionRequest(ActionRequest {
        action,
        target_tree,
        target_node,
        data: Some(data),
    }));
}

#[test]
fn a_field_says_what_it_is() {
    let mut harness = harness(egui::Theme::Light).build_ui_state(
        |ui, text: &mut String| {
            let id = Id::unique("search under test");
            TextField::new(id, "Find", text)
                .hint("Type to find…")
                .show(ui);
        },
        String::new(),
    );
    harness.run();
    let find = harness.get_by_role_and_label(Role::TextInput, "Find");
    assert_eq!(find.accesskit_node().placeholder(), Some("Type to find…"));
    assert_eq!(find.value().as_deref(), Some(""));
    find.focus();
    harness.run();
    harness.get_by_label("Find").type_text("ا");
    harness.run();
    assert_eq!(harness.get_by_label("Find").value().as_deref(), Some("ا"));
}

/// Every state of a field, for people to look at.
struct Sheet {
    drafts: Drafts<&'static str>,
    search: String,
    composed: String,
}

fn sheet_ui(ui: &mut Ui, sheet: &mut Sheet) {
    let ground = ui.content_rect();
    ui.painter()
        .rect_filled(ground, 0.0, theme::color(palette(ui).pane2));
    let drafts = &mut sheet.drafts;
    let frame = egui::Frame::new().inner_margin(egui::Margin::same(16));
    frame.show(ui, |ui| {
        let search = TextField::new(Id::unique("search"), "Search", &mut sheet.search);
        search.hint("Search the case").show(ui);
        ui.add_space(8.0);
        field_row(ui, "Empty", |ui| {
            let field = DraftText::new("empty", "Empty", "").wrapped();
            field.placeholder("2024, 2024-12, 2024-12-24?").show(ui, drafts);
        });
        field_row(ui, "English", |ui| {
            DraftText::new("english", "English", "Reported by Tolo News").show(ui, drafts);
        });
        field_row(ui, "Urdu", |ui| {
            DraftText::new("urdu", "Urdu", "سرحد پر حملہ، ۱۶ پاکستانی ہلاک").show(ui, drafts);
        });
        field_row(ui, "Mixed", |ui| {
            let mixed = "TTP (تحریک طالبان) in Paktika";
            DraftText::new("mixed", "Mixed", mixed).show(ui, drafts);
        });
        field_row(ui, "Too long", |ui| {
            let long = "An accusation by the foreign ministry in Kabul that nobody confirmed";
            DraftText::new("long", "Too long", long).show(ui, drafts);
        });
        field_row(ui, "Refused", |ui| {
            DraftText::new("refused", "Refused", "").show(ui, drafts);
        });
        field_row(ui, "Numbers", |ui| {
            ui.horizontal(|ui| {
                for (key, value) in [("low", Some(2)), ("best", Some(1_216)), ("high", None)] {
                    NumberField::new(key, key, value).width(58.0).show(ui, drafts);
                }
            });
        });
        field_row(ui, "Quiet", |ui| {
            let field = DraftText::new("quiet", "Quiet", "وزارت خارجہ، اسلام آباد");
            field.quiet().wrapped().muted().show(ui, drafts);
        });
        ui.add_enabled_ui(false, |ui| {
            field_row(ui, "Read only", |ui| {
                DraftText::new("off", "Off", "Cannot be changed").show(ui, drafts);
            });
        });
        ui.add_space(8.0);
        let memo = "گزشتہ ماہ افغانستان کی وزارت خارجہ نے اسلام آباد پر ننگرہار (Nangarhar) اور خوست میں فضائی حملوں کا الزام لگایا۔\nDenied by Islamabad on 9 October: “not us”.";
        DraftText::new("memo", "Memo", memo).lines(4).show(ui, drafts);
        ui.add_space(8.0);
        TextField::new(Id::unique("composed"), "Composed", &mut sheet.composed).show(ui);
    });
}

#[test]
fn every_state_of_a_field_is_drawn() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut sheet = harness(theme).with_size([420.0, 560.0]).build_ui_state(
            sheet_ui,
            Sheet {
                drafts: Drafts::new(),
                search: "کابل Kabul".to_owned(),
                composed: "Composed: ".to_owned(),
            },
        );
        let reason = "“27.8.25” is not a date. Write 2025-08-27, 2025-08 or 2025.";
        let drafts = &mut sheet.state_mut().drafts;
        drafts.refuse("refused", "27.8.25".to_owned(), reason.to_owned());
        sheet.get_by_label("Search").focus();
        sheet.run();
        let image = pictures::picture(&mut sheet, &format!("fields-{name}"));
        assert!(pictures::inked_share(&image) > 0.02);
        sheet.get_by_label("Memo").focus();
        sheet.run();
        sheet.key_press_modifiers(Modifiers::COMMAND, Key::Home);
        for _ in 0..6 {
            sheet.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowLeft);
        }
        sheet.run();
        pictures::picture(&mut sheet, &format!("fields-memo-{name}"));
        sheet.get_by_label("Composed").focus();
        sheet.run();
        sheet.event(Event::Ime(egui::ImeEvent::Preedit {
            text: "kabura".to_owned(),
            active_range_chars: Some(2..4),
        }));
        sheet.run();
        pictures::picture(&mut sheet, &format!("fields-composed-{name}"));
    }
}

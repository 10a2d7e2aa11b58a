//! The text as a screen reader has it: words, directions, caret and selection.

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TextDirection, TreeId};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};

use super::desk::{Desk, Drive as _};

const TEXT: &str = "The spokesman said nothing more.\n\nوزیر نے 16 فوجیوں (TTP) کا ذکر کیا۔ پھر وہ چلے گئے۔\n\nThe end 👩🏽\u{200d}⚖\u{fe0f} came soon.";

fn reader() -> Harness<'static, Desk> {
    let mut desk = Desk::new(TEXT);
    desk.subtitle.clear();
    let mut harness = desk.harness(egui::Theme::Light, [700.0, 500.0]);
    harness.take_keyboard();
    harness
}

fn document<'h>(harness: &'h Harness<'_, Desk>) -> AccessKitNode<'h> {
    harness.get_by_role(Role::Document).accesskit_node()
}

#[test]
fn the_words_are_heard_in_their_order() {
    let harness = reader();
    let document = document(&harness);
    assert!(document.supports_text_ranges());
    let heard = document.document_range().text();
    let title = harness.state().title.clone();
    let lines: Vec<&str> = TEXT.split("\n\n").collect();
    assert_eq!(heard, format!("{title}\n{}\n", lines.join("\n")));
}

#[test]
fn each_run_says_which_way_it_runs() {
    let harness = reader();
    let urdu = TEXT.split("\n\n").nth(1).expect("Urdu");
    let node = harness.get_by_label(urdu).accesskit_node();
    let direction = |node: &AccessKitNode<'_>| node.data().text_direction();
    assert_eq!(direction(&node), Some(TextDirection::RightToLeft));
    let runs: Vec<(String, Option<TextDirection>)> = node
        .children()
        .flat_map(|group| group.children())
        .map(|run| {
            assert_eq!(run.role(), Role::TextRun);
            let lengths = run.data().character_lengths();
            let said = run.data().value().expect("words").to_owned();
            let bytes: usize = lengths.iter().map(|length| usize::from(*length)).sum();
            assert_eq!(bytes, said.len());
            assert_eq!(
                run.data().character_positions().expect("places").len(),
                lengths.len()
            );
            (said, direction(&run))
        })
        .collect();
    let (left, right) = (TextDirection::RightToLeft, TextDirection::LeftToRight);
    let expected = [
        ("وزیر نے ", left),
        ("16", right),
        (" فوجیوں (", left),
        ("TTP", right),
        (") کا ذکر کیا۔ پھر وہ چلے گئے۔\n", left),
    ];
    let found: Vec<(&str, TextDirection)> = runs
        .iter()
        .map(|(said, way)| (said.as_str(), way.expect("a direction")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn caret_and_selection_are_followed() {
    let mut harness = reader();
    for words in ["nothing", "فوجیوں", "👩🏽\u{200d}⚖\u{fe0f}", "TTP"] {
        harness.caret_before(words);
        let rest = {
            let document = document(&harness);
            let focus = document.text_selection_focus().expect("a caret");
            let mut rest = focus.to_degenerate_range();
            rest.set_end(document.document_end());
            rest.text()
        };
        assert!(rest.starts_with(words), "{rest:?} for {words:?}");
        harness.press(Modifiers::NONE, Key::S);
        let heard = document(&harness)
            .text_selection()
            .map(|range| range.text());
        assert_eq!(heard.as_deref(), Some(harness.state().selected_words()));
    }
}

#[test]
fn a_screen_reader_can_select() {
    let mut harness = reader();
    let (target, selection) = {
        let document = document(&harness);
        let heard = document.document_range().text();
        let at = |words: &str| heard[..heard.find(words).expect("heard")].chars().count();
        let place = |at| {
            document
                .text_position_from_global_usv_index(at)
                .expect("there")
        };
        let mut range = place(at("16 ")).to_degenerate_range();
        range.set_end(place(at(" ذکر")));
        (document.locate().0, range.to_text_selection())
    };
    harness.event(Event::AccessKitActionRequest(ActionRequest {
        action: Action::SetTextSelection,
        target_tree: TreeId::ROOT,
        target_node: target,
        data: Some(ActionData::SetTextSelection(selection)),
    }));
    harness.run();
    assert_eq!(harness.state().selected_words(), "16 فوجیوں (TTP) کا");
}

#[test]
fn the_caret_is_heard_where_it_is_scrolled_away() {
    let text = format!("{TEXT}\n\n{}", "Another line of the text.\n\n".repeat(200));
    let mut desk = Desk::new(&text);
    desk.subtitle.clear();
    let mut harness = desk.harness(egui::Theme::Light, [700.0, 300.0]);
    harness.caret_before("فوجیوں");
    harness.event(Event::PointerMoved([300.0, 200.0].into()));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -2_000.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(40);
    assert!(
        harness.query_by_label_contains("فوجیوں").is_none(),
        "in sight"
    );
    let document = document(&harness);
    let focus = document.text_selection_focus().expect("a caret");
    let mut rest = focus.to_degenerate_range();
    rest.set_end(document.document_end());
    assert!(rest.text().starts_with("فوجیوں"));
    let heard = document.document_range().text();
    assert!(heard.len() < 4_000, "everything is spoken");
}

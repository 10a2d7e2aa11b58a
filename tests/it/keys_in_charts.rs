//! The keyboard in charts and over the window: it comes with a pane, goes from mark to mark, and
//! comes back from whatever stood over it.

use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tightrope::model::bars::Bars;
use tightrope::model::id::RecordId;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

const WIDE: [f32; 2] = [1440.0, 900.0];
const NARROW: [f32; 2] = [1024.0, 700.0];

/// The name of what has the keyboard.
fn focused(window: &Window) -> String {
    let mut nodes = window
        .harness
        .query_all_by(|node| node.is_focused() && node.label().is_some());
    let node = nodes.next().map(|node| node.accesskit_node().label());
    node.flatten().unwrap_or_default()
}

fn press(window: &mut Window, key: Key) -> String {
    window.press(Modifiers::NONE, key);
    focused(window)
}

#[test]
fn a_chart_is_one_stop_and_arrows_go_from_mark_to_mark() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.press(Modifiers::COMMAND, Key::Num1);
    let first = focused(&window);
    assert!(!first.is_empty() && !first.starts_with("Lane "), "{first}");

    // Through the lanes and the bars down to the last row, and every stop is another mark.
    let mut seen = vec![first.clone()];
    for _ in 0..30 {
        let below = press(&mut window, Key::ArrowDown);
        if seen.last() == Some(&below) {
            break;
        }
        seen.push(below);
    }
    assert!(seen.len() > 5, "{seen:?}");
    let bar = seen.last().expect("a bar").clone();
    assert!(bar.contains("2024") || bar.contains("2025"), "{bar}");
    // Along the bars and back.
    let next = press(&mut window, Key::ArrowLeft);
    assert_ne!(next, bar);
    press(&mut window, Key::Home);
    let end = press(&mut window, Key::End);
    assert_ne!(end, press(&mut window, Key::Home));

    // Enter on a mark shows what it stands for.
    press(&mut window, Key::Enter);
    assert!(window.open().session.selected.is_some());

    // The next stop is outside the charts.
    let inside = focused(&window);
    let outside = press(&mut window, Key::Tab);
    assert_ne!(outside, inside);
    let after = press(&mut window, Key::ArrowRight);
    assert!(!seen.contains(&after), "{after}");
}

#[test]
fn a_bar_keeps_the_keyboard_while_the_key_above_comes_and_goes() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.press(Modifiers::COMMAND, Key::Num1);
    // Down to the last row, which is that of the bars.
    let mut bar = focused(&window);
    for _ in 0..30 {
        bar = press(&mut window, Key::ArrowDown);
    }
    assert!(bar.contains("certain"), "{bar}");
    let plain = window.open().session.bars;
    for mean in [Some(3), None] {
        window.ask(Command::Bars(Bars { mean, ..plain }));
        assert_eq!(focused(&window), bar, "with a mean: {mean:?}");
    }
}

#[test]
fn the_keyboard_comes_back_from_what_stood_over_the_window() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.press(Modifiers::COMMAND, Key::Num1);
    let mark = press(&mut window, Key::ArrowRight);
    for (open, close) in [
        (Action::Palette, Key::Escape),
        (Action::CheatSheet, Key::Escape),
        (Action::SaveView, Key::Escape),
    ] {
        window.ask(Command::Do(open));
        assert_ne!(focused(&window), mark, "{open:?} has taken it");
        assert_eq!(press(&mut window, close), mark, "{open:?} gives it back");
    }
    // What was chosen in the palette is done, and what has the keyboard keeps it.
    window.ask(Command::Do(Action::Palette));
    window.type_text("zoom in");
    assert_eq!(press(&mut window, Key::Enter), mark);
    assert!(window.open().session.time.is_some());
    // What leads elsewhere takes it along.
    window.ask(Command::Do(Action::Palette));
    window.type_text("events table");
    assert_ne!(press(&mut window, Key::Enter), mark);
}

#[test]
fn in_a_narrow_window_escape_closes_the_form_over_the_text_and_so_does_its_sign() {
    let mut window = Setup::sample(NARROW, egui::Theme::Light);
    let event = *window.project().events.keys().next().expect("an event");
    let close = "Close the inspector";
    window.ask(Command::Select(Some(RecordId::from(event))));
    window.pass();
    assert!(window.has(close));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has(close));
    window.ask(Command::Select(Some(RecordId::from(event))));
    window.pass();
    assert!(window.has(close));
    window.click(close);
    assert!(!window.has(close));
}

//! The tabs of two actors, as a person uses them: by accessible names and keys.

use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tightrope::model::id::RecordId;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

const WIDE: [f32; 2] = [1440.0, 900.0];
const BARRED: &str = "Trade: Transit trade barred, Pakistan towards Afghan Taliban, −6";

fn selected_title(window: &Window) -> String {
    match window.open().session.selected {
        Some(RecordId::Event(id)) => window.project().events[&id].title.clone(),
        other => panic!("no event is selected but {other:?}"),
    }
}

/// The name of what has the keyboard.
fn focused(window: &Window) -> String {
    use egui_kittest::kittest::NodeT as _;
    let mut nodes = window
        .harness
        .query_all_by(|node| node.is_focused() && node.label().is_some());
    let node = nodes.next().map(|node| node.accesskit_node().label());
    node.flatten().unwrap_or_default()
}

#[test]
fn a_tab_is_opened_a_pair_chosen_and_a_mark_reached_by_keys() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.click("Policy posture");
    assert!(window.has(BARRED));
    assert!(window.has("Diplomatic, Pakistan towards Afghan Taliban: 2 without a score"));

    // Another pair, from the drop-down.
    window.click("The two actors");
    window.click("TTP and Pakistan: 5 events");
    assert!(!window.has(BARRED));
    assert!(
        window
            .harness
            .query_all_by_label_contains(
                "No policy shift between Tehrik-i-Taliban Pakistan (TTP) and Pakistan"
            )
            .next()
            .is_some(),
        "an empty chart says what to do"
    );

    // The choice holds for the other chart too; there is something there.
    window.ask(Command::Do(Action::ShowDyad));
    let attack =
        "Attack: Checkpoint attack, Tehrik-i-Taliban Pakistan (TTP) against Pakistan, 16 killed";
    assert!(window.has(attack));
    // From the attack down to a strike, and Enter shows its sentence.
    let entered = focused(&window);
    window.harness.get_by_label(attack).focus();
    window.pass();
    let mut below = String::new();
    for _ in 0..20 {
        window.press(Modifiers::NONE, Key::ArrowDown);
        below = focused(&window);
        // Past the policy shifts of either of the two.
        if below.starts_with("Strike: ") {
            break;
        }
    }
    assert!(below.starts_with("Strike: "), "{below}");
    window.press(Modifiers::NONE, Key::Enter);
    let title = selected_title(&window);
    assert!(below.contains(&title), "{title} is not {below}");
    assert!(window.has(attack));

    window.click("Swap the two actors");
    let pair = window.open().session.pair.pair.expect("a pair");
    assert_eq!(window.project().actors[&pair.one].name, "Pakistan");
    let top = |name: &str| window.harness.get_by_label(name).rect().top();
    let (attack, below) = (top(attack), top(&below));
    assert!(below < attack, "on the other side now");
    assert!(!entered.is_empty(), "the keyboard came with the tab");
}

#[test]
fn charts_share_the_stretch_of_time_filters_and_selection() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.ask(Command::Do(Action::ShowPosture));
    window.ask(Command::Do(Action::ZoomIn));
    let zoomed = window.open().session.time.expect("zoomed");
    assert!(zoomed.1 - zoomed.0 < 400.0);
    window.ask(Command::Do(Action::PanLater));
    assert!(window.open().session.time.expect("moved").0 > zoomed.0);
    window.ask(Command::Do(Action::FitTime));
    assert!(window.has(BARRED));

    // A click on a mark selects its event, in every pane.
    window.click(BARRED);
    assert_eq!(selected_title(&window), "Transit trade barred");

    // A filter empties the chart, and it says so.
    window.ask(Command::Do(Action::ShowDyad));
    window.click("Order of telling");
    window.click("Walking the line betw…");
    assert!(window.has("Checkpoint attack: told 4th, happened 2nd to 3rd"));
    assert!(window.open().session.pair.telling.is_some());
}

#[test]
fn the_score_table_is_edited_beside_the_chart() {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.ask(Command::Do(Action::ShowPosture));
    window.click("Score table");
    assert!(window.has("As ASSAULT: -9 in the PLOVER 2021 manual"));
    window.harness.get_by_label("Score of Strike").click();
    window.settle();
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("-10");
    window.press(Modifiers::NONE, Key::Enter);
    let scores = |window: &Window| {
        let kinds = window.project().kinds.values();
        kinds
            .filter(|kind| kind.name == "Strike")
            .map(|kind| (kind.score_tenths, kind.version))
            .next()
    };
    assert_eq!(scores(&window), Some((Some(-100), 2)));
    assert!(window.has("Differs from ASSAULT: -9 in the PLOVER 2021 manual"));
    window.press(Modifiers::NONE, Key::Escape);
    window.ask(Command::Do(Action::Undo));
    assert_eq!(scores(&window), Some((Some(-90), 1)), "one edit, one undo");
}

#[test]
fn without_actors_the_tabs_teach() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::NewProject));
    for action in [Action::ShowPosture, Action::ShowDyad] {
        window.ask(Command::Do(action));
        let words = "No event has an actor on both sides. Select an event";
        let shown = window.harness.query_all_by_label_contains(words);
        assert!(shown.count() > 0, "{action:?}");
    }
}

#[test]
fn pictures_of_both_tabs() {
    for (size, name) in [(WIDE, "wide"), ([1024.0, 700.0], "narrow")] {
        for (theme, colours) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
            let mut window = Setup::sample(size, theme);
            for (action, chart) in [(Action::ShowPosture, "posture"), (Action::ShowDyad, "dyad")] {
                window.ask(Command::Do(action));
                let image = picture(&mut window.harness, &format!("{chart}-{name}-{colours}"));
                assert!(inked_share(&image) > 0.02, "{chart} is blank");
            }
            let source = window.project().sources.keys().next().copied();
            let wanted = tightrope::figure::wanted::PairWanted {
                telling: source,
                ..window.open().session.pair
            };
            window.ask(Command::ViewPair(wanted));
            picture(&mut window.harness, &format!("telling-{name}-{colours}"));
        }
    }
}

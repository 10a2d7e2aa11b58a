//! Charts of two actors as figures: what is in front goes out, with the pair and the stretch of time
//! that are shown, and with the numbers behind it.

use crate::cli::Desk;
use crate::support::window::{Setup, Window};
use egui::accesskit::Role;
use egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use tightrope::figure::pair::Pair;
use tightrope::figure::wanted::PairWanted;
use tightrope::storage::sample;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::dialogs::Answer;

const WIDE: [f32; 2] = [1440.0, 900.0];

fn in_front(action: Action) -> Window {
    let mut window = Setup::sample(WIDE, egui::Theme::Light);
    window.ask(Command::Do(action));
    window
}

/// Exports what is in front by the dialog, without changing anything in it.
fn exported(window: &mut Window, name: &str) -> String {
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert!(window.has("Export figure"));
    press_export(window, name)
}

fn press_export(window: &mut Window, name: &str) -> String {
    let path = PathBuf::from(format!("/desk/{name}.svg"));
    let answer = Answer::Chosen(vec![path.clone()]);
    window.dialogs.borrow_mut().push_back(answer);
    let export = window
        .harness
        .get_by_role_and_label(Role::Button, "Export…");
    export.click();
    window.settle();
    let svg = window.files.get(&path).expect("written");
    String::from_utf8(svg).expect("UTF-8")
}

fn copied_text(window: &mut Window, command: Command) -> String {
    let copied = window.copied(command);
    let text = copied.into_iter().find_map(|it| match it {
        OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    text.expect("text")
}

#[test]
fn the_chart_in_front_is_exported_as_the_command_line_draws_it() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    for (action, view) in [(Action::ShowPosture, "posture"), (Action::ShowDyad, "dyad")] {
        let mut window = in_front(action);
        let svg = exported(&mut window, view);
        let period = "--from 2024 --to 2025";
        let (drawn, _) = desk.run(&format!("figure P.ron --view {view} {period}"), 0);
        assert!(svg == drawn, "{view} is another figure in the window");
    }
    // Back on the timeline, it is the timeline again.
    let mut window = in_front(Action::ShowDyad);
    exported(&mut window, "dyad");
    window.ask(Command::Do(Action::ShowTimeline));
    let svg = exported(&mut window, "time");
    assert!(svg.contains("Diplomacy") && !svg.contains("Attack and strike"));
}

#[test]
fn the_pair_the_time_and_the_options_go_along() {
    let mut window = in_front(Action::ShowPosture);
    let id = |name: &str| {
        let mut actors = window.project().actors.values();
        actors.find(|it| it.name == name).expect("an actor").id
    };
    let pair = Pair {
        one: id("Tehrik-i-Taliban Pakistan (TTP)"),
        other: id("Pakistan"),
    };
    let source = window.project().sources.keys().next().copied();
    window.ask(Command::ViewPair(PairWanted {
        pair: Some(pair),
        acts: true,
        telling: source,
    }));
    let svg = exported(&mut window, "acts");
    assert!(svg.contains("Policy posture, Tehrik-i-Taliban Pakistan (TTP) and Pakistan"));
    assert!(svg.contains("Checkpoint attack"), "acts too");
    // The other chart of the two, chosen in the dialog.
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    let charts = window
        .harness
        .get_by_role_and_label(Role::ComboBox, "Charts");
    charts.click();
    window.settle();
    window.click("attack and strike");
    let svg = press_export(&mut window, "dyad");
    assert!(svg.contains("Order of telling in Walking the line"));
    // As far as it is zoomed.
    window.ask(Command::Do(Action::ShowDyad));
    window.ask(Command::Do(Action::ZoomIn));
    window.ask(Command::Do(Action::ZoomIn));
    let svg = exported(&mut window, "zoomed");
    let days = window.open().session.axis.expect("an axis").days();
    let words = tightrope::figure::labels::range_words(days);
    let said = svg.split("</desc>").next().unwrap_or_default();
    assert!(said.contains(&words), "{words} is not in {said}");
}

#[test]
fn the_numbers_of_the_chart_in_front_are_copied_and_a_picture_of_it() {
    let mut window = in_front(Action::ShowPosture);
    let numbers = Command::Do(Action::CopyNumbers);
    let text = copied_text(&mut window, numbers.clone());
    let columns =
        "series\tlane\twhat\tfirst\tlast\tsurely_until\tuntil\tcounted\tunit\tvalue\tlow\thigh\n";
    assert!(text.starts_with(columns), "{text}");
    for line in [
        "Pakistan towards Afghan Taliban\tTrade\tTransit trade barred\t2024-12-01\t2024-12-31\t2024-12-31\t2025-10-12\tyes\tpoints\t-6\t\t",
        "Pakistan towards Afghan Taliban\tSum\t\t2025-07-31\t2025-10-12\t\t\t\tpoints\t-1\t-1\t-1",
        "Pakistan towards Afghan Taliban\tDiplomatic\tCarrot and stick\t2025-01-01\t2025-10-12\t\t\tno\tpoints\t\t\t",
    ] {
        assert!(
            text.lines().any(|it| it == line),
            "{line} is not in\n{text}"
        );
    }
    let picture = |window: &mut Window| {
        let copied = window.copied(Command::Do(Action::CopyPicture));
        let size = copied.iter().find_map(|it| match it {
            OutputCommand::CopyImage(image) => Some(image.size),
            _ => None,
        });
        size.expect("a picture")
    };
    let of_posture = picture(&mut window);
    window.ask(Command::Do(Action::ShowDyad));
    let text = copied_text(&mut window, numbers.clone());
    let attack = text.lines().find(|it| it.contains("Checkpoint attack"));
    let attack = attack.expect("the attack");
    // The same columns as in the posture: it began on one of these days, and did not last.
    assert!(
        attack.contains("\t2024-12-01\t2024-12-31\t\t\tyes\tkilled\t16\t"),
        "{attack}"
    );
    assert!(attack.contains("\tkilled\t16\t"), "{attack}");
    let strike = text.lines().find(|it| it.contains("Strike, Kabul"));
    let strike = strike.expect("a strike");
    assert!(
        strike.ends_with("\tkilled\t\t\t"),
        "unknown is not zero: {strike}"
    );
    let of_dyad = picture(&mut window);
    window.ask(Command::Do(Action::ShowTimeline));
    let of_time = picture(&mut window);
    assert!(of_posture != of_dyad && of_dyad != of_time);
    let text = copied_text(&mut window, numbers);
    assert!(text.starts_with("series\tstart\tend\tgroup"), "{text}");
}

#[test]
fn what_is_chosen_in_the_dialog_is_what_its_buttons_copy() {
    let numbers = |window: &mut Window| copied_text(window, Command::Do(Action::CopyNumbers));
    let rows = |text: String| text.lines().count() - 1;
    let of_posture = rows(numbers(&mut in_front(Action::ShowPosture)));
    let of_dyad = rows(numbers(&mut in_front(Action::ShowDyad)));
    assert!(of_posture != of_dyad);
    let mut window = in_front(Action::ShowPosture);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    let charts = window
        .harness
        .get_by_role_and_label(Role::ComboBox, "Charts");
    charts.click();
    window.settle();
    window.click("attack and strike");
    let button = window
        .harness
        .get_by_role_and_label(Role::Button, "Copy the numbers");
    button.click();
    window.settle();
    let said = format!("Copied: {of_dyad} rows");
    assert!(window.said().contains(&said), "{:?}", window.said());
    assert!(!window.has("Export figure"), "it is closed");
}

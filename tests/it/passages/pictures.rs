//! The pane as a picture: with nothing found, a few passages, thousands, and both matrices.

use super::journeys::{large, open};
use crate::support::coded::Coded;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;

fn sample(size: [f32; 2], theme: egui::Theme) -> Window {
    let setup = Setup::of_ada();
    let mut window = Setup {
        size: size.into(),
        theme,
        ..setup
    }
    .open();
    window.ask(Command::Do(Action::OpenSample));
    let choice = match theme {
        egui::Theme::Light => Action::LightTheme,
        egui::Theme::Dark => Action::DarkTheme,
    };
    window.ask(Command::Do(choice));
    window.press(Modifiers::COMMAND, Key::Num4);
    window
}

fn ask(window: &mut Window, line: &str) {
    window.press(Modifiers::COMMAND, Key::Num4);
    window.type_text(line);
    window.press(Modifiers::NONE, Key::Enter);
}

fn draw(window: &mut Window, name: &str) {
    let image = picture(&mut window.harness, name);
    assert!(inked_share(&image) > 0.05, "{name} is blank");
}

#[test]
fn the_pane_is_drawn_in_both_themes_and_sizes() {
    for (theme, size, name) in [
        (egui::Theme::Light, [1440.0, 900.0], "passages-light"),
        (egui::Theme::Dark, [1024.0, 700.0], "passages-dark-narrow"),
    ] {
        let mut window = sample(size, theme);
        ask(
            &mut window,
            "code:\"Policy shift\" near:paragraph code:Refugees -source:",
        );
        window.press(Modifiers::COMMAND, Key::Num4);
        ask(
            &mut window,
            "code:\"Policy shift\" near:paragraph code:Refugees or code:Trade date:2024/2025",
        );
        window.press(Modifiers::NONE, Key::ArrowDown);
        draw(&mut window, name);
        ask(&mut window, "code:Strike zebra");
        draw(&mut window, &format!("{name}-empty"));
        ask(&mut window, " ");
        // In a narrow window the form of the selected record stands over the pane.
        window.ask(Command::Select(None));
        window.click("Codes by sources");
        draw(&mut window, &format!("{name}-by-source"));
        window.click("Codes by codes");
        draw(&mut window, &format!("{name}-by-code"));
    }
}

#[test]
fn thousands_of_passages_are_drawn() {
    let mut window = open(&large(5_000));
    window.press(Modifiers::COMMAND, Key::Num4);
    draw(&mut window, "passages-5000");
}

#[test]
fn quotes_in_urdu_run_to_the_left() {
    let mut told = Coded::new();
    let [strike, denial] = ["حملہ", "Denial"].map(|name| told.code(name, None));
    let source = told.source(
        "سرحد کی خبریں",
        "پاکستانی فوج نے کہا کہ خوست (2024) میں 16 اہلکار مارے گئے۔ کابل نے اس کی تردید کی۔\nPakistan said that کابل was told first.",
    );
    told.passage(source, "خوست (2024) میں 16 اہلکار مارے گئے", &[strike]);
    told.passage(source, "تردید", &[denial, strike]);
    told.passage(source, "کابل was told", &[denial]);
    let mut window = open(&told);
    ask(&mut window, "code:حملہ or کابل");
    window.press(Modifiers::NONE, Key::ArrowDown);
    draw(&mut window, "passages-urdu");
    window.click("Codes by codes");
    draw(&mut window, "passages-urdu-matrix");
}

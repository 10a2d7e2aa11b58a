//! Finding and coding what was found, by keyboard and by accessible names.

use crate::support::corpus::corpus;
use crate::support::pictures;
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::BTreeSet;
use tightrope::analysis::find::{Grain, Mode};
use tightrope::analysis::folding::{Difference, Folding};
use tightrope::analysis::segments::sentence_at;
use tightrope::model::annotation::Annotation;
use tightrope::model::id::RecordId;
use tightrope::model::text::TextSpan;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::find::Find;

const BORDER: &str = "The army struck the border post. The strike killed two.\n\nA second strike followed; nobody was hurt.";
const URDU: &str = "پاكستاني فوج نے حملہ کیا۔\nپاکستانی وزیر نے کہا کہ یہ حملہ آخری تھا۔";
const LETTER: &str = "No strike was planned, said \u{410}bbas. “Strikes are not our way.”";

/// A window with these texts, in this order, and the codebook every project begins with.
fn window(texts: &[&str]) -> Window {
    window_of(texts, egui::vec2(1440.0, 900.0), egui::Theme::Light)
}

fn window_of(texts: &[&str], size: egui::Vec2, theme: egui::Theme) -> Window {
    let mut setup = Setup::of_ada();
    for (number, text) in texts.iter().enumerate() {
        let path = format!("/texts/text-{number:02}.txt");
        setup.files.put(&path, *text);
        setup.paths.push(path.into());
    }
    Setup {
        size,
        theme,
        ..setup
    }
    .open()
}

fn found(window: &Window) -> &Find {
    &window.open().session.find
}

/// Opens the Find pane by its keys, and types.
fn look_for(window: &mut Window, words: &str) {
    window.press(Modifiers::COMMAND, Key::F);
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text(words);
}

/// The selected words.
fn words(window: &Window) -> String {
    let session = &window.open().session;
    let (source, span) = session
        .source
        .zip(session.words)
        .expect("words are selected");
    let text = window.project().text_of(source).expect("it has a text");
    text.get(span).expect("inside").to_owned()
}

fn coded(window: &Window) -> Vec<String> {
    let project = window.project();
    let words = |annotation: &Annotation| project.quote_of(annotation).expect("a text").exact;
    project
        .annotations
        .values()
        .map(|annotation| words(annotation))
        .collect()
}

#[test]
fn matches_are_ticked_and_coded_by_keyboard_and_undone_in_one_step() {
    let mut window = window(&[BORDER, LETTER, URDU]);
    look_for(&mut window, "strike");
    assert!(window.has("4 matches in 2 of 3 sources"));
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(found(&window).current(), Some(0));
    assert_eq!(words(&window), "strike");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Space);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Space);
    assert_eq!(found(&window).ticked(), 2);
    assert!(window.has("4 matches in 2 of 3 sources · match 3 · 2 ticked"));
    window.press(Modifiers::NONE, Key::C);
    window.type_text("stri");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(coded(&window), ["strike", "strike"]);
    assert_eq!(
        window.said().last().unwrap(),
        "Coded 2 passages as ‘Strike’"
    );

    // The keyboard is in the list again: all are ticked, those coded already are passed over.
    window.press(Modifiers::COMMAND, Key::A);
    assert_eq!(found(&window).ticked(), 4);
    window.press(Modifiers::NONE, Key::C);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(
        window.said().last().unwrap(),
        "Coded 2 passages as ‘Strike’; 2 were coded so already"
    );
    assert_eq!(coded(&window).len(), 4);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(coded(&window).len(), 2);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(coded(&window).is_empty());
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    assert_eq!(coded(&window).len(), 2);
}

#[test]
fn the_keys_step_from_match_to_match_through_all_sources() {
    let mut window = window(&[BORDER, LETTER]);
    look_for(&mut window, "strike");
    let sources: Vec<_> = window.project().sources.keys().copied().collect();
    let mut seen = Vec::new();
    for _ in 0..5 {
        window.press(Modifiers::NONE, Key::Enter);
        let session = &window.open().session;
        seen.push((session.source.unwrap(), session.words.unwrap()));
    }
    assert_eq!(seen[0], seen[4], "round at the end");
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 4);
    assert!(seen[..4].is_sorted());
    assert_eq!([seen[0].0, seen[2].0], [sources[0], sources[1]]);
    window.press(Modifiers::SHIFT, Key::Enter);
    assert_eq!(window.open().session.words, Some(seen[3].1));

    // From the text, too, and from where the caret stands.
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::NONE, Key::F3);
    assert_eq!(window.open().session.words, Some(seen[2].1));
    window.press(Modifiers::SHIFT, Key::F3);
    window.press(Modifiers::SHIFT, Key::F3);
    assert_eq!(window.open().session.words, Some(seen[0].1));
}

#[test]
fn escape_leads_back_to_the_text_and_enter_to_the_match() {
    let mut window = window(&[BORDER, LETTER]);
    look_for(&mut window, "followed");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(words(&window), "followed");
    // The keyboard is in the text: its own keys work on the match.
    window.press(Modifiers::NONE, Key::S);
    assert_eq!(words(&window), "A second strike followed; nobody was hurt.");
    window.press(Modifiers::COMMAND, Key::F);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::NONE, Key::W);
    assert_ne!(words(&window), "A second strike followed; nobody was hurt.");
}

#[test]
fn the_selected_words_are_looked_for_and_searches_come_back() {
    let mut window = window(&[BORDER, LETTER]);
    look_for(&mut window, "killed");
    window.press(Modifiers::NONE, Key::Enter);
    look_for(&mut window, "border post");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::NONE, Key::S);
    window.press(Modifiers::COMMAND, Key::F);
    assert_eq!(
        found(&window).query.words,
        "The army struck the border post."
    );
    assert!(window.has("1 match in 1 of 2 sources"));
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(found(&window).query.words, "border post");
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(found(&window).query.words, "killed");
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::NONE, Key::Backspace);
    assert!(found(&window).results().is_empty());
    window.click("border post");
    assert!(window.has("1 match in 1 of 2 sources"));
}

#[test]
fn sentences_around_matches_are_coded_once_each() {
    let mut window = window(&[BORDER, LETTER]);
    look_for(&mut window, "two|killed|hurt");
    window.click("Pattern");
    assert!(window.has("3 matches in 1 of 2 sources"));
    window.click("What is coded");
    window.click("Its sentence");
    assert_eq!(found(&window).grain, Grain::Sentence);
    window.click("Code all…");
    window.type_text("A new code");
    window.press(Modifiers::NONE, Key::Enter);
    let text = window
        .project()
        .texts
        .values()
        .find(|text| text.as_str() == BORDER)
        .unwrap();
    let expected = ["two", "hurt"].map(|word| {
        let at = BORDER.find(word).unwrap();
        text.get(TextSpan::from_range(sentence_at(BORDER, at)).unwrap())
            .unwrap()
            .to_owned()
    });
    assert_eq!(coded(&window), expected);
    assert_eq!(
        window.said().last().unwrap(),
        "Coded 2 passages as ‘A new code’"
    );
    assert!(
        window
            .project()
            .codes
            .values()
            .any(|code| code.name == "A new code")
    );
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(coded(&window).is_empty());
    assert!(
        window
            .project()
            .codes
            .values()
            .all(|code| code.name != "A new code")
    );
}

#[test]
fn spelling_matters_as_much_as_one_says() {
    let mut window = window(&[BORDER, LETTER, URDU]);
    look_for(&mut window, "Abbas");
    assert!(window.has("1 match in 1 of 3 sources"));
    window.click("Differences to overlook: Any spelling");
    window.click("Look-alike letters");
    assert_eq!(
        found(&window).query.folding,
        Folding::ALL.with(Difference::LookAlikes, false)
    );
    assert!(window.has("No matches"));
    assert!(window.has("“Abbas” is not in the 3 sources of this project."));
    window.press(Modifiers::NONE, Key::Escape);
    look_for(&mut window, "پاکستانی");
    assert!(window.has("2 matches in 1 of 3 sources"));
    window.click("Whole words");
    look_for(&mut window, "strike");
    assert_eq!(found(&window).query.mode, Mode::WholeWords);
    assert!(window.has("3 matches in 2 of 3 sources"));
}

#[test]
fn a_bad_pattern_is_explained_and_forgotten() {
    let mut window = window(&[BORDER]);
    look_for(&mut window, "(strike");
    window.click("Pattern");
    assert!(window.has("Unclosed group at character 1 of the pattern"));
    assert!(found(&window).results().is_empty());
    look_for(&mut window, "(strike)");
    assert!(window.has("2 matches in 1 of 1 source"));
}

#[test]
fn matches_follow_the_sources_and_nothing_is_done_without_them() {
    let mut window = window(&[BORDER]);
    window.press(Modifiers::NONE, Key::F3);
    assert!(
        window.has("Find in all sources"),
        "no words yet: the field asks for them"
    );
    look_for(&mut window, "strike");
    assert!(window.has("2 matches in 1 of 1 source"));
    window.files.put("/texts/more.txt", LETTER);
    window.ask(Command::AddFiles(vec!["/texts/more.txt".into()]));
    assert!(window.has("4 matches in 2 of 2 sources"));
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.has("2 matches in 1 of 1 source"));
    look_for(&mut window, "nowhere");
    window.press(Modifiers::NONE, Key::F3);
    assert_eq!(
        window.said().last().unwrap(),
        "“nowhere” is in none of the sources"
    );
    let before = window.project().clone();
    window.ask(Command::Do(Action::CodeFound));
    assert_eq!(window.project().annotations, before.annotations);
}

#[test]
fn matches_are_marked_in_the_text_only_while_the_pane_is_in_sight() {
    let mut window = window(&[BORDER]);
    look_for(&mut window, "strike");
    let source = window.open().session.source.unwrap();
    assert_eq!(found(&window).marks(source).len(), 2);
    window.press(Modifiers::COMMAND, Key::Num2);
    assert!(found(&window).marks(source).is_empty());
    window.press(Modifiers::COMMAND, Key::F);
    assert_eq!(found(&window).marks(source).len(), 2);
}

#[test]
fn a_click_shows_a_match_and_a_box_ticks_it() {
    let mut window = window(&[BORDER, LETTER]);
    look_for(&mut window, "strike");
    let boxes = window.harness.query_all_by_label("Tick strike").count();
    assert_eq!(boxes, 3);
    window.harness.get_by_label("Tick Strike").click();
    window.settle();
    assert_eq!(found(&window).ticked(), 1);
    let row = |window: &Window| {
        let list = egui::accesskit::Role::ListItem;
        window
            .harness
            .get_by_role_and_label(list, "planned")
            .click();
    };
    look_for(&mut window, "planned");
    row(&window);
    window.settle();
    assert_eq!(words(&window), "planned");
    look_for(&mut window, "strike");
    window.click("Tick all in The army struck the border post. The strike killed two.");
    assert_eq!(found(&window).ticked(), 2);
    let box_of = window
        .harness
        .get_by_label("Tick all in The army struck the border post. The strike killed two.");
    assert_eq!(
        box_of.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True)
    );
}

#[test]
fn the_byline_of_the_founding_article_is_found() {
    let Some(path) = corpus("articles/pak-afghan-tightrope.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("a readable article");
    let mut window = window(&[&text]);
    look_for(&mut window, "Abbas");
    let find = found(&window);
    let spans: Vec<TextSpan> = (0..find.results().len())
        .map(|at| find.results().place(at).unwrap().span)
        .collect();
    let cyrillic = text.find("\u{410}bbas").expect("the byline");
    assert!(
        spans
            .iter()
            .any(|span| span.range() == (cyrillic..cyrillic + "\u{410}bbas".len()))
    );
    window.press(Modifiers::NONE, Key::Enter);
    assert!(words(&window).ends_with("bbas"));
    assert!(!matches!(
        window.open().session.selected,
        Some(RecordId::Annotation(_))
    ));
}

#[test]
fn twenty_thousand_matches_are_listed_ticked_and_coded() {
    let text = "A strike was reported near the border. ".repeat(20_000);
    let mut window = window(&[&text]);
    look_for(&mut window, "strike");
    assert!(window.has("20,000 matches in 1 of 1 source"));
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(found(&window).current(), Some(19_999));
    window.press(Modifiers::NONE, Key::C);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.project().annotations.len(), 20_000);
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.project().annotations.is_empty());
}

/// Pictures to look at: `TIGHTROPE_PICTURES=folder`.
#[test]
fn the_pane_can_be_looked_at() {
    let paragraph = "On Tuesday the ministry said that a strike near Khost had killed three; the village elder spoke of a second strike, “at dawn”, which Islamabad denied. ";
    let long = format!(
        "{paragraph}{}\n\n",
        "Nothing else was reported that day. ".repeat(3)
    )
    .repeat(200);
    let many: Vec<&str> = vec![BORDER, URDU, &long];
    let sizes = [
        (egui::vec2(1440.0, 900.0), 1440),
        (egui::vec2(1024.0, 700.0), 1024),
    ];
    let themes = [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")];
    let wanted = std::env::var_os("TIGHTROPE_PICTURES").map_or(1, |_| usize::MAX);
    let kinds = sizes
        .into_iter()
        .flat_map(|size| themes.map(|theme| (size, theme)));
    for ((size, width), (theme, name)) in kinds.take(wanted) {
        {
            let mut empty = window_of(&[BORDER, URDU, LETTER], size, theme);
            empty.press(Modifiers::COMMAND, Key::F);
            pictures::picture(&mut empty.harness, &format!("find-nothing-{width}-{name}"));
            look_for(&mut empty, "surrender");
            pictures::picture(&mut empty.harness, &format!("find-none-{width}-{name}"));
            look_for(&mut empty, "حملہ");
            empty.press(Modifiers::NONE, Key::ArrowDown);
            pictures::picture(&mut empty.harness, &format!("find-urdu-{width}-{name}"));
            let mut window = window_of(&many, size, theme);
            look_for(&mut window, "strike");
            window.press(Modifiers::NONE, Key::ArrowDown);
            window.press(Modifiers::NONE, Key::Space);
            for _ in 0..4 {
                window.press(Modifiers::NONE, Key::ArrowDown);
            }
            window.press(Modifiers::NONE, Key::Space);
            window.press(Modifiers::NONE, Key::C);
            window.type_text("att");
            let image =
                pictures::picture(&mut window.harness, &format!("find-picker-{width}-{name}"));
            assert!(pictures::inked_share(&image) > 0.02);
            window.press(Modifiers::NONE, Key::Enter);
            window.press(Modifiers::NONE, Key::ArrowDown);
            pictures::picture(&mut window.harness, &format!("find-many-{width}-{name}"));
        }
    }
}

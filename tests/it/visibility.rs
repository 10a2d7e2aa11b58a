//! What the reader shows and hides, memos by key, boilerplate, progress: by accessible names.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tightrope::model::codebook::{Makes, code_makes};
use tightrope::model::id::{AnnotationId, CodeId, RecordId};
use tightrope::model::text::TextSpan;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::visibility::{Hideable, Showing};

use crate::support::pictures::picture;
use crate::support::window::{Setup, Window};

/// What a node says: its name, or its text.
fn words(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn sample(setup: Setup) -> Window {
    let mut window = setup.open();
    window.ask(Command::Do(Action::OpenSample));
    window
}

/// Clicks a row of the menu, scrolled to where it is out of sight.
fn toggle(window: &mut Window, name: &str) {
    let row = egui::accesskit::Role::CheckBox;
    window
        .harness
        .get_by_role_and_label(row, name)
        .scroll_to_me();
    window.pass();
    window.harness.get_by_role_and_label(row, name).click();
    window.settle();
}

fn code(window: &Window, name: &str) -> CodeId {
    let mut codes = window.project().codes.values();
    codes.find(|code| code.name == name).expect("a code").id
}

/// Goes through all annotations by key; those that were reached, in order.
fn walk(window: &mut Window) -> Vec<AnnotationId> {
    window.ask(Command::Select(None));
    let mut reached = Vec::new();
    loop {
        window.press(Modifiers::NONE, Key::F8);
        match window.open().session.selected {
            // Past the last one comes the first one again; one of several stretches comes with each.
            Some(RecordId::Annotation(id)) if reached.first() != Some(&id) => {
                if !reached.contains(&id) {
                    reached.push(id);
                }
            }
            _ => return reached,
        }
    }
}

fn has_code(window: &Window, id: AnnotationId, of: CodeId) -> bool {
    window.project().annotations[&id].codes.contains(&of)
}

#[test]
fn an_eye_in_the_codebook_hides_a_code_and_nothing_that_is_counted() {
    let mut window = sample(Setup::of_ada());
    let strike = code(&window, "Strike");
    let all = walk(&mut window);
    assert!(all.iter().any(|id| has_code(&window, *id, strike)));
    window.ask(Command::Select(None));
    window.click("Hide Strike");
    let with_strike_only = |id: &AnnotationId| window.project().annotations[id].codes == [strike];
    let hidden = window
        .project()
        .annotations
        .keys()
        .filter(|id| with_strike_only(id));
    let hidden = hidden.count();
    assert!(hidden > 2);
    assert!(window.has(&format!("{hidden} annotations hidden")));
    assert!(window.has("5 countable incidents of 9"), "counts changed");
    assert!(
        window
            .harness
            .query_by_label_contains("Strike: “")
            .is_none()
    );
    picture(&mut window.harness, "visibility-hidden");
    let left = walk(&mut window);
    assert_eq!(left.len(), all.len() - hidden);
    assert!(
        left.iter()
            .all(|id| window.project().annotations[id].codes != [strike])
    );
    window.click("Remove no Strike");
    assert!(!window.has(&format!("{hidden} annotations hidden")));
    assert_eq!(walk(&mut window).len(), all.len());
}

#[test]
fn by_keys_a_code_is_hidden_shown_alone_and_all_shown() {
    let mut window = sample(Setup::of_ada());
    window.press(Modifiers::NONE, Key::F8);
    let Some(RecordId::Annotation(first)) = window.open().session.selected else {
        panic!("nothing selected");
    };
    let meant = window.project().annotations[&first].codes[0];
    window.press(Modifiers::ALT, Key::H);
    let project = window.project().clone();
    assert!(!window.open().session.visibility.shows_code(&project, meant));
    window.press(Modifiers::ALT, Key::A);
    assert!(window.open().session.visibility.shows_all());
    window.press(Modifiers::ALT, Key::O);
    let visibility = window.open().session.visibility.clone();
    let shown = project
        .codes
        .keys()
        .filter(|code| visibility.shows_code(&project, **code));
    assert!(shown.count() < project.codes.len());
    assert!(visibility.shows_code(&project, meant));
    assert_eq!(visibility.only(&project), Some(meant));
    let name = &project.codes[&meant].name;
    assert!(window.has(&format!("only {name}")), "only {name}");
    picture(&mut window.harness, "visibility-only");
    window.click("Show all");
    assert!(window.open().session.visibility.shows_all());
}

#[test]
fn the_menu_hides_kinds_and_coders_by_keyboard() {
    let mut window = sample(Setup::of_ada());
    window.press(Modifiers::ALT, Key::S);
    assert!(window.has("Claims"), "the menu is not open");
    picture(&mut window.harness, "visibility-menu");
    // The first code has the keyboard: the space bar hides it.
    let first = tightrope::model::codebook::codes_in_tree_order(window.project())[0]
        .1
        .id;
    window.press(Modifiers::NONE, Key::Space);
    assert!(
        window
            .open()
            .session
            .visibility
            .hides(Hideable::Code(first))
    );
    window.ask(Command::Showing(Showing::All));
    toggle(&mut window, "Claims");
    let project = window.project();
    let visibility = &window.open().session.visibility;
    for code in project.codes.keys() {
        let makes_claim = code_makes(project, *code) == Some(Makes::Claim);
        assert_eq!(visibility.shows_code(project, *code), !makes_claim);
    }
    let coders: Vec<_> = project.coders.values().cloned().collect();
    window.ask(Command::Showing(Showing::All));
    let coder = coders.first().expect("the sample has a coder");
    toggle(&mut window, &coder.name);
    let of_coder = window.project().annotations.values();
    let hidden = of_coder.filter(|it| it.made.by == Some(coder.id)).count();
    let many = if hidden == 1 {
        "annotation"
    } else {
        "annotations"
    };
    assert!(window.has(&format!("{hidden} {many} hidden")));
}

#[test]
fn what_is_hidden_stays_hidden_for_new_annotations_until_an_undo() {
    let mut window = sample(Setup::of_ada());
    let claim = code(&window, "Claim");
    window.ask(Command::Showing(Showing::Hide(Hideable::Code(claim))));
    let before = window
        .harness
        .query_all_by_label_contains("annotations hidden")
        .count();
    assert_eq!(before, 1);
    let source = window.open().session.source.expect("a source");
    let hidden = |window: &Window| {
        let node = window.harness.get_by_label_contains("annotations hidden");
        let name = words(&node);
        name.split(' ')
            .next()
            .and_then(|it| it.parse::<usize>().ok())
            .expect("a number")
    };
    let first = hidden(&window);
    let words = TextSpan::from_range(0..7).expect("words");
    window.select_words(source, words);
    window.ask(Command::CodeSelection(
        tightrope::workbench::verb::CodeChoice::Known(claim),
    ));
    assert_eq!(hidden(&window), first + 1);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(hidden(&window), first);
}

#[test]
fn a_key_leads_to_the_memo_which_stands_beside_its_passage() {
    let mut window = sample(Setup::of_ada());
    window.press(Modifiers::NONE, Key::F8);
    let selected = window.open().session.selected;
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    window.type_text("Check this against the wire.");
    window.ask(Command::Select(None));
    assert!(
        window
            .harness
            .query_by_label_contains(". Check this against the wire.")
            .is_some(),
        "no note beside the passage"
    );
    picture(&mut window.harness, "visibility-memo");
    let note = window
        .harness
        .get_by_label_contains("Check this against the wire.");
    note.click();
    window.settle();
    assert_eq!(window.open().session.selected, selected);
    // Without a selection the memo is the source's.
    window.ask(Command::Select(None));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    assert_eq!(
        window.open().session.selected,
        window.open().session.source.map(RecordId::from)
    );
}

#[test]
fn boilerplate_is_marked_and_unmarked_and_leaves_counts() {
    let mut window = sample(Setup::of_ada());
    let (event, annotation) = {
        let derived = &window.open().derived;
        let mut facts = derived.events().iter();
        let counted = facts.find(|facts| {
            facts.is_countable()
                && facts.family() == tightrope::model::codebook::Family::Incident
                && facts.annotations.len() == 1
        });
        let counted = counted.expect("an incident that rests on one passage");
        (counted.id(), counted.annotations[0])
    };
    let source = window.open().session.source.expect("a source");
    let hull = window.project().annotations[&annotation]
        .hull()
        .expect("words");
    window.select_words(source, hull);
    window.ask(Command::Do(Action::MarkBoilerplate));
    assert!(window.has("4 countable incidents of 9"));
    window.ask(Command::Select(Some(event.into())));
    assert!(window.has("rests only on boilerplate"));
    picture(&mut window.harness, "visibility-boilerplate");
    window.ask(Command::Do(Action::MarkBoilerplate));
    assert!(window.has("5 countable incidents of 9"));
    assert!(!window.has("rests only on boilerplate"));
}

#[test]
fn the_share_that_is_coded_is_told_and_follows() {
    let mut window = sample(Setup::of_ada());
    let told = |window: &Window| {
        let node = window.harness.get_by_label_contains("% coded · ");
        words(&node)
    };
    let before = told(&window);
    let source = window.open().session.source.expect("a source");
    let text = window.project().text_of(source).expect("a text").clone();
    let all = TextSpan::from_range(0..text.len().index()).expect("words");
    let claim = code(&window, "Claim");
    window.select_words(source, all);
    window.ask(Command::CodeSelection(
        tightrope::workbench::verb::CodeChoice::Known(claim),
    ));
    assert_ne!(told(&window), before);
    assert!(told(&window).contains("100% coded"), "{}", told(&window));
}

#[test]
fn pictures_of_a_narrow_window() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut window = sample(Setup {
            size: egui::vec2(1024.0, 700.0),
            theme,
            preferences: Some(tightrope::workbench::preferences::Preferences {
                coder: "Ada".to_owned(),
                theme: match theme {
                    egui::Theme::Light => tightrope::workbench::theme::ThemeChoice::Light,
                    egui::Theme::Dark => tightrope::workbench::theme::ThemeChoice::Dark,
                },
                ..Default::default()
            }),
            ..Setup::of_ada()
        });
        let strike = code(&window, "Strike");
        window.ask(Command::Showing(Showing::Hide(Hideable::Code(strike))));
        picture(&mut window.harness, &format!("visibility-narrow-{name}"));
    }
}

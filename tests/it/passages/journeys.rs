//! The passages pane, driven by keyboard and by name.

use crate::support::coded::Coded;
use crate::support::window::{Setup, Window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::PathBuf;
use tightrope::analysis::passages::typed::line;
use tightrope::analysis::passages::{Joints, find};
use tightrope::model::id::{AnnotationId, RecordId};
use tightrope::model::text::TextSpan;
use tightrope::storage::project_file::encode;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::panes::passages::Show;

fn asked(window: &Window) -> String {
    line(window.project(), &window.open().session.passages.query)
}

fn found(window: &Window) -> Vec<AnnotationId> {
    let open = window.open();
    let query = &open.session.passages.query;
    find(open.document.snapshot(), query, &mut Joints::default())
}

fn selected(window: &Window) -> AnnotationId {
    match window.open().session.selected {
        Some(RecordId::Annotation(id)) => id,
        other => panic!("no passage is selected but {other:?}"),
    }
}

#[test]
fn a_query_is_typed_walked_through_and_read_in_the_text() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::COMMAND, Key::Num4);
    assert!(
        window.has("70 passages in 1 source"),
        "every passage at first"
    );
    window.type_text("code:pol");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(asked(&window), "", "the name is taken, nothing asked yet");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(asked(&window), "code:\"Policy shift\"");
    let fitting = found(&window);
    assert!(fitting.len() > 3 && fitting.len() < 70, "{fitting:?}");
    assert!(window.has(&format!("{} passages in 1 source", fitting.len())));

    window.press(Modifiers::NONE, Key::ArrowDown);
    let first = selected(&window);
    window.press(Modifiers::NONE, Key::ArrowDown);
    let second = selected(&window);
    assert_ne!(first, second);
    assert!(fitting.contains(&second));
    window.press(Modifiers::NONE, Key::Enter);
    let quote = window
        .project()
        .quote_of(&window.project().annotations[&second]);
    let quote = quote.expect("words").exact.replace('\n', " ");
    assert!(window.has(&quote), "{quote}");
    window.press(Modifiers::NONE, Key::End);
    assert!(fitting.contains(&selected(&window)));
    window.press(Modifiers::NONE, Key::Home);
    assert_eq!(selected(&window), first);
}

#[test]
fn a_wrong_line_stays_with_what_is_wrong() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::COMMAND, Key::Num4);
    window.type_text("colour:red ");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(asked(&window), "");
    let field = window
        .harness
        .get_by_role_and_label(Role::TextInput, "Query");
    assert_eq!(
        field.accesskit_node().value().as_deref(),
        Some("colour:red ")
    );
    let said = field.accesskit_node().description();
    assert!(said.is_some_and(|said| said.contains("is no filter")));
}

#[test]
fn filters_are_added_changed_and_taken_away_as_chips() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::COMMAND, Key::Num4);
    window.click("Add filter");
    window.type_text("code strike");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(asked(&window), "code:Strike");
    let strikes = found(&window).len();
    window.click("Add filter");
    window.type_text("code refug");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(
        asked(&window).starts_with("code:Strike code:Refugees"),
        "{}",
        asked(&window)
    );
    assert!(window.has("with Refugees"));
    window.click("with Refugees");
    window.click("On the same paragraph");
    assert!(
        asked(&window).contains("near:paragraph"),
        "{}",
        asked(&window)
    );
    window.click("in a paragraph with Refugees");
    window.click("Must not hold");
    assert!(
        asked(&window).contains("-code:Refugees"),
        "{}",
        asked(&window)
    );
    window.click("Remove Strike");
    assert!(!asked(&window).contains("Strike"));
    window.ask(Command::Do(Action::ShowPassages));
    window.press(Modifiers::COMMAND, Key::A);
    window.type_text("code:Strike");
    window.press(Modifiers::NONE, Key::Enter);
    let chip = window.harness.get_by_role_and_label(Role::Button, "Strike");
    chip.click();
    window.settle();
    window.click("Or…");
    window.click("Add alternative");
    window.type_text("code refug");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(asked(&window), "code:Strike or code:Refugees");
    assert!(found(&window).len() > strikes);
    window.click("Add filter");
    window.type_text("2024-12");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.has("December 2024"));
}

#[test]
fn a_number_of_the_matrix_leads_to_its_passages() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::COMMAND, Key::Num5);
    assert_eq!(window.open().session.passages.show, Show::BySource);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.open().session.passages.show, Show::List);
    let first = asked(&window);
    assert!(
        first.starts_with("code:") && first.contains("source:"),
        "{first}"
    );
    let count = found(&window).len();
    assert!(count > 0);
    window.press(Modifiers::NONE, Key::ArrowDown);
    assert!(
        found(&window).contains(&selected(&window)),
        "the keyboard is on the list"
    );

    window.click("Codes by sources");
    let cells = window.harness.query_all_by_role(Role::Cell);
    assert!(
        cells
            .filter_map(|cell| cell.accesskit_node().label())
            .any(|cell| cell.starts_with("Strike, ") && !cell.ends_with(": 0 passages")),
        "the cell that was opened does not narrow the matrix it stands in"
    );
    window.click("Codes by codes");
    let name = "Policy shift, Refugees: ";
    let cells: Vec<String> = window
        .harness
        .get_all_by_role(Role::Cell)
        .filter_map(|cell| cell.accesskit_node().label())
        .collect();
    let cell = cells
        .iter()
        .find(|cell| cell.starts_with(name))
        .expect("in sight");
    let number: usize = cell[name.len()..]
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let cell = cell.clone();
    window.click(&cell);
    assert_eq!(found(&window).len(), number);
    assert_eq!(asked(&window), "code:\"Policy shift\" code:Refugees");

    window.click("Codes by codes");
    assert!(window.has("Refugees"));
    window.click("Fold Policy shift");
    let folded = window.harness.query_all_by_role(Role::RowHeader);
    let names: Vec<String> = folded
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    assert!(!names.contains(&"Refugees".to_owned()), "{names:?}");
}

#[test]
fn records_lead_to_their_passages() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    let project = window.project();
    let event = project.events.values().next().expect("one").id;
    let actor = project.actors.values().next().expect("one").clone();
    let code = project
        .codes
        .values()
        .find(|code| code.name == "Strike")
        .expect("there")
        .id;
    window.ask(Command::Select(Some(code.into())));
    window.click("Show passages");
    assert_eq!(asked(&window), "code:Strike");
    window.ask(Command::Select(Some(event.into())));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(asked(&window).starts_with("event:"));
    assert!(!found(&window).is_empty());
    window.ask(Command::Select(Some(actor.id.into())));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(window.has(&format!("Actor: {}", actor.name)));
}

#[test]
fn what_was_found_is_written() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.press(Modifiers::COMMAND, Key::Num4);
    window.type_text("code:Strike");
    window.press(Modifiers::NONE, Key::Enter);
    let count = found(&window).len();
    window.press(Modifiers::COMMAND, Key::Num5);
    assert!(window.open().session.passages.show != Show::List);
    window.press(Modifiers::COMMAND, Key::Num4);
    assert_eq!(window.open().session.passages.show, Show::List);
    let to = |name: &str| (PathBuf::from(name), Replace::Agreed);
    let (path, agreed) = to("/desk/found.md");
    window.ask(Command::ExportPassagesTo(path, agreed));
    let (path, agreed) = to("/desk/found.csv");
    window.ask(Command::ExportPassagesTo(path, agreed));
    let (path, agreed) = to("/desk/matrix.csv");
    window.ask(Command::ExportMatrixTo(path, agreed));
    let text = |name: &str| String::from_utf8(window.files.get(name).expect(name)).unwrap();
    assert!(text("/desk/found.md").contains("`code:Strike`"));
    assert_eq!(
        text("/desk/found.md").matches("· characters ").count(),
        count
    );
    assert!(text("/desk/found.csv").starts_with("id,source,title,"));
    assert!(text("/desk/matrix.csv").contains("Strike"));
}

/// A project with so many passages that looking them up is a job.
pub(super) fn large(passages: usize) -> Coded {
    let mut told = Coded::new();
    let codes = ["Attack", "Strike", "Denial", "Policy", "Aid"].map(|name| told.code(name, None));
    let sources = 4;
    for source in 0..sources {
        let words = passages / sources;
        let text: String = (0..words)
            .map(|word| match word % 9 {
                8 => format!("Villagers{word} fled. "),
                _ => format!("report{word} said "),
            })
            .collect();
        let id = told.source(&format!("Dispatch {}", source + 1), &text);
        let mut at = 0;
        for word in 0..words {
            let end = text[at + 1..]
                .find(' ')
                .map_or(text.len(), |end| at + 1 + end);
            let span = TextSpan::from_range(at..end).expect("a word");
            told.spans(id, vec![span], &[codes[word % codes.len()]]);
            at = end + 1 + text[end + 1..].find(' ').unwrap_or(0) + 1;
        }
    }
    told
}

pub(super) fn open(told: &Coded) -> Window {
    let setup = Setup::of_ada();
    setup.files.put(
        "/desk/large.ron",
        encode(&told.project, None).expect("written"),
    );
    Setup {
        paths: vec![PathBuf::from("/desk/large.ron")],
        ..setup
    }
    .open()
}

#[test]
fn many_passages_are_looked_up_by_a_job_and_only_the_latest_answer_counts() {
    let mut window = open(&large(2_400));
    window.press(Modifiers::COMMAND, Key::Num4);
    assert!(window.has("2,400 passages in 4 sources"));
    window
        .harness
        .event(egui::Event::Text("code:Aid".to_owned()));
    window.pass();
    window.harness.key_press(Key::Enter);
    window.pass();
    assert!(
        window.has("2,400 passages in 4 sources"),
        "the former answer stays meanwhile"
    );
    window.settle();
    assert!(window.has("480 passages in 4 sources"));
    for _ in 0..3 {
        window.press(Modifiers::NONE, Key::PageDown);
    }
    let at = selected(&window);
    assert!(found(&window).contains(&at));
    let node = window
        .harness
        .get_by_role_and_label(Role::List, "Passages found");
    let list = node.rect();
    let quote = window
        .project()
        .quote_of(&window.project().annotations[&at])
        .expect("words");
    let row = window
        .harness
        .get_by_role_and_label(Role::ListItem, &quote.exact);
    assert!(
        list.contains_rect(row.rect()),
        "the list follows the selection"
    );
}

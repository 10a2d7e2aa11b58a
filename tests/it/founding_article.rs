//! The real article the product was conceived from, coded by keyboard in the real window: its five
//! incidents come out of `tightrope counts` as a careful human counted them.

use crate::support::corpus::corpus;
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use std::process::Command;
use tightrope::model::codebook::kinds_in_order;
use tightrope::model::id::{AnnotationId, RecordId};
use tightrope::model::text::{ByteOffset, TextSpan};
use tightrope::workbench::command::{Command as Ask, Replace};
use tightrope::workbench::fields::{Field, FieldKey};
use tightrope::workbench::verb::Verb;

/// Words of each incident, the letters of its code, and its date as the gold reading has it.
const INCIDENTS: [(&str, &str, &str); 5] = [
    (
        "launching airstrikes in Nangarhar and Khost provinces",
        "stri",
        "[2025-08,2025-09]",
    ),
    (
        "The April 2024 airstrikes by the Pakistan Air Force",
        "stri",
        "2024-04?",
    ),
    (
        "In December 2024, Pakistan again carried out airstrikes",
        "stri",
        "2024-12",
    ),
    (
        "a horrifying TTP attack on a security checkpoint",
        "atta",
        "2024-12?",
    ),
    (
        "On 9th October, Pakistan conducted airstrikes in Kabul",
        "stri",
        "2025-10-09",
    ),
];

/// Selects exactly these words and codes them with the first code these letters find.
fn code(window: &mut Window, words: &str, letters: &str) -> AnnotationId {
    let source = window.open().session.source.expect("a source is read");
    let text = window
        .project()
        .text_of(source)
        .expect("it has a text")
        .as_str();
    let start = text
        .find(words)
        .unwrap_or_else(|| panic!("‘{words}’ is not in the article"));
    assert_eq!(text.matches(words).count(), 1, "{words}");
    let span = TextSpan::new(ByteOffset::at(start), ByteOffset::at(start + words.len())).unwrap();
    window.select_words(source, span);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text(letters);
    window.press(Modifiers::NONE, Key::Enter);
    match window.open().session.selected {
        Some(RecordId::Annotation(id)) => {
            let annotation = &window.project().annotations[&id];
            assert_eq!(window.project().quote_of(annotation).unwrap().exact, words);
            id
        }
        other => panic!("{other:?} is selected after coding ‘{words}’"),
    }
}

#[test]
fn its_five_incidents_count_three_and_two() {
    let Some(path) = corpus("articles/pak-afghan-tightrope.txt") else {
        return;
    };
    let bytes = std::fs::read(path).expect("a readable article");
    let setup = Setup::of_ada();
    setup.files.put("/texts/article.txt", bytes);
    let mut window = Setup {
        paths: vec!["/texts/article.txt".into()],
        ..setup
    }
    .open();
    let text = window
        .project()
        .texts
        .values()
        .next()
        .expect("it opened")
        .clone();
    assert_eq!((text.chars().0, text.len().0), (5_983, 6_016));
    assert!(
        !kinds_in_order(window.project()).is_empty(),
        "with the usual codebook"
    );

    for (words, letters, date) in INCIDENTS {
        let passage = code(&mut window, words, letters);
        window.ask(Ask::Edit(Verb::MakeEvent(passage)));
        let Some(RecordId::Event(event)) = window.open().session.selected else {
            panic!("no event was made of ‘{words}’: {:?}", window.said());
        };
        let key = FieldKey {
            record: event.into(),
            field: Field::Resolved,
        };
        window.ask(Ask::SetField(key, date.to_owned()));
    }
    assert!(window.has("5 countable incidents of 5"));

    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("article.ron");
    window.ask(Ask::SaveTo("/desk/article.ron".into(), Replace::Ask));
    std::fs::write(
        &project,
        window.files.get("/desk/article.ron").expect("saved"),
    )
    .unwrap();
    let counts = Command::new(env!("CARGO_BIN_EXE_tightrope"))
        .arg("counts")
        .arg(&project)
        .args(["--by", "year"])
        .output()
        .expect("it runs");
    let printed = String::from_utf8_lossy(&counts.stdout);
    let expected = "start,end,group,certain,expected\n2024-01-01,2025-01-01,,3,3\n2025-01-01,2026-01-01,,2,2\n";
    assert_eq!(
        printed,
        expected,
        "{}",
        String::from_utf8_lossy(&counts.stderr)
    );
}

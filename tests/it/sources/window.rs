//! Sources come in through the window: dropped, chosen, pasted; and are read again, otherwise.

use crate::support::documents::{PAGE, core, docx, paragraph, pdf};
use crate::support::window::{Setup, Window};
use egui::{DroppedFile, Event, Key, Modifiers};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tightrope::model::edtf::Edtf;
use tightrope::model::id::RecordId;
use tightrope::model::source::{Source, Taken};
use tightrope::model::text::TextSpan;
use tightrope::storage::originals;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::verb::{CodeChoice, Verb};

const URDU: &str = "طورخم بند ہے اور ٹرک کھڑے ہيں. تجارت رک گئي ہے.";

fn urdu_of_2000() -> Vec<u8> {
    encoding_rs::WINDOWS_1256.encode(URDU).0.into_owned()
}

/// A window with an empty project, and files of every sort on its disk.
fn window() -> Window {
    let setup = Setup::of_ada();
    let core = core("Notes on a ban", "Huda", "2025-10-12T08:00:00Z", "en");
    let word = docx(
        &paragraph("A Word on the ban."),
        &[("docProps/core.xml", &core)],
    );
    setup.files.put("/texts/ban.html", PAGE);
    setup.files.put("/texts/notes.docx", word);
    setup.files.put(
        "/texts/report.pdf",
        pdf(
            &[vec![(50.0, 700.0, "A report on the ban.")]],
            "/Title (Report) /Author (Zia)",
        ),
    );
    setup.files.put("/texts/urdu.txt", urdu_of_2000());
    setup
        .files
        .put("/texts/bad.pdf", b"%PDF-1.7 nothing".as_slice());
    setup
        .files
        .put("/texts/old.rtf", b"{\\rtf1 words}".as_slice());
    let mut window = setup.open();
    window.ask(Command::Do(Action::NewProject));
    window
}

fn drop(window: &mut Window, name: &str) {
    let input = window.harness.input_mut();
    let path = Dropped(format!("/texts/{name}").into());
    input.dropped_files.push(Arc::new(path));
    window.settle();
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        unreachable!("the window leaves reading to its jobs")
    }
}

fn newest(window: &Window) -> Source {
    let id = window.open().session.source.expect("a source is read");
    Source::clone(&window.project().sources[&id])
}

fn text(window: &Window) -> String {
    let source = newest(window);
    window.project().texts[&source.text].as_str().to_owned()
}

#[test]
fn files_of_every_sort_are_dropped_and_bring_what_they_say_of_themselves() {
    let mut window = window();
    let cases = [
        (
            "ban.html",
            "Trade ban at Torkham enters its third week",
            "Huda Rahmani",
            "2025-10-30",
        ),
        ("notes.docx", "Notes on a ban", "Huda", "2025-10-12~"),
        ("report.pdf", "Report", "Zia", ""),
        ("urdu.txt", URDU, "", ""),
    ];
    for (name, title, author, published) in cases {
        drop(&mut window, name);
        let source = newest(&window);
        assert_eq!(
            (source.title.as_str(), source.author.as_str()),
            (title, author),
            "{:?}",
            window.said()
        );
        assert_eq!(
            source.published.as_ref().map_or("", Edtf::as_str),
            published
        );
        assert_eq!(source.original.name, name);
    }
    assert_eq!(window.project().sources.len(), cases.len());
    for (name, words) in [
        ("bad.pdf", "/texts/bad.pdf:1: it is damaged"),
        ("old.rtf", "/texts/old.rtf:1: this is an RTF file"),
    ] {
        drop(&mut window, name);
        let said = window.said();
        assert!(
            said.last().is_some_and(|said| said.starts_with(words)),
            "{said:?}"
        );
    }
    assert_eq!(
        window.project().sources.len(),
        cases.len(),
        "and the window lives on"
    );
}

#[test]
fn a_file_dropped_on_no_project_begins_one() {
    let setup = Setup::of_ada();
    setup.files.put("/texts/ban.html", PAGE);
    let mut window = setup.open();
    drop(&mut window, "ban.html");
    assert_eq!(
        newest(&window).publisher,
        "The Border Herald",
        "{:?}",
        window.said()
    );
}

#[test]
fn originals_are_kept_beside_the_draft_and_move_with_the_project() {
    let mut window = window();
    drop(&mut window, "ban.html");
    drop(&mut window, "urdu.txt");
    let originals: Vec<_> = window
        .project()
        .sources
        .values()
        .map(|it| it.original.clone())
        .collect();
    let in_draft = Path::new("/data/drafts/draft-1/project.ron");
    for original in &originals {
        assert!(
            originals::read(&window.files, in_draft, original).is_ok(),
            "{:?}",
            window.files.names()
        );
    }
    window.ask(Command::SaveTo(PathBuf::from("/desk/p.ron"), Replace::Ask));
    for original in &originals {
        let kept =
            originals::read(&window.files, Path::new("/desk/p.ron"), original).expect("copied");
        assert_eq!(
            Some(kept),
            window.files.get(format!("/texts/{}", original.name))
        );
    }
    let left = window.files.names();
    assert!(
        !left.iter().any(|name| name.contains("draft-1")),
        "{left:?}"
    );
}

/// The file as the disk had it, now beside the project.
fn is_kept(window: &Window, project: &str, source: &Source) -> bool {
    let kept = originals::read(&window.files, Path::new(project), &source.original);
    kept.ok() == window.files.get(format!("/texts/{}", source.original.name))
}

#[test]
fn what_was_undone_before_it_was_saved_elsewhere_still_has_its_file() {
    let mut window = window();
    drop(&mut window, "urdu.txt");
    drop(&mut window, "ban.html");
    let source = newest(&window);
    window.ask(Command::Do(Action::Undo));
    window.ask(Command::SaveTo(PathBuf::from("/desk/p.ron"), Replace::Ask));
    window.ask(Command::Do(Action::Redo));
    assert!(window.project().sources.contains_key(&source.id));
    assert!(
        is_kept(&window, "/desk/p.ron", &source),
        "{:?}",
        window.files.names()
    );
}

#[test]
fn a_full_disk_is_told_and_the_file_is_kept_where_there_is_room() {
    let mut window = window();
    window.files.is_full_at(Some("draft-1/project.sources"));
    drop(&mut window, "ban.html");
    let source = newest(&window);
    let said = window.said();
    assert!(
        said.iter()
            .any(|text| text.contains("is not beside the project yet")),
        "{said:?}"
    );
    window.ask(Command::SaveTo(PathBuf::from("/desk/p.ron"), Replace::Ask));
    assert!(
        is_kept(&window, "/desk/p.ron", &source),
        "{:?}",
        window.files.names()
    );
}

#[test]
fn a_project_whose_files_are_not_kept_is_not_closed_unheard() {
    let mut window = window();
    window.ask(Command::SaveTo(PathBuf::from("/desk/p.ron"), Replace::Ask));
    window.files.is_full_at(Some("p.sources"));
    drop(&mut window, "ban.html");
    window.ask(Command::Do(Action::Save));
    window.ask(Command::Do(Action::CloseProject));
    let said = window.said();
    assert!(said.last().unwrap().starts_with("Not closed"), "{said:?}");
    let source = newest(&window);
    window.files.is_full_at(None);
    window.ask(Command::Do(Action::Save));
    window.ask(Command::Do(Action::CloseProject));
    assert!(window.harness.state().project().is_none());
    assert!(is_kept(&window, "/desk/p.ron", &source));
}

#[test]
fn a_wrong_encoding_is_corrected_and_undone() {
    let mut window = window();
    drop(&mut window, "urdu.txt");
    let before = newest(&window);
    assert_eq!(
        (before.original.encoding.as_str(), text(&window)),
        ("Windows-1256", URDU.to_owned())
    );
    window.ask(Command::Select(Some(before.id.into())));
    window.click("Read as");
    window.type_text("windows-1252");
    window.press(Modifiers::NONE, Key::Enter);
    let wrong = newest(&window);
    assert_eq!(
        wrong.original.encoding,
        "Windows-1252",
        "{:?}",
        window.said()
    );
    assert_eq!(wrong.id, before.id, "it is the same source");
    assert!(text(&window).starts_with("ØæÑÎã"), "{}", text(&window));
    assert_ne!(wrong.title, before.title, "the title followed its text");
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(newest(&window), before);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(newest(&window), wrong);
    // By keyboard alone: the palette knows the encodings too.
    window.ask(Command::Do(Action::ReadAs));
    window.type_text("1256");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(
        (text(&window), newest(&window).title),
        (URDU.to_owned(), before.title.clone())
    );
    // What the analyst wrote stays.
    let mut titled = newest(&window);
    titled.title = "My title".to_owned();
    window.ask(Command::Edit(Verb::Replace(
        Box::new(titled.into()),
        "title",
    )));
    window.ask(Command::Do(Action::ReadAs));
    window.type_text("1252");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(newest(&window).title, "My title");
    // And all of it is on disk.
    window.ask(Command::SaveTo(PathBuf::from("/desk/p.ron"), Replace::Ask));
    let saved = window.file("/desk/p.ron");
    assert_eq!(saved.sources, window.project().sources);
}

#[test]
fn the_whole_page_is_taken_and_given_back() {
    let mut window = window();
    drop(&mut window, "ban.html");
    let article = newest(&window);
    assert!(!text(&window).contains("Subscribe"));
    window.ask(Command::Select(Some(article.id.into())));
    window.click("Taken of the page");
    window.type_text("whole");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(text(&window).contains("Subscribe"), "{:?}", window.said());
    assert_eq!(newest(&window).original.taken, Taken::Whole);
    assert_eq!(newest(&window).title, article.title);
    window.ask(Command::Do(Action::TakePage));
    assert_eq!(newest(&window), article);
}

#[test]
fn a_text_that_carries_something_becomes_a_new_version_instead() {
    let mut window = window();
    drop(&mut window, "urdu.txt");
    let old = newest(&window);
    let words = TextSpan::from_range(0..URDU.find(' ').unwrap()).unwrap();
    let code = window.project().codes.keys().next().copied();
    let code = CodeChoice::Known(code.expect("the default codebook has codes"));
    window.ask(Command::Edit(Verb::Code(old.id, vec![words], code)));
    window.ask(Command::Do(Action::ReadAs));
    window.type_text("1252");
    window.press(Modifiers::NONE, Key::Enter);
    // Both readings stand side by side; the other one is taken as a new version.
    window.press(Modifiers::COMMAND, Key::Enter);
    let annotation = window
        .project()
        .annotations
        .values()
        .next()
        .expect("it stays");
    assert_eq!(annotation.source, old.id);
    assert_eq!(
        *window.project().sources[&old.id],
        old,
        "the old text stays as it is"
    );
    let version = newest(&window);
    assert_eq!(version.supersedes, Some(old.id), "{:?}", window.said());
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.project().sources.len(), 1);
}

#[test]
fn copied_words_are_pasted_as_a_source() {
    let mut window = window();
    window
        .harness
        .key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::V);
    window.pass();
    window
        .harness
        .event(Event::Paste("Copied headline\n\nCopied words.".to_owned()));
    window.settle();
    let source = newest(&window);
    assert_eq!(source.title, "Copied headline", "{:?}", window.said());
    assert_eq!(text(&window), "Copied headline\n\nCopied words.");
    assert_eq!(source.original.name, "pasted text.txt");
    window
        .harness
        .event(Event::Paste("Not asked for".to_owned()));
    window.settle();
    assert_eq!(
        window.project().sources.len(),
        1,
        "only what was asked for is taken"
    );
    assert!(matches!(
        window.open().session.selected,
        None | Some(RecordId::Source(_))
    ));
}

#[test]
fn an_original_that_is_lost_is_named_when_it_is_wanted() {
    let mut window = window();
    drop(&mut window, "urdu.txt");
    let source = newest(&window);
    let at = originals::path(
        Path::new("/data/drafts/draft-1/project.ron"),
        &source.original,
    );
    window.files.put(&at, "spoiled");
    window.ask(Command::Do(Action::ReadAs));
    window.type_text("1252");
    window.press(Modifiers::NONE, Key::Enter);
    let said = window.said();
    assert!(
        said.iter()
            .any(|said| said.contains("this is not the original any more")),
        "{said:?}"
    );
    assert_eq!(newest(&window), source);
}

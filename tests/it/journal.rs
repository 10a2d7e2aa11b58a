//! The journal: every edit survives a kill at any moment, undo reaches back across restarts, and
//! what cannot be used is kept and told.

use crate::storage::replica;
use crate::storage::store::retitle;
use crate::support::arbitrary::{Choices, choices, project, transaction};
use crate::support::memory_files::MemoryFiles;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use tightrope::document::{Document, Transaction};
use tightrope::model::info::Info;
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::model::text::{Sha, SourceText};
use tightrope::storage::journal::{Act, Entry};
use tightrope::storage::project_file::encode;
use tightrope::storage::recovery::Doubt;
use tightrope::storage::{Access, Opened, Store, WhyReadOnly, sample};

const P: &str = "p.ron";
const JOURNAL: &str = "p.ron.journal";

fn open(files: &MemoryFiles) -> Opened {
    Store::open(Arc::new(files.clone()), Path::new(P), replica(), "the test").expect("opens")
}

fn disk_with(project: &Project) -> MemoryFiles {
    let files = MemoryFiles::default();
    files.put(P, encode(project, None).expect("writable"));
    files
}

/// One random act on `document`; `None` when it was refused.
fn act(document: &mut Document, choices: &mut Choices) -> Option<Act> {
    match choices.below(6) {
        4 => document.undo().map(|_| Act::Undo),
        5 => document.redo().map(|_| Act::Redo),
        3 => {
            let words = format!("text {}", choices.text());
            let text = SourceText::new(words).expect("small");
            document.add_text(text.clone());
            Some(Act::Text(text))
        }
        _ => {
            let transaction: Transaction = transaction(document.project(), choices);
            document.apply(transaction).ok().map(Act::Do)
        }
    }
}

fn entry(act: Act) -> Entry {
    let made = Made::default();
    Entry { made, act }
}

type Face = (Project, Vec<String>, usize, usize);

/// All of a document that must survive a restart.
fn face(document: &Document) -> Face {
    let history = document.history();
    let labels = history.steps().map(|step| step.transaction.label.clone());
    (
        document.project().clone(),
        labels.collect(),
        history.done_count(),
        history.undone_count(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_with_saves_between_come_back_whole(
        project in project(),
        steps in prop::collection::vec((choices(40), 0..5_u8), 1..14),
    ) {
        let files = disk_with(&project);
        let mut opened = open(&files);
        for (mut choices, save) in steps {
            if let Some(act) = act(&mut opened.document, &mut choices) {
                opened.store.append(&entry(act)).expect("appended");
            }
            if save == 0 {
                opened.store.save(opened.document.snapshot()).expect("saved");
            }
            let again = open(&files.after_a_kill());
            prop_assert_eq!(face(&again.document), face(&opened.document));
            prop_assert!(again.warnings.is_empty(), "{:?}", again.warnings);
        }
        while opened.document.undo().is_some() {
            opened.store.append(&entry(Act::Undo)).expect("appended");
        }
        opened.store.save(opened.document.snapshot()).expect("saved");
        let again = open(&files.after_a_kill());
        prop_assert_eq!(face(&again.document), face(&opened.document));
    }
}

/// A disk with a short history, half of it saved, and the faces of the document after each edit.
fn short_history() -> (MemoryFiles, Vec<Face>) {
    let files = disk_with(&small_project("small"));
    let mut opened = open(&files);
    let mut faces = vec![face(&opened.document)];
    for step in 0..6 {
        let done = match step {
            3 => {
                opened.document.undo().expect("something to undo");
                entry(Act::Undo)
            }
            4 => {
                opened.document.redo().expect("something to redo");
                entry(Act::Redo)
            }
            _ => retitle(&mut opened.document, &format!("Title {step}")),
        };
        opened.store.append(&done).expect("appended");
        faces.push(face(&opened.document));
        if step == 1 {
            opened
                .store
                .save(opened.document.snapshot())
                .expect("saved");
        }
    }
    (files.after_a_kill(), faces)
}

#[test]
fn a_journal_cut_at_any_byte_opens_as_some_earlier_moment() {
    let (files, faces) = short_history();
    let journal = files.get(JOURNAL).expect("there");
    for length in 0..=journal.len() {
        let cut = files.after_a_kill();
        cut.put(JOURNAL, &journal[..length]);
        let opened = open(&cut);
        let whole_lines = journal[..length]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        // The saved file holds two edits: with less of the journal than that, it begins afresh.
        let expected = whole_lines.saturating_sub(1).max(2);
        assert_eq!(opened.document.project(), &faces[expected].0, "{length}");
        if whole_lines > 2 {
            assert_eq!(face(&opened.document), faces[expected], "{length}");
        }
        let clean = length == journal.len() || (whole_lines > 2 && journal[length - 1] == b'\n');
        assert_eq!(
            opened.warnings.is_empty(),
            clean,
            "{length}: {:?}",
            opened.warnings
        );
        for warning in &opened.warnings {
            let kept = warning.kept.as_ref().expect("kept aside");
            assert_eq!(cut.get(kept).as_deref(), Some(&journal[..length]));
        }
        drop(opened);
        assert!(open(&cut).warnings.is_empty(), "{length}: mended for good");
    }
}

#[test]
fn a_flipped_bit_of_the_journal_is_found_and_unsaved_edits_behind_old_damage_come_back() {
    let (files, faces) = short_history();
    let journal = files.get(JOURNAL).expect("there");
    let ends: Vec<usize> = (0..journal.len())
        .filter(|at| journal[*at] == b'\n')
        .collect();
    for bit in 0..journal.len() * 8 {
        let mut flipped = journal.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let disk = files.after_a_kill();
        disk.put(JOURNAL, flipped.clone());
        let opened = open(&disk);
        assert!(!opened.warnings.is_empty(), "bit {bit} was overlooked");
        let line = ends.iter().filter(|end| **end < bit / 8).count();
        let project = opened.document.project();
        if line < 3 && bit / 8 != ends[2] {
            assert_eq!(
                project, &faces[6].0,
                "bit {bit} in what is saved: the rest comes back"
            );
        } else {
            assert!(
                faces[2..].iter().any(|face| face.0 == *project),
                "bit {bit}"
            );
        }
        let kept = opened.warnings[0].kept.as_ref().expect("kept aside");
        assert_eq!(disk.get(kept), Some(flipped));
    }
}

#[test]
fn a_journal_that_does_not_belong_is_kept_aside() {
    let (files, faces) = short_history();
    let other = disk_with(&small_project("other"));
    let mut stranger = open(&other);
    let entry = retitle(&mut stranger.document, "Other");
    stranger.store.append(&entry).expect("appended");
    let foreign = other.get(JOURNAL).expect("there");
    files.put(JOURNAL, foreign.clone());
    let opened = open(&files);
    assert_eq!(opened.warnings[0].about, Doubt::Foreign);
    assert_eq!(opened.document.project(), &faces[2].0);
    assert_eq!(files.get("p.ron.journal.old-1"), Some(foreign));
    assert!(
        opened.warnings[0]
            .to_string()
            .contains("is kept as p.ron.journal.old-1")
    );
}

/// A project with nothing in it but its name, so that thousands of openings are quick.
fn small_project(name: &str) -> Project {
    let mut project = Project::default();
    let info = Info {
        id: Info::only_id(),
        title: name.to_owned(),
        project: Sha::of(name.as_bytes()),
        case: None,
        memo: String::new(),
    };
    project.info.insert(info.id, Arc::new(info));
    project
}

#[test]
fn a_missing_journal_is_begun_and_later_edits_are_found() {
    let (files, faces) = short_history();
    let bare = MemoryFiles::default();
    bare.put(P, files.get(P).expect("there"));
    let mut opened = open(&bare);
    assert_eq!((opened.warnings.len(), opened.replayed), (0, 0));
    assert_eq!(opened.document.project(), &faces[2].0);
    let entry = retitle(&mut opened.document, "After all");
    opened.store.append(&entry).expect("appended");
    let again = open(&bare.after_a_kill());
    assert_eq!(again.document.project().title(), "After all");
    assert_eq!((again.warnings.len(), again.replayed), (0, 1));
}

#[test]
fn an_edit_the_disk_refuses_waits_and_is_not_lost() {
    for call in 1..12 {
        let files = MemoryFiles::default();
        files.put(P, sample());
        let mut opened = open(&files);
        let first = retitle(&mut opened.document, "First");
        opened.store.append(&first).expect("appended");
        let second = retitle(&mut opened.document, "Second");
        files.fail_at(Some(call));
        let refused = opened.store.append(&second).is_err();
        files.fail_at(None);
        assert_eq!(refused, !opened.store.is_on_disk(), "call {call}");
        let third = retitle(&mut opened.document, "Third");
        files.fail_at(Some(call));
        let _ = opened.store.append(&third);
        files.fail_at(None);
        let fourth = retitle(&mut opened.document, "Fourth");
        opened
            .store
            .append(&fourth)
            .expect("the disk is well again");
        assert!(opened.store.is_on_disk());
        let again = open(&files.after_a_kill());
        assert_eq!(face(&again.document), face(&opened.document), "call {call}");
        assert!(
            again.warnings.is_empty(),
            "call {call}: {:?}",
            again.warnings
        );
    }
}

#[test]
fn a_save_holds_edits_the_journal_could_not_take() {
    let files = MemoryFiles::default();
    files.put(P, sample());
    let mut opened = open(&files);
    let entry = retitle(&mut opened.document, "Only in the file");
    files.fail_at(Some(1));
    opened.store.append(&entry).expect_err("told to fail");
    // The journal fails once more inside the save; the project file itself does not.
    files.fail_at(Some(1));
    opened
        .store
        .save(opened.document.snapshot())
        .expect("saved");
    files.fail_at(None);
    let again = open(&files.after_a_kill());
    assert_eq!(again.document.project().title(), "Only in the file");
    assert_eq!(again.warnings.len(), 1, "its history is behind the file");
    assert_eq!(again.warnings[0].about, Doubt::Behind);
}

#[test]
fn the_journal_of_format_1_opens_for_ever() {
    let journal = include_bytes!("../golden/journal-1.ron.journal");
    let files = MemoryFiles::default();
    files.put(P, *include_bytes!("../golden/journal-1.ron"));
    files.put(JOURNAL, *journal);
    let opened = open(&files);
    assert_eq!((opened.warnings.len(), opened.replayed), (0, 5));
    let history = opened.document.history();
    assert_eq!((history.done_count(), history.undone_count()), (2, 1));
    assert_eq!(opened.document.project().title(), "Title 1");
    assert_eq!(opened.document.project().texts.len(), 1);
    drop(opened);
    assert_eq!(
        files.get(JOURNAL).as_deref(),
        Some(journal.as_slice()),
        "nothing to mend"
    );

    // What is written today is what was written then.
    let again = disk_with(&small_project("golden"));
    golden_history(&again);
    assert_eq!(again.get(JOURNAL).as_deref(), Some(journal.as_slice()));
}

/// Two edits and a save; then a text, an edit, and undo, redo, undo.
fn golden_history(files: &MemoryFiles) {
    let mut opened = open(files);
    for step in 0..2 {
        let entry = retitle(&mut opened.document, &format!("Title {step}"));
        opened.store.append(&entry).expect("appended");
    }
    opened
        .store
        .save(opened.document.snapshot())
        .expect("saved");
    let text = SourceText::new("حملہ – it’s \"so\"\n").expect("small");
    opened.document.add_text(text.clone());
    opened
        .store
        .append(&entry(Act::Text(text)))
        .expect("appended");
    let renamed = retitle(&mut opened.document, "Title 2");
    opened.store.append(&renamed).expect("appended");
    for act in [Act::Undo, Act::Redo, Act::Undo] {
        match act {
            Act::Redo => opened.document.redo(),
            _ => opened.document.undo(),
        };
        opened.store.append(&entry(act)).expect("appended");
    }
}

#[test]
fn a_journal_of_a_newer_format_is_left_alone_and_the_project_only_read() {
    let (files, faces) = short_history();
    let known = String::from_utf8(files.get(JOURNAL).expect("there")).expect("UTF-8");
    let (head, rest) = known.split_once('\n').expect("a head");
    let body = head.rsplit_once(" // ").expect("sealed").0;
    let body = body.replace("format:1,", "format:2,chained:Blake3,");
    let sealed = tightrope::storage::line::seal(body.clone()).0;
    for head in [sealed, format!("{body} // in some other way")] {
        let newer = format!("{head}\n{rest}");
        let files = files.after_a_kill();
        files.put(JOURNAL, newer.as_bytes());
        let project = files.get(P);
        let mut opened = open(&files);
        let why = match opened.store.access() {
            Access::ReadOnly { why } => why.clone(),
            Access::Owner(_) => panic!("it may be written"),
        };
        assert_eq!(why, WhyReadOnly::NewerJournal { format: 2 });
        assert_eq!(opened.warnings[0].about, Doubt::Newer { format: 2 });
        assert_eq!(opened.document.project(), &faces[2].0, "as it was saved");
        let error = opened.store.save(opened.document.snapshot());
        let error = error.expect_err("refused").to_string();
        assert!(
            error.contains("because a newer Tightrope wrote its journal"),
            "{error}"
        );
        drop(opened);
        assert_eq!(files.get(JOURNAL), Some(newer.into_bytes()));
        assert_eq!(files.get(P), project);
        assert!(!files.names().iter().any(|name| name.contains(".old-")));
    }
    let damaged = known.replacen("format:1,", "format:3,", 1);
    files.put(JOURNAL, damaged);
    let opened = open(&files.after_a_kill());
    assert!(
        !opened.store.access().is_read_only(),
        "a flipped bit is no newer format"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named_as_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(P);
    std::fs::write(&path, sample()).expect("written");
    // A folder in the place of the lock keeps out even who may write everywhere.
    std::fs::create_dir(folder.path().join("p.ron.lock")).expect("made");
    let files = Arc::new(tightrope::storage::DiskFiles);
    let opened = Store::open(files, &path, replica(), "the test").expect("opens");
    let Access::ReadOnly { why } = opened.store.access() else {
        panic!("it may be written");
    };
    assert!(matches!(why, WhyReadOnly::CannotBeWritten { .. }), "{why}");
    assert!(why.to_string().contains("cannot lock "), "{why}");
}

//! The store: what cannot be opened says why, a failed save changes nothing, two windows do not harm
//! each other.

use super::{replica, resealed, sample_project};
use crate::support::memory_files::MemoryFiles;
use std::path::Path;
use std::sync::Arc;
use tightrope::document::Document;
use tightrope::model::made::Made;
use tightrope::storage::files::{DiskFiles, Files};
use tightrope::storage::journal::{Act, Entry};
use tightrope::storage::project_file::{decode, encode};
use tightrope::storage::replace::quarantine;
use tightrope::storage::store::read;
use tightrope::storage::{OpenError, SaveError, Store, drafts, sample};

fn open(files: &MemoryFiles, path: &str) -> Result<tightrope::storage::Opened, OpenError> {
    Store::open(
        Arc::new(files.clone()),
        Path::new(path),
        replica(),
        "the test",
    )
}

#[test]
fn what_cannot_be_opened_says_what_where_and_what_to_do() {
    let text = String::from_utf8(sample().to_vec()).expect("UTF-8");
    let dangling = resealed(|line| line.replacen("initiator:[\"t3", "initiator:[\"t99", 1));
    let cases: Vec<(&str, Option<Vec<u8>>, &str)> = vec![
        (
            "there is no such file",
            None,
            "p.ron: there is no such file (check the name",
        ),
        (
            "empty",
            Some(vec![]),
            "p.ron:1: this is not a Tightrope project: it is empty (open a project",
        ),
        (
            "a text",
            Some(b"Dear Sir".to_vec()),
            "p.ron:1: this is not a Tightrope project: its first line is not #![",
        ),
        (
            "newer",
            Some(text.replace("(format:1,", "(format:4,").into()),
            "p.ron:3: made by a newer Tightrope: format 4; this one reads 3 (use a newer Tightrope)",
        ),
        (
            "damaged",
            Some(text.replace("Marsh", "Marsch").into()),
            "p.ron:6: the project is damaged: it does not fit its checksum (keep this file",
        ),
        (
            "dangling",
            Some(dangling),
            "p.ron: report r1-pakf names actor t99-pakf, which is not there (correct it",
        ),
    ];
    for (name, bytes, expected) in cases {
        let files = MemoryFiles::default();
        if let Some(bytes) = &bytes {
            files.put("p.ron", bytes.clone());
        }
        let error = open(&files, "p.ron").err().expect(name).to_string();
        assert!(error.starts_with(expected), "{name}: {error}");
        assert!(
            error.lines().all(|line| line.ends_with(')')),
            "{name}: {error}"
        );
        assert_eq!(files.get("p.ron"), bytes, "{name}: nothing may be changed");
        assert!(files.names().len() <= 1, "{name}: nothing may be added");
    }
}

#[test]
fn a_damaged_project_is_copied_aside_and_left_alone() {
    let files = MemoryFiles::default();
    files.put("w/p.ron", "damaged");
    let first = quarantine(&files, Path::new("w/p.ron")).expect("copied");
    let second = quarantine(&files, Path::new("w/p.ron")).expect("copied");
    assert_eq!(first, Path::new("w/p.damaged-1.ron"));
    assert_eq!(second, Path::new("w/p.damaged-2.ron"));
    for name in ["w/p.ron", "w/p.damaged-1.ron", "w/p.damaged-2.ron"] {
        assert_eq!(files.get(name).as_deref(), Some(b"damaged".as_slice()));
    }
}

/// An edit any project takes.
pub fn retitle(document: &mut Document, title: &str) -> Entry {
    let mut edit = document.edit(Made::default());
    let info = document.project().info.values().next().expect("an info").id;
    edit.change(info, |info: &mut tightrope::model::info::Info| {
        info.title = title.to_owned();
    })
    .expect("there");
    edit.label(format!("rename to {title}"));
    let done = document.apply(edit.finish()).expect("accepted");
    Entry {
        made: done.made,
        act: Act::Do(done),
    }
}

#[test]
fn a_save_that_fails_at_any_call_leaves_the_old_file_and_can_be_repeated() {
    let mut call = 1;
    loop {
        let files = MemoryFiles::default();
        files.put("p.ron", sample());
        let mut opened = open(&files, "p.ron").expect("open");
        let entry = retitle(&mut opened.document, "New title");
        opened.store.append(&entry).expect("appended");
        files.fail_at(Some(call));
        let outcome = opened.store.save(opened.document.snapshot());
        let finished = files.calls() < call;
        files.fail_at(None);
        let new = encode(opened.document.project(), None).expect("writable");
        let now = decode(&files.get("p.ron").expect("there"))
            .expect("never a mixture")
            .project;
        assert_eq!(finished, outcome.is_ok(), "call {call}");
        let is_new = now == *opened.document.project();
        assert!(is_new || now == sample_project(), "call {call}");
        assert!(
            outcome.is_err() || is_new,
            "call {call}: saved is only said when it is"
        );
        if !is_new {
            opened
                .store
                .save(opened.document.snapshot())
                .expect("the retry works");
            assert_eq!(
                decode(&files.get("p.ron").expect("there"))
                    .expect("sound")
                    .project,
                decode(&new).expect("sound").project
            );
        }
        assert!(
            files.names().iter().all(|name| !name.contains("tmp")),
            "call {call}: {:?}",
            files.names()
        );
        if finished {
            break;
        }
        call += 1;
    }
    assert!(call > 6, "only {call} calls were tried");
}

#[test]
fn a_file_changed_by_others_is_not_overwritten() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    let mut opened = open(&files, "p.ron").expect("open");
    opened
        .store
        .save(opened.document.snapshot())
        .expect("saved");
    let mine = files.get("p.ron").expect("there");
    opened
        .store
        .save(opened.document.snapshot())
        .expect("our own save is no change");
    let theirs = [mine, b"\n".to_vec()].concat();
    files.put("p.ron", theirs.clone());
    let error = opened
        .store
        .save(opened.document.snapshot())
        .expect_err("noticed");
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }));
    assert_eq!(files.get("p.ron"), Some(theirs));
    let elsewhere = opened
        .store
        .save_as(Path::new("q.ron"), opened.document.snapshot(), "me");
    elsewhere.expect("both versions kept");
    assert!(files.get("q.ron").is_some());
}

#[test]
fn the_second_window_reads_only_and_says_by_whom() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    let first = Store::open(
        Arc::new(files.clone()),
        Path::new("p.ron"),
        replica(),
        "Huda",
    )
    .expect("open");
    let mut second = open(&files, "p.ron").expect("open to read");
    assert!(second.store.access().is_read_only());
    let error = second
        .store
        .save(second.document.snapshot())
        .expect_err("refused");
    assert!(
        error.to_string().contains("because Huda has it open"),
        "{error}"
    );
    let entry = retitle(&mut second.document, "X");
    assert!(second.store.append(&entry).is_err());
    drop(first);
    drop(second);
    assert!(
        !open(&files, "p.ron")
            .expect("open")
            .store
            .access()
            .is_read_only()
    );
}

#[test]
fn saving_elsewhere_takes_the_history_along() {
    let files = MemoryFiles::default();
    files.put("p.ron", sample());
    files.put("q.ron.journal", "somebody else's");
    let mut opened = open(&files, "p.ron").expect("open");
    for title in ["A", "B"] {
        let entry = retitle(&mut opened.document, title);
        opened.store.append(&entry).expect("appended");
    }
    opened
        .store
        .save_as(Path::new("q.ron"), opened.document.snapshot(), "me")
        .expect("saved");
    assert_eq!(opened.store.path(), Path::new("q.ron"));
    assert_eq!(
        files.get("p.ron").as_deref(),
        Some(sample()),
        "the old file stays"
    );
    assert_eq!(
        files.get("q.ron.journal.old-1").as_deref(),
        Some(b"somebody else's".as_slice())
    );
    drop(opened);
    let mut again = open(&files, "q.ron").expect("open");
    assert_eq!((again.warnings.len(), again.replayed), (0, 0));
    assert_eq!(again.document.project().title(), "B");
    again.document.undo().expect("history came along");
    again.document.undo().expect("all of it");
    assert_eq!(*again.document.project(), sample_project());
}

#[test]
fn drafts_are_kept_listed_named_and_discarded() {
    let files = MemoryFiles::default();
    let seam: Arc<dyn Files> = Arc::new(files.clone());
    let data = Path::new("data");
    assert!(drafts::list(&*seam, data).expect("none").is_empty());
    let first = drafts::create(&seam, data, &sample_project(), "me").expect("kept");
    let mut second = drafts::create(&seam, data, &sample_project(), "me").expect("kept");
    let paths = drafts::list(&*seam, data).expect("listed");
    assert_eq!(paths, [second.path(), first.path()]);
    assert!(drafts::is_draft(&*seam, data, first.path()));
    let mut document = Document::new(sample_project(), replica()).expect("sound");
    let entry = retitle(&mut document, "Named");
    second.append(&entry).expect("appended");
    second
        .save_as(Path::new("named.ron"), document.snapshot(), "me")
        .expect("saved");
    drafts::discard(&*seam, &paths[0]).expect("discarded");
    assert_eq!(drafts::list(&*seam, data).expect("listed"), [first.path()]);
    let (read, _) = read(&seam, Path::new("named.ron"), replica()).expect("open");
    assert_eq!(read.project().title(), "Named");
    assert_eq!(read.history().done_count(), 1);
}

#[test]
fn the_real_disk_keeps_the_same_promises() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.ron");
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let mut store =
        Store::create(Arc::clone(&files), &path, &sample_project(), "one").expect("made");
    let mut document = Document::new(sample_project(), replica()).expect("sound");
    let entry = retitle(&mut document, "On disk");
    store.append(&entry).expect("appended");
    let other = Store::open(Arc::clone(&files), &path, replica(), "two").expect("open");
    assert!(other.store.access().is_read_only());
    assert_eq!(other.document.project().title(), "On disk");
    let refused = Store::create(Arc::clone(&files), &path, &sample_project(), "three");
    assert!(refused.is_err());
    drop((store, other));
    let mut again = Store::open(Arc::clone(&files), &path, replica(), "four").expect("open");
    assert_eq!(again.replayed, 1);
    again.store.save(again.document.snapshot()).expect("saved");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600, "a new project is private");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
        again.store.save(again.document.snapshot()).expect("saved");
        assert_eq!(mode(&path), 0o640, "a save keeps what the user chose");
    }
    let names = files.list(folder.path()).expect("listed");
    assert_eq!(names, ["p.ron", "p.ron.journal", "p.ron.lock"]);
}

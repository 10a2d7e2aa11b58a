//! The files sources come from are kept beside the project, as they were.

use crate::support::memory_files::MemoryFiles;
use std::path::Path;
use std::process::Command;
use tightrope::ingest::read_source;
use tightrope::storage::Files as _;
use tightrope::storage::originals::{OriginalError, folder, keep, path, read};

const PROJECT: &str = "/desk/p.ron";

fn desk() -> MemoryFiles {
    let files = MemoryFiles::default();
    files.create_dir_all(Path::new("/desk")).unwrap();
    files
}

#[test]
fn an_original_is_named_by_what_it_holds_and_written_once() {
    let (files, project) = (desk(), Path::new(PROJECT));
    let bytes = b"Words\r\n\xe9".as_slice();
    let file = read_source("Notes.final.TXT", bytes).unwrap().file();
    let at = path(project, &file.original);
    assert_eq!(
        at,
        folder(project).join(format!("{}.txt", file.original.sha))
    );
    assert_eq!(folder(project), Path::new("/desk/p.sources"));
    assert!(matches!(
        read(&files, project, &file.original),
        Err(OriginalError::Missing { .. })
    ));
    keep(&files, project, &file).unwrap();
    assert_eq!(read(&files, project, &file.original).unwrap(), bytes);
    files.fail_at(None);
    keep(&files, project, &file).unwrap();
    assert_eq!(files.calls(), 2, "it is looked at and read, not written");
}

#[test]
fn a_damaged_original_is_told_moved_aside_and_made_good() {
    let (files, project) = (desk(), Path::new(PROJECT));
    let file = read_source("a.txt", b"Words").unwrap().file();
    keep(&files, project, &file).unwrap();
    let at = path(project, &file.original);
    for damage in [b"Wordz".as_slice(), b"Words and more"] {
        files.put(&at, damage);
        let error = read(&files, project, &file.original).expect_err("damaged");
        assert!(matches!(error, OriginalError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("its SHA-256 differs"), "{error}");
    }
    keep(&files, project, &file).unwrap();
    assert_eq!(read(&files, project, &file.original).unwrap(), b"Words");
    let aside = format!("{}.damaged-1", at.display());
    assert_eq!(files.get(aside).unwrap(), b"Words and more");
}

#[test]
fn whatever_call_fails_an_original_is_whole_or_not_there() {
    let file = read_source("a.txt", b"Words").unwrap().file();
    for call in 1.. {
        let (files, project) = (desk(), Path::new(PROJECT));
        files.fail_at(Some(call));
        let kept = keep(&files, project, &file);
        files.fail_at(None);
        match read(&files, project, &file.original) {
            Ok(bytes) => assert_eq!(bytes, b"Words"),
            Err(OriginalError::Missing { .. }) => assert!(kept.is_err(), "call {call}"),
            Err(error) => panic!("call {call}: {error}"),
        }
        if kept.is_ok() {
            assert!(call > 5, "{call}");
            break;
        }
    }
}

#[test]
fn new_keeps_the_files_and_check_looks_after_them() {
    let desk = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tightrope"));
        let done = command
            .args(args)
            .current_dir(desk.path())
            .output()
            .unwrap();
        let out = String::from_utf8(done.stdout).unwrap();
        (
            done.status.code(),
            out,
            String::from_utf8(done.stderr).unwrap(),
        )
    };
    let page = crate::support::documents::PAGE;
    std::fs::write(desk.path().join("ban.html"), page).unwrap();
    let made = run(&["new", "-o", "p.ron", "ban.html"]);
    assert_eq!(made, (Some(0), String::new(), String::new()));
    let kept: Vec<_> = std::fs::read_dir(desk.path().join("p.sources"))
        .unwrap()
        .collect();
    let kept = kept[0].as_ref().unwrap().path();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), page);
    assert_eq!(
        run(&["check", "p.ron"]),
        (Some(0), String::new(), String::new())
    );
    std::fs::write(&kept, "something else").unwrap();
    let (code, out, _) = run(&["check", "p.ron"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("this is not the original any more"), "{out}");
    std::fs::remove_file(&kept).unwrap();
    let (code, out, _) = run(&["check", "p.ron"]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("is not there (copy ‘ban.html’ there under this name)"),
        "{out}"
    );
    let (code, out, _) = run(&["show", "p.ron", "--what", "sources"]);
    assert_eq!(code, Some(0), "the project opens without them");
    assert!(out.contains("The Border Herald"), "{out}");
    std::fs::write(desk.path().join("bad.docx"), "PK\x03\x04 nonsense").unwrap();
    let (code, _, err) = run(&["new", "-o", "q.ron", "bad.docx"]);
    assert_eq!(code, Some(2));
    assert!(
        err.starts_with("error: bad.docx:1: it is damaged") && err.lines().count() == 1,
        "{err}"
    );
    assert!(!run(&["--help"]).1.contains("extract"), "nobody types that");
}

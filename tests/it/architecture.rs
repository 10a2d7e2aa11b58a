//! The rooms of the house and the arrows between them: `use` lines may only point left.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may look into.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("document", &["model"]),
    ("storage", &["model", "document"]),
    ("analysis", &["model", "document"]),
    ("tables", &["model", "storage", "analysis"]),
    ("ingest", &["model", "document", "storage", "tables"]),
    ("derived", &["model", "document", "analysis"]),
    (
        "figure",
        &["model", "document", "analysis", "derived", "tables"],
    ),
    ("jobs", &[]),
    (
        "workbench",
        &[
            "model", "document", "storage", "ingest", "analysis", "tables", "derived", "figure",
            "jobs", "formats",
        ],
    ),
    (
        "cli",
        &[
            "model", "document", "storage", "ingest", "analysis", "tables", "derived", "figure",
            "jobs", "formats",
        ],
    ),
    (
        "formats",
        &[
            "model", "document", "analysis", "tables", "derived", "figure",
        ],
    ),
];

/// What rooms that are pure may not even name.
const PURE: &[&str] = &["model", "document", "analysis", "derived", "figure"];
const IMPURE: &[&str] = &[
    "egui",
    "eframe",
    "rfd",
    "std::fs",
    "std::thread",
    "SystemTime",
    "Instant::now",
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The program's own lines: no comments, nothing behind `#[cfg(test)]`.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a readable file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn files_of(room: &str) -> Vec<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let single = source.join(format!("{room}.rs"));
    if single.is_file() {
        files.push(single);
    }
    if source.join(room).is_dir() {
        rust_files(&source.join(room), &mut files);
    }
    files
}

#[test]
fn no_arrow_points_the_wrong_way() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (room, allowed) in ROOMS {
        for path in files_of(room) {
            let code = code_of(&path);
            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room) {
                let names = code.contains(&format!("crate::{other}::"))
                    || code.contains(&format!("crate::{other};"));
                arrows += usize::from(names);
                if names && !allowed.contains(other) {
                    wrong.push(format!("{} looks into {other}", path.display()));
                }
            }
        }
    }
    assert!(
        arrows > 50,
        "only {arrows} arrows were seen: does this test still read the sources?"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_on_the_map() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(source.join("ARCHITECTURE.md")).expect("the map");
    for entry in fs::read_dir(&source).expect("src") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        if ["main", "lib", "ARCHITECTURE"].contains(&name.as_str()) {
            continue;
        }
        assert!(
            ROOMS.iter().any(|(room, _)| *room == name),
            "{name} is not in this test"
        );
        assert!(
            map.contains(&format!("`{name}`")),
            "{name} is not in ARCHITECTURE.md"
        );
    }
}

#[test]
fn pure_rooms_know_no_window_no_files_no_threads_no_clock() {
    for room in PURE {
        for path in files_of(room) {
            let code = code_of(&path);
            for name in IMPURE {
                assert!(!code.contains(name), "{} names {name}", path.display());
            }
        }
    }
}

/// What puts egui's own text field on the screen: it loses its way in Urdu.
const FOREIGN_FIELDS: &[&str] = &[
    "TextEdit",
    "text_edit_singleline",
    "text_edit_multiline",
    "text_edit_focused",
    "text_edit::",
    "DragValue",
];

#[test]
fn there_is_one_text_field() {
    let mut files = Vec::new();
    rust_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let mut ours = 0;
    for path in files {
        let code = code_of(&path);
        ours += usize::from(code.contains("TextField::new("));
        for name in FOREIGN_FIELDS {
            assert!(
                !code.contains(name),
                "{} names {name}: use widgets::TextField",
                path.display()
            );
        }
    }
    assert!(
        ours > 4,
        "only {ours} files have a text field: does this test still read the sources?"
    );
}

//! A newer file takes the place of that of a table: what is kept beside the project, what is refused.

use super::{SPREADSHEET, spreadsheet};
use crate::cli::Desk;
use std::sync::Arc;
use tightrope::document::verbs::tables::place_tables;
use tightrope::model::id::Replica;
use tightrope::model::made::Made;
use tightrope::model::table::TableFile;
use tightrope::storage::{DiskFiles, Files, Store};

#[test]
fn the_newer_file_of_an_embedded_table_is_embedded_too() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let newer = SPREADSHEET.replace("raid,2,Kabul", "raid,7,Kabul");
    desk.put("newer.csv", &newer);
    let kept = |project: &str| {
        let folder = desk.0.path().join(format!("{project}.sources"));
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let texts = files.map(|file| std::fs::read_to_string(file.path()).expect("text"));
        texts.filter(|text| *text == newer).count()
    };
    desk.run("import p.ron newer.csv --update Raids -o q.ron", 0);
    assert_eq!([kept("p"), kept("q")], [0, 0], "it was not embedded");
    embed(&desk, "p.ron");
    desk.run("import p.ron newer.csv --update Raids -o r.ron", 0);
    assert_eq!([kept("p"), kept("r")], [0, 1], "beside the copy only");
    desk.run("import p.ron newer.csv --update Raids", 0);
    assert_eq!(kept("p"), 1);
    // It is all that is needed from now on.
    std::fs::remove_file(desk.0.path().join("newer.csv")).expect("removed");
    let (counts, _) = desk.run("counts p.ron --table Raids --by year --family incident", 0);
    assert!(!counts.is_empty());
    assert_eq!(desk.run("check p.ron", 0), (String::new(), String::new()));
}

/// Says that the tables of a project are embedded, as the window would.
fn embed(desk: &Desk, project: &str) {
    let path = desk.0.path().join(project);
    let replica = Replica::from_bits(7);
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let opened = Store::open(files, &path, replica, "a test").expect("opened");
    let (mut document, mut store) = (opened.document, opened.store);
    let tables = document.project().tables.values();
    let files = tables.map(|table| {
        let file = TableFile {
            embedded: true,
            ..table.file.clone()
        };
        (table.id, file)
    });
    let files: Vec<_> = files.collect();
    let mut edit = document.edit(Made::default());
    place_tables(&mut edit, files).expect("placed");
    document.apply(edit.finish()).expect("applied");
    store.save(document.snapshot()).expect("saved");
}

#[test]
fn a_newer_file_without_rows_changes_nothing() {
    let desk = spreadsheet();
    desk.put("notes.txt", "Notes\n\nNothing happened.\n");
    desk.run("new -o p.ron notes.txt", 0);
    desk.run("import p.ron raids.csv --map raids.ron --title Raids", 0);
    let before = desk.get("p.ron");
    let head = SPREADSHEET.lines().next().expect("a header");
    desk.put("newer.csv", format!("{head}\n"));
    let (_, error) = desk.run("import p.ron newer.csv --update Raids", 2);
    assert!(
        error.contains("the newer file has no rows; nothing was changed in ‘Raids’"),
        "{error}"
    );
    assert_eq!(desk.get("p.ron"), before);
}

//! Event tables in a project: added, corrected, found again, embedded, as a person does it.

use crate::support::window::{Setup, Window};
use egui::{DroppedFile, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tightrope::model::id::TableId;
use tightrope::model::mapping::DateAt;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest};
use tightrope::model::sides::Sides;
use tightrope::model::table::EventTable;
use tightrope::model::view::Filter;
use tightrope::storage::originals;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::dialogs::Answer;
use tightrope::workbench::filtering::FilterChange;
use tightrope::workbench::tables::TableState;

/// Two events as UCDP writes them down, as far as its profile wants columns.
fn ucdp() -> String {
    let columns = "id,relid,year,type_of_violence,date_start,date_end,date_prec,side_a,side_b,\
        where_coordinates,where_description,where_prec,adm_1,adm_2,country,latitude,longitude,low,best,high,deaths_a,deaths_b,\
        deaths_civilians,deaths_unknown,source_office,source_article,source_headline,source_original";
    let mut text = format!("{}\r\n", columns.replace(' ', ""));
    for (id, day, best) in [(1, "2021-01-06", 4), (2, "2021-02-10", 2)] {
        text.push_str(&format!(
            "{id},R{id},2021,1,{day} 00:00:00.000,{day} 00:00:00.000,1,Government of Pakistan,TTP,Mir Ali,a road,1,KPK,North Waziristan,Pakistan,32.9,70.1,{best},{best},{best},0,0,{best},0,Dawn,an article,A headline,somebody\r\n"
        ));
    }
    text
}

const SHEET: &str = "Day;What;By;Deaths\n2024-03-05;Ambush;Somebody;3\n2024-04-01;Raid;Somebody;\n2024-04-02;Ambush;Nobody;1\n";

fn window() -> Window {
    let setup = Setup::of_ada();
    setup.files.put("/desk/ged.csv", ucdp());
    setup.files.put("/desk/sheet.csv", SHEET);
    setup.open()
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

fn drop(window: &mut Window, path: &str) {
    let input = window.harness.input_mut();
    input.dropped_files.push(Arc::new(Dropped(path.into())));
    window.settle();
}

fn table(window: &Window) -> EventTable {
    let mut tables = window.project().tables.values();
    EventTable::clone(
        tables
            .next()
            .unwrap_or_else(|| panic!("no table: {:?}", window.said())),
    )
}

fn rows(window: &Window, id: TableId) -> Option<u32> {
    window.open().tables.get(id).map(|rows| rows.len())
}

fn state(window: &Window, id: TableId) -> &'static str {
    match window.open().tables.state(id) {
        Some(TableState::Ready(_)) => "ready",
        Some(TableState::Reading) => "reading",
        Some(TableState::Failed(_)) => "failed",
        Some(TableState::Missing) => "missing",
        Some(TableState::Changed(_)) => "changed",
        None => "none",
    }
}

fn save(window: &mut Window, path: &str) {
    window.ask(Command::SaveTo(path.into(), Replace::Agreed));
}

/// Closes the window and opens the project on the same disk.
fn reopened(window: Window, path: &str) -> Window {
    let files = window.kill();
    let setup = Setup {
        files,
        paths: vec![path.into()],
        replica: 8,
        ..Setup::of_ada()
    };
    setup.open()
}

#[test]
fn a_table_dropped_on_no_project_begins_one_named_after_it() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    assert_eq!(window.project().title(), "ged");
    let table = table(&window);
    assert_eq!(
        (table.title.as_str(), table.mapping.profile.as_str()),
        ("ged", "UCDP GED")
    );
    assert_eq!(rows(&window, table.id), Some(2));
    let said = window.said();
    assert!(
        said.iter().any(|it| it == "Read as UCDP GED: 2 rows"),
        "{said:?}"
    );
    assert!(
        window.has("Correct…"),
        "a way to correct what was recognised"
    );
}

#[test]
fn the_same_file_again_is_refused_by_name() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    drop(&mut window, "/desk/ged.csv");
    assert_eq!(window.project().tables.len(), 1);
    let said = window.said();
    assert!(
        said.last()
            .is_some_and(|it| it.contains("has this file already, as “ged”")
                || it.contains("has this file already")),
        "{said:?}"
    );
}

/// Opens the columns of a field and takes the one that fits what is typed.
fn choose(window: &mut Window, field: &str, typed: &str) {
    window.click(field);
    window.type_text(typed);
    window.press(Modifiers::NONE, Key::Enter);
}

/// Adds the unknown spreadsheet through the mapping, by keyboard and by name.
fn with_sheet() -> Window {
    let mut window = window();
    window.ask(Command::Do(Action::NewProject));
    drop(&mut window, "/desk/sheet.csv");
    assert!(window.project().tables.is_empty(), "asked first");
    assert!(window.has("Add the table"), "{:?}", window.said());
    // However it was cut at first, it can be said how it is.
    choose(&mut window, "Between cells", "semi");
    choose(&mut window, "Date stands in", "One");
    choose(&mut window, "Date", "Day");
    let kinds = window
        .harness
        .state()
        .mapping()
        .map(|it| it.mapping.kind.columns.clone());
    if kinds.is_some_and(|it| it.is_empty()) {
        choose(&mut window, "Kind", "What");
    }
    choose(&mut window, "Killed, best", "Deaths");
    window
}

#[test]
fn what_nobody_knows_is_mapped_first_and_shown_live() {
    let mut window = with_sheet();
    assert!(
        window.has("Row 1 is 5 Mar 2024 · Ambush · – · – · – · 3")
            || window.has("Row 1 is 5 Mar 2024 · Ambush · Somebody · – · – · 3"),
        "the first row as it is read"
    );
    assert!(window.has("Row 1 stands as 2024-03-05, Ambush, Somebody, 3"));
    window.press(Modifiers::COMMAND, Key::Enter);
    let table = table(&window);
    assert_eq!(table.mapping.date.at, DateAt::One("Day".to_owned()));
    assert_eq!(table.mapping.killed.best.as_deref(), Some("Deaths"));
    assert_eq!(rows(&window, table.id), Some(3));
    window.ask(Command::Do(Action::Undo));
    assert!(window.project().tables.is_empty());
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut window = with_sheet();
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.project().tables.is_empty());
    assert!(!window.has("Add the table"));
}

#[test]
fn a_value_is_mapped_to_a_new_kind_and_a_correction_is_one_step() {
    let mut window = with_sheet();
    window.press(Modifiers::COMMAND, Key::Enter);
    let id = table(&window).id;
    window.ask(Command::CorrectTable(id));
    assert!(window.has("Take the correction"), "{:?}", window.said());
    window.click("Kinds  2");
    choose(&mut window, "Kind of Raid", "Night raid");
    window.press(Modifiers::COMMAND, Key::Enter);
    let value = table(&window)
        .mapping
        .kind
        .values
        .iter()
        .find(|it| it.value == "Raid")
        .cloned();
    assert_eq!(value.map(|it| it.kind), Some("Night raid".to_owned()));
    assert!(
        window
            .project()
            .kinds
            .values()
            .any(|kind| kind.name == "Night raid")
    );
    assert_eq!(rows(&window, id), Some(3));
    window.ask(Command::Do(Action::Undo));
    assert!(
        !window
            .project()
            .kinds
            .values()
            .any(|kind| kind.name == "Night raid")
    );
    assert!(
        table(&window)
            .mapping
            .kind
            .values
            .iter()
            .all(|it| it.kind.is_empty())
    );
}

#[test]
fn a_saved_profile_reads_the_next_file_of_its_sort_unasked() {
    let mut window = with_sheet();
    window.ask(Command::SaveProfile("My sheet".to_owned()));
    assert!(
        window.files.get("/config/profiles/my-sheet.ron").is_some(),
        "{:?}",
        window.said()
    );
    window.press(Modifiers::COMMAND, Key::Enter);
    let next = SHEET.replace("2024", "2025").replace(';', ",");
    window.files.put("/desk/next.csv", next);
    drop(&mut window, "/desk/next.csv");
    let tables: Vec<_> = window
        .project()
        .tables
        .values()
        .map(|it| it.mapping.profile.clone())
        .collect();
    assert_eq!(tables, ["My sheet", "My sheet"], "{:?}", window.said());
}

#[test]
fn a_project_and_its_table_are_moved_together() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    save(&mut window, "/desk/p.ron");
    assert_eq!(
        table(&window).file.path,
        "ged.csv",
        "as seen from the project"
    );
    let files = window.kill();
    for name in ["p.ron", "ged.csv"] {
        let bytes = files.get(format!("/desk/{name}")).unwrap();
        files.put(format!("/moved/{name}"), bytes);
    }
    tightrope::storage::Files::remove(&files, Path::new("/desk/ged.csv")).unwrap();
    let setup = Setup {
        files,
        paths: vec!["/moved/p.ron".into()],
        ..Setup::of_ada()
    };
    let window = setup.open();
    let id = table(&window).id;
    assert_eq!(state(&window, id), "ready");
}

#[test]
fn a_file_that_was_renamed_is_known_by_what_it_holds() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    save(&mut window, "/desk/p.ron");
    let bytes = window.files.get("/desk/ged.csv").unwrap();
    window.files.put("/desk/another name.csv", bytes);
    tightrope::storage::Files::remove(&window.files, Path::new("/desk/ged.csv")).unwrap();
    let window = reopened(window, "/desk/p.ron");
    let id = table(&window).id;
    assert_eq!(state(&window, id), "ready");
    assert_eq!(
        window.open().tables.path(id),
        Some(Path::new("/desk/another name.csv"))
    );
}

#[test]
fn a_missing_file_is_told_and_located_and_a_changed_one_is_never_used() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    save(&mut window, "/desk/p.ron");
    let bytes = window.files.get("/desk/ged.csv").unwrap();
    tightrope::storage::Files::remove(&window.files, Path::new("/desk/ged.csv")).unwrap();
    let mut window = reopened(window, "/desk/p.ron");
    let id = table(&window).id;
    assert_eq!((state(&window, id), rows(&window, id)), ("missing", None));
    window.ask(Command::Select(Some(id.into())));

    window.files.put("/texts/other.csv", SHEET);
    window
        .dialogs
        .borrow_mut()
        .push_back(Answer::Chosen(vec!["/texts/other.csv".into()]));
    window.ask(Command::Do(Action::LocateTable));
    assert_eq!(state(&window, id), "missing");
    let said = window.said();
    assert!(
        said.last().is_some_and(|it| it.contains("another file")),
        "{said:?}"
    );

    window.files.put("/texts/here.csv", bytes.clone());
    window
        .dialogs
        .borrow_mut()
        .push_back(Answer::Chosen(vec!["/texts/here.csv".into()]));
    window.ask(Command::Do(Action::LocateTable));
    assert_eq!((state(&window, id), rows(&window, id)), ("ready", Some(2)));
    assert_eq!(table(&window).file.path, "/texts/here.csv");
    save(&mut window, "/desk/p.ron");

    window.files.put(
        "/texts/here.csv",
        String::from_utf8(bytes).unwrap().replace("TTP", "BLA"),
    );
    let window = reopened(window, "/desk/p.ron");
    assert_eq!((state(&window, id), rows(&window, id)), ("changed", None));
}

#[test]
fn files_given_with_a_project_are_added_to_it() {
    let mut window = window();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    window.files.put(
        "/desk/more.txt",
        "Another article\n\nSomething else happened.\n",
    );
    let files = window.kill();
    let given = |paths: &[&str], replica: u64| Setup {
        files: files.clone(),
        paths: paths.iter().map(PathBuf::from).collect(),
        replica,
        ..Setup::of_ada()
    };
    let mut window = given(&["/desk/p.ron", "/desk/ged.csv", "/desk/more.txt"], 8).open();
    assert_eq!(
        rows(&window, table(&window).id),
        Some(2),
        "{:?}",
        window.said()
    );
    assert_eq!(window.project().sources.len(), 2);
    assert_eq!(window.project().events.len(), 27, "the project itself");
    window.ask(Command::Do(Action::Save));
    window.kill();
    // Two files begin a project, as before.
    let window = given(&["/desk/ged.csv", "/desk/more.txt"], 9).open();
    assert_eq!(
        rows(&window, table(&window).id),
        Some(2),
        "{:?}",
        window.said()
    );
    assert_eq!(window.project().sources.len(), 1);
    window.kill();
    // What was meant for a project that cannot be opened is added to no other.
    let mut window = given(&["/desk/none.ron", "/desk/ged.csv"], 10).open();
    let said = window.said();
    assert!(
        said.iter()
            .any(|it| it == "/desk/ged.csv was not added, as its project is not open"),
        "{said:?}"
    );
    window.ask(Command::Do(Action::OpenSample));
    assert!(window.project().tables.is_empty());
}

#[test]
fn an_embedded_table_travels_with_the_project() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    save(&mut window, "/desk/p.ron");
    window.ask(Command::Do(Action::EmbedTable));
    let embedded = table(&window);
    assert!(embedded.file.embedded);
    let kept = originals::table_path(Path::new("/desk/p.ron"), &embedded.file);
    assert_eq!(
        window.files.get(&kept),
        window.files.get("/desk/ged.csv"),
        "{:?}",
        window.said()
    );
    save(&mut window, "/texts/q.ron");
    let kept = originals::table_path(Path::new("/texts/q.ron"), &embedded.file);
    assert_eq!(window.files.get(&kept), window.files.get("/desk/ged.csv"));
    tightrope::storage::Files::remove(&window.files, Path::new("/desk/ged.csv")).unwrap();
    let mut window = reopened(window, "/texts/q.ron");
    assert_eq!(rows(&window, embedded.id), Some(2));
    window.ask(Command::Do(Action::EmbedTable));
    assert!(!table(&window).file.embedded);
    let text = window.files.get("/texts/q.ron").unwrap();
    assert!(
        !String::from_utf8_lossy(&text).contains("Mir Ali"),
        "no row is in the project"
    );
}

#[test]
fn a_selected_row_shows_what_it_means_and_all_that_stands_in_it() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    let id = table(&window).id;
    window.ask(Command::SelectRow(Some((id, 1))));
    for words in ["When: 10 Feb 2021", "Side B: TTP", "Killed: 2"] {
        assert!(window.has(words), "{words}");
    }
    let open = window.open();
    let cells = format!("{:?}", open.tables.row(id, 1));
    assert!(cells.contains("North Waziristan"), "{cells}");
    window.click("The table of the row");
    assert!(window.has("Covers: 6 Jan to 10 Feb 2021"));
}

#[test]
fn a_file_that_is_no_table_is_one_error_and_the_window_lives() {
    let mut window = window();
    window.files.put("/desk/empty.csv", "");
    drop(&mut window, "/desk/missing.csv");
    let said = window.said();
    assert!(
        said.last().is_some_and(|it| it.contains("missing.csv")),
        "{said:?}"
    );
    drop(&mut window, "/desk/empty.csv");
    drop(&mut window, "/desk/ged.csv");
    let named: Vec<_> = window
        .project()
        .tables
        .values()
        .map(|it| it.title.clone())
        .collect();
    assert_eq!(named, ["ged"], "{:?}", window.said());
}

/// The mapping, drawn for a person to judge: a table of 108 columns, and a small spreadsheet.
#[test]
fn the_mapping_is_drawn_in_both_themes_and_sizes() {
    use crate::support::corpus::corpus;
    use crate::support::pictures::{inked_share, picture};
    let maverick = corpus("events/maverick_event_reports.csv");
    for (theme, size, name) in [
        (egui::Theme::Light, [1440.0, 900.0], "mapping-light"),
        (egui::Theme::Dark, [1024.0, 700.0], "mapping-dark-narrow"),
    ] {
        let setup = Setup {
            size: size.into(),
            theme,
            ..Setup::of_ada()
        };
        setup.files.put("/desk/sheet.csv", SHEET);
        setup.files.put("/desk/ged.csv", ucdp());
        if let Some(path) = &maverick {
            setup
                .files
                .put("/desk/maverick.csv", std::fs::read(path).unwrap());
        }
        let mut window = setup.open();
        window.ask(Command::Do(Action::OpenSample));
        window.ask(Command::Do(match theme {
            egui::Theme::Light => Action::LightTheme,
            egui::Theme::Dark => Action::DarkTheme,
        }));
        let draw = |window: &mut Window, what: &str| {
            let image = picture(&mut window.harness, &format!("{name}-{what}"));
            assert!(inked_share(&image) > 0.03, "{name}-{what} is blank");
        };
        drop(&mut window, "/desk/sheet.csv");
        draw(&mut window, "sheet");
        window.harness.get_by_label_contains("Kinds").click();
        window.settle();
        draw(&mut window, "kinds");
        window.press(Modifiers::NONE, Key::Escape);
        if maverick.is_some() {
            drop(&mut window, "/desk/maverick.csv");
            draw(&mut window, "maverick");
            window.press(Modifiers::NONE, Key::Escape);
        }
        drop(&mut window, "/desk/ged.csv");
        draw(&mut window, "added");
        let id = table(&window).id;
        window.ask(Command::Select(Some(id.into())));
        draw(&mut window, "form");
        window.ask(Command::SelectRow(Some((id, 1))));
        draw(&mut window, "row");
    }
}

#[test]
fn two_sides_are_named_so_and_only_listed_kinds_tell_who_did_it() {
    let mut window = window();
    let third = ucdp().replacen(",2021,1,", ",2021,3,", 1);
    window.files.put("/desk/ged.csv", third);
    drop(&mut window, "/desk/ged.csv");
    let id = table(&window).id;
    window.ask(Command::SelectRow(Some((id, 0))));
    for words in ["Who did it: Government of Pakistan", "To whom: TTP"] {
        assert!(window.has(words), "{words}");
    }
    window.ask(Command::SelectRow(Some((id, 1))));
    for words in ["Side A: Government of Pakistan", "Side B: TTP"] {
        assert!(window.has(words), "{words}");
    }
    window.ask(Command::Do(Action::ShowTable));
    for words in ["Sort by side a", "Sort by side b"] {
        assert!(window.has(words), "{words}");
    }
    let filter = RowFilter {
        field: RowField::Target,
        test: RowTest::OneOf(vec!["TTP".to_owned()]),
    };
    window.ask(Command::Filter(FilterChange::Add(Filter::Rows(id, filter))));
    assert!(window.has("Remove Side B: TTP"), "{:?}", window.said());
}

#[test]
fn the_mapping_says_whether_somebody_began() {
    let mut window = window();
    drop(&mut window, "/desk/ged.csv");
    let id = table(&window).id;
    let before = table(&window).mapping;
    window.ask(Command::CorrectTable(id));
    choose(&mut window, "Kinds in which side A acts on side B", "1");
    window.press(Modifiers::COMMAND, Key::Enter);
    let directed = ["3", "1"].map(str::to_owned).into();
    assert_eq!(table(&window).mapping.sides, Sides::Opposed { directed });
    window.ask(Command::SelectRow(Some((id, 1))));
    assert!(window.has("To whom: TTP"));
    window.ask(Command::CorrectTable(id));
    let name = "The two columns of actors mean";
    choose(&mut window, name, "acts on");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(table(&window).mapping.sides, Sides::Directed);
    window.ask(Command::Do(Action::ShowTable));
    assert!(window.has("Sort by initiator"));
    window.ask(Command::CorrectTable(id));
    choose(&mut window, name, "Two sides");
    window.press(Modifiers::COMMAND, Key::Enter);
    let directed = Vec::new();
    assert_eq!(table(&window).mapping.sides, Sides::Opposed { directed });
    assert_eq!(table(&window).mapping.initiator, before.initiator);
}

//! The table pane as a person uses it: by keyboard and by accessible names.

use super::PAKISTAN;
use super::opened::{HEAD, WIDE, opened, says};
use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::{Setup, Window};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use std::fmt::Write as _;
use std::path::Path;
use tightrope::model::column::Column;
use tightrope::model::id::TableId;
use tightrope::model::row_filter::{RowField, RowTest};
use tightrope::model::view::Filter;
use tightrope::storage::project_file::decode;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace, RowDeed};
use tightrope::workbench::filtering::FilterChange;
use tightrope::workbench::session::lit_by;
use tightrope::workbench::verb::Verb;

fn open(size: [f32; 2], theme: egui::Theme, table: &[u8]) -> (Window, TableId) {
    let (mut window, id) = opened(size, theme, ("table.csv", table));
    window.ask(Command::Do(Action::ShowTable));
    (window, id)
}

fn pakistan(size: [f32; 2], theme: egui::Theme) -> Option<(Window, TableId)> {
    let bytes = std::fs::read(corpus(PAKISTAN)?).unwrap();
    Some(open(size, theme, &bytes))
}

const TTP: &str = "Government of Pakistan - TTP";

/// So many incidents of a made-up spreadsheet in the columns of UCDP GED.
fn generated(rows: u32) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for row in 0..rows {
        let (year, month, day) = (1989 + row % 30, 1 + row % 12, 1 + row % 28);
        let day = format!("{year}-{month:02}-{day:02}");
        let kind = 1 + row % 3;
        let (one, other, place, killed) = (row % 7, row % 11, row % 501, row % 90);
        let _ = writeln!(
            text,
            "{row},{kind},Side {one},Other {other},Place {place},,,Land,,,{day},{day},1,{killed},{killed},{killed},0,0,0,0,Office,,Headline {row},,x",
        );
    }
    text.into_bytes()
}

/// The names of the rows in sight, from the top.
fn rows(window: &Window) -> Vec<String> {
    let nodes = window.harness.query_all_by_role(egui::accesskit::Role::Row);
    let names = nodes.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| name.starts_with("Row ")).collect()
}

#[test]
fn without_a_table_the_pane_says_what_to_drop() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    window.ask(Command::Do(Action::ShowTable));
    assert!(says(&window, "Drop a UCDP, ACLED, GTD or GDELT file"));
}

#[test]
fn a_table_is_filtered_to_a_dyad_sorted_copied_and_cleared() {
    let Some((mut window, id)) = pakistan(WIDE, egui::Theme::Light) else {
        return;
    };
    assert!(says(&window, "6,416 rows"));
    window.click("Choose columns…");
    window.type_text("dyad_name");
    window.click("dyad_name");
    window.press(Modifiers::NONE, Key::Escape);
    // The column stands behind the others: the keyboard leads to it and opens its menu.
    window.ask(Command::Do(Action::ShowTable));
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::ALT, Key::ArrowDown);
    window.type_text("pakistan - ttp");
    window.click(TTP);
    window.press(Modifiers::NONE, Key::Escape);
    let filters = &window.open().session.filters;
    assert!(
        matches!(filters.as_slice(), [Filter::Rows(of, filter)] if *of == id
            && filter.field == RowField::Column("dyad_name".to_owned())
            && filter.test == RowTest::OneOf(vec![TTP.to_owned()])),
        "{filters:?}"
    );
    assert!(says(&window, "3,770 of 6,416 rows"));
    assert!(window.has(&format!("dyad_name: {TTP}")), "a chip");

    window.ask(Command::Do(Action::ShowTable));
    window.press(Modifiers::NONE, Key::Home);
    window.click("Sort by killed");
    window.click("Sort by killed");
    window.ask(Command::Do(Action::ShowTable));
    window.press(Modifiers::COMMAND, Key::Home);
    let table = window.open().tables.get(id).expect("its rows").clone();
    let row = window.open().session.row.expect("a row").1;
    let ttp = |row: u32| {
        let sides = [table.initiator.text(row), table.target.text(row)];
        sides.contains(&"TTP")
    };
    let most = (0..table.len()).filter(|row| ttp(*row));
    let most = most.filter_map(|row| table.killed.get(row).best).max();
    assert_eq!(table.killed.get(row).best, most);

    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.harness.event(egui::Event::Copy);
    window.settle();
    let said = window.said();
    assert!(
        said.iter().any(|it| it.contains("Copied 2 rows")),
        "{said:?}"
    );

    window.press(Modifiers::ALT, Key::Backspace);
    assert!(window.open().session.filters.is_empty());
    assert!(!says(&window, "filtered out"));
}

#[test]
fn typing_looks_through_the_rows_and_a_chip_takes_a_filter_away() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &generated(500));
    window.press(Modifiers::ALT, Key::F);
    window.type_text("\"Place 7\"");
    assert!(says(&window, " of 500 rows"), "words filter");
    window.press(Modifiers::COMMAND, Key::A);
    window.press(Modifiers::NONE, Key::Backspace);
    let test = RowTest::OneOf(vec!["2".to_owned()]);
    let change = FilterChange::OfField(id, RowField::Kind, Some(test));
    window.ask(Command::Filter(change));
    assert!(says(&window, "167 of 500 rows"));
    window.click("Remove Kind: 2");
    assert!(window.open().session.filters.is_empty());
}

#[test]
fn rows_are_written_as_they_are_shown() {
    let (mut window, _) = open(WIDE, egui::Theme::Light, &generated(40));
    window.click("Sort by killed");
    window.click("Sort by killed");
    let to = |name: &str| Path::new("/desk").join(name);
    window.ask(Command::ExportRowsTo(to("rows.csv"), Replace::Ask));
    let csv = String::from_utf8(window.files.get("/desk/rows.csv").unwrap()).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 41, "{csv}");
    assert!(
        lines[0].starts_with("Date,Kind,Side A,Side B,Place"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].contains(",39,"),
        "the most killed first: {}",
        lines[1]
    );
    assert!(lines[1].starts_with("1998-04-12,"), "{}", lines[1]);
    window.ask(Command::ExportRowsTo(to("rows.xlsx"), Replace::Ask));
    let xlsx = window.files.get("/desk/rows.xlsx").unwrap();
    assert!(xlsx.starts_with(b"PK"), "a workbook");
}

#[test]
fn words_and_order_are_kept_in_a_view() {
    let (mut window, _) = open(WIDE, egui::Theme::Light, &generated(40));
    window.press(Modifiers::ALT, Key::F);
    window.type_text("\"Side 3\" ");
    window.click("Sort by killed");
    window.click("Sort by killed");
    let shown = ["Row 39", "Row 32", "Row 25", "Row 18", "Row 11", "Row 4"];
    assert_eq!(rows(&window), shown);
    window.ask(Command::Do(Action::SaveView));
    window.type_text("Side 3");
    window.press(Modifiers::NONE, Key::Enter);

    // A chip takes the words away, in the field too; a click more leaves the file's own order.
    window.click("Remove Words: \"Side 3\"");
    window.click("Sort by killed");
    assert_eq!(rows(&window).first().map(String::as_str), Some("Row 1"));
    assert_eq!(words_sought(&window), "");
    let view = window.project().views.values().next().expect("a view");
    window.ask(Command::ApplyView(view.id));
    assert_eq!(rows(&window), shown);
    assert_eq!(words_sought(&window), "\"Side 3\"");

    // What is deleted with its table comes back with it.
    let kept = window.project().views.clone();
    let table = window.project().tables.keys().next().copied();
    window.ask(Command::Edit(Verb::Delete(table.expect("a table").into())));
    let orders = |window: &Window| {
        window
            .project()
            .views
            .values()
            .map(|it| it.orders.len())
            .sum::<usize>()
    };
    assert_eq!(orders(&window), 0);
    window.ask(Command::Do(Action::Undo));
    assert_eq!(window.project().views, kept);
}

#[test]
fn a_view_keeps_the_columns_of_tables_and_which_are_left_out_of_the_charts() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &generated(40));
    let is_shown = |window: &Window| window.has("Sort by source_office");
    window.click("Choose columns…");
    window.type_text("source_office");
    window.click("source_office");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(is_shown(&window));
    window.ask(Command::ShowInCharts(id, false));
    window.ask(Command::SaveView("Offices".to_owned()));
    let view = window.project().views.values().next().expect("a view");
    let (view, columns) = (view.id, view.columns.clone());
    assert_eq!(columns.len(), 1);
    assert_eq!(columns[0].table, id);
    let office = Column::File("source_office".to_owned());
    assert_eq!(columns[0].columns.last(), Some(&office));
    assert_eq!(columns[0].columns.first(), Some(&Column::Days));

    // What was typed is still there.
    window.click("Choose columns…");
    window.click("source_office");
    window.press(Modifiers::NONE, Key::Escape);
    window.ask(Command::ShowInCharts(id, true));
    assert!(!is_shown(&window));
    window.ask(Command::ApplyView(view));
    assert!(is_shown(&window));
    assert_eq!(window.open().session.hidden_tables.iter().next(), Some(&id));

    // It is in the file, and goes with its table.
    window.ask(Command::SaveTo("/desk/p.ron".into(), Replace::Agreed));
    let bytes = window.files.get("/desk/p.ron").expect("saved");
    let saved = decode(&bytes).expect("readable").project;
    assert_eq!(saved.views[&view].columns, columns);
    assert!(saved.views[&view].hidden.contains(&id));
    window.ask(Command::Edit(Verb::Delete(id.into())));
    let left = &window.project().views[&view];
    assert!(left.columns.is_empty() && left.hidden.is_empty());
}

/// What stands in the field for words.
fn words_sought(window: &Window) -> String {
    let field = window.harness.get_by_label("Search rows");
    field.value().unwrap_or_default()
}

#[test]
fn a_view_keeps_filters_and_brings_them_back() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenSample));
    let kind = window.project().events.values().next().unwrap().kind;
    window.ask(Command::Filter(FilterChange::Add(Filter::Kind(kind))));
    assert!(says(&window, "filtered out"));
    window.ask(Command::Do(Action::SaveView));
    window.type_text("One kind");
    window.press(Modifiers::NONE, Key::Enter);
    window.ask(Command::Do(Action::ClearFilters));
    assert!(!says(&window, "filtered out"));
    let view = window.project().views.values().next().expect("a view");
    assert_eq!(view.name, "One kind");
    window.ask(Command::ApplyView(view.id));
    assert_eq!(window.open().session.filters, [Filter::Kind(kind)]);
}

/// What is said of a row in sight.
fn description(window: &Window, row: &str) -> String {
    let node = window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::Row, row);
    node.accesskit_node().description().unwrap_or_default()
}

#[test]
fn rows_that_events_rest_on_have_a_sign_and_light_up_with_them() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &generated(40));
    let event = window
        .project()
        .events
        .values()
        .next()
        .expect("an event")
        .clone();
    let sign = format!("Report of: {}", event.title);
    assert!(!says(&window, &sign));
    window.ask(Command::ForRows(id, vec![6], RowDeed::SameAs(event.id)));
    window.ask(Command::Select(None));
    window.ask(Command::Do(Action::ShowTable));
    assert!(window.has(&sign), "{:?}", window.said());
    assert!(description(&window, "Row 7").starts_with(&sign));

    // The event is selected elsewhere: its row lights up, and no other.
    let is_lit = |window: &Window, row: &str| description(window, row).contains("Belongs to");
    assert!(!is_lit(&window, "Row 7"));
    window.ask(Command::Select(Some(event.id.into())));
    assert!(is_lit(&window, "Row 7") && !is_lit(&window, "Row 6"));

    // The row is selected: its event lights up, with the passages it rests on.
    window.ask(Command::SelectRow(Some((id, 5))));
    assert_eq!(window.open().session.kept_row, None);
    window.ask(Command::SelectRow(Some((id, 6))));
    let kept = window.open().session.kept_row.expect("it is kept");
    let lit = lit_by(window.open().document.snapshot(), kept.into());
    assert!(lit.events.contains(&event.id) && !lit.annotations.is_empty());
    let in_pane = description(&window, "Row 7");
    assert!(in_pane.contains("Belongs to"), "{in_pane}");

    // The pointer on the row is on the event; an undo takes the sign away.
    window.ask(Command::SelectRow(None));
    window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::Row, "Row 7")
        .hover();
    window.settle();
    assert_eq!(window.open().session.hovered, Some(event.id.into()));
    window.ask(Command::Do(Action::Undo));
    assert!(!says(&window, &sign));
}

#[test]
fn the_values_of_a_column_are_chosen_by_keys_alone() {
    let (mut window, _) = open(WIDE, egui::Theme::Light, &generated(40));
    window.press(Modifiers::NONE, Key::ArrowDown);
    let first = rows(&window);
    // Along to who did it, and its menu: what is typed looks for a value.
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::NONE, Key::ArrowRight);
    window.press(Modifiers::ALT, Key::ArrowDown);
    window.type_text("Side 3");
    assert!(window.has("Side 3") && !window.has("Side 4"));
    // The way on goes through the menu, not through what lies under it.
    for _ in 0..3 {
        window.press(Modifiers::NONE, Key::Tab);
    }
    window.press(Modifiers::NONE, Key::Space);
    let filters = &window.open().session.filters;
    assert_eq!(filters.len(), 1, "{filters:?}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(rows(&window).len() < first.len());
    // The keyboard is on the rows again.
    let top = rows(&window)[0].clone();
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowUp);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.open().session.row.is_some(), "{top}");
}

#[test]
fn cells_in_sight_are_named_with_their_place() {
    let (window, _) = open(WIDE, egui::Theme::Light, &generated(500));
    let cell = |name: &str| {
        let node = window
            .harness
            .get_by_role_and_label(egui::accesskit::Role::Cell, name);
        let node = node.accesskit_node();
        let place = (node.data().row_index(), node.data().column_index());
        let mut above = std::iter::successors(node.parent(), AccessKitNode::parent);
        let row = above.find(|node| node.role() == egui::accesskit::Role::Row);
        (place, row.and_then(|row| row.label()))
    };
    let row = |name: &str| Some(name.to_owned());
    assert_eq!(cell("Killed, 4"), ((Some(4), Some(6)), row("Row 5")));
    assert_eq!(cell("Place, Place 0").1, row("Row 1"));
    let table = window.harness.get_by_label("Rows of the table");
    let table = table.accesskit_node();
    assert_eq!(table.data().row_count(), Some(500));
    let cells = window
        .harness
        .query_all_by_role(egui::accesskit::Role::Cell);
    let in_sight = rows(&window).len() * 8;
    let cells = cells.count();
    assert!(
        (in_sight..=in_sight + 16).contains(&cells),
        "{cells} {in_sight}"
    );
}

/// The shapes a frame paints, and the rows it names.
fn work(rows_of: u32) -> (usize, usize) {
    let (mut window, _) = open(WIDE, egui::Theme::Light, &generated(rows_of));
    window.press(Modifiers::COMMAND, Key::End);
    window.pass();
    let last = format!("Row {rows_of}");
    assert_eq!(rows(&window).last(), Some(&last));
    (window.harness.output().shapes.len(), rows(&window).len())
}

#[test]
fn a_frame_costs_what_is_in_sight() {
    let (few, many) = (work(1_000), work(50_000));
    assert_eq!(few.1, many.1);
    assert!(many.0 <= few.0 + few.0 / 10, "{few:?} {many:?}");
}

#[test]
fn the_pane_is_drawn_in_both_themes_and_sizes() {
    for (theme, size, name) in [
        (egui::Theme::Light, WIDE, "table-light"),
        (egui::Theme::Dark, [1024.0, 700.0], "table-dark-narrow"),
    ] {
        let Some((mut window, id)) = pakistan(size, theme) else {
            return;
        };
        window.press(Modifiers::NONE, Key::ArrowDown);
        window.press(Modifiers::NONE, Key::ArrowDown);
        let image = picture(&mut window.harness, name);
        assert!(inked_share(&image) > 0.05, "{name} is blank");
        let least = RowTest::Numbers {
            least: Some(10.0),
            most: None,
        };
        window.ask(Command::Filter(FilterChange::OfField(
            id,
            RowField::Killed,
            Some(least),
        )));
        // By keyboard, wherever the column stands.
        window.ask(Command::Do(Action::ShowTable));
        for _ in 0..6 {
            window.press(Modifiers::NONE, Key::ArrowRight);
        }
        window.ask(Command::Do(Action::SortDown));
        window.press(Modifiers::ALT, Key::ArrowDown);
        picture(&mut window.harness, &format!("{name}-numbers"));
        window.press(Modifiers::NONE, Key::Escape);
        window.ask(Command::Do(Action::ShowTable));
        window.press(Modifiers::NONE, Key::Home);
        window.click("Filter side a");
        picture(&mut window.harness, &format!("{name}-values"));
        window.press(Modifiers::NONE, Key::Escape);
        window.click("Choose columns…");
        picture(&mut window.harness, &format!("{name}-columns"));
        window.press(Modifiers::NONE, Key::Escape);
        window.ask(Command::Do(Action::RowWarnings));
        picture(&mut window.harness, &format!("{name}-warnings"));
    }
}

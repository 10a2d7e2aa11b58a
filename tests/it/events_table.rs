//! The events table and the claims pane, driven by name and keyboard.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tightrope::model::id::RecordId;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::panes::Desk;
use tightrope::workbench::panes::claims::claims_ui;
use tightrope::workbench::panes::events::events_ui;

use crate::support::bench::Bench;
use crate::support::{harness, pictures};

fn shown(theme: egui::Theme, pane: fn(&mut egui::Ui, &mut Desk<'_>)) -> Harness<'static, Bench> {
    shown_at(theme, 1100.0, pane)
}

fn shown_at(
    theme: egui::Theme,
    width: f32,
    pane: fn(&mut egui::Ui, &mut Desk<'_>),
) -> Harness<'static, Bench> {
    let mut harness = harness(theme).with_size([width, 420.0]).build_ui_state(
        move |ui, bench: &mut Bench| bench.show(ui, pane),
        Bench::sample(),
    );
    harness.run();
    harness
}

fn titles(harness: &Harness<'_, Bench>) -> Vec<String> {
    let mut rows: Vec<(i32, String)> = harness
        .get_all_by_role(Role::Row)
        .map(|row| {
            (
                row.rect().top() as i32,
                row.accesskit_node().label().expect("a named row"),
            )
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, title)| title).collect()
}

fn selected_title(harness: &Harness<'_, Bench>) -> String {
    match harness.state().session.selected {
        Some(RecordId::Event(id)) => harness.state().event(id).title.clone(),
        other => panic!("no event is selected but {other:?}"),
    }
}

#[test]
fn headers_sort_and_reverse_and_add_a_second_key() {
    let mut table = shown(egui::Theme::Light, events_ui);
    let by_date = titles(&table);
    table.get_by_label("Sort by title").click();
    table.run();
    let mut expected = titles(&table);
    expected.sort_by_key(|title| title.to_lowercase());
    assert_eq!(titles(&table), expected);
    assert_ne!(
        expected, by_date,
        "the sample is not in the order of titles"
    );

    table.get_by_label("Sort by title").click();
    table.run();
    let mut down = titles(&table);
    down.sort_by_key(|title| std::cmp::Reverse(title.to_lowercase()));
    assert_eq!(titles(&table), down);

    table.get_by_label("Sort by counts").click();
    table.run();
    table
        .get_by_label("Sort by title")
        .click_modifiers(Modifiers::SHIFT);
    table.run();
    let bench = table.state();
    let order: Vec<(bool, String)> = titles(&table)
        .into_iter()
        .map(|title| {
            (
                !bench.event(bench.event_titled(&title)).countable.counts,
                title.to_lowercase(),
            )
        })
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(order.len() > 5);
}

#[test]
fn keys_move_the_selection_and_enter_reveals() {
    let mut table = shown(egui::Theme::Light, events_ui);
    let rows = titles(&table);
    table.get_by_role_and_label(Role::Row, &rows[1]).click();
    table.run();
    assert_eq!(selected_title(&table), rows[1]);
    for (key, expected) in [
        (Key::ArrowDown, &rows[2]),
        (Key::ArrowUp, &rows[1]),
        (Key::Home, &rows[0]),
        (Key::ArrowUp, &rows[0]),
    ] {
        table.key_press(key);
        table.run();
        assert_eq!(&selected_title(&table), expected, "{key:?}");
    }
    table.key_press(Key::End);
    table.run();
    let last = selected_title(&table);
    assert!(!rows.contains(&last) || rows.last() == Some(&last));
    assert!(
        titles(&table).contains(&last),
        "the table follows the selection"
    );
    table.key_press(Key::PageUp);
    table.run();
    assert_ne!(selected_title(&table), last);
    table.key_press(Key::Enter);
    table.run();
    let selected = table.state().session.selected.expect("a selection");
    assert_eq!(table.state().asked.last(), Some(&Command::Reveal(selected)));
}

#[test]
fn a_selection_made_elsewhere_is_followed_and_the_line_above_counts() {
    let mut table = shown(egui::Theme::Light, events_ui);
    table.get_by_label_contains("5 of 9 incidents count");
    let far = table
        .state()
        .derived
        .events()
        .undated()
        .next()
        .expect("an undated event");
    let title = table.state().event(far).title.clone();
    table.state_mut().select(far);
    table.run();
    let row = table.get_by_role_and_label(Role::Row, &title);
    assert!(row.accesskit_node().is_selected() == Some(true));
    table.get_by_label("Export events…").click();
    table.run();
    assert!(
        table
            .state()
            .asked
            .contains(&Command::Do(Action::ExportEvents))
    );
}

#[test]
fn hovering_a_row_tells_the_other_panes_and_leaving_takes_it_back() {
    let mut table = shown(egui::Theme::Light, events_ui);
    let first = titles(&table)[0].clone();
    table.get_by_role_and_label(Role::Row, &first).hover();
    table.run();
    let id = table.state().event_titled(&first);
    assert_eq!(table.state().session.hovered, Some(id.into()));
    table.hover_at(egui::pos2(5.0, 5.0));
    table.run();
    assert_eq!(table.state().session.hovered, None);
}

#[test]
fn claims_share_the_keys() {
    let mut table = shown(egui::Theme::Light, claims_ui);
    let rows = titles(&table);
    assert!(rows.len() > 3);
    table.get_by_role_and_label(Role::Row, &rows[0]).click();
    table.run();
    table.key_press(Key::ArrowDown);
    table.run();
    let Some(RecordId::Claim(id)) = table.state().session.selected else {
        panic!("no claim")
    };
    assert_eq!(table.state().project().claims[&id].proposition, rows[1]);
}

#[test]
fn a_narrow_table_leaves_columns_out_instead_of_squeezing_them() {
    let mut table = shown_at(egui::Theme::Light, 1100.0, events_ui);
    for (width, gone, stays) in [
        (
            900.0,
            vec!["reports", "counts"],
            vec!["place", "title", "killed"],
        ),
        (
            700.0,
            vec!["reports", "counts", "standing", "place"],
            vec!["title", "date", "killed"],
        ),
    ] {
        // Made narrower while it is shown: widths of the wider one must not linger.
        table.set_size(egui::vec2(width, 420.0));
        table.run();
        table.run();
        for column in gone {
            let name = format!("Sort by {column}");
            assert!(table.query_by_label(&name).is_none(), "{column} at {width}");
        }
        for column in stays {
            let rect = table.get_by_label(&format!("Sort by {column}")).rect();
            assert!(
                rect.right() <= width,
                "{column} ends at {} of {width}",
                rect.right()
            );
        }
        pictures::picture(&mut table, &format!("events-{width}"));
    }
    table.get_by_label("Sort by title").click();
    table.run();
    let mut expected = titles(&table);
    expected.sort_by_key(|title| title.to_lowercase());
    assert_eq!(titles(&table), expected);
}

#[test]
fn the_source_of_claims_shows_where_there_is_more_than_one() {
    let sample = shown(egui::Theme::Light, claims_ui);
    let several = sample.state().project().sources.len() > 1;
    assert_eq!(sample.query_by_label("Sort by source").is_some(), several);
    let mut project = sample.state().project().clone();
    let first = project.sources.values().next().expect("a source").clone();
    if several {
        return;
    }
    let mut second = (*first).clone();
    second.id = "s999-0000".parse().expect("an id");
    project.sources.insert(second.id, second.into());
    let mut table = harness(egui::Theme::Light)
        .with_size([1100.0, 420.0])
        .build_ui_state(
            |ui, bench: &mut Bench| bench.show(ui, claims_ui),
            Bench::of(project),
        );
    table.run();
    table.get_by_label("Sort by source");
}

#[test]
fn pictures_of_the_tables() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut table = shown(theme, events_ui);
        let rows = titles(&table);
        table.get_by_role_and_label(Role::Row, &rows[2]).click();
        table.run();
        let image = pictures::picture(&mut table, &format!("events-{name}"));
        assert!(pictures::inked_share(&image) > 0.02);
        let mut claims = shown(theme, claims_ui);
        pictures::picture(&mut claims, &format!("claims-{name}"));
    }
}

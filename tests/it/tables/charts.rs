//! Tables on the timeline and in the frequency chart, as a person uses them: by accessible names.

use super::PAKISTAN;
use super::opened::{HEAD, WIDE, opened, says};
use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::Window;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::fmt::Write as _;
use std::path::Path;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::TableId;
use tightrope::model::row_filter::{RowField, RowTest};
use tightrope::model::view::Filter;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, Replace};
use tightrope::workbench::filtering::FilterChange;

/// Incidents in the columns of UCDP GED: six state-based ones on 3 March 2024, two of them at
/// another place, and five one-sided ones somewhere in May 2025.
fn incidents() -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for row in 0..11 {
        let (kind, from, to, exact) = match row {
            0..6 => (1, "2024-03-03", "2024-03-03", 1),
            _ => (3, "2025-05-01", "2025-05-31", 4),
        };
        let place = if row < 4 { "Kurram" } else { "Dir" };
        let _ = writeln!(
            text,
            "{row},{kind},Side A,Side B,{place},,,Land,,,{from},{to},{exact},2,2,2,0,0,0,0,Office,,Headline {row},,x",
        );
    }
    text.into_bytes()
}

fn open(size: [f32; 2], theme: egui::Theme, table: &[u8]) -> (Window, TableId) {
    opened(size, theme, ("raids.csv", table))
}

const MARCH: &str = "raids, State-based violence March 2024: 6 certain";
const MAY: &str = "raids, One-sided violence May 2025: 5 certain";
const OWN: &str = "Attack December 2024: 1 certain";

#[test]
fn a_table_is_a_series_of_its_own_and_its_bars_lead_to_rows() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &incidents());
    for name in ["Table raids: 11 rows", MARCH, MAY, OWN] {
        assert!(window.has(name), "{name}");
    }
    assert!(window.has("raids, State-based violence, 3 Mar 2024: 6 rows"));
    assert!(window.has("raids, One-sided violence, May 2025: 5 rows"));

    // A filter on its rows changes its bars and no others.
    let kurram = RowTest::OneOf(vec!["Kurram".to_owned()]);
    let change = FilterChange::OfField(id, RowField::Place, Some(kurram));
    window.ask(Command::Filter(change));
    assert!(window.has("Table raids: 4 of 11 rows"));
    let four = "raids, State-based violence March 2024: 4 certain";
    assert!(window.has(four) && !window.has(MAY));
    assert!(window.has(OWN));

    // One click leads to the rows of the bar.
    window.click(four);
    let march = DayRange::new(
        Day::from_ymd(2024, 3, 1).expect("a day"),
        Day::from_ymd(2024, 3, 31).expect("a day"),
    );
    let march = march.expect("forwards");
    let days = RowTest::days(Some(march.first()), Some(march.last()));
    let filters = &window.open().session.filters;
    let is_days = |filter: &Filter| matches!(filter, Filter::Rows(of, filter) if *of == id && filter.field == RowField::Days && filter.test == days);
    assert!(filters.iter().any(is_days), "{filters:?}");
    assert!(says(&window, "4 of 11 rows"), "the table is in front");
    assert!(window.has("Date: Mar 2024"), "a chip");

    window.press(Modifiers::ALT, Key::Backspace);
    window.ask(Command::Do(Action::ShowTimeline));
    assert!(window.has(MARCH) && window.has(MAY));
}

#[test]
fn a_click_on_a_part_of_a_bar_leads_to_the_rows_of_its_group() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &incidents());
    window.click(MAY);
    let filters = &window.open().session.filters;
    let one_sided = RowTest::OneOf(vec!["One-sided violence".to_owned()]);
    let is_kind = |filter: &Filter| matches!(filter, Filter::Rows(of, filter) if *of == id && filter.field == RowField::Kind && filter.test == one_sided);
    assert!(filters.iter().any(is_kind), "{filters:?}");
    assert!(says(&window, "5 of 11 rows"));
}

#[test]
fn a_table_can_be_left_out_of_the_charts_and_comes_back() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &incidents());
    window.click("Tables in charts");
    let choice = window
        .harness
        .get_by_role_and_label(egui::accesskit::Role::CheckBox, "raids");
    choice.click();
    window.settle();
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has(MARCH) && window.has(OWN));
    window.ask(Command::ShowInCharts(id, true));
    assert!(window.has(MARCH));
}

#[test]
fn in_a_small_window_the_bars_of_a_table_are_in_sight_below_the_lanes() {
    let (window, _) = open([1024.0, 600.0], egui::Theme::Light, &incidents());
    let bar = window.harness.get_by_label(MARCH).rect();
    let own = window.harness.get_by_label(OWN).rect();
    let axis = window.harness.get_by_label("Timeline").rect();
    assert!(own.bottom() <= bar.top(), "{own} {bar}");
    assert!(bar.top() > axis.bottom() && bar.top() < 550.0, "{bar}");
    assert!(bar.height() > 16.0, "{bar}");
}

#[test]
fn where_there_is_room_low_bars_keep_the_marks_of_shifts_and_the_key_names_types() {
    let only = "Only One-sided violence in raids";
    let (window, _) = open(WIDE, egui::Theme::Light, &incidents());
    assert!(window.has("Policy shift: Transit trade barred"));
    assert!(window.has(only), "no lane of such a low table names it");
    // Where there is little, the bars need it more.
    let (window, _) = open([1024.0, 600.0], egui::Theme::Light, &incidents());
    assert!(window.has("Policy shift: Transit trade barred"));
    assert!(!window.has(only));
}

#[test]
fn the_former_picture_stays_until_the_new_one_is_there() {
    let (mut window, id) = open(WIDE, egui::Theme::Light, &incidents());
    let kurram = RowTest::OneOf(vec!["Kurram".to_owned()]);
    let change = FilterChange::OfField(id, RowField::Place, Some(kurram));
    window.harness.state_mut().ask(Command::Filter(change));
    window.pass();
    assert!(window.has(MARCH), "stale, and not blank");
    window.settle();
    assert!(!window.has(MARCH));
}

#[test]
fn events_are_fitted_first_and_tables_too_when_asked() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let bytes = std::fs::read(path).unwrap();
    let (mut window, _) = open(WIDE, egui::Theme::Light, &bytes);
    assert!(window.has("2024 to 2025"), "the events are not squashed");
    window.click("Show the days of raids");
    assert!(says(&window, "raids, State-based violence: "));
    window.press(Modifiers::COMMAND, Key::Num0);
    assert!(window.has("2024 to 2025"));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::Num0);
    assert!(window.has("1989 to 2025"));
    assert!(says(&window, "raids, State-based violence 2010: "));
}

#[test]
fn an_exported_figure_has_the_tables_and_says_that_nothing_is_added() {
    let (mut window, _) = open(WIDE, egui::Theme::Light, &incidents());
    let path = Path::new("/desk/figure.svg");
    window.ask(Command::ExportFigureTo(path.into(), Replace::Ask));
    let svg = window.files.get("/desk/figure.svg").expect("written");
    let svg = String::from_utf8(svg).expect("UTF-8");
    assert!(svg.contains(&format!("<title>{MARCH}</title>")), "{svg}");
    assert!(svg.contains("never added to the events"));
}

#[test]
fn charts_with_tables_have_been_looked_at() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let bytes = std::fs::read(path).unwrap();
    for (size, theme, name) in [
        (WIDE, egui::Theme::Light, "series-wide-light"),
        ([1024.0, 700.0], egui::Theme::Dark, "series-narrow-dark"),
    ] {
        let (mut window, _) = open(size, theme, &bytes);
        window.ask(Command::Do(Action::FitTables));
        let image = picture(&mut window.harness, name);
        assert!(inked_share(&image) > 0.02, "{name} is blank");
    }
}

#[test]
fn where_lanes_are_scrolled_none_is_cut_through() {
    let (window, _) = open([1_024.0, 700.0], egui::Theme::Light, &incidents());
    let lanes = window.harness.query_all_by_label_contains("Lane ");
    let rects: Vec<egui::Rect> = lanes.map(|lane| lane.rect()).collect();
    let [first, .., last] = rects.as_slice() else {
        panic!("several lanes: {rects:?}");
    };
    // Those further down are out of sight, and one that is seen is seen as high as it is.
    let high = first.height().min(last.height());
    let seen = rects.iter().filter(|rect| rect.height() > 1.0);
    assert!(seen.clone().count() < 6 && high >= 0.0);
    assert!(
        seen.into_iter().all(|rect| rect.height() >= 17.0),
        "{rects:?}"
    );
}

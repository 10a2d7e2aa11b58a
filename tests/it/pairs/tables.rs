//! Rows of tables beside the acts of two actors: whose acts they are, how many, never drawn twice, and
//! where a click leads.

use crate::cli::{Desk, command};
use crate::support::chronicle::Chronicle;
use crate::support::corpus::corpus;
use crate::support::pictures::{inked_share, picture};
use crate::support::window::Window;
use crate::tables::opened::{HEAD, WIDE, opened, says};
use egui::{OutputCommand, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::fmt::Write as _;
use tightrope::model::id::TableId;
use tightrope::model::row_filter::{RowField, RowTest};
use tightrope::model::view::Filter;
use tightrope::storage::project_file::encode;
use tightrope::workbench::action::Action;
use tightrope::workbench::command::{Command, RowDeed};

/// Two raids of one day and one without a number, a strike of a month, and an act of somebody else.
fn raids() -> Vec<u8> {
    // One-sided violence: the first acts on the second.
    of_type(3)
}

fn of_type(native: u8) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    let rows = [
        ("TTP", "Islamabad", "2024-03-03,2024-03-03,1", "5,3,8"),
        ("TTP", "Islamabad", "2024-03-03,2024-03-03,1", "2,2,2"),
        ("TTP", "Islamabad", "2024-07-01,2024-07-01,1", ",,"),
        ("Islamabad", "TTP", "2025-05-01,2025-05-31,4", "4,4,4"),
        ("Somebody", "TTP", "2025-05-01,2025-05-31,4", "9,9,9"),
    ];
    for (id, (from, to, days, killed)) in rows.into_iter().enumerate() {
        let _ = writeln!(
            text,
            "{id},{native},{from},{to},Dir,,,Land,,,{days},{killed},0,0,0,0,Office,,Headline {id},,x",
        );
    }
    text.into_bytes()
}

fn open(size: [f32; 2], theme: Theme) -> (Window, TableId) {
    let (mut window, id) = opened(size, theme, ("raids.csv", &raids()));
    window.ask(Command::Do(Action::ShowDyad));
    (window, id)
}

const TWO: &str = "raids, Tehrik-i-Taliban Pakistan (TTP) against Pakistan, 3 Mar 2024: 2 rows, 7 killed (5 to 10)";
const UNTOLD: &str =
    "raids, Tehrik-i-Taliban Pakistan (TTP) against Pakistan, 1 Jul 2024: 1 row, toll unknown";
const BACK: &str =
    "raids, Pakistan against Tehrik-i-Taliban Pakistan (TTP), May 2025: 1 row, 4 killed";
const ATTACK: &str =
    "Attack: Checkpoint attack, Tehrik-i-Taliban Pakistan (TTP) against Pakistan, 16 killed";

#[test]
fn rows_between_the_two_stand_on_their_sides_and_lead_to_the_table() {
    let (mut window, id) = open(WIDE, Theme::Light);
    let top = |name: &str| window.harness.get_by_label(name).rect().top();
    assert!(top(TWO) < top(ATTACK), "above the acts of the first");
    assert!(window.has(UNTOLD), "unknown is not zero");
    assert!(top(BACK) > top(ATTACK), "below those of the other");
    assert!(!says(&window, "9 killed"), "somebody else's act");
    // What is not covered is said of each row of the chart, in a name of its own.
    let gaps = window.harness.query_all_by_label_contains("does not cover");
    let gaps: Vec<String> = gaps
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    for row in [
        "(TTP) against Pakistan,",
        "Pakistan against Tehrik-i-Taliban Pakistan (TTP),",
    ] {
        let of_row = format!("{row} does not cover");
        assert!(gaps.iter().any(|it| it.contains(&of_row)), "{gaps:?}");
    }

    window.click(TWO);
    assert!(says(&window, "2 of 5 rows"), "the table is in front");
    let filters = &window.open().session.filters;
    let asks = |field: RowField, name: &str| {
        let test = RowTest::OneOf(vec![name.to_owned()]);
        filters.iter().any(|it| matches!(it, Filter::Rows(of, it) if *of == id && it.field == field && it.test == test))
    };
    assert!(
        asks(RowField::Initiator, "Tehrik-i-Taliban Pakistan (TTP)"),
        "{filters:?}"
    );
    assert!(asks(RowField::Target, "Pakistan"), "{filters:?}");
    // The filters hold for the chart as well.
    window.ask(Command::Do(Action::ShowDyad));
    assert!(window.has(TWO) && window.has(ATTACK) && !window.has(BACK));
}

#[test]
fn pairs_of_rows_are_offered_and_names_that_are_not_joined_are_told() {
    let mut text = HEAD.to_owned();
    for (id, from) in ["India", "India", "Some Army"].into_iter().enumerate() {
        let _ = writeln!(
            text,
            "{id},3,{from},TTP,Dir,,,Land,,,2024-03-03,2024-03-03,1,5,3,8,0,0,0,0,Office,,Headline {id},,x",
        );
    }
    let (mut window, _) = opened(WIDE, Theme::Light, ("raids.csv", text.as_bytes()));
    window.ask(Command::Do(Action::ShowDyad));
    assert!(says(
        &window,
        "raids: no row names one of the two beside the other"
    ));
    window.click("Names of Pakistan");
    let selected = window.open().session.selected;
    let pakistan = window.project().actors.iter();
    let mut pakistan = pakistan.filter(|(_, actor)| actor.name == "Pakistan");
    assert_eq!(selected, pakistan.next().map(|(id, _)| (*id).into()));

    window.click("The two actors");
    window.click("India and TTP: 2 rows");
    let rows = "raids, India against Tehrik-i-Taliban Pakistan (TTP), 3 Mar 2024: 2 rows";
    assert!(says(&window, rows));
    assert!(!says(&window, "no row names one of the two"));
}

#[test]
fn rows_of_whom_nobody_says_who_began_stand_between_the_two() {
    // State-based violence: whichever side is named first.
    let (mut window, id) = opened(WIDE, Theme::Light, ("raids.csv", &of_type(1)));
    window.ask(Command::Do(Action::ShowDyad));
    let two = "raids, between Tehrik-i-Taliban Pakistan (TTP) and Pakistan, 3 Mar 2024: 2 rows, 7 killed (5 to 10)";
    let named_back =
        "raids, between Tehrik-i-Taliban Pakistan (TTP) and Pakistan, May 2025: 1 row, 4 killed";
    assert!(window.has(two) && window.has(named_back));
    assert!(!window.has(TWO) && !window.has(BACK));
    let middle = |name: &str| window.harness.get_by_label(name).rect().center().y;
    assert!(
        (middle(two) - middle(named_back)).abs() < 1.0,
        "on one line"
    );
    assert!(middle(two) > middle(ATTACK), "below the acts of the first");
    window.click(two);
    assert!(says(&window, "2 of 5 rows"), "the table is in front");
    let filters = &window.open().session.filters;
    assert!(
        filters
            .iter()
            .all(|it| matches!(it, Filter::Rows(of, _) if *of == id))
    );
}

#[test]
fn a_row_that_is_a_report_of_an_event_here_is_not_drawn_twice_and_numbers_are_never_added() {
    let (mut window, id) = open(WIDE, Theme::Light);
    assert!(window.has(TWO));
    window.ask(Command::ForRows(id, vec![0], RowDeed::NewEvent(None)));
    window.ask(Command::Do(Action::ShowDyad));
    let one =
        "raids, Tehrik-i-Taliban Pakistan (TTP) against Pakistan, 3 Mar 2024: 1 row, 2 killed";
    assert!(window.has(one) && !window.has(TWO));
    let copied = window.copied(Command::Do(Action::CopyNumbers));
    let text = copied.into_iter().find_map(|it| match it {
        OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    let text = text.expect("text");
    let sums = |unit: &str| -> f64 {
        let of_rows = text.lines().filter(|it| it.contains("\traids\t"));
        let cells = of_rows.map(|it| it.split('\t').collect::<Vec<_>>());
        let cells = cells.filter(|cells| cells[8] == unit && cells[0].starts_with("Tehrik"));
        cells.filter_map(|cells| cells[9].parse::<f64>().ok()).sum()
    };
    assert_eq!((sums("rows"), sums("killed")), (2.0, 2.0), "{text}");
    // Before its first row the table covers nothing, and says nothing.
    let early = text
        .lines()
        .find(|it| it.contains("\traids\t\t2024-01-01\t"));
    let early = early.expect("a bucket");
    assert!(early.ends_with("\trows\t\t\t"), "{early}");

    // Another pair has none of these rows.
    window.click("Swap the two actors");
    let (row, attack) = (one.to_owned(), ATTACK.to_owned());
    let top = |name: &str| window.harness.get_by_label(name).rect().top();
    assert!(top(&row) > top(&attack), "below after swapping");
    window.ask(Command::ShowInCharts(id, false));
    assert!(!window.has(one) && window.has(ATTACK), "left out");
}

#[test]
fn figures_say_what_tables_have_and_leave_out_what_they_are_told_to() {
    let desk = Desk::new();
    desk.put("P.ron", tightrope::storage::sample());
    desk.put("raids.csv", raids());
    let strangers = String::from_utf8(raids())
        .expect("UTF-8")
        .replace("TTP", "T");
    desk.put("others.csv", strangers);
    for table in ["raids", "others"] {
        desk.run(&format!("import P.ron {table}.csv --title {table}"), 0);
    }
    let drawn = |options: &str| {
        desk.run(&format!("figure P.ron --view dyad {options}"), 0)
            .0
    };
    let all = drawn("");
    for words in [
        "raids, Tehrik-i-Taliban Pakistan (TTP) against Pakistan: 3 rows, 7 killed (5 to 10), without 1 row that give",
        "raids: 4 rows between the two.",
        "others: no row names one of the two",
        "never added to the events",
        "Table: raids.",
    ] {
        let flat = all.replace("</text>", " ").replace('\n', " ");
        let plain: String = flat
            .split('<')
            .filter_map(|it| it.split('>').nth(1))
            .collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(words), "{words} is not in {plain}");
    }
    for without in ["--no-tables", "--family policy", "--table others"] {
        let out = drawn(without);
        assert!(!out.contains("raids, Tehrik"), "{without}");
    }
    assert!(drawn("--table raids").contains("raids, Tehrik"));
    let (_, err) = desk.run("figure P.ron --view dyad --table nothing", 2);
    assert!(err.contains("nothing"), "{err}");
}

#[test]
fn a_title_that_stands_above_its_rows_does_not_widen_the_gutter() {
    let left_with = |title: &str| {
        let desk = Desk::new();
        desk.put("P.ron", tightrope::storage::sample());
        desk.put("raids.csv", raids());
        let mut import = command(desk.0.path(), "import P.ron raids.csv --title");
        let import = import.arg(title).output().expect("started");
        assert_eq!(import.status.code(), Some(0));
        let svg = desk.run("figure P.ron --view dyad --width 2400", 0).0;
        // The lines between the rows begin where the gutter ends.
        let lines = svg.split("<line x1=\"").skip(1);
        let lefts = lines.filter_map(|it| it.split_once('"')?.0.parse::<f32>().ok());
        lefts.fold(f32::INFINITY, f32::min)
    };
    let long =
        "Raids and strikes of which nobody in the capital would say who had ordered them, by month";
    let (short, long) = (left_with("raids"), left_with(long));
    assert!(short.is_finite());
    assert!((short - long).abs() < 0.01, "{short} and {long}");
}

#[test]
fn the_dyad_of_the_pakistan_file_has_as_many_rows_and_killed_as_were_counted_by_hand() {
    let Some(path) = corpus("events/ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let mut project = Chronicle::new();
    let state = project.actor("Government of Pakistan", None);
    let ttp = project.actor("TTP", None);
    project.between(("Strike", "One", "2024-05-01"), (state, ttp), |_| {});
    let desk = Desk::new();
    let bytes = encode(project.snapshot().project(), None);
    desk.put("P.ron", bytes.expect("writable"));
    desk.run(&format!("import P.ron {} --title GED", path.display()), 0);
    // How many rows of the dyad lie in a year, and how many were killed in them, most likely.
    for (year, rows, best) in [
        (2018, 40, 144),
        (2019, 51, 148),
        (2020, 64, 186),
        (2021, 112, 259),
    ] {
        let options = format!("--from {year}-01-01 --to {year}-12-31");
        let (out, _) = desk.run(&format!("figure P.ron --view dyad {options}"), 0);
        let words =
            format!("GED, between Government of Pakistan and TTP: {rows} rows, {best} killed");
        let said = out.split("</desc>").next().unwrap_or_default();
        assert!(said.contains(&words), "{words} is not in {said}");
    }
    let (out, _) = desk.run("figure P.ron --view dyad --from 1989 --to 2025", 0);
    assert!(out.contains("3,770 rows"), "all of them");
}

#[test]
fn pictures_of_a_chart_with_tables() {
    for (size, name) in [(WIDE, "wide"), ([1024.0, 700.0], "narrow")] {
        for (theme, colours) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let (mut window, _) = open(size, theme);
            let image = picture(&mut window.harness, &format!("dyad-rows-{name}-{colours}"));
            assert!(inked_share(&image) > 0.02, "blank");
        }
    }
}

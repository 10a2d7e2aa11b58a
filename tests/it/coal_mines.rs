//! The second bundled case: its table, its text, and the sample made from both.

use crate::support::coal_mines::coded;
use crate::support::window::{Setup, Window};
use std::collections::BTreeSet;
use tightrope::document::Document;
use tightrope::ingest::bundled::COAL_MINES;
use tightrope::model::codebook::Family;
use tightrope::model::day::Day;
use tightrope::model::id::Replica;
use tightrope::storage::project_file::{decode, encode};
use tightrope::storage::{coal_mines, sample};
use tightrope::workbench::action::Action;
use tightrope::workbench::command::Command;
use tightrope::workbench::verb::Verb;

/// The days of the table, in its order.
fn days() -> Vec<Day> {
    let bytes = COAL_MINES.file("events.csv").expect("bundled");
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("id,date,kind,killed_low"));
    let day = |(number, line): (usize, &str)| {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[0], number.to_string());
        assert_eq!(cells[2..], ["Explosion", "10"]);
        let parts: Vec<u32> = cells[1]
            .split('-')
            .map(|part| part.parse().expect("a number"))
            .collect();
        Day::from_ymd(parts[0].into(), parts[1] as u8, parts[2] as u8).expect("a day")
    };
    (1..).zip(lines).map(day).collect()
}

#[test]
fn the_table_has_the_191_days_others_counted() {
    let days = days();
    assert_eq!(days.len(), 191);
    assert!(days.is_sorted());
    assert_eq!(days[0].to_string(), "1851-03-15");
    assert_eq!(days[190].to_string(), "1962-03-22");
    let different: BTreeSet<_> = days.iter().collect();
    assert_eq!(different.len(), 190);
    // As they stand in the data sets: 1851 + n / 365.25, day 74 being the first.
    let epoch = days[0].number() - 74;
    for (at, fraction) in [
        (1, 1_851.632_443_531_83),
        (2, 1_851.969_199_178_64),
        (188, 1_957.882_956_878_85),
        (189, 1_960.489_390_828_2),
        (190, 1_962.219_712_525_67),
    ] {
        let n = f64::from(days[at].number() - epoch);
        assert!((1851.0 + n / 365.25 - fraction).abs() < 1e-9, "{at}");
    }
}

#[test]
fn the_sample_is_what_the_verbs_make_of_the_case() {
    let made = coded();
    let bytes = encode(made.project(), None).expect("writable");
    if let Some(path) = std::env::var_os("TIGHTROPE_WRITE_COAL_MINES") {
        std::fs::write(path, &bytes).expect("written");
        return;
    }
    assert!(
        bytes == coal_mines(),
        "write it anew: TIGHTROPE_WRITE_COAL_MINES=projects/coal-mines.ron cargo test the_sample_is_what"
    );
}

#[test]
fn every_explosion_the_text_dates_by_day_stands_in_the_table() {
    let project = decode(coal_mines()).expect("sound").project;
    let days = days();
    let (mut dated, mut counted) = (0, 0);
    for event in project.events.values() {
        let kind = &project.kinds[&event.kind];
        let in_table = |day: &Day| days.contains(day);
        let date = event.when().and_then(|when| when.used_date());
        let range = date.and_then(|date| date.extent().hull());
        match (kind.name.as_str(), range) {
            ("Explosion", Some(range)) if range.days() == 1 => {
                assert!(in_table(&range.first()), "{}", event.title);
                dated += 1;
            }
            ("Explosion", Some(range)) => {
                let some = days
                    .iter()
                    .any(|day| range.first() <= *day && *day <= range.last());
                assert!(some, "{}", event.title);
            }
            ("Other disaster", Some(range)) => {
                assert!(
                    range.days() > 1 || !in_table(&range.first()),
                    "{}",
                    event.title
                );
            }
            _ => {}
        }
        counted += usize::from(kind.family == Family::Incident && event.countable.counts);
    }
    assert_eq!((dated, counted), (23, 27));
}

#[test]
fn the_sample_rests_on_its_text() {
    let project = decode(coal_mines()).expect("sound").project;
    assert!(project.annotations.values().all(|it| !it.needs_review()));
    let document = Document::new(project.clone(), Replica::from_bits(0)).expect("consistent");
    assert_eq!(
        tightrope::cli::check::findings(document.snapshot()),
        Vec::<String>::new()
    );
    let table = project.tables.values().next().expect("one");
    assert_eq!(table.file.path, "bundled:coal-mines/events.csv");
    assert_ne!(encode(&project, None).expect("writable"), sample());
}

#[test]
fn it_opens_from_the_binary_alone_with_its_rows() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenCoalMines));
    let open = window.open();
    let (id, table) = open
        .document
        .project()
        .tables
        .iter()
        .next()
        .expect("a table");
    assert_eq!(table.title, "Explosions of ten deaths or more, 1851–1962");
    let rows = open.tables.get(*id).expect("its rows");
    assert_eq!(rows.len(), 191);
    assert_eq!(rows.days.get(79), rows.days.get(80), "two on one day");
    assert_eq!(rows.kind_name(rows.kind.code(0)), "Explosion");
}

#[test]
fn its_table_is_offered_again_once_it_is_deleted() {
    let mut window = Setup::of_ada().open();
    window.ask(Command::Do(Action::OpenCoalMines));
    let table = |window: &Window| window.project().tables.values().next().cloned();
    let first = table(&window).expect("a table");
    window.ask(Command::Edit(Verb::Delete(first.id.into())));
    assert_eq!(table(&window), None);
    window.click(&first.title);
    let again = table(&window).expect("it is read as the case says");
    assert_eq!((&again.title, &again.memo), (&first.title, &first.memo));
    assert_eq!((&again.file, &again.mapping), (&first.file, &first.mapping));
    assert_eq!(window.open().tables.get(again.id).expect("rows").len(), 191);
    window.ask(Command::Do(Action::Undo));
    assert_eq!(table(&window), None);
}

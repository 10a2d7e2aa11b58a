//! What the columns of real and made-up tables are taken to mean.

use super::child;
use super::golden::table;
use crate::support::arbitrary::Choices;
use crate::support::arbitrary_tables;
use crate::support::corpus::corpus;
use crate::support::memory_files::MemoryFiles;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use tightrope::analysis::counts::Counting;
use tightrope::ingest::tables::meaning::Meaning;
use tightrope::ingest::tables::{look, profiles, read};
use tightrope::model::mapping::{DateAt, DateColumns, DateStyle, EstimateColumns, Mapping};
use tightrope::model::measure::{Bound, Measure};
use tightrope::model::project::Project;
use tightrope::model::table::TableLayout;
use tightrope::model::toll::Harm;
use tightrope::model::view::Split;
use tightrope::tables::columns::ColumnCache;
use tightrope::tables::counts::count;
use tightrope::tables::joined::Names;
use tightrope::tables::mask::Mask;
use tightrope::tables::{LoadedTable, load};

/// A table written in the test, read as the program reads it by itself.
fn made_up(name: &str, text: &str) -> (Meaning, LoadedTable) {
    let files = MemoryFiles::default();
    files.put(name, text.as_bytes().to_vec());
    let path = Path::new(name);
    let look = look(&files, &child(), path).expect("looked at");
    let read = read(&files, &child(), path, &look.layout, &look.mapping, &|_| {
        true
    });
    let table = read.expect("read").table;
    (look.meaning, LoadedTable::clone(&table))
}

fn days(table: &LoadedTable) -> Vec<String> {
    let rows = 0..table.len();
    rows.map(|row| match table.days.get(row) {
        Some(days) if days.days() == 1 => days.first().to_string(),
        Some(days) => format!("{}..{}", days.first(), days.last()),
        None => "undated".to_owned(),
    })
    .collect()
}

fn told(table: &LoadedTable) -> Vec<String> {
    table.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn the_columns_of_maverick() {
    let Some((look, _)) = table("maverick_event_reports.csv") else {
        return;
    };
    let mapping = &look.mapping;
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(mapping.id, named("id"));
    assert_eq!(
        mapping.date.at,
        DateAt::Range("date_start".into(), "date_end".into())
    );
    assert_eq!(mapping.initiator, ["actor1"]);
    assert_eq!(mapping.target, ["actor2"]);
    assert_eq!(mapping.place, ["location", "city"]);
    assert_eq!(mapping.country, named("country"));
    assert_eq!(
        (&mapping.latitude, &mapping.longitude),
        (&named("latitude"), &named("longitude"))
    );
    let killed = &mapping.killed;
    let names = [&killed.low, &killed.best, &killed.high];
    assert_eq!(
        names,
        ["deaths_low", "deaths_best", "deaths_high"]
            .map(named)
            .each_ref()
    );
    let injured = &mapping.injured;
    let names = [&injured.low, &injured.best, &injured.high];
    assert_eq!(
        names,
        ["injuries_low", "injuries_best", "injuries_high"]
            .map(named)
            .each_ref()
    );
    assert_eq!(mapping.source, ["source"]);
    assert_eq!(mapping.number, None);
}

#[test]
fn the_columns_of_the_ged_samples() {
    for file in [
        "ucdp_ged251_events_sample_10k.json",
        "ucdp_ged251_sample_pak_afg_2018-2024.csv",
    ] {
        let Some((look, table)) = table(file) else {
            return;
        };
        let mapping = &look.mapping;
        assert_eq!(mapping.date.at, DateAt::One("date".to_owned()), "{file}");
        assert_eq!(mapping.id.as_deref(), Some("id"));
        assert_eq!(mapping.killed.best.as_deref(), Some("best"));
        assert_eq!(mapping.kind.columns, ["type_of_violence"]);
        assert_eq!(mapping.victims.len(), 2);
        assert_eq!(table.kind_name(table.kind.code(0)), "State-based violence");
        assert!((0..table.len()).all(|row| table.days.get(row).is_some()));
    }
}

/// Every header of the corpus is known, as each profile says of itself.
#[test]
fn headers_of_the_corpus() {
    for (file, sign, expected) in [
        ("ucdp_ged_49.csv", ',', "49 of 49 columns of UCDP GED"),
        ("ucdp_hdx_50.csv", ',', "49 of 49 columns of UCDP GED"),
        ("ucdp_hdx_43.csv", ',', "42 of 49 columns of UCDP GED"),
        ("acled_current_31.csv", ',', "31 of 31 columns of ACLED"),
        (
            "acled_legacy_30.csv",
            ',',
            "30 of 30 columns of ACLED (legacy)",
        ),
        ("gtd_135.csv", ',', "135 of 135 columns of GTD"),
        ("gdelt1_58.tsv", '\t', "58 of 58 columns of GDELT 1.0"),
        (
            "gdelt1_backfile_57.tsv",
            '\t',
            "57 of 58 columns of GDELT 1.0",
        ),
        ("gdelt2_61.tsv", '\t', "61 of 61 columns of GDELT 2.0"),
        ("icews_20.tsv", '\t', "20 of 20 columns of ICEWS"),
    ] {
        let Some(path) = corpus(&format!("events/headers/{file}")) else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("read");
        let names = text.lines().next().unwrap_or_default().split(sign);
        let names: Vec<String> = names.map(str::to_owned).collect();
        let meaning = Meaning::of(&names, &[], true, &profiles::bundled());
        assert_eq!(meaning.why, expected, "{file}");
        assert!(meaning.is_certain, "{file}");
    }
}

/// A row of a profile with these cells, the others empty.
fn row(profile: &Mapping, cells: &[(&str, &str)]) -> String {
    let cell = |name: &String| {
        let found = cells.iter().find(|(column, _)| column == name);
        found.map_or("", |(_, cell)| cell)
    };
    let cells: Vec<&str> = profile.columns.iter().map(cell).collect();
    cells.join(",")
}

#[test]
fn acled_in_both_ways_of_writing_days() {
    let acled = profiles::named("ACLED").expect("a profile");
    let event = |id, day, exact, kind, dead| {
        let cells = [
            ("event_id_cnty", id),
            ("event_date", day),
            ("time_precision", exact),
            ("event_type", "Battles"),
            ("sub_event_type", kind),
            ("actor1", "TTP"),
            ("actor2", "Police"),
            ("latitude", "33.5"),
            ("longitude", "70.25"),
            ("fatalities", dead),
        ];
        row(&acled, &cells)
    };
    let text = [
        acled.columns.join(","),
        event("PAK1", "16 May 2025", "1", "Armed clash", "3"),
        event("PAK2", "2025-05-16", "2", "Air/drone strike", "0"),
        event("PAK3", "16-05-2025", "3", "Grenade", ""),
        event("PAK1", "16 May 2025", "1", "", "3"),
        event("PAK5", "31 February 2025", "1", "Cyber attack", "1"),
    ];
    let (meaning, table) = made_up("/acled.csv", &text.join("\n"));
    assert!(meaning.is_certain);
    let expected = [
        "2025-05-16",
        "2025-05-13..2025-05-19",
        "2025-05-01..2025-05-31",
        "2025-05-16",
        "2025-02-01..2025-02-28",
    ];
    assert_eq!(days(&table), expected);
    let names: Vec<&str> = (0..5)
        .map(|row| table.kind_name(table.kind.code(row)))
        .collect();
    assert_eq!(
        names,
        ["Attack", "Strike", "Explosion", "Battles", "Cyber attack"]
    );
    assert_eq!(
        told(&table),
        [
            "line 4, fatalities: how many were killed is not known for 1 row: they add nothing to tolls, which is not zero",
            "line 5, event_id_cnty: 1 row has an id that another row has too, as where each event is listed once for every actor: each row is counted by itself, and a newer edition is compared by the first",
            "line 6, event_date “31 February 2025”: there is no such day: all days of its month were taken",
            "line 6, sub_event_type “Cyber attack”: what this type means is not in the mapping: 1 row taken for incidents of this name",
        ]
    );
}

#[test]
fn gtd_with_unknown_days_and_shared_tolls() {
    let gtd = profiles::named("GTD").expect("a profile");
    let event = |id, month, day, until, dead| {
        let cells = [
            ("eventid", id),
            ("iyear", "2016"),
            ("imonth", month),
            ("iday", day),
            ("resolution", until),
            ("attacktype1_txt", "Bombing/Explosion"),
            ("gname", "Unknown"),
            ("nkill", dead),
            ("nwound", "-9"),
            ("latitude", "0"),
            ("longitude", "0"),
        ];
        row(&gtd, &cells)
    };
    let text = [
        gtd.columns.join(","),
        event("201601000001", "1", "0", "", "2.5"),
        event("201600000002", "0", "0", "", "-9"),
        event("201602310003", "2", "31", "", "1"),
        event("201603300004", "3", "30", "2016-04-02", "8"),
        event("201603300005", "3", "0", "2016-04-02", "8"),
        event("201603300006", "3", "30", "2016-03-01", "8"),
    ];
    let (meaning, table) = made_up("/gtd.csv", &text.join("\n"));
    assert!(meaning.is_certain);
    let expected = [
        "2016-01-01..2016-01-31",
        "2016-01-01..2016-12-31",
        "2016-02-01..2016-02-29",
        "2016-03-30..2016-04-02",
        "2016-03-01..2016-03-31",
        "2016-03-30",
    ];
    assert_eq!(days(&table), expected);
    let lasted: Vec<u32> = (0..6).filter(|row| table.lasted(*row)).collect();
    assert_eq!(lasted, [3], "only what has a start and an end");
    let best: Vec<Option<u32>> = (0..3).map(|row| table.killed.get(row).best).collect();
    assert_eq!(best, [Some(3), None, Some(1)]);
    assert!((0..3).all(|row| table.injured.get(row).best.is_none()));
    let told = told(&table).join("\n");
    for part in [
        "line 2, nkill “2.5”: it is a fraction: rounded",
        "line 4, iday “31”: there is no such day",
        "line 6, resolution “2016-04-02”: on which day it began is not known",
        "line 7, resolution “2016-03-01”: it ends before it begins: its end is left out",
        "line 2, latitude “0”: 0, 0 lies in the open sea",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn an_attack_that_went_on_counts_at_its_start_and_its_toll_over_its_length() {
    let text = "id,day,over,dead\n1,2016-03-30,2016-04-02,8\n2,2016-03-31,,2\n";
    let mapping = Mapping {
        date: DateColumns {
            at: DateAt::One("day".to_owned()),
            until: Some("over".to_owned()),
            ..DateColumns::default()
        },
        killed: EstimateColumns {
            best: Some("dead".to_owned()),
            ..EstimateColumns::default()
        },
        ..Mapping::default()
    };
    let bytes = Arc::new(text.as_bytes().to_vec());
    let table = load(bytes, &TableLayout::default(), &mapping, &|_| true).expect("a table");
    let names = Names::new(&table, &Project::default());
    let months = |measure| {
        let how = Counting {
            measure,
            split: Split::None,
            ..Counting::default()
        };
        let (all, columns) = (Mask::all(table.len()), ColumnCache::default());
        let counts = count(&table, &columns, &names, &all, &how, &|_| true).expect("counted");
        let cells = (0..counts.buckets.len()).map(|at| counts.cell(at, 0));
        cells
            .map(|cell| (cell.certain, cell.expected))
            .collect::<Vec<_>>()
    };
    assert_eq!(months(Measure::Events), [(2.0, 2.0)]);
    assert_eq!(
        months(Measure::Toll(Harm::Killed, Bound::Best)),
        [(2.0, 6.0), (0.0, 4.0)]
    );
}

#[test]
fn tables_of_counts_leave_their_totals_out() {
    let (meaning, table) = made_up(
        "/satp.csv",
        "Year,Incidents of Killing,Civilians,Security Forces,Terrorists,Total\n\
         2000,13,10,4,5,19\n2001,21,1,2,3,6\nTotal*,34,11,6,8,25\n",
    );
    assert_eq!(
        meaning.mapping.number.as_deref(),
        Some("Incidents of Killing")
    );
    assert_eq!(
        days(&table),
        ["2000-01-01..2000-12-31", "2001-01-01..2001-12-31"]
    );
    let numbers: Vec<Option<u32>> = (0..2).map(|row| table.number.get(row)).collect();
    assert_eq!(numbers, [Some(13), Some(21)]);
    assert_eq!(table.killed.get(0).best, Some(19));
    assert_eq!(table.refused, 1);
    assert_eq!(
        told(&table),
        [
            "line 4, Year “Total*”: it is a total of other rows: left out, so that nothing counts twice"
        ]
    );
}

/// The same rows with a total of each year and one of all, in tables of counts and of tolls only.
#[test]
fn totals_stand_in_columns_of_months_and_of_places_too() {
    let months = "January February March April May June July August September October November \
                  December";
    let mut lines = Vec::new();
    for year in [2022, 2023] {
        for (month, number) in months.split_whitespace().zip(1..) {
            lines.push([
                year.to_string(),
                month.to_owned(),
                number.to_string(),
                (2 * number).to_string(),
            ]);
        }
        lines.push([
            year.to_string(),
            "Total".to_owned(),
            "78".to_owned(),
            "156".to_owned(),
        ]);
    }
    let of = |columns: &[usize], head: &str| {
        let row = |cells: &[String; 4]| {
            let cells: Vec<&str> = columns.iter().map(|at| cells[*at].as_str()).collect();
            cells.join(",")
        };
        let rows: Vec<String> = lines.iter().map(row).collect();
        format!("{head}\n{}\n", rows.join("\n"))
    };
    let places = "Date,Province,Killed\n2024-01-01,KP,5\n2024-01-02,Balochistan,6\n,Total,11\n";
    let years = "Year,Province,Killed\n2023,KP,5\n2023,Sindh,6\n2023,Total,11\n\
                 2024,KP,1\n2024,Sindh,1\n2024,Total,2\n";
    for (text, killed, rows, left_out) in [
        (of(&[0, 1, 2, 3], "Year,Month,Incidents,Killed"), 312, 24, 2),
        (of(&[0, 1, 3], "Year,Month,Killed"), 312, 24, 2),
        (places.to_owned(), 11, 2, 1),
        (years.to_owned(), 13, 4, 2),
    ] {
        let (_, table) = made_up("/totals.csv", &text);
        let sum: u32 = (0..table.len())
            .filter_map(|row| table.killed.get(row).best)
            .sum();
        assert_eq!(
            (sum, table.len(), table.refused),
            (killed, rows, left_out),
            "{text}"
        );
        let told = told(&table);
        let left_out = told
            .iter()
            .filter(|line| line.contains("“Total”: it is a total of other rows"));
        assert_eq!(left_out.count() as u32, table.refused, "{told:?}");
    }
}

#[test]
fn years_with_the_marks_of_footnotes_are_years() {
    let (meaning, table) = made_up(
        "/marked.csv",
        "Year,Incidents,Killed\n2022,3,5\n2023[1],4,6\n2024*,1,2\n",
    );
    assert_eq!(meaning.mapping.date.at, DateAt::One("Year".to_owned()));
    assert_eq!(meaning.mapping.number.as_deref(), Some("Incidents"));
    assert_eq!(
        days(&table),
        [
            "2022-01-01..2022-12-31",
            "2023-01-01..2023-12-31",
            "2024-01-01..2024-12-31"
        ]
    );
    let what = "what stands behind the date was taken for a footnote";
    assert_eq!(
        told(&table),
        [
            format!("line 3, Year “2023[1]”: {what}"),
            format!("line 4, Year “2024*”: {what}"),
        ]
    );
}

#[test]
fn a_few_bad_cells_leave_a_date_a_date() {
    let row = |number: u32, bad: u32| match number < bad {
        true => "soon,1\n".to_owned(),
        false => format!("2024-01-{:02},1\n", number + 1),
    };
    for (bad, all, expected) in [
        (1, 5, DateAt::One("date".to_owned())),
        (2, 9, DateAt::One("date".to_owned())),
        (2, 5, DateAt::Nowhere),
    ] {
        let rows: String = (0..all).map(|number| row(number, bad)).collect();
        let (meaning, table) = made_up("/bad.csv", &format!("date,killed\n{rows}"));
        assert_eq!(meaning.mapping.date.at, expected, "{bad} of {all}");
        assert_eq!(table.len(), all);
    }
}

#[test]
fn a_list_of_our_own_is_guessed_and_says_what_it_cannot_tell() {
    let (meaning, table) = made_up(
        "/list.csv",
        "Incident date,Location,Attack type,Killed,Injured,Remarks\n\
         01/02/2021,Quetta,IED,3,5-7,first\n02/03/2021,Kech,Firing,12+,,second\n",
    );
    assert!(!meaning.is_certain);
    assert_eq!(meaning.mapping.date.style, DateStyle::DayFirst);
    assert_eq!(meaning.questions.len(), 1, "{:?}", meaning.questions);
    assert_eq!(days(&table), ["2021-02-01", "2021-03-02"]);
    assert_eq!(table.killed.get(1).best, Some(12));
    assert_eq!(table.injured.get(0).best, None);
    assert_eq!(
        (table.injured.get(0).low, table.injured.get(0).high),
        (Some(5), Some(7))
    );
    assert_eq!(table.warned, 2, "{:?}", told(&table));
}

proptest! {
    /// A profile is written as a file that people can read, and read as it was.
    #[test]
    fn any_profile_survives_its_file(numbers in proptest::collection::vec(any::<u32>(), 120)) {
        let mut choices = Choices::new(numbers);
        let id = "b1-k3f9".parse().expect("an id");
        let mapping = arbitrary_tables::table(id, &Project::default(), &mut choices).mapping;
        let text = profiles::write(&mapping);
        prop_assert_eq!(profiles::read(text.as_bytes()), Ok(mapping), "{}", text);
    }
}

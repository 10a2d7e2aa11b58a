//! The figures of `golden_numbers.json`, which others counted, out of tables as they are read.
//! They agree with a count of the same files by Python's csv and json.

use super::child;
use crate::support::corpus::corpus;
use std::collections::BTreeMap;
use std::sync::Arc;
use tightrope::ingest::tables::{Look, look, read};
use tightrope::model::codebook::Family;
use tightrope::model::day::{Day, DayRange};
use tightrope::storage::files::DiskFiles;
use tightrope::tables::LoadedTable;
use tightrope::tables::column::column;

/// A table of the corpus as the program reads it by itself; `None` where there is no corpus.
pub(super) fn table(file: &str) -> Option<(Look, Arc<LoadedTable>)> {
    let path = corpus(&format!("events/{file}"))?;
    let look = look(&DiskFiles, &child(), &path).expect("looked at");
    let read = read(
        &DiskFiles,
        &child(),
        &path,
        &look.layout,
        &look.mapping,
        &|_| true,
    );
    Some((look, read.expect("read").table))
}

fn expected() -> serde_json::Value {
    let path = corpus("events/golden_numbers.json").expect("a corpus");
    serde_json::from_slice(&std::fs::read(path).expect("read")).expect("JSON")
}

/// The cells of any column of the file.
fn cells(table: &LoadedTable, name: &str) -> Vec<String> {
    let index = table.column(name).expect("a column");
    let coded = column(table, index, &|_| true).expect("read");
    let rows = 0..table.len();
    rows.map(|row| coded.text(row).to_owned()).collect()
}

fn counted<'c>(cells: impl IntoIterator<Item = &'c String>) -> serde_json::Value {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for cell in cells {
        *counts.entry(cell).or_default() += 1;
    }
    serde_json::to_value(counts).expect("plain")
}

fn year(day: Day) -> i16 {
    day.date().year()
}

#[test]
fn pakistan() {
    let Some((look, table)) = table("ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let golden = &expected()["ucdp_hdx_pakistan_1989-2021.csv"];
    assert!(look.is_certain);
    assert_eq!(look.meaning.why, "49 of 49 columns of UCDP GED");
    assert_eq!(golden["events"], table.len());
    assert_eq!(golden["columns"], table.columns.len());
    assert_eq!(table.refused, 0);
    let rows = || 0..table.len();
    let killed = |row| table.killed.get(row);
    let sum = |number: fn(tightrope::model::toll::Estimate) -> Option<u32>| -> u64 {
        rows()
            .filter_map(|row| number(killed(row)))
            .map(u64::from)
            .sum()
    };
    assert_eq!(golden["sum_low"], sum(|it| it.low));
    assert_eq!(golden["sum_best"], sum(|it| it.best));
    assert_eq!(golden["sum_high"], sum(|it| it.high));
    let count = |fits: &dyn Fn(u32) -> bool| rows().filter(|row| fits(*row)).count();
    assert_eq!(
        golden["low_ne_high"],
        count(&|row| killed(row).low != killed(row).high)
    );
    assert_eq!(
        golden["best_zero"],
        count(&|row| killed(row).best == Some(0))
    );
    let days = |row| table.days.get(row).expect("every row has a date");
    assert_eq!(golden["multi_day"], count(&|row| days(row).days() > 1));
    // Warnings: best outside low to high, and nothing else.
    assert_eq!(golden["best_outside_low_high"], table.warnings.len());
    let outside = table.warnings.iter();
    assert!(
        outside
            .clone()
            .all(|warning| warning.what.contains("outside"))
    );
    assert!(
        outside
            .clone()
            .all(|warning| warning.column == "best" && !warning.value.is_empty())
    );
    assert_eq!(golden["date_prec"], counted(&cells(&table, "date_prec")));
    assert_eq!(golden["where_prec"], counted(&cells(&table, "where_prec")));
    let number = cells(&table, "number_of_sources");
    assert_eq!(
        golden["number_of_sources_minus1"],
        number.iter().filter(|cell| *cell == "-1").count()
    );
    let province = cells(&table, "adm_1");
    assert_eq!(
        golden["adm1_blank"],
        province.iter().filter(|cell| cell.is_empty()).count()
    );
}

#[test]
fn pakistan_by_dyad_and_year() {
    let Some((_, table)) = table("ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let golden = &expected()["ucdp_hdx_pakistan_1989-2021.csv"];
    let dyads = cells(&table, "dyad_name");
    let rows_of = |dyad: &str| -> Vec<u32> {
        let rows = (0..table.len()).zip(&dyads);
        rows.filter(|(_, name)| *name == dyad)
            .map(|(row, _)| row)
            .collect()
    };
    let by_year = |rows: &[u32], add: &dyn Fn(u32) -> u32| {
        let mut years: BTreeMap<String, u32> =
            (2018..2022).map(|year| (year.to_string(), 0)).collect();
        for row in rows {
            let first = table.days.get(*row).expect("a date").first();
            if let Some(sum) = years.get_mut(&year(first).to_string()) {
                *sum += add(*row);
            }
        }
        serde_json::to_value(years).expect("plain")
    };
    let ttp = rows_of("Government of Pakistan - TTP");
    assert_eq!(golden["ttp_dyad_events"], ttp.len());
    assert_eq!(golden["ttp_by_year_2018_2021"], by_year(&ttp, &|_| 1));
    let best = |row| table.killed.get(row).best.expect("a number");
    assert_eq!(golden["ttp_best_by_year_2018_2021"], by_year(&ttp, &best));
    let bla = rows_of("Government of Pakistan - BLA");
    assert_eq!(golden["bla_dyad_events"], bla.len());
    assert_eq!(golden["bla_by_year_2018_2021"], by_year(&bla, &|_| 1));
}

/// The dead of rows that are a year long are spread over the year, never piled on its first day.
#[test]
fn year_long_rows_make_no_spike() {
    let Some((_, table)) = table("ucdp_hdx_pakistan_1989-2021.csv") else {
        return;
    };
    let ids = cells(&table, "id");
    for (id, year, best) in [("57152", 2009, 1_428), ("52824", 2010, 728)] {
        let row = ids.iter().position(|cell| cell == id).expect("the row") as u32;
        let first = Day::from_ymd(year, 1, 1).unwrap();
        let last = Day::from_ymd(year, 12, 31).unwrap();
        assert_eq!(table.days.get(row), DayRange::new(first, last));
        assert_eq!(table.killed.get(row).best, Some(best));
    }
    let new_year = Day::from_ymd(2009, 1, 1).unwrap();
    let share = |row: u32| {
        let days = table.days.get(row).expect("a date");
        let best = f64::from(table.killed.get(row).best.unwrap_or(0));
        (days.contains(new_year)).then(|| best / f64::from(days.days()))
    };
    let on_new_year: f64 = (0..table.len()).filter_map(share).sum();
    // By the first day alone it would be 1,451.
    assert!((on_new_year - 24.015_306).abs() < 1e-5, "{on_new_year}");
}

#[test]
fn maverick() {
    let Some((look, table)) = table("maverick_event_reports.csv") else {
        return;
    };
    let golden = &expected()["maverick_event_reports.csv"];
    assert!(!look.is_certain);
    assert_eq!(golden["reports"], table.len());
    assert_eq!(golden["columns"], table.columns.len());
    let mut events: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (row, event) in (0..).zip(cells(&table, "event_id")) {
        events.entry(event).or_default().push(row);
    }
    assert_eq!(golden["events"], events.len());
    let several: Vec<&Vec<u32>> = events.values().filter(|rows| rows.len() > 1).collect();
    assert_eq!(golden["multi_report_events"], several.len());
    let most = several.iter().map(|rows| rows.len()).max();
    assert_eq!(golden["max_reports_per_event"], most.unwrap_or(0));
    let disagree = |what: &dyn Fn(u32) -> Option<i64>| {
        let differ = |rows: &&&Vec<u32>| rows.iter().any(|row| what(*row) != what(rows[0]));
        several.iter().filter(differ).count()
    };
    let best = |row| table.killed.get(row).best.map(i64::from);
    assert_eq!(
        golden["multi_events_disagreeing_deaths_best"],
        disagree(&best)
    );
    let starts = cells(&table, "date_start");
    let start = |row: u32| {
        let text = &starts[row as usize];
        let date: jiff::civil::Date = text.parse().expect("a date");
        Some(i64::from(Day::from(date).number()))
    };
    assert_eq!(
        golden["multi_events_differing_date_start"],
        disagree(&start)
    );
    // Ten reports end before they begin: told, and the days exchanged.
    let exchanged = table
        .warnings
        .iter()
        .filter(|warning| warning.what.contains("exchanged"));
    assert_eq!(exchanged.count(), 10);
    let sum: u64 = (0..table.len())
        .filter_map(best)
        .map(|best| best as u64)
        .sum();
    assert_eq!(sum, 11_795);
}

#[test]
fn gdelt() {
    let Some((look, table)) = table("gdelt_events_mixed_57_58_cols.tsv") else {
        return;
    };
    let golden = &expected()["gdelt_events_mixed_57_58_cols.tsv"];
    assert!(look.is_certain && !look.layout.header, "{:?}", look.meaning);
    assert_eq!(look.mapping.profile, "GDELT 1.0");
    assert_eq!(golden["rows"], table.len());
    assert_eq!(table.refused, 0);
    let width = |row| table.records.read(row).expect("read").len();
    let with = |cells| (0..table.len()).filter(|row| width(*row) == cells).count();
    assert_eq!(golden["cols_57"], with(57));
    assert_eq!(golden["cols_58"], with(58));
    let fights = (0..table.len()).filter(|row| {
        let code = table.kind.text(*row);
        ["18", "19", "20"].iter().any(|root| code.starts_with(root))
    });
    assert_eq!(golden["root_codes_18_19_20"], fights.clone().count());
    assert!(
        fights
            .clone()
            .all(|row| table.family(table.kind.code(row)) == Family::Incident)
    );
    assert!((0..table.len()).all(|row| table.kind_value(table.kind.code(row)).is_some()));
    let found = cells(&table, "DATEADDED");
    let happened = cells(&table, "SQLDATE");
    let later = found
        .iter()
        .zip(&happened)
        .filter(|(found, happened)| found != happened);
    assert_eq!(golden["sqldate_ne_dateadded"], later.count());
    assert!((0..table.len()).all(|row| table.days.get(row).is_some_and(|days| days.days() == 1)));
}

#[test]
fn sample_of_ged_in_json() {
    let Some((look, table)) = table("ucdp_ged251_events_sample_10k.json") else {
        return;
    };
    let golden = &expected()["ucdp_ged251_events_sample_10k.json"];
    assert!(!look.is_certain);
    assert_eq!(golden["events"], table.len());
    let of = |country| {
        (0..table.len())
            .filter(|row| table.country.text(*row) == country)
            .count()
    };
    assert_eq!(golden["pak"], of("Pakistan"));
    assert_eq!(golden["afg"], of("Afghanistan"));
    let days = || (0..table.len()).filter_map(|row| table.days.get(row));
    assert_eq!(days().count(), table.len() as usize);
    let first = days().map(DayRange::first).min().expect("a day");
    let last = days().map(DayRange::last).max().expect("a day");
    assert_eq!(golden["min"], first.to_string());
    assert_eq!(golden["max"], last.to_string());
    let best: u64 = (0..table.len())
        .filter_map(|row| table.killed.get(row).best)
        .map(u64::from)
        .sum();
    assert_eq!(best, 174_071);
    assert_eq!(table.warnings.len(), 0, "{:?}", table.warnings.first());
}

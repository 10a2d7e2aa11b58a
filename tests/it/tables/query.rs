//! Rows that fit, in order, and the values they are chosen by.

use super::made::{kept, mapping, project, table};
use super::{dyad, pakistan};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use tightrope::model::codebook::Family;
use tightrope::model::day::Day;
use tightrope::model::id::{RowId, TypedId as _};
use tightrope::model::mapping::Mapping;
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest, SortKey};
use tightrope::model::table::TableRow;
use tightrope::model::view::Filter;
use tightrope::tables::LoadedTable;
use tightrope::tables::columns::ColumnCache;
use tightrope::tables::facets::{Facets, facets};
use tightrope::tables::joined::Names;
use tightrope::tables::keys::{named, row_kept, row_key, rows_kept};
use tightrope::tables::load::CannotLoad;
use tightrope::tables::query::{RowQuery, Rows, find};

/// Rows that show how names, kinds, dates and numbers are meant.
const ROWS: &str = "\
10,2020-01-01,2020-01-01,1,TTP,Army,Bannu,Pakistan,1,2,3,Dawn;AFP,Shots at a checkpost,5
11,2020-01-31,2020-02-02,1,Tehrik-i-Taliban Pakistan,Police,BANNU,Pakistan,,,,AFP,A *bomb* in a  mosque,40
12,,,2,Taliban,Civilians; Army,,Pakistan,0,0,0,,\"Two lines,
one of them of a Bomb\",7
13,2019-12-31,2019-12-31,3,,,Kābul,Afghanistan,4,5,,Dawn,,
14,2020-02-02,2020-02-02,9,tehreek-e-taliban pakistan;Jaish,army ,Kabul,,,100,200,,No,-3
";

fn one(field: RowField, test: RowTest) -> RowQuery {
    RowQuery {
        filters: vec![RowFilter { field, test }],
        ..RowQuery::default()
    }
}

fn is(value: &str) -> RowTest {
    RowTest::OneOf(vec![value.to_owned()])
}

/// The ids of the rows found, in order.
fn ids(table: &LoadedTable, project: &Project, query: &RowQuery) -> Vec<u32> {
    let names = Names::new(table, project);
    let rows = find(table, &ColumnCache::default(), &names, query, &|_| true).expect("found");
    rows.as_slice().iter().map(|row| row + 10).collect()
}

#[test]
fn each_filter_leaves_the_rows_that_fit() {
    let table = table(ROWS, &mapping());
    let contains = |text: &str| RowTest::Contains(text.to_owned());
    let days = |from: Option<(u8, u8)>, to: Option<(u8, u8)>| {
        let day = |(month, day)| Day::from_ymd(2020, month, day).expect("a day");
        RowTest::days(from.map(day), to.map(day))
    };
    let numbers = |least, most| RowTest::Numbers { least, most };
    let column = |name: &str| RowField::Column(name.to_owned());
    for (field, test, expected) in [
        (RowField::Initiator, is("ttp"), vec![10, 11, 14]),
        (
            RowField::Initiator,
            is("Tehreek-e-Taliban Pakistan"),
            vec![10, 11, 14],
        ),
        // A name of two actors stands for neither.
        (RowField::Initiator, is("Taliban"), vec![12]),
        (RowField::Initiator, is("Afghan Taliban"), vec![]),
        (RowField::Initiator, is("JAISH"), vec![14]),
        (RowField::Actor, is("army"), vec![10, 12, 14]),
        (
            RowField::Actor,
            RowTest::NoneOf(vec!["Army".to_owned()]),
            vec![11, 13],
        ),
        (RowField::Actor, is(""), vec![13]),
        (RowField::Actor, contains("taliban"), vec![11, 12, 14]),
        (RowField::Actor, contains("ttp"), vec![10, 11, 14]),
        (RowField::Place, is("Bannu"), vec![10, 11]),
        (RowField::Place, is(""), vec![12]),
        (RowField::Place, contains("kabul"), vec![13, 14]),
        (RowField::Kind, is("strike"), vec![10, 11]),
        (RowField::Kind, is("1"), vec![10, 11]),
        (RowField::Kind, is("State-based"), vec![10, 11]),
        (RowField::Kind, is("Non-state"), vec![12]),
        (RowField::Kind, is("9"), vec![14]),
        (RowField::Country, is(""), vec![14]),
        (RowField::Source, is("afp"), vec![10, 11]),
        (RowField::Source, is(""), vec![12, 14]),
        (
            RowField::Source,
            RowTest::NoneOf(vec!["Dawn".to_owned()]),
            vec![11, 12, 14],
        ),
        (RowField::Days, days(Some((2, 1)), None), vec![11, 14]),
        (RowField::Days, days(None, Some((1, 1))), vec![10, 13]),
        (RowField::Days, days(None, None), vec![10, 11, 13, 14]),
        (RowField::Days, is(""), vec![12]),
        (RowField::Days, contains("2020-02"), vec![11, 14]),
        (
            RowField::Killed,
            numbers(Some(0.0), Some(5.0)),
            vec![10, 12, 13],
        ),
        (RowField::Killed, numbers(None, None), vec![10, 12, 13, 14]),
        (RowField::Killed, is(""), vec![11]),
        (RowField::Injured, numbers(None, None), vec![]),
        (
            column("score"),
            numbers(Some(-3.0), Some(7.0)),
            vec![10, 12, 14],
        ),
        (column("score"), is(""), vec![13]),
        (column("from"), days(Some((1, 2)), None), vec![11, 14]),
        (column("office"), is("dawn;afp"), vec![10]),
        (RowField::Words, contains("\"bomb in a mosque\""), vec![]),
        (RowField::Words, contains("BÖMB"), vec![11, 12]),
        (RowField::Words, contains("lines, one"), vec![12]),
        (RowField::Words, is("checkpost"), vec![10]),
    ] {
        let found = ids(&table, &project(), &one(field.clone(), test.clone()));
        assert_eq!(found, expected, "{field:?} {test:?}");
    }
}

#[test]
fn words_must_all_be_found_wherever_they_stand() {
    let table = table(ROWS, &mapping());
    for (words, expected) in [
        ("", vec![10, 11, 12, 13, 14]),
        ("ttp bomb", vec![11]),
        ("bomb army", vec![12]),
        ("\"in a mosque\"", vec![11]),
        ("\"mosque a\"", vec![]),
        ("kabul", vec![13, 14]),
        ("afghan", vec![13]),
    ] {
        let query = one(RowField::Words, RowTest::Contains(words.to_owned()));
        assert_eq!(ids(&table, &project(), &query), expected, "{words}");
    }
}

#[test]
fn a_missing_column_and_a_stop_are_said() {
    let table = table(ROWS, &mapping());
    let names = Names::new(&table, &Project::default());
    let columns = ColumnCache::default();
    let query = one(RowField::Column("colour".to_owned()), is("red"));
    let error = find(&table, &columns, &names, &query, &|_| true).expect_err("no column");
    assert!(error.to_string().contains("\"colour\""), "{error}");
    let query = one(RowField::Column("score".to_owned()), is("5"));
    let stopped = find(&table, &columns, &names, &query, &|_| false);
    assert!(matches!(stopped, Err(CannotLoad::Stopped)));
}

#[test]
fn rows_are_sorted_by_what_cells_mean() {
    let table = table(ROWS, &mapping());
    let key = |field: RowField, descending| SortKey { field, descending };
    let column = |name: &str| RowField::Column(name.to_owned());
    for (keys, expected) in [
        (vec![key(RowField::Days, false)], vec![13, 10, 11, 14, 12]),
        (vec![key(RowField::Days, true)], vec![14, 11, 10, 13, 12]),
        (vec![key(RowField::Killed, true)], vec![14, 13, 10, 12, 11]),
        (vec![key(column("score"), false)], vec![14, 10, 12, 11, 13]),
        (vec![key(RowField::Place, false)], vec![10, 11, 13, 14, 12]),
        (vec![key(RowField::Place, true)], vec![13, 14, 10, 11, 12]),
        (
            vec![key(RowField::Country, false), key(RowField::Killed, true)],
            vec![13, 10, 12, 11, 14],
        ),
        (
            vec![key(RowField::Kind, true), key(RowField::Days, true)],
            vec![13, 11, 10, 12, 14],
        ),
    ] {
        let query = RowQuery {
            sort: keys.clone(),
            ..RowQuery::default()
        };
        assert_eq!(ids(&table, &project(), &query), expected, "{keys:?}");
    }
}

#[test]
fn the_filters_of_a_view_say_what_they_can_of_a_table() {
    let table = table(ROWS, &mapping());
    let project = project();
    let (kind, actor) = (
        *project.kinds.keys().next().expect("a kind"),
        *project.actors.keys().next().expect("an actor"),
    );
    let (here, other) = (
        "b1-k3f9".parse().expect("id"),
        "b2-k3f9".parse().expect("id"),
    );
    let dawn = RowFilter {
        field: RowField::Source,
        test: is("Dawn"),
    };
    for (filters, expected) in [
        (vec![Filter::Kind(kind)], vec![10, 11]),
        (vec![Filter::Actor(actor)], vec![10, 11, 14]),
        (vec![Filter::Actor(actor), Filter::Kind(kind)], vec![10, 11]),
        (vec![Filter::Family(Family::Diplomatic)], vec![13]),
        (vec![Filter::Family(Family::Incident)], vec![10, 11, 12, 14]),
        (
            vec![
                Filter::Family(Family::Incident),
                Filter::Family(Family::Diplomatic),
            ],
            vec![],
        ),
        (vec![Filter::Rows(here, dawn.clone())], vec![10, 13]),
        (vec![Filter::Rows(other, dawn)], vec![10, 11, 12, 13, 14]),
    ] {
        let query = RowQuery::of_view(&filters, here, &project);
        assert_eq!(ids(&table, &project, &query), expected, "{filters:?}");
    }
}

#[test]
fn names_are_joined_anew_only_when_there_is_a_reason() {
    let table = table(ROWS, &mapping());
    let mut project = project();
    let names = Names::new(&table, &project);
    assert!(names.is_of(&table, &project.clone()));
    let first = *project.actors.keys().next().expect("an actor");
    project.actors.remove(&first);
    assert!(!names.is_of(&table, &project));
}

/// The rows each facet of a field leaves when it is chosen, and what is written beside it.
fn chosen(table: &LoadedTable, project: &Project, field: &RowField) -> Vec<(String, u32, usize)> {
    let names = Names::new(table, project);
    let columns = ColumnCache::default();
    let found = facets(table, &columns, &names, &Rows::all(table), field, &|_| true);
    let with = |test: RowTest| {
        let query = one(field.clone(), test);
        find(table, &columns, &names, &query, &|_| true)
            .expect("found")
            .len()
    };
    match found.expect("facets") {
        Facets::Values(values) => values
            .into_iter()
            .take(25)
            .map(|(name, rows)| (name.clone(), rows, with(is(&name))))
            .collect(),
        Facets::Numbers { bins, unknown } => {
            let all = with(RowTest::Numbers {
                least: None,
                most: None,
            });
            let sum: u32 = bins.iter().map(|bin| bin.rows).sum();
            let rest = table.len() as usize - all;
            let mut out = vec![("all".to_owned(), sum, all), (String::new(), unknown, rest)];
            out.extend(bins.into_iter().map(|bin| {
                let test = RowTest::Numbers {
                    least: Some(bin.least),
                    most: Some(bin.most),
                };
                (format!("{bin:?}"), bin.rows, with(test))
            }));
            out
        }
        Facets::Days { bins, undated, .. } => {
            let all = with(RowTest::Days {
                from: None,
                to: None,
            });
            let mut out = vec![(String::new(), undated, table.len() as usize - all)];
            out.extend(bins.into_iter().map(|(days, rows)| {
                let test = RowTest::days(Some(days.first()), Some(days.last()));
                (format!("{days:?}"), rows, with(test))
            }));
            out
        }
    }
}

#[test]
fn what_is_counted_beside_a_value_is_what_choosing_it_finds() {
    let made = table(ROWS, &mapping());
    let fields = |column: &[&str]| {
        let columns = column
            .iter()
            .map(|name| RowField::Column((*name).to_owned()));
        let known = [
            RowField::Days,
            RowField::Kind,
            RowField::Initiator,
            RowField::Target,
            RowField::Actor,
            RowField::Place,
            RowField::Country,
            RowField::Source,
            RowField::Killed,
            RowField::Injured,
        ];
        known.into_iter().chain(columns).collect::<Vec<_>>()
    };
    let check = |table: &LoadedTable, fields: Vec<RowField>| {
        let mut seen = 0;
        for field in fields {
            for (value, rows, found) in chosen(table, &project(), &field) {
                assert_eq!(rows as usize, found, "{field:?} {value}");
                seen += 1;
            }
        }
        seen
    };
    let seen = check(&made, fields(&["score", "office", "to", "told"]));
    assert!(seen > 40, "{seen}");
    if let Some(table) = pakistan() {
        let columns = ["latitude", "date_start", "adm_1", "number_of_sources", "id"];
        check(&table, fields(&columns)[3..].to_vec());
    }
}

#[test]
fn facets_join_names_and_list_the_most_frequent_first() {
    let table = table(ROWS, &mapping());
    let of = |field: RowField| -> Vec<(String, u32)> {
        let names = Names::new(&table, &project());
        let rows = Rows::all(&table);
        let found = facets(
            &table,
            &ColumnCache::default(),
            &names,
            &rows,
            &field,
            &|_| true,
        );
        match found.expect("facets") {
            Facets::Values(values) => values,
            other => panic!("{other:?}"),
        }
    };
    let named = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
        pairs
            .iter()
            .map(|(name, rows)| ((*name).to_owned(), *rows))
            .collect()
    };
    let expected = [("TTP", 3), ("", 1), ("Jaish", 1), ("Taliban", 1)];
    assert_eq!(of(RowField::Initiator), named(&expected));
    let expected = [("Bannu", 2), ("", 1), ("Kabul", 1), ("Kābul", 1)];
    assert_eq!(of(RowField::Place), named(&expected));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn several_keys_sort_as_one_comparison_would(
        rows in prop::collection::vec((0_u8..4, 0_u8..4, 0_u8..3), 0..40),
        turned in any::<[bool; 3]>(),
    ) {
        let text = |value: u8, all: [&'static str; 4]| all[value as usize % 4];
        let lines: String = rows.iter().map(|(place, score, killed)| {
            let place = text(*place, ["", "b", "A", "á"]);
            let score = text(*score, ["", "10", "9", "-1.5"]);
            let killed = text(*killed, ["", "0", "12", ""]);
            format!("x,2020-01-01,,1,,,{place},,,{killed},,,,{score}\n")
        }).collect();
        let table = table(&lines, &mapping());
        let fields = [RowField::Place, RowField::Column("score".to_owned()), RowField::Killed];
        let sort = fields.into_iter().zip(turned);
        let sort = sort.map(|(field, descending)| SortKey { field, descending }).collect();
        let query = RowQuery { sort, ..RowQuery::default() };
        let found = ids(&table, &Project::default(), &query);
        // Places in the order of each key, the unknown behind everything.
        let rank = |all: [i32; 4], value: u8, turned: bool| match all[value as usize % 4] {
            0 => 99,
            rank if turned => -rank,
            rank => rank,
        };
        let mut expected: Vec<u32> = (0..table.len()).collect();
        expected.sort_by_key(|row| {
            let (place, score, killed) = rows[*row as usize];
            (
                rank([0, 2, 1, 1], place, turned[0]),
                rank([0, 3, 2, 1], score, turned[1]),
                rank([0, 1, 2, 0], killed, turned[2]),
            )
        });
        prop_assert_eq!(found, expected.iter().map(|row| row + 10).collect::<Vec<_>>());
    }
}

#[test]
fn the_pakistan_file_is_filtered_as_others_counted_it() {
    let Some(table) = pakistan() else { return };
    let names = Names::new(&table, &Project::default());
    let columns = ColumnCache::default();
    let rows = |query: &RowQuery| find(&table, &columns, &names, query, &|_| true).expect("rows");
    assert_eq!(
        rows(&one(RowField::Column("dyad_name".into()), is(dyad::TTP))).len(),
        3_770
    );
    assert_eq!(
        rows(&one(RowField::Column("dyad_name".into()), is(dyad::BLA))).len(),
        197
    );
    let unknown = one(RowField::Column("number_of_sources".into()), is("-1"));
    assert_eq!(rows(&unknown).len(), 4_268);
    let blank = one(RowField::Column("adm_1".into()), is(""));
    assert_eq!(rows(&blank).len(), 45);
    let prec = facets(
        &table,
        &columns,
        &names,
        &Rows::all(&table),
        &RowField::Column("date_prec".into()),
        &|_| true,
    );
    let Ok(Facets::Values(values)) = prec else {
        panic!("{prec:?}")
    };
    let counted: BTreeMap<&str, u32> = values
        .iter()
        .map(|(value, rows)| (value.as_str(), *rows))
        .collect();
    let expected = [("1", 6_068), ("2", 285), ("3", 12), ("4", 41), ("5", 10)];
    assert_eq!(counted, BTreeMap::from(expected));
}

#[test]
fn rows_are_found_by_their_keys_with_and_without_ids() {
    for id in [mapping().id, None] {
        let table = table(ROWS, &Mapping { id, ..mapping() });
        let whole = |row: u32| {
            let cells = table.records.read(row).expect("cells");
            let key = row_key(&table, &cells);
            kept(row, &key, &named(&table, cells))
        };
        let mut rows: Vec<_> = (0..table.len()).map(whole).collect();
        let number = |row: &Arc<TableRow>| row.id.uid().counter;
        let expected: BTreeMap<u32, RowId> = rows.iter().map(|row| (number(row), row.id)).collect();
        for (number, key) in [(100, "gone"), (101, "#0123456789abcdef")] {
            rows.push(kept::<&str>(number, key, &[]));
        }
        let found = rows_kept(&table, &rows, &|_| true).expect("read");
        assert_eq!(found, expected);
        for row in &rows {
            let found = row_kept(&table, &rows, row.id, &|_| true).expect("read");
            let expected = Some(number(row)).filter(|at| *at < 100);
            assert_eq!(found, expected, "{}", row.key);
        }
        assert!(matches!(
            rows_kept(&table, &rows, &|_| false),
            Err(CannotLoad::Stopped)
        ));
    }
}

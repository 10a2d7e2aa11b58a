//! Filtering, sorting, counting and looking through generated tables in memory, at a hundred
//! thousand and a million rows: the best of several runs each, in milliseconds.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;
use tightrope::analysis::counts::{BucketWidth, Counting};
use tightrope::model::day::Day;
use tightrope::model::mapping::{DateAt, DateColumns, EstimateColumns, KindColumns, Mapping};
use tightrope::model::measure::{Bound, Measure};
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest, SortKey};
use tightrope::model::table::TableLayout;
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::tables::columns::ColumnCache;
use tightrope::tables::counts::DayIndex;
use tightrope::tables::facets::facets;
use tightrope::tables::filter::fits;
use tightrope::tables::joined::Names;
use tightrope::tables::query::{RowQuery, find};
use tightrope::tables::reconcile;
use tightrope::tables::reconcile::incident::Maker;
use tightrope::tables::reconcile::rank::Rows;
use tightrope::tables::{LoadedTable, load};

fn table(rows: u32) -> LoadedTable {
    let mut text = String::from("id,from,to,type,who,whom,place,best,told,score\n");
    let mut seed = 7_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % most
    };
    for row in 0..rows {
        let first = Day::from_number(7_000 + below(13_000) as i32);
        let more = match below(20) {
            0 => below(31) as i32,
            _ => 0,
        };
        let (kind, who, whom, place) = (below(3), below(300), below(40), below(8_000));
        let (best, score, last) = (below(30), below(100_000), first.plus(more));
        let _ = writeln!(
            text,
            "{row},{first},{last},{kind},Group {who},Side {whom},Place {place},{best},\
             Gunmen opened fire near the village of Place {place} and fled,{score}"
        );
    }
    let name = |name: &str| Some(name.to_owned());
    let list = |name: &str| vec![name.to_owned()];
    let mapping = Mapping {
        date: DateColumns {
            at: DateAt::Range("from".to_owned(), "to".to_owned()),
            ..DateColumns::default()
        },
        kind: KindColumns {
            columns: list("type"),
            ..KindColumns::default()
        },
        initiator: list("who"),
        target: list("whom"),
        place: list("place"),
        killed: EstimateColumns {
            best: name("best"),
            ..EstimateColumns::default()
        },
        notes: list("told"),
        ..Mapping::default()
    };
    let bytes = Arc::new(text.into_bytes());
    load(bytes, &TableLayout::default(), &mapping, &|_| true).expect("a table")
}

fn best<T>(what: &str, times: u32, mut work: impl FnMut() -> T) {
    let mut best = f64::INFINITY;
    for _ in 0..times {
        let start = Instant::now();
        black_box(work());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("  {best:9.3} ms  {what}");
}

fn main() {
    let sizes = std::env::args().filter_map(|size| size.parse().ok());
    let mut sizes: Vec<u32> = sizes.collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    sizes.into_iter().for_each(measure);
}

fn measure(rows: u32) {
    let table = table(rows);
    println!("{rows} rows");
    let names = Names::new(&table, &Project::default());
    let columns = ColumnCache::default();
    best("join names", 5, || Names::new(&table, &Project::default()));
    let filter = |field: RowField, test: RowTest| RowFilter { field, test };
    let one_of = |text: &str| RowTest::OneOf(vec![text.to_owned()]);
    let score = RowField::Column("score".to_owned());
    let queries = [
        ("all", vec![]),
        (
            "one actor",
            vec![filter(RowField::Initiator, one_of("Group 7"))],
        ),
        (
            "either side",
            vec![filter(RowField::Actor, one_of("Side 7"))],
        ),
        (
            "half of the kinds",
            vec![filter(
                RowField::Kind,
                RowTest::NoneOf(vec!["1".to_owned()]),
            )],
        ),
        (
            "days",
            vec![filter(
                RowField::Days,
                RowTest::Days {
                    from: Some(9_000),
                    to: Some(15_000),
                },
            )],
        ),
        (
            "killed",
            vec![filter(
                RowField::Killed,
                RowTest::Numbers {
                    least: Some(5.0),
                    most: None,
                },
            )],
        ),
        (
            "a column of the file, once read",
            vec![filter(
                score.clone(),
                RowTest::Numbers {
                    least: Some(5.0),
                    most: None,
                },
            )],
        ),
    ];
    let how = Counting {
        bucket: BucketWidth(Bucket::Month),
        split: Split::Kind,
        ..Counting::default()
    };
    let killed = Counting {
        measure: Measure::Toll(Harm::Killed, Bound::Best),
        ..how.clone()
    };
    let index =
        |how: &Counting| DayIndex::new(&table, &columns, &names, how, &|_| true).expect("an index");
    best("index of days, events by kind", 3, || index(&how));
    let (events, killed_index) = (index(&how), index(&killed));
    for (what, filters) in queries {
        let query = RowQuery {
            filters,
            ..RowQuery::default()
        };
        let mask = || fits(&table, &columns, &names, &query, &|_| true).expect("rows");
        mask();
        best(&format!("filter: {what}"), 20, mask);
        best(
            &format!("filter, then events by month and kind: {what}"),
            20,
            || events.sums(&mask()).cut(&how).expect("counts"),
        );
        best(
            &format!("filter, then killed by month and kind: {what}"),
            20,
            || killed_index.sums(&mask()).cut(&killed).expect("counts"),
        );
    }
    let all = fits(&table, &columns, &names, &RowQuery::default(), &|_| true).expect("rows");
    let sums = events.sums(&all);
    for bucket in Bucket::ALL {
        let how = Counting {
            bucket: BucketWidth(bucket),
            ..how.clone()
        };
        best(
            &format!("another bucket: {}", bucket.in_words()),
            50,
            || sums.cut(&how),
        );
    }
    let key = |field: RowField, descending| SortKey { field, descending };
    for (what, sort) in [
        ("days", vec![key(RowField::Days, true)]),
        ("killed", vec![key(RowField::Killed, true)]),
        ("place", vec![key(RowField::Place, false)]),
        ("a column of the file", vec![key(score.clone(), false)]),
        (
            "kind, place, days",
            vec![
                key(RowField::Kind, false),
                key(RowField::Place, false),
                key(RowField::Days, false),
            ],
        ),
    ] {
        let query = RowQuery {
            sort,
            ..RowQuery::default()
        };
        best(&format!("all rows by {what}"), 3, || {
            find(&table, &columns, &names, &query, &|_| true).expect("rows")
        });
    }
    let rows = find(&table, &columns, &names, &RowQuery::default(), &|_| true).expect("rows");
    for field in [
        RowField::Place,
        RowField::Actor,
        RowField::Days,
        RowField::Killed,
        score,
    ] {
        best(&format!("facets of {field:?}"), 3, || {
            facets(&table, &columns, &names, &rows, &field, &|_| true).expect("facets")
        });
    }
    compare(&table);
    for words in ["Group 7", "fled", "nowhere"] {
        let query = RowQuery {
            filters: vec![RowFilter {
                field: RowField::Words,
                test: RowTest::Contains(words.to_owned()),
            }],
            ..RowQuery::default()
        };
        best(&format!("words: {words}"), 1, || {
            find(&table, &columns, &names, &query, &|_| true).expect("rows")
        });
    }
}

/// What one selected incident costs that is compared with the rows within so many days.
fn compare(table: &LoadedTable) {
    let index = || reconcile::DayIndex::new(&table.days);
    best("rows in the order of their days", 3, index);
    let (index, names) = (index(), reconcile::Names::of(&Project::default()));
    let subject = Rows::new(table, Maker::new(&names)).incident(table.len() / 2);
    for days in [reconcile::WINDOW_DAYS, 30, 365] {
        best(&format!("rows within {days} days compared"), 3, || {
            let mut rows = Rows::new(table, Maker::new(&names));
            reconcile::rank_rows(&subject, &index, &mut rows, days, 40)
        });
    }
}

//! Rows counted by bucket and group, against a count that does it the slow way.

use super::made::{mapping, project, table};
use super::{dyad, pakistan};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tightrope::analysis::counts::{BucketWidth, Counting};
use tightrope::model::day::{Day, DayRange};
use tightrope::model::mapping::Mapping;
use tightrope::model::measure::{Bound, DateRule, Measure};
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest};
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::tables::LoadedTable;
use tightrope::tables::columns::ColumnCache;
use tightrope::tables::counts::{CannotCount, DayIndex, TableCounts, count};
use tightrope::tables::filter::fits;
use tightrope::tables::joined::Names;
use tightrope::tables::mask::Mask;
use tightrope::tables::query::RowQuery;

fn counted(table: &LoadedTable, project: &Project, fit: &Mask, how: &Counting) -> TableCounts {
    let names = Names::new(table, project);
    count(table, &ColumnCache::default(), &names, fit, how, &|_| true).expect("counted")
}

/// What a row adds, as its measure has it.
fn weight(table: &LoadedTable, row: u32, how: &Counting) -> Option<f64> {
    let toll = |harm| match harm {
        Harm::Killed => table.killed.get(row),
        Harm::Injured => table.injured.get(row),
    };
    match how.measure {
        Measure::Events if table.mapping.number.is_some() => table.number.get(row),
        Measure::Events => Some(1),
        Measure::Toll(harm, Bound::Low) => toll(harm).low,
        Measure::Toll(harm, Bound::Best) => toll(harm).best,
        Measure::Toll(harm, Bound::High) => toll(harm).high,
        measure => measure.of(toll),
    }
    .map(f64::from)
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9 * (1.0 + one.abs())
}

/// Counts day by day, and compares.
fn check(
    table: &LoadedTable,
    fit: &Mask,
    how: &Counting,
    counts: &TableCounts,
    group: fn(&LoadedTable, u32) -> String,
) {
    let (mut certain, mut expected) = (BTreeMap::new(), BTreeMap::new());
    let (mut outside, mut undated, mut unknown, mut put_in) = (0.0, 0.0, 0, 0.0);
    for row in fit.rows() {
        let Some(weight) = weight(table, row, how) else {
            unknown += 1;
            continue;
        };
        put_in += weight;
        let Some(mut days) = table.days.get(row) else {
            undated += weight;
            continue;
        };
        let at_start = table.lasted(row) && how.measure == Measure::Events;
        if how.rule == DateRule::Earliest || at_start {
            days = DayRange::day(days.first());
        }
        let mut touched = BTreeMap::new();
        for day in 0..days.days() {
            let day = days.first().plus(day as i32);
            let bucket = counts
                .buckets
                .iter()
                .position(|bucket| bucket.contains(day));
            *touched.entry(bucket).or_insert(0.0) += weight / f64::from(days.days());
        }
        let whole = touched.len() == 1;
        for (bucket, share) in touched {
            match bucket {
                None => outside += share,
                Some(bucket) => {
                    let cell = (bucket, group(table, row));
                    *expected.entry(cell.clone()).or_insert(0.0) += share;
                    if whole {
                        *certain.entry(cell).or_insert(0.0) += share;
                    }
                }
            }
        }
    }
    for bucket in 0..counts.buckets.len() {
        for (number, group) in counts.groups.iter().enumerate() {
            let cell = counts.cell(bucket, number);
            let key = (bucket, group.name.clone());
            let of = |sums: &BTreeMap<(usize, String), f64>| sums.get(&key).copied().unwrap_or(0.0);
            assert!(
                is_close(cell.expected, of(&expected)),
                "{key:?}: {cell:?} {}",
                of(&expected)
            );
            assert!(
                is_close(cell.certain, of(&certain)),
                "{key:?}: {cell:?} {}",
                of(&certain)
            );
        }
    }
    assert!(
        is_close(counts.outside, outside),
        "{} {outside}",
        counts.outside
    );
    assert!(is_close(counts.undated_amount, undated));
    assert_eq!(counts.unknown, unknown);
    let total = counts.total().expected + counts.outside + counts.undated_amount;
    assert!(is_close(total, put_in), "{total} {put_in}");
    assert_eq!(counts.dated + counts.undated + counts.unknown, fit.count());
}

fn initiator(table: &LoadedTable, row: u32) -> String {
    table.initiator.text(row).to_owned()
}

fn everything(_: &LoadedTable, _: u32) -> String {
    String::new()
}

fn by_year(from: i64, to: i64, measure: Measure, rule: DateRule) -> Counting {
    Counting {
        bucket: BucketWidth(Bucket::Year),
        measure,
        rule,
        split: Split::None,
        from: Day::from_ymd(from, 1, 1),
        to: Day::from_ymd(to, 12, 31),
        ..Counting::default()
    }
}

#[test]
fn the_dyad_is_counted_as_others_counted_it() {
    let Some(table) = pakistan() else { return };
    let names = Names::new(&table, &Project::default());
    let columns = ColumnCache::default();
    let query = RowQuery {
        filters: vec![RowFilter {
            field: RowField::Column("dyad_name".to_owned()),
            test: RowTest::OneOf(vec![dyad::TTP.to_owned()]),
        }],
        ..RowQuery::default()
    };
    let fit = fits(&table, &columns, &names, &query, &|_| true).expect("rows");
    let years = |measure| {
        let how = by_year(2018, 2021, measure, DateRule::Earliest);
        let counts = counted(&table, &Project::default(), &fit, &how);
        let years = (0..counts.buckets.len()).map(|year| counts.cell(year, 0));
        years
            .map(|cell| (cell.certain as u32, cell.expected as u32))
            .collect::<Vec<_>>()
    };
    let both = |all: [u32; 4]| all.map(|number| (number, number)).to_vec();
    assert_eq!(years(Measure::Events), both([40, 51, 64, 112]));
    assert_eq!(
        years(Measure::Toll(Harm::Killed, Bound::Best)),
        both([144, 148, 186, 259])
    );
}

#[test]
fn year_long_rows_make_no_spike_and_sums_stay() {
    let Some(table) = pakistan() else { return };
    let all = Mask::all(table.len());
    for (measure, sum) in [
        (Measure::Events, 6_416.0),
        (Measure::Toll(Harm::Killed, Bound::Low), 41_089.0),
        (Measure::Toll(Harm::Killed, Bound::Best), 43_225.0),
        (Measure::Toll(Harm::Killed, Bound::High), 49_713.0),
    ] {
        for rule in [DateRule::Spread, DateRule::Earliest] {
            for bucket in Bucket::ALL {
                let how = Counting {
                    bucket: BucketWidth(bucket),
                    measure,
                    rule,
                    split: Split::None,
                    ..Counting::default()
                };
                let counts = counted(&table, &Project::default(), &all, &how);
                assert!(is_close(counts.total().expected, sum), "{how:?}");
                assert_eq!((counts.outside, counts.undated), (0.0, 0));
                check(&table, &all, &how, &counts, everything);
            }
        }
    }
    let how = Counting {
        bucket: BucketWidth(Bucket::Day),
        measure: Measure::Toll(Harm::Killed, Bound::Best),
        split: Split::None,
        ..Counting::default()
    };
    let spread = counted(&table, &Project::default(), &all, &how);
    let first = Day::from_ymd(2009, 1, 1).expect("a day");
    let at = spread
        .buckets
        .iter()
        .position(|bucket| bucket.first() == first);
    let piled = how.clone();
    let piled = Counting {
        rule: DateRule::Earliest,
        ..piled
    };
    let piled = counted(&table, &Project::default(), &all, &piled);
    let at = at.expect("the day");
    let shift = piled
        .buckets
        .iter()
        .position(|bucket| bucket.first() == first)
        .expect("the day");
    assert!(piled.cell(shift, 0).expected >= 1_428.0);
    assert!(
        spread.cell(at, 0).expected < 40.0,
        "{:?}",
        spread.cell(at, 0)
    );
}

#[test]
fn groups_are_kinds_of_the_codebook_and_actors_by_one_name() {
    let rows = "\
1,2020-01-01,2020-01-01,1,TTP,,,,,1,,,,
2,2020-01-01,2020-01-01,1,Tehrik-i-Taliban Pakistan,,,,,2,,,,
3,2020-01-02,2020-01-02,9,,,,,,,,,,
4,,,3,Nobody,,,,,3,,,,
";
    let table = table(rows, &mapping());
    let all = Mask::all(table.len());
    let by = |split, measure| {
        let how = Counting {
            split,
            measure,
            ..Counting::default()
        };
        let counts = counted(&table, &project(), &all, &how);
        let groups = counts.groups.iter().enumerate();
        let groups = groups.map(|(at, group)| {
            (
                group.name.clone(),
                group.hue.is_some(),
                counts.cell(0, at).expected,
            )
        });
        (groups.collect::<Vec<_>>(), counts.undated, counts.unknown)
    };
    let group = |name: &str, hue, sum| (name.to_owned(), hue, sum);
    let kinds = vec![group("Strike", true, 2.0), group("9", false, 1.0)];
    assert_eq!(by(Split::Kind, Measure::Events), (kinds, 1, 0));
    let actors = vec![group("", false, 1.0), group("TTP", false, 2.0)];
    assert_eq!(by(Split::Actor, Measure::Events), (actors, 1, 0));
    let actors = vec![group("TTP", false, 3.0)];
    assert_eq!(
        by(Split::Actor, Measure::Toll(Harm::Killed, Bound::Best)),
        (actors, 1, 1)
    );
    let families = vec![group("incident", false, 3.0)];
    assert_eq!(by(Split::Family, Measure::Events), (families, 1, 0));
    let how = Counting {
        split: Split::Standing,
        ..Counting::default()
    };
    let names = Names::new(&table, &project());
    let refused = count(&table, &ColumnCache::default(), &names, &all, &how, &|_| {
        true
    });
    assert!(
        matches!(refused, Err(CannotCount::NoStanding)),
        "{refused:?}"
    );
}

#[test]
fn far_days_and_many_groups_are_counted_alike() {
    // So many groups and days that they are not kept one by one.
    let lines: String = (0..900_u32)
        .map(|row| {
            let (year, month) = (1000 + row * 7 % 1_020, 1 + row % 12);
            let who = row % 450;
            format!(
                "{row},{year}-{month:02}-11,{year}-{month:02}-1{},1,g{who},,,,,1,,,,\n",
                1 + row % 2
            )
        })
        .collect();
    let table = table(&lines, &mapping());
    let fit = Mask::of(table.len(), |row| row % 3 != 0);
    let how = Counting {
        split: Split::Actor,
        bucket: BucketWidth(Bucket::Year),
        from: Day::from_ymd(1100, 6, 1),
        ..Counting::default()
    };
    let counts = counted(&table, &Project::default(), &fit, &how);
    assert!(counts.outside > 10.0);
    check(&table, &fit, &how, &counts, initiator);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn counts_are_those_of_the_slow_way(
        rows in prop::collection::vec((-40_i32..400, 0_u32..90, 0_u8..3, 0_u32..5), 0..60),
        which in (0_usize..5, 0_usize..4, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        window in (prop::option::of(-60_i32..420), prop::option::of(0_i32..300)),
        kept in any::<u64>(),
    ) {
        let (bucket, measure, earliest, lasted, goes_on, numbered) = which;
        let lines: String = rows.iter().map(|(first, more, who, killed)| {
            let first = Day::from_number(*first);
            let last = first.plus((*more / 30 * *more) as i32);
            let dated = *more % 7 != 0;
            let (first, last) = match dated {
                true => (first.to_string(), last.to_string()),
                false => (String::new(), String::new()),
            };
            let until = match (dated, *killed) {
                (true, 2 | 3) => Day::from_number(*more as i32 * 5).to_string(),
                _ => String::new(),
            };
            let killed = match killed { 0 => String::new(), known => (known - 1).to_string() };
            format!("x,{first},{last},1,g{who},,,,{killed},{killed},{killed},,,{more},{until}\n")
        }).collect();
        let mut mapping: Mapping = mapping();
        mapping.date.lasted = lasted;
        mapping.date.until = goes_on.then(|| "spare".to_owned());
        mapping.number = numbered.then(|| "score".to_owned());
        let table = table(&lines, &mapping);
        let from = window.0.map(Day::from_number);
        let how = Counting {
            bucket: BucketWidth(Bucket::ALL[bucket]),
            measure: Measure::ALL[measure],
            rule: if earliest { DateRule::Earliest } else { DateRule::Spread },
            split: Split::Actor,
            from,
            to: from.zip(window.1).map(|(from, days)| from.plus(days)),
            ..Counting::default()
        };
        let fit = Mask::of(table.len(), |row| kept >> (row % 64) & 1 == 1);
        let counts = counted(&table, &Project::default(), &fit, &how);
        check(&table, &fit, &how, &counts, initiator);
        // Cutting the same sums otherwise changes no total.
        let names = Names::new(&table, &Project::default());
        let index = DayIndex::new(&table, &ColumnCache::default(), &names, &how, &|_| true);
        let sums = index.expect("an index").sums(&fit);
        let other = Counting { bucket: BucketWidth(Bucket::Week), from: None, to: None, ..how };
        let other = sums.cut(&other).expect("cut");
        let all = |counts: &TableCounts| counts.total().expected + counts.outside;
        prop_assert!(is_close(all(&other), all(&counts)));
        check(&table, &fit, &how, &sums.cut(&how).expect("cut"), initiator);
    }
}

//! Tables in charts: what bars and strips show is what is counted, whatever the filter, the width of
//! the bars and the window.

use super::made::{mapping, project, table};
use super::{dyad, pakistan};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use tightrope::analysis::counts::{BucketWidth, Counting};
use tightrope::analysis::group::Group;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, FrequencyData, KindHues, Tint, tint};
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::rows::TableMark;
use tightrope::figure::series::{Series, SeriesIndex, frequencies, frequency};
use tightrope::figure::timeline;
use tightrope::model::day::{Day, DayRange};
use tightrope::model::id::TableId;
use tightrope::model::mapping::Mapping;
use tightrope::model::measure::{Bound, DateRule, Measure};
use tightrope::model::project::Project;
use tightrope::model::row_filter::{RowField, RowFilter, RowTest};
use tightrope::model::sides::Sides;
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::tables::LoadedTable;
use tightrope::tables::columns::ColumnCache;
use tightrope::tables::counts::{DayIndex, TableCounts, count};
use tightrope::tables::filter::fits;
use tightrope::tables::joined::Names;
use tightrope::tables::mask::Mask;
use tightrope::tables::query::RowQuery;

fn id() -> TableId {
    "b1-k3f9".parse().expect("an id")
}

fn only(field: RowField, value: &str) -> RowQuery {
    let test = RowTest::OneOf(vec![value.to_owned()]);
    RowQuery {
        filters: vec![RowFilter { field, test }],
        ..RowQuery::default()
    }
}

pub fn series(
    table: &Arc<LoadedTable>,
    project: &Project,
    how: &Counting,
    query: &RowQuery,
) -> Series {
    let columns = ColumnCache::default();
    let index = SeriesIndex::new(table, &columns, project, how, &|_| true).expect("an index");
    assert!(index.is_of(table, project, how));
    let sums = index.sums(&columns, query, &|_| true).expect("sums");
    Series {
        table: id(),
        title: "Incidents".to_owned(),
        sums: Arc::new(sums),
        below: None,
    }
}

fn days(from: i32, count: u32) -> DayRange {
    let first = Day::from_number(from);
    DayRange::new(first, first.plus(count as i32 - 1)).expect("forwards")
}

fn bars(series: &Series, bucket: Bucket, window: DayRange) -> FrequencyData {
    let asked = Asked {
        bucket: Some(bucket),
        ..Asked::default()
    };
    frequency(series, &asked, &Frame::new(1_440.0, window).axis)
}

fn year(year: i64) -> DayRange {
    let day = |month, day| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(1, 1), day(12, 31)).expect("forwards")
}

fn dyad_query() -> RowQuery {
    only(RowField::Column("dyad_name".to_owned()), dyad::TTP)
}

#[test]
fn the_bars_of_a_dyad_are_those_counted_by_others() {
    let Some(table) = pakistan() else { return };
    let how = Counting {
        rule: DateRule::Earliest,
        ..Counting::default()
    };
    let series = series(&table, &Project::default(), &how, &dyad_query());
    assert_eq!(series.facts(), "3,770 of 6,416 rows");
    let years = year(2018).hull(year(2021));
    let data = bars(&series, Bucket::Year, years);
    let certain: Vec<f64> = data.bars.iter().map(|bar| bar.cell.certain).collect();
    assert_eq!(certain, [40.0, 51.0, 64.0, 112.0]);
    assert_eq!(data.bars[0].tooltip, "2018: 40 certain");
}

#[test]
fn the_killed_of_a_dyad_have_the_bounds_of_their_rows() {
    let Some(table) = pakistan() else { return };
    let how = Counting {
        rule: DateRule::Earliest,
        measure: Measure::Toll(Harm::Killed, Bound::Best),
        ..Counting::default()
    };
    let data = bars(
        &series(&table, &Project::default(), &how, &dyad_query()),
        Bucket::Year,
        year(2018).hull(year(2021)),
    );
    let best: Vec<f64> = data.bars.iter().map(|bar| bar.cell.certain).collect();
    assert_eq!(best, [144.0, 148.0, 186.0, 259.0]);
    // Added up by hand, row by row.
    let dyads = ColumnCache::default().named(&table, "dyad_name", &|_| true);
    let dyads = dyads.expect("a column");
    for bar in &data.bars {
        let (mut low, mut high) = (0.0, 0.0);
        for row in 0..table.len() {
            let first = table.days.get(row).map(DayRange::first);
            if dyads.text(row) != dyad::TTP || !first.is_some_and(|day| bar.days.contains(day)) {
                continue;
            }
            let toll = table.killed.get(row);
            let best = toll.best.expect("a number");
            low += f64::from(toll.low.map_or(best, |low| low.min(best)));
            high += f64::from(toll.high.map_or(best, |high| high.max(best)));
        }
        assert_eq!(bar.reach, Some((low, high)), "{}", bar.days.first());
    }
}

#[test]
fn lines_of_a_table_are_what_its_bars_are() {
    let Some(table) = pakistan() else { return };
    let how = Counting::default();
    let series = series(&table, &Project::default(), &how, &dyad_query());
    let drawn = |bucket, window, asked: Asked| {
        let asked = Asked {
            bucket: Some(bucket),
            ..asked
        };
        frequency(&series, &asked, &Frame::new(1_440.0, window).axis)
    };
    for bucket in [Bucket::Month, Bucket::Quarter, Bucket::Year] {
        let window = year(2010).hull(year(2013));
        let plain = drawn(bucket, window, Asked::default());
        let heights: Vec<f64> = plain.bars.iter().map(|bar| bar.cell.expected).collect();
        let lines = Asked {
            mean: Some(3),
            earlier: Some(2),
            ..Asked::default()
        };
        let lined = drawn(bucket, year(2012).hull(year(2013)), lines);
        let [mean, earlier] = lined.overlays.as_slice() else {
            panic!("two lines");
        };
        for (at, bar) in lined.bars.iter().enumerate() {
            let place = plain.bars.iter().position(|it| it.days == bar.days);
            let place = place.expect("the same bucket");
            let around = heights.get(place - 1..=place + 1);
            if let Some(around) = around {
                let expected = around.iter().sum::<f64>() / 3.0;
                let found = mean.heights[at].expect("a mean");
                assert!((found - expected).abs() < 1e-9, "{found} {expected}");
            }
            let years = place - 2 * plain.bars.len() / 4;
            let found = earlier.heights[at].expect("an earlier bucket");
            assert!((found - heights[years]).abs() < 1e-9);
        }
        let summed = Asked {
            cumulative: true,
            ..Asked::default()
        };
        let all = drawn(bucket, year(1989).hull(year(2021)), summed.clone());
        let last = all.bars.last().expect("a bar").cell.expected;
        assert!((last - 3_770.0).abs() < 1e-6, "{last}");
        let part = drawn(bucket, window, summed);
        let same = all.bars.iter().find(|bar| bar.days == part.bars[0].days);
        let same = same.expect("the same bucket").cell.expected;
        assert!((part.bars[0].cell.expected - same).abs() < 1e-6);
    }
}

#[test]
fn rows_dated_to_a_year_make_no_spike_on_its_first_day() {
    let Some(table) = pakistan() else { return };
    let how = Counting::default();
    let series = series(&table, &Project::default(), &how, &RowQuery::default());
    let january = DayRange::new(year(2009).first(), year(2009).first().plus(30)).expect("forwards");
    let data = bars(&series, Bucket::Day, january);
    assert_eq!(data.bars.len(), 31);
    let year_long = (0..table.len()).filter(|row| table.days.get(*row) == Some(year(2009)));
    assert!(year_long.count() > 0, "2009 has rows of a whole year");
    let on_first = |row: &u32| table.days.get(*row) == Some(DayRange::day(january.first()));
    let on_first = (0..table.len()).filter(on_first).count();
    assert!((data.bars[0].cell.certain - on_first as f64).abs() < 1e-9);
    let highest = data.bars.iter().map(|bar| bar.cell.expected);
    let highest = highest.fold(0.0, f64::max);
    assert!(data.bars[0].cell.expected < highest);
}

#[test]
fn charts_and_counts_come_from_one_function() {
    let Some(table) = pakistan() else { return };
    let project = Project::default();
    let years = year(2005).hull(year(2012));
    for split in [Split::None, Split::Kind, Split::Country] {
        let how = Counting {
            bucket: BucketWidth(Bucket::Quarter),
            split,
            from: Some(years.first()),
            to: Some(years.last()),
            ..Counting::default()
        };
        let columns = ColumnCache::default();
        let names = Names::new(&table, &project);
        let fit = fits(&table, &columns, &names, &dyad_query(), &|_| true).expect("fits");
        let counts = count(&table, &columns, &names, &fit, &how, &|_| true).expect("counts");
        let data = bars(
            &series(&table, &project, &how, &dyad_query()),
            Bucket::Quarter,
            years,
        );
        assert_eq!(data.bars.len(), counts.buckets.len());
        for (number, bar) in data.bars.iter().enumerate() {
            let expected: f64 = counts.of_bucket(number).iter().map(|it| it.expected).sum();
            let certain: f64 = counts.of_bucket(number).iter().map(|it| it.certain).sum();
            assert!((bar.cell.expected - expected).abs() < 1e-9, "{bar:?}");
            assert!((bar.cell.certain - certain).abs() < 1e-9, "{bar:?}");
            let top = bar.segments.last().map_or(0.0, |segment| segment.top);
            assert!((top - expected).abs() < 1e-9, "the stack is as high");
        }
    }
}

#[test]
fn what_a_table_does_not_cover_is_hatched_and_no_zero() {
    let Some(table) = pakistan() else { return };
    let how = Counting::default();
    let series = series(&table, &Project::default(), &how, &RowQuery::default());
    let window = year(2020).hull(year(2023));
    let frame = Frame::new(1_440.0, window);
    let data = bars(&series, Bucket::Year, window);
    assert_eq!(
        data.bars.len(),
        2,
        "no bars, not even empty ones, after 2021"
    );
    let gaps = data.coverage.gaps(window);
    assert_eq!(gaps, [year(2022).hull(year(2023))]);
    let metrics = FaceMetrics::bundled();
    let lanes = timeline::tables(std::slice::from_ref(&series), &frame, metrics);
    let chart = tightrope::figure::frequency::layout(&data, &frame, 120.0, metrics);
    for scene in [&lanes, &chart] {
        let name = "Incidents does not cover 2022 to 2023";
        assert!(scene.marks.iter().any(|mark| mark.name == name));
    }
}

#[test]
fn strips_turn_into_single_marks_where_few_rows_are_in_sight() {
    let lines = "1,2024-01-03,2024-01-03,1,A,B,Kabul,X,,,,,,,\n\
        2,2024-01-03,2024-01-03,1,A,B,Kabul,X,,,,,,,\n\
        3,2024-02-01,2024-02-29,2,A,B,Kabul,X,,,,,,,\n";
    let mut many = lines.to_owned();
    for day in 0..300 {
        let day = Day::from_ymd(2021, 1, 1).expect("a day").plus(day);
        let _ = writeln!(many, "d{},{day},{day},1,A,B,Kabul,X,,,,,,,", day.number());
    }
    let table = Arc::new(table(&many, &mapping()));
    let how = Counting::default();
    let series = series(&table, &project(), &how, &RowQuery::default());
    let lanes = |window| {
        let frame = Frame::new(1_440.0, window);
        timeline::tables(
            std::slice::from_ref(&series),
            &frame,
            FaceMetrics::bundled(),
        )
    };
    let close = lanes(year(2024));
    let named = |name: &str| close.marks.iter().any(|mark| mark.name == name);
    assert!(
        named("Incidents, Strike, 3 Jan 2024: 2 rows"),
        "{:?}",
        close.marks
    );
    assert!(
        named("Incidents, Non-state, Feb 2024: 1 row"),
        "a month is a span"
    );
    let far = lanes(year(2021).hull(year(2024)));
    let strips = far.marks.iter();
    let strips: Vec<_> = strips
        .filter_map(|mark| match &mark.table {
            Some(TableMark::Strip(strip)) => Some(strip),
            _ => None,
        })
        .collect();
    assert_eq!(strips.len(), 1, "many rows of one kind are a strip");
    let shown: f64 = strips[0].cells.iter().map(|cell| cell.amount).sum();
    assert!((shown - 302.0).abs() < 1e-6);
}

#[test]
fn the_smaller_of_many_groups_share_one() {
    let mut lines = String::new();
    for row in 0..40 {
        let who = row % 10;
        let times = if who < 3 { 4 } else { 1 };
        for time in 0..times {
            let day = Day::from_ymd(2024, 1, 1).expect("a day").plus(row);
            let _ = writeln!(
                lines,
                "{row}-{time},{day},{day},1,Side {who},B,Kabul,X,,,,,,,"
            );
        }
    }
    let table = table(&lines, &mapping());
    let columns = ColumnCache::default();
    let names = Names::new(&table, &Project::default());
    let how = Counting {
        split: Split::Actor,
        ..Counting::default()
    };
    let index = DayIndex::new(&table, &columns, &names, &how, &|_| true).expect("an index");
    let sums = index.sums(&Mask::all(table.len()));
    let folded = sums.folded(4, Group::of_others);
    let named: Vec<&str> = folded.groups().map(|group| group.name.as_str()).collect();
    assert_eq!(named, ["Side 0", "Side 1", "Side 2", "7 others"]);
    let (whole, folded) = (sums.cut(&how).expect("cut"), folded.cut(&how).expect("cut"));
    let others = |counts: &TableCounts, from: usize| -> f64 {
        let cells =
            (0..counts.buckets.len()).flat_map(|bucket| counts.of_bucket(bucket).iter().skip(from));
        cells.map(|cell| cell.expected).sum()
    };
    assert_eq!(others(&whole, 3), others(&folded, 3));
    assert_eq!(whole.total(), folded.total());
}

/// Twelve sides with fewer and fewer rows; the last has the most killed.
pub fn twelve_sides() -> Arc<LoadedTable> {
    let mut lines = String::new();
    for who in 0..12 {
        for time in 0..13 - who {
            let day = Day::from_ymd(2024, 1, 1)
                .expect("a day")
                .plus(who * 13 + time);
            let killed = if who == 11 { 500 } else { 1 };
            let _ = writeln!(
                lines,
                "{who}-{time},{day},{day},1,Side {who:02},B,Kabul,X,,{killed},,,,,"
            );
        }
    }
    Arc::new(table(&lines, &mapping()))
}

fn by_actor(measure: Measure) -> Counting {
    Counting {
        split: Split::Actor,
        measure,
        ..Counting::default()
    }
}

#[test]
fn one_group_has_one_look_whatever_is_measured() {
    let table = twelve_sides();
    let (columns, project) = (ColumnCache::default(), Project::default());
    let killed = Measure::Toll(Harm::Killed, Bound::Best);
    let query = RowQuery::default();
    let first = series(&table, &project, &by_actor(Measure::Events), &query);
    let index = SeriesIndex::new(&table, &columns, &project, &by_actor(killed), &|_| true);
    let index = index.expect("an index");
    let below = index.sums_below(&first.sums, &columns, &query, &|_| true);
    let both = Series {
        below: Some(Arc::new(below.expect("sums"))),
        ..first
    };
    let asked = Asked {
        bucket: Some(Bucket::Year),
        counting: by_actor(Measure::Events),
        below: Some(killed),
        ..Asked::default()
    };
    let axis = Frame::new(1_200.0, year(2024)).axis;
    let mut charts = frequencies(&both, &asked, &axis);
    tint(&mut charts, &KindHues::default());
    let [rows, killed] = charts.as_slice() else {
        panic!("two charts");
    };
    let names: Vec<&str> = rows
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    let largest = [
        "Side 00", "Side 01", "Side 02", "Side 03", "Side 04", "Side 05",
    ];
    assert_eq!(names[..6], largest, "the largest at the bottom");
    assert_eq!(names[6..], ["6 others"], "what is put together on top");
    // By the killed alone, Side 11 would be the first.
    assert_eq!((&rows.groups, &rows.tints), (&killed.groups, &killed.tints));
    assert_eq!(rows.tints[6], Tint::Others);
    let looks: BTreeSet<String> = rows.tints.iter().map(|it| format!("{it:?}")).collect();
    assert_eq!(looks.len(), 7);
    for (chart, others) in [(rows, 27.0), (killed, 1_025.0)] {
        let top = chart.bars[0].segments.last().expect("a part");
        assert!((top.top - top.base - others).abs() < 1e-6, "{top:?}");
    }
}

#[test]
fn bars_for_each_group_are_those_of_the_actors_chosen() {
    let table = twelve_sides();
    let chosen: Vec<String> = (2..10).map(|who| format!("Side {who:02}")).collect();
    let query = RowQuery {
        filters: vec![RowFilter {
            field: RowField::Initiator,
            test: RowTest::OneOf(chosen.clone()),
        }],
        ..RowQuery::default()
    };
    let how = by_actor(Measure::Events);
    let series = series(&table, &Project::default(), &how, &query);
    let asked = Asked {
        bucket: Some(Bucket::Year),
        counting: how,
        multiples: true,
        ..Asked::default()
    };
    let charts = frequencies(&series, &asked, &Frame::new(1_200.0, year(2024)).axis);
    let named: Vec<String> = charts.iter().filter_map(|it| it.multiple.clone()).collect();
    assert_eq!(named, chosen);
}

#[derive(Clone, Debug)]
struct Made {
    lines: Vec<(i32, u32, u8, u8)>,
}

impl Made {
    fn table(&self) -> Arc<LoadedTable> {
        let mut lines = String::new();
        for (number, (from, length, kind, who)) in self.lines.iter().enumerate() {
            let range = days(*from, length + 1);
            let (first, last) = match length % 7 {
                6 => (String::new(), String::new()),
                _ => (range.first().to_string(), range.last().to_string()),
            };
            let _ = writeln!(
                lines,
                "{number},{first},{last},{kind},Side {who},B,Kabul,X,,{length},,,,,"
            );
        }
        Arc::new(table(&lines, &mapping()))
    }
}

fn made() -> impl Strategy<Value = Made> {
    let line = (-9_000_i32..9_000, 0_u32..500, 1_u8..5, 0_u8..12);
    proptest::collection::vec(line, 1..60).prop_map(|lines| Made { lines })
}

proptest! {
    #[test]
    fn bars_outside_and_undated_are_all_rows_whatever_the_window(
        made in made(), from in -10_000_i32..10_000, length in 1_u32..20_000,
        bucket in 0_usize..5, split in 0_usize..8, who in 0_u8..14,
    ) {
        let table = made.table();
        let how = Counting { split: Split::ALL[split], ..Counting::default() };
        let query = match who {
            12.. => RowQuery::default(),
            who => only(RowField::Initiator, &format!("Side {who}")),
        };
        let series = series(&table, &project(), &how, &query);
        let window = days(from, length);
        let data = bars(&series, Bucket::ALL[bucket], window);
        let head = data.table.clone().expect("of a table");
        let all = bars(&series, Bucket::Year, days(-12_000, 24_000));
        let all = all.table.clone().expect("of a table").shown.expected;
        let sums = &series.sums;
        prop_assert!((all + f64::from(sums.undated) - f64::from(sums.fitting)).abs() < 1e-6);
        // What is outside is counted day by day.
        let axis = Frame::new(1_440.0, window).axis;
        let seen = tightrope::analysis::buckets::whole(axis.days(), data.bucket);
        let fit = |row: &u32| who >= 12 || table.initiator.text(*row) == format!("Side {who}");
        let inside: f64 = (0..table.len()).filter(fit).filter_map(|row| {
            let days = table.days.get(row)?;
            let here = days.intersection(seen)?;
            Some(f64::from(here.days()) / f64::from(days.days()))
        }).sum();
        prop_assert!((head.shown.expected - inside).abs() < 1e-6, "{} {inside}", head.shown.expected);
        let drawn: f64 = data.bars.iter().map(|bar| bar.cell.expected).sum();
        prop_assert!(drawn <= inside + 1e-6);
        let bucket_days = [1.0, 7.0, 28.0, 90.0, 365.0][bucket];
        if bucket_days * axis.points_per_day() > 2.0 {
            prop_assert!((drawn - inside).abs() < 1e-6, "every bar is drawn: {drawn} {inside}");
        }
    }

    #[test]
    fn a_chosen_window_cuts_its_outer_buckets_and_loses_nothing(
        made in made(), from in -10_000_i32..10_000, length in 1_u32..9_000, bucket in 0_usize..5,
    ) {
        let table = made.table();
        let window = days(from, length);
        let how = Counting {
            from: Some(window.first()),
            to: Some(window.last()),
            ..Counting::default()
        };
        let series = series(&table, &project(), &how, &RowQuery::default());
        let data = bars(&series, Bucket::ALL[bucket], window);
        let inside: f64 = (0..table.len()).filter_map(|row| {
            let days = table.days.get(row)?;
            let here = days.intersection(window)?;
            Some(f64::from(here.days()) / f64::from(days.days()))
        }).sum();
        let shown = data.table.clone().expect("of a table").shown.expected;
        prop_assert!((shown - inside).abs() < 1e-6, "{shown} shown, {inside} inside");
        let all = shown + data.outside + f64::from(series.sums.undated);
        prop_assert!((all - f64::from(series.sums.fitting)).abs() < 1e-6, "{all}");
        for bar in &data.bars {
            prop_assert_eq!(bar.days.intersection(window), Some(bar.days));
        }
    }

    #[test]
    fn a_strip_adds_up_to_what_lies_in_its_days_at_any_zoom(
        made in made(), from in -10_000_i32..10_000, length in 1_u32..20_000, least in 0.1_f64..900.0,
    ) {
        let table = made.table();
        let series = series(&table, &project(), &Counting::default(), &RowQuery::default());
        for lane in &series.sums.lanes {
            let all = lane.stretches(days(-12_000, 24_000), least);
            let sum: f64 = all.iter().map(|(_, amount)| amount).sum();
            prop_assert!((sum - lane.total).abs() < 1e-6);
            for (days, amount) in lane.stretches(days(from, length), least) {
                let between = lane.before(days.end()) - lane.before(days.first());
                prop_assert!((between - amount).abs() < 1e-6);
                let kept = all.iter().any(|(other, _)| *other == days);
                prop_assert!(kept, "a stretch stays where it is as the window moves");
            }
            let places = lane.places(days(from, length), 1_000).expect("few");
            let window = days(from, length);
            prop_assert!(places.iter().all(|(days, _)| days.intersection(window).is_some()));
            let everything = lane.places(days(-12_000, 24_000), 1_000).expect("few");
            let here = everything.iter().filter(|(days, _)| days.intersection(window).is_some());
            prop_assert_eq!(here.count(), places.len());
            let places: u64 = everything.iter().map(|(_, amount)| amount).sum();
            prop_assert!((places as f64 - lane.total).abs() < 1e-6);
        }
    }
}

#[test]
fn rows_of_two_sides_count_for_the_pair_and_a_bar_leads_to_exactly_them() {
    let lines = "\
1,2024-01-01,2024-01-01,1,Government,TTP,Kabul,X,,,,,,,
2,2024-01-02,2024-01-02,1,TTP,Government,Kabul,X,,,,,,,
3,2024-01-03,2024-01-03,3,Government,TTP,Kabul,X,,,,,,,
4,2024-01-04,2024-01-04,2,Government,BLA,Kabul,X,,,,,,,
5,2024-01-05,2024-01-05,3,Government,civilians,Kabul,X,,,,,,,
6,2024-01-06,2024-01-06,1,,BLA,Kabul,X,,,,,,,
7,2024-01-07,2024-01-07,1,,,Kabul,X,,,,,,,
8,2024-01-08,2024-01-08,3,Government; Militia,TTP,Kabul,X,,,,,,,
";
    let mapping = Mapping {
        sides: Sides::Opposed {
            directed: vec!["3".to_owned()],
        },
        ..mapping()
    };
    let table = Arc::new(table(lines, &mapping));
    let how = Counting {
        split: Split::Actor,
        ..Counting::default()
    };
    let series = series(&table, &Project::default(), &how, &RowQuery::default());
    let names = Names::new(&table, &Project::default());
    let columns = ColumnCache::default();
    let data = bars(&series, Bucket::Year, year(2024));
    let segments = data.bars.iter().flat_map(|bar| &bar.segments);
    let mut found: Vec<(String, Vec<u32>)> = segments
        .map(|segment| {
            let at = segment.rows.as_ref().expect("rows of a table");
            assert!(!at.group.is_empty(), "a filter");
            let query = RowQuery {
                filters: at.group.clone(),
                ..RowQuery::default()
            };
            let rows = fits(&table, &columns, &names, &query, &|_| true).expect("rows");
            let name = data.groups[segment.group].name.clone();
            (name, rows.rows().map(|row| row + 1).collect())
        })
        .collect();
    found.sort();
    let expected = [
        ("", vec![7]),
        ("BLA", vec![6]),
        ("BLA – Government", vec![4]),
        ("Government", vec![3, 5]),
        ("Government – TTP", vec![1, 2]),
        ("Government; Militia", vec![8]),
    ];
    let expected = expected.map(|(name, rows)| (name.to_owned(), rows));
    assert_eq!(found, expected);
}

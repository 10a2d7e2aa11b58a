//! How dates become counts: the tables of the founding article, and the sum that must always hold.

use crate::support::arbitrary::project;
use crate::support::chronicle::{Chronicle, date, elsewhere, id, killed, not_counted};
use clap::Parser as _;
use proptest::prelude::*;
use std::sync::Arc;
use tightrope::analysis::counts::{BucketWidth, Counting, Counts, count};
use tightrope::analysis::dates::WhichDate;
use tightrope::analysis::facts::EventFacts;
use tightrope::analysis::selection::Selection;
use tightrope::derived::{Events, Follows};
use tightrope::document::Document;
use tightrope::model::codebook::Family;
use tightrope::model::day::Day;
use tightrope::model::event::{Adopted, Standing};
use tightrope::model::id::{Replica, SourceId};
use tightrope::model::measure::{Bound, DateRule, Measure};
use tightrope::model::report::Stance;
use tightrope::model::toll::Harm;
use tightrope::model::view::{Bucket, Split};
use tightrope::model::when::Used;

fn by(bucket: Bucket) -> Counting {
    Counting {
        bucket: BucketWidth(bucket),
        ..Counting::default()
    }
}

fn counted(facts: &[EventFacts], selection: &Selection, how: &Counting) -> Counts {
    let events = facts.iter().filter(|facts| selection.admits(facts));
    count(events, how).expect("few buckets")
}

/// One word per bucket and group that is not empty: `2024-12 Strike 1/1`.
fn words(counts: &Counts) -> Vec<String> {
    let mut out = Vec::new();
    for (bucket, days) in counts.buckets.iter().enumerate() {
        for (group, name) in counts.groups.iter().enumerate() {
            let cell = counts.cell(bucket, group);
            if cell.expected > 0.0 {
                let (certain, expected) = (cell.certain, cell.expected);
                out.push(format!(
                    "{} {} {certain}/{expected:.4}",
                    days.first(),
                    name.name
                ));
            }
        }
    }
    out
}

fn check(facts: &[EventFacts], how: &Counting, expected: &[&str]) {
    assert_eq!(words(&counted(facts, &Selection::default(), how)), expected);
}

#[test]
fn the_founding_article_by_year_and_by_month() {
    let facts = Chronicle::founding_incidents().facts();
    let unsplit = |bucket| Counting {
        split: Split::None,
        ..by(bucket)
    };
    check(
        &facts,
        &unsplit(Bucket::Year),
        &["2024-01-01  3/3.0000", "2025-01-01  2/2.0000"],
    );
    check(
        &facts,
        &by(Bucket::Month),
        &[
            "2024-04-01 Strike 1/1.0000",
            "2024-12-01 Attack 1/1.0000",
            "2024-12-01 Strike 1/1.0000",
            "2025-08-01 Strike 0/0.5082",
            "2025-09-01 Strike 0/0.4918",
            "2025-10-01 Strike 1/1.0000",
        ],
    );
    let months = counted(&facts, &Selection::default(), &unsplit(Bucket::Month));
    assert_eq!(
        months.buckets.len(),
        19,
        "April 2024 to October 2025, empty ones too"
    );
    let august = months.cell(16, 0).expected;
    assert!((august - 31.0 / 61.0).abs() < 1e-12, "{august}");
    check(
        &facts,
        &unsplit(Bucket::Quarter),
        &[
            "2024-04-01  1/1.0000",
            "2024-10-01  2/2.0000",
            "2025-07-01  1/1.0000",
            "2025-10-01  1/1.0000",
        ],
    );
}

#[test]
fn earliest_counts_first_days() {
    let facts = Chronicle::founding_incidents().facts();
    let how = Counting {
        rule: DateRule::Earliest,
        ..by(Bucket::Day)
    };
    check(
        &facts,
        &how,
        &[
            "2024-04-01 Strike 1/1.0000",
            "2024-12-01 Attack 1/1.0000",
            "2024-12-01 Strike 1/1.0000",
            "2025-08-01 Strike 1/1.0000",
            "2025-10-09 Strike 1/1.0000",
        ],
    );
}

#[test]
fn a_set_with_a_gap_falls_only_where_it_says() {
    let mut told = Chronicle::new();
    told.event("Attack", "Two days", "[2025-01-31,2025-03-01,2025-03-02]");
    told.event("Attack", "Half a year", "2024-34");
    check(
        &told.facts(),
        &by(Bucket::Month),
        &[
            "2024-04-01 Attack 0/0.3297",
            "2024-05-01 Attack 0/0.3407",
            "2024-06-01 Attack 0/0.3297",
            "2025-01-01 Attack 0/0.3333",
            "2025-03-01 Attack 0/0.6667",
        ],
    );
}

#[test]
fn what_lasted_counts_at_its_start_and_its_toll_over_its_length() {
    let mut told = Chronicle::new();
    for (when, dead) in [
        ("2025-09-22/..", 21),
        ("2024-12-31/2025-01-01", 10),
        ("2025-01/", 7),
    ] {
        told.event_with("Attack", when, when, &[(1, Stance::Asserts)], |event| {
            event.toll = Some(Adopted::for_reason(killed(None, Some(dead), None), ""));
        });
    }
    let facts = told.facts();
    check(
        &facts,
        &by(Bucket::Month),
        &[
            "2024-12-01 Attack 1/1.0000",
            "2025-01-01 Attack 1/1.0000",
            "2025-09-01 Attack 1/1.0000",
        ],
    );
    let dead = Counting {
        measure: Measure::Toll(Harm::Killed, Bound::Best),
        ..by(Bucket::Month)
    };
    // An open end reaches to 12 October 2025, the last day the source can know: 21 days.
    check(
        &facts,
        &dead,
        &[
            "2024-12-01 Attack 0/5.0000",
            "2025-01-01 Attack 7/12.0000",
            "2025-09-01 Attack 0/9.0000",
            "2025-10-01 Attack 0/12.0000",
        ],
    );
    let low = counted(
        &facts,
        &Selection::default(),
        &Counting {
            measure: Measure::Toll(Harm::Killed, Bound::Low),
            ..dead
        },
    );
    assert_eq!(
        (low.unknown.len(), low.total().expected),
        (3, 0.0),
        "unknown is not zero"
    );
}

#[test]
fn a_window_cuts_buckets_and_what_lies_outside_is_kept() {
    let mut told = Chronicle::new();
    told.event("Attack", "Some day of 2024", "2024");
    told.event("Attack", "Before", "2019-05-05");
    told.event("Attack", "Undated", "");
    told.event("Attack", "Endless", "../2024");
    let how = Counting {
        from: Day::from_ymd(2024, 7, 1),
        to: Day::from_ymd(2025, 1, 31),
        ..by(Bucket::Year)
    };
    let counts = counted(&told.facts(), &Selection::default(), &how);
    assert_eq!(words(&counts), ["2024-07-01 Attack 0/0.5027"]);
    assert_eq!(counts.buckets.len(), 2);
    assert_eq!(counts.undated.len(), 2);
    let all = counts.total().expected + counts.outside + counts.undated_amount;
    assert!((all - 4.0).abs() < 1e-12);
    let backwards = Counting {
        to: Day::from_ymd(2020, 1, 1),
        ..how
    };
    let refused = count(&told.facts(), &backwards).expect_err("backwards");
    assert!(refused.to_string().contains("runs backwards"), "{refused}");
}

#[test]
fn each_choice_of_date_counts_that_date() {
    let mut told = Chronicle::new();
    told.event_with("Attack", "Moved", "2024-12", &[], |event| {
        let when = &mut event.when.as_mut().expect("dated").value;
        when.elsewhere = elsewhere(&["2023-01-01", "2022-01-01"]);
        when.used = Used::Elsewhere(1);
    });
    told.event("Attack", "Only resolved", "2024-11");
    let facts = told.facts();
    for (which, expected, undated) in [
        (
            WhichDate::Used,
            vec!["2022-01-01 Attack 1/1.0000", "2024-11-01 Attack 1/1.0000"],
            0,
        ),
        (
            WhichDate::Resolved,
            vec!["2024-11-01 Attack 1/1.0000", "2024-12-01 Attack 1/1.0000"],
            0,
        ),
        (WhichDate::Elsewhere, vec!["2022-01-01 Attack 1/1.0000"], 1),
    ] {
        let how = Counting {
            which,
            ..by(Bucket::Month)
        };
        check(&facts, &how, &expected);
        assert_eq!(
            counted(&facts, &Selection::default(), &how).undated.len(),
            undated
        );
    }
}

#[test]
fn two_places_are_one_event_in_one_group() {
    let facts = Chronicle::founding_incidents().facts();
    for (split, group) in [
        (Split::Place, "Nangarhar; Khost"),
        (Split::Country, "Afghanistan"),
        (Split::Standing, "contested"),
        (Split::Source, "Source 1"),
        (Split::Family, "incident"),
    ] {
        let how = Counting {
            split,
            ..by(Bucket::Year)
        };
        let counts = counted(&facts, &Selection::default(), &how);
        assert!(counts.groups.iter().any(|it| it.name == group), "{split:?}");
        assert_eq!(counts.total().expected, 5.0, "{split:?}");
    }
}

#[test]
fn conditions_and_families_choose_events() {
    let mut told = Chronicle::founding_incidents();
    told.event("Policy shift", "Trade barred", "2024-12/..");
    told.event_with("Strike", "Strikes of 2024", "2024", &[], |event| {
        event.countable = not_counted("umbrella");
    });
    let facts = told.facts();
    let number = |selection: &Selection| facts.iter().filter(|it| selection.admits(it)).count();
    assert_eq!(number(&Selection::default()), 5);
    assert_eq!(number(&Selection::everything()), 7);
    let policy = Selection {
        family: Some(Family::Policy),
        ..Selection::default()
    };
    assert_eq!(number(&policy), 1);
    for (condition, expected) in [
        ("kind=strike", 4),
        ("kind!=Strike", 1),
        ("kind~TRI", 4),
        ("place=Khost", 1),
        ("place!=Khost", 4),
        ("country=afghanistan", 1),
        ("country=", 0),
        ("standing=contested", 1),
        ("source=Source 1", 5),
        ("actor~taliban", 0),
    ] {
        let conditions = vec![condition.parse().expect(condition)];
        let selection = Selection {
            conditions,
            ..Selection::default()
        };
        assert_eq!(number(&selection), expected, "{condition}");
    }
}

#[test]
fn the_standing_of_an_event_follows_from_its_reports() {
    use Stance::{Alleges, Asserts, ClaimsResponsibility, Denies};
    let mut told = Chronicle::new();
    let reprint = told.source("2025-10-13", None, Some(1));
    let twice_removed = told.source("2025-10-14", None, Some(reprint));
    let other = told.source("2025-10-13", None, None);
    let sister = told.source("2025-10-13", None, Some(1));
    for (reports, standing, alleged, denied) in [
        (vec![], Standing::Unreported, false, false),
        (vec![(1, Alleges)], Standing::Alleged, true, false),
        (
            vec![(1, Alleges), (1, Denies)],
            Standing::Contested,
            true,
            true,
        ),
        (
            vec![(1, Asserts), (other, Asserts), (1, Denies)],
            Standing::Contested,
            false,
            true,
        ),
        (
            vec![(1, Asserts), (1, Alleges)],
            Standing::Asserted,
            false,
            false,
        ),
        (
            vec![(1, Asserts), (1, Asserts)],
            Standing::Asserted,
            false,
            false,
        ),
        (
            vec![(1, Asserts), (reprint, Asserts)],
            Standing::Asserted,
            false,
            false,
        ),
        (
            vec![(1, Asserts), (twice_removed, Asserts)],
            Standing::Asserted,
            false,
            false,
        ),
        (
            vec![(sister, Asserts), (reprint, Asserts)],
            Standing::Asserted,
            false,
            false,
        ),
        (
            vec![(1, Asserts), (other, ClaimsResponsibility)],
            Standing::Corroborated,
            false,
            false,
        ),
        (
            vec![(1, Asserts), (other, Alleges)],
            Standing::Asserted,
            false,
            false,
        ),
    ] {
        let mut told = Chronicle {
            project: told.project.clone(),
        };
        told.event_with("Attack", "It", "2025-10", &reports, |_| {});
        let facts = told.facts().remove(0);
        let found = (facts.standing, facts.alleged, facts.denied);
        assert_eq!(found, (standing, alleged, denied), "{reports:?}");
    }
    let mut told = Chronicle {
        project: told.project.clone(),
    };
    told.event_with(
        "Attack",
        "It",
        "2025-10",
        &[(1, Alleges), (1, Denies)],
        |event| {
            event.standing = Some((Standing::Asserted, "seen on video".to_owned()));
        },
    );
    let facts = told.facts().remove(0);
    let found = (facts.standing, facts.alleged, facts.denied);
    assert_eq!(found, (Standing::Asserted, false, true), "the denial stays");
}

#[test]
fn the_totals_of_the_status_bar() {
    let mut told = Chronicle::founding_incidents();
    told.event("Attack", "Undated", "");
    told.event_with("Policy shift", "Stock figure", "2023~/2025", &[], |event| {
        event.countable = not_counted("stock figure");
    });
    told.event("Diplomatic event", "Visit", "../2020");
    let totals = Events::rebuild(&told.snapshot()).totals();
    assert_eq!((totals.countable_incidents, totals.incidents), (6, 6));
    assert_eq!(
        (totals.countable_policy_shifts, totals.policy_shifts),
        (0, 1)
    );
    assert_eq!((totals.diplomatic, totals.undated), (1, 2));
    let horizon = Events::rebuild(&told.snapshot())
        .iter()
        .next()
        .and_then(|it| it.horizon);
    assert_eq!(horizon, Day::from_ymd(2025, 10, 12));
    assert_eq!(
        date("2024-04").extent(),
        told.facts()[0].extent.clone().expect("dated")
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn nothing_is_lost_between_dates_and_counts(
        project in project(),
        bucket in 0_usize..5,
        split in 0_usize..8,
        rule in prop::bool::ANY,
        which in 0_usize..3,
        window in prop::option::of((19_000_i32..20_500, 0_i32..900)),
    ) {
        let document = Document::new(project, Replica::from_bits(7)).expect("consistent");
        let now = document.snapshot();
        let facts: Vec<EventFacts> = document
            .project()
            .events
            .values()
            .filter_map(|event| EventFacts::of(now, &Arc::clone(event)))
            .collect();
        let how = Counting {
            bucket: BucketWidth(Bucket::ALL[bucket]),
            split: Split::ALL[split],
            rule: if rule { DateRule::Spread } else { DateRule::Earliest },
            which: WhichDate::ALL[which],
            from: window.map(|(from, _)| Day::from_number(from)),
            to: window.map(|(from, days)| Day::from_number(from + days)),
            ..Counting::default()
        };
        let counts = counted(&facts, &Selection::everything(), &how);
        let total = counts.total();
        let all = total.expected + counts.outside + counts.undated_amount;
        prop_assert!((all - facts.len() as f64).abs() < 1e-9, "{all} of {}", facts.len());
        prop_assert!(total.certain <= total.expected + 1e-9);
        prop_assert_eq!(total.certain.fract(), 0.0);
        for share in &counts.shares {
            prop_assert!(share.amount > 0.0 && share.amount <= 1.0);
            prop_assert!((share.bucket as usize) < counts.buckets.len());
            prop_assert!((share.group as usize) < counts.groups.len());
        }
        if let Some(window) = window {
            let days: u32 = counts.buckets.iter().map(|bucket| bucket.days()).sum();
            prop_assert_eq!(i64::from(days), i64::from(window.1) + 1);
        }
    }
}

#[derive(clap::Parser)]
struct CountsCommand {
    #[command(flatten)]
    args: tightrope::cli::counts::Args,
}

fn run(told: &Chronicle, options: &str) -> Result<(String, Vec<String>), String> {
    let words = ["counts", "p.ron"]
        .into_iter()
        .chain(options.split_whitespace());
    let command = CountsCommand::try_parse_from(words).map_err(|error| error.to_string())?;
    let printed = tightrope::cli::counts::run(&told.snapshot(), &command.args)?;
    Ok((
        String::from_utf8(printed.bytes).expect("UTF-8"),
        printed.notes,
    ))
}

#[test]
fn what_nobody_tells_the_number_of_has_rows_without_one() {
    let mut told = Chronicle::new();
    told.event("Attack", "Untold", "2024-01-10");
    told.event_with(
        "Strike",
        "Told",
        "2024-05-02",
        &[(1, Stance::Asserts)],
        |event| {
            event.toll = Some(Adopted::for_reason(killed(None, Some(3), None), ""));
        },
    );
    told.event("Strike", "Untold too", "2024-10-20");
    let (text, notes) = run(&told, "--by quarter --measure killed-best").expect("counted");
    assert_eq!(
        text,
        "start,end,group,certain,expected\n2024-01-01,2024-04-01,,,\n2024-04-01,2024-07-01,,3,3\n\
         2024-07-01,2024-10-01,,0,0\n2024-10-01,2025-01-01,,,\n"
    );
    assert_eq!(
        notes,
        ["2 events without a number: left out, as unknown is not zero"]
    );
    // Each in its group, also where nobody tells any number of it.
    let (text, _) = run(&told, "--by year --split kind --measure killed-best").expect("counted");
    assert_eq!(
        text,
        "start,end,group,certain,expected\n2024-01-01,2025-01-01,Strike,3,3\n2024-01-01,2025-01-01,Attack,,\n"
    );
    // Nobody tells the most of any.
    let (text, _) = run(&told, "--by quarter --measure killed-high").expect("counted");
    assert_eq!(
        text,
        "start,end,group,certain,expected\n2024-01-01,2024-04-01,,,\n2024-04-01,2024-07-01,,,\n\
         2024-07-01,2024-10-01,,0,0\n2024-10-01,2025-01-01,,,\n"
    );
    // The source speaks of 2024 and of 2025 up to October.
    let (text, notes) = run(&told, "--by year --from 2025 --to 2026").expect("counted");
    assert_eq!(
        text,
        "start,end,group,certain,expected\n2025-01-01,2026-01-01,,0,0\n2026-01-01,2027-01-01,,,\n"
    );
    let words = "1 year that no source covers: without a number, as unknown is not zero";
    assert!(notes.iter().any(|note| note == words), "{notes:?}");
}

#[test]
fn the_command_prints_rows_empty_ones_too_and_the_undated_last() {
    let mut told = Chronicle::founding_incidents();
    told.event("Attack", "Undated", "");
    let (text, notes) = run(&told, "--by year").expect("counted");
    assert_eq!(
        text,
        "start,end,group,certain,expected\n2024-01-01,2025-01-01,,3,3\n2025-01-01,2026-01-01,,2,2\n,,,1,1\n"
    );
    assert_eq!(notes, ["1 event undated: in no bucket, in the last row"]);
    let (text, _) = run(
        &told,
        "--by month --split place --from 2025-08 --to 2025-09",
    )
    .expect("counted");
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "2025-08-01,2025-09-01,,0,0",
            "2025-08-01,2025-09-01,Nangarhar; Khost,0,0.508196721",
            "2025-09-01,2025-10-01,,0,0",
            "2025-09-01,2025-10-01,Nangarhar; Khost,0,0.491803279",
            ",,,1,1",
        ]
    );
    let (text, _) = run(
        &told,
        "--by year --format json --where kind=attack --measure killed-best",
    )
    .expect("counted");
    assert_eq!(
        text,
        "{\"start\":\"2024-01-01\",\"end\":\"2025-01-01\",\"group\":\"\",\"certain\":16,\"expected\":16}\n"
    );
    for (options, why) in [
        (
            "--by decade",
            "possible values: day, week, month, quarter, year",
        ),
        ("--from sometime", "is not a date"),
        ("--from ../2024", "has no first and last day"),
        ("--where colour=red", "is no field"),
        ("--from 2025 --to 2024", "runs backwards"),
        ("--by day --from 1000 --to 9000", "choose wider buckets"),
    ] {
        let error = run(&told, options).expect_err(options);
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn cells_of_a_csv_are_safe_to_open() {
    let mut told = Chronicle::new();
    let place = told.place("=HYPERLINK(\"x\"), a", "");
    told.event_with("Attack", "It", "2024", &[], |event| {
        event.places = Some(Adopted::for_reason(vec![place], ""));
    });
    let (text, _) = run(&told, "--by year --split place").expect("counted");
    assert!(
        text.contains(",\"'=HYPERLINK(\"\"x\"\"), a\",1,1"),
        "{text}"
    );
}

#[test]
fn what_rests_only_on_boilerplate_is_in_no_count_and_says_so() {
    let mut told = Chronicle::new();
    let other = told.source("2025-10-13", None, None);
    let alone = told.event_with(
        "Attack",
        "Alone",
        "2025-03",
        &[(1, Stance::Asserts)],
        |_| {},
    );
    let both = [(1, Stance::Asserts), (other, Stance::Asserts)];
    told.event_with("Attack", "Both", "2025-03", &both, |_| {});
    told.event_with("Attack", "Nobody", "2025-03", &[], |_| {});
    let by_hand = told.event_with(
        "Attack",
        "By hand",
        "2025-03",
        &[(1, Stance::Asserts)],
        |event| {
            event.countable = not_counted("a rumour");
        },
    );
    let total = |told: &Chronicle| {
        counted(&told.facts(), &Selection::default(), &by(Bucket::Month))
            .total()
            .expected
    };
    assert_eq!(total(&told), 3.0);
    let mark = |told: &mut Chronicle, spans: &[&str]| {
        let source = told
            .project
            .sources
            .get_mut(&id::<SourceId>(1))
            .expect("the first source");
        let spans = spans.iter().map(|span| span.parse().expect("a span"));
        Arc::make_mut(source).boilerplate = spans.collect();
    };
    // The annotations stand on 0..9.
    for (spans, expected) in [
        (vec!["0..8"], 3.0),
        (vec!["0..5", "5..12"], 2.0),
        (vec!["10..12"], 3.0),
        (vec!["0..9"], 2.0),
    ] {
        mark(&mut told, &spans);
        assert_eq!(total(&told), expected, "{spans:?}");
    }
    let facts = told.facts();
    let why = |event| {
        let found = facts.iter().find(|facts| facts.id() == event);
        found.expect("there").uncounted_because()
    };
    assert_eq!(why(alone), Some("rests only on boilerplate"));
    assert_eq!(why(by_hand), Some("a rumour"));
    assert_eq!(
        facts
            .iter()
            .filter(|facts| facts.uncounted_because().is_none())
            .count(),
        2
    );
}

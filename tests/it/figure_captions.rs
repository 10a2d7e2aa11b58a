//! What figures say: the numbers of `counts`, what was chosen, and names that can be told apart.

use crate::cli::{Desk, command};
use crate::support::chronicle::Chronicle;
use crate::support::corpus::corpus;
use proptest::prelude::*;
use tightrope::analysis::counts::{BucketWidth, Counting, count};
use tightrope::derived::Derived;
use tightrope::document::Snapshot;
use tightrope::figure::frame::Frame;
use tightrope::figure::frequency::{Asked, frequency};
use tightrope::model::day::{Day, DayRange};
use tightrope::model::view::Bucket;

const PAKISTAN: &str = "events/ucdp_hdx_pakistan_1989-2021.csv";

pub fn project(name: &str) -> String {
    format!("{}/projects/{name}.ron", env!("CARGO_MANIFEST_DIR"))
}

/// What a command prints to stdout and stderr.
pub fn said(what: &str, input: &str, options: &[&str]) -> (String, String) {
    let desk = Desk::new();
    let mut command = command(desk.0.path(), what);
    let output = command.arg(input).args(options).output().expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(0), "{input} {options:?}: {err}");
    (out, err)
}

/// The words of a figure, as they stand from top to bottom.
pub fn words(input: &str, options: &[&str]) -> String {
    let svg = said("figure", input, &[options, &["--no-fonts"]].concat()).0;
    let texts = svg.split("<text").skip(1);
    let texts = texts.filter_map(|rest| rest.split_once('>')?.1.split_once("</text>"));
    let plain = |text: &str| {
        let parts = text
            .split('<')
            .map(|part| part.rsplit('>').next().unwrap_or_default());
        parts.collect::<String>()
    };
    texts
        .map(|(text, _)| plain(text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The number in front of some words; 0 where they are not said.
fn number_before(words: &str, what: &str) -> f64 {
    let Some((before, _)) = words.split_once(what) else {
        return 0.0;
    };
    let number = |word: &str| word.replace(',', "").parse().ok();
    before
        .split_whitespace()
        .rev()
        .take(3)
        .find_map(number)
        .expect(words)
}

#[test]
fn a_figure_counts_a_period_as_counts_does() {
    let pakistan = corpus(PAKISTAN).map(|path| path.display().to_string());
    let mut cases = vec![
        (project("pak-afghan"), ["2024-06-01", "2025-08-31"]),
        (project("pak-afghan"), ["2025-10-01", "2025-10-10"]),
        (project("coal-mines"), ["1880-03-01", "1913-12-31"]),
    ];
    if let Some(path) = pakistan {
        cases.push((path.clone(), ["2002-11-16", "2012-02-16"]));
        cases.push((path, ["1980-01-01", "1989-06-30"]));
    }
    for (input, [from, to]) in &cases {
        for by in ["month", "quarter", "year"] {
            for ends in [
                vec!["--from", from, "--to", to],
                vec!["--from", from],
                vec!["--to", to],
            ] {
                let options = [&["--by", by], ends.as_slice()].concat();
                let (csv, notes) = said("counts", input, &options);
                let counted: f64 = csv
                    .lines()
                    .skip(1)
                    .filter(|line| !line.starts_with(','))
                    .map(|line| {
                        line.rsplit(',')
                            .next()
                            .and_then(|cell| cell.parse::<f64>().ok())
                            .expect(line)
                    })
                    .sum();
                let outside = number_before(&notes, " outside the period");
                let mut options =
                    [&options[..], &["--view", "frequency", "--width", "2000"]].concat();
                if input.ends_with(".ron") {
                    options.push("--no-tables");
                }
                let figure = words(input, &options);
                // Where all of a table is shown, the number of its rows says so.
                let shown = match figure.contains(" shown") {
                    true => number_before(&figure, " shown"),
                    false => number_before(&figure, " rows: "),
                };
                let left_out = number_before(&figure, " outside this period");
                assert!(
                    (shown - counted).abs() < 0.006,
                    "{input} {options:?}: {counted} {figure}"
                );
                assert!(
                    (left_out - outside).abs() < 0.006,
                    "{input} {options:?}: {outside} {figure}"
                );
            }
        }
    }
}

fn some_events() -> Snapshot {
    let mut all = Chronicle::new();
    for number in 0..90_i32 {
        let when = match number % 5 {
            0 => format!("2024-{:02}", 1 + number % 12),
            1 => "[2023-11,2025-02]".to_owned(),
            2 => "2023".to_owned(),
            _ => format!("2024-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
        };
        all.event("Attack", &format!("Number {number}"), &when);
    }
    all.snapshot()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_chosen_period_has_the_bars_of_counts_and_an_edge_has_whole_ones(
        from in 19_300_i32..20_200, length in 1_u32..600, bucket in 1_usize..5,
    ) {
        let now = some_events();
        let derived = Derived::new(&now);
        let first = Day::from_number(from);
        let window = DayRange::new(first, first.plus(length as i32)).expect("forwards");
        let bucket = Bucket::ALL[bucket];
        let how = Counting {
            bucket: BucketWidth(bucket),
            from: Some(window.first()),
            to: Some(window.last()),
            ..Counting::default()
        };
        let axis = Frame::new(1_200.0, window).axis;
        let drawn = |counting: Counting| {
            let asked = Asked { bucket: Some(bucket), counting, ..Asked::default() };
            frequency(now.project(), &derived, &asked, &axis).expect("few buckets")
        };
        let counts = count(derived.events().iter(), &how).expect("few buckets");
        let cut = drawn(how);
        let sum: f64 = cut.bars.iter().map(|bar| bar.cell.expected).sum();
        let days: Vec<DayRange> = cut.bars.iter().map(|bar| bar.days).collect();
        prop_assert_eq!(&days, &counts.buckets);
        prop_assert!((sum - counts.total().expected).abs() < 1e-6);
        prop_assert!((sum + cut.outside + cut.undated.len() as f64 - 90.0).abs() < 1e-6);
        let whole = drawn(Counting::default());
        prop_assert!(whole.bars.iter().all(|bar| bar.is_whole(bucket)));
        let sum: f64 = whole.bars.iter().map(|bar| bar.cell.expected).sum();
        prop_assert!((sum + whole.outside - 90.0).abs() < 1e-6);
    }
}

#[test]
fn bars_of_a_part_of_a_year_are_told() {
    let figure = words(
        &project("pak-afghan"),
        &[
            "--view",
            "frequency",
            "--by",
            "year",
            "--from",
            "2024-06-01",
            "--to",
            "2025-08-31",
        ],
    );
    let told = "The first and the last bar stand for a part of a year (Jun to Dec 2024 and Jan to Aug 2025).";
    assert!(figure.contains(told), "{figure}");
}

#[test]
fn captions_say_what_was_chosen_and_name_a_file_once() {
    let figure = words(
        &project("pak-afghan"),
        &[
            "--view",
            "frequency",
            "--dates",
            "earliest",
            "--where",
            "kind!=Strike",
            "--where",
            "place~a",
        ],
    );
    for told in [
        "counted on their first day",
        "only Kind: not Strike, Place contains “a”",
    ] {
        assert!(figure.contains(told), "{told}: {figure}");
    }
    let Some(path) = corpus(PAKISTAN) else { return };
    let path = path.display().to_string();
    let dyad = "column:dyad_name=Government of Pakistan - TTP";
    let options = [
        "--view",
        "frequency",
        "--from",
        "2018",
        "--to",
        "2021",
        "--where",
        dyad,
    ];
    let figure = words(&path, &options);
    assert!(
        figure.contains("only dyad_name: Government of Pakistan - TTP"),
        "{figure}"
    );
    assert!(
        figure.contains("State-based violence"),
        "the one group is named: {figure}"
    );
    assert_eq!(figure.matches("ucdp_hdx").count(), 1, "{figure}");
    let titled = words(&path, &[&options[..], &["--title", "Mine"]].concat());
    assert!(
        titled.contains("Table: ucdp_hdx_pakistan_1989-2021."),
        "{titled}"
    );
    let all = words(
        &path,
        &[
            "--view",
            "frequency",
            "--by",
            "year",
            "--measure",
            "killed-high",
        ],
    );
    assert!(
        all.contains(" killed (at most) shown") && all.contains("6,416 rows"),
        "{all}"
    );
}

#[test]
fn what_nobody_tells_is_not_zero() {
    let figure = words(
        &project("coal-mines"),
        &["--view", "frequency", "--measure", "killed-best"],
    );
    assert!(
        figure.contains("nobody tells how many were killed"),
        "{figure}"
    );
    assert!(!figure.contains(": 0 killed"), "{figure}");
    assert!(figure.contains("4,174 killed (best) shown"), "{figure}");
}

#[test]
fn a_table_alone_refuses_lanes_it_does_not_have() {
    let Some(path) = corpus(PAKISTAN) else { return };
    let desk = Desk::new();
    let (_, err) = desk.run(&format!("figure {} --lanes actor", path.display()), 2);
    assert!(
        err.contains("--lanes: a table by itself has a lane for each kind"),
        "{err}"
    );
}

#[test]
fn names_and_labels_can_be_told_apart() {
    let figure = words(
        &project("pak-afghan"),
        &["--view", "timeline", "--lanes", "dyad"],
    );
    assert!(!figure.contains("Pakis… – Tehrik…"), "{figure}");
    let figure = words(&project("coal-mines"), &["--view", "timeline"]);
    assert!(
        figure.contains("Senghenydd, 1913, 14 Oct 1913"),
        "the most killed: {figure}"
    );
    assert!(
        figure.contains("Explosions of ten deaths or more"),
        "{figure}"
    );
}

#[test]
fn that_conditions_leave_nothing_is_said() {
    let project = project("pak-afghan");
    for what in ["counts", "figure"] {
        let (_, err) = said(what, &project, &["--where", "kind=Nope"]);
        assert!(err.contains("no event is as --where says"), "{what}: {err}");
        let (_, err) = said(what, &project, &["--where", "kind=Strike"]);
        assert!(!err.contains("--where says"), "{what}: {err}");
    }
    let (_, err) = said("figure", &project, &["--where", "actor=China"]);
    assert!(err.contains("of other families"), "empty bars: {err}");
    // What is so and yet in no bar is told apart from what is not so.
    let bars = ["--view", "frequency", "--where"];
    for (options, told) in [
        (
            &["kind=Policy shift"][..],
            "of other families (--family any counts them)",
        ),
        (&["initiator=Mohammad Yaqoob"], "no event is as"),
        (&["kind=Diplomatic event", "--family", "diplomatic"], ""),
    ] {
        let options: Vec<&str> = bars.into_iter().chain(options.iter().copied()).collect();
        let (_, err) = said("figure", &project, &options);
        assert!(err.contains(told), "{options:?}: {err}");
        assert_eq!(err.contains("--where says"), !told.is_empty(), "{err}");
    }
}

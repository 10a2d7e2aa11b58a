//! `tightrope figure`: what each option draws, and which are refused.

use crate::cli::Desk;
use crate::support::charts::sample;
use clap::Parser as _;
use std::sync::Arc;
use tightrope::document::{Document, Snapshot};
use tightrope::model::bars::Bars;
use tightrope::model::edtf::Edtf;
use tightrope::model::id::{Replica, TypedId as _, Uid, ViewId};
use tightrope::model::lanes::{LaneKey, LanesBy};
use tightrope::model::view::{Bucket, Filter, Split, View};
use tightrope::storage;

#[derive(clap::Parser)]
struct FigureCommand {
    #[command(flatten)]
    args: tightrope::cli::figure_args::FigureArgs,
}

fn run(now: &Snapshot, options: &str) -> Result<String, String> {
    let words = ["figure", "p.ron"]
        .into_iter()
        .chain(options.split_whitespace());
    let command = FigureCommand::try_parse_from(words).map_err(|error| error.to_string())?;
    let printed = tightrope::cli::figure::run(now, &[], &command.args);
    let printed = printed.map_err(|error| error.to_string())?;
    Ok(String::from_utf8(printed.bytes).expect("UTF-8"))
}

/// The sample with a view of its strikes by quarter.
fn with_view(change: impl FnOnce(&mut View)) -> Snapshot {
    let contents = storage::project_file::decode(storage::sample()).expect("the sample reads");
    let mut project = contents.project;
    let mut kinds = project.kinds.values();
    let strike = kinds.find(|kind| kind.name == "Strike").expect("a kind").id;
    let date = |text: &str| Some(Edtf::parse(text).expect("a date"));
    let mut view = View {
        id: ViewId::from_uid(Uid {
            counter: 9_999,
            replica: Replica::from_bits(0),
        }),
        name: "Strikes".to_owned(),
        from: date("2024-04-01"),
        to: date("2024-12-31"),
        bucket: Some(Bucket::Quarter),
        split: Split::None,
        bars: Bars {
            mean: Some(3),
            ..Bars::default()
        },
        lanes: LanesBy::Kind,
        arrangement: Default::default(),
        filters: vec![Filter::Kind(strike)],
        orders: Vec::new(),
        columns: Vec::new(),
        hidden: Default::default(),
    };
    change(&mut view);
    project.views.insert(view.id, Arc::new(view));
    let document = Document::new(project, Replica::from_bits(1)).expect("consistent");
    document.snapshot().clone()
}

#[test]
fn a_saved_view_is_where_a_figure_starts() {
    let now = with_view(|_| {});
    let same = "--by quarter --split none --mean 3 --lanes kind --where kind=Strike";
    let same = format!("{same} --from 2024-04 --to 2024-12");
    let saved = run(&now, "--saved Strikes").expect("drawn");
    assert!(saved == run(&now, &same).expect("drawn"), "another figure");
    for (options, holds) in [
        ("--by month", "per month"),
        ("--cumulative", "up to each quarter"),
        ("--to 2025", "Apr 2024 to Dec 2025"),
        ("--lanes place", "Lanes by place"),
        ("--view dyad", "Attack and strike"),
    ] {
        let text = run(&now, &format!("--saved strikes {options}")).expect(options);
        assert!(text.contains(holds), "{options} lacks {holds}");
    }
    let now = with_view(|view| {
        view.arrangement.hidden.insert(LaneKey::Claims);
        view.arrangement.links = true;
        view.filters.clear();
    });
    let arranged = run(&now, "--saved Strikes").expect("drawn");
    assert!(arranged.contains("Not shown: Claims."));
    let without = with_view(|view| {
        view.arrangement.hidden.insert(LaneKey::Claims);
        view.filters.clear();
    });
    let linked = run(&without, "--saved Strikes --links").expect("drawn");
    assert!(arranged == linked, "its links go along");
    assert!(arranged != run(&without, "--saved Strikes").expect("drawn"));
    let unknown = run(&now, "--saved Nowhere").expect_err("unknown");
    assert!(
        unknown.contains("‘Nowhere’ (there are ‘Strikes’)"),
        "{unknown}"
    );
    let none = run(&sample(), "--saved Strikes").expect_err("none");
    assert!(none.contains("the project has none"), "{none}");
}

#[test]
fn links_are_drawn_where_they_are_asked_for() {
    let now = sample();
    let with = run(&now, "--view timeline --links").expect("drawn");
    let without = run(&now, "--view timeline").expect("drawn");
    let lines = |svg: &str| svg.matches("<line").count();
    assert!(lines(&with) > lines(&without) + 20, "arcs");
    let refused = run(&now, "--view frequency --links").expect_err("no lanes");
    assert!(refused.contains("--links: this belongs to another chart"));
}

#[test]
fn the_numbers_go_to_a_file_beside_the_picture_or_instead_of_it() {
    let desk = Desk::new();
    desk.put("P.ron", storage::sample());
    for (view, starts, holds) in [
        ("timeline", "series,lane,title,first", "Checkpoint attack"),
        ("frequency", "series,start,end,group", "Incidents per"),
        ("both", "series,start,end,group", "Timeline,"),
        ("posture", "series,lane,what,first", "points"),
        ("dyad", "series,lane,what,first", "killed"),
    ] {
        let (out, _) = desk.run(&format!("figure P.ron --view {view} --numbers n.csv"), 0);
        assert_eq!(out, "", "no picture between them");
        let numbers = desk.get("n.csv");
        assert!(numbers.starts_with(starts), "{view}: {numbers}");
        assert!(numbers.contains(holds), "{view}: {numbers}");
    }
    desk.run("figure P.ron --view dyad --numbers n.tsv -o f.svg", 0);
    assert!(desk.get("f.svg").starts_with("<svg"));
    let tabs = "series\tlane\twhat\tfirst";
    assert!(desk.get("n.tsv").starts_with(tabs));
    let (_, said) = desk.run("figure P.ron --numbers n.xlsx", 2);
    assert!(said.contains("name it FILE.csv or FILE.tsv"), "{said}");
    let mines = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/cases/coal-mines/events"
    );
    let table = format!("figure {mines}.csv --map {mines}.map.ron");
    let (_, said) = desk.run(&format!("{table} --saved x"), 2);
    assert!(said.contains("--saved: a table by itself has no"), "{said}");
    desk.run(&format!("{table} --view timeline --numbers n.csv"), 0);
    let numbers = desk.get("n.csv");
    assert!(
        numbers.starts_with("series,start,end,group") && numbers.contains("per year"),
        "{numbers}"
    );
}

#[test]
fn the_command_draws_what_it_is_asked() {
    let now = sample();
    let run = |options: &str| run(&now, options);
    for (options, holds, lacks) in [
        ("--view timeline -o F.svg", "Diplomacy", "per month"),
        ("--view frequency --by year", "per year", "Diplomacy"),
        (
            "--width 800 --height 900",
            "width=\"800\" height=\"900\"",
            "no such word",
        ),
        ("--lanes actor", "Lanes by actor", "no such word"),
        ("--lanes codebook", "Diplomacy", "Lanes by"),
        ("--theme dark --title Mine", ">Mine</text>", "FFFFFF"),
        (
            "--title= --caption= --source=",
            "role=\"img\"",
            "Countable incidents",
        ),
        (
            "--caption Told. --source Ours.",
            ">Ours.</text>",
            "Sources:",
        ),
        ("--lang ur-PK", "lang=\"ur-PK\"", "lang=\"en\""),
        ("--no-fonts", "Inter", "@font-face"),
        ("--theme print", "M-1,1 l2,-2", "9A3820"),
        ("--patterns", "9A3820", "no such word"),
        (
            "--view frequency --family policy",
            "Policy shifts",
            "Incidents",
        ),
        (
            "--view frequency --split standing",
            "per month",
            "no such word",
        ),
        (
            "--from 2025-01 --to 2025-03",
            ">6 Jan 2025</text>",
            ">Apr 2024<",
        ),
    ] {
        let text = run(options).expect(options);
        assert!(text.contains(holds), "{options} lacks {holds}");
        assert!(!text.contains(lacks), "{options} holds {lacks}");
    }
    for (options, why) in [
        ("-o F.jpeg", "written as SVG, PNG or PDF"),
        ("--lang a_b", "is no language tag"),
        ("--scale 0", "no number of pixels"),
        (
            "-o F.png --width 20000 --height 9000 --scale 9",
            "too large",
        ),
        ("-o F.pdf --width 20000", "too large for PDF"),
        ("--width 5", "no length"),
        ("--from 2025 --to 2024", "runs backwards"),
    ] {
        let error = run(options).expect_err(options);
        assert!(error.contains(why), "{error}");
    }
}

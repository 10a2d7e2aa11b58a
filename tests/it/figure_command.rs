//! `tightrope figure`: what each option draws, and which are refused.

use crate::support::charts::sample;
use clap::Parser as _;

#[derive(clap::Parser)]
struct FigureCommand {
    #[command(flatten)]
    args: tightrope::cli::figure_args::FigureArgs,
}

#[test]
fn the_command_draws_what_it_is_asked() {
    let now = sample();
    let run = |options: &str| {
        let words = ["figure", "p.ron"]
            .into_iter()
            .chain(options.split_whitespace());
        let command = FigureCommand::try_parse_from(words).map_err(|error| error.to_string())?;
        let printed = tightrope::cli::figure::run(&now, &[], &command.args);
        let printed = printed.map_err(|error| error.to_string())?;
        Ok::<_, String>(String::from_utf8(printed.bytes).expect("UTF-8"))
    };
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

//! Figures of two actors on the command line.

use crate::cli::Desk;
use tightrope::storage::sample;

#[test]
fn figures_of_two_actors_are_drawn_and_refusals_say_who_there_is() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    let (out, _) = desk.run("figure P.ron --view posture", 0);
    assert!(
        out.contains("<title id=\"title\">Policy posture, Pakistan and Afghan Taliban"),
        "{out}"
    );
    assert!(out.contains("Trade: Transit trade barred, Pakistan towards Afghan Taliban, −6"));
    let (out, _) = desk.run(
        "figure P.ron --view dyad --telling walking --actors TTP,Islamabad",
        0,
    );
    assert!(
        out.contains("Order of telling in Walking the line"),
        "{out}"
    );
    assert!(out.contains("Checkpoint attack: told 4th"));
    let (out, _) = desk.run("figure P.ron --view dyad --actor Kabul --actor Pakistan", 0);
    assert!(out.contains("Transit trade barred"), "by alias");
    let case = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/cases/coal-mines");
    let table = format!("figure {case}/events.csv --map {case}/events.map.ron --view dyad");
    for (arguments, why) in [
        (
            "figure P.ron --view posture --actors Pakistan,Narnia",
            "no actor is called ‘Narnia’ (there are Pakistan; Afghan Taliban;",
        ),
        (
            "figure P.ron --view posture --actors Pakistan",
            "1 names where two are needed",
        ),
        (
            "figure P.ron --view posture --actor Pakistan",
            "two actors are needed",
        ),
        (
            "figure P.ron --view posture --actors Pakistan,Islamabad",
            "are both Pakistan",
        ),
        (
            "figure P.ron --actors Pakistan,TTP",
            "--actors: this belongs to another chart",
        ),
        (
            "figure P.ron --view dyad --acts",
            "--acts: this belongs to another chart",
        ),
        (
            "figure P.ron --view posture --telling walking",
            "--telling: this belongs to another chart",
        ),
        (
            "figure P.ron --view dyad --telling Nothing",
            "no source is called ‘Nothing’ (there are Walking the line",
        ),
        (table.as_str(), "drawn from the events of a project"),
    ] {
        let (_, err) = desk.run(arguments, 2);
        assert!(err.contains(why), "{arguments}: {err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

const EVERY_VIEW: [&str; 5] = ["timeline", "frequency", "both", "posture", "dyad"];

#[test]
fn what_stands_around_a_figure_and_its_size_hold_for_every_view() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    for view in EVERY_VIEW {
        let around = "--title Mine --caption Told. --source Ours. --lang ur --theme dark";
        let options = format!("--view {view} --width 640 --height 1100 {around}");
        let (out, err) = desk.run(&format!("figure P.ron {options}"), 0);
        for words in [
            ">Mine</text>",
            ">Told.</text>",
            ">Ours.</text>",
            "lang=\"ur\"",
            "width=\"640\" height=\"1100\"",
            "fill=\"#1E2125\"",
        ] {
            assert!(out.contains(words), "{view} lacks {words}");
        }
        assert_eq!(err, "", "{view}");
        let bare = "--title= --caption= --source=";
        let (out, _) = desk.run(&format!("figure P.ron --view {view} {bare}"), 0);
        for words in [">Source: ", "Dates as used", "dates as", "Scores in PLOVER"] {
            assert!(!out.contains(words), "{view} says {words}");
        }
    }
}

#[test]
fn a_height_that_cannot_be_is_told() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    for view in EVERY_VIEW {
        let (_, err) = desk.run(&format!("figure P.ron --view {view} --height 100"), 0);
        assert!(err.contains("points high, not 100"), "{view}: {err}");
    }
    let (out, err) = desk.run("figure P.ron --view timeline --height 420", 0);
    assert!(out.contains("height=\"420\"") && err.is_empty(), "{err}");
}

#[test]
fn options_of_another_view_are_refused_and_none_passes_in_silence() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    let of_bars = [
        "--by year",
        "--split none",
        "--split kind",
        "--below events",
        "--mean 3",
        "--earlier 1",
        "--cumulative",
        "--multiples",
        "--measure events",
        "--dates spread",
        "--when used",
        "--all",
        "--patterns",
    ];
    let rest = [
        ("--lanes kind", &["timeline", "both"][..]),
        ("--actors Pakistan,TTP", &["posture", "dyad"]),
        ("--actor Pakistan --actor TTP", &["posture", "dyad"]),
        ("--acts", &["posture"]),
        ("--telling walking", &["dyad"]),
    ];
    let of_bars = of_bars.map(|option| (option, &["frequency", "both"][..]));
    for (option, views) in of_bars.into_iter().chain(rest) {
        for view in EVERY_VIEW {
            let arguments = format!("figure P.ron --view {view} {option}");
            let known = views.contains(&view);
            let (_, err) = desk.run(&arguments, if known { 0 } else { 2 });
            let name = option.split(' ').next().expect("a name");
            let why = format!("{name}: this belongs to another chart than {view}");
            assert_eq!(err.contains(&why), !known, "{arguments}: {err}");
        }
    }
    for (arguments, why) in [
        (
            "--view posture --table T",
            "--table: this belongs to another chart",
        ),
        (
            "--view posture --no-tables",
            "--no-tables: this belongs to another chart than posture",
        ),
        ("--view posture --family incident", "add --acts"),
        ("--view dyad --scale 3", "--scale: only PNG knows this"),
        ("--dpi 300 -o F.pdf", "--dpi: only PNG knows this"),
        ("--no-fonts -o F.png", "--no-fonts: only SVG knows this"),
        ("--width 319", "from 320 to 20000 points"),
    ] {
        let (_, err) = desk.run(&format!("figure P.ron {arguments}"), 2);
        assert!(err.contains(why), "{arguments}: {err}");
    }
    let (out, _) = desk.run("figure P.ron --width 320", 0);
    assert!(out.contains("width=\"320\""));
}

#[test]
fn a_family_is_a_family_in_every_view() {
    let desk = Desk::new();
    desk.put("P.ron", sample());
    let drawn = |options: &str| desk.run(&format!("figure P.ron {options}"), 0).0;
    let all = drawn("--view timeline");
    for lane in [">Attacks<", ">Policy<", ">Diplomacy<", ">Claims<"] {
        assert!(all.contains(lane), "{lane}");
    }
    assert_eq!(drawn("--view timeline --family any"), all);
    let incidents = drawn("--view timeline --family incident");
    assert!(incidents.contains(">Attacks<") && incidents.contains("Checkpoint attack"));
    for lane in [
        ">Policy<",
        ">Diplomacy<",
        ">Claims<",
        "Transit trade barred",
    ] {
        assert!(!incidents.contains(lane), "{lane}");
    }
    let kabul = "--view dyad --actors Pakistan,Kabul";
    assert!(drawn(kabul).contains("Transit trade barred"));
    let acts = drawn(&format!("{kabul} --family incident"));
    assert!(!acts.contains("Transit trade barred"));
}

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

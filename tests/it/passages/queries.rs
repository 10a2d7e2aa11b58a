//! Tiny projects, typed queries, and the passages they find.

use crate::support::chronicle::{Chronicle, date, id};
use crate::support::coded::Coded;
use std::sync::Arc;
use tightrope::analysis::matrix::{Across, Matrix, cell_query};
use tightrope::analysis::passages::typed::{completions, line, parse};
use tightrope::analysis::passages::{
    GroupBy, Joints, Query, Reach, Row, SortBy, Test, arrange, find,
};
use tightrope::model::actor::Actor;
use tightrope::model::annotation::Mentioned;
use tightrope::model::id::{ActorId, PlaceId, RecordId};
use tightrope::model::report::Stance;

const NOTES: &str = "Gunmen attacked a post in Khost. Kabul denied it at once. Pakistan closed the crossing.\nLater jets struck Khost. Nobody spoke for days.";
const WIRE: &str = "Gunmen attacked again, and Kabul kept silent.";

/// Attack and strike stand under Violence; denial and closure on their own.
fn border() -> Coded {
    let mut told = Coded::new();
    let violence = told.code("Violence", None);
    let attack = told.code("Attack", Some(violence));
    let strike = told.code("Strike", Some(violence));
    let denial = told.code("Denial", None);
    let closure = told.code("Closure", None);
    let notes = told.source("Border notes", NOTES);
    let wire = told.source("The wire", WIRE);
    told.passage(notes, "Gunmen attacked a post", &[attack]);
    told.passage(notes, "post in Khost", &[denial]);
    told.passage(notes, "denied", &[denial]);
    told.passage(notes, "closed the crossing", &[closure, denial]);
    told.passage(notes, "jets struck Khost", &[strike]);
    told.passage(wire, "attacked again", &[attack]);
    told.passage(wire, "Kabul kept silent", &[]);
    told
}

#[track_caller]
fn check(told: &Coded, table: &[(&str, &str)]) {
    for (line, expected) in table {
        assert_eq!(told.ask(line), *expected, "{line}");
    }
}

#[test]
fn codes_are_joined_turned_round_and_stand_for_those_below() {
    check(
        &border(),
        &[
            ("code:attack", "Gunmen attacked a post | attacked again"),
            (
                "code:violence",
                "Gunmen attacked a post | jets struck Khost | attacked again",
            ),
            ("code:violence subcodes:no", ""),
            (
                "code:strike or code:closure",
                "closed the crossing | jets struck Khost",
            ),
            ("code:attack code:denial", "Gunmen attacked a post"),
            ("code:denial and code:attack", "post in Khost"),
            ("code:attack -code:denial", "attacked again"),
            (
                "-code:violence",
                "post in Khost | denied | closed the crossing | Kabul kept silent",
            ),
            (
                "near:itself code:denial near:itself code:closure",
                "closed the crossing",
            ),
            ("code:attack source:\"the wire\"", "attacked again"),
            (
                "code:violence not source:\"The wire\"",
                "Gunmen attacked a post | jets struck Khost",
            ),
            ("kabul", "Kabul kept silent"),
            (
                "code:attack or kabul",
                "Gunmen attacked a post | attacked again | Kabul kept silent",
            ),
            ("nowhere", ""),
        ],
    );
}

#[test]
fn nearness_counts_whole_words_sentences_and_paragraphs() {
    check(
        &border(),
        &[
            // Between them stand: in Khost Kabul / it at once Pakistan / crossing Later.
            ("code:closure near:same code:denial", "closed the crossing"),
            ("near:itself code:strike near:0 code:closure", ""),
            (
                "near:itself code:strike near:1 code:closure",
                "jets struck Khost",
            ),
            ("code:attack near:0 code:denial", "Gunmen attacked a post"),
            ("code:denial near:2 code:attack", "post in Khost"),
            ("code:denial near:3 code:attack", "post in Khost | denied"),
            ("code:denial near:sentence code:attack", "post in Khost"),
            (
                "code:denial near:paragraph code:attack",
                "post in Khost | denied | closed the crossing",
            ),
            ("code:strike near:paragraph code:attack", ""),
        ],
    );
}

#[test]
fn records_that_rest_on_a_passage_are_asked_too() {
    let mut told = Chronicle::new();
    let second = told.source("2025-10-13", None, None);
    let khost = told.place("Khost", "Afghanistan");
    let strike = told.event_with(
        "Strike",
        "Strike, Khost",
        "2024-12",
        &[(1, Stance::Asserts)],
        |_| {},
    );
    told.event_with(
        "Attack",
        "Raid",
        "2025-03",
        &[(second, Stance::Alleges)],
        |_| {},
    );
    let mut coded = Coded {
        project: told.project,
    };
    let actor = |number: usize, name: &str, within: Option<ActorId>| Actor {
        id: id(number),
        name: name.to_owned(),
        within,
        aliases: Vec::new(),
        memo: String::new(),
    };
    for actor in [
        actor(1, "Pakistan", None),
        actor(2, "Foreign ministry", Some(id(1))),
        actor(3, "TTP", None),
    ] {
        coded.project.actors.insert(actor.id, Arc::new(actor));
    }
    let report = coded.project.reports.values().next().expect("a report");
    let mut report = (**report).clone();
    report.speaker.actor = Some(id(2));
    report.places = vec![khost];
    coded.project.reports.insert(report.id, Arc::new(report));
    let ada = coded.coder("Ada");
    coded.change(id(second), |annotation| annotation.made.by = Some(ada));
    coded.mention(id(second), Mentioned::Actor(id(3)));
    coded.mention(id(1), Mentioned::Date(date("1999")));
    let now = coded.snapshot();
    let numbers = |line: &str| -> Vec<u32> {
        use tightrope::model::id::TypedId as _;
        let query = parse(&coded.project, line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let found = find(&now, &query, &mut Joints::default());
        found.iter().map(|id| id.uid().counter).collect()
    };
    for (line, expected) in [
        ("kind:Strike", vec![1]),
        ("-kind:Strike", vec![2]),
        ("event:\"strike, khost\"", vec![1]),
        ("actor:TTP", vec![2]),
        ("actor:Pakistan", vec![]),
        ("speaker:Pakistan", vec![1]),
        ("place:Khost", vec![1]),
        ("coder:Ada", vec![2]),
        ("date:2024", vec![1]),
        ("date:1999", vec![]),
        ("from:2025-01", vec![2]),
        ("to:2024-12-15", vec![1]),
        ("date:2024-12/2025-03", vec![1, 2]),
        ("date:2025-01/..", vec![2]),
        ("date:../2024", vec![]),
    ] {
        assert_eq!(numbers(line), expected, "{line}");
    }
    let about = Query::about(strike.into()).expect("events have passages");
    assert_eq!(line(&coded.project, &about), "event:\"Strike, Khost\"");
    let place: PlaceId = khost;
    assert_eq!(
        Query::about(place.into()),
        Some(Query::of(Test::Place(khost)))
    );
}

#[test]
fn what_is_wrong_with_a_line_is_said() {
    let mut told = border();
    told.code("Attack", Some(id(4)));
    for (line, why) in [
        ("colour:red", "is no filter"),
        ("code:Raid", "there is no code ‘Raid’"),
        ("code:attack", "more than one code"),
        ("date:27.8.25", "27.8.25"),
        ("near:far code:Denial", "says no distance"),
        ("near:5 source:\"The wire\"", "goes with a code"),
        ("near:5", "goes with a code"),
        ("code:Denial or", "follow `or`"),
        ("or code:Denial", "follow `or`"),
        ("not", "follow `not`"),
        ("code:\"Den", "not closed"),
        ("subcodes:perhaps", "neither yes nor no"),
    ] {
        let error = parse(&told.project, line).expect_err(line).to_string();
        assert!(error.contains(why), "{line}: {error}");
    }
    let by_path = parse(&told.project, "code:\"violence > attack\"").expect("a path is enough");
    assert_eq!(line(&told.project, &by_path), "code:\"Violence › Attack\"");
}

#[test]
fn a_line_can_be_gone_on_with() {
    let told = border();
    for (typed, expected) in [
        ("co", "code:|coder:"),
        ("code:att", "Attack"),
        ("-source:\"the", "The wire"),
        ("kabul code:s", "Strike|Closure"),
        ("code:Attack ", ""),
        ("near:s", "same|sentence|itself"),
    ] {
        let found = completions(&told.project, typed);
        let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names.join("|"), expected, "{typed}");
    }
    let whole = completions(&told.project, "kabul -source:\"the");
    assert_eq!(whole[0].line, "kabul -source:\"The wire\" ");
}

#[test]
fn a_list_is_grouped_and_sorted() {
    let told = border();
    let now = told.snapshot();
    let all = find(&now, &Query::default(), &mut Joints::default());
    let words = |sort, group| -> String {
        let found = arrange(&now, &all, sort, group);
        assert_eq!((found.passages, found.sources), (7, 2));
        let word = |row: &Row| match row {
            Row::Group(Some(id), count) => format!("[{id} {count}]"),
            Row::Group(None, count) => format!("[– {count}]"),
            Row::Passage(id) => id.to_string(),
        };
        let rows: Vec<String> = found.rows.iter().map(word).collect();
        rows.join(" ").replace("-0000", "")
    };
    assert_eq!(
        words(SortBy::Place, GroupBy::Source),
        "[s1 5] a1 a2 a3 a4 a5 [s2 2] a6 a7"
    );
    assert_eq!(
        words(SortBy::Place, GroupBy::Code),
        "[c2 2] a1 a6 [c3 1] a5 [c4 3] a2 a3 a4 [– 1] a7"
    );
    assert_eq!(
        words(SortBy::Code, GroupBy::Nothing),
        "a1 a6 a5 a2 a3 a4 a7"
    );
}

#[test]
fn a_matrix_counts_what_its_cells_lead_to() {
    let told = border();
    let now = told.snapshot();
    let joints = &mut Joints::default();
    let [violence, attack, denial] = [id(1), id(2), id(4)];
    let by_source = Matrix::new(&now, &Query::default(), Across::Sources, joints);
    let source = by_source.columns[0].1;
    assert_eq!(by_source.rows.len(), 5);
    assert_eq!(by_source.cell(violence, source), 2);
    assert_eq!(by_source.total(violence), 3);
    assert_eq!(by_source.largest(), 3, "denial in the notes");
    let across = Across::Codes(Reach::Words);
    let by_code = Matrix::new(&now, &Query::default(), across, joints);
    assert_eq!(by_code.cell(attack, RecordId::from(denial)), 1);
    assert_eq!(by_code.cell(violence, RecordId::from(violence)), 3);
    let narrow = Query {
        subcodes: false,
        ..Query::default()
    };
    let apart = Matrix::new(&now, &narrow, Across::Sources, joints);
    assert_eq!(apart.total(violence), 0);
    let cell = cell_query(&Query::default(), attack, denial.into(), across);
    assert_eq!(line(&told.project, &cell), "code:Attack code:Denial");
}

//! Rows of event tables: linked, judged, made events of.

use super::{Desk, date};
use std::collections::BTreeSet;
use tightrope::analysis::facts::EventFacts;
use tightrope::document::Refused;
use tightrope::document::verbs::row_values::{self, RowChange, Value, Why};
use tightrope::document::verbs::{actors, events, fields, merging, reports, rows, tables};
use tightrope::model::actor::{Actor, Alias};
use tightrope::model::codebook::Family;
use tightrope::model::event::{Event, Ground, Standing};
use tightrope::model::id::{ActorId, EventId, Replica, ReportId, TableId, TypedId, Uid};
use tightrope::model::made::Made;
use tightrope::model::mapping::Mapping;
use tightrope::model::report::{Passage, Report};
use tightrope::model::source::Source;
use tightrope::model::table::{EventTable, RowNow, SeenRow, TableFile, TableLayout, TableRow};
use tightrope::model::text::Sha;
use tightrope::model::toll::{Estimate, Harm, Toll, TollLine};

fn table(title: &str) -> EventTable {
    EventTable {
        id: TableId::from_uid(Uid {
            counter: 0,
            replica: Replica::from_bits(0),
        }),
        title: title.to_owned(),
        file: TableFile {
            path: "ged.csv".to_owned(),
            sha: Sha::of(title.as_bytes()),
            bytes: 3,
            embedded: false,
        },
        layout: TableLayout::default(),
        mapping: Mapping {
            source: vec!["source".to_owned()],
            ..Mapping::default()
        },
        memo: String::new(),
        made: Made::default(),
    }
}

fn with_table() -> (Desk, TableId) {
    let mut desk = Desk::new();
    let id = desk.act(|edit| tables::add_table(edit, table("UCDP GED")));
    (desk, id)
}

fn seen(table: TableId, key: &str) -> SeenRow {
    let estimate = Estimate {
        low: Some(12),
        best: Some(16),
        high: Some(20),
    };
    SeenRow {
        table,
        key: key.to_owned(),
        cells: [
            ("side_a", "Islamabad"),
            ("empty", ""),
            ("side_b", "Taliban"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into(),
        as_written: "2024-12-24".to_owned(),
        date: Some(date("2024-12-24")),
        initiator: vec!["Islamabad".to_owned()],
        target: vec!["Taliban".to_owned()],
        is_opposed: false,
        places: vec!["Barmal".to_owned(), "paktika".to_owned()],
        toll: Toll {
            lines: vec![TollLine {
                harm: Harm::Killed,
                victims: String::new(),
                as_written: String::new(),
                estimate,
            }],
        },
        kinds: vec!["strike".to_owned()],
        family: Family::Incident,
    }
}

fn empty_event(desk: &mut Desk) -> EventId {
    let kind = desk.kind("Strike");
    desk.act(|edit| events::make_empty_event(edit, kind, "Strike, Paktika"))
}

#[test]
fn a_linked_row_is_a_report_with_what_its_cells_say() {
    let (mut desk, table) = with_table();
    let pakistan = desk.actor("Pakistan");
    let alias = Alias {
        name: "Islamabad".to_owned(),
        source: None,
        loaded: false,
        note: String::new(),
    };
    desk.act(|edit| actors::add_actor_alias(edit, pakistan, alias));
    let event = empty_event(&mut desk);
    let before = desk.project().clone();
    let report = desk.act(|edit| rows::link_row(edit, &seen(table, "7"), event));
    assert_eq!(
        desk.label(),
        "link row ‘7’ of ‘UCDP GED’ to event ‘Strike, Paktika’"
    );
    let said = desk.get::<Report>(report).clone();
    assert_eq!(said.initiator, [pakistan]);
    assert_eq!(said.target, []);
    assert_eq!(said.places, [desk.place("Paktika")]);
    assert_eq!(
        said.memo,
        "Named in the row, but not known here: target: Taliban"
    );
    assert_eq!(said.when.as_written, "2024-12-24");
    assert_eq!(said.toll.total(Harm::Killed).high, Some(20));
    let found = desk.get::<Event>(event);
    assert_eq!(found.when.as_ref().unwrap().from, Ground::Report(report));
    let Passage::Row(row) = said.passage else {
        panic!("{:?}", said.passage)
    };
    let kept = &desk.project().rows[&row];
    assert_eq!(kept.cells.len(), 2, "empty cells are left out");
    assert_eq!(
        desk.project().actors,
        before.actors,
        "no record is made by the way"
    );
    let why = desk.refused(|edit| rows::link_row(edit, &seen(table, "7"), event));
    assert!(why.contains("already"), "{why}");
    desk.document.undo().expect("one step");
    assert_eq!(desk.project().records().count(), before.records().count());
}

#[test]
fn judgements_are_remembered_and_can_be_taken_back() {
    let (mut desk, table) = with_table();
    let event = empty_event(&mut desk);
    let row = desk.act(|edit| rows::reject_row(edit, &seen(table, "7"), event));
    assert_eq!(desk.project().rows[&row].not_same, [event]);
    assert!(
        desk.refused(|edit| rows::reject_row(edit, &seen(table, "7"), event))
            .contains("before")
    );
    desk.act(|edit| rows::take_back(edit, row, event));
    assert!(
        desk.project().rows.is_empty(),
        "nothing is kept about it any more"
    );
    assert!(
        desk.refused(|edit| rows::take_back(edit, row, event))
            .contains("row")
    );
    // What is linked after all is not judged otherwise any more.
    desk.act(|edit| rows::reject_row(edit, &seen(table, "7"), event));
    desk.act(|edit| rows::link_row(edit, &seen(table, "7"), event));
    let row = desk.project().rows.values().next().expect("kept").clone();
    assert!(row.not_same.is_empty());
    assert!(
        desk.refused(|edit| rows::reject_row(edit, &seen(table, "7"), event))
            .contains("unlink")
    );
    desk.act(|edit| rows::unlink_row(edit, row.id, event));
    assert!(desk.project().rows.is_empty() && desk.project().reports.is_empty());
    let found = desk.get::<Event>(event);
    assert!(matches!(
        found.when.as_ref().unwrap().from,
        Ground::Reason(_)
    ));
}

#[test]
fn an_event_of_a_row_has_its_kind_and_values() {
    let (mut desk, table) = with_table();
    let seen = seen(table, "7");
    let kind = rows::kind_of_row(desk.project(), &seen).expect("a kind");
    assert_eq!(kind, desk.kind("Strike"), "by its name, whatever its case");
    let event = desk.act(|edit| rows::event_from_row(edit, &seen, kind));
    assert_eq!(desk.label(), "make event ‘Strike, Paktika’ of row ‘7’");
    let found = desk.get::<Event>(event);
    assert_eq!(found.toll().unwrap().total(Harm::Killed).best, Some(16));
    let other = SeenRow {
        kinds: vec!["One-sided violence".to_owned()],
        ..seen.clone()
    };
    let first = rows::kind_of_row(desk.project(), &other).expect("a kind");
    assert_eq!(desk.project().kinds[&first].family, Family::Incident);
}

#[test]
fn several_rows_are_linked_in_one_step() {
    let (mut desk, table) = with_table();
    let event = empty_event(&mut desk);
    desk.act(|edit| rows::link_row(edit, &seen(table, "1"), event));
    let all = ["1", "2", "3"].map(|key| seen(table, key));
    assert_eq!(desk.act(|edit| rows::link_rows(edit, &all, event)), 2);
    assert_eq!(desk.label(), "link 2 rows to event ‘Strike, Paktika’");
    assert!(
        desk.refused(|edit| rows::link_rows(edit, &all, event))
            .contains("no row is new")
    );
    desk.document.undo().expect("one step");
    assert_eq!(desk.project().rows.len(), 1);
}

#[test]
fn no_row_is_both_a_report_of_an_event_and_judged_not_to_be_it() {
    let (mut desk, table) = with_table();
    let (one, other) = (empty_event(&mut desk), empty_event(&mut desk));
    let report = desk.act(|edit| rows::link_row(edit, &seen(table, "7"), one));
    desk.act(|edit| rows::reject_row(edit, &seen(table, "7"), other));
    let row = |desk: &Desk| desk.project().rows.values().next().expect("kept").clone();
    desk.act(|edit| reports::move_report(edit, report, other));
    assert!(row(&desk).not_same.is_empty());
    desk.document.undo().expect("moved back");
    desk.act(|edit| merging::merge_events(edit, one, &[other]));
    assert!(row(&desk).not_same.is_empty());
    assert_eq!(desk.get::<Report>(report).event, one);
    desk.act(|edit| events::delete_event(edit, one));
    assert!(desk.project().rows.is_empty());
}

/// Tables whose rows cite somebody each, linked to an event that a passage of "Dawn" reports or not.
fn standing_of(cited: &[(&str, &str)], passage: bool) -> Standing {
    let mut desk = Desk::new();
    let mut dawn = Source::clone(desk.get::<Source>(desk.source));
    dawn.publisher = "Dawn".to_owned();
    desk.act(|edit| fields::replace(edit, dawn, "publisher"));
    let event = match passage {
        true => {
            let annotation = desk.december();
            desk.act(|edit| events::make_event(edit, annotation))
        }
        false => empty_event(&mut desk),
    };
    for (number, (title, cites)) in cited.iter().enumerate() {
        let mut all = desk.project().tables.values();
        let id = all.find(|table| table.title == *title).map(|it| it.id);
        let id = id.unwrap_or_else(|| desk.act(|edit| tables::add_table(edit, table(title))));
        let row = SeenRow {
            cells: vec![("source".to_owned(), (*cites).to_owned())],
            ..seen(id, &number.to_string())
        };
        desk.act(|edit| rows::link_row(edit, &row, event));
    }
    let snapshot = desk.document.snapshot();
    let facts = EventFacts::of(snapshot, &desk.project().events[&event]).expect("facts");
    let titles: BTreeSet<&str> = cited.iter().map(|(title, _)| *title).collect();
    assert_eq!(facts.table_titles.len(), titles.len());
    facts.standing
}

#[test]
fn a_table_is_an_origin_of_its_own_unless_its_row_cites_another() {
    use Standing::{Asserted, Corroborated};
    for (cited, passage, expected) in [
        (&[("GED", "Reuters")][..], false, Asserted),
        (&[("GED", "Reuters")], true, Corroborated),
        (&[("GED", "")], true, Corroborated),
        (
            &[("GED", "“Dawn, 2024-12-25, Raid on Paktika”")],
            true,
            Asserted,
        ),
        (&[("GED", "the DAWN")], true, Asserted),
        (&[("GED", "Dawning News")], true, Corroborated),
        (&[("GED", "Walking the line")], true, Asserted),
        (&[("GED", "Reuters"), ("GED", "AFP")], false, Asserted),
        (&[("GED", "Reuters"), ("ACLED", "AFP")], false, Corroborated),
        (
            &[("GED", "AFP; Reuters"), ("ACLED", "afp")],
            false,
            Asserted,
        ),
        (&[("GED", "Dawn"), ("GED", "Reuters")], true, Corroborated),
    ] {
        assert_eq!(standing_of(cited, passage), expected, "{cited:?}");
    }
}

/// A row of two sides, both of whom are known, and its event.
fn between(desk: &mut Desk, table: TableId) -> (SeenRow, ReportId) {
    let (pakistan, taliban) = (desk.actor("Pakistan"), desk.actor("TTP"));
    let name = |desk: &Desk, id: ActorId| vec![desk.get::<Actor>(id).name.clone()];
    let row = SeenRow {
        initiator: name(desk, pakistan),
        target: name(desk, taliban),
        is_opposed: true,
        ..seen(table, "9")
    };
    let event = empty_event(desk);
    let report = desk.act(|edit| rows::link_row(edit, &row, event));
    (row, report)
}

/// Lets a row wait for the analyst.
fn reads_now(desk: &mut Desk, report: ReportId) {
    let row = desk.get::<Report>(report).passage.row().expect("a row");
    let mut changed = desk.get::<TableRow>(row).clone();
    changed.now = RowNow::Changed(changed.cells.clone());
    desk.act(|edit| {
        edit.put(changed);
        Ok::<(), Refused>(())
    });
}

#[test]
fn between_two_sides_both_act_and_both_suffer() {
    let (mut desk, table) = with_table();
    let (row, report) = between(&mut desk, table);
    let said = desk.get::<Report>(report).clone();
    let both = [desk.actor("Pakistan"), desk.actor("TTP")];
    assert_eq!(BTreeSet::from_iter(said.initiator.clone()), both.into());
    assert_eq!(said.initiator, said.target);
    let event = desk.get::<Event>(said.event);
    assert_eq!(event.initiator(), said.initiator);
    assert_eq!(event.target(), said.target);
    // One of a listed kind is directed as any other.
    let one = SeenRow {
        is_opposed: false,
        key: "10".to_owned(),
        ..row
    };
    let event = empty_event(&mut desk);
    let report = desk.act(|edit| rows::link_row(edit, &one, event));
    let said = desk.get::<Report>(report);
    assert_eq!((&*said.initiator, &*said.target), (&both[..1], &both[1..]));
    // Who is not known stays in words, as a side.
    let strangers = SeenRow {
        is_opposed: true,
        ..seen(table, "11")
    };
    let event = empty_event(&mut desk);
    let report = desk.act(|edit| rows::link_row(edit, &strangers, event));
    assert_eq!(
        desk.get::<Report>(report).memo,
        "Named in the row, but not known here: side: Islamabad; side: Taliban"
    );
}

#[test]
fn sides_that_change_places_are_no_change_and_both_ends_are_one_value() {
    let (mut desk, table) = with_table();
    let (before, report) = between(&mut desk, table);
    reads_now(&mut desk, report);
    let turned = RowChange {
        now: SeenRow {
            initiator: before.target.clone(),
            target: before.initiator.clone(),
            ..before.clone()
        },
        before: before.clone(),
    };
    let old = desk.get::<Report>(report).clone();
    assert_eq!(row_values::staying(desk.document.snapshot(), &turned), []);
    desk.act(|edit| row_values::take_row_values(edit, &turned));
    assert_eq!(desk.get::<Report>(report), &old);

    // Somebody says who began; another pair in the newer file does not undo half of that.
    let pakistan = desk.actor("Pakistan");
    let mut corrected = old.clone();
    corrected.initiator = vec![pakistan];
    desk.act(|edit| fields::replace(edit, corrected.clone(), "report"));
    reads_now(&mut desk, report);
    let bla = desk.act(|edit| actors::add_actor(edit, "BLA"));
    let other = RowChange {
        now: SeenRow {
            target: vec![desk.get::<Actor>(bla).name.clone()],
            ..before.clone()
        },
        before,
    };
    let stays = row_values::staying(desk.document.snapshot(), &other);
    let ends = [Value::Initiator, Value::Target].map(|value| (Why::Corrected, value));
    assert_eq!(stays, [(report, ends.to_vec())]);
    desk.act(|edit| row_values::take_row_values(edit, &other));
    let now = desk.get::<Report>(report);
    assert_eq!(
        (&now.initiator, &now.target),
        (&corrected.initiator, &corrected.target)
    );
}

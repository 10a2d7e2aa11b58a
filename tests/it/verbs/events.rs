//! Making, merging and splitting events; reports and adopted values; candidates.

use super::{Desk, date, nobody};
use tightrope::document::verbs::adopt::{self, Field, Value};
use tightrope::document::verbs::candidates::candidates;
use tightrope::document::verbs::{
    actors, anchors, annotations, boilerplate, claims, codebook, events, fields, links, merging,
    places, reports,
};
use tightrope::model::annotation::{Annotation, Mentioned};
use tightrope::model::claim::{Claim, Subject};
use tightrope::model::event::{Direction, Event, Ground};
use tightrope::model::id::{AnnotationId, EventId, ReportId};
use tightrope::model::link::Relation;
use tightrope::model::place::Place;
use tightrope::model::record::Noted as _;
use tightrope::model::report::{Report, Speaker, Stance};
use tightrope::model::toll::{Estimate, Harm, Toll, TollLine};
use tightrope::model::when::{DateBasis, Elsewhere, Used, When};

fn only_report(desk: &Desk, event: EventId) -> Report {
    let mut reports = desk.document.snapshot().reports_of(event);
    let report = reports.next().expect("one");
    assert!(reports.next().is_none(), "only one");
    Report::clone(report)
}

fn killed(best: u32) -> Toll {
    let estimate = Estimate {
        best: Some(best),
        ..Estimate::default()
    };
    let line = TollLine {
        harm: Harm::Killed,
        victims: String::new(),
        as_written: String::new(),
        estimate,
    };
    Toll { lines: vec![line] }
}

/// A report as the analyst corrects it in its form.
fn correct(desk: &mut Desk, report: ReportId, change: impl FnOnce(&mut Report)) {
    let mut corrected = desk.get::<Report>(report).clone();
    change(&mut corrected);
    desk.act(|edit| fields::replace(edit, corrected, "report"));
}

#[test]
fn an_event_takes_over_what_is_coded_in_its_passage() {
    let mut desk = Desk::new();
    let december = desk.december();
    let event = desk.act(|edit| events::make_event(edit, december));
    assert_eq!(desk.label(), "make event ‘Strike, Paktika’");
    let report = only_report(&desk, event);
    assert_eq!(report.when.as_written, "December 2024");
    let resolved = report.when.resolved.clone().expect("resolved");
    assert_eq!(
        (resolved.date, resolved.basis),
        (date("2024-12"), DateBasis::Explicit)
    );
    assert_eq!(report.places, [desk.place("Paktika")]);
    assert_eq!(
        report.initiator,
        [desk.actor("Pakistan")],
        "mentioned first"
    );
    assert_eq!(report.target, [desk.actor("TTP")]);
    assert_eq!(
        (report.stance, report.speaker),
        (Stance::Asserts, Speaker::default())
    );
    let found = desk.get::<Event>(event);
    assert_eq!(found.when(), Some(&report.when));
    for field in Field::ALL {
        let ground = (field != Field::Toll).then_some(Ground::Report(report.id));
        assert_eq!(field.ground(found), ground.as_ref(), "{field:?}");
    }
    assert!(found.countable.counts && found.policy.is_none());
}

#[test]
fn words_coded_inside_a_passage_fill_its_event_too() {
    let mut desk = Desk::new();
    let sentence = desk.coded("On 9th October, Pakistan struck Kabul.", &["Strike"]);
    let october = desk.coded("9th October", &[]);
    desk.mention(october, "9th October", Mentioned::Date(date("2025-10-09")));
    desk.coded("Pakistan struck Kabul", &["Quote"]);
    let kabul = desk.coded("Kabul", &["Quote"]);
    let elsewhere = desk.coded("Khost", &["Quote"]);
    let event = desk.act(|edit| events::make_event(edit, sentence));
    assert_eq!(
        desk.get::<Event>(event).title,
        "Strike, Kabul",
        "named by its words"
    );
    let report = only_report(&desk, event);
    assert_eq!(report.when.as_written, "9th October");
    assert_eq!(
        report.when.resolved.expect("resolved").basis,
        DateBasis::InferredYear
    );
    assert!(!report.places.contains(&desk.place("Khost")));

    // A name of both an actor and a place says nothing by itself.
    let government = desk.act(|edit| actors::add_actor(edit, "Kabul"));
    let event = desk.act(|edit| events::make_event(edit, sentence));
    let report = only_report(&desk, event);
    assert_eq!((report.places, report.initiator), (vec![], vec![]));
    desk.act(|edit| actors::delete_actor(edit, government));

    // The government of Kabul, where the analyst says so.
    let pakistan = Mentioned::Actor(desk.actor("Pakistan"));
    desk.mention(kabul, "Kabul", pakistan);
    let event = desk.act(|edit| events::make_event(edit, sentence));
    let report = only_report(&desk, event);
    assert_eq!(
        (report.places, report.initiator),
        (vec![], vec![desk.actor("Pakistan")])
    );
    assert_eq!(desk.get::<Event>(event).title, "Strike, 9 October 2025");
    let attack = desk.kind("Attack");
    let event = desk.act(|edit| events::make_event_of_kind(edit, elsewhere, attack));
    assert_eq!(desk.get::<Event>(event).title, "Attack");
}

#[test]
fn how_a_date_was_found_is_guessed_from_its_words() {
    for (words, resolved, anchored, basis) in [
        ("December 2024", "2024-12", false, DateBasis::Explicit),
        ("December 2024", "2023-12", false, DateBasis::InferredYear),
        ("9th October", "2025-10-09", false, DateBasis::InferredYear),
        (
            "Last month",
            "[2025-08,2025-09]",
            true,
            DateBasis::RelativeToAnchor,
        ),
        ("Last month", "202X", true, DateBasis::Explicit),
    ] {
        let mut desk = Desk::new();
        let annotation = desk.coded(words, &["Strike"]);
        desk.mention(annotation, words, Mentioned::Date(date(resolved)));
        if anchored {
            let (source, span) = (desk.source, desk.span("Last month, the ministry"));
            desk.act(|edit| anchors::add_anchor(edit, source, span, date("2025-09"), ""));
        }
        let event = desk.act(|edit| events::make_event(edit, annotation));
        let when = only_report(&desk, event).when;
        assert_eq!(
            when.resolved.expect("resolved").basis,
            basis,
            "{words} {resolved}"
        );
    }
}

#[test]
fn what_lies_in_a_claim_is_alleged_by_its_speaker() {
    for (outer, own, stance) in [
        (None, "Strike", Stance::Asserts),
        (Some("Quote"), "Strike", Stance::Asserts),
        (Some("Accusation"), "Strike", Stance::Alleges),
        (Some("Claim"), "Strike", Stance::Alleges),
    ] {
        let mut desk = Desk::new();
        let ministry = Speaker {
            actor: None,
            as_written: "the ministry".to_owned(),
        };
        if let Some(outer) = outer {
            let outer = desk.coded("the ministry accused Islamabad of striking Khost", &[outer]);
            let claim = desk.act(|edit| claims::make_claim(edit, outer));
            let mut said = desk.get::<Claim>(claim).clone();
            said.speaker = ministry.clone();
            desk.act(|edit| fields::replace(edit, said, "claim"));
        }
        let inner = desk.coded("striking Khost", &[own]);
        let event = desk.act(|edit| events::make_event(edit, inner));
        let report = only_report(&desk, event);
        assert_eq!(report.stance, stance, "{outer:?}");
        assert_eq!(report.speaker == ministry, stance == Stance::Alleges);
    }
    let mut desk = Desk::new();
    let both = desk.coded("striking Khost", &["Accusation", "Strike"]);
    let event = desk.act(|edit| events::make_event(edit, both));
    assert_eq!(only_report(&desk, event).stance, Stance::Alleges);
}

#[test]
fn a_passage_makes_what_its_codes_say_or_nothing() {
    let mut desk = Desk::new();
    let quote = desk.coded("Trade was curbed", &["Quote"]);
    let refused = desk.refused(|edit| events::make_event(edit, quote));
    assert_eq!(
        refused,
        "‘Trade was curbed’ has no code that makes an event (add one of ‘Strike’, ‘Attack’, ‘Trade measure’, or choose a kind)"
    );
    let (trade, parent) = (desk.code("Quote"), desk.code("Trade measure"));
    desk.act(|edit| codebook::move_code(edit, trade, Some(parent), None));
    let event = desk.act(|edit| events::make_event(edit, quote));
    let found = desk.get::<Event>(event);
    assert_eq!(
        found.kind,
        desk.kind("Trade measure"),
        "what the code above makes"
    );
    let policy = found.policy.clone().expect("a policy shift");
    assert_eq!(
        policy.direction,
        Direction::Escalatory,
        "as the kind's score"
    );
    desk.refused(|edit| events::make_event(edit, nobody()));

    for name in ["Strike", "Attack", "Trade measure"] {
        let code = desk.code(name);
        desk.act(|edit| codebook::set_makes(edit, code, None));
    }
    let refused = desk.refused(|edit| events::make_event(edit, quote));
    assert!(refused.starts_with("no code makes an event"), "{refused}");

    let attack = desk.kind("Attack");
    let event = desk.act(|edit| events::make_empty_event(edit, attack, " Makeen "));
    assert_eq!(desk.label(), "make event ‘Makeen’");
    assert!(
        Field::ALL
            .iter()
            .all(|field| field.ground(desk.get(event)).is_none())
    );
    desk.refused(|edit| events::make_empty_event(edit, attack, " "));
    desk.act(|edit| events::set_countable(edit, event, false, "an umbrella"));
    assert_eq!(desk.label(), "do not count event ‘Makeen’");
    let countable = &desk.get::<Event>(event).countable;
    assert_eq!(
        (countable.counts, countable.reason.as_str()),
        (false, "an umbrella")
    );
}

#[test]
fn a_second_report_fills_gaps_and_overwrites_nothing() {
    let mut desk = Desk::new();
    let (first, second) = (desk.coded("striking Khost", &["Strike"]), desk.december());
    let khost = Mentioned::Place(desk.place("Khost"));
    desk.mention(first, "Khost", khost);
    let event = desk.act(|edit| events::make_event(edit, first));
    let before = only_report(&desk, event);
    let report = desk.act(|edit| reports::add_report(edit, second, event));
    assert_eq!(
        desk.label(),
        "add ‘In December 2024, Pakistan again struck…’ to event ‘Strike, Khost’"
    );
    let found = desk.get::<Event>(event);
    assert_eq!(found.places(), [desk.place("Khost")]);
    assert_eq!(
        Field::Places.ground(found),
        Some(&Ground::Report(before.id))
    );
    assert_eq!(Field::When.ground(found), Some(&Ground::Report(report)));
    assert_eq!(desk.get::<Report>(report).places, [desk.place("Paktika")]);
    assert_eq!(*desk.get::<Report>(before.id), before);
    let refused = desk.refused(|edit| reports::add_report(edit, second, event));
    assert!(
        refused.contains("reports ‘Strike, Khost’ already"),
        "{refused}"
    );
}

/// Two events with a report each, and both corrected to a toll.
fn two_events(desk: &mut Desk) -> [(EventId, ReportId, AnnotationId); 2] {
    let annotations = [desk.december(), desk.october()];
    annotations.map(|annotation| {
        let event = desk.act(|edit| events::make_event(edit, annotation));
        (event, only_report(desk, event).id, annotation)
    })
}

#[test]
fn merging_events_loses_nothing() {
    let mut desk = Desk::new();
    let [(keep, _, december), (gone, moved, october)] = two_events(&mut desk);
    let attack = desk.kind("Attack");
    let third = desk.act(|edit| events::make_empty_event(edit, attack, "Third"));
    correct(&mut desk, moved, |report| report.toll = killed(16));
    desk.act(|edit| adopt::adopt_from_report(edit, gone, Field::Toll, moved));
    desk.act(|edit| {
        let kabul = Value::Places(vec![]);
        adopt::enter_value(edit, gone, kabul, "nobody says where")
    });
    desk.act(|edit| events::set_countable(edit, gone, false, "told twice"));
    let claim = desk.act(|edit| claims::make_claim(edit, october));
    assert_eq!(desk.get::<Claim>(claim).about, Some(Subject::Event(gone)));
    for subject in [keep, gone] {
        desk.act(|edit| claims::add_denial(edit, claim, Subject::Event(subject)));
    }
    for (from, to, reason) in [
        (gone, keep, "self"),
        (gone, third, "one"),
        (keep, third, "two"),
    ] {
        desk.act(|edit| links::link(edit, from, Relation::InResponseTo, to, None, reason));
    }
    let mut noted = desk.get::<Event>(gone).clone();
    noted.memo = "See the map.".to_owned();
    desk.act(|edit| fields::replace(edit, noted, "event"));

    desk.act(|edit| merging::merge_events(edit, keep, &[gone, gone]));
    assert_eq!(
        desk.label(),
        "merge event ‘Strike, Kabul’ into ‘Strike, Paktika’"
    );
    assert!(desk.project().get::<Event>(gone).is_none());
    assert_eq!(desk.document.snapshot().reports_of(keep).count(), 2);
    let found = desk.get::<Event>(keep);
    assert_eq!(
        found.places(),
        [desk.place("Paktika")],
        "its own value stays"
    );
    assert_eq!(
        found.toll(),
        Some(&killed(16)),
        "a missing one is taken over"
    );
    assert_eq!(Field::Toll.ground(found), Some(&Ground::Report(moved)));
    assert_eq!(
        found.memo,
        "Merged: Strike, Kabul (Strike). Its place: unknown (nobody says where). It did not count (told twice). See the map.\nIt was in response to ‘Strike, Paktika’ (self)."
    );
    let claim = desk.get::<Claim>(claim);
    assert_eq!(claim.about, Some(Subject::Event(keep)));
    assert_eq!(claim.denies, [Subject::Event(keep)]);
    let links: Vec<_> = desk.project().links.values().collect();
    let [link] = links.as_slice() else {
        panic!("one link of three: {links:?}");
    };
    assert_eq!(
        (link.from, link.to, link.reason.as_str()),
        (keep, third, "one\ntwo")
    );
    let on: Vec<_> = desk.document.snapshot().events_on(december);
    assert_eq!(on.len(), 1);
    for absorbed in [vec![], vec![keep], vec![third, keep]] {
        desk.refused(|edit| merging::merge_events(edit, keep, &absorbed));
    }
    desk.document.undo();
    assert_eq!(desk.document.snapshot().reports_of(gone).count(), 1);
}

#[test]
fn merging_leaves_no_ring_of_duplicates() {
    let mut desk = Desk::new();
    let kind = desk.kind("Strike");
    let [a, b, c] =
        ["A", "B", "C"].map(|title| desk.act(|edit| events::make_empty_event(edit, kind, title)));
    desk.act(|edit| links::link(edit, a, Relation::DuplicateOf, b, None, ""));
    desk.act(|edit| links::link(edit, b, Relation::DuplicateOf, c, None, ""));
    desk.act(|edit| merging::merge_events(edit, c, &[a]));
    let left: Vec<_> = desk
        .project()
        .links
        .values()
        .map(|link| (link.from, link.to))
        .collect();
    assert_eq!(left, [(b, c)]);
    assert!(
        desk.get::<Event>(c)
            .memo
            .contains("It was duplicate of ‘B’")
    );
}

#[test]
fn splitting_takes_reports_and_their_values_along() {
    let mut desk = Desk::new();
    let [(event, kept, _), (other, moved, _)] = two_events(&mut desk);
    desk.act(|edit| merging::merge_events(edit, event, &[other]));
    desk.act(|edit| adopt::adopt_from_report(edit, event, Field::Places, moved));
    for wrong in [vec![], vec![kept, moved], vec![nobody()]] {
        desk.refused(|edit| merging::split_event(edit, event, &wrong));
    }
    let new = desk.act(|edit| merging::split_event(edit, event, &[moved]));
    assert_eq!(desk.label(), "split event ‘Strike, Paktika’");
    let (old, new_event) = (desk.get::<Event>(event), desk.get::<Event>(new));
    assert_eq!(new_event.title, "Strike, Kabul");
    assert_eq!(Field::When.ground(new_event), Some(&Ground::Report(moved)));
    assert_eq!(old.places(), [desk.place("Kabul")]);
    let reason = Ground::Reason("from a report now at ‘Strike, Kabul’".to_owned());
    assert_eq!(Field::Places.ground(old), Some(&reason));
    assert_eq!(Field::When.ground(old), Some(&Ground::Report(kept)));
    desk.refused(|edit| merging::split_event(edit, event, &[moved]));
}

#[test]
fn deleting_an_event_takes_its_reports_but_not_its_claims() {
    let mut desk = Desk::new();
    let [(gone, report, annotation), (other, ..)] = two_events(&mut desk);
    let claim = desk.act(|edit| claims::make_claim(edit, annotation));
    desk.act(|edit| claims::add_denial(edit, claim, Subject::Event(gone)));
    let link = desk.act(|edit| links::link(edit, other, Relation::PartOf, gone, None, ""));
    desk.act(|edit| events::delete_event(edit, gone));
    assert_eq!(desk.label(), "delete event ‘Strike, Paktika’");
    assert!(!desk.project().holds(report.into()) && !desk.project().holds(link.into()));
    assert!(desk.project().get::<Annotation>(annotation).is_some());
    let claim = desk.get::<Claim>(claim);
    assert_eq!((claim.about, claim.denies.len()), (None, 0));
}

#[test]
fn reports_move_and_go_but_values_stay() {
    let mut desk = Desk::new();
    let [(from, report, _), (to, ..)] = two_events(&mut desk);
    desk.refused(|edit| reports::move_report(edit, report, from));
    desk.act(|edit| reports::move_report(edit, report, to));
    assert_eq!(desk.label(), "move a report to event ‘Strike, Kabul’");
    let reason = Ground::Reason("from a report now at ‘Strike, Kabul’".to_owned());
    assert_eq!(Field::When.ground(desk.get(from)), Some(&reason));
    let found = desk.get::<Event>(to);
    assert_eq!(found.places(), [desk.place("Kabul")]);
    assert_eq!(
        Field::Target.ground(found),
        Some(&Ground::Report(report)),
        "a gap is filled"
    );
    desk.act(|edit| reports::delete_report(edit, report));
    let words = "from a deleted report, ‘In December 2024, Pakistan again struck…’";
    let reason = Ground::Reason(words.to_owned());
    assert_eq!(Field::Target.ground(desk.get(to)), Some(&reason));
    assert_eq!(desk.get::<Event>(to).target(), [desk.actor("TTP")]);
}

fn elsewhere(text: &str) -> Elsewhere {
    Elsewhere {
        date: date(text),
        says: "RFE/RL".to_owned(),
    }
}

#[test]
fn adopting_a_date_keeps_what_was_told_elsewhere() {
    let mut desk = Desk::new();
    let [(event, first, _), (_, second, _)] = two_events(&mut desk);
    desk.act(|edit| reports::move_report(edit, second, event));
    desk.act(|edit| adopt::add_elsewhere(edit, event, elsewhere("2024-12-21")));
    desk.act(|edit| adopt::add_elsewhere(edit, event, elsewhere("2024-12-24")));
    desk.act(|edit| adopt::use_date(edit, event, Used::Elsewhere(1)));
    let found = desk.get::<Event>(event);
    assert_eq!(
        Field::When.ground(found),
        Some(&Ground::Report(first)),
        "the ground stays"
    );
    correct(&mut desk, second, |report| {
        report.when.elsewhere = vec![elsewhere("2024-12-24"), elsewhere("2025-10-10")];
    });
    let reports: Vec<Report> = [first, second]
        .map(|id| desk.get::<Report>(id).clone())
        .into();
    desk.act(|edit| adopt::adopt_from_report(edit, event, Field::When, second));
    assert_eq!(desk.label(), "adopt date of ‘Strike, Paktika’");
    let when = desk.get::<Event>(event).when().cloned().expect("a date");
    assert_eq!(when.as_written, "9th October");
    let dates: Vec<&str> = when
        .elsewhere
        .iter()
        .map(|other| other.date.as_str())
        .collect();
    assert_eq!(dates, ["2024-12-21", "2024-12-24", "2025-10-10"]);
    assert_eq!(
        when.used_date(),
        Some(&date("2024-12-24")),
        "charts draw the same"
    );
    for report in reports {
        assert_eq!(
            *desk.get::<Report>(report.id()),
            report,
            "no report is touched"
        );
    }
    for (removed, used) in [
        (0, Some("2024-12-24")),
        (0, Some("2025-10-09")),
        (0, Some("2025-10-09")),
    ] {
        desk.act(|edit| adopt::remove_elsewhere(edit, event, removed));
        let when = desk.get::<Event>(event).when().cloned().expect("a date");
        assert_eq!(
            when.used_date()
                .map(|date| date.as_str().to_owned())
                .as_deref(),
            used
        );
    }
    desk.refused(|edit| adopt::remove_elsewhere(edit, event, 0));
    desk.refused(|edit| adopt::use_date(edit, event, Used::Elsewhere(0)));
}

#[test]
fn values_are_adopted_entered_and_cleared() {
    let mut desk = Desk::new();
    let [(event, report, _), (other, foreign, _)] = two_events(&mut desk);
    let (paktika, khost) = (desk.place("Paktika"), desk.place("Khost"));
    let (pakistan, ttp) = (desk.actor("Pakistan"), desk.actor("TTP"));
    for value in [
        Value::When(When::default()),
        Value::Places(vec![khost, paktika, khost]),
        Value::Initiator(vec![ttp]),
        Value::Target(vec![]),
        Value::Toll(killed(16)),
    ] {
        let field = value.field();
        desk.act(|edit| adopt::enter_value(edit, event, value, "the desk says so"));
        assert_eq!(
            desk.label(),
            format!("enter {} of ‘Strike, Paktika’", field.in_words())
        );
        let reason = Ground::Reason("the desk says so".to_owned());
        assert_eq!(field.ground(desk.get(event)), Some(&reason));
    }
    assert_eq!(desk.get::<Event>(event).places(), [khost, paktika]);
    for field in [Field::When, Field::Places, Field::Initiator, Field::Target] {
        desk.act(|edit| adopt::adopt_from_report(edit, event, field, report));
        assert_eq!(field.ground(desk.get(event)), Some(&Ground::Report(report)));
    }
    let found = desk.get::<Event>(event);
    assert_eq!(
        (found.initiator(), found.target()),
        (&[pakistan][..], &[ttp][..])
    );
    let silent = desk.refused(|edit| adopt::adopt_from_report(edit, event, Field::Toll, report));
    assert!(silent.contains("says nothing about the toll"), "{silent}");
    let strange = desk.refused(|edit| adopt::adopt_from_report(edit, event, Field::When, foreign));
    assert!(strange.contains("another event"), "{strange}");
    for field in Field::ALL {
        desk.act(|edit| adopt::clear_value(edit, event, field));
        assert_eq!(field.ground(desk.get(event)), None);
    }
    desk.refused(|edit| adopt::enter_value(edit, event, Value::Places(vec![nobody()]), ""));
    desk.refused(|edit| adopt::use_date(edit, event, Used::Resolved));
    assert!(desk.project().get::<Event>(other).is_some());
}

fn ranked(desk: &Desk, annotation: AnnotationId, most: usize) -> Vec<(String, Vec<String>)> {
    candidates(desk.document.snapshot(), annotation, most)
        .into_iter()
        .map(|candidate| {
            let reasons = candidate.reasons.iter().map(ToString::to_string);
            (
                desk.get::<Event>(candidate.event).title.clone(),
                reasons.collect(),
            )
        })
        .collect()
}

#[test]
fn candidates_are_ranked_by_what_they_share() {
    let mut desk = Desk::new();
    two_events(&mut desk);
    let attack = desk.kind("Attack");
    desk.act(|edit| events::make_empty_event(edit, attack, "Nothing shared"));
    let near = desk.act(|edit| events::make_empty_event(edit, attack, "Near"));
    let when = When {
        resolved: Some(tightrope::model::when::Resolved {
            date: date("2025-01-03"),
            basis: DateBasis::Explicit,
            note: String::new(),
        }),
        ..When::default()
    };
    desk.act(|edit| adopt::enter_value(edit, near, Value::When(when), ""));
    let barmal = desk.act(|edit| places::add_place(edit, "Barmal"));
    let inside = Place {
        within: Some(desk.place("Paktika")),
        ..desk.get::<Place>(barmal).clone()
    };
    desk.act(|edit| fields::replace(edit, inside, "place"));
    desk.act(|edit| adopt::enter_value(edit, near, Value::Places(vec![barmal]), ""));

    let again = desk.coded("Pakistan again struck the TTP in Paktika", &["Strike"]);
    desk.mention(again, "Paktika", Mentioned::Place(desk.place("Paktika")));
    desk.mention(again, "TTP", Mentioned::Actor(desk.actor("TTP")));
    desk.mention(again, "again", Mentioned::Date(date("2024-12-24")));
    let expected: Vec<(&str, Vec<&str>)> = vec![
        (
            "Strike, Paktika",
            vec![
                "same time: December 2024",
                "same place: Paktika",
                "same kind: Strike",
                "same actor: TTP",
            ],
        ),
        ("Near", vec!["10 days apart", "Barmal lies in Paktika"]),
    ];
    let found = ranked(&desk, again, 9);
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(title, reasons)| (title.as_str(), reasons.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        found, expected,
        "289 days apart outweigh the kind of the strike on Kabul"
    );
    assert_eq!(ranked(&desk, again, 1).len(), 1);
    assert_eq!(ranked(&desk, nobody(), 9), []);

    let event = candidates(desk.document.snapshot(), again, 1)[0].event;
    desk.act(|edit| reports::add_report(edit, again, event));
    assert_eq!(
        ranked(&desk, again, 9)[0].0,
        "Near",
        "what is reported already is no candidate"
    );
    let (source, span) = {
        let passage = desk.get::<Annotation>(again);
        (passage.source, passage.hull().expect("words"))
    };
    desk.act(|edit| boilerplate::toggle(edit, source, span));
    assert_eq!(ranked(&desk, again, 9), [], "boilerplate suggests nothing");
    desk.act(|edit| annotations::delete(edit, again));
}

//! Actors and places: names, other names, merging.

use super::{Desk, nobody};
use tightrope::document::verbs::{actors, events, fields, places, reports};
use tightrope::model::actor::{Actor, Alias};
use tightrope::model::annotation::{Annotation, Mentioned};
use tightrope::model::event::Event;
use tightrope::model::id::ActorId;
use tightrope::model::place::Place;
use tightrope::model::report::Report;

fn alias(name: &str) -> Alias {
    Alias {
        name: name.to_owned(),
        source: None,
        loaded: false,
        note: String::new(),
    }
}

fn aliases(aliases: &[Alias]) -> Vec<&str> {
    aliases.iter().map(|alias| alias.name.as_str()).collect()
}

#[test]
fn actors_are_found_by_any_name() {
    let mut desk = Desk::new();
    let (pakistan, ttp) = (desk.actor("Pakistan"), desk.actor("TTP"));
    desk.act(|edit| actors::add_actor_alias(edit, pakistan, alias(" Islamabad ")));
    assert_eq!(desk.label(), "add name ‘Islamabad’ to ‘Pakistan’");
    desk.act(|edit| actors::add_actor_alias(edit, ttp, alias("ٹی ٹی پی")));
    for (name, found) in [
        ("Pakistan", Some(pakistan)),
        ("  pakistan ", Some(pakistan)),
        ("ISLAMABAD", Some(pakistan)),
        ("ٹی  ٹی پی", Some(ttp)),
        ("Kabul", None),
        ("", None),
    ] {
        assert_eq!(actors::find_actor(desk.project(), name), found, "{name}");
    }
    for taken in ["islamabad", "TTP", " "] {
        desk.refused(|edit| actors::add_actor(edit, taken));
        desk.refused(|edit| actors::add_actor_alias(edit, pakistan, alias(taken)));
        desk.refused(|edit| actors::rename_actor(edit, nobody::<ActorId>(), taken));
    }
    let strange = Alias {
        source: Some(nobody()),
        ..alias("Rawalpindi")
    };
    desk.refused(|edit| actors::add_actor_alias(edit, pakistan, strange));
    desk.act(|edit| actors::rename_actor(edit, pakistan, "Islamabad"));
    assert_eq!(desk.label(), "rename ‘Pakistan’ to ‘Islamabad’");
    let found = desk.get::<Actor>(pakistan);
    assert_eq!(
        (found.name.as_str(), aliases(&found.aliases)),
        ("Islamabad", vec!["Pakistan"])
    );
    let refused = desk.refused(|edit| actors::rename_actor(edit, ttp, "pakistan"));
    assert!(
        refused.contains("‘pakistan’ is a name of ‘Islamabad’ already"),
        "{refused}"
    );
}

#[test]
fn merging_actors_renames_them_everywhere() {
    let mut desk = Desk::new();
    let (pakistan, ttp) = (desk.actor("Pakistan"), desk.actor("TTP"));
    let december = desk.december();
    let event = desk.act(|edit| events::make_event(edit, december));
    let report = desk
        .document
        .snapshot()
        .reports_of(event)
        .next()
        .expect("one")
        .id;
    let mut said = desk.get::<Report>(report).clone();
    said.speaker.actor = Some(ttp);
    said.initiator = vec![ttp, pakistan];
    desk.act(|edit| fields::replace(edit, said, "report"));
    let refused = desk.refused(|edit| actors::delete_actor(edit, ttp));
    assert!(refused.contains("‘TTP’ is named by 3 records"), "{refused}");
    desk.act(|edit| actors::add_actor_alias(edit, ttp, alias("Fitna")));
    desk.act(|edit| actors::merge_actors(edit, pakistan, ttp));
    assert_eq!(desk.label(), "merge ‘TTP’ into ‘Pakistan’");
    let found = desk.get::<Actor>(pakistan);
    assert_eq!(aliases(&found.aliases), ["TTP", "Fitna"]);
    let said = desk.get::<Report>(report);
    assert_eq!(said.speaker.actor, Some(pakistan));
    assert_eq!(
        (&said.initiator, &said.target),
        (&vec![pakistan], &vec![pakistan])
    );
    assert_eq!(desk.get::<Event>(event).target(), [pakistan]);
    let mentions = &desk.get::<Annotation>(december).mentions;
    let of_pakistan = mentions
        .iter()
        .filter(|it| it.of == Mentioned::Actor(pakistan));
    assert_eq!(of_pakistan.count(), 2, "in two places of the sentence");
    desk.refused(|edit| actors::merge_actors(edit, pakistan, pakistan));
    desk.refused(|edit| actors::merge_actors(edit, pakistan, ttp));
}

/// What each place lies within, by name.
fn within(desk: &Desk) -> Vec<(String, String)> {
    let name = |id| desk.get::<Place>(id).name.clone();
    let places = desk.project().places.values();
    places
        .filter_map(|place| Some((place.name.clone(), name(place.within?))))
        .collect()
}

#[test]
fn merged_places_lie_within_each_other_without_a_ring() {
    // Khost lies in Kabul, Kabul in Paktika.
    for (keep, gone, expected) in [
        ("Khost", "Paktika", &[("Kabul", "Khost")][..]),
        ("Paktika", "Khost", &[("Kabul", "Paktika")]),
        ("Khost", "Kabul", &[("Khost", "Paktika")]),
        ("Paktika", "Kabul", &[("Khost", "Paktika")]),
    ] {
        let mut desk = Desk::new();
        for (inner, outer) in [("Khost", "Kabul"), ("Kabul", "Paktika")] {
            let mut place = desk.get::<Place>(desk.place(inner)).clone();
            place.within = Some(desk.place(outer));
            place.country = format!("{inner}istan");
            desk.act(|edit| fields::replace(edit, place, "place"));
        }
        let (keep, gone) = (desk.place(keep), desk.place(gone));
        desk.act(|edit| places::merge_places(edit, keep, gone));
        let found = within(&desk);
        let found: Vec<_> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn merging_places_renames_them_everywhere() {
    let mut desk = Desk::new();
    let (khost, paktika) = (desk.place("Khost"), desk.place("Paktika"));
    let december = desk.december();
    let event = desk.act(|edit| events::make_event(edit, december));
    let october = desk.october();
    let report = desk.act(|edit| reports::add_report(edit, october, event));
    desk.act(|edit| places::add_place_alias(edit, khost, alias("Khowst")));
    desk.refused(|edit| places::add_place(edit, "khowst"));
    desk.act(|edit| places::merge_places(edit, khost, paktika));
    assert_eq!(desk.get::<Event>(event).places(), [khost]);
    assert_eq!(desk.get::<Report>(report).places, [desk.place("Kabul")]);
    assert_eq!(
        aliases(&desk.get::<Place>(khost).aliases),
        ["Khowst", "Paktika"]
    );
    assert_eq!(places::find_place(desk.project(), "paktika"), Some(khost));
    let refused = desk.refused(|edit| places::delete_place(edit, khost));
    assert!(refused.contains("‘Khost’ is named by"), "{refused}");
    desk.act(|edit| places::rename_place(edit, khost, "Paktika"));
    assert_eq!(
        aliases(&desk.get::<Place>(khost).aliases),
        ["Khowst", "Khost"]
    );
    let spare = desk.act(|edit| places::add_place(edit, "Spare"));
    desk.act(|edit| places::delete_place(edit, spare));
    assert_eq!(desk.label(), "delete place ‘Spare’");
}

//! Links between events, and claims about them.

use super::{Desk, nobody};
use tightrope::document::verbs::{claims, events, links};
use tightrope::model::claim::{Claim, ClaimSort, Subject};
use tightrope::model::event::{Countable, Event};
use tightrope::model::id::EventId;
use tightrope::model::link::Relation;
use tightrope::model::report::Passage;

fn named(desk: &mut Desk, titles: &[&str]) -> Vec<EventId> {
    let kind = desk.kind("Strike");
    let make = |title: &&str| desk.act(|edit| events::make_empty_event(edit, kind, title));
    titles.iter().map(make).collect()
}

#[test]
fn links_make_neither_rings_nor_repeats() {
    use Relation::{DuplicateOf, InResponseTo, PartOf};
    for (first, second, third, why) in [
        (
            None,
            None,
            (0, DuplicateOf, 0),
            Some("links an event with itself"),
        ),
        (
            Some((0, PartOf, 1)),
            None,
            (0, PartOf, 1),
            Some("is there already"),
        ),
        (Some((0, PartOf, 1)), None, (0, InResponseTo, 1), None),
        (
            Some((0, PartOf, 1)),
            None,
            (1, PartOf, 0),
            Some("in a ring"),
        ),
        (
            Some((0, DuplicateOf, 1)),
            Some((1, DuplicateOf, 2)),
            (2, DuplicateOf, 0),
            Some("in a ring"),
        ),
        (
            Some((0, DuplicateOf, 1)),
            Some((1, PartOf, 2)),
            (2, DuplicateOf, 0),
            None,
        ),
        (Some((0, InResponseTo, 1)), None, (1, InResponseTo, 0), None),
    ] {
        let mut desk = Desk::new();
        let ids = named(&mut desk, &["A", "B", "C"]);
        for (from, relation, to) in [first, second].into_iter().flatten() {
            desk.act(|edit| links::link(edit, ids[from], relation, ids[to], None, ""));
        }
        let (from, relation, to) = third;
        match why {
            None => {
                desk.act(|edit| links::link(edit, ids[from], relation, ids[to], None, ""));
            }
            Some(why) => {
                let refused =
                    desk.refused(|edit| links::link(edit, ids[from], relation, ids[to], None, ""));
                assert!(refused.contains(why), "{third:?}: {refused}");
            }
        }
    }
}

#[test]
fn a_duplicate_stops_counting_until_it_is_unlinked() {
    for (reason, after) in [
        ("", Countable::default()),
        (
            "a stock figure",
            Countable {
                counts: false,
                reason: "a stock figure".to_owned(),
            },
        ),
    ] {
        let mut desk = Desk::new();
        let ids = named(&mut desk, &["A", "B"]);
        if !reason.is_empty() {
            desk.act(|edit| events::set_countable(edit, ids[0], false, reason));
        }
        let link = desk.act(|edit| {
            links::link(
                edit,
                ids[0],
                Relation::DuplicateOf,
                ids[1],
                None,
                "told twice",
            )
        });
        assert_eq!(desk.label(), "link ‘A’ duplicate of ‘B’");
        let linked = desk.get::<Event>(ids[0]).countable.clone();
        let expected = if reason.is_empty() {
            "duplicate of ‘B’"
        } else {
            reason
        };
        assert_eq!((linked.counts, linked.reason.as_str()), (false, expected));
        assert!(desk.get::<Event>(ids[1]).countable.counts);
        desk.act(|edit| links::unlink(edit, link));
        assert_eq!(desk.label(), "unlink ‘A’ duplicate of ‘B’");
        assert_eq!(desk.get::<Event>(ids[0]).countable, after);
        desk.refused(|edit| links::unlink(edit, link));
    }
    let mut desk = Desk::new();
    let ids = named(&mut desk, &["A", "B"]);
    desk.act(|edit| links::link(edit, ids[0], Relation::PartOf, ids[1], None, ""));
    assert!(desk.get::<Event>(ids[0]).countable.counts);
    desk.refused(|edit| links::link(edit, ids[0], Relation::PartOf, nobody(), None, ""));
    let passage = Some(nobody());
    desk.refused(|edit| links::link(edit, ids[1], Relation::InResponseTo, ids[0], passage, ""));
}

#[test]
fn a_claim_says_its_words_about_the_event_of_its_passage() {
    let mut desk = Desk::new();
    let december = desk.december();
    let alone = desk.act(|edit| claims::make_claim(edit, december));
    assert_eq!(
        desk.label(),
        "make claim ‘In December 2024, Pakistan again struck…’"
    );
    let event = desk.act(|edit| events::make_event(edit, december));
    let about = desk.act(|edit| claims::make_claim(edit, december));
    for (claim, subject) in [(alone, None), (about, Some(Subject::Event(event)))] {
        let found = desk.get::<Claim>(claim);
        assert_eq!(found.passage, Passage::Annotation(december));
        assert_eq!(found.sort, ClaimSort::Assessment);
        assert!(found.proposition.ends_with("in Paktika."));
        assert_eq!(found.about, subject);
    }
    let other = Subject::Claim(about);
    desk.act(|edit| claims::set_about(edit, alone, Some(other)));
    desk.act(|edit| claims::add_denial(edit, alone, other));
    desk.act(|edit| claims::add_denial(edit, alone, Subject::Event(event)));
    assert_eq!(
        desk.get::<Claim>(alone).denies,
        [other, Subject::Event(event)]
    );
    desk.act(|edit| claims::remove_denial(edit, alone, Subject::Event(event)));
    desk.refused(|edit| claims::add_denial(edit, about, other));
    desk.refused(|edit| claims::set_about(edit, about, Some(Subject::Event(nobody()))));
    desk.act(|edit| claims::delete_claim(edit, about));
    let left = desk.get::<Claim>(alone);
    assert_eq!((left.about, left.denies.len()), (None, 0));
    desk.refused(|edit| claims::make_claim(edit, nobody()));
}

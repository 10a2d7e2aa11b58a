//! Which events stand in which lanes.

use crate::support::charts::{check_left_edge, check_words_keep_apart};
use crate::support::chronicle::{Chronicle, id};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tightrope::analysis::selection::{Selection, fits};
use tightrope::derived::Derived;
use tightrope::document::{Document, Snapshot};
use tightrope::figure::frame::Frame;
use tightrope::figure::metrics::FaceMetrics;
use tightrope::figure::timeline::{
    Lane, Lanes, TimelineData, layout, layout_with_heads, ties, timeline,
};
use tightrope::model::actor::Actor;
use tightrope::model::claim::{ClaimSort, Subject};
use tightrope::model::day::{Day, DayRange};
use tightrope::model::event::Adopted;
use tightrope::model::id::{ActorId, EventId, PlaceId, RecordId, Replica};
use tightrope::model::lanes::{Arrangement, LaneKey, LanesBy};
use tightrope::model::link::{Link, Relation};
use tightrope::model::report::Stance;
use tightrope::storage;

fn sample() -> Snapshot {
    let contents = storage::project_file::decode(storage::sample()).expect("the sample reads");
    let document = Document::new(contents.project, Replica::from_bits(1));
    document.expect("consistent").snapshot().clone()
}

fn of(now: &Snapshot, lanes: &Lanes) -> TimelineData {
    let derived = Derived::new(now);
    timeline(now.project(), &derived, &Selection::everything(), lanes)
}

fn ids(lane: &Lane) -> Vec<RecordId> {
    let dated = lane.entries.iter().flat_map(|entry| entry.ids.clone());
    dated.chain(lane.undated.iter().copied()).collect()
}

/// An event for each pair of numbers: who did it to whom, from 1; nobody where 0.
fn told(acts: &[(usize, usize, usize)]) -> Chronicle {
    let mut told = Chronicle::new();
    for number in 1..=9 {
        let actor = Actor {
            id: id(number),
            name: format!("Actor {number}"),
            within: None,
            aliases: Vec::new(),
            memo: String::new(),
        };
        told.project.actors.insert(actor.id, Arc::new(actor));
    }
    let places: Vec<PlaceId> = (1..=40)
        .map(|number| told.place(&format!("Place {number}"), ""))
        .collect();
    let who = |number: usize| {
        let actors: Vec<ActorId> = (number > 0).then(|| id(number)).into_iter().collect();
        Adopted::for_reason(actors, "told so")
    };
    for (number, (from, to, place)) in acts.iter().enumerate() {
        let title = format!("Attack {number}");
        told.event_with("Attack", &title, "2024-05", &[(1, Stance::Asserts)], |it| {
            it.initiator = Some(who(*from));
            it.target = Some(who(*to));
            let at = places.get(*place).copied().into_iter().collect();
            it.places = Some(Adopted::for_reason(at, "told so"));
        });
    }
    told
}

#[test]
fn every_event_stands_in_each_lane_it_belongs_to_and_in_no_other() {
    let now = sample();
    let derived = Derived::new(&now);
    for by in LanesBy::ALL {
        let data = of(&now, &Lanes::by(by));
        assert!(
            data.lanes.len() <= 14,
            "{by:?} has {} lanes",
            data.lanes.len()
        );
        let mut stands: BTreeMap<RecordId, usize> = BTreeMap::new();
        for lane in data.lanes.iter().filter(|it| it.key != LaneKey::Claims) {
            let held = ids(lane);
            let once: BTreeSet<&RecordId> = held.iter().collect();
            assert_eq!(once.len(), held.len(), "{by:?}: twice in {}", lane.name);
            assert_eq!(lane.count(), held.len());
            // A lane with a filter holds exactly what that filter leaves.
            if let Some(filter) = lane.key.filter() {
                let left = derived.events().iter().filter(|it| fits(&filter, it));
                assert_eq!(left.count(), held.len(), "{by:?}: {}", lane.name);
            }
            held.into_iter()
                .for_each(|id| *stands.entry(id).or_default() += 1);
        }
        assert_eq!(
            stands.len(),
            now.project().events.len(),
            "{by:?} loses events"
        );
        for lane in &data.lanes {
            let shared = ids(lane).into_iter();
            let shared = shared.filter(|id| stands.get(id).is_some_and(|times| *times > 1));
            assert_eq!(lane.shared, shared.count(), "{by:?}: {}", lane.name);
        }
        let repeats = stands.values().any(|times| *times > 1);
        let is_single = matches!(by, LanesBy::Codebook | LanesBy::Kind | LanesBy::Instrument);
        assert!(!(is_single && repeats), "{by:?}");
        assert_eq!(data.caption().contains("do not add up"), repeats, "{by:?}");
    }
}

#[test]
fn dyads_are_directed_and_say_who_is_unknown() {
    let now = told(&[(1, 2, 99), (2, 1, 99), (1, 2, 99), (0, 1, 99), (0, 0, 99)]).snapshot();
    let data = of(&now, &Lanes::by(LanesBy::Dyad));
    let counts: Vec<(&str, usize)> = data
        .lanes
        .iter()
        .map(|lane| (lane.name.as_str(), lane.count()))
        .collect();
    assert_eq!(
        counts,
        [
            ("Actor 1 – Actor 2", 2),
            ("Actor 2 – Actor 1", 1),
            ("nobody known – Actor 1", 1),
            ("No actor", 1),
            ("Claims", 0),
        ]
    );
}

#[test]
fn the_smallest_of_many_lanes_stand_together() {
    let mut acts: Vec<(usize, usize, usize)> = (0..40).map(|place| (1, 2, place)).collect();
    acts.extend([(1, 2, 7), (1, 2, 7), (1, 2, 9), (1, 2, 99)]);
    let data = of(&told(&acts).snapshot(), &Lanes::by(LanesBy::Place));
    let names: Vec<&str> = data.lanes.iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names.len(), 13, "{names:?}");
    assert_eq!(names[..2], ["Place 8", "Place 10"]);
    assert_eq!(names[10..], ["Others", "No place", "Claims"]);
    let others = &data.lanes[10];
    assert_eq!((others.count(), others.shared), (30, 0));
}

#[test]
fn an_arrangement_orders_folds_and_hides_without_moving_the_window() {
    let now = sample();
    let usual = of(&now, &Lanes::default());
    let key = |at: usize| usual.lanes[at].key.clone();
    let lanes = Lanes {
        arrangement: Arrangement {
            order: vec![key(2), key(0)],
            folded: BTreeSet::from([key(0)]),
            hidden: BTreeSet::from([key(1), LaneKey::Claims]),
            links: false,
        },
        ..Lanes::default()
    };
    let data = of(&now, &lanes);
    let keys: Vec<LaneKey> = data.lanes.iter().map(|lane| lane.key.clone()).collect();
    assert_eq!(keys, [key(2), key(0), key(3)]);
    assert_eq!(data.extent(), usual.extent());
    assert!(
        data.caption().ends_with("Not shown: Strikes, Claims."),
        "{}",
        data.caption()
    );
    // A folded lane is a strip of one row that loses nobody.
    let frame = Frame::new(1_440.0, years(2024, 2025));
    let scene = layout(&data, &frame, FaceMetrics::bundled());
    let folded = &data.lanes[1];
    let inside: BTreeSet<RecordId> = scene
        .marks
        .iter()
        .flat_map(|mark| mark.ids.clone())
        .collect();
    for entry in &folded.entries {
        assert!(
            entry.ids.iter().all(|id| inside.contains(id)),
            "{}",
            entry.name
        );
    }
    let words: Vec<&str> = scene.texts().map(|text| text.text.as_str()).collect();
    assert!(
        !words.contains(&"Checkpoint attack, Dec 2024?"),
        "{words:?}"
    );
}

#[test]
fn marks_stay_in_their_lane_however_tight_it_is() {
    let data = of(&sample(), &Lanes::default());
    let mut in_rows = 0;
    for room in [60.0, 120.0, 150.0, 200.0, 300.0, f32::INFINITY] {
        let frame = Frame {
            room,
            ..Frame::new(1_000.0, years(2023, 2025))
        };
        let (scene, heads) = layout_with_heads(&data, &frame, FaceMetrics::bundled());
        // Those of records, not those of stretches without coverage.
        for mark in scene.marks.iter().filter(|mark| !mark.ids.is_empty()) {
            let middle = mark.rect.centre().y;
            let lane = heads
                .iter()
                .find(|it| it.rect.top <= middle && middle <= it.rect.bottom);
            let lane = lane.expect("a lane").rect;
            in_rows += usize::from(middle > lane.top + 24.0);
            let kept = lane.top - 0.01 <= mark.rect.top && mark.rect.bottom <= lane.bottom + 0.01;
            assert!(kept, "{} in {room}: {:?} in {lane:?}", mark.name, mark.rect);
        }
    }
    assert!(in_rows > 0, "some stand in a second row");
}

#[test]
fn links_and_denials_are_arcs_between_marks_that_say_who_says_so() {
    let mut told = Chronicle::new();
    let raid = told.event("Attack", "Raid", "2024-05-01");
    let strike = told.event("Strike", "Strike", "2024-05-04");
    let undated = told.event("Strike", "Undated", "");
    let denial = told.claim(ClaimSort::Denial, "2024-06-01");
    for (number, from, asserted_in) in [(1, strike, Some(id(1))), (2, undated, None)] {
        let link = Link {
            id: id(number),
            from,
            relation: Relation::InResponseTo,
            to: raid,
            asserted_in,
            reason: String::new(),
            made: Default::default(),
        };
        told.project.links.insert(link.id, Arc::new(link));
    }
    let claim = told.project.claims.get_mut(&denial).expect("the claim");
    Arc::make_mut(claim).denies = vec![Subject::Event(strike)];
    let now = told.snapshot();
    let mut lanes = Lanes::default();
    lanes.arrangement.links = true;
    let data = of(&now, &lanes);
    let names: Vec<&str> = data.ties.iter().map(|tie| tie.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Strike: in response to Raid, 3 days later, says Source 1",
            "Undated: in response to Raid, says the analyst",
            "Denial: denies Strike, 28 days later, says Source 1",
        ]
    );
    let frame = Frame::new(1_440.0, years(2024, 2025));
    let scene = layout(&data, &frame, FaceMetrics::bundled());
    let arcs: Vec<&str> = scene
        .marks
        .iter()
        .filter(|mark| mark.name.contains(", says "))
        .map(|mark| mark.name.as_str())
        .collect();
    assert_eq!(arcs, [names[0], names[2]], "what is undated has no mark");
    // Where the strike is out of sight, so are its arcs.
    let frame = Frame::new(1_440.0, years(2025, 2025));
    let scene = layout(&data, &frame, FaceMetrics::bundled());
    assert!(!scene.marks.iter().any(|mark| mark.name.contains(", says ")));
    // Of the selected event only its own, and nothing where nothing is selected.
    let derived = Derived::new(&now);
    let of_selected = |id| ties(now.project(), &derived, false, id).len();
    assert_eq!(of_selected(Some(undated.into())), 1);
    assert_eq!(of_selected(Some(raid.into())), 2);
    assert_eq!(of_selected(None), 0);
}

fn years(from: i64, to: i64) -> DayRange {
    let day = |year, month, day| Day::from_ymd(year, month, day).expect("a day");
    DayRange::new(day(from, 1, 1), day(to, 12, 31)).expect("forwards")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_lanes_there_are_their_words_keep_apart(
        by in proptest::sample::select(&LanesBy::ALL[..]),
        width in 420.0_f32..1_500.0,
        room in 60.0_f32..600.0,
        fold in 0_usize..9,
    ) {
        let now = sample();
        let mut lanes = Lanes::by(by);
        if let Some(lane) = of(&now, &lanes).lanes.get(fold) {
            lanes.arrangement.folded.insert(lane.key.clone());
        }
        let frame = Frame { room, ..Frame::new(width, years(2024, 2025)) };
        let scene = layout(&of(&now, &lanes), &frame, FaceMetrics::bundled());
        prop_assert_eq!(check_words_keep_apart(&scene), Ok(()));
        prop_assert_eq!(check_left_edge(&scene, frame.axis.left()), Ok(()));
    }

    #[test]
    fn lanes_by_actor_hold_what_each_did_or_suffered(
        acts in proptest::collection::vec((0_usize..10, 0_usize..10, 0_usize..50), 0..60),
    ) {
        let now = told(&acts).snapshot();
        let data = of(&now, &Lanes::by(LanesBy::Actor));
        for lane in &data.lanes {
            let LaneKey::Actor(actor) = lane.key else { continue };
            let is_theirs = |id: &EventId| {
                let event = &now.project().events[id];
                let mut all = event.initiator().iter().chain(event.target());
                actor.map_or(all.clone().next().is_none(), |actor| all.any(|it| *it == actor))
            };
            let expected = now.project().events.keys().filter(|id| is_theirs(id)).count();
            prop_assert_eq!(lane.count(), expected);
        }
    }
}

//! Acts of two actors: which side they stand on, how large, how soon, and in which order they are
//! told.

use crate::support::charts::{check_left_edge, check_words_keep_apart, days, sample, two_years};
use crate::support::chronicle::{Chronicle, killed};
use std::cell::RefCell;
use std::collections::BTreeSet;
use tightrope::analysis::selection::Selection;
use tightrope::derived::Derived;
use tightrope::document::Snapshot;
use tightrope::figure::dyad::{Asked, DyadData, dyad, layout, layout_telling, telling};
use tightrope::figure::frame::Frame;
use tightrope::figure::metrics::{FaceMetrics, Metrics, Weight};
use tightrope::figure::pair::{Pair, pairs};
use tightrope::figure::scene::{Item, Mark, Scene};
use tightrope::model::codebook::Family;
use tightrope::model::day::Day;
use tightrope::model::event::{Adopted, Event};

fn shown(now: &Snapshot) -> DyadData {
    let derived = Derived::new(now);
    let met = pairs(now.project(), &derived, Family::Incident);
    of(now, met.first().expect("a pair").pair)
}

fn of(now: &Snapshot, pair: Pair) -> DyadData {
    let asked = Asked {
        pair,
        selection: Selection::everything(),
    };
    dyad(now.project(), &Derived::new(now), &asked).expect("two actors")
}

fn drawn(data: &DyadData, width: f32) -> Scene {
    layout(
        data,
        &Frame::new(width, two_years()),
        FaceMetrics::bundled(),
    )
}

fn mark<'a>(scene: &'a Scene, name: &str) -> &'a Mark {
    let found = scene.marks.iter().find(|mark| mark.name.contains(name));
    found.unwrap_or_else(|| {
        let all: Vec<&str> = scene.marks.iter().map(|mark| mark.name.as_str()).collect();
        panic!("no {name} in {all:#?}")
    })
}

/// Half the size of the shape of a mark, and whether it says that it is not known.
fn radius(scene: &Scene, name: &str) -> f32 {
    let items = scene.items[mark(scene, name).items.clone()].iter();
    let mut radii = items.filter_map(|item| match item {
        Item::Shape { radius, .. } => Some(*radius),
        _ => None,
    });
    radii.next().expect("a shape")
}

#[test]
fn the_sample_tells_of_strikes_and_an_attack_and_tells_it_backwards() {
    let now = sample();
    let data = shown(&now);
    assert_eq!(
        (data.names.0.as_str(), data.names.1.as_str()),
        ("Tehrik-i-Taliban Pakistan (TTP)", "Pakistan")
    );
    assert_eq!((data.above.entries.len(), data.below.entries.len()), (1, 4));
    let scene = drawn(&data, 1440.0);
    check_words_keep_apart(&scene).expect("apart");
    check_left_edge(&scene, 144.0).expect("one edge");
    let attack = mark(&scene, "Attack: Checkpoint attack");
    assert!(attack.name.ends_with("16 killed"), "{}", attack.name);
    for line in [
        "In the other direction: from 30 days before to 30 days after Strike, Paktika, so the order is not known",
        "16 killed",
    ] {
        assert!(
            attack.tooltip.lines().any(|it| it == line),
            "{}",
            attack.tooltip
        );
    }
    let kabul = mark(&scene, "Strike, Kabul");
    assert!(kabul.name.ends_with("toll unknown"), "{}", kabul.name);
    let since = "In this direction: between 282 and 312 days after Strike, Paktika";
    assert!(
        kabul.tooltip.lines().any(|it| it == since),
        "{}",
        kabul.tooltip
    );
    assert!(attack.rect.bottom < kabul.rect.top, "above and below");
    assert!(radius(&scene, "Attack: Checkpoint attack") > radius(&scene, "Strike, Kabul"));

    // The strikes of 24 December are told before the attack of 21 December.
    let derived = Derived::new(&now);
    let source = now.project().sources.keys().next().expect("a source");
    let told = telling(now.project(), &derived, &data.events(), *source).expect("a source");
    let words: Vec<String> = told
        .told
        .iter()
        .map(|it| {
            format!(
                "{}: {}{}",
                it.title,
                it.in_words(),
                if it.back_before.is_some() {
                    ", back"
                } else {
                    ""
                }
            )
        })
        .collect();
    assert_eq!(
        words,
        [
            "Air strikes, 2024 (umbrella): told 1st, happened 1st to 4th",
            "Strike, April 2024: told 2nd, happened 1st to 2nd",
            "Strike, Paktika: told 3rd, happened 3rd to 4th",
            "Checkpoint attack: told 4th, happened 2nd to 3rd, back",
            "Strike, Kabul: told 5th, happened 5th",
        ]
    );
    let scene = layout_telling(
        &told,
        &Frame::new(1440.0, two_years()),
        FaceMetrics::bundled(),
    );
    check_words_keep_apart(&scene).expect("apart");
    let back = mark(&scene, "Checkpoint attack: told 4th");
    for line in [
        "In order by a date told elsewhere: 21 Dec 2024",
        "The telling goes back: Strike, Paktika was told before it",
    ] {
        assert!(
            back.tooltip.lines().any(|it| it == line),
            "{}",
            back.tooltip
        );
    }
    let strong = scene
        .items
        .iter()
        .filter(|item| matches!(item, Item::Line { stroke, .. } if stroke.width > 2.0));
    assert_eq!(strong.count(), 1, "only the attack goes back");
}

/// The words of a scene, and that none of them leaves the paper.
fn words_on_paper(scene: &Scene) -> Vec<String> {
    let paper = |text: &&tightrope::figure::scene::Text| {
        let rect = text.rect(FaceMetrics::bundled());
        assert!(
            rect.left >= 0.0 && rect.right <= scene.width,
            "{} leaves the paper",
            text.text
        );
        true
    };
    let texts = scene.texts().filter(paper);
    texts.map(|text| text.text.clone()).collect()
}

#[test]
fn long_titles_are_shortened_in_the_order_of_telling_and_whole_for_who_cannot_see_it() {
    let now = sample();
    let data = shown(&now);
    let source = now.project().sources.keys().next().expect("a source");
    let derived = Derived::new(&now);
    let mut told = telling(now.project(), &derived, &data.events(), *source).expect("a source");
    let long = "A title that goes on and on ".repeat(12);
    for one in &mut told.told {
        one.title = format!("{long}{}", one.told);
    }
    for width in [320.0, 600.0, 1440.0] {
        let frame = Frame::new(width, two_years());
        let scene = layout_telling(&told, &frame, FaceMetrics::bundled());
        let words = words_on_paper(&scene);
        let cut = words.iter().filter(|it| it.starts_with("A title"));
        let cut: Vec<&String> = cut.collect();
        assert!(
            !cut.is_empty() && cut.iter().all(|it| it.ends_with('…')),
            "{cut:?}"
        );
        check_words_keep_apart(&scene).expect("apart");
        mark(&scene, &format!("{long}4: told 4th"));
    }
}

#[test]
fn a_telling_without_events_in_sight_says_why() {
    let now = sample();
    let data = shown(&now);
    let source = *now.project().sources.keys().next().expect("a source");
    let derived = Derived::new(&now);
    let told =
        |events: &BTreeSet<_>| telling(now.project(), &derived, events, source).expect("a source");
    let drawn =
        |telling, days| layout_telling(&telling, &Frame::new(600.0, days), FaceMetrics::bundled());
    let none = drawn(told(&BTreeSet::new()), two_years());
    let says = |scene: &Scene, words: &str| {
        assert!(
            words_on_paper(scene).iter().any(|it| it == words),
            "{words}"
        );
        assert!(scene.summary.to_lowercase().contains(&words.to_lowercase()));
    };
    says(&none, "This source tells no event of the two");
    let before = days((1999, 1, 1), (1999, 12, 31));
    says(
        &drawn(told(&data.events()), before),
        "5 events told, none within these days",
    );
    let mut undated = told(&data.events());
    undated.undated = undated.told.drain(..).map(|it| it.event.into()).collect();
    says(
        &drawn(undated, two_years()),
        "5 events told, none with a date",
    );
}

#[test]
fn an_act_has_words_also_where_room_is_little_and_none_stand_on_its_shape() {
    let now = sample();
    let scene = drawn(&shown(&now), 600.0);
    let words = words_on_paper(&scene);
    assert!(
        words.iter().any(|it| it == "Checkpoint attack: 16 killed"),
        "{words:?}"
    );
    let umbrella = mark(&scene, "Air strikes, 2024");
    let label = umbrella.label.and_then(|label| scene.items.get(label));
    let shape = scene.items[umbrella.items.clone()]
        .iter()
        .find_map(|item| match item {
            Item::Shape { centre, radius, .. } => Some((centre.x - radius, centre.x + radius)),
            _ => None,
        });
    if let (Some(Item::Text(text)), Some((from, to))) = (label, shape) {
        let rect = text.rect(FaceMetrics::bundled());
        assert!(
            rect.right <= from || rect.left >= to,
            "{} on its shape",
            text.text
        );
    }
}

/// Notes which texts are measured.
#[derive(Default)]
struct Noted(RefCell<BTreeSet<String>>);

impl Metrics for Noted {
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        self.0.borrow_mut().insert(text.to_owned());
        FaceMetrics::bundled().width(text, size, weight)
    }
}

#[test]
fn fewer_words_are_looked_for_only_where_all_have_no_room() {
    let data = shown(&sample());
    let noted = Noted::default();
    let scene = layout(&data, &Frame::new(1_440.0, two_years()), &noted);
    let (words, noted) = (words_on_paper(&scene), noted.0.into_inner());
    let entries = data.above.entries.iter().chain(&data.below.entries);
    let whole = entries.filter(|it| it.shorter.len() > 1 && words.contains(&it.label));
    let mut number = 0;
    for entry in whole {
        number += 1;
        for fewer in entry.shorter.iter().filter(|it| **it != entry.label) {
            assert!(!noted.contains(fewer), "{fewer} of {}", entry.label);
        }
    }
    assert!(number > 0, "some are whole");
}

#[test]
fn unknown_tolls_are_never_the_smallest_and_say_so() {
    let mut told = Chronicle::new();
    let (one, other) = (told.actor("One", None), told.actor("Other", None));
    let toll = |low, best| {
        move |event: &mut Event| event.toll = Some(Adopted::for_reason(killed(low, best, None), ""))
    };
    told.between(
        ("Attack", "Nobody", "2024-02-01"),
        (one, other),
        toll(None, Some(0)),
    );
    told.between(
        ("Attack", "Hundred", "2024-04-01"),
        (one, other),
        toll(None, Some(100)),
    );
    told.between(
        ("Attack", "Quarter", "2024-06-01"),
        (one, other),
        toll(Some(25), None),
    );
    told.between(("Attack", "Unsaid", "2024-08-01"), (one, other), |_| {});
    let data = shown(&told.snapshot());
    let scene = drawn(&data, 1440.0);
    let [nobody, hundred, quarter, unsaid] =
        ["Nobody", "Hundred", "Quarter", "Unsaid"].map(|name| radius(&scene, name));
    assert!((hundred - 2.0 * quarter).abs() < 1e-3, "areas as numbers");
    assert!(nobody < unsaid && unsaid < hundred);
    assert!(mark(&scene, "Quarter").name.ends_with("at least 25 killed"));
    let marks: Vec<&str> = scene
        .texts()
        .map(|it| it.text.as_str())
        .filter(|it| *it == "?")
        .collect();
    assert_eq!(marks.len(), 1);
    let said = |days| data.caption(days);
    assert!(said(two_years()).contains("the toll of 1 act is not known"));
    // Of what is out of sight nothing is marked, and nothing is said.
    let early = days((2024, 1, 1), (2024, 7, 31));
    assert!(!said(early).contains("is not known"), "{}", said(early));
}

#[test]
fn answers_are_arcs_and_shifts_stand_between() {
    let mut told = Chronicle::new();
    let (one, other) = (told.actor("One", None), told.actor("Other", None));
    let attack = told.between(("Attack", "Raid", "2024-03-01"), (one, other), |_| {});
    let strike = told.between(("Strike", "Reply", "2024-03-20"), (other, one), |_| {});
    let ban = told.between(("Policy shift", "Ban", "2024-05"), (other, one), |_| {});
    let talk = told.between(
        ("Diplomatic event", "Talk", "2024-06"),
        (other, one),
        |_| {},
    );
    told.answers(strike, attack);
    told.answers(ban, attack);
    told.answers(talk, attack);
    let data = shown(&told.snapshot());
    let scene = drawn(&data, 1440.0);
    assert_eq!(data.answers.len(), 2, "meetings are not shown");
    mark(&scene, "Reply, in response to Raid");
    let arc = mark(&scene, "Ban, in response to Raid");
    assert!(arc.items.len() > 8, "bent");
    let middle = |name: &str| mark(&scene, name).rect.centre().y;
    let (above, between, below) = (
        middle("Attack: Raid"),
        middle("Policy shift: Ban"),
        middle("Strike: Reply"),
    );
    assert!(above < between && between < below);
    let reply = &mark(&scene, "Strike: Reply").tooltip;
    assert!(
        reply.contains("In the other direction: 19 days after Raid"),
        "{reply}"
    );
    assert!(!reply.contains("In this direction"), "{reply}");
}

#[test]
fn shifts_of_either_with_others_stand_below_those_between_and_say_with_whom() {
    let mut told = Chronicle::new();
    let [one, other, third] = ["One", "Other", "Third Party (TP)"].map(|it| told.actor(it, None));
    told.between(("Attack", "Raid", "2024-03-01"), (one, other), |_| {});
    told.between(("Policy shift", "Pact", "2024-06"), (other, third), |_| {});
    let scene = drawn(&shown(&told.snapshot()), 1440.0);
    let has = |scene: &Scene, words: &str| scene.texts().any(|text| text.text == words);
    assert!(has(&scene, "Pact (Other → TP)"));
    assert!(has(&scene, "with others, none"), "the rest is below");
    assert!(!has(&scene, "No policy shift of either of the two"));

    told.between(("Policy shift", "Ban", "2024-05"), (other, one), |_| {});
    told.between(("Policy shift", "Far", "2024-05"), (third, third), |_| {});
    let data = shown(&told.snapshot());
    let scene = drawn(&data, 1440.0);
    let middle = |name: &str| mark(&scene, name).rect.centre().y;
    let order = ["Attack: Raid", "shift: Ban", "shift: Pact"].map(middle);
    assert!(order.is_sorted(), "{order:?}");
    assert!(has(&scene, "Ban"), "between the two nobody has to be named");
    assert!(!scene.marks.iter().any(|mark| mark.name.contains("Far")));
    assert!(
        data.caption(two_years())
            .contains("then those of one of the two with others")
    );
    assert!(
        data.events().len() == 2,
        "with others is not between the two"
    );
    check_words_keep_apart(&scene).expect("apart");

    let mut told = Chronicle::new();
    let [one, other] = ["One", "Other"].map(|it| told.actor(it, None));
    told.between(("Attack", "Raid", "2024-03-01"), (one, other), |_| {});
    let data = shown(&told.snapshot());
    let words = "No policy shift of either of the two";
    assert!(has(&drawn(&data, 1440.0), words), "an honest line");
    assert!(
        data.caption(two_years())
            .contains("no policy shift of One or Other")
    );
}

#[test]
fn many_acts_fold_and_lose_nobody() {
    let mut told = Chronicle::new();
    let (one, other) = (told.actor("One", None), told.actor("Other", None));
    for number in 0..3_000_i32 {
        let day = Day::from_number(19_723 + number * 7919 % 640);
        let ends = if number % 3 == 0 {
            (one, other)
        } else {
            (other, one)
        };
        told.between(("Attack", "Raid", &day.to_string()), ends, |_| {});
    }
    for number in 0..30 {
        let when = if number % 2 == 0 {
            "2024-07-01"
        } else {
            "2025-07-01"
        };
        told.between(
            ("Policy shift", &format!("Ban {number}"), when),
            (one, other),
            |_| {},
        );
    }
    let data = shown(&told.snapshot());
    for width in [1024.0, 1440.0] {
        let scene = drawn(&data, width);
        assert!(scene.items.len() < 1_200, "{} items", scene.items.len());
        let shown: usize = scene.marks.iter().map(|mark| mark.ids.len()).sum();
        assert_eq!(shown, 3_030);
        check_words_keep_apart(&scene).expect("apart");
    }
}

//! Six codes on the same words, bars, ties, notes and marks along the scroll bar.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tightrope::model::id::AnnotationId;
use tightrope::model::look::{Hue, Shape};
use tightrope::workbench::panes::reader::{MarginNote, ReaderEvent};

use super::desk::{ARTICLE, Desk, Drive as _, annotation, sample};
use crate::support::pictures::{inked_share, picture};

const CHECKPOINT: &str = "a deadly TTP assault on a security checkpoint in the border region";

/// Six annotations that share the word "assault".
fn six() -> Desk {
    let mut desk = Desk::new(ARTICLE);
    for (words, code) in [
        ("assault", 0),
        ("TTP assault", 1),
        ("assault on a security checkpoint", 2),
        ("deadly TTP assault on", 3),
        ("TTP assault on a security", 4),
        (CHECKPOINT, 0),
    ] {
        desk.annotate(words, &[code]);
    }
    let place = desk.find(CHECKPOINT);
    desk.state.reveal(place);
    desk
}

fn note(desk: &Desk, words: &str, title: &str, counter: u32) -> MarginNote {
    MarginNote {
        span: Some(desk.find(words)),
        title: title.to_owned(),
        body: "A remark of two or three lines on what these words say and do not say.".to_owned(),
        id: annotation(counter).into(),
        look: Some((Hue::Navy, Shape::Triangle)),
        bracket: false,
    }
}

/// What a node says: its name, or its text.
fn words(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}

fn hover(harness: &mut Harness<'_, Desk>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.run_steps(3);
    // Longer than a tooltip waits.
    harness.run_steps(40);
}

#[test]
fn six_codes_on_the_same_words_are_told_apart() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut desk = six();
        desk.selected = Some(annotation(3));
        let mut harness = desk.harness(theme, [880.0, 640.0]);
        let image = picture(&mut harness, &format!("margins-six-{name}"));
        assert!(inked_share(&image) > 0.04, "blank");
    }
    let mut harness = six().harness(egui::Theme::Light, [880.0, 640.0]);
    // Each of the six has a bar of its own, found by its name and clicked.
    let bars: Vec<Pos2> = (1..=6)
        .map(|counter| {
            let desk = harness.state();
            let code = desk.codes[counter][0];
            let words = [
                "assault",
                "TTP assault",
                "assault on a security checkpoint",
                "deadly TTP assault on",
                "TTP assault on a security",
                CHECKPOINT,
            ][counter - 1];
            let quote: String = words.chars().take(48).collect();
            let name = format!("{} bar: {quote}", super::desk::CODES[code].0);
            harness.get_by_label(&name).rect().center()
        })
        .collect();
    for (at, bar) in bars.iter().enumerate() {
        let apart = bars.iter().filter(|other| (other.x - bar.x).abs() < 6.0);
        assert_eq!(apart.count(), 1, "two bars in one lane: {bars:?}");
        harness
            .get_all_by_role(egui::accesskit::Role::Button)
            .next()
            .expect("a bar");
        for pressed in [true, false] {
            harness.event(Event::PointerMoved(*bar));
            harness.event(Event::PointerButton {
                pos: *bar,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        harness.run();
        let chosen = annotation(u32::try_from(at + 1).unwrap());
        assert_eq!(harness.state().selected, Some(chosen));
        assert_eq!(harness.state().hovered, Some(chosen));
        harness.run_steps(30);
    }
}

#[test]
fn what_finds_no_room_under_the_words_is_a_number_and_named_under_the_mouse() {
    let mut harness = six().harness(egui::Theme::Light, [880.0, 640.0]);
    let word = harness.point_of("Attack: “assault”");
    hover(&mut harness, word);
    for code in ["Attack", "Strike", "Policy shift", "Diplomacy", "Claim"] {
        let named = harness.query_all_by_label(code).count();
        assert!(named > 0, "{code} is not named");
    }
    picture(&mut harness, "margins-six-names");
    // Words with one code need no list.
    let mut harness = sample().harness(egui::Theme::Light, [880.0, 640.0]);
    let word = harness.point_of("Claim: “Pakistan’s foreign ministry");
    hover(&mut harness, word);
    assert_eq!(harness.query_all_by_label("Claim").count(), 0);
}

#[test]
fn an_annotation_sets_no_paragraph_anew() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 700.0]);
    let set = harness.state().state.paragraphs_set();
    let place = |harness: &Harness<'_, Desk>| {
        harness
            .get_by_label_contains("Relations between Pakistan")
            .rect()
    };
    let before = place(&harness);
    for words in ["lowest point", "Relations between", "point in years"] {
        harness.state_mut().annotate(words, &[0, 1, 2]);
        harness.run();
    }
    assert_eq!(harness.state().state.paragraphs_set(), set);
    assert_eq!(place(&harness), before);
}

#[test]
fn the_parts_of_one_annotation_are_tied_together() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut desk = sample();
        let near = desk.annotate_parts(&["Relations", "their lowest point"], &[2]);
        let far = desk.annotate_parts(&["several civilians", "round after round"], &[0]);
        (desk.selected, desk.hovered) = (Some(near), Some(far));
        let tied = picture(
            &mut desk.harness(theme, [880.0, 640.0]),
            &format!("margins-ties-{name}"),
        );
        let mut desk = sample();
        desk.annotate_parts(&["Relations", "their lowest point"], &[2]);
        desk.annotate_parts(&["several civilians", "round after round"], &[0]);
        desk.selected = None;
        let plain = picture(
            &mut desk.harness(theme, [880.0, 640.0]),
            &format!("margins-untied-{name}"),
        );
        assert_ne!(tied, plain);
    }
}

/// Nine notes on the first paragraphs.
fn crowded() -> Desk {
    let mut desk = sample();
    desk.notes = [
        "Relations",
        "lowest point",
        "in years",
        "aircraft to strike",
        "Nangarhar and Khost",
        "several civilians",
        "rejected every one",
        "blaming its neighbour",
        "have surged",
    ]
    .iter()
    .zip(1..)
    .map(|(words, counter)| note(&desk, words, &format!("Strike {counter}"), counter))
    .collect();
    let mut now = note(&desk, CHECKPOINT, "From here, now is September 2025", 99);
    (now.look, now.bracket) = (None, true);
    now.span = Some(desk.find("Attacks in Pakistan by the Tehrik-i-Taliban Pakistan (TTP)"));
    desk.notes.push(now);
    desk.notes.push(MarginNote {
        span: None,
        title: "About this text".to_owned(),
        body: "Undated; read with care.".to_owned(),
        id: annotation(77).into(),
        look: None,
        bracket: false,
    });
    desk
}

#[test]
fn notes_never_lie_on_one_another_and_none_is_lost() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for width in [880.0, 560.0] {
            let mut harness = crowded().harness(theme, [width, 760.0]);
            picture(&mut harness, &format!("margins-notes-{name}-{width}"));
            let notes: Vec<egui::Rect> = harness
                .query_all_by_label_contains("Note: ")
                .map(|node| node.rect())
                .collect();
            let more: Vec<(String, egui::Rect)> = harness
                .query_all_by_label_contains(" more note")
                .filter_map(|node| Some((node.accesskit_node().label()?, node.rect())))
                .collect();
            let folded: usize = more
                .iter()
                .filter_map(|(name, _)| name.split(' ').next()?.parse::<usize>().ok())
                .sum();
            let about = harness.state().notes.len();
            // The note on the last stretch may lie below the window.
            assert!(
                notes.len() + folded >= about - 1,
                "{} {folded}",
                notes.len()
            );
            // As marks they fit; with their words they do not.
            assert_eq!(folded > 0, width > 600.0, "{folded} folded at {width}");
            let all = notes.iter().chain(more.iter().map(|(_, rect)| rect));
            let mut all: Vec<egui::Rect> = all.copied().collect();
            all.sort_by(|a, b| a.top().total_cmp(&b.top()));
            for pair in all.windows(2) {
                assert!(pair[0].bottom() <= pair[1].top() + 0.5, "{pair:?}");
            }
        }
    }
}

#[test]
fn folded_notes_open_and_lead_to_their_records() {
    let mut harness = crowded().harness(egui::Theme::Light, [880.0, 760.0]);
    let shown = harness.query_all_by_label_contains("Note: Strike").count();
    harness
        .query_all_by_label_contains(" more note")
        .next()
        .expect("folded notes")
        .click();
    harness.run();
    assert!(harness.query_all_by_label_contains("Note: Strike").count() > shown);
    picture(&mut harness, "margins-notes-open");
    let last = format!("Note: Strike {}", shown + 1);
    harness.get_by_label_contains(&last).click();
    harness.run();
    let counter = u32::try_from(shown + 1).unwrap();
    let clicked = ReaderEvent::NoteClicked(annotation(counter).into());
    assert!(harness.state().events.contains(&clicked));
}

#[test]
fn marks_of_notes_open_by_keyboard_where_there_is_no_room() {
    let mut harness = sample().harness(egui::Theme::Light, [560.0, 700.0]);
    harness.take_keyboard();
    let note = "Note: Aug or Sep 2025. “Last month” has two possible nows";
    let mut reached = false;
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run();
        reached |= harness.get_by_label(note).is_focused();
        if reached {
            break;
        }
    }
    assert!(reached, "the keyboard never comes to the mark");
    harness.key_press(Key::Enter);
    harness.run();
    let clicked = ReaderEvent::NoteClicked(annotation(2).into());
    assert!(harness.state().events.contains(&clicked));
    picture(&mut harness, "margins-mark-open");
}

#[test]
fn a_note_under_the_mouse_lights_its_passage() {
    let mut desk = sample();
    desk.notes = vec![note(&desk, "several civilians", "Diplomacy", 7)];
    desk.selected = None;
    let mut harness = desk.harness(egui::Theme::Light, [880.0, 700.0]);
    let at = harness
        .get_by_label_contains("Note: Diplomacy")
        .rect()
        .center();
    harness.event(Event::PointerMoved(at));
    harness.run();
    assert_eq!(harness.state().hovered, Some(annotation(7)));
    picture(&mut harness, "margins-note-hovered");
    harness.event(Event::PointerMoved(egui::pos2(4.0, 4.0)));
    harness.run();
    assert_eq!(harness.state().hovered, None::<AnnotationId>);
}

#[test]
fn a_click_on_a_density_mark_leads_there_and_its_codes_are_named() {
    let mut desk = sample();
    desk.selected = None;
    let mut harness = desk.harness(egui::Theme::Light, [840.0, 500.0]);
    let bar = harness.get_by_label("Place in the text").rect();
    let near_end = egui::pos2(bar.center().x, bar.bottom() - 60.0);
    for pressed in [true, false] {
        harness.event(Event::PointerMoved(near_end));
        harness.event(Event::PointerButton {
            pos: near_end,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    harness.run();
    assert!(
        harness
            .query_by_label_contains("Relations between Pakistan")
            .is_none(),
        "the page did not move"
    );
    // Somewhere along the bar the passages are named.
    let named = (0..120).any(|step| {
        let y = bar.top() + bar.height() * step as f32 / 120.0;
        hover(&mut harness, egui::pos2(bar.left() + 3.0, y));
        let named = harness.query_all_by_label_contains("passage");
        named.filter(|node| words(node).ends_with(" here")).count() > 0
    });
    assert!(named);
    picture(&mut harness, "margins-density");
}

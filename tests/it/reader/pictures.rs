//! Pictures of the reader, to be looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Modifiers};
use tightrope::model::source::ArabicStyle;

use tightrope::model::id::AnnotationId;

use super::desk::{Desk, Drive as _, annotation, sample};
use crate::support::pictures::{inked_share, picture};

#[test]
fn the_reader_is_painted() {
    for (theme, dark) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for width in [840.0, 560.0] {
            let mut harness = sample().harness(theme, [width, 900.0]);
            let name = format!("reader-{dark}-{width}");
            let image = picture(&mut harness, &name);
            assert!(inked_share(&image) > 0.04, "{name} is blank");
        }
    }
}

#[test]
fn crowded_passages_are_painted() {
    let mut desk = sample();
    for (words, code) in [
        ("In December 2024 Pakistani aircraft", 4),
        ("Pakistani aircraft bombed Afghan territory", 0),
        ("bombed Afghan territory once more", 2),
        ("territory once more, this time", 3),
        ("Afghan territory once", 1),
        ("Afghan", 3),
    ] {
        desk.annotate(words, &[code]);
    }
    desk.selected = Some(annotation(10));
    let words = desk.find("Strikes, barriers, returns");
    let end = desk.find("deport Afghan refugees");
    desk.state.reveal(words);
    let mut harness = desk.harness(egui::Theme::Light, [880.0, 800.0]);
    harness.state_mut().state.reveal(end);
    harness.run();
    harness.caret_before("The raid on Paktika");
    harness.press(Modifiers::NONE, Key::S);
    let image = picture(&mut harness, "reader-crowded");
    assert!(inked_share(&image) > 0.04, "blank");
}

/// The longest row of ink in the lane of the density marks, in pixels.
fn longest_mark(desk: Desk, name: &str) -> usize {
    let mut harness = desk.harness(egui::Theme::Light, [840.0, 400.0]);
    let image = picture(&mut harness, name);
    // The window has a margin of 8 points; the lane is 12 wide.
    let ground = *image.get_pixel(816, 380);
    let row = |y: u32| {
        let lane = 820..832;
        lane.take_while(|x| *image.get_pixel(*x, y) != ground)
            .count()
    };
    (12..388).map(row).max().unwrap_or_default()
}

#[test]
fn what_is_meant_out_of_sight_is_marked_beside_the_page() {
    let desk = |lit: BTreeSet<AnnotationId>| {
        let mut desk = sample();
        (desk.selected, desk.lit) = (None, Arc::new(lit));
        desk
    };
    let plain = longest_mark(desk([].into()), "reader-strip-plain");
    let lit = longest_mark(desk([annotation(14)].into()), "reader-strip-lit");
    assert!(lit >= plain + 3, "{lit} beside {plain}");
}

/// An article in a language, read in a style: its first line is the title.
fn article(text: &str, arabic: ArabicStyle) -> Desk {
    let (title, _) = text.split_once('\n').expect("a title");
    let mut desk = Desk::new(text);
    desk.title = title.to_owned();
    desk.subtitle.clear();
    desk.arabic = arabic;
    desk
}

#[test]
fn articles_in_arabic_script_are_painted() {
    let urdu = include_str!("../../data/urdu.txt");
    let articles = [
        (
            "urdu",
            urdu,
            ArabicStyle::Nastaliq,
            "حملے برداشت نہیں کریں گے",
        ),
        (
            "urdu-naskh",
            urdu,
            ArabicStyle::Naskh,
            "Tehrik-i-Taliban Pakistan (TTP) نے پچھلے تین ماہ میں ۴۷ حملے کیے",
        ),
        (
            "pashto",
            include_str!("../../data/pashto.txt"),
            ArabicStyle::Naskh,
            "لږ تر لږه ۱۶ کسان وژل شوي دي (د UNAMA د راپور له مخې ۲۱ کسان)",
        ),
        (
            "persian",
            include_str!("../../data/persian.txt"),
            ArabicStyle::Naskh,
            "گزارش BBC Persian در سه ماه",
        ),
        (
            "mixed",
            include_str!("../../data/mixed.txt"),
            ArabicStyle::Nastaliq,
            "spokesman answered in Urdu: ”ہم اپنی سرزمین",
        ),
    ];
    for (name, text, style, coded) in articles {
        for (theme, dark) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
            let mut desk = article(text, style);
            desk.annotate(coded, &[1]);
            let mut harness = desk.harness(theme, [840.0, 900.0]);
            let name = format!("reader-{name}-{dark}");
            let image = picture(&mut harness, &name);
            assert!(inked_share(&image) > 0.04, "{name} is blank");
        }
    }
}

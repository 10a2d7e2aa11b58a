//! Set paragraphs, asked as any caller asks them: what stands where, in which order, and where the
//! carets are. The orders were worked out by hand from the rules of UAX #9.

use egui::{Context, vec2};
use tightrope::model::source::ArabicStyle;
use tightrope::workbench::fonts::{Family, fonts};
use tightrope::workbench::typesetting::{Direction, Face, Paragraph, ParagraphLayout};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::support::corpus::corpus;

fn context() -> Context {
    let ctx = Context::default();
    ctx.set_fonts(fonts());
    ctx.run_ui(egui::RawInput::default(), |_| {})
        .drop_without_applying_deltas();
    ctx
}

fn set_in(ctx: &Context, text: &str, width: f32, arabic: ArabicStyle) -> ParagraphLayout {
    let face = Face {
        arabic,
        ..Face::new(Family::Reading.at(17.0), 27.0)
    };
    let paragraph = Paragraph {
        text,
        face: &face,
        width,
        ink_changes: &[],
    };
    ParagraphLayout::new(ctx, paragraph)
}

fn set(ctx: &Context, text: &str, width: f32) -> ParagraphLayout {
    set_in(ctx, text, width, ArabicStyle::Nastaliq)
}

/// The left and right edge of some words on their line.
fn edges(layout: &ParagraphLayout, text: &str, words: &str, from: usize) -> (usize, f32, f32) {
    let start = from
        + text[from..]
            .find(words)
            .unwrap_or_else(|| panic!("{words:?} in {text:?}"));
    let boxes = layout.boxes(start..start + words.len());
    assert_eq!(boxes.len(), 1, "{words:?} is one box: {boxes:?}");
    (start, boxes[0].rect.left(), boxes[0].rect.right())
}

/// Checks that the pieces of a text, given in the order of the text, stand on the page from left
/// to right as `seen` says.
fn check_order(text: &str, rightwards: bool, seen: &[&str]) {
    let ctx = context();
    for style in ArabicStyle::ALL {
        let layout = set_in(&ctx, text, 2_000.0, style);
        assert_eq!(layout.is_rightwards(), rightwards, "{text:?}");
        assert_eq!(layout.line_count(), 1);
        let mut reach = f32::NEG_INFINITY;
        for piece in seen {
            let (start, left, right) = edges(&layout, text, piece, 0);
            assert!(
                left >= reach - 0.1,
                "{piece:?} of {text:?} stands too far left"
            );
            reach = right;
            check_inside(&layout, piece, start);
        }
    }
}

/// Arabic letters run leftwards, Latin ones and digits of any kind rightwards.
fn check_inside(layout: &ParagraphLayout, piece: &str, start: usize) {
    let leftwards = piece.chars().any(|letter| {
        ('\u{620}'..'\u{6d4}').contains(&letter) && !('\u{660}'..'\u{66a}').contains(&letter)
    });
    let mut places = piece.grapheme_indices(true).map(|(at, grapheme)| {
        let boxes = layout.boxes(start + at..start + at + grapheme.len());
        boxes[0].rect.center().x
    });
    let mut before = places.next().expect("not empty");
    for place in places {
        assert_eq!(place < before, leftwards, "inside {piece:?}");
        before = place;
    }
}

#[test]
fn urdu_stands_in_its_order() {
    check_order(
        "وزیر نے 16 فوجی (3 مارچ) کو TTP کے «Red Column» سے کہا۔",
        false,
        &[
            "۔", "کہا", "سے", "»", "Red", "Column", "«", "کے", "TTP", "کو", ")", "مارچ", "3", "(",
            "فوجی", "16", "نے", "وزیر",
        ],
    );
}

#[test]
fn dates_and_numbers_keep_the_order_the_standard_gives_them() {
    // Before the first letter a date is one number; behind Arabic letters its parts come in turn.
    check_order("2024-12-25 کو", false, &["کو", "2024", "12", "25"]);
    check_order("تاریخ 2024-12-25", false, &["25", "12", "2024", "تاریخ"]);
    check_order("قیمت 5,000 تھی", false, &["تھی", "5,000", "قیمت"]);
    check_order("رقم ۱۲۳ تھی", false, &["تھی", "۱۲۳", "رقم"]);
}

#[test]
fn pashto_and_persian_stand_in_their_order() {
    check_order(
        "د ۱۲ کسانو (UNAMA ۲۱)",
        false,
        &[")", "UNAMA", "۲۱", "(", "کسانو", "۱۲", "د"],
    );
    check_order(
        "او می\u{200c}خواهد برود؟",
        false,
        &["؟", "برود", "می\u{200c}خواهد", "او"],
    );
    check_order(
        "به گزارش BBC Persian («دیروز») است",
        false,
        &[
            "است",
            ")",
            "»",
            "دیروز",
            "«",
            "(",
            "BBC",
            "Persian",
            "گزارش",
            "به",
        ],
    );
}

#[test]
fn arabic_words_stand_in_english_lines() {
    check_order(
        "He said ”ہم نہیں“ (TTP) twice",
        true,
        &[
            "He", "said", "”", "نہیں", "ہم", "“", "(", "TTP", ")", "twice",
        ],
    );
    check_order(
        "In ۱۲۳ days (کابل ۴۵) end",
        true,
        &["In", "۱۲۳", "days", "(", "۴۵", "کابل", ")", "end"],
    );
}

#[test]
fn emoji_stand_as_one() {
    check_order(
        "سلام 👩🏽\u{200d}⚖\u{fe0f} جج",
        false,
        &["جج", "👩🏽\u{200d}⚖\u{fe0f}", "سلام"],
    );
    let ctx = context();
    let text = "ab 👩🏽\u{200d}⚖\u{fe0f}e\u{301} 🇵🇰";
    let layout = set(&ctx, text, 500.0);
    let graphemes: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    let mut byte = 0;
    for expected in graphemes.iter().skip(1).chain([&text.len()]) {
        byte = layout.beside(byte, true).expect("further right");
        assert_eq!(byte, *expected);
    }
    assert_eq!(layout.beside(byte, true), None);
}

#[test]
fn the_caret_goes_through_every_place_of_the_line_once() {
    let ctx = context();
    for (text, rightwards) in [
        ("وزیر نے 16 فوجی (3 مارچ) کو TTP کے سے کہا۔", false),
        ("He said ”ہم نہیں“ (۱۲) twice", true),
    ] {
        let layout = set(&ctx, text, 2_000.0);
        let (start, end) = layout.line_ends(0);
        let (mut byte, last) = if rightwards {
            (start, end)
        } else {
            (end, start)
        };
        let mut seen = vec![byte];
        let mut x = layout.caret(byte).left();
        while let Some(next) = layout.beside(byte, true) {
            let caret = layout.caret(next).left();
            assert!(caret > x, "{next} of {text:?}: {caret} behind {x}");
            assert_eq!(layout.beside(next, false), Some(byte), "the way back");
            (byte, x) = (next, caret);
            seen.push(byte);
        }
        assert_eq!(byte, last, "{text:?}");
        seen.sort_unstable();
        let places = text.grapheme_indices(true).map(|(at, _)| at);
        assert_eq!(seen, places.chain([text.len()]).collect::<Vec<_>>());
    }
}

#[test]
fn the_caret_stands_beside_what_is_embedded_less() {
    let ctx = context();
    // Between "said " and the Urdu words, and behind them: the English line has both carets.
    let text = "said ہم then";
    let layout = set(&ctx, text, 2_000.0);
    let (urdu, left, right) = edges(&layout, text, "ہم", 0);
    assert!((layout.caret(urdu).left() - left).abs() < 0.1);
    assert!((layout.caret(urdu + "ہم".len()).left() - right).abs() < 0.1);
    // What is typed next behind the Urdu words would join them at their left.
    let behind = layout.caret_behind(urdu + "ہم".len());
    assert!((behind.left() - left).abs() < 0.1, "{behind:?}");
}

#[test]
fn a_stretch_may_be_several_boxes() {
    let ctx = context();
    let text = "He said ہم نہیں جانتے twice";
    let layout = set(&ctx, text, 2_000.0);
    let start = text.find("said").expect("there");
    let end = text.find(" نہیں").expect("there");
    let boxes = layout.boxes(start..end);
    assert_eq!(boxes.len(), 2, "{boxes:?}");
    assert_eq!(&text[boxes[0].range.clone()], "said ");
    assert_eq!(&text[boxes[1].range.clone()], "ہم");
    assert!(boxes[0].rect.right() + 20.0 < boxes[1].rect.left());
}

#[test]
fn lines_lean_to_the_side_they_begin_at() {
    let ctx = context();
    let text = "یہ خبر کئی لائنوں پر مشتمل ہے اور ہر لائن دائیں طرف سے شروع ہوتی ہے، TTP سمیت۔";
    let layout = set(&ctx, text, 240.0);
    assert!(layout.line_count() > 1);
    for line in 0..layout.line_count() {
        let boxes = layout.boxes(layout.line_range(line));
        let right = boxes.last().expect("words").rect.right();
        assert!((right - 240.0).abs() < 0.1, "line {line} ends at {right}");
    }
    // Without letters, a paragraph leans as the text around it.
    let numbers = Face {
        leaning: Direction::Leftwards,
        ..Face::new(Family::Reading.at(17.0), 27.0)
    };
    let paragraph = Paragraph {
        text: "16 (3)",
        face: &numbers,
        width: 240.0,
        ink_changes: &[],
    };
    let layout = ParagraphLayout::new(&ctx, paragraph);
    assert!(!layout.is_rightwards());
    assert!((layout.boxes(0..2)[0].rect.right() - 240.0).abs() < 0.1);
}

#[test]
fn only_what_holds_nastaliq_takes_its_height() {
    let ctx = context();
    let height = |text, style| set_in(&ctx, text, 500.0, style).line_height();
    assert_eq!(height("Kabul (12)", ArabicStyle::Nastaliq), 27.0);
    assert_eq!(height("کابل", ArabicStyle::Nastaliq), 41.0);
    assert_eq!(height("Kabul کابل", ArabicStyle::Nastaliq), 34.0);
    assert_eq!(height("کابل", ArabicStyle::Naskh), 31.0);
}

#[test]
fn faces_of_one_line_stand_on_one_baseline() {
    let ctx = context();
    for style in ArabicStyle::ALL {
        let text = "کابل TTP 16 👩 x";
        let layout = set_in(&ctx, text, 500.0, style);
        let baselines: Vec<f32> = layout
            .boxes(0..text.len())
            .iter()
            .map(|found| found.baseline)
            .collect();
        assert!(
            baselines.iter().all(|it| *it == baselines[0]),
            "{baselines:?}"
        );
    }
}

#[test]
fn the_synthetic_sample_stands_in_its_order() {
    let Some(path) = corpus("annotation/synthetic/unicode.txt") else {
        return;
    };
    let sample = std::fs::read_to_string(path).expect("readable");
    let urdu = sample
        .lines()
        .find(|line| line.contains("وزیر"))
        .expect("Urdu");
    check_order(
        urdu,
        false,
        &[
            ")",
            "مارچ",
            "3",
            "(",
            "۔",
            "ہوگا",
            "نافذ",
            "سے",
            "پیر",
            "کہا کہ کرفیو",
            "نے",
            "داخلہ",
            "وزیر",
        ],
    );
    let ctx = context();
    for line in sample.lines() {
        let places: Vec<usize> = line.grapheme_indices(true).map(|(at, _)| at).collect();
        for width in [120.0, 300.0, 2_000.0] {
            let layout = set(&ctx, line, width);
            let mut byte = layout.line_ends(0).0;
            let onwards = layout.is_rightwards();
            while let Some(next) = layout.beside(byte, onwards) {
                assert!(
                    next == line.len() || places.contains(&next),
                    "{next} of {line:?}"
                );
                byte = next;
            }
            for (at, grapheme) in line.grapheme_indices(true) {
                let boxes = layout.boxes(at..at + grapheme.len());
                let Some(found) = boxes.first() else { continue };
                let inside = found.rect.center();
                assert_eq!(layout.grapheme_under(inside.to_vec2()), Some(at));
                let start = layout.byte_near(inside.to_vec2() + vec2(0.01, 0.0));
                assert!(start == at || start == at + grapheme.len());
            }
        }
    }
}

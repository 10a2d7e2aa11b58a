#![allow(clippy::string_slice)]

use super::*;
use crate::workbench::fonts::{Family, fonts};

const TEXTS: [&str; 8] = [
    "Last month Afghanistan’s foreign ministry accused Islamabad of air strikes in two provinces.",
    "Tehrik-i-Taliban  Pakistan   (TTP)\twith blanks   ",
    "Emoji 👩‍👩‍👧 and flags 🇵🇰🇦🇫, e\u{301}t cetera",
    "averyveryverylongwordwithoutanyblank_averyveryverylongwordwithoutanyblank",
    "office affliction — ‘fi’ and “ffl”",
    "",
    "یہ حملہ دسمبر میں ہوا، TTP نے 16 فوجی مارے۔",
    "mixed کابل words",
];

fn context() -> Context {
    let ctx = Context::default();
    ctx.set_fonts(fonts());
    ctx.run_ui(egui::RawInput::default(), |_| {})
        .drop_without_applying_deltas();
    ctx
}

fn set(ctx: &Context, text: &str, width: f32, ink_changes: &[usize]) -> ParagraphLayout {
    let face = Face::new(Family::Reading.at(17.0), 27.0);
    ParagraphLayout::new(
        ctx,
        Paragraph {
            text,
            face: &face,
            width,
            ink_changes,
        },
    )
}

#[test]
fn lines_hold_every_byte_once_and_fit() {
    let ctx = context();
    for text in TEXTS {
        for width in [1.0, 60.0, 200.0, 2_000.0] {
            let layout = set(&ctx, text, width, &[5, 9]);
            let mut at = 0;
            for line in 0..layout.line_count() {
                let range = layout.line_range(line);
                assert_eq!(range.start, at, "{text:?} at {width}");
                at = range.end;
                let words = layout.boxes(range.clone());
                let letters = text.get(range).map_or(0, |words| words.chars().count());
                let fits = words.iter().all(|found| found.rect.right() <= width + 0.6);
                assert!(fits || letters < 9, "{text:?} at {width}: {words:?}");
            }
            assert_eq!(at, text.len());
            assert_eq!(layout.height(), layout.line_count() as f32 * 27.0);
        }
    }
}

#[test]
fn a_caret_is_found_again_where_it_stands() {
    let ctx = context();
    for text in TEXTS
        .iter()
        .filter(|text| text.is_ascii() || text.contains('’'))
    {
        let layout = set(&ctx, text, 200.0, &[7]);
        for line in 0..layout.line_count() {
            let (start, end) = layout.line_ends(line);
            for byte in (start..=end).filter(|byte| text.is_char_boundary(*byte)) {
                let caret = layout.caret(byte);
                assert_eq!(layout.byte_near(caret.center().to_vec2()), byte, "{text:?}");
                let under = layout.grapheme_under(caret.center().to_vec2() + vec2(1.0, 0.0));
                assert!(
                    under == Some(byte) || byte == end,
                    "{under:?} at {byte} of {text:?}"
                );
            }
        }
    }
}

#[test]
fn every_point_is_a_place_between_graphemes() {
    let ctx = context();
    for text in TEXTS {
        use unicode_segmentation::UnicodeSegmentation as _;
        let graphemes = text.grapheme_indices(true).map(|(at, _)| at);
        let places: Vec<usize> = graphemes.chain([text.len()]).collect();
        let layout = set(&ctx, text, 200.0, &[]);
        for step in 0..400 {
            let point = vec2(
                (step % 40) as f32 * 6.0 - 20.0,
                (step / 40) as f32 * 9.0 - 5.0,
            );
            let near = layout.byte_near(point);
            assert!(places.contains(&near), "{near} of {text:?}");
            let under = layout.grapheme_under(point);
            assert!(under.is_none_or(|under| places.contains(&under)));
        }
    }
}

#[test]
fn a_stretch_has_a_box_on_each_of_its_lines() {
    let ctx = context();
    let text = TEXTS[0];
    let layout = set(&ctx, text, 200.0, &[]);
    let start = text.find("foreign").expect("there");
    let end = text.find("strikes").expect("there") + "strikes".len();
    let boxes = layout.boxes(start..end);
    let lines = layout.line_of(start)..layout.line_of(end) + 1;
    assert_eq!(
        boxes.iter().map(|found| found.line).collect::<Vec<_>>(),
        lines.collect::<Vec<_>>()
    );
    assert_eq!(boxes[0].range.start, start);
    assert_eq!(boxes[boxes.len() - 1].range.end, end);
    for found in &boxes {
        assert!(
            !text[found.range.clone()].ends_with(' '),
            "blanks at the end have no box"
        );
        assert!(found.rect.top() < found.baseline && found.baseline < found.rect.bottom());
    }
}

#[test]
fn the_watch_sees_new_fonts() {
    let ctx = context();
    let before = AtlasWatch::new(&ctx);
    assert!(AtlasWatch::new(&ctx).same_as(&before));
    ctx.set_fonts({
        let mut other = fonts();
        other.font_data.remove("emoji");
        other
            .families
            .values_mut()
            .for_each(|chain| chain.retain(|face| face != "emoji"));
        other
    });
    ctx.run_ui(egui::RawInput::default(), |_| {})
        .drop_without_applying_deltas();
    assert!(!AtlasWatch::new(&ctx).same_as(&before));
}

/// The words of each line as they stand from left to right, read off the graphemes' places.
fn seen(layout: &ParagraphLayout, text: &str) -> Vec<String> {
    let lines = layout.lines.iter().map(|line| {
        let mut cells: Vec<_> = line.cells.iter().collect();
        cells.sort_by(|a, b| a.left.total_cmp(&b.left));
        cells
            .iter()
            .map(|cell| &text[cell.range.clone()])
            .collect::<String>()
    });
    lines.collect()
}

#[test]
fn lines_are_broken_in_the_order_of_the_text_and_shown_in_that_of_the_page() {
    let ctx = context();
    let table: [(&str, f32, &[&str]); 3] = [
        (
            "یہ حملہ دسمبر میں ہوا، TTP نے 16 فوجی مارے۔",
            220.0,
            &[" ےن TTP ،اوہ ںیم ربمسد ہلمح ہی", "۔ےرام یجوف 16"],
        ),
        (
            "In ۱۲۳ words (کابل ۴۵) end",
            400.0,
            &["In ۱۲۳ words (۴۵ لباک) end"],
        ),
        ("mixed کابل words", 400.0, &["mixed لباک words"]),
    ];
    for (text, width, expected) in table {
        assert_eq!(seen(&set(&ctx, text, width, &[]), text), expected);
    }
}

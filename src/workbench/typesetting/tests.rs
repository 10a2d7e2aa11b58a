#![allow(clippy::string_slice)]

use super::*;
use crate::workbench::fonts::{Family, fonts};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

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

/// A context for all tests that leave its fonts alone.
fn context() -> Context {
    static SHARED: std::sync::LazyLock<Context> = std::sync::LazyLock::new(fresh);
    SHARED.clone()
}

fn fresh() -> Context {
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
            let line_height = layout.line_height();
            assert_eq!(layout.height(), layout.line_count() as f32 * line_height);
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
    let ctx = fresh();
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

#[test]
fn brackets_are_painted_mirrored_and_digits_in_place() {
    let ctx = context();
    let painted = |text: &str| -> Vec<String> {
        let layout = set(&ctx, text, 2_000.0, &[]);
        let runs = layout.lines.iter().flat_map(|line| &line.runs);
        runs.map(|run| run.galley.text().to_owned()).collect()
    };
    // egui paints brackets by themselves from left to right and mirrors nothing.
    assert_eq!(painted("ہاں (3)"), ["(", "3", ")", "ہاں "]);
    // It would paint Urdu digits by themselves from right to left.
    assert_eq!(painted("In ۱۲ days"), ["In ", "۲۱", " days"]);
    assert_eq!(painted("(TTP)"), ["(TTP)"]);
}

#[test]
fn widths_are_those_of_what_is_painted() {
    let ctx = context();
    for text in TEXTS {
        for arabic in ArabicStyle::ALL {
            let face = Face {
                arabic,
                ..Face::new(Family::Reading.at(17.0), 27.0)
            };
            let items = items::Items::new(text, &face);
            for item in &items.items {
                let graphemes = &items.graphemes[item.graphemes.clone()];
                let start = graphemes[0].range.start;
                let inside = graphemes.iter().map(|it| &it.range);
                let inside: Vec<Range<usize>> = inside
                    .map(|range| range.start - start..range.end - start)
                    .collect();
                let run = shaping::Run {
                    text: &text[start..start + inside[inside.len() - 1].end],
                    graphemes: &inside,
                    face: item.face,
                    chain: item.chain,
                    rightwards: graphemes[0].level.is_ltr(),
                };
                let measured: f32 = shaping::widths(&run).iter().sum::<f32>() * item.font.size;
                let galley = ctx.fonts_mut(|fonts| {
                    let words = shaping::painted(&run);
                    fonts.layout_no_wrap(words, item.font.clone(), Color32::BLACK)
                });
                let painted = galley.size().x;
                assert!(
                    (measured - painted).abs() < 0.05,
                    "{:?}: measured {measured}, painted {painted}",
                    run.text
                );
            }
        }
    }
}

/// What a mixed text is made of.
const PIECES: [&str; 32] = [
    "word",
    "Kabul",
    "office",
    "e\u{301}t",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "کابل",
    "نہیں",
    "پښتو",
    "می\u{200c}شود",
    "لا",
    "مَدّ",
    "۱۲",
    "٣٤",
    "56",
    "1,000",
    "(",
    ")",
    "«",
    "»",
    "،",
    "۔",
    "–",
    "👩🏽\u{200d}⚖\u{fe0f}",
    "🇵🇰",
    "שלום",
    "中文",
];
/// Signs that only turn the direction.
const TURNS: [&str; 8] = [
    "\u{200f}", "\u{200e}", "\u{202b}", "\u{202c}", "\u{202e}", "\u{2067}", "\u{2069}", "\u{2066}",
];

fn mixed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(&PIECES[..]),
        1 => prop::sample::select(&TURNS[..]),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn cell_of(layout: &ParagraphLayout, byte: usize) -> &line::Cell {
    let cells = layout.lines.iter().flat_map(|line| &line.cells);
    let mut found = cells.filter(|cell| cell.range.start == byte);
    let cell = found.next().expect("a cell");
    assert!(found.next().is_none(), "two cells for one grapheme");
    cell
}

fn check_lines(layout: &ParagraphLayout, text: &str, width: f32) {
    let graphemes: Vec<Range<usize>> = text
        .grapheme_indices(true)
        .map(|(at, grapheme)| at..at + grapheme.len())
        .collect();
    let cells = layout.lines.iter().flat_map(|line| &line.cells);
    let ranges: Vec<Range<usize>> = cells.map(|cell| cell.range.clone()).collect();
    assert_eq!(ranges, graphemes, "each grapheme once, in order");
    let mut at = 0;
    for (number, line) in layout.lines.iter().enumerate() {
        assert_eq!(
            layout.line_range(number).start,
            at,
            "lines follow one another"
        );
        at = layout.line_range(number).end;
        let content = line.cells.iter();
        let content = content.filter(|cell| cell.range.start < line.content_end);
        let single = content.clone().count() < 2;
        for cell in content {
            let inside = -0.2 <= cell.left && cell.right() <= width + 0.2;
            assert!(inside || single, "{cell:?} beyond {width} in {text:?}");
        }
        let painted: f32 = line.runs.iter().map(|run| run.galley.rows[0].size.x).sum();
        let measured: f32 = line.cells.iter().map(|cell| cell.width).sum();
        assert!(
            (painted - measured).abs() < 0.1,
            "{painted} is not {measured}"
        );
    }
    assert_eq!(at, text.len());
}

fn check_carets(layout: &ParagraphLayout, text: &str) {
    for number in 0..layout.line_count() {
        let (start, end) = layout.line_ends(number);
        let stops = &layout.lines[number].stops;
        for stop in stops
            .iter()
            .filter(|stop| (start..=end).contains(&stop.byte))
        {
            let caret = layout.caret(stop.byte);
            let found = layout.byte_near(caret.center().to_vec2());
            let same = (layout.caret(found).left() - caret.left()).abs() < 0.02;
            assert!(
                found == stop.byte || same,
                "{} is {found} in {text:?}",
                stop.byte
            );
        }
        // Carets coincide only at graphemes without a width.
        let mut places: Vec<f32> = stops.iter().map(|stop| stop.x).collect();
        places.sort_by(f32::total_cmp);
        places.dedup_by(|a, b| (*a - *b).abs() < 0.001);
        let wide = layout.lines[number].cells.iter();
        let wide = wide.filter(|cell| cell.width > 0.001).count();
        assert_eq!(
            places.len(),
            wide + 1,
            "line {number} of {text:?}: {stops:?}"
        );
    }
}

fn check_boxes(layout: &ParagraphLayout, text: &str, range: Range<usize>) {
    let boxes = layout.boxes(range.clone());
    let mut wanted = 0.0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let line = &layout.lines[layout.line_of(at)];
        let cell = cell_of(layout, at);
        if at + grapheme.len() <= range.start || range.end <= at || line.content_end <= at {
            continue;
        }
        wanted += cell.width;
        let holds = |found: &&StretchBox| {
            let rect = found.rect;
            found.line == layout.line_of(at)
                && rect.left() <= cell.left + 0.01
                && cell.right() <= rect.right() + 0.01
        };
        assert_eq!(
            boxes.iter().filter(holds).count(),
            1,
            "{grapheme:?} of {text:?}"
        );
    }
    let covered: f32 = boxes.iter().map(|found| found.rect.width()).sum();
    assert!(
        (covered - wanted).abs() < 0.5,
        "{covered} of {wanted} in {text:?}"
    );
}

/// From the first line to the last and back, one caret after another.
fn check_walk(layout: &ParagraphLayout, text: &str) {
    let onwards = layout.is_rightwards();
    let places = text.graphemes(true).count() + 1;
    let mut way = vec![0];
    while let Some(next) = layout.beside(way[way.len() - 1], onwards) {
        way.push(next);
        assert!(way.len() <= places, "in circles: {way:?} in {text:?}");
    }
    assert_eq!(way.len(), places, "{way:?} in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn mixed_paragraphs_keep_together(
        text in mixed_text(),
        width in 20.0..500.0_f32,
        ends in (0.0..1.0_f32, 0.0..1.0_f32),
        nastaliq in any::<bool>(),
    ) {
        let ctx = context();
        let arabic = if nastaliq { ArabicStyle::Nastaliq } else { ArabicStyle::Naskh };
        let face = Face { arabic, ..Face::new(Family::Reading.at(17.0), 27.0) };
        let paragraph = Paragraph { text: &text, face: &face, width, ink_changes: &[] };
        let layout = ParagraphLayout::new(&ctx, paragraph);
        check_lines(&layout, &text, width);
        check_carets(&layout, &text);
        check_walk(&layout, &text);
        let place = |share: f32| {
            let places: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let number = (share * places.len() as f32) as usize;
            places.get(number).copied().unwrap_or(text.len())
        };
        let (a, b) = (place(ends.0), place(ends.1));
        check_boxes(&layout, &text, a.min(b)..a.max(b));
    }
}

#[test]
fn labels_say_all_and_show_what_fits() {
    let ctx = context();
    let title = "سرحد پر کشیدگی کے بعد تجارت بحال کرنے پر اتفاق";
    let font = Family::Interface.at(13.0);
    let set = |fit| label(&ctx, title, &font, Color32::RED, fit);
    let whole = set(Fit::Wrap(f32::INFINITY));
    assert_eq!(whole.text(), title);
    assert!(whole.size().x > 150.0 && whole.num_vertices > 100);
    for room in [20.0, 60.0, 120.0] {
        let cut = set(Fit::Cut(room));
        assert!(cut.size().x <= room + 0.1, "{} in {room}", cut.size().x);
        assert!(cut.size().x > room - 30.0, "{} in {room}", cut.size().x);
        assert_eq!(cut.text(), title);
        assert_eq!(
            cut.rows.len(),
            cut.rows
                .iter()
                .filter(|row| !row.visuals.mesh.is_empty())
                .count()
        );
    }
    let wrapped = set(Fit::Wrap(100.0));
    assert!(wrapped.size().y > whole.size().y * 2.5);
    assert!(Arc::ptr_eq(&wrapped, &set(Fit::Wrap(100.0))), "set once");
    let inks = wrapped
        .rows
        .iter()
        .flat_map(|row| &row.visuals.mesh.vertices);
    assert!(inks.into_iter().all(|vertex| vertex.color == Color32::RED));
}

#[test]
fn a_stretch_ends_where_its_last_letters_end() {
    let ctx = context();
    for (text, words, ends_right) in [
        ("Earlier this year", "Earlier", true),
        ("یہ حملہ دسمبر میں ہوا", "حملہ", false),
        ("یہ حملہ TTP نے کیا", "TTP", true),
        ("mixed کابل words", "کابل", false),
    ] {
        let layout = set(&ctx, text, 2_000.0, &[]);
        let start = text.find(words).unwrap();
        let boxes = layout.boxes(start..start + words.len());
        let found: Vec<bool> = boxes.iter().map(|found| found.ends_right).collect();
        assert_eq!(found, [ends_right], "{words} in {text}");
    }
}

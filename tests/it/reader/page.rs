//! The page: its measure, its place, and how little of a long text is touched.

use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tightrope::derived::spans::Highlight;
use tightrope::model::text::TextSpan;

use super::desk::{ARTICLE, Desk, Drive as _, annotation, sample};

/// Characters on the full lines of the article's paragraphs, on average.
fn measure(width: f32) -> f32 {
    let harness = Desk::new(ARTICLE).harness(egui::Theme::Light, [width, 3_000.0]);
    let paragraphs: Vec<&str> = ARTICLE
        .split("\n\n")
        .filter(|text| text.len() > 200)
        .collect();
    let (mut letters, mut lines) = (0.0, 0.0);
    for paragraph in paragraphs {
        let rect = harness.get_by_label(paragraph.trim()).rect();
        // The last line is not full; on average it is half full.
        lines += (rect.height() / 27.0).round() - 0.5;
        letters += paragraph.chars().count() as f32;
    }
    letters / lines
}

#[test]
fn a_line_holds_60_to_75_characters() {
    for width in [1_440.0, 1_024.0, 840.0] {
        let measure = measure(width);
        assert!((60.0..=75.0).contains(&measure), "{measure} at {width}");
    }
}

fn wheel(harness: &mut Harness<'_, Desk>, points: f32) {
    harness.event(Event::PointerMoved([400.0, 300.0].into()));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    // egui spreads a turn of the wheel over some frames.
    harness.run_steps(40);
}

fn first_visible(harness: &mut Harness<'_, Desk>) -> usize {
    let ctx = harness.ctx.clone();
    let first = harness.state_mut().state.first_visible(&ctx);
    first.expect("below the title").index()
}

#[test]
fn resizing_keeps_the_first_visible_line() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 600.0]);
    wheel(&mut harness, 1_100.0);
    let before = first_visible(&mut harness);
    assert!(before > 500);
    for width in (300..840).rev().step_by(15).chain([1_200, 840]) {
        harness.set_size([width as f32, 600.0].into());
        harness.run();
        let now = first_visible(&mut harness);
        assert!(
            (before - 80..=before).contains(&now),
            "{before} became {now} at {width}"
        );
    }
    assert_eq!(first_visible(&mut harness), before);
}

#[test]
fn another_title_keeps_the_place() {
    let mut harness = sample().harness(egui::Theme::Light, [840.0, 600.0]);
    wheel(&mut harness, 1_100.0);
    let before = first_visible(&mut harness);
    harness.state_mut().subtitle.clear();
    harness.state_mut().title =
        "A longer title that takes two lines where it stood in one".to_owned();
    harness.run();
    assert_eq!(first_visible(&mut harness), before);
}

#[test]
fn scrolling_there_and_back_ends_where_it_began() {
    let mut harness = sample().harness(egui::Theme::Light, [700.0, 600.0]);
    wheel(&mut harness, 500.0);
    let before = harness
        .get_by_label_contains("The two governments have held")
        .rect();
    wheel(&mut harness, 900.0);
    wheel(&mut harness, -900.0);
    let after = harness
        .get_by_label_contains("The two governments have held")
        .rect();
    assert!(
        (before.top() - after.top()).abs() < 1.5,
        "{before} became {after}"
    );
    wheel(&mut harness, 99_999.0);
    let last = harness
        .get_by_label_contains("Follow us for new commentary")
        .rect();
    assert!(last.bottom() < 592.0 && last.top() > 300.0, "{last}");
}

#[test]
fn a_revealed_passage_comes_into_sight() {
    let mut harness = sample().harness(egui::Theme::Light, [700.0, 500.0]);
    for words in [
        "Follow us for new",
        "Relations between",
        "In May 2025 it mediated",
    ] {
        let span = harness.state().find(words);
        harness.state_mut().state.reveal(span);
        harness.run();
        assert!(
            harness.state().state.selection_rect().is_some(),
            "{words:?}"
        );
        harness.get_by_label_contains(words);
    }
}

#[test]
fn a_long_text_is_touched_only_where_it_is_seen() {
    let paragraph = "Word after word, and 16 more of them, until the paragraph is done. ".repeat(6);
    let text = format!("{paragraph}\n\n").repeat(10_000);
    let mut desk = Desk::new(&text);
    let step = text.len() / 100_000;
    for number in 0..100_000_usize {
        let span = TextSpan::from_range(number * step..number * step + 20);
        let id = annotation(u32::try_from(number).expect("few") + 1);
        desk.codes.push(vec![number % 5]);
        let span = span.expect("not empty");
        desk.spans.insert(Highlight { span, id });
    }
    let mut harness = desk.harness(egui::Theme::Light, [840.0, 700.0]);
    assert!(harness.state().state.paragraphs_set() < 20);
    let last = TextSpan::from_range(text.len() - 40..text.len() - 9).expect("not empty");
    harness.state_mut().state.reveal(last);
    let begun = std::time::Instant::now();
    harness.run_steps(2);
    assert!(harness.state().state.paragraphs_set() < 60);
    assert!(harness.state().state.selection_rect().is_some());
    // Far above what it takes, far below what touching everything would.
    assert!(begun.elapsed().as_millis() < 1_500, "{:?}", begun.elapsed());
    harness.take_keyboard();
}

#[test]
fn odd_texts_have_a_page() {
    for text in [
        "",
        "\n\n\n",
        "x",
        "\u{feff}BOM\r\n\tTab\u{b}\u{c}\0 end",
        "e\u{301}\u{301}\u{301} 👩‍👩‍👧🇵🇰 \u{200f}\u{202e}abc\u{202c}",
        "averyveryverylongwordwithoutanyblank_averyveryverylongwordwithoutanyblank_averyveryverylongwordwithoutanyblank",
        "کابل",
    ] {
        for width in [840.0, 300.0, 90.0] {
            let mut harness = Desk::new(text).harness(egui::Theme::Light, [width, 300.0]);
            harness.take_keyboard();
            for key in [
                egui::Key::End,
                egui::Key::ArrowDown,
                egui::Key::S,
                egui::Key::Enter,
            ] {
                harness.press(Modifiers::COMMAND, key);
                harness.press(Modifiers::NONE, key);
            }
            let caret = harness.state().state.caret().index();
            assert!(text.is_char_boundary(caret));
        }
    }
}

#[test]
fn a_title_without_a_byline_keeps_its_distance() {
    let text = "Relations are at their lowest point in years, and nobody steps back.\n\nMore.";
    let gap = |subtitle: &str| {
        let mut desk = Desk::new(text);
        desk.subtitle = subtitle.to_owned();
        let heading = match subtitle {
            "" => desk.title.clone(),
            _ => desk.subtitle.clone(),
        };
        let harness = desk.harness(egui::Theme::Light, [840.0, 600.0]);
        // The whole document is called as its title is.
        let named = harness.query_all_by_label(&heading);
        let bottoms = named.map(|node| node.rect().bottom());
        let above = bottoms.fold(f32::INFINITY, f32::min);
        harness.get_by_label_contains("Relations are").rect().top() - above
    };
    assert_eq!(gap(""), gap("Commentary, undated."));
    assert!(gap("") >= 16.0, "{}", gap(""));
}

#[test]
fn notes_keep_clear_of_the_density_marks() {
    for width in [790.0, 840.0, 880.0, 1_200.0] {
        let harness = sample().harness(egui::Theme::Light, [width, 600.0]);
        let note = harness
            .get_by_label_contains("Note: Aug or Sep 2025")
            .rect();
        let strip = width - 12.0;
        assert!(note.right() <= strip - 12.0, "{note} at {width}");
    }
}

//! How annotations show in a block: lines under the words, bars in the gutter, bands behind.
//!
//! In: the stretches that touch a block and how their codes look. Out: a mark for each stretch and
//! code, and the level of its line, so that lines never lie on one another until there are too many.

use std::collections::BTreeMap;
use std::ops::Range;

use egui::Rangef;

use super::CodeLook;
use crate::derived::spans::Highlight;
use crate::model::id::AnnotationId;
use crate::model::look::Shape;

/// How many lines lie under one another at most, however high the lines of the text.
const LEVELS: usize = 6;
/// What lines keep clear of, as multiples of the text's size.
struct Letters {
    /// From the baseline to the first line under the words.
    below: f32,
    /// How far the tallest letters reach above their baseline; in Nastaliq, but for the longest
    /// of its words.
    ascender: f32,
}

impl Letters {
    /// Each script has lines of its own height: there is no other sign of it here.
    fn on_lines(height: f32) -> Self {
        let (below, ascender) = match height {
            1.95.. => (0.6, 1.3),
            1.7.. => (0.42, 0.9),
            _ => (0.3, 0.77),
        };
        Self { below, ascender }
    }
}

/// Between the lowest line and the letters under it, in points.
const CLEAR: f32 = 2.5;
/// How thick the first line is and how thick a further or a quiet one, in points.
const THICK: f32 = 2.0;
const THIN: f32 = 1.0;
/// Between two lines, in points.
const BETWEEN: f32 = 1.0;

/// How the line of a shape is broken, so that codes are told apart without their hues: the lengths
/// of a dash and of the gap behind it, in points, over and over; none for an unbroken line.
pub(super) fn dashes(shape: Shape) -> &'static [f32] {
    match shape {
        Shape::Disc => &[],
        Shape::Triangle => &[7.0, 3.0],
        Shape::Diamond => &[2.0, 2.0],
        Shape::Square => &[9.0, 3.0, 2.0, 3.0],
        // Claims stand under most of a text: theirs is the calmest of the broken lines.
        Shape::Speech => &[18.0, 2.0],
        Shape::Cross => &[4.0, 4.0],
        Shape::Star => &[9.0, 2.0, 2.0, 2.0, 2.0, 2.0],
        Shape::Hexagon => &[16.0, 3.0, 2.0, 3.0],
    }
}

/// One code of one stretch.
#[derive(Clone, Debug)]
pub(super) struct Mark<'a> {
    pub id: AnnotationId,
    /// The bytes of the stretch, also outside the block.
    pub range: Range<usize>,
    pub look: CodeLook<'a>,
    /// Whether it is the annotation's first code.
    pub first: bool,
}

/// The marks of a block: innermost first.
pub(super) fn marks<'a>(
    highlights: &[Highlight],
    look: &dyn Fn(AnnotationId) -> Vec<CodeLook<'a>>,
) -> Vec<Mark<'a>> {
    let mut marks: Vec<Mark<'a>> = highlights
        .iter()
        .flat_map(|highlight| {
            let mut looks = look(highlight.id);
            looks.sort_by_key(|look| look.order);
            looks.into_iter().enumerate().map(|(number, look)| Mark {
                id: highlight.id,
                range: highlight.span.range(),
                look,
                first: number == 0,
            })
        })
        .collect();
    marks.sort_by_key(|mark| (mark.range.len(), mark.range.start, mark.id, !mark.first));
    marks
}

/// Where the lines lie under text of one size: each clear of the next and of the letters below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    first: f32,
    levels: usize,
}

impl Rule {
    /// For letters of a size, in points, on lines of a height.
    pub fn new(size: f32, line_height: f32) -> Self {
        let letters = Letters::on_lines(line_height / size);
        let first = (size * letters.below).round();
        let room = line_height - size * letters.ascender - CLEAR - first - THICK;
        let further = (room / (THIN + BETWEEN)).floor().max(0.0) as usize;
        Self {
            first,
            levels: (1 + further).min(LEVELS),
        }
    }

    /// From the baseline to the top and to the bottom of a line.
    pub fn line(&self, depth: usize, quiet: bool) -> Rangef {
        let depth = depth.min(self.levels - 1);
        if depth == 0 {
            let thick = if quiet { THIN } else { THICK };
            return Rangef::new(self.first, self.first + thick);
        }
        let top = self.first + THICK + BETWEEN + (depth - 1) as f32 * (THIN + BETWEEN);
        Rangef::new(top, top + THIN)
    }
}

/// Gives out levels, line of text by line of text: what overlaps nothing on its line is close to
/// the words. Depends on the text's lines alone, so scrolling and selecting move nothing.
pub(super) struct Levels {
    count: usize,
    lines: BTreeMap<usize, Lanes>,
}

impl Levels {
    /// As many levels as there is room for.
    pub fn new(rule: Rule) -> Self {
        Self {
            count: rule.levels,
            lines: BTreeMap::new(),
        }
    }

    /// The level of a stretch on a line, 0 closest to the words; `None` where there is no room
    /// left. Ask for the innermost marks first.
    pub fn take(&mut self, line: usize, stretch: &Range<usize>) -> Option<usize> {
        let count = self.count;
        let lanes = self.lines.entry(line).or_insert_with(|| Lanes::new(count));
        lanes.take(stretch)
    }

    /// The parts of a stretch on a line under which the last level is free.
    pub fn free_in_last(&self, line: usize, stretch: &Range<usize>) -> Vec<Range<usize>> {
        let last = self.lines.get(&line).and_then(|lanes| lanes.lanes.last());
        let Some(last) = last else {
            return vec![stretch.clone()];
        };
        let mut free = Vec::new();
        let mut at = stretch.start;
        for (start, end) in last.iter().filter(|(_, end)| **end > stretch.start) {
            if *start >= stretch.end {
                break;
            }
            free.push(at..*start);
            at = *end;
        }
        free.push(at..stretch.end);
        free.retain(|part| part.start < part.end);
        free
    }
}

/// Lanes of intervals that do not touch one another.
pub(super) struct Lanes {
    lanes: Vec<BTreeMap<usize, usize>>,
}

impl Lanes {
    pub fn new(count: usize) -> Self {
        Self {
            lanes: vec![BTreeMap::new(); count],
        }
    }

    /// Puts an interval into the first lane with room; `None` when there is none.
    pub fn take(&mut self, wanted: &Range<usize>) -> Option<usize> {
        let free = |lane: &BTreeMap<usize, usize>| {
            let before = lane.range(..wanted.end).next_back();
            before.is_none_or(|(_, end)| *end <= wanted.start)
        };
        let number = self.lanes.iter().position(free)?;
        self.lanes.get_mut(number)?.insert(wanted.start, wanted.end);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{Replica, TypedId as _, Uid};
    use crate::model::look::Hue;
    use crate::model::text::TextSpan;
    use crate::workbench::fonts::fonts;
    use crate::workbench::panes::reader::blocks::Form;
    use crate::workbench::panes::reader::page::face;
    use egui::Color32;

    fn highlight(counter: u32, range: Range<usize>) -> Highlight {
        let replica = Replica::from_bits(1);
        Highlight {
            span: TextSpan::from_range(range).expect("not empty"),
            id: AnnotationId::from_uid(Uid { counter, replica }),
        }
    }

    fn look(id: AnnotationId) -> Vec<CodeLook<'static>> {
        let look = |order| CodeLook {
            name: "Strike",
            hue: Hue::Navy,
            shape: Shape::Triangle,
            order,
            quiet: false,
        };
        // The ninth annotation has two codes.
        (0..1 + id.uid().counter / 9).map(look).collect()
    }

    #[test]
    fn the_deepest_line_is_clear_of_the_letters_below() {
        let ctx = egui::Context::default();
        ctx.set_fonts(fonts());
        ctx.run_ui(egui::RawInput::default(), |_| {})
            .drop_without_applying_deltas();
        for size in (9..40).map(|size| size as f32) {
            for form in [Form::Running, Form::Subheading, Form::Title] {
                let face = face(form, size);
                let galley = ctx.fonts_mut(|fonts| {
                    fonts.layout_no_wrap("bdfhklT".to_owned(), face.font.clone(), Color32::BLACK)
                });
                // From the baseline up to the ink of the letters.
                let ascender = galley.rows[0]
                    .glyphs
                    .iter()
                    .map(|glyph| -glyph.uv_rect.offset.y)
                    .fold(0.0, f32::max);
                assert!(ascender > face.font.size * 0.6, "{ascender} at {size}");
                let rule = Rule::new(face.font.size, face.line_height);
                let mut above: Option<Rangef> = None;
                for depth in 0..9 {
                    let line = rule.line(depth, false);
                    let below = face.line_height - ascender;
                    assert!(
                        line.max + 1.0 <= below,
                        "{form:?}, {size}, level {depth}: {line:?} runs into {below}"
                    );
                    let lies_apart = above.is_none_or(|above| above.max < line.min);
                    assert!(lies_apart || above == Some(line), "{size}, level {depth}");
                    assert!(rule.line(depth, true).max <= line.max);
                    above = Some(line);
                }
            }
        }
    }

    #[test]
    fn lines_are_under_the_words_of_every_script() {
        let first = |line_height| Rule::new(17.0, line_height).line(0, false).min;
        assert!(first(27.0) < first(31.0), "Naskh hangs lower than Latin");
        assert_eq!(Rule::new(17.0, 31.0).levels, 3);
        for (size, line_height) in [(17.0, 41.0), (17.0, 34.0), (25.0, 60.0)] {
            let rule = Rule::new(size, line_height);
            assert!(rule.line(0, false).min >= size * 0.55, "{size}");
            let last = rule.line(usize::MAX, false);
            assert!(last.max <= line_height - size * 1.2, "{size}: {last:?}");
        }
        assert_eq!(Rule::new(17.0, 41.0).levels, 3, "as many as under Latin");
    }

    #[test]
    fn lines_never_lie_on_one_another_until_there_are_too_many() {
        let table: [(&[Highlight], &[Option<usize>]); 5] = [
            (
                &[highlight(1, 0..9), highlight(2, 9..20)],
                &[Some(0), Some(0)],
            ),
            (
                &[highlight(1, 0..30), highlight(2, 9..20)],
                &[Some(0), Some(1)],
            ),
            (&[highlight(9, 3..5)], &[Some(0), Some(1)]),
            (
                &[highlight(1, 0..9), highlight(2, 8..30)],
                &[Some(0), Some(1)],
            ),
            (
                &[
                    highlight(1, 0..50),
                    highlight(2, 0..40),
                    highlight(3, 0..30),
                    highlight(4, 0..20),
                    highlight(5, 0..10),
                ],
                &[Some(0), Some(1), Some(2), None, None],
            ),
        ];
        for (highlights, expected) in table {
            let mut levels = Levels::new(Rule::new(17.0, 27.0));
            let marks = marks(highlights, &look);
            let found: Vec<Option<usize>> = marks
                .iter()
                .map(|mark| levels.take(0, &mark.range))
                .collect();
            assert_eq!(found, expected);
            let elsewhere = levels.take(1, &(0..99));
            assert_eq!(elsewhere, Some(0), "another line is free");
        }
    }

    #[test]
    fn no_two_shapes_have_the_same_line() {
        for (at, one) in Shape::ALL.iter().enumerate() {
            assert_eq!(dashes(*one).len() % 2, 0, "{one:?}");
            for other in &Shape::ALL[at + 1..] {
                assert_ne!(dashes(*one), dashes(*other), "{one:?}, {other:?}");
            }
        }
    }

    #[test]
    fn what_finds_no_room_is_told_where_the_last_level_is_free() {
        let mut levels = Levels::new(Rule::new(17.0, 27.0));
        for stretch in [4..9, 4..9, 4..9, 12..20, 12..20, 12..20] {
            assert!(levels.take(0, &stretch).is_some());
        }
        assert_eq!(levels.take(0, &(0..30)), None);
        assert_eq!(levels.free_in_last(0, &(0..30)), [0..4, 9..12, 20..30]);
        assert_eq!(levels.free_in_last(0, &(5..15)), vec![9..12; 1]);
        assert_eq!(levels.free_in_last(3, &(5..15)), vec![5..15; 1]);
    }
}

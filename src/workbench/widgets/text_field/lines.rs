//! The lines of a field's text: its paragraphs one under the other, each set by the typesetter.
//!
//! Offsets count bytes of the whole text, points count from the top left corner of the first line.
//! A paragraph that stays as it was is not set again.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Context, Painter, Pos2, Rangef, Rect, Vec2, pos2, vec2};

use crate::analysis::segments::{next_grapheme, paragraph_at};
use crate::workbench::typesetting::{AtlasWatch, Face, Paragraph, ParagraphLayout, TextRun};

/// How wide a selected line end is shown, in points.
const LINE_END_WIDTH: f32 = 4.0;

/// How a text is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub face: Face,
    /// The longest line, in points; infinite for a field of one line.
    pub width: f32,
    /// Whether line ends in the text end a line.
    pub breaks: bool,
}

/// A text set in lines.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    text: String,
    setting: Setting,
    atlas: AtlasWatch,
    /// At least one.
    paragraphs: Vec<Set>,
    /// From where to where the letters and the carets at both ends reach, where there is but one
    /// line.
    extent: Rangef,
}

#[derive(Clone, Debug)]
struct Set {
    range: Range<usize>,
    top: f32,
    layout: Arc<ParagraphLayout>,
}

impl Lines {
    /// Sets a text, or hands back what was set before when it is still good.
    pub fn new(ctx: &Context, text: &str, setting: &Setting, old: Option<Arc<Self>>) -> Arc<Self> {
        let atlas = AtlasWatch::new(ctx);
        let old = old.filter(|old| old.setting == *setting && atlas.same_as(&old.atlas));
        if let Some(same) = old.as_ref().filter(|old| old.text == text) {
            return Arc::clone(same);
        }
        let ranges = match setting.breaks {
            true => paragraphs(text),
            false => std::iter::once(0..text.len()).collect(),
        };
        let kept = old.as_deref().map(|old| Kept::new(old, text, &ranges));
        let mut top = 0.0;
        let mut set = Vec::with_capacity(ranges.len());
        for (number, range) in ranges.into_iter().enumerate() {
            let known = kept.as_ref().and_then(|kept| kept.layout(number));
            let words = text.get(range.clone()).unwrap_or_default();
            let layout = known.unwrap_or_else(|| Arc::new(lay_out(ctx, words, setting)));
            let height = layout.height();
            set.push(Set { range, top, layout });
            top += height;
        }
        Arc::new(Self {
            text: text.to_owned(),
            setting: setting.clone(),
            atlas,
            extent: extent(&set),
            paragraphs: set,
        })
    }

    /// How they are set.
    #[cfg(test)]
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Their height, in points.
    pub fn height(&self) -> f32 {
        let last = self.paragraphs.last();
        last.map_or(0.0, |last| last.top + last.layout.height())
    }

    /// From where to where a single line reaches, with the carets at its ends.
    pub fn extent(&self) -> Rangef {
        self.extent
    }

    /// Whether going forwards is going right on the page, where this byte is.
    pub fn is_rightwards(&self, byte: usize) -> bool {
        self.at(byte)
            .is_none_or(|(set, _)| set.layout.is_rightwards())
    }

    /// The next place for a caret to the right or to the left on the page, in the next or the
    /// previous line at the ends of one; the byte itself at the ends of the text.
    pub fn beside(&self, byte: usize, right: bool) -> usize {
        let index = self.index_of(byte);
        let Some((set, inside)) = self.at(byte) else {
            return byte;
        };
        if let Some(beside) = set.layout.beside(inside, right) {
            return set.range.start + beside;
        }
        let forwards = right == set.layout.is_rightwards();
        let next = if forwards {
            Some(index + 1)
        } else {
            index.checked_sub(1)
        };
        let next = next.and_then(|next| self.paragraphs.get(next));
        match next {
            Some(next) if forwards => next.range.start,
            Some(next) => next.range.end,
            None => byte,
        }
    }

    /// A caret in front of a byte: as high as the line, without width.
    pub fn caret(&self, byte: usize) -> Rect {
        let Some((set, inside)) = self.at(byte) else {
            return Rect::ZERO;
        };
        set.layout.caret(inside).translate(vec2(0.0, set.top))
    }

    /// The place for a caret that is nearest to a point.
    pub fn byte_near(&self, point: Vec2) -> usize {
        let behind = self.paragraphs.partition_point(|set| set.top <= point.y);
        let Some(set) = self.paragraphs.get(behind.saturating_sub(1)) else {
            return 0;
        };
        set.range.start + set.layout.byte_near(vec2(point.x, point.y - set.top))
    }

    /// The start or the end of the line around a byte.
    pub fn line_end(&self, byte: usize, end: bool) -> usize {
        let Some((set, inside)) = self.at(byte) else {
            return byte;
        };
        let (first, last) = set.layout.line_ends(set.layout.line_of(inside));
        set.range.start + if end { last } else { first }
    }

    /// The place nearest to an x, so many lines above or below; `None` past the last line.
    pub fn line_beside(&self, byte: usize, down: bool, count: usize, x: f32) -> Option<usize> {
        let mut index = self.index_of(byte);
        let mut set = self.paragraphs.get(index)?;
        let mut line = set.layout.line_of(byte - set.range.start.min(byte));
        for _ in 0..count {
            if down && line + 1 < set.layout.line_count() {
                line += 1;
            } else if !down && line > 0 {
                line -= 1;
            } else {
                index = if down {
                    index + 1
                } else {
                    index.checked_sub(1)?
                };
                set = self.paragraphs.get(index)?;
                let last = set.layout.line_count().saturating_sub(1);
                line = if down { 0 } else { last };
            }
        }
        Some(set.range.start + set.layout.byte_on_line(line, x))
    }

    /// The boxes of a stretch, blanks and line ends in it included.
    pub fn boxes(&self, range: &Range<usize>) -> Vec<Rect> {
        let first = self.index_of(range.start);
        let touched = self.paragraphs.iter().skip(first);
        touched
            .take_while(|set| set.range.start < range.end)
            .flat_map(|set| set.boxes(&self.text, range))
            .collect()
    }

    /// The text in stretches of one line and one direction, line ends with what is before them;
    /// an empty stretch for an empty paragraph.
    pub fn runs(&self) -> Vec<TextRun> {
        let mut runs = Vec::new();
        let mut line = 0;
        for (index, set) in self.paragraphs.iter().enumerate() {
            let mut own = set.layout.text_runs();
            if own.is_empty() {
                own.push(set.empty_run());
            }
            let next = self.paragraphs.get(index + 1);
            let end = next.map_or(self.text.len(), |next| next.range.start);
            if let Some(last) = own.last_mut().filter(|_| end > set.range.end) {
                let at = set.range.len()..end - set.range.start;
                last.range.end = at.end;
                last.graphemes.push((at, last.rect.width(), 0.0));
            }
            let lines = set.layout.line_count();
            runs.extend(own.into_iter().map(|run| set.placed(run, line)));
            line += lines;
        }
        runs
    }

    /// Paints the words in sight.
    pub fn paint(&self, painter: &Painter, origin: Pos2, ink: Color32) {
        let clip = painter.clip_rect();
        for set in &self.paragraphs {
            let top = origin.y + set.top;
            if top <= clip.bottom() && clip.top() <= top + set.layout.height() {
                set.layout.paint(painter, pos2(origin.x, top), |_| ink);
            }
        }
    }

    fn index_of(&self, byte: usize) -> usize {
        let behind = |set: &Set| set.range.start <= byte;
        let behind = self.paragraphs.partition_point(behind);
        behind.saturating_sub(1)
    }

    /// The paragraph around a byte, and the byte inside it.
    fn at(&self, byte: usize) -> Option<(&Set, usize)> {
        let set = self.paragraphs.get(self.index_of(byte))?;
        Some((
            set,
            byte.clamp(set.range.start, set.range.end) - set.range.start,
        ))
    }
}

impl Set {
    fn boxes(&self, text: &str, wanted: &Range<usize>) -> Vec<Rect> {
        let down = vec2(0.0, self.top);
        let start = wanted.start.max(self.range.start) - self.range.start;
        let end = wanted.end.min(self.range.end) - self.range.start;
        let boxes = self.layout.boxes(start..end.max(start)).into_iter();
        let mut boxes: Vec<Rect> = boxes.map(|found| found.rect.translate(down)).collect();
        let words = text.get(self.range.clone()).unwrap_or_default();
        let blanks = words.trim_end().len().max(start);
        if blanks < end {
            let (from, to) = (self.layout.caret(blanks), self.layout.caret(end));
            boxes.push(from.union(to).translate(down));
        }
        if wanted.end > self.range.end {
            let end = self.layout.caret(self.range.len()).translate(down);
            let beyond = match self.layout.is_rightwards() {
                true => LINE_END_WIDTH,
                false => -LINE_END_WIDTH,
            };
            boxes.push(end.union(end.translate(vec2(beyond, 0.0))));
        }
        boxes
    }

    fn empty_run(&self) -> TextRun {
        TextRun {
            range: 0..0,
            line: 0,
            rightwards: self.layout.is_rightwards(),
            rect: self.layout.caret(0),
            graphemes: Vec::new(),
        }
    }

    /// A run of this paragraph as one of the text; `line` is the number of its first line.
    fn placed(&self, run: TextRun, line: usize) -> TextRun {
        let start = self.range.start;
        let moved = |range: Range<usize>| start + range.start..start + range.end;
        let graphemes = run.graphemes.into_iter();
        TextRun {
            range: moved(run.range),
            line: line + run.line,
            rect: run.rect.translate(vec2(0.0, self.top)),
            graphemes: graphemes
                .map(|(range, at, width)| (moved(range), at, width))
                .collect(),
            ..run
        }
    }
}

/// Paragraphs of an earlier setting that are the same now, from the front and from the back.
struct Kept<'a> {
    old: &'a Lines,
    count: usize,
    front: usize,
    back: usize,
}

impl<'a> Kept<'a> {
    fn new(old: &'a Lines, text: &str, ranges: &[Range<usize>]) -> Self {
        let now = ranges.iter().map(|range| text.get(range.clone()));
        let was = old
            .paragraphs
            .iter()
            .map(|set| old.text.get(set.range.clone()));
        let same = |(a, b): &(Option<&str>, Option<&str>)| a == b;
        let front = now.clone().zip(was.clone()).take_while(same).count();
        let most = ranges.len().min(old.paragraphs.len()) - front;
        let back = now.rev().zip(was.rev()).take(most).take_while(same).count();
        Self {
            old,
            count: ranges.len(),
            front,
            back,
        }
    }

    fn layout(&self, number: usize) -> Option<Arc<ParagraphLayout>> {
        let from_end = self.count - number;
        let index = match number < self.front {
            true => number,
            false if from_end <= self.back => self.old.paragraphs.len() - from_end,
            false => return None,
        };
        let set = self.old.paragraphs.get(index)?;
        Some(Arc::clone(&set.layout))
    }
}

fn extent(paragraphs: &[Set]) -> Rangef {
    let mut extent = Rangef::NOTHING;
    for Set { range, layout, .. } in paragraphs.iter().take(1) {
        let ends = [0, range.len()].map(|end| layout.caret(end));
        let boxes = layout.boxes(0..range.len()).into_iter();
        for rect in boxes.map(|found| found.rect).chain(ends) {
            extent.min = extent.min.min(rect.left());
            extent.max = extent.max.max(rect.right());
        }
    }
    extent
}

/// Every paragraph, blank ones too, without the line ends.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    loop {
        let range = paragraph_at(text, start);
        let end = range.end;
        found.push(range);
        if end >= text.len() {
            return found;
        }
        start = next_grapheme(text, end);
    }
}

fn lay_out(ctx: &Context, words: &str, setting: &Setting) -> ParagraphLayout {
    ParagraphLayout::new(
        ctx,
        Paragraph {
            text: words,
            face: &setting.face,
            width: setting.width,
            ink_changes: &[],
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_paragraph() {
        let table: [(&str, &[(usize, usize)]); 6] = [
            ("", &[(0, 0)]),
            ("a", &[(0, 1)]),
            ("a\n", &[(0, 1), (2, 2)]),
            ("\n\nb", &[(0, 0), (1, 1), (2, 3)]),
            ("a\r\nb", &[(0, 1), (3, 4)]),
            ("a\u{2029}b", &[(0, 1), (4, 5)]),
        ];
        for (text, expected) in table {
            let found = paragraphs(text).into_iter();
            let found: Vec<(usize, usize)> = found.map(|range| (range.start, range.end)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}

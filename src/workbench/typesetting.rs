//! One paragraph set in lines: the seam behind which the script's direction lives.
//!
//! In: the words, a face, a width. Out: where each byte stands and which byte stands where, boxes
//! of a stretch, and the painting itself. Offsets count bytes from the start of the paragraph;
//! points count from its top left corner. Nothing outside this room knows glyphs or which way a
//! line runs: ask [`ParagraphLayout::is_rightwards`], never compare an x with a byte.
//!
//! How it is done: [`items`] cuts the paragraph by direction (UAX #9, [`direction`]) and by the face
//! that draws each letter ([`faces`]); [`shaping`] measures each grapheme; [`setting`] breaks lines
//! where [`breaking`] (UAX #14) allows and orders their runs; [`line`] answers for carets and points.

mod breaking;
mod direction;
mod faces;
mod items;
mod label;
mod line;
mod script;
mod setting;
mod shaping;
mod spoken;
mod text_run;
mod watch;

pub use direction::Direction;
pub use label::{Fit, label, label_in, label_ui};
pub use script::{arabic_style, holds_arabic};
pub use spoken::{Script, Spoken};
pub use text_run::TextRun;
pub use watch::AtlasWatch;

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Context, FontId, Painter, Pos2, Rect, Vec2, pos2, vec2};

use crate::model::source::ArabicStyle;
use crate::workbench::fonts::Family;
use line::Line;

/// What a paragraph is set in.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Family and size in points.
    pub font: FontId,
    /// From baseline to baseline, in points; more where Arabic script needs it.
    pub line_height: f32,
    /// The style Arabic script is set in.
    pub arabic: ArabicStyle,
    /// The direction of a paragraph without letters.
    pub leaning: Direction,
}

impl Face {
    /// A family and size on lines of a height; Arabic script in Naskh, and what has no letters
    /// from left to right.
    pub fn new(font: FontId, line_height: f32) -> Self {
        Self {
            font,
            line_height,
            arabic: ArabicStyle::Naskh,
            leaning: Direction::Rightwards,
        }
    }

    /// The font of Arabic letters.
    fn arabic_font(&self) -> FontId {
        let (family, scale) = match self.arabic {
            ArabicStyle::Naskh => (Family::Naskh, NASKH_SIZE),
            ArabicStyle::Nastaliq => (Family::Nastaliq, NASTALIQ_SIZE),
        };
        family.at(self.font.size * scale)
    }

    /// From baseline to baseline in a paragraph that holds Arabic letters and runs in a
    /// direction, in points.
    pub fn arabic_line_height(&self, direction: Direction) -> f32 {
        let least = match (self.arabic, direction) {
            (ArabicStyle::Naskh, Direction::Leftwards) => 1.8,
            (ArabicStyle::Naskh, Direction::Rightwards) => 1.6,
            (ArabicStyle::Nastaliq, Direction::Leftwards) => 2.4,
            (ArabicStyle::Nastaliq, Direction::Rightwards) => 2.0,
        };
        self.line_height.max((self.font.size * least).round())
    }

    /// Whether Arabic letters are painted heavier, for there is no bold face of theirs.
    fn is_heavy(&self) -> bool {
        self.font.family == Family::ReadingBold.family()
    }
}

/// The size of Arabic letters beside Latin ones, as a multiple of theirs.
const NASKH_SIZE: f32 = 1.1;
const NASTALIQ_SIZE: f32 = 1.1;
/// How far the second stroke of a heavy letter is from the first, as a multiple of its size.
const SECOND_STROKE: f32 = 0.035;

/// A paragraph to be set.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// Its words, without a line end.
    pub text: &'a str,
    /// What it is set in.
    pub face: &'a Face,
    /// The longest line, in points; infinite for one line that is as wide as its words.
    pub width: f32,
    /// Where the ink may change, in bytes, ascending.
    pub ink_changes: &'a [usize],
}

/// A paragraph set in lines.
#[derive(Clone, Debug)]
pub struct ParagraphLayout {
    lines: Vec<Line>,
    line_height: f32,
    size: f32,
    width: f32,
    direction: Direction,
}

/// A stretch of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct StretchBox {
    /// As high as the line.
    pub rect: Rect,
    /// The number of the line.
    pub line: usize,
    /// The y of the baseline.
    pub baseline: f32,
    /// The bytes of the stretch in this box, without the blanks at the line's end.
    pub range: Range<usize>,
    /// Whether its last bytes run from left to right, so that it ends at its right edge.
    pub ends_right: bool,
}

impl ParagraphLayout {
    /// Sets a paragraph. There is always at least one line.
    pub fn new(ctx: &Context, paragraph: Paragraph<'_>) -> Self {
        setting::set(ctx, paragraph)
    }

    /// Its height in points.
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.line_height
    }

    /// From line to line, in points.
    pub fn line_height(&self) -> f32 {
        self.line_height
    }

    /// The size of the letters, in points.
    pub fn size(&self) -> f32 {
        self.size
    }

    /// How many lines it has.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The width of the longest line, without the blanks at its end, in points.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Whether going forwards in the text is going right on the page: the paragraph's direction,
    /// to whose side its lines are aligned. A stretch inside may run the other way.
    pub fn is_rightwards(&self) -> bool {
        self.direction.is_rightwards()
    }

    /// The number of the line a byte stands on.
    pub fn line_of(&self, byte: usize) -> usize {
        let behind = self.lines.partition_point(|line| line.range.start <= byte);
        behind.saturating_sub(1)
    }

    /// The bytes of a line, with the blanks it ends in; empty past the last line.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        self.lines.get(line).map_or(0..0, |line| line.range.clone())
    }

    /// Where a caret stands at the start and at the end of a line. The end is before the blanks at
    /// which the line was broken, so that it does not belong to the next line.
    pub fn line_ends(&self, line: usize) -> (usize, usize) {
        let Some(found) = self.lines.get(line) else {
            return (0, 0);
        };
        let is_last = line + 1 == self.lines.len();
        let end = match is_last {
            true => found.range.end,
            false if found.content_end < found.range.end => found.content_end,
            false => found.cells.last().map_or(0, |cell| cell.range.start),
        };
        (found.range.start, end)
    }

    /// The line at a height, the first or the last one beyond.
    pub fn line_at(&self, y: f32) -> usize {
        let line = (y / self.line_height).floor().max(0.0) as usize;
        line.min(self.lines.len().saturating_sub(1))
    }

    /// A caret in front of a byte: as high as the line, without width. Where the direction
    /// changes it stands beside what is embedded less deeply; see [`line`].
    pub fn caret(&self, byte: usize) -> Rect {
        let line = self.lines.get(self.line_of(byte));
        line.map_or(Rect::ZERO, |line| self.caret_at(line, line.x_of(byte)))
    }

    /// A caret right behind the grapheme that ends at a byte: where what is typed next would
    /// appear if it ran the same way. Differs from [`Self::caret`] only where the direction changes.
    pub fn caret_behind(&self, byte: usize) -> Rect {
        let line = self.lines.get(self.line_of(byte));
        let place = line.and_then(|line| Some(self.caret_at(line, line.x_behind(byte)?)));
        place.unwrap_or_else(|| self.caret(byte))
    }

    fn caret_at(&self, line: &Line, x: f32) -> Rect {
        Rect::from_min_max(pos2(x, line.top), pos2(x, line.top + self.line_height))
    }

    /// The next place for a caret to the right or to the left on the page, going on in the next or
    /// the previous line at the ends of one; `None` at the ends of the paragraph.
    pub fn beside(&self, byte: usize, right: bool) -> Option<usize> {
        let number = self.line_of(byte);
        let here = self.stops(number);
        let behind = self.lines.get(number)?;
        let own = behind.stops.partition_point(|stop| stop.byte <= byte);
        let own = behind.stops.get(own.checked_sub(1)?)?;
        let at = here.iter().position(|stop| stop.byte == own.byte)?;
        let next = if right {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        };
        if let Some(stop) = next.and_then(|next| here.get(next)) {
            return Some(stop.byte);
        }
        let forwards = right == self.is_rightwards();
        let beside = if forwards {
            Some(number + 1)
        } else {
            number.checked_sub(1)
        };
        let there = self.stops(beside?);
        let stop = if right { there.first() } else { there.last() };
        stop.map(|stop| stop.byte)
    }

    /// The carets of a line from left to right; the one behind its end only on the last.
    fn stops(&self, line: usize) -> Vec<line::Stop> {
        let is_last = line + 1 == self.lines.len();
        let found = self.lines.get(line);
        found.map_or_else(Vec::new, |found| {
            found.stops_in_sight(self.direction, is_last)
        })
    }

    /// The place for a caret on a line that an x means: beside the grapheme there, at its nearer
    /// edge.
    pub fn byte_on_line(&self, line: usize, x: f32) -> usize {
        let (start, end) = self.line_ends(line);
        let line = self.lines.get(line);
        line.map_or(0, |line| line.byte_at(x, start, end))
    }

    /// The place for a caret that is nearest to a point.
    pub fn byte_near(&self, point: Vec2) -> usize {
        self.byte_on_line(self.line_at(point.y), point.x)
    }

    /// The grapheme under a point; `None` beside the words.
    pub fn grapheme_under(&self, point: Vec2) -> Option<usize> {
        if point.y < 0.0 || point.y >= self.height() {
            return None;
        }
        let line = self.lines.get(self.line_at(point.y))?;
        line.under(point.x).map(|cell| cell.range.start)
    }

    /// The boxes of a stretch, line by line and from left to right, several on a line where the
    /// direction changes. Blanks at a line's end have none.
    pub fn boxes(&self, range: Range<usize>) -> Vec<StretchBox> {
        let first = self.line_of(range.start);
        let lines = self.lines.iter().enumerate().skip(first);
        lines
            .take_while(|(_, line)| line.range.start < range.end)
            .flat_map(|(number, line)| line.stretch(number, &range, self.line_height))
            .collect()
    }

    /// Paints the words; `ink` gives the colour of a stretch that begins at a byte.
    pub fn paint(&self, painter: &Painter, origin: Pos2, ink: impl Fn(usize) -> Color32) {
        let clip = painter.clip_rect();
        for line in &self.lines {
            let top = origin.y + line.top;
            if top > clip.bottom() || top + self.line_height < clip.top() {
                continue;
            }
            for run in &line.runs {
                let at = origin + vec2(run.x, line.top + run.y);
                let ink = ink(run.start);
                painter.galley(at, Arc::clone(&run.galley), ink);
                if run.heavy {
                    let beside = at + vec2(self.size * SECOND_STROKE, 0.0);
                    painter.galley(beside, Arc::clone(&run.galley), ink);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

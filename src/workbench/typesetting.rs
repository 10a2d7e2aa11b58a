//! One paragraph set in lines: the seam behind which the script's direction lives.
//!
//! In: the words, a face, a width. Out: where each byte stands and which byte stands where, boxes
//! of a stretch, and the painting itself. Offsets count bytes from the start of the paragraph;
//! points count from its top left corner. Nothing outside this file knows glyphs or which way a
//! line runs: ask [`ParagraphLayout::is_rightwards`], never compare an x with a byte.
//!
//! Lines run left to right for now; a word in another direction is hit as a whole.

mod breaking;
mod setting;

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Context, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};

/// What a paragraph is set in.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Family and size in points.
    pub font: FontId,
    /// From baseline to baseline, in points.
    pub line_height: f32,
}

/// A paragraph to be set.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'a> {
    /// Its words, without a line end.
    pub text: &'a str,
    /// What it is set in.
    pub face: &'a Face,
    /// The longest line, in points.
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
}

/// One line.
#[derive(Clone, Debug)]
struct Line {
    /// Its bytes, with the blanks it ends in.
    range: Range<usize>,
    /// Where those blanks begin.
    content_end: usize,
    top: f32,
    baseline: f32,
    runs: Vec<Run>,
    /// Its graphemes, by byte.
    cells: Vec<Cell>,
}

/// Words that are painted together.
#[derive(Clone, Debug)]
struct Run {
    range: Range<usize>,
    x: f32,
    galley: Arc<Galley>,
}

/// A grapheme on its line.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    range: Range<usize>,
    /// The x of a caret in front of it.
    before: f32,
    /// The x of a caret behind it.
    behind: f32,
}

impl Cell {
    fn left(&self) -> f32 {
        self.before.min(self.behind)
    }

    fn right(&self) -> f32 {
        self.before.max(self.behind)
    }
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
    /// The bytes of the stretch on this line, without the blanks at the line's end.
    pub range: Range<usize>,
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

    /// Whether going forwards in the text is going right on the page.
    pub fn is_rightwards(&self) -> bool {
        true
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

    /// A caret in front of a byte: as high as the letters, without width.
    pub fn caret(&self, byte: usize) -> Rect {
        let Some(line) = self.lines.get(self.line_of(byte)) else {
            return Rect::ZERO;
        };
        let x = line.x_of(byte);
        Rect::from_min_max(pos2(x, line.top), pos2(x, line.top + self.line_height))
    }

    /// The place for a caret that is nearest to an x on a line.
    pub fn byte_on_line(&self, line: usize, x: f32) -> usize {
        let (start, end) = self.line_ends(line);
        let Some(line) = self.lines.get(line) else {
            return 0;
        };
        let distance = |(_, stop): &(usize, f32)| (stop - x).abs();
        line.stops()
            .filter(|(byte, _)| (start..=end).contains(byte))
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .map_or(start, |(byte, _)| byte)
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
        let under = |cell: &&Cell| cell.left() <= point.x && point.x < cell.right();
        line.cells.iter().find(under).map(|cell| cell.range.start)
    }

    /// The boxes of a stretch, one or more for each line it touches, in order. Blanks at a line's
    /// end have none.
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
                let at = origin + vec2(run.x, line.top);
                painter.galley(at, Arc::clone(&run.galley), ink(run.range.start));
            }
        }
    }
}

impl Line {
    /// Where a caret may stand: byte and x.
    fn stops(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let starts = self
            .cells
            .iter()
            .map(|cell| (cell.range.start, cell.before));
        let end = self.cells.last().map(|cell| (cell.range.end, cell.behind));
        starts.chain(end)
    }

    fn x_of(&self, byte: usize) -> f32 {
        let stop = self.stops().take_while(|(at, _)| *at <= byte).last();
        stop.map_or(0.0, |(_, x)| x)
    }

    /// The boxes of a stretch on this line, from left to right.
    fn stretch(&self, number: usize, wanted: &Range<usize>, line_height: f32) -> Vec<StretchBox> {
        let start = wanted.start.max(self.range.start);
        let end = wanted.end.min(self.content_end);
        let inside = |cell: &&Cell| cell.range.start < end && start < cell.range.end;
        let mut cells: Vec<&Cell> = self.cells.iter().filter(inside).collect();
        cells.sort_by(|a, b| a.left().total_cmp(&b.left()));
        let mut boxes: Vec<StretchBox> = Vec::new();
        for cell in cells {
            match boxes.last_mut() {
                Some(last) if cell.left() <= last.rect.right() + 0.5 => {
                    last.rect.max.x = last.rect.right().max(cell.right());
                    last.range.start = last.range.start.min(cell.range.start);
                    last.range.end = last.range.end.max(cell.range.end);
                }
                _ => boxes.push(StretchBox {
                    rect: Rect::from_min_max(
                        pos2(cell.left(), self.top),
                        pos2(cell.right(), self.top + line_height),
                    ),
                    line: number,
                    baseline: self.baseline,
                    range: cell.range.clone(),
                }),
            }
        }
        boxes
    }
}

/// Tells when layouts must be made anew: their glyphs live in an atlas that egui empties when it
/// is full, or when fonts change.
#[derive(Clone, Debug)]
pub struct AtlasWatch {
    /// egui hands out this very galley again as long as its caches live, and we hold it, so its
    /// address is not given to another.
    canary: Arc<Galley>,
    scale: f32,
}

impl AtlasWatch {
    /// The state of the atlas now. Ask in every frame: egui forgets what a frame did not use.
    pub fn new(ctx: &Context) -> Self {
        let font = FontId::default();
        let canary =
            ctx.fonts_mut(|fonts| fonts.layout_no_wrap("¶".to_owned(), font, Color32::PLACEHOLDER));
        Self {
            canary,
            scale: ctx.pixels_per_point(),
        }
    }

    /// Whether layouts made then are good now.
    pub fn same_as(&self, earlier: &Self) -> bool {
        Arc::ptr_eq(&self.canary, &earlier.canary) && self.scale == earlier.scale
    }
}

#[cfg(test)]
mod tests;

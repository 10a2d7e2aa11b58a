//! Sets a paragraph: finds the runs, measures them, breaks lines in the order of the text, and
//! puts each line's runs in the order of the page.
//!
//! Widths come from [`super::shaping`], the painting from egui's galleys, one for each run of a
//! line; where the two differ by a hair the galley is right, since it is what is seen.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, FontId, Galley};
use unicode_bidi::Level;

use super::breaking::Break;
use super::direction::{Direction, visual_order};
use super::items::{Grapheme, Item, Items, Part};
use super::line::{Cell, Line, PaintedRun};
use super::shaping::{Run, painted, widths};
use super::{Paragraph, ParagraphLayout};

/// How much a line may be wider than asked, in points: rounding, not letters.
const SLACK: f32 = 0.05;
/// From which difference on widths measured within the paragraph are measured again within their
/// line, in points.
const RESHAPED: f32 = 0.1;

pub(super) fn set(ctx: &Context, paragraph: Paragraph<'_>) -> ParagraphLayout {
    Setter::new(ctx, paragraph).layout()
}

struct Setter<'a> {
    ctx: &'a Context,
    paragraph: Paragraph<'a>,
    items: Items,
    line_height: f32,
    /// From the top of a line to its baseline.
    baseline: f32,
}

/// A line that is set but not yet placed in its column.
struct Set {
    line: Line,
    /// Without the blanks at its end.
    width: f32,
    /// With them.
    advance: f32,
}

impl<'a> Setter<'a> {
    fn new(ctx: &'a Context, paragraph: Paragraph<'a>) -> Self {
        let items = Items::new(paragraph.text, paragraph.face);
        let line_height = items.line_height(paragraph.face);
        let pixels = ctx.pixels_per_point();
        let baseline = items.baseline(paragraph.face, line_height);
        let mut setter = Self {
            ctx,
            paragraph,
            items,
            line_height,
            baseline: (baseline * pixels).round() / pixels,
        };
        setter.measure();
        setter
    }

    fn layout(&self) -> ParagraphLayout {
        let mut lines: Vec<Set> = Vec::new();
        let mut start = 0;
        while start < self.items.graphemes.len() || lines.is_empty() {
            let set = self.next_line(start, lines.len());
            start += set.line.cells.len();
            lines.push(set);
        }
        let widest = lines.iter().map(|set| set.advance).fold(0.0, f32::max);
        let column = match self.paragraph.width.is_finite() {
            true => self.paragraph.width,
            false => widest,
        };
        let direction = self.items.direction;
        let place = |mut set: Set| {
            let indent = match direction {
                Direction::Rightwards => 0.0,
                Direction::Leftwards => column - set.advance,
            };
            set.line.place(indent, direction);
            set.line
        };
        ParagraphLayout {
            width: lines.iter().map(|set| set.width).fold(0.0, f32::max),
            lines: lines.into_iter().map(place).collect(),
            line_height: self.line_height,
            size: self.paragraph.face.font.size,
            direction,
        }
    }

    /// Measures every grapheme within the paragraph.
    fn measure(&mut self) {
        for number in 0..self.items.items.len() {
            let Some(item) = self.items.items.get(number) else {
                return;
            };
            let (graphemes, size) = (item.graphemes.clone(), item.font.size);
            let first = self.items.graphemes.get(graphemes.start);
            let level = first.map_or(Level::ltr(), |first| first.level);
            let widths = self.with_run(item, graphemes.clone(), level, widths);
            let own = self.items.graphemes.get_mut(graphemes);
            for (grapheme, width) in own.unwrap_or_default().iter_mut().zip(widths) {
                grapheme.width = width * size;
            }
        }
    }

    /// Asks about some graphemes of an item, run at a level.
    fn with_run<T>(
        &self,
        item: &Item,
        graphemes: Range<usize>,
        level: Level,
        ask: impl FnOnce(&Run<'_>) -> T,
    ) -> T {
        let graphemes = self.graphemes(graphemes);
        let start = graphemes.first().map_or(0, |first| first.range.start);
        let end = graphemes.last().map_or(start, |last| last.range.end);
        let inside = graphemes.iter().map(|it| &it.range);
        let inside: Vec<Range<usize>> = inside
            .map(|range| range.start - start..range.end - start)
            .collect();
        ask(&Run {
            text: self.paragraph.text.get(start..end).unwrap_or_default(),
            graphemes: &inside,
            face: item.face,
            chain: item.chain,
            rightwards: level.is_ltr(),
        })
    }

    fn graphemes(&self, range: Range<usize>) -> &[Grapheme] {
        self.items.graphemes.get(range).unwrap_or_default()
    }

    /// The line that begins with a grapheme. What is shaped anew within the line may be wider than
    /// it was within the paragraph; then the line gives something back.
    fn next_line(&self, start: usize, number: usize) -> Set {
        let mut end = self.line_end(start);
        loop {
            let set = self.line(start..end, number);
            if set.width <= self.paragraph.width + SLACK || end <= start + 1 {
                return set;
            }
            let may_begin = |at: &usize| self.breaks_before(*at) != Break::Never;
            end = (start + 1..end).rev().find(may_begin).unwrap_or(end - 1);
        }
    }

    fn breaks_before(&self, grapheme: usize) -> Break {
        let grapheme = self.items.graphemes.get(grapheme);
        grapheme.map_or(Break::May, |it| it.breaks)
    }

    /// Where the line that begins with a grapheme ends, by the widths within the paragraph.
    fn line_end(&self, start: usize) -> usize {
        let (mut x, mut opportunity) = (0.0, None);
        for (at, grapheme) in self.items.graphemes.iter().enumerate().skip(start) {
            if at > start {
                match grapheme.breaks {
                    Break::Must => return at,
                    Break::May => opportunity = Some(at),
                    Break::Never => {}
                }
            }
            x += grapheme.width;
            if !grapheme.blank && x > self.paragraph.width + SLACK && at > start {
                return opportunity.unwrap_or(at);
            }
        }
        self.items.graphemes.len()
    }

    fn line(&self, graphemes: Range<usize>, number: usize) -> Set {
        let parts = self.items.parts(&graphemes, self.paragraph.ink_changes);
        let levels: Vec<_> = parts.iter().map(|part| part.level).collect();
        let order = visual_order(&levels);
        let mut cells = self.cells(&graphemes, &parts);
        let (mut runs, mut x) = (Vec::with_capacity(parts.len()), 0.0);
        for part in order.into_iter().filter_map(|at| parts.get(at)) {
            let own = part.graphemes.start - graphemes.start..part.graphemes.end - graphemes.start;
            let slots = cells.get_mut(own).unwrap_or_default();
            let Some(run) = self.run(part, slots) else {
                continue;
            };
            line_up(slots, part.level, x);
            let width = run.width;
            runs.push(PaintedRun {
                start: part.bytes.start,
                x,
                y: self.baseline - run.baseline,
                galley: run.galley,
                heavy: run.heavy,
            });
            x += width;
        }
        let content_end = self.items.content_end(&graphemes);
        let hangs = |cell: &&Cell| cell.range.start >= content_end;
        let blanks: f32 = cells.iter().filter(hangs).map(|cell| cell.width).sum();
        let top = number as f32 * self.line_height;
        Set {
            line: Line {
                range: self.items.bytes(&graphemes, self.paragraph.text.len()),
                content_end,
                top,
                baseline: top + self.baseline,
                runs,
                cells,
                stops: Vec::new(),
            },
            width: x - blanks,
            advance: x,
        }
    }

    /// The graphemes of a line as measured within the paragraph, not yet placed.
    fn cells(&self, graphemes: &Range<usize>, parts: &[Part]) -> Vec<Cell> {
        let levels = parts
            .iter()
            .flat_map(|part| part.graphemes.clone().map(|_| part.level));
        let graphemes = self.graphemes(graphemes.clone()).iter();
        let cells = graphemes.zip(levels).map(|(grapheme, level)| Cell {
            range: grapheme.range.clone(),
            level,
            left: 0.0,
            width: grapheme.width,
        });
        cells.collect()
    }

    /// Sets a part of a line, and corrects the widths of its graphemes.
    fn run(&self, part: &Part, cells: &mut [Cell]) -> Option<SetRun> {
        let face = self.paragraph.face;
        let item = self.items.items.get(part.item)?;
        let painted = self.with_run(item, part.graphemes.clone(), part.level, painted);
        let galley = self.galley(painted, &item.font);
        let width = galley.rows.first().map_or(0.0, |row| row.row.size.x);
        let measured: f32 = cells.iter().map(|cell| cell.width).sum();
        if (measured - width).abs() > RESHAPED {
            let alone = self.with_run(item, part.graphemes.clone(), part.level, widths);
            let widths = cells.iter_mut().zip(alone);
            widths.for_each(|(cell, width)| cell.width = width * item.font.size);
        }
        fit(cells, width);
        Some(SetRun {
            width,
            baseline: baseline(&galley).unwrap_or(self.baseline),
            galley,
            heavy: face.is_heavy() && item.font != face.font,
        })
    }

    fn galley(&self, painted: String, font: &FontId) -> Arc<Galley> {
        let format = TextFormat {
            font_id: font.clone(),
            line_height: Some(self.line_height),
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        };
        let job = LayoutJob {
            wrap: TextWrapping::no_max_width(),
            break_on_newline: false,
            keep_trailing_whitespace: true,
            ..LayoutJob::single_section(painted, format)
        };
        self.ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// A run of a line.
struct SetRun {
    galley: Arc<Galley>,
    width: f32,
    /// From the top of the galley to its baseline.
    baseline: f32,
    heavy: bool,
}

/// Widths that add up to what is painted.
fn fit(cells: &mut [Cell], painted: f32) {
    let sum: f32 = cells.iter().map(|cell| cell.width).sum();
    let share = painted / cells.len().max(1) as f32;
    for cell in cells {
        cell.width = match sum > 0.0 {
            true => cell.width * painted / sum,
            false => share,
        };
    }
}

/// Puts the graphemes of a run side by side.
fn line_up(cells: &mut [Cell], level: Level, mut left: f32) {
    let mut place = |cell: &mut Cell| {
        cell.left = left;
        left += cell.width;
    };
    match level.is_ltr() {
        true => cells.iter_mut().for_each(&mut place),
        false => cells.iter_mut().rev().for_each(&mut place),
    }
}

fn baseline(galley: &Galley) -> Option<f32> {
    let row = galley.rows.first()?;
    Some(row.pos.y + row.row.glyphs.first()?.pos.y)
}

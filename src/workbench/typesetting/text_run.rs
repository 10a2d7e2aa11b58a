//! A set paragraph as those read it who do not see it: stretches of one line and one direction,
//! in the order of the text.

use std::ops::Range;

use egui::{Rect, pos2};

use super::ParagraphLayout;
use super::line::{Cell, Line};

/// How many graphemes a run holds at most: screen readers count the words of a run in bytes.
const LONGEST: usize = 250;

/// A stretch of one line that runs one way.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// Its bytes.
    pub range: Range<usize>,
    /// The number of its line.
    pub line: usize,
    /// Whether it runs from left to right.
    pub rightwards: bool,
    /// As high as the line.
    pub rect: Rect,
    /// The bytes of each grapheme, how far it begins from where the run begins, and its width.
    pub graphemes: Vec<(Range<usize>, f32, f32)>,
}

impl ParagraphLayout {
    /// The paragraph in the order of the text; without letters, no runs.
    pub fn text_runs(&self) -> Vec<TextRun> {
        let lines = self.lines.iter().enumerate();
        lines
            .flat_map(|(number, line)| self.runs_of(number, line))
            .collect()
    }

    fn runs_of(&self, number: usize, line: &Line) -> Vec<TextRun> {
        let stretches = line.cells.chunk_by(|a, b| a.level == b.level);
        stretches
            .flat_map(|stretch| stretch.chunks(LONGEST))
            .map(|cells| self.run_of(number, line.top, cells))
            .collect()
    }

    fn run_of(&self, number: usize, top: f32, cells: &[Cell]) -> TextRun {
        let left = cells.iter().map(|cell| cell.left);
        let right = cells.iter().map(Cell::right);
        let rect = Rect::from_min_max(
            pos2(left.fold(f32::INFINITY, f32::min), top),
            pos2(
                right.fold(f32::NEG_INFINITY, f32::max),
                top + self.line_height,
            ),
        );
        let rightwards = cells.first().is_none_or(|cell| cell.level.is_ltr());
        let into = |cell: &Cell| match rightwards {
            true => cell.left - rect.left(),
            false => rect.right() - cell.right(),
        };
        let first = cells.first().map_or(0, |cell| cell.range.start);
        let last = cells.last().map_or(first, |cell| cell.range.end);
        TextRun {
            range: first..last,
            line: number,
            rightwards,
            rect,
            graphemes: cells
                .iter()
                .map(|cell| (cell.range.clone(), into(cell), cell.width))
                .collect(),
        }
    }
}

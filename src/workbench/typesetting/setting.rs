//! Sets a paragraph with egui's galleys: measures its words, breaks lines, sets each line's runs.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{CharIndex, LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, Galley};
use unicode_segmentation::UnicodeSegmentation as _;

use super::breaking::{Broken, Word, fill, words};
use super::{Cell, Face, Line, Paragraph, ParagraphLayout, Run};

pub(super) fn set(ctx: &Context, paragraph: Paragraph<'_>) -> ParagraphLayout {
    let setter = Setter { ctx, paragraph };
    let measured = setter.measured_words();
    let mut broken = fill(measured, paragraph.width, |word, left| {
        setter.cut(word, left)
    });
    if broken.is_empty() {
        broken.push(Broken {
            range: 0..0,
            content_end: 0,
        });
    }
    let lines = broken.into_iter().enumerate();
    ParagraphLayout {
        line_height: paragraph.face.line_height,
        size: paragraph.face.font.size,
        lines: lines
            .map(|(number, line)| setter.line(number, line))
            .collect(),
    }
}

struct Setter<'a> {
    ctx: &'a Context,
    paragraph: Paragraph<'a>,
}

impl Setter<'_> {
    fn text(&self, range: Range<usize>) -> &str {
        self.paragraph.text.get(range).unwrap_or_default()
    }

    fn galley(&self, text: &str) -> Arc<Galley> {
        let Face { font, line_height } = self.paragraph.face;
        let format = TextFormat {
            font_id: font.clone(),
            line_height: Some(*line_height),
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        };
        let job = LayoutJob {
            wrap: TextWrapping::no_max_width(),
            break_on_newline: false,
            keep_trailing_whitespace: true,
            ..LayoutJob::single_section(printable(text), format)
        };
        self.ctx.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// The words with their widths: from one galley where it places every letter, else from one
    /// galley a word.
    fn measured_words(&self) -> Vec<Word> {
        let text = self.paragraph.text;
        let galley = self.galley(text);
        let whole = exact_cells(&galley, text);
        let x_of = |cells: &[Cell], byte: usize| {
            let behind = cells.partition_point(|cell| cell.range.end <= byte);
            behind
                .checked_sub(1)
                .and_then(|last| cells.get(last))
                .map_or(0.0, |cell| cell.behind)
        };
        let measured = words(text).into_iter().map(|(range, content_end)| {
            let (width, advance) = match &whole {
                Some(cells) => {
                    let start = x_of(cells, range.start);
                    (
                        x_of(cells, content_end) - start,
                        x_of(cells, range.end) - start,
                    )
                }
                None => (
                    self.width(range.start..content_end),
                    self.width(range.clone()),
                ),
            };
            Word {
                range,
                content_end,
                width,
                advance,
            }
        });
        measured.collect()
    }

    fn width(&self, range: Range<usize>) -> f32 {
        advance(&self.galley(self.text(range)))
    }

    /// Cuts a word that is wider than a line, at least one grapheme long.
    fn cut(&self, word: &Word, left: f32) -> Option<(Word, Word)> {
        let text = self.text(word.range.start..word.content_end);
        let graphemes: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        let share = (left / word.width.max(1.0)).clamp(0.0, 1.0);
        let fitting = ((graphemes.len() as f32 * share * 0.98) as usize).max(1);
        let at = word.range.start + graphemes.get(fitting)?;
        let width = self.width(word.range.start..at);
        let head = Word {
            range: word.range.start..at,
            content_end: at,
            width,
            advance: width,
        };
        let rest = Word {
            range: at..word.range.end,
            content_end: word.content_end,
            width: (word.width - width).max(0.0),
            advance: (word.advance - width).max(0.0),
        };
        Some((head, rest))
    }

    fn line(&self, number: usize, broken: Broken) -> Line {
        let line_height = self.paragraph.face.line_height;
        let top = number as f32 * line_height;
        let mut x = 0.0;
        let mut runs = Vec::new();
        let mut cells: Vec<Cell> = Vec::new();
        for range in self.runs(&broken.range) {
            let text = self.text(range.clone());
            let galley = self.galley(text);
            let inside = exact_cells(&galley, text).unwrap_or_else(|| even_cells(&galley, text));
            cells.extend(inside.into_iter().map(|cell| Cell {
                range: range.start + cell.range.start..range.start + cell.range.end,
                before: x + cell.before,
                behind: x + cell.behind,
            }));
            let width = advance(&galley);
            runs.push(Run { range, x, galley });
            x += width;
        }
        Line {
            baseline: top + runs.iter().find_map(baseline).unwrap_or(line_height * 0.7),
            range: broken.range,
            content_end: broken.content_end,
            top,
            runs,
            cells,
        }
    }

    /// The runs of a line: cut where the ink changes, and into words where a galley of several
    /// would not say where each letter stands.
    fn runs(&self, line: &Range<usize>) -> Vec<Range<usize>> {
        let changes = self.paragraph.ink_changes.iter().copied();
        let inside = changes.filter(|at| line.start < *at && *at < line.end);
        let mut cuts: Vec<usize> = inside.collect();
        let text = self.text(line.clone());
        if exact_cells(&self.galley(text), text).is_none() {
            let pieces = text.split_word_bound_indices();
            cuts.extend(
                pieces
                    .map(|(at, _)| line.start + at)
                    .filter(|at| *at > line.start),
            );
            cuts.sort_unstable();
            cuts.dedup();
        }
        cuts.push(line.end);
        let mut start = line.start;
        let runs = cuts.into_iter().map(|end| {
            let run = start..end;
            start = end;
            run
        });
        runs.filter(|run| !run.is_empty()).collect()
    }
}

/// The text as egui can paint it: the same number of characters, none of them a control sign.
fn printable(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\t' => '\t',
        control if control.is_control() => ' ',
        other => other,
    };
    text.chars().map(shown).collect()
}

fn advance(galley: &Galley) -> f32 {
    let row = galley.rows.first();
    let last = row.and_then(|row| row.glyphs.last());
    last.map_or(0.0, |glyph| glyph.pos.x + glyph.advance_width)
}

fn baseline(run: &Run) -> Option<f32> {
    let row = run.galley.rows.first()?;
    Some(row.pos.y + row.glyphs.first()?.pos.y)
}

/// The graphemes, where the galley has one glyph for each character and they run left to right.
fn exact_cells(galley: &Galley, text: &str) -> Option<Vec<Cell>> {
    let row = galley.rows.first()?;
    let chars = text.chars().count();
    if galley.rows.len() != 1 || row.glyphs.len() != chars || text.chars().any(is_leftwards) {
        return None;
    }
    let mut number = 0;
    let mut cells: Vec<Cell> = text
        .grapheme_indices(true)
        .map(|(byte, grapheme)| {
            let before = row.x_offset(CharIndex(number));
            number += grapheme.chars().count();
            Cell {
                range: byte..byte + grapheme.len(),
                before,
                behind: row.x_offset(CharIndex(number)),
            }
        })
        .collect();
    if let Some(last) = cells.last_mut() {
        last.behind = advance(galley);
    }
    share_ligatures(&mut cells);
    Some(cells)
}

/// A ligature has the width of all its letters on the first: gives each its share.
fn share_ligatures(cells: &mut [Cell]) {
    let mut rest = cells;
    while !rest.is_empty() {
        let followers = rest.iter().skip(1);
        let letters = 1 + followers
            .take_while(|cell| cell.behind <= cell.before)
            .count();
        let Some((ligature, behind)) = rest.split_at_mut_checked(letters) else {
            return;
        };
        let start = ligature.first().map_or(0.0, |cell| cell.before);
        let width = ligature.first().map_or(0.0, Cell::right) - start;
        for (number, cell) in ligature.iter_mut().enumerate() {
            let share = |number: usize| start + width * number as f32 / letters as f32;
            (cell.before, cell.behind) = (share(number), share(number + 1));
        }
        rest = behind;
    }
}

/// The graphemes, evenly spaced, in the direction of the script.
fn even_cells(galley: &Galley, text: &str) -> Vec<Cell> {
    let width = advance(galley);
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let step = width / graphemes.len().max(1) as f32;
    let leftwards = text.chars().any(is_leftwards);
    let place = |number: usize| match leftwards {
        true => width - number as f32 * step,
        false => number as f32 * step,
    };
    let cells = graphemes.into_iter().enumerate();
    cells
        .map(|(number, (byte, grapheme))| Cell {
            range: byte..byte + grapheme.len(),
            before: place(number),
            behind: place(number + 1),
        })
        .collect()
}

/// Letters of the scripts written from right to left.
fn is_leftwards(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

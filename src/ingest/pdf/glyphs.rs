//! The characters of a page and their places, as the parser finds them.

use super::page_lines::Line;
use crate::ingest::error::MOST_BYTES;
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::io;
use unicode_normalization::UnicodeNormalization as _;

/// One character, or a few that are drawn as one. Lengths are in points; y grows upwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
}

/// The characters of one page, in the order they are drawn in.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    found: Vec<Glyph>,
    bytes: usize,
}

impl Glyphs {
    /// The lines of the page, in the order they are drawn in.
    pub(super) fn lines(self) -> Vec<Line> {
        let mut lines: Vec<Vec<Glyph>> = Vec::new();
        for glyph in self.found {
            match lines.last_mut() {
                Some(line) if line.last().is_some_and(|last| goes_on(last, &glyph)) => {
                    line.push(glyph);
                }
                _ => lines.push(vec![glyph]),
            }
        }
        let lines = lines.into_iter().map(Line::of);
        lines.filter(|line| !line.text.trim().is_empty()).collect()
    }
}

/// Whether a character stands on the line of the one drawn before it.
fn goes_on(last: &Glyph, next: &Glyph) -> bool {
    let size = last.size.max(next.size);
    (last.y - next.y).abs() <= 0.5 * size
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _number: u32,
        _page: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.bytes += text.len();
        if self.bytes > MOST_BYTES {
            return Err(OutputError::IoError(io::ErrorKind::FileTooLarge.into()));
        }
        let size = font_size.abs() * at.m21.hypot(at.m22);
        let glyph = Glyph {
            text: plain(text),
            x: at.m31,
            y: at.m32,
            width: width * font_size.abs() * at.m11.hypot(at.m12),
            size,
        };
        let placed = [glyph.x, glyph.y, glyph.width, glyph.size];
        if !glyph.text.is_empty() && placed.iter().all(|it| it.is_finite()) && size > 0.0 {
            self.found.push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The letters behind the shapes of letters: ligatures, and Arabic letters as they are joined.
fn plain(text: &str) -> String {
    let is_shape = |c: char| matches!(c, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() || *c == '\t') {
        if is_shape(c) {
            out.extend(std::iter::once(c).nfkc());
        } else {
            out.push(c);
        }
    }
    out
}

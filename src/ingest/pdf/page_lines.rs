//! The characters of a line become words.

use super::glyphs::Glyph;
use unicode_bidi::{BidiClass, bidi_class};

/// A gap this wide, as a part of the size of the type, parts two words.
const GAP: f64 = 0.15;

/// A line of a page. Lengths are in points; y grows upwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its words, in the order they are read in.
    pub(super) text: String,
    /// Where it begins, from the left.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// Its base line.
    pub(super) y: f64,
    /// The size of its type.
    pub(super) size: f64,
}

impl Line {
    /// The line these characters make; there is at least one.
    pub(super) fn of(mut glyphs: Vec<Glyph>) -> Self {
        let directed = direction(&glyphs);
        if directed != Direction::Left {
            glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        let pieces = words(&glyphs);
        let text = match directed {
            Direction::Left => pieces.concat(),
            Direction::Right => read_from_the_right(pieces, true),
            Direction::Mixed => read_from_the_right(pieces, false),
        };
        let fold = |from: f64, pick: fn(f64, f64) -> f64, of: fn(&Glyph) -> f64| {
            glyphs.iter().map(of).fold(from, pick)
        };
        Self {
            text: text.trim().to_owned(),
            left: fold(f64::INFINITY, f64::min, |glyph| glyph.x),
            right: fold(f64::NEG_INFINITY, f64::max, |glyph| glyph.x + glyph.width),
            y: glyphs.first().map_or(0.0, |glyph| glyph.y),
            size: fold(0.0, f64::max, |glyph| glyph.size),
        }
    }

    /// Whether it is read from the right.
    pub(super) fn is_right_to_left(&self) -> bool {
        self.text.chars().any(is_right_to_left)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// From the left, throughout.
    Left,
    /// From the right, with some words from the left.
    Right,
    /// From the left, with some words from the right.
    Mixed,
}

fn is_right_to_left(c: char) -> bool {
    matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

fn direction(glyphs: &[Glyph]) -> Direction {
    let (mut right, mut left) = (0_usize, 0_usize);
    for c in glyphs.iter().flat_map(|glyph| glyph.text.chars()) {
        right += usize::from(is_right_to_left(c));
        left += usize::from(bidi_class(c) == BidiClass::L);
    }
    match (right, left) {
        (0, _) => Direction::Left,
        (right, left) if right >= left => Direction::Right,
        _ => Direction::Mixed,
    }
}

/// The characters from left to right, a blank where there is a gap.
fn words(glyphs: &[Glyph]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(glyphs.len());
    let mut end = f64::INFINITY;
    for glyph in glyphs {
        let parted = glyph.x > end + GAP * glyph.size;
        let blank = |text: &str| text.ends_with(char::is_whitespace);
        if parted && !out.last().is_some_and(|last| blank(last)) && !blank(&glyph.text) {
            out.push(" ".to_owned());
        }
        end = glyph.x + glyph.width;
        out.push(glyph.text.clone());
    }
    out
}

/// Pieces that stand from left to right, as they are read: runs from the right turned round, and
/// all of them where the line as a whole is read from the right.
fn read_from_the_right(pieces: Vec<String>, whole_line: bool) -> String {
    let mut runs: Vec<(bool, Vec<String>)> = Vec::new();
    for piece in pieces {
        let strong = piece.chars().find_map(|c| match bidi_class(c) {
            BidiClass::R | BidiClass::AL => Some(true),
            BidiClass::L | BidiClass::EN | BidiClass::AN => Some(false),
            _ => None,
        });
        // Blanks and marks go with what they stand between, else with the line.
        match runs.last_mut() {
            Some((right, run)) if strong.is_none_or(|strong| strong == *right) => run.push(piece),
            _ => runs.push((strong.unwrap_or(whole_line), vec![piece])),
        }
    }
    let runs = runs
        .into_iter()
        .flat_map(|(right, run)| split_ends(right, run, whole_line));
    let mut turned: Vec<String> = runs
        .map(|(right, mut run)| {
            if right {
                run.reverse();
            }
            run.concat()
        })
        .collect();
    if whole_line {
        turned.reverse();
    }
    turned.concat()
}

/// Blanks and marks at the end of a run belong to the line, not to the run.
fn split_ends(right: bool, mut run: Vec<String>, whole_line: bool) -> [(bool, Vec<String>); 2] {
    let is_neutral = |piece: &String| !piece.chars().any(char::is_alphanumeric);
    let kept = run.iter().rposition(|piece| !is_neutral(piece));
    let ends = run.split_off(kept.map_or(0, |last| last + 1));
    [(right, run), (whole_line, ends)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(visual: &str) -> String {
        // Every character a unit wide, in no order: places alone tell.
        let mut glyphs: Vec<Glyph> = (0..)
            .zip(visual.chars())
            .map(|(at, c)| Glyph {
                text: c.to_string(),
                x: f64::from(at) * 5.0,
                y: 0.0,
                width: 5.0,
                size: 10.0,
            })
            .collect();
        if visual.chars().any(is_right_to_left) {
            glyphs.reverse();
        }
        Line::of(glyphs).text
    }

    #[test]
    fn words_stand_in_the_order_they_are_read_in() {
        let cases = [
            ("plain words 12.", "plain words 12."),
            // ا ب on the page from the left is read ب ا.
            ("دج با", "اب جد"),
            (".2025 با", "اب 2025."),
            ("said \u{628}\u{627} today", "said \u{627}\u{628} today"),
            ("\u{628}\u{627} (UN) \u{62c}", "\u{62c} )UN( \u{627}\u{628}"),
        ];
        for (visual, logical) in cases {
            assert_eq!(line(visual), logical, "{visual}");
        }
    }
}

//! What a paragraph is made of: graphemes, and the stretches of them that are set in one font,
//! drawn by one face and run one way.

use std::ops::Range;

use egui::FontId;
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation as _;

use super::Face;
use super::breaking::{Break, breaks, is_blank};
use super::direction::{Direction, Levels, separates};
use super::faces::{Chain, FaceNumber, face};
use super::script::is_arabic;
use crate::model::source::ArabicStyle;

/// Where the baseline of Nastaliq lies, as a share of the line.
const NASTALIQ_BASELINE: f32 = 0.7;

/// What a reader takes for one letter.
#[derive(Clone, Debug)]
pub(super) struct Grapheme {
    pub range: Range<usize>,
    pub level: Level,
    pub breaks: Break,
    pub blank: bool,
    /// Whether blanks before it stand on the paragraph's level.
    separates: bool,
    /// The number of its item.
    item: usize,
    /// In points, within the paragraph.
    pub width: f32,
}

/// A stretch that is shaped as a whole.
pub(super) struct Item {
    pub graphemes: Range<usize>,
    pub font: FontId,
    pub chain: &'static Chain,
    pub face: FaceNumber,
}

/// A stretch of a line that is painted as a whole.
pub(super) struct Part {
    pub graphemes: Range<usize>,
    pub bytes: Range<usize>,
    pub level: Level,
    pub item: usize,
    ink: usize,
}

/// The graphemes of a paragraph and its items.
pub(super) struct Items {
    pub direction: Direction,
    pub graphemes: Vec<Grapheme>,
    pub items: Vec<Item>,
    has_arabic: bool,
}

impl Items {
    pub fn new(text: &str, face: &Face) -> Self {
        let levels = Levels::new(text, face.leaning);
        let pieces: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
        let ranges = pieces.iter().map(|(at, it)| *at..at + it.len());
        let ranges: Vec<Range<usize>> = ranges.collect();
        let breaks = breaks(text, &ranges);
        let mut new = Self {
            direction: levels.direction,
            graphemes: Vec::with_capacity(pieces.len()),
            items: Vec::new(),
            has_arabic: text.chars().any(is_arabic),
        };
        let fonts = Fonts::new(face);
        let behind = pieces.iter().skip(1).map(|(_, piece)| *piece).chain([""]);
        let behind: Vec<&str> = behind.collect();
        let mut before = "";
        for (((range, breaks), (_, piece)), behind) in
            ranges.into_iter().zip(breaks).zip(pieces).zip(behind)
        {
            let level = levels.at(range.start);
            let arabic = new.is_set_in_arabic((before, piece, behind), level);
            before = piece;
            new.push(
                &fonts,
                arabic,
                Grapheme {
                    blank: is_blank(piece),
                    separates: piece.chars().any(separates),
                    range,
                    level,
                    breaks,
                    item: 0,
                    width: 0.0,
                },
                piece,
            );
        }
        new
    }

    /// Whether a grapheme is set in the Arabic font: Arabic letters and digits, and what stands
    /// among them and runs their way, such as blanks and brackets. A blank beside other letters is
    /// theirs, which are set wider apart.
    fn is_set_in_arabic(&self, (before, piece, behind): (&str, &str, &str), level: Level) -> bool {
        let letter = |piece: &str| piece.chars().next();
        let foreign =
            |piece| letter(piece).is_some_and(|it| it.is_alphanumeric() && !is_arabic(it));
        let own = letter(piece).is_some_and(is_arabic);
        let among =
            || !foreign(piece) && !(is_blank(piece) && (foreign(before) || foreign(behind)));
        self.has_arabic && (own || (level.is_rtl() && among()))
    }

    fn push(&mut self, fonts: &Fonts, arabic: bool, mut grapheme: Grapheme, piece: &str) {
        let (font, chain) = fonts.of(arabic);
        let face = chain.face_of(piece.chars().next().unwrap_or(' '));
        let before = self.graphemes.last().map(|before| before.level);
        let number = self.graphemes.len();
        match self.items.last_mut() {
            Some(last)
                if before == Some(grapheme.level) && last.face == face && last.font == *font =>
            {
                last.graphemes.end = number + 1;
            }
            _ => self.items.push(Item {
                graphemes: number..number + 1,
                font: font.clone(),
                chain,
                face,
            }),
        }
        grapheme.item = self.items.len() - 1;
        self.graphemes.push(grapheme);
    }

    /// From line to line: wider where Arabic letters need it.
    pub fn line_height(&self, face: &Face) -> f32 {
        match self.has_arabic {
            true => face.arabic_line_height(self.direction),
            false => face.line_height,
        }
    }

    /// From the top of a line to its baseline: that of the face most of the paragraph is set in,
    /// centred in the line; Nastaliq, whose metrics leave more room above than its letters use,
    /// where those are centred.
    pub fn baseline(&self, set_in: &Face, line_height: f32) -> f32 {
        if self.has_arabic && set_in.arabic == ArabicStyle::Nastaliq {
            return line_height * NASTALIQ_BASELINE;
        }
        let fonts = Fonts::new(set_in);
        let wide = line_height > set_in.line_height;
        let main = self.has_arabic && (wide || !self.direction.is_rightwards());
        let (font, chain) = fonts.of(main);
        let Some(face) = face(chain.first()) else {
            return line_height * 0.7;
        };
        (line_height - face.row_height() * font.size) / 2.0 + face.ascent * font.size
    }

    /// The bytes of some graphemes; the end of the text where there are none.
    pub fn bytes(&self, graphemes: &Range<usize>, text_end: usize) -> Range<usize> {
        let start = self.graphemes.get(graphemes.start);
        let last = graphemes.end.checked_sub(1);
        let last = last.and_then(|last| self.graphemes.get(last));
        let start = start.map_or(text_end, |first| first.range.start);
        start..last.map_or(start, |last| last.range.end).max(start)
    }

    /// The byte at which the blanks at the end of a line begin.
    pub fn content_end(&self, line: &Range<usize>) -> usize {
        let inside = self.graphemes.get(line.clone()).unwrap_or_default();
        let last = inside.iter().rev().find(|grapheme| !grapheme.blank);
        let start = inside.first().map_or(0, |first| first.range.start);
        last.map_or(start, |last| last.range.end)
    }

    /// The parts of a line in the order of the text: cut where item, level or ink change.
    pub fn parts(&self, line: &Range<usize>, ink_changes: &[usize]) -> Vec<Part> {
        let levels = self.line_levels(line);
        let mut parts: Vec<Part> = Vec::new();
        let inside = self.graphemes.get(line.clone()).unwrap_or_default();
        for ((number, grapheme), level) in line.clone().zip(inside).zip(levels) {
            let ink = ink_changes.partition_point(|at| *at <= grapheme.range.start);
            match parts.last_mut() {
                Some(last) if (last.item, last.level, last.ink) == (grapheme.item, level, ink) => {
                    last.graphemes.end = number + 1;
                    last.bytes.end = grapheme.range.end;
                }
                _ => parts.push(Part {
                    graphemes: number..number + 1,
                    bytes: grapheme.range.clone(),
                    level,
                    item: grapheme.item,
                    ink,
                }),
            }
        }
        parts
    }

    /// The levels on a line: blanks at its end and before a tab stand on the paragraph's (rule L1).
    fn line_levels(&self, line: &Range<usize>) -> Vec<Level> {
        let mut resets = true;
        let inside = self.graphemes.get(line.clone()).unwrap_or_default();
        let backwards = inside.iter().rev().map(|grapheme| {
            resets = grapheme.separates || (resets && grapheme.blank);
            match resets {
                true => self.direction.level(),
                false => grapheme.level,
            }
        });
        let mut levels: Vec<Level> = backwards.collect();
        levels.reverse();
        levels
    }
}

/// The fonts a paragraph is set in.
struct Fonts {
    own: (FontId, &'static Chain),
    arabic: (FontId, &'static Chain),
}

impl Fonts {
    fn new(face: &Face) -> Self {
        let arabic = face.arabic_font();
        Self {
            own: (face.font.clone(), Chain::of(&face.font.family)),
            arabic: (arabic.clone(), Chain::of(&arabic.family)),
        }
    }

    fn of(&self, arabic: bool) -> (&FontId, &'static Chain) {
        let (font, chain) = if arabic { &self.arabic } else { &self.own };
        (font, chain)
    }
}

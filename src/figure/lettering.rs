//! A line of words as glyphs: which face draws each letter, shaped, in the order of the page.
//!
//! In: words and their weight. Out: runs of one face and one direction from left to right, with
//! lengths as multiples of the size. Exports that draw letters themselves share it; the window has
//! its own, which follows egui.

use super::faces::{FACES, scale_of};
use super::metrics::Weight;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider as _;
use std::ops::Range;
use std::sync::OnceLock;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation as _;

/// The faces asked for a letter, in turn.
const REGULAR: [&str; 6] = ["inter", "naskh", "symbols2", "symbols", "emoji", "serif"];
const STRONG: [&str; 7] = [
    "inter-semibold",
    "inter",
    "naskh",
    "symbols2",
    "symbols",
    "emoji",
    "serif",
];

/// A line of words as glyphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lettering {
    /// The words, with blanks for what cannot be printed.
    pub text: String,
    /// The runs from left to right.
    pub runs: Vec<Run>,
    /// How wide all of them are, as a multiple of the size.
    pub width: f32,
    /// Whether the line as a whole is read from left to right.
    pub rightwards: bool,
}

/// Glyphs of one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The name of the face.
    pub face: &'static str,
    /// Its size, as a multiple of that of the line.
    pub scale: f32,
    /// From the left of the line, as a multiple of its size.
    pub x: f32,
    /// Its words in [`Lettering::text`].
    pub text: Range<usize>,
    /// Whether it is read from left to right.
    pub rightwards: bool,
    /// From left to right.
    pub glyphs: Vec<Glyph>,
}

/// A glyph of a face; lengths are multiples of the size of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u32,
    /// From the left of the line to where the glyph begins, offset included.
    pub x: f32,
    /// Above the line the letters stand on.
    pub y: f32,
    /// How far it moves on.
    pub advance: f32,
    /// The letters it stands for, in [`Lettering::text`]; glyphs of one cluster share them.
    pub letters: Range<usize>,
}

impl Lettering {
    /// Sets a line of words.
    pub fn new(text: &str, weight: Weight) -> Self {
        let text: String = text.chars().map(printable).collect();
        let rightwards = !is_leftwards(&text);
        let pieces = pieces(&text, weight, rightwards);
        let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
        let mut out = Self {
            runs: Vec::with_capacity(pieces.len()),
            width: 0.0,
            text,
            rightwards,
        };
        for number in ParagraphBidiInfo::reorder_visual(&levels) {
            if let Some(piece) = pieces.get(number) {
                let run = shaped(&out.text, piece, out.width);
                out.width += run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>();
                out.runs.push(run);
            }
        }
        out
    }
}

/// Whether a line is read from right to left: none of its letters is from left to right. A label
/// that a chart has put together, name first and date after, keeps that order in any script.
pub fn is_leftwards(text: &str) -> bool {
    has_leftwards(text)
        && !text
            .chars()
            .any(|letter| bidi_class(letter) == BidiClass::L)
}

/// Whether any letter of a line is from right to left.
pub fn has_leftwards(text: &str) -> bool {
    let is_one = |letter| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL);
    text.chars().any(is_one)
}

/// A letter as it can be drawn: control signs and line ends are blanks.
fn printable(letter: char) -> char {
    match letter {
        '\u{2028}' | '\u{2029}' => ' ',
        control if control.is_control() => ' ',
        other => other,
    }
}

/// A stretch of one face and one level.
struct Piece {
    text: Range<usize>,
    face: &'static str,
    level: Level,
}

/// The pieces of a line in the order of its words.
fn pieces(text: &str, weight: Weight, rightwards: bool) -> Vec<Piece> {
    let base = match rightwards {
        true => Level::ltr(),
        false => Level::rtl(),
    };
    let levels = ParagraphBidiInfo::new(text, Some(base)).reordered_levels(0..text.len());
    let mut out: Vec<Piece> = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        let range = at..at + grapheme.len();
        let face = face_of(grapheme, weight);
        let level = levels.get(at).copied().unwrap_or(base);
        match out.last_mut() {
            Some(last) if last.face == face && last.level == level => last.text.end = range.end,
            _ => out.push(Piece {
                text: range,
                face,
                level,
            }),
        }
    }
    out
}

/// The first face that has every letter of a grapheme, else its first letter; the first of all
/// where none has.
fn face_of(grapheme: &str, weight: Weight) -> &'static str {
    let chain: &[&'static str] = match weight {
        Weight::Regular => &REGULAR,
        Weight::Strong => &STRONG,
    };
    let has = |name: &str, letter: char| {
        let face = face(name);
        face.is_some_and(|face| {
            face.font
                .charmap()
                .map(letter)
                .is_some_and(|id| id != skrifa::GlyphId::NOTDEF)
        })
    };
    let all = |name: &&&str| grapheme.chars().all(|letter| has(name, letter));
    let first = |name: &&&str| {
        grapheme
            .chars()
            .next()
            .is_some_and(|letter| has(name, letter))
    };
    let found = chain.iter().find(all).or_else(|| chain.iter().find(first));
    found.or(chain.first()).copied().unwrap_or("inter")
}

fn shaped(text: &str, piece: &Piece, left: f32) -> Run {
    let mut run = Run {
        face: piece.face,
        scale: scale_of(piece.face),
        x: left,
        text: piece.text.clone(),
        rightwards: piece.level.is_ltr(),
        glyphs: Vec::new(),
    };
    let words = text.get(piece.text.clone()).unwrap_or_default();
    let Some(face) = face(piece.face) else {
        return run;
    };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(words);
    buffer.set_direction(match run.rightwards {
        true => harfrust::Direction::LeftToRight,
        false => harfrust::Direction::RightToLeft,
    });
    buffer.guess_segment_properties();
    let shaper = face.shaper.shaper(&face.font).build();
    let glyphs = shaper.shape(buffer, ShapeOptions::new());
    let mut starts: Vec<usize> = glyphs
        .glyph_infos()
        .iter()
        .map(|it| it.cluster as usize)
        .collect();
    starts.push(words.len());
    starts.sort_unstable();
    starts.dedup();
    let unit = run.scale / face.units_per_em;
    let mut pen = left;
    for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
        let start = info.cluster as usize;
        let after = starts.partition_point(|it| *it <= start);
        let end = starts.get(after).copied().unwrap_or(words.len());
        let advance = position.x_advance as f32 * unit;
        run.glyphs.push(Glyph {
            id: info.glyph_id,
            x: pen + position.x_offset as f32 * unit,
            y: position.y_offset as f32 * unit,
            advance,
            letters: piece.text.start + start..piece.text.start + end,
        });
        pen += advance;
    }
    run
}

/// A face read for shaping.
pub(super) struct Face {
    pub font: FontRef<'static>,
    pub shaper: ShaperData,
    pub units_per_em: f32,
}

/// A face by its name, read when it is first asked for.
pub(super) fn face(name: &str) -> Option<&'static Face> {
    static READ: OnceLock<Vec<OnceLock<Option<Face>>>> = OnceLock::new();
    let read = READ.get_or_init(|| FACES.iter().map(|_| OnceLock::new()).collect());
    let number = FACES.iter().position(|(own, _)| *own == name)?;
    let (_, bytes) = FACES.get(number)?;
    let face = read.get(number)?.get_or_init(|| {
        let font = FontRef::new(bytes).ok()?;
        let metrics = font.metrics(
            skrifa::instance::Size::unscaled(),
            skrifa::instance::LocationRef::default(),
        );
        Some(Face {
            shaper: ShaperData::new(&font),
            units_per_em: f32::from(metrics.units_per_em.max(1)),
            font,
        })
    });
    face.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the runs from left to right, each with its face.
    fn seen(text: &str) -> Vec<(&'static str, String)> {
        let line = Lettering::new(text, Weight::Regular);
        let runs = line.runs.iter();
        runs.map(|run| {
            (
                run.face,
                line.text
                    .get(run.text.clone())
                    .unwrap_or_default()
                    .to_owned(),
            )
        })
        .collect()
    }

    #[test]
    fn runs_stand_in_the_order_of_the_page() {
        for (text, expected) in [
            ("Kabul", vec![("inter", "Kabul")]),
            (
                "خودکش حملہ",
                vec![("naskh", "حملہ"), ("inter", " "), ("naskh", "خودکش")],
            ),
            (
                "خودکش حملہ\u{200e}, 2 May",
                vec![
                    ("naskh", "حملہ"),
                    ("inter", " "),
                    ("naskh", "خودکش"),
                    ("naskh", "\u{200e}"),
                    ("inter", ", 2 May"),
                ],
            ),
            ("\u{1}a\u{2028}b", vec![("inter", " a b")]),
            ("", vec![]),
        ] {
            let found = seen(text);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(face, text)| (*face, text.as_str()))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn letters_are_joined_and_every_one_is_accounted_for() {
        let line = Lettering::new("حملہ", Weight::Regular);
        let apart: f32 = "حملہ"
            .chars()
            .map(|it| Lettering::new(&it.to_string(), Weight::Regular).width)
            .sum();
        assert!(line.width < apart, "{} of {apart}", line.width);
        let glyphs = &line.runs[0].glyphs;
        assert!(
            glyphs
                .windows(2)
                .all(|two| two[0].letters.start >= two[1].letters.start),
            "from the right"
        );
        let first = glyphs.last().expect("a glyph");
        assert_eq!(first.letters.start, 0);
        assert!(line.runs[0].glyphs.iter().all(|glyph| glyph.id != 0));
        assert!(!line.rightwards);
    }

    #[test]
    fn a_line_is_as_wide_as_its_face_says() {
        let line = Lettering::new("Nangarhar", Weight::Regular);
        assert!((3.0..6.0).contains(&line.width), "{}", line.width);
        let strong = Lettering::new("Nangarhar", Weight::Strong);
        assert!(strong.width > line.width && strong.runs[0].face == "inter-semibold");
    }
}

//! How wide each grapheme of a run is, from the same shaping as egui's.
//!
//! In: a run of one face and one direction, cut into graphemes. Out: the words as egui has to be
//! given them so that it paints them in that direction, and the width of each grapheme.
//!
//! egui shapes a run in the direction of its first letter with a script, and lines up what has no
//! script from left to right. Where that is not the direction wanted (brackets in Urdu, Urdu digits
//! in English), the graphemes are handed over in the opposite order, with mirrored brackets.

use std::cell::RefCell;
use std::ops::Range;

use harfrust::{BufferFlags, GlyphBuffer, ShapeOptions, ShapePlan, UnicodeBuffer};
use unicode_bidi_mirroring::get_mirrored;
use unicode_normalization::char::is_combining_mark;

use super::faces::{Chain, FaceNumber, face, is_unseen};

/// A run to be shaped.
pub(super) struct Run<'a> {
    pub text: &'a str,
    /// Its graphemes in the order of the text, in bytes of it.
    pub graphemes: &'a [Range<usize>],
    pub face: FaceNumber,
    pub chain: &'static Chain,
    pub rightwards: bool,
}

/// The words as egui has to be given them to paint them from left to right as the run.
pub(super) fn painted(run: &Run<'_>) -> String {
    WORKPLACE.with_borrow_mut(|workplace| {
        let (words, buffer) = workplace.words(run);
        workplace.buffer = Some(buffer);
        words.text
    })
}

/// The width of each grapheme in the order of the text, as multiples of the size.
pub(super) fn widths(run: &Run<'_>) -> Vec<f32> {
    WORKPLACE.with_borrow_mut(|workplace| workplace.widths(run))
}

thread_local! {
    static WORKPLACE: RefCell<Workplace> = RefCell::default();
}

/// What is used again from run to run.
#[derive(Default)]
struct Workplace {
    buffer: Option<UnicodeBuffer>,
    plans: Vec<(FaceNumber, ShapePlan)>,
}

impl Workplace {
    /// The words as they are painted, also in a buffer with the direction egui will guess.
    fn words(&mut self, run: &Run<'_>) -> (PaintedWords, UnicodeBuffer) {
        let words = PaintedWords::in_order(run);
        let buffer = self.filled(&words.text);
        let guessed = buffer.direction() != harfrust::Direction::RightToLeft;
        if guessed == run.rightwards {
            return (words, buffer);
        }
        self.buffer = Some(buffer);
        let words = PaintedWords::turned(run);
        let buffer = self.filled(&words.text);
        (words, buffer)
    }

    fn widths(&mut self, run: &Run<'_>) -> Vec<f32> {
        let (words, buffer) = self.words(run);
        let mut widths = vec![0.0; run.graphemes.len()];
        if let Some(glyphs) = self.glyphs(buffer, run.face) {
            for (stretch, width) in clusters(&glyphs, &words.text, run) {
                words.share(&stretch, width, &mut widths);
            }
            self.buffer = Some(glyphs.clear());
        }
        widths
    }

    fn filled(&mut self, text: &str) -> UnicodeBuffer {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.set_flags(BufferFlags::BEGINNING_OF_TEXT | BufferFlags::END_OF_TEXT);
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer
    }

    fn glyphs(&mut self, buffer: UnicodeBuffer, number: FaceNumber) -> Option<GlyphBuffer> {
        let face = face(number)?;
        let shaper = face.shaper.shaper(&face.font).build();
        let (direction, script) = (buffer.direction(), buffer.script());
        let fits = |(of, plan): &(FaceNumber, ShapePlan)| {
            let planned = plan.script().unwrap_or(harfrust::script::UNKNOWN);
            *of == number && plan.direction() == direction && planned == script
        };
        let at = match self.plans.iter().position(fits) {
            Some(at) => at,
            None => {
                let known = (script != harfrust::script::UNKNOWN).then_some(script);
                let plan = ShapePlan::new(&shaper, direction, known, None, &[]);
                self.plans.push((number, plan));
                self.plans.len() - 1
            }
        };
        let plan = self.plans.get(at).map(|(_, plan)| plan);
        Some(shaper.shape(buffer, ShapeOptions::new().plan(plan)))
    }
}

/// The words of a run as they are handed to egui.
struct PaintedWords {
    text: String,
    /// Where each grapheme begins in them, ascending, and which one of the run it is.
    starts: Vec<(usize, usize)>,
}

impl PaintedWords {
    fn in_order(run: &Run<'_>) -> Self {
        Self::new(run, 0..run.graphemes.len(), printable)
    }

    fn turned(run: &Run<'_>) -> Self {
        let mirrored = |letter| printable(get_mirrored(letter).unwrap_or(letter));
        Self::new(run, (0..run.graphemes.len()).rev(), mirrored)
    }

    fn new(
        run: &Run<'_>,
        order: impl Iterator<Item = usize>,
        shown: impl Fn(char) -> char,
    ) -> Self {
        let mut words = Self {
            text: String::with_capacity(run.text.len()),
            starts: Vec::with_capacity(run.graphemes.len()),
        };
        for number in order {
            words.starts.push((words.text.len(), number));
            let range = run.graphemes.get(number).cloned().unwrap_or_default();
            let letters = run.text.get(range).unwrap_or_default().chars();
            words.text.extend(letters.map(&shown));
        }
        words
    }

    /// Gives the width of a cluster to the graphemes in it, each an equal share.
    fn share(&self, stretch: &Range<usize>, width: f32, widths: &mut [f32]) {
        let behind = self.starts.partition_point(|(at, _)| *at <= stretch.start);
        let first = behind.saturating_sub(1);
        let end = self.starts.partition_point(|(at, _)| *at < stretch.end);
        let inside = self.starts.get(first..end.max(first + 1));
        let inside = inside.unwrap_or_default();
        for (_, number) in inside {
            if let Some(own) = widths.get_mut(*number) {
                *own += width / inside.len() as f32;
            }
        }
    }
}

/// A letter as egui can paint it: control signs and line ends are blanks.
fn printable(letter: char) -> char {
    match letter {
        '\t' => '\t',
        '\u{2028}' | '\u{2029}' => ' ',
        control if control.is_control() => ' ',
        other => other,
    }
}

/// The clusters of a shaped run in the order of its words, each with its bytes and its width.
fn clusters(glyphs: &GlyphBuffer, words: &str, run: &Run<'_>) -> Vec<(Range<usize>, f32)> {
    let mut found: Vec<(usize, f32)> = Vec::with_capacity(glyphs.len());
    for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
        let start = info.cluster as usize;
        let begins = found.last().is_none_or(|(last, _)| *last != start);
        let letter = words.get(start..).and_then(|rest| rest.chars().next());
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        let width = width_of(run, letter, (info.glyph_id, position.x_advance), begins);
        match found.last_mut() {
            Some((_, sum)) if !begins => *sum += width,
            _ => found.push((start, width)),
        }
    }
    found.sort_by_key(|(start, _)| *start);
    let ends = found.iter().skip(1).map(|(start, _)| *start);
    let ends: Vec<usize> = ends.chain([words.len()]).collect();
    let ranged = found.into_iter().zip(ends);
    ranged
        .map(|((start, width), end)| (start..end, width))
        .collect()
}

/// How far a glyph moves on, by egui's rules for tabs, thin blanks and letters no face has.
fn width_of(run: &Run<'_>, letter: char, (glyph, advance): (u32, i32), begins: bool) -> f32 {
    let Some(own) = face(run.face) else {
        return 0.0;
    };
    let blank = || {
        let of = face(run.chain.face_of(' ')).unwrap_or(own);
        of.advance(' ')
    };
    match letter {
        '\t' => 4.0 * blank(),
        '\u{2009}' | '\u{202f}' => 0.5 * blank(),
        _ if glyph != 0 => advance as f32 * own.scale,
        _ if !begins || is_combining_mark(letter) || is_unseen(letter) => 0.0,
        _ => own.missing,
    }
}

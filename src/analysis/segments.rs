//! A text's own joints: graphemes, words, sentences, paragraphs, all as byte ranges.
//!
//! In: a text and a place in it (rounded down to a character, clamped to the end). Out: ranges on
//! character boundaries. A paragraph is a line; words and sentences never leave their paragraph.

mod edges;
mod sentences;

pub use edges::{Edge, moved_by_word};
pub use sentences::sentences;

use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// What ends a line: the two bytes of CRLF count as one end.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// `at`, clamped to the text and rounded down to a character.
pub fn on_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text of a range; empty when it leaves the text or cuts a character.
fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The line around `at`, without its end. Empty on a blank line.
pub fn paragraph_at(text: &str, at: usize) -> Range<usize> {
    let mut at = on_char(text, at);
    if at > 0 && part(text, at - 1..at + 1) == "\r\n" {
        at -= 1;
    }
    let start = part(text, 0..at).rfind(LINE_ENDS).map_or(0, |end| {
        end + part(text, end..at).chars().next().map_or(0, char::len_utf8)
    });
    let end = part(text, at..text.len())
        .find(LINE_ENDS)
        .map_or(text.len(), |length| at + length);
    start..end
}

/// Every line that is not blank, in order, without its end. Blanks around the words stay inside.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    let lines = text.split(LINE_ENDS).map(move |line| {
        let start = at;
        let end = start + line.len();
        let separator = part(text, end..text.len()).chars().next();
        at = end + separator.map_or(0, char::len_utf8);
        (line, start..end)
    });
    lines
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(_, range)| range)
}

/// The start of the paragraph before the one around `at`, or of this one when `at` is inside it.
/// 0 at the start of the text.
pub fn previous_paragraph(text: &str, at: usize) -> usize {
    let here = paragraph_at(text, at).start;
    if here < on_char(text, at) {
        return here;
    }
    let before = part(text, 0..here).trim_end_matches(|c: char| c.is_whitespace());
    paragraph_at(text, before.len()).start
}

/// The start of the next paragraph behind `at`; the end of the text when there is none.
pub fn next_paragraph(text: &str, at: usize) -> usize {
    let end = paragraph_at(text, at).end;
    let behind = part(text, end..text.len());
    let Some(word) = behind.find(|c: char| !c.is_whitespace()) else {
        return text.len();
    };
    paragraph_at(text, end + word).start
}

/// The next place behind `at` where a caret may stand; the end of the text at its end.
pub fn next_grapheme(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(on_char(text, at), text.len(), true);
    let next = cursor.next_boundary(text, 0);
    next.ok().flatten().unwrap_or(text.len())
}

/// The previous place before `at` where a caret may stand; 0 at the start.
pub fn previous_grapheme(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(on_char(text, at), text.len(), true);
    let previous = cursor.prev_boundary(text, 0);
    previous.ok().flatten().unwrap_or(0)
}

/// `at`, clamped to the text and moved on to the next place where a caret may stand.
pub fn on_grapheme(text: &str, at: usize) -> usize {
    let at = on_char(text, at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => next_grapheme(text, at),
        _ => at,
    }
}

/// The pieces of a paragraph between word boundaries (UAX 29), each with whether it is a word.
fn pieces(text: &str, at: usize) -> impl DoubleEndedIterator<Item = (Range<usize>, bool)> + '_ {
    let paragraph = paragraph_at(text, at);
    let start = paragraph.start;
    part(text, paragraph)
        .split_word_bound_indices()
        .map(move |(index, piece)| {
            let is_word = piece.chars().any(char::is_alphanumeric);
            (start + index..start + index + piece.len(), is_word)
        })
}

/// Every word, in order, without blanks and signs.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    paragraphs(text).flat_map(move |paragraph| {
        pieces(text, paragraph.start)
            .filter(|(_, is_word)| *is_word)
            .map(|(range, _)| range)
    })
}

/// The word around `at`, or the one that ends there; otherwise the piece of blanks or signs.
/// Empty in an empty paragraph.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let at = on_char(text, at);
    let mut ends_here = None;
    for (range, is_word) in pieces(text, at) {
        if range.end == at {
            ends_here = Some((range, is_word));
        } else if range.contains(&at) {
            return match ends_here {
                Some((before, true)) if !is_word => before,
                _ => range,
            };
        }
    }
    ends_here.map_or(at..at, |(range, _)| range)
}

/// The start of the next word behind `at`, in a later paragraph if need be; the end of this
/// paragraph's words first. The end of the text when there is none.
pub fn next_word(text: &str, at: usize) -> usize {
    let at = on_char(text, at);
    let next = pieces(text, at).find(|(range, is_word)| *is_word && range.start > at);
    match next {
        Some((range, _)) => range.start,
        None if at < paragraph_at(text, at).end => paragraph_at(text, at).end,
        None => next_paragraph(text, at),
    }
}

/// The start of the word around `at`, or of the one before when `at` is a start. 0 at the start
/// of the text.
pub fn previous_word(text: &str, at: usize) -> usize {
    let at = on_char(text, at);
    let before = pieces(text, at)
        .rev()
        .find(|(range, is_word)| *is_word && range.start < at);
    match before {
        Some((range, _)) => range.start,
        None if at > paragraph_at(text, at).start => paragraph_at(text, at).start,
        None => paragraph_at(text, previous_paragraph(text, at)).end.min(at),
    }
}

/// The sentence around `at`, without the blanks behind it; at the end of a paragraph its last
/// one. Empty in a blank paragraph.
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let at = on_char(text, at);
    let paragraph = paragraph_at(text, at);
    let start = paragraph.start;
    let mut found = start..start;
    for sentence in sentences(part(text, paragraph)) {
        if start + sentence.start > at && !found.is_empty() {
            break;
        }
        found = start + sentence.start..start + sentence.end;
    }
    found
}

/// The start of the next sentence behind `at`, in a later paragraph if need be; the end of the
/// text when there is none.
pub fn next_sentence(text: &str, at: usize) -> usize {
    let at = on_char(text, at);
    let paragraph = paragraph_at(text, at);
    let start = paragraph.start;
    let next = sentences(part(text, paragraph)).find(|sentence| start + sentence.start > at);
    next.map_or_else(|| next_paragraph(text, at), |found| start + found.start)
}

/// The start of the sentence around `at`, or of the one before when `at` is a start. 0 at the
/// start of the text.
pub fn previous_sentence(text: &str, at: usize) -> usize {
    let at = on_char(text, at);
    let paragraph = paragraph_at(text, at);
    let start = paragraph.start;
    let before = sentences(part(text, paragraph))
        .map(|sentence| start + sentence.start)
        .take_while(|start| *start < at)
        .last();
    before.unwrap_or_else(|| {
        let previous = paragraph_at(text, previous_paragraph(text, at));
        sentence_at(text, previous.end.min(at)).start
    })
}

#[cfg(test)]
mod tests;

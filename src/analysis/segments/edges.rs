//! Where words begin and end, for moving the edges of a stretch by a word.
//!
//! In: a text and a stretch of it. Out: the stretch with one of its ends moved to the next word.

use super::{on_char, paragraph_at, part, pieces};
use crate::model::text::TextSpan;
use std::ops::Range;

/// An end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// The stretch with one end moved by a word, outwards or inwards. `None` when there is no such word,
/// or no word would be left.
pub fn moved_by_word(text: &str, span: TextSpan, edge: Edge, outwards: bool) -> Option<TextSpan> {
    let Range { start, end } = span.range();
    let moved = match (edge, outwards) {
        (Edge::End, true) => start..next_word_end(text, end)?,
        (Edge::End, false) => start..previous_word_end(text, end)?,
        (Edge::Start, true) => previous_word_start(text, start)?..end,
        (Edge::Start, false) => next_word_start(text, start)?..end,
    };
    let has_words = |range: &Range<usize>| {
        let words = text.get(range.clone());
        words.is_some_and(|words| words.chars().any(char::is_alphanumeric))
    };
    Some(moved).filter(has_words).and_then(TextSpan::from_range)
}

/// The end of the first word that ends behind `at`, in a later paragraph if need be.
fn next_word_end(text: &str, at: usize) -> Option<usize> {
    forwards(text, at, |word| word.end > at).map(|word| word.end)
}

/// The start of the first word that begins behind `at`, in a later paragraph if need be.
fn next_word_start(text: &str, at: usize) -> Option<usize> {
    forwards(text, at, |word| word.start > at).map(|word| word.start)
}

/// The end of the last word that ends before `at`, in an earlier paragraph if need be.
fn previous_word_end(text: &str, at: usize) -> Option<usize> {
    backwards(text, at, |word| word.end < at).map(|word| word.end)
}

/// The start of the last word that begins before `at`, in an earlier paragraph if need be.
fn previous_word_start(text: &str, at: usize) -> Option<usize> {
    backwards(text, at, |word| word.start < at).map(|word| word.start)
}

fn words(text: &str, at: usize) -> impl DoubleEndedIterator<Item = Range<usize>> + '_ {
    let pieces = pieces(text, at);
    pieces.filter_map(|(range, is_word)| is_word.then_some(range))
}

fn forwards(text: &str, at: usize, fits: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    let mut from = on_char(text, at);
    loop {
        if let Some(word) = words(text, from).find(&fits) {
            return Some(word);
        }
        let end = paragraph_at(text, from).end;
        from = end + part(text, end..text.len()).find(|c: char| !c.is_whitespace())?;
    }
}

fn backwards(text: &str, at: usize, fits: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
    let mut from = on_char(text, at);
    loop {
        if let Some(word) = words(text, from).rev().find(&fits) {
            return Some(word);
        }
        let before = part(text, 0..paragraph_at(text, from).start).trim_end();
        if before.is_empty() {
            return None;
        }
        from = before.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Brackets mark the stretch, before and after.
    fn check(edge: Edge, outwards: bool, before: &str, after: Option<&str>) {
        let text = before.replace(['[', ']'], "");
        let start = before.find('[').expect("it begins");
        let end = before.find(']').expect("it ends") - 1;
        let span = TextSpan::from_range(start..end).expect("words");
        let moved = moved_by_word(&text, span, edge, outwards).map(|span| {
            let Range { start, end } = span.range();
            let (before, rest) = text.split_at(start);
            let (inside, behind) = rest.split_at(end - start);
            format!("{before}[{inside}]{behind}")
        });
        assert_eq!(moved.as_deref(), after, "{edge:?} {outwards} of {before:?}");
    }

    #[test]
    fn an_end_moves_to_the_next_word() {
        use Edge::{End, Start};
        for (edge, outwards, before, after) in [
            (
                End,
                true,
                "struck [Khost], then Kabul.",
                Some("struck [Khost, then] Kabul."),
            ),
            (End, true, "a [b]. \r\n\r\nC d", Some("a [b. \r\n\r\nC] d")),
            (End, true, "a [b]. \r\n", None),
            (End, true, "a [b", None),
            (End, true, "[Kab]ul fell", Some("[Kabul] fell")),
            (
                End,
                false,
                "[struck Khost.] Then",
                Some("[struck Khost]. Then"),
            ),
            (
                End,
                false,
                "[struck Khost]. Then",
                Some("[struck] Khost. Then"),
            ),
            (End, false, "[Khost]. Then", None),
            (Start, true, "He struck [Khost]", Some("He [struck Khost]")),
            (Start, true, "He.\n\n“[Khost]”", Some("[He.\n\n“Khost]”")),
            (Start, true, " “[Khost]”", None),
            (Start, false, "He [struck Khost]", Some("He struck [Khost]")),
            (Start, false, "He [struck]", None),
            (End, true, "[کابل] نے، کہا", Some("[کابل نے]، کہا")),
            (Start, false, "[کابل نے]", Some("کابل [نے]")),
            (End, true, "[👩‍👩‍👧 x] 🇵🇰 y", Some("[👩‍👩‍👧 x 🇵🇰 y]")),
        ] {
            let before = match before.contains(']') {
                true => before.to_owned(),
                false => format!("{before}]"),
            };
            check(edge, outwards, &before, after);
        }
    }
}

//! The words around a passage, for showing it in its context.
//!
//! In: a text, a passage, and how far to look. Out: what stands before, in, and behind it.

use super::segments::{next_grapheme, on_char, paragraph_at, previous_grapheme};
use crate::model::text::TextSpan;

/// A passage with what stands around it, all of it slices of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'t> {
    /// What stands before it in its paragraph.
    pub before: &'t str,
    /// The passage.
    pub words: &'t str,
    /// What stands behind it in its paragraph.
    pub after: &'t str,
}

impl<'t> Context<'t> {
    /// The words of `span` with at most `reach` bytes on either side, cut between graphemes. They
    /// never leave the paragraphs the passage begins and ends in. A span is clamped to the text.
    pub fn of(text: &'t str, span: TextSpan, reach: usize) -> Self {
        let (start, end) = (
            on_char(text, span.start().index()),
            on_char(text, span.end().index()),
        );
        // Only the neighbourhood is read, however long the paragraph is.
        let from = on_char(text, start.saturating_sub(reach));
        let to = on_char(text, end.saturating_add(reach));
        let near = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let left = paragraph_at(near(from, start), start - from).start;
        let right = paragraph_at(near(end, to), 0).end;
        let left = whole(text, from, from + left, start);
        let right = end + right;
        let right = match right < to || to == text.len() {
            true => right,
            false => previous_grapheme(text, next_grapheme(text, right)).max(end),
        };
        Self {
            before: near(left, start),
            words: near(start, end),
            after: near(end, right),
        }
    }
}

/// Where the first whole grapheme at or behind `left` begins, which may have been cut at `from`.
fn whole(text: &str, from: usize, left: usize, start: usize) -> usize {
    if left > from || from == 0 {
        return left;
    }
    let behind = next_grapheme(text, previous_grapheme(text, left));
    match behind == left {
        true => left,
        false => behind.min(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, reach: usize, expected: (&str, &str)) {
        let start = text.find(words).expect("there");
        let span = TextSpan::from_range(start..start + words.len()).expect("not empty");
        let found = Context::of(text, span, reach);
        assert_eq!(
            (found.before, found.words, found.after),
            (expected.0, words, expected.1)
        );
    }

    #[test]
    fn the_context_stays_in_its_paragraph_and_cuts_no_grapheme() {
        check(
            "One. Two three. Four",
            "Two",
            100,
            ("One. ", " three. Four"),
        );
        check("above\nOne two\r\nbelow", "two", 100, ("One ", ""));
        check("abcdef word ghijkl", "word", 3, ("ef ", " gh"));
        check("e\u{301} word e\u{301}", "word", 3, (" ", " "));
        check("👩‍👩‍👧 word 👩‍👩‍👧", "word", 6, (" ", " "));
        check("کابل میں حملہ ہوا", "حملہ", 5, ("یں ", " ہو"));
        check("word", "word", 10, ("", ""));
    }
}

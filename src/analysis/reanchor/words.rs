//! A text as words that can be compared.
//!
//! Blanks are not words, so that a text that was only laid out anew has the same words. Quotation
//! marks and dashes of every make are one word each, and characters nobody sees are left out: what
//! a typesetter changes is no edit.

use crate::model::text::TextSpan;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// The words of a text: punctuation and symbols are words of their own.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What each word is; equal numbers are equal words.
    pub ids: Vec<u32>,
    /// Where each stands.
    pub spans: Vec<TextSpan>,
}

/// Gives equal words of both texts one number.
#[derive(Debug, Default)]
pub(super) struct Lexicon<'t>(HashMap<Cow<'t, str>, u32>);

impl<'t> Lexicon<'t> {
    /// Splits a text.
    pub fn words(&mut self, text: &'t str) -> Words {
        let mut words = Words::default();
        for (span, word) in pieces(text) {
            words.ids.push(self.number(word));
            words.spans.push(span);
        }
        words
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    fn number(&mut self, word: Cow<'t, str>) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The numbers of the words from one place up to another; none where that leaves the text.
    pub fn slice(&self, range: Range<usize>) -> &[u32] {
        self.ids.get(range).unwrap_or_default()
    }

    /// The words that share a byte with a span.
    pub fn under(&self, span: TextSpan) -> Range<usize> {
        let start = self
            .spans
            .partition_point(|word| word.end() <= span.start());
        let end = self.spans.partition_point(|word| word.start() < span.end());
        start..end.max(start)
    }

    /// From the first of some words to the last.
    pub fn hull(&self, range: &Range<usize>) -> Option<TextSpan> {
        let last = range.end.checked_sub(1).filter(|at| *at >= range.start)?;
        Some(self.spans.get(range.start)?.hull(*self.spans.get(last)?))
    }

    /// The length of a word in bytes.
    pub fn weight(&self, at: usize) -> usize {
        self.spans.get(at).map_or(0, |span| span.range().len())
    }

    /// The length of some words in bytes, blanks left out.
    pub fn weights(&self, range: Range<usize>) -> usize {
        range.map(|at| self.weight(at)).sum()
    }
}

fn pieces(text: &str) -> impl Iterator<Item = (TextSpan, Cow<'_, str>)> {
    text.split_word_bound_indices().filter_map(|(at, word)| {
        let word_folded = folded(word);
        let seen = !word_folded.trim().is_empty();
        let span = TextSpan::from_range(at..at + word.len())?;
        seen.then_some((span, word_folded))
    })
}

/// Whether two passages read the same but for their typography.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let mut ones = pieces(one);
    let mut others = pieces(other);
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return true,
            (Some((_, one)), Some((_, other))) if one == other => {}
            _ => return false,
        }
    }
}

/// A word without what a typesetter changes.
fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || word.chars().all(|letter| fold(letter) == Some(letter)) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter_map(fold).collect())
}

/// The place in `word` as many seen characters from its start as `bytes` is in `other`, a word
/// that folds to the same. `None` where the two do not run alike.
pub(super) fn same_place(other: &str, bytes: usize, word: &str) -> Option<usize> {
    let seen = |text: &str| {
        text.chars()
            .filter(|letter| fold(*letter).is_some())
            .count()
    };
    if seen(other) != seen(word) {
        return None;
    }
    let before = seen(other.get(..bytes)?);
    let mut left = before;
    for (at, letter) in word.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left -= usize::from(fold(letter).is_some());
    }
    (left == 0).then_some(word.len())
}

fn fold(letter: char) -> Option<char> {
    match letter {
        // Soft hyphens, spaces without width, marks of order and direction. The joiners stay:
        // they tell Persian words and emoji apart.
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some('-'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_no_difference_and_letters_are() {
        for (one, other, same) in [
            ("“It’s  over”", "\"It's over\"", true),
            ("2023–24", "2023-24", true),
            ("a\r\nb\u{a0}c", "a b c", true),
            ("co\u{ad}operate", "cooperate", true),
            ("killed", "Killed", false),
            ("می\u{200c}شود", "میشود", false),
            ("حملہ ہوا۔", "حملہ  ہوا۔", true),
            ("six", "six.", false),
        ] {
            assert_eq!(same_words(one, other), same, "{one} | {other}");
        }
    }

    #[test]
    fn places_inside_words_are_found_again() {
        for (other, bytes, word, expected) in [
            ("it’s", 5, "it's", Some(3)),
            ("Pakistan", 3, "Pakistan", Some(3)),
            ("co\u{ad}op", 4, "coop", Some(2)),
            ("ab", 2, "ab", Some(2)),
            ("ab", 1, "abc", None),
        ] {
            assert_eq!(same_place(other, bytes, word), expected, "{other} {word}");
        }
    }

    #[test]
    fn an_emoji_is_one_word() {
        let mut lexicon = Lexicon::default();
        let words = lexicon.words("🧑‍🚒 came (۲۰۲۴)");
        assert_eq!(words.len(), 5, "{words:?}");
    }
}

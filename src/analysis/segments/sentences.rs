//! Where sentences end: UAX 29, and what a reader of reports knows besides.
//!
//! In: one paragraph. Out: its sentences, without the blanks between them. The standard breaks
//! after "Mr." and "U.S."; here an abbreviation goes on, a lower-case letter goes on, and a
//! closing quotation mark stays with the sentence it closes.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// Abbreviations that are followed by what they introduce, in lower case.
const INTRODUCE: [&str; 52] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "lt", "col", "maj", "capt", "cmdr", "brig",
    "sgt", "adm", "gov", "sen", "rep", "pres", "amb", "hon", "rev", "mt", "ft", "no", "nos", "art",
    "sec", "fig", "vol", "pp", "ed", "eds", "vs", "approx", "ca", "cf", "e.g", "i.e", "viz",
    "incl", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "al",
];

/// Words that open a sentence rather than continue a name, so that "the U.S. The army" is two.
const OPENERS: [&str; 30] = [
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "in",
    "on",
    "at",
    "by",
    "for",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "after",
    "before",
    "when",
    "while",
    "since",
    "as",
    "if",
    "there",
    "officials",
    "both",
];

/// The sentences of one paragraph, in order: nothing but blanks stands between them.
pub fn sentences(paragraph: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut bounds = paragraph
        .split_sentence_bound_indices()
        .map(|(start, piece)| start + piece.len())
        .peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        while let Some(end) = bounds.next() {
            let (said, rest) = paragraph.split_at_checked(end)?;
            if bounds.peek().is_none() || ends(said.get(start..)?, rest) {
                at = end;
                return Some(start..end);
            }
        }
        None
    })
    .filter_map(|range| trimmed(paragraph, range))
}

/// The range without blanks around it; `None` when there is nothing else.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let piece = text.get(range.clone())?;
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    (start < end).then_some(start..end)
}

/// Whether a sentence really ends between `said` and `rest`.
fn ends(said: &str, rest: &str) -> bool {
    if said.trim().is_empty() || only_closes(said) {
        return false;
    }
    let opening = |c: char| c.is_whitespace() || "\"'“”‘’«»([—–-".contains(c);
    let next = rest.trim_start_matches(opening);
    if next.chars().next().is_some_and(char::is_lowercase) {
        return false;
    }
    let spoken = said.trim_end();
    let bare = spoken.trim_end_matches(|c: char| "\"'”’»)]".contains(c));
    match bare.strip_suffix('.') {
        Some(before) if bare == spoken => !goes_on(last_word(before), next),
        _ => true,
    }
}

/// Whether there is nothing in it that could be a sentence: only marks such as `…` or `”`.
fn only_closes(said: &str) -> bool {
    !said.chars().any(char::is_alphanumeric)
}

/// What stands before the full stop, back to the last blank or opening mark.
fn last_word(before: &str) -> &str {
    before
        .rsplit(|c: char| c.is_whitespace() || "(\"'“‘«[".contains(c))
        .next()
        .unwrap_or_default()
}

/// Whether `word` and its full stop are an abbreviation that `next` continues.
fn goes_on(word: &str, next: &str) -> bool {
    let lower = word.to_lowercase();
    if INTRODUCE.contains(&lower.as_str()) {
        // "No" alone may answer a question; as a number sign it has a digit behind it.
        return lower != "no" || next.starts_with(|c: char| c.is_ascii_digit());
    }
    is_initials(word) && !opens(next)
}

/// "U.S", "J", "p.m": single letters between full stops.
fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|letter| {
            let mut letters = letter.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
        && word != "I"
}

/// Whether the next word is one that opens sentences.
fn opens(next: &str) -> bool {
    let word = next.split(|c: char| !c.is_alphabetic()).next();
    let word = word.unwrap_or_default().to_lowercase();
    OPENERS.contains(&word.as_str())
}

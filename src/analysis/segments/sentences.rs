//! Where sentences end: UAX 29, and what a reader of reports knows besides.
//!
//! In: one paragraph. Out: its sentences, without the blanks between them. The standard breaks
//! after "Mr." and "U.S."; here an abbreviation goes on, a lower-case letter goes on, and a
//! closing quotation mark stays with the sentence it closes.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// Abbreviations that are followed by what they introduce, in lower case.
const INTRODUCE: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "mme", "dr", "prof", "engr", "st", "gen", "lt", "col", "maj",
    "capt", "cmdr", "brig", "sgt", "cpl", "adm", "supt", "insp", "gov", "sen", "rep", "pres",
    "amb", "hon", "rev", "retd", "ret", "bros", "mt", "ft", "ed", "eds", "vs", "approx", "ca",
    "cf", "e.g", "i.e", "viz", "incl", "al", "jan", "feb", "apr", "jun", "jul", "aug", "sept",
    "sep", "oct", "nov", "dec",
];

/// Abbreviations that are also words: they go on only where a number follows.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "art", "arts", "fig", "figs", "sec", "vol", "ch", "pp", "para", "paras", "mar",
    "rs", "res",
];

/// The names of letters in Urdu: "ٹی۔ٹی۔پی" is one word, though a full stop stands in it.
const LETTER_NAMES: &[&str] = &[
    "اے",
    "بی",
    "سی",
    "ڈی",
    "ای",
    "ایف",
    "جی",
    "ایچ",
    "آئی",
    "جے",
    "کے",
    "ایل",
    "ایم",
    "این",
    "او",
    "پی",
    "کیو",
    "آر",
    "ایس",
    "ٹی",
    "یو",
    "وی",
    "ڈبلیو",
    "ایکس",
    "وائی",
    "زیڈ",
];

/// Words that open a sentence rather than continue a name, so that "the U.S. The army" is two.
const OPENERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "this",
    "that",
    "these",
    "those",
    "there",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "to",
    "with",
    "without",
    "under",
    "during",
    "despite",
    "after",
    "before",
    "when",
    "while",
    "since",
    "until",
    "although",
    "though",
    "as",
    "if",
    "once",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "then",
    "however",
    "meanwhile",
    "later",
    "earlier",
    "both",
    "all",
    "each",
    "many",
    "most",
    "some",
    "no",
    "not",
    "even",
    "also",
    "only",
    "what",
    "who",
    "why",
    "how",
    "where",
    "officials",
    "according",
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
    let bare = spoken.trim_end_matches(CLOSING);
    let closers = spoken.get(bare.len()..).unwrap_or_default();
    if let Some(before) = bare.strip_suffix('۔') {
        let within = rest.starts_with(char::is_alphabetic) && spoken == said;
        return !(within && LETTER_NAMES.contains(&last_word(before)));
    }
    let Some(before) = bare.strip_suffix('.') else {
        return true;
    };
    match closers {
        "" => !goes_on(last_word(before), next) && !counts(before),
        // "Gen. (retd.) Dar"
        ")" => !introduces(last_word(before)),
        _ => true,
    }
}

/// What may close a sentence behind its stop.
const CLOSING: [char; 8] = ['"', '\'', '”', '’', '“', '»', ')', ']'];

/// Whether it is nothing but the number of an item in a list.
fn counts(before: &str) -> bool {
    let item = before.trim_start();
    !item.is_empty() && item.chars().all(char::is_numeric)
}

/// Whether there is nothing in it that could be a sentence: only marks such as `…` or `”`.
fn only_closes(said: &str) -> bool {
    !said.chars().any(char::is_alphanumeric)
}

/// What stands before the full stop, back to the last blank or opening mark.
fn last_word(before: &str) -> &str {
    before
        .rsplit(|c: char| c.is_whitespace() || "(\"'“‘«[-–/۔".contains(c))
        .next()
        .unwrap_or_default()
}

/// Whether `word` and its full stop are an abbreviation that `next` continues.
fn goes_on(word: &str, next: &str) -> bool {
    // "No" alone may answer a question; as a number sign it has a number behind it.
    let before_number = next.starts_with(char::is_numeric)
        && BEFORE_NUMBERS.contains(&word.to_lowercase().as_str());
    before_number || introduces(word) || is_initials(word) && !opens(next)
}

fn introduces(word: &str) -> bool {
    INTRODUCE.contains(&word.to_lowercase().as_str())
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

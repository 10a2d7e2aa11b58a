//! Finding words in a text: as they are, as whole words, or by a pattern.
//!
//! In: what to look for, with the differences to overlook, and a text. Out: the exact stretches of
//! the text, in order, none overlapping another or cutting a grapheme.
//!
//! Words are looked for in the folded text ([`super::folding`]). A pattern is a regular expression;
//! it looks at one line at a time, folded letter by letter but for its case, which the expression
//! itself overlooks; letters beyond ASCII in it are folded as those of the text are. One that holds
//! a range of such letters (`[а-я]`) looks at the letters as they are. The pattern's time grows with
//! the text alone, never with its own cleverness.

mod pattern;
mod widen;

pub use pattern::BadPattern;
pub use widen::{Grain, widened};

use super::folding::{Difference, Folded, Folding, Letters, fold};
use super::segments::previous_grapheme;
use crate::model::text::TextSpan;
use regex::Regex;
use std::ops::Range;

/// How the words to look for are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Anywhere, also within a word.
    #[default]
    Words,
    /// Where no letter or digit stands right before or behind.
    WholeWords,
    /// As a regular expression.
    Pattern,
}

impl Mode {
    /// Every mode, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Words, Self::WholeWords, Self::Pattern];

    /// In plain words, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Words => "Words",
            Self::WholeWords => "Whole words",
            Self::Pattern => "Pattern",
        }
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query {
    /// The words, or the pattern.
    pub words: String,
    /// How they are meant.
    pub mode: Mode,
    /// Which differences are overlooked.
    pub folding: Folding,
}

/// Looks for one thing in any number of texts.
#[derive(Clone, Debug)]
pub struct Finder {
    regex: Regex,
    mode: Mode,
    letters: Letters,
}

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where, in order.
    pub spans: Vec<TextSpan>,
    /// How many more there are beyond the most that were asked for.
    pub more: usize,
}

impl Finder {
    /// Makes ready to look; `None` when there is nothing to look for.
    ///
    /// # Errors
    /// When the pattern is not a regular expression, or too large.
    pub fn new(query: &Query) -> Result<Option<Self>, BadPattern> {
        let mut letters = Letters::new(query.folding);
        let regex = match query.mode {
            Mode::Words | Mode::WholeWords => {
                let folded = fold(&query.words, &mut letters);
                if folded.trim().is_empty() {
                    return Ok(None);
                }
                pattern::build(&regex::escape(&folded), false)?
            }
            Mode::Pattern if query.words.is_empty() => return Ok(None),
            Mode::Pattern => {
                // First as it was typed: what is wrong with it is said in its own letters.
                let any_case = query.folding.overlooks(Difference::Case);
                pattern::build(&query.words, any_case)?;
                let folding = match pattern::has_range(&query.words) {
                    true => Folding::NONE,
                    false => query.folding.with(Difference::Case, false),
                };
                letters = Letters::new(folding);
                let folded = pattern::folded(&query.words, &mut letters);
                pattern::build(&folded, any_case)?
            }
        };
        Ok(Some(Self {
            regex,
            mode: query.mode,
            letters,
        }))
    }

    /// Looks through a text and keeps the first `most` stretches. Gives up, with what was found so
    /// far, when `stop` says so.
    pub fn find(&mut self, text: &str, most: usize, stop: &dyn Fn() -> bool) -> Found {
        let mut found = Found::default();
        let mut keep = |range: Range<usize>| {
            if found.spans.len() < most {
                found.spans.extend(TextSpan::from_range(range));
            } else {
                found.more += 1;
            }
        };
        match self.mode {
            Mode::Pattern => {
                let folded = Folded::with_blanks(text, &mut self.letters, stop);
                self.find_by_line(&folded, &mut keep, stop);
            }
            Mode::Words | Mode::WholeWords => {
                let folded = Folded::new(text, &mut self.letters, stop);
                let whole = self.mode == Mode::WholeWords;
                let admits = |range: &Range<usize>| !whole || is_whole(text, range);
                let all = 0..folded.as_str().len();
                self.find_in(&folded, all, &admits, &mut keep, stop);
            }
        }
        found
    }

    fn find_by_line(
        &self,
        folded: &Folded,
        keep: &mut dyn FnMut(Range<usize>),
        stop: &dyn Fn() -> bool,
    ) {
        let ends = ['\n', '\r', '\u{2028}', '\u{2029}'];
        let mut at = 0;
        for line in folded.as_str().split_inclusive(ends) {
            if stop() {
                return;
            }
            let words = line.trim_end_matches(ends);
            let range = at..at + words.len();
            self.find_in(folded, range, &|_| true, keep, stop);
            at += line.len();
        }
    }

    /// Looks through a part of the folded text. What would cut a grapheme is not found; the search
    /// goes on one letter further.
    fn find_in(
        &self,
        folded: &Folded,
        part: Range<usize>,
        admits: &dyn Fn(&Range<usize>) -> bool,
        keep: &mut dyn FnMut(Range<usize>),
        stop: &dyn Fn() -> bool,
    ) {
        const ASKS: usize = 1 << 10;
        let words = folded.as_str().get(part.clone()).unwrap_or_default();
        let (mut at, mut seen) = (0, 0_usize);
        while let Some(found) = self.regex.find_at(words, at) {
            seen += 1;
            if seen % ASKS == 0 && stop() {
                return;
            }
            let range = part.start + found.start()..part.start + found.end();
            match folded.original(range).filter(admits) {
                Some(original) => {
                    keep(original);
                    at = found.end();
                }
                None => {
                    let rest = words.get(found.start()..).unwrap_or_default();
                    let Some(letter) = rest.chars().next() else {
                        return;
                    };
                    at = found.start() + letter.len_utf8();
                }
            }
        }
    }
}

/// Whether no word goes on beyond a stretch. Marks belong to the letter they stand on.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let base = |at: usize| text.get(previous_grapheme(text, at)..at)?.chars().next();
    let at = |at: usize| text.get(at..)?.chars().next();
    let begins_inside = is_word(at(range.start)) && is_word(base(range.start));
    let ends_inside = is_word(base(range.end)) && is_word(at(range.end));
    !begins_inside && !ends_inside
}

#[cfg(test)]
mod tests;

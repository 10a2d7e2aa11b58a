//! Regular expressions: built within limits, folded, and what is wrong with a bad one.

use crate::analysis::folding::Letters;
use regex::{Regex, RegexBuilder};

/// The largest compiled pattern, in bytes.
const MOST: usize = 1 << 20;
/// How deep groups may lie within one another.
const DEEPEST: u32 = 64;

/// A pattern that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// It is no regular expression.
    #[error("{why} at character {at} of the pattern")]
    Syntax {
        /// The character where it goes wrong, from 1.
        at: usize,
        /// What is wrong there, in sentence case.
        why: String,
    },
    /// It is too large to be looked for.
    #[error("The pattern is too large (repeat fewer things, or fewer times)")]
    TooLarge,
}

/// Builds a regular expression.
///
/// # Errors
/// When it is none, or too large.
pub(super) fn build(pattern: &str, any_case: bool) -> Result<Regex, BadPattern> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(any_case)
        .size_limit(MOST)
        .dfa_size_limit(MOST)
        .nest_limit(DEEPEST)
        .build();
    built.map_err(|error| match error {
        regex::Error::Syntax(said) => syntax(&said),
        _ => BadPattern::TooLarge,
    })
}

/// Reads where and what from the lines of the regex crate: the pattern, a caret under the place,
/// and the reason.
fn syntax(said: &str) -> BadPattern {
    const INDENT: usize = 4;
    let under = said.lines().find(|line| {
        let trimmed = line.trim();
        !trimmed.is_empty() && trimmed.chars().all(|sign| sign == '^')
    });
    let column = under.and_then(|line| line.chars().position(|sign| sign == '^'));
    let why = said.lines().last().unwrap_or_default();
    let why = why.strip_prefix("error: ").unwrap_or(why);
    let mut letters = why.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    BadPattern::Syntax {
        at: column.map_or(1, |column| column.saturating_sub(INDENT) + 1),
        why: first.chain(letters).collect(),
    }
}

/// Whether a pattern speaks of letters from one to another beyond ASCII, as in `[а-я]`: such
/// letters have an order only as they are.
pub(super) fn has_range(pattern: &str) -> bool {
    let mut letters = pattern.chars();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let behind = letters.clone().next();
        let is_far = |end: Option<char>| end.is_some_and(|end| !end.is_ascii());
        if letter == '-' && is_far(before) && is_far(behind) {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// The pattern with its letters folded as those of a text. ASCII stands as it is, since it may be
/// the pattern's grammar.
pub(super) fn folded(pattern: &str, letters: &mut Letters) -> String {
    let mut out = String::with_capacity(pattern.len());
    for letter in pattern.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        let mut folded = String::new();
        letters.fold(letter, &mut folded);
        match letter.is_alphanumeric() {
            true => out.push_str(&folded),
            // A sign that folds to one of the grammar's own is meant as a sign.
            false => out.push_str(&regex::escape(&folded)),
        }
    }
    out
}

//! A count that may be unknown: an empty field shows an en dash and means "not known", never 0.

use std::hash::Hash;

use egui::{Align, TextStyle, Ui};

use super::{DraftText, Drafts};

/// A text that is no count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Something else than digits.
    #[error(
        "“{0}” is not a whole number. Write digits, or leave the field empty if it is unknown."
    )]
    NotWhole(String),
    /// More than any count.
    #[error("“{0}” is too large a number.")]
    TooLarge(String),
}

/// The count a text means: digits, in groups of three if one likes (`6416`, `6,416`, `6 416`).
/// Empty, or a dash, is unknown.
///
/// # Errors
/// Signs, fractions, words, and numbers beyond 64 bits.
pub fn number_from_text(text: &str) -> Result<Option<u64>, NotANumber> {
    let text = text.trim();
    if matches!(text, "" | "–" | "-" | "?") {
        return Ok(None);
    }
    let digits = ungrouped(text).ok_or_else(|| NotANumber::NotWhole(text.to_owned()))?;
    let number = digits.parse();
    number
        .map(Some)
        .map_err(|_| NotANumber::TooLarge(text.to_owned()))
}

/// The digits of a number without its separators; `None` if it is not made of digits, or its
/// groups are not of three.
fn ungrouped(text: &str) -> Option<String> {
    let is_separator =
        |letter: char| matches!(letter, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mut groups = text.split(is_separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let first_fits = !first.is_empty() && (rest.is_empty() || first.len() <= 3);
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first_fits && digits(&first) && rest.iter().all(|g| g.len() == 3 && digits(g));
    fits.then(|| format!("{first}{}", rest.concat()))
}

/// A field for a count.
#[derive(Clone, Debug)]
pub struct NumberField<'a, K> {
    key: K,
    label: &'a str,
    value: Option<u64>,
    width: f32,
}

impl<'a, K: Ord + Clone + Hash + std::fmt::Debug> NumberField<'a, K> {
    /// A field named by `key`; `label` is its accessible name ("Killed, low").
    pub fn new(key: K, label: &'a str, value: Option<u64>) -> Self {
        Self {
            key,
            label,
            value,
            width: 72.0,
        }
    }

    /// Width in points.
    pub fn width(mut self, points: f32) -> Self {
        self.width = points;
        self
    }

    /// Draws the field. `Some(value)` when another value was committed; `Some(None)` is "unknown".
    pub fn show(self, ui: &mut Ui, drafts: &mut Drafts<K>) -> Option<Option<u64>> {
        let shown = self
            .value
            .map_or_else(String::new, |value| value.to_string());
        let committed = DraftText::new(self.key, self.label, &shown)
            .placeholder("–")
            .font(TextStyle::Monospace)
            .align(Align::Center)
            .width(self.width)
            .check(|text| {
                number_from_text(text)
                    .map(|_| ())
                    .map_err(|e| e.to_string())
            })
            .show(ui, drafts);
        let value = number_from_text(&committed?).ok()?;
        (value != self.value).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_digits_or_unknown() {
        let table = [
            ("", Ok(None)),
            ("  ", Ok(None)),
            ("–", Ok(None)),
            ("0", Ok(Some(0))),
            (" 16 ", Ok(Some(16))),
            ("6416", Ok(Some(6416))),
            ("6,416", Ok(Some(6416))),
            ("1 200 000", Ok(Some(1_200_000))),
            ("1\u{202f}200", Ok(Some(1200))),
            ("1,5", Err(false)),
            ("1.5", Err(false)),
            ("1,,200", Err(false)),
            (",200", Err(false)),
            ("1234,567", Err(false)),
            ("-3", Err(false)),
            ("+3", Err(false)),
            ("several", Err(false)),
            ("٣", Err(false)),
            ("18446744073709551616", Err(true)),
        ];
        for (text, expected) in table {
            let read =
                number_from_text(text).map_err(|error| matches!(error, NotANumber::TooLarge(_)));
            assert_eq!(read, expected, "{text:?}");
        }
    }
}

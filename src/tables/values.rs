//! Numbers and coordinates as cells write them.
//!
//! In: the bytes of cells. Out: what they say, `None` where nobody knows, and in plain words what
//! is odd about them and what was made of it. Nothing is ever taken for zero.

mod amount;
mod degrees;

pub use amount::{Amount, amount};
pub use degrees::{ReadPoint, point};

use crate::model::toll::Estimate;
use std::borrow::Cow;

/// The number of people a cell gives; `None` where it says that nobody knows: an empty cell, or
/// one of `unknown`.
///
/// # Errors
/// When it gives something else, in plain words.
pub fn number(cell: &[u8], unknown: &[String]) -> Result<Option<u32>, &'static str> {
    let amount = amount(cell, unknown);
    match (amount.best, amount.odd) {
        (None, Some(odd)) => Err(odd),
        (best, _) => Ok(best),
    }
}

/// What the cells of an estimate say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadEstimate {
    /// The numbers: each as its own column gives it. "5-7" in one of them also gives the lowest
    /// and the highest where those have no cell that says anything.
    pub estimate: Estimate,
    /// What is odd about the cells of low, best and high, and what was made of it.
    pub odd: [Option<&'static str>; 3],
}

/// Reads low, best and high; an empty cell stands for a column that is missing as well.
pub fn estimate(cells: [&[u8]; 3], unknown: &[String]) -> ReadEstimate {
    let [low, best, high] = cells.map(|cell| amount(cell, unknown));
    ReadEstimate {
        estimate: Estimate {
            low: low.best.or(low.low).or(best.low),
            best: best.best,
            high: high.best.or(high.high).or(best.high),
        },
        odd: [low.odd, best.odd, high.odd],
    }
}

/// Digits of Arabic, Persian and Urdu as ASCII ones, with their decimal and thousands signs, and
/// blanks that do not break as plain ones; all else as it is.
pub(super) fn ascii_digits(cell: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(cell) else {
        return Cow::Borrowed(cell);
    };
    let ascii = |sign: char| match sign {
        '٠'..='٩' => digit(sign, '٠'),
        '۰'..='۹' => digit(sign, '۰'),
        '٫' => '.',
        '٬' => ',',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '\u{2212}' => '-',
        '\u{200e}' | '\u{200f}' | '\u{feff}' => ' ',
        other => other,
    };
    let text: String = text.chars().map(ascii).collect();
    Cow::Owned(text.trim().as_bytes().to_vec())
}

fn digit(sign: char, zero: char) -> char {
    char::from_digit(u32::from(sign) - u32::from(zero), 10).unwrap_or(sign)
}

#[cfg(test)]
mod tests;

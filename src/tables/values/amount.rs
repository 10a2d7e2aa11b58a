//! Numbers of people.

use super::ascii_digits;

/// What a cell says about a number of people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// The number; `None` where nobody knows.
    pub best: Option<u32>,
    /// The least, where the cell says so: `5-7`, `12+`.
    pub low: Option<u32>,
    /// The most, where the cell says so: `5-7`, `up to 7`.
    pub high: Option<u32>,
    /// What is odd about it, and what was made of it.
    pub odd: Option<&'static str>,
}

/// What exports write into cells of which nothing is known. Case does not matter.
const NOTHING: [&str; 11] = [
    "na", "n/a", "nan", "null", "unknown", "#n/a", "nil", "k.a.", "-", "–", "—",
];
const AT_LEAST: [&str; 7] = [
    "at least",
    "more than",
    "over",
    "minimum",
    "min.",
    ">=",
    ">",
];
const AT_MOST: [&str; 6] = ["up to", "at most", "less than", "fewer than", "<=", "<"];
const ABOUT: [&str; 11] = [
    "approximately",
    "approx.",
    "approx",
    "around",
    "about",
    "circa",
    "ca.",
    "c.",
    "ca",
    "~",
    "≈",
];

const FRACTION: &str =
    "it is a fraction: rounded, so the shares of one event may add up to more or less";

impl Amount {
    fn odd(odd: &'static str) -> Self {
        Self {
            odd: Some(odd),
            ..Self::default()
        }
    }
}

/// Reads a number of people. An empty cell and one of `unknown` say that nobody knows.
///
/// A fraction is rounded, as databases that share the dead of one event among several have them.
/// A range says nothing about what is likely, so it has no best number; "at least 12" has.
pub fn amount(cell: &[u8], unknown: &[String]) -> Amount {
    let cell = cell.trim_ascii();
    if cell.is_empty() || is_unknown(cell, unknown) {
        return Amount::default();
    }
    if let Some(number) = plain(cell) {
        return Amount {
            best: Some(number),
            ..Amount::default()
        };
    }
    let cell = ascii_digits(cell);
    let text = std::str::from_utf8(&cell).unwrap_or_default();
    written(text.trim())
}

/// Whether a cell says, in the words of the mapping, that nobody knows. Whole numbers are often
/// written as -9.0 where a column has gaps.
fn is_unknown(cell: &[u8], unknown: &[String]) -> bool {
    let whole = cell.strip_suffix(b".0").unwrap_or(cell);
    let mut unknown = unknown.iter().map(String::as_bytes);
    unknown.any(|other| other == cell || other == whole)
}

fn plain(cell: &[u8]) -> Option<u32> {
    if cell.len() > 9 {
        return None;
    }
    cell.iter().try_fold(0, |sum: u32, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + u32::from(byte - b'0'))
    })
}

fn written(text: &str) -> Amount {
    if NOTHING.iter().any(|other| text.eq_ignore_ascii_case(other)) {
        return Amount::default();
    }
    if let Some(found) = number(text) {
        return found;
    }
    if let Some(rest) = without(text, &AT_LEAST).or_else(|| text.strip_suffix('+')) {
        return bounded(rest, |least| Amount {
            best: Some(least),
            low: Some(least),
            high: None,
            odd: Some("it says at least so many: that number was taken"),
        });
    }
    if let Some(rest) = without(text, &AT_MOST) {
        return bounded(rest, |most| Amount {
            best: None,
            low: None,
            high: Some(most),
            odd: Some("it says at most so many: the best number is unknown"),
        });
    }
    if let Some(rest) = without(text, &ABOUT).or_else(|| text.strip_suffix('?')) {
        return bounded(rest, |about| Amount {
            best: Some(about),
            odd: Some("it says about so many: that number was taken"),
            ..Amount::default()
        });
    }
    range(text).unwrap_or_else(|| Amount::odd("it is no number: taken as unknown"))
}

fn bounded(rest: &str, make: impl Fn(u32) -> Amount) -> Amount {
    let found = number(rest.trim()).and_then(|amount| amount.best);
    found.map_or_else(|| Amount::odd("it is no number: taken as unknown"), make)
}

fn without<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    let mut starts = starts.iter();
    starts.find_map(|start| {
        let (head, rest) = text.split_at_checked(start.len())?;
        head.eq_ignore_ascii_case(start).then_some(rest)
    })
}

/// `5-7`, `5 to 7`, `between 5 and 7`.
fn range(text: &str) -> Option<Amount> {
    let inside = without(text, &["between"]).unwrap_or(text);
    let signs = ["-", "–", "—", " to ", " and "];
    let (low, high) = signs.iter().find_map(|sign| inside.split_once(sign))?;
    let low = number(low.trim())?.best?;
    let high = number(high.trim())?.best?;
    let odd = "it is a range: its ends were taken as lowest and highest, the best is unknown";
    let backwards = "it is a range that runs backwards: its ends were exchanged";
    Some(Amount {
        best: None,
        low: Some(low.min(high)),
        high: Some(low.max(high)),
        odd: Some(if low <= high { odd } else { backwards }),
    })
}

/// `1,234`, `12.0`, `2.5`, `-3`; `None` for what is no number.
fn number(text: &str) -> Option<Amount> {
    let (text, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let begins = text.bytes().next()?.is_ascii_digit();
    let fits = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b' ' | b'\'');
    let fits = fits_scientific(text) || text.bytes().all(fits);
    if !begins || !fits {
        return None;
    }
    if negative {
        return Some(Amount::odd("it is less than nothing: taken as unknown"));
    }
    Some(
        whole(text)
            .or_else(|| fraction(text))
            .unwrap_or_else(|| Amount::odd("it can be read in two ways: taken as unknown")),
    )
}

fn fits_scientific(text: &str) -> bool {
    let mut parts = text.splitn(2, ['e', 'E']);
    let mantissa = parts.next().unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = parts.next().map(|part| part.trim_start_matches(['+', '-']));
    exponent.is_some_and(digits) && mantissa.parse::<f64>().is_ok()
}

/// Whole numbers, with a sign between groups of three digits. One full stop before three digits may
/// be either sort of sign.
fn whole(text: &str) -> Option<Amount> {
    let sign = [',', '.', ' ', '\'']
        .into_iter()
        .find(|sign| text.contains(*sign));
    let digits = match sign {
        None => text.to_owned(),
        Some(sign) => {
            let groups: Vec<&str> = text.split(sign).collect();
            let (first, others) = groups.split_first()?;
            let is_grouped = (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && others.iter().all(|group| group.len() == 3)
                && (sign != '.' || others.len() > 1);
            is_grouped.then(|| groups.concat())?
        }
    };
    let too_many = || Amount::odd("it is more than there are people: taken as unknown");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The greatest number stands for "unknown" in the columns.
    let number: Option<u32> = digits.parse().ok().filter(|number| *number < u32::MAX);
    Some(number.map_or_else(too_many, |number| Amount {
        best: Some(number),
        ..Amount::default()
    }))
}

fn fraction(text: &str) -> Option<Amount> {
    let text = text.replace(',', ".");
    let part = text.split_once('.').map_or("", |(_, part)| part);
    // 1.234 may be one and a bit or a thousand and more; no toll has so fine a fraction. But no
    // number begins with an empty thousand.
    let is_small = text.starts_with("0.");
    if part.len() == 3 && !is_small && !text.contains(['e', 'E']) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    if !(0.0..4.0e9).contains(&value) {
        return Some(Amount::odd(
            "it is more than there are people: taken as unknown",
        ));
    }
    let rounded = value.round();
    Some(Amount {
        best: Some(rounded as u32),
        odd: (rounded != value).then_some(FRACTION),
        ..Amount::default()
    })
}

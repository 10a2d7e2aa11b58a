//! A date as people write it, cut into numbers and the words around them: `May 16, 2025`.

use super::month;

/// The numbers of a date and the name of its month, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    numbers: [Number; 4],
    count: usize,
    /// The month named, and how many numbers stand before it.
    pub(super) month: Option<(u32, usize)>,
    /// A word says that it is not exact ("mid", "about").
    pub(super) is_vague: bool,
    /// There is a blank between its parts.
    pub(super) is_spaced: bool,
}

/// A number and how many digits it is written with: 05 and 2005 are told apart by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) digits: usize,
}

/// Words that add nothing to a date.
const FILLING: [&str; 24] = [
    "st", "nd", "rd", "th", "of", "the", "de", "del", "den", "le", "er", "ad", "ce", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "on",
];
const DAYS: [&str; 22] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
];
const VAGUE: [&str; 10] = [
    "early", "mid", "late", "about", "circa", "ca", "c", "approx", "around", "end",
];

impl Words {
    /// The numbers.
    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    /// `None` where there is anything that belongs to no date. A time of day behind it is left
    /// out.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        // Open ends and years before the first are EDTF's.
        if text.starts_with(b"-") || text.windows(2).any(|two| two == b"..") {
            return None;
        }
        let mut words = Self::default();
        let mut rest = text;
        while let [first, behind @ ..] = rest {
            rest = match first {
                b'0'..=b'9' => {
                    let (digits, after) = split(rest, u8::is_ascii_digit);
                    if after.first() == Some(&b':') {
                        return Some(words);
                    }
                    words.number(digits)?;
                    after
                }
                b' ' | b',' | b'.' | b'-' | b'/' | b'\'' | b'_' => {
                    words.is_spaced |= *first == b' ';
                    behind
                }
                _ => {
                    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80;
                    let (word, after) = split(rest, is_letter);
                    words.word(word)?;
                    after
                }
            };
        }
        Some(words)
    }

    fn number(&mut self, digits: &[u8]) -> Option<()> {
        let value = std::str::from_utf8(digits).ok()?.parse().ok()?;
        let digits = digits.len();
        *self.numbers.get_mut(self.count)? = Number { value, digits };
        self.count += 1;
        Some(())
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let is = |other: &&str| other.as_bytes().eq_ignore_ascii_case(word);
        if let Some(month) = month::number(word) {
            let before = self.count;
            return self.month.replace((month, before)).is_none().then_some(());
        }
        self.is_vague |= VAGUE.iter().any(is);
        let is_known = VAGUE.iter().chain(&FILLING).chain(&DAYS).any(is);
        // What stands for nothing must not stand for something: an empty word cannot go on.
        (is_known && !word.is_empty()).then_some(())
    }
}

fn split(text: &[u8], belongs: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !belongs(byte));
    text.split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or((text, &[]))
}

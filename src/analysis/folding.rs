//! Texts with their small differences taken out, for finding words however they are written.
//!
//! In: a text and which differences do not matter. Out: the folded text, with a map that leads from
//! any place in it back to the exact bytes of the original.
//!
//! The text is folded joint by joint: a joint is a grapheme, or a run of blanks. Places inside a
//! joint lead nowhere, so nothing found in the folded text ever cuts a grapheme of the original.

mod joints;
mod letters;
mod map;

use joints::{Joint, Joints};
pub use letters::Letters;
use map::Map;
use std::ops::Range;

/// A difference that may be overlooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// Capital and small letters; `ß` is `ss`, a final sigma is a sigma.
    Case,
    /// Accents, vowel signs, tatweel, joiners and what does not show at all.
    Marks,
    /// Arabic letters and digits that stand for one another, ligatures and wide forms.
    Letters,
    /// Letters of other scripts that look like Latin ones.
    LookAlikes,
    /// Quotation marks, dashes, stops, and blanks of every kind and number.
    Signs,
}

impl Difference {
    /// Every difference, in the order a menu lists them.
    pub const ALL: [Self; 5] = [
        Self::Case,
        Self::Marks,
        Self::Letters,
        Self::LookAlikes,
        Self::Signs,
    ];

    /// In plain words, in sentence case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Case => "Capital and small letters",
            Self::Marks => "Accents and vowel signs",
            Self::Letters => "Arabic letter forms and digits",
            Self::LookAlikes => "Look-alike letters",
            Self::Signs => "Quotes, dashes and blanks",
        }
    }

    /// What is then found with what.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Case => "“strasse” also finds “STRASSE” and “Straße”",
            Self::Marks => "“Erdogan” also finds “Erdoğan”; “كتاب” also finds “كِتَاب”",
            Self::Letters => "“ی” also finds “ي” and “ى”, “ک” also “ك”, “ا” also “أ”, “5” also “۵”",
            Self::LookAlikes => "“Abbas” also finds the one that begins with a Cyrillic “А”",
            Self::Signs => "“don't” also finds “don’t”; a blank also finds a line break",
        }
    }
}

/// The differences that are overlooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folding(u8);

impl Default for Folding {
    fn default() -> Self {
        Self::ALL
    }
}

impl Folding {
    /// Every difference is overlooked.
    pub const ALL: Self = Self(0b1_1111);
    /// Every difference matters; only the ways Unicode has to write the very same letter do not.
    pub const NONE: Self = Self(0);

    /// Whether a difference is overlooked.
    pub const fn overlooks(self, difference: Difference) -> bool {
        self.0 & (1 << difference as u8) != 0
    }

    /// With a difference overlooked, or not.
    pub const fn with(self, difference: Difference, overlooked: bool) -> Self {
        let bit = 1 << difference as u8;
        match overlooked {
            true => Self(self.0 | bit),
            false => Self(self.0 & !bit),
        }
    }

    /// How many differences are overlooked.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// A folded text and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    map: Map,
}

impl Folded {
    /// Folds a text; runs of blanks become one where signs are overlooked. Gives up, with what was
    /// folded so far, when `stop` says so; it is asked every few thousand joints.
    pub fn new(text: &str, letters: &mut Letters, stop: &dyn Fn() -> bool) -> Self {
        let blanks = letters.folding().overlooks(Difference::Signs);
        Self::fold(text, letters, blanks, stop)
    }

    /// Folds a text letter by letter, its blanks and line ends as they are: for patterns, which
    /// speak of them.
    pub fn with_blanks(text: &str, letters: &mut Letters, stop: &dyn Fn() -> bool) -> Self {
        Self::fold(text, letters, false, stop)
    }

    fn fold(text: &str, letters: &mut Letters, blanks: bool, stop: &dyn Fn() -> bool) -> Self {
        const ASKS: usize = 1 << 12;
        let mut folded = Self::default();
        folded.text.reserve(text.len());
        for (number, joint) in Joints::new(text, blanks).enumerate() {
            if number % ASKS == ASKS - 1 && stop() {
                break;
            }
            folded.push(text, &joint, letters);
        }
        folded.map.finish(folded.text.len());
        folded
    }

    fn push(&mut self, text: &str, joint: &Joint, letters: &mut Letters) {
        let start = self.text.len();
        match joint {
            Joint::Ascii(range) => {
                self.text
                    .push_str(text.get(range.clone()).unwrap_or_default());
                if letters.folding().overlooks(Difference::Case)
                    && let Some(new) = self.text.get_mut(start..)
                {
                    new.make_ascii_lowercase();
                }
                self.map.push(start, range.clone(), true);
            }
            Joint::Letter(at, letter) => {
                letters.fold(*letter, &mut self.text);
                let same = self.text.len() - start == letter.len_utf8() && {
                    let folded = self.text.get(start..).unwrap_or_default();
                    folded.chars().nth(1).is_none()
                };
                self.map.push(start, *at..*at + letter.len_utf8(), same);
            }
            Joint::Cluster(range) => {
                letters.fold_cluster(text.get(range.clone()).unwrap_or_default(), &mut self.text);
                self.map.push(start, range.clone(), false);
            }
            Joint::Blanks(range, blank) => {
                self.text.push(*blank);
                let same = range.len() == 1;
                self.map.push(start, range.clone(), same);
            }
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that a stretch of the folded text stands for; `None` where it
    /// begins or ends inside a joint, or is empty.
    pub fn original(&self, range: Range<usize>) -> Option<Range<usize>> {
        let is_char = |at: usize| self.text.is_char_boundary(at);
        if range.is_empty() || !is_char(range.start) || !is_char(range.end) {
            return None;
        }
        let (start, end) = (self.map.start(range.start)?, self.map.end(range.end)?);
        (start < end).then_some(start..end)
    }
}

/// A few words, folded.
pub fn fold(text: &str, letters: &mut Letters) -> String {
    Folded::new(text, letters, &|| false).text
}

#[cfg(test)]
mod tests;

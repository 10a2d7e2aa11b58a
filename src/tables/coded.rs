//! A column of texts as numbers into a list of the different ones.

use super::known::Known;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The different texts of a column, in the order in which they first appear. The first is always
/// the empty one: a cell that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
    numbers: NumbersOfTexts,
}

/// The number each text of a dictionary gives, not a number for one that gives none; worked out
/// when first asked for. It follows from the texts, so that it makes no two of them different.
#[derive(Clone, Debug, Default)]
struct NumbersOfTexts(OnceLock<Arc<[f64]>>);

impl PartialEq for NumbersOfTexts {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for NumbersOfTexts {}

impl Default for Dictionary {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            numbers: NumbersOfTexts::default(),
        }
    }
}

impl Dictionary {
    /// How many different texts there are, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none but the empty one.
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    /// The text of a code; empty for one that is none.
    pub fn text(&self, code: u32) -> &str {
        self.text.get(self.range(code)).unwrap_or_default()
    }

    /// The same as bytes, which nobody checks again.
    pub(super) fn bytes(&self, code: u32) -> &[u8] {
        self.text
            .as_bytes()
            .get(self.range(code))
            .unwrap_or_default()
    }

    fn range(&self, code: u32) -> Range<usize> {
        let Ok(at) = usize::try_from(code) else {
            return 0..0;
        };
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = at.checked_sub(1).and_then(end).unwrap_or(0);
        start..end(at).unwrap_or(start)
    }

    /// The finite number that the text of each code gives, not a number for one that gives none.
    pub(super) fn numbers(&self) -> &[f64] {
        let numbers = || {
            self.iter()
                .map(|(_, text)| number_of(text).unwrap_or(f64::NAN))
        };
        self.numbers.0.get_or_init(|| numbers().collect())
    }

    /// Every code with its text.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let codes = 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        codes.map(|code| (code, self.text(code)))
    }
}

/// The number a cell of any column gives.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// A column of texts: one code a row, 0 for a cell that says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The code of each row; empty when the table has no such column.
    pub codes: Vec<u32>,
    /// What they mean.
    pub dictionary: Dictionary,
}

impl Coded {
    /// The code of a row; 0 where the column is missing.
    pub fn code(&self, row: u32) -> u32 {
        let at = usize::try_from(row).unwrap_or(usize::MAX);
        self.codes.get(at).copied().unwrap_or(0)
    }

    /// The text of a row; empty where nothing is said.
    pub fn text(&self, row: u32) -> &str {
        self.dictionary.text(self.code(row))
    }
}

/// Makes a [`Coded`] row by row.
#[derive(Debug, Default)]
pub struct Coder {
    made: Coded,
    known: Known,
}

impl Coder {
    /// Adds a row.
    pub fn push(&mut self, text: &str) {
        let code = self.code_of(text);
        self.made.codes.push(code);
    }

    /// Adds a row whose text is still to be checked; bytes that are no UTF-8 are replaced.
    pub(super) fn push_bytes(&mut self, text: &[u8]) {
        let dictionary = &self.made.dictionary;
        // What is known already was checked before.
        match self.known.find(text, dictionary) {
            Some(code) => self.made.codes.push(code),
            None => self.push(&String::from_utf8_lossy(text)),
        }
    }

    /// Adds the rows of another one, in their order.
    pub(super) fn append(&mut self, other: &Coded) {
        let texts = other.dictionary.iter().map(|(_, text)| text);
        let now: Vec<u32> = texts.map(|text| self.code_of(text)).collect();
        let codes = other.codes.iter();
        let codes = codes.map(|code| now.get(*code as usize).copied().unwrap_or(0));
        self.made.codes.extend(codes);
    }

    /// The column as far as it goes.
    pub(super) fn so_far(&self) -> &Coded {
        &self.made
    }

    /// Whether its texts are more than can be counted: 4 GB.
    pub(super) fn is_full(&self) -> bool {
        self.made.dictionary.text.len() > u32::MAX as usize
    }

    fn code_of(&mut self, text: &str) -> u32 {
        let dictionary = &mut self.made.dictionary;
        if let Some(code) = self.known.find(text.as_bytes(), dictionary) {
            return code;
        }
        dictionary.text.push_str(text);
        let code = u32::try_from(dictionary.ends.len()).unwrap_or(0);
        let end = u32::try_from(dictionary.text.len()).unwrap_or(u32::MAX);
        dictionary.ends.push(end);
        dictionary.numbers = NumbersOfTexts::default();
        self.known.add(text.as_bytes(), code);
        code
    }

    /// The column.
    pub fn finish(mut self) -> Coded {
        self.made.codes.shrink_to_fit();
        self.made.dictionary.text.shrink_to_fit();
        self.made.dictionary.ends.shrink_to_fit();
        self.made
    }
}

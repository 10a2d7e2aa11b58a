//! A column of texts as numbers into a list of the different ones.

use std::collections::HashMap;

/// The different texts of a column, in the order in which they first appear. The first is always
/// the empty one: a cell that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    text: String,
    ends: Vec<u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
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
        let Ok(at) = usize::try_from(code) else {
            return "";
        };
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = at.checked_sub(1).and_then(end).unwrap_or(0);
        let range = start..end(at).unwrap_or(start);
        self.text.get(range).unwrap_or_default()
    }

    /// Every code with its text.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let codes = 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        codes.map(|code| (code, self.text(code)))
    }
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
    known: HashMap<Box<str>, u32>,
}

impl Coder {
    /// Adds a row.
    pub fn push(&mut self, text: &str) {
        let code = self.code_of(text);
        self.made.codes.push(code);
    }

    fn code_of(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let dictionary = &mut self.made.dictionary;
        dictionary.text.push_str(text);
        let code = u32::try_from(dictionary.ends.len()).unwrap_or(0);
        let end = u32::try_from(dictionary.text.len()).unwrap_or(u32::MAX);
        dictionary.ends.push(end);
        self.known.insert(text.into(), code);
        code
    }

    /// The column.
    pub fn finish(self) -> Coded {
        self.made
    }
}

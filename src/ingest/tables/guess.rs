//! What the columns of a table nobody has a profile for may mean: told by their names and by what
//! stands in them, each with its reason, for a person to look at.
//!
//! In: the names and the first rows. Out: a [`Guess`]. Nothing is taken that the rows speak
//! against: a column called "date" without dates in it is no date.

mod column;
mod counts;
mod dates;
mod fields;
mod words;

use crate::model::mapping::Mapping;
use column::Column;
use std::collections::BTreeSet;

/// What columns may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// The guess; its profile is empty.
    pub mapping: Mapping,
    /// Why each column was taken for what it was, in the order of the mapping.
    pub reasons: Vec<Reason>,
    /// What cannot be told from the rows looked at and a person should say.
    pub questions: Vec<Question>,
}

/// Why a column was taken for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The column.
    pub column: String,
    /// What it was taken for, in plain words: "first day".
    pub means: &'static str,
    /// Why, in plain words.
    pub why: String,
}

/// What only a person can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The column it is about.
    pub column: String,
    /// The question, and what was taken meanwhile.
    pub what: String,
}

/// Guesses what the columns of a table mean. `rows` are its first rows, as long as `columns` or
/// shorter.
pub fn guess(columns: &[String], rows: &[Vec<String>]) -> Guess {
    let columns = columns.iter().enumerate();
    let columns: Vec<Column<'_>> = columns
        .map(|(at, name)| Column::new(name, at, rows))
        .collect();
    let mut guesser = Guesser {
        columns: &columns,
        taken: BTreeSet::new(),
        out: Guess::default(),
    };
    guesser.dates();
    guesser.id();
    guesser.coordinates();
    guesser.tolls();
    guesser.number();
    guesser.actors();
    guesser.places();
    guesser.kind();
    guesser.texts();
    guesser.unknown();
    guesser.out
}

/// Takes one column after another for something; none is taken twice.
struct Guesser<'t> {
    columns: &'t [Column<'t>],
    taken: BTreeSet<usize>,
    out: Guess,
}

impl<'t> Guesser<'t> {
    /// The columns that mean nothing yet.
    fn free(&self) -> impl Iterator<Item = &'t Column<'t>> {
        let columns = self.columns.iter();
        columns.filter(|column| !self.taken.contains(&column.at))
    }

    /// Of the columns that mean nothing yet the one with the highest score; the first of several.
    fn best(&self, score: impl Fn(&Column<'t>) -> Option<i32>) -> Option<&'t Column<'t>> {
        let scored = self
            .free()
            .filter_map(|column| Some((score(column)?, column)));
        let best = scored.min_by_key(|(score, column)| (-score, column.at));
        best.map(|(_, column)| column)
    }

    fn take(&mut self, column: &Column<'_>, means: &'static str, why: String) -> String {
        self.taken.insert(column.at);
        self.out.reasons.push(Reason {
            column: column.name.to_owned(),
            means,
            why,
        });
        column.name.to_owned()
    }

    fn by_name(&mut self, column: &Column<'_>, means: &'static str) -> String {
        self.take(column, means, "its name says so".to_owned())
    }
}

#[cfg(test)]
mod tests;

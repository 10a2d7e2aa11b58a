//! What the columns of a file mean: a profile where one fits, else a guess, always with reasons.
//!
//! In: the names, the first rows and the profiles there are. Out: a [`Meaning`] for an analyst to
//! look at; [`Meaning::is_certain`] says whether nobody need be asked.

use super::guess::{Question, Reason, guess};
use super::recognise::{Recognised, Recognition, by_names, by_shape};
use crate::model::mapping::Mapping;

/// What the columns of a file mean, as far as that can be told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning {
    /// The mapping to begin with.
    pub mapping: Mapping,
    /// Whether one profile fits, and better than all others.
    pub is_certain: bool,
    /// Why this mapping, in plain words: "49 of 49 columns of UCDP GED".
    pub why: String,
    /// Why single columns were taken for what they were; none where a profile says it all.
    pub reasons: Vec<Reason>,
    /// What only a person can say.
    pub questions: Vec<Question>,
    /// Profiles that fit as well or a little, the best first.
    pub others: Vec<Recognised>,
}

impl Meaning {
    /// What `columns` mean, above rows that begin with `rows`. `is_named` says whether the file
    /// gives the names; else they are ours, and only the rows count.
    pub fn of(
        columns: &[String],
        rows: &[Vec<String>],
        is_named: bool,
        profiles: &[Mapping],
    ) -> Self {
        let recognition = match is_named {
            true => by_names(columns, profiles),
            false => by_shape(rows, profiles),
        };
        match recognition {
            Recognition::Certain(found) => Self {
                is_certain: true,
                ..Self::profile(*found, Vec::new())
            },
            Recognition::Ask(mut found) if found.first().is_some_and(Recognised::is_enough) => {
                let first = found.remove(0);
                Self::profile(first, found)
            }
            Recognition::Ask(others) => Self {
                others,
                ..Self::guessed(columns, rows, is_named)
            },
            Recognition::Unknown => Self::guessed(columns, rows, is_named),
        }
    }

    fn profile(found: Recognised, others: Vec<Recognised>) -> Self {
        Self {
            mapping: found.mapping,
            why: found.why,
            others,
            ..Self::default()
        }
    }

    fn guessed(columns: &[String], rows: &[Vec<String>], is_named: bool) -> Self {
        let mut guess = guess(columns, rows);
        if !is_named {
            guess.mapping.columns = columns.to_vec();
        }
        Self {
            mapping: guess.mapping,
            why: "no profile fits: guessed by names and by the first rows".to_owned(),
            reasons: guess.reasons,
            questions: guess.questions,
            ..Self::default()
        }
    }
}

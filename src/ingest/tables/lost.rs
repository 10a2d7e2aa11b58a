//! What a newer file of a table cannot tell any more, because a column is missing.
//!
//! In: what the columns of a table mean, and what those of its newer file do. Out: each meaning without
//! which dates, ids or sums would silently be others, with what that leads to.

use crate::model::mapping::Mapping;

/// A column of a table that its newer file has not, and that is missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Its name.
    pub column: String,
    /// What is lost with it, in plain words: "how exact dates are: a row …".
    pub what: &'static str,
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the newer file has no column ‘{}’, which says {}",
            self.column, self.what
        )
    }
}

const PRECISION: &str =
    "how exact dates are: a row known to its month or year could count as a single day";
const UNTIL: &str = "until when it went on: what lasted could count as a single day";
const ID: &str = "which row is which: rows would only come and go";
const KILLED: &str = "how many were killed: they would not be known any more";
const INJURED: &str = "how many were injured: they would not be known any more";
const KILLED_BOUND: &str =
    "between which numbers the killed lie: only the most likely would be known";
const INJURED_BOUND: &str =
    "between which numbers the injured lie: only the most likely would be known";
const NUMBER: &str = "how many incidents a row stands for: each would count as one";

/// What is lost between what columns meant and what they mean now.
pub(super) fn lost(before: &Mapping, now: &Mapping) -> Vec<Lost> {
    let precision = |mapping: &Mapping| {
        let precision = mapping.date.precision.as_ref();
        precision.map(|precision| precision.column.clone())
    };
    // What else is known of the killed or the injured.
    let bound = |best: &Option<String>, all: &'static str, bound: &'static str| {
        if best.is_some() { bound } else { all }
    };
    let killed = bound(&now.killed.best, KILLED, KILLED_BOUND);
    let injured = bound(&now.injured.best, INJURED, INJURED_BOUND);
    let meant: [(Of, &'static str); 10] = [
        (&precision, PRECISION),
        (&|it| it.date.until.clone(), UNTIL),
        (&|it| it.id.clone(), ID),
        (&|it| it.killed.low.clone(), killed),
        (&|it| it.killed.best.clone(), KILLED),
        (&|it| it.killed.high.clone(), killed),
        (&|it| it.injured.low.clone(), injured),
        (&|it| it.injured.best.clone(), INJURED),
        (&|it| it.injured.high.clone(), injured),
        (&|it| it.number.clone(), NUMBER),
    ];
    let missed = meant.into_iter().filter_map(|(of, what)| {
        let column = of(before).filter(|_| of(now).is_none())?;
        Some(Lost { column, what })
    });
    // One column may be several bounds.
    let mut lost: Vec<Lost> = Vec::new();
    for one in missed {
        if !lost.contains(&one) {
            lost.push(one);
        }
    }
    lost
}

/// The column that means something in a mapping.
type Of<'m> = &'m dyn Fn(&Mapping) -> Option<String>;

//! How firmly the sources stand behind an event.
//!
//! In: the stances of its reports and where they stand. Out: one standing, and beside it whether
//! the event is alleged and whether somebody denies it, because an event may be both.

use super::origins::{Origin, independent};
use crate::model::event::{Event, Standing};
use crate::model::project::Project;
use crate::model::report::{Report, Stance};
use std::collections::BTreeSet;

/// What the reports of an event make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Its standing: the analyst's where given, else the first that fits of no report, contested,
    /// corroborated, asserted, alleged.
    pub standing: Standing,
    /// Whether nobody asserts it while somebody alleges it (also when it is contested).
    pub alleged: bool,
    /// Whether somebody denies it (whatever standing the analyst gives it).
    pub denied: bool,
}

/// Judges an event by its reports; `denied_by_claim` when a claim denies the event itself.
pub fn judge<'a>(
    project: &Project,
    event: &Event,
    reports: impl IntoIterator<Item = &'a Report>,
    denied_by_claim: bool,
) -> Judgement {
    let (mut alleges, mut denied) = (false, denied_by_claim);
    let mut asserting = BTreeSet::new();
    let mut asserts = false;
    for report in reports {
        match report.stance {
            Stance::Alleges => alleges = true,
            Stance::Denies => denied = true,
            Stance::Asserts | Stance::ClaimsResponsibility => {
                asserts = true;
                asserting.extend(Origin::of(project, &report.passage));
            }
        }
    }
    let derived = if denied {
        Standing::Contested
    } else if asserts && independent(project, &asserting) {
        Standing::Corroborated
    } else if asserts {
        Standing::Asserted
    } else if alleges {
        Standing::Alleged
    } else {
        Standing::Unreported
    };
    overridden(event, derived, alleges && !asserts, denied)
}

fn overridden(event: &Event, derived: Standing, alleged: bool, denied: bool) -> Judgement {
    let standing = event.standing.as_ref().map(|(standing, _)| *standing);
    let alleged = match standing {
        None | Some(Standing::Contested) => alleged,
        Some(standing) => standing == Standing::Alleged,
    };
    Judgement {
        standing: standing.unwrap_or(derived),
        alleged,
        denied: denied || standing == Some(Standing::Contested),
    }
}

//! What a linked row says now, taken into the reports that rest on it.
//!
//! In: an edit, and the row as the analyst saw it last and as it is. Out: reports with the new values,
//! the row looked at. A value that is not what the row said was corrected by hand: it stays, and
//! [`staying`] tells which do, and which do only because the newer file has no column for them.

use super::editions::{accept_row, nothing_waits};
use super::rows::{fill_report, find_row, named_in_words};
use super::words::{counted, not_possible, quoted};
use crate::document::{Edit, Refused, Snapshot};
use crate::model::id::{ActorId, ReportId, RowId};
use crate::model::project::Project;
use crate::model::report::Report;
use crate::model::table::{RowNow, SeenRow, TableRow};
use crate::model::toll::Harm;

/// A row as the analyst saw it last, and as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// What it said.
    pub before: SeenRow,
    /// What it says.
    pub now: SeenRow,
}

/// What a row gives a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// When it was.
    Date,
    /// Where.
    Places,
    /// Who did it.
    Initiator,
    /// To whom.
    Target,
    /// The killed and the injured.
    Toll,
}

impl Value {
    const ALL: [Self; 5] = [
        Self::Date,
        Self::Places,
        Self::Initiator,
        Self::Target,
        Self::Toll,
    ];

    /// In plain words.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Places => "places",
            Self::Initiator => "initiator",
            Self::Target => "target",
            Self::Toll => "toll",
        }
    }

    fn is_same(self, one: &Report, other: &Report) -> bool {
        match self {
            Self::Date => {
                let date = |report: &Report| {
                    (report.when.as_written.clone(), report.when.resolved.clone())
                };
                date(one) == date(other)
            }
            Self::Places => one.places == other.places,
            Self::Initiator => are_same(&one.initiator, &other.initiator),
            Self::Target => are_same(&one.target, &other.target),
            Self::Toll => one.toll == other.toll,
        }
    }

    /// Whether a report says what its row said: also where it has fewer names, as some were not known
    /// when the row was linked.
    fn is_as_said(self, report: &Report, said: &Report) -> bool {
        let was_unknown =
            |what: &str| named_in_words(&report.memo) && report.memo.contains(&format!("{what}: "));
        let has_fewer = match self {
            Self::Date | Self::Toll => false,
            Self::Places => {
                let mut places = report.places.iter();
                was_unknown("place") && places.all(|it| said.places.contains(it))
            }
            Self::Initiator => {
                let mut actors = report.initiator.iter();
                (was_unknown("initiator") || was_unknown("side"))
                    && actors.all(|it| said.initiator.contains(it))
            }
            Self::Target => {
                let mut actors = report.target.iter();
                (was_unknown("target") || was_unknown("side"))
                    && actors.all(|it| said.target.contains(it))
            }
        };
        has_fewer || self.is_same(report, said)
    }

    fn copy(self, from: &Report, to: &mut Report) {
        match self {
            Self::Date => {
                to.when.as_written.clone_from(&from.when.as_written);
                to.when.resolved.clone_from(&from.when.resolved);
            }
            Self::Places => to.places.clone_from(&from.places),
            Self::Initiator => to.initiator.clone_from(&from.initiator),
            Self::Target => to.target.clone_from(&from.target),
            Self::Toll => to.toll.clone_from(&from.toll),
        }
    }
}

/// Whether these are the same actors, in whichever order.
fn are_same(one: &[ActorId], other: &[ActorId]) -> bool {
    one.len() == other.len() && one.iter().all(|actor| other.contains(actor))
}

/// Why a value stays in a report though its row says otherwise now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody has corrected it by hand.
    Corrected,
    /// A part of it stood in a column that the newer file has not.
    NoColumn,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Corrected, Self::NoColumn];

    /// In plain words, for before "it stays".
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Corrected => "corrected by hand",
            Self::NoColumn => "the newer file has no column for all of it",
        }
    }
}

/// The values of reports that [`take_row_values`] leaves as they are, though the row says otherwise
/// now: they are not what it said before. Nothing for a row the project does not keep.
pub fn staying(now: &Snapshot, row: &RowChange) -> Vec<(ReportId, Vec<(Why, Value)>)> {
    let Some(id) = kept(now, &row.now) else {
        return Vec::new();
    };
    let reports = now.reports_on_row(id);
    let taken = reports.map(|report| (report.id, taken(now.project(), report, row).1));
    taken.filter(|(_, values)| !values.is_empty()).collect()
}

/// Takes what a row says now into the reports that rest on it: date, places, actors and toll. Dates
/// they have from elsewhere, what the analyst wrote, and values corrected by hand stay. The row is
/// looked at by that.
///
/// # Errors
/// When nothing is kept about the row, it does not read otherwise, or no report rests on it.
pub fn take_row_values(edit: &mut Edit, row: &RowChange) -> Result<(), Refused> {
    let Some(id) = kept(edit.now(), &row.now) else {
        return Err(not_possible(format!(
            "row {} is not linked to anything",
            quoted(&row.now.key)
        )));
    };
    let record = edit.get::<TableRow>(id)?;
    if !matches!(record.now, RowNow::Changed(_)) {
        return Err(nothing_waits(&record));
    }
    let reports = edit.now().reports_on_row(id).map(|report| report.id);
    let reports: Vec<ReportId> = reports.collect();
    if reports.is_empty() {
        return Err(not_possible(format!(
            "no report rests on row {} (mark it as looked at)",
            quoted(&record.key)
        )));
    }
    let mut stays: Vec<(Why, Value)> = Vec::new();
    for report in &reports {
        let old = edit.get::<Report>(*report)?;
        let (new, staying) = taken(edit.project(), &old, row);
        stays.extend(staying);
        edit.put(new);
    }
    accept_row(edit, id)?;
    stays.sort_unstable();
    stays.dedup();
    let stays = Why::ALL.map(|why| match named(&stays, why) {
        names if names.is_empty() => names,
        names => format!(" ({}, so it stays: {names})", why.in_words()),
    });
    let stays = stays.concat();
    edit.label(format!(
        "take the values of row {} into {}{stays}",
        quoted(&record.key),
        counted(reports.len(), "report", "reports")
    ));
    Ok(())
}

/// The values that stay for this reason, in plain words.
pub fn named(stays: &[(Why, Value)], why: Why) -> String {
    let values = stays.iter().filter(|(of, _)| *of == why);
    let names: Vec<&str> = values.map(|(_, value)| value.in_words()).collect();
    names.join(", ")
}

fn kept(now: &Snapshot, seen: &SeenRow) -> Option<RowId> {
    find_row(now, seen.table, &seen.key, &seen.cells)
}

/// A report with what the row says now, and what of it stays though the row says otherwise.
fn taken(project: &Project, report: &Report, row: &RowChange) -> (Report, Vec<(Why, Value)>) {
    let said = fill_report(project, &row.before, report.clone());
    let mut new = fill_report(project, &row.now, report.clone());
    // Two sides are one value: an analyst who says who began has corrected both ends.
    let is_between = row.before.is_opposed || row.now.is_opposed;
    let is_as_said = |value: Value| match value {
        Value::Initiator | Value::Target if is_between => {
            let mut ends = [Value::Initiator, Value::Target].into_iter();
            ends.all(|end| end.is_as_said(report, &said))
        }
        value => value.is_as_said(report, &said),
    };
    let mut stays = Vec::new();
    for value in Value::ALL {
        if is_as_said(value) {
            continue;
        }
        if !value.is_same(&said, &new) && !value.is_same(report, &new) {
            let why = match value == Value::Toll && is_cut_short(report, &said, row) {
                true => Why::NoColumn,
                false => Why::Corrected,
            };
            stays.push((why, value));
        }
        value.copy(report, &mut new);
    }
    if report.memo != said.memo && !named_in_words(&report.memo) {
        new.memo.clone_from(&report.memo);
    }
    (new, stays)
}

/// Whether a report says the toll its row said, and more that stood in columns the newer file has not.
fn is_cut_short(report: &Report, said: &Report, row: &RowChange) -> bool {
    let says = |of: &Report| -> Vec<(Harm, String, usize, u32)> {
        let lines = of.toll.lines.iter().flat_map(|line| {
            let bounds = [line.estimate.low, line.estimate.best, line.estimate.high];
            let known = (0..).zip(bounds);
            let known = known.filter_map(|(bound, number)| Some((bound, number?)));
            known.map(|(bound, number)| (line.harm, line.victims.clone(), bound, number))
        });
        lines.collect()
    };
    let (there, read) = (says(report), says(said));
    let is_gone = |name: &str| !row.now.cells.iter().any(|(other, _)| other == name);
    let stood_in_gone = |number: u32| {
        let mut before = row.before.cells.iter();
        before.any(|(name, text)| text.trim() == number.to_string() && is_gone(name))
    };
    let mut more = there.iter().filter(|it| !read.contains(it));
    read.iter().all(|it| there.contains(it)) && more.all(|(.., number)| stood_in_gone(*number))
}

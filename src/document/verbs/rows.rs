//! Rows of event tables beside the events of a project: the same event, not the same, or a new one.
//!
//! In: an edit, and rows as a person has seen them. Out: reports that rest on rows, judgements that
//! are remembered, new events. No actor, place or kind is made by the way: a name nobody in the
//! project has is kept in the report's memo, for the analyst to add.

use super::actors::find_actor;
use super::adopt::fill_from_report;
use super::events::{name_event, put_empty};
use super::places::find_place;
use super::reports::delete_report;
use super::tables::forget;
use super::words::{counted, drop_repeats, not_possible, quoted};
use crate::document::{Edit, Refused, Snapshot};
use crate::model::codebook::{Kind, kinds_in_order};
use crate::model::edtf::Edtf;
use crate::model::event::Event;
use crate::model::id::{ActorId, EventId, KindId, PlaceId, RecordId, ReportId, RowId, TableId};
use crate::model::project::Project;
use crate::model::report::{Passage, Report, Speaker, Stance};
use crate::model::table::{EventTable, RowNow, SeenRow, TableRow};
use crate::model::toll::Toll;
use crate::model::when::{DateBasis, Resolved, When};
use std::sync::Arc;

/// What the project keeps of the row of a table with this key and these cells, the empty ones too;
/// `None` while it keeps nothing. O(rows kept of the table).
pub fn find_row(
    now: &Snapshot,
    table: TableId,
    key: &str,
    cells: &[(String, String)],
) -> Option<RowId> {
    let kept = rows_kept(now, table).map(|row| &**row);
    TableRow::among(kept, key, cells).map(|row| row.id)
}

/// The rows of a table the project keeps something about, by age.
pub fn rows_kept(now: &Snapshot, table: TableId) -> impl Iterator<Item = &Arc<TableRow>> {
    now.referrers(table).filter_map(|id| match id {
        RecordId::TableRow(id) => now.project().rows.get(&id),
        _ => None,
    })
}

/// Says that a row tells of this event: it becomes a report of it, with the date, places, actors and
/// toll it gives. The event adopts a value from it only where it has none.
///
/// # Errors
/// When the table or event is gone, or the row is a report of the event already.
pub fn link_row(edit: &mut Edit, seen: &SeenRow, event: EventId) -> Result<ReportId, Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    let table = edit.get::<EventTable>(seen.table)?.title.clone();
    let report = put_report(edit, seen, event)?;
    edit.label(format!(
        "link row {} of {} to event {}",
        quoted(&seen.key),
        quoted(&table),
        quoted(&title)
    ));
    Ok(report)
}

/// Links several rows to one event, as [`link_row`] does; those that are reports of it already stay
/// as they are. How many were linked.
///
/// # Errors
/// When a table or the event is gone, or none of the rows is new to it.
pub fn link_rows(edit: &mut Edit, seen: &[SeenRow], event: EventId) -> Result<usize, Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    let mut linked = 0;
    for row in seen {
        if report_on(edit, row, event).is_none() {
            put_report(edit, row, event)?;
            linked += 1;
        }
    }
    if linked == 0 {
        return Err(not_possible(format!(
            "no row is new to {} (choose rows that are not linked to it yet)",
            quoted(&title)
        )));
    }
    edit.label(format!(
        "link {} to event {}",
        counted(linked, "row", "rows"),
        quoted(&title)
    ));
    Ok(linked)
}

/// Says that a row tells of another event than this, and remembers it.
///
/// # Errors
/// When the table or event is gone, the row is a report of the event, or was judged so before.
pub fn reject_row(edit: &mut Edit, seen: &SeenRow, event: EventId) -> Result<RowId, Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    if report_on(edit, seen, event).is_some() {
        return Err(not_possible(format!(
            "row {} is a report of {} (unlink it first)",
            quoted(&seen.key),
            quoted(&title)
        )));
    }
    let row = put_row(edit, seen)?;
    if edit.get::<TableRow>(row)?.not_same.contains(&event) {
        return Err(not_possible(format!(
            "row {} was judged not to be {} before",
            quoted(&seen.key),
            quoted(&title)
        )));
    }
    edit.change::<TableRow>(row, |row| row.not_same.push(event))?;
    edit.label(format!(
        "judge row {} not to be event {}",
        quoted(&seen.key),
        quoted(&title)
    ));
    Ok(row)
}

/// Says so of several rows, as [`reject_row`] does; those that were judged so, or are reports of the
/// event, stay as they are. How many were judged.
///
/// # Errors
/// When a table or the event is gone, or nothing is to be judged.
pub fn reject_rows(edit: &mut Edit, seen: &[SeenRow], event: EventId) -> Result<usize, Refused> {
    let title = edit.get::<Event>(event)?.title.clone();
    let mut judged = 0;
    for row in seen {
        let kept = kept_of(edit, row);
        let kept = kept.and_then(|id| edit.project().rows.get(&id));
        let before = kept.is_some_and(|row| row.not_same.contains(&event));
        if !before && report_on(edit, row, event).is_none() {
            reject_row(edit, row, event)?;
            judged += 1;
        }
    }
    if judged == 0 {
        return Err(not_possible(format!(
            "none of the rows is to be judged beside {} any more",
            quoted(&title)
        )));
    }
    edit.label(format!(
        "judge {} not to be event {}",
        counted(judged, "row", "rows"),
        quoted(&title)
    ));
    Ok(judged)
}

/// Takes back that a row is not the same as an event.
///
/// # Errors
/// When the row is gone, or was never judged so.
pub fn take_back(edit: &mut Edit, row: RowId, event: EventId) -> Result<(), Refused> {
    let found = edit.get::<TableRow>(row)?;
    let title = edit.get::<Event>(event)?.title.clone();
    if !found.not_same.contains(&event) {
        return Err(not_possible(format!(
            "row {} was never judged not to be {}",
            quoted(&found.key),
            quoted(&title)
        )));
    }
    forget(edit, &[row], Some(event))?;
    edit.label(format!(
        "take back that row {} is not event {}",
        quoted(&found.key),
        quoted(&title)
    ));
    Ok(())
}

/// Takes a row off an event: its reports of the event go, values the event adopted from them stay
/// there with a reason.
///
/// # Errors
/// When the row or event is gone, or no report of the event rests on the row.
pub fn unlink_row(edit: &mut Edit, row: RowId, event: EventId) -> Result<(), Refused> {
    let found = edit.get::<TableRow>(row)?;
    let title = edit.get::<Event>(event)?.title.clone();
    let reports = reports_of_row(edit, row, event);
    if reports.is_empty() {
        return Err(not_possible(format!(
            "row {} is no report of {}",
            quoted(&found.key),
            quoted(&title)
        )));
    }
    for report in reports {
        delete_report(edit, report)?;
    }
    edit.label(format!(
        "unlink row {} from event {}",
        quoted(&found.key),
        quoted(&title)
    ));
    Ok(())
}

/// Makes an event of a row, which becomes its first report and gives it its values.
///
/// # Errors
/// When the table or kind is gone.
pub fn event_from_row(edit: &mut Edit, seen: &SeenRow, kind: KindId) -> Result<EventId, Refused> {
    let kind = edit.get::<Kind>(kind)?;
    let event = put_empty(edit, &kind, kind.name.clone());
    put_report(edit, seen, event)?;
    let title = name_event(edit, event)?;
    edit.label(format!(
        "make event {} of row {}",
        quoted(&title),
        quoted(&seen.key)
    ));
    Ok(event)
}

/// Makes one event of several rows: the first gives it its values, the others fill in what that
/// does not say.
///
/// # Errors
/// When a table or the kind is gone, or there is no row.
pub fn event_from_rows(
    edit: &mut Edit,
    seen: &[SeenRow],
    kind: KindId,
) -> Result<EventId, Refused> {
    let Some((first, others)) = seen.split_first() else {
        return Err(not_possible(
            "an event needs a row to be made of (choose one)",
        ));
    };
    let event = event_from_row(edit, first, kind)?;
    if others.is_empty() {
        return Ok(event);
    }
    for row in others {
        if report_on(edit, row, event).is_none() {
            put_report(edit, row, event)?;
        }
    }
    let title = quoted(&edit.get::<Event>(event)?.title);
    let rows = counted(seen.len(), "row", "rows");
    edit.label(format!("make event {title} of {rows}"));
    Ok(event)
}

/// The kind of the codebook a row is of: the one its mapping names, one that is called like its
/// native type, else the first of its family. `None` where the codebook has no kind of the family.
pub fn kind_of_row(project: &Project, seen: &SeenRow) -> Option<KindId> {
    let kinds = kinds_in_order(project);
    let called = |name: &String| {
        let name = name.to_lowercase();
        let mut kinds = kinds.iter();
        kinds.find(|kind| !name.is_empty() && kind.name.to_lowercase() == name)
    };
    let named = seen.kinds.iter().find_map(called);
    let of_family = || kinds.iter().find(|kind| kind.family == seen.family);
    named.or_else(of_family).map(|kind| kind.id)
}

/// Lets no row be both a report of this event and judged not to be it, after reports have moved.
pub(super) fn settle(edit: &mut Edit, event: EventId) -> Result<(), Refused> {
    let reports = edit.now().reports_of(event);
    let mut rows: Vec<RowId> = reports.filter_map(|report| report.passage.row()).collect();
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        if edit.get::<TableRow>(row)?.not_same.contains(&event) {
            edit.change::<TableRow>(row, |row| row.not_same.retain(|other| *other != event))?;
        }
    }
    Ok(())
}

fn reports_of_row(edit: &Edit, row: RowId, event: EventId) -> Vec<ReportId> {
    let reports = edit.now().reports_of(event);
    let on_row = reports.filter(|report| report.passage.row() == Some(row));
    on_row.map(|report| report.id).collect()
}

fn kept_of(edit: &Edit, seen: &SeenRow) -> Option<RowId> {
    find_row(edit.now(), seen.table, &seen.key, &seen.cells)
}

fn report_on(edit: &Edit, seen: &SeenRow, event: EventId) -> Option<ReportId> {
    let row = kept_of(edit, seen)?;
    reports_of_row(edit, row, event).first().copied()
}

/// The record of a row: the one there is, its cells as they are now unless the analyst has still to
/// look at a change of them, or a new one.
fn put_row(edit: &mut Edit, seen: &SeenRow) -> Result<RowId, Refused> {
    edit.get::<EventTable>(seen.table)?;
    if let Some(row) = kept_of(edit, seen) {
        return Ok(row);
    }
    if seen.key.trim().is_empty() {
        return Err(not_possible(
            "the row has nothing that tells it from others (choose the column with its id)",
        ));
    }
    let id = edit.new_id();
    let cells = seen.cells.iter().filter(|(_, text)| !text.is_empty());
    edit.put(TableRow {
        id,
        table: seen.table,
        key: seen.key.clone(),
        cells: cells.cloned().collect(),
        now: RowNow::Same,
        not_same: Vec::new(),
        made: edit.made(),
    });
    Ok(id)
}

fn put_report(edit: &mut Edit, seen: &SeenRow, event: EventId) -> Result<ReportId, Refused> {
    if report_on(edit, seen, event).is_some() {
        let title = edit.get::<Event>(event)?.title.clone();
        return Err(not_possible(format!(
            "row {} is a report of {} already",
            quoted(&seen.key),
            quoted(&title)
        )));
    }
    let row = put_row(edit, seen)?;
    let id = edit.new_id();
    let empty = Report {
        id,
        event,
        passage: Passage::Row(row),
        speaker: Speaker::default(),
        stance: Stance::Asserts,
        credibility: None,
        when: When::default(),
        places: Vec::new(),
        initiator: Vec::new(),
        target: Vec::new(),
        toll: Toll::default(),
        memo: String::new(),
        made: edit.made(),
    };
    let report = fill_report(edit.project(), seen, empty);
    edit.put(report);
    fill_from_report(edit, event, id)?;
    settle(edit, event)?;
    Ok(id)
}

/// A report with what a row says in the place of what it said; dates from elsewhere stay.
pub(super) fn fill_report(project: &Project, seen: &SeenRow, report: Report) -> Report {
    let named = Named::by(project, seen);
    Report {
        when: When {
            as_written: seen.as_written.clone(),
            resolved: resolved(seen.date.as_ref()),
            ..report.when
        },
        places: named.places,
        initiator: named.initiator,
        target: named.target,
        toll: seen.toll.clone(),
        memo: named.unknown,
        ..report
    }
}

fn resolved(date: Option<&Edtf>) -> Option<Resolved> {
    date.map(|date| Resolved {
        date: date.clone(),
        basis: DateBasis::Explicit,
        note: String::new(),
    })
}

/// What stands before names of a row that the project does not know.
const UNKNOWN: &str = "Named in the row, but not known here: ";

/// Whether a memo is only about such names.
pub(super) fn named_in_words(memo: &str) -> bool {
    memo.starts_with(UNKNOWN) && !memo.contains('\n')
}

/// Whom and what a row names, among the project's; the other names in words.
struct Named {
    initiator: Vec<ActorId>,
    target: Vec<ActorId>,
    places: Vec<PlaceId>,
    unknown: String,
}

impl Named {
    fn by(project: &Project, seen: &SeenRow) -> Self {
        let mut unknown = Vec::new();
        let mut actors = |names: &[String], what: &str| {
            found(names, what, &mut unknown, |name| find_actor(project, name))
        };
        let [initiator, target] = match seen.is_opposed {
            false => [
                actors(&seen.initiator, "initiator"),
                actors(&seen.target, "target"),
            ],
            // Each side acts and suffers, whichever the table names first.
            true => {
                let mut names = [&*seen.initiator, &*seen.target].concat();
                drop_repeats(&mut names);
                let mut both = actors(&names, "side");
                both.sort_unstable();
                [both.clone(), both]
            }
        };
        // The most exact place the project knows; the larger ones around it say no more.
        let mut known = seen.places.iter();
        let place = known.find_map(|name| find_place(project, name));
        if let (None, Some(name)) = (place, seen.places.first()) {
            unknown.push(format!("place: {name}"));
        }
        let unknown = match unknown.as_slice() {
            [] => String::new(),
            names => format!("{UNKNOWN}{}", names.join("; ")),
        };
        Self {
            initiator,
            target,
            places: place.into_iter().collect(),
            unknown,
        }
    }
}

fn found(
    names: &[String],
    what: &str,
    unknown: &mut Vec<String>,
    find: impl Fn(&str) -> Option<ActorId>,
) -> Vec<ActorId> {
    let mut known = Vec::new();
    for name in names {
        match find(name) {
            Some(id) => known.push(id),
            None => unknown.push(format!("{what}: {name}")),
        }
    }
    drop_repeats(&mut known);
    known
}

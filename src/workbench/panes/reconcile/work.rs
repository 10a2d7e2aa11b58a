//! What is compared, and the comparison itself: work for a job.

use super::values::{
    Values, acting, cells, differing, event_values, kept_values, killed, or_as_in_row, row_values,
    who,
};
use crate::document::Snapshot;
use crate::document::verbs::adopt::Field as Adoptable;
use crate::document::verbs::rows::find_row;
use crate::ingest::tables::seen::seen_row;
use crate::model::event::Event;
use crate::model::id::{EventId, ReportId, RowId, TableId};
use crate::model::mapping::Mapping;
use crate::model::project::Project;
use crate::model::report::{Passage, Report};
use crate::model::table::{EventTable, SeenRow, TableRow};
use crate::model::toll::{Estimate, Harm};
use crate::tables::LoadedTable;
use crate::tables::reconcile::incident::Maker;
use crate::tables::reconcile::levels::Levels;
use crate::tables::reconcile::rank::Rows;
use crate::tables::reconcile::{Candidate, DayIndex, Names, Reason, rank_events, rank_rows};
use crate::workbench::panes::words;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many candidates are shown.
const MOST: usize = 40;

/// What candidates are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An event: among the rows of every table.
    Event(EventId),
    /// A row of a table: among the events.
    Row(TableId, u32),
}

/// What a line of the pane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A report of the event that rests on a passage.
    Passage(ReportId),
    /// A row that is a report of an event.
    Linked(RowId, EventId),
    /// A row that may tell of the event.
    Row(TableId, u32),
    /// An event the row may tell of.
    Event(EventId),
    /// A row that was judged not to tell of an event.
    Judged(RowId, EventId),
}

/// A line of the pane.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) of: Of,
    pub(super) name: String,
    pub(super) values: Values,
    /// Which of them differ from those of the subject.
    pub(super) differs: [bool; 5],
    pub(super) reasons: Vec<Reason>,
}

/// A heading and the lines under it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) lines: Vec<Line>,
}

/// A table with its rows in the order of their days.
pub(super) type Indexed = (Arc<LoadedTable>, Arc<DayIndex>);

/// A comparison to be made.
pub struct Work {
    pub(super) of: Snapshot,
    pub(super) subject: Subject,
    pub(super) window: u32,
    pub(super) tables: BTreeMap<TableId, Arc<LoadedTable>>,
    pub(super) indexed: BTreeMap<TableId, Indexed>,
}

/// What came of it.
pub struct Answer {
    pub(super) of: Snapshot,
    pub(super) subject: Subject,
    pub(super) window: u32,
    pub(super) tables: BTreeMap<TableId, Arc<LoadedTable>>,
    pub(super) indexed: BTreeMap<TableId, Indexed>,
    /// What the subject is called, and its values.
    pub(super) title: String,
    pub(super) values: Values,
    pub(super) is_dated: bool,
    pub(super) parts: Vec<Part>,
    /// Why a table could not be read, where that was so.
    pub(super) trouble: Option<String>,
}

impl Work {
    /// Compares. Reads the files of tables.
    pub fn run(self) -> Answer {
        let mut answer = Answer {
            of: self.of,
            subject: self.subject,
            window: self.window,
            tables: self.tables,
            indexed: self.indexed,
            title: String::new(),
            values: Values::default(),
            is_dated: false,
            parts: Vec::new(),
            trouble: None,
        };
        answer.index();
        match answer.subject {
            Subject::Event(id) => answer.for_event(id),
            Subject::Row(table, row) => answer.for_row(table, row),
        }
        answer.parts.retain(|part| !part.lines.is_empty());
        answer
    }
}

impl Answer {
    /// Puts the rows of each table in order that are not yet.
    fn index(&mut self) {
        let tables = &self.tables;
        self.indexed
            .retain(|id, (of, _)| tables.get(id).is_some_and(|it| Arc::ptr_eq(it, of)));
        for (id, table) in tables {
            self.indexed
                .entry(*id)
                .or_insert_with(|| (Arc::clone(table), Arc::new(DayIndex::new(&table.days))));
        }
    }

    fn for_event(&mut self, id: EventId) {
        let now = self.of.clone();
        let project = now.project();
        let Some(event) = project.events.get(&id) else {
            return;
        };
        self.title = event.title.clone();
        self.values = event_values(project, event);
        self.is_dated = event.when().and_then(|when| when.used_date()).is_some();
        let reports = || now.reports_of(id);
        let passages = reports().filter(|report| report.passage.row().is_none());
        let linked = reports().filter(|report| report.passage.row().is_some());
        self.parts = vec![
            Part {
                title: "Told by passages",
                lines: passages.map(|it| report_line(project, event, it)).collect(),
            },
            Part {
                title: "Linked rows",
                lines: linked.map(|it| report_line(project, event, it)).collect(),
            },
            Part {
                title: "Rows that may be the same",
                lines: self.rows_for(&now, event),
            },
            Part {
                title: "Judged not the same",
                lines: judged(&now, id).collect(),
            },
        ];
    }

    fn rows_for(&mut self, now: &Snapshot, event: &Event) -> Vec<Line> {
        let project = now.project();
        let names = Names::of(project);
        let mut maker = Maker::new(&names);
        let mut subject = maker.event(project, event);
        for (table, row) in linked_rows(now, event.id) {
            maker.fill_in(&mut subject, &table.mapping, row);
        }
        let mut found: Vec<(Reverse<i32>, TableId, Line)> = Vec::new();
        for (id, (table, index)) in &self.indexed {
            let Some(record) = project.tables.get(id) else {
                continue;
            };
            let mut rows = Rows::new(table, Maker::new(&names));
            for candidate in rank_rows(&subject, index, &mut rows, self.window, MOST) {
                match seen_row(*id, table, candidate.of) {
                    Ok(seen) => found.extend(
                        row_line(now, record, &seen, event.id, &candidate)
                            .map(|line| (Reverse(candidate.score), *id, line)),
                    ),
                    Err(why) => self.trouble = Some(format!("{}: {why}", record.file.path)),
                }
            }
        }
        found.sort_by_key(|(score, table, _)| (*score, *table));
        found
            .into_iter()
            .take(MOST)
            .map(|(.., line)| line)
            .collect()
    }

    fn for_row(&mut self, table: TableId, row: u32) {
        let now = self.of.clone();
        let project = now.project();
        let (Some((loaded, _)), Some(record)) = (
            self.indexed.get(&table).cloned(),
            project.tables.get(&table),
        ) else {
            return;
        };
        let seen = match seen_row(table, &loaded, row) {
            Ok(seen) => seen,
            Err(why) => {
                self.trouble = Some(format!("{}: {why}", record.file.path));
                return;
            }
        };
        self.title = row_title(record, &seen.key);
        self.values = row_values(&seen);
        self.is_dated = seen.date.is_some();
        let kept = find_row(&now, table, &seen.key, &seen.cells);
        let kept = kept.and_then(|id| project.rows.get(&id));
        let linked: Vec<EventId> = kept.map_or_else(Vec::new, |row| {
            now.reports_on_row(row.id)
                .map(|report| report.event)
                .collect()
        });
        let judged = kept.map_or(&[][..], |row| &row.not_same);
        let names = Names::of(project);
        let mut rows = Rows::new(&loaded, Maker::new(&names));
        let ranked = rank_events(row, &mut rows, project, self.window, MOST);
        let line = |of: Of, id: &EventId, levels: Option<&Levels>, reasons: Vec<Reason>| {
            let event = project.events.get(id)?;
            Some(Line {
                of,
                name: event.title.clone(),
                values: event_values(project, event),
                differs: levels.map_or([false; 5], differing),
                reasons,
            })
        };
        let of_kept = |of: fn(RowId, EventId) -> Of, events: &[EventId]| -> Vec<Line> {
            let Some(row) = kept.map(|row| row.id) else {
                return Vec::new();
            };
            let lines = events.iter();
            lines
                .filter_map(|id| line(of(row, *id), id, None, Vec::new()))
                .collect()
        };
        let open = ranked
            .into_iter()
            .filter(|it| !linked.contains(&it.of) && !judged.contains(&it.of));
        let open =
            open.filter_map(|it| line(Of::Event(it.of), &it.of, Some(&it.levels), it.reasons));
        self.parts = vec![
            Part {
                title: "Linked events",
                lines: of_kept(Of::Linked, &linked),
            },
            Part {
                title: "Events that may be the same",
                lines: open.collect(),
            },
            Part {
                title: "Judged not the same",
                lines: of_kept(Of::Judged, judged),
            },
        ];
    }
}

/// "UCDP GED · 57152".
pub(super) fn row_title(table: &EventTable, key: &str) -> String {
    format!("{} · {key}", table.title)
}

fn row_line(
    now: &Snapshot,
    table: &EventTable,
    seen: &SeenRow,
    event: EventId,
    candidate: &Candidate<u32>,
) -> Option<Line> {
    let kept = find_row(now, table.id, &seen.key, &seen.cells);
    let kept = kept.and_then(|id| now.project().rows.get(&id));
    let mut reasons = candidate.reasons.clone();
    if let Some(kept) = kept {
        let reports = || now.reports_on_row(kept.id);
        if kept.not_same.contains(&event) || reports().any(|report| report.event == event) {
            return None;
        }
        let events = &now.project().events;
        let others = reports().filter_map(|report| events.get(&report.event));
        reasons.extend(others.map(|other| Reason {
            words: format!("a report of ‘{}’", other.title),
            weight: -1,
        }));
    }
    Some(Line {
        of: Of::Row(table.id, candidate.of),
        name: row_title(table, &seen.key),
        values: row_values(seen),
        differs: differing(&candidate.levels),
        reasons,
    })
}

/// The rows that are reports of an event, with their tables, in the order of the reports.
fn linked_rows(
    now: &Snapshot,
    event: EventId,
) -> impl Iterator<Item = (&Arc<EventTable>, &Arc<TableRow>)> {
    let project = now.project();
    now.reports_of(event).filter_map(|report| {
        let row = project.rows.get(&report.passage.row()?)?;
        Some((project.tables.get(&row.table)?, row))
    })
}

fn judged(now: &Snapshot, event: EventId) -> impl Iterator<Item = Line> + '_ {
    let project = now.project();
    let rows = project.rows.values();
    let judged = rows.filter(move |row| row.not_same.contains(&event));
    judged.map(move |row| Line {
        of: Of::Judged(row.id, event),
        name: kept_title(project, row),
        values: kept_values(project, row),
        differs: [false; 5],
        reasons: Vec::new(),
    })
}

fn kept_title(project: &Project, row: &TableRow) -> String {
    let table = project.tables.get(&row.table);
    table.map_or_else(|| row.key.clone(), |table| row_title(table, &row.key))
}

/// A report of the event beside the values the event adopted.
fn report_line(project: &Project, event: &Event, report: &Report) -> Line {
    let said = |field| words::said(project, report, field).unwrap_or_default();
    let differs = |field| {
        let said = words::said(project, report, field);
        said.is_some() && said != words::adopted(project, event, field)
    };
    let row = report.passage.row().and_then(|id| project.rows.get(&id));
    let table = row.and_then(|row| project.tables.get(&row.table));
    // A name the project does not know still stands in the row.
    let or_cells = |said: String, columns: fn(&Mapping) -> &Vec<String>| match row.zip(table) {
        Some((row, table)) if said.is_empty() => cells(row, columns(&table.mapping)),
        _ => said,
    };
    let toll = report.toll.total(Harm::Killed);
    let (initiator, target) = (&report.initiator, &report.target);
    let sides = row
        .zip(table)
        .filter(|(row, table)| row.is_opposed(&table.mapping));
    let who = match sides {
        Some((row, table)) if initiator == target && initiator.len() < 2 => {
            let side = |columns| cells(row, columns);
            who(
                true,
                &side(&table.mapping.initiator),
                &side(&table.mapping.target),
            )
        }
        _ if initiator == target && !initiator.is_empty() => acting(project, initiator, target),
        _ => who(
            false,
            &or_cells(said(Adoptable::Initiator), |mapping| &mapping.initiator),
            &or_cells(said(Adoptable::Target), |mapping| &mapping.target),
        ),
    };
    let values = [
        said(Adoptable::When),
        said(Adoptable::Places),
        who,
        String::new(),
        killed(&toll),
    ];
    let adopted = event.toll().map(|toll| toll.total(Harm::Killed));
    let differs = [
        differs(Adoptable::When),
        differs(Adoptable::Places),
        differs(Adoptable::Initiator) || differs(Adoptable::Target),
        false,
        toll != Estimate::default() && adopted != Some(toll),
    ];
    let (of, name) = match &report.passage {
        Passage::Row(row) => (
            Of::Linked(*row, event.id),
            words::standing_in(project, &report.passage),
        ),
        _ => (
            Of::Passage(report.id),
            words::standing_in(project, &report.passage),
        ),
    };
    Line {
        of,
        name,
        values: or_as_in_row(project, report, values),
        differs,
        reasons: Vec::new(),
    }
}

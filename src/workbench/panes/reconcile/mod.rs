//! The Reconcile pane: which rows of the event tables may tell of the selected event, or which events
//! of the selected row, each with what speaks for it; a person says which are the same.
//!
//! In: the desk, with the selection and how far is looked in its session. Out: commands. The
//! comparison is a job, asked for when the pane is in sight and what it rests on has changed; the
//! former answer stays in sight meanwhile.

mod bar;
mod doubles;
mod line;
mod list;
mod values;
mod work;

pub use doubles::{Doubles, DoublesWork};
pub use work::{Answer, Of, Subject, Work};

use super::Desk;
use crate::document::Snapshot;
use crate::model::id::{EventId, RecordId, TableId};
use crate::model::project::Project;
use crate::tables::LoadedTable;
use crate::tables::reconcile::WINDOW_DAYS;
use crate::workbench::command::Command;
use crate::workbench::session::Session;
use crate::workbench::tables::Tables;
use crate::workbench::theme::{hint, pane_frame};
use egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The keys of the pane and what they do, for the cheat sheet.
pub const RECONCILE_KEYS: &[(&str, &str)] = &[
    (
        "↑ ↓, Page up, Page down, Home, End",
        "Go through the candidates",
    ),
    ("Enter, S", "The same event: the row becomes a report of it"),
    ("N", "Not the same: it is not proposed again"),
    ("E", "Make an event of the row"),
    ("U", "Unlink a linked row, or take back “not the same”"),
    ("R", "Show the row in its table"),
    ("J, K", "Next or previous event that rests on no row"),
];

/// What of the pane belongs to the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconciling {
    /// What candidates are shown for.
    pub subject: Option<Subject>,
    /// The line the keyboard is on.
    pub of: Option<Of>,
    /// How many days before and after are looked in.
    pub window: u32,
    /// The table whose suspected duplicates are shown instead.
    pub doubles: Option<TableId>,
}

impl Default for Reconciling {
    fn default() -> Self {
        Self {
            subject: None,
            of: None,
            window: WINDOW_DAYS,
            doubles: None,
        }
    }
}

impl Reconciling {
    /// The row and the event the line stands for, where it is an open question.
    pub fn pair(&self) -> Option<(TableId, u32, EventId)> {
        match (self.subject?, self.of?) {
            (Subject::Event(event), Of::Row(table, row))
            | (Subject::Row(table, row), Of::Event(event)) => Some((table, row, event)),
            _ => None,
        }
    }

    /// The row that is looked at: the subject, or the candidate.
    pub fn row(&self) -> Option<(TableId, u32)> {
        match (self.subject?, self.of) {
            (Subject::Row(table, row), _) | (_, Some(Of::Row(table, row))) => Some((table, row)),
            _ => None,
        }
    }
}

/// What the session's selection asks to be compared.
fn subject(session: &Session, now: &Snapshot) -> Option<Subject> {
    if let Some((table, row)) = session.row {
        return Some(Subject::Row(table, row));
    }
    if let Some(event) = session.selected_event(now) {
        return Some(Subject::Event(event));
    }
    // A passage stands for the first event it reports.
    let annotation = session.selected_annotation(now)?;
    let event = now.events_on(annotation).first().map(|event| event.id);
    event.map(Subject::Event)
}

/// The comparison that was asked for last.
struct Asked {
    of: Snapshot,
    subject: Subject,
    window: u32,
    tables: BTreeMap<TableId, Arc<LoadedTable>>,
}

/// The pane with what it remembers between frames.
#[derive(Default)]
pub struct ReconcilePane {
    shown: Option<Answer>,
    asked: Option<Asked>,
    list: list::List,
    doubles: doubles::DoublesView,
}

impl ReconcilePane {
    /// Draws the pane.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        self.follow(desk);
        pane_frame(6, 0).show(ui, |ui| {
            bar::bar_ui(ui, desk);
            ui.add_space(2.0);
            if desk.snapshot.project().tables.is_empty() {
                ui.label(hint("No event table yet. Drop a CSV file of incidents on the window (UCDP, ACLED, your own); its rows can then be compared with the events of the project."));
            } else if let Some(table) = desk.session.reconcile.doubles {
                self.doubles.show(ui, desk, table);
            } else {
                self.candidates_ui(ui, desk);
            }
        });
    }

    /// The subject follows the selection; it stays where nothing is selected that has one.
    fn follow(&mut self, desk: &mut Desk<'_>) {
        let now = subject(desk.session, desk.snapshot);
        let reconcile = &mut desk.session.reconcile;
        if now.is_some() && reconcile.subject != now {
            reconcile.subject = now;
            reconcile.of = None;
        }
        let project = desk.snapshot.project();
        reconcile.subject = reconcile.subject.filter(|it| is_there(project, *it));
        reconcile.doubles = reconcile
            .doubles
            .filter(|it| project.tables.contains_key(it));
    }

    fn candidates_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let Some(subject) = desk.session.reconcile.subject else {
            ui.label(hint("Select an event, or a row of a table, to see what may be the same. “Next” goes to the next event that rests on no row."));
            return;
        };
        self.keep_up(desk, subject);
        match self
            .shown
            .as_ref()
            .filter(|answer| answer.subject == subject)
        {
            Some(answer) => self.list.show(ui, desk, answer),
            None => {
                ui.label(hint("Comparing…"));
            }
        }
    }

    /// Asks for a comparison where the one there is rests on something else.
    fn keep_up(&mut self, desk: &mut Desk<'_>, subject: Subject) {
        let window = desk.session.reconcile.window;
        let tables = ready(desk.tables, desk.snapshot.project());
        let asked = self.asked.as_ref();
        let is_asked = asked.is_some_and(|asked| {
            asked.subject == subject
                && asked.window == window
                && rests_on_the_same(asked.of.project(), desk.snapshot.project())
                && same_tables(&asked.tables, &tables)
        });
        if !is_asked {
            desk.push(Command::FindCandidates);
        }
    }

    /// The comparison the pane waits for, to be run on a worker.
    pub(in crate::workbench) fn work(
        &mut self,
        now: &Snapshot,
        session: &Session,
        tables: &Tables,
    ) -> Option<Work> {
        let (subject, window) = (session.reconcile.subject?, session.reconcile.window);
        let tables = ready(tables, now.project());
        self.asked = Some(Asked {
            of: now.clone(),
            subject,
            window,
            tables: tables.clone(),
        });
        let indexed = self.shown.as_ref().map(|shown| shown.indexed.clone());
        Some(Work {
            of: now.clone(),
            subject,
            window,
            tables,
            indexed: indexed.unwrap_or_default(),
        })
    }

    /// Takes up what a worker has found, unless something else is asked by now.
    pub(in crate::workbench) fn take(&mut self, answer: Answer) {
        let asked = self.asked.as_ref();
        let wanted = asked.is_some_and(|asked| {
            asked.subject == answer.subject
                && asked.window == answer.window
                && asked.of.revision() == answer.of.revision()
                && same_tables(&asked.tables, &answer.tables)
        });
        if wanted {
            self.shown = Some(answer);
        }
    }

    /// Puts the keyboard on the list with the next frame.
    pub(in crate::workbench) fn take_focus(&mut self) {
        self.list.take_focus();
    }

    /// Takes up suspected duplicates.
    pub(in crate::workbench) fn take_doubles(&mut self, found: Doubles) {
        self.doubles.take(found);
    }

    /// Forgets what belongs to another project.
    pub(in crate::workbench) fn forget(&mut self) {
        *self = Self::default();
    }
}

fn is_there(project: &Project, subject: Subject) -> bool {
    match subject {
        Subject::Event(id) => project.holds(RecordId::from(id)),
        Subject::Row(table, _) => project.tables.contains_key(&table),
    }
}

/// The tables whose rows are in memory.
fn ready(tables: &Tables, project: &Project) -> BTreeMap<TableId, Arc<LoadedTable>> {
    let ids = project.tables.keys();
    let ready = ids.filter_map(|id| Some((*id, Arc::clone(tables.get(*id)?))));
    ready.collect()
}

fn same_tables(
    one: &BTreeMap<TableId, Arc<LoadedTable>>,
    other: &BTreeMap<TableId, Arc<LoadedTable>>,
) -> bool {
    let mut both = one.iter().zip(other);
    one.len() == other.len() && both.all(|((id, a), (other, b))| id == other && Arc::ptr_eq(a, b))
}

/// Whether everything a comparison asks about is as it was.
fn rests_on_the_same(a: &Project, b: &Project) -> bool {
    a.events.ptr_eq(&b.events)
        && a.reports.ptr_eq(&b.reports)
        && a.rows.ptr_eq(&b.rows)
        && a.tables.ptr_eq(&b.tables)
        && a.sources.ptr_eq(&b.sources)
        && a.annotations.ptr_eq(&b.annotations)
        && a.kinds.ptr_eq(&b.kinds)
        && a.actors.ptr_eq(&b.actors)
        && a.places.ptr_eq(&b.places)
}

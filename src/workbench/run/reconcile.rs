//! Reconciling: comparisons are jobs, and so is reading the cells of rows before something is said
//! about them.

use crate::ingest::tables::newer::kept_rows;
use crate::ingest::tables::seen::seen_row;
use crate::model::id::{EventId, RowId, TableId};
use crate::model::table::SeenRow;
use crate::tables::keys::row_kept;
use crate::workbench::app::App;
use crate::workbench::command::RowDeed;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::outcome::Outcome;
use crate::workbench::panes::reconcile::{DoublesWork, Subject};
use crate::workbench::verb::Verb;

impl App {
    /// Brings the pane to the front, with the keyboard in it.
    pub(in crate::workbench) fn go_to_reconcile(&mut self) {
        layout::show(&mut self.tree, Pane::Reconcile);
        self.with_session(|session| session.reconcile.doubles = None);
        self.reconcile.take_focus();
    }

    /// Selects the next event in time that rests on no row, or the one before.
    pub(in crate::workbench) fn next_unreconciled(&mut self, forward: bool) {
        self.go_to_reconcile();
        let Some(open) = &self.open else { return };
        let next = open.session.neighbour_unreconciled(&open.derived, forward);
        match next {
            Some(id) => self.reveal(id.into()),
            None => self.say(Level::Done, "No other event rests on no row"),
        }
    }

    /// Compares what is selected with the tables.
    pub(in crate::workbench) fn find_candidates(&mut self) {
        let Some(open) = &self.open else { return };
        let now = open.document.snapshot();
        let Some(work) = self.reconcile.work(now, &open.session, &open.tables) else {
            return;
        };
        self.jobs.start("Comparing with tables", move |_| {
            Outcome::Candidates(Box::new(work.run()))
        });
    }

    /// Shows suspected duplicates of the table that is meant.
    pub(in crate::workbench) fn show_doubles(&mut self) {
        layout::show(&mut self.tree, Pane::Reconcile);
        let Some(open) = &mut self.open else { return };
        let table = match open.session.reconcile.subject {
            Some(Subject::Row(table, _)) => Some(table),
            _ => open.tables.ready().next(),
        };
        open.session.reconcile.doubles = table;
    }

    /// Looks for them.
    pub(in crate::workbench) fn find_doubles(&mut self, id: TableId) {
        let Some(open) = &self.open else { return };
        let Some(table) = open.tables.get(id).cloned() else {
            return;
        };
        let work = DoublesWork {
            of: open.document.snapshot().clone(),
            id,
            table,
            window: open.session.reconcile.window,
        };
        self.jobs.start("Looking for duplicates", move |progress| {
            let watch = |part: f32| {
                progress.set(part);
                !progress.is_cancelled()
            };
            Outcome::Doubles(work.run(&watch).map(Box::new))
        });
    }

    /// Says of the candidate the keyboard is on that it is the same, or not.
    pub(in crate::workbench) fn judge_candidate(&mut self, deed: fn(EventId) -> RowDeed) {
        let pair = self
            .open
            .as_ref()
            .and_then(|open| open.session.reconcile.pair());
        if let Some((table, row, event)) = pair {
            self.for_rows(table, vec![row], deed(event));
        }
    }

    /// Makes an event of the selected row, or of the candidate the keyboard is on.
    pub(in crate::workbench) fn event_from_row(&mut self) {
        let session = self.open.as_ref().map(|open| &open.session);
        let row = session.and_then(|session| session.row.or_else(|| session.reconcile.row()));
        if let Some((table, row)) = row {
            self.for_rows(table, vec![row], RowDeed::NewEvent(None));
        }
    }

    /// Reads rows and says something about them.
    pub(in crate::workbench) fn for_rows(&mut self, id: TableId, rows: Vec<u32>, deed: RowDeed) {
        let Some(open) = &self.open else { return };
        let Some(table) = open.tables.get(id).cloned() else {
            self.say(
                Level::Warning,
                "The table is not read yet: try again when it is",
            );
            return;
        };
        let shown = self.shown;
        self.jobs.start("Reading rows", move |_| {
            let seen = rows.iter().map(|row| seen_row(id, &table, *row));
            let seen: Result<Vec<SeenRow>, _> = seen.collect();
            Outcome::RowsSeen(seen.map_err(|why| why.to_string()), deed, shown)
        });
    }

    /// Takes up rows that were read.
    pub(in crate::workbench) fn take_rows(
        &mut self,
        seen: Result<Vec<SeenRow>, String>,
        deed: RowDeed,
    ) {
        match seen {
            Ok(seen) => self.edit(
                match deed {
                    RowDeed::SameAs(event) => Verb::LinkRows(seen, event),
                    RowDeed::NotSameAs(event) => Verb::RejectRows(seen, event),
                    RowDeed::NewEvent(kind) => Verb::EventFromRows(seen, kind),
                },
                None,
            ),
            Err(why) => self.say_not_read(&why),
        }
    }

    pub(super) fn say_not_read(&mut self, why: &str) {
        let text = format!(
            "The row cannot be read from its file: {why} (is the file still where it was?)"
        );
        self.say(Level::Error, text);
    }

    /// Selects a row the project keeps something about, wherever it stands in its file now.
    pub(in crate::workbench) fn show_row(&mut self, id: RowId) {
        let Some(open) = &self.open else { return };
        let Some(row) = open.document.project().rows.get(&id).cloned() else {
            return;
        };
        let Some(table) = open.tables.get(row.table).cloned() else {
            self.say(
                Level::Warning,
                "The table is not read yet, or could not be read",
            );
            return;
        };
        let kept = kept_rows(open.document.snapshot(), row.table);
        let shown = self.shown;
        self.jobs.start("Looking for the row", move |progress| {
            let watch = |part: f32| {
                progress.set(part);
                !progress.is_cancelled()
            };
            let found = row_kept(&table, &kept, id, &watch);
            Outcome::RowFound(row.table, found.map_err(|why| why.to_string()), shown)
        });
    }

    /// Selects a row that was looked for.
    pub(in crate::workbench) fn take_row(
        &mut self,
        table: TableId,
        found: Result<Option<u32>, String>,
    ) {
        match found {
            Ok(Some(row)) => self.select_row(Some((table, row))),
            Ok(None) => self.say(
                Level::Warning,
                "The file of the table has this row no more; what the project keeps of it stays",
            ),
            Err(why) => self.say(Level::Error, format!("The row was not found: {why}")),
        }
    }
}

//! Event tables: read when added, and again whenever the project is opened.

use crate::model::id::TableId;
use crate::workbench::app::App;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome, TableToAdd};
use crate::workbench::verb::Verb;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Reads files as event tables, to be added to the open project.
    pub(in crate::workbench) fn add_tables(&mut self, paths: Vec<PathBuf>) {
        if self.open.is_none() {
            return;
        }
        let (files, shown) = (Arc::clone(&self.services.files), self.shown);
        let child = self.child();
        for path in paths {
            let (files, child) = (Arc::clone(&files), child.clone());
            self.jobs.start("Reading a table", move |progress| {
                let watch = |part: f32| {
                    progress.set(part);
                    !progress.is_cancelled()
                };
                Outcome::TableRead(
                    Box::new(outcome::read_table(&*files, &child, &path, &watch)),
                    shown,
                )
            });
        }
    }

    /// Selects a row of a table, or none: there is one selection, so no record is selected then.
    pub(in crate::workbench) fn select_row(&mut self, row: Option<(TableId, u32)>) {
        self.with_session(|session| {
            session.row = row;
            if row.is_some() {
                session.selected = None;
            }
        });
    }

    /// Adds a table that was read.
    pub(in crate::workbench) fn take_table(&mut self, read: Result<TableToAdd, String>) {
        match read {
            Ok(TableToAdd { table, rows }) => {
                if let Some(open) = &mut self.open {
                    open.tables.expect(table.clone(), rows);
                }
                self.edit(Verb::AddTable(Box::new(table)), None);
            }
            Err(why) => self.say(Level::Error, why),
        }
    }

    /// Has every table read that is not in memory yet.
    pub(in crate::workbench) fn keep_tables(&mut self) {
        let child = self.child();
        let Some(open) = &mut self.open else { return };
        let missing = open.tables.missing(open.document.project());
        for table in missing {
            let (files, shown) = (Arc::clone(&self.services.files), self.shown);
            let child = child.clone();
            self.jobs.start("Reading a table", move |progress| {
                let watch = |part: f32| {
                    progress.set(part);
                    !progress.is_cancelled()
                };
                let read = outcome::read_table_again(&*files, &child, &table, &watch);
                Outcome::TableReadAgain(table, Box::new(read), shown)
            });
        }
    }
}

//! The table pane: what it has workers do, and writing what it shows.

use crate::model::id::TableId;
use crate::workbench::app::App;
use crate::workbench::filtering::shown_table;
use crate::workbench::layout::{self, Pane};
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Outcome};
use crate::workbench::panes::table::{
    Answer, FileKind, MOST_COPIED, TableAsk, Work, WorkSort, copied_words, warnings_csv,
};
use egui::Context;
use std::path::Path;
use std::sync::Arc;

impl App {
    /// Brings a table to the front.
    pub(in crate::workbench) fn show_table(&mut self, id: TableId) {
        self.with_session(|session| session.table = Some(id));
        self.bring_to_front(Pane::Table);
    }

    /// Brings the table pane to the front and the keyboard onto its rows.
    pub(in crate::workbench) fn enter_table(&mut self) {
        self.bring_to_front(Pane::Table);
    }

    /// Brings the table pane to the front and asks something of it.
    pub(in crate::workbench) fn ask_table(&mut self, what: TableAsk) {
        layout::show(&mut self.tree, Pane::Table);
        self.table.ask(what);
    }

    /// Starts what the table pane has workers do; of each sort only the latest counts.
    pub(in crate::workbench) fn keep_table(&mut self) {
        for work in self.table.take_work() {
            if let Work::Copy(_, from, to) = &work
                && to - from > MOST_COPIED
            {
                self.say(
                    Level::Warning,
                    format!("Up to {MOST_COPIED} rows are copied at once: select fewer, or choose Export rows…"),
                );
                continue;
            }
            let sort = work.sort();
            let job = self.jobs.start(work.name(), move |progress| {
                Outcome::Table(Box::new(work.run(progress)))
            });
            let former = self.table_jobs.insert(sort, job);
            // These are only asked for when none are being read, or of another table.
            let stays = matches!(sort, WorkSort::Cells | WorkSort::Linked);
            if let Some(former) = former.filter(|_| !stays) {
                self.jobs.cancel(former);
            }
        }
    }

    pub(in crate::workbench) fn take_table_answer(&mut self, answer: Answer, ctx: &Context) {
        match answer {
            Answer::Copied(Ok((text, rows))) => {
                ctx.copy_text(text);
                self.say(Level::Done, copied_words(rows));
            }
            Answer::Copied(Err(why)) => self.say(Level::Error, format!("Not copied: {why}")),
            answer => self.table.take(answer),
        }
    }

    /// Writes the rows shown, as a workbook where the name ends so, else as CSV.
    pub(in crate::workbench) fn export_rows(&mut self, path: &Path) {
        let Some(open) = &self.open else { return };
        let Some(shown) = self.table.shown(open.document.project()) else {
            self.say(
                Level::Warning,
                "Show a table first; its rows are what is written",
            );
            return;
        };
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let kind = match ending == "xlsx" {
            true => FileKind::Xlsx,
            false => FileKind::Csv,
        };
        let (files, path) = (Arc::clone(&self.services.files), path.to_owned());
        self.jobs.start("Writing rows", move |progress| {
            let watch = |part: f32| {
                progress.set(part);
                !progress.is_cancelled()
            };
            let bytes = shown.file(kind, &watch);
            Outcome::Exported(bytes.and_then(|bytes| outcome::export(&*files, &path, &bytes)))
        });
    }

    /// Writes what is odd about the rows of the table shown.
    pub(in crate::workbench) fn export_warnings(&mut self, path: &Path) {
        let Some(open) = &self.open else { return };
        let project = open.document.project();
        let id = shown_table(open.session.table, project);
        let table = id.and_then(|id| open.tables.get(id)).cloned();
        let file = id.and_then(|id| Some(project.tables.get(&id)?.file.name().to_owned()));
        let Some((table, file)) = table.zip(file) else {
            return;
        };
        let (files, path) = (Arc::clone(&self.services.files), path.to_owned());
        self.jobs.start("Writing warnings", move |_| {
            let text = warnings_csv(&file, &table.warnings);
            Outcome::Exported(outcome::export(&*files, &path, text.as_bytes()))
        });
    }
}

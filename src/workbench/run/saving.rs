//! Saving, adding files and exporting: dialogs are asked and files touched by jobs only.

use super::READ_ONLY;
use crate::ingest::Ingested;
use crate::workbench::app::{App, Leaving};
use crate::workbench::command::{Command, Replace};
use crate::workbench::dialogs::Wanted;
use crate::workbench::keeper::{DiskDone, Wish};
use crate::workbench::notices::Level;
use crate::workbench::open::{Addition, Doer};
use crate::workbench::outcome::{self, Outcome};
use crate::workbench::overlay::Overlay;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(in crate::workbench) fn ask_for(&mut self, wanted: Wanted, window: &eframe::Frame) {
        let name = self.suggested_name(wanted);
        let waiting = self.services.dialogs.ask(wanted, &name, window);
        self.jobs
            .start("Asking", move |_| Outcome::Answered(wanted, waiting()));
    }

    pub(in crate::workbench) fn suggested_name(&self, wanted: Wanted) -> String {
        let Some(ending) = wanted.ending() else {
            return String::new();
        };
        let title = self
            .open
            .as_ref()
            .map_or("", |open| open.document.project().title());
        let plain: String = title
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let plain = plain.trim_matches('-').to_lowercase();
        format!(
            "{}.{ending}",
            if plain.is_empty() { "project" } else { &plain }
        )
    }

    pub(in crate::workbench) fn save_or_ask(&mut self, window: &eframe::Frame) {
        let named = self
            .open
            .as_ref()
            .is_some_and(|open| open.keeper.named_path().is_some());
        if named {
            self.save(Wish::Save);
        } else {
            self.ask_for(Wanted::SaveAs, window);
        }
    }

    pub(in crate::workbench) fn save(&mut self, wish: Wish) {
        self.flush_drafts();
        if let Wish::SaveAs(path) = &wish {
            self.replace_paths(path);
        }
        if let Some(open) = &mut self.open {
            open.keeper.wish(wish);
        }
    }

    /// Writes to `path`, once it is clear that nothing is lost by that.
    pub(in crate::workbench) fn write_to(
        &mut self,
        path: PathBuf,
        replace: Replace,
        wanted: Wanted,
    ) {
        if replace == Replace::Ask {
            let files = Arc::clone(&self.services.files);
            self.jobs.start("Looking", move |_| {
                let there = files.metadata(&path).is_ok_and(|found| found.is_some());
                Outcome::Looked(path, wanted, there)
            });
            return;
        }
        match wanted {
            Wanted::SaveAs => self.save(Wish::SaveAs(path)),
            Wanted::ExportEvents => self.export_events(&path),
            Wanted::ExportFigure(_) => self.export_figure(&path),
            Wanted::ExportPassages => self.export_passages(&path),
            Wanted::ExportMatrix => self.export_matrix(&path),
            Wanted::ExportRows => self.export_rows(&path),
            Wanted::ExportWarnings => self.export_warnings(&path),
            Wanted::OpenFile
            | Wanted::OpenCase
            | Wanted::AddSources
            | Wanted::AddTables
            | Wanted::LocateTable(_)
            | Wanted::UpdateTable(_)
            | Wanted::UpdateText(_) => {}
        }
    }

    pub(in crate::workbench) fn take_looked(&mut self, path: PathBuf, wanted: Wanted, there: bool) {
        if there {
            self.overlay = Overlay::Replace(wanted, path);
        } else {
            self.write_to(path, Replace::Agreed, wanted);
        }
    }

    pub(in crate::workbench) fn take_disk(&mut self, mut done: DiskDone) {
        let (trouble, not_kept) = (done.trouble.take(), done.not_kept.take());
        let saved = done.saved.take();
        let renamed = done.renamed;
        let Some(open) = &mut self.open else { return };
        open.keeper.take_back(
            done,
            saved
                .as_ref()
                .and_then(|saved| saved.as_ref().ok().copied()),
        );
        let path = open.keeper.named_path().map(Path::to_owned);
        let mut all_well = true;
        if let Some(error) = trouble {
            self.say(Level::Error, error.to_string());
        }
        if let Some(error) = not_kept {
            let text = format!("A file is not beside the project yet: {error}");
            self.say(Level::Warning, text);
            all_well = false;
            if self.leaving != Leaving::No {
                self.say(Level::Warning, "Not closed: make room and save again, or close once more and go on without that file; the text of a source is kept");
                self.stay();
            }
        }
        match saved {
            Some(Ok(_)) => {
                // Who closes after an earlier failure is to have the later edits saved as well.
                self.tried_to_save &= !all_well;
                if let Some(path) = path {
                    self.preferences.opened(&path);
                    if renamed {
                        self.say(Level::Done, format!("Saved as {}", path.display()));
                    }
                }
            }
            Some(Err(error)) => {
                // Whoever wanted to leave stays: the work is not safe.
                self.say(Level::Error, error.to_string());
                let kept = self.open.as_ref().is_some_and(|open| open.keeper.is_kept());
                if self.leaving != Leaving::No && kept {
                    self.say(Level::Warning, "Every edit is kept in the journal: close once more, and they come back when you open the project");
                }
                self.stay();
            }
            None => {}
        }
    }

    pub(in crate::workbench) fn add_files(&mut self, paths: Vec<PathBuf>) {
        if self.open.is_none() {
            return;
        }
        let files = Arc::clone(&self.services.files);
        let (child, shown) = (self.child(), self.shown);
        self.jobs.start("Reading", move |_| {
            Outcome::Read(outcome::read_all(&*files, &child, &paths), shown)
        });
    }

    pub(in crate::workbench) fn take_read(&mut self, found: Vec<Result<Ingested, String>>) {
        let read = self.readable(found);
        let added: Vec<Addition> = read
            .into_iter()
            .map(|read| Addition::File(Box::new(read)))
            .collect();
        self.add(added);
    }

    /// What could be read; why not, and anything odd, is said.
    pub(in crate::workbench) fn readable(
        &mut self,
        found: Vec<Result<Ingested, String>>,
    ) -> Vec<Ingested> {
        let mut readable = Vec::new();
        for read in found {
            match read {
                Ok(read) => {
                    for note in &read.notes {
                        self.say(Level::Warning, format!("{}: {note}", read.original.name));
                    }
                    readable.push(read);
                }
                Err(why) => self.say(Level::Error, why),
            }
        }
        readable
    }

    /// Adds sources; asks for the coder's name before the first edit.
    pub(in crate::workbench) fn add(&mut self, added: Vec<Addition>) {
        if added.is_empty() || self.open.is_none() {
            return;
        }
        if self.preferences.coder.is_empty() {
            self.ask_coder(Command::Add(added));
            return;
        }
        let (name, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let Some(open) = &mut self.open else { return };
        if open.keeper.read_only().is_some() {
            self.say(Level::Warning, READ_ONLY);
            return;
        }
        if let Err(refused) = open.add_sources(&added, Doer { name: &name, at }) {
            self.say(Level::Error, refused.to_string());
        }
    }

    pub(in crate::workbench) fn add_from_case(&mut self, at: usize) {
        let Some(open) = &self.open else { return };
        let offered = open.offered.get(at).cloned();
        self.add(
            offered
                .map(|source| Addition::FromCase(Box::new(source)))
                .into_iter()
                .collect(),
        );
    }

    pub(in crate::workbench) fn export_events(&mut self, path: &Path) {
        let Some(open) = &self.open else { return };
        let table = crate::formats::rows::table(
            open.document.snapshot(),
            crate::formats::rows::What::Events,
        );
        self.write_export(path, table.as_csv().into_bytes());
    }

    pub(in crate::workbench) fn write_export(&mut self, path: &Path, bytes: Vec<u8>) {
        let (files, path) = (Arc::clone(&self.services.files), path.to_owned());
        self.jobs.start("Writing", move |_| {
            Outcome::Exported(outcome::export(&*files, &path, &bytes))
        });
    }
}

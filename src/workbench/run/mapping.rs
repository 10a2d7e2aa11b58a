//! The mapping under way: what comes of it is worked out by jobs, the latest wins.

use super::tables::{name_of, watching};
use crate::document::verbs::tables::TableReading;
use crate::ingest::tables::Look;
use crate::model::id::TableId;
use crate::model::mapping::Mapping;
use crate::model::table::TableLayout;
use crate::storage::files::Files;
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::notices::Level;
use crate::workbench::outcome::{self, Mapped, MappedPart, Outcome, table_title};
use crate::workbench::panes::mapping::{MappingDialog, Whole};
use crate::workbench::tables::Read;
use crate::workbench::verb::Verb;
use std::path::PathBuf;
use std::sync::Arc;

/// The jobs of a mapping, and what they were asked for.
#[derive(Default)]
pub(in crate::workbench) struct MappingJobs {
    sample: Option<crate::jobs::JobId>,
    whole: Option<crate::jobs::JobId>,
    /// The version the first rows were asked for.
    asked: u64,
    /// How the file is cut and what its columns mean, of the whole file as it was asked for.
    read: Option<(TableLayout, Mapping)>,
    /// The version it was asked for.
    whole_asked: u64,
}

impl MappingJobs {
    fn whole_version(&self) -> Option<u64> {
        self.whole.map(|_| self.whole_asked)
    }
}

/// What decides how rows are read: all of a mapping but what it is called.
fn reading_of(mapping: &Mapping) -> Mapping {
    Mapping {
        profile: String::new(),
        ..mapping.clone()
    }
}

impl App {
    /// Lets a person say what the columns of a file mean; one after the other.
    pub(in crate::workbench) fn map_table(&mut self, path: PathBuf, look: Look) {
        if self.mapping.is_some() {
            self.looked.push((path, look));
            return;
        }
        let title = table_title(&path);
        self.show_mapping(MappingDialog::new(path, title, look, None));
    }

    /// Opens the mapping of a table of the project.
    pub(in crate::workbench) fn take_correction(
        &mut self,
        id: TableId,
        path: PathBuf,
        look: Result<Look, String>,
    ) {
        let Some(table) = self.table(id) else { return };
        match look {
            Ok(look) => {
                let (layout, mapping) = (table.layout.clone(), table.mapping.clone());
                let look = Look {
                    layout,
                    mapping,
                    ..look
                };
                let title = table.title.clone();
                self.show_mapping(MappingDialog::new(path, title, look, Some(id)));
            }
            Err(why) => self.say(Level::Error, why),
        }
    }

    fn show_mapping(&mut self, dialog: MappingDialog) {
        self.flush_drafts();
        self.overlay = crate::workbench::overlay::Overlay::None;
        self.mapping = Some(dialog);
        self.mapping_jobs = MappingJobs::default();
        let (files, folder) = (
            Arc::clone(&self.services.files),
            self.services.folders.profiles(),
        );
        self.jobs.start("Looking for profiles", move |_| {
            Outcome::Profiles(outcome::profiles(&*files, &folder))
        });
    }

    pub(in crate::workbench) fn take_profiles(&mut self, found: Vec<Mapping>) {
        if let Some(dialog) = &mut self.mapping {
            dialog.profiles = found;
        }
    }

    /// Has worked out what comes of the mapping, whenever it was changed.
    pub(in crate::workbench) fn keep_mapping(&mut self) {
        let child = self.child();
        let Some(dialog) = &mut self.mapping else {
            return;
        };
        let version = dialog.version();
        let jobs = &mut self.mapping_jobs;
        if jobs.asked == version {
            return;
        }
        jobs.asked = version;
        if let Some(earlier) = jobs.sample.take() {
            self.jobs.cancel(earlier);
        }
        let asked = outcome::SampleAsked {
            path: dialog.path.clone(),
            mapping: dialog.mapping.clone(),
            peek: dialog.peek.clone(),
            again: dialog.look_again.clone(),
        };
        let (files, shown) = (Arc::clone(&self.services.files), self.shown);
        let job = self.jobs.start("Reading the first rows", move |_| {
            let (look, table) = outcome::sample((&*files, &child), &asked);
            let part = MappedPart::Sample(look.map(Box::new), table);
            Outcome::Mapped(Box::new(Mapped { version, part }), shown)
        });
        self.mapping_jobs.sample = Some(job);
    }

    /// Takes up what came of the mapping, and has the whole file read so.
    pub(in crate::workbench) fn take_mapped(&mut self, mapped: Mapped) {
        let Some(dialog) = &mut self.mapping else {
            return;
        };
        match mapped.part {
            MappedPart::Sample(look, table) if mapped.version == dialog.version() => {
                if let Some(look) = look {
                    dialog.take_look(*look);
                }
                let fits = table.is_ok();
                dialog.sample = table.map(Some);
                if fits {
                    self.read_whole();
                }
            }
            MappedPart::Whole(read)
                if Some(mapped.version) == self.mapping_jobs.whole_version() =>
            {
                self.mapping_jobs.whole = None;
                dialog.whole = match read {
                    Ok(found) => Whole::Here(found),
                    Err(why) => Whole::Failed(why),
                };
                if dialog.is_accepted {
                    self.commands.push(Command::AcceptMapping);
                }
            }
            MappedPart::Sample(..) | MappedPart::Whole(_) => {}
        }
    }

    fn read_whole(&mut self) {
        let child = self.child();
        let Some(dialog) = &mut self.mapping else {
            return;
        };
        let wanted = (dialog.layout.clone(), reading_of(&dialog.mapping));
        let jobs = &mut self.mapping_jobs;
        let failed = matches!(dialog.whole, Whole::Failed(_));
        if jobs.read.as_ref() == Some(&wanted) && !failed {
            return;
        }
        jobs.read = Some(wanted);
        if let Some(earlier) = jobs.whole.take() {
            self.jobs.cancel(earlier);
        }
        dialog.whole = Whole::Reading;
        let (path, layout, mapping) = (
            dialog.path.clone(),
            dialog.layout.clone(),
            dialog.mapping.clone(),
        );
        let version = dialog.version();
        let (files, shown) = (Arc::clone(&self.services.files), self.shown);
        let name = format!("Reading {}", name_of(&path));
        let job = self.jobs.start(&name, move |progress| {
            let watch = watching(progress);
            let read = outcome::read_table((&*files, &child), &path, (&layout, &mapping), &watch);
            let part = MappedPart::Whole(read.map(Box::new));
            Outcome::Mapped(Box::new(Mapped { version, part }), shown)
        });
        self.mapping_jobs.whole = Some(job);
        self.mapping_jobs.whole_asked = version;
    }

    /// Adds the table, or takes the correction; once the file is read, where it still is.
    pub(in crate::workbench) fn accept_mapping(&mut self) {
        let Some(dialog) = &mut self.mapping else {
            return;
        };
        if let Some(why) = dialog.trouble() {
            let why = format!("It cannot be read so: {why}");
            return self.say(Level::Error, why);
        }
        let is_read = self.mapping_jobs.asked == dialog.version()
            && self.mapping_jobs.read.as_ref()
                == Some(&(dialog.layout.clone(), reading_of(&dialog.mapping)));
        if !is_read || !matches!(dialog.whole, Whole::Here(_)) {
            dialog.is_accepted = true;
            return;
        }
        if self.preferences.coder.is_empty() {
            return self.ask_coder(Command::AcceptMapping);
        }
        let Some(mut dialog) = self.mapping.take() else {
            return;
        };
        let new_kinds = dialog.new_kinds();
        let Whole::Here(mut found) = std::mem::take(&mut dialog.whole) else {
            return;
        };
        found.table.mapping = dialog.mapping.clone();
        // What the mapping is called is part of it.
        let mut rows = Arc::unwrap_or_clone(found.rows);
        rows.mapping = Arc::new(dialog.mapping.clone());
        found.rows = Arc::new(rows);
        match dialog.of {
            None => self.add_table(*found, new_kinds),
            Some(id) => {
                if let Some(open) = &mut self.open {
                    open.tables.expect(Read {
                        table: found.table,
                        rows: found.rows,
                        path: found.path,
                        is_told: false,
                    });
                }
                let reading = TableReading {
                    layout: dialog.layout,
                    mapping: dialog.mapping,
                    new_kinds,
                };
                self.edit(Verb::CorrectTable(id, Box::new(reading)), None);
            }
        }
        self.next_mapping();
    }

    pub(in crate::workbench) fn cancel_mapping(&mut self) {
        let Some(dialog) = self.mapping.take() else {
            return;
        };
        for job in [
            self.mapping_jobs.sample.take(),
            self.mapping_jobs.whole.take(),
        ]
        .into_iter()
        .flatten()
        {
            self.jobs.cancel(job);
        }
        let text = match dialog.of {
            Some(_) => format!("‘{}’ is read as before", dialog.title),
            None => format!("‘{}’ was not added", dialog.title),
        };
        self.say(Level::Done, text);
        self.next_mapping();
    }

    /// The next file that waits for its mapping.
    fn next_mapping(&mut self) {
        if !self.looked.is_empty() {
            let (path, look) = self.looked.remove(0);
            self.map_table(path, look);
        }
    }

    /// Keeps the mapping as a profile.
    pub(in crate::workbench) fn save_profile(&mut self, name: &str) {
        let Some(dialog) = &mut self.mapping else {
            return;
        };
        name.clone_into(&mut dialog.mapping.profile);
        let mapping = dialog.mapping.clone();
        let (files, folder) = (
            Arc::clone(&self.services.files),
            self.services.folders.profiles(),
        );
        self.jobs.start("Saving the profile", move |_| {
            Outcome::ProfileSaved(outcome::save_profile(&*files, &folder, &mapping))
        });
    }

    pub(in crate::workbench) fn take_saved_profile(&mut self, saved: Result<String, String>) {
        match saved {
            Ok(name) => {
                self.say(Level::Done, format!("Saved the profile ‘{name}’"));
                if let Some(dialog) = &mut self.mapping {
                    let now = dialog.mapping.clone();
                    dialog.profiles.retain(|it| it.profile != now.profile);
                    dialog.profiles.push(now);
                }
            }
            Err(why) => self.say(Level::Error, format!("The profile was not saved: {why}")),
        }
    }

    /// Does something to the table that is meant.
    pub(in crate::workbench) fn with_table(&mut self, ask: fn(TableId) -> Command) {
        if let Some(id) = self.meant_table() {
            self.commands.push(ask(id));
        }
    }

    /// Embeds the table that is meant, or no longer.
    pub(in crate::workbench) fn toggle_embedded(&mut self) {
        let table = self.meant_table().and_then(|id| self.table(id));
        if let Some(table) = table {
            self.embed_table(table.id, !table.file.embedded);
        }
    }

    /// Begins a project with a table, whatever is open.
    pub(in crate::workbench) fn begin_with_table(&mut self, path: PathBuf) {
        if self.open.is_some() {
            self.files_to_come.push(path);
            self.leaving = crate::workbench::app::Leaving::Project;
        } else {
            self.add_tables(vec![path]);
        }
    }

    /// Adds a table of the case, read as the case says.
    pub(in crate::workbench) fn add_table_from_case(&mut self, at: usize) {
        let Some(open) = &self.open else { return };
        let Some(offered) = open.offered_tables.get(at).cloned() else {
            return;
        };
        let project = open.document.project().clone();
        let (files, child, shown) = (Arc::clone(&self.services.files), self.child(), self.shown);
        let name = format!("Reading {}", offered.title);
        self.jobs.start(&name, move |progress| {
            let by = (&*files as &dyn Files, &child);
            let watch = watching(progress);
            let read = outcome::read_case_table(by, &project, &offered.path, &watch);
            Outcome::TableRead(Box::new(read), shown)
        });
    }
}

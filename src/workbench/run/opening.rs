//! Opening and closing projects: the present one stays until the next is in hand and all is on disk.

use crate::derived::Derived;
use crate::document::Document;
use crate::figure::labels::number_of;
use crate::ingest::{Begin, Child, Ingested, project_from_case, project_from_texts};
use crate::model::project::Project;
use crate::model::text::Sha;
use crate::storage::{Opened, project_file};
use crate::workbench::app::{App, Arrival, Leaving};
use crate::workbench::keeper::{Keeper, Wish};
use crate::workbench::notices::Level;
use crate::workbench::open::OpenProject;
use crate::workbench::outcome::{self, Found, Outcome};
use crate::workbench::overlay::Overlay;
use crate::workbench::panes::pairs::PairCharts;
use crate::workbench::panes::table::TablePane;
use egui::{Context, ViewportCommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// Opens what lies at `path`, while the open project stays as it is.
    pub(in crate::workbench) fn start_opening(&mut self, path: PathBuf, named: bool) {
        if self
            .opening
            .as_ref()
            .is_some_and(|(_, opening)| *opening == path)
        {
            return;
        }
        let files = Arc::clone(&self.services.files);
        let child = self.child();
        let replica = (self.services.replica)();
        let owner = self.world().owner;
        let wanted = path.clone();
        let here = self.open.as_ref().and_then(|open| open.keeper.path());
        let here = here.map(Path::to_owned);
        let job = self.jobs.start("Opening", move |_| {
            // Opened a second time it would find its own lock.
            if here == Some(files.real_path(&path)) {
                return Outcome::OpenAlready(path);
            }
            let found = outcome::open(&files, &child, &path, replica, &owner);
            Outcome::Opened(path, Box::new(found), named)
        });
        self.opening = Some((job, wanted));
    }

    /// Whoever reads files that might take their reader down.
    pub(in crate::workbench) fn child(&self) -> Child {
        Child::new(&self.services.executable)
    }

    /// Reads texts to begin a project with.
    pub(in crate::workbench) fn start_reading(&mut self, paths: Vec<PathBuf>) {
        let files = Arc::clone(&self.services.files);
        let child = self.child();
        self.jobs.start("Reading", move |_| {
            Outcome::Begun(outcome::read_all(&*files, &child, &paths))
        });
    }

    pub(in crate::workbench) fn take_begun(&mut self, found: Vec<Result<Ingested, String>>) {
        let texts = self.readable(found);
        if !texts.is_empty() {
            self.arrive(Arrival::Texts(texts));
        }
    }

    pub(in crate::workbench) fn take_opened(
        &mut self,
        path: PathBuf,
        result: Result<Found, Vec<String>>,
        named: bool,
    ) {
        // Only what was asked for last is shown; an earlier find gives its lock back here.
        if self
            .opening
            .take_if(|(_, wanted)| *wanted == path)
            .is_none()
        {
            return;
        }
        match result {
            Ok(found) => self.arrive(Arrival::Found(path, found, named)),
            Err(lines) => {
                for line in lines.iter().take(3) {
                    self.say(Level::Error, line);
                }
                self.preferences.forget(&path);
                self.forget_files_to_come();
            }
        }
    }

    /// What was to be added to a project that cannot be opened is not added to another.
    fn forget_files_to_come(&mut self) {
        let paths = std::mem::take(&mut self.files_to_come);
        for path in paths {
            let text = format!(
                "{} was not added, as its project is not open",
                path.display()
            );
            self.say(Level::Warning, text);
        }
    }

    /// Shows something as soon as the open project is safely closed.
    pub(in crate::workbench) fn arrive(&mut self, arrival: Arrival) {
        self.arriving = Some(arrival);
        self.leaving = Leaving::Project;
    }

    /// The open project is closed: shows what comes after it.
    pub(in crate::workbench) fn show_arrival(&mut self, arrival: Arrival) {
        let begin = self.beginning(None);
        match arrival {
            Arrival::New(project) => self.show_unnamed(*project),
            Arrival::Texts(texts) => {
                self.show_new(project_from_texts(&texts, None, &begin), &texts);
            }
            Arrival::Found(path, Found::Project(found), named) => {
                self.show_opened(&path, *found, named);
            }
            Arrival::Found(_, Found::Case(found), _) => {
                let (case, tables) = *found;
                let texts: Vec<Ingested> = case.sources.iter().map(|it| it.read.clone()).collect();
                self.show_new(project_from_case(&case, &tables, &begin), &texts);
            }
            Arrival::Found(_, Found::Text(read), _) => {
                let texts = self.readable(vec![Ok(*read)]);
                self.show_new(project_from_texts(&texts, None, &begin), &texts);
            }
        }
    }

    pub(in crate::workbench) fn show_opened(
        &mut self,
        path: &Path,
        (opened, derived): (Opened, Derived),
        named: bool,
    ) {
        for warning in &opened.warnings {
            self.say(Level::Warning, warning.to_string());
        }
        if opened.replayed > 0 && named {
            self.say(
                Level::Done,
                format!(
                    "Brought back {} that were not saved",
                    number_of(opened.replayed, "edit")
                ),
            );
        }
        if named {
            self.preferences.opened(opened.store.path());
        }
        let saved = opened.replayed == 0;
        let open = OpenProject::new(
            (opened.document, derived),
            Keeper::at(opened.store, named),
            saved,
        );
        if let Some(why) = open.keeper.read_only() {
            let path = path.display();
            self.say(
                Level::Warning,
                format!(
                    "{path} is open only to read, because {why}; save it under another name to change it"
                ),
            );
        }
        self.show_project(open);
    }

    /// Who begins a project now.
    pub(in crate::workbench) fn beginning(&self, title: Option<&str>) -> Begin {
        let coder = &self.preferences.coder;
        let (replica, at) = ((self.services.replica)(), (self.services.clock)());
        Begin {
            title: title.map(str::to_owned),
            project: Sha::of(format!("{replica} {at} {}", (self.services.replica)()).as_bytes()),
            replica,
            coder: (!coder.is_empty()).then(|| coder.clone()),
            at,
        }
    }

    pub(in crate::workbench) fn show_new<E: std::fmt::Display>(
        &mut self,
        project: Result<Project, E>,
        texts: &[Ingested],
    ) {
        match project {
            Ok(project) => {
                self.show_unnamed(project);
                if let Some(open) = &mut self.open {
                    for text in texts {
                        open.keeper.keep(text.file());
                    }
                }
            }
            Err(error) => self.say(Level::Error, error.to_string()),
        }
    }

    pub(in crate::workbench) fn open_sample(&mut self, sample: &[u8]) {
        match project_file::decode(sample) {
            Ok(contents) => self.arrive(Arrival::New(Box::new(contents.project))),
            Err(error) => self.say(Level::Error, error.to_string()),
        }
    }

    pub(in crate::workbench) fn open_empty(&mut self) {
        let begin = self.beginning(Some("Untitled project"));
        match project_from_texts(&[], None, &begin) {
            Ok(project) => self.arrive(Arrival::New(Box::new(project))),
            Err(error) => self.say(Level::Error, error.to_string()),
        }
    }

    pub(in crate::workbench) fn show_unnamed(&mut self, project: Project) {
        match Document::new(project, (self.services.replica)()) {
            Ok(document) => {
                let keeper = Keeper::nowhere(document.snapshot());
                let derived = Derived::new(document.snapshot());
                self.show_project(OpenProject::new((document, derived), keeper, true));
            }
            Err(refused) => {
                for refused in refused.iter().take(3) {
                    self.say(Level::Error, refused.to_string());
                }
            }
        }
    }

    pub(in crate::workbench) fn show_project(&mut self, open: OpenProject) {
        self.tree = self.preferences.layout_of(&open.layout_name());
        self.readers = Default::default();
        self.charts = Default::default();
        self.posture = PairCharts::posture();
        self.dyad = PairCharts::dyad();
        self.review = None;
        self.edition = None;
        self.mapping = None;
        self.comparing = None;
        self.finder = Default::default();
        self.table = TablePane::new(self.table.layouts().clone());
        let (files, child, project) = (
            Arc::clone(&self.services.files),
            self.child(),
            open.document.project().clone(),
        );
        self.open = Some(open);
        self.shown += 1;
        self.reconcile.forget();
        let shown = self.shown;
        self.jobs.start("Looking at the case", move |_| {
            Outcome::Offered(outcome::offered(&*files, &child, &project), shown)
        });
        self.add_files_to_come();
    }

    /// Goes on with closing once everything is on disk.
    pub(in crate::workbench) fn leave(&mut self, ctx: &Context) {
        if matches!(self.leaving, Leaving::No | Leaving::WindowNow) || !self.is_safe_to_leave() {
            return;
        }
        self.open = None;
        self.review = None;
        self.edition = None;
        self.mapping = None;
        self.tried_to_save = false;
        self.look_for_drafts();
        match std::mem::take(&mut self.leaving) {
            Leaving::Project => {
                if let Some(arrival) = self.arriving.take() {
                    self.show_arrival(arrival);
                }
            }
            Leaving::Window => {
                self.leaving = Leaving::WindowNow;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Leaving::No | Leaving::WindowNow => {}
        }
        ctx.request_repaint();
    }

    /// Whether the project can be closed; asks for whatever is missing. What cannot be kept, and
    /// a question that waits, keep it open.
    fn is_safe_to_leave(&mut self) -> bool {
        self.flush_drafts();
        if matches!(self.overlay, Overlay::Coder(..)) {
            self.stay();
            return false;
        }
        let Some(open) = &mut self.open else {
            return true;
        };
        let refused = open.drafts.refused().next().map(|(_, why)| why.to_owned());
        if let Some(why) = refused {
            self.stay();
            self.say(
                Level::Error,
                format!("Not closed: what is typed into a field cannot be taken yet. {why}"),
            );
            return false;
        }
        let is_saved = open.is_saved() && !open.keeper.lacks_originals();
        if open.keeper.read_only().is_some() || open.keeper.is_nowhere() || is_saved {
            return true;
        }
        if open.keeper.is_idle() {
            if self.tried_to_save && open.keeper.is_kept() {
                // The journal holds every edit: they come back when the project is opened again.
                return true;
            }
            self.tried_to_save = true;
            open.keeper.wish(Wish::Save);
        }
        false
    }

    /// Thinks better of closing.
    pub(in crate::workbench) fn stay(&mut self) {
        self.leaving = Leaving::No;
        self.arriving = None;
    }

    pub(in crate::workbench) fn look_for_drafts(&mut self) {
        let files = Arc::clone(&self.services.files);
        let data = self.services.folders.data.clone();
        self.jobs.start("Looking for drafts", move |_| {
            Outcome::Drafts(outcome::drafts(&*files, &data))
        });
    }
}

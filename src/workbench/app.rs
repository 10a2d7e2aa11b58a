//! The window: takes results of jobs, draws, then carries out what was asked for.

use super::action::{Action, Needs};
use super::command::Command;
use super::figure_preview::FigureExport;
use super::focus_back::FocusBack;
use super::frame;
use super::keeper::DiskWorld;
use super::layout::Pane;
use super::notices::{Level, Notices};
use super::open::OpenProject;
use super::outcome::{Found, Outcome};
use super::overlay::Overlay;
use super::panes::editions::EditionReview;
use super::panes::find::FindPane;
use super::panes::mapping::MappingDialog;
use super::panes::pairs::PairCharts;
use super::panes::passages::PassagesPane;
use super::panes::reader_pane::Readers;
use super::panes::reconcile::ReconcilePane;
use super::panes::table::{TablePane, WorkSort};
use super::panes::time::TimeCharts;
use super::panes::versions::{Review, VersionsView};
use super::preferences::Preferences;
use super::run::{MappingJobs, Pasting, has_encoding};
use super::services::Services;
use super::{fonts, theme};
use crate::ingest::Ingested;
use crate::ingest::tables::Look;
use crate::jobs::{Ended, JobId, Jobs};
use crate::model::id::{SourceId, TableId};
use crate::model::project::Project;
use crate::model::text::TextSpan;
use egui::Popup;
use egui_tiles::Tree;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The window and everything it holds.
pub struct App {
    pub(super) services: Services,
    pub(super) jobs: Jobs<Outcome>,
    pub(super) open: Option<OpenProject>,
    pub(super) preferences: Preferences,
    pub(super) notices: Notices,
    pub(super) overlay: Overlay,
    pub(super) tree: Tree<Pane>,
    pub(super) readers: Readers,
    pub(super) charts: TimeCharts,
    /// How the charts are exported, and what that will look like.
    pub(super) figure: FigureExport,
    pub(super) posture: PairCharts,
    pub(super) dyad: PairCharts,
    pub(super) finder: FindPane,
    pub(super) passages: PassagesPane,
    pub(super) reconcile: ReconcilePane,
    pub(super) table: TablePane,
    /// What the table pane waits for: of each sort only the latest counts.
    pub(super) table_jobs: BTreeMap<WorkSort, JobId>,
    /// The counts of tables the charts wait for: of each table only the latest counts.
    pub(super) chart_jobs: BTreeMap<TableId, JobId>,
    /// The count of the rows between two actors.
    pub(super) acts_job: Option<JobId>,
    /// The new version of a source that is under review.
    pub(super) review: Option<Review>,
    pub(super) review_view: VersionsView,
    /// The newer file of a table that is under review.
    pub(super) edition: Option<EditionReview>,
    /// The comparison that is under way: only the latest counts.
    pub(super) comparing: Option<JobId>,
    /// The table whose columns somebody says the meaning of.
    pub(super) mapping: Option<MappingDialog>,
    pub(super) mapping_jobs: MappingJobs,
    /// Tables looked at that wait for a project, or for the mapping of another to be done.
    pub(super) looked: Vec<(PathBuf, Look)>,
    /// Files to be added once a project is shown.
    pub(super) files_to_come: Vec<PathBuf>,
    pub(super) unnamed: Vec<(PathBuf, String)>,
    pub(super) commands: Vec<Command>,
    pub(super) leaving: Leaving,
    /// Whether closing has tried to write the project file before.
    pub(super) tried_to_save: bool,
    pub(super) arriving: Option<Arrival>,
    /// What is being opened: only the latest counts.
    pub(super) opening: Option<(JobId, PathBuf)>,
    /// Until when what was copied is waited for, in seconds of the window's clock.
    pub(super) pasting: Option<Pasting>,
    /// Counts the projects shown: what was read for an earlier one is not added to a later one.
    pub(super) shown: u64,
    pub(super) kept_preferences: Preferences,
    pub(super) remembering: bool,
    /// In a narrow window: whether the case pane is unfolded.
    pub(super) case_open: bool,
    /// In a narrow window: whether the inspector stands beside the text.
    pub(super) inspector_open: bool,
    focus_back: FocusBack,
}

/// Whether the project or the window is about to close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    /// No.
    #[default]
    No,
    /// The project: for [`App::arriving`], or for nothing.
    Project,
    /// The window.
    Window,
    /// The window, now that all is on disk.
    WindowNow,
}

/// What is shown once the open project is safely closed.
pub(super) enum Arrival {
    /// What was found at a path; whether a project there has a name.
    Found(PathBuf, Found, bool),
    /// A project that lies nowhere yet.
    New(Box<Project>),
    /// Texts to begin a project with.
    Texts(Vec<Ingested>),
}

/// What the window shows first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Files or folders given on the command line.
    pub paths: Vec<PathBuf>,
    /// What was remembered from the last session.
    pub preferences: Option<String>,
}

impl App {
    /// A window for `start`. `context` is told to repaint when background work is done.
    pub fn new(context: &egui::Context, services: Services, start: Start) -> Self {
        context.set_fonts(fonts::fonts());
        let first_time = start.preferences.is_none();
        let preferences = Preferences::from_ron(start.preferences.as_deref().unwrap_or_default());
        theme::apply(context, preferences.theme);
        context.set_zoom_factor(f32::from(preferences.scale_percent) / 100.0);
        let waker = context.clone();
        let mut services = services;
        let executor = std::mem::replace(&mut services.executor, Box::new(crate::jobs::Threads));
        let mut app = Self {
            jobs: Jobs::new(executor, Arc::new(move || waker.request_repaint())),
            services,
            open: None,
            tree: preferences.layout_of(""),
            kept_preferences: preferences.clone(),
            table: TablePane::new(preferences.columns.clone()),
            remembering: false,
            preferences,
            notices: Notices::default(),
            overlay: Overlay::None,
            readers: Readers::default(),
            charts: TimeCharts::default(),
            figure: FigureExport::default(),
            posture: PairCharts::posture(),
            dyad: PairCharts::dyad(),
            finder: FindPane::default(),
            passages: PassagesPane::default(),
            reconcile: ReconcilePane::default(),
            table_jobs: BTreeMap::new(),
            chart_jobs: BTreeMap::new(),
            acts_job: None,
            review: None,
            edition: None,
            review_view: VersionsView::default(),
            comparing: None,
            mapping: None,
            mapping_jobs: MappingJobs::default(),
            looked: Vec::new(),
            files_to_come: Vec::new(),
            unnamed: Vec::new(),
            commands: Vec::new(),
            leaving: Leaving::No,
            tried_to_save: false,
            arriving: None,
            opening: None,
            pasting: None,
            shown: 0,
            case_open: false,
            inspector_open: true,
            focus_back: FocusBack::default(),
        };
        app.begin(start.paths, first_time);
        app
    }

    /// No argument: the last project; at first start the sample, as an unnamed copy.
    fn begin(&mut self, mut paths: Vec<PathBuf>, first_time: bool) {
        self.look_for_drafts();
        if paths.len() > 1 {
            self.take_dropped(paths);
        } else if let Some(path) = paths.pop() {
            self.commands.push(Command::Open(path));
        } else if let Some(last) = self.preferences.recent.first() {
            self.commands.push(Command::Open(last.clone()));
        } else if first_time {
            self.commands.push(Command::Do(Action::OpenSample));
        }
    }

    /// The open project, for tests and for whoever embeds the window.
    pub fn project(&self) -> Option<&OpenProject> {
        self.open.as_ref()
    }

    /// The mapping under way, for tests and for whoever embeds the window.
    pub fn mapping(&self) -> Option<&MappingDialog> {
        self.mapping.as_ref()
    }

    /// What was said so far.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// Asks for something, as a menu would.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Selects words in the reader, for tests and for whoever embeds the window.
    pub fn select_words(&mut self, source: SourceId, words: TextSpan) {
        self.readers.select(source, words);
        self.commands
            .push(Command::SelectWords(source, Some(words)));
    }

    /// Whether everything asked for is done and on disk.
    pub fn is_settled(&self) -> bool {
        let kept = self.open.as_ref().is_none_or(|open| open.keeper.is_idle());
        kept && self.commands.is_empty() && self.jobs.running().next().is_none()
    }

    /// Whether the last pass asked the window to close, with everything on disk.
    pub fn wants_to_close(&self) -> bool {
        self.leaving == Leaving::WindowNow
    }

    pub(super) fn world(&self) -> DiskWorld {
        let coder = &self.preferences.coder;
        DiskWorld {
            files: Arc::clone(&self.services.files),
            data: self.services.folders.data.clone(),
            owner: if coder.is_empty() {
                "another window".to_owned()
            } else {
                coder.clone()
            },
        }
    }

    pub(super) fn say(&mut self, level: Level, text: impl Into<String>) {
        self.notices.say(level, text);
    }

    /// Whether an action makes sense now.
    pub(super) fn is_enabled(&self, action: Action) -> bool {
        let is_covered = self.review.is_some() || self.edition.is_some() || self.mapping.is_some();
        if is_covered && !action.is_for_all_time() {
            return false;
        }
        let needs = action.info().needs;
        let Some(open) = &self.open else {
            return needs == Needs::Nothing;
        };
        let (session, history) = (&open.session, open.document.history());
        match needs {
            Needs::Nothing | Needs::Project => true,
            Needs::Done => history.last_done().is_some(),
            Needs::Undone => history.next_undone().is_some(),
            Needs::Words => session.words.is_some(),
            Needs::WordsAndCode => session.words.is_some() && session.quick.last().is_some(),
            Needs::Passage => {
                session.words.is_some()
                    || session
                        .selected_annotation(open.document.snapshot())
                        .is_some()
            }
            Needs::Event => session.selected_event(open.document.snapshot()).is_some(),
            Needs::Record => session.selected.is_some(),
            Needs::Source => session.source.is_some(),
            Needs::Sources => open.document.project().sources.len() > 1,
            Needs::WordsAndSlot(slot) => {
                session.words.is_some() && session.quick.on(slot).is_some()
            }
            Needs::Annotation => self.annotation().is_some(),
            Needs::AnnotationAndWords => self
                .annotation()
                .is_some_and(|it| session.words.is_some() && session.source == Some(it.source)),
            Needs::WordsForIt => {
                self.annotation()
                    .zip(session.source)
                    .is_some_and(|(it, source)| {
                        let newest = open.document.snapshot().newest_version(it.source);
                        session.words.is_some() && (source == it.source || source == newest)
                    })
            }
            Needs::Stretches => self.annotation().is_some_and(|it| it.spans.len() > 1),
            Needs::OwnCode => !session.selected_codes(open.document.snapshot()).is_empty(),
            Needs::Review => !open.derived.reviews().is_empty(),
            Needs::Matches => !session.find.results().is_empty(),
            Needs::Encoding => self
                .source_read()
                .is_some_and(|source| has_encoding(source)),
            Needs::WebPage => self.web_page().is_some(),
            Needs::Code => session.meant_code(open.document.snapshot()).is_some(),
            Needs::Table => self.meant_table().is_some(),
            Needs::Tables => open.tables.ready().next().is_some(),
            Needs::Row => session.row.or_else(|| session.reconcile.row()).is_some(),
            Needs::Candidate => session.reconcile.pair().is_some(),
            Needs::Look(turn) => open.looks.can(turn),
            Needs::Filters => !session.filters.is_empty(),
            Needs::Views => !open.document.project().views.is_empty(),
            Needs::Hidden => !session.visibility.shows_all(),
        }
    }

    fn take_results(&mut self, ctx: &egui::Context) {
        for (id, ended) in self.jobs.poll() {
            match ended {
                Ended::Done(Outcome::Found(found)) => self.take_found(id, *found, ctx),
                Ended::Done(outcome) => self.take(outcome, ctx),
                Ended::Panicked(why) => self.take_panic(id, &why),
            }
        }
    }

    fn keep_up(&mut self) {
        let world = self.world();
        if let Some(open) = &mut self.open
            && let Some(job) =
                open.keeper
                    .next_job(open.document.snapshot(), open.document.state(), &world)
        {
            self.jobs
                .start(job.name(), move |_| Outcome::Disk(Box::new(job.run())));
        }
    }

    /// One pass: results, drawing, commands, then whatever the disk should know.
    pub fn pass(&mut self, ui: &mut egui::Ui, window: &eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_results(&ctx);
        let is_covered = !matches!(self.overlay, Overlay::None) || Popup::is_any_open(&ctx);
        self.focus_back.keep(&ctx, is_covered);
        self.take_input(&ctx);
        frame::window_ui(self, ui);
        self.keep_figure_options();
        self.take_hidden_drafts(&ctx);
        let commands = std::mem::take(&mut self.commands);
        let any = !commands.is_empty();
        for command in commands {
            self.run(command, &ctx, window);
        }
        self.keep_up();
        self.keep_tables();
        self.keep_edition();
        self.keep_mapping();
        self.keep_watching(&ctx);
        self.keep_finding();
        self.keep_table();
        self.keep_charts();
        self.keep_looks(&ctx);
        self.keep_preview(&ctx);
        self.leave(&ctx);
        self.keep_preferences(&ctx);
        if any {
            ctx.request_repaint();
        }
    }

    /// While work tells how far it is, that is drawn now and then.
    fn keep_watching(&self, ctx: &egui::Context) {
        if self.jobs.running().any(|(_, _, part)| part > 0.0) {
            ctx.request_repaint_after(std::time::Duration::from_millis(120));
        }
    }

    fn take_hidden_drafts(&mut self, ctx: &egui::Context) {
        if let Some(open) = &mut self.open {
            let hidden = open.drafts.take_hidden(ctx);
            self.commands.extend(
                hidden
                    .into_iter()
                    .map(|(key, text)| Command::SetField(key, text)),
            );
        }
    }

    /// Writes what is to be remembered once the pointer is up, one job at a time.
    fn keep_preferences(&mut self, ctx: &egui::Context) {
        let dragging = ctx.input(|input| input.pointer.any_down());
        if dragging || self.remembering {
            return;
        }
        if let Some(open) = &self.open {
            self.preferences
                .keep_layout(&open.layout_name(), &self.tree);
        }
        if self.preferences.columns != *self.table.layouts() {
            self.preferences.columns = self.table.layouts().clone();
        }
        if self.preferences == self.kept_preferences {
            return;
        }
        self.kept_preferences = self.preferences.clone();
        let Ok(text) = self.preferences.to_ron() else {
            return;
        };
        self.remembering = true;
        let (files, path) = (
            Arc::clone(&self.services.files),
            self.services.folders.preferences(),
        );
        self.jobs.start("Remembering", move |_| {
            Outcome::Remembered(super::outcome::remember(&*files, &path, &text))
        });
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, window: &mut eframe::Frame) {
        self.pass(ui, window);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

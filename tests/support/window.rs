//! The whole window on fake services: a disk in memory, scripted dialogs, a fixed clock, and jobs
//! that run when the test says so.

use super::memory_files::MemoryFiles;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use tightrope::document::Document;
use tightrope::jobs::OnDemand;
use tightrope::model::id::Replica;
use tightrope::model::id::SourceId;
use tightrope::model::made::Moment;
use tightrope::model::project::Project;
use tightrope::model::text::TextSpan;
use tightrope::storage::Files as _;
use tightrope::storage::project_file;
use tightrope::workbench::action::Action;
use tightrope::workbench::app::{App, Start};
use tightrope::workbench::command::Command;
use tightrope::workbench::dialogs::{Answer, Dialogs, Waiting, Wanted};
use tightrope::workbench::open::OpenProject;
use tightrope::workbench::preferences::Preferences;
use tightrope::workbench::services::{Folders, Services};

/// The answers the dialogs will give, in order; none left means there is no dialog.
pub type Script = Rc<RefCell<VecDeque<Answer>>>;

struct ScriptedDialogs(Script);

impl Dialogs for ScriptedDialogs {
    fn ask(&mut self, _wanted: Wanted, _name: &str, _parent: &eframe::Frame) -> Waiting {
        let answer = self
            .0
            .borrow_mut()
            .pop_front()
            .unwrap_or(Answer::Unavailable);
        Box::new(move || answer)
    }
}

/// A window under test.
pub struct Window {
    pub harness: Harness<'static, App>,
    pub files: MemoryFiles,
    pub dialogs: Script,
    jobs: OnDemand,
}

/// How a window under test begins.
pub struct Setup {
    pub files: MemoryFiles,
    pub paths: Vec<PathBuf>,
    pub preferences: Option<Preferences>,
    pub size: egui::Vec2,
    pub theme: egui::Theme,
    pub replica: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            files: MemoryFiles::default(),
            paths: Vec::new(),
            preferences: None,
            size: egui::vec2(1440.0, 900.0),
            theme: egui::Theme::Light,
            replica: 7,
        }
    }
}

impl Setup {
    /// A window whose coder has given her name before.
    pub fn of_ada() -> Self {
        Self {
            preferences: Some(Preferences {
                coder: "Ada".to_owned(),
                ..Preferences::default()
            }),
            ..Self::default()
        }
    }

    /// A window of this size and theme with the founding sample.
    pub fn sample(size: [f32; 2], theme: egui::Theme) -> Window {
        let setup = Self {
            size: size.into(),
            theme,
            ..Self::of_ada()
        };
        let mut window = setup.open();
        window.ask(Command::Do(match theme {
            egui::Theme::Light => Action::LightTheme,
            egui::Theme::Dark => Action::DarkTheme,
        }));
        window.ask(Command::Do(Action::OpenSample));
        window
    }

    pub fn open(self) -> Window {
        for folder in ["/desk", "/texts", "/bad"] {
            self.files.create_dir_all(Path::new(folder)).unwrap();
        }
        let jobs = OnDemand::default();
        let dialogs = Script::default();
        let services = Services {
            files: Arc::new(self.files.clone()),
            dialogs: Box::new(ScriptedDialogs(Rc::clone(&dialogs))),
            clock: Box::new(|| Moment::from_unix_secs(1_795_000_000)),
            replica: Box::new(move || Replica::from_bits(self.replica)),
            executor: Box::new(jobs.clone()),
            executable: env!("CARGO_BIN_EXE_tightrope").into(),
            folders: Folders {
                config: PathBuf::from("/config"),
                data: PathBuf::from("/data"),
                home: PathBuf::from("/home"),
            },
        };
        let preferences = self
            .preferences
            .map(|preferences| preferences.to_ron().unwrap());
        let start = Start {
            paths: self.paths,
            preferences,
        };
        let harness = super::harness::<App>(self.theme)
            .with_size(self.size)
            .with_max_steps(16)
            .build_eframe(|context| App::new(&context.egui_ctx, services, start));
        let mut window = Window {
            harness,
            files: self.files,
            dialogs,
            jobs,
        };
        window.settle();
        window
    }
}

impl Window {
    /// Moves the pointer there, and presses or lets go of its button; one pass.
    pub fn point(&mut self, pos: egui::Pos2, pressed: Option<bool>) {
        self.harness.event(egui::Event::PointerMoved(pos));
        if let Some(pressed) = pressed {
            self.harness.event(egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        self.harness.run_steps(1);
    }

    /// Runs passes and jobs until there is nothing left to do, and checks the document.
    pub fn settle(&mut self) {
        for _ in 0..40 {
            self.harness.run_steps(2);
            let ran = self.jobs.run_all();
            if !ran && self.harness.state().is_settled() {
                self.check();
                return;
            }
        }
        panic!(
            "the window never comes to rest: {:?}",
            self.harness.state().notices().log()
        );
    }

    /// Runs passes only: what jobs would do has not happened.
    pub fn pass(&mut self) {
        self.harness.run_steps(3);
    }

    /// The invariants of the document, whatever was just done.
    fn check(&self) {
        if let Some(open) = self.harness.state().project() {
            let project = open.document.project().clone();
            let problems = Document::new(project, Replica::from_bits(0)).err();
            assert!(problems.is_none(), "{problems:?}");
        }
    }

    pub fn open(&self) -> &OpenProject {
        let said = self.said();
        let open = self.harness.state().project();
        open.unwrap_or_else(|| panic!("no open project: {said:?}"))
    }

    pub fn project(&self) -> &Project {
        self.open().document.project()
    }

    /// Presses keys as a person would, and lets everything follow.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types letters.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Clicks what has this accessible name.
    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).scroll_to_me();
        self.pass();
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Asks for something, as a menu or a pane would, and lets everything follow.
    pub fn ask(&mut self, command: Command) {
        self.harness.state_mut().ask(command);
        self.settle();
    }

    /// Asks for something and lets everything follow; what was handed to the clipboard meanwhile.
    pub fn copied(&mut self, command: Command) -> Vec<egui::OutputCommand> {
        self.harness.state_mut().ask(command);
        let mut copied = Vec::new();
        for _ in 0..40 {
            self.harness.step();
            copied.extend(self.harness.output().platform_output.commands.clone());
            self.jobs.run_all();
        }
        self.settle();
        copied
    }

    /// Selects words as a drag of the mouse over them would.
    pub fn select_words(&mut self, source: SourceId, span: TextSpan) {
        self.harness.state_mut().select_words(source, span);
        self.settle();
        assert_eq!(self.open().session.words, Some(span));
    }

    pub fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// What was said, newest last.
    pub fn said(&self) -> Vec<String> {
        let log = self.harness.state().notices().log();
        log.iter().map(|notice| notice.text.clone()).collect()
    }

    /// The records and texts of the file at `path`, as anybody would read it.
    pub fn file(&self, path: &str) -> Project {
        let bytes = self
            .files
            .get(path)
            .unwrap_or_else(|| panic!("no file at {path}"));
        project_file::decode(&bytes).expect("a project").project
    }

    /// The disk as a killed process leaves it.
    pub fn kill(self) -> MemoryFiles {
        self.jobs.forget_all();
        self.files.after_a_kill()
    }
}

//! A project on a bench: one pane at a time over a real document, commands carried out as the
//! window does.

use tightrope::derived::Derived;
use tightrope::document::Document;
use tightrope::model::event::Event;
use tightrope::model::id::{EventId, RecordId, Replica, ReportId};
use tightrope::model::made::Made;
use tightrope::model::project::Project;
use tightrope::storage;
use tightrope::workbench::command::Command;
use tightrope::workbench::fields::FieldKey;
use tightrope::workbench::panes::Desk;
use tightrope::workbench::session::Session;
use tightrope::workbench::tables::Tables;
use tightrope::workbench::verb::{Verb, perform};
use tightrope::workbench::widgets::Drafts;

/// What a pane sees, and what became of its commands.
pub struct Bench {
    pub document: Document,
    pub derived: Derived,
    pub session: Session,
    pub tables: Tables,
    pub drafts: Drafts<FieldKey>,
    pub read_only: bool,
    /// Everything a pane asked for, in order.
    pub asked: Vec<Command>,
    /// What was refused, in words.
    pub refused: Vec<String>,
}

impl Bench {
    /// The coded sample.
    pub fn sample() -> Self {
        let contents = storage::project_file::decode(storage::sample()).expect("a good sample");
        Self::of(contents.project)
    }

    pub fn of(project: Project) -> Self {
        let document = Document::new(project, Replica::from_bits(7)).expect("a consistent project");
        Self {
            derived: Derived::new(document.snapshot()),
            document,
            session: Session::default(),
            tables: Tables::default(),
            drafts: Drafts::new(),
            read_only: false,
            asked: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Draws a pane, then does what it asked for.
    pub fn show(&mut self, ui: &mut egui::Ui, pane: fn(&mut egui::Ui, &mut Desk<'_>)) {
        let mut commands = Vec::new();
        let snapshot = self.document.snapshot().clone();
        let mut desk = Desk {
            snapshot: &snapshot,
            derived: &self.derived,
            session: &mut self.session,
            drafts: &mut self.drafts,
            commands: &mut commands,
            tables: &self.tables,
            offered: &[],
            offered_tables: &[],
            read_only: self.read_only,
        };
        pane(ui, &mut desk);
        let hidden = self.drafts.take_hidden(ui.ctx()).into_iter();
        commands.extend(hidden.map(|(key, text)| Command::SetField(key, text)));
        if !commands.is_empty() {
            ui.ctx().request_repaint();
        }
        for command in commands {
            self.asked.push(command.clone());
            self.carry_out(command);
        }
        self.derived.refresh(self.document.snapshot());
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Select(id) => self.session.selected = id,
            Command::Reveal(id) => self.session.selected = Some(id),
            Command::Hover(id) => self.session.hovered = id,
            Command::Edit(verb) => self.edit(verb),
            Command::SetField(key, text) => self.set(key, text),
            _ => {}
        }
    }

    fn set(&mut self, key: FieldKey, text: String) {
        let before = self.refused.len();
        self.edit(Verb::SetField(key, text.clone()));
        if let Some(reason) = self.refused.get(before) {
            self.drafts.refuse(key, text, reason.clone());
        }
    }

    /// Does an edit as the window does.
    pub fn edit(&mut self, verb: Verb) {
        let mut edit = self.document.edit(Made::default());
        match perform(&mut edit, verb) {
            Ok(made) => {
                if let Err(refused) = self.document.apply(edit.finish()) {
                    self.refused.push(refused.to_string());
                } else if made.is_some() {
                    self.session.selected = made;
                }
            }
            Err(refused) => self.refused.push(refused.to_string()),
        }
        self.derived.refresh(self.document.snapshot());
    }

    pub fn select(&mut self, id: impl Into<RecordId>) {
        self.session.selected = Some(id.into());
    }

    pub fn project(&self) -> &Project {
        self.document.project()
    }

    /// The event of this title.
    pub fn event_titled(&self, title: &str) -> EventId {
        let found = self
            .project()
            .events
            .values()
            .find(|event| event.title == title);
        found
            .unwrap_or_else(|| panic!("an event titled {title}"))
            .id
    }

    pub fn event(&self, id: EventId) -> &Event {
        &self.project().events[&id]
    }

    /// The reports of an event, oldest first.
    pub fn reports(&self, event: EventId) -> Vec<ReportId> {
        self.document
            .snapshot()
            .reports_of(event)
            .map(|report| report.id)
            .collect()
    }
}

//! From commands to edits of the document, in the name of the coder.

use super::READ_ONLY;
use crate::model::id::{AnnotationId, RecordId};
use crate::model::record::Record;
use crate::model::source::{ArabicStyle, Source};
use crate::workbench::app::App;
use crate::workbench::command::Command;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::notices::Level;
use crate::workbench::open::{Doer, OpenProject};
use crate::workbench::overlay::Overlay;
use crate::workbench::palette::{Palette, Scope};
use crate::workbench::panes::reader_pane::PickFor;
use crate::workbench::verb::Verb;

impl App {
    /// Carries out an edit; asks for the coder's name before the first one.
    pub(in crate::workbench) fn edit(&mut self, verb: Verb, typed: Option<(FieldKey, String)>) {
        if self.preferences.coder.is_empty() {
            let again = match typed {
                Some((key, text)) => Command::SetField(key, text),
                None => Command::Edit(verb),
            };
            self.ask_coder(again);
            return;
        }
        let (name, at) = (self.preferences.coder.clone(), (self.services.clock)());
        let Some(open) = &mut self.open else { return };
        if open.keeper.read_only().is_some() {
            self.say(Level::Warning, READ_ONLY);
            return;
        }
        let coded = verb.codes_with().cloned();
        match open.edit(verb, Doer { name: &name, at }) {
            Ok(made) => {
                let code = coded.and_then(|coded| coded.code(open.document.project()));
                if let Some(code) = code {
                    open.session.quick.used(code);
                }
                self.attend_to(made);
            }
            Err(error) => match typed {
                Some((key, text)) => open.drafts.refuse(key, text, error.to_string()),
                None => self.say(Level::Error, error.to_string()),
            },
        }
    }

    /// A new event is filled in next: the keyboard goes to its form, and Escape brings it back.
    fn attend_to(&mut self, made: Option<RecordId>) {
        let Some(open) = &mut self.open else { return };
        if let Some(record @ RecordId::Event(id)) = made
            && open.is_new_event(id)
        {
            let field = Field::AsWritten;
            open.drafts.focus(FieldKey { record, field });
        }
    }

    pub(in crate::workbench) fn ask_coder(&mut self, then: Command) {
        match &mut self.overlay {
            Overlay::Coder(_, waiting) => waiting.push(then),
            _ => self.overlay = Overlay::Coder(String::new(), vec![then]),
        }
    }

    /// The coder's name was not given: what waited for it is not done, and what was typed goes back
    /// into its fields.
    pub(in crate::workbench) fn forget_question(&mut self) {
        let Overlay::Coder(_, waiting) = std::mem::take(&mut self.overlay) else {
            return;
        };
        let Some(open) = &mut self.open else { return };
        for command in waiting {
            if let Command::SetField(key, text) = command {
                let why = "Your name is kept with what you type: give it first.".to_owned();
                open.drafts.refuse(key, text, why);
            }
        }
    }

    /// Commits whatever is typed into fields.
    pub(in crate::workbench) fn flush_drafts(&mut self) {
        let typed = self
            .open
            .as_mut()
            .map(|open| open.drafts.take_all())
            .unwrap_or_default();
        for (key, text) in typed {
            self.edit(Verb::SetField(key, text.clone()), Some((key, text)));
        }
    }

    pub(in crate::workbench) fn step(
        &mut self,
        step: fn(&mut OpenProject, crate::model::made::Moment) -> Option<String>,
        done: &str,
    ) {
        self.flush_drafts();
        let at = (self.services.clock)();
        if let Some(label) = self.open.as_mut().and_then(|open| step(open, at)) {
            self.say(Level::Done, format!("{done}: {label}"));
        }
    }

    pub(in crate::workbench) fn passage(&self) -> Option<AnnotationId> {
        let open = self.open.as_ref()?;
        open.session.selected_annotation(open.document.snapshot())
    }

    /// Does something to the selected passage; words that are not coded yet are coded first.
    pub(in crate::workbench) fn with_passage(&mut self, verb: fn(AnnotationId) -> Verb) {
        match self.passage() {
            Some(id) => self.edit(verb(id), None),
            None => self.readers.open_code_picker(PickFor::Words),
        }
    }

    pub(in crate::workbench) fn with_words(
        &mut self,
        verb: fn(crate::model::id::SourceId, crate::model::text::TextSpan) -> Verb,
    ) {
        let Some(open) = &self.open else { return };
        if let Some((source, words)) = open.session.source.zip(open.session.words) {
            self.edit(verb(source, words), None);
        }
    }

    /// Sets the Arabic script of the source being read in a style; in that of its language when
    /// `None`.
    pub(in crate::workbench) fn read_in(&mut self, style: Option<ArabicStyle>) {
        let Some(open) = &self.open else { return };
        let sources = &open.document.project().sources;
        let source = open.session.source.and_then(|id| sources.get(&id));
        let Some(source) = source.filter(|source| source.arabic_style != style) else {
            return;
        };
        let mut source = Source::clone(source);
        source.arabic_style = style;
        let record = Box::new(Record::from(source));
        self.edit(Verb::Replace(record, "style of Arabic script"), None);
    }

    pub(in crate::workbench) fn choose_event(&mut self) {
        match self.passage() {
            Some(id) => self.overlay = Overlay::Palette(Palette::within(Scope::AddTo(id))),
            None => self.readers.open_code_picker(PickFor::Words),
        }
    }

    pub(in crate::workbench) fn choose_merge(&mut self) {
        let Some(open) = &self.open else { return };
        if let Some(id) = open.session.selected_event(open.document.snapshot()) {
            self.overlay = Overlay::Palette(Palette::within(Scope::MergeInto(id)));
        }
    }

    pub(in crate::workbench) fn new_event(&mut self) {
        let Some(open) = &self.open else { return };
        match crate::model::codebook::kinds_in_order(open.document.project()).first() {
            Some(kind) => self.edit(Verb::NewEvent(kind.id), None),
            None => self.say(
                Level::Error,
                "The codebook has no kind of event yet: add one first",
            ),
        }
    }

    pub(in crate::workbench) fn delete_selected(&mut self) {
        let selected = self.open.as_ref().and_then(|open| open.session.selected);
        let Some(id) = selected else { return };
        // With the keyboard in the text, only what stands in the text is deleted.
        if self.readers.has_focus() && !matches!(id, RecordId::Annotation(_)) {
            let text = format!(
                "A {} is selected: go to its form to delete it",
                id.noun().name()
            );
            self.say(Level::Warning, text);
            return;
        }
        let before = self.open.as_ref().map(|open| open.document.state());
        self.edit(Verb::Delete(id), None);
        let after = self.open.as_ref().map(|open| open.document.state());
        if before != after {
            let noun = id.noun().name();
            self.say(
                Level::Done,
                format!("Deleted the {noun}; Undo brings it back"),
            );
        }
    }
}

//! The reader pane: joins the reader, which knows no document, to the project and its commands.

use super::Desk;
use super::margin::{notes, parts};
use super::reader::{ReaderAsk, ReaderEvent, ReaderInput, ReaderState, reader_ui};
use super::show_bar::{ShowBar, show_bar_ui};
use super::shown::Shown;
use crate::model::codebook::{code_look, code_path, codes_in_tree_order};
use crate::model::id::{AnnotationId, CodeId, RecordId, SourceId};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::text::{ByteOffset, TextSpan};
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::theme::hint;
use crate::workbench::typesetting::arabic_style;
use crate::workbench::verb::{CodeChoice, Verb};
use crate::workbench::widgets::{self, CodeEntry, CodePickerState, Prompt, code_picker_ui};
use egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The readers of the open project: one per source that was read.
#[derive(Default)]
pub struct Readers {
    states: BTreeMap<SourceId, ReaderState>,
    shown: Option<Shown>,
    wants_show_menu: bool,
    picker: CodePickerState,
    /// What the open picker is for.
    picking: PickFor,
    wants_picker: Option<PickFor>,
    wants_focus: bool,
    focused: bool,
    target: Option<Target>,
}

/// Words to be shown when their source is drawn next.
struct Target {
    source: SourceId,
    span: TextSpan,
    /// Whether they are to be selected, not only lit.
    select: bool,
}

/// What a code is picked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PickFor {
    /// The selected words.
    #[default]
    Words,
    /// An annotation, beside the codes it has.
    Further(AnnotationId),
    /// An annotation, in the place of a code it has; which one is asked first where it is not said.
    Instead(AnnotationId, Option<CodeId>),
}

impl PickFor {
    fn annotation(self) -> Option<AnnotationId> {
        match self {
            Self::Words => None,
            Self::Further(id) | Self::Instead(id, _) => Some(id),
        }
    }

    /// The same, with what need not be asked.
    fn settled(self, project: &Project) -> Self {
        let Self::Instead(id, None) = self else {
            return self;
        };
        let found = project.annotations.get(&id);
        match found.map(|annotation| annotation.codes.as_slice()) {
            Some([only]) => Self::Instead(id, Some(*only)),
            Some([]) => Self::Further(id),
            _ => self,
        }
    }

    fn prompt(self, project: &Project) -> Prompt {
        let name = |id: CodeId| project.codes.get(&id).map_or("", |code| code.name.as_str());
        let heading = match self {
            Self::Words => String::new(),
            Self::Further(_) => "Add a code".to_owned(),
            Self::Instead(_, None) => "Which code is replaced?".to_owned(),
            Self::Instead(_, Some(old)) => format!("Instead of “{}”", name(old)),
        };
        Prompt {
            heading,
            only_known: matches!(self, Self::Instead(_, None)),
        }
    }

    /// The codes to choose from.
    fn entries(self, project: &Project) -> Vec<CodeEntry> {
        let mut entries = entries(project);
        let codes = self
            .annotation()
            .and_then(|id| project.annotations.get(&id))
            .map_or(&[][..], |annotation| &annotation.codes);
        match self {
            Self::Words => {}
            Self::Instead(_, None) => entries.retain(|entry| codes.contains(&entry.id)),
            Self::Further(_) | Self::Instead(..) => {
                entries.retain(|entry| !codes.contains(&entry.id));
            }
        }
        entries
    }
}

impl Readers {
    /// Opens the code picker beside the words it is for when they are drawn next.
    pub fn open_code_picker(&mut self, what: PickFor) {
        self.wants_picker = Some(what);
    }

    /// Closes the code picker without a choice.
    pub fn close_code_picker(&mut self) {
        self.picker.close();
    }

    /// All selected words of a source.
    pub fn selections(&self, source: SourceId) -> Vec<TextSpan> {
        let state = self.states.get(&source);
        state.map_or_else(Vec::new, ReaderState::selections)
    }

    /// Where the caret stands in a source.
    pub fn caret(&self, source: SourceId) -> ByteOffset {
        let state = self.states.get(&source);
        state.map_or(ByteOffset(0), ReaderState::caret)
    }

    /// Lets go of the words held in a source.
    pub fn let_go(&mut self, source: SourceId) {
        if let Some(state) = self.states.get_mut(&source) {
            state.let_go();
        }
    }

    /// Selects words that stand apart.
    pub fn select_all(&mut self, source: SourceId, words: &[TextSpan]) {
        self.states.entry(source).or_default().select_all(words);
    }

    /// Brings a place into sight; the caret stays.
    pub fn bring(&mut self, source: SourceId, range: std::ops::Range<usize>) {
        self.states.entry(source).or_default().bring(range);
    }

    /// Does what a key of the text would do when the source is drawn next.
    pub fn ask(&mut self, source: SourceId, what: ReaderAsk) {
        self.states.entry(source).or_default().ask(what);
    }

    /// Opens the menu of what shows when the reader is drawn next.
    pub fn open_show_menu(&mut self) {
        self.wants_show_menu = true;
    }

    /// Gives the text the keyboard when it is drawn next.
    pub fn take_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Whether the text has the keyboard.
    pub fn has_focus(&self) -> bool {
        self.focused
    }

    /// Selects words.
    pub fn select(&mut self, source: SourceId, words: TextSpan) {
        self.states.entry(source).or_default().select(words);
    }

    /// Scrolls to these words and lights them when they are drawn next.
    pub fn reveal(&mut self, source: SourceId, span: TextSpan) {
        self.target = Some(Target {
            source,
            span,
            select: false,
        });
    }

    /// Scrolls to these words and selects them when they are drawn next.
    pub fn reveal_selected(&mut self, source: SourceId, span: TextSpan) {
        self.target = Some(Target {
            source,
            span,
            select: true,
        });
    }

    /// Draws the source being read.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let project = desk.snapshot.project();
        let source = desk.session.source.and_then(|id| project.sources.get(&id));
        let Some((source, text)) =
            source.and_then(|source| Some((source, project.texts.get(&source.text)?)))
        else {
            ui.centered_and_justified(|ui| {
                ui.label(hint("Drop a text, a saved web page, a Word document or a PDF here to read and code it, or add one with File › Add sources…"));
            });
            return;
        };
        let Some(reading) = desk.derived.readings().of(source.id) else {
            return;
        };
        let visibility = &desk.session.visibility;
        let shown = match &mut self.shown {
            Some(shown) => {
                shown.keep(project, source.id, visibility);
                shown
            }
            none => none.insert(Shown::new(project, source.id, visibility)),
        };
        let asked = std::mem::take(&mut self.wants_show_menu);
        let bar = ShowBar {
            project,
            visibility,
            source,
            progress: reading.progress(),
            hidden: shown.hidden(),
        };
        desk.commands.extend(show_bar_ui(ui, &bar, asked));
        let state = self.states.entry(source.id).or_default();
        if std::mem::take(&mut self.wants_focus) {
            state.focus();
        }
        if let Some(target) = self.target.take_if(|target| target.source == source.id) {
            state.reveal(target.span);
            if target.select {
                state.select(target.span);
            }
        }
        let lit = Arc::clone(&desk.session.lit(desk.snapshot).annotations);
        let selected = desk.session.selected_annotation(desk.snapshot);
        state.point_at(last_words(
            project,
            source.id,
            self.picking.annotation().or(selected),
        ));
        let input = ReaderInput {
            source_id: source.id,
            text,
            title: &source.title,
            subtitle: &subtitle(source),
            spans: reading.spans(),
            look: &|id| shown.looks(project, id),
            parts: &|id| parts(project, source.id, id),
            density: shown.density(),
            shown: desk.session.selected,
            selected,
            hovered: hovered(desk.session.hovered),
            lit: &lit,
            notes: &|range| notes(project, source, reading, shown, range),
            found: desk.session.find.marks(source.id),
            boilerplate: reading.boilerplate(),
            arabic: arabic_style(source, text.as_str()),
        };
        let here = selected.filter(|id| last_words(project, source.id, Some(*id)).is_some());
        let events = reader_ui(ui, state, &input);
        self.focused = state.has_keyboard();
        for event in events {
            if let Some(command) = command_of(source.id, event, here, &mut self.wants_picker) {
                desk.commands.push(command);
            }
        }
        self.picker_ui(ui, desk, source.id);
    }

    fn picker_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, source: SourceId) {
        let Some(state) = self.states.get_mut(&source) else {
            return;
        };
        let project = desk.snapshot.project();
        if let Some(what) = self.wants_picker.take()
            && !desk.read_only
        {
            let what = what.settled(project);
            let words = match what.annotation() {
                Some(id) => last_words(project, source, Some(id)),
                None => state.selection(),
            };
            let Some(words) = words else {
                return;
            };
            if place_of(state, what).is_none() {
                // The words are scrolled away: they come back first.
                state.bring(words.range());
                state.point_at(Some(words));
                self.wants_picker = Some(what);
                ui.ctx().request_repaint();
                return;
            }
            if let Some(code) = desk.session.quick.last() {
                self.picker.used(code);
            }
            self.picker.set_quick(desk.session.quick.in_order());
            self.picker.open_for(what.prompt(project));
            self.picking = what;
        }
        if !self.picker.is_open() {
            self.picking = PickFor::Words;
            return;
        }
        let Some(rect) = place_of(state, self.picking) else {
            self.picker.close();
            return;
        };
        let entries = self.picking.entries(project);
        let Some(choice) = code_picker_ui(ui, &mut self.picker, &entries, rect) else {
            return;
        };
        state.focus();
        let choice = match choice {
            widgets::CodeChoice::Code(id) => CodeChoice::Known(id),
            widgets::CodeChoice::New(new) => CodeChoice::New(new),
            widgets::CodeChoice::Cancel => return,
        };
        match self.picking {
            PickFor::Words => desk.commands.push(Command::CodeSelection(choice)),
            PickFor::Further(id) => {
                desk.push(Command::Edit(Verb::AddCode(id, choice)));
            }
            PickFor::Instead(id, Some(old)) => {
                desk.push(Command::Edit(Verb::Recode(id, old, choice)));
            }
            PickFor::Instead(id, None) => {
                if let CodeChoice::Known(old) = choice {
                    self.wants_picker = Some(PickFor::Instead(id, Some(old)));
                    ui.ctx().request_repaint();
                }
            }
        }
    }
}

/// Where the picker opens.
fn place_of(state: &ReaderState, what: PickFor) -> Option<egui::Rect> {
    match what {
        PickFor::Words => state.selection_rect(),
        PickFor::Further(_) | PickFor::Instead(..) => state.pointed_rect(),
    }
}

/// The last stretch of an annotation, where it stands in this source.
fn last_words(project: &Project, source: SourceId, id: Option<AnnotationId>) -> Option<TextSpan> {
    let annotation = project.annotations.get(&id?)?;
    annotation
        .spans
        .last()
        .copied()
        .filter(|_| annotation.source == source)
}

fn command_of(
    source: SourceId,
    event: ReaderEvent,
    here: Option<AnnotationId>,
    wants_picker: &mut Option<PickFor>,
) -> Option<Command> {
    Some(match event {
        ReaderEvent::SelectionChanged(words) => Command::SelectWords(source, words),
        ReaderEvent::Clicked(id) => Command::Select(Some(id.into())),
        ReaderEvent::Dismissed => Command::Select(None),
        ReaderEvent::Hovered(id) => Command::Hover(id.map(RecordId::from)),
        ReaderEvent::NoteClicked(id) => Command::Select(Some(id)),
        ReaderEvent::CodeSelection(words) => {
            *wants_picker = Some(PickFor::Words);
            Command::SelectWords(source, Some(words))
        }
        // In the same frame, so that what is typed behind the key is not lost.
        ReaderEvent::Asked(Action::AddCode) if here.is_some() => {
            *wants_picker = here.map(PickFor::Further);
            return None;
        }
        ReaderEvent::Asked(Action::Recode) if here.is_some() => {
            *wants_picker = here.map(|id| PickFor::Instead(id, None));
            return None;
        }
        ReaderEvent::Asked(action) => Command::Do(action),
    })
}

fn hovered(id: Option<RecordId>) -> Option<AnnotationId> {
    match id? {
        RecordId::Annotation(id) => Some(id),
        _ => None,
    }
}

/// "Helen Marsh, Meridian Notebook. Published on 10 to 12 October 2025."
fn subtitle(source: &Source) -> String {
    let by = [source.author.as_str(), source.publisher.as_str()];
    let by: Vec<&str> = by.into_iter().filter(|part| !part.is_empty()).collect();
    let published = source
        .published
        .as_ref()
        .map(|date| format!("Published {}", date.in_words()));
    let parts: Vec<String> = [(!by.is_empty()).then(|| by.join(", ")), published]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}

pub(super) fn entries(project: &Project) -> Vec<CodeEntry> {
    let entry = |code: &crate::model::codebook::Code| {
        let (hue, shape) = code_look(project, code.id);
        CodeEntry {
            id: code.id,
            name: code.name.clone(),
            path: code_path(project, code.id),
            hue,
            shape,
        }
    };
    codes_in_tree_order(project)
        .iter()
        .map(|(_, code)| entry(code))
        .collect()
}

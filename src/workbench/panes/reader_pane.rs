//! The reader pane: joins the reader, which knows no document, to the project and its commands.

use super::Desk;
use super::margin::{notes, parts};
use super::reader::{ReaderEvent, ReaderInput, ReaderState, reader_ui};
use super::show_bar::{ShowBar, show_bar_ui};
use super::shown::Shown;
use crate::document::Snapshot;
use crate::model::codebook::{code_look, code_path, codes_in_tree_order};
use crate::model::id::{AnnotationId, RecordId, SourceId};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::model::text::TextSpan;
use crate::workbench::command::Command;
use crate::workbench::theme::{PANE_MARGIN, body, color_at, hint, palette};
use crate::workbench::typesetting::arabic_style;
use crate::workbench::verb::CodeChoice;
use crate::workbench::widgets::{self, CodeEntry, CodePickerState, code_picker_ui};
use egui::{Frame, Label, Margin, Ui};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The readers of the open project: one per source that was read.
#[derive(Default)]
pub struct Readers {
    states: BTreeMap<SourceId, ReaderState>,
    shown: Option<Shown>,
    wants_show_menu: bool,
    picker: CodePickerState,
    wants_picker: bool,
    wants_focus: bool,
    focused: bool,
    target: Option<(SourceId, TextSpan)>,
}

impl Readers {
    /// Opens the code picker on the selected words when they are drawn next.
    pub fn open_code_picker(&mut self) {
        self.wants_picker = true;
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
        self.target = Some((source, span));
    }

    /// Draws the source being read.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let project = desk.snapshot.project();
        let source = desk.session.source.and_then(|id| project.sources.get(&id));
        let Some((source, text)) =
            source.and_then(|source| Some((source, project.texts.get(&source.text)?)))
        else {
            ui.centered_and_justified(|ui| {
                ui.label(hint("Drop a text (.txt, .md) here to read and code it, or add one with File › Add sources…"));
            });
            return;
        };
        earlier_version_ui(ui, desk.snapshot, source, desk.commands);
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
        if let Some((_, span)) = self.target.take_if(|(target, _)| *target == source.id) {
            state.reveal(span);
        }
        let lit = Arc::clone(&desk.session.lit(desk.snapshot).annotations);
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
            selected: desk.session.selected_annotation(desk.snapshot),
            hovered: hovered(desk.session.hovered),
            lit: &lit,
            notes: &|range| notes(project, source, reading, shown, range),
            boilerplate: reading.boilerplate(),
            arabic: arabic_style(source, text.as_str()),
        };
        let events = reader_ui(ui, state, &input);
        self.focused = state.has_keyboard();
        for event in events {
            if let Some(command) = command_of(source.id, event, &mut self.wants_picker) {
                desk.commands.push(command);
            }
        }
        self.picker_ui(ui, desk, source.id);
    }

    fn picker_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, source: SourceId) {
        let Some(state) = self.states.get_mut(&source) else {
            return;
        };
        if std::mem::take(&mut self.wants_picker)
            && let Some(words) = state.selection()
            && !desk.read_only
        {
            if state.selection_rect().is_none() {
                // The words are scrolled away: they come back first.
                state.reveal(words);
                state.select(words);
                self.wants_picker = true;
                ui.ctx().request_repaint();
                return;
            }
            if let Some(code) = desk.session.last_code {
                self.picker.used(code);
            }
            self.picker.open();
        }
        if !self.picker.is_open() {
            return;
        }
        let Some(rect) = state.selection_rect() else {
            self.picker.close();
            return;
        };
        let entries = entries(desk.snapshot.project());
        let choice = match code_picker_ui(ui, &mut self.picker, &entries, rect) {
            None => return,
            Some(widgets::CodeChoice::Code(id)) => Some(CodeChoice::Known(id)),
            Some(widgets::CodeChoice::New(name)) => Some(CodeChoice::New(name)),
            Some(widgets::CodeChoice::Cancel) => None,
        };
        state.focus();
        desk.commands.extend(choice.map(Command::CodeSelection));
    }
}

/// Says over the text that it is not the newest, and leads there.
fn earlier_version_ui(ui: &mut Ui, now: &Snapshot, source: &Source, commands: &mut Vec<Command>) {
    let Some(newer) = now.newer_version(source.id) else {
        return;
    };
    let colors = palette(ui);
    let ground = Frame::new()
        .fill(color_at(colors.warning, 0.12))
        .inner_margin(Margin::symmetric(PANE_MARGIN as i8, 4));
    ground.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let text = format!("An earlier version, superseded by ‘{}’.", newer.title);
            ui.add(Label::new(body(text)).truncate());
            if ui.button("Open the newer version").clicked() {
                commands.push(Command::Read(now.newest_version(newer.id)));
            }
        });
    });
}

fn command_of(source: SourceId, event: ReaderEvent, wants_picker: &mut bool) -> Option<Command> {
    Some(match event {
        ReaderEvent::SelectionChanged(words) => Command::SelectWords(source, words),
        ReaderEvent::Clicked(id) => Command::Select(Some(id.into())),
        ReaderEvent::Dismissed => Command::Select(None),
        ReaderEvent::Hovered(id) => Command::Hover(id.map(RecordId::from)),
        ReaderEvent::NoteClicked(id) => Command::Select(Some(id)),
        ReaderEvent::CodeSelection(words) => {
            *wants_picker = true;
            Command::SelectWords(source, Some(words))
        }
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

fn entries(project: &Project) -> Vec<CodeEntry> {
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

//! Selecting, revealing and arranging: nothing here changes the document.

use crate::model::id::{CodeId, Noun, RecordId};
use crate::workbench::app::App;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::layout::{self, Pane};
use crate::workbench::theme::{self, ThemeChoice};
use crate::workbench::visibility::Showing;
use egui::Context;

impl App {
    pub(in crate::workbench) fn with_session(
        &mut self,
        change: impl FnOnce(&mut crate::workbench::session::Session),
    ) {
        if let Some(open) = &mut self.open {
            change(&mut open.session);
        }
    }

    pub(in crate::workbench) fn select(&mut self, id: Option<RecordId>) {
        self.notices.settle();
        let Some(open) = &mut self.open else { return };
        open.session.selected = id;
        open.session.row = None;
        if id.is_some() {
            self.inspector_open = true;
        }
    }

    /// Selects a record and brings the words it rests on into view.
    pub(in crate::workbench) fn reveal(&mut self, id: RecordId) {
        self.select(Some(id));
        let Some(open) = &mut self.open else { return };
        let snapshot = open.document.snapshot();
        if let Some((source, span)) = crate::workbench::session::passage_of(snapshot, id) {
            open.session.source = Some(source);
            if let Some(span) = span {
                self.readers.reveal(source, span);
            }
        }
    }

    pub(in crate::workbench) fn next_event(&mut self, forward: bool) {
        let next = self
            .open
            .as_ref()
            .and_then(|open| open.session.neighbour_event(&open.derived, forward));
        if let Some(id) = next {
            self.reveal(id.into());
        }
    }

    /// Shows or hides annotations in the reader.
    pub(in crate::workbench) fn show(&mut self, what: Showing) {
        if let Some(open) = &mut self.open {
            let project = open.document.project();
            open.session.visibility.change(project, what);
        }
    }

    /// Shows or hides annotations by the code that is meant.
    pub(in crate::workbench) fn show_meant(&mut self, what: fn(CodeId) -> Showing) {
        let Some(open) = &self.open else { return };
        if let Some(code) = open.session.meant_code(open.document.snapshot()) {
            self.show(what(code));
        }
    }

    /// Moves the keyboard to the memo of what is selected, or of the source being read.
    pub(in crate::workbench) fn edit_memo(&mut self) {
        let Some(open) = &mut self.open else { return };
        let selected = open.session.selected.filter(|id| has_memo(*id));
        let Some(record) = selected.or(open.session.source.map(RecordId::from)) else {
            return;
        };
        let field = Field::Memo;
        open.drafts.focus(FieldKey { record, field });
        self.select(Some(record));
        layout::show(&mut self.tree, Pane::Inspector);
    }

    /// Whether the inspector lies over the text, as in a narrow window.
    pub(in crate::workbench) fn inspector_is_over(&self, ctx: &Context) -> bool {
        let session = self.open.as_ref().map(|open| &open.session);
        let shows = session.is_some_and(|it| it.selected.is_some() || it.row.is_some());
        is_narrow(ctx) && self.inspector_open && shows
    }

    pub(in crate::workbench) fn toggle(&mut self, pane: Pane, ctx: &Context) {
        match (is_narrow(ctx), pane) {
            (true, Pane::Case) => self.case_open = !self.case_open,
            (true, _) => self.inspector_open = !self.inspector_open,
            (false, pane) => layout::toggle(&mut self.tree, pane),
        }
    }

    /// Shows a pane, and gives it the keyboard when it is drawn next.
    pub(in crate::workbench) fn enter_pane(&mut self, pane: Pane) {
        match pane {
            Pane::Case => self.case_open = true,
            Pane::Inspector => self.inspector_open = true,
            _ => {}
        }
        self.bring_to_front(pane);
    }

    /// Brings a pane to the front, with the keyboard in it.
    pub(in crate::workbench) fn bring_to_front(&mut self, pane: Pane) {
        layout::show(&mut self.tree, pane);
        self.with_session(|session| session.entered = Some(pane));
    }

    pub(in crate::workbench) fn rescale(&mut self, percent: i16, ctx: &Context) {
        self.preferences.rescale(percent);
        ctx.set_zoom_factor(f32::from(self.preferences.scale_percent) / 100.0);
    }

    pub(in crate::workbench) fn set_theme(&mut self, choice: ThemeChoice, ctx: &Context) {
        self.preferences.theme = choice;
        theme::apply(ctx, choice);
    }
}

fn is_narrow(ctx: &Context) -> bool {
    ctx.content_rect().width() < crate::workbench::docking::NARROW
}

/// Whether the form of a record has a memo.
fn has_memo(id: RecordId) -> bool {
    match id.noun() {
        Noun::Annotation
        | Noun::Event
        | Noun::Report
        | Noun::Claim
        | Noun::Source
        | Noun::Actor
        | Noun::Place
        | Noun::Info => true,
        Noun::EventTable
        | Noun::TableRow
        | Noun::Anchor
        | Noun::Code
        | Noun::Coder
        | Noun::Kind
        | Noun::Link
        | Noun::View => false,
    }
}

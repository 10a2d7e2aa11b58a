//! A text field over a draft: typing changes the draft; Enter or leaving the field commits it.

use std::hash::Hash;

use egui::accesskit::Invalid;
use egui::epaint::RectShape;
use egui::layers::ShapeIdx;
use egui::{
    Align, FontSelection, Id, Key, Margin, Modifiers, Response, Shape, StrokeKind, TextStyle, Ui,
    vec2,
};

use super::TextField;
use super::drafts::{Check, Draft, Drafts, no_check};
use crate::workbench::theme::{RADIUS, color, hairline, hint, palette};

/// A field for one text of one record, named by `key`.
#[derive(Clone, Debug)]
pub struct DraftText<'a, K> {
    key: K,
    value: &'a str,
    label: &'a str,
    placeholder: &'a str,
    lines: usize,
    width: f32,
    align: Option<Align>,
    font: FontSelection,
    wrapped: bool,
    quiet: bool,
    muted: bool,
    check: Check,
}

impl<'a, K: Ord + Clone + Hash + std::fmt::Debug> DraftText<'a, K> {
    /// A field that shows `value` until something is typed; `label` is its accessible name.
    pub fn new(key: K, label: &'a str, value: &'a str) -> Self {
        Self {
            key,
            value,
            label,
            placeholder: "",
            lines: 1,
            width: f32::INFINITY,
            align: None,
            font: TextStyle::Body.into(),
            wrapped: false,
            quiet: false,
            muted: false,
            check: no_check,
        }
    }

    /// Shown greyed in an empty field.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// Several lines, at least this many high. Enter then breaks the line and Ctrl+Enter commits.
    pub fn lines(mut self, lines: usize) -> Self {
        self.lines = lines.max(1);
        self
    }

    /// Width in points; as wide as there is room unless told otherwise.
    pub fn width(mut self, points: f32) -> Self {
        self.width = points;
        self
    }

    /// Where a text of one line stands in the field.
    pub fn align(mut self, align: Align) -> Self {
        self.align = Some(align);
        self
    }

    /// What the text is set in.
    pub fn font(mut self, font: impl Into<FontSelection>) -> Self {
        self.font = font.into();
        self
    }

    /// One text that runs over as many lines as it needs. Enter commits; a line break that was
    /// pasted counts as a blank.
    pub fn wrapped(mut self) -> Self {
        self.wrapped = true;
        self
    }

    /// Looks like plain text until the pointer or the keyboard is on it; its words, not its frame,
    /// stand at the left edge.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Set like a hint: small and grey.
    pub fn muted(mut self) -> Self {
        self.font = TextStyle::Small.into();
        self.muted = true;
        self
    }

    /// Refuses texts, with a reason shown under the field; the text is kept.
    pub fn check(mut self, check: Check) -> Self {
        self.check = check;
        self
    }

    /// Draws the field. `Some(text)` when a text other than the value was committed.
    pub fn show(self, ui: &mut Ui, drafts: &mut Drafts<K>) -> Option<String> {
        ui.vertical(|ui| self.field_ui(ui, drafts)).inner
    }

    fn field_ui(self, ui: &mut Ui, drafts: &mut Drafts<K>) -> Option<String> {
        let focus = drafts.take_focus(&self.key);
        let mut draft = drafts.take(&self.key).unwrap_or_else(|| self.untouched());
        draft.check = self.check;
        draft.drawn_in = ui.cumulative_pass_nr();

        let response = self.edit_ui(ui, &mut draft, focus);
        if focus {
            response.scroll_to_me(None);
        }
        if response.changed() {
            draft.error = None;
        }
        let (left, reverted) = (response.lost_focus(), self.reverted(ui, &response));
        if reverted {
            draft = self.untouched();
        }
        let entered = response.has_focus() && self.entered(ui);
        let differs = draft.text != self.value;
        drafts.drawn(&self.key, &response, differs);
        if (left || entered) && differs {
            match (self.check)(&draft.text) {
                Ok(()) => {
                    drafts.drawn(&self.key, &response, false);
                    return Some(draft.text);
                }
                Err(reason) => draft.error = Some(reason),
            }
        }
        self.notes_ui(ui, &draft);
        if draft.text != self.value {
            drafts.keep(self.key, draft);
        }
        None
    }

    fn untouched(&self) -> Draft {
        Draft {
            text: self.value.to_owned(),
            base: None,
            error: None,
            check: self.check,
            drawn_in: 0,
        }
    }

    fn edit_ui(&self, ui: &mut Ui, draft: &mut Draft, focus: bool) -> Response {
        draft.base.get_or_insert_with(|| self.value.to_owned());
        let ground = ui.painter().add(Shape::Noop);
        let wrong = draft.error.is_some();
        let field = self.field(ui, &mut draft.text, wrong);
        let shown = field.take_keyboard(focus).show(ui);
        let mut response = shown.response;
        if shown.is_cut && !response.has_focus() {
            response = response.on_hover_text(&draft.text);
        }
        if self.quiet {
            self.paint_ground(ui, ground, &response, wrong);
        }
        if let Some(error) = &draft.error {
            ui.accesskit_node_builder(response.id, |node| {
                node.set_invalid(Invalid::True);
                node.set_description(error.as_str());
            });
        }
        response
    }

    fn field<'t>(&'t self, ui: &Ui, text: &'t mut String, wrong: bool) -> TextField<'t> {
        let id = Id::unique(("draft", &self.key));
        let mut field = TextField::new(id, self.label, text)
            .hint(self.placeholder)
            .font(self.font.clone())
            .width(self.width)
            .wrong(wrong)
            .undo_back_to(self.value);
        if self.lines > 1 {
            field = field.rows(self.lines);
        } else if self.wrapped {
            field = field.wrapped();
        }
        if let Some(align) = self.align {
            field = field.align(align);
        }
        if self.quiet {
            field = field.frameless().margin(Margin::symmetric(0, 2));
        }
        if self.muted {
            field = field.ink(color(palette(ui).muted));
        }
        field
    }

    /// The frame of a quiet field, around its words, while somebody is at it.
    fn paint_ground(&self, ui: &Ui, ground: ShapeIdx, response: &Response, wrong: bool) {
        let theme = palette(ui);
        let line = match () {
            () if wrong => theme.error,
            () if response.has_focus() => theme.selection,
            () if response.hovered() && ui.is_enabled() => theme.line,
            () => return,
        };
        let rect = response.rect.expand2(vec2(6.0, 0.0));
        let (fill, line) = (color(theme.pane), hairline(line));
        let frame = RectShape::new(rect, RADIUS, fill, line, StrokeKind::Inside);
        ui.painter().set(ground, frame);
    }

    /// Whether the key was pressed that commits a text of several lines.
    fn entered(&self, ui: &Ui) -> bool {
        self.lines > 1 && ctrl_enter(ui) || self.wrapped && enter(ui)
    }

    /// Escape takes the keyboard away from a field; the key is used up, so that it does not close
    /// the pane as well.
    fn reverted(&self, ui: &Ui, response: &Response) -> bool {
        response.lost_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    }

    fn notes_ui(&self, ui: &mut Ui, draft: &Draft) {
        if let Some(error) = &draft.error {
            let ink = color(palette(ui).error);
            ui.add(egui::Label::new(hint(error).color(ink)).wrap());
        }
        let moved = draft.base.as_deref() != Some(self.value);
        if moved && draft.text != self.value {
            let note = format!("Changed meanwhile to “{}”. Escape takes that.", self.value);
            ui.add(egui::Label::new(hint(note)).wrap());
        }
    }
}

fn enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

fn ctrl_enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter))
}

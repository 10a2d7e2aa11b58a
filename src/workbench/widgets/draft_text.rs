//! A text field over a draft: typing changes the draft; Enter or leaving the field commits it.

use std::hash::Hash;

use egui::accesskit::{Invalid, Role};
use egui::epaint::RectShape;
use egui::layers::ShapeIdx;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align, Align2, Color32, FontSelection, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers,
    Response, Shape, StrokeKind, TextEdit, TextStyle, Ui, vec2,
};

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
    align: Align,
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
            align: Align::Min,
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

    /// Where the text stands in the field.
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
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

        let response = self.edit_ui(ui, &mut draft);
        if focus {
            self.take_keyboard(ui, &response, &draft.text);
        }
        if response.changed() {
            draft.error = None;
        }
        let (left, reverted) = (response.lost_focus(), self.reverted(ui, &response));
        if reverted {
            draft = self.untouched();
            drafts.escaped();
        }
        let entered = response.has_focus() && self.entered(ui);
        if self.wrapped && response.changed() {
            draft.text = draft.text.replace(['\r', '\n'], " ");
        }
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

    /// Puts the keyboard into the field, over all of its text.
    fn take_keyboard(&self, ui: &Ui, response: &Response, text: &str) {
        response.request_focus();
        response.scroll_to_me(None);
        let mut state = TextEditState::load(ui, response.id).unwrap_or_default();
        let all = CCursorRange::two(CCursor::default(), CCursor::new(text.chars().count()));
        state.cursor.set_char_range(Some(all));
        state.store(ui, response.id);
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

    fn edit_ui(&self, ui: &mut Ui, draft: &mut Draft) -> Response {
        draft.base.get_or_insert_with(|| self.value.to_owned());
        if draft.error.is_some() {
            let line = hairline(palette(ui).error);
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.bg_stroke = line;
            widgets.hovered.bg_stroke = line;
        }
        let ground = ui.painter().add(Shape::Noop);
        let id = Id::unique(("draft", &self.key));
        if draft.text == self.value {
            // Undo does not reach behind the committed text: that is the document's to undo.
            forget_typing(ui, id);
        }
        let mut edit = if self.lines > 1 {
            TextEdit::multiline(&mut draft.text).desired_rows(self.lines)
        } else if self.wrapped {
            let shift_enter = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
            let edit = TextEdit::multiline(&mut draft.text).desired_rows(1);
            edit.return_key(shift_enter)
        } else {
            TextEdit::singleline(&mut draft.text)
        };
        if self.quiet {
            let margin = Margin::symmetric(0, 2);
            edit = edit
                .frame(Frame::NONE.inner_margin(margin))
                .background_color(Color32::TRANSPARENT);
        }
        if self.muted {
            edit = edit.text_color(color(palette(ui).muted));
        }
        let vertical = if self.lines > 1 {
            Align::Min
        } else {
            Align::Center
        };
        let output = edit
            .id(id)
            .hint_text(self.placeholder)
            .font(self.font.clone())
            .align(Align2([self.align, vertical]))
            .desired_width(self.width)
            .show(ui);
        let mut response = output.response.response;
        let cut = output.galley.size().x > response.rect.width();
        if cut && !response.has_focus() {
            response = response.on_hover_text(output.galley.text());
        }
        if self.quiet {
            self.paint_ground(ui, ground, &response, draft.error.is_some());
        }
        let role = if self.lines > 1 {
            Role::MultilineTextInput
        } else {
            Role::TextInput
        };
        ui.accesskit_node_builder(response.id, |node| {
            node.set_role(role);
            node.set_label(self.label);
            if let Some(error) = &draft.error {
                node.set_invalid(Invalid::True);
                node.set_description(error.as_str());
            }
        });
        response
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

fn forget_typing(ui: &Ui, id: Id) {
    if ui.memory(|memory| memory.has_focus(id))
        && let Some(mut state) = TextEditState::load(ui, id)
    {
        state.clear_undoer();
        state.store(ui, id);
    }
}

fn enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

fn ctrl_enter(ui: &Ui) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter))
}

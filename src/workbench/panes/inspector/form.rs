//! What every form is made of: fields, choices and buttons over one record.
//!
//! In: the desk, a record, and what its controls are called. Out: commands; nothing is changed
//! here. Where the project may only be read, controls are greyed and links still lead somewhere.

use crate::model::edtf::Edtf;
use crate::model::id::RecordId;
use crate::model::record::Record;
use crate::workbench::command::Command;
use crate::workbench::fields::{Field, FieldKey};
use crate::workbench::panes::Desk;
use crate::workbench::theme::{LABEL_WIDTH, body_font, color, hint, hint_font, palette};
use crate::workbench::typesetting::{Face, Fit, label, label_ui};
use crate::workbench::verb::Verb;
use crate::workbench::widgets::{DraftText, NumberField, Picked, Picker, field_row};
use egui::accesskit::Role;
use egui::{Button, Color32, FontId, Id, Label, Response, Sense, Ui, WidgetInfo};
use std::fmt::Debug;
use std::hash::Hash;

/// What a picker offers.
pub(super) struct Offer<'p, I> {
    entries: &'p [(I, String)],
    chosen: &'p [I],
    several: bool,
    new_entries: bool,
    placeholder: Option<&'p str>,
}

impl<'p, I> Offer<'p, I> {
    /// One of `entries`.
    pub(super) fn one(entries: &'p [(I, String)], chosen: &'p [I]) -> Self {
        Self {
            entries,
            chosen,
            several: false,
            new_entries: false,
            placeholder: None,
        }
    }

    /// Any number of `entries`, as chips.
    pub(super) fn several(entries: &'p [(I, String)], chosen: &'p [I]) -> Self {
        Self {
            several: true,
            ..Self::one(entries, chosen)
        }
    }

    /// Also a new one.
    pub(super) fn or_new(self) -> Self {
        Self {
            new_entries: true,
            ..self
        }
    }

    /// Shown while nothing is chosen.
    pub(super) fn placeholder(self, text: &'p str) -> Self {
        Self {
            placeholder: Some(text),
            ..self
        }
    }
}

/// A form over one record.
pub(super) struct Form<'d, 'a> {
    pub(super) desk: &'d mut Desk<'a>,
    pub(super) record: RecordId,
    of: String,
}

impl<'d, 'a> Form<'d, 'a> {
    /// The form of the selected record.
    pub(super) fn new(desk: &'d mut Desk<'a>, record: impl Into<RecordId>) -> Self {
        Self {
            desk,
            record: record.into(),
            of: String::new(),
        }
    }

    /// A form within it; `of` ends the names of its controls: "Killed, best, report 2".
    pub(super) fn within(&mut self, record: impl Into<RecordId>, of: &str) -> Form<'_, 'a> {
        Form {
            desk: self.desk,
            record: record.into(),
            of: format!(", {of}"),
        }
    }

    /// The full name of a control.
    pub(super) fn name(&self, name: &str) -> String {
        format!("{name}{}", self.of)
    }

    /// Whether the record may be changed.
    pub(super) fn enabled(&self) -> bool {
        !self.desk.read_only
    }

    /// Asks for an edit.
    pub(super) fn edit(&mut self, verb: Verb) {
        self.desk.push(Command::Edit(verb));
    }

    /// Asks for the record to be replaced by this one; `what` was edited.
    pub(super) fn replace(&mut self, record: impl Into<Record>, what: &'static str) {
        self.edit(Verb::Replace(Box::new(record.into()), what));
    }

    /// The key of one of the record's fields.
    pub(super) fn key(&self, field: Field) -> FieldKey {
        FieldKey {
            record: self.record,
            field,
        }
    }

    /// A field for a text, set up further by `with`.
    pub(super) fn text_with(
        &mut self,
        ui: &mut Ui,
        field: Field,
        (name, value): (&str, &str),
        with: impl for<'x> FnOnce(DraftText<'x, FieldKey>) -> DraftText<'x, FieldKey>,
    ) {
        let (key, name) = (self.key(field), self.name(name));
        let edit = with(DraftText::new(key, &name, value).check(field.check()));
        let enabled = self.enabled();
        let committed = ui
            .add_enabled_ui(enabled, |ui| edit.show(ui, self.desk.drafts))
            .inner;
        if let Some(text) = committed {
            self.desk.push(Command::SetField(key, text));
        }
    }

    /// A row with a field for a line of text.
    pub(super) fn text_row(&mut self, ui: &mut Ui, label: &str, field: Field, named: (&str, &str)) {
        self.hinted_row(ui, label, field, named, "");
    }

    /// A row with a field for a line of text, greyed words in it while it is empty.
    pub(super) fn hinted_row(
        &mut self,
        ui: &mut Ui,
        label: &str,
        field: Field,
        named: (&str, &str),
        placeholder: &'static str,
    ) {
        field_row(ui, label, |ui| {
            self.text_with(ui, field, named, |edit| {
                edit.wrapped().placeholder(placeholder)
            });
        });
    }

    /// A row with a field for a date and, under it, the date in plain words.
    pub(super) fn date_row(
        &mut self,
        ui: &mut Ui,
        label: &str,
        field: Field,
        name: &str,
        date: Option<&Edtf>,
    ) {
        field_row(ui, label, |ui| {
            self.text_with(ui, field, (name, date.map_or("", Edtf::as_str)), |edit| {
                edit.wrapped().placeholder("e.g. 2024-12-24, 2024-12?")
            });
            if let Some(date) = date {
                hint_line(ui, &date.in_words());
            }
        });
    }

    /// A field for a text of several lines, as wide as the form.
    pub(super) fn memo(&mut self, ui: &mut Ui, field: Field, named: (&str, &str), lines: usize) {
        self.text_with(ui, field, named, |edit| {
            edit.lines(lines)
                .placeholder("Only for you and your colleagues")
        });
    }

    /// The name of the record, large, as a field that looks like a heading.
    pub(super) fn title(&mut self, ui: &mut Ui, name: &str, value: &str) {
        let font = crate::workbench::fonts::Family::Strong.at(15.0);
        self.text_with(ui, Field::Name, (name, value), |edit| {
            edit.font(font)
                .wrapped()
                .quiet()
                .placeholder("Without a name")
        });
    }

    /// A field for a number that may be unknown.
    pub(super) fn number(
        &mut self,
        ui: &mut Ui,
        field: Field,
        name: &str,
        value: Option<u32>,
        width: f32,
    ) {
        let (key, name) = (self.key(field), self.name(name));
        let edit = NumberField::new(key, &name, value.map(u64::from)).width(width);
        let enabled = self.enabled();
        let committed = ui
            .add_enabled_ui(enabled, |ui| edit.show(ui, self.desk.drafts))
            .inner;
        if let Some(value) = committed {
            let text = value.map_or_else(String::new, |value| value.to_string());
            self.desk.push(Command::SetField(key, text));
        }
    }

    /// A choice of one entry; another one that was chosen.
    pub(super) fn choice<I: Clone + Eq>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        entries: &[(I, String)],
        chosen: &I,
    ) -> Option<I> {
        let offer = Offer::one(entries, std::slice::from_ref(chosen));
        match self.picked(ui, name, &offer) {
            Some(Picked::Chosen(id)) if id != *chosen => Some(id),
            _ => None,
        }
    }

    /// A row with a choice of one entry; another one that was chosen.
    pub(super) fn choice_row<I: Clone + Eq>(
        &mut self,
        ui: &mut Ui,
        label: &str,
        name: &str,
        entries: &[(I, String)],
        chosen: &I,
    ) -> Option<I> {
        field_row(ui, label, |ui| self.choice(ui, name, entries, chosen)).inner
    }

    /// A picker; what was picked.
    pub(super) fn picked<I: Clone + Eq>(
        &mut self,
        ui: &mut Ui,
        name: &str,
        offer: &Offer<'_, I>,
    ) -> Option<Picked<I>> {
        let full = self.name(name);
        let mut picker = Picker::new((self.record, &full), &full, offer.entries, offer.chosen);
        if offer.several {
            picker = picker.several();
        }
        if offer.new_entries {
            picker = picker.new_entries();
        }
        if let Some(text) = offer.placeholder {
            picker = picker.placeholder(text);
        }
        let enabled = self.enabled();
        ui.add_enabled_ui(enabled, |ui| picker.show(ui)).inner
    }

    /// A button that edits.
    pub(super) fn button(&mut self, ui: &mut Ui, text: &str) -> bool {
        ui.add_enabled(self.enabled(), Button::new(text)).clicked()
    }

    /// A button that edits, without a frame, by its full name for those who do not see it.
    pub(super) fn quiet_button(&mut self, ui: &mut Ui, text: &str, name: &str) -> bool {
        let name = self.name(name);
        let button = ui.add_enabled(
            self.enabled(),
            Button::new(hint(text)).frame_when_inactive(false),
        );
        button.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let clicked = button.clicked();
        button.on_hover_text(name);
        clicked
    }

    /// A × that takes something away.
    pub(super) fn remove(&mut self, ui: &mut Ui, name: &str) -> bool {
        self.quiet_button(ui, "×", name)
    }

    /// Quiet words that lead to a record.
    pub(super) fn link(&mut self, ui: &mut Ui, text: &str, name: &str, to: RecordId) {
        let name = self.name(name);
        if link(ui, text, &name).clicked() {
            self.desk.push(Command::Reveal(to));
        }
    }
}

/// Quiet words that can be clicked, wrapped where they are too long.
pub(super) fn link(ui: &mut Ui, text: &str, name: &str) -> Response {
    let (ink, fit) = (color(palette(ui).muted), Fit::Wrap(ui.available_width()));
    let galley = label(ui.ctx(), text, &hint_font(), ink, fit);
    let shown = Label::new(galley).sense(Sense::click()).selectable(false);
    let response = ui.add(shown);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), name));
    if response.hovered() || response.has_focus() {
        let line = egui::Stroke::new(1.0, color(palette(ui).selection));
        let rect = response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom(), line);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Something that belongs to the row above: in the column of the fields, without a label.
pub(super) fn under(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.add_space(LABEL_WIDTH + ui.spacing().item_spacing.x);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
}

/// An explanation, wrapped.
pub(super) fn hint_line(ui: &mut Ui, text: &str) {
    words_ui(ui, text, hint_font(), color(palette(ui).muted));
}

/// Something the analyst should look at, wrapped.
pub(super) fn warning_line(ui: &mut Ui, text: &str) {
    ui.add(Label::new(hint(text).color(color(palette(ui).warning))).wrap());
}

/// Words that are only read, wrapped.
pub(super) fn body_line(ui: &mut Ui, text: &str) {
    words_ui(ui, text, body_font(), color(palette(ui).ink));
}

/// Words in the direction they are read, wrapped.
fn words_ui(ui: &mut Ui, text: &str, font: FontId, ink: Color32) {
    let line_height = ui.fonts_mut(|fonts| fonts.row_height(&font));
    label_ui(ui, text, &Face::new(font, line_height), ink);
}

/// Entries for a choice between the values of an enum.
pub(super) fn worded<T: Copy>(all: &[T], in_words: impl Fn(T) -> &'static str) -> Vec<(T, String)> {
    all.iter()
        .map(|value| {
            (
                *value,
                crate::workbench::panes::words::sentence(in_words(*value)),
            )
        })
        .collect()
}

/// Something a form remembers while it is shown, such as what is unfolded.
pub(super) fn remembered<T: Clone + Default + Send + Sync + 'static>(
    ui: &Ui,
    salt: impl Hash + Debug,
) -> (Id, T) {
    let id = Id::unique(("inspector", salt));
    (id, ui.data(|data| data.get_temp(id)).unwrap_or_default())
}

/// Keeps it for the next frame.
pub(super) fn remember<T: Clone + Send + Sync + 'static>(ui: &Ui, id: Id, value: T) {
    ui.data_mut(|data| data.insert_temp(id, value));
}

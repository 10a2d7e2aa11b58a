//! Choosing from a list that may be long: type to narrow it, arrows and Enter or a click to pick.
//!
//! For one value or, as chips, for several; with a last row that makes a new entry of what was
//! typed.

mod matching;
mod popup;

use std::hash::Hash;

use egui::accesskit::Role;
use egui::{
    CornerRadius, Frame, Id, Popup, PopupCloseBehavior, Rect, Response, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

pub(crate) use self::matching::matches;
use self::popup::Search;
use super::{Chip, ChipAction, ListRow, chevron, truncated};
use crate::workbench::theme::{CONTROL_HEIGHT, RADIUS, body_font, color, palette};

/// Of an open picker, in points, so that names stay readable under a narrow field.
const LEAST_POPUP_WIDTH: f32 = 184.0;

/// What the analyst did with a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked<I> {
    /// Chose this entry (of a picker for one value: instead of the former one).
    Chosen(I),
    /// Took this value away.
    Removed(I),
    /// Asked for a new entry of this name, trimmed and not empty.
    New(String),
}

/// A picker over `entries`: (id, name) in the order to offer them.
#[derive(Clone, Copy, Debug)]
pub struct Picker<'a, I> {
    salt: Id,
    label: &'a str,
    entries: &'a [(I, String)],
    chosen: &'a [I],
    several: bool,
    new_entries: bool,
    placeholder: &'a str,
}

impl<'a, I: Clone + Eq> Picker<'a, I> {
    /// A picker for one value; `label` is its accessible name, `salt` tells it from its siblings.
    pub fn new(
        salt: impl Hash + std::fmt::Debug,
        label: &'a str,
        entries: &'a [(I, String)],
        chosen: &'a [I],
    ) -> Self {
        Self {
            salt: Id::unique(("picker", salt)),
            label,
            entries,
            chosen,
            several: false,
            new_entries: false,
            placeholder: "Choose…",
        }
    }

    /// Allows several values, shown as chips.
    pub fn several(mut self) -> Self {
        self.several = true;
        self.placeholder = "Add…";
        self
    }

    /// Offers to make a new entry of what was typed.
    pub fn new_entries(mut self) -> Self {
        self.new_entries = true;
        self
    }

    /// Shown while nothing is chosen.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// Draws the picker; says what was picked.
    pub fn show(self, ui: &mut Ui) -> Option<Picked<I>> {
        if self.several {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let removed = self.chips_ui(ui);
                let picked = self.field_ui(ui, 72.0_f32.min(ui.available_width()), None);
                removed.or(picked)
            })
            .inner
        } else {
            let name = self.chosen.first().and_then(|id| self.name_of(id));
            self.field_ui(ui, ui.available_width(), name)
        }
    }

    fn name_of(&self, id: &I) -> Option<&'a str> {
        let entry = self.entries.iter().find(|(entry, _)| entry == id);
        entry.map(|(_, name)| name.as_str())
    }

    fn chips_ui(&self, ui: &mut Ui) -> Option<Picked<I>> {
        let mut removed = None;
        for id in self.chosen {
            let name = self.name_of(id).unwrap_or("Unknown entry");
            if Chip::new(name).closable().show(ui) == Some(ChipAction::Closed) {
                removed = Some(Picked::Removed(id.clone()));
            }
        }
        removed
    }

    fn field_ui(&self, ui: &mut Ui, width: f32, name: Option<&str>) -> Option<Picked<I>> {
        let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.label));
        if let Some(name) = name {
            ui.accesskit_node_builder(response.id, |node| node.set_value(name));
        }
        let cut = paint_field(
            ui,
            rect,
            &response,
            name.unwrap_or(self.placeholder),
            name.is_some(),
        );
        let response = match name.filter(|_| cut) {
            Some(name) => response.on_hover_text(name),
            None => response,
        };
        if response.clicked() {
            ui.data_mut(|data| data.remove::<Search>(self.salt));
        }
        let opened = response.clicked();
        // As wide as the field with the popup's margin and border, but never too narrow to read.
        let inner = width.max(LEAST_POPUP_WIDTH) - 10.0;
        Popup::from_toggle_button_response(&response)
            .accessible_name(self.label)
            .gap(4.0)
            .frame(Frame::popup(ui.style()).inner_margin(4))
            .width(inner)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.set_width(inner);
                let picked = self.search_ui(ui, opened);
                if picked.is_some() {
                    ui.close();
                }
                picked
            })?
            .inner
    }
}

/// Paints the closed picker; whether its text had to be cut.
fn paint_field(ui: &Ui, rect: Rect, response: &Response, text: &str, chosen: bool) -> bool {
    let theme = palette(ui);
    let visuals = ui.style().interact(response);
    let painter = ui.painter();
    let line = if response.has_focus() {
        Stroke::new(2.0, color(theme.selection))
    } else {
        visuals.bg_stroke
    };
    let fill = color(if response.hovered() {
        theme.hover
    } else {
        theme.pane
    });
    painter.rect(
        rect,
        CornerRadius::same(RADIUS),
        fill,
        line,
        StrokeKind::Inside,
    );
    let ink = color(if chosen { theme.ink } else { theme.muted });
    let name = truncated(painter, text, body_font(), ink, rect.width() - 32.0);
    let top = rect.center().y - name.size().y / 2.0;
    let cut = name.elided;
    painter.galley(pos2(rect.left() + 8.0, top), name, ink);
    let centre = pos2(rect.right() - 12.0, rect.center().y);
    chevron(painter, centre, color(theme.muted));
    cut
}

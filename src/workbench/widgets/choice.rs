//! A short list to choose one thing from, closed to what is chosen.

use super::chevron;
use crate::workbench::theme::hint;
use egui::accesskit::Role;
use egui::{ComboBox, Response, Ui, WidgetInfo};

/// How high an entry is at the most, in points.
const ENTRY: f32 = 28.0;

/// A choice among a few entries: a value and its words each.
pub struct Choice<'a, T> {
    name: &'a str,
    entries: &'a [(T, String)],
    chosen: T,
    shown: Option<&'a str>,
    width: f32,
}

impl<'a, T: Copy + PartialEq> Choice<'a, T> {
    /// A choice of this accessible name, which also tells it from others in the same place.
    pub fn new(name: &'a str, entries: &'a [(T, String)], chosen: T) -> Self {
        Self {
            name,
            entries,
            chosen,
            shown: None,
            width: 96.0,
        }
    }

    /// What it says while it is closed, where that is not the chosen entry.
    pub fn shown(mut self, words: &'a str) -> Self {
        self.shown = Some(words);
        self
    }

    /// Its least width, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Draws it; what was chosen, where that is another entry.
    pub fn show(self, ui: &mut Ui) -> (Response, Option<T>) {
        let entry = self.entries.iter().find(|(value, _)| *value == self.chosen);
        let words = self.shown.or(entry.map(|(_, words)| words.as_str()));
        let words = words.unwrap_or_default();
        let mut picked = None;
        let combo = ComboBox::from_id_salt(self.name)
            .selected_text(hint(words))
            .width(self.width)
            // All of them are seen at once.
            .height(self.entries.len() as f32 * ENTRY + 16.0)
            .icon(|ui, rect, visuals, _| {
                chevron(ui.painter(), rect.center(), visuals.fg_stroke.color);
            })
            .show_ui(ui, |ui| {
                for (value, words) in self.entries {
                    if ui.selectable_label(*value == self.chosen, words).clicked() {
                        picked = Some(*value);
                    }
                }
            });
        let response = combo.response;
        response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.name));
        ui.accesskit_node_builder(response.id, |node| node.set_value(words));
        (response, picked.filter(|value| *value != self.chosen))
    }
}

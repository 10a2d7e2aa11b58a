//! The other names of an actor or place.

use super::form::{Form, hint_line};
use crate::model::actor::Alias;
use crate::workbench::fields::Field;
use crate::workbench::widgets::Section;
use egui::accesskit::Role;
use egui::{Checkbox, Ui, WidgetInfo};

/// Draws the section; the list after a name was added, flagged or taken away.
pub(super) fn aliases_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    aliases: &[Alias],
) -> Option<Vec<Alias>> {
    Section::new("Other names").show(ui);
    let mut changed = None;
    for (at, alias) in (0..).zip(aliases) {
        match alias_ui(ui, form, at, alias) {
            Some(Change::Loaded(loaded)) => {
                let mut list = aliases.to_vec();
                list.iter_mut()
                    .skip(at as usize)
                    .take(1)
                    .for_each(|alias| alias.loaded = loaded);
                changed = Some(list);
            }
            Some(Change::Removed) => {
                let mut list = aliases.to_vec();
                list.remove(at as usize);
                changed = Some(list);
            }
            None => {}
        }
    }
    let next = u32::try_from(aliases.len()).unwrap_or(u32::MAX);
    form.text_with(ui, Field::AliasName(next), ("Another name", ""), |edit| {
        edit.placeholder("Another name…")
    });
    changed
}

enum Change {
    Loaded(bool),
    Removed,
}

fn alias_ui(ui: &mut Ui, form: &mut Form<'_, '_>, at: u32, alias: &Alias) -> Option<Change> {
    let mut change = None;
    let (name, note) = (
        format!("Name {}", at + 1),
        format!("Note on name {}", at + 1),
    );
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - 112.0).max(48.0);
        ui.allocate_ui(egui::vec2(room, 24.0), |ui| {
            form.text_with(ui, Field::AliasName(at), (&name, &alias.name), |edit| edit);
        });
        let mut loaded = alias.loaded;
        let response = ui.add_enabled(form.enabled(), Checkbox::new(&mut loaded, "loaded"));
        let full = format!("{name} is loaded");
        response
            .widget_info(|| WidgetInfo::selected(Role::CheckBox, form.enabled(), loaded, &full));
        if response.on_hover_text("The name takes a side").changed() {
            change = Some(Change::Loaded(loaded));
        }
        if form.remove(ui, &format!("Remove name {}", at + 1)) {
            change = Some(Change::Removed);
        }
    });
    form.text_with(ui, Field::AliasNote(at), (&note, &alias.note), |edit| {
        edit.quiet().wrapped().muted().placeholder("a note")
    });
    let sources = &form.desk.snapshot.project().sources;
    if let Some(source) = alias.source.and_then(|id| sources.get(&id)) {
        hint_line(ui, &format!("used in {}", source.title));
    }
    change
}

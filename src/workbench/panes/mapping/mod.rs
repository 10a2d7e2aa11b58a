//! What the columns of a table mean, said by an analyst: the fields on the left, what comes of them
//! on the right, live.
//!
//! In: a file that was looked at. Out: a mapping a person has gone on with, and commands. It takes
//! the room of the panes while it is open.

mod cut;
mod fields;
mod grid;
mod rows;
mod slots;
mod state;
mod values;

pub use slots::{Bound, Slot};
pub(super) use state::kind_counts;
pub use state::{MappingDialog, Tab, Whole};

use super::words::{counted, grouped, table_in_words};
use crate::model::project::Project;
use crate::workbench::command::Command;
use crate::workbench::theme::{self, PANE_MARGIN, hint, palette, strong, title};
use crate::workbench::widgets::{Picked, Picker, is_typing};
use egui::{
    Align, Button, CentralPanel, Frame, Key, Label, Layout, Margin, Modifiers, Panel, Popup,
    ScrollArea, Ui,
};

/// A key of the mapping and what it does.
pub const KEYS: [(&str, &str); 3] = [
    (
        "Tab",
        "The next field; Enter opens its columns, type to find one",
    ),
    ("Ctrl+Enter", "Add the table, or take the correction"),
    ("Escape", "Leave it as it was"),
];

/// Draws the mapping into the room that is left; keys are its own unless something stands over the
/// window.
pub fn mapping_ui(
    ui: &mut Ui,
    dialog: &mut MappingDialog,
    project: &Project,
    covered: bool,
    commands: &mut Vec<Command>,
) {
    if !covered {
        keys(ui, commands);
    }
    let ground = Frame::new().fill(theme::color(palette(ui).pane2));
    let inner = ground.inner_margin(Margin::symmetric(PANE_MARGIN as i8, 0));
    Panel::top("mapping head")
        .exact_size(56.0)
        .resizable(false)
        .frame(inner)
        .show(ui, |ui| head_ui(ui, dialog, commands));
    Panel::top("mapping cut")
        .exact_size(40.0)
        .resizable(false)
        .frame(inner)
        .show(ui, |ui| cut::cut_ui(ui, dialog));
    let width = (ui.available_width() * 0.3).clamp(320.0, 420.0);
    let fields = ground.inner_margin(Margin::ZERO);
    Panel::left("mapping fields")
        .exact_size(width)
        .resizable(false)
        .frame(fields)
        .show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let margin = Margin::symmetric(PANE_MARGIN as i8, 0);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    fields::fields_ui(ui, dialog);
                    ui.add_space(PANE_MARGIN);
                });
            });
        });
    let ground = Frame::new().fill(theme::color(palette(ui).pane));
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let rect = ui.max_rect();
        let line = theme::hairline(palette(ui).line);
        ui.painter().vline(rect.left(), rect.y_range(), line);
        tabs_ui(ui, dialog);
        match dialog.tab {
            Tab::Rows => rows::rows_ui(ui, dialog),
            Tab::Kinds => values::values_ui(ui, dialog, project),
            Tab::Warnings => rows::warnings_ui(ui, dialog),
        }
    });
}

fn keys(ui: &Ui, commands: &mut Vec<Command>) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Enter) {
        commands.push(Command::AcceptMapping);
    }
    let answered = Popup::is_any_open(ui.ctx()) || is_typing(ui.ctx());
    if !answered && pressed(Modifiers::NONE, Key::Escape) {
        commands.push(Command::CancelMapping);
    }
}

fn head_ui(ui: &mut Ui, dialog: &mut MappingDialog, commands: &mut Vec<Command>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let colors = palette(ui);
        let accept = match dialog.of {
            Some(_) => "Take the correction",
            None => "Add the table",
        };
        let button = Button::new(strong(accept).color(theme::color(colors.pane)))
            .fill(theme::color(colors.selection));
        let ready = dialog.trouble().is_none();
        let accept = ui.add_enabled(ready, button);
        if accept.on_hover_text("Ctrl+Enter").clicked() {
            commands.push(Command::AcceptMapping);
        }
        if ui.button("Cancel").on_hover_text("Escape").clicked() {
            commands.push(Command::CancelMapping);
        }
        let save = ui.button("Save as profile…");
        let tip = "Keep what the columns mean under a name, for the next file of this sort";
        if save.on_hover_text(tip).clicked() {
            commands.push(Command::NameProfile(dialog.mapping.profile.clone()));
        }
        profile_ui(ui, dialog);
        ui.add_space(8.0);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(8.0);
            let of = match dialog.of {
                Some(_) => format!("How ‘{}’ is read", dialog.title),
                None => format!("What the columns of ‘{}’ mean", dialog.title),
            };
            ui.add(Label::new(title(of)).truncate());
            tally_ui(ui, dialog);
        });
    });
}

fn profile_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    let entries: Vec<(usize, String)> = dialog
        .profiles
        .iter()
        .map(|profile| profile.profile.clone())
        .enumerate()
        .collect();
    let now = dialog.profiles.iter().position(|it| *it == dialog.mapping);
    let chosen: Vec<usize> = now.into_iter().collect();
    let picked = ui
        .allocate_ui(egui::vec2(152.0, theme::CONTROL_HEIGHT), |ui| {
            Picker::new("profile", "Use profile", &entries, &chosen)
                .placeholder("Use profile…")
                .show(ui)
        })
        .inner;
    if let Some(Picked::Chosen(at)) = picked
        && let Some(profile) = dialog.profiles.get(at).cloned()
    {
        dialog.use_profile(&profile);
    }
}

/// "6,416 rows, 200 warnings", or what is wrong.
fn tally_ui(ui: &mut Ui, dialog: &MappingDialog) {
    let words = match (dialog.trouble(), &dialog.whole) {
        (Some(why), _) => {
            let ink = theme::color(palette(ui).error);
            ui.add(Label::new(hint(why).color(ink)).truncate());
            return;
        }
        (None, Whole::Here(found)) => table_in_words(&found.rows),
        (None, _) => format!(
            "{}; reading the whole file…",
            counted(dialog.peek.columns.len(), "column", "columns")
        ),
    };
    let profile = match (dialog.mapping.profile.as_str(), dialog.meaning.why.as_str()) {
        ("", _) => String::new(),
        (name, "") => format!("{name} · "),
        (_, why) => format!("{why} · "),
    };
    ui.add(Label::new(hint(format!("{profile}{words}"))).truncate());
}

fn tabs_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    let kinds = dialog
        .rows()
        .map_or(0, |rows| rows.kind.dictionary.len() - 1);
    let warnings = dialog.rows().map_or(0, |rows| rows.warnings.len());
    let named = |name: &str, number: usize| match number {
        0 => name.to_owned(),
        number => format!("{name}  {}", grouped(number as u64)),
    };
    let tabs = [
        (Tab::Rows, "First rows".to_owned()),
        (Tab::Kinds, named("Kinds", kinds)),
        (Tab::Warnings, named("Warnings", warnings)),
    ];
    let margin = Margin::symmetric(PANE_MARGIN as i8, 6);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            for (tab, name) in tabs {
                let button = Button::selectable(dialog.tab == tab, hint(name).strong());
                if ui.add(button).clicked() {
                    dialog.tab = tab;
                }
            }
        });
    });
}

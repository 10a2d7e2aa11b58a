//! What may stand over the window: one thing at a time, closed by Escape or a click elsewhere.

mod cheat_sheet;
mod figure;

pub use figure::PREVIEW;

use super::command::{Command, Replace};
use super::dialogs::Wanted;
use super::figure_options::FigureOptions;
use super::figure_preview::Preview;
use super::menu::overlay_heading;
use super::notices::{Level, Notice};
use super::palette::Palette;
use super::theme::{body, hint};
use super::widgets::TextField;
use crate::model::id::ViewId;
use egui::{Button, Frame, Id, Key, Margin, Modal, Modifiers, ScrollArea, Ui};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What stands over the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The command palette.
    Palette(Palette),
    /// A path is typed, because the system shows no dialog.
    Path(Wanted, String),
    /// A file is there already: may it be replaced?
    Replace(Wanted, PathBuf),
    /// The coder's name is typed; what to do with it afterwards.
    Coder(String, Vec<Command>),
    /// The name of a table profile is typed.
    Profile(String),
    /// The name of a view is typed; the names that are taken.
    ViewName(String, BTreeMap<String, ViewId>),
    /// How the charts are to be exported.
    Figure(Box<FigureOptions>),
    /// Keys to know, and the letters typed to find some.
    Keys(String),
    /// Everything the program has said.
    Log,
    /// What this is.
    About,
}

/// What a window over the window leaves free of its width, with its own margins, in points.
const AROUND: f32 = 72.0;

impl Overlay {
    /// Draws whatever stands over the window, except the palette and what panes draw themselves.
    pub(super) fn show(&mut self, ui: &Ui, log: &[Notice], preview: &Preview) -> Vec<Command> {
        let mut commands = Vec::new();
        if matches!(self, Self::None | Self::Palette(_)) {
            return commands;
        }
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
        let width = match self {
            Self::Keys(_) | Self::Figure(_) => 860.0_f32,
            _ => 480.0,
        };
        // Large text leaves less room than that.
        let width = width.min(ui.ctx().content_rect().width() - AROUND);
        let modal = Modal::new(Id::unique("overlay"))
            .frame(frame)
            .show(ui.ctx(), |ui| {
                ui.set_width(width);
                match self {
                    Self::None | Self::Palette(_) => {}
                    Self::Path(wanted, path) => path_ui(ui, *wanted, path, &mut commands),
                    Self::Replace(wanted, path) => replace_ui(ui, *wanted, path, &mut commands),
                    Self::Coder(name, then) => coder_ui(ui, name, then, &mut commands),
                    Self::Profile(name) => profile_ui(ui, name, &mut commands),
                    Self::ViewName(name, taken) => view_name_ui(ui, name, taken, &mut commands),
                    Self::Figure(options) => {
                        figure::figure_ui(ui, options, preview, &mut commands);
                    }
                    Self::Keys(typed) => cheat_sheet::keys_ui(ui, typed),
                    Self::Log => log_ui(ui, log),
                    Self::About => about_ui(ui),
                }
                if matches!(self, Self::Keys(_) | Self::Log | Self::About) {
                    ui.add_space(12.0);
                    if ui.button("Close").clicked() {
                        commands.push(Command::CloseOverlay);
                    }
                }
            });
        if modal.should_close() && commands.is_empty() {
            commands.push(self.cancelled());
        }
        commands
    }
}

impl Overlay {
    /// What closing it without an answer asks for.
    fn cancelled(&self) -> Command {
        match self {
            Self::Coder(..) => Command::ForgetQuestion,
            _ => Command::CloseOverlay,
        }
    }
}

fn path_ui(ui: &mut Ui, wanted: Wanted, path: &mut String, commands: &mut Vec<Command>) {
    overlay_heading(
        ui,
        wanted.title(),
        "This system shows no file dialog. Type or paste the path.",
    );
    let entered = field_ui(ui, path, "Path");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !path.trim().is_empty();
        if ui
            .add_enabled(ready, Button::new("Use this path"))
            .clicked()
            || (entered && ready)
        {
            commands.push(Command::CloseOverlay);
            commands.push(answer(wanted, vec![expanded(path.trim())], Replace::Ask));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseOverlay);
        }
    });
}

fn replace_ui(ui: &mut Ui, wanted: Wanted, path: &Path, commands: &mut Vec<Command>) {
    let name = path.display();
    overlay_heading(
        ui,
        "Replace the file that is there?",
        &format!("{name} exists already."),
    );
    ui.horizontal(|ui| {
        if ui.button("Replace it").clicked() {
            commands.push(Command::CloseOverlay);
            commands.push(answer(wanted, vec![path.to_owned()], Replace::Agreed));
        }
        if ui.button("Choose another name…").clicked() {
            commands.push(Command::CloseOverlay);
            commands.push(Command::Do(wanted.action()));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseOverlay);
        }
    });
}

/// A leading `~` is the home folder, as people are used to.
fn expanded(path: &str) -> PathBuf {
    let home = path.strip_prefix("~/").zip(std::env::home_dir());
    home.map_or_else(|| PathBuf::from(path), |(rest, home)| home.join(rest))
}

/// What to do with the paths that were chosen.
pub fn answer(wanted: Wanted, paths: Vec<PathBuf>, replace: Replace) -> Command {
    let first = paths.first().cloned().unwrap_or_default();
    let named = || {
        wanted.ending().map_or_else(
            || first.clone(),
            |ending| super::dialogs::with_ending(first.clone(), ending),
        )
    };
    match wanted {
        Wanted::OpenFile | Wanted::OpenCase => Command::Open(first),
        Wanted::AddSources => Command::AddFiles(paths),
        Wanted::AddTables => Command::AddTables(paths),
        Wanted::LocateTable(id) => Command::PlaceTable(id, first),
        Wanted::UpdateTable(id) => Command::UpdateTableFrom(id, first),
        Wanted::UpdateText(source) => Command::UpdateFrom(source, first),
        Wanted::SaveAs => Command::SaveTo(named(), replace),
        Wanted::ExportEvents => Command::ExportEventsTo(named(), replace),
        Wanted::ExportFigure(_) => Command::ExportFigureTo(named(), replace),
        Wanted::ExportPassages => Command::ExportPassagesTo(named(), replace),
        Wanted::ExportMatrix => Command::ExportMatrixTo(named(), replace),
        Wanted::ExportRows => Command::ExportRowsTo(named(), replace),
        Wanted::ExportWarnings => Command::ExportWarningsTo(named(), replace),
    }
}

fn coder_ui(ui: &mut Ui, name: &mut String, then: &[Command], commands: &mut Vec<Command>) {
    overlay_heading(
        ui,
        "Who is coding?",
        "Your name is kept with what you do, so that others can tell later.",
    );
    let entered = field_ui(ui, name, "Coder’s name");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !name.trim().is_empty();
        if ui
            .add_enabled(ready, Button::new("Use this name"))
            .clicked()
            || (entered && ready)
        {
            commands.push(Command::CloseOverlay);
            commands.push(Command::NameCoder(name.trim().to_owned()));
            commands.extend(then.iter().cloned());
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::ForgetQuestion);
        }
    });
}

fn profile_ui(ui: &mut Ui, name: &mut String, commands: &mut Vec<Command>) {
    overlay_heading(
        ui,
        "Save as profile",
        "The next file with these columns is read the same way. One of the same name is replaced.",
    );
    let entered = field_ui(ui, name, "Name of the profile");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !name.trim().is_empty();
        if ui.add_enabled(ready, Button::new("Save")).clicked() || (entered && ready) {
            commands.push(Command::CloseOverlay);
            commands.push(Command::SaveProfile(name.trim().to_owned()));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseOverlay);
        }
    });
}

fn view_name_ui(
    ui: &mut Ui,
    name: &mut String,
    taken: &BTreeMap<String, ViewId>,
    commands: &mut Vec<Command>,
) {
    overlay_heading(
        ui,
        "Save this view",
        "Its filters, the stretch of time, lanes and bars are kept in the project under a name.",
    );
    let entered = field_ui(ui, name, "Name of the view");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let (name, ready) = (name.trim(), !name.trim().is_empty());
        let before = taken.get(name).copied();
        let text = if before.is_some() {
            "Replace view"
        } else {
            "Save view"
        };
        let save = ui.add_enabled(ready, Button::new(text));
        if save.clicked() || (entered && ready) {
            commands.push(Command::CloseOverlay);
            commands.push(match before {
                Some(view) => Command::KeepView(view),
                None => Command::SaveView(name.to_owned()),
            });
        }
        if before.is_some() {
            ui.label(hint("There is a view of this name already."));
        }
        if ui.button("Cancel").clicked() {
            commands.push(Command::CloseOverlay);
        }
    });
}

/// A field that takes the keyboard; true when Enter was pressed in it. What is suggested in it
/// gives way to what is typed.
fn field_ui(ui: &mut Ui, text: &mut String, label: &str) -> bool {
    let id = Id::unique(("overlay field", label));
    let focused = ui.memory(egui::Memory::focused);
    let is_elsewhere = focused.is_some_and(|focused| focused != id);
    let entered =
        !is_elsewhere && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let field = TextField::new(id, label, text).hint(label);
    field.take_keyboard_when_shown().show(ui);
    entered
}

fn log_ui(ui: &mut Ui, log: &[Notice]) {
    overlay_heading(
        ui,
        "Notices",
        "Everything the program has said since it was opened, newest first.",
    );
    if log.is_empty() {
        ui.label(body("Nothing yet."));
    }
    ScrollArea::vertical().max_height(480.0).show(ui, |ui| {
        for notice in log.iter().rev() {
            let word = match notice.level {
                Level::Done => "Done",
                Level::Warning => "Note",
                Level::Error => "Error",
            };
            ui.horizontal_wrapped(|ui| {
                ui.label(hint(word));
                ui.label(body(&notice.text));
            });
        }
    });
}

fn about_ui(ui: &mut Ui) {
    overlay_heading(
        ui,
        "Tightrope",
        concat!("Version ", env!("CARGO_PKG_VERSION")),
    );
    ui.label(body(
        "A workbench for analysts who work from texts. Everything stays on this machine; every mark on a chart leads back to the sentence it came from.",
    ));
    ui.add_space(8.0);
    ui.label(hint(
        "MIT or Apache-2.0. Faces: Inter and Noto, SIL Open Font Licence.",
    ));
}

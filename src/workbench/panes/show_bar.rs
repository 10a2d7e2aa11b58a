//! The line over the text: how far it is coded, and what of it is hidden.
//!
//! In: what is hidden and how many annotations that hides. Out: commands that hide and show.

use crate::analysis::progress::Progress;
use crate::model::codebook::{code_look, codes_in_tree_order};
use crate::model::project::Project;
use crate::model::source::Source;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::theme::{CONTROL_HEIGHT, PANE_MARGIN, ROW_HEIGHT, heading, hint};
use crate::workbench::visibility::{Group, Hideable, Showing, Visibility, name};
use crate::workbench::widgets::{Chip, ChipAction, EyeRow};
use egui::{
    Align, Button, Layout, Popup, PopupCloseBehavior, ScrollArea, SetOpenCommand, Ui, vec2,
};

/// How many chips of hidden things there are at most; the menu holds the others.
const CHIPS: usize = 4;
const MENU_WIDTH: f32 = 248.0;

/// What the line tells.
pub(super) struct ShowBar<'a> {
    pub(super) project: &'a Project,
    pub(super) visibility: &'a Visibility,
    pub(super) source: &'a Source,
    pub(super) progress: Progress,
    /// How many annotations of the source are hidden.
    pub(super) hidden: usize,
}

/// Draws the line; `asked` opens the menu.
pub(super) fn show_bar_ui(ui: &mut Ui, bar: &ShowBar<'_>, asked: bool) -> Vec<Command> {
    let mut commands = Vec::new();
    let size = vec2(ui.available_width(), CONTROL_HEIGHT + 8.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(PANE_MARGIN);
        menu_ui(ui, bar, asked, &mut commands);
        if !bar.visibility.shows_all() {
            chips_ui(ui, bar, &mut commands);
        }
        let words = progress_words(bar);
        if ui.available_width() > 160.0 {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(PANE_MARGIN);
                ui.label(hint(words));
            });
        }
    });
    commands
}

/// "In work · 38% coded · 12 of 31 paragraphs".
fn progress_words(bar: &ShowBar<'_>) -> String {
    let status = super::words::sentence(bar.source.status.in_words());
    let progress = bar.progress;
    match progress.percent() {
        Some(percent) => format!(
            "{status} · {percent}% coded · {} of {} paragraphs",
            progress.coded_paragraphs, progress.paragraphs
        ),
        None => status,
    }
}

/// From the right: what is hidden, each to be shown again, and how many annotations that hides.
fn chips_ui(ui: &mut Ui, bar: &ShowBar<'_>, commands: &mut Vec<Command>) {
    let all = ui.add(Button::new(hint("Show all")).frame_when_inactive(false));
    if all.clicked() {
        commands.push(Command::Do(Action::ShowAllCodes));
    }
    let hidden = bar.visibility.hidden(bar.project);
    match bar
        .visibility
        .only(bar.project)
        .filter(|_| hidden.len() > 1)
    {
        Some(code) => {
            let only = format!("only {}", name(bar.project, Hideable::Code(code)));
            if ui
                .push_id("only", |ui| Chip::new(&only).closable().show(ui))
                .inner
                .is_some()
            {
                commands.push(Command::Showing(Showing::All));
            }
        }
        None => {
            if hidden.len() > CHIPS {
                ui.label(hint(format!("and {} more", hidden.len() - CHIPS)));
            }
            for what in hidden.into_iter().take(CHIPS).rev() {
                let named = format!("no {}", name(bar.project, what));
                let id = format!("{what:?}");
                let chip = ui
                    .push_id(id, |ui| Chip::new(&named).closable().show(ui))
                    .inner;
                if chip == Some(ChipAction::Closed) {
                    commands.push(Command::Showing(Showing::Show(what)));
                }
            }
        }
    }
    let many = if bar.hidden == 1 {
        "annotation"
    } else {
        "annotations"
    };
    ui.label(hint(format!("{} {many} hidden", bar.hidden)));
}

fn menu_ui(ui: &mut Ui, bar: &ShowBar<'_>, asked: bool, commands: &mut Vec<Command>) {
    let button = ui.add(Button::new(hint("Show…")).frame_when_inactive(false));
    button.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, "Show and hide")
    });
    let mut popup = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(MENU_WIDTH);
    if asked {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    popup.show(|ui| {
        ui.set_width(MENU_WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().max_height(ROW_HEIGHT * 18.0);
        area.show(ui, |ui| rows_ui(ui, bar, asked, commands));
    });
    button.on_hover_text("Choose codes, coders and kinds to show; counts do not change");
}

fn rows_ui(ui: &mut Ui, bar: &ShowBar<'_>, asked: bool, commands: &mut Vec<Command>) {
    let project = bar.project;
    let mut row = |ui: &mut Ui, what: Hideable, row: EyeRow<'_>| {
        let shows = !bar.visibility.hides(what);
        let response = ui.push_id(format!("{what:?}"), |ui| row.shows(shows).show(ui));
        if response.inner.clicked() {
            commands.push(Command::Showing(match shows {
                true => Showing::Hide(what),
                false => Showing::Show(what),
            }));
        }
        response.inner
    };
    heading_ui(ui, "Codes");
    for (at, (depth, code)) in codes_in_tree_order(project).into_iter().enumerate() {
        let (hue, shape) = code_look(project, code.id);
        let depth = u16::try_from(depth).unwrap_or(u16::MAX);
        let look = EyeRow::new(&code.name).icon(shape, hue).depth(depth);
        let response = row(ui, Hideable::Code(code.id), look);
        if asked && at == 0 {
            response.request_focus();
        }
    }
    heading_ui(ui, "Kinds");
    for group in Group::all(project) {
        let what = Hideable::Group(group);
        row(ui, what, EyeRow::new(&name(project, what)));
    }
    if !project.coders.is_empty() {
        heading_ui(ui, "Coders");
    }
    for coder in project.coders.values() {
        row(
            ui,
            Hideable::Coder(Some(coder.id)),
            EyeRow::new(&coder.name),
        );
    }
}

/// A heading over rows, in line with their words' shapes.
fn heading_ui(ui: &mut Ui, words: &str) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.label(heading(words));
    });
}

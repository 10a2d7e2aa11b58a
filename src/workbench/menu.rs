//! The bar at the top: the menus, the way into the palette, and whether everything is on disk.

use super::action::{Action, Menu};
use super::command::Command;
use super::panes::reader::key_for;
use super::theme::{self, CONTROL_HEIGHT, hint, palette, strong};
use super::widgets::truncated;
use egui::accesskit::Role;
use egui::{
    Align, Align2, Button, Layout, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::path::PathBuf;

/// What a menu leaves free of the height of the window: the bar, and its own edges.
const BAR_AND_EDGES: f32 = 60.0;

/// What the bar shows besides the menus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarState {
    /// Where the work stands: "Every change saved".
    pub disk: DiskState,
    /// Projects opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// What Undo would take back; nothing when `None`.
    pub undo: Option<String>,
    /// What Redo would do again.
    pub redo: Option<String>,
    /// The codes on the number keys, from the first key on.
    pub quick: Vec<String>,
}

/// Where the work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiskState {
    /// No project is open.
    NoProject,
    /// Every edit is on disk.
    Saved,
    /// An edit is on its way.
    Writing,
    /// Every edit is kept, but the project file could not be written.
    OnlyKept,
    /// The disk did not take an edit.
    Failed,
    /// Nothing has been edited in an unnamed copy yet.
    Untouched,
    /// The project has no name yet; its edits are kept as a draft.
    Draft,
    /// Another window has the project.
    ReadOnly,
}

impl DiskState {
    fn words(&self) -> &'static str {
        match self {
            Self::NoProject => "",
            Self::Saved => "Every change saved",
            Self::Writing => "Saving…",
            Self::Failed => "Not on disk yet",
            Self::OnlyKept => "Edits kept, file not written",
            Self::Untouched => "Unnamed, nothing changed yet",
            Self::Draft => "Unnamed, every change kept",
            Self::ReadOnly => "Read only",
        }
    }
}

/// Draws the bar. `enabled` says which actions make sense now.
pub fn menu_bar_ui(
    ui: &mut Ui,
    state: &BarState,
    enabled: &dyn Fn(Action) -> bool,
    commands: &mut Vec<Command>,
) {
    let bar = ui.max_rect();
    let mut menus_end = bar.left();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add_space(4.0);
        ui.label(strong("Tightrope"));
        ui.add_space(4.0);
        egui::MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                let button = ui.menu_button(menu.title(), |ui| {
                    menu_ui(ui, menu, state, enabled, commands);
                });
                menus_end = button.response.rect.right();
            }
        });
        let disk_start = disk_ui(ui, bar, &state.disk);
        if let Some(rect) = search_rect(bar, menus_end, disk_start)
            && search_ui(ui, rect)
        {
            commands.push(Command::Do(Action::Palette));
        }
    });
}

fn menu_ui(
    ui: &mut Ui,
    menu: Menu,
    state: &BarState,
    enabled: &dyn Fn(Action) -> bool,
    commands: &mut Vec<Command>,
) {
    ui.set_min_width(260.0);
    // What a low window or large text leaves no room for is scrolled to.
    let room = ui.ctx().content_rect().height() - BAR_AND_EDGES;
    ScrollArea::vertical()
        .max_height(room)
        .min_scrolled_height(room)
        .show(ui, |ui| rows_ui(ui, menu, state, enabled, commands));
}

fn rows_ui(
    ui: &mut Ui,
    menu: Menu,
    state: &BarState,
    enabled: &dyn Fn(Action) -> bool,
    commands: &mut Vec<Command>,
) {
    let shown = |action: &Action| action.info().menu == menu && is_shown(*action, state);
    let actions: Vec<Action> = Action::ALL.iter().copied().filter(shown).collect();
    let together = |one: &Action, next: &Action| {
        submenu(*one).is_some_and(|title| submenu(*next) == Some(title))
    };
    let row = |ui: &mut Ui, action: Action, commands: &mut Vec<Command>| {
        if action_ui(ui, action, &text_of(action, state), enabled(action)) {
            commands.push(Command::Do(action));
        }
    };
    for actions in actions.chunk_by(together) {
        let Some(&first) = actions.first() else {
            continue;
        };
        if first.info().group {
            ui.separator();
        }
        match submenu(first) {
            Some(title) => {
                ui.menu_button(title, |ui| {
                    ui.set_min_width(220.0);
                    actions.iter().for_each(|&action| row(ui, action, commands));
                });
            }
            None => row(ui, first, commands),
        }
        if first == Action::OpenCoalMines {
            recent_ui(ui, &state.recent, commands);
        }
    }
}

/// The menu in its menu an action stands in: what is a choice between alternatives. So the
/// longest menu fits a window 700 points high.
fn submenu(action: Action) -> Option<&'static str> {
    match action {
        Action::QuickCode(_) => Some("Quick codes"),
        Action::ArabicByLanguage | Action::ArabicInNaskh | Action::ArabicInNastaliq => {
            Some("Arabic script")
        }
        Action::LightTheme | Action::DarkTheme | Action::SystemTheme => Some("Theme"),
        _ => None,
    }
}

/// A number key without a code would be a row that does nothing.
fn is_shown(action: Action, state: &BarState) -> bool {
    match action {
        Action::QuickCode(slot) => slot.index() < state.quick.len(),
        _ => true,
    }
}

fn text_of(action: Action, state: &BarState) -> String {
    let text = action.info().text;
    if let Action::QuickCode(slot) = action
        && let Some(name) = state.quick.get(slot.index())
    {
        return format!("Code as “{name}”");
    }
    let label = match action {
        Action::Undo => state.undo.as_ref(),
        Action::Redo => state.redo.as_ref(),
        _ => None,
    };
    label.map_or_else(|| text.to_owned(), |label| format!("{text}: {label}"))
}

fn action_ui(ui: &mut Ui, action: Action, text: &str, enabled: bool) -> bool {
    let info = action.info();
    let shortcut = info
        .shortcut
        .map(|shortcut| ui.ctx().format_shortcut(&shortcut))
        .or_else(|| key_for(action))
        .unwrap_or_default();
    let button = Button::new(text)
        .shortcut_text(RichText::new(shortcut).weak())
        .min_size(vec2(0.0, CONTROL_HEIGHT));
    ui.add_enabled(enabled, button)
        .on_hover_text(info.tooltip)
        .clicked()
}

fn recent_ui(ui: &mut Ui, recent: &[PathBuf], commands: &mut Vec<Command>) {
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Recent projects", |ui| {
            for path in recent {
                let name = path
                    .file_name()
                    .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                if ui
                    .button(name)
                    .on_hover_text(path.display().to_string())
                    .clicked()
                {
                    commands.push(Command::Open(path.clone()));
                }
            }
        });
    });
}

/// Draws whether everything is on disk at the right end; where it begins.
fn disk_ui(ui: &Ui, bar: Rect, disk: &DiskState) -> f32 {
    let colors = palette(ui);
    let words = disk.words();
    if words.is_empty() {
        return bar.right();
    }
    let mark = match disk {
        DiskState::Saved | DiskState::Draft => colors.ok,
        DiskState::Failed => colors.error,
        DiskState::Writing | DiskState::ReadOnly | DiskState::OnlyKept => colors.warning,
        DiskState::NoProject | DiskState::Untouched => colors.faint,
    };
    let at = pos2(bar.right() - 12.0, bar.center().y);
    let text = ui.painter().text(
        at,
        Align2::RIGHT_CENTER,
        words,
        theme::hint_font(),
        theme::color(colors.muted),
    );
    let dot = pos2(text.left() - 11.0, bar.center().y);
    ui.painter().circle_filled(dot, 3.5, theme::color(mark));
    let response = ui.interact(text.expand(4.0), ui.scope_id().with("disk"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
    dot.x - 8.0
}

/// The middle of the bar where it is free, else what is free.
fn search_rect(bar: Rect, menus_end: f32, disk_start: f32) -> Option<Rect> {
    let (left, right) = (menus_end + 16.0, disk_start - 16.0);
    let width = (right - left).min(380.0);
    if width < 120.0 {
        return None;
    }
    let centre = bar
        .center()
        .x
        .clamp(left + width / 2.0, right - width / 2.0);
    Some(Rect::from_center_size(
        pos2(centre, bar.center().y),
        vec2(width, 26.0),
    ))
}

fn search_ui(ui: &Ui, rect: Rect) -> bool {
    let colors = palette(ui);
    let response = ui.interact(rect, ui.scope_id().with("search"), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, "Search the case or run a command")
    });
    let ground = if response.hovered() {
        colors.hover
    } else {
        colors.pane
    };
    ui.painter().rect(
        rect,
        theme::RADIUS,
        theme::color(ground),
        theme::hairline(colors.line),
        egui::StrokeKind::Inside,
    );
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let font = theme::hint_font();
    let ink = theme::color(colors.muted);
    let words = match rect.width() > 300.0 {
        true => "Search the case or run a command",
        false => "Search or run a command",
    };
    let words = truncated(ui.painter(), words, font.clone(), ink, inner.width());
    let place = Align2::LEFT_CENTER.anchor_size(inner.left_center(), words.size());
    ui.painter().galley(place.min, words, ink);
    let keys = Action::Palette
        .info()
        .shortcut
        .map(|keys| ui.ctx().format_shortcut(&keys))
        .unwrap_or_default();
    if rect.width() > 300.0 {
        ui.painter()
            .text(inner.right_center(), Align2::RIGHT_CENTER, keys, font, ink);
    }
    response.clicked()
}

/// A heading inside an overlay.
pub fn overlay_heading(ui: &mut Ui, text: &str, under: &str) {
    ui.label(theme::title(text));
    if !under.is_empty() {
        ui.label(hint(under));
    }
    ui.add_space(8.0);
}

//! What the reviews of a new version and of a newer file have in common: a head that says what it is
//! about and what can be done, and the keyboard while nothing stands over them.
//!
//! In: words, and what the buttons lead to. Out: commands, and the keys that are pressed.

use crate::workbench::command::Command;
use crate::workbench::theme::{self, PANE_MARGIN, hint, palette, strong, title};
use egui::accesskit::Role;
use egui::{
    Align, Button, EventFilter, Frame, Id, Key, Label, Layout, Margin, Modifiers, Panel, Response,
    Sense, Ui, WidgetInfo,
};

/// The head of a review.
pub(super) struct Head<'w> {
    /// What it is about.
    pub title: String,
    /// What was found, in short.
    pub words: String,
    /// What the button says that takes it over, and what it leads to.
    pub update: (&'w str, Command),
    /// Another button, what it says when pointed at, and what it leads to.
    pub another: Option<(&'w str, &'w str, Command)>,
    /// What *Cancel* leads to.
    pub cancel: Command,
}

impl Head<'_> {
    /// Draws it at the top of the room that is left.
    pub(super) fn show(self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let ground = Frame::new().fill(theme::color(palette(ui).pane2));
        let inner = ground.inner_margin(Margin::symmetric(PANE_MARGIN as i8, 0));
        Panel::top("review head")
            .exact_size(56.0)
            .resizable(false)
            .frame(inner)
            .show(ui, |ui| {
                let layout = Layout::right_to_left(Align::Center);
                ui.with_layout(layout, |ui| self.parts_ui(ui, commands));
            });
    }

    fn parts_ui(self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let colors = palette(ui);
        let (update, leads_to) = self.update;
        let update = Button::new(strong(update).color(theme::color(colors.pane)))
            .fill(theme::color(colors.selection));
        let update = ui
            .add(update)
            .on_hover_text("Ctrl+Enter. One Undo takes it all back");
        if update.clicked() {
            commands.push(leads_to);
        }
        if let Some((name, tip, leads_to)) = self.another
            && ui.button(name).on_hover_text(tip).clicked()
        {
            commands.push(leads_to);
        }
        if ui.button("Cancel").clicked() {
            commands.push(self.cancel);
        }
        ui.add_space(8.0);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(8.0);
            ui.add(Label::new(title(self.title)).truncate());
            ui.add(Label::new(hint(self.words)).truncate());
        });
    }
}

/// The whole of a review has the keyboard: when it opens, and whenever nothing else has it.
pub(super) fn focus(ui: &Ui, (id, name): (&str, &str), wanted: bool, covered: bool) -> Response {
    let room = ui.available_rect_before_wrap();
    let focus = ui.interact(room, Id::unique(id), Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(Role::Group, true, name));
    let nothing = ui.memory(|memory| memory.focused().is_none());
    if !covered && (wanted || nothing) {
        focus.request_focus();
    }
    focus
}

/// The keys of a review that has the keyboard.
pub(super) struct Keys<'u> {
    ui: &'u Ui,
}

impl<'u> Keys<'u> {
    /// Them, unless something else has the keyboard.
    pub(super) fn of(ui: &'u Ui, focus: &Response, covered: bool) -> Option<Self> {
        if covered || !focus.has_focus() {
            return None;
        }
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
        Some(Self { ui })
    }

    /// Whether a key was pressed with these others.
    pub(super) fn pressed(&self, modifiers: Modifiers, key: Key) -> bool {
        self.ui.input_mut(|input| input.consume_key(modifiers, key))
    }

    /// Whether a key was pressed by itself.
    pub(super) fn plain(&self, key: Key) -> bool {
        self.pressed(Modifiers::NONE, key)
    }

    /// Whether what is reviewed is to be taken over.
    pub(super) fn updates(&self) -> bool {
        self.pressed(Modifiers::COMMAND, Key::Enter)
    }

    /// How far to move in the list: by one.
    pub(super) fn steps(&self) -> isize {
        let down = isize::from(self.plain(Key::ArrowDown));
        down - isize::from(self.plain(Key::ArrowUp))
    }
}

//! The bar of the Find pane: the field, how its words are meant, what is overlooked, the steps from
//! match to match, and coding.

use super::FindPane;
use crate::analysis::find::{Grain, Mode};
use crate::analysis::folding::Difference;
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::find::{Find, MOST};
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::theme::{CONTROL_HEIGHT, body, color, hint, palette};
use crate::workbench::widgets::{Choice, TextField};
use egui::accesskit::Role;
use egui::{
    Align, Button, EventFilter, Id, Key, Layout, Modifiers, PopupCloseBehavior, Ui, WidgetInfo,
};

/// Width of the field, in points, where there is room.
const FIELD: f32 = 300.0;
const NARROWEST_FIELD: f32 = 180.0;
/// What stands in the bar besides the field, in points.
const REST: f32 = 700.0;
const FIELD_NAME: &str = "Find in all sources";

/// What a key asks for while the field has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldKey {
    Next,
    Previous,
    List,
    Earlier,
    Leave,
}

impl FindPane {
    pub(super) fn bar_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL_HEIGHT);
            self.field_ui(ui, desk);
            mode_ui(ui, &mut desk.session.find);
            folding_ui(ui, &mut desk.session.find);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.code_ui(ui, desk);
                grain_ui(ui, &mut desk.session.find);
                steps_ui(ui, desk);
            });
        });
    }

    fn field_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let id = Id::unique("find field");
        let here = ui.memory(|memory| memory.has_focus(id));
        let key = here.then(|| field_key(ui)).flatten();
        let width = (ui.available_width() - REST).clamp(NARROWEST_FIELD, FIELD);
        let find = &mut desk.session.find;
        let shown = TextField::new(id, FIELD_NAME, &mut find.query.words)
            .hint("Find in all sources…")
            .width(width)
            .take_keyboard(std::mem::take(&mut self.wants_field))
            .show(ui);
        if shown.response.has_focus() {
            let filter = EventFilter {
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        if shown.response.changed() {
            self.recalled = None;
        }
        match key {
            Some(FieldKey::Next) => desk.push(Command::Do(Action::FindNext)),
            Some(FieldKey::Previous) => desk.push(Command::Do(Action::FindPrevious)),
            Some(FieldKey::Leave) => desk.push(Command::Do(Action::FocusReader)),
            Some(FieldKey::Earlier) => self.recall(ui, find),
            Some(FieldKey::List) => self.wants_list = !find.results().is_empty(),
            None => {}
        }
    }

    /// Puts the search before into the field.
    fn recall(&mut self, ui: &Ui, find: &mut Find) {
        let next = self.recalled.map_or(0, |at| at + 1);
        // What is typed now may be the newest of them.
        let here = find.query.clone();
        let earlier = find.recent().iter().enumerate().skip(next);
        let mut earlier = earlier.filter(|(_, query)| **query != here);
        if let Some((at, query)) = earlier.next().map(|(at, query)| (at, query.clone())) {
            find.query = query;
            self.recalled = Some(at);
            self.wants_field = true;
            ui.ctx().request_repaint();
        }
    }

    fn code_ui(&mut self, ui: &mut Ui, desk: &mut Desk<'_>) {
        let find = &desk.session.find;
        let name = match find.ticked() {
            0 => "Code all…",
            _ => "Code ticked…",
        };
        let enabled = !find.results().is_empty() && !desk.read_only;
        let button = ui.add_enabled(enabled, Button::new(name));
        self.button = Some(button.rect);
        if button.clicked() {
            self.open_code_picker();
        }
        button.on_hover_text("As one step; what has the code already is passed over");
    }
}

fn field_key(ui: &Ui) -> Option<FieldKey> {
    let wanted = [
        (Modifiers::SHIFT, Key::Enter, FieldKey::Previous),
        (Modifiers::NONE, Key::Enter, FieldKey::Next),
        (Modifiers::NONE, Key::ArrowDown, FieldKey::List),
        (Modifiers::NONE, Key::ArrowUp, FieldKey::Earlier),
        (Modifiers::NONE, Key::Escape, FieldKey::Leave),
    ];
    ui.input_mut(|input| {
        let mut pressed = wanted.into_iter();
        pressed.find(|(held, key, _)| input.consume_key(*held, *key))
    })
    .map(|(_, _, asked)| asked)
}

fn mode_ui(ui: &mut Ui, find: &mut Find) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for mode in Mode::ALL {
        let about = match mode {
            Mode::Words => "Anywhere, also within a word",
            Mode::WholeWords => "Where no letter or digit stands right before or behind",
            Mode::Pattern => "A regular expression, such as “\\d+ soldiers”; within one line",
        };
        let chosen = ui.selectable_label(find.query.mode == mode, mode.name());
        if chosen.on_hover_text(about).clicked() {
            find.query.mode = mode;
        }
    }
    ui.spacing_mut().item_spacing.x = 8.0;
}

/// A menu of the differences that are overlooked.
fn folding_ui(ui: &mut Ui, find: &mut Find) {
    let folding = &mut find.query.folding;
    let all = Difference::ALL.len();
    let text = match folding.count() as usize {
        0 => "Exact letters".to_owned(),
        count if count == all => "Any spelling".to_owned(),
        count => format!("Overlooks {count} of {all}"),
    };
    let config = egui::containers::menu::MenuConfig::new()
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let button = Button::new(format!("{text} ⏷"));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button)
        .config(config)
        .ui(ui, |ui| {
            ui.set_min_width(260.0);
            ui.horizontal(|ui| {
                ui.add_space(4.0);
                ui.label(hint("Differences to overlook"));
            });
            for difference in Difference::ALL {
                let mut on = folding.overlooks(difference);
                let ticked = ui.checkbox(&mut on, difference.name());
                if ticked.on_hover_text(difference.example()).changed() {
                    *folding = folding.with(difference, on);
                }
            }
        });
    let name = format!("Differences to overlook: {text}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
}

fn steps_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let enabled = !desk.session.find.results().is_empty();
    // From right to left.
    for (sign, name, action) in [
        ("⏷", "Next match", Action::FindNext),
        ("⏶", "Previous match", Action::FindPrevious),
    ] {
        let button = ui.add_enabled(enabled, Button::new(sign).frame_when_inactive(false));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        let keys = if action == Action::FindNext {
            "F3"
        } else {
            "Shift+F3"
        };
        if button.on_hover_text(format!("{name} ({keys})")).clicked() {
            desk.push(Command::Do(action));
        }
    }
}

fn grain_ui(ui: &mut Ui, find: &mut Find) {
    let entries = Grain::ALL.map(|grain| (grain, grain.name().to_owned()));
    let (response, picked) = Choice::new("What is coded", &entries, find.grain)
        .width(112.0)
        .show(ui);
    find.grain = picked.unwrap_or(find.grain);
    response.on_hover_text("How much of the text around a match is coded");
}

/// One line: how many there are, or what is wrong.
pub(super) fn status_ui(ui: &mut Ui, desk: &Desk<'_>) {
    let find = &desk.session.find;
    if let Some(problem) = find.problem() {
        let ink = color(palette(ui).error);
        ui.label(body(problem).color(ink));
        return;
    }
    ui.label(hint(status(find)));
}

/// Which sources were not searched.
pub(super) fn left_out(find: &Find) -> Option<String> {
    let count = find.left_out();
    let old = counted(count, "old version", "old versions");
    (count > 0).then(|| format!("{old} left out"))
}

fn status(find: &Find) -> String {
    let results = find.results();
    if find.query.words.is_empty() {
        return String::new();
    }
    if results.is_empty() {
        return match find.is_searching() {
            true => "Finding…".to_owned(),
            false => "No matches".to_owned(),
        };
    }
    let all = results.len() + results.more();
    let mut parts = vec![format!(
        "{} in {} of {}",
        counted(all, "match", "matches"),
        results.groups().len(),
        counted(results.searched(), "source", "sources")
    )];
    parts.extend(left_out(find));
    if let Some(at) = find.current() {
        parts.push(format!("match {}", at + 1));
    }
    if find.ticked() > 0 {
        parts.push(format!("{} ticked", find.ticked()));
    }
    if results.more() > 0 {
        parts.push(format!("only the first {MOST} are listed and coded"));
    }
    if results.is_cut_short() {
        parts.push("stopped after 10 seconds: there may be more".to_owned());
    }
    parts.join(" · ")
}

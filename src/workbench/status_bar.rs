//! The line at the bottom: what counts, what is shown, what is going on.

use super::theme::{hint, palette};
use super::widgets::{Chip, ChipAction};
use crate::jobs::JobId;
use egui::accesskit::Role;
use egui::{Align, Button, Layout, ProgressBar, ScrollArea, Ui, WidgetInfo};

/// What the line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// From the left: "5 countable incidents of 9".
    pub facts: Vec<String>,
    /// What must hold for events and rows to be shown, in words.
    pub filters: Vec<String>,
    /// What was done last; empty for nothing.
    pub done: String,
    /// What can be done about that.
    pub then: Option<&'static str>,
    /// At the right end: the stretch of time shown.
    pub window: String,
    /// Work going on.
    pub work: Vec<Work>,
    /// How many warnings and errors are not dismissed.
    pub troubles: usize,
}

/// Work going on.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Which.
    pub job: JobId,
    /// What it is called: "Reading conflict_data.csv".
    pub name: String,
    /// How far it has got, 0 to 1; 0 where it does not say.
    pub part: f32,
}

/// What was asked for in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The notices.
    Notices,
    /// What can be done about what was done last.
    Then,
    /// That work be stopped.
    Stop(JobId),
    /// One filter less, by its place in the line.
    RemoveFilter(usize),
    /// No filter any more.
    ClearFilters,
}

/// Draws the line; what was asked for.
pub fn status_bar_ui(ui: &mut Ui, status: &Status) -> Option<Asked> {
    let mut asked = None;
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        ui.add_space(-4.0);
        for fact in &status.facts {
            ui.label(hint(fact));
        }
        asked = filters_ui(ui, &status.filters);
        if !status.done.is_empty() {
            let ink = super::theme::color(palette(ui).ok);
            ui.label(hint(&status.done).color(ink));
            if let Some(then) = status.then
                && quiet_button(ui, then, then)
            {
                asked = Some(Asked::Then);
            }
        }
        for work in &status.work {
            if work_ui(ui, work) {
                asked = Some(Asked::Stop(work.job));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(hint(&status.window));
            if status.troubles > 0 {
                let word = if status.troubles == 1 {
                    "1 notice"
                } else {
                    &format!("{} notices", status.troubles)
                };
                let ink = super::theme::color(palette(ui).warning);
                if ui.button(hint(word).color(ink)).clicked() {
                    asked = Some(Asked::Notices);
                }
            }
        });
    });
    asked
}

/// A job: its name and, where it tells how far it is, that and a way to stop it. True when it is to
/// be stopped.
fn work_ui(ui: &mut Ui, work: &Work) -> bool {
    if work.part <= 0.0 {
        ui.label(hint(format!("{}…", work.name)));
        return false;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let percent = (work.part * 100.0).floor();
        ui.label(hint(format!("{}, {percent} %", work.name)));
        let bar = ProgressBar::new(work.part).desired_width(80.0);
        ui.add(bar.desired_height(4.0));
        quiet_button(ui, "Cancel", &format!("Cancel {}", work.name))
    })
    .inner
}

/// Of the line, for what stands at its right end, in points.
const RIGHT_END: f32 = 340.0;
/// Narrower than this the chips are a menu, in points.
const LEAST_CHIPS: f32 = 160.0;

/// The filters as chips; where there is little room, as a menu.
fn filters_ui(ui: &mut Ui, filters: &[String]) -> Option<Asked> {
    if filters.is_empty() {
        return None;
    }
    let room = ui.available_width() - RIGHT_END;
    if room < LEAST_CHIPS {
        let name = super::panes::words::counted(filters.len(), "filter", "filters");
        let menu = ui.menu_button(hint(name), |ui| {
            ScrollArea::vertical()
                .max_height(240.0)
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 4.0;
                    ui.vertical(|ui| chips_ui(ui, filters)).inner
                })
                .inner
        });
        return menu.inner.flatten();
    }
    ui.scope(|ui| {
        ui.set_max_width(room);
        ui.spacing_mut().item_spacing.x = 6.0;
        ScrollArea::horizontal()
            .id_salt("filters")
            .max_width(room)
            .show(ui, |ui| {
                ui.horizontal_centered(|ui| chips_ui(ui, filters)).inner
            })
            .inner
    })
    .inner
}

fn quiet_button(ui: &mut Ui, text: &str, name: &str) -> bool {
    let button = ui.add(Button::new(hint(text).underline()).frame_when_inactive(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button.clicked()
}

fn chips_ui(ui: &mut Ui, filters: &[String]) -> Option<Asked> {
    let mut asked = None;
    for (at, words) in filters.iter().enumerate() {
        let chip = ui.push_id(words, |ui| Chip::new(words).closable().show(ui));
        if chip.inner == Some(ChipAction::Closed) {
            asked = Some(Asked::RemoveFilter(at));
        }
    }
    if filters.len() > 1 {
        let clear = ui.add(Button::new(hint("Clear all")).frame_when_inactive(false));
        if clear.clicked() {
            asked = Some(Asked::ClearFilters);
        }
    }
    asked
}

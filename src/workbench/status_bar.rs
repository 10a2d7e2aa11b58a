//! The line at the bottom: what counts, what is shown, what is going on.

use super::theme::{hint, palette};
use egui::{Align, Layout, ProgressBar, Ui};

/// What the line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Status {
    /// From the left: "5 countable incidents of 9".
    pub facts: Vec<String>,
    /// What was done last; empty for nothing.
    pub done: String,
    /// At the right end: the stretch of time shown.
    pub window: String,
    /// Work going on: its name and how far it has got, 0 to 1.
    pub work: Vec<(String, f32)>,
    /// How many warnings and errors are not dismissed.
    pub troubles: usize,
}

/// Draws the line; true when the notices were asked for.
pub fn status_bar_ui(ui: &mut Ui, status: &Status) -> bool {
    let mut asked = false;
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        ui.add_space(-4.0);
        for fact in &status.facts {
            ui.label(hint(fact));
        }
        if !status.done.is_empty() {
            let ink = super::theme::color(palette(ui).ok);
            ui.label(hint(&status.done).color(ink));
        }
        for (name, part) in &status.work {
            ui.label(hint(name));
            if *part > 0.0 {
                ui.add(
                    ProgressBar::new(*part)
                        .desired_width(80.0)
                        .desired_height(4.0),
                );
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
                asked = ui.button(hint(word).color(ink)).clicked();
            }
        });
    });
    asked
}

//! The toll of an event or report: killed and injured, each as low, best and high.

use super::form::{Form, warning_line};
use crate::model::toll::{Estimate, Harm, Toll, TollLine};
use crate::workbench::fields::Field;
use crate::workbench::panes::words::sentence;
use crate::workbench::theme::{CONTROL_HEIGHT, body_font, color, hint, hint_font, palette};
use egui::{Align2, Sense, Ui, vec2};

const GAP: f32 = 4.0;
/// Narrower than the label column, so that three numbers have room in a narrow pane.
const HARM_WIDTH: f32 = 56.0;

/// Draws the lines; the toll with a line more or less, where that was asked for.
pub(super) fn toll_ui(ui: &mut Ui, form: &mut Form<'_, '_>, toll: &Toll) -> Option<Toll> {
    let mut changed = None;
    if !toll.is_empty() {
        headings_ui(ui);
    }
    for (at, line) in (0..).zip(&toll.lines) {
        if line_ui(ui, form, toll, at, line) {
            let mut without = toll.clone();
            without.lines.remove(at as usize);
            changed = Some(without);
        }
    }
    if let Some(harm) = add_ui(ui, form, toll) {
        let mut with = toll.clone();
        with.lines.push(TollLine {
            harm,
            victims: String::new(),
            as_written: String::new(),
            estimate: Estimate::default(),
        });
        changed = Some(with);
    }
    changed
}

/// Three columns beside the labels, with room for a × behind them.
fn column_width(available: f32) -> f32 {
    ((available - 24.0 - 3.0 * GAP) / 3.0).max(24.0)
}

fn headings_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::empty());
    let left = rect.left() + HARM_WIDTH + ui.spacing().item_spacing.x;
    let width = column_width(rect.right() - left);
    let muted = color(palette(ui).muted);
    for (number, name) in [(0.5, "low"), (1.5, "best"), (2.5, "high")] {
        let x = left + number * width + (number - 0.5) * GAP;
        ui.painter().text(
            egui::pos2(x, rect.center().y),
            Align2::CENTER_CENTER,
            name,
            hint_font(),
            muted,
        );
    }
}

/// Names tell lines of the same harm and class apart: "Killed (soldiers)", "Killed, line 2".
fn line_name(toll: &Toll, at: u32, line: &TollLine) -> String {
    let same = |other: &&TollLine| other.harm == line.harm && other.victims == line.victims;
    let name = match line.victims.as_str() {
        "" => sentence(line.harm.in_words()),
        victims => format!("{} ({victims})", sentence(line.harm.in_words())),
    };
    if toll.lines.iter().filter(same).count() > 1 {
        format!("{name}, line {}", at + 1)
    } else {
        name
    }
}

/// Draws a line; whether it is to be taken away.
fn line_ui(ui: &mut Ui, form: &mut Form<'_, '_>, toll: &Toll, at: u32, line: &TollLine) -> bool {
    let name = line_name(toll, at, line);
    ui.horizontal_top(|ui| {
        harm_ui(ui, line.harm);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            let removed = numbers_ui(ui, form, &name, at, line);
            words_ui(ui, form, &name, at, line);
            if line.estimate.is_inconsistent() {
                warning_line(ui, "Low, best and high are not in order.");
            }
            removed
        })
        .inner
    })
    .inner
}

fn harm_ui(ui: &mut Ui, harm: Harm) {
    let (rect, _) = ui.allocate_exact_size(vec2(HARM_WIDTH, CONTROL_HEIGHT), Sense::empty());
    let (at, align) = (rect.left_center(), Align2::LEFT_CENTER);
    let muted = color(palette(ui).muted);
    ui.painter()
        .text(at, align, harm.in_words(), body_font(), muted);
}

fn numbers_ui(ui: &mut Ui, form: &mut Form<'_, '_>, name: &str, at: u32, line: &TollLine) -> bool {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let width = column_width(ui.available_width());
        let Estimate { low, best, high } = line.estimate;
        for (field, part, value) in [
            (Field::TollLow(at), "low", low),
            (Field::TollBest(at), "best", best),
            (Field::TollHigh(at), "high", high),
        ] {
            ui.allocate_ui(vec2(width, 24.0), |ui| {
                form.number(ui, field, &format!("{name}, {part}"), value, width);
            });
        }
        form.remove(ui, &format!("Remove {}", lowered(name)))
    })
    .inner
}

/// The words of the source and the class of victims, quiet under the numbers.
fn words_ui(ui: &mut Ui, form: &mut Form<'_, '_>, name: &str, at: u32, line: &TollLine) {
    ui.horizontal_top(|ui| {
        let half = (ui.available_width() - 8.0) / 2.0;
        let written = format!("{name}, as written");
        ui.allocate_ui(vec2(half, 24.0), |ui| {
            form.text_with(
                ui,
                Field::TollAsWritten(at),
                (&written, &line.as_written),
                |edit| edit.quiet().wrapped().muted().placeholder("as written"),
            );
        });
        let victims = format!("{name}, which victims");
        form.text_with(
            ui,
            Field::TollVictims(at),
            (&victims, &line.victims),
            |edit| edit.quiet().wrapped().muted().placeholder("all victims"),
        );
    });
}

/// What nobody tells, and buttons to say it; the harm of a line to add.
fn add_ui(ui: &mut Ui, form: &mut Form<'_, '_>, toll: &Toll) -> Option<Harm> {
    let missing = |harm: &Harm| !toll.lines.iter().any(|line| line.harm == *harm);
    let not_given: Vec<&str> = Harm::ALL
        .into_iter()
        .filter(missing)
        .map(Harm::in_words)
        .collect();
    let mut add = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if !not_given.is_empty() {
            ui.label(hint(format!("{} not given", not_given.join(", "))));
        }
        for harm in Harm::ALL {
            let text = format!("Add {}", harm.in_words());
            if form.quiet_button(ui, &text, &text) {
                add = Some(harm);
            }
        }
    });
    add
}

fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_toll_have_names_of_their_own() {
        let line = |harm, victims: &str| TollLine {
            harm,
            victims: victims.to_owned(),
            as_written: String::new(),
            estimate: Estimate::default(),
        };
        let toll = Toll {
            lines: vec![
                line(Harm::Killed, ""),
                line(Harm::Killed, "soldiers"),
                line(Harm::Injured, ""),
                line(Harm::Injured, ""),
            ],
        };
        let names: Vec<String> = (0..)
            .zip(&toll.lines)
            .map(|(at, line)| line_name(&toll, at, line))
            .collect();
        assert_eq!(
            names,
            [
                "Killed",
                "Killed (soldiers)",
                "Injured, line 3",
                "Injured, line 4"
            ]
        );
    }
}

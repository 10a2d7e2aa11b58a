//! The first rows: above what is made of them, below as they stand in the file.

use super::grid::{Grid, Head};
use super::slots::Slot;
use super::state::MappingDialog;
use crate::figure::labels::range_words;
use crate::model::sides::Sides;
use crate::tables::LoadedTable;
use crate::workbench::panes::words::{UNKNOWN, estimate, grouped, or_unknown, sentence};
use crate::workbench::theme::{PANE_MARGIN, ROW_HEIGHT, color, heading, hint, palette};
use egui::{Frame, Label, Margin, Panel, ScrollArea, Ui};

/// Something a row is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    When,
    Kind,
    Who,
    Whom,
    Place,
    Killed,
    Injured,
    Number,
}

impl Part {
    fn all(sides: &Sides) -> [(Self, &'static str, f32); 8] {
        let [first, second] = sides.names(["Who did it", "To whom"]);
        [
            (Self::When, "When", 152.0),
            (Self::Kind, "Kind", 136.0),
            (Self::Who, first, 152.0),
            (Self::Whom, second, 152.0),
            (Self::Place, "Where", 152.0),
            (Self::Killed, "Killed", 88.0),
            (Self::Injured, "Injured", 88.0),
            (Self::Number, "Incidents", 80.0),
        ]
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Killed | Self::Injured | Self::Number)
    }

    fn is_there(self, table: &LoadedTable) -> bool {
        let mapping = &table.mapping;
        match self {
            Self::Injured => mapping.injured != Default::default(),
            Self::Number => mapping.number.is_some(),
            _ => true,
        }
    }

    fn words(self, table: &LoadedTable, row: u32) -> String {
        match self {
            Self::When => table
                .days
                .get(row)
                .map_or_else(|| UNKNOWN.to_owned(), range_words),
            Self::Kind => or_unknown(sentence(table.kind_name(table.kind.code(row)))),
            Self::Who => or_unknown(table.initiator.text(row).to_owned()),
            Self::Whom => or_unknown(table.target.text(row).to_owned()),
            Self::Place => {
                let parts = [table.place.text(row), table.country.text(row)];
                let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
                or_unknown(parts.join(", "))
            }
            Self::Killed => bounds(&table.killed.get(row)),
            Self::Injured => bounds(&table.injured.get(row)),
            Self::Number => {
                let number = table.number.get(row);
                number.map_or_else(|| UNKNOWN.to_owned(), |it| grouped(it.into()))
            }
        }
    }
}

/// "5 (1–7)": the likeliest figure with its bounds, where they differ.
fn bounds(numbers: &crate::model::toll::Estimate) -> String {
    let best = estimate(numbers);
    match (numbers.low, numbers.best, numbers.high) {
        (Some(low), Some(best_is), Some(high)) if low != best_is || high != best_is => {
            format!("{best} ({low}–{high})")
        }
        _ => best,
    }
}

/// Draws both.
pub(super) fn rows_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    let height = (ui.available_height() * 0.5).max(3.0 * ROW_HEIGHT);
    let plain = Frame::new();
    let above = Panel::top("mapping records")
        .exact_size(height)
        .resizable(false)
        .frame(plain)
        .show(ui, |ui| records_ui(ui, dialog));
    let below = cells_ui(ui, dialog);
    dialog.hovered = above.inner.or(below);
}

fn head_ui(ui: &mut Ui, name: &str, what: &str) {
    let margin = Margin::symmetric(PANE_MARGIN as i8, 6);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(heading(name));
            ui.add(Label::new(hint(what)).truncate());
        });
    });
}

fn records_ui(ui: &mut Ui, dialog: &MappingDialog) -> Option<usize> {
    head_ui(
        ui,
        "What is made of them",
        "the first rows, as charts and filters will have them",
    );
    let table = match &dialog.sample {
        Ok(Some(table)) => table,
        Ok(None) => {
            note_ui(ui, "Reading…");
            return None;
        }
        Err(why) => {
            trouble_ui(ui, why);
            return None;
        }
    };
    let all = Part::all(&table.mapping.sides);
    let parts: Vec<Part> = all
        .iter()
        .filter(|(part, ..)| part.is_there(table))
        .map(|(part, ..)| *part)
        .collect();
    let heads: Vec<Head> = all
        .iter()
        .filter(|(part, ..)| parts.contains(part))
        .map(|(part, name, width)| Head {
            name: (*name).to_owned(),
            meaning: String::new(),
            width: *width,
            is_number: part.is_number(),
        })
        .collect();
    let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let words = |row: usize, at: usize| {
        let part = parts.get(at).copied();
        part.map_or_else(String::new, |part| part.words(table, number(row)))
    };
    let odd = |row: usize| {
        let row = Some(number(row));
        let warnings = table.warnings.iter().filter(|it| it.row == row);
        let lines: Vec<String> = warnings.map(ToString::to_string).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let spoken = |row: usize| {
        let all = (0..parts.len()).map(|at| words(row, at));
        format!("Row {} is {}", row + 1, all.collect::<Vec<_>>().join(" · "))
    };
    let grid = Grid {
        name: "Rows as they are read",
        heads: &heads,
        rows: table.len() as usize,
        cell: &words,
        odd: &odd,
        spoken: &spoken,
        lit: dialog.hovered,
    };
    grid.show(ui)
}

fn cells_ui(ui: &mut Ui, dialog: &MappingDialog) -> Option<usize> {
    let rect = ui.max_rect();
    let line = crate::workbench::theme::hairline(palette(ui).line);
    ui.painter().hline(rect.x_range(), rect.top(), line);
    head_ui(
        ui,
        "As they stand in the file",
        "what a column means stands under its name",
    );
    let peek = &dialog.peek;
    let heads: Vec<Head> = peek
        .columns
        .iter()
        .map(|name| Head {
            name: name.clone(),
            meaning: Slot::meanings(&dialog.mapping, name),
            width: 136.0,
            is_number: false,
        })
        .collect();
    let words = |row: usize, at: usize| {
        let cell = peek.rows.get(row).and_then(|row| row.get(at));
        cell.map_or_else(String::new, |cell| cell.replace(['\n', '\r'], " "))
    };
    let spoken = |row: usize| {
        let cells = (0..peek.columns.len().min(8)).map(|at| words(row, at));
        format!(
            "Row {} stands as {}",
            row + 1,
            cells.collect::<Vec<_>>().join(", ")
        )
    };
    let grid = Grid {
        name: "Rows as they stand",
        heads: &heads,
        rows: peek.rows.len(),
        cell: &words,
        odd: &|_| None,
        spoken: &spoken,
        lit: dialog.hovered,
    };
    grid.show(ui)
}

fn note_ui(ui: &mut Ui, text: &str) {
    let margin = Margin::symmetric(PANE_MARGIN as i8, 8);
    Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| ui.add(Label::new(hint(text)).wrap()));
}

fn trouble_ui(ui: &mut Ui, why: &str) {
    let margin = Margin::symmetric(PANE_MARGIN as i8, 8);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let ink = color(palette(ui).error);
        ui.add(Label::new(hint(sentence(why)).color(ink)).wrap());
    });
}

/// What is odd about single rows of the whole file.
pub(super) fn warnings_ui(ui: &mut Ui, dialog: &MappingDialog) {
    let Some(table) = dialog.rows() else {
        return note_ui(ui, "The file is still being read.");
    };
    if table.warnings.is_empty() {
        return note_ui(ui, "Nothing is odd: every row says what it says.");
    }
    let area = ScrollArea::vertical().auto_shrink(false);
    area.show_rows(ui, ROW_HEIGHT, table.warnings.len(), |ui, rows| {
        for warning in table.warnings.get(rows).unwrap_or_default() {
            let margin = Margin::symmetric(PANE_MARGIN as i8, 0);
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_height(ROW_HEIGHT - 4.0);
                let text = crate::workbench::theme::body(warning.to_string());
                ui.add(Label::new(text).truncate());
            });
        }
    });
}

//! How a file is cut: encoding, sign between cells, names of columns, sheet, file in an archive.

use super::state::MappingDialog;
use crate::model::table::{TableFormat, TableLayout};
use crate::workbench::theme::{CONTROL_HEIGHT, color, hint, hint_font, palette};
use crate::workbench::widgets::{Picked, Picker};
use egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};

/// Draws the row.
pub(super) fn cut_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    ScrollArea::horizontal().auto_shrink(false).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            entry_ui(ui, dialog);
            format_ui(ui, dialog);
            encoding_ui(ui, dialog);
            header_ui(ui, dialog);
        });
    });
}

/// A short choice with its label before it; another one that was chosen.
fn choice_ui<I: Clone + Eq>(
    ui: &mut Ui,
    label: &str,
    width: f32,
    entries: &[(I, String)],
    now: &I,
) -> Option<I> {
    label_ui(ui, label);
    let picked = ui
        .allocate_ui(vec2(width, CONTROL_HEIGHT), |ui| {
            Picker::new(("cut", label), label, entries, std::slice::from_ref(now)).show(ui)
        })
        .inner;
    ui.add_space(8.0);
    match picked {
        Some(Picked::Chosen(chosen)) if chosen != *now => Some(chosen),
        _ => None,
    }
}

/// Words before a control, which has the same name itself: nobody is to hear them twice.
fn label_ui(ui: &mut Ui, text: &str) {
    let ink = color(palette(ui).muted);
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), hint_font(), ink);
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::empty());
    ui.painter().galley(rect.min, galley, ink);
}

fn texts(all: &[String], now: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = all.iter().map(|it| (it.clone(), it.clone())).collect();
    if !all.iter().any(|it| it == now) {
        out.insert(0, (now.to_owned(), now.to_owned()));
    }
    out
}

fn entry_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    let Some(now) = dialog.layout.entry.clone() else {
        return;
    };
    let entries = texts(&dialog.choices.entries, &now);
    if entries.len() > 1
        && let Some(entry) = choice_ui(ui, "File in the archive", 200.0, &entries, &now)
    {
        let layout = TableLayout {
            entry: Some(entry),
            ..dialog.layout.clone()
        };
        dialog.recut(layout, true);
    }
}

fn format_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    match dialog.layout.format.clone() {
        TableFormat::Sheet(now) => {
            let sheets = texts(&dialog.choices.sheets, &now);
            if let Some(sheet) = choice_ui(ui, "Sheet", 180.0, &sheets, &now) {
                recut(dialog, TableFormat::Sheet(sheet), true);
            }
        }
        TableFormat::Json(now) if dialog.choices.lists.len() > 1 => {
            let lists = texts(&dialog.choices.lists, &now);
            if let Some(list) = choice_ui(ui, "List", 160.0, &lists, &now) {
                recut(dialog, TableFormat::Json(list), true);
            }
        }
        TableFormat::Json(_) | TableFormat::JsonLines => {}
        TableFormat::Delimited { delimiter, quoted } => {
            let mut signs = vec![',', ';', '\t', '|'];
            for sign in dialog.choices.delimiters.iter().chain([&delimiter]) {
                if !signs.contains(sign) {
                    signs.push(*sign);
                }
            }
            let signs: Vec<(char, String)> = signs
                .into_iter()
                .map(|sign| (sign, sign_in_words(sign)))
                .collect();
            let chosen = choice_ui(ui, "Between cells", 104.0, &signs, &delimiter);
            let mut marks = quoted;
            ui.checkbox(&mut marks, hint("Quotation marks"))
                .on_hover_text("A cell may stand in quotation marks, with line breaks inside");
            ui.add_space(8.0);
            if chosen.is_some() || marks != quoted {
                let format = TableFormat::Delimited {
                    delimiter: chosen.unwrap_or(delimiter),
                    quoted: marks,
                };
                // With another sign between them there are other columns.
                recut(dialog, format, chosen.is_some());
            }
        }
    }
}

fn recut(dialog: &mut MappingDialog, format: TableFormat, anew: bool) {
    let layout = TableLayout {
        format,
        ..dialog.layout.clone()
    };
    dialog.recut(layout, anew);
}

fn sign_in_words(sign: char) -> String {
    match sign {
        ',' => "comma".to_owned(),
        ';' => "semicolon".to_owned(),
        '\t' => "tab".to_owned(),
        '|' => "vertical bar".to_owned(),
        sign => sign.to_string(),
    }
}

fn encoding_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    if !matches!(dialog.layout.format, TableFormat::Delimited { .. }) {
        return;
    }
    let now = dialog.layout.encoding.clone();
    let encodings = texts(&dialog.choices.encodings, &now);
    if let Some(encoding) = choice_ui(ui, "Encoding", 128.0, &encodings, &now) {
        let layout = TableLayout {
            encoding,
            ..dialog.layout.clone()
        };
        dialog.recut(layout, false);
    }
}

/// So many lines may be left out above the names of the columns, or as many as were found there.
const MOST_ABOVE: u32 = 20;

fn header_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    if matches!(
        dialog.layout.format,
        TableFormat::Json(_) | TableFormat::JsonLines
    ) {
        return;
    }
    let mut layout = dialog.layout.clone();
    ui.checkbox(&mut layout.header, hint("First row names the columns"));
    ui.add_space(8.0);
    let most = layout.preamble.max(MOST_ABOVE);
    let lines: Vec<(u32, String)> = (0..=most).map(|it| (it, it.to_string())).collect();
    if let Some(lines) = choice_ui(ui, "Lines above it", 56.0, &lines, &layout.preamble) {
        layout.preamble = lines;
    }
    ui.checkbox(&mut layout.tags, hint("HXL tags"))
        .on_hover_text("A row of HXL tags, such as #date+start, follows the names");
    if layout != dialog.layout {
        dialog.recut(layout, false);
    }
}

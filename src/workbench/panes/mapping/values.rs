//! The values of the kind, each with how often it stands there and what it means.

use super::state::{MappingDialog, kind_counts};
use crate::model::codebook::{Family, kinds_in_order};
use crate::model::mapping::KindValue;
use crate::model::project::Project;
use crate::workbench::panes::words::{counted, grouped, sentence};
use crate::workbench::theme::{
    CONTROL_HEIGHT, PANE_MARGIN, ROW_HEIGHT, body, heading, hint, number,
};
use crate::workbench::widgets::{Picked, Picker, TextField};
use egui::{Align, Frame, Id, Label, Layout, Margin, ScrollArea, Ui, vec2};

/// The height of a row with its controls, in points.
const ROW: f32 = ROW_HEIGHT + 6.0;
const COUNT: f32 = 72.0;
const FAMILY: f32 = 136.0;
const PLOVER: f32 = 136.0;
const GAP: f32 = 12.0;

/// Draws the values.
pub(super) fn values_ui(ui: &mut Ui, dialog: &mut MappingDialog, project: &Project) {
    let margin = Margin::symmetric(PANE_MARGIN as i8, 4);
    Frame::new().inner_margin(margin).show(ui, |ui| {
        let Some(table) = dialog.rows() else {
            ui.label(hint("The file is still being read."));
            return;
        };
        if dialog.mapping.kind.columns.is_empty() {
            ui.label(hint(
                "No column says what kind of event a row is: every row is an incident. Choose one under What.",
            ));
            return;
        }
        let counts = kind_counts(table);
        let native = |code: u32| table.kind.dictionary.text(code).to_owned();
        let rows: Vec<(String, u32)> = counts
            .iter()
            .filter(|(code, _)| *code != 0)
            .map(|(code, count)| (native(*code), *count))
            .collect();
        let says = counted(rows.len(), "value", "values");
        ui.label(hint(format!(
            "{says}. What is mapped to a kind of the codebook is drawn like it; anything else keeps its own name."
        )));
        ui.add_space(4.0);
        heads_ui(ui);
        let kinds = kinds(dialog, project);
        let area = ScrollArea::vertical().auto_shrink(false);
        area.show_rows(ui, ROW, rows.len(), |ui, shown| {
            for (value, count) in rows.get(shown).unwrap_or_default() {
                ui.push_id(value, |ui| row_ui(ui, dialog, project, &kinds, (value, *count)));
            }
        });
    });
}

/// "Its own name", then the kinds of the codebook and those noted for it.
fn kinds(dialog: &MappingDialog, project: &Project) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), "Its own name".to_owned())];
    let known = kinds_in_order(project);
    let noted = dialog.noted_kinds().map(str::to_owned);
    for name in known.iter().map(|kind| kind.name.clone()).chain(noted) {
        if !out.iter().any(|(other, _)| *other == name) {
            out.push((name.clone(), name));
        }
    }
    // A profile may name kinds this codebook has not.
    for value in &dialog.mapping.kind.values {
        if !out.iter().any(|(name, _)| *name == value.kind) {
            out.push((value.kind.clone(), format!("{} (new)", value.kind)));
        }
    }
    out
}

fn name_width(ui: &Ui) -> f32 {
    let fixed = COUNT + FAMILY + PLOVER + 4.0 * GAP;
    ((ui.available_width() - fixed) / 2.0).max(96.0)
}

fn heads_ui(ui: &mut Ui) {
    let width = name_width(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (name, width) in [
            ("In the file", width),
            ("Rows", COUNT),
            ("Kind", width),
            ("Family", FAMILY),
            ("PLOVER", PLOVER),
        ] {
            let right = name == "Rows";
            let layout = match right {
                true => Layout::right_to_left(Align::Center),
                false => Layout::left_to_right(Align::Center),
            };
            ui.allocate_ui_with_layout(vec2(width, CONTROL_HEIGHT), layout, |ui| {
                ui.set_min_width(width);
                ui.label(heading(name));
            });
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    dialog: &mut MappingDialog,
    project: &Project,
    kinds: &[(String, String)],
    (native, count): (&str, u32),
) {
    let width = name_width(ui);
    let value = dialog.value(native);
    let mut now = value.clone();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.set_min_height(ROW);
        let name = match value.label.as_str() {
            "" => native.to_owned(),
            label => format!("{native} · {label}"),
        };
        ui.allocate_ui_with_layout(
            vec2(width, ROW),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_width(width);
                ui.add(Label::new(body(&name)).truncate());
            },
        );
        ui.allocate_ui_with_layout(
            vec2(COUNT, ROW),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.set_min_width(COUNT);
                ui.label(number(grouped(count.into())));
            },
        );
        kind_ui(ui, dialog, (project, kinds), (native, width), &mut now);
        family_ui(ui, native, &mut now);
        sized_ui(ui, PLOVER, |ui| {
            let id = Id::unique(("mapping plover", native));
            let name = format!("PLOVER of {native}");
            TextField::new(id, &name, &mut now.plover)
                .hint("ASSAULT/aerial")
                .show(ui);
        });
    });
    if now != value {
        dialog.set_value(now);
    }
}

fn sized_ui<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui(vec2(width, CONTROL_HEIGHT), |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}

fn kind_ui(
    ui: &mut Ui,
    dialog: &mut MappingDialog,
    (project, kinds): (&Project, &[(String, String)]),
    (native, width): (&str, f32),
    now: &mut KindValue,
) {
    let name = format!("Kind of {native}");
    let chosen = [now.kind.clone()];
    let picker = Picker::new(("kind of", native), &name, kinds, &chosen).new_entries();
    let picked = sized_ui(ui, width, |ui| picker.show(ui));
    match picked {
        Some(Picked::Chosen(kind)) => {
            let mut known = project.kinds.values();
            if let Some(known) = known.find(|it| it.name == kind) {
                now.family = known.family;
                if now.plover.is_empty() {
                    now.plover.clone_from(&known.plover);
                }
            }
            now.kind = kind;
        }
        Some(Picked::New(kind)) => {
            dialog.new_kind(&kind, now.family);
            now.kind = kind;
        }
        Some(Picked::Removed(_)) | None => {}
    }
}

fn family_ui(ui: &mut Ui, native: &str, now: &mut KindValue) {
    let families = Family::ALL.map(|it| (it, sentence(it.in_words())));
    let name = format!("Family of {native}");
    let chosen = [now.family];
    let picker = Picker::new(("family of", native), &name, &families, &chosen);
    if let Some(Picked::Chosen(family)) = sized_ui(ui, FAMILY, |ui| picker.show(ui)) {
        now.family = family;
    }
}

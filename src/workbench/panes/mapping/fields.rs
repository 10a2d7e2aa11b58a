//! The fields: what a row has, each with the columns that say it and why they were taken for it.

use super::slots::{Bound, DateShape, Slot};
use super::state::MappingDialog;
use crate::model::mapping::{DateStyle, Precision};
use crate::model::sides::Sides;
use crate::workbench::panes::words::sentence;
use crate::workbench::theme::{CONTROL_HEIGHT, color, hint, palette};
use crate::workbench::widgets::{Picked, Picker, Section, TextField, field_row};
use egui::{Id, Label, Ui};
use std::collections::BTreeSet;

/// Draws the fields.
pub(super) fn fields_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    questions_ui(ui, dialog);
    Section::new("When").show(ui);
    when_ui(ui, dialog);
    Section::new("What").show(ui);
    slot_row(ui, dialog, Slot::Kind);
    slot_row(ui, dialog, Slot::Number);
    Section::new("Who").show(ui);
    slot_row(ui, dialog, Slot::Initiator);
    slot_row(ui, dialog, Slot::Target);
    sides_ui(ui, dialog);
    Section::new("Where").show(ui);
    for slot in [Slot::Place, Slot::Country, Slot::Latitude, Slot::Longitude] {
        slot_row(ui, dialog, slot);
    }
    Section::new("Toll").show(ui);
    bounds_row(ui, dialog, "Killed", Slot::Killed);
    bounds_row(ui, dialog, "Injured", Slot::Injured);
    slot_row(ui, dialog, Slot::Victims);
    Section::new("Besides").show(ui);
    for slot in [Slot::Id, Slot::Source, Slot::Notes] {
        slot_row(ui, dialog, slot);
    }
    unknown_row(ui, dialog);
    separator_row(ui, dialog);
}

/// What only a person can say.
fn questions_ui(ui: &mut Ui, dialog: &MappingDialog) {
    let ink = color(palette(ui).warning);
    for question in &dialog.meaning.questions {
        ui.add_space(8.0);
        let text = format!("{}: {}", question.column, question.what);
        ui.add(Label::new(hint(text).color(ink)).wrap());
    }
}

fn when_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    let now = DateShape::of(&dialog.mapping.date.at);
    let shapes = DateShape::ALL.map(|(shape, name)| (shape, name.to_owned()));
    if let Some(shape) = choice_row(ui, "Stands in", "Date stands in", &shapes, &now) {
        dialog.reshape_date(shape);
    }
    let shape = DateShape::of(&dialog.mapping.date.at);
    for slot in shape.slots() {
        slot_row(ui, dialog, *slot);
    }
    if matches!(shape, DateShape::One | DateShape::Range) {
        let styles = DateStyle::ALL.map(|style| (style, style.in_words().to_owned()));
        let now = dialog.mapping.date.style;
        if let Some(style) = choice_row(ui, "Written as", "Date written as", &styles, &now) {
            dialog.mapping.date.style = style;
            dialog.changed();
        }
    }
    if shape == DateShape::Range {
        let means = [
            (false, "Once, somewhere within".to_owned()),
            (true, "It lasted from first to last".to_owned()),
        ];
        let now = dialog.mapping.date.lasted;
        if let Some(lasted) = choice_row(ui, "Means", "First and last day mean", &means, &now) {
            dialog.mapping.date.lasted = lasted;
            dialog.changed();
        }
    }
    if shape != DateShape::Nowhere {
        slot_row(ui, dialog, Slot::Until);
        slot_row(ui, dialog, Slot::Precision);
        precision_ui(ui, dialog);
    }
}

/// Whether the two columns of actors tell who acted on whom; of two sides, in which rows they do all
/// the same.
fn sides_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    if dialog.mapping.initiator.is_empty() || dialog.mapping.target.is_empty() {
        return;
    }
    let means = [
        (true, "The first acts on the second".to_owned()),
        (false, "Two sides, nobody says who began".to_owned()),
    ];
    let now = dialog.mapping.sides.is_directed();
    if let Some(directed) = choice_row(ui, "Means", "The two columns of actors mean", &means, &now)
    {
        dialog.mapping.sides = match directed {
            true => Sides::Directed,
            false => Sides::Opposed {
                directed: Vec::new(),
            },
        };
        dialog.changed();
    }
    if let Sides::Opposed { directed } = &dialog.mapping.sides {
        let name = "Kinds in which side A acts on side B";
        let entries = directed_kinds(dialog, directed);
        let mut chosen = directed.clone();
        let picker = Picker::new(("mapping", name), name, &entries, &chosen).several();
        match field_row(ui, "But A acts in", |ui| picker.show(ui)).inner {
            Some(Picked::Chosen(native)) => chosen.push(native),
            Some(Picked::Removed(native)) => chosen.retain(|it| *it != native),
            Some(Picked::New(_)) | None => return,
        }
        dialog.mapping.sides = Sides::Opposed { directed: chosen };
        dialog.changed();
    }
}

/// The native types to choose from: those of the file, those the mapping lists, and those chosen.
fn directed_kinds(dialog: &MappingDialog, chosen: &[String]) -> Vec<(String, String)> {
    let kind = &dialog.mapping.kind;
    let seen = dialog.rows().into_iter().flat_map(|rows| {
        let texts = rows.kind.dictionary.iter().skip(1);
        texts.map(|(_, text)| text.to_owned())
    });
    let listed = kind.values.iter().map(|value| value.value.clone());
    let natives: BTreeSet<String> = seen.chain(listed).chain(chosen.iter().cloned()).collect();
    let name = |native: String| {
        let label = kind.value_of(&native).map_or("", |value| &value.label);
        let name = match label {
            "" => native.clone(),
            label => format!("{native} · {label}"),
        };
        (native, name)
    };
    natives.into_iter().map(name).collect()
}

/// A row with a choice; another one that was chosen.
fn choice_row<I: Clone + Eq>(
    ui: &mut Ui,
    label: &str,
    name: &str,
    entries: &[(I, String)],
    now: &I,
) -> Option<I> {
    let chosen = std::slice::from_ref(now);
    let picker = Picker::new(("mapping", name), name, entries, chosen);
    match field_row(ui, label, |ui| picker.show(ui)).inner {
        Some(Picked::Chosen(chosen)) if chosen != *now => Some(chosen),
        _ => None,
    }
}

/// A row with the columns of one thing, and why they were taken for it.
fn slot_row(ui: &mut Ui, dialog: &mut MappingDialog, slot: Slot) {
    let name = slot.name(&dialog.mapping.sides);
    field_row(ui, &name, |ui| {
        slot_ui(ui, dialog, slot, "Not in this file");
        note_ui(ui, dialog, slot);
    });
}

fn slot_ui(ui: &mut Ui, dialog: &mut MappingDialog, slot: Slot, placeholder: &str) {
    let (name, mut chosen) = (slot.name(&dialog.mapping.sides), dialog.chosen(slot));
    if dialog.wants_focus {
        // The first field has the keyboard when the mapping opens.
        dialog.wants_focus = false;
        let id = ui.next_auto_id();
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let entries = match slot.is_several() {
        true => dialog.entries().get(1..).unwrap_or_default(),
        false => dialog.entries(),
    };
    let mut picker = Picker::new(("mapping", slot), &name, entries, &chosen);
    picker = match slot.is_several() {
        true => picker.several(),
        false => picker.placeholder(placeholder),
    };
    match picker.show(ui) {
        Some(Picked::Chosen(column)) if slot.is_several() => {
            chosen.push(column);
            dialog.set(slot, chosen);
        }
        Some(Picked::Chosen(column)) => dialog.set(slot, vec![column]),
        Some(Picked::Removed(column)) => {
            chosen.retain(|it| *it != column);
            dialog.set(slot, chosen);
        }
        Some(Picked::New(_)) | None => {}
    }
}

fn note_ui(ui: &mut Ui, dialog: &MappingDialog, slot: Slot) {
    let lacking = dialog.lacking(slot);
    if !lacking.is_empty() {
        let ink = color(palette(ui).warning);
        let text = format!("The file has no column {}", lacking.join(", "));
        ui.add(Label::new(hint(text).color(ink)).wrap());
    } else if let Some(reason) = dialog.reason(slot) {
        ui.add(Label::new(hint(sentence(reason))).wrap());
    }
}

/// Low, best and high side by side.
fn bounds_row(ui: &mut Ui, dialog: &mut MappingDialog, label: &str, slot: fn(Bound) -> Slot) {
    field_row(ui, label, |ui| {
        let gap = ui.spacing().item_spacing.x;
        let width = (ui.available_width() - 2.0 * gap) / 3.0;
        ui.horizontal_top(|ui| {
            for bound in Bound::ALL {
                ui.allocate_ui(egui::vec2(width, CONTROL_HEIGHT), |ui| {
                    ui.set_width(width);
                    slot_ui(ui, dialog, slot(bound), bound.name());
                });
            }
        });
        for bound in Bound::ALL {
            note_ui(ui, dialog, slot(bound));
        }
    });
}

/// What the values of the column that says how exact a date is mean.
fn precision_ui(ui: &mut Ui, dialog: &mut MappingDialog) {
    /// More different values than these are no scale.
    const MOST: usize = 12;
    let Some(precision) = dialog.mapping.date.precision.clone() else {
        return;
    };
    let at = dialog
        .peek
        .columns
        .iter()
        .position(|it| *it == precision.column);
    let seen = at.into_iter().flat_map(|at| {
        let rows = dialog.peek.rows.iter();
        rows.filter_map(move |row| row.get(at).cloned())
    });
    let listed = precision.values.iter().map(|(value, _)| value.clone());
    let values: BTreeSet<String> = seen.chain(listed).filter(|it| !it.is_empty()).collect();
    if values.len() > MOST {
        return;
    }
    let means = Precision::ALL.map(|it| (it, sentence(it.in_words())));
    for value in values {
        let now = precision.values.iter().find(|(it, _)| *it == value);
        let now = now.map_or(Precision::AsGiven, |(_, precision)| *precision);
        let name = format!("How exact, {value}");
        let label = format!("  {value} is");
        if let Some(chosen) = choice_row(ui, &label, &name, &means, &now) {
            if let Some(precision) = &mut dialog.mapping.date.precision {
                precision.values.retain(|(it, _)| *it != value);
                precision.values.push((value, chosen));
            }
            dialog.changed();
        }
    }
}

fn unknown_row(ui: &mut Ui, dialog: &mut MappingDialog) {
    field_row(ui, "Unknown is", |ui| {
        let id = Id::unique("mapping unknown");
        let field = TextField::new(id, "Unknown is written as", &mut dialog.unknown);
        let changed = field.hint("-99, unknown").show(ui).response.changed();
        if changed {
            let words = dialog.unknown.split(',').map(str::trim);
            let words = words.filter(|it| !it.is_empty()).map(str::to_owned);
            dialog.mapping.unknown = words.collect();
            dialog.changed();
        }
    });
}

fn separator_row(ui: &mut Ui, dialog: &mut MappingDialog) {
    let signs = [
        (None, "Nothing: a cell is one name".to_owned()),
        (Some(';'), "Semicolon".to_owned()),
        (Some(','), "Comma".to_owned()),
        (Some('|'), "Vertical bar".to_owned()),
        (Some('/'), "Slash".to_owned()),
    ];
    let now = dialog.mapping.separator;
    let name = "Between names in one cell";
    if let Some(sign) = choice_row(ui, "Names", name, &signs, &now) {
        dialog.mapping.separator = sign;
        dialog.changed();
    }
}

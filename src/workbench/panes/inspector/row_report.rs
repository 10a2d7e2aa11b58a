//! What a report that rests on a row of a table shows of it: where it stands, what it tells, its
//! cells, and names in it that the project does not know yet.

use super::form::{Form, body_line, hint_line, link, remember, remembered};
use crate::document::verbs::actors::find_actor;
use crate::document::verbs::adopt::Field as Adoptable;
use crate::document::verbs::places::find_place;
use crate::model::report::Report;
use crate::model::table::{EventTable, TableRow};
use crate::tables::reconcile::incident::each_name;
use crate::workbench::command::Command;
use crate::workbench::panes::words;
use crate::workbench::slots::{ActorSlot, Choice, PlaceSlot};
use crate::workbench::theme::{heading, hint, reading};
use crate::workbench::verb::Verb;
use egui::{Label, Ui};

/// Draws what stands in the place of the quote of a passage.
pub(super) fn row_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    report: &Report,
    row: &TableRow,
    of: &str,
) {
    let project = form.desk.snapshot.project();
    ui.label(heading(words::standing_in(project, &report.passage)));
    let table = project.tables.get(&row.table).cloned();
    let notes = table.as_ref().map_or(&[][..], |table| &table.mapping.notes);
    let told: Vec<&str> = notes.iter().filter_map(|name| row.cell(name)).collect();
    if !told.is_empty() {
        let quote = format!("“{}”", words::shortened(&told.join(" "), 240));
        ui.add(Label::new(reading(quote, 13.0)).wrap());
    }
    let fields = [Adoptable::When, Adoptable::Places, Adoptable::Toll];
    let said = fields
        .iter()
        .filter_map(|field| words::said(project, report, *field));
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        body_line(ui, &said.join(" · "));
    }
    super::linked_row::now_ui(ui, form, row, of);
    let (id, mut open): (_, bool) = remembered(ui, ("cells", report.id));
    ui.horizontal(|ui| {
        if link(ui, "Show row", &format!("Show row, {of}")).clicked() {
            form.desk.push(Command::ShowRow(row.id));
        }
        ui.label(hint("·"));
        let text = if open { "Hide cells" } else { "Cells" };
        if link(ui, text, &format!("{text}, {of}")).clicked() {
            open = !open;
            remember(ui, id, open);
        }
    });
    if open {
        cells_ui(ui, row);
    }
    if let Some(table) = table {
        offers_ui(ui, form, report, (&table, row));
    }
}

/// The cells as they were when the row was linked.
fn cells_ui(ui: &mut Ui, row: &TableRow) {
    for (column, text) in &row.cells {
        hint_line(ui, column);
        body_line(ui, text);
    }
}

/// Names in the row that nobody in the project has: each can be added.
fn offers_ui(
    ui: &mut Ui,
    form: &mut Form<'_, '_>,
    report: &Report,
    (table, row): (&EventTable, &TableRow),
) {
    let mapping = &table.mapping;
    let names = |columns: &[String]| -> Vec<String> {
        let cells = columns.iter().filter_map(|name| row.cell(name));
        let each = cells.flat_map(|cell| each_name(cell, mapping.separator));
        each.map(str::to_owned).collect()
    };
    let ends = [names(&mapping.initiator), names(&mapping.target)];
    let [initiator, target] = match row.is_opposed(mapping) {
        true => [(ActorSlot::ReportSides(report.id), "side"); 2],
        false => [
            (ActorSlot::ReportInitiator(report.id), "initiator"),
            (ActorSlot::ReportTarget(report.id), "target"),
        ],
    };
    for (names, (slot, what)) in ends.into_iter().zip([initiator, target]) {
        for name in names {
            let project = form.desk.snapshot.project();
            if find_actor(project, &name).is_none() {
                let text = format!("Add ‘{}’ as {what}", words::shortened(&name, 40));
                if form.quiet_button(ui, &text, &text) {
                    form.edit(Verb::NameActor(slot, Choice::New(name)));
                }
            }
        }
    }
    let places: Vec<&str> = mapping
        .place
        .iter()
        .filter_map(|name| row.cell(name))
        .collect();
    let project = form.desk.snapshot.project();
    let known = places
        .iter()
        .any(|name| find_place(project, name).is_some());
    if let (false, Some(name)) = (known, places.first()) {
        let text = format!("Add ‘{}’ as place", words::shortened(name, 40));
        if form.quiet_button(ui, &text, &text) {
            let new = Choice::New((*name).to_owned());
            form.edit(Verb::NamePlace(PlaceSlot::Report(report.id), new));
        }
    }
}

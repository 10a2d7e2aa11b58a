//! What stands beside the list: the selected row field by field, or what is to be said of all.

use super::list::in_words;
use super::state::{EditionReview, Fields, Item};
use crate::document::Snapshot;
use crate::document::verbs::editions::views_on;
use crate::ingest::tables::newer::{Differs, Newer};
use crate::model::id::{RecordId, RowId};
use crate::tables::editions::{Changes, FieldChange};
use crate::workbench::panes::fields_changed::{Compared, fields_ui};
use crate::workbench::panes::words::{counted, grouped, sentence};
use crate::workbench::theme::{body, hint, strong, title};
use crate::workbench::widgets::Section;
use egui::{Label, ScrollArea, Ui, vec2};

/// Draws it.
pub(super) fn detail_ui(ui: &mut Ui, review: &mut EditionReview, now: &Snapshot) {
    let pages = review.take_pages();
    let page = ui.available_height() * 0.9;
    let area = ScrollArea::vertical()
        .id_salt(("edition detail", review.at()))
        .auto_shrink(false);
    area.show(ui, |ui| {
        if pages != 0 {
            ui.scroll_with_delta(vec2(0.0, -page * pages as f32));
        }
        match review.item() {
            Some(item) => row_ui(ui, review, item, now),
            None => all_ui(ui, &review.newer, now),
        }
    });
}

fn row_ui(ui: &mut Ui, review: &EditionReview, item: Item, now: &Snapshot) {
    let (name, _) = in_words(&review.newer, item);
    ui.add(Label::new(title(name)).wrap());
    if let Item::Linked(at) = item
        && let Some(linked) = review.newer.linked.get(at)
    {
        resting_ui(ui, now, linked.update.row);
    }
    match review.fields() {
        None => {}
        Some(Fields::Reading) => drop(ui.label(hint("Reading…"))),
        Some(Fields::Failed(why)) => {
            ui.add(Label::new(body(format!("It could not be read: {why}"))).wrap());
        }
        Some(Fields::Here(key, fields)) => {
            let what = what(item, &fields);
            ui.label(hint(format!("{what}: {key}")));
            ui.add_space(8.0);
            // A row that came or went has nothing to be compared with.
            let is_compared = what == OTHERWISE;
            let compared = |field: &FieldChange| match is_compared {
                true => compared(&review.newer, &field.column),
                false => Compared::Nothing,
            };
            fields_ui(ui, &fields, &compared);
        }
    }
}

fn compared(newer: &Newer, column: &str) -> Compared {
    match (newer.older_has(column), newer.rows.column(column).is_some()) {
        (true, true) => Compared::Both,
        (true, false) => Compared::OlderOnly,
        (false, _) => Compared::NewerOnly,
    }
}

/// What a row that changed is said to do.
const OTHERWISE: &str = "Reads otherwise in the newer file";

fn what(item: Item, fields: &[FieldChange]) -> &'static str {
    match item {
        Item::Row(Differs::Gone(_)) => "Gone from the newer file",
        Item::Row(Differs::Added(_)) => "New in the newer file",
        Item::Linked(_) if fields.iter().all(|field| field.now.is_empty()) => {
            "Gone from the newer file"
        }
        Item::Heading(..) | Item::Linked(_) | Item::Row(Differs::Changed(_)) => OTHERWISE,
    }
}

/// The events a linked row supports.
fn resting_ui(ui: &mut Ui, now: &Snapshot, row: RowId) {
    let project = now.project();
    let events = now.referrers(row).filter_map(|id| match id {
        RecordId::Report(id) => {
            let report = project.reports.get(&id)?;
            project.events.get(&report.event)
        }
        _ => None,
    });
    for event in events {
        let text = format!("A report of ‘{}’ rests on it", event.title);
        ui.add(Label::new(strong(text)).wrap());
    }
}

/// What is to be said of the two files.
fn all_ui(ui: &mut Ui, newer: &Newer, now: &Snapshot) {
    let (_, changes) = match &newer.compared {
        Ok(compared) => compared,
        Err(why) => {
            ui.label(strong("Only linked rows can be compared."));
            let text = format!(
                "{}. What the project keeps of its rows is compared; other rows that came or went cannot be told.",
                sentence(&why.to_string())
            );
            ui.add(Label::new(body(text)).wrap());
            return notes_ui(ui, &newer.notes);
        }
    };
    if changes.is_empty() {
        ui.label(strong("Nothing changed: only the file is another."));
    }
    ui.label(hint("Select a row to see it field by field."));
    told_ui(ui, changes);
    columns_ui(ui, "Columns that came", &changes.new_columns);
    columns_ui(ui, "Columns that went", &changes.lost_columns);
    let views = views_on(now.project(), newer.table.id, &changes.lost_columns);
    for view in views {
        let text = format!(
            "The view ‘{view}’ filters by a column that went: it is kept, but finds no row."
        );
        ui.add(Label::new(body(text)).wrap());
    }
    let by_column = changes.by_column();
    if !by_column.is_empty() {
        Section::new("Changed in each column")
            .count(by_column.len())
            .show(ui);
        for (name, rows) in by_column {
            ui.label(body(format!("{name}: {}", rows_in_words(rows))));
        }
    }
    notes_ui(ui, &newer.notes);
}

fn rows_in_words(rows: u32) -> String {
    match rows {
        1 => "1 row".to_owned(),
        rows => format!("{} rows", grouped(rows.into())),
    }
}

fn told_ui(ui: &mut Ui, changes: &Changes) {
    if !changes.by_id {
        let text = "No column tells rows from one another, so a row that reads otherwise counts as gone and added. Say which column holds the id under “Correct what its columns mean”.";
        ui.add(Label::new(body(text)).wrap());
    }
    if changes.repeated > 0 {
        let ids = counted(changes.repeated as usize, "id stands", "ids stand");
        let text = format!(
            "{ids} several times in one of the files: rows that read the same were taken for one, the others in their order."
        );
        ui.add(Label::new(body(text)).wrap());
    }
}

fn columns_ui(ui: &mut Ui, heading: &str, columns: &[String]) {
    if !columns.is_empty() {
        Section::new(heading).count(columns.len()).show(ui);
        ui.add(Label::new(body(columns.join(", "))).wrap());
    }
}

fn notes_ui(ui: &mut Ui, notes: &[String]) {
    for note in notes {
        ui.add(Label::new(hint(note)).wrap());
    }
}

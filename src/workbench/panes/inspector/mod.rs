//! The inspector: the form of whatever is selected.
//!
//! In: the desk. Out: commands. One file per noun, and one per part that several forms share
//! (dates, tolls, speakers, aliases). Text goes out as `Command::SetField`, choices as
//! `Command::Edit`.

mod actor;
mod aliases;
mod anchor;
mod annotation;
mod chips;
mod claim;
mod code;
mod coder;
mod ending;
mod event;
mod event_list;
mod form;
mod ground;
mod info;
mod kind;
mod linked_row;
mod links;
mod look;
mod mentions;
mod names;
mod passages;
mod place;
mod policy;
mod report;
mod reports;
mod resting;
mod row_report;
mod row_stays;
mod source;
mod speaker;
mod table;
mod table_row;
mod toll;
mod view;
mod when;
mod within;

use self::form::{Form, hint_line};
use super::Desk;
use crate::model::id::RecordId;
use crate::workbench::theme::{pane_frame, title};
use egui::{ScrollArea, Ui};

/// Draws the pane.
pub fn inspector_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let salt = format!("{:?} {:?}", shown_record(desk), desk.session.row);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt(salt);
    area.show(ui, |ui| {
        pane_frame(12, 16).show(ui, |ui| {
            ui.set_width(ui.available_width());
            selected_ui(ui, desk);
        });
    });
}

/// The record whose form is shown: a report and a link stand in that of their event, which stays
/// where it was scrolled to.
fn shown_record(desk: &Desk<'_>) -> Option<RecordId> {
    let project = desk.snapshot.project();
    match desk.session.selected? {
        RecordId::Report(id) => Some(project.reports.get(&id)?.event.into()),
        RecordId::Link(id) => Some(project.links.get(&id)?.from.into()),
        id => Some(id),
    }
}

fn selected_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let project = desk.snapshot.project();
    match desk.session.selected.filter(|id| project.holds(*id)) {
        Some(RecordId::Event(id)) => event::event_ui(ui, desk, id, None),
        Some(RecordId::Report(id)) => {
            if let Some(report) = project.reports.get(&id) {
                event::event_ui(ui, desk, report.event, Some(id));
            }
        }
        Some(RecordId::Link(id)) => {
            if let Some(link) = project.links.get(&id) {
                event::event_ui(ui, desk, link.from, None);
            }
        }
        Some(RecordId::Annotation(id)) => annotation::annotation_ui(ui, desk, id),
        Some(RecordId::Source(id)) => source::source_ui(ui, desk, id),
        Some(RecordId::Claim(id)) => claim::claim_ui(ui, desk, id),
        Some(RecordId::Actor(id)) => actor::actor_ui(ui, desk, id),
        Some(RecordId::Place(id)) => place::place_ui(ui, desk, id),
        Some(RecordId::Anchor(id)) => anchor::anchor_ui(ui, desk, id),
        Some(RecordId::Code(id)) => code::code_ui(ui, desk, id),
        Some(RecordId::Kind(id)) => kind::kind_ui(ui, desk, id),
        Some(RecordId::Coder(id)) => coder::coder_ui(ui, desk, id),
        Some(RecordId::Info(id)) => info::info_ui(ui, desk, id),
        Some(RecordId::EventTable(id)) => table::table_ui(ui, desk, id),
        Some(RecordId::TableRow(id)) => linked_row::linked_row_ui(ui, desk, id),
        Some(RecordId::View(id)) => view::view_ui(ui, desk, id),
        None => match desk.session.row {
            Some((id, row)) => table_row::row_ui(ui, desk, id, row),
            None => nothing_ui(ui, desk),
        },
    }
}

fn nothing_ui(ui: &mut Ui, desk: &Desk<'_>) {
    ui.label(title("Nothing selected"));
    ui.add_space(4.0);
    hint_line(
        ui,
        "Select a passage, an event or a mark, and its form opens here.",
    );
    ui.add_space(8.0);
    if desk.snapshot.project().annotations.is_empty() {
        hint_line(
            ui,
            "To begin, select words in the text and type a few letters of a code. Then make an event of the passage.",
        );
    } else {
        hint_line(
            ui,
            "The arrow keys move through the events table; Enter leads to the words an event rests on.",
        );
    }
}

/// Who made a record, and when.
fn made_line(ui: &mut Ui, form: &Form<'_, '_>, made: crate::model::made::Made) {
    if made == crate::model::made::Made::default() {
        return;
    }
    let coders = &form.desk.snapshot.project().coders;
    let by = made
        .by
        .and_then(|id| coders.get(&id))
        .map_or("", |coder| coder.name.as_str());
    let at = made.at.to_string();
    // To the minute: 2026-11-22T16:31:00Z.
    let at: String = at.chars().take(16).collect();
    let at = format!("{} UTC", at.replace('T', " "));
    let by = if by.is_empty() {
        String::new()
    } else {
        format!("by {by}, ")
    };
    ui.add_space(8.0);
    hint_line(ui, &format!("Made {by}{at}"));
}

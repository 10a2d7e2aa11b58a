//! The list of what differs, in groups.

use super::state::{EditionReview, Item};
use crate::figure::labels::range_words;
use crate::ingest::tables::newer::{Differs, Newer};
use crate::model::table::RowNow;
use crate::tables::LoadedTable;
use crate::tables::editions::Linked;
use crate::workbench::panes::grouped::{Grouped, group_heading_ui, grouped_row_ui};
use crate::workbench::panes::words::{grouped, sentence};
use crate::workbench::widgets::ListRow;
use egui::{Response, Ui};

/// Draws the list; a click selects.
pub(super) fn list_ui(ui: &mut Ui, review: &mut EditionReview, focus: &Response) {
    let list = Grouped {
        id: focus.id.with("list"),
        rows: review.items().len(),
        at: review.at().unwrap_or(0),
        moves: review.moves(),
    };
    let selected = review.at();
    let clicked = list.show(ui, |ui, at| {
        let item = *review.items().get(at)?;
        if let Item::Heading(group, count) = item {
            group_heading_ui(ui, group.title(), &grouped(count as u64));
            return None;
        }
        let (name, short) = in_words(&review.newer, item);
        let row = ListRow::new(&name).trailing(&short);
        let row = row.selected(selected == Some(at));
        Some(grouped_row_ui(ui, at, row))
    });
    if let Some(at) = clicked {
        review.select(at);
        focus.request_focus();
    }
}

/// What a row is called, and what became of it in short.
pub(super) fn in_words(newer: &Newer, item: Item) -> (String, String) {
    let older = newer.compared.as_ref().ok();
    let named =
        |table: Option<&LoadedTable>, row| table.map_or_else(String::new, |it| name(it, row));
    match item {
        Item::Heading(group, _) => (group.title().to_owned(), String::new()),
        Item::Linked(at) => newer
            .linked
            .get(at)
            .map_or_else(Default::default, |linked| {
                (
                    linked_name(newer, linked),
                    linked_in_short(linked).to_owned(),
                )
            }),
        Item::Row(Differs::Changed(row)) => {
            let short = older.map(|(_, changes)| changes.in_short(&row));
            (named(Some(&newer.rows), row.now), short.unwrap_or_default())
        }
        Item::Row(Differs::Gone(row)) => {
            let table = older.map(|(older, _)| &**older);
            (named(table, row), "gone".to_owned())
        }
        Item::Row(Differs::Added(row)) => (named(Some(&newer.rows), row), "new".to_owned()),
    }
}

fn linked_name(newer: &Newer, linked: &Linked) -> String {
    let key = &linked.update.key;
    match linked.at {
        Some(row) => format!("{key} · {}", name(&newer.rows, row)),
        None => format!("Row {key}"),
    }
}

fn linked_in_short(linked: &Linked) -> &'static str {
    match linked.update.now {
        RowNow::Changed(_) => "changed",
        RowNow::Gone | RowNow::GoneSeen => "gone",
        RowNow::Same => "the same",
    }
}

/// "16 Dec 2014 · Peshawar · Strike": what is in memory of a row; what tells most of rows apart comes
/// first, as the list may be narrow.
fn name(table: &LoadedTable, row: u32) -> String {
    let days = table.days.get(row).map(range_words);
    let kind = sentence(table.kind_name(table.kind.code(row)));
    let place = table.place.text(row).to_owned();
    let parts = [days.unwrap_or_default(), place, kind];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => format!("Row {}", grouped(u64::from(row) + 1)),
        false => parts.join(" · "),
    }
}

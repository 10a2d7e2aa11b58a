//! What is chosen at the right end of the tab bar: the width of bars, their split, the tables shown.

use crate::model::view::{Bucket, Split};
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::hint;
use egui::{ComboBox, PopupCloseBehavior, Response, Ui};

/// Which tables are in the charts; nothing while the project has none.
pub(super) fn tables_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let tables = &desk.snapshot.project().tables;
    if tables.is_empty() {
        return;
    }
    let hidden = |id| desk.session.hidden_tables.contains(id);
    let shown = tables.keys().filter(|id| !hidden(id)).count();
    let now = match (shown, tables.len()) {
        (0, _) => "no tables".to_owned(),
        (1, 1) => "1 table".to_owned(),
        (shown, all) if shown == all => format!("{all} tables"),
        (shown, all) => format!("{shown} of {all} tables"),
    };
    let combo = ComboBox::from_id_salt("tables")
        .selected_text(hint(now))
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(72.0);
    let response = combo.show_ui(ui, |ui| {
        for (id, table) in tables {
            let mut is_shown = !hidden(id);
            if ui.checkbox(&mut is_shown, &table.title).changed() {
                desk.commands.push(Command::ShowInCharts(*id, is_shown));
            }
        }
    });
    name_combo(ui, &response.response, "Tables in charts");
}

pub(super) fn bucket_ui(ui: &mut Ui, desk: &mut Desk<'_>, shown: Option<Bucket>) {
    let now = match (desk.session.bucket, shown) {
        (Some(bucket), _) => bucket.in_words().to_owned(),
        (None, Some(bucket)) => format!("{} (auto)", bucket.in_words()),
        (None, None) => "auto".to_owned(),
    };
    let choices = std::iter::once(None).chain(Bucket::ALL.map(Some));
    let combo = ComboBox::from_id_salt("bucket")
        .selected_text(hint(now))
        .width(88.0);
    let response = combo.show_ui(ui, |ui| {
        for choice in choices {
            let name = choice.map_or("auto", Bucket::in_words);
            if ui
                .selectable_label(desk.session.bucket == choice, name)
                .clicked()
            {
                desk.commands.push(Command::Bucket(choice));
            }
        }
    });
    name_combo(ui, &response.response, "Width of bars");
}

pub(super) fn split_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let now = match desk.session.split {
        Split::None => "all together".to_owned(),
        split => format!("by {}", split.in_words()),
    };
    let combo = ComboBox::from_id_salt("split")
        .selected_text(hint(now))
        .width(96.0);
    let response = combo.show_ui(ui, |ui| {
        for split in Split::ALL {
            let name = if split == Split::None {
                "all together"
            } else {
                split.in_words()
            };
            if ui
                .selectable_label(desk.session.split == split, name)
                .clicked()
            {
                desk.commands.push(Command::Split(split));
            }
        }
    });
    name_combo(ui, &response.response, "Split of bars");
}

fn name_combo(ui: &Ui, response: &Response, name: &str) {
    ui.accesskit_node_builder(response.id, |node| node.set_label(name));
}

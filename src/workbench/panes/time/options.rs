//! What is chosen at the right end of the tab bar: the width of bars, their split, the tables shown.

use crate::model::view::{Bucket, Split};
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::hint;
use crate::workbench::widgets::{Choice, chevron};
use egui::{ComboBox, PopupCloseBehavior, Ui};

/// Which tables are in the charts; nothing while the project has none.
pub(in crate::workbench::panes) fn tables_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
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
        .icon(|ui, rect, visuals, _| {
            chevron(ui.painter(), rect.center(), visuals.fg_stroke.color);
        })
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
    let id = response.response.id;
    ui.accesskit_node_builder(id, |node| node.set_label("Tables in charts"));
}

pub(super) fn bucket_ui(ui: &mut Ui, desk: &mut Desk<'_>, shown: Option<Bucket>) {
    let now = match (desk.session.bucket, shown) {
        (Some(bucket), _) => bucket.in_words().to_owned(),
        (None, Some(bucket)) => format!("{} (auto)", bucket.in_words()),
        (None, None) => "auto".to_owned(),
    };
    let choices = std::iter::once(None).chain(Bucket::ALL.map(Some));
    let name = |choice: Option<Bucket>| choice.map_or("auto", Bucket::in_words).to_owned();
    let entries: Vec<_> = choices.map(|choice| (choice, name(choice))).collect();
    let (_, chosen) = Choice::new("Width of bars", &entries, desk.session.bucket)
        .shown(&now)
        .width(88.0)
        .show(ui);
    desk.commands.extend(chosen.map(Command::Bucket));
}

pub(super) fn split_ui(ui: &mut Ui, desk: &mut Desk<'_>) {
    let now = match desk.session.split {
        Split::None => "all together".to_owned(),
        split => format!("by {}", split.in_words()),
    };
    let name = |split: Split| match split {
        Split::None => "all together",
        split => split.in_words(),
    };
    let entries = Split::ALL.map(|split| (split, name(split).to_owned()));
    let (_, chosen) = Choice::new("Split of bars", &entries, desk.session.split)
        .shown(&now)
        .show(ui);
    desk.commands.extend(chosen.map(Command::Split));
}

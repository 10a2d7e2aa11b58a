//! What the timeline has lanes for, which of them are hidden, and whether links are shown.

use crate::figure::timeline::Lane;
use crate::model::lanes::LanesBy;
use crate::workbench::command::Command;
use crate::workbench::lanes::LaneChange;
use crate::workbench::panes::Desk;
use crate::workbench::theme::hint;
use crate::workbench::widgets::chevron;
use egui::{ComboBox, PopupCloseBehavior, Ui};

/// The choices, in a popup that stays open while one tries them.
pub(super) fn lanes_ui(ui: &mut Ui, desk: &mut Desk<'_>, hidden: &[Lane]) {
    let now = desk.session.lanes.by;
    let combo = ComboBox::from_id_salt("lanes")
        .selected_text(hint(words(now, hidden.len())))
        .icon(|ui, rect, visuals, _| {
            chevron(ui.painter(), rect.center(), visuals.fg_stroke.color);
        })
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(72.0)
        .height(420.0);
    let response = combo.show_ui(ui, |ui| {
        for by in LanesBy::ALL {
            let response = ui.selectable_label(by == now, entry(by));
            let name = format!("Lanes by {}", by.in_words());
            ui.accesskit_node_builder(response.id, |node| node.set_label(name));
            if response.clicked() && by != now {
                desk.commands.push(Command::Lanes(LaneChange::By(by)));
            }
        }
        ui.separator();
        let mut links = desk.session.lanes.arrangement.links;
        if ui.checkbox(&mut links, "Links between events").changed() {
            desk.commands.push(Command::Lanes(LaneChange::Links(links)));
        }
        if hidden.is_empty() {
            return;
        }
        ui.separator();
        ui.label(hint("Hidden lanes"));
        for lane in hidden {
            let name = format!("Show {}", lane.name);
            if ui.button(name).clicked() {
                let show = LaneChange::Show(lane.key.clone());
                desk.commands.push(Command::Lanes(show));
            }
        }
    });
    let id = response.response.id;
    ui.accesskit_node_builder(id, |node| node.set_label("Lanes of the timeline"));
}

fn entry(by: LanesBy) -> String {
    match by {
        LanesBy::Codebook => "lanes of the codebook".to_owned(),
        by => by.in_words().to_owned(),
    }
}

/// What the closed list says.
fn words(by: LanesBy, hidden: usize) -> String {
    let lanes = match by {
        LanesBy::Codebook => "lanes".to_owned(),
        by => format!("lanes by {}", by.in_words()),
    };
    match hidden {
        0 => lanes,
        hidden => format!("{lanes}, {hidden} hidden"),
    }
}

//! Tables whose names are not those of the two: said above the chart, with a way to the names.

use crate::figure::pair::Pair;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::hint;
use egui::accesskit::Role;
use egui::{Button, Ui, WidgetInfo};

/// Left of the words, in points.
const LEFT: f32 = 16.0;

/// Says which of these tables name one of the two beside the other in no row, and how to join them.
pub(super) fn note_ui<'t>(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    pair: Option<Pair>,
    titles: impl Iterator<Item = &'t str>,
) {
    let titles: Vec<&str> = titles.collect();
    let (Some(pair), false) = (pair, titles.is_empty()) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(LEFT);
        ui.label(hint(format!(
            "{}: no row names one of the two beside the other. Give the two the names it has, as other names:",
            titles.join("; ")
        )));
        for id in [pair.one, pair.other] {
            let actor = desk.snapshot.project().actors.get(&id);
            let name = actor.map_or(String::new(), |actor| actor.name.clone());
            let button = ui.add(Button::new(hint(&name)).frame_when_inactive(false));
            let says = format!("Names of {name}");
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &says));
            if button.clicked() {
                desk.push(Command::Select(Some(id.into())));
            }
        }
    });
}

//! The first line of the pane: the query as typed, the switch between list and matrices, export.

use super::typed_line::TypedLine;
use super::view::{PassageView, Show};
use crate::workbench::action::Action;
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{CONTROL_HEIGHT, hint};
use egui::accesskit::Role;
use egui::{Align, Button, Layout, Ui, WidgetInfo, vec2};

/// Draws the line; whether a query was committed with Enter.
pub(super) fn bar_ui(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    line: &mut TypedLine,
    view: &mut PassageView,
) -> bool {
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        export_ui(ui, desk, view.show);
        ui.add_space(8.0);
        for show in Show::ALL.into_iter().rev() {
            let chosen = view.show == show;
            let button = ui.selectable_label(chosen, show.in_words());
            if button.clicked() {
                view.show = show;
            }
        }
        ui.add_space(8.0);
        let room = vec2(ui.available_width(), CONTROL_HEIGHT);
        let typed = ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            line.show(ui, desk, &view.query)
        });
        let committed = typed.inner.is_some();
        if let Some(query) = typed.inner {
            view.query = query;
        }
        committed
    })
    .inner
}

fn export_ui(ui: &mut Ui, desk: &mut Desk<'_>, show: Show) {
    let (action, name) = match show {
        Show::List => (Action::ExportPassages, "Export passages…"),
        Show::BySource | Show::ByCode => (Action::ExportMatrix, "Export code matrix…"),
    };
    let button = Button::new(hint("Export…")).frame_when_inactive(false);
    let export = ui.add_sized(vec2(56.0, CONTROL_HEIGHT), button);
    export.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if export.clicked() {
        desk.push(Command::Do(action));
    }
}

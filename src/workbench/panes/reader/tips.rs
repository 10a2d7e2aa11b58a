//! The codes under the mouse by name, where there are several.

use egui::{Response, Tooltip, Ui};

use super::CodeLook;
use super::view::View;
use crate::workbench::widgets::ShapeIcon;

/// Lists codes with their shapes.
pub(super) fn codes_ui(ui: &mut Ui, looks: &[CodeLook<'_>]) {
    ui.spacing_mut().item_spacing = egui::vec2(6.0, 2.0);
    for look in looks {
        ui.horizontal(|ui| {
            ui.add(ShapeIcon::new(look.shape, look.hue, look.name));
            ui.label(look.name);
        });
    }
}

/// Names the codes of the words under the mouse, where there is more than one.
pub(super) fn tips_ui(view: &View<'_>, response: &Response) {
    let under = response
        .hover_pos()
        .and_then(|point| view.byte_under(point));
    let looks = under.map_or_else(Vec::new, |byte| view.looks_at(byte));
    if looks.len() > 1 {
        Tooltip::for_enabled(response)
            .at_pointer()
            .gap(12.0)
            .show(|ui| codes_ui(ui, &looks));
    }
}

//! Swatches to choose a hue and a shape from.

use super::form::Form;
use crate::model::look::{Hue, Shape};
use crate::workbench::theme::{CONTROL_HEIGHT, RADIUS, color, hairline, palette};
use crate::workbench::widgets::{field_row, paint_shape};
use egui::accesskit::Role;
use egui::{Sense, StrokeKind, Ui, Vec2, WidgetInfo};

/// Rows of swatches for a look; what was clicked, (the hue, the shape).
pub(super) fn look_ui(
    ui: &mut Ui,
    form: &Form<'_, '_>,
    hue: Hue,
    shape: Shape,
) -> (Option<Hue>, Option<Shape>) {
    let (mut new_hue, mut new_shape) = (None, None);
    field_row(ui, "Hue", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(2.0);
            for each in Hue::ALL {
                let name = form.name(&format!("Hue {}", each.name().to_lowercase()));
                if swatch_ui(ui, form.enabled(), &name, (each, shape), each == hue) {
                    new_hue = Some(each);
                }
            }
        });
    });
    field_row(ui, "Shape", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(2.0);
            for each in Shape::ALL {
                let name = form.name(&format!("Shape {}", each.name().to_lowercase()));
                if swatch_ui(ui, form.enabled(), &name, (hue, each), each == shape) {
                    new_shape = Some(each);
                }
            }
        });
    });
    (
        new_hue.filter(|new| *new != hue),
        new_shape.filter(|new| *new != shape),
    )
}

fn swatch_ui(
    ui: &mut Ui,
    enabled: bool,
    name: &str,
    (hue, shape): (Hue, Shape),
    chosen: bool,
) -> bool {
    let sense = if enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(CONTROL_HEIGHT), sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, name));
    let theme = palette(ui);
    if chosen || response.has_focus() {
        let line = hairline(theme.selection);
        ui.painter().rect(
            rect.shrink(1.0),
            RADIUS,
            color(theme.selection_background),
            line,
            StrokeKind::Inside,
        );
    } else if response.hovered() {
        ui.painter()
            .rect_filled(rect.shrink(1.0), RADIUS, color(theme.hover));
    }
    paint_shape(
        ui.painter(),
        rect.center(),
        6.0,
        shape,
        color(theme.hue(hue)),
        true,
    );
    response.on_hover_text(name).clicked()
}

//! The bars of a chart, drawn by a plot without axes in the points of the chart.

use crate::figure::scene::{Mark, Paint, Scene};
use crate::figure::theme::{Theme, mix};
use crate::workbench::theme::color;
use egui::{Pos2, Rect, Sense, Ui, vec2};
use egui_plot::{Bar, BarChart, Plot, PlotBounds};

/// While a group is pointed at in the key, the others are so much weaker.
const WEAKER: f32 = 0.25;

/// Draws the bars of a chart; where one group is pointed at in the key, the others step back.
pub(super) fn bars_ui(ui: &mut Ui, at: Pos2, scene: &Scene, group: Option<Paint>, theme: &Theme) {
    let size = vec2(scene.width, scene.height);
    let plot = Plot::new("frequency bars")
        // As low as its chart, not as low as plots usually are at the least.
        .min_size(vec2(1.0, 1.0))
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(vec2(0.0, 0.0))
        .sense(Sense::hover());
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(Rect::from_min_size(at, size)),
        |ui| {
            plot.show(ui, |plot| {
                let (width, height) = (f64::from(scene.width), f64::from(scene.height));
                plot.set_plot_bounds(PlotBounds::from_min_max([0.0, 0.0], [width, height]));
                let bars = scene
                    .marks
                    .iter()
                    .filter_map(|mark| bar_of(mark, scene.height, group, theme))
                    .collect();
                plot.bar_chart(BarChart::new("incidents", bars).allow_hover(false));
            });
        },
    );
}

fn bar_of(mark: &Mark, height: f32, group: Option<Paint>, theme: &Theme) -> Option<Bar> {
    let colour = mark.bar?;
    let rect = &mark.rect;
    // Opaque, so that hatching and bands behind a bar do not change its colour.
    let alpha = match group.is_some_and(|group| group != colour.paint) {
        true => colour.alpha * WEAKER,
        false => colour.alpha,
    };
    let fill = mix(theme.pane, colour.paint.rgb(theme), alpha);
    let bar = Bar::new(f64::from(rect.centre().x), f64::from(rect.height()))
        .width(f64::from(rect.width()))
        .base_offset(f64::from(height - rect.bottom))
        .fill(color(fill))
        .stroke(egui::Stroke::NONE);
    Some(bar)
}

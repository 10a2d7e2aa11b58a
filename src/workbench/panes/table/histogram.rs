//! Numbers or days as bars, over which a range can be drawn.

use crate::workbench::theme::{color, color_at, hint, palette};
use egui::accesskit::Role;
use egui::{Align, CornerRadius, Id, Layout, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 56.0;

/// Draws how many rows are in each bin, those in `chosen` (the first and the last) in full; the
/// bins that were drawn over.
pub(super) fn histogram_ui(
    ui: &mut Ui,
    id: Id,
    name: &str,
    rows: &[u32],
    chosen: Option<(usize, usize)>,
    tip: &dyn Fn(usize) -> String,
) -> Option<(usize, usize)> {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let sense = Sense::DRAG | Sense::CLICK & !Sense::FOCUSABLE;
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let count = rows.len().max(1);
    let width = rect.width() / count as f32;
    let bin_at = |x: f32| (((x - rect.left()) / width).max(0.0) as usize).min(count - 1);
    let drawn = drawn_over(ui, id, &response, &bin_at);
    let shown = drawn.map(|(range, _)| range).or(chosen);
    paint(ui, rect, rows, shown);
    if let Some(pointer) = response.hover_pos()
        && drawn.is_none()
    {
        response.on_hover_text_at_pointer(tip(bin_at(pointer.x)));
    }
    drawn.and_then(|(range, is_done)| is_done.then_some(range))
}

/// Says what the first bin begins with and what the last one ends with, under the ends of the bars.
pub(super) fn ends_ui(ui: &mut Ui, first: &str, last: &str) {
    ui.horizontal(|ui| {
        ui.label(hint(first));
        if first != last {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(hint(last));
            });
        }
    });
}

/// The bins drawn over so far, and whether the pointer was let go.
fn drawn_over(
    ui: &Ui,
    id: Id,
    response: &egui::Response,
    bin_at: &dyn Fn(f32) -> usize,
) -> Option<((usize, usize), bool)> {
    let here = response.interact_pointer_pos().map(|at| bin_at(at.x));
    if let (true, Some(here)) = (response.is_pointer_button_down_on(), here) {
        let from: Option<usize> = ui.data(|data| data.get_temp(id));
        let from = from.unwrap_or(here);
        ui.data_mut(|data| data.insert_temp(id, from));
        return Some(((from.min(here), from.max(here)), false));
    }
    let from: usize = ui.data_mut(|data| data.remove_temp(id))?;
    let here = here.unwrap_or(from);
    Some(((from.min(here), from.max(here)), true))
}

fn paint(ui: &Ui, rect: Rect, rows: &[u32], shown: Option<(usize, usize)>) {
    let theme = palette(ui);
    let most = rows.iter().copied().max().unwrap_or(0).max(1) as f32;
    let width = rect.width() / rows.len().max(1) as f32;
    let gap = if width > 4.0 { 1.0 } else { 0.0 };
    let painter = ui.painter();
    for (at, count) in rows.iter().enumerate() {
        let is_in = shown.is_none_or(|(from, to)| (from..=to).contains(&at));
        let left = rect.left() + at as f32 * width;
        // What is there at all is seen.
        let height = match *count {
            0 => 0.0,
            count => (count as f32 / most * (HEIGHT - 2.0)).max(1.5),
        };
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + width - gap, rect.bottom()),
        );
        let ink = if is_in {
            color(theme.selection)
        } else {
            color_at(theme.muted, 0.35)
        };
        painter.rect_filled(bar, CornerRadius::ZERO, ink);
    }
    let line = crate::workbench::theme::hairline(theme.line);
    painter.hline(rect.x_range(), rect.bottom(), line);
}

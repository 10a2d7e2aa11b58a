//! The scroll bar, and beside it a mark wherever something is annotated.

use std::ops::Range;

use egui::{CornerRadius, Rect, Response, Sense, Ui, pos2};

use super::ReaderInput;
use super::flow::Flow;
use super::focus::Focus;
use super::page::Page;
use super::paint::line_ink;
use super::state::ReaderState;
use crate::workbench::theme::{color_at, palette};

/// Height of a mark and its distance to the next, in points.
const ROW: f32 = 3.0;
const SHORTEST_HANDLE: f32 = 28.0;

/// Scrolls by wheel and bar; whether the mouse holds the bar.
pub(super) fn scroll_ui(
    ui: &Ui,
    state: &mut ReaderState,
    page: &Page,
    response: &Response,
) -> bool {
    let pane_height = page.pane.height();
    if response.contains_pointer() {
        let wheel = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
        if wheel != 0.0 {
            state.scroll_by(ui, page, -wheel);
        }
    }
    let lane = page.scroll_bar();
    let bar = ui.interact(
        lane,
        response.id.with("scroll bar"),
        Sense::click_and_drag(),
    );
    let Some(point) = bar.interact_pointer_pos() else {
        state.bar_grip = None;
        return false;
    };
    let (handle, total) = handle(state, page);
    let grip = *state
        .bar_grip
        .get_or_insert(if handle.y_range().contains(point.y) {
            point.y - handle.top()
        } else {
            handle.height() / 2.0
        });
    let room = f64::from(pane_height - handle.height());
    if room > 0.0 {
        let top = f64::from(point.y - grip - page.pane.top()) / room;
        let height = top.clamp(0.0, 1.0) * (total - f64::from(pane_height)).max(0.0);
        state
            .scroll
            .to(ui.ctx(), &mut state.flow, height, pane_height);
    }
    true
}

/// The handle of the bar and the height of the whole page.
fn handle(state: &ReaderState, page: &Page) -> (Rect, f64) {
    let total = state.flow.heights().total();
    let pane = f64::from(page.pane.height());
    let lane = page.scroll_bar();
    let height = ((pane / total.max(pane)) as f32 * lane.height()).max(SHORTEST_HANDLE);
    let scrolled = state.scroll.height(&state.flow) / (total - pane).max(1.0);
    let top = lane.top() + scrolled.clamp(0.0, 1.0) as f32 * (lane.height() - height);
    (lane.with_min_y(top).with_max_y(top + height), total)
}

/// Paints the handle, where there is something to scroll, and the marks.
pub(super) fn paint(
    ui: &Ui,
    state: &ReaderState,
    page: &Page,
    response: &Response,
    input: &ReaderInput<'_>,
) {
    let theme = palette(ui);
    let painter = ui.painter_at(page.pane);
    let lane = page.scroll_bar();
    let (handle, total) = handle(state, page);
    if total > f64::from(lane.height()) + 1.0 {
        let strength = if response.contains_pointer() {
            0.3
        } else {
            0.14
        };
        let slim = handle
            .with_min_x(lane.right() - 5.0)
            .with_max_x(lane.right() - 2.0);
        painter.rect_filled(slim, CornerRadius::same(1), color_at(theme.muted, strength));
    }
    let meant = state.meant.as_ref().map_or(&[][..], Focus::passages);
    // Where something is meant, the rest stands back.
    let stand_back = !meant.is_empty();
    let scale = total.max(f64::from(lane.height())) / f64::from(lane.height());
    for row in 0..(lane.height() / ROW) as usize {
        let top = row as f32 * ROW;
        let bytes = bytes_between(
            &state.flow,
            f64::from(top) * scale..f64::from(top + ROW) * scale,
        );
        let first_meant = meant.partition_point(|known| known.span.start().index() < bytes.start);
        let meant = meant
            .get(first_meant)
            .filter(|known| known.span.start().index() < bytes.end);
        let look = |id| (input.look)(id).into_iter().next();
        let (look, width, quiet) = match meant.and_then(|known| look(known.id)) {
            Some(look) => (Some(look), lane.width() - 1.0, false),
            None => {
                let mut starting = input.spans.starting_in(bytes);
                (starting.find_map(|found| look(found.id)), 6.0, stand_back)
            }
        };
        if let Some(look) = look {
            let left = pos2(lane.left(), lane.top() + top);
            let mark = Rect::from_min_max(left, left + egui::vec2(width, 2.0));
            painter.rect_filled(mark, 0.0, line_ink(theme, look.hue, quiet));
        }
    }
}

/// The bytes that stand between two heights of the page, true or estimated.
fn bytes_between(flow: &Flow, heights: Range<f64>) -> Range<usize> {
    let byte = |height: f64| {
        let (item, into) = flow.heights().at(height);
        let share = (into / flow.heights().get(item).max(1.0)).clamp(0.0, 1.0);
        match flow.block_range(item) {
            Some(range) => range.start + (range.len() as f32 * share) as usize,
            None => 0,
        }
    };
    byte(heights.start)..byte(heights.end)
}

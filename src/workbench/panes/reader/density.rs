//! The scroll bar, and beside it marks wherever something is annotated, in the hues of what is.
//!
//! In: how many annotations begin where, by hue. A frame costs what the bar is high, however many
//! annotations there are.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Tooltip, Ui, WidgetInfo, pos2, vec2};

use super::flow::Flow;
use super::focus::Focus;
use super::page::Page;
use super::state::ReaderState;
use super::tips::codes_ui;
use super::{CodeLook, ReaderInput};
use crate::derived::density::ByHue;
use crate::derived::spans::Highlight;
use crate::model::id::AnnotationId;
use crate::model::look::Hue;
use crate::workbench::theme::{color, color_at, hint, palette};

/// Height of a mark and its distance to the next, in points.
const ROW: f32 = 3.0;
/// Width of a mark, and of the smallest part of one, in points.
const MARK: f32 = 6.0;
const LEAST: f32 = 1.0;
/// How many hues a mark shows side by side at most: the most frequent ones.
const MOST_HUES: usize = 3;
/// How many passages are read, and how many codes are named, under the pointer at most.
const MOST_READ: usize = 400;
const MOST_NAMED: usize = 8;
const SHORTEST_HANDLE: f32 = 28.0;

/// Scrolls by wheel and bar; whether the mouse holds the bar.
pub(super) fn scroll_ui(
    ui: &Ui,
    state: &mut ReaderState,
    page: &Page,
    response: &Response,
    input: &ReaderInput<'_>,
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
    let height = state.flow.heights().total() - f64::from(pane_height);
    let scrolled = state.scroll.height(&state.flow) / height.max(1.0);
    let percent = (scrolled.clamp(0.0, 1.0) * 100.0).round();
    bar.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Place in the text"));
    ui.ctx().accesskit_node_builder(bar.id, |node| {
        node.set_numeric_value(percent);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    tip_ui(state, page, &bar, input);
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
    let look = |known: &Highlight| Some(first_look(input, known.id)?.hue);
    let rows = rows(state, page, total);
    let counts: Vec<ByHue> = rows
        .iter()
        .map(|row| input.density.counts(row.bytes.clone()))
        .collect();
    let most = counts.iter().map(sum).max().unwrap_or_default();
    // Where something is meant, the rest stands back.
    let rest = if meant.is_empty() { 1.0 } else { 0.5 };
    for (row, counts) in rows.iter().zip(&counts) {
        let top = pos2(lane.left(), row.top);
        let first = meant.partition_point(|known| known.span.start().index() < row.bytes.start);
        let here = meant.get(first);
        let here = here.filter(|known| known.span.start().index() < row.bytes.end);
        if let Some(hue) = here.and_then(look) {
            let mark = Rect::from_min_size(top, vec2(lane.width() - 1.0, 2.0));
            painter.rect_filled(mark, 0.0, color(theme.hue(hue)));
            continue;
        }
        // The more there are, the stronger: a single one is plain to see.
        let strength = (0.55 + 0.45 * sum(counts) as f32 / most.max(1) as f32) * rest;
        let mut x = top.x;
        for (hue, width) in shares(counts) {
            let mark = Rect::from_min_size(pos2(x, top.y), vec2(width, 2.0));
            painter.rect_filled(mark, 0.0, color_at(theme.hue(hue), strength));
            x += width;
        }
    }
}

/// A row of marks.
struct Row {
    top: f32,
    bytes: Range<usize>,
}

fn rows(state: &ReaderState, page: &Page, total: f64) -> Vec<Row> {
    let lane = page.scroll_bar();
    let height = f64::from(lane.height());
    let scale = total.max(height) / height;
    let rows = 0..(lane.height() / ROW) as usize;
    let row = |row: usize| {
        let top = row as f32 * ROW;
        let heights = f64::from(top) * scale..f64::from(top + ROW) * scale;
        Row {
            top: lane.top() + top,
            bytes: bytes_between(&state.flow, heights),
        }
    };
    rows.map(row).collect()
}

fn sum(counts: &ByHue) -> u32 {
    counts.iter().sum()
}

/// The hues of a row side by side, always in the same order, each as wide as its part of all; at
/// most as many as can be told apart.
fn shares(counts: &ByHue) -> Vec<(Hue, f32)> {
    let mut present: Vec<(u32, Hue)> = counts.iter().copied().zip(Hue::ALL).collect();
    present.retain(|(count, _)| *count > 0);
    present.sort_by_key(|(count, hue)| (std::cmp::Reverse(*count), *hue));
    present.truncate(MOST_HUES);
    present.sort_by_key(|(_, hue)| *hue);
    let all: u32 = present.iter().map(|(count, _)| count).sum();
    let spare = MARK - LEAST * present.len() as f32;
    let width = |count: u32| LEAST + spare * count as f32 / all.max(1) as f32;
    present
        .into_iter()
        .map(|(count, hue)| (hue, width(count)))
        .collect()
}

fn first_look<'a>(input: &ReaderInput<'a>, id: AnnotationId) -> Option<CodeLook<'a>> {
    (input.look)(id).into_iter().min_by_key(|look| look.order)
}

/// Names what is annotated beside the pointer on the bar.
fn tip_ui(state: &ReaderState, page: &Page, bar: &Response, input: &ReaderInput<'_>) {
    let Some(point) = bar.hover_pos() else { return };
    let total = state.flow.heights().total();
    let rows = rows(state, page, total);
    let near = rows
        .iter()
        .filter(|row| (row.top + 1.0 - point.y).abs() <= ROW);
    let bytes = near.map(|row| row.bytes.clone());
    let bytes = bytes.reduce(|one, next| one.start..next.end);
    let number = bytes
        .clone()
        .map_or(0, |bytes| sum(&input.density.counts(bytes)));
    if number == 0 {
        return;
    }
    let starting = bytes.map(|bytes| input.spans.starting_in(bytes).take(MOST_READ));
    let mut looks: Vec<CodeLook<'_>> = Vec::new();
    for known in starting.into_iter().flatten() {
        if let Some(look) = first_look(input, known.id).filter(|it| !looks.contains(it)) {
            looks.push(look);
        }
    }
    looks.sort_by_key(|look| look.order);
    looks.truncate(MOST_NAMED);
    Tooltip::for_enabled(bar).at_pointer().gap(12.0).show(|ui| {
        codes_ui(ui, &looks);
        let many = if number == 1 { "passage" } else { "passages" };
        ui.label(hint(format!("{number} {many} here")));
    });
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

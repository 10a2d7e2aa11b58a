//! The names beside and above a matrix, which stay where they are while its numbers scroll.

use super::{CELL, HEAD, Shown, in_sight};
use crate::model::codebook::code_look;
use crate::model::id::{CodeId, RecordId};
use crate::workbench::command::Command;
use crate::workbench::panes::Desk;
use crate::workbench::theme::{body_font, color, hint_font, number_font, palette};
use crate::workbench::widgets::{focus_ring, paint_shape, truncated};
use egui::accesskit::Role;
use egui::epaint::TextShape;
use egui::{Align2, Id, Rangef, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeSet;
use std::f32::consts::FRAC_1_SQRT_2;

/// From a code to those under it, in points.
const STEP: f32 = 14.0;
const FOLD: f32 = 18.0;

/// The width of the names of the rows in a pane of this width.
pub(super) fn names_width(pane: f32) -> f32 {
    (pane * 0.28).clamp(160.0, 280.0)
}

/// What a row or column is called.
pub(super) fn name(desk: &Desk<'_>, id: RecordId) -> String {
    let project = desk.snapshot.project();
    let name = match id {
        RecordId::Code(id) => project.codes.get(&id).map(|it| &it.name),
        RecordId::Source(id) => project.sources.get(&id).map(|it| &it.title),
        _ => None,
    };
    name.cloned().unwrap_or_default()
}

/// What the names and the numbers beside them are.
pub(super) fn corner_ui(ui: &Ui, rect: Rect) {
    let ink = color(palette(ui).muted);
    let painter = ui.painter();
    let left = pos2(rect.left() + FOLD, rect.bottom() - 6.0);
    painter.text(left, Align2::LEFT_BOTTOM, "Code", hint_font(), ink);
    let right = pos2(rect.right() - 10.0, rect.bottom() - 6.0);
    painter.text(right, Align2::RIGHT_BOTTOM, "Passages", hint_font(), ink);
}

/// Draws the names and totals of the rows; the code to be folded or unfolded.
pub(super) fn rows_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    shown: &Shown,
    (strip, offset): (Rect, f32),
    folded: &BTreeSet<CodeId>,
) -> Option<CodeId> {
    let clip = strip.intersect(ui.clip_rect());
    let mut toggled = None;
    let sight = Rangef::new(offset, offset + strip.height());
    let (first, count) = in_sight(sight, CELL.y, shown.rows.len());
    for (at, row) in shown.rows.iter().enumerate().skip(first).take(count) {
        let top = strip.top() + at as f32 * CELL.y - offset;
        let rect = Rect::from_min_size(pos2(strip.left(), top), vec2(strip.width(), CELL.y));
        let left = rect.left() + STEP * row.depth as f32;
        row_ui(ui, desk, shown, (row.id, rect, left), clip);
        if row.is_parent {
            let hit = Rect::from_min_size(pos2(left, top), vec2(FOLD, CELL.y)).intersect(clip);
            if fold_ui(ui, desk, (row.id, folded.contains(&row.id)), hit) {
                toggled = Some(row.id);
            }
        }
    }
    toggled
}

fn row_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    shown: &Shown,
    (code, rect, left): (CodeId, Rect, f32),
    clip: Rect,
) {
    let name = name(desk, code.into());
    let id = Id::unique(("matrix row", code));
    let response = ui.interact(rect.intersect(clip), id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, &name));
    let theme = palette(ui);
    let painter = ui.painter().with_clip_rect(clip);
    if desk.session.selected == Some(code.into()) {
        painter.rect_filled(rect, 0.0, color(theme.selection_background));
    } else if response.hovered() {
        painter.rect_filled(rect, 0.0, color(theme.hover));
    }
    let (hue, shape) = code_look(desk.snapshot.project(), code);
    let centre = pos2(left + FOLD + 5.0, rect.center().y);
    paint_shape(&painter, centre, 4.5, shape, color(theme.hue(hue)), true);
    let right = pos2(rect.right() - 10.0, rect.center().y);
    let (total, ink) = (shown.of.total(code), color(theme.muted));
    let total = painter.text(right, Align2::RIGHT_CENTER, total, number_font(), ink);
    let left = left + FOLD + 16.0;
    let room = total.left() - 8.0 - left;
    let galley = truncated(&painter, &name, body_font(), color(theme.ink), room);
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(pos2(left, top), galley, color(theme.ink));
    if response.clicked() {
        desk.push(Command::Select(Some(code.into())));
    }
    response.on_hover_text(crate::model::codebook::code_path(
        desk.snapshot.project(),
        code,
    ));
}

fn fold_ui(ui: &Ui, desk: &Desk<'_>, (code, folded): (CodeId, bool), hit: Rect) -> bool {
    let id = Id::unique(("matrix fold", code));
    let response = ui.interact(hit, id, Sense::click());
    let verb = if folded { "Unfold" } else { "Fold" };
    let name = format!("{verb} {}", name(desk, code.into()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    focus_ring(ui, &response);
    let theme = palette(ui);
    let ink = if response.hovered() {
        theme.ink
    } else {
        theme.muted
    };
    let (centre, arm) = (hit.center(), 3.0);
    let points = if folded {
        [vec2(-1.5, -arm), vec2(1.5, 0.0), vec2(-1.5, arm)]
    } else {
        [vec2(-arm, -1.5), vec2(0.0, 1.5), vec2(arm, -1.5)]
    };
    let points = points.map(|point| centre + point).to_vec();
    ui.painter()
        .with_clip_rect(hit)
        .line(points, Stroke::new(1.25, color(ink)));
    response.clicked()
}

/// Draws the names of the columns, aslant.
pub(super) fn columns_ui(
    ui: &Ui,
    desk: &mut Desk<'_>,
    shown: &Shown,
    (strip, offset): (Rect, f32),
) {
    // A slanted name reaches over its right neighbours.
    let clip = strip.intersect(ui.clip_rect());
    let sight = Rangef::new(offset, offset + strip.width());
    let (first, count) = in_sight(sight, CELL.x, shown.columns.len());
    for (at, column) in shown.columns.iter().enumerate().skip(first).take(count) {
        let left = strip.left() + at as f32 * CELL.x - offset;
        let rect = Rect::from_min_size(pos2(left, strip.top()), vec2(CELL.x, HEAD));
        let name = name(desk, column.id);
        let id = Id::unique(("matrix column", column.id));
        let hit = rect.with_min_y(rect.bottom() - 32.0).intersect(clip);
        let response = ui.interact(hit, id, Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let theme = palette(ui);
        let selected = desk.session.selected == Some(column.id);
        let ink = if selected || response.hovered() {
            theme.selection
        } else {
            theme.ink
        };
        let painter = ui.painter().with_clip_rect(clip);
        let room = HEAD / FRAC_1_SQRT_2 - 16.0;
        let galley = truncated(&painter, &name, hint_font(), color(ink), room);
        let height = galley.size().y * FRAC_1_SQRT_2;
        let start = pos2(rect.center().x - 2.0, rect.bottom() - 4.0) - vec2(height, height);
        let text = TextShape::new(start, galley, color(ink));
        painter.add(text.with_angle(-std::f32::consts::FRAC_PI_4));
        if response.clicked() {
            desk.push(Command::Select(Some(column.id)));
        }
        response.on_hover_text(name);
    }
}

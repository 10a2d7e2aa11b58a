//! The headers: what they sort by, their menus, and their edges that can be dragged.

use super::cells;
use super::columns::{LEAST_WIDTH, MOST_WIDTH, ShownColumn};
use super::grid::{CELL_MARGIN, Parts, Sheet, column_of_file, placed};
use super::raw::RawCells;
use crate::model::mapping::Mapping;
use crate::model::row_filter::{RowField, SortKey};
use crate::model::view::Filter;
use crate::workbench::filtering::test_of;
use crate::workbench::theme::{body_font, color, hairline, hint_font, palette};
use crate::workbench::widgets::{chevron, ring, truncated};
use egui::accesskit::Role;
use egui::{CursorIcon, Id, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// Of the arrow that opens the menu of a column, in points; numbers end before it.
pub(super) const MENU: f32 = 22.0;
/// Of the strip at the edge of a column that can be dragged, on either side, in points.
const EDGE: f32 = 4.0;

/// What was done in the headers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum HeaderAct {
    /// Sort by a column; with `add`, after those that sort already.
    Sort { column: usize, add: bool },
    /// A column becomes so wide.
    Resize(usize, f32),
    /// A column becomes as wide as what is in sight of it needs.
    Fit(usize),
}

/// What headers show besides names.
pub(super) struct HeaderState<'h> {
    pub sort: &'h [SortKey],
    pub filters: &'h [Filter],
    pub raw: &'h RawCells,
}

/// A column's header, once drawn: the arrow that opens its menu.
pub(super) struct Drawn {
    pub column: usize,
    pub menu: Response,
}

/// Draws the headers in sight.
pub(super) fn header_ui(
    ui: &Ui,
    parts: &Parts,
    sheet: &Sheet<'_>,
    state: &HeaderState<'_>,
) -> (Vec<HeaderAct>, Vec<Drawn>) {
    let theme = palette(ui);
    let (mut acts, mut all) = (Vec::new(), Vec::new());
    ui.painter().hline(
        parts.header.x_range(),
        parts.header.bottom(),
        hairline(theme.line),
    );
    let room = parts.cells(parts.body.with_min_y(parts.header.top()));
    for (number, at, column) in placed(sheet.columns) {
        let rect = parts.column(parts.header, at, column.width);
        if !rect.intersects(room) {
            continue;
        }
        let seen = rect.intersect(room.with_max_y(parts.header.bottom()));
        let id = Id::unique(("table header", sheet.id, &column.column));
        let header = Header {
            number,
            column,
            rect,
            seen,
            id,
        };
        let field = column.column.field(&sheet.table.mapping);
        let name = name_ui(ui, &header, sheet, state, &field);
        if name.clicked() {
            let add = ui.input(|input| input.modifiers.shift);
            acts.push(HeaderAct::Sort {
                column: number,
                add,
            });
        }
        let is_filtered = test_of(state.filters, sheet.id, &field).is_some();
        let menu = menu_ui(ui, &header, (&sheet.table.mapping, is_filtered));
        all.push(Drawn {
            column: number,
            menu,
        });
        acts.extend(edge_ui(ui, &header, room));
    }
    (acts, all)
}

struct Header<'h> {
    number: usize,
    column: &'h ShownColumn,
    rect: Rect,
    /// The part of it in sight.
    seen: Rect,
    id: Id,
}

/// The name of a column. That of numbers ends where they do: before the menu.
fn name_ui(
    ui: &Ui,
    header: &Header<'_>,
    sheet: &Sheet<'_>,
    state: &HeaderState<'_>,
    field: &RowField,
) -> Response {
    let theme = palette(ui);
    let title = header.column.column.title(&sheet.table.mapping);
    let response = ui.interact(header.seen, header.id, Sense::click());
    let sorted = sorted_words(state.sort, field);
    let name = format!("Sort by {}", title.to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if !sorted.is_empty() {
        ui.accesskit_node_builder(response.id, |node| node.set_description(sorted.as_str()));
    }
    let painter = ui.painter_at(header.seen);
    if response.hovered() {
        painter.rect_filled(header.rect, 0.0, color(theme.hover));
    }
    if response.has_focus() {
        ring(ui, header.seen, 2.0);
    }
    let is_number = holds_numbers(sheet, state.raw, header.column);
    let ink = color(if sorted.is_empty() {
        theme.muted
    } else {
        theme.ink
    });
    let mark = truncated(&painter, &sorted, hint_font(), ink, 40.0);
    let (left, right) = (header.rect.left() + CELL_MARGIN, header.rect.right() - MENU);
    let gap = if sorted.is_empty() { 0.0 } else { 4.0 };
    let room = right - left - mark.size().x - gap;
    let text = truncated(&painter, title, hint_font(), ink, room.max(0.0));
    let is_cut = text.elided;
    let y = header.rect.center().y - text.size().y / 2.0;
    let x = if is_number {
        right - text.size().x - mark.size().x - gap
    } else {
        left
    };
    let after = x + text.size().x + gap;
    painter.galley(pos2(x, y), text, ink);
    painter.galley(pos2(after, y), mark, ink);
    let tip = "Click to sort, again to reverse, Shift for a further key";
    match is_cut {
        true => response.on_hover_text(format!("{title}\n{tip}")),
        false => response.on_hover_text(tip),
    }
}

/// Whether numbers stand in a column, by its meaning or by what was read of it.
fn holds_numbers(sheet: &Sheet<'_>, raw: &RawCells, column: &ShownColumn) -> bool {
    let place = column_of_file(sheet, column);
    column.column.is_number() || place.is_some_and(|place| raw.is_number(place))
}

/// "↑", "↓", or with its rank where there are several: "↓2".
fn sorted_words(sort: &[SortKey], field: &RowField) -> String {
    let Some(at) = sort.iter().position(|key| key.field == *field) else {
        return String::new();
    };
    let is_down = sort.get(at).is_some_and(|key| key.descending);
    let arrow = if is_down { "↓" } else { "↑" };
    match sort.len() {
        1 => arrow.to_owned(),
        _ => format!("{arrow}{}", at + 1),
    }
}

/// The arrow that opens the menu of a column; a funnel where it filters.
fn menu_ui(ui: &Ui, header: &Header<'_>, (mapping, is_filtered): (&Mapping, bool)) -> Response {
    let theme = palette(ui);
    let rect = header.rect.with_min_x(header.rect.right() - MENU);
    let hit = rect.intersect(header.seen);
    let menu = ui.interact(hit, header.id.with("menu"), Sense::click());
    let name = format!(
        "Filter {}",
        header.column.column.title(mapping).to_lowercase()
    );
    menu.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_lit = menu.hovered() || menu.has_focus() || is_filtered;
    let hue = if is_filtered {
        theme.selection
    } else {
        theme.muted
    };
    let ink = if is_lit {
        color(hue)
    } else {
        color(theme.faint)
    };
    let painter = ui.painter_at(header.seen);
    let centre = rect.center();
    if is_filtered {
        let funnel = [
            vec2(-5.0, -4.0),
            vec2(5.0, -4.0),
            vec2(1.0, 1.0),
            vec2(1.0, 4.5),
            vec2(-1.0, 4.5),
            vec2(-1.0, 1.0),
        ];
        let funnel = funnel.map(|corner| centre + corner).to_vec();
        painter.add(egui::Shape::convex_polygon(funnel, ink, Stroke::NONE));
    } else {
        chevron(&painter, centre, ink);
    }
    if menu.has_focus() {
        ring(ui, hit, 1.0);
    }
    menu
}

/// The right edge of a column: dragged to another width, double-clicked to fit.
fn edge_ui(ui: &Ui, header: &Header<'_>, room: Rect) -> Option<HeaderAct> {
    let x = header.rect.right();
    let rect = Rect::from_x_y_ranges(x - EDGE..=x + EDGE, header.rect.y_range());
    let rect = rect.intersect(room);
    if !rect.is_positive() {
        return None;
    }
    let sense = Sense::DRAG | Sense::CLICK & !Sense::FOCUSABLE;
    let edge = ui.interact(rect, header.id.with("edge"), sense);
    if edge.hovered() || edge.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let line = Stroke::new(2.0, color(palette(ui).selection));
        ui.painter().vline(x, header.rect.y_range(), line);
    }
    if edge.double_clicked() {
        return Some(HeaderAct::Fit(header.number));
    }
    let moved = edge.drag_delta().x;
    let width = (header.column.width + moved).clamp(LEAST_WIDTH, MOST_WIDTH);
    (edge.dragged() && moved != 0.0).then_some(HeaderAct::Resize(header.number, width))
}

/// The width a column needs for its header and what is in sight of it, in points.
pub(super) fn fitting_width(
    ui: &Ui,
    sheet: &Sheet<'_>,
    raw: &mut RawCells,
    column: &ShownColumn,
    in_sight: Range<usize>,
) -> f32 {
    let painter = ui.painter();
    let width = |text: &str, font| {
        let galley = truncated(painter, text, font, color(palette(ui).ink), MOST_WIDTH);
        galley.size().x
    };
    let mut widest = width(column.column.title(&sheet.table.mapping), hint_font()) + MENU + 16.0;
    let place = column_of_file(sheet, column);
    for row in in_sight.filter_map(|place| sheet.rows.at(place)) {
        let meant = cells::meant(sheet.table, sheet.now.project(), &column.column, row);
        let cell = meant.or_else(|| {
            let cells = raw.row(row)?;
            Some(cells::of_file(cells.get(place?)?))
        });
        let Some(cell) = cell else { continue };
        let icon = if cell.icon.is_some() { 18.0 } else { 0.0 };
        widest = widest.max(width(&cell.text, body_font()) + icon);
    }
    let end = match holds_numbers(sheet, raw, column) {
        true => MENU,
        false => CELL_MARGIN,
    };
    (widest + CELL_MARGIN + end + 2.0).clamp(LEAST_WIDTH, MOST_WIDTH)
}

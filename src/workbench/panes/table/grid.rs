//! The grid: which rows and columns are in sight, and painting those. A million rows of 26 points
//! are more than a layout in `f32` can place, so rows are placed from where the grid is scrolled to.
//!
//! In: a sheet and where it is scrolled to. Out: what a person did in it.

use super::ask::TableAsk;
use super::cells::{self, Cell};
use super::columns::ShownColumn;
use super::lookup::ShownRows;
use super::raw::{RawCells, RawRow};
use super::scroll_bar::{Axis, ScrollBar};
use super::warned::Warned;
use crate::model::id::TableId;
use crate::model::project::Project;
use crate::tables::LoadedTable;
use crate::workbench::theme::{
    ROW_HEIGHT, body_font, color, color_at, hint_font, number_font, palette,
};
use crate::workbench::widgets::{paint_shape, truncated};
use egui::accesskit::Role;
use egui::{Id, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// Between the edge of a cell and its text, in points.
pub(super) const CELL_MARGIN: f32 = 8.0;
const BAR: f32 = 10.0;

/// What is shown: the rows of a table under some columns.
pub(super) struct Sheet<'s> {
    pub id: TableId,
    pub table: &'s Arc<LoadedTable>,
    pub project: &'s Project,
    pub columns: &'s [ShownColumn],
    pub rows: &'s ShownRows,
    pub warned: &'s Warned,
    /// The rows of the table that somebody rests on.
    pub selected: Option<u32>,
}

/// Where the grid is scrolled to, and where its cursor stands.
#[derive(Default)]
pub(super) struct Grid {
    /// From the top of all rows to the top of what is in sight, in points.
    top: f64,
    /// From the left of all columns, in points.
    left: f32,
    /// The place of the cursor among the rows shown, and the other end of what is selected.
    pub(super) cursor: Option<u32>,
    pub(super) anchor: Option<u32>,
    /// The column of the cursor.
    pub(super) column: usize,
    /// The selected row and the version of the rows its place was looked up in.
    placed: Option<(u32, u64)>,
    /// The cursor comes into sight with the next frame.
    follow: bool,
    /// How many rows fit.
    page: usize,
}

/// What was done in the body of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A row was chosen, by its place; with `extend`, all from the anchor to it.
    Select { place: u32, extend: bool },
    /// The row at a place was opened.
    Open(u32),
    /// The cursor comes to a column.
    Column(usize),
    /// Chosen in the menu of a row.
    Ask(TableAsk),
}

/// The parts of the grid on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub header: Rect,
    pub body: Rect,
    /// Row numbers and warnings.
    pub gutter: f32,
    pub left: f32,
}

impl Parts {
    /// Where a column stands, whose left edge is at `at` among all columns.
    pub(super) fn column(&self, within: Rect, at: f32, width: f32) -> Rect {
        let x = self.body.left() + self.gutter + at - self.left;
        Rect::from_min_max(pos2(x, within.top()), pos2(x + width, within.bottom()))
    }

    /// The part right of the gutter.
    pub(super) fn cells(&self, within: Rect) -> Rect {
        within.with_min_x(within.left() + self.gutter)
    }
}

/// The columns with their left edges, in points from that of the first.
pub(super) fn placed(columns: &[ShownColumn]) -> impl Iterator<Item = (usize, f32, &ShownColumn)> {
    let mut at = 0.0;
    columns.iter().enumerate().map(move |(number, column)| {
        let left = at;
        at += column.width;
        (number, left, column)
    })
}

impl Grid {
    /// How many rows a page has.
    pub(super) fn page(&self) -> usize {
        self.page.saturating_sub(1).max(1)
    }

    /// What is selected, by places, the first and the last included.
    pub(super) fn selection(&self) -> Option<(u32, u32)> {
        let cursor = self.cursor?;
        let anchor = self.anchor.unwrap_or(cursor);
        Some((cursor.min(anchor), cursor.max(anchor)))
    }

    /// Brings the cursor into sight with the next frame.
    pub(super) fn follow(&mut self) {
        self.follow = true;
    }

    /// Where the header, the rows and the gutter stand; scrolled as far as was asked for.
    pub(super) fn parts(&mut self, ui: &Ui, area: Rect, sheet: &Sheet<'_>) -> Parts {
        let header = area.with_max_y(area.top() + ROW_HEIGHT);
        let body = Rect::from_min_max(
            pos2(area.left(), header.bottom()),
            pos2(area.right() - BAR, area.bottom() - BAR),
        );
        let digits = sheet.table.len().max(1).ilog10() as f32 + 1.0;
        let gutter = digits * 8.0 + 28.0;
        self.page = (body.height() / ROW_HEIGHT) as usize;
        if ui.rect_contains_pointer(area) {
            let delta = ui.input(egui::InputState::smooth_scroll_delta);
            self.top -= f64::from(delta.y);
            self.left -= delta.x;
        }
        let mut parts = Parts {
            header,
            body,
            gutter,
            left: self.left,
        };
        if std::mem::take(&mut self.follow) {
            self.bring_into_sight(&parts, sheet);
        }
        let (height, width) = extent(sheet);
        let most_top = (height - f64::from(body.height())).max(0.0);
        let most_left = (width - (body.width() - gutter)).max(0.0);
        self.top = self.top.clamp(0.0, most_top);
        self.left = self.left.clamp(0.0, most_left);
        parts.left = self.left;
        parts
    }

    fn bring_into_sight(&mut self, parts: &Parts, sheet: &Sheet<'_>) {
        if let Some(cursor) = self.cursor {
            let top = f64::from(cursor) * f64::from(ROW_HEIGHT);
            let bottom = top + f64::from(ROW_HEIGHT) - f64::from(parts.body.height());
            self.top = self.top.clamp(bottom.min(top), top);
        }
        let column = placed(sheet.columns).find(|(number, ..)| *number == self.column);
        if let Some((_, at, column)) = column {
            let right = at + column.width - (parts.body.width() - parts.gutter);
            self.left = self.left.clamp(right.min(at), at);
        }
    }

    /// Sees to it that the cursor is on the selected row, wherever that stands now.
    pub(super) fn keep_up(&mut self, sheet: &Sheet<'_>) {
        self.column = self.column.min(sheet.columns.len().saturating_sub(1));
        let version = sheet.rows.version();
        let wanted = sheet.selected.map(|row| (row, version));
        if wanted == self.placed {
            return;
        }
        let is_new_row = wanted.map(|it| it.0) != self.placed.map(|it| it.0);
        self.placed = wanted;
        let Some((row, _)) = wanted else { return };
        let stands = |place: u32| sheet.rows.at(place as usize) == Some(row);
        if !self.cursor.is_some_and(stands) {
            self.cursor = sheet.rows.place_of(row);
            self.anchor = None;
            self.follow |= is_new_row || self.cursor.is_some();
        }
    }

    /// The rows in sight, by place.
    pub(super) fn in_sight(&self, parts: &Parts, sheet: &Sheet<'_>) -> Range<usize> {
        let row = f64::from(ROW_HEIGHT);
        let first = (self.top / row).floor() as usize;
        let last = ((self.top + f64::from(parts.body.height())) / row).ceil() as usize;
        first..last.min(sheet.rows.len() as usize)
    }

    /// Draws the rows in sight and the bars; what was done in them.
    pub(super) fn body_ui(
        &mut self,
        ui: &Ui,
        parts: &Parts,
        sheet: &Sheet<'_>,
        raw: &mut RawCells,
        focused: bool,
    ) -> Vec<Act> {
        let mut acts = Vec::new();
        for place in self.in_sight(parts, sheet) {
            let Some(row) = sheet.rows.at(place) else {
                break;
            };
            let y = f64::from(place as u32) * f64::from(ROW_HEIGHT) - self.top;
            let top = parts.body.top() + y as f32;
            let rect = Rect::from_min_size(
                pos2(parts.body.left(), top),
                vec2(parts.body.width(), ROW_HEIGHT),
            );
            let drawn = Row {
                place: place as u32,
                row,
                rect,
            };
            let cells = raw.row(row);
            self.row_ui(ui, parts, sheet, (&drawn, cells, raw), focused, &mut acts);
        }
        self.bars_ui(ui, parts, sheet);
        acts
    }

    fn row_ui(
        &self,
        ui: &Ui,
        parts: &Parts,
        sheet: &Sheet<'_>,
        (drawn, raw, known): (&Row, Option<RawRow>, &RawCells),
        focused: bool,
        acts: &mut Vec<Act>,
    ) {
        let theme = palette(ui);
        let painter = ui.painter_at(parts.body);
        let seen = drawn.rect.intersect(parts.body);
        let id = Id::unique(("table row", sheet.id, drawn.row));
        let response = ui.interact(seen, id, Sense::click());
        let range = self.selection();
        let is_selected = range.is_some_and(|(a, b)| (a..=b).contains(&drawn.place));
        let is_cursor = self.cursor == Some(drawn.place);
        if is_selected {
            painter.rect_filled(drawn.rect, 0.0, color(theme.selection_background));
        } else if response.hovered() {
            painter.rect_filled(drawn.rect, 0.0, color(theme.hover));
        }
        if is_cursor {
            let mark = drawn.rect.with_max_x(drawn.rect.left() + 2.0);
            painter.rect_filled(mark, 0.0, color(theme.selection));
        }
        gutter_ui(ui, parts, sheet, drawn);
        let inner = ui.painter_at(parts.cells(parts.body));
        let room = parts.cells(parts.body);
        let (mut said, mut tip) = (Vec::new(), String::new());
        for (number, at, column) in placed(sheet.columns) {
            let rect = parts.column(drawn.rect, at, column.width);
            let place = column_of_file(sheet, column);
            let cell = cell_of(sheet, column, drawn.row, raw.as_ref(), place);
            let Some(cell) = cell else {
                if rect.intersects(room) {
                    placeholder(&inner, rect, color_at(theme.faint, 0.35), drawn.row);
                }
                continue;
            };
            if rect.intersects(room) {
                let is_number =
                    column.column.is_number() || place.is_some_and(|place| known.is_number(place));
                let elided = paint_cell(&inner, rect, &cell, is_number, theme);
                if is_cursor && focused && number == self.column {
                    inner.rect_stroke(
                        rect.shrink(1.0),
                        2.0,
                        egui::Stroke::new(1.0, color(theme.selection)),
                        egui::StrokeKind::Inside,
                    );
                }
                let pointed = response
                    .hover_pos()
                    .is_some_and(|pointer| rect.contains(pointer));
                if pointed {
                    tip = tip_of(&cell, elided);
                }
            }
            said.push(cell.text);
        }
        let label = format!("Row {}", drawn.row + 1);
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_selected, &label));
        ui.accesskit_node_builder(response.id, |node| {
            node.set_selected(is_selected);
            node.set_description(said.join(", "));
        });
        take_pointer(ui, &response, parts, sheet, (drawn, is_selected), acts);
        if !tip.is_empty() {
            response.on_hover_text(tip);
        }
    }

    fn bars_ui(&mut self, ui: &Ui, parts: &Parts, sheet: &Sheet<'_>) {
        let (height, width) = extent(sheet);
        let track = Rect::from_min_max(
            pos2(parts.body.right(), parts.body.top()),
            pos2(parts.body.right() + BAR, parts.body.bottom()),
        );
        let bar = ScrollBar {
            axis: Axis::Down,
            name: "Scroll through rows",
            offset: self.top,
            shown: f64::from(parts.body.height()),
            all: height,
        };
        if let Some(to) = bar.show(ui, track) {
            self.top = to;
        }
        let track = Rect::from_min_max(
            pos2(parts.body.left() + parts.gutter, parts.body.bottom()),
            pos2(parts.body.right(), parts.body.bottom() + BAR),
        );
        let bar = ScrollBar {
            axis: Axis::Across,
            name: "Scroll through columns",
            offset: f64::from(self.left),
            shown: f64::from(parts.body.width() - parts.gutter),
            all: f64::from(width),
        };
        if let Some(to) = bar.show(ui, track) {
            self.left = to as f32;
        }
    }
}

/// A row on the screen.
struct Row {
    place: u32,
    row: u32,
    rect: Rect,
}

/// The height of all rows and the width of all columns, in points.
fn extent(sheet: &Sheet<'_>) -> (f64, f32) {
    let width = sheet.columns.iter().map(|column| column.width).sum();
    (f64::from(sheet.rows.len()) * f64::from(ROW_HEIGHT), width)
}

/// The number of the row in its file, with a mark where something is odd about it.
fn gutter_ui(ui: &Ui, parts: &Parts, sheet: &Sheet<'_>, drawn: &Row) {
    let theme = palette(ui);
    let painter = ui.painter_at(parts.body);
    let right = pos2(
        drawn.rect.left() + parts.gutter - CELL_MARGIN,
        drawn.rect.center().y,
    );
    painter.text(
        right,
        egui::Align2::RIGHT_CENTER,
        (drawn.row + 1).to_string(),
        hint_font(),
        color(theme.muted),
    );
    if sheet.warned.is_odd(drawn.row) {
        let rect = drawn
            .rect
            .with_max_x(drawn.rect.left() + 20.0)
            .intersect(parts.body);
        let centre = pos2(drawn.rect.left() + 11.0, drawn.rect.center().y);
        paint_warning(&painter, centre, color(theme.warning));
        let id = Id::unique(("row warning", sheet.id, drawn.row));
        let mark = ui.interact(rect, id, Sense::hover());
        let words = sheet.warned.words(&sheet.table.warnings, drawn.row);
        mark.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
        mark.on_hover_text(words);
    }
}

/// A small triangle with its tip up.
fn paint_warning(painter: &egui::Painter, centre: egui::Pos2, ink: egui::Color32) {
    let corners = [vec2(0.0, -4.5), vec2(4.5, 3.5), vec2(-4.5, 3.5)];
    let corners = corners.map(|corner| centre + corner).to_vec();
    painter.add(egui::Shape::convex_polygon(
        corners,
        ink,
        egui::Stroke::NONE,
    ));
}

/// The number of the column in its file; `None` for one that is in memory.
pub(super) fn column_of_file(sheet: &Sheet<'_>, column: &ShownColumn) -> Option<usize> {
    match &column.column {
        super::columns::Column::File(name) => sheet.table.column(name),
        _ => None,
    }
}

/// What a cell shows; `None` while it is not read.
fn cell_of(
    sheet: &Sheet<'_>,
    column: &ShownColumn,
    row: u32,
    raw: Option<&RawRow>,
    place: Option<usize>,
) -> Option<Cell> {
    if let Some(cell) = cells::meant(sheet.table, sheet.project, &column.column, row) {
        return Some(cell);
    }
    let text = place.and_then(|place| raw?.get(place));
    match text {
        Some(text) => Some(cells::of_file(text)),
        // A row may be shorter than the header.
        None => raw.map(|_| cells::of_file("")),
    }
}

/// A quiet bar where words will stand.
fn placeholder(painter: &egui::Painter, rect: Rect, ink: egui::Color32, row: u32) {
    let share = 0.35 + 0.1 * ((row % 4) as f32);
    let size = vec2((rect.width() - 2.0 * CELL_MARGIN) * share, 5.0);
    let left = pos2(rect.left() + CELL_MARGIN, rect.center().y - size.y / 2.0);
    painter.rect_filled(Rect::from_min_size(left, size), 2.0, ink);
}

/// Paints a cell; whether its text had to be cut.
fn paint_cell(
    painter: &egui::Painter,
    rect: Rect,
    cell: &Cell,
    is_number: bool,
    theme: &crate::figure::theme::Theme,
) -> bool {
    let mut left = rect.left() + CELL_MARGIN;
    let right = rect.right() - CELL_MARGIN;
    if let Some((shape, hue)) = cell.icon {
        let centre = pos2(left + 5.0, rect.center().y);
        paint_shape(painter, centre, 5.0, shape, color(theme.hue(hue)), true);
        left += 18.0;
    }
    let is_unknown = cell.text == crate::workbench::panes::words::UNKNOWN;
    let ink = color(if is_unknown { theme.muted } else { theme.ink });
    let font = if is_number {
        number_font()
    } else {
        body_font()
    };
    let galley = truncated(painter, &cell.text, font, ink, right - left);
    let x = if is_number {
        right - galley.size().x
    } else {
        left
    };
    let elided = galley.elided;
    painter.galley(
        pos2(x, rect.center().y - galley.size().y / 2.0),
        galley,
        ink,
    );
    elided
}

fn tip_of(cell: &Cell, elided: bool) -> String {
    let whole = if elided && cell.more.is_empty() {
        cell.text.as_str()
    } else {
        ""
    };
    let parts = [whole, cell.more.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("\n")
}

/// The menu of a row.
fn menu_ui(ui: &mut Ui) -> Option<TableAsk> {
    let offered = [
        ("Only this value", TableAsk::ByCell { not: false }),
        ("Not this value", TableAsk::ByCell { not: true }),
        ("Copy rows", TableAsk::Copy),
    ];
    let mut asked = None;
    for (name, ask) in offered {
        if ui.button(name).clicked() {
            asked = Some(ask);
            ui.close();
        }
    }
    asked
}

/// What the pointer does on a row.
fn take_pointer(
    ui: &Ui,
    response: &Response,
    parts: &Parts,
    sheet: &Sheet<'_>,
    (drawn, is_selected): (&Row, bool),
    acts: &mut Vec<Act>,
) {
    let place = drawn.place;
    let pointer = response.interact_pointer_pos();
    let column = pointer.and_then(|pointer| {
        placed(sheet.columns).find_map(|(number, at, column)| {
            let rect = parts.column(drawn.rect, at, column.width);
            rect.contains(pointer).then_some(number)
        })
    });
    if response.clicked() {
        let extend = ui.input(|input| input.modifiers.shift);
        acts.push(Act::Select { place, extend });
        if let Some(column) = column {
            acts.push(Act::Column(column));
        }
    }
    if response.secondary_clicked() {
        acts.push(Act::Select {
            place,
            extend: is_selected,
        });
        acts.extend(column.map(Act::Column));
    }
    let mut asked = None;
    response.context_menu(|ui| asked = menu_ui(ui));
    acts.extend(asked.map(Act::Ask));
    if response.double_clicked() {
        acts.push(Act::Open(place));
    }
}
